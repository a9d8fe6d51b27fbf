import { type Instant, isoInstant } from '#bot/core/time';
import { askingOfCalendar, asksOfCalendar, freeBusyButton } from '#bot/delivery/calendar-question';
import { composeDaily, planDaily } from '#bot/delivery/daily';
import { deliver, type Plan } from '#bot/delivery/deliver';
import { howTold, type ItemKinds, itemCard, orderFor, sendable } from '#bot/delivery/items';
import { close, viewerOf, withFooter } from '#bot/delivery/moment';
import { collectAt, tellDue, tellKind, toldOf } from '#bot/delivery/schedule';
import type { Deps, Job } from '#bot/ports';
import type { Person } from '#bot/records/person';
import type { OpenItem, Sent } from '#bot/records/profile';

/** Names the claim on telling an item: once, whatever becomes of it. */
export const claimOf = (item: string): string => `step-${item}`;

/**
 * What waits outside the weekly budget, within the person's hours and never during a pause: a step in
 * a message of its own, all else in the day's one message.
 */
export function tellJob(deps: Deps, kinds: ItemKinds): Job {
  return (ctx, due, now) => {
    const { person: to, item: itemId } = toldOf(due.who);
    return deliver(deps, {
      ctx,
      to,
      due: { kind: tellKind, who: due.who },
      now,
      plan: (person) => planTold(person, itemId, now, deps, kinds),
      compose: async (person, sent) => {
        if (sent.key !== claimOf(itemId)) return composeDaily(deps, kinds, person, sent, now);
        const item = person.open.find(({ id }) => id === itemId);
        const kind = item && kinds[item.kind];
        if (item === undefined || kind === undefined) throw new Error('a claim without an item');
        const viewer = viewerOf(person, now);
        // Its card stands, and shows it.
        const news = sent.items.length === 0 ? kind.news?.(viewer, item) : undefined;
        if (news !== undefined) return { text: news };
        const why = kind.why ?? 'delivery.whyStep';
        const asks = asksOfCalendar(deps.calendar, person.profile, item);
        const lines = [...(asks ? [viewer.t('delivery.freeBusy')] : []), viewer.t(why)];
        const buttons = asks ? [freeBusyButton(viewer.t('delivery.useFreeBusy'))] : [];
        return {
          card: withFooter(await itemCard(kinds, viewer, item), lines, buttons),
          text: kind.view(viewer, item).title,
        };
      },
    });
  };
}

/** Pure but for the calendar: whether and when to tell of one open item. */
export function planTold(
  person: Person,
  itemId: string,
  now: Instant,
  { calendar }: Pick<Deps, 'calendar'>,
  kinds: ItemKinds,
): Plan {
  const item = standingItem(person, itemId, now, kinds);
  const told = item && howTold(kinds, item);
  if (told === 'daily' || told === 'ask') return planDaily(person, now, { calendar }, kinds);
  const key = claimOf(itemId);
  if (item === undefined || told === undefined) {
    // Not a weekly card that carries the same item: that has a job of its own.
    const late = person.sent.filter((row) => isWaiting(row) && row.key === key);
    return late.length === 0
      ? { leave: 'stale' }
      : { leave: 'stale', change: { put: late.map(close) } };
  }
  const before = person.sent.find((row) => row.key === key);
  // Whoever was sending is gone, or it is done: the claim says which.
  if (before !== undefined && !isWaiting(before)) return { send: before };
  const onCard = person.sent.some(
    (row) => !isWaiting(row) && (row.items[0] === itemId || row.rider === itemId),
  );
  const news = onCard ? kinds[item.kind]?.news?.(viewerOf(person, now), item) : undefined;
  if (onCard && news === undefined) return { leave: 'stale' };
  const { consent } = person.profile;
  // *Stop*, said after it was made: it may stand in *For you*, and nobody is written to.
  if (consent.state === 'not-now' && item.created < consent.since) return { leave: 'skipped' };
  const pressed = kinds[item.kind]?.pressed === true;
  const at = collectAt(person.profile, now, calendar, pressed);
  // It stays in *For you*.
  if (at === undefined) return { leave: 'skipped' };
  if (isoInstant(at) !== isoInstant(now)) {
    return { leave: 'later', change: { due: tellDue(person, itemId, now, calendar, pressed) } };
  }
  if (before !== undefined) return { send: before };
  if (onCard) return { send: { key, items: [] } };
  return { send: { key, items: [itemId], ...askingOfCalendar(calendar, person.profile, item) } };
}

const isWaiting = ({ outcome }: Sent): boolean => outcome === 'waiting';

function standingItem(
  person: Person,
  itemId: string,
  now: Instant,
  kinds: ItemKinds,
): OpenItem | undefined {
  const item = sendable(person, kinds).find(({ id }) => id === itemId);
  return item !== undefined &&
    item.expires > isoInstant(now) &&
    orderFor(person, kinds, item.kind) !== undefined
    ? item
    : undefined;
}
