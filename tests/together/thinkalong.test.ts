import { instantOf } from '#bot/core/time';
import { scheduleDue } from '#bot/records/due';
import { changePerson } from '#bot/records/person';
import type { Profile } from '#bot/records/profile';
import type { Somebody } from '#tests/cast';
import { filledIn, type Posted } from '#tests/fakes/teams';
import {
  actionsIn,
  buttonsOf,
  cast,
  crew,
  type House,
  type Invoked,
  openHouse,
  textOf,
} from '#tests/house';
import { cardOf, pathOf, pressOn } from '#tests/practice/press';

const { alex, megan, adele, isaiah, sanne, daan } = cast;
const everybody = Object.values(cast);

/** Two working days after Monday, and a working day each after that; a little later. */
const asked = '2026-11-25T15:00:20Z';
const answers = '2026-11-26T15:00:20Z';
const advised = '2026-11-27T15:00:20Z';
const erased = '2026-12-25T15:00:20Z';
const dutch = { locale: 'nl-NL' };

let house: House;
const open = async () => {
  house = await openHouse();
  for (const one of everybody) await house.install(one);
  await house.installTeam(alex, everybody);
  const consent = { state: 'in' as const, since: '2026-11-01T00:00:00Z' };
  for (const one of everybody) await patch(one, { consent });
};
beforeEach(open);
afterEach(() => house.close());

const patch = (who: Somebody, profile: Partial<Profile>) =>
  changePerson(house.app.deps.tables, house.app.ctx, who.id, () => ({
    result: undefined,
    change: { profile },
  }));
const ids = (...people: readonly Somebody[]) => people.map(({ id }) => id).join(',');
const byName = (...people: readonly Somebody[]) => ({
  'f.whose': 'people',
  'f.people': ids(...people),
});
const told = (who: Somebody): Posted[] =>
  house.teams.posted.filter(({ conversation }) => conversation === `chat-${who.teamsId}`);
const lastTold = (who: Somebody): Posted => told(who).at(-1) as Posted;
const text = (value: unknown): string => JSON.stringify(value);

async function starts(who: Somebody, words: string, inputs: object, more: object = {}) {
  const [card] = await house.say(who, words, more);
  const start = more === dutch ? 'Beginnen' : 'Start';
  return pressOn(house, who, card?.activity, start, inputs, { ...more, replyToId: card?.id });
}
/** Where the tab finds the run behind a message of one's own. */
const pathIn = (answer: Invoked): string => {
  const data = actionsIn(cardOf(answer)).find((one) => one.data?.['run'] !== undefined)?.data;
  return `/together/${encodeURIComponent(String(data?.['scope']))}/${String(data?.['run'])}`;
};
const sees = async (who: Somebody, path: string) => (await house.api(who, 'GET', path)).body;
const sends = (who: Somebody, path: string, form: string, fields: object = {}) =>
  house.api(who, 'POST', `${path}/${form}`, { fields });
const listed = (
  body: { sections: { title: string; entries: { text: string }[] }[] },
  title: string,
) => body.sections.find((one) => one.title === title)?.entries.map((one) => one.text);

