import type { Candidates } from '#bot/features/rounds/engine/candidates';
import type { Chance } from '#bot/features/rounds/engine/chance';
import { type Lists, listsOf, number } from '#bot/features/rounds/engine/lists';
import { oneWay } from '#bot/features/rounds/engine/packing';
import { worths } from '#bot/features/rounds/engine/prices';
import { type World, worth } from '#bot/features/rounds/engine/world';

/** Which candidates are taken, changed in place: what a search moves on. */
export interface Board {
  /** Candidates in which each person learns. */
  readonly lists: Lists;
  readonly learns: Int32Array;
  /** Σ of what it is worth that those who learn now do. */
  readonly value: () => number;
  /** How many with candidates learn nothing, and one of them. */
  readonly holes: () => number;
  readonly hole: (index: number) => number;
  /** Takes a candidate for which there is room. */
  readonly put: (candidate: number) => void;
  readonly remove: (candidate: number) => void;
  readonly isTaken: (candidate: number) => boolean;
  readonly fits: (candidate: number) => boolean;
  /** Finds what is taken and in a candidate's way; which of several slots gives way is chance. */
  readonly clear: (candidate: number) => number;
  readonly way: Int32Array;
  /** By how much the value changes when a candidate takes the place of what `clear` found. */
  readonly change: (candidate: number, ways: number) => number;
  /** Everything taken. */
  readonly taken: () => Int32Array;
  /** Remembers what is taken now; goes back to it. */
  readonly save: () => void;
  readonly back: () => void;
}

/** Of an activity with three members each may hold two others with both of the rest. */
const waysMax = 9;

