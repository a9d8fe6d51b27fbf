import type { TenantContext } from '#bot/core/ids';
import { roundFile } from '#bot/features/rounds/calendar';
import { roundsJobs } from '#bot/features/rounds/job';
import { roundsRoutes } from '#bot/features/rounds/routes';
import type { RoundsDeps } from '#bot/features/rounds/rules';
import { roundFiles } from '#bot/features/rounds/show';
import { roundsVerbs } from '#bot/features/rounds/verbs';
import type { Feature } from '#bot/ports';

export { roundsAbout } from '#bot/features/rounds/about';
export { leavingRounds, leftDues } from '#bot/features/rounds/gone';
export { joinedDues } from '#bot/features/rounds/open';
export { roundShortages } from '#bot/features/rounds/shortages';
export { roundRows } from '#bot/features/rounds/store';

/**
 * Rounds: everybody who says yes is matched with a colleague to learn from, and to help.
 * @param ctx the tenant whose open items the worker shows
 */
export const rounds = (deps: RoundsDeps, ctx: TenantContext): Feature => ({
  ...roundsVerbs(deps, ctx),
  routes: roundsRoutes(deps),
  jobs: roundsJobs(deps),
  files: { [roundFiles]: roundFile(deps) },
});
