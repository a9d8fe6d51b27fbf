import { flowBound } from '#bot/features/rounds/engine/bound';
import { better } from '#bot/features/rounds/engine/branch';
import { candidates } from '#bot/features/rounds/engine/candidates';
import { chance } from '#bot/features/rounds/engine/chance';
import { fill } from '#bot/features/rounds/engine/greedy';
import { matchRound, type Population } from '#bot/features/rounds/engine/index';
import { emptyPacking } from '#bot/features/rounds/engine/packing';
import { worths } from '#bot/features/rounds/engine/prices';
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

test('with one slot each branch and bound finds the best, whatever prices it begins with', async () => {
  const single = populations.map((population) => ({
    ...population,
    people: population.people.map((person) => ({ ...person, slots: Math.min(1, person.slots) })),
  }));
  await fc.assert(
    fc.asyncProperty(single, fc.integer(), async (population, seed) => {
      const world = compile(population);
      const dice = chance(seed);
      const all = candidates(emptyPacking(world), dice, 1_000);
      const values = worths(world, all);
      const prices = Float64Array.from(world.people, () => dice.below(3_000));
      const chosen =
        better(world.people.length, all, { values, prices, value: 0, looks: 1e7 }) ?? [];
      const members = chosen.flatMap((i) => [...all.member.subarray(3 * i, 3 * i + 3)]);
      const taken = members.filter((person) => person >= 0);
      expect(new Set(taken).size).toBe(taken.length);
      const { weight, learners } = await optimum(population);
      expect(chosen.reduce((sum, i) => sum + (values[i] as number), 0)).toBe(
        weight * (world.people.length + 1) + learners,
      );
    }),
    { numRuns: 40 },
  );
});
