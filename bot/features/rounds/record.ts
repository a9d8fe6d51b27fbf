import { z } from 'zod';
import { table } from '#bot/core/table';
import { issueSchema } from '#bot/meeting/calendar';

const instant = z.iso.datetime({ offset: true });

/** Weeks between two rounds; 0 = switched off. */
export const everyWeeks = [2, 4, 8] as const;
export type Every = (typeof everyWeeks)[number];

/** A team's id, or the whole organisation. */
export type Scope = string;
export const tenantScope = 'tenant';

const roundSchema = z.object({
  /** Four digits, counted from 0001; sorts as time does. */
  id: z.string(),
  opened: instant,
  /** Answers count until then. */
  closes: instant,
  /** Who could take part when it opened. */
  roster: z.number().int().default(0),
  /** Switched off before it closed: nobody is matched. */
  cancelled: z.boolean().default(false),
});
export type RoundPlan = z.infer<typeof roundSchema>;

/** The rhythm of a team or of the organisation, and its latest round: the truth behind every timer. */
export const rhythmSchema = z.object({
  every: z.union([z.literal(0), z.literal(2), z.literal(4), z.literal(8)]),
  /** When the team's channel was told; '' = never. */
  announced: z.string().default(''),
  /** When the next round opens; nothing while it is off. */
  next: instant.optional(),
  round: roundSchema.optional(),
});
export type Rhythm = z.infer<typeof rhythmSchema>;

/** A topic that five or more people of a round wished for and found nobody to explain. */
const shortageSchema = z.object({
  skill: z.string(),
  name: z.string(),
  missing: z.number().int(),
});
export type Shortage = z.infer<typeof shortageSchema>;

/** A round that is closed. Who is in it stands in the rows of its `run`. */
export const headSchema = z.object({
  /** Names the rows that count: a run that crashed half-way left others, which nobody reads. */
  run: z.string(),
  at: instant,
  /** Who could have taken part, who did, and who learns or teaches; shown by the rule of five only. */
  roster: z.number().int(),
  people: z.number().int(),
  matched: z.number().int(),
  shortages: z.array(shortageSchema),
});
export type Head = z.infer<typeof headSchema>;

const arcSchema = z.object({ teacher: z.string(), learner: z.string(), skill: z.string() });
/** Who explains what to whom; an empty id is somebody who erased their data. */
export type Arc = z.infer<typeof arcSchema>;

export const activitySchema = z.object({
  kind: z.enum(['swap', 'circle', 'one-way']),
  arcs: z.array(arcSchema),
  /** What holds for everybody in it. */
  notes: z.array(z.enum(['not-met', 'across-teams'])).default([]),
  /** When its people are asked whether they met. */
  asks: instant,
  /** The time they chose; '' = none yet. */
  at: z.string().default(''),
  issue: issueSchema.optional(),
  /** `freed`: somebody cannot; `repaired`: what became of the others is decided. */
  state: z.enum(['held', 'freed', 'repaired']),
  /** Who cannot. */
  without: z.string().default(''),
  /** Whether they met, as each of them said. */
  met: z.record(z.string(), z.boolean()).default({}).transform(table),
});
export type Activity = z.infer<typeof activitySchema> & { readonly key: string };

const reasons = [
  'nobody-shares',
  'all-full',
  'no-common-hours',
  'no-common-language',
  'only-met-recently',
  'not-asked',
] as const;
export type Why = (typeof reasons)[number];

/** Somebody who took part and was matched with nobody, yet. */
export const leftSchema = z.object({
  why: z.enum(reasons),
  /** The activity of theirs that fell through, if one did. */
  because: z.string().default(''),
  /** Placed by a repair. */
  placed: z.boolean().default(false),
});
export type Left = z.infer<typeof leftSchema> & { readonly person: string };
