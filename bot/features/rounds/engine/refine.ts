import type { Board } from '#bot/features/rounds/engine/board';
import type { Candidates } from '#bot/features/rounds/engine/candidates';
import type { Chance } from '#bot/features/rounds/engine/chance';
import { holds, lengthOf, number } from '#bot/features/rounds/engine/lists';
import { circle, oneWay, swap } from '#bot/features/rounds/engine/packing';
import type { World } from '#bot/features/rounds/engine/world';

/**
 * What decides between rounds in which the same people learn, one after the other: people who both
 * give and receive, swaps, circles, lessons across teams, quarters of an hour in common, lessons of
 * two who met before, a hash. One whole number a candidate: each digit has room for the change of
 * some twenty lessons.
 */
export function ranks(
  world: World,
  { count, kind, member }: Candidates,
  seed: number,
): Float64Array {
  const { team, classOf, known } = world;
  const found = new Float64Array(count);
  for (let i = 0; i < count; i += 1) {
    const of = number(kind, i);
    let across = 0;
    let common = 0;
    let again = 0;
    const lesson = (a: number, b: number): void => {
      if (number(team, a) !== number(team, b)) across += 1;
      common += world.quarters(number(classOf, a), number(classOf, b));
      if (holds(known, a, b)) again += 1;
    };
    const [a, b, c] = [3 * i, 3 * i + 1, 3 * i + 2].map((at) => number(member, at)) as [
      number,
      number,
      number,
    ];
    lesson(a, b);
    if (of === swap) lesson(b, a);
    if (of === circle) {
      lesson(b, c);
      lesson(c, a);
    }
    const both = of === oneWay ? 0 : of + 2;
    let rank = both * 32 + (of === swap ? 1 : 0);
    rank = rank * 32 + (of === circle ? 1 : 0);
    rank = rank * 64 + across;
    rank = rank * 4096 + common;
    rank = rank * 32 - again;
    found[i] = rank * 4096 + hash(seed, a, b, c);
  }
  return found;
}

/** Seven bits. */
function hash(seed: number, a: number, b: number, c: number): number {
  let h = Math.imul(seed ^ a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca77) ^ Math.imul(c, 0xc2b2ae3d);
  h = Math.imul(h ^ (h >>> 15), 0x27d4eb2f);
  return (h ^ (h >>> 13)) & 127;
}

/** What a person who both gives and receives counts in a rank. */
const onePerson = 32 * 32 * 64 * 4096 * 32 * 4096;

export interface Refining {
  /** Candidates looked at. */
  readonly steps: number;
  /**
   * From and to, in people who both give and receive: a loss of rank as large is kept about once in
   * three times. 0 = none ever is.
   */
  readonly heat: readonly [number, number];
}

/** Candidates looked at to find somebody another place. */
const houseLooks = 60;

/**
 * Makes a packing better in rank and never worse in value: take a random candidate, remove what is
 * in its way, find those who lost their place another one, and undo it all unless it was for good,
 * or, with heat, for what may turn out good; the best that was met is kept.
 */
export function refine(
  on: Board,
  { member }: Candidates,
  rank: Float64Array,
  dice: Chance,
  { steps, heat: [from, until] }: Refining,
): void {
  const { lists, learns, way } = on;
  const candidates = rank.length;
  const removed: number[] = [];
  const put: number[] = [];
  let gain = 0;
  const take = (candidate: number): void => {
    on.put(candidate);
    put.push(candidate);
    gain += rank[candidate] as number;
  };
  const house = (person: number): void => {
    let best = -1;
    const start = number(lists.start, person);
    const all = lengthOf(lists, person);
    const turn = all > houseLooks ? dice.below(all) : 0;
    for (let i = 0; i < Math.min(all, houseLooks); i += 1) {
      const candidate = number(lists.items, start + ((turn + i) % all));
      const better = best < 0 || (rank[candidate] as number) > (rank[best] as number);
      if (better && on.fits(candidate)) best = candidate;
    }
    if (best >= 0) take(best);
  };
  let heat = 0;
  const worthIt = (before: number): boolean => {
    if (on.value() !== before) return on.value() > before;
    return gain >= 0 || (heat > 0 && dice.below(2 ** 20) < 2 ** 20 * Math.exp(gain / heat));
  };
  // Since the beginning: by how much the rank is better now, and was at its best.
  let rise = 0;
  let highest = 0;
  let value = on.value();
  on.save();
  for (let step = 0; step < steps && candidates > 0; step += 1) {
    if (step % 256 === 0 && from > 0) heat = onePerson * from * (until / from) ** (step / steps);
    const candidate = dice.below(candidates);
    if (on.isTaken(candidate)) continue;
    const before = on.value();
    removed.length = 0;
    put.length = 0;
    gain = 0;
    const ways = on.clear(candidate);
    for (let i = 0; i < ways; i += 1) {
      const other = number(way, i);
      removed.push(other);
      gain -= rank[other] as number;
      on.remove(other);
    }
    take(candidate);
    for (const other of removed) {
      for (let place = 3 * other; place < 3 * other + 3; place += 1) {
        const person = number(member, place);
        if (person >= 0 && number(learns, person) === 0) house(person);
      }
    }
    if (!worthIt(before)) {
      for (const other of put) on.remove(other);
      for (const other of removed) on.put(other);
      continue;
    }
    rise += gain;
    if (from === 0 || (on.value() === value && rise <= highest)) continue;
    highest = rise;
    value = on.value();
    on.save();
  }
  if (from > 0 && rise < highest) on.back();
}
