import { z } from 'zod';

// Weeks between two rounds; 0 = off.
const every = z.union([z.literal(0), z.literal(2), z.literal(4), z.literal(8)]);

/** GET /api/rounds?team=… (default: my home team) → RhythmView; 404 for a team that is not mine. */
export const rhythmInput = z.object({ team: z.string().max(200).optional() });

/** A team's rhythm. `team: null` = I am in no team. */
export const rhythmView = z.object({
  team: z.string().nullable(),
  every,
  /** How it stands, in a sentence. */
  said: z.string(),
  /** I may switch it. */
  mayChange: z.boolean(),
  /** What the channel would be told, by the choice that it is told of. */
  posts: z.array(z.object({ every, text: z.string() })),
});
export type RhythmView = z.infer<typeof rhythmView>;

/** PUT /api/rounds → { said }: for who receives the team's digest, or added the bot. */
export const switchInput = z.object({ team: z.string().max(200), every });

/**
 * GET /api/admin/rounds → AdminRoundsView. PUT /api/admin/rounds { every } → AdminRoundsView.
 * App role `Operator`. Figures by the rule of five: "N or more", 0 = hidden.
 */
export const adminRoundsView = z.object({
  every,
  said: z.string(),
  /** The round that is open now, and how many said yes so far. */
  open: z.object({ closes: z.string(), people: z.number().int() }).nullable(),
  /** The last round that closed. */
  last: z
    .object({
      /** ISO instant. */
      closed: z.string(),
      people: z.number().int(),
      matched: z.number().int(),
      /** Topics that five or more people wished for and nobody could explain to them. */
      shortages: z.array(z.string()),
    })
    .nullable(),
});
export type AdminRoundsView = z.infer<typeof adminRoundsView>;
export const adminSwitchInput = z.object({ every });

/** GET /api/blocked → { blocked }: people I am not to be brought together with; mine alone. */
export const blockedView = z.object({ id: z.string(), name: z.string() });
export type BlockedView = z.infer<typeof blockedView>;
/** DELETE /api/blocked/:id → { said } */
