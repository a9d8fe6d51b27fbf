import { number } from '#bot/features/rounds/engine/lists';
import {
  add,
  circle,
  oneWay,
  type Packing,
  swap,
  together,
} from '#bot/features/rounds/engine/packing';
import { pairOf } from '#bot/features/rounds/engine/pairs';
import { mayMeet, type World } from '#bot/features/rounds/engine/world';

// What can be begun with people who have room, and nothing else given up for it.

/** Whether two people could begin something together now, if the first has room. */
const fits = (packing: Packing, a: number, b: number): boolean =>
  number(packing.room, b) > 0 && mayMeet(packing.world, a, b) && !together(packing, a, b);

/** Begins a swap for somebody with room. */
function trySwap(packing: Packing, person: number): boolean {
  const { pairs, byPair, pairOwner } = packing;
  const entries = number(pairs.start, person + 1);
  for (let entry = number(pairs.start, person); entry < entries; entry += 1) {
    const partner = number(pairs.partner, entry);
    if (partner < 0) continue;
    const start = number(byPair.start, partner);
    const end = start + number(byPair.front, partner);
    for (let at = start; at < end; at += 1) {
      const other = number(pairOwner, number(byPair.entry, at));
      if (!fits(packing, person, other)) continue;
      add(packing, swap, person, other, -1);
      return true;
    }
  }
  return false;
}

/** Begins a circle: a teacher teaches the person, a third teaches the teacher. */
function tryCircle(packing: Packing, person: number): boolean {
  return someOpenTeacher(packing, person, (teacher) => {
    const third = closing(packing, teacher, person);
    if (third < 0) return false;
    add(packing, circle, teacher, person, third);
    return true;
  });
}

function closing(packing: Packing, teacher: number, person: number): number {
  const { pairs, byPair, pairOwner } = packing;
  const { shares, wishes } = packing.world;
  for (let w = number(wishes.start, teacher); w < number(wishes.start, teacher + 1); w += 1) {
    for (let s = number(shares.start, person); s < number(shares.start, person + 1); s += 1) {
      const pair = pairOf(pairs, number(wishes.items, w), number(shares.items, s));
      if (pair < 0) continue;
      const start = number(byPair.start, pair);
      const end = start + number(byPair.front, pair);
      for (let at = start; at < end; at += 1) {
        const third = number(pairOwner, number(byPair.entry, at));
        if (fits(packing, person, third) && fits(packing, teacher, third)) return third;
      }
    }
  }
  return -1;
}

/** Begins a one-way in which somebody with room, who said yes to it, teaches the person. */
function tryOneWay(packing: Packing, person: number): boolean {
  return someOpenTeacher(packing, person, (teacher) => {
    if (number(packing.world.willing, teacher) === 0) return false;
    add(packing, oneWay, teacher, person, -1);
    return true;
  });
}

/** Calls with those who have room and could teach the person, until one call says it began. */
function someOpenTeacher(
  packing: Packing,
  person: number,
  begin: (teacher: number) => boolean,
): boolean {
  const { world, byCell, shareOwner } = packing;
  const { wishes, teachers, classOf } = world;
  const own = number(classOf, person);
  for (let w = number(wishes.start, person); w < number(wishes.start, person + 1); w += 1) {
    const skill = number(wishes.items, w);
    const cells = number(teachers.ofSkill.start, skill + 1);
    for (let cell = number(teachers.ofSkill.start, skill); cell < cells; cell += 1) {
      if (number(byCell.front, cell) === 0) continue;
      if (world.quarters(own, number(teachers.ofSkill.items, cell)) < 0) continue;
      const start = number(byCell.start, cell);
      const end = start + number(byCell.front, cell);
      for (let at = start; at < end; at += 1) {
        const teacher = number(shareOwner, number(byCell.entry, at));
        if (fits(packing, person, teacher) && begin(teacher)) return true;
      }
    }
  }
  return false;
}

/** Fills the room there is: swaps first, then circles, then one-ways; who waited longest first. */
export function fill(packing: Packing): void {
  const order = byNeed(packing.world);
  const needs = (person: number): boolean =>
    number(packing.learns, person) === 0 && number(packing.room, person) > 0;
  for (const person of order) if (needs(person)) trySwap(packing, person);
  for (const person of order) if (needs(person)) tryCircle(packing, person);
  for (const person of order) if (needs(person)) tryOneWay(packing, person);
}

/** Those who waited longest first, then those whom the fewest people can teach. */
function byNeed(world: World): Int32Array {
  const { people, weight, wishes, teachers } = world;
  const supply = Int32Array.from(people, (_, person) => {
    let sum = 0;
    for (let w = number(wishes.start, person); w < number(wishes.start, person + 1); w += 1) {
      const skill = number(wishes.items, w);
      sum +=
        number(teachers.members.start, number(teachers.ofSkill.start, skill + 1)) -
        number(teachers.members.start, number(teachers.ofSkill.start, skill));
    }
    return sum;
  });
  return Int32Array.from(people.keys()).sort(
    (a, b) =>
      number(weight, b) - number(weight, a) || number(supply, a) - number(supply, b) || a - b,
  );
}
