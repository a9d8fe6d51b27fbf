import { groupFloor, type Kind, kinds } from '#bot/core/learning';

/**
 * The rule of five (product rule 7): the only way in which a private set of people becomes a
 * figure. Every figure, every difference of two figures, and the rest of the roster beside a
 * figure is 0 or at least five, by arithmetic: nothing has to be remembered.
 * @param people distinct people in the set
 * @param roster people it was taken from; under ten nothing is shown
 * @returns a multiple of five to be read as "N or more"; 0 = hidden
 */
export const shown = (people: number, roster: number): number =>
  Math.max(0, groupFloor * Math.floor(Math.min(people, roster - groupFloor) / groupFloor));

/**
 * The same for answers to one question, people in at most one set each: together they leave at least
 * five of the roster out, or none is shown.
 */
export function shownTogether(sets: readonly number[], roster: number): number[] {
  const each = sets.map((people) => shown(people, roster));
  const all = each.reduce((sum, figure) => sum + figure, 0);
  return all + groupFloor <= roster ? each : each.map(() => 0);
}

/** A roster in which no figure about people can be shown. */
export const isSmall = (roster: number): boolean => shown(roster, roster) === 0;

/** A private topic and who stands behind it. */
export interface Behind {
  /** '' = nothing it may be called by: only its kind is told. */
  readonly name: string;
  /** Each person once, by any number of theirs; from five on the others may be left out. */
  readonly people: readonly { readonly who: number; readonly kind: Kind }[];
}

/** What may be said of private topics: the topic itself, or only its kind. Never a number. */
export type Listed = { readonly topic: string } | { readonly kind: Kind };

/** Most entries of one list. */
export const listedMax = 3;

const collator = new Intl.Collator('en');
const alphabetical = (a: string, b: string): number => collator.compare(a, b) || (a < b ? -1 : 1);

/**
 * Topics with five or more people behind them, alphabetically, at most three; of the others the
 * kind, when five or more people stand behind it together; else nothing.
 */
export function listed(topics: readonly Behind[], roster: number): Listed[] {
  const stands = (people: Behind['people']): boolean =>
    shown(new Set(people.map(({ who }) => who)).size, roster) > 0;
  const isNamed = ({ name, people }: Behind): boolean => name !== '' && stands(people);
  const named = topics.filter(isNamed).map(({ name }) => name);
  const others = topics.filter((topic) => !isNamed(topic)).flatMap(({ people }) => people);
  // "A skill" is what most things are: that kind says nothing.
  const ofKinds = kinds.filter(
    (kind) => kind !== 'skill' && stands(others.filter((person) => person.kind === kind)),
  );
  return inOrder([
    ...named.map((topic): Listed => ({ topic })),
    ...ofKinds.map((kind): Listed => ({ kind })),
  ]).slice(0, listedMax);
}

/** Topics alphabetically, then kinds in their own order. */
export const inOrder = (entries: readonly Listed[]): Listed[] => [
  ...entries
    .flatMap((entry) => ('topic' in entry ? [entry] : []))
    .sort((a, b) => alphabetical(a.topic, b.topic)),
  ...entries
    .flatMap((entry) => ('kind' in entry ? [entry] : []))
    .sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind)),
];
