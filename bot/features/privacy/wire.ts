import { z } from 'zod';

/** GET /api/me/export → a JSON document with everything kept about me. */
export const exportView = z.object({
  exported: z.string(),
  person: z.string(),
  /** Table → rows as stored, my own and those of others that name me. */
  rows: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))),
});
export type ExportView = z.infer<typeof exportView>;

/** POST /api/me/erase → { said }. The word guards against a slip, not against the person. */
export const eraseInput = z.object({
  confirm: z.literal('erase'),
  /** How-tos of mine go along, or stay for their teams without my name. */
  howTos: z.enum(['take', 'leave']).default('take'),
});

/** GET /api/me/erase → what it asks beside the word: whether my how-tos stay, null without any. */
const eraseView = z.object({ leave: z.string().nullable() });
export type EraseView = z.infer<typeof eraseView>;

/** GET /api/me/data → what is kept, where, and who sees it, in the person's language. */
export const keptView = z.object({
  kept: z.array(z.object({ what: z.string(), where: z.string(), who: z.string() })),
  /** What becomes of it when I leave the organisation. */
  leaving: z.string(),
});
export type KeptView = z.infer<typeof keptView>;
