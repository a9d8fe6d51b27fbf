import { z } from 'zod';
import { instantOf, isoInstant } from '#bot/core/time';
import type { Run, World } from '#bot/practice/contract';
import { workingTime } from '#bot/practice/dates';

/** Defaults, not laws: what a look-back goes by where nobody chose otherwise. */
export const defaults = {
  /** Answers and marks are taken until this time. */
  hour: '16:00',
  /** Working days in which marks are taken, and until it opens. */
  days: 2,
  marks: 3,
  agreements: 2,
  questions: 5,
  minutes: 60,
  /** Characters of an answer, and of an agreement, a line or a question. */
  answer: 300,
  line: 140,
  topic: 100,
  /** Days until agreements are asked after, until silence ends it, until answers are erased. */
  back: 14,
  silence: 14,
  forget: 28,
  /** One that repeats stops after so many. */
  times: 4,
} as const;

/** The weeks after which it may come again; 0 never does. */
export const everyWeeks = ['0', '1', '2', '4'] as const;
export const hows = ['done', 'busy', 'letgo', 'outside'] as const;

const instant = z.iso.datetime({ offset: true });

const agreementSchema = z.object({
  id: z.string(),
  text: z.string(),
  /** Who wrote it, and who claimed it, with the name they go by in it; '' is nobody. */
  from: z.string(),
  by: z.string(),
  byName: z.string(),
  how: z.enum(['', ...hows]),
});
export type Agreement = z.infer<typeof agreementSchema>;

export const stateSchema = z.object({
  kind: z.enum(['back', 'ahead']),
  topic: z.string(),
  /** Own questions; none: those of its kind, in each reader's language. */
  questions: z.array(z.string()),
  /** Where its people sit together; '' when they do not. It opens when that begins. */
  place: z.string(),
  meets: z.boolean(),
  station: z.enum(['writing', 'reading', 'keeping', 'asking', 'over']),
  /** Why nothing was opened. */
  unopened: z.enum(['', 'few', 'stopped', 'off']),
  opens: instant,
  closes: instant,
  back: instant,
  forget: instant,
  /** Decides by chance what stands first of what was marked as often. */
  seed: z.string(),
  /** What the marks chose, in no order that tells how often. */
  top: z.array(z.string()),
  agreements: z.array(agreementSchema),
  line: z.object({ text: z.string(), from: z.string() }),
  every: z.enum(everyWeeks),
  /** How many more come by themselves. */
  left: z.number().int(),
  /** The next has begun. */
  followed: z.boolean(),
  /** What was agreed last time, and what was kept on the topic. */
  before: z.array(z.string()),
  kept: z.array(z.string()),
});
export type State = z.infer<typeof stateSchema>;
export type LookRun = Run<State>;

export const later = (iso: string, days: number): string =>
  isoInstant(instantOf(iso).add({ hours: 24 * days }));

/** Everything that follows from when it opens. */
export const timesFrom = (opens: string, world: Pick<World, 'works'>, zone: string) => {
  const closes = workingTime(world, instantOf(opens), defaults.days, defaults.hour, zone);
  return {
    opens,
    closes,
    back: later(closes, defaults.back),
    forget: later(opens, defaults.forget),
  };
};

/** Ids of the fields in which answers are written: one a question, three where nobody chose. */
export const answerFields = ({ questions }: State): readonly string[] =>
  (questions.length > 0 ? questions : ['', '', '']).map((_, index) => `q${index}`);
