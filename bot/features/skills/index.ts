import { skillsJobs } from '#bot/features/skills/job';
import { skillsRoutes } from '#bot/features/skills/routes';
import { skillsVerbs } from '#bot/features/skills/verbs';
import type { Deps, Feature } from '#bot/ports';

export { skillNamed } from '#bot/features/skills/rules';
export { removeSkill, skillAddition } from '#bot/features/skills/store';

/** Skills to share and wishes to learn, and the index that tells how many can help. */
export const skills = (deps: Deps): Feature => ({
  ...skillsVerbs(deps),
  routes: skillsRoutes(deps),
  jobs: skillsJobs(deps),
});
