import { lessOften } from '#bot/core/learning';
import { no, type Outcome, ok } from '#bot/core/outcome';
import { reschedule } from '#bot/delivery/schedule';
import type { Form } from '#bot/features/checkin/rules';
import { endCheckin } from '#bot/features/checkin/store';
import type { Deps, Turn } from '#bot/ports';

/** Closes a form kindly; the next question is another one. */
export async function skip(turn: Turn, form: Form): Promise<Outcome<string>> {
  const { standing } = await endCheckin(turn, form, (_, profile) => ({ profile }));
  return standing === 'closed' ? no('checkin.refused.closed') : ok(turn.t('checkin.skipped'));
}

/** Closes a form and asks one step less often from now on. */
export async function askLess(
  { calendar }: Pick<Deps, 'calendar'>,
  turn: Turn,
  form: Form,
): Promise<Outcome<string>> {
  const { standing, person } = await endCheckin(turn, form, (fresh, turned) => {
    const rhythm = lessOften(fresh.profile);
    if (rhythm === undefined) return { profile: turned };
    const patch = { ...turned, rhythm, slowed: false, ignored: 0 };
    return reschedule(fresh, patch, turn.now, calendar);
  });
  if (standing === 'closed') return no('checkin.refused.closed');
  // Pressed again: it is one step slower already, and stays so.
  const before = person.profile;
  const rhythm = (standing === 'open' ? lessOften(before) : undefined) ?? before.rhythm;
  return ok(turn.t('checkin.rhythm', { rhythm }));
}
