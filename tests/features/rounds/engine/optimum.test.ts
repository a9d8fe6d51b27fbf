import { flowBound } from '#bot/features/rounds/engine/bound';
import { fill } from '#bot/features/rounds/engine/greedy';
import { matchRound, type Population } from '#bot/features/rounds/engine/index';
import { emptyPacking } from '#bot/features/rounds/engine/packing';
import { compile } from '#bot/features/rounds/engine/world';
import { type Aims, aims, aimsOf, optimum } from '#tests/features/rounds/engine/ilp';
import { populations } from '#tests/features/rounds/engine/populations';
import fc from '#tests/property';

jest.setTimeout(120_000);

/** What is left when nothing is searched for. */
function greedy(population: Population): Aims {
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
      const round = matchRound(population);
      const ours = aimsOf(population, round);
      const { proven, ...best } = await optimum(population);
      expect(proven).toBe(true);
      expect(ours).toEqual(best);
      const first = greedy(population);
      expect(first.weight).toBeLessThanOrEqual(ours.weight);
      if (first.weight === ours.weight) {
        expect(first.learners).toBeLessThanOrEqual(ours.learners);
      }
      const { bound } = flowBound(compile(population));
      expect(best.learners).toBeLessThanOrEqual(bound);
      expect(round.figures.bound).toBe(bound);
    }),
    { numRuns: 40 },
  );
});
