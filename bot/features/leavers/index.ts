import { announcement, leaverKind } from '#bot/features/leavers/items';
import { type LeaversDeps, leaversJob, leaversKind } from '#bot/features/leavers/job';
import { leaversRoutes } from '#bot/features/leavers/routes';
import type { Feature } from '#bot/ports';

export { planLeavers } from '#bot/features/leavers/job';
export { leaverRows } from '#bot/features/leavers/store';

/** People who left the organisation: their data goes, after a while and an announcement. */
export const leavers = (options: LeaversDeps): Feature => ({
  routes: leaversRoutes(options),
  jobs: { [leaversKind]: leaversJob(options) },
  items: { [leaverKind]: announcement(options.deps) },
});
