import { z } from 'zod';
import { lineHows, lineKeeps } from '#bot/features/help/wire';
import { issueSchema } from '#bot/meeting/calendar';

const instant = z.iso.datetime({ offset: true });
const how = z.enum(lineHows).default('worked');
const somebody = z.object({ id: z.string(), name: z.string() });
export type Somebody = z.infer<typeof somebody>;

/** A helper who said yes; the id is empty after they erased their data. */
const withHelper = { helper: somebody, since: instant };

const stateSchema = z.discriminatedUnion('is', [
  /** One after the other is asked; `widened`: people of other hours or languages, too. */
  z.object({ is: z.literal('asking'), since: instant, widened: z.boolean() }),
  /** Nobody could: the asker decides. */
  z.object({ is: z.literal('nobody'), since: instant }),
  /** Names are exchanged; a time is to be chosen, or agreed elsewhere when `slots` is empty. */
  z.object({ is: z.literal('accepted'), ...withHelper, slots: z.array(instant) }),
  z.object({ is: z.literal('planned'), ...withHelper, at: instant }),
  /** The asker is asked whether it happened. */
  z.object({ is: z.literal('checking'), ...withHelper, at: instant.nullable(), asked: instant }),
  /** It happened: one line for the next person? */
  z.object({ is: z.literal('lesson'), ...withHelper, happened: instant }),
  /** Shall the skill join the asker's skills to share? */
  z.object({ is: z.literal('share'), ...withHelper, happened: instant }),
  z.object({
    is: z.literal('closed'),
    how: z.enum(['learnt', 'let-go', 'withdrawn', 'wished', 'expired']),
    at: instant,
  }),
]);
export type State = z.infer<typeof stateSchema>;
export type With<I extends State['is']> = Extract<State, { is: I }>;

/** One person who was asked. Never shown to the asker, in no view and no export. */
const offerSchema = z.object({
  /** Empty after they erased their data. */
  id: z.string(),
  made: instant,
  /** Silence until then counts as "not now"; a late yes still counts as a yes. */
  until: instant,
  /** `gone`: taken back, since it is settled. */
  answer: z.enum(['open', 'no', 'gone']),
});
export type Offer = z.infer<typeof offerSchema>;

/** An ask, one row `q~` with its asker: the truth about it for both sides. */
export const askSchema = z.object({
  skill: z.object({ id: z.string(), name: z.string() }),
  /** Empty after a match of a round, which had no question. */
  what: z.string(),
  minutes: z.union([z.literal(15), z.literal(30), z.literal(60)]),
  /** Last local day of the asker on which it helps. */
  by: z.iso.date(),
  asked: instant,
  state: stateSchema,
  thanked: z.boolean().default(false),
  /**
   * One colleague is asked and nobody else: by name, or whoever kept a line. It ends at its time,
   * whatever they did or did not do.
   */
  only: z
    .object({
      as: z.enum(['named', 'author']),
      /** Of whoever is asked by name. */
      name: z.string(),
      /** The line that it is about. */
      line: z.string(),
      until: instant,
    })
    .optional(),
  /** What neither side is shown. */
  behind: z.object({
    offers: z.array(offerSchema),
    /** How often the ring was read. */
    looks: z.number().int(),
    issue: issueSchema.optional(),
  }),
});
export type Ask = z.infer<typeof askSchema>;
export type Only = NonNullable<Ask['only']>;

/**
 * What stays of help on either side's own timeline, a row `k~`; the digest counts the asker's.
 * - `helped` with the asker: `at` is when they said that it happened
 * - `gave` with the helper
 */
export const helpSchema = z.object({
  kind: z.enum(['helped', 'gave']),
  at: instant,
  skill: z.object({ id: z.string(), name: z.string() }),
  /** The other one. */
  with: somebody,
  /** It happened within five working days of the asker. */
  soon: z.boolean().default(false),
  /** One line for the next person; kept for me, or with the skill for whoever looks for it. */
  lesson: z.object({ text: z.string(), keep: z.enum(lineKeeps), how, at: instant }).optional(),
});
export type Help = z.infer<typeof helpSchema>;

/** A line kept with a skill for whoever looks for it. */
export const lessonSchema = z.object({
  text: z.string(),
  at: instant,
  how,
  /** Its author, who chose to be named. */
  name: z.string().optional(),
});
export type Lesson = z.infer<typeof lessonSchema>;
