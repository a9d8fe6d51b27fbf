import { type PersonId, personId, type TenantContext } from '#bot/core/ids';
import { type Instant, instantOf } from '#bot/core/time';
import { viewerOf } from '#bot/delivery/moment';
import { tellDue } from '#bot/delivery/schedule';
import { settledCard } from '#bot/features/help/card';
import {
  givenItem,
  itemsOf,
  mineItem,
  offerId,
  overItem,
  readerOf,
  type Stage,
  shownOf,
  wordsOf,
} from '#bot/features/help/items';
import { helpingUntil, released } from '#bot/features/help/limits';
import type { Ask } from '#bot/features/help/record';
import { answeredBy, isClosed, superfluous } from '#bot/features/help/rules';
import { cardFor } from '#bot/features/help/show';
import { askDue, changeIfKnown, changeSearch } from '#bot/features/help/store';
import { asNews, carriedOn, turnCards } from '#bot/meeting/stands';
import { apart } from '#bot/platform/rows';
import type { Deps } from '#bot/ports';
import type { Change, Person } from '#bot/records/person';
import { personKey, personRow } from '#bot/records/person';
import type { OpenItem, Sent } from '#bot/records/profile';

type Tools = Pick<Deps, 'tables' | 'calendar' | 'messenger' | 'links'>;

/** Longer than a storage call may take: what a hint announces is written by then. */
export const written = { seconds: 3 };

/**
 * What waits for the asker follows from where the ask stands: the change that brings their rows in
 * line, and a look at everybody else's.
 * @param tell a message tells of it: somebody else moved it on
 */
export function askerChange(
  { calendar }: Pick<Deps, 'calendar'>,
  person: Person,
  id: string,
  ask: Ask,
  now: Instant,
  tell: boolean,
  extra?: OpenItem,
  byTime = false,
): Change {
  const present = itemsOf(person, id);
  const mine = mineItem(id, ask, now);
  const shown = mine && tell ? told(person, id, mine, byTime ? undefined : now) : mine;
  const wanted = [shown, extra].filter((item) => item !== undefined);
  const put = wanted.filter((item) => !present.some((open) => open.id === item.id));
  const remove = present.filter((open) => !wanted.some((item) => item.id === open.id));
  const on = !isClosed(ask);
  const { asking } = person.profile;
  return {
    ...(asking.some((entry) => entry.id === id && entry.on !== on)
      ? { profile: { asking: asking.map((one) => (one.id === id ? { id, on } : one)) } }
      : {}),
    put: [
      ...put.map(personRow.open),
      ...(mine === undefined ? [] : carried(person, id, mine).map(personRow.sent)),
    ],
    remove: remove.map((item) => personKey.open(item.id)),
    due: [
      ...(tell ? put.flatMap((item) => tellDue(person, item.id, now, calendar)) : []),
      askDue(now.add(written), person.id, id),
    ],
  };
}

/** Stages whose card shows the arrangement from the yes on. */
const onOneCard: readonly Stage[] = ['offer', 'yes', 'plan', 'check'];
const arrangedIn = (person: Person, id: string): OpenItem | undefined =>
  itemsOf(person, id).find((item) => onOneCard.includes(shownOf(item).stage));

const isTime = (item: OpenItem): boolean => ['yes', 'plan'].includes(shownOf(item).stage);

/** An item about a time, for whoever did not press; without a card of theirs that shows it, as it is. */
function told(person: Person, id: string, item: OpenItem, now: Instant | undefined): OpenItem {
  const before = arrangedIn(person, id);
  if (before === undefined || before.kind !== item.kind || !isTime(item)) return item;
  return asNews(person, before, item, { asked: shownOf(before).stage === 'check', now });
}

/** Messages whose card shows the arrangement, once it is about a time. */
function carried(person: Person, id: string, item: OpenItem): Sent[] {
  const before = arrangedIn(person, id);
  if (before === undefined || before.id === item.id || !isTime(item)) return [];
  const isOf = (other: string) => onOneCard.some((stage) => other.startsWith(`${id}-${stage}`));
  return carriedOn(person, isOf, item.id);
}

/** The helper's rows in line with the ask; undefined when they are. */
function helperChange(
  { calendar }: Pick<Deps, 'calendar'>,
  helper: Person,
  id: string,
  ask: Ask,
  asker: { readonly id: string; readonly name: string },
  now: Instant,
  tell: boolean,
  byTime: boolean,
): Change | undefined {
  const given = givenItem(id, ask, asker, now);
  const present = itemsOf(helper, id);
  if (given === undefined || present.some((open) => open.id === given.id)) return undefined;
  const item = tell ? told(helper, id, given, byTime ? undefined : now) : given;
  return {
    profile: helpingUntil(helper.profile, id, instantOf(item.expires), now),
    put: [personRow.open(item), ...carried(helper, id, item).map(personRow.sent)],
    remove: present.map((open) => personKey.open(open.id)),
    due: tell ? tellDue(helper, item.id, now, calendar) : [],
  };
}

