import type { PersonId, TenantContext } from '#bot/core/ids';
import { addDays, dayIn, type Instant, instantAt, Temporal } from '#bot/core/time';
import { type Calendar, nextInside, zoneOf } from '#bot/delivery/rules';
import type { Deps } from '#bot/ports';
import { loadPerson } from '#bot/records/person';
import type { Profile } from '#bot/records/profile';

/** Somebody is looked at so far ahead, and again when it is over. */
const ahead = { hours: 14 * 24 };

/**
 * When somebody is back who is out of office for all of today's hours, by their own calendar and where
 * they chose that it is used; undefined when they are here, or nobody tells.
 */
export async function backFrom(
  { tables, calendar }: Pick<Deps, 'tables' | 'calendar'>,
  ctx: TenantContext,
  id: PersonId,
  now: Instant,
): Promise<Instant | undefined> {
  if (calendar.taken === undefined) return undefined;
  const person = await loadPerson(tables, ctx, id);
  if (person.profile.freeBusy !== true) return undefined;
  // From the morning on: an absence that began then covers the day.
  const told = await calendar.taken([person], now.subtract({ hours: 24 }), now.add(ahead));
  return backAfter(person.profile, told.get(id)?.outOfOffice ?? [], now, calendar);
}

/** @param away spans of milliseconds */
function backAfter(
  profile: Profile,
  away: readonly (readonly [number, number])[],
  now: Instant,
  calendar: Calendar,
): Instant | undefined {
  let at = now;
  for (;;) {
    const [opens, closes] = hoursOf(profile, at, calendar);
    // Two entries that touch are one absence: what reaches past the first counts on from there.
    const over = away.reduce(
      (until, [begin, end]) => (begin <= until && end > until ? end : until),
      Math.max(opens, ...away.filter(([begin]) => begin <= opens).map(([, end]) => end)),
    );
    if (over < closes) return at === now ? undefined : at;
    const back = nextInside(profile, Temporal.Instant.fromEpochMilliseconds(over), calendar);
    if (back === undefined || Temporal.Instant.compare(back, at) <= 0) return undefined;
    at = back;
  }
}

/** Today's working hours, in milliseconds; a night shift ends tomorrow. */
function hoursOf(profile: Profile, now: Instant, calendar: Calendar): readonly [number, number] {
  const zone = zoneOf(profile, calendar);
  const day = dayIn(now, zone);
  const { from, to } = profile.hours;
  return [
    instantAt(day, from, zone).epochMilliseconds,
    instantAt(addDays(day, to < from ? 1 : 0), to, zone).epochMilliseconds,
  ];
}