describe('thinking along in writing', () => {
  it('asks each for one question and then for advice, which nobody but the asker ever reads', async () => {
    const link = 'https://example.com/pricing';
    const inputs = { ...byName(megan, adele, isaiah), 'f.link': link };
    const started = await starts(alex, 'think along on our pricing', inputs);
    expect(text(started.body)).toContain('Think along: our pricing');
    const path = pathIn(started);

    // Asked in their hours, by name, with what will be seen by whom on the card.
    await house.pass('2026-11-23T09:00:00Z');
    for (const who of [megan, adele, isaiah]) {
      expect(textOf(lastTold(who))).toContain('Alex Wilber would like you to think along');
      expect(textOf(lastTold(who))).toContain('Only Alex Wilber reads');
    }
    expect(actionsIn(lastTold(megan).activity).map(({ url }) => url)).toContain(link);
    const yes = await pressOn(house, megan, lastTold(megan).activity, 'Yes, I’ll join');
    expect(text(yes.body)).toContain('no advice yet');
    await pressOn(house, megan, cardOf(yes), 'Keep it', { 'f.text': 'Who pays now, otter?' });
    await sends(adele, path, 'in');
    await sends(adele, path, 'question', { text: 'And who would not, heron?' });
    // Until then the asker sees neither who said yes nor a word.
    expect(text((await sees(alex, path)).sections)).not.toMatch(/Megan|Adele|otter|heron/);

    await house.pass(asked);
    expect(textOf(lastTold(alex))).toContain('Their questions are here: our pricing');
    expect(textOf(lastTold(alex))).not.toMatch(/otter|heron/);
    const questions = await sees(alex, path);
    expect(listed(questions, 'Their questions')?.toSorted()).toEqual([
      'And who would not, heron?',
      'Who pays now, otter?',
    ]);
    expect(listed(questions, 'With you')).toEqual(['Adele Vance', 'Megan Bowen']);
    expect(listed(questions, 'Not available')).toEqual(['Isaiah Langer']);
    expect(text(await sees(megan, path))).not.toContain('heron');
    await sends(alex, path, 'answer', { text: 'Small shops pay, the lynx does not.' });

    await house.pass('2026-11-26T09:00:00Z');
    for (const who of [megan, adele]) {
      expect(textOf(lastTold(who))).toContain('What would you do? our pricing');
      expect(text(await sees(who, path))).toContain('lynx');
    }
    const calls = house.teams.posted.length;
    await pressOn(house, adele, lastTold(adele).activity, 'Keep it', {
      'f.text': 'I would ask the zebra',
    });
    await sends(megan, path, 'advice', { text: 'I would wait for the badger' });
    expect(house.teams.posted).toHaveLength(calls);

    const words = /zebra|badger/;
    const everywhere = async () => {
      for (const who of everybody) {
        const own = who === adele ? /badger/ : who === megan ? /zebra/ : words;
        for (const page of [path, '/me', '/together']) {
          expect(text((await house.api(who, 'GET', page)).body)).not.toMatch(own);
        }
      }
      // No message ever carries it, the asker's neither.
      expect(text(house.teams.posted)).not.toMatch(words);
    };
    await everywhere();
    await house.pass('2026-11-27T14:59:00Z');
    await everywhere();
    const rows = house.tables.dump().filter(({ row }) => words.test(text(row)));
    expect(rows.map(({ row }) => row.partitionKey.includes('practice'))).toEqual([false, false]);

    await house.pass(advised);
    expect(textOf(lastTold(alex))).toContain('It is open. You alone can read it');
    const advice = await sees(alex, path);
    expect(listed(advice, 'In your place I would …')?.toSorted()).toEqual([
      'I would ask the zebra',
      'I would wait for the badger',
    ]);
    expect(text(advice)).toContain('"note":"Megan Bowen"');
    for (const who of everybody.filter((one) => one !== alex)) {
      const own = who === adele ? /badger/ : who === megan ? /zebra/ : words;
      expect(text(await sees(who, path))).not.toMatch(own);
    }
    expect(text(house.teams.posted)).not.toMatch(words);
    const exported = await house.api(megan, 'GET', '/me/export');
    expect(text(exported.body)).toContain('badger');
    expect(text(exported.body)).not.toContain('zebra');
    const mine = text((await house.api(alex, 'GET', '/me/export')).body);
    expect(mine).toContain('our pricing');
    expect(mine).toContain('Small shops pay');
    expect(mine).not.toMatch(words);

    await house.pass(erased);
    const left = house.tables
      .dump()
      .filter(({ row }) => /otter|heron|zebra|badger/.test(text(row)));
    expect(left).toEqual([]);
    const runs = house.tables.dump().filter(({ row }) => row.partitionKey.includes('~practice~'));
    expect(runs).toEqual([]);
  });

  it('is guessed to be with people by name, and asks for whom', async () => {
    const [card] = await house.say(alex, 'think along on our pricing');
    expect(filledIn(card?.activity)).toMatchObject({
      'f.topic': 'our pricing',
      'f.whose': 'people',
      'f.how': 'writing',
      'f.date': '2026-11-26',
    });
  });

  it('goes on without an answer, and gives unread words back when it is called off', async () => {
    const path = pathIn(await starts(alex, 'peer review the report', byName(megan, adele)));
    await sends(megan, path, 'in');
    await sends(megan, path, 'question', { text: 'For whom, otter?' });
    await house.pass(asked);
    await house.pass(answers);
    expect((await sends(alex, path, 'answer', { text: 'late' })).status).toBe(422);
    await sends(megan, path, 'advice', { text: 'I would cut the badger' });
    await sends(alex, path, 'stop', { sure: 'yes' });
    await house.pass('2026-11-27T12:00:00Z');
    const mine = (await house.api(megan, 'GET', '/me')).body.open;
    expect(text(mine)).toContain('I would cut the badger');
    expect(textOf(told(megan).find((one) => textOf(one).includes('Called off')))).toContain(
      'the report',
    );
    expect(text((await house.api(alex, 'GET', '/me')).body)).not.toContain('badger');
  });

  it('takes the question along when the asker is erased', async () => {
    const path = pathIn(await starts(alex, 'think along on our pricing', byName(megan, adele)));
    await sends(megan, path, 'in');
    await sends(megan, path, 'question', { text: 'Who pays, otter?' });
    await house.api(alex, 'POST', '/me/erase', { confirm: 'erase' });
    await house.pass('2026-11-23T12:00:00Z');
    const rows = text(house.tables.dump().filter(({ row }) => !row.rowKey.startsWith('forgotten')));
    expect(rows).not.toContain(alex.id);
    expect(rows).not.toContain('Alex');
    expect(text((await house.api(megan, 'GET', '/me')).body.open)).toContain('Who pays, otter?');
  });
});

