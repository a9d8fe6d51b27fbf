import { type PersonId, personId, type TenantContext } from '#bot/core/ids';
import { type Instant, instantOf } from '#bot/core/time';
import { viewerOf } from '#bot/delivery/moment';
import { tellDue } from '#bot/delivery/schedule';
import { settledCard } from '#bot/features/help/card';
import { givenItem, itemsOf, mineItem, offerId, overItem } from '#bot/features/help/items';
import { helpingUntil, released } from '#bot/features/help/limits';
import type { Ask } from '#bot/features/help/record';
import { answeredBy, isClosed, superfluous } from '#bot/features/help/rules';
import { askDue, changeIfKnown, changeSearch } from '#bot/features/help/store';
import { apart } from '#bot/platform/rows';
import type { Deps } from '#bot/ports';
import type { Change, Person } from '#bot/records/person';
import { personKey, personRow } from '#bot/records/person';
import type { OpenItem } from '#bot/records/profile';

type Tools = Pick<Deps, 'tables' | 'calendar' | 'messenger'>;

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
): Change {
  const wanted = [mineItem(id, ask, now), extra].filter((item) => item !== undefined);
  const present = itemsOf(person, id);
  const put = wanted.filter((item) => !present.some((open) => open.id === item.id));
  const remove = present.filter((open) => !wanted.some((item) => item.id === open.id));
  const on = !isClosed(ask);
  const { asking } = person.profile;
  return {
    ...(asking.some((entry) => entry.id === id && entry.on !== on)
      ? { profile: { asking: asking.map((one) => (one.id === id ? { id, on } : one)) } }
      : {}),
    put: put.map(personRow.open),
    remove: remove.map((item) => personKey.open(item.id)),
    due: [
      ...(tell ? put.flatMap((item) => tellDue(person, item.id, now, calendar)) : []),
      askDue(now.add(written), person.id, id),
    ],
  };
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
): Change | undefined {
  const item = givenItem(id, ask, asker, now);
  const present = itemsOf(helper, id);
  if (item === undefined || present.some((open) => open.id === item.id)) return undefined;
  return {
    profile: helpingUntil(helper.profile, id, instantOf(item.expires), now),
    put: [personRow.open(item)],
    remove: present.map((open) => personKey.open(open.id)),
    due: tell ? tellDue(helper, item.id, now, calendar) : [],
  };
}

/**
 * Brings everybody but the asker in line with where an ask stands, as often as it likes: the helper
 * has what was arranged, and nobody else has a question that is settled.
 * @param by who moved it on, and need not be told
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
): Promise<'done' | 'helper gone'> {
  const { tables } = tools;
  const { state } = ask;
  const arranged = state.is === 'accepted' || state.is === 'planned';
  if (arranged && state.helper.id !== '') {
    const helper = personId(state.helper.id);
    const known = await apart(tables, () =>
      changeIfKnown(tables, ctx, helper, (person) =>
        helperChange(tools, person, id, ask, asker, now, by !== helper),
      ),
    );
    if (known === false) return 'helper gone';
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
