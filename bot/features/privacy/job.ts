import { type PersonId, personId, type TenantContext } from '#bot/core/ids';
import type { Instant } from '#bot/core/time';
import { withdrawnCard } from '#bot/features/privacy/card';
import { rekeyJob, rekeyKind, rekeyTonight } from '#bot/features/privacy/rekey';
import {
  type Pending,
  pendingPosts,
  planSweep,
  settlePost,
  sweepSlice,
} from '#bot/features/privacy/sweep';
import { apart } from '#bot/platform/rows';
import type { Deps, Feature, Outgoing } from '#bot/ports';
import { noteErased } from '#bot/records/erased';
import { isForgottenHash, readRostersAgain } from '#bot/records/forgotten';
import { wordsIn } from '#bot/strings/index';

/** What was under way while somebody erased everything is written by then. */
const lastLook = { minutes: 2 };
const nextSlice = { seconds: 1 };
const tries = 5;

/** What others see to once the sweep went through everything. */
export interface Swept {
  /** Everything of somebody is gone; may come twice. */
  readonly done: (ctx: TenantContext, now: Instant) => Promise<void>;
  /** A badge in its receiver's chat, as their row has it now; undefined when there is none. */
  readonly received: (
    ctx: TenantContext,
    by: PersonId,
    badge: string,
    now: Instant,
  ) => Promise<Outgoing | undefined>;
}

export const privacyJobs = (deps: Deps, swept: Swept): NonNullable<Feature['jobs']> => ({
  /** Goes through every table for what others hold of somebody who erased their data. */
  sweep: async (ctx, { who }, now) => {
    if (deps.backups !== undefined && (await isForgottenHash(deps.tables, ctx, who))) {
      await noteErased(deps.backups, ctx, who, now);
    }
    const slice = await sweepSlice(deps.tables, ctx, who);
    if (slice === 'looked' || slice === 'done') await swept.done(ctx, now);
    if (slice === 'done') await rekeyTonight(deps, ctx, now);
    const unsaid = slice === 'more' ? 0 : await drawAgain(deps, ctx, who, swept, now);
    if (slice === 'back') await readRostersAgain(deps.tables, ctx, now);
    const pause =
      slice === 'more' ? nextSlice : unsaid > 0 || slice !== 'done' ? lastLook : undefined;
    if (pause === undefined) return 'done';
    await planSweep(deps.tables, ctx, who, now.add(pause));
    return 'later';
  },
  [rekeyKind]: rekeyJob(deps),
});

/**
 * Badges that were posted for others to see turn into "withdrawn"; those that stand in a receiver's
 * own chat are drawn there without the person.
 * @returns how many have to be tried again
 */
async function drawAgain(
  deps: Deps,
  ctx: TenantContext,
  hash: string,
  swept: Swept,
  now: Instant,
): Promise<number> {
  let left = 0;
  for (const pending of await pendingPosts(deps.tables, ctx, hash)) {
    const message = await messageOf(deps, ctx, pending, swept, now);
    const result =
      message && (await deps.messenger.update(pending.conversation, pending.activityId, message));
    const retry =
      (result?.kind === 'retry' || result?.kind === 'unknown') && pending.attempts + 1 < tries;
    await settlePost(deps.tables, ctx, pending, retry);
    if (retry) left += 1;
  }
  return left;
}

/** @returns undefined when the message may stay as it is */
async function messageOf(
  { tables }: Deps,
  ctx: TenantContext,
  { lang, received }: Pending,
  swept: Swept,
  now: Instant,
): Promise<Outgoing | undefined> {
  if (received !== undefined) {
    const { by, badge } = received;
    return apart(tables, () => swept.received(ctx, personId(by), badge, now));
  }
  const t = wordsIn(lang);
  return { card: withdrawnCard(t), text: t('common.withdrawn') };
}
