import { spokenInstant } from '#bot/core/dates';
import { type PersonId, personId } from '#bot/core/ids';
import { no, type Outcome, ok } from '#bot/core/outcome';
import { dayIn, type Instant, instantOf } from '#bot/core/time';
import { zoneOf } from '#bot/delivery/rules';
import type { HelpDeps } from '#bot/features/help/deps';
import { askOf, shownOf } from '#bot/features/help/items';
import { isHelper, move, only } from '#bot/features/help/move';
import { helpful, planned, rescheduled } from '#bot/features/help/rules';
import { type Asked, readAsked } from '#bot/features/help/store';
import { isStillFree } from '#bot/meeting/still-free';
import { proposeTimes } from '#bot/meeting/times';
import { isTimeAct, timeMeant } from '#bot/meeting/typed';
import type { Deps, Turn } from '#bot/ports';
import { loadPerson, type Person } from '#bot/records/person';
import type { OpenItem } from '#bot/records/profile';

// What either of the two does about their time.

interface Two {
  readonly asker: PersonId;
  readonly helper: string;
}

const ofAsk =
  (id: string) =>
  (item: OpenItem): boolean =>
    askOf(item.id) === id;

/** Chooses a time, one of those offered or one that was typed, or asks for others. */
export async function arrange(
  help: HelpDeps,
  turn: Turn,
  item: OpenItem,
  act: string,
): Promise<Outcome<string>> {
  const id = askOf(item.id);
  const shown = shownOf(item);
  const two: Two =
    item.kind === 'help-given'
      ? { asker: personId(shown.with), helper: turn.me }
      : { asker: turn.me, helper: shown.with };
  if (act === 'times') return otherTimes(help, turn, two, id);
  if (!isTimeAct(act)) return no('common.refused.stale');
  const at = await timeMeant(help.deps, turn.person, act, shown, ofAsk(id), turn.now);
  if (!at.ok) return at;
  if (shown.slots.includes(at.value) && !(await stillSuits(help, turn, two, id, at.value))) {
    const others = await otherTimes(help, turn, two, id);
    return others.ok ? ok(turn.t('help.said.taken')) : others;
  }
  return planAt(help, turn, two, id, at.value);
}

/** Of a proposal that stands: nobody was given something else to do meanwhile. */
async function stillSuits(
  { deps }: HelpDeps,
  turn: Turn,
  two: Two,
  id: string,
  at: string,
): Promise<boolean> {
  if (deps.calendar.taken === undefined) return true;
  const asked = await readAsked(deps.tables, turn.ctx, two.asker, id);
  const { state, minutes } = asked?.kept.ask ?? {};
  if (asked === undefined || minutes === undefined || state?.is !== 'accepted') return true;
  if (state.helper.id !== two.helper || !state.slots.includes(at)) return true;
  const people = async () => [
    asked.person,
    await loadPerson(deps.tables, turn.ctx, personId(two.helper)),
  ];
  return isStillFree(deps.calendar, people, instantOf(at), minutes);
}

async function planAt(
  help: HelpDeps,
  turn: Turn,
  two: Two,
  id: string,
  at: string,
): Promise<Outcome<string>> {
  const moved = await move(help, turn, two.asker, id, (ask) =>
    isHelper(ask, two.helper) ? only(planned(ask, at)) : no('common.refused.stale'),
  );
  if (!moved.ok) return moved;
  const zone = zoneOf(turn.person.profile, help.deps.calendar);
  return ok(turn.t('help.said.planned', { when: spokenInstant(instantOf(at), turn.lang, zone) }));
}

async function otherTimes(
  help: HelpDeps,
  turn: Turn,
  two: Two,
  id: string,
): Promise<Outcome<string>> {
  const { deps } = help;
  const [asked, helper] = await Promise.all([
    readAsked(deps.tables, turn.ctx, two.asker, id),
    two.helper === turn.me ? turn.person : loadPerson(deps.tables, turn.ctx, personId(two.helper)),
  ]);
  if (asked === undefined) return no('common.refused.notFound');
  const times = await timesFor(deps, asked, helper, id, turn.now);
  const today = dayIn(turn.now, zoneOf(asked.person.profile, deps.calendar));
  const moved = await move(
    help,
    turn,
    two.asker,
    id,
    (ask) =>
      isHelper(ask, two.helper) ? only(rescheduled(ask, times, today)) : no('common.refused.stale'),
    asked,
  );
  return moved.ok ? ok(turn.t('help.said.times', { count: times.length })) : moved;
}

/**
 * Times for the two, later than those offered before, up to the day by which it helps where that can
 * be.
 */
export async function timesFor(
  deps: Pick<Deps, 'calendar'>,
  { kept: { ask }, person: asker }: Asked,
  helper: Person,
  id: string,
  now: Instant,
): Promise<Instant[]> {
  const { state, minutes, by } = ask;
  const before = state.is === 'accepted' ? state.slots : state.is === 'planned' ? [state.at] : [];
  const wanted = { people: [asker, helper], minutes, own: ofAsk(id), before };
  const found = await proposeTimes(deps, wanted, now);
  return helpful(found, by, zoneOf(asker.profile, deps.calendar));
}
