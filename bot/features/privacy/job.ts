import type { TenantContext } from '#bot/core/ids';
import type { Instant } from '#bot/core/time';
import { withdrawnCard } from '#bot/features/privacy/card';
import { pendingPosts, settlePost, sweepSlice } from '#bot/features/privacy/sweep';
import type { Deps, Feature } from '#bot/ports';
import { scheduleDue } from '#bot/records/due';
import { readRostersAgain } from '#bot/records/forgotten';
import { wordsIn } from '#bot/strings/index';

/** What was under way while somebody erased everything is written by then. */
const lastLook = { minutes: 2 };
const nextSlice = { seconds: 1 };
const tries = 5;

/** What others see to when everything of somebody is gone; may come twice. */
export type Swept = (ctx: TenantContext, now: Instant) => Promise<void>;

export const privacyJobs = (deps: Deps, swept: Swept): NonNullable<Feature['jobs']> => ({
  /** Goes through every table for what others hold of somebody who erased their data. */
  sweep: async (ctx, { who }, now) => {
    const slice = await sweepSlice(deps.tables, ctx, who);
    if (slice === 'looked' || slice === 'done') await swept(ctx, now);
    const unsaid = slice === 'more' ? 0 : await withdraw(deps, ctx, who);
    if (slice === 'back') await readRostersAgain(deps.tables, ctx, now);
    const pause =
      slice === 'more' ? nextSlice : unsaid > 0 || slice !== 'done' ? lastLook : undefined;
    if (pause === undefined) return 'done';
    await again(deps, ctx, who, now.add(pause));
    return 'later';
  },
});

const again = (deps: Deps, ctx: TenantContext, who: string, at: Instant): Promise<void> =>
  scheduleDue(deps.tables, ctx, [{ at, kind: 'sweep', who }]);

/**
 * Badges that were posted for others to see turn into "withdrawn".
 * @returns how many have to be tried again
 */
async function withdraw(deps: Deps, ctx: TenantContext, hash: string): Promise<number> {
  let left = 0;
  for (const pending of await pendingPosts(deps.tables, ctx, hash)) {
    const t = wordsIn(pending.lang);
    const result = await deps.messenger.update(pending.conversation, pending.activityId, {
      card: withdrawnCard(t),
      text: t('common.withdrawn'),
    });
    const retry =
      (result.kind === 'retry' || result.kind === 'unknown') && pending.attempts + 1 < tries;
    await settlePost(deps.tables, ctx, pending, retry);
    if (retry) left += 1;
  }
  return left;
}
