import { lessOften } from '#bot/core/learning';
import { no, type Outcome, ok } from '#bot/core/outcome';
import type { Instant } from '#bot/core/time';
import type { Calendar } from '#bot/delivery/rules';
import { reschedule } from '#bot/delivery/schedule';
import type { Form } from '#bot/features/checkin/rules';
import { endCheckin } from '#bot/features/checkin/store';
import type { Deps, Turn } from '#bot/ports';
import type { Change, Person } from '#bot/records/person';
import type { Profile } from '#bot/records/profile';

/** Closes a form kindly; the next question is another one. */
export async function skip(turn: Turn, form: Form): Promise<Outcome<string>> {
  const { standing } = await endCheckin(turn, form, (_, profile) => ({ profile }));
  return standing === 'closed' ? no('checkin.refused.closed') : ok(turn.t('checkin.skipped'));
}

/** What asking one step less often changes, beside what the end of a form does. */
export const slower =
  (calendar: Calendar, now: Instant) =>
  (fresh: Person, turned: Partial<Profile>): Change => {
    const rhythm = lessOften(fresh.profile);
    if (rhythm === undefined) return { profile: turned };
    return reschedule(fresh, { ...turned, rhythm, slowed: false, ignored: 0 }, now, calendar);
  };

/** Closes a form and asks one step less often from now on. */
export async function askLess(
  { calendar }: Pick<Deps, 'calendar'>,
  turn: Turn,
  form: Form,
): Promise<Outcome<string>> {
  const { standing, person } = await endCheckin(turn, form, slower(calendar, turn.now));
  if (standing === 'closed') return no('checkin.refused.closed');
  // Pressed again: it is one step slower already, and stays so.
  const before = person.profile;
  const rhythm = (standing === 'open' ? lessOften(before) : undefined) ?? before.rhythm;
  return ok(turn.t('checkin.rhythm', { rhythm }));
}
