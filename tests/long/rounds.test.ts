import { chance } from '#bot/features/rounds/engine/chance';
import { matchRound, type Population } from '#bot/features/rounds/engine/index';
import { faultsOf } from '#tests/features/rounds/engine/checker';
import { aimsOf, optimum } from '#tests/features/rounds/engine/ilp';
import { rounds } from '#tests/features/rounds/engine/rounds';
import { lively, type Size, synthetic } from '#tests/features/rounds/engine/synthetic';

jest.setTimeout(180_000);

const kinds: [string, (size: Size) => Population][] = [
  ['one slot each and nobody waiting', synthetic],
  ['waits, slots, blocks and meetings', lively],
];

test.each(kinds)(
  'of forty small populations hardly one could be matched better: %s',
  async (_, make) => {
    const dice = chance(11);
    const ratios: number[] = [];
    for (let seed = 1; seed <= 40; seed += 1) {
      const people = 6 + dice.below(55);
      const population = make({ people, skills: people * (1 + dice.below(3)), seed });
      const round = matchRound(population);
      expect(faultsOf(population, round)).toEqual([]);
      const ours = aimsOf(population, round);
      const best = await optimum(population);
      expect(ours.weight).toBeLessThanOrEqual(best.weight);
      ratios.push(best.weight === 0 ? 1 : ours.weight / best.weight);
    }
    expect(ratios.filter((ratio) => ratio === 1).length).toBeGreaterThanOrEqual(38);
    expect(Math.min(...ratios)).toBeGreaterThanOrEqual(0.97);
  },
);

test('three hundred people who wish six hundred skills are matched nearly as well as can be', async () => {
  const population = synthetic({ people: 300, skills: 600, seed: 7 });
  const round = matchRound(population);
  expect(faultsOf(population, round)).toEqual([]);
  const best = await optimum(population, 60);
  expect(round.figures.served).toBeGreaterThanOrEqual(0.985 * best.learners);
});

test('in ten rounds hardly anybody waits long, and nobody meets the same person too soon', () => {
  const run = rounds(synthetic({ people: 400, skills: 200, seed: 3 }), 10);
  expect(run.soon).toBeGreaterThanOrEqual(0.95);
  expect(run.never).toBeLessThanOrEqual(1);
  expect(run.repeats).toBe(0);
});

test('people who share forty skills and wish fifteen keep every rule too, and all learn', () => {
  const dice = chance(5);
  const some = (count: number): string[] => [
    ...new Set(Array.from({ length: count }, () => `s${dice.below(300)}`)),
  ];
  const { people, ...population } = lively({ people: 1_000, skills: 50, seed: 2 });
  const wide = people.map((person) => ({ ...person, shares: some(40), wishes: some(15) }));
  const round = matchRound({ ...population, people: wide });
  expect(faultsOf({ ...population, people: wide }, round)).toEqual([]);
  expect(round.figures.served).toBeGreaterThanOrEqual(0.99 * round.figures.bound);
});