describe('a colleague who is asked by name', () => {
  /** Everything that reaches the asker, and when, and what they read on the page. */
  async function heard(becomes: (path: string) => Promise<unknown>): Promise<string> {
    const start = house.teams.posted.length;
    const started = await starts(alex, 'think along on our pricing', byName(megan, adele));
    const path = pathIn(started);
    await becomes(path);
    await sends(adele, path, 'in');
    const lines: string[] = [];
    for (const at of [
      '2026-11-23T12:00:00Z',
      '2026-11-24T16:00:00Z',
      '2026-11-25T14:59:00Z',
      asked,
      '2026-11-26T12:00:00Z',
    ]) {
      await house.pass(at);
      const page = await sees(alex, path);
      const messages = house.teams.posted
        .slice(start)
        .filter((one) => one.conversation === 'chat-29:alex');
      lines.push(text([at, page, messages.map(({ activity }) => activity['attachments'])]));
    }
    // Ids and times of sending differ from one house to the next.
    const [, , scope = '', run = ''] = path.split('/');
    return lines.join('\n').replaceAll(decodeURIComponent(scope), 'scope').replaceAll(run, 'run');
  }

  it('ends alike for the asker by off, not in, paused, full, blocked, no and silence', async () => {
    const silence = await heard(async () => undefined);
    expect(silence).toContain('Megan Bowen');
    const others: Record<string, (path: string) => Promise<unknown>> = {
      no: (path) => sends(megan, path, 'no'),
      'yes, then no': async (path) => {
        await sends(megan, path, 'in');
        await sends(megan, path, 'no');
      },
      paused: () => patch(megan, { pausedUntil: '2027-01-31' }),
      off: () => patch(megan, { off: ['together'] }),
      'not in': () =>
        patch(megan, { consent: { state: 'not-now', since: '2026-11-01T00:00:00Z' } }),
      full: () => patch(megan, { askLimit: 0 }),
      blocked: () => patch(megan, { blocked: [alex.id] }),
    };
    for (const [why, becomes] of Object.entries(others)) {
      await house.close();
      await open();
      expect([why, await heard(becomes)]).toEqual([why, silence]);
      if (why === 'paused' || why === 'off' || why === 'not in' || why === 'full') {
        expect([why, told(megan).filter((one) => textOf(one).includes('pricing'))]).toEqual([
          why,
          [],
        ]);
      }
    }
  });

  it('is not asked by whoever they are kept apart from, nor shown anything of it', async () => {
    await patch(megan, { blocked: [alex.id] });
    await starts(alex, 'think along on our pricing', byName(megan, adele));
    await house.pass('2026-11-23T12:00:00Z');
    expect(text(told(megan))).not.toContain('pricing');
    expect(text((await house.api(megan, 'GET', '/me')).body.open)).not.toContain('pricing');
    expect(textOf(lastTold(adele))).toContain('pricing');
  });

  it('hears of one ask a week and finds the next under For you', async () => {
    await starts(alex, 'think along on our pricing', byName(megan, adele));
    await house.pass('2026-11-23T10:00:00Z');
    await starts(isaiah, 'think along on the intranet', byName(megan, adele));
    await house.pass('2026-11-23T15:00:00Z');
    expect(told(megan).filter((one) => textOf(one).includes('Think along?'))).toHaveLength(1);
    const waits = (await house.api(megan, 'GET', '/me')).body.open;
    expect(waits.map(({ title }: { title: string }) => title)).toEqual(
      expect.arrayContaining(['Think along? our pricing', 'Think along? the intranet']),
    );
  });

  it('with no room for asks finds it under For you alone, not on the weekly card either', async () => {
    const weekly = { weekday: 2, time: '10:00' };
    await patch(megan, { askLimit: 0, moment: weekly, nextMoment: '2026-11-24T09:00:00Z' });
    await scheduleDue(house.app.deps.tables, house.app.ctx, [
      { at: instantOf('2026-11-24T09:00:00Z'), kind: 'moment', who: megan.id },
    ]);
    await starts(alex, 'think along on our pricing', byName(megan, adele));
    await house.pass('2026-11-24T12:00:00Z');
    const cards = told(megan).map(textOf);
    expect(cards.filter((card) => card.includes('pricing'))).toEqual([]);
    expect(text((await house.api(megan, 'GET', '/me')).body.open)).toContain('our pricing');
  });

  it('is one of two to seven, and nobody is told when none of them can', async () => {
    const one = await starts(alex, 'think along on our pricing', byName(megan));
    expect(text(one.body)).toContain('at least 2 colleagues');
    const wrong = { ...byName(megan, adele), 'f.link': 'javascript:alert(1)' };
    expect(text((await starts(alex, 'intervision', { ...wrong, 'f.topic': 'x' })).body)).toContain(
      'begins with https',
    );
    const path = pathIn(await starts(alex, 'think along on our pricing', byName(megan, adele)));
    await sends(megan, path, 'no');
    await house.pass('2026-11-26T12:00:00Z');
    expect(textOf(lastTold(alex))).toContain('Nobody is available: our pricing');
    expect(textOf(lastTold(alex))).not.toMatch(/Megan|Adele/);
    const runs = house.tables.dump().filter(({ row }) => row.partitionKey.includes('~practice~'));
    expect(runs).toEqual([]);
  });
});

