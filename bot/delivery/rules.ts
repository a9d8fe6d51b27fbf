import type { PersonId } from '#bot/core/ids';
import type { Rhythm } from '#bot/core/learning';
import { pausedOn } from '#bot/core/pause';
import type { Worktime } from '#bot/core/slots';
import {
  addDays,
  type Day,
  dayIn,
  type Instant,
  type IsoWeek,
  instantAt,
  instantOf,
  isoInstant,
  Temporal,
  wallClockIn,
  weekdayOf,
  weekIn,
  zoneOr,
} from '#bot/core/time';
import type { Taken } from '#bot/platform/organisation';
import type { Person } from '#bot/records/person';
import type { OpenItem, Profile, Sent } from '#bot/records/profile';

/** What the rules know of the world outside a profile. */
export interface Calendar {
  /** For people whose zone nobody told. */
  readonly defaultZone: string;
  /** Whether a day is a public holiday in a country (ISO 3166-1 alpha-2). */
  isHoliday(country: string, day: Day): boolean;
  /**
   * When those of these people who chose it cannot be met, by their own calendars; whoever did not,
   * or is not told of in time, is missing. Absent where no organisation can tell.
   */
  readonly taken?: (
    people: readonly Pick<Person, 'id' | 'profile'>[],
    from: Instant,
    to: Instant,
  ) => Promise<ReadonlyMap<PersonId, Taken>>;
  /** Whether the organisation lets people choose that, as far as it is known. */
  readonly mayChoose?: () => boolean;
}

/** Weeks between two moments. */
const weeks: Readonly<Record<Exclude<Rhythm, 'off'>, number>> = {
  weekly: 1,
  fortnightly: 2,
  monthly: 4,
};
/** The next moment is at least so many days after the last (product rule 5). */
const daysBetween = 5;
/** Cards ignored in a row that halve the rhythm. */
const ignoredBeforeSlower = 3;
/** No search goes further than this many days: beyond it nobody is scheduled. */
const horizon = 400;

export const zoneOf = (profile: Pick<Profile, 'zone'>, calendar: Calendar): string =>
  zoneOr(profile.zone, calendar.defaultZone);

/** A day on which this person works: no day off, no public holiday, no pause. */
export function works(profile: Profile, day: Day, calendar: Calendar): boolean {
  if (profile.daysOff.includes(weekdayOf(day))) return false;
  if (pausedOn(profile, day)) return false;
  return profile.country === undefined || !calendar.isHoliday(profile.country, day);
}

/** When this person works, for finding a time with others. */
export const worktimeOf = (profile: Profile, calendar: Calendar): Worktime => ({
  zone: zoneOf(profile, calendar),
  hours: profile.hours,
  daysOff: profile.daysOff,
  pausedFrom: profile.pausedFrom,
  pausedUntil: profile.pausedUntil,
  isHoliday: (day) => profile.country !== undefined && calendar.isHoliday(profile.country, day),
});

/** Whether a message that is not an answer may arrive now. */
export function insideHours(profile: Profile, now: Instant, calendar: Calendar): boolean {
  const { day, time } = wallClockIn(now, zoneOf(profile, calendar));
  const { from, to } = profile.hours;
  if (from <= to) return time >= from && time < to && works(profile, day, calendar);
  // A night shift belongs to the day it starts on.
  if (time >= from) return works(profile, day, calendar);
  return time < to && works(profile, addDays(day, -1), calendar);
}

/** Days of work that a question with an end leaves at least, the last one among them. */
const daysToAnswer = 3;

/** Whether who is asked now works on enough days, after today, before it is too late to answer. */
export function leavesTime(
  profile: Profile,
  now: Instant,
  until: Instant,
  calendar: Calendar,
): boolean {
  const zone = zoneOf(profile, calendar);
  const last = dayIn(until, zone);
  let days = 0;
  for (let day = addDays(dayIn(now, zone), 1); day <= last; day = addDays(day, 1)) {
    if (works(profile, day, calendar)) days += 1;
  }
  return days >= daysToAnswer;
}

/** The first instant from `from` on at which a message may arrive. */
export function nextInside(
  profile: Profile,
  from: Instant,
  calendar: Calendar,
): Instant | undefined {
  if (insideHours(profile, from, calendar)) return from;
  const zone = zoneOf(profile, calendar);
  const today = dayIn(from, zone);
  for (let ahead = 0; ahead < horizon; ahead += 1) {
    const day = addDays(today, ahead);
    if (!works(profile, day, calendar)) continue;
    const opens = instantAt(day, profile.hours.from, zone);
    if (Temporal.Instant.compare(opens, from) >= 0) return opens;
  }
  return undefined;
}

/** Whether there is a chat that takes messages. */
export const canBeReached = ({ reach, conversation, left }: Profile): boolean =>
  reach.state === 'ok' && conversation !== undefined && !left;

/** Whether the bot may write first at all: yes was said, and there is a chat that takes messages. */
export const mayBeWritten = (profile: Profile): boolean =>
  profile.consent.state === 'in' &&
  profile.reach.state === 'ok' &&
  profile.conversation !== undefined;

