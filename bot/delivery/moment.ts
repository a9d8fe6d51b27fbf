import { button } from '#bot/cards/note';
import { personId } from '#bot/core/ids';
import { addDays, dayIn, type Instant, instantAt, isoInstant } from '#bot/core/time';
import { backFrom } from '#bot/delivery/away';
import { deliver, type Plan } from '#bot/delivery/deliver';
import { howTold, type ItemKinds, itemCard, orderFor, sendable } from '#bot/delivery/items';
import {
  afterSilence,
  type Calendar,
  inOrder,
  insideHours,
  isOpen,
  isWeek,
  mayBeScheduled,
  nextInside,
  nextMoment,
  weekKey,
} from '#bot/delivery/rules';
import { reschedule } from '#bot/delivery/schedule';
import type { Row } from '#bot/platform/tables';
import type { Card, Deps, Job, Outgoing, Viewer, WeeklyItem } from '#bot/ports';
import { type Change, type Person, personKey, personRow } from '#bot/records/person';
import type { OpenItem, Profile, Sent } from '#bot/records/profile';
import { languageFor, wordsIn } from '#bot/strings/index';

/** Days a claim row is kept: it is the budget, and what became of the message. */
const sentKept = 7 * 13;

/**
 * The weekly moment: one card with the top open item and "2 more in For you". It is the only way
 * in which the product writes to people of its own accord.
 */
export function momentJob(deps: Deps, kinds: ItemKinds): Job {
  return async (ctx, due, now) => {
    const back = await backFrom(deps, ctx, personId(due.who), now);
    return deliver(deps, {
      ctx,
      to: personId(due.who),
      due: { kind: 'moment', who: due.who },
      now,
      plan: (person) => planMoment(person, due.at, now, deps, kinds, back),
      compose: (person, sent) => compose(deps, kinds, person, sent, now),
    });
  };
}

/**
 * Pure but for the calendar: what to do at a person's moment.
 * @param back when they are here again, who are out of office for the day
 */
export function planMoment(
  person: Person,
  at: Instant,
  now: Instant,
  deps: Pick<Deps, 'calendar'>,
  kinds: ItemKinds,
  back?: Instant,
): Plan {
  const { profile, sent } = person;
  const key = weekKey(profile, now, deps.calendar);
  const plan = decide(person, key, at, now, deps, kinds, back);
  const closed = sent.filter((row) => isWeek(row.key) && row.key !== key && isOpen(row)).map(close);
  const due = weekKey(profile, at, deps.calendar);
  if (profile.nextMoment === isoInstant(at) && due < key && !sent.some((row) => row.key === due)) {
    // Nobody sent anything that week: the ledger says so.
    closed.push(close({ ...nothing, key: due, at: isoInstant(now) }));
  }
  return closing(plan, closed);
}

const nothing = { outcome: 'waiting' as const, attempts: 0, items: [], slower: false };

/** What was not sent in its time, or by a sender that is gone, is never sent: it rides on the next. */
export const close = (row: Sent): Row =>
  personRow.sent({
    ...row,
    outcome: 'missed',
    why: row.outcome === 'sending' ? 'SenderLost' : 'Late',
  });

/** A plan that also closes what waited in vain. */
export function closing(plan: Plan, closed: readonly Row[]): Plan {
  if (closed.length === 0) return plan;
  const and = (change: Change = {}): Change => ({
    ...change,
    put: [...(change.put ?? []), ...closed],
  });
  return 'send' in plan
    ? { send: { ...plan.send, claim: and(plan.send.claim) } }
    : { ...plan, change: and(plan.change) };
}

