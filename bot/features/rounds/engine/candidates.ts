import type { Chance } from '#bot/features/rounds/engine/chance';
import { holds, lengthOf, number } from '#bot/features/rounds/engine/lists';
import { circle, oneWay, type Packing, swap } from '#bot/features/rounds/engine/packing';
import { pairOf } from '#bot/features/rounds/engine/pairs';
import { type Shelf, sizeOf } from '#bot/features/rounds/engine/shelf';
import { mayMeet, type World } from '#bot/features/rounds/engine/world';

/** Activities that could be; the members of activity `i` stand at `3i … 3i + 2`, as in a packing. */
export interface Candidates {
  readonly count: number;
  readonly kind: Int32Array;
  readonly member: Int32Array;
}

/** Pairs looked at for one person's swaps and circles, times what is asked for. */
const swapLooks = 8;
const fewLooks = 32;

/** Pairs looked at to close one circle: all of them, of people with few skills. */
const closingLooks = 40;

/**
 * For each person with room activities in which they learn: all of them where they are few, else about as
 * many as asked for, drawn evenly. Of a one-way between two who could swap only the swap is kept:
 * it takes the same slots and serves more.
 * @param each activities of one kind to look for, for one person
 */
export function candidates(
  { world, pairs, byPair, pairOwner, byCell, shareOwner, room }: Packing,
  dice: Chance,
  each: number,
): Candidates {
  const found = gathering(world.people.length * Math.min(each, 32));
  const { wishes, shares, teachers } = world;
  const free = (a: number, b: number): boolean => number(room, b) > 0 && mayMeet(world, a, b);
  const ownerAt = (on: Shelf, owner: Int32Array, at: number): number =>
    number(owner, number(on.entry, at));

  const swaps = (person: number): void => {
    const first = number(pairs.start, person);
    const entries = number(pairs.start, person + 1) - first;
    let looks = 0;
    for (let entry = 0; entry < entries; entry += 1) {
      const partner = number(pairs.partner, first + entry);
      if (partner >= 0) looks += Math.min(sizeOf(byPair, partner), each);
    }
    // Of somebody with very many skills only a part is looked at, wherever it begins.
    const begin = looks > swapLooks * each ? dice.below(entries) : 0;
    let left = swapLooks * each;
    for (let i = 0; i < entries && left > 0; i += 1) {
      const partner = number(pairs.partner, first + ((begin + i) % entries));
      if (partner < 0) continue;
      const start = number(byPair.start, partner);
      const size = sizeOf(byPair, partner);
      const take = Math.min(size, each);
      const turn = take < size ? dice.below(size) : 0;
      left -= take;
      for (let at = 0; at < take; at += 1) {
        const other = ownerAt(byPair, pairOwner, start + ((turn + at) % size));
        if (free(person, other)) {
          found.put(swap, Math.min(person, other), Math.max(person, other), -1);
        }
      }
    }
  };

  const putCircle = (teacher: number, person: number, third: number): boolean => {
    if (!free(person, third) || !free(teacher, third)) return false;
    // The same circle from wherever it is found: the lowest number first.
    if (teacher < person && teacher < third) found.put(circle, teacher, person, third);
    else if (person < third) found.put(circle, person, third, teacher);
    else found.put(circle, third, teacher, person);
    return true;
  };

  /** Those who could close a circle by teaching the teacher and learning from the person. */
  const eachClosing = (teacher: number, person: number, visit: (pair: number) => void): void => {
    for (let w = number(wishes.start, teacher); w < number(wishes.start, teacher + 1); w += 1) {
      for (let s = number(shares.start, person); s < number(shares.start, person + 1); s += 1) {
        const pair = pairOf(pairs, number(wishes.items, w), number(shares.items, s));
        if (pair >= 0) visit(pair);
      }
    }
  };

  const putOneWay = (teacher: number, person: number): void => {
    if (number(world.willing, teacher) === 0 || canTeach(world, person, teacher)) return;
    found.put(oneWay, teacher, person, -1);
  };

  const spanOf = (skill: number): [number, number] => [
    number(byCell.start, number(teachers.ofSkill.start, skill)),
    number(byCell.start, number(teachers.ofSkill.start, skill + 1)),
  ];

  const eachTeacher = (person: number, visit: (teacher: number) => void): void => {
    for (let w = number(wishes.start, person); w < number(wishes.start, person + 1); w += 1) {
      const [from, until] = spanOf(number(wishes.items, w));
      for (let at = from; at < until; at += 1) {
        const teacher = ownerAt(byCell, shareOwner, at);
        if (free(person, teacher)) visit(teacher);
      }
    }
  };

  const everything = (person: number): void => {
    eachTeacher(person, (teacher) => {
      putOneWay(teacher, person);
      eachClosing(teacher, person, (pair) => {
        const end = number(byPair.start, pair + 1);
        for (let at = number(byPair.start, pair); at < end; at += 1) {
          putCircle(teacher, person, ownerAt(byPair, pairOwner, at));
        }
      });
    });
  };

  const drawn: number[] = [];
  /** One of those pairs, or -1; of very many the first that chance finds. */
  const closing = (teacher: number, person: number): number => {
    drawn.length = 0;
    if (lengthOf(wishes, teacher) * lengthOf(shares, person) <= closingLooks) {
      eachClosing(teacher, person, (pair) => drawn.push(pair));
      return drawn[dice.below(drawn.length)] ?? -1;
    }
    for (let looks = 0; looks < closingLooks; looks += 1) {
      const wish = number(wishes.start, teacher) + dice.below(lengthOf(wishes, teacher));
      const share = number(shares.start, person) + dice.below(lengthOf(shares, person));
      const pair = pairOf(pairs, number(wishes.items, wish), number(shares.items, share));
      if (pair >= 0) return pair;
    }
    return -1;
  };

  const some = (person: number): void => {
    const first = number(wishes.start, person);
    const length = number(wishes.start, person + 1) - first;
    let circles = 0;
    for (let tries = 0; tries < 4 * each && circles < each; tries += 1) {
      const [from, until] = spanOf(number(wishes.items, first + dice.below(length)));
      if (from === until) continue;
      const teacher = ownerAt(byCell, shareOwner, from + dice.below(until - from));
      if (!free(person, teacher)) continue;
      if (tries % 4 === 0) putOneWay(teacher, person);
      const pair = closing(teacher, person);
      if (pair < 0) continue;
      const at = number(byPair.start, pair) + dice.below(sizeOf(byPair, pair));
      if (putCircle(teacher, person, ownerAt(byPair, pairOwner, at))) circles += 1;
    }
  };

  /** Whether somebody's circles are few enough to be looked at one by one. */
  const few = (person: number): boolean => {
    let sharers = 0;
    for (let w = number(wishes.start, person); w < number(wishes.start, person + 1); w += 1) {
      const [from, until] = spanOf(number(wishes.items, w));
      sharers += until - from;
    }
    if (sharers > 4 * each) return false;
    let looks = 0;
    eachTeacher(person, (teacher) => {
      looks += lengthOf(wishes, teacher) * lengthOf(shares, person);
    });
    if (looks > fewLooks * each) return false;
    let circles = 0;
    eachTeacher(person, (teacher) => {
      eachClosing(teacher, person, (pair) => {
        circles += sizeOf(byPair, pair);
      });
    });
    return circles <= 3 * each;
  };

  for (let person = 0; person < world.people.length; person += 1) {
    if (number(room, person) === 0) continue;
    if (number(wishes.start, person) === number(wishes.start, person + 1)) continue;
    swaps(person);
    if (few(person)) everything(person);
    else some(person);
  }
  return found.all();
}

