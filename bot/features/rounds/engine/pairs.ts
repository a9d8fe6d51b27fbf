import { type Lists, lengthOf, number } from '#bot/features/rounds/engine/lists';
import type { World } from '#bot/features/rounds/engine/world';

/**
 * Who shares one skill and wishes another: with it a person's swaps are read, not searched, and a
 * circle is closed with one look. A person with three shares and two wishes has six *entries*.
 */
export interface Pairs {
  /** Entries of a person: `start[person] … start[person + 1] - 1`. */
  readonly start: Int32Array;
  /** The pair of each entry. */
  readonly pair: Int32Array;
  /** The pair of those who share what the entry wishes and wish what it shares, or -1. */
  readonly partner: Int32Array;
  readonly count: number;
  /** Table for `pairOf`: pair + 1 at each place, 0 = empty. */
  readonly table: Int32Array;
  readonly share: Int32Array;
  readonly wish: Int32Array;
}

const place = (share: number, wish: number): number => {
  const h = Math.imul(share, 0x9e3779b1) ^ Math.imul(wish, 0x85ebca77);
  return h ^ (h >>> 15);
};

/**
 * The number of a pair of skills, or -1 when nobody shares the one and wishes the other.
 * Open addressing with linear probing.
 */
export function pairOf(
  { table, share, wish }: Pick<Pairs, 'table' | 'share' | 'wish'>,
  shared: number,
  wished: number,
): number {
  const mask = table.length - 1;
  for (let at = place(shared, wished) & mask; ; at = (at + 1) & mask) {
    const pair = number(table, at) - 1;
    if (pair < 0 || (number(share, pair) === shared && number(wish, pair) === wished)) return pair;
  }
}

export function pairsOf({ shares, wishes }: Pick<World, 'shares' | 'wishes'>): Pairs {
  const people = shares.start.length - 1;
  const start = new Int32Array(people + 1);
  for (let person = 0; person < people; person += 1) {
    start[person + 1] = number(start, person) + lengthOf(shares, person) * lengthOf(wishes, person);
  }
  const entries = number(start, people);
  const tables = {
    table: new Int32Array(2 ** Math.ceil(Math.log2(2 * entries + 2))),
    share: new Int32Array(entries),
    wish: new Int32Array(entries),
  };
  const pair = new Int32Array(entries);
  let count = 0;
  each(shares, wishes, (entry, shared, wished) => {
    let found = pairOf(tables, shared, wished);
    if (found < 0) {
      found = count;
      count += 1;
      insert(tables, found, shared, wished);
    }
    pair[entry] = found;
  });
  const partner = new Int32Array(entries);
  each(shares, wishes, (entry, shared, wished) => {
    partner[entry] = pairOf(tables, wished, shared);
  });
  return { start, pair, partner, count, ...tables };
}

function insert(
  { table, share, wish }: Pick<Pairs, 'table' | 'share' | 'wish'>,
  pair: number,
  shared: number,
  wished: number,
): void {
  share[pair] = shared;
  wish[pair] = wished;
  const mask = table.length - 1;
  let at = place(shared, wished) & mask;
  while (number(table, at) > 0) at = (at + 1) & mask;
  table[at] = pair + 1;
}

function each(
  shares: Lists,
  wishes: Lists,
  visit: (entry: number, shared: number, wished: number) => void,
): void {
  let entry = 0;
  for (let person = 0; person + 1 < shares.start.length; person += 1) {
    for (let s = number(shares.start, person); s < number(shares.start, person + 1); s += 1) {
      for (let w = number(wishes.start, person); w < number(wishes.start, person + 1); w += 1) {
        visit(entry, number(shares.items, s), number(wishes.items, w));
        entry += 1;
      }
    }
  }
}
