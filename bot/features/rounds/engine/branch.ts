import type { Candidates } from '#bot/features/rounds/engine/candidates';
import { type Lists, listsOf, number } from '#bot/features/rounds/engine/lists';

export interface Improving {
  /** What each candidate is worth. */
  readonly values: Float64Array;
  /** Of each person's slot; any will do, good ones make it short. */
  readonly prices: Float64Array;
  /** What is to be bettered. */
  readonly value: number;
  /** Candidates looked at before it is given up. */
  readonly looks: number;
}

/**
 * A packing worth more than one that is known, of people with one slot each; undefined when there is
 * none, or none was found. Branch and bound (Land and Doig, Econometrica 28, 1960): prices at which
 * no candidate brings more than it costs bound every packing by their sum, and what a packing falls
 * short of it is the price of the slots left empty and what its candidates cost beyond their worth.
 * Little of that may be lost, so nearly everything is decided by the first few people.
 */
export function better(
  people: number,
  { count, member }: Candidates,
  { values, prices, value, looks }: Improving,
): number[] | undefined {
  const price = prices.slice(0, people);
  const eachOf = (i: number, visit: (person: number) => void): void => {
    for (let place = 3 * i; place < 3 * i + 3; place += 1) {
      if (number(member, place) >= 0) visit(number(member, place));
    }
  };
  /** What a candidate costs beyond its worth. */
  const lossOf = (i: number): number => {
    let loss = -(values[i] as number);
    eachOf(i, (person) => {
      loss += price[person] as number;
    });
    return loss;
  };
  tighten(price, membersOf(people, count, eachOf), lossOf);

  const sum = price.reduce((a, b) => a + b, 0);
  // Values are whole numbers: one more is the least gain.
  let most = sum - value - 1 + 1e-6;
  const loss = new Float64Array(count);
  for (let i = 0; i < count; i += 1) loss[i] = Math.max(0, lossOf(i));
  const near = membersOf(people, count, (i, visit) => {
    if ((loss[i] as number) <= most) eachOf(i, visit);
  });
  const decided = new Uint8Array(people);
  const chosen: number[] = [];
  let best: number[] | undefined;
  let left = looks;

  const free = (i: number): boolean => {
    let all = true;
    eachOf(i, (person) => {
      if (decided[person] === 1) all = false;
    });
    return all;
  };
  const options = (person: number, lost: number): number[] => {
    const found: number[] = [];
    for (let at = number(near.start, person); at < number(near.start, person + 1); at += 1) {
      const i = number(near.items, at);
      left -= 1;
      if (lost + (loss[i] as number) <= most && free(i)) found.push(i);
    }
    return found;
  };
  const none = -1;
  /** What may become of the person of whom the least may; undefined when everybody is decided. */
  const narrowest = (lost: number): { person: number; ways: number[] } | undefined => {
    let found: { person: number; ways: number[] } | undefined;
    for (let person = 0; person < people; person += 1) {
      if (decided[person] === 1) continue;
      const ways = options(person, lost);
      if (lost + (price[person] as number) <= most) ways.push(none);
      if (found === undefined || ways.length < found.ways.length) found = { person, ways };
      if (ways.length < 2) break;
    }
    return found;
  };
  const costOf = (way: number, person: number): number =>
    (way === none ? price[person] : loss[way]) as number;
  const go = (lost: number): void => {
    const next = narrowest(lost);
    if (next === undefined) {
      best = [...chosen];
      most = lost - 1 + 1e-6;
      return;
    }
    const { person, ways } = next;
    ways.sort((a, b) => costOf(a, person) - costOf(b, person) || a - b);
    for (const way of ways) {
      const after = lost + costOf(way, person);
      if (left < 0 || after > most) return;
      const settle = (to: number): void => {
        decided[person] = to;
        if (way === none) return;
        eachOf(way, (one) => {
          decided[one] = to;
        });
      };
      settle(1);
      if (way !== none) chosen.push(way);
      go(after);
      if (way !== none) chosen.pop();
      settle(0);
    }
  };
  if (most >= 0) go(0);
  return best;
}

const membersOf = (
  people: number,
  count: number,
  eachOf: (i: number, visit: (person: number) => void) => void,
): Lists =>
  listsOf(people, (visit) => {
    for (let i = 0; i < count; i += 1) eachOf(i, (person) => visit(person, i));
  });

/** Raises prices until nothing brings more than it costs, then lowers each as far as that allows. */
function tighten(
  price: Float64Array,
  { start, items }: Lists,
  lossOf: (i: number) => number,
): void {
  const least = (person: number): number => {
    let loss = price[person] as number;
    for (let at = number(start, person); at < number(start, person + 1); at += 1) {
      loss = Math.min(loss, lossOf(number(items, at)));
    }
    return loss;
  };
  const move = (person: number, by: number): void => {
    price[person] = (price[person] as number) - by;
  };
  for (const [person] of price.entries()) {
    const loss = least(person);
    if (loss < 0) move(person, loss / 2);
  }
  for (const [person] of price.entries()) move(person, least(person));
}
