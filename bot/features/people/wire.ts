import { z } from 'zod';
import { kinds, levels, rhythms } from '#bot/core/learning';

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const weekday = z.number().int().min(1).max(7);

/** The switches a person can turn off (product rule 11). */
const forms = ['checkin', 'badges', 'offers', 'digest', 'rounds', 'together'] as const;

const settingsView = z.object({
  /** Own choice; null = follow Teams. */
  language: z.enum(['en', 'nl']).nullable(),
  zone: z.string().max(100),
  /** Null = not known; public holidays are then not taken into account. */
  country: z.string().max(2).nullable(),
  /** The country is a guess: Settings asks. */
  countryGuessed: z.boolean(),
  hours: z.object({ from: time, to: time }),
  daysOff: z.array(weekday).max(7),
  /** An hour a week kept for learning, by its begin; null = none. */
  learningHour: z.object({ weekday, from: time }).nullable(),
  /** Whether their calendar's free and busy times are used; null where that cannot be chosen. */
  freeBusy: z.boolean().nullable(),
  rhythm: z.enum(rhythms),
  /** The rhythm was halved after ignored cards. */
  slowed: z.boolean(),
  moment: z.object({ weekday, time }),
  off: z.array(z.enum(forms)).max(forms.length),
  capacity: z.number().int().min(0).max(5),
  askLimit: z.number().int().min(0).max(3),
  /** Languages to help and learn in; empty = the one in force. */
  speaks: z.array(z.enum(['en', 'nl'])).max(2),
  /** Helps in a round without being helped in return. */
  teachesWithoutReturn: z.boolean(),
  homeTeam: z.string().max(300).nullable(),
});
export type SettingsView = z.infer<typeof settingsView>;

/** PATCH /api/me/settings: any of the settings. `language: null` follows Teams again. */
export const settingsInput = settingsView
  .omit({ countryGuessed: true, slowed: true })
  .extend({ freeBusy: z.boolean() })
  .partial();
export type SettingsInput = z.infer<typeof settingsInput>;

/** PUT /api/me/consent */
export const consentInput = z.object({ answer: z.enum(['in', 'not-now']) });

/** PUT /api/me/pause: last day of the pause, or null to end it. */
export const pauseInput = z.object({ until: z.iso.date().nullable() });

export const skillView = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(kinds),
  /** ISO instant. */
  added: z.string(),
  /** A listed skill that may have been meant, while its owner has not answered. */
  perhaps: z.string().optional(),
  /** Found by my name, and a line of mine beside it; else counted, or of a wish mine alone. */
  named: z.boolean().optional(),
  line: z.string().optional(),
  /** Of a wish: what for, and by when; mine alone. */
  purpose: z.string().optional(),
  by: z.iso.date().optional(),
});
export const shareView = skillView.extend({ level: z.enum(levels) });
export type SkillView = z.infer<typeof skillView>;
export type ShareView = z.infer<typeof shareView>;

/** One line of *For you*. `act` of a button goes to POST /api/open/:id/:act → { said }. */
export const openView = z.object({
  id: z.string(),
  kind: z.string(),
  title: z.string(),
  text: z.string().optional(),
  image: z.object({ url: z.string(), alt: z.string() }).optional(),
  /** A place in Teams to go to, before all else. */
  link: z.object({ label: z.string(), url: z.string() }).optional(),
  /** None of the buttons stands out. */
  calm: z.boolean().optional(),
  /** `time`: asks for a day and a time of mine first, sent as the act `at.2026-11-24T14:30`. */
  actions: z.array(
    z.object({ act: z.string(), label: z.string(), time: z.literal(true).optional() }),
  ),
  page: z
    .enum(['checkin', 'badges', 'team', 'profile', 'asks', 'lesson', 'together', 'howto'])
    .optional(),
  /** What on that page it is about. */
  item: z.string().optional(),
  created: z.string(),
  expires: z.string(),
});
export type OpenView = z.infer<typeof openView>;

/** GET /api/me: everything the first page and the frame need. */
export const meView = z.object({
  id: z.string(),
  name: z.string(),
  /** Counts every change of mine: GET /api/me/rev → { rev } tells an open tab to read again. */
  rev: z.number().int(),
  consent: z.enum(['unasked', 'in', 'not-now']),
  /** Language in force. */
  language: z.enum(['en', 'nl']),
  /** My local day. */
  today: z.iso.date(),
  /** First day of a pause that lies ahead. */
  pausedFrom: z.iso.date().nullable(),
  pausedUntil: z.iso.date().nullable(),
  settings: settingsView,
  shares: z.array(shareView),
  wishes: z.array(skillView),
  /** Ids in the order the person gave them; what is not named stands first, newest first. */
  order: z.object({ share: z.array(z.string()), wish: z.array(z.string()) }),
  open: z.array(openView),
  teams: z.array(z.object({ id: z.string(), name: z.string() })),
  /** Said yes, but messages do not arrive: the person blocked the bot, or has no chat with it. */
  undelivered: z.enum(['blocked', 'noChat']).nullable(),
  /** The chat with the bot, where there is a link to it. */
  chat: z.string().nullable(),
  /** The organisation lets calendars be read by those who choose it. */
  calendars: z.boolean(),
  /** App role `Operator`. */
  operator: z.boolean(),
});
export type MeView = z.infer<typeof meView>;

/** GET /api/colleagues → { colleagues }: people of my teams, without me. */
export const colleagueView = z.object({ id: z.string(), name: z.string() });
export type ColleagueView = z.infer<typeof colleagueView>;

/** What every refused call answers, beside its status: 400, 401, 403, 404, 413, 422, 429, 503. */
export const problem = z.object({
  error: z.object({
    why: z.string(),
    /** A sentence for the person, in the person's language. */
    message: z.string(),
    /** Dotted path of the field at fault, when there is one. */
    field: z.string().optional(),
  }),
});
export type Problem = z.infer<typeof problem>;
