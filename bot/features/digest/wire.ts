import { z } from 'zod';
import { offers } from '#bot/core/learning';

/** GET /api/team?team=… (default: my home team) → TeamView. */
export const teamInput = z.object({ team: z.string().max(200).optional() });

/** What people wish for, by the rule of five: five or more stand behind each entry. */
const wantedView = z.object({
  topics: z.array(
    z.object({
      topic: z.string(),
      /** How many can explain it; no figure once anybody is found by name. */
      supply: z.enum(offers),
      /** I share it already; the only part that is mine alone. */
      mine: z.boolean(),
    }),
  ),
  /** Kinds of topics that may not be named, in words. */
  kinds: z.array(z.string()),
});
export type WantedView = z.infer<typeof wantedView>;

export const teamView = z.object({
  team: z.object({ id: z.string(), name: z.string() }).nullable(),
  /** I receive this team's digest. */
  subscribed: z.boolean(),
  /** The last frozen digest, the same text for everyone who reads this language. */
  digest: z
    .object({
      week: z.string(),
      title: z.string(),
      lines: z.array(z.string()),
      /** People who took part, in fives, oldest week first; no points where none was shown. */
      chart: z.object({
        title: z.string(),
        /** One sentence that says what the chart shows. */
        summary: z.string(),
        points: z.array(z.object({ week: z.string(), label: z.string(), value: z.number() })),
      }),
      suggestion: z.object({
        act: z.enum(['invite', 'thank']),
        text: z.string(),
        label: z.string(),
        /** False when it already ran this week. */
        available: z.boolean(),
        /** What would stand in the channel, in the team's language. */
        post: z.object({ title: z.string(), lines: z.array(z.string()) }),
      }),
    })
    .nullable(),
  /** What the team wishes for; null while it is too small for figures of its own. */
  wanted: wantedView.nullable(),
  /** What the whole organisation wishes for, frozen for the same week. */
  organisation: wantedView.nullable(),
  /** Topics somebody in the team offers, from the same frozen record; no figure beside names. */
  supply: z.array(z.object({ topic: z.string(), supply: z.enum(offers) })),
});
export type TeamView = z.infer<typeof teamView>;

/** PUT /api/team/:id/subscription → { said } */
export const subscriptionInput = z.object({ subscribed: z.boolean() });
/**
 * POST /api/team/:id/acts/:act → { said }: posts once in the channel what the digest of that week
 * showed; '' = there is none yet.
 */
export const actInput = z.object({ week: z.string().max(20) });
