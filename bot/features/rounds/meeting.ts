import { personId, type TenantContext } from '#bot/core/ids';
import { no, type Outcome, ok } from '#bot/core/outcome';
import { type Instant, instantOf, isoInstant } from '#bot/core/time';
import { viewerOf } from '#bot/delivery/moment';
import { tellDue } from '#bot/delivery/schedule';
import { matchView, readerOf } from '#bot/features/rounds/card';
import { roundDue } from '#bot/features/rounds/due';
import {
  type At,
  matchId,
  matchIn,
  metIn,
  metKind,
  sameMatch,
  stands,
} from '#bot/features/rounds/match';
import type { Activity } from '#bot/features/rounds/record';
import { askedAfter, asksAt, isBroken, matchKind, membersOf } from '#bot/features/rounds/rules';
import { loadGround } from '#bot/features/rounds/scope';
import { cardOfMatch } from '#bot/features/rounds/show';
import { changeActivity, readActivity } from '#bot/features/rounds/store';
import { asNews, carriedOn, turnCards } from '#bot/meeting/stands';
import { isStillFree } from '#bot/meeting/still-free';
import { ahead, heldBy, usualMinutes } from '#bot/meeting/taken';
import { proposeTimes } from '#bot/meeting/times';
import type { Deps, Turn } from '#bot/ports';
import { type Due, scheduleDue } from '#bot/records/due';
import {
  changePerson,
  type Decision,
  loadPerson,
  type Person,
  personKey,
  personRow,
} from '#bot/records/person';
import type { OpenItem, Sent } from '#bot/records/profile';

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
  const { place } = await loadGround(tables, turn.ctx, scope);
  const asks = askedAfter({ asks: '', at: time }, place, deps.calendar);
  // Due first: a crash in between costs a look, never the question.
  await scheduleDue(tables, turn.ctx, [roundDue('ask', instantOf(asks), scope, round, name)]);
  const activity = await changeActivity(tables, turn.ctx, scope, round, name, (fresh) =>
    fresh.state === 'held' && fresh.at === '' ? { at: time, asks } : undefined,
  );
  if (activity?.state !== 'held') return no('rounds.refused.changed');
  const times = { at: activity.at, slots: '' };
  await show(deps, turn.ctx, turn.now, at, activity, times, turn);
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
  await scheduleDue(tables, turn.ctx, [roundDue('ask', instantOf(asks), scope, round, name)]);
  const activity = await changeActivity(tables, turn.ctx, scope, round, name, (fresh) => {
    if (fresh.state !== 'held') return undefined;
    const { [turn.me]: _, ...met } = fresh.met;
    return { at: '', asks, met };
  });
  if (activity?.state !== 'held') return no('rounds.refused.changed');
  return ok(await propose(deps, turn.ctx, turn.now, at, activity, turn));
}

/** Other times for everybody of an activity, and a look when the last of them is over. */
async function propose(
  deps: Deps,
  ctx: TenantContext,
  now: Instant,
  at: At,
  activity: Activity,
  turn?: Turn,
): Promise<number> {
  const people = await peopleOf(deps, ctx, activity);
  const slots = await timesFor(deps, at, activity.key, people, now);
  await scheduleDue(deps.tables, ctx, lookAfter(at, activity.key, slots));
  await show(deps, ctx, now, at, activity, { at: '', slots: slots.join(' ') }, turn);
  return slots.length;
}

const peopleOf = ({ tables }: Pick<Deps, 'tables'>, ctx: TenantContext, activity: Activity) =>
  Promise.all(membersOf(activity).map((id) => loadPerson(tables, ctx, id)));

/** When proposed times are over others take their place. */
export const lookAfter = ({ scope, round }: At, name: string, slots: readonly string[]): Due[] =>
  slots.slice(-1).map((last) => roundDue('ask', instantOf(last), scope, round, name));

/** Brings new proposals where those that everybody has are over; nobody is told but by the card. */
export async function renewTimes(
  deps: Deps,
  ctx: TenantContext,
  now: Instant,
  at: At,
  activity: Activity,
): Promise<void> {
  if (activity.at !== '' || isBroken(activity)) return;
  const people = await peopleOf(deps, ctx, activity);
  const items = people.flatMap((person) => matchIn(person, at, activity.key) ?? []);
  const isOver = (item: OpenItem): boolean => {
    const { slots } = heldBy(item);
    return slots.length > 0 && ahead(slots, now).length === 0;
  };
  if (items.some(isOver)) await propose(deps, ctx, now, at, activity);
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

/**
 * Brings everybody's match in line, and the cards that show it; whoever did not change it is told.
 * @param turn whose press it was; without one time did it
 */
async function show(
  deps: Deps,
  ctx: TenantContext,
  now: Instant,
  at: At,
  activity: Activity,
  times: Times,
  turn?: Turn,
): Promise<void> {
  const { tables, calendar } = deps;
  const asks = instantOf(activity.asks);
  for (const id of membersOf(activity)) {
    const turned = await changePerson(tables, ctx, id, (fresh): Decision<Turned | undefined> => {
      const before = matchIn(fresh, at, activity.key) ?? metIn(fresh, at, activity.key);
      if (before === undefined) return { result: undefined };
      const plain = renewed(before, at, activity.key, times, now, asks);
      if (plain.id === before.id) return { result: undefined };
      const mine = id === turn?.me;
      const how = { asked: before.kind === metKind, now: turn?.now };
      const item = mine ? plain : asNews(fresh, before, plain, how);
      const isOf = (other: string) => sameMatch(other.replace(metKind, matchKind), item.id);
      const carried = carriedOn(fresh, isOf, item.id);
      return {
        result: { person: fresh, item, carried },
        change: {
          remove: [personKey.open(before.id)],
          put: [personRow.open(item), ...carried.map(personRow.sent)],
          due: mine ? [] : tellDue(fresh, item.id, now, calendar),
        },
      };
    });
    if (turned === undefined) continue;
    const { person, item, carried } = turned;
    const reader = readerOf(viewerOf(person, now), calendar);
    const shows = async () => ({
      card: await cardOfMatch(deps, ctx, reader, item),
      text: matchView(reader, item, deps.links.talk).title,
    });
    await turnCards(deps, reader, carried, shows, id === turn?.me ? turn.pressed : undefined);
  }
}

interface Turned {
  readonly person: Person;
  readonly item: OpenItem;
  readonly carried: readonly Sent[];
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
  const { news: _, ...data } = before.data;
  return {
    ...before,
    id: matchId(at.scope, at.round, name, times.at || `${times.slots} ${isoInstant(asks)}`),
    kind: matchKind,
    created: isoInstant(now),
    expires: isoInstant(stands(asks)),
    data: { ...data, ...times },
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
