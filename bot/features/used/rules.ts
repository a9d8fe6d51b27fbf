import { type Instant, instantOf, isoInstant } from '#bot/core/time';
import { type Learnt, learntKind, reasons } from '#bot/records/learnt';
import type { OpenItem } from '#bot/records/profile';

/** It stands for so long, unasked. */
const stands = { hours: 24 * 28 };
/** One such question at a time; the next one waits a week, and is let go after eight. */
const next = { hours: 24 * 7 };
const tooLate = { hours: 24 * 7 * 8 };

/** What can be said: used it, not yet, or what was in the way. */
export const answers = ['used', 'not-yet', ...reasons] as const;
export type Answer = (typeof answers)[number];
export const isAnswer = (act: string): act is Answer => answers.some((one) => one === act);

export const answerOf = (said: Answer, now: Instant): NonNullable<Learnt['answer']> => {
  const at = isoInstant(now);
  if (said === 'used' || said === 'not-yet') return { said, at };
  return { said: 'in-the-way', reason: said, at };
};

export const itemOf = (name: string, { from, topic }: Learnt, now: Instant): OpenItem => ({
  id: `used-${name}`,
  kind: learntKind,
  created: isoInstant(now),
  expires: isoInstant(now.add(stands)),
  data: { name, from, topic },
});

/** What time does with something that was learnt. */
export type Step =
  | { readonly is: 'stale' }
  | { readonly is: 'ask'; readonly item: OpenItem; readonly learnt: Learnt }
  | { readonly is: 'wait'; readonly until: Instant }
  | { readonly is: 'let-go'; readonly learnt: Learnt };

/** @param open what waits for its owner */
export function stepOf(
  name: string,
  learnt: Learnt | undefined,
  open: readonly OpenItem[],
  now: Instant,
): Step {
  if (learnt === undefined || learnt.asked !== undefined) return { is: 'stale' };
  const asked = { ...learnt, asked: isoInstant(now) };
  if (isoInstant(instantOf(learnt.at).add(tooLate)) <= isoInstant(now)) {
    return { is: 'let-go', learnt: asked };
  }
  const waits = open.some(({ kind, expires }) => kind === learntKind && expires > isoInstant(now));
  return waits
    ? { is: 'wait', until: now.add(next) }
    : { is: 'ask', item: itemOf(name, learnt, now), learnt: asked };
}
