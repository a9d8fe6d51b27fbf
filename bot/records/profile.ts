import { z } from 'zod';
import { kinds, levels, rhythms } from '#bot/core/learning';
import { table } from '#bot/core/table';
import { type Lang, languageFor, languages } from '#bot/strings/index';

const day = z.iso.date();
const instant = z.iso.datetime({ offset: true });
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** Whether scheduled cards may come (product rule 4). */
const consent = z.discriminatedUnion('state', [
  z.object({ state: z.literal('unasked') }),
  z.object({ state: z.literal('in'), since: instant }),
  z.object({ state: z.literal('not-now'), since: instant }),
]);

const reachSchema = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('ok'),
    /** When Teams first said that the chat is not there: true only if it says so again, hours later. */
    notFound: instant.optional(),
    /** The last message was refused, by Teams' code; tried again since the person opened the tab. */
    refused: z.string().optional(),
  }),
  /** Teams refused a message; the reason is Teams' own code. */
  z.object({ state: z.literal('unreachable'), why: z.string(), since: instant }),
]);

export type Reach = z.infer<typeof reachSchema>;

/** Where a message to a person or a channel goes. Our own small type, not Bot Framework's. */
export const conversationSchema = z.object({
  id: z.string(),
  serviceUrl: z.string(),
});
export type Conversation = z.infer<typeof conversationSchema>;

/** Each once: a long row of the same fills the record, which others have to write to as well. */
const set = <T extends z.ZodType>(one: T) =>
  z.array(one).transform((all): z.output<T>[] => [...new Set(all)]);

const hoursSchema = z.object({ from: time, to: time });

