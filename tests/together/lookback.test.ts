import { localTenant } from '#bot/config';
import type { Somebody } from '#tests/cast';
import type { Posted } from '#tests/fakes/teams';
import { channelOf, filledIn } from '#tests/fakes/teams';
import { buttonsOf, cast, crew, type House, openHouse, textOf } from '#tests/house';

const { alex, megan, adele, isaiah, patti, lynne } = cast;
const everybody = [alex, megan, adele, isaiah, patti, lynne];

/** Monday to Friday of the week in which the clock stands. */
const opens = '2026-11-25T15:00:10Z';
const closes = '2026-11-27T15:00:10Z';
const back = '2026-12-11T15:00:10Z';
const erased = '2026-12-23T15:00:20Z';

let house: House;
beforeEach(async () => {
  house = await openHouse();
  for (const one of everybody) await house.install(one);
  await house.installTeam(alex, everybody);
});
afterEach(() => house.close());

const cardIn = (body: unknown): string => JSON.stringify(body);
const inChannel = () => house.teams.posted.filter(({ conversation }) => conversation === crew.id);

/** Starts one in the channel; what stands there then. */
async function started(who: Somebody, words = 'start a retro on the move'): Promise<Posted> {
  const [card] = await house.mention(who, words);
  if (card === undefined) throw new Error('no start card');
  const before = inChannel().length;
  await house.press(
    who,
    card,
    words.startsWith('terug') ? 'Beginnen' : 'Start',
    filledIn(card.activity),
  );
  expect(inChannel()).toHaveLength(before);
  return card;
}

const write = async (who: Somebody, card: Posted, fields: object, label = 'Write along') => {
  const shown = await house.press(who, card, label);
  const run = buttonsOf(card).find(({ title }) => title === label)?.data;
  const sent = await house.act(
    who,
    'practice',
    { ...run, show: undefined, ...fields },
    {
      replyToId: card.id,
      conversation: { id: crew.id, conversationType: 'channel', tenantId: localTenant },
      channelData: { ...channelOf().channelData, tenant: { id: localTenant } },
    },
  );
  return { shown, sent };
};

const refOf = (card: Posted): { scope: string; run: string } => {
  const data = buttonsOf(card)[0]?.data;
  return { scope: String(data?.['scope']), run: String(data?.['run']) };
};
const pathOf = ({ scope, run }: { scope: string; run: string }): string =>
  `/together/${encodeURIComponent(scope)}/${run}`;

/** The rows that hold a word, by partition and key. */
const rowsWith = (word: string): string[] =>
  house.tables
    .dump()
    .filter(({ row }) => JSON.stringify(row).includes(word))
    .map(({ table, row }) => `${table} ${row.partitionKey} ${row.rowKey}`);

