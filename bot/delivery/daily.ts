import { button } from '#bot/cards/note';
import { personId } from '#bot/core/ids';
import { type Instant, instantOf, isoInstant } from '#bot/core/time';
import { askingOfCalendar, asksOfCalendar, freeBusyButton } from '#bot/delivery/calendar-question';
import { deliver, type Plan } from '#bot/delivery/deliver';
import { howTold, type ItemKinds, itemCard, orderFor, sendable } from '#bot/delivery/items';
import { close, closing, viewerOf, withFooter } from '#bot/delivery/moment';
import {
  type Calendar,
  dailyAt,
  dailyKey,
  inOrder,
  isOpen,
  mayBeWritten,
  weekKey,
} from '#bot/delivery/rules';
import { collectAt, collectDue } from '#bot/delivery/schedule';
import type { Deps, Job, Outgoing } from '#bot/ports';
import type { Person } from '#bot/records/person';
import type { OpenItem, Sent } from '#bot/records/profile';

/** What colleagues send and what somebody joined: at most one message a day, within their hours. */
export function dailyJob(deps: Deps, kinds: ItemKinds): Job {
  return (ctx, due, now) =>
    deliver(deps, {
      ctx,
      to: personId(due.who),
      due: { kind: 'collect', who: due.who },
      now,
      plan: (person) => planDaily(person, now, deps, kinds),
      compose: (person, sent) => composeDaily(deps, kinds, person, sent, now),
    });
}

/** The first of what it carries as a card; the others are counted. */
export async function composeDaily(
  { calendar, links }: Pick<Deps, 'calendar' | 'links'>,
  kinds: ItemKinds,
  person: Person,
  sent: Sent,
  now: Instant,
): Promise<Outgoing> {
  const viewer = viewerOf(person, now);
  const [first, ...others] = sent.items
    .map((id) => person.open.find((item) => item.id === id))
    .filter((item) => item !== undefined);
  if (first === undefined) throw new Error('a claim without an item');
  const kind = kinds[first.kind];
  const why = howTold(kinds, first) === 'ask' ? 'delivery.whyAsk' : 'delivery.whyCollected';
  const asks = asksOfCalendar(calendar, person.profile, first);
  const lines = [
    ...(others.length > 0 ? [viewer.t('delivery.more', { count: others.length })] : []),
    ...(asks ? [viewer.t('delivery.freeBusy')] : []),
    viewer.t(kind?.why ?? why),
  ];
  const open = button({
    title: viewer.t('delivery.openForYou'),
    url: links.tab(person.id, 'for-you', others[0]?.id),
  });
  const card = await itemCard(kinds, viewer, first);
  const buttons = [
    ...(others.length > 0 ? [open] : []),
    ...(asks ? [freeBusyButton(viewer.t('delivery.useFreeBusy'))] : []),
  ];
  return {
    card: withFooter(card, lines, buttons),
    text: kind?.view(viewer, first).title ?? '',
  };
}

/** What these carried was told to nobody. */
const unsent: ReadonlySet<Sent['outcome']> = new Set(['waiting', 'skipped']);

/** Pure but for the calendar: what to tell of today. */
export function planDaily(
  person: Person,
  now: Instant,
  { calendar }: Pick<Deps, 'calendar'>,
  kinds: ItemKinds,
): Plan {
  const key = dailyKey(person.profile, now, calendar);
  const old = person.sent.filter((row) => isDaily(row) && row.key !== key && isOpen(row));
  return closing(collected(person, key, now, calendar, kinds), old.map(close));
}

const isDaily = ({ key }: Sent): boolean => key.startsWith('collected-');

function collected(
  person: Person,
  key: string,
  now: Instant,
  calendar: Calendar,
  kinds: ItemKinds,
): Plan {
  const { profile } = person;
  const items = withinLimit(person, key, waiting(person, key, now, kinds), now, calendar, kinds);
  const [first] = items;
  if (first === undefined) return { leave: 'stale', over: [key, 'Dealt'] };
  const pressed = items.some(({ kind }) => kinds[kind]?.pressed === true);
  const at = collectAt(profile, now, calendar, pressed);
  if (at === undefined) return { leave: 'skipped', over: [key, 'NotNow'] };
  if (isoInstant(at) !== isoInstant(now)) {
    return { leave: 'later', change: { due: collectDue(person, now, calendar, pressed) } };
  }
  const today = person.sent.find((row) => row.key === key);
  if (today !== undefined && !isOpen(today)) {
    const then = dailyAt(person, now, calendar) ?? now;
    return { leave: 'later', change: { due: collectDue(person, then, calendar, pressed) } };
  }
  const asks = items.filter((item) => howTold(kinds, item) === 'ask').length;
  const send = {
    key,
    items: items.map(({ id }) => id),
    ...askingOfCalendar(calendar, profile, first),
  };
  return { send: asks === 0 ? send : { ...send, asks } };
}

/** What no message told of yet, most important first. */
function waiting(person: Person, key: string, now: Instant, kinds: ItemKinds): OpenItem[] {
  const { profile, sent } = person;
  const told = new Set(
    sent.flatMap((row) =>
      unsent.has(row.outcome) || (row.key === key && isOpen(row)) ? [] : row.items,
    ),
  );
  const { consent } = profile;
  // *Stop*, said after it was made: it may stand in *For you*, and nobody is written to.
  const stopped = consent.state === 'not-now' ? consent.since : '';
  const tells = (item: OpenItem): boolean => {
    const how = howTold(kinds, item);
    return (
      (how === 'daily' || how === 'ask') &&
      (mayBeWritten(profile) || kinds[item.kind]?.pressed === true) &&
      item.created >= stopped &&
      !told.has(item.id)
    );
  };
  return inOrder(sendable(person, kinds).filter(tells), now, undefined, (kind) =>
    orderFor(person, kinds, kind),
  );
}

/** Without asks above the person's limit, and without those that Teams did not take in their week. */
function withinLimit(
  person: Person,
  key: string,
  items: readonly OpenItem[],
  now: Instant,
  calendar: Calendar,
  kinds: ItemKinds,
): OpenItem[] {
  const { profile, sent } = person;
  const week = weekKey(profile, now, calendar);
  const weekOf = ({ at }: Sent) => weekKey(profile, instantOf(at), calendar);
  const late = new Set(
    sent.flatMap((row) => (row.outcome === 'waiting' && weekOf(row) !== week ? row.items : [])),
  );
  let room = profile.askLimit - asksTold(sent, key, (row) => weekOf(row) === week);
  return items.filter((item) => {
    if (howTold(kinds, item) !== 'ask') return true;
    if (late.has(item.id) || room <= 0) return false;
    room -= 1;
    return true;
  });
}

/** Asks that messages told of, each alone or several in one. */
const asksTold = (sent: readonly Sent[], key: string, counts: (row: Sent) => boolean): number =>
  sent
    .filter((row) => row.outcome !== 'waiting' && row.key !== key && counts(row))
    .reduce((sum, row) => sum + (row.key.startsWith('ask-') ? 1 : (row.asks ?? 0)), 0);
