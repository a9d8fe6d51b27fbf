import { button } from '#bot/cards/note';
import { finish } from '#bot/cards/render';
import { personId } from '#bot/core/ids';
import { addDays, dayIn, type Instant, instantAt, isoInstant } from '#bot/core/time';
import { deliver, type Plan } from '#bot/delivery/deliver';
import { type ItemKinds, itemCard, orderFor } from '#bot/delivery/items';
import {
  afterSilence,
  inOrder,
  insideHours,
  mayBeScheduled,
  nextInside,
  nextMoment,
  weekKey,
  zoneOf,
} from '#bot/delivery/rules';
import { collectAt, collectDue, reschedule } from '#bot/delivery/schedule';
import type { Card, Deps, Job, Outgoing, Viewer } from '#bot/ports';
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
  return (ctx, due, now) =>
    deliver(deps, {
      ctx,
      to: personId(due.who),
      due: { kind: 'moment', who: due.who },
      now,
      plan: (person) => planMoment(person, due.at, now, deps, kinds),
      compose: (person, sent) => compose(deps, kinds, person, sent, now),
    });
}

/** Pure but for the calendar: what to do at a person's moment. */
export function planMoment(
  person: Person,
  at: Instant,
  now: Instant,
  { calendar }: Pick<Deps, 'calendar'>,
  kinds: ItemKinds,
): Plan {
  const { profile } = person;
  const key = weekKey(profile, now, calendar);
  const waiting = person.sent.find((row) => row.key === key && row.outcome === 'waiting');
  const inside = insideHours(profile, now, calendar);
  if (waiting !== undefined && mayBeScheduled(profile) && inside) return { send: waiting };
  if (profile.nextMoment === null || profile.nextMoment !== isoInstant(at))
    return { leave: 'stale' };
  if (!mayBeScheduled(profile)) {
    return { leave: 'skipped', change: { profile: { nextMoment: null } } };
  }
  if (person.sent.some((row) => row.key === key && row.outcome !== 'sending')) {
    // This week's budget is spent (a zone that moved can bring a moment back into its week).
    return { leave: 'skipped', change: reschedule(person, {}, now, calendar) };
  }
  const opens = inside ? undefined : nextInside(profile, now, calendar);
  if (!inside) {
    if (opens === undefined) return { leave: 'skipped', change: { profile: { nextMoment: null } } };
    return {
      leave: 'later',
      change: {
        profile: { nextMoment: isoInstant(opens) },
        due: [{ at: opens, kind: 'moment', who: person.id }],
      },
    };
  }
  const added = Object.entries(kinds).flatMap(([kind, { weekly }]) => {
    if (weekly === undefined || orderFor(person, kinds, kind) === undefined) return [];
    if (person.open.some((item) => item.kind === kind && item.expires > isoInstant(now))) return [];
    return weekly(person, now) ?? [];
  });
  const after: Profile = {
    ...profile,
    ...silence(profile),
    lastMoment: isoInstant(now),
    silent: true,
  };
  const next = nextMoment(after, now, calendar);
  const items = inOrder(
    [...untold(person, kinds), ...added],
    now,
    next,
    (kind) => orderFor(person, kinds, kind),
    (kind) => kinds[kind]?.weekly !== undefined,
  );
  const claim: Change = {
    ...tidy(person, now, calendar.defaultZone),
    profile: {
      ...silence(profile),
      silent: true,
      lastMoment: isoInstant(now),
      nextMoment: next === undefined ? null : isoInstant(next),
    },
    put: added.map(personRow.open),
    due: next === undefined ? [] : [{ at: next, kind: 'moment', who: person.id }],
  };
  if (items.length === 0) {
    // Nothing waits: no card, and nothing to ignore.
    const { lastMoment: _, silent: __, ignored: ___, slowed: ____, ...rest } = claim.profile ?? {};
    return { leave: 'skipped', change: { ...claim, profile: rest } };
  }
  return {
    send: { key, items: items.map(({ id }) => id), slower: afterSilence(profile).tell, claim },
  };
}

/**
 * Without what a message told of already: it waits in *For you*, and asking again would be nagging.
 * What was only counted ("2 more") may still come, unless a colleague's collected message named it.
 */