function decide(
  person: Person,
  key: string,
  at: Instant,
  now: Instant,
  { calendar }: Pick<Deps, 'calendar'>,
  kinds: ItemKinds,
  back: Instant | undefined,
): Plan {
  const { profile } = person;
  const inside = insideHours(profile, now, calendar);
  const before = person.sent.find((row) => row.key === key && isOpen(row));
  // Whoever was sending is gone: the claim says so.
  if (before?.outcome === 'sending') return { send: before };
  if (before !== undefined) return tryAgain(person, before, now, calendar);
  // A hint that comes later than the moment itself still means it: the row may have been put off.
  if (profile.nextMoment === null || profile.nextMoment > isoInstant(at)) return { leave: 'stale' };
  if (!mayBeScheduled(profile)) {
    return { leave: 'skipped', change: { profile: { nextMoment: null } } };
  }
  if (person.sent.some((row) => row.key === key)) {
    // This week's budget is spent (a zone that moved can bring a moment back into its week).
    return { leave: 'skipped', change: reschedule(person, {}, now, calendar) };
  }
  const opens = inside ? back : nextInside(profile, now, calendar);
  if (!inside || back !== undefined) {
    if (opens === undefined) return { leave: 'skipped', change: { profile: { nextMoment: null } } };
    return {
      leave: 'later',
      change: {
        profile: { nextMoment: isoInstant(opens) },
        due: [{ at: opens, kind: 'moment', who: person.id }],
      },
    };
  }
  const after: Profile = {
    ...profile,
    ...silence(profile),
    lastMoment: isoInstant(now),
    silent: true,
  };
  const next = nextMoment(after, now, calendar);
  const weekly = addedWeekly(person, now, next, kinds);
  const added = weekly.map(({ item }) => item);
  const { items, rider } = riding(
    inOrder([...untold(person, now, kinds), ...added], now, next, (kind) =>
      orderFor(person, kinds, kind),
    ),
    kinds,
  );
  const claim: Change = {
    ...tidy(person, now, calendar.defaultZone),
    profile: {
      ...Object.assign({}, ...weekly.map(({ profile: along }) => along)),
      ...silence(profile),
      silent: true,
      lastMoment: isoInstant(now),
      nextMoment: next === undefined ? null : isoInstant(next),
    },
    due: next === undefined ? [] : [{ at: next, kind: 'moment', who: person.id }],
  };
  if (items.length === 0) {
    // Nothing waits: no card, and nothing to ignore.
    const { lastMoment: _, silent: __, ignored: ___, slowed: ____, ...rest } = claim.profile ?? {};
    return { leave: 'skipped', change: { ...claim, profile: rest } };
  }
  return {
    send: {
      key,
      items: items.map(({ id }) => id),
      ...(rider === undefined ? {} : { rider: rider.id }),
      slower: afterSilence(profile).tell,
      added,
      claim,
    },
  };
}

/**
 * What stands on the card: what comes every week, with the first of what else waits as its rider.
 * Without it that stands there alone.
 */
function riding(
  waiting: readonly OpenItem[],
  kinds: ItemKinds,
): { readonly items: readonly OpenItem[]; readonly rider?: OpenItem } {
  const top = waiting.find(({ kind }) => kinds[kind]?.weekly !== undefined);
  if (top === undefined) return { items: waiting };
  const others = waiting.filter((item) => item !== top);
  const [rider] = others;
  return { items: [top, ...others], ...(rider === undefined ? {} : { rider }) };
}

/** What each kind adds by itself, of which nothing is open. */
function addedWeekly(
  person: Person,
  now: Instant,
  next: Instant | undefined,
  kinds: ItemKinds,
): WeeklyItem[] {
  const iso = isoInstant(now);
  const added: WeeklyItem[] = [];
  for (const kind in kinds) {
    const { weekly, recalled } = kinds[kind] ?? {};
    if (weekly === undefined || orderFor(person, kinds, kind) === undefined) continue;
    if (person.open.some((item) => item.kind === kind && item.expires > iso)) continue;
    const one = weekly(person, now, next);
    if (one !== undefined && recalled?.(one.item) !== true) added.push(one);
  }
  return added;
}

/** What Teams did not take is tried again within its week and the person's hours, or closed. */
function tryAgain(person: Person, before: Sent, now: Instant, calendar: Calendar): Plan {
  const { id, profile } = person;
  if (!waitsFor(person, before)) return { leave: 'skipped', over: [before.key, 'Dealt'] };
  const opens = mayBeScheduled(profile) ? nextInside(profile, now, calendar) : undefined;
  if (opens === undefined || weekKey(profile, opens, calendar) !== before.key) {
    return { leave: 'missed', change: { put: [close(before)] } };
  }
  if (isoInstant(opens) === isoInstant(now)) return { send: before };
  return { leave: 'later', change: { due: [{ at: opens, kind: 'moment', who: id }] } };
}

