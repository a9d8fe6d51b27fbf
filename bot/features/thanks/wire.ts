import { z } from 'zod';
import { badgeKinds } from '#bot/core/learning';

/** What helped and what it changed: characters as a reader counts them. */
export const textMin = 20;
export const textMax = 500;
export const receiversMax = 5;
export const badgesADay = 10;

/** POST /api/badges → GivenView, with what became of it in `said`. Refusals are 422. */
export const giveInput = z.object({
  op: z.string().min(8).max(64),
  to: z.array(z.string().max(200)).min(1).max(receiversMax),
  badge: z.enum(badgeKinds),
  skill: z.string().max(10_000),
  text: z.string().max(10_000),
  /** `team`: also posted in the channel of `team`. */
  visibility: z.enum(['receiver', 'team']),
  team: z.string().max(200).optional(),
});
export type GiveInput = z.infer<typeof giveInput>;

export const receivedView = z.object({
  id: z.string(),
  at: z.string(),
  badge: z.enum(badgeKinds),
  skill: z.string(),
  text: z.string(),
  from: z.string(),
  visibility: z.enum(['receiver', 'team']),
  hidden: z.boolean(),
  /** `open`: may still be asked whether the skill should join my skills to share. */
  offer: z.enum(['open', 'taken', 'declined']),
});
export type ReceivedView = z.infer<typeof receivedView>;

export const givenView = z.object({
  id: z.string(),
  at: z.string(),
  badge: z.enum(badgeKinds),
  skill: z.string(),
  text: z.string(),
  to: z.array(z.object({ id: z.string(), name: z.string() })),
  visibility: z.enum(['receiver', 'team']),
  state: z.enum(['given', 'withdrawn']),
});
export type GivenView = z.infer<typeof givenView>;

/** GET /api/badges, newest first. */
export const badgesView = z.object({
  received: z.array(receivedView),
  given: z.array(givenView),
});
export type BadgesView = z.infer<typeof badgesView>;

/** PUT /api/badges/received/:id/hidden → {} */
export const hiddenInput = z.object({ hidden: z.boolean() });
/** POST /api/badges/received/:id/offer → { said }; a no is remembered for ever. */
export const offerInput = z.object({ accept: z.boolean() });
/** POST /api/badges/given/:id/take-back {} → { said } */
