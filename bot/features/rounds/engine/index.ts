import { flowBound } from '#bot/features/rounds/engine/bound';
import { chance } from '#bot/features/rounds/engine/chance';
import { close, emptyPacking, type Packing } from '#bot/features/rounds/engine/packing';
import type { Population } from '#bot/features/rounds/engine/population';
import { reasonsOf } from '#bot/features/rounds/engine/reasons';
import { activitiesOf } from '#bot/features/rounds/engine/render';
import type { Activity, Round } from '#bot/features/rounds/engine/round';
import { solve } from '#bot/features/rounds/engine/solve';
import { whyOf } from '#bot/features/rounds/engine/why';
import { compile } from '#bot/features/rounds/engine/world';

export { type Population, readPopulation } from '#bot/features/rounds/engine/population';
export type { Activity, Arc, Reason, Round, Why } from '#bot/features/rounds/engine/round';

/**
 * Puts everybody of a population who is in (not paused, with a slot) into activities: who learns
 * what from whom. The same people and seed give the same round, in whatever order they stand.
 */
export function matchRound(population: Population): Round {
  const packing = emptyPacking(compile(population));
  solve(packing, chance(population.seed), population.seed);
  return roundOf(population, packing, []);
}

/**
 * Repairs a round of which activities were declined. Their members are free again and may be put
 * together with each other (but not the same two) or with whoever was in no activity; everybody
 * else keeps what they hold and gets nothing new.
 * @param population as it is now: who bowed out is paused or gone
 * @param declined indexes in `round.activities`
 * @returns a round with the activities that stay, in their order, then the new ones
 */
export function repair(population: Population, round: Round, declined: readonly number[]): Round {
  const gone = new Set(declined);
  const kept = round.activities.filter((_, index) => !gone.has(index));
  const apart = round.activities
    .filter((_, index) => gone.has(index))
    .flatMap(({ arcs }) => arcs.map(({ teacher, learner }) => [teacher, learner] as const));
  const packing = emptyPacking(compile(population, apart));
  const held = membersOf(kept);
  for (const [person, { id }] of packing.world.people.entries()) {
    if (held.has(id)) close(packing, person);
  }
  solve(packing, chance(population.seed), population.seed);
  return roundOf(population, packing, kept);
}

const membersOf = (activities: readonly Activity[]): Set<string> =>
  new Set(activities.flatMap(({ arcs }) => arcs.flatMap((arc) => [arc.teacher, arc.learner])));

function roundOf(population: Population, packing: Packing, kept: readonly Activity[]): Round {
  const { world } = packing;
  const activities = [...kept, ...activitiesOf(packing, reasonsOf(population))];
  const matched = membersOf(activities);
  const { minOverlapHours } = population.settings;
  const unmatched = world.people
    .flatMap(({ id }, person) =>
      matched.has(id) ? [] : [{ id, why: whyOf(packing, person, minOverlapHours) }],
    )
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const served = new Set(activities.flatMap(({ arcs }) => arcs.map(({ learner }) => learner))).size;
  const { bound, shortages } = flowBound(world);
  // What was kept may rest on people who have left since.
  return { activities, unmatched, shortages, figures: { served, bound: Math.max(bound, served) } };
}
