import { keyedIn } from '#bot/records/keyed';
import type { Somebody } from '#tests/cast';
import { filledIn, type Posted } from '#tests/fakes/teams';
import { buttonsOf, cast, crew, type House, openHouse } from '#tests/house';
import { inChannelAt } from '#tests/practice/press';

// Counted in memory, where a call is a round trip; `npm run bench` counts the same before real storage.

const more = (number: number): Somebody => ({
  ...cast.alex,
  id: `${cast.alex.id.slice(0, -3)}9${String(number).padStart(2, '0')}` as Somebody['id'],
  teamsId: `29:more${number}`,
  name: `Somebody ${number}`,
});
const twelve: readonly Somebody[] = [...Object.values(cast), ...[0, 1, 2, 3].map(more)];

describe('the round trips of what more than two do', () => {
  let house: House;
  let web: House;
  beforeAll(async () => {
    house = await openHouse();
    for (const one of twelve) await house.install(one);
    await house.installTeam(cast.alex, twelve);
    // The worker is nudged after each answer: a web-only process has none.
    web = await openHouse({ ROLE: 'web' }, { tables: house.tables });
    await keyedIn(web.app.deps.tables, web.app.ctx);
  });
  afterAll(async () => {
    await web.close();
    await house.close();
  });

  const trips = async (act: () => Promise<unknown>): Promise<number> => {
    house.tables.reset();
    await act();
    return house.tables.trips.reads + house.tables.trips.writes;
  };

  it('are at most six from its start card to the one that stands, four a press, forty for opening twelve', async () => {
    const [card] = await web.mention(cast.alex, 'retro the move');
    const start = await trips(() =>
      web.press(cast.alex, card as Posted, 'Start', filledIn(card?.activity)),
    );
    const data = { ...buttonsOf(card)[0]?.data, show: undefined };
    const presses: number[] = [];
    for (const [index, who] of twelve.entries()) {
      const answers = { ...data, 'f.q0': `word ${index}` };
      presses.push(
        await trips(() => web.act(who, 'practice', answers, inChannelAt(card as Posted))),
      );
    }
    expect(start).toBeLessThanOrEqual(6);
    expect(Math.max(...presses)).toBeLessThanOrEqual(4);
    await house.pass('2026-11-25T15:00:00Z');
    const opening = await trips(() =>
      house.app.runJob('practice', `${crew.id}~${String(data['run' as keyof typeof data])}`),
    );
    expect(opening).toBeLessThanOrEqual(40);
    expect(opening).toBeGreaterThan(24);
    // Every message leaves by the sender, one permit each.
    await house.pass('2026-11-25T15:01:00Z');
    const told = house.teams.posted.filter(({ activity }) =>
      JSON.stringify(activity).includes('It is open: the move'),
    );
    expect(told).toHaveLength(twelve.length);
  });

  it('of thinking along by name are at most six to start and four a press', async () => {
    const { alex, megan, adele } = cast;
    const named = { 'f.whose': 'people', 'f.people': `${megan.id},${adele.id}` };
    const start = async (topic: string): Promise<number> => {
      const [card] = await web.say(alex, `think along on ${topic}`);
      const inputs = { ...filledIn(card?.activity), ...named };
      return trips(() => web.press(alex, card as Posted, 'Start', inputs));
    };
    // What is learnt of somebody, and what a process reads once, is of the first time.
    await start('the first');
    expect(await start('the second')).toBeLessThanOrEqual(6);
    const head = house.tables
      .dump()
      .find(({ row }) => row.rowKey.endsWith('~h') && String(row['data']).includes('the second'));
    const [, , scope = ''] = head?.row.partitionKey.split('~') ?? [];
    const data = { scope, run: head?.row.rowKey.split('~')[1], 'f.text': 'Who pays?' };
    const press = (form: string) => trips(() => web.act(megan, 'practice', { ...data, form }));
    await press('in');
    for (const form of ['no', 'in', 'question']) {
      const count = await press(form);
      expect([form, count > 2, count <= 4]).toEqual([form, true, true]);
    }
  });

  it('are as few for a short session: six to start, four for I’ll come and for a question', async () => {
    const [card] = await web.mention(cast.alex, 'demo the move');
    const start = await trips(() =>
      web.press(cast.alex, card as Posted, 'Start', filledIn(card?.activity)),
    );
    const at = inChannelAt(card as Posted);
    const data = buttonsOf(card)[0]?.data;
    const come = await trips(() => web.act(cast.megan, 'practice', { ...data }, at));
    const asked = { ...data, form: 'ask', 'f.text': 'how?' };
    const ask = await trips(() => web.act(cast.megan, 'practice', asked, at));
    expect(start).toBeLessThanOrEqual(6);
    expect(Math.max(come, ask)).toBeLessThanOrEqual(4);
  });

  it('of a duo are as many; one more for each of a dozen at most who are looked at to look after who is new', async () => {
    const start = async (words: string): Promise<number> => {
      const [card] = await web.say(cast.alex, words);
      return trips(() => web.press(cast.alex, card as Posted, 'Start', filledIn(card?.activity)));
    };
    await start('duo with Megan on the first');
    expect(await start('duo with Megan on the second')).toBeLessThanOrEqual(6);
    const head = house.tables
      .dump()
      .find(({ row }) => row.rowKey.endsWith('~h') && String(row['data']).includes('the second'));
    const [, , scope = ''] = head?.row.partitionKey.split('~') ?? [];
    const data = { scope, run: head?.row.rowKey.split('~')[1] };
    for (const form of ['no', 'in']) {
      const count = await trips(() => web.act(cast.megan, 'practice', { ...data, form }));
      expect([form, count > 2, count <= 4]).toEqual([form, true, true]);
    }
    expect(await start('I’m new here')).toBeLessThanOrEqual(6 + 12);
  });
});
