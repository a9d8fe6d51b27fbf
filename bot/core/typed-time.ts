import { noAt, type Outcome, ok } from '#bot/core/outcome';
import { type Day, type Instant, instantAt, isoInstant } from '#bot/core/time';

const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
const isTime = (text: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(text);

/** @returns the instant of a typed day and wall time in a zone, ISO, when it lies ahead */
export function typedTime(day: Day, time: string, zone: string, now: Instant): Outcome<string> {
  if (!isDay(day) || !isTime(time)) return noAt('date', 'meeting.refused.time');
  const at = isoInstant(instantAt(day, time, zone));
  return at > isoInstant(now) ? ok(at) : noAt('date', 'meeting.refused.past');
}
