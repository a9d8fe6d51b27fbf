import { addDays, type Day, dayIn, type Instant, instantAt, isoInstant } from '#bot/core/time';
import type { World } from '#bot/practice/contract';

/** A year ahead there is a working day. */
const horizon = 366;

/** The n-th working day after a day, or the day itself where n is 0 and it is one. */
export function workingDay(world: Pick<World, 'works'>, from: Day, n: number): Day {
  let left = n;
  for (let ahead = n === 0 ? 0 : 1; ahead < horizon; ahead += 1) {
    const day = addDays(from, ahead);
    if (!world.works(day)) continue;
    left -= 1;
    if (left <= 0) return day;
  }
  return addDays(from, n);
}

/** ISO instant of a wall time so many working days after an instant, in a zone. */
export const workingTime = (
  world: Pick<World, 'works'>,
  from: Instant,
  days: number,
  time: string,
  zone: string,
): string => isoInstant(instantAt(workingDay(world, dayIn(from, zone), days), time, zone));
