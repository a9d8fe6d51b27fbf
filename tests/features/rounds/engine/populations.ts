import { type Population, readPopulation } from '#bot/features/rounds/engine/index';
import fc from '#tests/property';

const skills = ['excel', 'dutch', 'go', 'feedback', 'budget', 'law', 'video'];

const skillList = (most: number) => fc.uniqueArray(fc.constantFrom(...skills), { maxLength: most });

const someone = fc.nat({ max: 11 }).map((n) => `p${n}`);

const person = fc.record({
  shares: skillList(3),
  wishes: skillList(2),
  languages: fc.constantFrom(['en'], ['en', 'nl'], ['nl'], ['nl', 'de']),
  hoursUtc: fc.constantFrom<[number, number]>(
    [8, 16],
    [4, 12],
    [14, 22],
    [20, 28],
    [22, 30],
    [-2, 5.5],
    [0, 24],
  ),
  team: fc.constantFrom(null, 't1', 't2'),
  manager: fc.option(someone),
  slots: fc.constantFrom(0, 1, 1, 1, 1, 2, 3),
  paused: fc.constantFrom(false, false, false, false, true),
  teachesWithoutReturn: fc.boolean(),
  blocked: fc.array(someone, { maxLength: 1 }),
  wait: fc.nat({ max: 10 }),
});

/** Small populations in which every rule has something to forbid. */
export const populations: fc.Arbitrary<Population> = fc
  .record({
    seed: fc.integer(),
    settings: fc.record({
      minOverlapHours: fc.constantFrom(0, 1, 2, 4),
      noRepeatRounds: fc.nat({ max: 6 }),
    }),
    people: fc
      .array(person, { minLength: 1, maxLength: 12 })
      .map((all) => all.map((each, index) => ({ id: `p${index}`, ...each }))),
    met: fc.array(fc.tuple(someone, someone, fc.integer({ min: 1, max: 8 })), { maxLength: 6 }),
  })
  .map(populationOf);

/** Reads a population as the command does; throws with its faults. */
export function populationOf(value: unknown): Population {
  const read = readPopulation(value);
  if (!read.ok) throw new Error(read.faults.join(' '));
  return read.population;
}
