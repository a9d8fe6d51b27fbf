import type { TenantContext } from '#bot/core/ids';
import { type Instant, isoInstant, Temporal } from '#bot/core/time';
import { type Lease, leaseHolder } from '#bot/delivery/lease';
import { isFull, type Ran, tick } from '#bot/delivery/sender';
import type { MovableClock } from '#bot/platform/product-clock';
import type { Deps, Job, Log } from '#bot/ports';
import { nextDueInstant, readDue } from '#bot/records/due';

/** The worker: looks for what is due, again and again, until it is stopped. */
export interface Worker {
  /** Nothing was due when it looked last. */
  readonly idle: boolean;
  /** Begins to look, again and again. */
  start(): void;
  /** Looks now rather than at the next turn of the loop. */
  nudge(): void;
  /** One look, after the one under way. */
  look(): Promise<Ran[] | undefined>;
  /** Finishes what is under way, gives the lease back and ends. */
  stop(): Promise<void>;
}

/** Longest between two looks while nothing is due: each costs every tenant a few table calls. */
const idleMostMs = 10_000;
/** How often to look while nothing is due, by how often while something is. */
export const idleMs = (everyMs: number): number =>
  Math.min(5 * everyMs, Math.max(everyMs, idleMostMs));

export function createWorker(
  deps: Deps,
  ctx: TenantContext,
  lease: Lease,
  jobs: Readonly<Record<string, Job>>,
  everyMs: number,
): Worker {
  let under: Promise<unknown> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let idle = false;
  // At the end nothing new is begun; what is under way is finished within what the lease still lasts.
  const untilStopped: Lease = { ...lease, hold: async () => !stopped && lease.hold() };
  const look = (): Promise<Ran[] | undefined> => {
    const next = under.then(async () => {
      idle = false;
      const ran = await tick(deps, ctx, untilStopped, jobs);
      idle = ran === undefined || ran.length === 0;
      return ran;
    });
    under = next.catch((error: unknown) => {
      deps.log.error({ err: error }, 'the worker could not look at what is due');
    });
    return next;
  };
  const loop = (afterMs: number): void => {
    if (stopped) return;
    timer = setTimeout(() => {
      look()
        .then((ran) => loop(restMs(ran)))
        .catch(() => loop(everyMs));
    }, afterMs);
  };
  const restMs = (ran: readonly Ran[] | undefined): number => {
    // Whoever stands by is there just after the lease of one that died ran out.
    const othersMs = ran === undefined ? lease.othersMs() + 50 : idleMs(everyMs);
    if (ran === undefined || ran.length === 0) return Math.min(idleMs(everyMs), othersMs);
    return isFull(ran) ? 0 : everyMs;
  };
  let nudged: NodeJS.Timeout | undefined;
  return {
    get idle() {
      return idle;
    },
    start: () => loop(everyMs),
    nudge() {
      if (stopped || nudged !== undefined) return;
      nudged = setTimeout(() => {
        nudged = undefined;
        look().catch(() => undefined);
      }, 20);
    },
    look,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      clearTimeout(nudged);
      await under;
      await lease.release().catch(() => undefined);
    },
  };
}

/**
 * Moves product time forward as if it had passed: stops at each due instant in order and waits
 * until what fell due there is done, by this process or by the one that holds the lease.
 */
export async function passTime(
  deps: Deps,
  ctx: TenantContext,
  clock: MovableClock,
  worker: Worker | undefined,
  to: Instant,
): Promise<Ran[]> {
  const ran: Ran[] = [];
  for (;;) {
    const at = await nextDueInstant(deps.tables, ctx, to);
    if (at === undefined) break;
    await clock.forward(at);
    ran.push(...(await settled(deps, ctx, clock, worker)));
  }
  await clock.forward(to);
  return ran;
}

/** Longest that others are given to finish one instant, in milliseconds of real time. */
const othersMs = 60_000;
/** Longer than a lease lasts: whoever was to take it over would have it by now. */
const nobodyMs = 20_000;

/** What is due is worked on by no process, or not in time. */
export class NotWorkedOn extends Error {
  override readonly name = 'NotWorkedOn';
}

async function settled(
  deps: Deps,
  ctx: TenantContext,
  clock: MovableClock,
  worker: Worker | undefined,
): Promise<Ran[]> {
  const due = await readDue(deps.tables, ctx, clock.now());
  const mine = await worker?.look();
  if (mine !== undefined) return mine;
  const until = Date.now() + othersMs;
  let seen = Date.now();
  const left = () => readDue(deps.tables, ctx, clock.now(), 1);
  while ((await left()).length > 0) {
    const now = Date.now();
    if ((await leaseHolder(deps.tables, ctx, now)) !== undefined) seen = now;
    if (now - seen > nobodyMs) {
      throw new NotWorkedOn('no process works on what is due: start one with ROLE=worker');
    }
    if (now > until) throw new NotWorkedOn('the process that works on what is due does not finish');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return due.map(({ at, kind, who }) => ({
    at: at.toString(),
    kind,
    who,
    outcome: 'done' as const,
  }));
}

/**
 * `CLOCK_NOW`: an empty storage starts there. One that is already further goes on with its own time,
 * and the log says so; what fell due meanwhile is caught up with once.
 */
export async function startAt(
  clock: MovableClock,
  iso: string | undefined,
  log: Log,
): Promise<void> {
  const wanted = iso === undefined ? undefined : Temporal.Instant.from(iso);
  await clock.start(wanted);
  const now = clock.now();
  if (wanted === undefined || now.since(wanted).total('seconds') < 1) return;
  log.warn(
    { wanted: isoInstant(wanted), now: isoInstant(now) },
    'this storage is already further than CLOCK_NOW: its own time goes on',
  );
}
