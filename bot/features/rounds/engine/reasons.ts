import { commonHours } from '#bot/features/rounds/engine/hours';
import type { Person, Population } from '#bot/features/rounds/engine/population';
import type { Arc, Reason } from '#bot/features/rounds/engine/round';

/** Says why people were put together: see `Reason`. */
export type Reasons = (arcs: readonly Arc[]) => Reason[];

/**
 * Reasons over one population. For each arc who asked for what since when; for each two who meet
 * their hours, their languages, whether they met before, and whether they are of different teams.
 */
export function reasonsOf({ people, met }: Population): Reasons {
  const byId = new Map(people.map((person) => [person.id, person]));
  const last = new Map<string, number>();
  for (const [one, other, ago] of met) {
    const key = keyOf(one, other);
    last.set(key, Math.min(ago, last.get(key) ?? ago));
  }
  return (arcs) => [
    ...arcs.map(
      (arc): Reason => ({ code: 'asked', ...arc, rounds: byId.get(arc.learner)?.wait ?? 0 }),
    ),
    ...twos(arcs).flatMap(([one, other]) => {
      const a = byId.get(one);
      const b = byId.get(other);
      return a === undefined || b === undefined ? [] : together(a, b, last.get(keyOf(one, other)));
    }),
  ];
}

const keyOf = (one: string, other: string): string => JSON.stringify([one, other].sort());

/** Each two people of an activity once. */
function twos(arcs: readonly Arc[]): [string, string][] {
  const known = new Map(
    arcs.map(({ teacher, learner }) => [keyOf(teacher, learner), [teacher, learner]]),
  );
  return [...known.values()] as [string, string][];
}

function together(a: Person, b: Person, ago: number | undefined): Reason[] {
  const people = [a.id, b.id] as const;
  const reasons: Reason[] = [
    { code: 'hours', people, utc: commonHours(a.hoursUtc, b.hoursUtc) },
    {
      code: 'languages',
      people,
      languages: a.languages.filter((language) => b.languages.includes(language)).sort(),
    },
    ago === undefined ? { code: 'not-met', people } : { code: 'met', people, rounds: ago },
  ];
  if (a.team !== null && b.team !== null && a.team !== b.team) {
    reasons.push({ code: 'across-teams', people });
  }
  return reasons;
}
