import { matchRound, type Population, repair } from '#bot/features/rounds/engine/index';
import { faultsOf, isIn, membersOf, whyByCounting } from '#tests/features/rounds/engine/checker';
import { populations } from '#tests/features/rounds/engine/populations';
import fc from '#tests/property';

// Hundreds of populations are searched, each as thoroughly as a real one.
jest.setTimeout(120_000);

const runs = { numRuns: 100 };

const idsIn = (value: unknown): Set<string> => new Set(JSON.stringify(value).match(/p\d+/g));

test('a round keeps every rule: who may meet, what is shared and wished, slots, both ways', () => {
  fc.assert(
    fc.property(populations, (population) => {
      expect(faultsOf(population, matchRound(population))).toEqual([]);
    }),
    runs,
  );
});

test('nobody who pauses or has no slot appears anywhere', () => {
  fc.assert(
    fc.property(populations, (population) => {
      const named = idsIn(matchRound(population));
      const out = population.people.filter((person) => !isIn(person));
      expect(out.filter(({ id }) => named.has(id))).toEqual([]);
    }),
    runs,
  );
});

test('why somebody is in no activity is true, counted over everybody', () => {
  fc.assert(
    fc.property(populations, (population) => {
      const round = matchRound(population);
      for (const { id, why } of round.unmatched) {
        expect({ id, why }).toEqual({ id, why: whyByCounting(population, round, id) });
      }
    }),
    runs,
  );
});

test('the same people in any order give the same round', () => {
  const shuffled = populations.chain((population) =>
    fc.record({
      population: fc.constant(population),
      people: fc.shuffledSubarray(population.people, { minLength: population.people.length }),
      met: fc.shuffledSubarray(population.met, { minLength: population.met.length }),
    }),
  );
  const turned = (population: Population): Population => ({
    ...population,
    people: population.people.map((person) => ({
      ...person,
      shares: person.shares.toReversed(),
      wishes: person.wishes.toReversed(),
      languages: person.languages.toReversed(),
    })),
  });
  fc.assert(
    fc.property(shuffled, ({ population, people, met }) => {
      const other = matchRound(turned({ ...population, people, met }));
      expect(JSON.stringify(other)).toBe(JSON.stringify(matchRound(population)));
    }),
    runs,
  );
});

test('the same population gives the same round, and is left as it was', () => {
  fc.assert(
    fc.property(populations, (population) => {
      const before = JSON.stringify(population);
      expect(matchRound(population)).toEqual(matchRound(population));
      expect(JSON.stringify(population)).toBe(before);
    }),
    runs,
  );
});

const declines = populations.chain((population) => {
  const round = matchRound(population);
  return fc.record({
    population: fc.constant(population),
    round: fc.constant(round),
    declined: fc.subarray([...round.activities.keys()]),
  });
});

test('a decline leaves what others hold, and repairs with the freed and the unmatched only', () => {
  fc.assert(
    fc.property(declines, ({ population, round, declined }) => {
      const repaired = repair(population, round, declined);
      expect(faultsOf(population, repaired)).toEqual([]);
      const kept = round.activities.filter((_, index) => !declined.includes(index));
      expect(repaired.activities.slice(0, kept.length)).toEqual(kept);
      const held = new Set(kept.flatMap(membersOf));
      const added = repaired.activities.slice(kept.length);
      expect(added.flatMap(membersOf).filter((id) => held.has(id))).toEqual([]);
    }),
    runs,
  );
});

test('two whose activity was declined are not put together again', () => {
  fc.assert(
    fc.property(declines, ({ population, round, declined }) => {
      const pairs = (activities: typeof round.activities): string[] =>
        activities.flatMap(({ arcs }) =>
          arcs.map(({ teacher, learner }) => [teacher, learner].sort().join()),
        );
      const before = new Set(pairs(round.activities.filter((_, at) => declined.includes(at))));
      const repaired = repair(population, round, declined);
      const added = repaired.activities.slice(round.activities.length - declined.length);
      expect(pairs(added).filter((pair) => before.has(pair))).toEqual([]);
    }),
    runs,
  );
});
