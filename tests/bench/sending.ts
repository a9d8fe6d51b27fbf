import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tenantContext } from '#bot/core/ids';
import { instantAt, instantOf, isoInstant, Temporal, weekdayOf } from '#bot/core/time';
import { deliveryControl } from '#bot/delivery/control';
import { senderLease } from '#bot/delivery/lease';
import { tick } from '#bot/delivery/sender';
import { azureTables } from '#bot/platform/azure-tables';
import { azuriteConnectionString } from '#bot/platform/embedded';
import { noTelemetry } from '#bot/platform/telemetry';
import type { Deps } from '#bot/ports';
import { scheduleDue } from '#bot/records/due';
import { azurite, countingProxy, ended } from '#tests/bench/processes';
import { memoryTables } from '#tests/fakes/memory-tables';
import { start } from '#tests/long/built';
import { seedPeople } from '#tests/long/seed';
import type { SimulatedTeams } from '#tests/long/simulated-teams';

export interface Sending {
  /** Messages that arrived while it was measured, and in how many seconds. */
  readonly count: number;
  readonly seconds: number;
  /** Messages a second between the first tenth and the last. */
  readonly rate: number;
  readonly cpuMs: number;
  readonly trips: number;
  /** Highest resident memory seen, in MB. */
  readonly memory: number;
  /** A card as it was sent. */
  readonly card: string;
}

const usage = `data:text/javascript,import{writeFileSync as w}from'node:fs';process.on('SIGUSR2',()=>w(process.env.USAGE,JSON.stringify({cpu:process.cpuUsage(),rss:process.memoryUsage().rss})))`;
const seededAtOnce = 5_000;
const tellEveryMs = 15_000;
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** The next Tuesday, at noon: product time only goes forward. */
function moment() {
  let day = Temporal.Now.plainDateISO().add({ days: 1 });
  while (weekdayOf(day.toString()) !== 2) day = day.add({ days: 1 });
  return instantAt(day.toString(), '12:00', 'Europe/Amsterdam');
}

export interface Run {
  readonly teams: SimulatedTeams;
  readonly people: number;
  /** Messages a second that the sender may reach. */
  readonly rate: number;
  /** Of Azurite. */
  readonly port: number;
  /** Seconds after which it is looked at as far as it is. */
  readonly most?: number;
  /** Told now and then how far it is. */
  far(text: string): void;
}

/** The built bot sends everybody's weekly card, over HTTP, from an Azurite that is a process. */
export async function sendToAll(run: Run): Promise<Sending> {
  const { teams, people, rate, port, most = 300 } = run;
  const storage = await azurite(port);
  const proxy = await countingProxy(port);
  const at = moment();
  const seeded = await azureTables({
    kind: 'connection',
    connectionString: azuriteConnectionString(port),
  });
  for (let from = 0; from < people; from += seededAtOnce) {
    // An hour before those of the last part: Azurite looks through a whole partition for each row.
    const theirs = at.subtract({ hours: from / seededAtOnce });
    await seedPeople(seeded, Math.min(seededAtOnce, people - from), theirs, teams.serviceUrl, from);
    run.far(`${Math.min(from + seededAtOnce, people)} of ${people} people are there`);
  }
  const file = join(tmpdir(), `usage-${port}.json`);
  const taken = () => [...teams.taken.keys()].filter((name) => name.startsWith('chat-')).length;
  teams.forget();
  const bot = await start('dist/main.mjs', {
    STORAGE_CONNECTION_STRING: proxy.connectionString,
    CLOCK_NOW: isoInstant(at.add({ minutes: 1 })),
    SEND_RATE: String(rate),
    CLOCK_POLL_MS: '2000000000',
    LOG_LEVEL: 'error',
    NODE_OPTIONS: `--import "${usage}"`,
    USAGE: file,
  });
  const look = async () => {
    rmSync(file, { force: true });
    bot.signal('SIGUSR2');
    for (;;) {
      await sleep(20);
      try {
        const { cpu, rss } = JSON.parse(readFileSync(file, 'utf8'));
        return { cpu: (cpu.user + cpu.system) / 1000, rss: rss / 2 ** 20, count: taken() };
      } catch {
        // Not written yet.
      }
    }
  };
  try {
    const warm = Math.min(people / 10, 200);
    while (taken() < warm) await sleep(20);
    proxy.take();
    const first = await look();
    const began = performance.now();
    let memory = first.rss;
    let told = began;
    while (taken() < people * 0.95 && performance.now() - began < most * 1_000) {
      await sleep(1_000);
      memory = Math.max(memory, (await look()).rss);
      if (performance.now() - told < tellEveryMs) continue;
      told = performance.now();
      run.far(`${taken()} of ${people} messages, ${Math.round(memory)} MB`);
    }
    const last = await look();
    const seconds = (performance.now() - began) / 1000;
    const count = last.count - first.count;
    return {
      count,
      seconds,
      rate: count / seconds,
      cpuMs: (last.cpu - first.cpu) / count,
      trips: proxy.take() / count,
      memory,
      card: teams.lastCard,
    };
  } finally {
    await bot.end('SIGTERM');
    proxy.close();
    await ended(storage, 'SIGINT');
  }
}

/** Reads of one tick with fifty due among so many rows. */
export async function readsOfATick(others: number): Promise<number> {
  const ctx = tenantContext('tenant');
  const tables = memoryTables();
  const now = instantOf('2026-11-24T09:00:00Z');
  const clock = { now: () => now };
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const control = deliveryControl(tables, ctx, clock, log);
  const messenger = { rate: 40 };
  const telemetry = noTelemetry;
  const deps = { tables, clock, log, control, messenger, telemetry, inFlight: 32 };
  const later = Array.from({ length: others }, (_, n) => ({
    at: now.add({ hours: 1 + (n % 5_000) }),
    kind: 'note',
    who: `later${n}`,
  }));
  const due = Array.from({ length: 50 }, (_, n) => ({ at: now, kind: 'note', who: `p${n}` }));
  await scheduleDue(tables, ctx, [...later, ...due]);
  tables.reset();
  const lease = senderLease(tables, ctx, 'bench', 15_000, Date.now);
  await tick(deps as unknown as Deps, ctx, lease, { note: async () => 'done' });
  return tables.trips.reads;
}
