import type { Somebody } from '#tests/cast';
import { filledIn, type Posted } from '#tests/fakes/teams';
import { actionsIn, buttonsOf, cast, crew, type House, openHouse, textOf } from '#tests/house';
import { pathOf, writes } from '#tests/practice/press';

const { alex, megan, adele, isaiah, sanne, daan } = cast;
const everybody = [alex, megan, adele, isaiah, sanne, daan];

let house: House;
beforeEach(async () => {
  house = await openHouse();
  for (const one of everybody) await house.install(one);
  await house.installTeam(alex, everybody);
});
afterEach(() => house.close());

const open = async (who: Somebody) => (await house.api(who, 'GET', '/me')).body.open;

describe('the forms of a look-back', () => {
  const start = async (words: string, inputs: object = {}) => {
    const [card] = await house.mention(alex, words);
    await house.press(alex, card as Posted, 'Start', { ...filledIn(card?.activity), ...inputs });
    return card as Posted;
  };

  it('asks own questions, and keeps them for the team under a name', async () => {
    const questions = 'What did we learn?\nWhom do we thank?';
    const card = await start('pizza moment', {
      'f.questions': questions,
      'f.save': 'Friday pizza',
    });
    const form = await house.press(megan, card, 'Write along');
    expect(JSON.stringify(form.body)).toContain('Whom do we thank?');
    const [next] = await house.mention(adele, 'retro');
    expect(textOf(next)).toContain('Friday pizza');
    await house.press(adele, next as Posted, 'Start', {
      ...filledIn(next?.activity),
      'f.format': 'Friday pizza',
    });
    const again = await house.press(megan, next as Posted, 'Write along');
    expect(JSON.stringify(again.body)).toContain('Whom do we thank?');
    const six = Array.from({ length: 6 }, (_, n) => `Question ${n}?`).join('\n');
    const [third] = await house.mention(alex, 'retro');
    const refused = await house.press(alex, third as Posted, 'Start', {
      ...filledIn(third?.activity),
      'f.questions': six,
    });
    expect(JSON.stringify(refused.body)).toContain('At most 5 questions');
  });

  it('looks ahead with other questions, and shows what was kept on the topic', async () => {
    const card = await start('look ahead to the migration');
    expect(textOf(card)).toContain('Look ahead: the migration');
    const form = await house.press(megan, card, 'Write along');
    expect(JSON.stringify(form.body)).toContain('What could go wrong?');
  });

  it('sits together with a calendar file, and opens when that begins', async () => {
    const when = { 'f.date': '2026-11-24', 'f.time': '12:30', 'f.place': 'the kitchen' };
    const card = await start('retro the sprint', when);
    expect(textOf(card)).toContain('the kitchen');
    const file = actionsIn(card.activity).find(({ title }) => title === 'Calendar file')?.url ?? '';
    const got = await fetch(file.replace(/^http:\/\/127\.0\.0\.1:\d+/, house.url));
    const text = await got.text();
    expect(text).toContain('DTSTART:20261124T113000Z');
    const teams = actionsIn(card.activity).find(({ title }) => title === 'Put it in Teams')?.url;
    expect(teams).toContain('startTime=2026-11-24T11%3A30%3A00Z');
    expect(teams).not.toContain('attendees');
    for (const who of [alex, megan, adele]) {
      await writes(house, who, card, { 'f.q1': 'slow' });
    }
    await house.pass('2026-11-24T11:30:20Z');
    expect(textOf(card)).toContain('It is open');
    const [late] = await house.mention(alex, 'retro');
    const refused = await house.press(alex, late as Posted, 'Start', {
      ...filledIn(late?.activity),
      'f.date': '2026-11-24',
      'f.time': '09:00',
    });
    expect(JSON.stringify(refused.body)).toContain('over already');
  });

  it('comes again the day after, four times, and no more unless somebody goes on', async () => {
    await start('retro what is in the way', { 'f.every': '1' });
    const path = `/together?team=${encodeURIComponent(crew.id)}`;
    const posts = () =>
      house.teams.posted.filter(
        (one) => one.conversation === crew.id && textOf(one).includes('in the way'),
      );
    await house.pass('2026-11-26T08:30:00Z');
    expect(posts()).toHaveLength(2);
    expect(buttonsOf(posts()[1]).map(({ title }) => title)).toEqual(['Write along']);
    expect(textOf(posts()[1])).toContain('Wednesday 2 December at 16:00');
    await house.pass('2027-03-01T08:00:00Z');
    expect(posts()).toHaveLength(4);
    expect((await house.api(alex, 'GET', path)).body.runs).toEqual([]);
  });

  it('goes on after the fourth when somebody who wrote presses that, and not before', async () => {
    await start('retro what is in the way', { 'f.every': '1' });
    const posts = () =>
      house.teams.posted.filter(
        ({ conversation, activity }) =>
          conversation === crew.id && JSON.stringify(activity).includes('in the way'),
      );
    const goesOn = async (path: string) => {
      const { body } = await house.api(alex, 'GET', path);
      return body.forms.some(({ form }: { form: string }) => form === 'on');
    };
    for (const [round, day] of ['25', '02', '09', '16'].entries()) {
      const card = posts().at(-1) as Posted;
      const path = pathOf(card);
      await writes(house, alex, card, { 'f.q0': `round ${round}`, 'f.named': 'true' });
      await house.pass(`2026-${round === 0 ? '11' : '12'}-${day}T15:00:10Z`);
      expect([round, await goesOn(path)]).toEqual([round, round === 3]);
      if (round === 3) await house.api(alex, 'POST', `${path}/on`, { fields: {} });
      const next = new Date(Date.parse(`2026-${round === 0 ? '11' : '12'}-${day}T09:00:00Z`));
      next.setUTCDate(next.getUTCDate() + 1);
      await house.pass(next.toISOString());
    }
    const writable = posts().filter((one) => buttonsOf(one).length > 0);
    expect(writable).toHaveLength(1);
  });

  it('takes no more than three at once in a channel', async () => {
    for (const words of ['retro one', 'retro two', 'retro three']) await start(words);
    const [card] = await house.mention(alex, 'retro four');
    const refused = await house.press(alex, card as Posted, 'Start', filledIn(card?.activity));
    expect(JSON.stringify(refused.body)).toContain('Three are under way');
  });
});