export const profileSchema = z.object({
  name: z.string().default(''),
  /** Teams user id (`29:…`), for mentions. */
  teamsId: z.string().optional(),
  consent: consent.default({ state: 'unasked' }),
  welcomedAt: instant.optional(),
  /** Took the bot away; coming back is greeted, not welcomed again. */
  left: z.boolean().default(false),
  conversation: conversationSchema.optional(),
  reach: reachSchema.default({ state: 'ok' }),

  /** The person's own choice; absent = follow Teams. */
  language: z.enum(languages).optional(),
  locale: z.string().optional(),
  /** IANA zone chosen by the person, or else as Teams last told. */
  zone: z.string().optional(),
  zoneChosen: z.boolean().default(false),
  /** ISO 3166-1 alpha-2, for public holidays: a guess until chosen. */
  country: z.string().optional(),
  countryChosen: z.boolean().default(false),
  hours: hoursSchema.default({ from: '09:00', to: '17:00' }),
  /** They set their hours or days themselves; only known where an organisation could tell. */
  hoursChosen: z.boolean().optional(),
  /** Days that are never worked, 1 (Monday) to 7 (Sunday). */
  daysOff: set(z.number().int().min(1).max(7)).default([6, 7]),
  /** Last day of a pause, inclusive; it ends by itself. */
  pausedUntil: day.nullable().default(null),
  /** First day of a pause that lies ahead; null while it began when it was set. */
  pausedFrom: day.nullable().default(null),

  /** An hour a week kept for learning: times are proposed in it first. */
  learningHour: z.object({ weekday: z.number().int().min(1).max(7), from: time }).optional(),

  /** Free and busy times of their own calendar are used for proposals: by their choice alone. */
  freeBusy: z.boolean().optional(),
  /** The item with which they were asked whether they want that, once; or where they chose by themselves. */
  freeBusyAsked: z.string().optional(),

  rhythm: z.enum(rhythms).default('weekly'),
  /** The weekly moment, in the person's own zone. */
  moment: z
    .object({ weekday: z.number().int().min(1).max(7), time })
    .default({ weekday: 2, time: '10:00' }),
  /** Forms the person switched off (product rule 11). */
  off: set(z.enum(['checkin', 'badges', 'offers', 'digest', 'rounds', 'together'])).default([]),

  /** How many colleagues this person helps at once; the person's own limit (rule 3). */
  capacity: z.number().int().min(0).max(5).default(1),
  /** Asks a week that may reach this person. */
  askLimit: z.number().int().min(0).max(3).default(1),
  /** By scope of a rhythm (a team's id, or `tenant`): the last round this person answered. */
  rounds: z
    .record(
      z.string(),
      z.object({
        round: z.string(),
        answer: z.enum(['yes', 'no']),
        /** Rounds in a row before this one with a yes and nothing learnt. */
        wait: z.number().int().min(0),
        /** This round brought somebody to learn from. */
        learns: z.boolean(),
        /** What of this round was shown to this person: each once. */
        shown: z.array(z.string()),
      }),
    )
    .default({})
    .transform(table),
  /** Languages to help and learn in; empty = the one this person reads. */
  speaks: set(z.enum(languages)).default([]),
  /** Helps in a round without being helped in return. */
  teachesWithoutReturn: z.boolean().default(false),
  /** People never to be brought together with: neither by an ask nor in a round. Only the owner sees it. */
  blocked: z.array(z.string()).default([]),

  /**
   * Asks that reached this person: when each is told of, until when it may stand, and whether it
   * still does. Counts for the two limits above, raced safely by the ETag; it names nobody.
   */
  asks: z
    .array(z.object({ id: z.string(), at: instant, until: instant, on: z.boolean() }))
    .default([]),
  /** Skills this person shares and is not asked about any more; sharing one anew ends that. */
  notAsked: z.array(z.string()).default([]),
  /** My own last asks; `on`: still under way. */
  asking: z.array(z.object({ id: z.string(), on: z.boolean() })).default([]),

  /** Home team: the one whose figures may count this person; counts from the Monday of `since`. */
  homeTeam: z.object({ id: z.string(), since: day }).optional(),

  /** The instant of the one Due row that is true; others are stale hints. */
  nextMoment: instant.nullable().default(null),
  lastMoment: instant.optional(),
  /** No press and no message since the last scheduled card. */
  silent: z.boolean().default(false),
  /** Scheduled cards ignored in a row. */
  ignored: z.number().int().default(0),
  /** The rhythm was halved because cards were ignored. */
  slowed: z.boolean().default(false),
  /** When a check-in was last saved. */
  checkedIn: instant.optional(),
  /** Number of the next question to ask: it goes up, so that none comes again for fifteen. */
  checkins: z.number().int().default(0),
  /** Check-ins saved or skipped last, so that a repeat is known as one. */
  recentCheckins: z.array(z.string()).default([]),

  /** The order somebody gave their skills, by id; one that is not named came later and stands first. */
  order: z
    .object({ share: z.array(z.string()), wish: z.array(z.string()) })
    .default({ share: [], wish: [] }),

  /** Badges given on one day: the daily limit and "the same text twice", raced safely by the ETag. */
  givenToday: z
    .object({
      day,
      count: z.number().int(),
      texts: z.array(z.string()),
      /** The last operations counted, of earlier days too: one delivered twice counts once. */
      ops: z.array(z.string()).default([]),
    })
    .optional(),
  /** What a colleague explained, and who: no round matches on it again, nor calls the two new. */
  learnt: z.array(z.object({ skill: z.string(), at: instant, with: z.string() })).default([]),
  /** Skills whose offer was answered, for ever: they are not offered again; `coach~`: asked whether to coach. */
  declined: z.array(z.string()).default([]),
  /** Asked once whether to receive the digest. */
  digestOffered: z.boolean().default(false),
  /** When they last subscribed to a digest: a yes to it alone, until they say *stop* after it. */
  digestYes: instant.optional(),
  /**
   * In no roster and unreachable: since when, and on how many nights in which the rosters were read.
   * `told`: when it was announced to them that their data goes.
   */
  away: z
    .object({
      since: instant,
      night: day,
      nights: z.number().int(),
      told: instant.optional(),
    })
    .optional(),
  /** Since when the directory says that their account is deleted or disabled. */
  accountGone: instant.optional(),
  /** Was a guest in the team they left last: in no team they are one still. */
  leftAsGuest: z.boolean().optional(),
  /** A mark of whom they report to by the directory (`records/leads.ts`). */
  manager: z.string().optional(),
  /** The team this person installed the bot in: its digest is offered to them, and theirs to hand over. */
  installed: z.string().optional(),
});
export type Profile = z.infer<typeof profileSchema>;