/** The card that stands with one of the two shows how it is now. */
export const turnHelp = (
  tools: Tools,
  ctx: TenantContext,
  before: Person,
  id: string,
  item: OpenItem,
  now: Instant,
  pressed?: string,
): Promise<void> => {
  const viewer = viewerOf(before, now);
  const shows = async () => ({
    card: await cardFor({ deps: tools }, ctx, viewer, item),
    text: wordsOf(readerOf(viewer, tools.calendar), item, shownOf(item)).title,
  });
  return turnCards(tools, viewer, carried(before, id, item), shows, pressed);
};

/**
 * Brings everybody but the asker in line with where an ask stands, as often as it likes: the helper
 * has what was arranged, and nobody else has a question that is settled.
 * @param by who moved it on, and need not be told; with the card they `pressed`
 * @returns whether the helper's data is gone
 */
export async function settle(
  tools: Tools,
  ctx: TenantContext,
  asker: { readonly id: PersonId; readonly name: string },
  id: string,
  ask: Ask,
  now: Instant,
  by?: PersonId,
  pressed?: string,
): Promise<'done' | 'helper gone'> {
  const { tables } = tools;
  const { state } = ask;
  const arranged = state.is === 'accepted' || state.is === 'planned';
  if (arranged && state.helper.id !== '') {
    const helper = personId(state.helper.id);
    let before: Person | undefined;
    const known = await apart(tables, () =>
      changeIfKnown(tables, ctx, helper, (person) => {
        const change = helperChange(
          tools,
          person,
          id,
          ask,
          asker,
          now,
          by !== helper,
          by === undefined,
        );
        before = change && person;
        return change;
      }),
    );
    if (known === false) return 'helper gone';
    const item = givenItem(id, ask, asker, now);
    if (before !== undefined && item !== undefined) {
      await turnHelp(tools, ctx, before, id, item, now, by === helper ? pressed : undefined);
    }
  }
  const gone = superfluous(ask).filter((offer) => offer.id !== by);
  for (const offer of gone) {
    await apart(tables, () => takeBack(tools, ctx, offer.id, id, ask, now));
  }
  if (gone.length === 0) return 'done';
  await changeSearch(tables, ctx, asker.id, id, (fresh) =>
    gone.reduce((left, offer) => answeredBy(left, offer.id, 'gone'), fresh),
  );
  return 'done';
}

/**
 * Takes a question or an arranged help away from somebody, since it is settled. Whoever had said yes
 * hears it; a card that was sent says so from now on.
 */
async function takeBack(
  tools: Tools,
  ctx: TenantContext,
  helper: string,
  id: string,
  ask: Ask,
  now: Instant,
): Promise<void> {
  if (helper === '') return;
  let before: Person | undefined;
  await changeIfKnown(tools.tables, ctx, personId(helper), (person) => {
    const present = itemsOf(person, id).filter((item) => item.id !== `${id}-over`);
    const entry = person.profile.asks.find((one) => one.id === id);
    const unanswered = present.some(({ kind }) => kind === 'help-offer');
    before = unanswered ? person : undefined;
    if (present.length === 0 && entry?.on !== true) return undefined;
    const given = present.find(({ kind }) => kind === 'help-given');
    const quiet = ask.state.is !== 'closed' || ask.state.how === 'learnt';
    const over = given === undefined || quiet ? undefined : overItem(id, given, now);
    return {
      profile: released(person.profile, id, now),
      put: over === undefined ? [] : [personRow.open(over)],
      remove: present.map((item) => personKey.open(item.id)),
      due: over === undefined ? [] : tellDue(person, over.id, now, tools.calendar),
    };
  });
  if (before !== undefined) await withdrawCard(tools, before, id, now);
}

/** The card that asked turns into one that says it is settled. */
async function withdrawCard(
  { messenger }: Tools,
  { sent, profile, ...person }: Person,
  id: string,
  now: Instant,
): Promise<void> {
  const { conversation } = profile;
  const { t } = viewerOf({ ...person, sent, profile }, now);
  for (const { items, activityId } of sent) {
    if (items[0] !== offerId(id) || activityId === undefined || conversation === undefined)
      continue;
    await messenger.update(conversation, activityId, settledCard(t));
  }
}
