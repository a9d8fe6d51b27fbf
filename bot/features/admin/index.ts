import { recallJob, recallKind } from '#bot/delivery/recall';
import { adminRoutes } from '#bot/features/admin/routes';
import type { Deps, Feature } from '#bot/ports';

/** What an operator sees of the sending, and can do about it. */
export const admin = (deps: Deps, kinds: () => readonly string[]): Feature => ({
  routes: adminRoutes(deps, kinds),
  jobs: { [recallKind]: recallJob(deps) },
});