function canTeach({ shares, wishes }: World, teacher: number, learner: number): boolean {
  for (let w = number(wishes.start, learner); w < number(wishes.start, learner + 1); w += 1) {
    if (holds(shares, teacher, number(wishes.items, w))) return true;
  }
  return false;
}

/** Collects activities, each once. @param expected about how many */
function gathering(expected: number) {
  const size = 2 ** Math.ceil(Math.log2(expected + 1024));
  let count = 0;
  let kinds = new Int32Array(size);
  let members = new Int32Array(3 * size);
  let table = new Int32Array(2 * size);

  const slotOf = (kind: number, a: number, b: number, c: number): number => {
    const mask = table.length - 1;
    let h = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca77) ^ Math.imul(c, 0xc2b2ae3d);
    h ^= h >>> 15;
    for (let at = Math.imul(h ^ kind, 0x27d4eb2f) >>> 7; ; at += 1) {
      const known = number(table, at & mask) - 1;
      if (known < 0) return at & mask;
      if (
        number(members, 3 * known) === a &&
        number(members, 3 * known + 1) === b &&
        number(members, 3 * known + 2) === c &&
        number(kinds, known) === kind
      ) {
        return -1;
      }
    }
  };

  const grow = (): void => {
    kinds = grown(kinds);
    members = grown(members);
    table = new Int32Array(2 * table.length);
    for (let i = 0; i < count; i += 1) {
      const [a, b, c] = [3 * i, 3 * i + 1, 3 * i + 2].map((at) => number(members, at));
      table[slotOf(number(kinds, i), a as number, b as number, c as number)] = i + 1;
    }
  };

  return {
    put: (kind: number, a: number, b: number, c: number): void => {
      const slot = slotOf(kind, a, b, c);
      if (slot < 0) return;
      kinds[count] = kind;
      members[3 * count] = a;
      members[3 * count + 1] = b;
      members[3 * count + 2] = c;
      count += 1;
      table[slot] = count;
      if (count === kinds.length) grow();
    },
    all: (): Candidates => ({
      count,
      kind: kinds.subarray(0, count),
      member: members.subarray(0, 3 * count),
    }),
  };
}

function grown(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(2 * array.length);
  longer.set(array);
  return longer;
}
