import { type Day, type Instant, instantOf, isoInstant, Temporal } from '#bot/core/time';
import { noticeDays } from '#bot/features/leavers/wire';
import type { Person } from '#bot/records/person';
import type { Profile } from '#bot/records/profile';
import type { Team } from '#bot/records/team';

// Who left the organisation: in no roster, unreachable, and without a sign of life, for so many
// nights. A press, a message or a tab that is opened makes somebody reachable again (`learnt`), so
// that the nights begin anew with the next refusal.

/** Nights on which somebody was away, since Teams last refused them. */
export type Away = NonNullable<Profile['away']>;

/** A night in which the rosters were read. */
export interface Night {
  readonly now: Instant;
  /** The product's local day: each is counted once, however often the job runs. */
  readonly day: Day;
  /** Nights after which somebody's data goes. */
  readonly days: number;
  /** The teams whose rosters were read. */
  readonly teams: ReadonlySet<string>;
}

/** A roster that was read so long ago was not read this night. */
const thisNight = { hours: 12 };
/** A team whose roster Teams refused for so long is gone in all but name. */
const goneAfter = { hours: 24 * 30 };

/**
 * The teams whose rosters were read this night; undefined when one was not, or there is none:
 * somebody who is in no roster that we know may be in that one.
 */
export function rostersRead(
  teams: readonly Pick<Team, 'id' | 'left' | 'channel' | 'rosterRead' | 'announcedAt'>[],
  now: Instant,
): ReadonlySet<string> | undefined {
  const gone = isoInstant(now.subtract(goneAfter));
  const standing = teams.filter(
    ({ left, channel, rosterRead, announcedAt = '' }) =>
      !left && channel !== undefined && (rosterRead ?? announcedAt) > gone,
  );
  const since = isoInstant(now.subtract(thisNight));
  const isRead = standing.every(({ rosterRead = '' }) => rosterRead > since);
  return isRead && standing.length > 0 ? new Set(standing.map(({ id }) => id)) : undefined;
}

/**
 * In no roster and unreachable, so that nobody can tell any more whether they are there; or the
 * directory says that their account is deleted or disabled.
 */
export const isAway = ({ profile, teams }: Leaving, rosters: ReadonlySet<string>): boolean =>
  profile.accountGone !== undefined ||
  (profile.reach.state === 'unreachable' && !teams.some(({ id }) => rosters.has(id)));

/** What may have begun somebody's absence, the surest first. */
const begun = ({ accountGone, reach }: Profile): string[] => [
  ...(accountGone === undefined ? [] : [accountGone]),
  ...(reach.state === 'unreachable' ? [reach.since] : []),
];

type Leaving = Pick<Person, 'profile' | 'teams'>;

/** How long somebody is away after this night; undefined when they are not. */
export function awayAfter(person: Leaving, night: Night): Away | undefined {
  const { away } = person.profile;
  const [since, ...more] = begun(person.profile);
  if (since === undefined || !isAway(person, night.teams)) return undefined;
  const before = away !== undefined && [since, ...more].includes(away.since) ? away : undefined;
  if (before?.night === night.day) return before;
  const nights = (before?.nights ?? 0) + 1;
  const isTold = nights >= night.days - noticeDays;
  const told = before?.told ?? (isTold ? isoInstant(night.now) : undefined);
  return {
    since: before?.since ?? since,
    night: night.day,
    nights,
    ...(told === undefined ? {} : { told }),
  };
}

const notice = { hours: 24 * noticeDays };

/** When what somebody was told of happens, at the earliest. */
export const goesAt = (told: string): Instant => instantOf(told).add(notice);

/** They were away long enough, and were told long enough ago. */
export const isOver = (away: Away | undefined, days: number, now: Instant): boolean =>
  away?.told !== undefined &&
  away.nights >= days &&
  Temporal.Instant.compare(goesAt(away.told), now) <= 0;

/** People whose data goes in one run at most. */
export const atMost = 20;
const share = 0.05;

/**
 * Whether an operator has to look first: so many at once are more likely a mistake of ours or of a
 * directory than people who left. One never is too many, however small the organisation.
 */
export const isTooMany = (leaving: number, everybody: number): boolean =>
  leaving > atMost || leaving > Math.max(1, everybody * share);
