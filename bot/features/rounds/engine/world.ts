import { apart } from '#bot/features/rounds/engine/apart';
import { type Cells, cellOfEach, cells } from '#bot/features/rounds/engine/cells';
import { hash32 } from '#bot/features/rounds/engine/chance';
import { distinct, numbering, quartersBetween } from '#bot/features/rounds/engine/classes';
import { holds, type Lists, lists, number } from '#bot/features/rounds/engine/lists';
import type { Person, Population } from '#bot/features/rounds/engine/population';

/**
 * A population as whole numbers, in an order that depends on nothing but seed and ids. People are
 * numbered in the order of hash(seed, id), so "the lowest number first" is the last tie-break.
 * People of the same hours and languages form a *class*; those of one class who share (or wish)
 * one skill form a *cell*.
 */
export interface World {
  readonly people: readonly Person[];
  readonly skills: readonly string[];
  /** Σ over the people who learn of this is what a round is after: 2^min(wait, 8). */
  readonly weight: Int32Array;
  readonly slots: Int32Array;
  /** 1 for who may teach without return. */
  readonly willing: Int32Array;
  readonly team: Int32Array;
  readonly shares: Lists;
  readonly wishes: Lists;
  readonly classOf: Int32Array;
  /** One person of each class. */
  readonly examples: readonly Person[];
  /** Whole quarters of an hour two classes have in common; -1 = too few hours, or no language. */
  readonly quarters: (one: number, other: number) => number;
  /** Whom one met before, however long ago. */
  readonly known: Lists;
  /** Whom one met too recently to meet again. */
  readonly recent: Lists;
  /** Whom one may not meet in this round: `recent`, manager and report, blocked. */
  readonly apart: Lists;
  readonly teachers: Cells;
  readonly learners: Cells;
  /** The cell of each of a person's shares, in the order of `shares.items`. */
  readonly shareCell: Int32Array;
}

/** What it is worth that a person learns: the first two objectives in one whole number. */
export const worth = ({ weight, people }: World, person: number): number =>
  number(weight, person) * (people.length + 1) + 1;

/** A wait beyond this many rounds weighs no more. */
const waitMax = 8;

/**
 * Compiles everybody who is in: not paused, and with a slot.
 * @param declined two who are not to be put together, beside those the population keeps apart
 */
export function compile(
  { seed, settings, people: everybody, met }: Population,
  declined: readonly (readonly [string, string])[] = [],
): World {
  const people = inHashOrder(
    everybody.filter(({ paused, slots }) => !paused && slots > 0),
    seed,
  );
  const skills = distinct(people.flatMap(({ shares, wishes }) => [...shares, ...wishes]));
  const skillOf = indexOf(skills);
  const place = indexOf(people.map(({ id }) => id));
  const teamOf = indexOf(distinct(people.flatMap(({ team }) => team ?? [])));
  const shares = lists(people.map((person) => numbered(person.shares, skillOf)));
  const wishes = lists(people.map((person) => numbered(person.wishes, skillOf)));
  const { of: classOf, examples } = numbering(people, ({ hoursUtc, languages }) => [
    hoursUtc,
    distinct(languages),
  ]);
  const teachers = cells(shares, classOf, skills.length, examples.length);
  return {
    people,
    skills,
    weight: Int32Array.from(people, ({ wait }) => 2 ** Math.min(wait, waitMax)),
    slots: Int32Array.from(people, ({ slots }) => Math.min(slots, people.length)),
    willing: Int32Array.from(people, (person) => (person.teachesWithoutReturn ? 1 : 0)),
    team: Int32Array.from(people, ({ team }) => (team === null ? -1 : (teamOf.get(team) ?? -1))),
    shares,
    wishes,
    classOf,
    examples,
    quarters: quartersBetween(examples, settings.minOverlapHours),
    ...apart(people, place, { met, declined, noRepeatRounds: settings.noRepeatRounds }),
    teachers,
    learners: cells(wishes, classOf, skills.length, examples.length),
    shareCell: cellOfEach(teachers, shares),
  };
}

/** Whether two people may meet at all: hours, language, not too recently, not kept apart. */
export function mayMeet(world: World, a: number, b: number): boolean {
  if (a === b || world.quarters(number(world.classOf, a), number(world.classOf, b)) < 0)
    return false;
  return !holds(world.apart, a, b);
}

function inHashOrder(people: readonly Person[], seed: number): Person[] {
  const hashed = people.map((person) => ({ person, hash: hash32(seed, person.id) }));
  hashed.sort((a, b) => a.hash - b.hash || (a.person.id < b.person.id ? -1 : 1));
  return hashed.map(({ person }) => person);
}

const indexOf = (texts: readonly string[]): Map<string, number> =>
  new Map(texts.map((text, index) => [text, index]));

const numbered = (texts: readonly string[], index: ReadonlyMap<string, number>): number[] =>
  [...new Set(texts)].map((text) => index.get(text) ?? -1).sort((a, b) => a - b);
