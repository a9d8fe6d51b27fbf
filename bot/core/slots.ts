import { type Pause, pausedOn } from '#bot/core/pause';
import {
  addDays,
  type Day,
  dayIn,
  type Instant,
  instantAt,
  Temporal,
  weekdayOf,
} from '#bot/core/time';

/** When somebody works, as far as meeting them goes. */
export interface Worktime extends Pause {
  readonly zone: string;
  /** Wall times `HH:MM`; `to` before `from` is a night shift, which belongs to the day it starts on. */
  readonly hours: { readonly from: string; readonly to: string };
  /** Days that are never worked, 1 (Monday) to 7 (Sunday). */
  readonly daysOff: readonly number[];
  isHoliday(day: Day): boolean;
  /** Wall times between which nothing is proposed. */
  readonly lunch?: { readonly from: string; readonly to: string };
  /** Taken already: spans of milliseconds since 1970, the end not included. */
  readonly busy?: readonly Span[];
}

/** A stretch of time, in milliseconds. */
export type Span = readonly [begin: number, end: number];

/** Meetings start on the hour or at half past, in UTC; milliseconds. */
const step = 30 * 60_000;
/** Calendar days looked at. */
export const horizon = 14;
/** How far into a day's common hours the first, the second and the third proposal lie. */
const places = [0.25, 0.5, 0.75] as const;

/**
 * Moments at which everybody works for so many minutes: at most three, in order of time, on three
 * different days where that can be, at different hours of the day.
 * @param from the earliest, an instant; two weeks from it on are looked at
 * @returns instants at which to start; none when these people never work at the same time
 */
export function commonSlots(
  people: readonly Worktime[],
  from: Instant,
  minutes: number,
): Instant[] {
  const byDay = [...commonStarts(people, from, minutes).values()];
  const chosen = byDay.slice(0, places.length).flatMap((day, index) => at(day, places[index] ?? 0));
  const others = byDay.flat().filter((start) => isApart(start, chosen));
  for (const start of others) {
    if (chosen.length >= places.length) break;
    if (isApart(start, chosen)) chosen.push(start);
  }
  return chosen.sort(Temporal.Instant.compare);
}

/** Every start that suits everybody, by the first one's day. */
function commonStarts(
  people: readonly Worktime[],
  from: Instant,
  minutes: number,
): Map<Day, Instant[]> {
  const byDay = new Map<Day, Instant[]>();
  const [first, ...others] = people;
  if (first === undefined) return byDay;
  const common = others.reduce(
    (spans, other) => spans.flatMap((span) => within(span, spansOf(other, from))),
    within([from.epochMilliseconds, Number.POSITIVE_INFINITY], spansOf(first, from)),
  );
  const length = minutes * 60_000;
  const taken = people.flatMap((person) => [...(person.busy ?? []), ...lunches(person, from)]);
  for (const [begin, end] of common) {
    for (let ms = Math.ceil(begin / step) * step; ms + length <= end; ms += step) {
      if (within([ms, ms + length], taken).length > 0) continue;
      const start = Temporal.Instant.fromEpochMilliseconds(ms);
      const day = dayIn(start, first.zone);
      byDay.set(day, [...(byDay.get(day) ?? []), start]);
    }
  }
  return byDay;
}

const within = ([begin, end]: Span, spans: readonly Span[]): Span[] =>
  spans
    .map(([otherBegin, otherEnd]): Span => [Math.max(begin, otherBegin), Math.min(end, otherEnd)])
    .filter(([start, stop]) => start < stop);

/** When somebody works in the two weeks from an instant on. */
function spansOf(person: Worktime, from: Instant): Span[] {
  const { hours, zone } = person;
  const nightly = hours.to < hours.from ? 1 : 0;
  const yesterday = addDays(dayIn(from, zone), -1);
  return Array.from({ length: horizon + 1 }, (_, ahead) => addDays(yesterday, ahead))
    .filter((day) => isWorkday(person, day))
    .map((day) => [
      instantAt(day, hours.from, zone).epochMilliseconds,
      instantAt(addDays(day, nightly), hours.to, zone).epochMilliseconds,
    ]);
}

/** Each day's lunch, in the same days. */
function lunches({ lunch, zone }: Worktime, from: Instant): Span[] {
  if (lunch === undefined) return [];
  const first = addDays(dayIn(from, zone), -1);
  return Array.from({ length: horizon + 2 }, (_, ahead) => addDays(first, ahead)).map((day) => [
    instantAt(day, lunch.from, zone).epochMilliseconds,
    instantAt(day, lunch.to, zone).epochMilliseconds,
  ]);
}

const at = (starts: readonly Instant[], place: number): Instant[] =>
  starts.slice(Math.floor((starts.length - 1) * place)).slice(0, 1);

/** At least two hours from each of the others. */
const isApart = (start: Instant, others: readonly Instant[]): boolean =>
  others.every(
    (other) => Math.abs(other.epochMilliseconds - start.epochMilliseconds) >= 2 * 3_600_000,
  );

const isWorkday = (time: Worktime, day: Day): boolean =>
  !time.daysOff.includes(weekdayOf(day)) && !pausedOn(time, day) && !time.isHoliday(day);
