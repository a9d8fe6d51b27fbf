import { z } from 'zod';

/** How long the help asked for takes, in minutes. */
export const lengths = [15, 30, 60] as const;
/** Characters, as a reader counts them. */
export const whatMax = 300;
export const lessonMax = 200;
/** Asks that one person may have under way at once. */
export const openMax = 3;
/** Days ahead that somebody may say "by". */
export const byMaxDays = 60;

const length = z.union([z.literal(15), z.literal(30), z.literal(60)]);

/**
 * POST /api/asks → AskedView. Refusals (422): nobody shares it, three asks are under way, the day
 * is past or too far, nothing to see in the skill or the question; whoever was to be asked is not
 * found by name any more (`to`), or the line is gone (`line`).
 */
export const askInput = z.object({
  /** Made by the client once per form, so that a repeat asks nothing twice. */
  op: z.string().min(8).max(64),
  /** As typed, or a label of the catalogue. */
  skill: z.string().max(10_000),
  /** What exactly; the helper reads it before any name. */
  what: z.string().max(10_000),
  minutes: length,
  /** Last day on which it still helps, local to the asker: `2026-12-04`. */
  by: z.iso.date(),
  /** Asks one colleague alone: somebody found by name (their id), or whoever kept a line (its id). */
  to: z.string().max(100).optional(),
  line: z.string().max(64).optional(),
});
export type AskInput = z.infer<typeof askInput>;

/** A time to meet, inside both people's hours. */
const slotView = z.object({
  /** ISO instant. */
  at: z.string(),
  /** Calendar file: a signed link that expires, without names in it. */
  calendar: z.string(),
  /** Teams' own meeting form, filled in: such a link as well. */
  teams: z.string(),
});
export type SlotView = z.infer<typeof slotView>;

/** Two people who said yes: what either sees of the other. */
const pairView = z.object({
  /** The other's id and name, for a thank-you. */
  with: z.object({ id: z.string(), name: z.string() }),
  /** A first sentence to send, in my language. */
  opening: z.string(),
  /** Opens our chat in Teams with that sentence; null where there is no such link. */
  chat: z.string().nullable(),
  /** Times to choose from, at most three; empty once one is chosen, or when hours never meet. */
  slots: z.array(slotView),
  /** The time that was chosen. */
  planned: slotView.nullable(),
});
export type PairView = z.infer<typeof pairView>;

/**
 * Where an ask stands, as its asker sees it. Whoever declined or was silent never shows: it stays
 * `asking` until somebody says yes, or until `nobody`.
 */
const askStates = [
  'asking',
  /** Nobody could this time: `again`, `wish` or `let-go`. */
  'nobody',
  /** Somebody said yes: choose a time. */
  'accepted',
  'planned',
  /** Did it happen? */
  'happened?',
  /** It did: one line for the next person? */
  'lesson',
  /** Shall the skill join my skills to share? */
  'share',
  'closed',
] as const;
export type AskState = (typeof askStates)[number];

/** What can be done about an ask: POST /api/asks/:id/:act with the input named → { said }. */
export const askActs = [
  /** {} Takes an ask back, at any time before it happened. */
  'withdraw',
  /** {} After `nobody`: looks once more, up to five working days. */
  'again',
  /** {} After `nobody`: keeps it as a wish. */
  'wish',
  /** {} Lets it rest kindly. */
  'let-go',
  /** { at, sure? }: one of the slots, or a typed time; either of the two may choose. */
  'plan',
  /** {} Three other times, also when it did not happen. */
  'times',
  /** {} It happened. */
  'yes',
  /** {} The helper was thanked with a badge. */
  'thanked',
  /** { text, keep }: one line for the next person; an empty text skips it. */
  'lesson',
  /** {} The skill joins my skills to share, or never (a no is remembered). */
  'share',
  'not-share',
] as const;
export type AskAct = (typeof askActs)[number];

/** My own ask. */
const askView = z.object({
  id: z.string(),
  skill: z.object({ id: z.string(), name: z.string() }),
  what: z.string(),
  minutes: length,
  by: z.iso.date(),
  /** ISO instant. */
  asked: z.string(),
  /** One colleague alone was asked: by name, or whoever kept this line. */
  only: z
    .object({ as: z.enum(['named', 'author']), name: z.string(), line: z.string() })
    .nullable(),
  state: z.enum(askStates),
  /** Where it stands, in a sentence. */
  said: z.string(),
  /** More about it; may be empty. */
  text: z.string(),
  /** What can be done now, most wanted first. */
  acts: z.array(z.object({ act: z.enum(askActs), label: z.string() })),
  /** Once somebody said yes. */
  pair: pairView.nullable(),
  /** The helper was thanked with a badge. */
  thanked: z.boolean(),
});
export type AskView = z.infer<typeof askView>;
export type AskedView = AskView;

/**
 * What a helper can do: POST /api/helping/:id/:act → { said }. The offer itself is an open item of
 * *For you* (`yes`, `not-now`, `not-topic`): POST /api/open/:id/:act.
 */
export const helpActs = ['plan', 'times', 'cannot'] as const;
export type HelpAct = (typeof helpActs)[number];

/** Somebody I said yes to. */
const helpView = z.object({
  id: z.string(),
  skill: z.string(),
  what: z.string(),
  minutes: length,
  by: z.iso.date(),
  state: z.enum(['accepted', 'planned']),
  said: z.string(),
  text: z.string(),
  acts: z.array(z.object({ act: z.enum(helpActs), label: z.string() })),
  pair: pairView,
});
export type HelpView = z.infer<typeof helpView>;

/** GET /api/asks: my asks, newest first, and whom I help. */
export const asksView = z.object({
  mine: z.array(askView),
  helping: z.array(helpView),
  /** My local day: no form may say an earlier one. */
  today: z.iso.date(),
  /** The day a form starts with. */
  usual: z.iso.date(),
});
export type AsksView = z.infer<typeof asksView>;

/**
 * Input of `plan`: one of the slots, or a time of one's own on one's own clock, `2026-11-24T14:30`;
 * `sure`: after a warning about one's own hours (422, `meeting.own.…`).
 */
export const planInput = z.object({ at: z.string().max(40), sure: z.boolean().optional() });

/** Whether a line tells what worked or what went wrong. */
export const lineHows = ['worked', 'wrong'] as const;
/** Who may read a line: me alone, or whoever looks for the skill, without my name or with it. */
export const lineKeeps = ['me', 'skill', 'named'] as const;

/** A tip is for others: who keeps something for themselves has the check-in. */
export const tipKeeps = ['skill', 'named'] as const;

/** Input of `lesson`. */
export const lessonInput = z.object({
  text: z.string().max(10_000),
  keep: z.enum(lineKeeps),
  how: z.enum(lineHows).default('worked'),
});
export type LessonInput = z.infer<typeof lessonInput>;

/** The action *Ask for help with this*: the words of the message it was chosen on. */
export const messageData = z.object({
  messagePayload: z.object({ body: z.object({ content: z.string().nullish() }).nullish() }),
});

/**
 * GET /api/lessons?skill=… → { lessons }: lines kept with a skill, newest first; `name` is '' where
 * its author stays nameless, `at` is the month, and a line is there from the working day after it was
 * kept. `id` asks its author.
 */
export const lessonsInput = z.object({ skill: z.string().max(10_000) });
const lessonView = z.object({
  id: z.string(),
  text: z.string(),
  /** I kept it myself. */
  mine: z.boolean(),
  at: z.string().regex(/^\d{4}-\d\d$/),
  how: z.enum(lineHows),
  name: z.string(),
});
export type LessonView = z.infer<typeof lessonView>;