function untold(person: Person, kinds: ItemKinds): OpenItem[] {
  const sent = person.sent.filter(({ outcome }) => outcome === 'sent');
  const onCard = new Set(sent.map(({ items }) => items[0]));
  const named = new Set(sent.flatMap(({ items }) => items));
  return person.open.filter(({ id, kind }) =>
    kinds[kind]?.collected === true ? !named.has(id) : !onCard.has(id),
  );
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
  const [top, ...more] = sent.items
    .map((id) => person.open.find((item) => item.id === id) ?? weeklyItem(kinds, person, id, now))
    .filter((item): item is OpenItem => item !== undefined);
  if (top === undefined) throw new Error('a claim without an item');
  const card = await itemCard(kinds, viewer, top);
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
            url: deps.links.tab(person.id, 'for-you'),
          }),
        ];
  return { card: withFooter(card, lines, actions), text: title };
}

/** An item the claim itself added is not yet among the rows the claim was decided on. */
function weeklyItem(
  kinds: ItemKinds,
  person: Person,
  id: string,
  now: Instant,
): OpenItem | undefined {
  return Object.values(kinds)
    .map(({ weekly }) => weekly?.(person, now))
    .find((item) => item?.id === id);
}

/** Small print under a card's body; a button joins while there are fewer than six. */
function withFooter(card: Card, lines: readonly string[], actions: readonly Card[]): Card {
  const body = (card['body'] as readonly Card[] | undefined) ?? [];
  const present = (card['actions'] as readonly Card[] | undefined) ?? [];
  return finish({
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
  });
}

export const viewerOf = (person: Person, now: Instant): Viewer => {
  const lang = languageFor(person.profile.language, person.profile.locale);
  return { t: wordsIn(lang), lang, person, now };
};

/**
 * What colleagues left for somebody, told once a day at most, collected, within the person's hours
 * and never during a pause.
 */
export function collectJob(deps: Deps, kinds: ItemKinds): Job {
  return (ctx, due, now) =>
    deliver(deps, {
      ctx,
      to: personId(due.who),
      due: { kind: 'collect', who: due.who },
      now,
      plan: (person) => planCollected(person, now, deps, kinds),
      compose: async (person, sent) => {
        const viewer = viewerOf(person, now);
        const items = person.open.filter(({ id }) => sent.items.includes(id));
        const [first] = items;
        if (first === undefined) throw new Error('a claim without an item');
        const card = await itemCard(kinds, viewer, first);
        const lines = [
          ...(items.length > 1 ? [viewer.t('delivery.more', { count: items.length - 1 })] : []),
          viewer.t('delivery.whyCollected'),
        ];
        const open = button({
          title: viewer.t('delivery.openForYou'),
          url: deps.links.tab(person.id, 'for-you'),
        });
        return {
          card: withFooter(card, lines, items.length > 1 ? [open] : []),
          text: kinds[first.kind]?.view(viewer, first).title ?? '',
        };
      },
    });
}

/** Pure but for the calendar: which of a colleague's messages to tell of today. */
function planCollected(
  person: Person,
  now: Instant,
  { calendar }: Pick<Deps, 'calendar'>,
  kinds: ItemKinds,
): Plan {
  const { profile } = person;
  const day = dayIn(now, zoneOf(profile, calendar));
  const key = `collected-${day}`;
  const told = new Set(
    person.sent.flatMap(({ key: sentKey, items, outcome }) =>
      outcome === 'waiting' && sentKey === key ? [] : items,
    ),
  );
  const items = person.open.filter(
    (item) =>
      kinds[item.kind]?.collected === true &&
      orderFor(person, kinds, item.kind) !== undefined &&
      item.expires > isoInstant(now) &&
      !told.has(item.id),
  );
  if (items.length === 0) return { leave: 'stale' };
  const at = collectAt(profile, now, calendar);
  if (at === undefined) return { leave: 'skipped' };
  if (isoInstant(at) !== isoInstant(now)) {
    return { leave: 'later', change: { due: collectDue(person, now, calendar) } };
  }
  const today = person.sent.find((row) => row.key === key);
  if (today !== undefined && today.outcome !== 'waiting' && today.outcome !== 'sending') {
    const tomorrow = instantAt(addDays(day, 1), '00:00', zoneOf(profile, calendar));
    return { leave: 'later', change: { due: collectDue(person, tomorrow, calendar) } };
  }
  return { send: { key, items: items.map(({ id }) => id) } };
}
