import { z } from 'zod';
import type { PersonId } from '#bot/core/ids';
import type { Somebody } from '#bot/practice/contract';

// Who asks, and who is asked by name: the same wherever a few are brought together by one of them.

export const memberSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** `away`: not available, whatever the reason. */
  as: z.enum(['asker', 'named', 'in', 'no', 'away']),
});
export type Member = z.infer<typeof memberSchema>;
interface Those {
  readonly people: readonly Member[];
}

/** @param people who asks, then whoever is named */
export const membersOf = ([asker, ...named]: readonly Somebody[]): Member[] => [
  ...(asker === undefined ? [] : [{ ...asker, as: 'asker' } as const]),
  ...named.map((one) => ({ ...one, as: 'named' }) as const),
];

export const takesPart = ({ as }: Member): boolean => as === 'asker' || as === 'in';
/** Everybody who is in it, the asker first, the others as they were named or came. */
export const together = ({ people }: Those): Member[] => people.filter(takesPart);
export const asOf = ({ people }: Those, me: string): Member['as'] | undefined =>
  people.find(({ id }) => id === me)?.as;
export const askerOf = ({ people }: Those): string =>
  people.find(({ as }) => as === 'asker')?.name ?? '';

/** The time to say yes is over: a no, a pause, a limit and silence end alike, and only now. */
export const settled = (people: readonly Member[]): Member[] =>
  people.map((one) => (takesPart(one) ? one : { ...one, as: 'away' }));

/** With somebody who says yes; undefined when there is no room for them. */
export function joined(
  people: readonly Member[],
  me: PersonId,
  name: string,
  most: number,
): Member[] | undefined {
  const known = people.some(({ id }) => id === me);
  if (!known && people.length > most) return undefined;
  const all = known ? people : [...people, { id: me as string, name, as: 'in' as const }];
  return all.map((one) => (one.id === me ? { ...one, as: 'in' } : one));
}

/** Whoever was named stays named, so that a no looks like silence; whoever came by a press is out. */
export function declined(people: readonly Member[], me: PersonId, byName: boolean): Member[] {
  const kept = byName ? people : people.filter(({ id }) => id !== me);
  return kept.map((one) => (one.id === me ? { ...one, as: 'no' } : one));
}
