import { commonSlots, horizon } from '#bot/core/slots';
import { hourAfter, type Instant, instantOf, Temporal } from '#bot/core/time';
import { type Calendar, worktimeOf } from '#bot/delivery/rules';
import { type Busy, takenOf } from '#bot/meeting/taken';
import type { Person } from '#bot/records/person';
import type { OpenItem } from '#bot/records/profile';

/** A proposed time lies at least so far ahead. */
const notice = { hours: 4 };
/** No time is proposed in it, unless these people share no other hour; each one's wall clock. */
const lunch = { from: '12:00', to: '13:00' };

/** Times to choose from that are enough. */
const enough = 3;
const apartMs = 2 * 3_600_000;

/** What times are looked for. */
export interface Wanted {
  /** With their rows just read; the first one's days are counted. */
  readonly people: readonly Person[];
  readonly minutes: number;
  /** Items of the arrangement itself. */
  readonly own: (item: OpenItem) => boolean;
  /** ISO instants proposed before: later ones come first, then it starts over. */
  readonly before?: readonly string[];
}

/**
 * Times in everybody's hours of the next two weeks, at least four hours ahead, of which no other
 * arrangement of theirs holds any, none in anybody's lunch hour: at most three, in order.
 * @returns none when these people never work at the same time
 */
export async function proposeTimes(
  { calendar }: { readonly calendar: Calendar },
  wanted: Wanted,
  now: Instant,
): Promise<Instant[]> {
  const from = now.add(notice);
  const to = now.add({ hours: 24 * horizon });
  const busy = await takenOf(calendar, wanted.people, from, to, wanted.own);
  const after = lastOf(wanted.before ?? [], from);
  const looks = [{ from: after, lunch }, { from, lunch }, { from }];
  for (const look of looks) {
    const lookFor = (spans: Busy['surely']): Instant[] =>
      slotsIn(wanted, spans, look, calendar).filter((at) => isBefore(at, to));
    // What somebody has not answered yet counts as taken while there is enough without it.
    const quiet = lookFor(busy.perhaps);
    const found = quiet.length < enough && busy.differs ? lookFor(busy.surely) : quiet;
    const kept = learningHours(wanted, busy.perhaps, look.from, calendar).filter((at) =>
      isBefore(at, to),
    );
    const times = inHoursFirst(kept, found);
    if (times.length > 0) return times;
  }
  return [];
}

const slotsIn = (
  { people, minutes }: Wanted,
  busy: Busy['surely'],
  { from, ...more }: { readonly from: Instant; readonly lunch?: typeof lunch },
  calendar: Calendar,
): Instant[] =>
  commonSlots(
    people.map(({ id, profile }) => ({
      ...worktimeOf(profile, calendar),
      ...more,
      busy: busy(id),
    })),
    from,
    minutes,
  );

/** Of three times so many may lie in somebody's learning hour: there is always another one. */
const mostInHours = 2;

/** Times in the learning hour of any of these people at which the others work as well. */
function learningHours(
  { people, minutes }: Wanted,
  busy: Busy['surely'],
  from: Instant,
  calendar: Calendar,
): Instant[] {
  const times = people.flatMap(({ id: whose, profile }) => {
    const { learningHour } = profile;
    if (learningHour === undefined) return [];
    const { weekday, from: begins } = learningHour;
    const work = worktimeOf(profile, calendar);
    const hour = {
      ...work,
      hours: { from: begins, to: hourAfter(begins) },
      daysOff: [1, 2, 3, 4, 5, 6, 7].filter((day) => day !== weekday),
    };
    const all = people.map(({ id, profile: theirs }) => ({
      ...worktimeOf(theirs, calendar),
      // Whoever keeps their lunch hour for learning means it; the others have lunch.
      ...(id === whose ? {} : { lunch }),
      busy: busy(id),
    }));
    return commonSlots([hour, ...all], from, minutes);
  });
  return [...new Map(times.map((at) => [at.epochMilliseconds, at])).values()].sort(
    Temporal.Instant.compare,
  );
}

/** The learning hours' times, filled up with others that lie apart from them; in order. */
function inHoursFirst(kept: readonly Instant[], found: readonly Instant[]): Instant[] {
  const times = kept.slice(0, mostInHours);
  if (times.length === 0) return [...found];
  for (const at of found) {
    const apart = times.every(
      (one) => Math.abs(one.epochMilliseconds - at.epochMilliseconds) >= apartMs,
    );
    if (apart && times.length < enough) times.push(at);
  }
  return times.sort(Temporal.Instant.compare);
}

const isBefore = (at: Instant, other: Instant): boolean => Temporal.Instant.compare(at, other) < 0;

/** Just after the last of these times, and not before `earliest`. */
const lastOf = (times: readonly string[], earliest: Instant): Instant =>
  times
    .map((at) => instantOf(at).add({ minutes: 1 }))
    .reduce((last, at) => (isBefore(last, at) ? at : last), earliest);
