import { Temporal } from 'temporal-polyfill';

export type Instant = Temporal.Instant;
export { Temporal };

/** A Monday-based ISO week, `2026-W47`. */
export type IsoWeek = string;
/** A calendar day, `2026-11-22`. */
export type Day = string;

/** ISO text of an instant to the second, in UTC; sorts as time does. */
export const isoInstant = (instant: Instant): string =>
  `${new Date(instant.epochMilliseconds).toISOString().slice(0, 19)}Z`;

/** @throws RangeError when it is no ISO instant */
export function instantOf(iso: string): Instant {
  const milliseconds = Date.parse(iso);
  // As we write them ourselves: the polyfill takes fifty times as long to read one.
  const ours = iso.length === 20 && !Number.isNaN(milliseconds);
  const instant = ours ? Temporal.Instant.fromEpochMilliseconds(milliseconds) : undefined;
  return instant !== undefined && isoInstant(instant) === iso
    ? instant
    : Temporal.Instant.from(iso);
}

/** Answers that a function has given before: thousands of people share their zones and days. */
function remembered<A extends readonly (string | number)[], R>(
  answer: (...asked: A) => R,
): (...asked: A) => R {
  const known = new Map<string, R>();
  return (...asked) => {
    const key = asked.join('|');
    const before = known.get(key);
    if (before !== undefined) return before;
    if (known.size >= rememberedMost) known.clear();
    const given = answer(...asked);
    known.set(key, given);
    return given;
  };
}
const rememberedMost = 2_000;

const wallClock = remembered((minute: number, zone: string): { day: Day; time: string } => {
  const local = Temporal.Instant.fromEpochMilliseconds(minute * 60_000).toZonedDateTimeISO(zone);
  return {
    day: local.toPlainDate().toString(),
    time: local.toPlainTime().toString({ smallestUnit: 'minute' }),
  };
});

/** What a clock on the wall says: the day, and the time to the minute, `09:00`. */
export const wallClockIn = (instant: Instant, zone: string): { day: Day; time: string } =>
  wallClock(Math.floor(instant.epochMilliseconds / 60_000), zone);

export const dayIn = (instant: Instant, zone: string): Day => wallClockIn(instant, zone).day;

export const weekOfDay = remembered((day: Day): IsoWeek => {
  const date = Temporal.PlainDate.from(day);
  return `${date.yearOfWeek}-W${String(date.weekOfYear).padStart(2, '0')}`;
});

export const weekIn = (instant: Instant, zone: string): IsoWeek => weekOfDay(dayIn(instant, zone));

/** The Monday a week starts with. */
export function mondayOf(week: IsoWeek): Day {
  const [year, number] = week.split('-W').map(Number) as [number, number];
  // 4 January always lies in week 1.
  const fourth = Temporal.PlainDate.from({ year, month: 1, day: 4 });
  return fourth
    .subtract({ days: fourth.dayOfWeek - 1 })
    .add({ weeks: number - 1 })
    .toString();
}

export const weekBefore = (week: IsoWeek): IsoWeek =>
  weekOfDay(Temporal.PlainDate.from(mondayOf(week)).subtract({ days: 7 }).toString());

/** The instant of a wall time in a zone; a time skipped by a clock change moves forward with it. */
export const instantAt = remembered(
  (day: Day, time: string, zone: string): Instant =>
    Temporal.PlainDate.from(day)
      .toPlainDateTime(Temporal.PlainTime.from(time))
      .toZonedDateTime(zone)
      .toInstant(),
);

export const addDays = remembered(
  (day: Day, days: number): Day => Temporal.PlainDate.from(day).add({ days }).toString(),
);

/** The next time after `now` that a clock in this zone shows so much. */
export function nextAt(now: Instant, time: string, zone: string): Instant {
  const today = dayIn(now, zone);
  const at = instantAt(today, time, zone);
  return Temporal.Instant.compare(at, now) > 0 ? at : instantAt(addDays(today, 1), time, zone);
}

/** 1 (Monday) to 7 (Sunday). */
export const weekdayOf = remembered((day: Day): number => Temporal.PlainDate.from(day).dayOfWeek);

/** Whether it names a zone of the IANA list. A bare offset, `+02:00`, is none: Intl refuses it. */
export const isZone = remembered((zone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return !/^[+-]/.test(zone);
  } catch {
    return false;
  }
});

/** A stored zone, unless it is none that can be reckoned with. */
export const zoneOr = (zone: string | undefined, otherwise: string): string =>
  zone !== undefined && isZone(zone) ? zone : otherwise;

/** Product time: what schedules, weeks and expiry go by. Never leases, rates or tokens. */
export interface Clock {
  now(): Instant;
}

/** The wall time an hour after this one, `HH:MM`. */
export const hourAfter = (time: string): string =>
  Temporal.PlainTime.from(time).add({ hours: 1 }).toString({ smallestUnit: 'minute' });
