import { number, owners } from '#bot/features/rounds/engine/lists';
import { type Pairs, pairsOf } from '#bot/features/rounds/engine/pairs';
import { type Shelf, shelf, turnBack } from '#bot/features/rounds/engine/shelf';
import type { World } from '#bot/features/rounds/engine/world';

/** Kinds as numbers, in the order in which the objective prefers them. */
export const swap = 0;
export const circle = 1;
export const oneWay = 2;

/**
 * Activities packed into people's slots. An activity has three places for members; in a swap the
 * first two are taken and teach each other, in a one-way the first teaches the second, in a circle
 * each teaches the next and the last the first. The place of a member, `3 × activity + 0…2`, chains
 * the activities of one person. The shelves have those with room in front.
 */
export interface Packing {
  readonly world: World;
  readonly pairs: Pairs;
  /** Entries of `pairs`, by pair, and whose they are. */
  readonly byPair: Shelf;
  readonly pairOwner: Int32Array;
  /** Shares (positions in `world.shares.items`) by teachers' cell, and whose they are. */
  readonly byCell: Shelf;
  readonly shareOwner: Int32Array;
  /** Kind of each activity. */
  readonly kind: number[];
  /** Person at each place, -1 = none; the next place of the same person, -1 = none. */
  readonly member: number[];
  readonly next: number[];
  /** First place of each person, -1 = none. */
  readonly first: Int32Array;
  readonly room: Int32Array;
  readonly learns: Int32Array;
}

export function emptyPacking(world: World): Packing {
  const people = world.people.length;
  const pairs = pairsOf(world);
  return {
    world,
    pairs,
    byPair: shelf(pairs.pair, pairs.count),
    pairOwner: owners(pairs.start),
    byCell: shelf(world.shareCell, world.teachers.ofSkill.items.length),
    shareOwner: owners(world.shares.start),
    kind: [],
    member: [],
    next: [],
    first: new Int32Array(people).fill(-1),
    room: world.slots.slice(),
    learns: new Int32Array(people),
  };
}

/** Leaves a person what they have: no activity can take them any more. */
export function close(packing: Packing, person: number): void {
  if (number(packing.room, person) > 0) stepBack(packing, person);
  packing.room[person] = 0;
}

/** Begins an activity; everybody must have room. `c` is -1 but in a circle. */
export function add(packing: Packing, kind: number, a: number, b: number, c: number): void {
  packing.kind.push(kind);
  for (const person of [a, b, c]) enter(packing, person);
  learn(packing, b);
  if (kind !== oneWay) learn(packing, a);
  if (c >= 0) learn(packing, c);
}

function enter(packing: Packing, person: number): void {
  const place = packing.member.push(person) - 1;
  packing.next.push(person < 0 ? -1 : number(packing.first, person));
  if (person < 0) return;
  packing.first[person] = place;
  const room = number(packing.room, person) - 1;
  packing.room[person] = room;
  if (room === 0) stepBack(packing, person);
}

function learn({ learns }: Packing, person: number): void {
  learns[person] = number(learns, person) + 1;
}

/** Puts everything of a person behind what those with room have. */
function stepBack({ world, pairs, byPair, byCell }: Packing, person: number): void {
  const entries = number(pairs.start, person + 1);
  for (let entry = number(pairs.start, person); entry < entries; entry += 1) {
    turnBack(byPair, entry);
  }
  const shares = number(world.shares.start, person + 1);
  for (let share = number(world.shares.start, person); share < shares; share += 1) {
    turnBack(byCell, share);
  }
}

/** Whether two people already meet in this round. */
export function together({ first, next, member }: Packing, a: number, b: number): boolean {
  for (let place = number(first, a); place >= 0; place = next[place] ?? -1) {
    const start = place - (place % 3);
    if (member[start] === b || member[start + 1] === b || member[start + 2] === b) return true;
  }
  return false;
}
