import { z } from 'zod';
import { listedMax } from '#bot/core/floor';
import { kinds, supplies } from '#bot/core/learning';
import { reasons } from '#bot/records/learnt';

const week = z.string().regex(/^\d{4}-W\d\d$/);
const count = z.number().int().min(0);
/** By the rule of five: "N or more", 0 = hidden. */
const floored = count.multipleOf(5);
const entry = z.union([z.object({ topic: z.string() }), z.object({ kind: z.enum(kinds) })]);
const listed = z.array(entry).max(listedMax);

/** What is said of people, of a team or of the organisation; by the rule of five. */
export const privateFigures = z.object({
  tookPart: floored,
  helped: floored,
  /** Of these, who was helped within five working days of asking. */
  soon: floored.default(0),
  /** People who held a session: helped, were helped, or met in a round. */
  sessions: floored.default(0),
  /** People who used what they learnt, by their own answers of four weeks. */
  used: floored.default(0),
  /** What five or more each named as in the way of it. */
  inTheWay: z.array(z.enum(reasons)).default([]),
  /** Wished for, and nobody offers it. */
  nobody: listed,
  /** Wished for, and a few offer it. */
  few: listed,
  /** Offered by five or more, and a round of matching still had too few of them. */
  short: listed.default([]),
  /**
   * Until which week each entry of these lists stays, whoever leaves: its going would name them.
   * `skill`: of a topic, which moves between the lists with what is on offer.
   */
  stays: z
    .array(
      z.object({
        list: z.enum(['nobody', 'few', 'short']),
        entry,
        skill: z.string().optional(),
        until: week,
      }),
    )
    .default([]),
});
export type PrivateFigures = z.infer<typeof privateFigures>;
export type Stay = PrivateFigures['stays'][number];

export const acts = ['invite', 'thank'] as const;
export type Act = (typeof acts)[number];

/**
 * The frozen digest of a team and a week (product rule 8): everything its text is made of, and no
 * person. Strict, so that nothing else can slip in.
 */
export const digestSchema = z.strictObject({
  v: z.literal(1),
  week,
  /** The team's name then. */
  team: z.string(),
  /** Badges posted in the channel. */
  badges: count,
  /** Lessons kept with a skill for whoever comes next. */
  lessons: count.default(0),
  /** Topics newly offered: how many, and the first few by name. */
  topics: z.object({ count, names: z.array(z.string()) }),
  /** The team was invited to share in this week, by a post that everybody could read. */
  invited: z.literal(true).optional(),
  /** A team too small for figures of its own reads the organisation's. */
  scope: z.enum(['team', 'organisation']),
  ...privateFigures.shape,
  /** People who took part in the last weeks, as each week's digest said, oldest first, this one last. */
  people: z.array(z.object({ week, value: floored })).default([]),
  /** Of digests of before: badges and topics, drawn no more. */
  chart: z.array(z.object({ week, value: count })).optional(),
  suggestion: z.enum(acts),
  supply: z.array(z.object({ topic: z.string(), supply: z.enum(supplies) })),
});
export type Digest = z.infer<typeof digestSchema>;

/** The organisation's figures of a week, frozen as well. */
export const organisationSchema = z.strictObject({
  v: z.literal(1),
  week,
  ...privateFigures.shape,
});
export type Organisation = z.infer<typeof organisationSchema>;
