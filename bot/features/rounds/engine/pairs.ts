import { type Lists, number, type World } from '#bot/features/rounds/engine/world';

/**
 * Who shares one skill and wishes another: with it a person's swaps are read, not searched, and a
 * circle is closed with one look. Open addressing with linear probing over two keys.
 */
export interface Pairs {
  readonly mask: number;
  /** Pair number + 1 at each place of the table, 0 = empty. */
  readonly table: Int32Array;
  readonly share: Int32Array;
  readonly wish: Int32Array;
  readonly people: Lists;
}

const place = (share: number, wish: number): number => {
  const h = Math.imul(share, 0x9e3779b1) ^ Math.imul(wish, 0x85ebca77);
  return h ^ (h >>> 15);
};

/** The number of a pair of skills, or -1 when nobody shares the one and wishes the other. */
export function pairOf(
  { mask, table, share, wish }: Pairs,
  shared: number,
  wished: number,
): number {
  for (let at = place(shared, wished) & mask; ; at = (at + 1) & mask) {
    const pair = number(table, at) - 1;
    if (pair < 0 || (number(share, pair) === shared && number(wish, pair) === wished)) return pair;
  }
}

export function pairsOf({ shares, wishes }: World): Pairs {
  const people = shares.start.length - 1;
  let entries = 0;
  for (let person = 0; person < people; person += 1) {
    entries += lengthOf(shares, person) * lengthOf(wishes, person);
  }
  const mask = 2 ** Math.ceil(Math.log2(2 * entries + 1)) - 1;
  const pairs = {
    mask,
    table: new Int32Array(mask + 1),
    share: new Int32Array(entries),
    wish: new Int32Array(entries),
  };
  const known = { ...pairs, people: { start: new Int32Array(0), items: new Int32Array(0) } };
  const pairAt = new Int32Array(entries);
  const start = new Int32Array(entries + 1);
  let entry = 0;
  let count = 0;
  each(shares, wishes, (shared, wished) => {
    let pair = pairOf(known, shared, wished);
    if (pair < 0) {
      pair = count;
      count += 1;
      pairs.share[pair] = shared;
      pairs.wish[pair] = wished;
      let at = place(shared, wished) & mask;
      while (number(pairs.table, at) > 0) at = (at + 1) & mask;
      pairs.table[at] = pair + 1;
    }
    pairAt[entry] = pair;
    entry += 1;
    start[pair + 1] = number(start, pair + 1) + 1;
  });
  for (let pair = 0; pair < count; pair += 1) {
    start[pair + 1] = number(start, pair) + number(start, pair + 1);
  }
  const next = start.slice(0, count);
  const items = new Int32Array(entries);
  entry = 0;
  each(shares, wishes, (_shared, _wished, person) => {
    const pair = number(pairAt, entry);
    entry += 1;
    const position = number(next, pair);
    next[pair] = position + 1;
    items[position] = person;
  });
  return { ...pairs, people: { start: start.slice(0, count + 1), items } };
}

const lengthOf = ({ start }: Lists, i: number): number => number(start, i + 1) - number(start, i);

function each(
  shares: Lists,
  wishes: Lists,
  visit: (shared: number, wished: number, person: number) => void,
): void {
  for (let person = 0; person + 1 < shares.start.length; person += 1) {
    for (let s = number(shares.start, person); s < number(shares.start, person + 1); s += 1) {
      for (let w = number(wishes.start, person); w < number(wishes.start, person + 1); w += 1) {
        visit(number(shares.items, s), number(wishes.items, w), person);
      }
    }
  }
}