/** @param room slots of each person that are free */
export function board(world: World, all: Candidates, room: Int32Array, dice: Chance): Board {
  const { kind, member } = all;
  const people = world.people.length;
  const lists = learnersOf(people, all);
  const values = worths(world, all);
  const own = Float64Array.from(world.people, (_, person) => worth(world, person));
  const slots = slotsOf(people, all, room);
  /** With one slot each nobody holds two things, and nothing has to be looked for. */
  const single = room.every((free) => free <= 1);
  /** The candidate in each slot, or -1. */
  const held = new Int32Array(number(slots, people)).fill(-1);
  const saved = held.slice();
  const learns = new Int32Array(people);
  const holes = new Int32Array(people);
  const placeOf = new Int32Array(people);
  const way = new Int32Array(waysMax);
  let ways = 0;
  let hollow = 0;
  /** In an array, where it is changed in place. */
  const value = new Float64Array(1);

  const total = (): number => value[0] as number;
  const open = (person: number): void => {
    if (number(lists.start, person) === number(lists.start, person + 1)) return;
    holes[hollow] = person;
    placeOf[person] = hollow;
    hollow += 1;
  };
  const shut = (person: number): void => {
    hollow -= 1;
    const place = number(placeOf, person);
    const last = number(holes, hollow);
    holes[place] = last;
    placeOf[last] = place;
  };
  const learn = (person: number, by: number): void => {
    const before = number(learns, person);
    learns[person] = before + by;
    if (before === 0) {
      value[0] = total() + (own[person] as number);
      shut(person);
    } else if (before + by === 0) {
      value[0] = total() - (own[person] as number);
      open(person);
    }
  };
  const slotWith = (person: number, what: number): number => {
    const end = number(slots, person + 1);
    for (let at = number(slots, person); at < end; at += 1)
      if (number(held, at) === what) return at;
    return -1;
  };
  const seat = (person: number, now: number, next: number): void => {
    held[single ? number(slots, person) : slotWith(person, now)] = next;
  };
  const switched = (candidate: number, now: number, next: number, by: number): void => {
    const first = number(member, 3 * candidate);
    const second = number(member, 3 * candidate + 1);
    const third = number(member, 3 * candidate + 2);
    seat(first, now, next);
    seat(second, now, next);
    learn(second, by);
    if (number(kind, candidate) !== oneWay) learn(first, by);
    if (third < 0) return;
    seat(third, now, next);
    learn(third, by);
  };
  const has = (candidate: number, person: number): boolean =>
    number(member, 3 * candidate) === person ||
    number(member, 3 * candidate + 1) === person ||
    number(member, 3 * candidate + 2) === person;
  const several = (person: number): boolean =>
    number(slots, person + 1) - number(slots, person) > 1;

  const inTheWay = (candidate: number): void => {
    if (candidate < 0) return;
    for (let i = 0; i < ways; i += 1) if (number(way, i) === candidate) return;
    way[ways] = candidate;
    ways += 1;
  };
  const giveWay = (person: number): void => {
    const start = number(slots, person);
    if (single || !several(person)) inTheWay(number(held, start));
    else if (slotWith(person, -1) < 0) {
      inTheWay(number(held, start + dice.below(number(slots, person + 1) - start)));
    }
  };
  /** What two hold together; with one slot each it is in the way already. */
  const meeting = (a: number, b: number): number => {
    if (a < 0 || b < 0 || !several(a) || !several(b)) return -1;
    const end = number(slots, a + 1);
    for (let at = number(slots, a); at < end; at += 1) {
      if (number(held, at) >= 0 && has(number(held, at), b)) return number(held, at);
    }
    return -1;
  };

  /** Counts those who would learn, without seating anybody; told what begins and what ends. */
  const counted = (candidate: number, by: number): number => {
    let sum = 0;
    for (let place = 0; place < 3; place += 1) {
      const person = number(member, 3 * candidate + place);
      if (person < 0 || (place === 0 && number(kind, candidate) === oneWay)) continue;
      const before = number(learns, person);
      learns[person] = before + by;
      if (before === 0 || before + by === 0) sum += by * (own[person] as number);
    }
    return sum;
  };
  const change = (candidate: number, count: number): number => {
    let sum = 0;
    if (single) {
      for (let i = 0; i < count; i += 1) sum -= values[number(way, i)] as number;
      return sum + (values[candidate] as number);
    }
    for (let i = 0; i < count; i += 1) sum += counted(number(way, i), -1);
    sum += counted(candidate, 1);
    counted(candidate, -1);
    for (let i = 0; i < count; i += 1) counted(number(way, i), 1);
    return sum;
  };

  const put = (candidate: number): void => switched(candidate, -1, candidate, 1);
  const remove = (candidate: number): void => switched(candidate, candidate, -1, -1);
  const distinct = (what: Int32Array): Int32Array =>
    Int32Array.from(new Set(what)).filter((candidate) => candidate >= 0);

  for (let person = 0; person < people; person += 1) open(person);
  return {
    lists,
    learns,
    value: total,
    holes: () => hollow,
    hole: (index) => number(holes, index),
    put,
    remove,
    isTaken: (candidate) => slotWith(number(member, 3 * candidate), candidate) >= 0,
    fits: (candidate) => {
      const a = number(member, 3 * candidate);
      const b = number(member, 3 * candidate + 1);
      const c = number(member, 3 * candidate + 2);
      if (slotWith(a, -1) < 0 || slotWith(b, -1) < 0 || (c >= 0 && slotWith(c, -1) < 0)) {
        return false;
      }
      return meeting(a, b) < 0 && meeting(b, c) < 0 && meeting(a, c) < 0;
    },
    clear: (candidate) => {
      const a = number(member, 3 * candidate);
      const b = number(member, 3 * candidate + 1);
      const c = number(member, 3 * candidate + 2);
      ways = 0;
      giveWay(a);
      giveWay(b);
      if (c >= 0) giveWay(c);
      if (single) return ways;
      inTheWay(meeting(a, b));
      inTheWay(meeting(b, c));
      inTheWay(meeting(a, c));
      return ways;
    },
    way,
    change,
    taken: () => distinct(held),
    save: () => saved.set(held),
    back: () => {
      for (const candidate of distinct(held)) remove(candidate);
      for (const candidate of distinct(saved)) put(candidate);
    },
  };
}

function learnersOf(people: number, { count, kind, member }: Candidates): Lists {
  return listsOf(people, (visit) => {
    for (let i = 0; i < count; i += 1) {
      visit(number(member, 3 * i + 1), i);
      if (number(kind, i) === oneWay) continue;
      visit(number(member, 3 * i), i);
      const third = number(member, 3 * i + 2);
      if (third >= 0) visit(third, i);
    }
  });
}

/** Where each person's slots begin; no more of them than candidates that could take them. */
function slotsOf(people: number, { member }: Candidates, room: Int32Array): Int32Array {
  const wanted = new Int32Array(people);
  for (const person of member) if (person >= 0) wanted[person] = number(wanted, person) + 1;
  const start = new Int32Array(people + 1);
  for (let p = 0; p < people; p += 1) {
    start[p + 1] = number(start, p) + Math.min(number(wanted, p), number(room, p));
  }
  return start;
}
