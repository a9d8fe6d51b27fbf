import { hash, type TenantContext } from '#bot/core/ids';
import { type Instant, isoInstant } from '#bot/core/time';
import type { Lease } from '#bot/delivery/lease';
import type { Deps, Job, JobOutcome } from '#bot/ports';
import { type DueRow, finishDue, readDue, scheduleDue } from '#bot/records/due';

/** What one due row came to. */
export interface Ran {
  readonly at: string;
  readonly kind: string;
  readonly who: string;
  readonly outcome: JobOutcome | 'failed';
}

/** Jobs at work at once. */
const inFlight = 8;
/** A job that failed is looked at again after this time. */
const failedAgain = { seconds: 30 };

/**
 * One look at what is due: runs it, then takes the rows away. Does nothing while another process
 * holds the lease.
 * @returns what ran, in the order of the instants; undefined when the lease is elsewhere
 */
export async function tick(
  deps: Deps,
  ctx: TenantContext,
  lease: Lease,
  jobs: Readonly<Record<string, Job>>,
  now: Instant,
): Promise<Ran[] | undefined> {
  if (!(await lease.hold())) return undefined;
  const rows = await readDue(deps.tables, ctx, now);
  const ran: Ran[] = [];
  const done: DueRow[] = [];
  const queue = rows.values();
  const work = async (): Promise<void> => {
    for (const row of queue) {
      if (!(await lease.hold())) return;
      const outcome = await runOne(deps, ctx, jobs, row, now);
      ran.push({ at: isoInstant(row.at), kind: row.kind, who: row.who, outcome });
      done.push(row);
    }
  };
  await Promise.all(Array.from({ length: Math.min(inFlight, rows.length) }, work));
  if (done.length > 0) await finishDue(deps.tables, done);
  return ran.sort((a, b) => (a.at < b.at ? -1 : 1));
}

async function runOne(
  deps: Deps,
  ctx: TenantContext,
  jobs: Readonly<Record<string, Job>>,
  row: DueRow,
  now: Instant,
): Promise<Ran['outcome']> {
  const job = jobs[row.kind];
  if (job === undefined) {
    deps.log.error({ kind: row.kind }, 'no job for a due row');
    return 'failed';
  }
  const { kind, who, at } = row;
  const operation = hash(24, ctx.tenant, kind, who, isoInstant(at));
  return deps.telemetry.trace('delivery', operation, { kind }, async () => {
    try {
      const outcome = await job(ctx, row, now);
      deps.log.debug({ kind, outcome }, 'what fell due was done');
      return outcome;
    } catch (error) {
      deps.log.error({ kind, err: error }, 'a job failed and is due again');
      await scheduleDue(deps.tables, ctx, [{ kind, who, at: now.add(failedAgain) }]);
      return 'failed';
    }
  });
}
