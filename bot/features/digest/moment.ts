import { pausedOn } from '#bot/core/pause';
import {
  addDays,
  type Day,
  dayIn,
  type Instant,
  type IsoWeek,
  instantAt,
  instantOf,
  mondayOf,
  nextAt,
  Temporal,
  weekBefore,
  weekIn,
  zoneOr,
} from '#bot/core/time';
import { type Calendar, insideHours, nextInside, zoneOf } from '#bot/delivery/rules';
import type { Due } from '#bot/records/due';
import type { Profile } from '#bot/records/profile';
import type { Team } from '#bot/records/team';

/** When the digest comes, in the team's zone. */
const time = '09:00';
const workingDays = 5;
/** When the night's pass runs, in the default zone. */
const night = '03:00';
/** A small team's digest waits so long for the organisation's figures. */
const patience = { hours: 24 };
/** After so many days nobody is sent last week's digest; it stands in the tab. */
const worthSending = { hours: 5 * 24 };

type Place = Pick<Team, 'id' | 'zone' | 'country' | 'announcedAt'>;

export const zoneOfTeam = ({ zone }: Pick<Team, 'zone'>, calendar: Calendar): string =>
  zoneOr(zone, calendar.defaultZone);

/** The week that has just ended for a team. */
export const weekToTell = (team: Place, now: Instant, calendar: Calendar): IsoWeek =>
  weekBefore(weekIn(now, zoneOfTeam(team, calendar)));

/** Monday's 09:00 of a week; a public holiday moves it to the next working day. */
function momentIn(team: Place, monday: Day, calendar: Calendar): Instant {
  const days = Array.from({ length: workingDays }, (_, ahead) => addDays(monday, ahead));
  const day = days.find(
    (one) => team.country === undefined || !calendar.isHoliday(team.country, one),
  );
  return instantAt(day ?? monday, time, zoneOfTeam(team, calendar));
}

/** The team's next digest after `now`; the first tells of the week in which the bot came. */
export function nextDigest(team: Place, now: Instant, calendar: Calendar): Instant {
  const zone = zoneOfTeam(team, calendar);
  const monday = mondayOf(weekIn(now, zone));
  const thisWeek = momentIn(team, monday, calendar);
  const came =
    team.announcedAt === undefined ? undefined : dayIn(instantOf(team.announcedAt), zone);
  const told = came === undefined || came < monday;
  return told && Temporal.Instant.compare(thisWeek, now) > 0
    ? thisWeek
    : momentIn(team, addDays(monday, 7), calendar);
}

/** The row for it: the same however often it is written. */
export const firstDigestDue = (team: Place, now: Instant, calendar: Calendar): Due => ({
  at: nextDigest(team, now, calendar),
  kind: 'digest',
  who: team.id,
});

/** Whether the organisation's figures of the week are still worth waiting for. */
export function mayWait(team: Place, now: Instant, calendar: Calendar): boolean {
  const monday = mondayOf(weekIn(now, zoneOfTeam(team, calendar)));
  const until = momentIn(team, monday, calendar).add(patience);
  return Temporal.Instant.compare(now, until) < 0;
}

/** The next night's pass after `now`. */
export const nightlyDue = (now: Instant, { defaultZone }: Calendar): Due => ({
  at: nextAt(now, night, defaultZone),
  kind: 'nightly',
  who: 'tenant',
});

/**
 * When a subscriber is sent the digest: it is an answer, free of the budget, but inside their hours
 * and never during a pause. Undefined: they read it in the tab.
 * @param asked subscribed by themselves, which is a yes to this message before *Count me in*
 */
export function sendAt(
  profile: Profile,
  asked: boolean,
  now: Instant,
  calendar: Calendar,
): Instant | undefined {
  if (!receives(profile, asked)) return undefined;
  const today = dayIn(now, zoneOf(profile, calendar));
  if (pausedOn(profile, today)) return undefined;
  if (insideHours(profile, now, calendar)) return now;
  const at = nextInside(profile, now, calendar);
  if (at === undefined) return undefined;
  return Temporal.Instant.compare(at, now.add(worthSending)) <= 0 ? at : undefined;
}

/** Whether the digest may be sent to this person at all. */
export const receives = (profile: Profile, asked: boolean): boolean =>
  profile.reach.state === 'ok' &&
  profile.conversation !== undefined &&
  !profile.off.includes('digest') &&
  (profile.consent.state === 'in' || (asked && saidYes(profile)));

/** Subscribed, and said no to nothing since. */
const saidYes = ({ consent, digestYes }: Profile): boolean =>
  consent.state !== 'not-now' || (digestYes !== undefined && digestYes > consent.since);
