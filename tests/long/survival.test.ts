import { localTenant } from '#bot/config';
import { type Instant, isoInstant, Temporal, weekIn } from '#bot/core/time';
import { azureTables } from '#bot/platform/azure-tables';
import { azuriteConnectionString, startEmbeddedTables } from '#bot/platform/embedded';
import { key, type Tables } from '#bot/platform/tables';
import { readDue } from '#bot/records/due';
import { loadPerson } from '#bot/records/person';
import { proxyTo, type TestProxy } from '#tests/fakes/proxy';
import { type Built, buildOnce, callAs, start } from '#tests/long/built';
import { chatOf, ctx, idOf, seedPeople } from '#tests/long/seed';
import { type SimulatedTeams, simulatedTeams } from '#tests/long/simulated-teams';
import { sleep } from '#tests/wait';

jest.setTimeout(300_000);

const zone = 'Europe/Amsterdam';
const crowd = 80;
const kills = 10;
const leaseMs = 15_000;

/** A Tuesday at ten there: everybody's weekly moment. */
const moment = Temporal.Instant.from('2026-11-24T09:00:00Z');
/** The Monday after the next summer time has ended, at ten. */
const monday = Temporal.Instant.from('2027-11-01T09:00:00Z');

let main: string;
let remove: () => void;
let teams: SimulatedTeams;
let proxy: TestProxy;
let tables: Tables;
let both: Built[];
let closeStorage: () => Promise<void>;
let env: Record<string, string>;
/** People seeded so far; every run has its own. */
let seeded = 0;

beforeAll(async () => {
  ({ main, remove } = buildOnce());
  const azurite = await startEmbeddedTables(0, undefined);
  closeStorage = azurite.close;
  const port = Number(/:(\d+)\/devstoreaccount1/.exec(azurite.connectionString)?.[1]);
  tables = await azureTables({ kind: 'connection', connectionString: azurite.connectionString });
  proxy = await proxyTo(port);
  teams = await simulatedTeams();
  env = {
    STORAGE_CONNECTION_STRING: azuriteConnectionString(proxy.port),
    CLOCK_NOW: isoInstant(moment.add({ minutes: 20 })),
    TICK_MS: '200',
    CLOCK_POLL_MS: '50',
    BACKOFF_MS: '200',
    LOG_LEVEL: 'silent',
  };
  // The first to come holds the lease.
  const first = await start(main, env);
  await holderAfter('');
  both = [first, await start(main, env)];
});
afterAll(async () => {
  await Promise.all(both.map((one) => one.end('SIGKILL')));
  await proxy.close();
  await teams.close();
  await closeStorage();
  remove();
});

/** Waits for a holder of the lease other than `before`. */
async function holderAfter(before: string): Promise<string> {
  for (const until = Date.now() + 3 * leaseMs; Date.now() < until; await sleep(100)) {
    const row = await tables.read('Control', key(ctx.tenant), 'lease');
    const owner = String(row?.['owner'] ?? '');
    if (owner !== '' && owner !== before && Number(row?.['until']) > Date.now()) return owner;
  }
  throw new Error('nobody took the lease');
}

async function seedMore(at: Instant): Promise<number[]> {
  // Numbers go on, so that nobody is in two runs.
  const from = seeded;
  seeded += crowd;
  await seedPeople(tables, crowd, at, teams.serviceUrl, from);
  return Array.from({ length: crowd }, (_, n) => from + n);
}

/** Until nothing is due any more, everywhere. */
async function settled(now: () => Instant): Promise<void> {
  let quiet = 0;
  for (const until = Date.now() + 240_000; Date.now() < until; await sleep(250)) {
    const due = await readDue(tables, ctx, now(), 1);
    quiet = due.length === 0 ? quiet + 1 : 0;
    // Longer than the longest back-off of this run.
    if (quiet >= 24) return;
  }
  throw new Error('things stay due');
}
const soon = () => moment.add({ minutes: 50 });

/** What the ledger and the service say of one run. */
async function verdict(people: readonly number[], at: Instant) {
  const week = weekIn(at, zone);
  const wrong: string[] = [];
  const count = { sent: 0, missed: 0, other: 0 };
  for (const n of people) {
    const { sent, open, profile } = await loadPerson(tables, ctx, idOf(n));
    const [row, ...more] = sent.filter(({ key: name }) => name === week);
    const got = teams.taken.get(chatOf(n)) ?? [];
    const says = `${n}: got ${JSON.stringify(got)}, ledger ${JSON.stringify(row)}`;
    if (more.length > 0 || got.length > 1) wrong.push(`twice, ${says}`);
    if (row === undefined || row.outcome === 'waiting' || row.outcome === 'sending') {
      wrong.push(`forgotten, ${says}`);
    } else if (row.outcome === 'sent') {
      count.sent += 1;
      if (got[0]?.id !== row.activityId) wrong.push(`not received, ${says}`);
    } else {
      count[row.outcome === 'missed' ? 'missed' : 'other'] += 1;
      if (row.outcome !== 'missed' && got.length > 0) wrong.push(`received, ${says}`);
      if (row.why === undefined || open.length === 0) wrong.push(`no reason or not open, ${says}`);
    }
    if (profile.nextMoment === null || profile.nextMoment <= isoInstant(at)) {
      wrong.push(`no next moment, ${says}`);
    }
  }
  return { wrong, count };
}

