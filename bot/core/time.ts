import { Temporal } from 'temporal-polyfill';

export type Instant = Temporal.Instant;
export { Temporal };

/** A Monday-based ISO week, `2026-W47`. */
export type IsoWeek = string;
/** A calendar day, `2026-11-22`. */
export type Day = string;

/** ISO text of an instant to the second, in UTC; sorts as time does. */
export const isoInstant = (instant: Instant): string =>
  instant.toString({ smallestUnit: 'second' });

export const instantOf = (iso: string): Instant => Temporal.Instant.from(iso);

export const dayIn = (instant: Instant, zone: string): Day =>
  instant.toZonedDateTimeISO(zone).toPlainDate().toString();

export function weekOfDay(day: Day): IsoWeek {
  const date = Temporal.PlainDate.from(day);
  return `${date.yearOfWeek}-W${String(date.weekOfYear).padStart(2, '0')}`;
}

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
export const instantAt = (day: Day, time: string, zone: string): Instant =>
  Temporal.PlainDate.from(day)
    .toPlainDateTime(Temporal.PlainTime.from(time))
    .toZonedDateTime(zone)
    .toInstant();

export const addDays = (day: Day, days: number): Day =>
  Temporal.PlainDate.from(day).add({ days }).toString();

/** 1 (Monday) to 7 (Sunday). */
export const weekdayOf = (day: Day): number => Temporal.PlainDate.from(day).dayOfWeek;

export function isZone(zone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
}

/** Product time: what schedules, weeks and expiry go by. Never leases, rates or tokens. */
export interface Clock {
  now(): Instant;
}
