import { hoursInCommon } from '#bot/features/rounds/engine/hours';
import { number } from '#bot/features/rounds/engine/lists';
import type { Person } from '#bot/features/rounds/engine/population';

interface Numbering {
  /** The number of each person's kind. */
  readonly of: Int32Array;
  /** One person of each kind. */
  readonly examples: readonly Person[];
}

/** Numbers people by something they have; those who have the same get the same number. */
export function numbering(people: readonly Person[], what: (person: Person) => unknown): Numbering {
  const known = new Map<string, number>();
  const examples: Person[] = [];
  const of = Int32Array.from(people, (person) => {
    const key = JSON.stringify(what(person));
    const found = known.get(key) ?? known.size;
    if (found === known.size) {
      known.set(key, found);
      examples.push(person);
    }
    return found;
  });
  return { of, examples };
}

/** From so many different working hours on they are compared each time, not kept in a table. */
const tableMax = 2_000;

/** Each text once, in an order of its own. */
export const distinct = (texts: readonly string[]): string[] => [...new Set(texts)].sort();

/** Whole quarters of an hour two classes have in common; -1 = too few hours, or no language. */
export function quartersBetween(
  examples: readonly Person[],
  least: number,
): (one: number, other: number) => number {
  const hours = numbering(examples, ({ hoursUtc }) => hoursUtc);
  const languages = numbering(examples, (person) => distinct(person.languages));
  const speak = table(languages.examples, (one, other) =>
    one.languages.some((language) => other.languages.includes(language)) ? 1 : 0,
  );
  const common = table(hours.examples, (one, other) => {
    const found = hoursInCommon(one.hoursUtc, other.hoursUtc);
    // A hair less, for hours such as 10.1 - 8.1.
    return found >= least - 1e-9 ? Math.floor(found * 4) : -1;
  });
  return (one, other) =>
    speak(number(languages.of, one), number(languages.of, other)) === 1
      ? common(number(hours.of, one), number(hours.of, other))
      : -1;
}

function table(
  examples: readonly Person[],
  compare: (one: Person, other: Person) => number,
): (one: number, other: number) => number {
  const size = examples.length;
  const compared = (one: number, other: number): number =>
    compare(examples[one] as Person, examples[other] as Person);
  if (size > tableMax) return compared;
  const known = Int32Array.from({ length: size ** 2 }, (_, at) =>
    compared(Math.trunc(at / size), at % size),
  );
  return (one, other) => number(known, one * size + other);
}
