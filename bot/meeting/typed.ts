import { no, noAt, type Outcome, ok } from '#bot/core/outcome';
import { type Instant, instantOf, isoInstant } from '#bot/core/time';
import { typedTime } from '#bot/core/typed-time';
import { type Calendar, insideHours, zoneOf } from '#bot/delivery/rules';
import { type Held, takenOf } from '#bot/meeting/taken';
import type { Person } from '#bot/records/person';
import type { OpenItem } from '#bot/records/profile';

/** The field that a warning names: sent along, the time is taken all the same. */
const warning = 'sure';
/** Days ahead that a time may be typed: a slip in the year is no meeting. */
const farDays = 60;

/** The act of a typed time, on the typer's own clock; `sure` after they were warned. */
export const typedAct = (date: string, time: string, sure: boolean): string =>
  `at.${date}T${time}${sure ? '.sure' : ''}`;

/** Acts that choose a time: `plan.<n>` one of those shown, `at.<day>T<time>` one that was typed. */
export const isTimeAct = (act: string): boolean => /^(plan|at)\./.test(act);

/**
 * The time that a press means. Whoever types one is told what of their own speaks against it, once,
 * alone; what the others have that hour is never looked at, so that no answer tells it.
 * @param own items of the arrangement itself
 * @returns an ISO instant ahead of now
 */
export async function timeMeant(
  { calendar }: { readonly calendar: Calendar },
  me: Person,
  act: string,
  { slots, minutes }: Pick<Held, 'slots' | 'minutes'>,
  own: (item: OpenItem) => boolean,
  now: Instant,
): Promise<Outcome<string>> {
  if (act.startsWith('plan.')) {
    const at = slots[Number(act.slice('plan.'.length))];
    return at === undefined || at <= isoInstant(now) ? no('common.refused.stale') : ok(at);
  }
  const [, day = '', time = '', sure] = /^at\.([^T]*)T([^.]*)(\.sure)?$/.exec(act) ?? [];
  const at = typedTime(day, time, zoneOf(me.profile, calendar), now);
  if (!at.ok) return at;
  if (at.value > isoInstant(now.add({ hours: 24 * farDays }))) {
    return noAt('date', 'meeting.refused.far', { days: farDays });
  }
  if (sure !== undefined) return at;
  const begin = instantOf(at.value);
  const end = begin.add({ minutes });
  const busy = await takenOf({}, [me], begin, end, own);
  if (busy.surely(me.id).length > 0) return noAt(warning, 'meeting.own.taken');
  const last = end.subtract({ minutes: 1 });
  const inside = [begin, last].every((one) => insideHours(me.profile, one, calendar));
  return inside ? at : noAt(warning, 'meeting.own.hours');
}

/** Whether somebody was only warned: the same time may be sent again, `sure`. */
export const isWarning = (outcome: Outcome<unknown>): boolean =>
  !outcome.ok && outcome.field === warning;
