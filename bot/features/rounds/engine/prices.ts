import type { Candidates } from '#bot/features/rounds/engine/candidates';
import { number } from '#bot/features/rounds/engine/lists';
import { circle, oneWay } from '#bot/features/rounds/engine/packing';
import { type World, worth } from '#bot/features/rounds/engine/world';

/** What each candidate is worth: Σ over those who learn in it. */
export function worths(world: World, { count, kind, member }: Candidates): Float64Array {
  const values = new Float64Array(count);
  for (let i = 0; i < count; i += 1) {
    let value = worth(world, number(member, 3 * i + 1));
    if (number(kind, i) !== oneWay) value += worth(world, number(member, 3 * i));
    if (number(kind, i) === circle) value += worth(world, number(member, 3 * i + 2));
    values[i] = value;
  }
  return values;
}

export interface Priced {
  /** What each candidate brings beyond the prices of what it takes, in parts of what its heaviest member is. */
  readonly surplus: Float64Array;
  /** No packing of the candidates is worth more. */
  readonly bound: number;
  /** Of a slot of each person, then of each one's learning. */
  readonly prices: Float64Array;
}

/** How far prices move in a step, in parts of a person's worth: at first, and how much less at last. */
const pace = 0.1;
const cooling = 0.985 ** 300;

/**
 * What each candidate brings beyond the prices of what it takes: near 0 for those that good rounds
 * are made of, far below for the others. Each slot of a person has a price, and with several slots
 * their learning has one (it counts once). The prices are those of the Lagrangian relaxation of the
 * packing, found by subgradient steps (Held and Karp 1971; Fisher, Management Science 27, 1981):
 * what more candidates want than can have it gets dearer, what is left over cheaper.
 */
export function priced(world: World, all: Candidates, room: Int32Array, steps: number): Priced {
  const { count, kind, member } = all;
  const values = worths(world, all);
  const people = world.people.length;
  // The price of a slot at `person`, of learning at `people + person`.
  const price = new Float64Array(2 * people);
  for (let p = 0; p < people; p += 1) price[p] = worth(world, p) / 2;
  const supply = new Int32Array(2 * people).fill(1);
  supply.set(room);
  const left = new Int32Array(2 * people);
  const several = room.some((slots) => slots > 1);

  const surplusOf = (i: number): number => {
    const a = number(member, 3 * i);
    const b = number(member, 3 * i + 1);
    const c = number(member, 3 * i + 2);
    let sum = (values[i] as number) - (price[a] as number) - (price[b] as number);
    if (c >= 0) sum -= price[c] as number;
    if (!several) return sum;
    sum -= price[people + b] as number;
    if (number(kind, i) !== oneWay) sum -= price[people + a] as number;
    return c >= 0 ? sum - (price[people + c] as number) : sum;
  };
  const use = (at: number): void => {
    left[at] = number(left, at) - 1;
  };
  const take = (i: number): void => {
    const a = number(member, 3 * i);
    const b = number(member, 3 * i + 1);
    const c = number(member, 3 * i + 2);
    use(a);
    use(b);
    if (c >= 0) use(c);
    if (!several) return;
    use(people + b);
    if (number(kind, i) !== oneWay) use(people + a);
    if (c >= 0) use(people + c);
  };

  let bound = Number.POSITIVE_INFINITY;
  const best = price.slice();
  for (let step = 0; step < steps; step += 1) {
    left.set(supply);
    let cost = 0;
    for (let at = 0; at < 2 * people; at += 1) cost += (price[at] as number) * number(supply, at);
    for (let i = 0; i < count; i += 1) {
      const surplus = surplusOf(i);
      if (surplus <= 0) continue;
      cost += surplus;
      take(i);
    }
    if (cost < bound) {
      bound = cost;
      best.set(price);
    }
    const move = pace * cooling ** (step / steps);
    for (let at = 0; at < 2 * people; at += 1) {
      const person = at < people ? at : at - people;
      if (at >= people && number(room, person) < 2) continue;
      const weight = worth(world, person);
      const change = move * Math.max(-4, Math.min(4, number(left, at))) * weight;
      // To learn again is worth nothing, but never less.
      const most = at < people ? Number.POSITIVE_INFINITY : weight;
      price[at] = Math.min(most, Math.max(0, (price[at] as number) - change));
    }
  }
  price.set(best);
  const surplus = new Float64Array(count);
  for (let i = 0; i < count; i += 1) {
    const heaviest = Math.max(
      worth(world, number(member, 3 * i)),
      worth(world, number(member, 3 * i + 1)),
      number(member, 3 * i + 2) < 0 ? 1 : worth(world, number(member, 3 * i + 2)),
    );
    surplus[i] = surplusOf(i) / heaviest;
  }
  return { surplus, bound, prices: price };
}