/** Whether anything that a message tells of is still open. */
const waitsFor = ({ open }: Person, { items }: Sent): boolean =>
  open.some(({ id }) => items.includes(id));

/**
 * Without what a message told of already: it waits in *For you*, and asking again would be nagging.
 * What was only counted ("2 more") may still come. What the day's one message tells of is no news.
 */
function untold(person: Person, now: Instant, kinds: ItemKinds): OpenItem[] {
  const sent = person.sent.filter(({ outcome }) => outcome === 'sent');
  const onCard = new Set(sent.flatMap(({ items: [top], rider }) => [top, rider]));
  return sendable(person, kinds).filter((item) => {
    const told = howTold(kinds, item);
    const isDaily = told === 'daily' || told === 'ask';
    const quiet = kinds[item.kind]?.quiet?.(item, person, now) === true;
    return !isDaily && !quiet && !onCard.has(item.id);
  });
}

function silence(profile: Profile): Pick<Profile, 'ignored' | 'slowed'> {
  const { ignored, slowed } = afterSilence(profile);
  return { ignored, slowed };
}

/** Rows that are past their time, taken away along with the weekly claim. */
function tidy(person: Person, now: Instant, zone: string): Pick<Change, 'remove'> {
  const old = isoInstant(instantAt(addDays(dayIn(now, zone), -sentKept), '00:00', zone));
  return {
    remove: [
      ...person.open
        .filter(({ expires }) => expires <= isoInstant(now))
        .map(({ id }) => personKey.open(id)),
      ...person.sent.filter(({ at }) => at < old).map(({ key }) => personKey.sent(key)),
    ].slice(0, 60),
  };
}

async function compose(
  deps: Deps,
  kinds: ItemKinds,
  person: Person,
  sent: Sent,
  now: Instant,
): Promise<Outgoing> {
  const viewer = viewerOf(person, now);
  const [top, ...others] = sent.items
    .map((id) => person.open.find((item) => item.id === id))
    .filter((item) => item !== undefined);
  if (top === undefined) throw new Error('a claim without an item');
  // Dealt with meanwhile, or what it was to ride on: the others wait in *For you*.
  const rider = others.find(({ id }) => id === sent.rider);
  const more = others.filter((item) => item !== rider);
  const place = deps.links.tab(person.id, 'for-you', rider?.id);
  const card = await weeklyCard(kinds, viewer, top, rider, place);
  const title = kinds[top.kind]?.view(viewer, top).title ?? '';
  const lines = [
    ...(sent.slower ? [viewer.t('delivery.slower')] : []),
    ...(more.length === 0 ? [] : [viewer.t('delivery.more', { count: more.length })]),
    viewer.t('delivery.why'),
  ];
  const actions =
    more.length === 0
      ? []
      : [
          button({
            title: viewer.t('delivery.openForYou'),
            url: deps.links.tab(person.id, 'for-you', more[0]?.id),
          }),
        ];
  return { card: withFooter(card, lines, actions), text: title };
}

function weeklyCard(
  kinds: ItemKinds,
  viewer: Viewer,
  top: OpenItem,
  rider: OpenItem | undefined,
  url: string,
): Promise<Card> {
  const { withRider } = kinds[top.kind] ?? {};
  const view = rider && kinds[rider.kind]?.view(viewer, rider);
  if (withRider === undefined || rider === undefined || view === undefined)
    return itemCard(kinds, viewer, top);
  return withRider(viewer, top, { id: rider.id, view, url });
}

/** Small print under a card's body; a button joins while there are fewer than six. */
export function withFooter(card: Card, lines: readonly string[], actions: readonly Card[]): Card {
  const body = (card['body'] as readonly Card[] | undefined) ?? [];
  const present = (card['actions'] as readonly Card[] | undefined) ?? [];
  return {
    ...card,
    body: [
      ...body,
      {
        type: 'TextBlock',
        text: lines.join(' '),
        wrap: true,
        isSubtle: true,
        size: 'Small',
        separator: true,
        spacing: 'Medium',
      },
    ],
    actions: [...present, ...actions].slice(0, 6),
  };
}

export const viewerOf = (person: Person, now: Instant): Viewer => {
  const lang = languageFor(person.profile.language, person.profile.locale);
  return { t: wordsIn(lang), lang, person, now };
};
