import type { Somebody } from '#tests/cast';
import { filledIn, type Posted } from '#tests/fakes/teams';
import { buttonsOf, cast, crew, type House, openHouse, textOf } from '#tests/house';
import { cardOf, inChannelAt, pathOf, pressOn } from '#tests/practice/press';

const { alex, megan, adele, isaiah } = cast;
const everybody = [alex, megan, adele, isaiah];
/** Four weeks after Monday 23 November, 10:00 in Amsterdam, and the day after. */
const asks = '2026-12-21T15:00:00Z';
const later = '2026-12-22T15:00:00Z';

let house: House;
/** Of the share back that was started. */
let path: string;
let card: Posted;
beforeEach(async () => {
  house = await openHouse();
  for (const one of everybody) await house.install(one);
  await house.installTeam(alex, everybody);
  const [first] = await house.mention(alex, 'share back the course');
  card = first as Posted;
  await house.press(alex, card, 'Start', filledIn(card.activity));
  path = pathOf(card);
});
afterEach(() => house.close());

const tries = async (who: Somebody, words: string) => {
  const at = inChannelAt(card);
  const form = await house.press(who, card, 'What I’ll try');
  return pressOn(house, who, cardOf(form), 'Keep it', { 'f.text': words }, at);
};
const titles = async (who: Somebody): Promise<string[]> =>
  (await house.api(who, 'GET', '/me')).body.open.map(({ title }: { title: string }) => title);
const seen = async (who: Somebody) => (await house.api(who, 'GET', path)).body;
const presses = (who: Somebody, form: string, fields: object = {}) =>
  house.api(who, 'POST', `${path}/${form}`, { fields });
const heard = (who: Somebody, words: string) =>
  house.teams.posted.filter(
    (one) => one.conversation === `chat-${who.teamsId}` && textOf(one).includes(words),
  ).length;

describe('a share back without a calendar', () => {
  it('shares no skill called back, and keeps what somebody will try with them alone', async () => {
    expect(textOf(card)).toContain('Share back: the course');
    expect(textOf(card)).not.toContain('Alex');
    expect(JSON.stringify((await house.api(alex, 'GET', '/me')).body.shares)).not.toContain('back');
    const kept = await tries(megan, 'ask first, zebra');
    expect(JSON.stringify(kept.body)).toContain('ask first, zebra');
    for (const who of [alex, adele]) {
      expect(JSON.stringify(await seen(who))).not.toContain('zebra');
    }
    const rows = house.tables.dump().filter(({ row }) => JSON.stringify(row).includes('zebra'));
    expect(rows.map(({ row }) => row.partitionKey.includes(megan.id))).toEqual([true]);
    // It goes on for weeks beside what is under way: three others may start.
    for (const topic of ['one', 'two', 'three']) {
      const [next] = await house.mention(alex, `demo ${topic}`);
      await house.press(alex, next as Posted, 'Start', filledIn(next?.activity));
      expect(textOf(next)).toContain(`Short session: ${topic}`);
    }
  });

  it('asks each who tried something once, four weeks later, and not during a pause', async () => {
    for (const who of [megan, adele]) await tries(who, 'ask first');
    await house.say(adele, 'pause 6 weeks');
    await house.pass(later);
    const words = 'What changed? the course';
    expect(heard(megan, words)).toBe(1);
    expect(await titles(megan)).toContain(words);
    expect(heard(adele, words)).toBe(0);
    for (const who of [alex, isaiah]) expect(await titles(who)).not.toContain(words);
    expect(JSON.stringify(await seen(megan))).toContain('What you wanted to try: ask first');
    expect((await presses(isaiah, 'changed', { text: 'no' })).status).toBe(422);
    await presses(megan, 'changed', { text: 'People say more' });
    await house.pass('2026-12-22T15:01:00Z');
    expect(textOf(card)).toContain('People say more');
    expect(await titles(megan)).not.toContain(words);
  });

  it('offers it together: each reads the other’s name once both said yes, and nobody else does', async () => {
    for (const who of [megan, adele, isaiah]) await tries(who, 'ask first');
    await house.pass(asks);
    await presses(megan, 'both');
    expect(JSON.stringify(await seen(megan))).toContain('with whoever else went');
    expect(JSON.stringify(await seen(adele))).not.toContain('Megan');
    await presses(adele, 'both');
    await house.pass(later);
    expect(JSON.stringify(await seen(megan))).toContain('Adele Vance');
    expect(JSON.stringify(await seen(adele))).toContain('Megan Bowen');
    expect(heard(megan, 'Share back together: the course')).toBe(1);
    for (const who of [alex, isaiah]) {
      expect(JSON.stringify(await seen(who))).not.toMatch(/Megan|Adele/);
    }
  });

  it('becomes a short session, once', async () => {
    for (const who of [megan, adele]) await tries(who, 'ask first');
    await house.pass(asks);
    const { forms } = await seen(megan);
    const form = forms.find((one: { form: string }) => one.form === 'session');
    const fields = Object.fromEntries(
      form.fields.map(({ id, value }: { id: string; value?: string }) => [id, value ?? '']),
    );
    expect((await presses(megan, 'session', fields)).status).toBe(200);
    expect((await presses(adele, 'session', fields)).status).toBe(422);
    await house.pass('2026-12-21T15:01:00Z');
    const post = house.teams.posted.filter(({ conversation }) => conversation === crew.id).at(-1);
    expect(textOf(post)).toContain('Short session: the course');
    expect(textOf(post)).toContain('Megan Bowen shows it');
    expect(buttonsOf(post)[0]?.title).toBe('I’ll come');
  });
});
