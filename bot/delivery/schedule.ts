import { type PersonId, personId } from '#bot/core/ids';
import { type Instant, isoInstant } from '#bot/core/time';
import {
  type Calendar,
  canBeReached,
  mayBeWritten,
  nextInside,
  nextMoment,
} from '#bot/delivery/rules';
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
  const due = indexDue(person, patch, now);
  if (at === undefined) return { profile: { ...patch, nextMoment: null }, due };
  return {
    profile: { ...patch, nextMoment: isoInstant(at) },
    due: [{ at, kind: 'moment', who: person.id }, ...due],
  };
}

export const reindexKind = 'reindex';
/** Longer than a storage call may take: the change that the hint announces is written by then. */
const written = { seconds: 3 };

/** The hint that this person's rows of the skill index follow from what is about to change. */
export const reindexSoon = (person: PersonId, now: Instant): Due => ({
  at: now.add(written),
  kind: reindexKind,
  who: person,
});

/** What the skill index says of a person, or whether it says anything, follows from these. */
const indexed: readonly (keyof Profile)[] = [
  'consent',
  'reach',
  'pausedFrom',
  'pausedUntil',
  'capacity',
  'askLimit',
  'notAsked',
  'language',
  'speaks',
  'zone',
  'hours',
  'daysOff',
];

const indexDue = ({ id, shares }: Person, patch: Partial<Profile>, now: Instant): Due[] =>
  shares.length > 0 && indexed.some((name) => name in patch) ? [reindexSoon(id, now)] : [];

/**
 * When a colleague's message to this person is told of: within hours, before a yes not at all.
 * @param pressed the person's own press asked for this very message: that is a yes to it alone
 */
export function collectAt(
  profile: Profile,
  now: Instant,
  calendar: Calendar,
  pressed = false,
): Instant | undefined {
  if (!(pressed ? canBeReached(profile) : mayBeWritten(profile))) return undefined;
  return nextInside(profile, now, calendar);
}

/** The Due row for it; without one the item waits in *For you*. */
export function collectDue(
  person: Person,
  now: Instant,
  calendar: Calendar,
  pressed = false,
): Due[] {
  const at = collectAt(person.profile, now, calendar, pressed);
  return at === undefined ? [] : [{ at, kind: 'collect', who: person.id }];
}

export const tellKind = 'tell';

/** Whom and what a row of that kind tells. */
export const toldOf = (who: string): { readonly person: PersonId; readonly item: string } => {
  const [person = '', ...item] = who.split('~');
  return { person: personId(person), item: item.join('~') };
};

/** The Due row of a later step or an ask; without one the item waits in *For you*. */
export function tellDue(
  { id, profile }: Pick<Person, 'id' | 'profile'>,
  item: string,
  now: Instant,
  calendar: Calendar,
  pressed = false,
): Due[] {
  const at = collectAt(profile, now, calendar, pressed);
  return at === undefined ? [] : [{ at, kind: tellKind, who: `${id}~${item}` }];
}

/** Everything that waits, told from now on, as far as it may be: after a yes, or when a pause ends. */
export const waitingDue = (person: Person, now: Instant, calendar: Calendar): Due[] =>
  person.open.length === 0
    ? []
    : [
        ...collectDue(person, now, calendar, true),
        ...person.open.flatMap(({ id }) => tellDue(person, id, now, calendar, true)),
      ];
