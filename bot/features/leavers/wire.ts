import { z } from 'zod';
import { isObjectId } from '#bot/core/record-id';

/** Days between the announcement that somebody's data goes, and its going. */
export const noticeDays = 14;

/** GET /api/admin/leavers, for the app role `Operator` only. Numbers, never a person. */
export const leaversView = z.object({
  /** Nights in no roster, unreachable and without a sign of life, after which data goes. */
  days: z.number().int(),
  noticeDays: z.number().int(),
  /** People whose data goes soon; as of last night. */
  announced: z.number().int(),
  /** Of these, people whose data would be gone: more than usual, so an operator has to say so. */
  waiting: z.number().int(),
});
export type LeaversView = z.infer<typeof leaversView>;

/**
 * POST /api/admin/leavers/go-on → LeaversView. Refused (422) when another number waits by now: what
 * an operator agrees to is the number that they saw.
 */
export const goOnInput = z.object({ waiting: z.number().int().min(1) });
export type GoOnInput = z.infer<typeof goOnInput>;

/** POST /api/admin/erase → { said }: somebody's data, by their object id, whether any is kept or not. */
export const eraseInput = z.object({ id: z.string().refine(isObjectId) });
export type EraseInput = z.infer<typeof eraseInput>;