/** Languages to help and be helped in. */
export const spokenBy = ({ speaks, language, locale }: Profile): Lang[] =>
  speaks.length > 0 ? speaks : [languageFor(language, locale)];

/** A listed skill that may have been meant, while the owner has not answered. */
const perhaps = z.string().optional();

/** Found by name, as its owner chose; without it a share is counted and a wish its owner's alone. */
const found = {
  named: z.boolean().optional(),
  /** A line of the owner's own, shown beside the name. */
  line: z.string().optional(),
};

export const shareSchema = z.object({
  name: z.string(),
  level: z.enum(levels).default('explain'),
  kind: z.enum(kinds).default('skill'),
  added: instant,
  perhaps,
  ...found,
});
export type Share = z.infer<typeof shareSchema> & { readonly id: string };

export const wishSchema = z.object({
  name: z.string(),
  kind: z.enum(kinds).default('skill'),
  added: instant,
  perhaps,
  ...found,
  /** What it is for, and by when: its owner's alone, found by name or not. */
  purpose: z.string().optional(),
  by: day.optional(),
});
export type Wish = z.infer<typeof wishSchema> & { readonly id: string };

export const membershipSchema = z.object({
  name: z.string(),
  since: day,
  /** From another organisation: neither asked for help nor counted. */
  guest: z.boolean().optional(),
});
export type Membership = z.infer<typeof membershipSchema> & { readonly id: string };

/** Something that waits for this person, in *For you* before any message is sent (rule 13). */
export const openItemSchema = z.object({
  kind: z.string(),
  created: instant,
  expires: instant,
  /** Ids and figures the item's feature needs to show it. */
  data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  /** Its card is larger than Teams takes: no message tells of it. */
  aside: z.boolean().optional(),
});
export type OpenItem = z.infer<typeof openItemSchema> & { readonly id: string };

/** What was sent, or is being sent: the claim, the budget and the outcome in one row. */
export const sentSchema = z.object({
  at: instant,
  /**
   * `waiting`: Teams did not take it, it is due again. `skipped`: its time or its cause was over
   * before Teams took it. `missed`: nobody can know, never again.
   */
  outcome: z.enum(['sending', 'waiting', 'sent', 'skipped', 'missed', 'refused', 'parked']),
  attempts: z.number().int().default(1),
  activityId: z.string().optional(),
  /** Teams' reason for anything but `sent`. */
  why: z.string().optional(),
  /** The card also tells that the rhythm was halved. */
  slower: z.boolean().default(false),
  /** Ids of the open items the message carried, the one on the card first. */
  items: z.array(z.string()).default([]),
  /** How many of them are asks for help. */
  asks: z.number().int().optional(),
  /** Which of them rode on that card. */
  rider: z.string().optional(),
});
export type Sent = z.infer<typeof sentSchema> & { readonly key: string };

/** An answer in a practice, kept with its writer alone: a run reads it when its time has come. */
export const writtenSchema = z.object({
  practice: z.string(),
  /** Where the run stands. */
  scope: z.string(),
  fields: z.record(z.string(), z.union([z.string(), z.array(z.string()), z.boolean()])),
});
export type Written = z.infer<typeof writtenSchema> & {
  readonly run: string;
  readonly form: string;
};
