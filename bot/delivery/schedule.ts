import { type Instant, isoInstant } from '#bot/core/time';
import { type Calendar, mayBeWritten, nextInside, nextMoment } from '#bot/delivery/rules';
import type { Due } from '#bot/records/due';
import type { Change, Person } from '#bot/records/person';
import type { Profile } from '#bot/records/profile';

/**
 * A change of the profile together with the weekly moment that follows from it. Without a next
 * moment the old Due row stays behind as a hint that nothing stands behind any more.
 */
export function reschedule(
  person: Person,
  patch: Partial<Profile>,
  now: Instant,
  calendar: Calendar,
): Change {
  const at = nextMoment({ ...person.profile, ...patch }, now, calendar);
  if (at === undefined) return { profile: { ...patch, nextMoment: null } };
  return {
    profile: { ...patch, nextMoment: isoInstant(at) },
    due: [{ at, kind: 'moment', who: person.id }],
  };
}

/** When a colleague's message to this person is told of: within hours, before a yes not at all. */
export function collectAt(profile: Profile, now: Instant, calendar: Calendar): Instant | undefined {
  if (!mayBeWritten(profile)) return undefined;
  return nextInside(profile, now, calendar);
}

/** The Due row for it; without one the item waits in *For you*. */
export function collectDue(person: Person, now: Instant, calendar: Calendar): Due[] {
  const at = collectAt(person.profile, now, calendar);
  return at === undefined ? [] : [{ at, kind: 'collect', who: person.id }];
}
