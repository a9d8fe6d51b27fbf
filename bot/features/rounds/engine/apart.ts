import { type Lists, lists } from '#bot/features/rounds/engine/lists';
import type { Person, Population } from '#bot/features/rounds/engine/population';

interface Meetings {
  readonly met: Population['met'];
  readonly declined: readonly (readonly [string, string])[];
  readonly noRepeatRounds: number;
}

/** See `World`: whom each met before, whom too recently to meet again, whom they may not meet. */
export function apart(
  people: readonly Person[],
  place: ReadonlyMap<string, number>,
  { met, declined, noRepeatRounds }: Meetings,
): { known: Lists; recent: Lists; apart: Lists } {
  const known = couples(place);
  const recent = couples(place);
  const all = couples(place);
  for (const [one, other, ago] of met) {
    known.put(one, other);
    if (ago > noRepeatRounds || noRepeatRounds === 0) continue;
    recent.put(one, other);
    all.put(one, other);
  }
  for (const { id, manager, blocked } of people) {
    if (manager !== null) all.put(id, manager);
    for (const other of blocked) all.put(id, other);
  }
  for (const [one, other] of declined) all.put(one, other);
  return { known: known.all(), recent: recent.all(), apart: all.all() };
}

/** Gathers twos of those who are there, for each of the two the other. */
function couples(place: ReadonlyMap<string, number>) {
  const sets = new Map<number, Set<number>>();
  const keep = (one: number, other: number): void => {
    const set = sets.get(one) ?? new Set();
    sets.set(one, set.add(other));
  };
  return {
    put: (one: string, other: string): void => {
      const [a, b] = [place.get(one), place.get(other)];
      if (a === undefined || b === undefined || a === b) return;
      keep(a, b);
      keep(b, a);
    },
    all: (): Lists =>
      lists(
        Array.from({ length: place.size }, (_, index) =>
          [...(sets.get(index) ?? [])].sort((a, b) => a - b),
        ),
      ),
  };
}
