import { roundsJobs } from '#bot/features/rounds/job';
import { roundsRoutes } from '#bot/features/rounds/routes';
import type { RoundsDeps } from '#bot/features/rounds/rules';
import { roundsVerbs } from '#bot/features/rounds/verbs';
import type { Feature } from '#bot/ports';

export { roundsAbout } from '#bot/features/rounds/about';
export { joinedDues } from '#bot/features/rounds/open';
export { roundShortages } from '#bot/features/rounds/shortages';

/** Rounds: everybody who says yes is matched with a colleague to learn from, and to help. */
export const rounds = (deps: RoundsDeps): Feature => ({
  ...roundsVerbs(deps),
  routes: roundsRoutes(deps),
  jobs: roundsJobs(deps),
});
