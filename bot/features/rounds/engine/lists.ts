/** Lists of whole numbers end to end: list `i` is `items[start[i]] … items[start[i + 1] - 1]`. */
export interface Lists {
  readonly start: Int32Array;
  readonly items: Int32Array;
}

export const number = (array: Int32Array, index: number): number => array[index] as number;

/** Lists of plain arrays. */
export function lists(all: readonly (readonly number[])[]): Lists {
  const start = new Int32Array(all.length + 1);
  for (const [index, list] of all.entries()) start[index + 1] = number(start, index) + list.length;
  const items = new Int32Array(number(start, all.length));
  for (const [index, list] of all.entries()) items.set(list, number(start, index));
  return { start, items };
}

/** Lists of what is told of each, in the order told; it is told twice. */
export function listsOf(
  length: number,
  tell: (visit: (each: number, item: number) => void) => void,
): Lists {
  const start = new Int32Array(length + 1);
  tell((each) => {
    start[each + 1] = number(start, each + 1) + 1;
  });
  for (let i = 0; i < length; i += 1) start[i + 1] = number(start, i) + number(start, i + 1);
  const next = start.slice();
  const items = new Int32Array(number(start, length));
  tell((each, item) => {
    const at = number(next, each);
    items[at] = item;
    next[each] = at + 1;
  });
  return { start, items };
}

/** From "the items of each" to "who has each item". */
export const turned = ({ start, items }: Lists, length: number): Lists =>
  listsOf(length, (visit) => {
    for (let i = 0; i + 1 < start.length; i += 1) {
      for (let at = number(start, i); at < number(start, i + 1); at += 1)
        visit(number(items, at), i);
    }
  });

export const lengthOf = ({ start }: Lists, i: number): number =>
  number(start, i + 1) - number(start, i);

/** Whether list `i`, whose items ascend, holds a number. */
export function holds({ start, items }: Lists, i: number, item: number): boolean {
  let low = number(start, i);
  let high = number(start, i + 1);
  while (low < high) {
    const middle = (low + high) >> 1;
    const found = number(items, middle);
    if (found === item) return true;
    if (found < item) low = middle + 1;
    else high = middle;
  }
  return false;
}

/** Whose each item is, from where each person's begin. */
export function owners(start: Int32Array): Int32Array {
  const owner = new Int32Array(number(start, start.length - 1));
  for (let person = 0; person + 1 < start.length; person += 1) {
    owner.fill(person, number(start, person), number(start, person + 1));
  }
  return owner;
}
