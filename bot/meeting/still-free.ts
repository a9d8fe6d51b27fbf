import type { Instant } from '#bot/core/time';
import type { Calendar } from '#bot/delivery/rules';
import type { Person } from '#bot/records/person';

/**
 * Whether a time that was proposed is one by now for everybody who chose their calendar; true where
 * nobody tells. What somebody typed is never asked about.
 * @param peopleOf called only where calendars can be asked
 */
export async function isStillFree(
  { taken }: Pick<Calendar, 'taken'>,
  peopleOf: () => Promise<readonly Person[]>,
  at: Instant,
  minutes: number,
): Promise<boolean> {
  if (taken === undefined) return true;
  const over = at.add({ minutes });
  const told = await taken(await peopleOf(), at, over);
  const [begin, end] = [at.epochMilliseconds, over.epochMilliseconds];
  return [...told.values()].every(({ busy, outOfOffice }) =>
    [...busy, ...outOfOffice].every(([from, to]) => to <= begin || from >= end),
  );
}