describe('thinking along together', () => {
  const at = '2026-11-26T09:00:20Z';

  it('geeft in een kring van drie niemand een tweede beurt voor ieder een eerste had', async () => {
    const inputs = { ...byName(sanne, daan), 'f.how': 'together', 'f.place': 'de kantine' };
    for (const one of [alex, sanne, daan]) await patch(one, { language: 'nl' });
    const started = await starts(alex, 'meedenken over ons rooster', inputs, dutch);
    expect(text(started.body)).toContain('Meedenken: ons rooster');
    const path = pathIn(started);
    await house.pass('2026-11-23T09:00:00Z');
    const yes = await pressOn(
      house,
      sanne,
      lastTold(sanne).activity,
      'Ja, ik ben erbij',
      {},
      dutch,
    );
    expect(text(yes.body)).toContain('Je doet mee');
    const url = actionsIn(cardOf(yes)).find(({ title }) => title === 'Agendabestand')?.url ?? '';
    const file = await (await fetch(url.replace(/^http:\/\/127\.0\.0\.1:\d+/, house.url))).text();
    expect(file).toContain('DTSTART:20261126T090000Z');
    expect(file.replaceAll(/\r?\n /g, '')).toContain('hardop terwijl jij luistert');
    await sends(daan, path, 'in');
    await house.pass(asked);
    expect(listed(await sees(alex, path), 'Met jou')).toEqual(['Daan Jansen', 'Sanne de Vries']);
    expect((await sends(sanne, path, 'next', { turn: '0' })).status).toBe(422);

    await house.pass(at);
    for (const who of [alex, sanne, daan]) expect(textOf(lastTold(who))).toContain('Het is zover');
    const turns: string[] = [];
    const now = async () => listed(await sees(daan, path), 'Nu')?.[0] ?? '';
    turns.push(await now());
    // Three press at once: it goes on by one turn.
    for (const who of [sanne, daan, alex]) await sends(who, path, 'next', { turn: '1' });
    turns.push(await now());
    // The card of the beginning is behind: it shows whose turn it is, and goes on from there.
    const behind = await pressOn(house, daan, shown(daan), 'Volgende beurt', {}, dutch);
    expect(await now()).toBe(turns[1]);
    await pressOn(house, daan, cardOf(behind), 'Volgende beurt', {}, dutch);
    turns.push(await now());
    expect(new Set(turns)).toEqual(
      new Set([
        'De beurt van Alex Wilber',
        'De beurt van Sanne de Vries',
        'De beurt van Daan Jansen',
      ]),
    );
    const done = await sends(sanne, path, 'next', { turn: '3' });
    expect(done.body.lines).toContain('Iedereen was aan de beurt. Het is klaar.');
    await house.pass('2026-11-26T10:00:00Z');
    expect((await house.api(sanne, 'GET', path)).status).toBe(422);
  });

  /** The card that somebody was sent last. */
  const shown = (who: Somebody): unknown =>
    (lastTold(who).activity['attachments'] as { content: unknown }[])[0]?.content;

  it('takes no time before whoever is named can have said yes', async () => {
    const soon = { ...byName(megan, adele), 'f.how': 'together', 'f.date': '2026-11-24' };
    const refused = await starts(alex, 'think along on our pricing', soon);
    expect(text(refused.body)).toContain('two working days to say yes');
  });
});

