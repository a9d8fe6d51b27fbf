import { peopleJobs } from '#bot/features/people/job';
import { type PeopleRoutes, peopleRoutes } from '#bot/features/people/routes';
import { peopleVerbs } from '#bot/features/people/verbs';
import type { Feature } from '#bot/ports';

export { planPeopleNight } from '#bot/features/people/job';
export { teamFollower } from '#bot/features/people/roster';
export { learnt } from '#bot/features/people/rules';
export { unknownReply } from '#bot/features/people/said';

/** Arrival, consent, settings, pause, rhythm, language, rosters and *For you*. */
export const people = (options: PeopleRoutes): Feature => ({
  ...peopleVerbs(options.deps, options.hooks),
  routes: peopleRoutes(options),
  jobs: peopleJobs(options.deps, options.hooks),
});
