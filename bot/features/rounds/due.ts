import type { Instant } from '#bot/core/time';
import type { Scope } from '#bot/features/rounds/record';
import type { Due } from '#bot/records/due';

// What falls due in a round. `who` names it: scope, round and what else, joined by `~`.

export type RoundJob =
  | 'open'
  | 'invite'
  | 'join'
  | 'stop'
  | 'close'
  | 'deal'
  | 'left'
  | 'ask'
  | 'gone'
  | 'repair';

export const jobKind = (job: RoundJob): string => `round-${job}`;

/** @param what a slice's start, an activity's name or a person, as the job understands it */
export const roundDue = (job: RoundJob, at: Instant, scope: Scope, round = '', what = ''): Due => ({
  at,
  kind: jobKind(job),
  who: [scope, round, what].join('~'),
});

export function namedIn(who: string): { scope: Scope; round: string; what: string } {
  const [scope = '', round = '', ...what] = who.split('~');
  return { scope, round, what: what.join('~') };
}
