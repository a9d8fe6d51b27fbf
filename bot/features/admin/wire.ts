import { z } from 'zod';

// For the app role `Operator` only; everybody else gets 403 `common.refused.role`.

/** A message that waits for an operator. It names nobody: `id` is an opaque reference. */
const parkedView = z.object({
  id: z.string(),
  /** What fell due: `moment`, `collect` … */
  kind: z.string(),
  /** The same in words. */
  name: z.string(),
  /** ISO instant at which it was parked. */
  at: z.string(),
  /** Teams' own code, or the status. */
  why: z.string(),
  attempts: z.number().int(),
});
export type ParkedView = z.infer<typeof parkedView>;

/** A recall and how far it is. It holds until it is cancelled. */
export const recallView = z.object({
  id: z.string(),
  /** What is withdrawn: one open item by its id, or every open item of a kind. */
  item: z.string().optional(),
  kind: z.string().optional(),
  /** The kind in words. */
  name: z.string().optional(),
  /** ISO instant. */
  since: z.string(),
  state: z.enum(['running', 'done']),
  /** Everybody there is to look at; null until that is counted. */
  total: z.number().int().nullable(),
  /** People looked at so far, items taken away, cards turned into "withdrawn", cards that Teams refused. */
  people: z.number().int(),
  items: z.number().int(),
  cards: z.number().int(),
  failed: z.number().int(),
});
export type RecallView = z.infer<typeof recallView>;

/** GET /api/admin/delivery */
export const deliveryView = z.object({
  /** Things due now and not done yet; 1 000 stands for 1 000 or more. */
  waiting: z.number().int(),
  /** Since `since`, over all processes; a process that is killed takes its last seconds of counts along. */
  since: z.string().nullable(),
  sent: z.number().int(),
  /** Nobody can know whether they arrived: never sent again, open under *For you*. */
  missed: z.number().int(),
  refusedByReason: z.array(z.object({ why: z.string(), count: z.number().int() })),
  /** Oldest first; at most 200. */
  parked: z.array(parkedView),
  /** ISO instant of the oldest thing that is due and not done; null when nothing waits. */
  oldestDue: z.string().nullable(),
  /** Messages a second that the sender allows itself now, and the setting it climbs back to. */
  ratePerSecond: z.number(),
  rateSetting: z.number(),
  /** The process that sends now (a random name); null when none holds the lease. */
  leaseHolder: z.string().nullable(),
  /** Teams refuses the whole tenant: nothing is sent until resumed. */
  blocked: z.object({ why: z.string(), since: z.string() }).nullable(),
  /** Rows in storage that were met in the last two days and cannot be read; everything else goes on. */
  unreadable: z.number().int(),
  recalls: z.array(recallView),
  /** Kinds of open items that can be recalled. */
  kinds: z.array(z.object({ kind: z.string(), name: z.string() })),
});
export type DeliveryView = z.infer<typeof deliveryView>;

/** POST /api/admin/delivery/parked/:id/replay (no input) → 404 when it is not parked any more. */
export const replayed = z.object({
  /** `late`: its week is over, it was closed and rides on the person's next card. */
  outcome: z.enum(['again', 'late']),
});
export type Replayed = z.infer<typeof replayed>;

/**
 * POST /api/admin/delivery/recall → RecallView. GET /api/admin/delivery/recall/:id → RecallView.
 * POST /api/admin/delivery/recall/:id/cancel (no input) → RecallView as it was: items not yet taken
 * away stand again, cards already turned stay turned.
 */
export const recallInput = z.union([
  z.strictObject({ item: z.string().min(1).max(200) }),
  z.strictObject({ kind: z.string().min(1).max(50) }),
]);
export type RecallInput = z.infer<typeof recallInput>;

/** POST /api/admin/delivery/resume (no input): lifts a block → DeliveryView. */
