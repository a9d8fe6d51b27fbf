import type { z } from 'zod';
import { learningEntry, questionView, receiptView } from '#bot/features/checkin/wire';
import { teamView } from '#bot/features/digest/wire';
import { asksView } from '#bot/features/help/wire';
import {
  colleagueView,
  meView,
  openView,
  problem,
  shareView,
  skillView,
} from '#bot/features/people/wire';
import { exportView, keptView } from '#bot/features/privacy/wire';
import { rhythmView } from '#bot/features/rounds/wire';
import { supplyView } from '#bot/features/skills/wire';
import { badgesView, gaveView } from '#bot/features/thanks/wire';
import { colleagues } from '#bot/local/colleagues';
import { formView, standView, togetherView } from '#bot/practice/wire';
import { type House, openHouse } from '#tests/house';

// What the tab is told has the shape that both sides were written against; nothing more, nothing
// less: a field that is not in the contract would be a leak.
describe('the contract of the API, on the sample team', () => {
  let house: House;
  const [robin, megan] = colleagues as [(typeof colleagues)[0], (typeof colleagues)[0]];
  beforeAll(async () => {
    house = await openHouse({ SAMPLE: 'on', CLOCK_NOW: '2026-11-24T08:00:00Z' });
  }, 60_000);
  afterAll(() => house.close());

  const call = (method: string, path: string, body?: object) =>
    house.api(robin as never, method, path, body);
  const holds = (schema: z.ZodType, value: unknown) => {
    const parsed = schema.safeParse(value);
    expect(parsed.error?.issues ?? []).toEqual([]);
    // Parsing drops what the contract does not name.
    expect(parsed.data).toEqual(value);
  };

  it.each<[string, z.ZodType]>([
    ['/me', meView],
    ['/badges', badgesView],
    ['/team', teamView],
    ['/checkin', questionView],
    ['/skills/supply?name=Excel', supplyView],
    ['/asks', asksView],
    ['/rounds', rhythmView],
    ['/together', togetherView],
    ['/together/start?practice=lookback&variant=back', formView],
    ['/together/start?practice=session&variant=show', formView],
    ['/me/data', keptView],
    ['/me/export', exportView],
  ])('GET %s', async (path, schema) => {
    const { status, body } = await call('GET', path);
    expect(status).toBe(200);
    holds(schema, body);
  });

  it('tells of a run what each press answers', async () => {
    const { body: form } = await call('GET', '/together/start?practice=lookback&variant=back');
    const fields = Object.fromEntries(
      form.fields.map(({ id, value = '' }: { id: string; value?: unknown }) => [id, value]),
    );
    const asked = { practice: 'lookback', variant: 'back', op: 'contract-0001', fields };
    const { status, body } = await call('POST', '/together', asked);
    expect(status).toBe(200);
    holds(standView, body);
  });

  it('gives lists their own shapes', async () => {
    const { body: me } = await call('GET', '/me');
    for (const open of me.open) holds(openView, open);
    expect(me.open.length).toBeGreaterThan(0);
    const { body: learning } = await call('GET', '/learning');
    for (const entry of learning.entries) holds(learningEntry, entry);
    expect(learning.entries.length).toBeGreaterThan(0);
    const { body: people } = await call('GET', '/colleagues');
    for (const colleague of people.colleagues) holds(colleagueView, colleague);
    expect(people.colleagues).toHaveLength(colleagues.length - 1);
  });

  it('gives back what was made', async () => {
    holds(shareView, (await call('POST', '/skills', { list: 'share', name: 'Beekeeping' })).body);
    holds(skillView, (await call('POST', '/skills', { list: 'wish', name: 'Honey' })).body);
    const checkin = { op: 'contract-1', learned: 'Ask first.', wish: 'Making honey' };
    holds(receiptView, (await call('POST', '/checkin', checkin)).body);
    const ask = { skill: 'Excel', what: 'A chart of a year.', minutes: 30, by: '2026-12-04' };
    const asked = (await call('POST', '/asks', { op: 'contract-3', ...ask })).body;
    // The sample's people say yes by themselves.
    await house.pass('2026-11-24T12:00:00Z');
    const { body: asks } = await call('GET', '/asks');
    holds(asksView, asks);
    expect(asks.mine[0]).toMatchObject({ id: asked.id, state: 'accepted' });
    holds(asksView, { ...asks, mine: [asked] });
    const given = (
      await call('POST', '/badges', {
        op: 'contract-2',
        to: [megan.id],
        badge: 'time',
        skill: 'Beekeeping',
        text: 'You stayed an hour longer to look at the hive.',
        visibility: 'receiver',
      })
    ).body;
    holds(gaveView, given);
  });

  it('says no in one shape', async () => {
    for (const [method, path, body] of [
      ['POST', '/skills', { list: 'share', name: '   ' }],
      ['GET', '/nowhere', undefined],
      ['POST', '/badges', {}],
    ] as const) {
      const refused = await call(method, path, body);
      expect(refused.status).toBeGreaterThanOrEqual(400);
      holds(problem, refused.body);
    }
  });
});
