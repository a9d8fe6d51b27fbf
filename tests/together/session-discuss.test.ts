import type { Somebody } from '#tests/cast';
import { filledIn, type Posted } from '#tests/fakes/teams';
import { buttonsOf, cast, type House, openHouse, textOf } from '#tests/house';
import { pathOf, writes } from '#tests/practice/press';

const { alex, megan, adele, isaiah, patti } = cast;
const everybody = [alex, megan, adele, isaiah, patti];
const starts = '2026-11-25T12:15:10Z';
const asks = '2026-11-26T16:00:00Z';

let house: House;
/** Of the run that was started. */
let path: string;
beforeEach(async () => {
  house = await openHouse();
  for (const one of everybody) await house.install(one);
  await house.installTeam(alex, everybody);
});
afterEach(() => house.close());

const started = async (inputs: object = {}): Promise<Posted> => {
  const [card] = await house.mention(alex, 'we discuss saying no');
  await house.press(alex, card as Posted, 'Start', { ...filledIn(card?.activity), ...inputs });
  path = pathOf(card);
  return card as Posted;
};
const seen = async (who: Somebody) => JSON.stringify((await house.api(who, 'GET', path)).body);
const waits = async (who: Somebody) =>
  JSON.stringify((await house.api(who, 'GET', '/me')).body.open);

describe('a discussion', () => {
  it('opens what was written alone when it starts, nameless, to those who wrote; then each has a turn', async () => {
    const card = await started({ 'f.questions': 'When do we say yes too soon?' });
    expect(textOf(card)).toContain('Let’s discuss: saying no');
    expect(buttonsOf(card)[0]?.title).toBe('Write along');
    const writers = [megan, adele, isaiah];
    const words = ['zebra', 'otter', 'heron'];
    for (const [index, who] of writers.entries()) {
      const sent = await writes(house, who, card, { 'f.q0': `the ${words[index]}` });
      expect(JSON.stringify(sent.body)).toContain('What you wrote is kept');
    }
    for (const who of everybody) {
      const other = words.filter((_, index) => writers[index] !== who);
      for (const word of other) expect(await seen(who)).not.toContain(word);
    }
    await house.pass(starts);
    for (const who of writers) {
      const view = await seen(who);
      expect(view).toContain('take turns');
      expect(view).toContain('When do we say yes too soon?');
      for (const word of words) expect(view).toContain(word);
      for (const one of everybody) expect(view).not.toContain(one.name);
    }
    for (const who of [alex, patti]) expect(await seen(who)).not.toMatch(/zebra|otter|heron/);
    expect(house.teams.posted.some((one) => /zebra|otter|heron/.test(textOf(one)))).toBe(false);
    // Afterwards those who took part are asked for a line, and nobody else.
    await house.pass(asks);
    for (const who of everybody) {
      const asked = (await waits(who)).includes('One line for the next person: saying no');
      expect([who.name, asked]).toEqual([who.name, writers.includes(who)]);
    }
  });

  it('keeps own questions for the team under a name', async () => {
    await started({ 'f.questions': 'When do we say yes too soon?', 'f.save': 'Monday question' });
    const next = await started({ 'f.format': 'Monday question' });
    const form = await house.press(megan, next, 'Write along');
    expect(JSON.stringify(form.body)).toContain('When do we say yes too soon?');
    const [third] = await house.mention(alex, 'we discuss more');
    const three = { ...filledIn(third?.activity), 'f.questions': 'One?\nTwo?\nThree?' };
    const refused = await house.press(alex, third as Posted, 'Start', three);
    expect(JSON.stringify(refused.body)).toContain('At most 2 questions');
  });

  it('gives the words back when too few are nameless, and goes on all the same', async () => {
    const card = await started();
    for (const who of [megan, adele]) await writes(house, who, card, { 'f.q0': 'the zebra' });
    await house.pass(starts);
    expect(await seen(megan)).toContain('Too few wrote without a name');
    await house.pass(asks);
    expect(await waits(megan)).toContain('the zebra');
    expect(await waits(adele)).toContain('One line for the next person: saying no');
    const rows = house.tables.dump().filter(({ row }) => JSON.stringify(row).includes('zebra'));
    expect(rows.filter(({ table }) => table === 'Teams')).toEqual([]);
  });

  it('is called off by whoever started it: everybody who wrote hears it, with their words', async () => {
    const card = await started();
    await writes(house, megan, card, { 'f.q0': 'the zebra' });
    expect((await house.api(megan, 'POST', `${path}/stop`, { fields: {} })).status).toBe(422);
    expect((await house.api(alex, 'POST', `${path}/stop`, { fields: {} })).status).toBe(200);
    await house.pass('2026-11-24T09:00:00Z');
    expect(textOf(card)).toContain('It was called off');
    expect(await waits(megan)).toContain('the zebra');
    expect(house.tables.dump().filter(({ row }) => row.rowKey.startsWith('run~'))).toEqual([]);
  });
});
