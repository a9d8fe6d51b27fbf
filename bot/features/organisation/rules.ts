import { type Instant, isoInstant } from '#bot/core/time';
import type { Right } from '#bot/features/organisation/store';
import type { NotTold } from '#bot/platform/organisation';

/**
 * What a right is after it was tried. Only a clear yes or no changes it: where there is no mailbox, or
 * no answer, it stays as it was.
 */
export function afterTry(before: Right, outcome: 'told' | NotTold, now: Instant): Right {
  if (outcome !== 'told' && outcome !== 'refused') return { ...before, last: outcome };
  const state = outcome === 'told' ? 'available' : 'refused';
  if (before.state === state) return before.last === null ? before : { ...before, last: null };
  return { state, since: isoInstant(now), last: null };
}

/** Of several people tried: one yes is a yes; a no is one that nobody gainsays. */
export function outcomeOf(tried: readonly ('told' | NotTold)[]): 'told' | NotTold | undefined {
  const order = ['told', 'refused', 'limited', 'away', 'none'] as const;
  return order.find((outcome) => tried.includes(outcome));
}