describe('practising', () => {
  it('turns doer, other and observer, on a case that comes along, with whoever of the team presses', async () => {
    const [card] = await house.mention(alex, 'practise');
    expect(textOf(card)).toContain('Saying no to a request');
    const inputs = { ...filledIn(card?.activity), 'f.case': 'work' };
    await house.press(alex, card as Posted, 'Start', inputs);
    expect(textOf(card)).toContain('Practise: Saying that work is not good enough yet');
    expect(buttonsOf(card).map(({ title }) => title)).toContain('Yes, I’ll join');
    const stood = text(card?.activity);
    const path = pathOf(card);
    for (const who of [megan, adele, daan]) await sends(who, path, 'in');
    await house.pass('2026-11-24T09:00:00Z');
    // Who comes changes nothing for anybody else.
    expect(text(card?.activity)).toBe(stood);
    await house.pass('2026-11-26T09:00:20Z');
    const roles: string[] = [];
    for (let turn = 1; turn <= 4; turn += 1) {
      roles.push(listed(await sees(megan, path), 'Now')?.[0] ?? '');
      await sends(megan, path, 'next', { turn: String(turn) });
    }
    expect(roles[0]).toMatch(/^Doer: Alex Wilber\. The other: .+\. Observers: /);
    expect(new Set(roles.map((one) => /Doer: ([^.]+)\./.exec(one)?.[1])).size).toBe(4);
    expect(new Set(roles.map((one) => /The other: ([^.]+)\./.exec(one)?.[1])).size).toBe(4);
    await house.pass('2026-11-26T12:00:00Z');
    expect(textOf(card)).toContain('It is done');
    expect(text(house.tables.dump())).not.toContain(`${crew.id}~run`);
  });

  it('takes seven beside the asker, in a channel', async () => {
    const [card] = await house.mention(alex, 'think along on our pricing');
    await house.press(alex, card as Posted, 'Start', filledIn(card?.activity));
    const path = pathOf(card);
    for (const who of everybody.slice(1)) expect((await sends(who, path, 'in')).status).toBe(200);
    expect((await sends(alex, path, 'in')).status).toBe(422);
  });
});
