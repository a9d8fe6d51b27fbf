import { personId, type TenantContext } from '#bot/core/ids';
import { no, type Outcome, ok } from '#bot/core/outcome';
import { type Instant, instantOf, isoInstant } from '#bot/core/time';
import { tellDue } from '#bot/delivery/schedule';
import { roundDue } from '#bot/features/rounds/due';
import { type At, matchId, matchIn, metIn, stands } from '#bot/features/rounds/match';
import type { Activity } from '#bot/features/rounds/record';
import { askedAfter, asksAt, matchKind, membersOf } from '#bot/features/rounds/rules';
import { loadGround } from '#bot/features/rounds/scope';
import { changeActivity, readActivity } from '#bot/features/rounds/store';
import { isStillFree } from '#bot/meeting/still-free';
import { heldBy, usualMinutes } from '#bot/meeting/taken';
import { proposeTimes } from '#bot/meeting/times';
import type { Deps, Turn } from '#bot/ports';
import { scheduleDue } from '#bot/records/due';
import {
  changePerson,
  type Decision,
  loadPerson,
  type Person,
  personKey,
  personRow,
} from '#bot/records/person';
import type { OpenItem } from '#bot/records/profile';

/** One of the times is chosen, by any of them: it stands with everybody, and the others hear it. */
export async function planMatch(
  deps: Deps,
  turn: Turn,
  at: At,
  name: string,
  time: string,
): Promise<Outcome<Activity>> {
  const { tables } = deps;
  const { scope, round } = at;
  if (!(await stillSuits(deps, turn, at, name, time))) {
    await otherTimes(deps, turn, at, name);
    return no('rounds.refused.taken');
  }
  const activity = await changeActivity(tables, turn.ctx, scope, round, name, (fresh) =>
    fresh.state === 'held' && fresh.at === '' ? { at: time } : undefined,
  );
  if (activity?.state !== 'held') return no('rounds.refused.changed');
  const { place } = await loadGround(tables, turn.ctx, scope);
  const asks = askedAfter(activity, place, deps.calendar);
  await scheduleDue(tables, turn.ctx, [roundDue('ask', instantOf(asks), scope, round, name)]);
  await show(deps, turn, at, activity, { at: activity.at, slots: '' });
  return activity.at === time ? ok(activity) : no('help.refused.planned');
}

/** Of a proposal that stands: nobody was given something else to do meanwhile. */
async function stillSuits(
  { tables, calendar }: Deps,
  turn: Turn,
  at: At,
  name: string,
  time: string,
): Promise<boolean> {
  const shown = matchIn(turn.person, at, name);
  if (shown === undefined || !heldBy(shown).slots.includes(time)) return true;
  const people = async () => {
    const known = await readActivity(tables, turn.ctx, at.scope, at.round, name);
    const isOpen = known?.value.state === 'held' && known.value.at === '';
    const members = isOpen ? membersOf(known.value) : [];
    return Promise.all(members.map((id) => loadPerson(tables, turn.ctx, id)));
  };
  return isStillFree(calendar, people, instantOf(time), usualMinutes);
}

/**
 * Other times: none was right, or they did not meet yet. Everybody has their match again, with times
 * that suit them now, and is asked afterwards whether they met.
 * @returns how many times there are
 */
export async function otherTimes(
  deps: Deps,
  turn: Turn,
  at: At,
  name: string,
): Promise<Outcome<number>> {
  const { tables, calendar } = deps;
  const { scope, round } = at;
  const { place } = await loadGround(tables, turn.ctx, scope);
  const asks = isoInstant(asksAt(turn.now, place, calendar));
  // Due first: a crash in between costs a look, never the question.
  await scheduleDue(tables, turn.ctx, [roundDue('ask', instantOf(asks), scope, round, name)]);
  const activity = await changeActivity(tables, turn.ctx, scope, round, name, (fresh) => {
    if (fresh.state !== 'held') return undefined;
    const { [turn.me]: _, ...met } = fresh.met;
    return { at: '', asks, met };
  });
  if (activity?.state !== 'held') return no('rounds.refused.changed');
  const people = await Promise.all(
    membersOf(activity).map((id) => loadPerson(tables, turn.ctx, id)),
  );
  const slots = await timesFor(deps, at, name, people, turn.now);
  await show(deps, turn, at, activity, { at: '', slots: slots.join(' ') });
  return ok(slots.length);
}

/** Times for everybody of an activity, as an item keeps them; later than those they have already. */
export async function timesFor(
  { calendar }: Pick<Deps, 'calendar'>,
  at: At,
  name: string,
  people: readonly Person[],
  now: Instant,
): Promise<string[]> {
  const stands = people.map((one) => matchIn(one, at, name) ?? metIn(one, at, name));
  const before = stands.flatMap((item) => (item === undefined ? [] : heldBy(item).slots));
  const own = (item: OpenItem): boolean => stands.includes(item);
  const wanted = { people, minutes: usualMinutes, own, before };
  return (await proposeTimes({ calendar }, wanted, now)).map(isoInstant);
}

interface Times {
  readonly at: string;
  readonly slots: string;
}

/** Brings everybody's match in line; whoever did not change it is told. */
async function show(
  { tables, calendar }: Deps,
  { ctx, me, now }: Turn,
  at: At,
  activity: Activity,
  times: Times,
): Promise<void> {
  const asks = instantOf(activity.asks);
  for (const id of membersOf(activity)) {
    await changePerson(tables, ctx, id, (fresh): Decision<void> => {
      const before = matchIn(fresh, at, activity.key) ?? metIn(fresh, at, activity.key);
      if (before === undefined) return { result: undefined };
      const item = renewed(before, at, activity.key, times, now, asks);
      if (item.id === before.id) return { result: undefined };
      return {
        result: undefined,
        change: {
          remove: [personKey.open(before.id)],
          put: [personRow.open(item)],
          due: id === me ? [] : tellDue(fresh, item.id, now, calendar),
        },
      };
    });
  }
}

/** The match under an id of its own for these times: a card from before says that it has changed. */
function renewed(
  before: OpenItem,
  at: At,
  name: string,
  times: Times,
  now: Instant,
  asks: Instant,
): OpenItem {
  return {
    ...before,
    id: matchId(at.scope, at.round, name, times.at || `${times.slots} ${isoInstant(asks)}`),
    kind: matchKind,
    created: isoInstant(now),
    expires: isoInstant(stands(asks)),
    data: { ...before.data, ...times },
  };
}

/** Whose calendar a meeting stands in, and when: as long as their match says so. */
export async function meetingOf(
  { tables }: Pick<Deps, 'tables'>,
  ctx: TenantContext,
  { scope = '', round = '', name = '', person = '' }: Readonly<Record<string, string>>,
  time: string,
) {
  const reader = await loadPerson(tables, ctx, personId(person));
  const item = matchIn(reader, { scope, round }, name);
  if (item === undefined) return undefined;
  const times = [item.data['at'], ...String(item.data['slots'] ?? '').split(' ')];
  return times.includes(time) ? { reader, item } : undefined;
}
