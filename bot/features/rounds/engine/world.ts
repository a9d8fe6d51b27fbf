import { hash32 } from '#bot/features/rounds/engine/chance';
import { hoursInCommon } from '#bot/features/rounds/engine/hours';
import type { Person, Population } from '#bot/features/rounds/engine/population';

/** Lists of whole numbers end to end: list `i` is `items[start[i]] … items[start[i + 1] - 1]`. */
export interface Lists {
  readonly start: Int32Array;
  readonly items: Int32Array;
}

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
  /** Whom one met too recently to meet again. */
  readonly recent: Lists;
  /** Whom one may not meet in this round: `recent`, manager and report, blocked. */
  readonly apart: Lists;
  readonly teachers: Cells;
  readonly learners: Cells;
  /** The cell of each of a person's shares, in the order of `shares.items`. */
  readonly shareCell: Int32Array;
}

/** People by skill and class. */
export interface Cells {
  /** Cells by skill: cell numbers are the positions in `items`, and `items` holds their class. */
  readonly ofSkill: Lists;
  readonly members: Lists;
}

export const number = (array: Int32Array, index: number): number => array[index] as number;

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
  return !keptApart(world, a, b);
}

function keptApart({ apart: { start, items } }: World, a: number, b: number): boolean {
  for (let at = number(start, a); at < number(start, a + 1); at += 1) {
    if (number(items, at) === b) return true;
  }
  return false;
}

/** Whether list `i` holds a number. */
export function holds({ start, items }: Lists, i: number, item: number): boolean {
  const end = number(start, i + 1);
  for (let at = number(start, i); at < end; at += 1) if (number(items, at) === item) return true;
  return false;
}

/** Whose each item is, from where each person's begin. */
export function owners(start: Int32Array): Int32Array {
  const owner = new Int32Array(number(start, start.length - 1));
  for (let person = 0; person + 1 < start.length; person += 1) {
    owner.fill(person, number(start, person), number(start, person + 1));
  }
  return owner;
}

function inHashOrder(people: readonly Person[], seed: number): Person[] {
  const hashed = people.map((person) => ({ person, hash: hash32(seed, person.id) }));
  hashed.sort((a, b) => a.hash - b.hash || (a.person.id < b.person.id ? -1 : 1));
  return hashed.map(({ person }) => person);
}

const distinct = (texts: readonly string[]): string[] => [...new Set(texts)].sort();

const indexOf = (texts: readonly string[]): Map<string, number> =>
  new Map(texts.map((text, index) => [text, index]));

const numbered = (texts: readonly string[], index: ReadonlyMap<string, number>): number[] =>
  [...new Set(texts)].map((text) => index.get(text) ?? -1).sort((a, b) => a - b);

function lists(all: readonly (readonly number[])[]): Lists {
  const start = new Int32Array(all.length + 1);
  for (const [index, list] of all.entries()) start[index + 1] = number(start, index) + list.length;
  const items = new Int32Array(number(start, all.length));
  for (const [index, list] of all.entries()) items.set(list, number(start, index));
  return { start, items };
}

interface Numbering {
  /** The number of each person's kind. */
  readonly of: Int32Array;
  /** One person of each kind. */
  readonly examples: readonly Person[];
}

/** Numbers people by something they have; those who have the same get the same number. */
function numbering(people: readonly Person[], what: (person: Person) => unknown): Numbering {
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

function quartersBetween(
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

interface Meetings {
  readonly met: Population['met'];
  readonly declined: readonly (readonly [string, string])[];
  readonly noRepeatRounds: number;
}

function apart(
  people: readonly Person[],
  place: ReadonlyMap<string, number>,
  { met, declined, noRepeatRounds }: Meetings,
): { recent: Lists; apart: Lists } {
  const sets: number[][] = people.map(() => []);
  const keep = (one: number | undefined, other: number | undefined): void => {
    if (one === undefined || other === undefined || one === other) return;
    sets[one]?.push(other);
    sets[other]?.push(one);
  };
  const gathered = (): Lists => lists(sets.map((set) => [...new Set(set)].sort((a, b) => a - b)));
  for (const [one, other, ago] of met) {
    if (ago <= noRepeatRounds && noRepeatRounds > 0) keep(place.get(one), place.get(other));
  }
  const recent = gathered();
  for (const [index, { manager, blocked }] of people.entries()) {
    if (manager !== null) keep(index, place.get(manager));
    for (const id of blocked) keep(index, place.get(id));
  }
  for (const [one, other] of declined) keep(place.get(one), place.get(other));
  return { recent, apart: gathered() };
}

/** People of each skill, by class: two counting sorts, which keep the order of numbers. */
function cells(having: Lists, classOf: Int32Array, skills: number, classes: number): Cells {
  const bySkill = turned(having, skills);
  const classLists: number[][] = [];
  const memberLists: number[][] = [];
  const ofClass: number[][] = Array.from({ length: classes }, () => []);
  for (let skill = 0; skill < skills; skill += 1) {
    const touched: number[] = [];
    const end = number(bySkill.start, skill + 1);
    for (let at = number(bySkill.start, skill); at < end; at += 1) {
      const person = number(bySkill.items, at);
      const members = ofClass[number(classOf, person)] as number[];
      if (members.length === 0) touched.push(number(classOf, person));
      members.push(person);
    }
    touched.sort((a, b) => a - b);
    classLists.push(touched);
    for (const each of touched) {
      memberLists.push(ofClass[each] as number[]);
      ofClass[each] = [];
    }
  }
  return { ofSkill: lists(classLists), members: lists(memberLists) };
}

/** Lists of what is told of each, in the order told; it is told twice. */
export function listsOf(
  length: number,
  tell: (visit: (each: number, item: number) => void) => void,
): Lists {
  const start = new Int32Array(length + 1);
  tell((each) => {
    start[each + 1] = number(start, each + 1) + 1;
  });
  for (let i = 0; i < length; i += 1) start[i + 1] = number(start, i) + number(start, i + 1);
  const next = start.slice();
  const items = new Int32Array(number(start, length));
  tell((each, item) => {
    const at = number(next, each);
    items[at] = item;
    next[each] = at + 1;
  });
  return { start, items };
}

/** From "the items of each" to "who has each item". */
const turned = ({ start, items }: Lists, length: number): Lists =>
  listsOf(length, (visit) => {
    for (let i = 0; i + 1 < start.length; i += 1) {
      for (let at = number(start, i); at < number(start, i + 1); at += 1)
        visit(number(items, at), i);
    }
  });

function cellOfEach({ ofSkill, members }: Cells, shares: Lists): Int32Array {
  const result = new Int32Array(shares.items.length);
  for (let skill = 0; skill + 1 < ofSkill.start.length; skill += 1) {
    for (
      let cell = number(ofSkill.start, skill);
      cell < number(ofSkill.start, skill + 1);
      cell += 1
    ) {
      for (let at = number(members.start, cell); at < number(members.start, cell + 1); at += 1) {
        const person = number(members.items, at);
        const end = number(shares.start, person + 1);
        for (let share = number(shares.start, person); share < end; share += 1) {
          if (number(shares.items, share) === skill) result[share] = cell;
        }
      }
    }
  }
  return result;
}
