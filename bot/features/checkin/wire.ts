import { z } from 'zod';
import { kinds } from '#bot/core/learning';

/** GET /api/checkin → the question of now. */
export const questionView = z.object({ kind: z.enum(kinds), question: z.string() });
export type QuestionView = z.infer<typeof questionView>;

const long = z.string().max(10_000);

/** POST /api/checkin → ReceiptView. All empty is refused (422): use skip. */
export const checkinInput = z.object({
  /** Made by the client once per form, so that a repeat saves nothing twice. */
  op: z.string().min(8).max(64),
  learned: long.default(''),
  helpers: z.array(z.string().max(200)).max(5).default([]),
  skill: long.default(''),
  wish: long.default(''),
});
export type CheckinInput = z.infer<typeof checkinInput>;

/** POST /api/checkin/skip {} → { said }. POST /api/checkin/less {} → { said }. */

/** What was kept, and the next steps it opens. */
export const receiptView = z.object({
  id: z.string(),
  said: z.string(),
  /** Colleagues to thank, with the skill, for the badge form. */
  thank: z.array(z.object({ id: z.string(), name: z.string() })),
  skill: z.string().nullable(),
  /** A wish that is not on my list yet. */
  wish: z.string().nullable(),
});
export type ReceiptView = z.infer<typeof receiptView>;

/** GET /api/learning → { entries }: my timeline, newest first, only mine. */
export const learningEntry = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('checkin'),
    id: z.string(),
    at: z.string(),
    question: z.string(),
    learned: z.string(),
    skill: z.string(),
    helpers: z.array(z.string()),
  }),
  z.object({
    kind: z.literal('badge'),
    id: z.string(),
    at: z.string(),
    badge: z.string(),
    skill: z.string(),
    from: z.string(),
    text: z.string(),
  }),
  z.object({
    kind: z.literal('help'),
    id: z.string(),
    at: z.string(),
    /** I gave it; else I got it. */
    gave: z.boolean(),
    skill: z.string(),
    /** The other one; empty after they erased their data. */
    with: z.string(),
    /** My line for the next person; empty when there is none. */
    lesson: z.string(),
  }),
  z.object({ kind: z.literal('share'), id: z.string(), at: z.string(), name: z.string() }),
]);
export type LearningEntry = z.infer<typeof learningEntry>;
/** DELETE /api/learning/:id takes one of my check-ins away → {}. */
