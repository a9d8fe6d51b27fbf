import { number } from '#bot/features/rounds/engine/lists';

/**
 * Lists whose entries are in front or, once turned, behind: entry `e` is on list `list[e]`;
 * positions `start[l] … start[l] + front[l] - 1` hold the entries in front.
 */
export interface Shelf {
  readonly start: Int32Array;
  readonly front: Int32Array;
  readonly entry: Int32Array;
  readonly position: Int32Array;
  readonly list: Int32Array;
}

/** Every entry begins in front. */
export function shelf(list: Int32Array, lists: number): Shelf {
  const start = new Int32Array(lists + 1);
  for (const each of list) start[each + 1] = number(start, each + 1) + 1;
  for (let i = 0; i < lists; i += 1) start[i + 1] = number(start, i) + number(start, i + 1);
  const front = new Int32Array(lists);
  const entry = new Int32Array(list.length);
  const position = new Int32Array(list.length);
  for (let e = 0; e < list.length; e += 1) {
    const at = number(list, e);
    const free = number(start, at) + number(front, at);
    front[at] = number(front, at) + 1;
    entry[free] = e;
    position[e] = free;
  }
  return { start, front, entry, position, list };
}

/** Moves an entry from the front of its list behind the others. */
export function turnBack({ start, front, entry, position, list }: Shelf, e: number): void {
  const at = number(list, e);
  const last = number(start, at) + number(front, at) - 1;
  const other = number(entry, last);
  const from = number(position, e);
  entry[from] = other;
  position[other] = from;
  entry[last] = e;
  position[e] = last;
  front[at] = number(front, at) - 1;
}

/** How many entries a list has, on both sides. */
export const sizeOf = ({ start }: Shelf, list: number): number =>
  number(start, list + 1) - number(start, list);