const faults = { throttle: 0.05, unavailable: 0.02, lost: 0.01 };

it(`kill -9 of whoever sends, ${kills} times at random points: nobody gets two, nobody is forgotten`, async () => {
  teams.faults = faults;
  let holder = await holderAfter('');
  for (let kill = 0; kill < kills; kill += 1) {
    const people = await seedMore(moment);
    // Somewhere within the run, which takes about two seconds.
    while (!people.some((n) => teams.taken.has(chatOf(n)))) {
      await sleep(20);
    }
    await sleep(Math.random() * 1_500);
    await both.shift()?.end('SIGKILL');
    // The one that is left takes over: the next to be killed.
    holder = await holderAfter(holder);
    both.push(await start(main, env));
    await settled(soon);
    const { wrong, count } = await verdict(people, moment);
    process.stdout.write(`kill ${kill + 1}: ${JSON.stringify(count)}\n`);
    expect(wrong).toEqual([]);
    // At most what was on its way at that instant may be missed.
    expect(count.sent).toBeGreaterThanOrEqual(crowd - 40);
  }
}, 450_000);

it('storage away for ten seconds: everybody gets one, or has it open with the reason', async () => {
  teams.faults = faults;
  const people = await seedMore(moment);
  while (!people.some((n) => teams.taken.has(chatOf(n)))) await sleep(20);
  await proxy.refuse();
  await sleep(10_000);
  await proxy.heal();
  await sleep(35_000);
  await settled(soon);
  const { wrong, count } = await verdict(people, moment);
  process.stdout.write(`storage away: ${JSON.stringify(count)}\n`);
  expect(wrong).toEqual([]);
});

it('the same activity delivered to both processes does its work once', async () => {
  const who = { id: idOf(0), teamsId: '29:0' };
  const activity = {
    id: 'delivered-twice',
    type: 'message',
    text: 'share Beekeeping',
    channelId: 'msteams',
    serviceUrl: teams.serviceUrl,
    locale: 'en-GB',
    from: { id: who.teamsId, name: 'Person 0', aadObjectId: who.id },
    recipient: { id: '28:bot', name: 'Pass It On' },
    conversation: { id: chatOf(0), conversationType: 'personal', tenantId: localTenant },
    channelData: { tenant: { id: localTenant } },
  };
  teams.faults = { throttle: 0, unavailable: 0, lost: 0 };
  const before = teams.taken.get(chatOf(0))?.length ?? 0;
  const post = (url: string) =>
    fetch(`${url}/api/messages`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(activity),
    });
  const [first, second] = both as [Built, Built];
  await Promise.all([post(first.url), post(first.url), post(second.url)]);
  const { body } = await callAs(first.url, who.id, 'GET', '/me');
  expect(body.shares.map(({ name }: { name: string }) => name)).toEqual(['Beekeeping']);
  // One answer from each process at most.
  expect((teams.taken.get(chatOf(0))?.length ?? 0) - before).toBeLessThanOrEqual(2);
});

it('a clock that jumps over the end of summer time: one card each, at its wall time', async () => {
  teams.faults = faults;
  const people = await seedMore(monday);
  const to = isoInstant(monday.add({ minutes: 5 }));
  // Everybody of the earlier runs has a moment on the way: only the jump itself is asked for here.
  await restartAt(to);
  await settled(() => monday.add({ minutes: 30 }));
  const { wrong, count } = await verdict(people, monday);
  process.stdout.write(`over the change of clocks: ${JSON.stringify(count)}\n`);
  expect(wrong).toEqual([]);
  for (const n of people) {
    const { sent } = await loadPerson(tables, ctx, idOf(n));
    expect(Temporal.Instant.from(sent[0]?.at ?? '').toZonedDateTimeISO(zone).hour).toBe(10);
  }
});

/** `CLOCK_NOW`: the processes were down until then. */
async function restartAt(now: string): Promise<void> {
  await Promise.all(both.map((one) => one.end('SIGTERM')));
  both = [];
  for (let n = 0; n < 2; n += 1) both.push(await start(main, { ...env, CLOCK_NOW: now }));
}
