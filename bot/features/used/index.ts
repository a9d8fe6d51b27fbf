import { usedItem } from '#bot/features/used/items';
import { usedJob } from '#bot/features/used/job';
import type { Deps, Feature } from '#bot/ports';
import { learntKind } from '#bot/records/learnt';

/** Was it used? The only measure of success there is: asked once, counted in fives. */
export const used = (deps: Deps): Feature => ({
  jobs: { [learntKind]: usedJob(deps) },
  items: { [learntKind]: usedItem(deps) },
});