/** Whether the weekly moment comes. */
export const mayBeScheduled = (profile: Profile): boolean =>
  mayBeWritten(profile) && profile.rhythm !== 'off';

/**
 * The person's next weekly moment after `from`: their weekday and time, as often as the rhythm
 * says, moved to the next working day, within hours, at least five days after the last.
 */
export function nextMoment(
  profile: Profile,
  from: Instant,
  calendar: Calendar,
): Instant | undefined {
  if (!mayBeScheduled(profile) || profile.rhythm === 'off') return undefined;
  const zone = zoneOf(profile, calendar);
  const every = weeks[profile.rhythm] * (profile.slowed ? 2 : 1);
  const last = profile.lastMoment === undefined ? undefined : instantOf(profile.lastMoment);
  let earliest = from;
  if (last !== undefined) {
    // From the Monday of the last moment's week, so that a card moved to Thursday does not drift.
    const lastDay = dayIn(last, zone);
    const monday = addDays(lastDay, 1 - weekdayOf(lastDay));
    for (const day of [addDays(monday, 7 * every), addDays(lastDay, daysBetween)]) {
      const bound = instantAt(day, '00:00', zone);
      if (Temporal.Instant.compare(bound, earliest) > 0) earliest = bound;
    }
  }
  const liesAhead = (at: Instant): boolean =>
    Temporal.Instant.compare(at, from) > 0 && Temporal.Instant.compare(at, earliest) >= 0;
  const first = dayIn(earliest, zone);
  for (let ahead = 0; ahead < horizon; ahead += 1) {
    const day = addDays(first, ahead);
    if (weekdayOf(day) !== profile.moment.weekday) continue;
    const at = workingMoment(profile, day, calendar);
    if (at === undefined || liesAhead(at)) return at;
  }
  return undefined;
}

/** The moment's time on the first working day from `day` on; outside hours, when the hours open. */
function workingMoment(profile: Profile, day: Day, calendar: Calendar): Instant | undefined {
  const zone = zoneOf(profile, calendar);
  for (let ahead = 0; ahead < horizon; ahead += 1) {
    const candidate = addDays(day, ahead);
    if (!works(profile, candidate, calendar)) continue;
    const wished = instantAt(candidate, profile.moment.time, zone);
    if (insideHours(profile, wished, calendar)) return wished;
    return nextInside(profile, instantAt(candidate, profile.hours.from, zone), calendar);
  }
  return undefined;
}

/** The key of the row that is both the claim and the week's budget. */
export const weekKey = (profile: Profile, now: Instant, calendar: Calendar): IsoWeek =>
  weekIn(now, zoneOf(profile, calendar));

/** Whether a row of the ledger is a week's card. */
export const isWeek = (key: string): boolean => /^\d{4}-W\d{2}$/.test(key);

/** A message that is being sent, or waits for Teams to take it. */
export const isOpen = ({ outcome }: Pick<Sent, 'outcome'>): boolean =>
  outcome === 'waiting' || outcome === 'sending';

/** The key of the day's one message of what colleagues send and what somebody joined. */
export const dailyKey = (profile: Profile, now: Instant, calendar: Calendar): string =>
  `collected-${dayIn(now, zoneOf(profile, calendar))}`;

/** When the day's message could tell of what comes now: tomorrow, once today's has gone. */
export function dailyAt(
  { profile, sent }: { readonly profile: Profile; readonly sent: readonly Sent[] },
  now: Instant,
  calendar: Calendar,
): Instant | undefined {
  const key = dailyKey(profile, now, calendar);
  const gone = sent.some((row) => row.key === key && !isOpen(row));
  const zone = zoneOf(profile, calendar);
  const from = gone ? instantAt(addDays(dayIn(now, zone), 1), '00:00', zone) : now;
  return nextInside(profile, from, calendar);
}

/** What three ignored cards in a row do: the rhythm is halved, once, and the person is told so. */
export function afterSilence(profile: Profile): Pick<Profile, 'ignored' | 'slowed'> & {
  readonly tell: boolean;
} {
  const ignored = profile.silent ? profile.ignored + 1 : 0;
  const slower = ignored >= ignoredBeforeSlower && !profile.slowed;
  return { ignored: slower ? 0 : ignored, slowed: profile.slowed || slower, tell: slower };
}

/** Open items a moment may carry, the one that goes on the card first. */
export function inOrder<I extends Pick<OpenItem, 'kind' | 'created' | 'expires'>>(
  items: readonly I[],
  now: Instant,
  next: Instant | undefined,
  orderOf: (kind: string) => number | undefined,
): I[] {
  const iso = isoInstant(now);
  const soon = isoInstant(next ?? now);
  return items
    .filter((item) => item.expires > iso && orderOf(item.kind) !== undefined)
    .map((item) => {
      const order = orderOf(item.kind) ?? 0;
      // Somebody waits (order 0) stays first; what expires before the next moment comes second.
      const pressing = order > 0 && item.expires <= soon;
      return { item, order: pressing ? 0.5 : order };
    })
    .sort((a, b) => a.order - b.order || (a.item.created < b.item.created ? -1 : 1))
    .map(({ item }) => item);
}
