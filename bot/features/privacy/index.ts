import type { Elsewhere } from '#bot/features/privacy/export';
import { privacyJobs } from '#bot/features/privacy/job';
import { privacyRoutes } from '#bot/features/privacy/routes';
import { privacyVerbs } from '#bot/features/privacy/verbs';
import type { Deps, Feature } from '#bot/ports';

/** My data: what is kept, export and erase. */
export const privacy = (deps: Deps, elsewhere: Elsewhere): Feature => ({
  ...privacyVerbs(deps, elsewhere),
  routes: privacyRoutes(deps, elsewhere),
  jobs: privacyJobs(deps),
});