describe('a look-back in a channel', () => {
  it('shows its start card to whoever asked, and stands in that card’s place once started', async () => {
    const [card] = await house.mention(alex, 'start a retro on the move');
    expect(textOf(card)).toContain('Look back');
    expect(JSON.stringify(card?.activity)).toContain('the move');
    const before = inChannel().length;
    // Somebody else's press starts nothing.
    const other = await house.press(megan, card as Posted, 'Start');
    expect(cardIn(other.body)).toContain('somebody else');
    await house.press(alex, card as Posted, 'Start', filledIn(card?.activity));
    expect(inChannel()).toHaveLength(before);
    expect(textOf(card)).toContain('Look-back: the move');
    expect(buttonsOf(card).map(({ title }) => title)).toEqual(['Write along']);
    // Pressed twice it is one.
    expect(house.tables.dump().filter(({ row }) => /~h$/.test(row.rowKey))).toHaveLength(1);
  });

  it('keeps what four write with each of them until it opens, and shows it to writers nameless', async () => {
    const card = await started(alex);
    const stood = JSON.stringify(card.activity);
    const writers = [alex, megan, adele, isaiah];
    const words = ['zebra', 'otter', 'heron', 'lynx'];
    const { calls } = house.teams;
    for (const [index, who] of writers.entries()) {
      const { shown, sent } = await write(who, card, { 'f.q0': `the ${words[index]} went well` });
      expect(cardIn(shown.body)).toContain('What went well?');
      expect(cardIn(sent.body)).toContain('You wrote along');
    }
    // The channel hears nothing of it: no call at all left, and the card is as it was.
    expect(house.teams.calls).toBe(calls);
    expect(JSON.stringify(card.activity)).toBe(stood);
    for (const [index, word] of words.entries()) {
      const rows = rowsWith(word);
      expect(rows).toHaveLength(1);
      expect(rows[0]).toContain(`${writers[index]?.id} b~wrote`);
    }
    const ref = refOf(card);
    for (const reader of everybody) {
      const { status, body } = await house.api(reader, 'GET', pathOf(ref));
      expect(status).toBe(200);
      for (const [index, word] of words.entries()) {
        if (writers[index] !== reader) expect(JSON.stringify(body)).not.toContain(word);
      }
      const me = await house.api(reader, 'GET', '/me');
      expect(JSON.stringify(me.body)).not.toMatch(/zebra|otter|heron|lynx/);
    }

    await house.pass(opens);
    expect(textOf(card)).toContain('It is open');
    expect(buttonsOf(card)).toHaveLength(0);
    const told = house.teams.posted.filter(({ conversation }) => conversation === 'chat-29:megan');
    expect(textOf(told.at(-1))).toContain('It is open: the move');
    expect(textOf(told.at(-1))).not.toMatch(/zebra|otter|heron|lynx/);
    const texts: string[] = [];
    for (const reader of writers) {
      const { body } = await house.api(reader, 'GET', pathOf(ref));
      for (const word of words) expect(JSON.stringify(body)).toContain(word);
      for (const one of everybody) expect(JSON.stringify(body)).not.toContain(one.name);
      texts.push(JSON.stringify(body.sections));
    }
    expect(new Set(texts).size).toBe(1);
    for (const other of [patti, lynne]) {
      const { body } = await house.api(other, 'GET', pathOf(ref));
      expect(JSON.stringify(body)).not.toMatch(/zebra|otter|heron|lynx/);
    }
    // No shared row holds who wrote what.
    for (const word of words) {
      const shared = rowsWith(word).filter((row) => row.startsWith('Teams'));
      expect(shared).toHaveLength(1);
    }
    const opened = house.tables.dump().find(({ row }) => row.rowKey.includes('~o~'));
    for (const one of everybody) expect(JSON.stringify(opened)).not.toContain(one.id);
  });

  it('shows the three that were marked most without numbers, and keeps agreements and a line', async () => {
    const card = await started(alex);
    const ref = refOf(card);
    const writers = [alex, megan, adele, isaiah];
    for (const who of writers) await write(who, card, { 'f.q0': `from ${who.teamsId}` });
    await house.pass(opens);
    const { body } = await house.api(alex, 'GET', pathOf(ref));
    const mark = body.forms.find(({ form }: { form: string }) => form === 'mark');
    const choices: { value: string; title: string }[] = mark.fields[0].choices;
    const wanted = choices.find(({ title }) => title.includes('29:adele'))?.value;
    for (const who of [alex, megan, adele]) {
      const marked = await house.api(who, 'POST', `${pathOf(ref)}/mark`, {
        fields: { marks: [wanted] },
      });
      expect(marked.status).toBe(200);
    }
    const many = choices.map(({ value }) => value);
    const refused = await house.api(isaiah, 'POST', `${pathOf(ref)}/mark`, {
      fields: { marks: many },
    });
    expect(refused.status).toBe(422);
    // Who did not write reads no answer, and cannot agree.
    const stranger = await house.api(patti, 'POST', `${pathOf(ref)}/agree`, {
      fields: { text: 'nothing', mine: false },
    });
    expect(stranger.status).toBe(422);
    await house.pass(closes);
    const after = (await house.api(megan, 'GET', pathOf(ref))).body;
    expect(after.sections[0].title).toBe('What matters most');
    expect(after.sections[0].entries).toEqual([{ text: 'from 29:adele' }]);

    const agreed = await house.api(megan, 'POST', `${pathOf(ref)}/agree`, {
      fields: { text: 'We test on Thursdays', mine: false },
    });
    expect(agreed.status).toBe(200);
    await house.api(adele, 'POST', `${pathOf(ref)}/line`, { fields: { text: 'Start small' } });
    await house.pass('2026-11-27T15:00:30Z');
    expect(textOf(card)).toContain('We test on Thursdays');
    expect(textOf(card)).toContain('Start small');
    expect(textOf(card)).not.toContain('from 29:');
    // The two posts of a run: the card, and one sentence at the end.
    const end = inChannel().at(-1);
    expect(JSON.stringify(end?.activity)).toContain('is done');
    const posts = inChannel().length;

    // Anybody of the team may claim it, in the channel, once.
    const claimed = await house.press(patti, card, 'I’ll do it');
    expect(cardIn(claimed.body)).toContain('Patti Fernandez does it');
    const late = await house.api(lynne, 'POST', `${pathOf(ref)}/claim`, {
      fields: { agreement: claimIn(claimed.body) },
    });
    expect(late.status).toBe(422);
    await house.pass('2026-11-27T15:00:50Z');
    expect(textOf(card)).toContain('Patti Fernandez does it');
    expect(inChannel()).toHaveLength(posts);

    // Two weeks later the claimer is asked, and nobody else.
    await house.pass(back);
    const waits = async (who: Somebody) =>
      (await house.api(who, 'GET', '/me')).body.open.map(({ title }: { title: string }) => title);
    expect(await waits(patti)).toContain('How did it go? the move');
    expect(await waits(megan)).not.toContain('How did it go? the move');
    const said = await house.api(patti, 'POST', `${pathOf(ref)}/how`, {
      fields: { agreement: claimIn(claimed.body), how: 'outside' },
    });
    expect(said.status).toBe(200);
    await house.pass('2026-12-11T15:00:30Z');
    expect(textOf(card)).toContain('Patti Fernandez needs help from outside with it');
    expect(await waits(patti)).not.toContain('How did it go? the move');

    // Answers are gone four weeks after it opened, what was agreed stays.
    await house.pass(erased);
    expect(house.tables.dump().filter(({ row }) => /~o~|wrote/.test(row.rowKey))).toEqual([]);
    const stays = (await house.api(megan, 'GET', pathOf(ref))).body;
    expect(stays.lines[0]).toContain('This is what stays');
    expect(JSON.stringify(stays)).not.toContain('from 29:');
    // The next begins with them.
    const next = await started(megan, 'retro the second move');
    expect(textOf(next)).toContain('We test on Thursdays');
  });

  it.each([1, 2])(
    'opens nothing when %i wrote without a name: the words come back, in the same words',
    async (count) => {
      const card = await started(alex);
      const writers = [megan, adele].slice(0, count);
      for (const who of writers) await write(who, card, { 'f.q0': `the zebra of ${who.teamsId}` });
      await house.pass('2026-11-25T15:00:30Z');
      expect(textOf(card)).toContain('Nothing was opened this time');
      for (const who of writers) {
        const { body } = await house.api(who, 'GET', '/me');
        const [item] = body.open.filter(({ kind }: { kind: string }) => kind === 'practice-daily');
        expect(item.text).toContain(`the zebra of ${who.teamsId}`);
        expect(item.title.replace(who.teamsId, '')).toBe('Your words are back: the move');
      }
      // No row is left but what went back to each.
      expect(
        house.tables.dump().filter(({ row }) => row.partitionKey.includes('practice')),
      ).toEqual([]);
      expect(house.tables.dump().filter(({ row }) => row.rowKey.startsWith('b~wrote'))).toEqual([]);
      expect(rowsWith('zebra').every((row) => row.includes('c~open'))).toBe(true);
    },
  );

  it('signs for who chose that, and gives the others theirs back, when fewer than three are nameless', async () => {
    const card = await started(alex);
    const ref = refOf(card);
    await write(alex, card, { 'f.q0': 'signed zebra', 'f.named': 'true' });
    await write(megan, card, { 'f.q0': 'rather signed otter', 'f.few': 'named' });
    await write(adele, card, { 'f.q0': 'hidden heron' });
    await house.pass(opens);
    const { body } = await house.api(alex, 'GET', pathOf(ref));
    const text = JSON.stringify(body);
    expect(text).toContain('signed zebra');
    expect(text).toContain('rather signed otter');
    expect(text).toContain('Megan Bowen');
    expect(text).not.toContain('heron');
    expect(rowsWith('heron').every((row) => row.includes(adele.id))).toBe(true);
    const mine = (await house.api(adele, 'GET', '/me')).body.open;
    expect(JSON.stringify(mine)).toContain('hidden heron');
  });
});

/** The id of the agreement behind a card's button. */
const claimIn = (body: unknown): string =>
  /"f\.agreement":"([^"]+)"/.exec(JSON.stringify(body))?.[1] ?? idOfAgreement();
const idOfAgreement = (): string => {
  const head = house.tables.dump().find(({ row }) => row.rowKey.endsWith('~h'));
  return JSON.parse(String(head?.row['data'])).state.agreements[0].id;
};