describe('an erase', () => {
  it('takes all opened answers of a run at once, and frees what was claimed', async () => {
    const [card] = await house.mention(alex, 'retro the move');
    await house.press(alex, card as Posted, 'Start', filledIn(card?.activity));
    const stands = card as Posted;
    const path = pathOf(stands);
    for (const who of [alex, megan, adele]) {
      await writes(house, who, stands, { 'f.q0': `zebra ${who.teamsId}` });
    }
    await house.pass('2026-11-25T15:00:20Z');
    await house.api(megan, 'POST', `${path}/agree`, { fields: { text: 'Test first', mine: true } });
    await house.pass('2026-11-25T15:00:40Z');
    expect(textOf(stands)).toContain('Megan Bowen does it');
    const exported = JSON.stringify((await house.api(megan, 'GET', '/me/export')).body);
    expect(exported).toContain('zebra 29:megan');
    expect(exported).not.toContain('zebra 29:adele');
    expect(exported).toContain(path.split('/').at(-1));
    await house.api(megan, 'POST', '/me/erase', { confirm: 'erase' });
    const { body } = await house.api(adele, 'GET', path);
    expect(JSON.stringify(body)).not.toContain('zebra');
    await house.pass('2026-11-25T15:10:00Z');
    expect(textOf(stands)).toContain('Test first');
    expect(textOf(stands)).toContain('Nobody does it yet');
    const rows = JSON.stringify(
      house.tables.dump().filter(({ row }) => !row.rowKey.startsWith('forgotten')),
    );
    expect(rows).not.toContain(megan.id);
    expect(rows).not.toContain('Megan');
    // Two weeks later nobody is asked.
    await house.pass('2026-12-15T12:00:00Z');
    expect(JSON.stringify(await open(adele))).not.toContain('How did it go');
  });
});
