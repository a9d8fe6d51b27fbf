import type { ChildProcess } from 'node:child_process';
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
import { azurite, countingProxy, ended, started } from '#tests/bench/processes';
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
  /** Of a message of the bare loop, which sent at the same rate meanwhile; without one not a number. */
  readonly bareCpuMs: number;
  readonly trips: number;
  /** Highest resident memory seen, in MB. */
  readonly memory: number;
}

/** A process writes what it has used when it is asked by a signal. */
const usage = `data:text/javascript,import{writeFileSync as w}from'node:fs';process.on('SIGUSR2',()=>w(process.env.USAGE,JSON.stringify({cpu:process.cpuUsage(),rss:process.memoryUsage().rss})))`;
const telling = (file: string) => ({ NODE_OPTIONS: `--import "${usage}"`, USAGE: file });

/** What a process has used: processor time in milliseconds, resident memory in MB. */
async function used(file: string, ask: () => void): Promise<{ cpu: number; rss: number }> {
  rmSync(file, { force: true });
  ask();
  for (let tries = 0; tries < 500; tries += 1) {
    await sleep(20);
    try {
      const { cpu, rss } = JSON.parse(readFileSync(file, 'utf8'));
      return { cpu: (cpu.user + cpu.system) / 1000, rss: rss / 2 ** 20 };
    } catch {
      // Not written yet.
    }
  }
  throw new Error('a process does not say what it has used: it may have ended');
}

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
  /** The built bare loop, to send our cards beside us to a Teams of its own. */
  readonly bare?: { readonly file: string; readonly teams: SimulatedTeams };
  /** Told now and then how far it is. */
  far(text: string): void;
}

/** The built bot sends everybody's weekly card, over HTTP, from an Azurite that is a process. */
export async function sendToAll(run: Run): Promise<Sending> {
  const { teams, people, rate, port, bare, most = 300 } = run;
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
  const bareFile = join(tmpdir(), `usage-bare-${port}.json`);
  const taken = () => [...teams.taken.keys()].filter((name) => name.startsWith('chat-')).length;
  teams.forget();
  const bot = await start('dist/main.mjs', {
    STORAGE_CONNECTION_STRING: proxy.connectionString,
    CLOCK_NOW: isoInstant(at.add({ minutes: 1 })),
    SEND_RATE: String(rate),
    CLOCK_POLL_MS: '2000000000',
    LOG_LEVEL: 'error',
    ...telling(file),
  });
  let beside: ChildProcess | undefined;
  const look = async () => ({
    ...(await used(file, () => bot.signal('SIGUSR2'))),
    count: taken(),
  });
  const lookBeside = async () =>
    bare === undefined
      ? { cpu: Number.NaN, count: 0 }
      : { ...(await used(bareFile, () => beside?.kill('SIGUSR2'))), count: bare.teams.taken.size };
  try {
    if (bare !== undefined) {
      while (taken() === 0) await sleep(20);
      const theirs = { RATE: String(rate), TEAMS: bare.teams.serviceUrl, CARD: teams.lastCard };
      beside = await started([bare.file], { ...theirs, ...telling(bareFile) }, /sends/);
    }
    const warm = Math.min(people / 10, 200);
    while (taken() < warm) await sleep(20);
    proxy.take();
    const [first, firstBeside] = [await look(), await lookBeside()];
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
    const [last, lastBeside] = [await look(), await lookBeside()];
    const seconds = (performance.now() - began) / 1000;
    const count = last.count - first.count;
    return {
      count,
      seconds,
      rate: count / seconds,
      cpuMs: (last.cpu - first.cpu) / count,
      bareCpuMs: (lastBeside.cpu - firstBeside.cpu) / (lastBeside.count - firstBeside.count),
      trips: proxy.take() / count,
      memory,
    };
  } finally {
    await bot.end('SIGTERM');
    if (beside !== undefined) await ended(beside);
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
