import { localTenant } from '#bot/config';
import { tenantContext } from '#bot/core/ids';
import { isoInstant, Temporal } from '#bot/core/time';
import { startAt } from '#bot/doors/clock';
import { movableClock } from '#bot/platform/product-clock';
import { key, type Tables } from '#bot/platform/tables';
import type { Log } from '#bot/ports';
import { memoryTables } from '#tests/fakes/memory-tables';

const ctx = tenantContext(localTenant);
const past = '2019-03-04T09:00:00Z';
const future = '2044-03-04T09:00:00Z';

/** A clock on this storage, started there, and what the log was told. */
async function started(tables: Tables, iso?: string) {
  const said: string[] = [];
  const log = {
    debug() {},
    info() {},
    warn: (_: unknown, message: string) => said.push(message),
    error() {},
  } as unknown as Log;
  const clock = movableClock(tables, ctx);
  await startAt(clock, iso, log);
  return { clock, said, minute: () => `${isoInstant(clock.now()).slice(0, 16)}Z` };
}

/** Between two looks at real time, however long they lie apart. */
function expectReal({ now }: { now(): Temporal.Instant }): void {
  const before = Date.now();
  const { epochMilliseconds } = now();
  expect(epochMilliseconds).toBeGreaterThanOrEqual(before);
  expect(epochMilliseconds).toBeLessThanOrEqual(Date.now());
}

describe('product time', () => {
  test.each([past, future])('starts at %s on an empty storage', async (iso) => {
    const { minute, said } = await started(memoryTables(), iso);
    expect(minute()).toBe(`${iso.slice(0, 16)}Z`);
    expect(said).toEqual([]);
  });

  test('is real time where nobody says otherwise, also for the next process', async () => {
    const tables = memoryTables();
    const { clock } = await started(tables);
    expectReal(clock);
    const { clock: next, said } = await started(tables, past);
    expectReal(next);
    expect(said).toEqual(['this storage is already further than CLOCK_NOW: its own time goes on']);
  });

  test('of a storage only goes forward, and a start that wanted less says so', async () => {
    const tables = memoryTables();
    await started(tables, past);
    const later = await started(tables, '2019-03-05T09:00:00Z');
    expect([later.minute(), later.said]).toEqual(['2019-03-05T09:00Z', []]);
    const earlier = await started(tables, past);
    expect(earlier.minute()).toBe('2019-03-05T09:00Z');
    expect(earlier.said).toHaveLength(1);
  });

  test('is followed by every process on the storage, before and after the present', async () => {
    const tables = memoryTables();
    const one = await started(tables, past);
    const other = await started(tables);
    expect(other.minute()).toBe('2019-03-04T09:00Z');
    await one.clock.forward(Temporal.Instant.from('2019-04-01T09:00:00Z'));
    expect(await other.clock.follow()).toBe(true);
    expect(other.minute()).toBe('2019-04-01T09:00Z');
    await one.clock.forward(Temporal.Instant.from(future));
    await one.clock.forward(Temporal.Instant.from(past));
    expect(await other.clock.follow()).toBe(true);
    expect(await other.clock.follow()).toBe(false);
    expect(other.minute()).toBe('2044-03-04T09:00Z');
  });

  test('never goes back where a version without a kept time has worked', async () => {
    const tables = memoryTables();
    await tables.commit('Control', key(ctx.tenant), [{ kind: 'put', row: { rowKey: 'lease' } }]);
    const { clock } = await started(tables, past);
    expectReal(clock);
  });
});
