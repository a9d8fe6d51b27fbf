import { pausedOn } from '#bot/core/pause';
import { dayIn, type Instant, instantOf, isoInstant } from '#bot/core/time';
import { type Calendar, dailyAt, weekKey, zoneOf } from '#bot/delivery/rules';
import type { Person } from '#bot/records/person';
import type { Profile } from '#bot/records/profile';

type Entry = Profile['asks'][number];

/** Days that an entry is remembered: the week it counts in, and one more. */
const rememberedDays = 14;

/**
 * Whether this person may be asked now: they said yes, can be reached, are not paused, share their
 * time with nobody else beyond their own limit, and have room in the week in which they would hear.
 */
export function mayBeAsked(
  person: Pick<Person, 'profile' | 'sent'>,
  skill: string,
  asker: { readonly id: string; readonly blocked: readonly string[] },
  me: string,
  now: Instant,
  calendar: Calendar,
): boolean {
  if (me === asker.id || person.profile.notAsked.includes(skill)) return false;
  return !keptApart(person.profile, asker, me) && hasRoom(person, now, calendar);
}

/** Whether one of two people chose not to be brought together with the other. */
export const keptApart = (
  { blocked }: Profile,
  asker: { readonly id: string; readonly blocked: readonly string[] },
  me: string,
): boolean => blocked.includes(asker.id) || asker.blocked.includes(me);

/** Whether this person may be told of one more ask, as far as it is theirs to say. */
export function hasRoom(
  person: Pick<Person, 'profile' | 'sent'>,
  now: Instant,
  calendar: Calendar,
): boolean {
  const { profile } = person;
  const { consent, reach, asks, askLimit, capacity } = profile;
  if (consent.state !== 'in' || reach.state !== 'ok') return false;
  if (pausedOn(profile, dayIn(now, zoneOf(profile, calendar)))) return false;
  const told = dailyAt(person, now, calendar);
  if (told === undefined) return false;
  const week = weekKey(profile, told, calendar);
  const sameWeek = asks.filter(
    ({ at }) => weekKey(profile, instantOf(at), calendar) === week,
  ).length;
  const atOnce = asks.filter(({ on, until }) => on && until > isoInstant(now)).length;
  return sameWeek < askLimit && atOnce < capacity;
}

/** The ledger with one more ask, and without what is long over. */
export function counted({ asks }: Profile, entry: Entry, now: Instant): Pick<Profile, 'asks'> {
  const old = isoInstant(now.subtract({ hours: 24 * rememberedDays }));
  return {
    asks: [
      ...asks.filter(
        ({ id, on, until, at }) => id !== entry.id && ((on && until > isoInstant(now)) || at > old),
      ),
      entry,
    ],
  };
}

/** An ask that ended for this person: it still counts in its week if they heard of it. */
export const released = ({ asks }: Profile, id: string, now: Instant): Pick<Profile, 'asks'> => ({
  asks: asks
    .filter((entry) => entry.id !== id || entry.at <= isoInstant(now))
    .map((entry) => (entry.id === id ? { ...entry, on: false } : entry)),
});

/** Help that goes on stays counted until then. */
export const helpingUntil = (
  { asks }: Profile,
  id: string,
  until: Instant,
  now: Instant,
): Pick<Profile, 'asks'> => ({
  asks: asks.some((entry) => entry.id === id)
    ? asks.map((entry) =>
        entry.id === id ? { ...entry, on: true, until: isoInstant(until) } : entry,
      )
    : // Asked by name beyond their limit: what they said yes to counts all the same.
      [...asks, { id, at: isoInstant(now), until: isoInstant(until), on: true }],
});

/** Two weeks' working hours in minutes of the UTC day, as far as an index row tells. */
interface Hours {
  readonly hours: { readonly from: string; readonly to: string };
  readonly zone: string;
  readonly daysOff: readonly number[];
}

/** Whether two people work at the same time for so long, on a day that both work. */
export function hoursMeet(a: Hours, b: Hours, minutes: number, now: Instant): boolean {
  const days = [1, 2, 3, 4, 5, 6, 7].some(
    (day) => !a.daysOff.includes(day) && !b.daysOff.includes(day),
  );
  const [one, other] = [spansOf(a, now), spansOf(b, now)];
  return (
    days &&
    one.some(([from, to]) =>
      other.some(([start, end]) => Math.min(to, end) - Math.max(from, start) >= minutes),
    )
  );
}

const day = 24 * 60;

/** Spans over three UTC days, so that hours around midnight meet as well. */
function spansOf({ hours, zone }: Hours, now: Instant): (readonly [number, number])[] {
  const offset = now.toZonedDateTimeISO(zone).offsetNanoseconds / 60e9;
  const from = minutesOf(hours.from) - offset;
  const length = (minutesOf(hours.to) - minutesOf(hours.from) + day) % day;
  return [-day, 0, day].map((shift) => [from + shift, from + shift + length] as const);
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
