import { number, type World } from '#bot/features/rounds/engine/world';

/** Kinds as numbers, in the order in which the objective prefers them. */
export const swap = 0;
export const circle = 1;
export const oneWay = 2;

/**
 * Activities packed into people's slots, changed in place. An activity has three places for
 * members; in a swap the first two are taken and teach each other, in a one-way the first teaches
 * the second, in a circle each teaches the next and the last the first. The place of a member,
 * `3 × activity + 0…2`, chains the activities of one person.
 */
export interface Packing {
  readonly world: World;
  readonly kind: Int32Array;
  /** Person at each place, -1 = none. */
  readonly member: Int32Array;
  /** First place of a person, -1 = none; then the next at each place. */
  readonly first: Int32Array;
  readonly next: Int32Array;
  readonly room: Int32Array;
  readonly learns: Int32Array;
  readonly teaches: Int32Array;
  /** In each teachers' cell, willing people with room: where a one-way may still come from. */
  readonly open: Int32Array;
  /** Activities not in use, from the back. */
  readonly spare: Int32Array;
  spares: number;
}

export function emptyPacking(world: World): Packing {
  const people = world.people.length;
  // Every activity has somebody who learns in it and in it alone when it begins.
  const most = 2 * people + 1;
  const packing: Packing = {
    world,
    kind: new Int32Array(most),
    member: new Int32Array(3 * most).fill(-1),
    first: new Int32Array(people).fill(-1),
    next: new Int32Array(3 * most).fill(-1),
    room: world.slots.slice(),
    learns: new Int32Array(people),
    teaches: new Int32Array(people),
    open: new Int32Array(world.teachers.ofSkill.items.length),
    spare: Int32Array.from({ length: most }, (_, index) => most - 1 - index),
    spares: most,
  };
  for (let person = 0; person < people; person += 1) {
    if (number(world.willing, person) === 1) count(packing, person, 1);
  }
  return packing;
}

function count({ world, open }: Packing, person: number, by: number): void {
  const end = number(world.shares.start, person + 1);
  for (let at = number(world.shares.start, person); at < end; at += 1) {
    const cell = number(world.shareCell, at);
    open[cell] = number(open, cell) + by;
  }
}

/** Leaves a person what they have: no activity can take them any more. */
export function close(packing: Packing, person: number): void {
  if (number(packing.room, person) === 0) return;
  packing.room[person] = 0;
  if (number(packing.world.willing, person) === 1) count(packing, person, -1);
}

/** Begins an activity; everybody must have room. `c` is -1 but in a circle. */
export function add(packing: Packing, kind: number, a: number, b: number, c: number): number {
  packing.spares -= 1;
  const activity = number(packing.spare, packing.spares);
  packing.kind[activity] = kind;
  enter(packing, 3 * activity, a);
  enter(packing, 3 * activity + 1, b);
  if (c >= 0) enter(packing, 3 * activity + 2, c);
  tally(packing, activity, 1);
  return activity;
}

function enter(packing: Packing, place: number, person: number): void {
  packing.member[place] = person;
  packing.next[place] = number(packing.first, person);
  packing.first[person] = place;
  const room = number(packing.room, person) - 1;
  packing.room[person] = room;
  if (room === 0 && number(packing.world.willing, person) === 1) count(packing, person, -1);
}

function tally({ kind, member, learns, teaches }: Packing, activity: number, by: number): void {
  const place = 3 * activity;
  const a = number(member, place);
  const b = number(member, place + 1);
  const c = number(member, place + 2);
  teaches[a] = number(teaches, a) + by;
  learns[b] = number(learns, b) + by;
  if (number(kind, activity) === oneWay) return;
  learns[a] = number(learns, a) + by;
  teaches[b] = number(teaches, b) + by;
  if (c < 0) return;
  learns[c] = number(learns, c) + by;
  teaches[c] = number(teaches, c) + by;
}

/** Whether two people already meet in this round. */
export function together({ first, next, member }: Packing, a: number, b: number): boolean {
  for (let place = number(first, a); place >= 0; place = number(next, place)) {
    const start = place - (place % 3);
    for (let other = start; other < start + 3; other += 1) {
      if (number(member, other) === b) return true;
    }
  }
  return false;
}
