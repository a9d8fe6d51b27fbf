import {
  add,
  circle,
  oneWay,
  type Packing,
  swap,
  together,
} from '#bot/features/rounds/engine/packing';
import { type Pairs, pairOf } from '#bot/features/rounds/engine/pairs';
import { mayMeet, number, type World } from '#bot/features/rounds/engine/world';

/** Whether two people could begin something together now. */
const fits = (packing: Packing, a: number, b: number): boolean =>
  number(packing.room, b) > 0 && mayMeet(packing.world, a, b) && !together(packing, a, b);

/** Begins a swap for somebody with room, with the first person found who has room too. */
function trySwap(packing: Packing, pairs: Pairs, person: number): boolean {
  const { shares, wishes } = packing.world;
  for (let w = number(wishes.start, person); w < number(wishes.start, person + 1); w += 1) {
    for (let s = number(shares.start, person); s < number(shares.start, person + 1); s += 1) {
      const pair = pairOf(pairs, number(wishes.items, w), number(shares.items, s));
      if (pair < 0) continue;
      const end = number(pairs.people.start, pair + 1);
      for (let at = number(pairs.people.start, pair); at < end; at += 1) {
        const other = number(pairs.people.items, at);
        if (other === person || !fits(packing, person, other)) continue;
        add(packing, swap, person, other, -1);
        return true;
      }
    }
  }
  return false;
}

/** Begins a circle: `teacher` teaches the person, `third` teaches the teacher. */
function tryCircle(packing: Packing, pairs: Pairs, person: number): boolean {
  return eachOpenTeacher(packing, person, false, (teacher) => {
    const third = closing(packing, pairs, teacher, person);
    if (third < 0) return false;
    add(packing, circle, teacher, person, third);
    return true;
  });
}

function closing(packing: Packing, pairs: Pairs, teacher: number, person: number): number {
  const { shares, wishes } = packing.world;
  for (let w = number(wishes.start, teacher); w < number(wishes.start, teacher + 1); w += 1) {
    for (let s = number(shares.start, person); s < number(shares.start, person + 1); s += 1) {
      const pair = pairOf(pairs, number(wishes.items, w), number(shares.items, s));
      if (pair < 0) continue;
      const end = number(pairs.people.start, pair + 1);
      for (let at = number(pairs.people.start, pair); at < end; at += 1) {
        const third = number(pairs.people.items, at);
        if (third === person || third === teacher) continue;
        if (fits(packing, person, third) && fits(packing, teacher, third)) return third;
      }
    }
  }
  return -1;
}

/** Begins a one-way in which somebody with room, who said yes to it, teaches the person. */
function tryOneWay(packing: Packing, person: number): boolean {
  return eachOpenTeacher(packing, person, true, (teacher) => {
    add(packing, oneWay, teacher, person, -1);
    return true;
  });
}

/** Calls with those who have room and could teach the person, until one call says true. */
function eachOpenTeacher(
  packing: Packing,
  person: number,
  willing: boolean,
  take: (teacher: number) => boolean,
): boolean {
  const { world, open, room } = packing;
  const { wishes, teachers, classOf, classes, quarters } = world;
  const own = number(classOf, person) * classes;
  for (let w = number(wishes.start, person); w < number(wishes.start, person + 1); w += 1) {
    const skill = number(wishes.items, w);
    const cells = number(teachers.ofSkill.start, skill + 1);
    for (let cell = number(teachers.ofSkill.start, skill); cell < cells; cell += 1) {
      if (willing && number(open, cell) === 0) continue;
      if (number(quarters, own + number(teachers.ofSkill.items, cell)) < 0) continue;
      const end = number(teachers.members.start, cell + 1);
      for (let at = number(teachers.members.start, cell); at < end; at += 1) {
        const teacher = number(teachers.members.items, at);
        if (number(room, teacher) === 0 || (willing && number(world.willing, teacher) === 0)) {
          continue;
        }
        if (fits(packing, person, teacher) && take(teacher)) return true;
      }
    }
  }
  return false;
}

/** Fills the room there is: swaps first, then circles, then one-ways; who waited longest first. */
export function fill(packing: Packing, pairs: Pairs): void {
  const order = byNeed(packing.world);
  const needs = (person: number): boolean =>
    number(packing.learns, person) === 0 && number(packing.room, person) > 0;
  for (const person of order) if (needs(person)) trySwap(packing, pairs, person);
  for (const person of order) if (needs(person)) tryCircle(packing, pairs, person);
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
