import { flowBound } from '#bot/features/rounds/engine/bound';
import { fill } from '#bot/features/rounds/engine/greedy';
import { matchRound, type Population } from '#bot/features/rounds/engine/index';
import { emptyPacking } from '#bot/features/rounds/engine/packing';
import { compile } from '#bot/features/rounds/engine/world';
import { optimum } from '#tests/features/rounds/engine/ilp';
import { populations } from '#tests/features/rounds/engine/populations';
import fc from '#tests/property';

jest.setTimeout(120_000);

/** Σ 2^min(wait, 8) and number of those who learn. */
function aims(population: Population, learners: ReadonlySet<string>): [number, number] {
  const waits = population.people.filter(({ id }) => learners.has(id)).map(({ wait }) => wait);
  return [waits.reduce((sum, wait) => sum + 2 ** Math.min(wait, 8), 0), waits.length];
}

const learnersOf = (population: Population): Set<string> =>
  new Set(matchRound(population).activities.flatMap(({ arcs }) => arcs.map((arc) => arc.learner)));

function greedy(population: Population): [number, number] {
  const packing = emptyPacking(compile(population));
  fill(packing);
  const { people } = packing.world;
  return aims(
    population,
    new Set(people.filter((_, i) => packing.learns[i] !== 0).map((p) => p.id)),
  );
}

test('greedy ≤ ours ≤ the integer program ≤ the flow, and of a dozen people ours is the best there is', async () => {
  await fc.assert(
    fc.asyncProperty(populations, async (population) => {
      const ours = aims(population, learnersOf(population));
      const best = await optimum(population);
      expect(best.proven).toBe(true);
      expect(ours).toEqual([best.weight, best.learners]);
      const first = greedy(population);
      expect(first[0]).toBeLessThanOrEqual(ours[0]);
      if (first[0] === ours[0]) expect(first[1]).toBeLessThanOrEqual(ours[1]);
      const { bound } = flowBound(compile(population));
      expect(best.learners).toBeLessThanOrEqual(bound);
      expect(matchRound(population).figures.bound).toBe(bound);
    }),
    { numRuns: 40 },
  );
});
