import type { TenantContext } from '#bot/core/ids';
import { isoInstant } from '#bot/core/time';
import type { Lease } from '#bot/delivery/lease';
import { tellKind, toldOf } from '#bot/delivery/schedule';
import { correlated } from '#bot/platform/log';
import { Unreadable } from '#bot/platform/rows';
import type { Deps, Job, JobOutcome } from '#bot/ports';
import { type DueRow, finishDue, readDue, scheduleDue } from '#bot/records/due';

/** What one due row came to. */
export interface Ran {
  readonly at: string;
  readonly kind: string;
  readonly who: string;
  readonly outcome: JobOutcome | 'failed';
}

/** A job that failed is looked at again after this time, then after twice as long, and so on. */
const failedAgainSeconds = 30;
const mostDoublings = 10;
/** What could not be read may have been mended by then. */
const mended = { hours: 24 };
const rowsALook = 1_000;
const aBatch = 100;

/** Read on when so little is left: a page has come before the last of the one before is begun. */
const readOnAt = 250;
/** A look ends after so many, so that what it tells of never grows with how many are due. */
const mostALook = 10_000;

/** Whether a look may have left things that are due. */
export const isFull = (ran: readonly Ran[]): boolean => ran.length >= rowsALook;

/**
 * One look at what is due: runs it, page after page, and takes the rows away. Does nothing while
 * another process holds the lease.
 * @returns what ran, in the order of the instants; undefined when the lease is elsewhere
 */
export async function tick(
  deps: Deps,
  ctx: TenantContext,
  lease: Lease,
  jobs: Readonly<Record<string, Job>>,
): Promise<Ran[] | undefined> {
  if (!(await lease.hold())) return undefined;
  const rows = await readDue(deps.tables, ctx, deps.clock.now(), rowsALook);
  const ran: Ran[] = [];
  const done: DueRow[] = [];
  const due = readingOn(deps, ctx, rows, () => ran.length < mostALook);
  const work = async (): Promise<void> => {
    for (;;) {
      const together = await due.next();
      if (together === undefined) return;
      for (const row of together) {
        if (!(await lease.hold())) return;
        const outcome = await runOne(deps, ctx, jobs, row);
        if (outcome === undefined) continue;
        ran.push({ at: isoInstant(row.at), kind: row.kind, who: row.who, outcome });
        done.push(row);
        if (done.length === aBatch) await finishDue(deps.tables, done.splice(0));
      }
    }
  };
  // While everybody waits for a permit, or for one long job, the lease is still ours.
  const renewing = setInterval(() => {
    lease.hold().catch(() => undefined);
  }, lease.lastsMs / 3);
  const working = Math.min(deps.inFlight, rows.length);
  const ended = await Promise.allSettled(Array.from({ length: working }, work));
  clearInterval(renewing);
  if (done.length > 0) await finishDue(deps.tables, done);
  await deps.control.flush(deps.messenger.rate);
  const failed = ended.find((end) => end.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return ran.sort((a, b) => (a.at < b.at ? -1 : 1));
}

/**
 * What is due, in the order of the instants and by whom it is about. The next page is read while the
 * last of this one is worked on: between two pages nobody would send anything.
 */
function readingOn(
  deps: Deps,
  ctx: TenantContext,
  first: readonly DueRow[],
  more: () => boolean,
): { next(): Promise<readonly DueRow[] | undefined> } {
  const queue: (readonly DueRow[])[] = [];
  // Of a later page, whoever stood on the first waits for the next look: one row after the other.
  const about = new Set<string>();
  let full = false;
  const add = (page: readonly DueRow[]): void => {
    const groups = [...byPerson(page.filter((row) => !about.has(aboutOf(row)))).values()];
    for (const row of page) about.add(aboutOf(row));
    full = page.length >= rowsALook && groups.length > 0;
    queue.push(...groups);
  };
  let reading: Promise<void> | undefined;
  const readOn = async (): Promise<void> => {
    full = false;
    await deps.control.flush(deps.messenger.rate);
    add(await readDue(deps.tables, ctx, deps.clock.now(), rowsALook));
  };
  add(first);
  return {
    async next() {
      if (full && queue.length < readOnAt && more()) {
        reading = readOn();
        // Whoever finds nothing left meets the error, if there was one.
        reading.catch(() => undefined);
      }
      if (queue.length === 0) await reading;
      return queue.shift();
    },
  };
}

/** Rows about the same person or thing run one after the other. */
function byPerson(rows: readonly DueRow[]): Map<string, DueRow[]> {
  const groups = new Map<string, DueRow[]>();
  for (const row of rows) {
    const group = groups.get(aboutOf(row));
    if (group === undefined) groups.set(aboutOf(row), [row]);
    else group.push(row);
  }
  return groups;
}

/** What tells somebody of one thing may be the message that collects all of theirs. */
const aboutOf = ({ kind, who }: DueRow): string => (kind === tellKind ? toldOf(who).person : who);

/** @returns undefined when the row has to stay as it is */
async function runOne(
  deps: Deps,
  ctx: TenantContext,
  jobs: Readonly<Record<string, Job>>,
  row: DueRow,
): Promise<Ran['outcome'] | undefined> {
  const job = jobs[row.kind];
  if (job === undefined) {
    deps.log.error({ kind: row.kind }, 'no job for a due row');
    return 'failed';
  }
  const { kind, who } = row;
  const { failures } = deps.control;
  const name = `${kind}~${who}`;
  // Random: made from the row it would tell, to who knows everybody's id, whose card it was.
  const operation = crypto.randomUUID().replaceAll('-', '').slice(0, 24);
  return correlated(operation, async () => {
    try {
      const run = () => job(ctx, row, deps.clock.now());
      const outcome = await deps.telemetry.trace('delivery', operation, { kind }, run);
      failures.delete(name);
      deps.log.debug({ kind, outcome }, 'what fell due was done');
      return outcome;
    } catch (error) {
      if (error instanceof Unreadable) {
        deps.control.unreadable(error);
        const at = deps.clock.now().add(mended);
        return scheduleDue(deps.tables, ctx, [{ kind, who, at }]).then(
          () => 'later' as const,
          () => undefined,
        );
      }
      deps.log.error({ kind, err: error }, 'a job failed and is due again');
      const before = failures.get(name) ?? 0;
      failures.set(name, Math.min(before + 1, mostDoublings));
      const seconds = failedAgainSeconds * 2 ** before;
      const again = { kind, who, at: deps.clock.now().add({ seconds }) };
      return scheduleDue(deps.tables, ctx, [again]).then(
        () => 'failed' as const,
        () => undefined,
      );
    }
  });
}
