import { type App, buildApp } from '#bot/app';
import { localTenant, readConfig } from '#bot/config';
import { tenantContext } from '#bot/core/ids';
import { senderLease } from '#bot/delivery/lease';
import { createWorker } from '#bot/doors/clock';
import { scheduleDue } from '#bot/records/due';
import { type MemoryTables, memoryTables } from '#tests/fakes/memory-tables';

const ctx = tenantContext(localTenant);

describe('a process without work', () => {
  let tables: MemoryTables;
  let app: App;
  // Only local mode follows a clock that somebody moved: its looks are not counted.
  const open = async (role: string): Promise<void> => {
    const settings = { CLOCK_NOW: '2026-11-23T06:00:00Z', CLOCK_POLL_MS: '2000000000' };
    const config = readConfig({ ...settings, LOG_LEVEL: 'silent', SAMPLE: 'off', ROLE: role });
    tables = memoryTables();
    app = await buildApp(config, { tables });
    await app.start();
  };
  beforeEach(() => {
    // Time is the test's own, so that a slow machine changes nothing.
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
  });
  afterEach(async () => {
    jest.useRealTimers();
    await app.close();
  });

  it.each(['all', 'web'])('makes at most thirty table calls a minute as %s', async (role) => {
    await open(role);
    await jest.advanceTimersByTimeAsync(120_000);
    tables.reset();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(tables.trips.reads).toBeGreaterThan(3);
    expect(tables.trips.reads + tables.trips.writes).toBeLessThanOrEqual(30);
  });

  it('takes over within fifteen seconds when the one that held the lease died', async () => {
    await open('web');
    const { deps } = app;
    const { leaseMs, tickMs } = readConfig({}).settings;
    const held = (owner: string) => senderLease(tables, ctx, owner, leaseMs, Date.now);
    const noted: number[] = [];
    const job = async () => {
      noted.push(Date.now());
      return 'done' as const;
    };
    const worker = createWorker(deps, ctx, held('stands by'), { job }, tickMs);
    worker.start();
    // Renewed for a while, whatever the moment at which it dies.
    for (let second = 0; second < 37; second += 1) {
      expect(await held('dies').hold()).toBe(true);
      await jest.advanceTimersByTimeAsync(1_000);
    }
    await scheduleDue(tables, ctx, [{ at: deps.clock.now(), kind: 'job', who: 'x' }]);
    const died = Date.now();
    await jest.advanceTimersByTimeAsync(15_000);
    await worker.stop();
    expect(noted).toHaveLength(1);
    expect((noted[0] ?? 0) - died).toBeLessThanOrEqual(leaseMs);
  });
});
