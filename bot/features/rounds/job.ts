import { closeJob } from '#bot/features/rounds/close';
import { askJob, dealJob, leftJob } from '#bot/features/rounds/deal';
import { jobKind, type RoundJob } from '#bot/features/rounds/due';
import { goneJob } from '#bot/features/rounds/gone';
import { inviteJob, joinJob, openJob, stopJob } from '#bot/features/rounds/open';
import { repairJob } from '#bot/features/rounds/repair';
import type { RoundsDeps } from '#bot/features/rounds/rules';
import type { Job } from '#bot/ports';

/** Each step of a round on its own, so that a crash between two costs nothing. */
export function roundsJobs(deps: RoundsDeps): Readonly<Record<string, Job>> {
  const jobs: Readonly<Record<RoundJob, Job>> = {
    open: openJob(deps),
    invite: inviteJob(deps),
    join: joinJob(deps),
    stop: stopJob(deps),
    close: closeJob(deps),
    deal: dealJob(deps),
    left: leftJob(deps),
    ask: askJob(deps),
    gone: goneJob(deps),
    repair: repairJob(deps),
  };
  return Object.fromEntries(
    Object.entries(jobs).map(([job, run]) => [jobKind(job as RoundJob), run]),
  );
}
