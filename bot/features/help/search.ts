import { type PersonId, personId, type SkillId, skillId, type TenantContext } from '#bot/core/ids';
import { type Day, dayIn, type Instant, instantOf, isoInstant } from '#bot/core/time';
import { zoneOf } from '#bot/delivery/rules';
import { tellDue } from '#bot/delivery/schedule';
import { type HelpDeps, topicOf } from '#bot/features/help/deps';
import { itemsOf, offerEnds, offerId, offerItem } from '#bot/features/help/items';
import { counted, hasRoom, hoursMeet, keptApart, mayBeAsked } from '#bot/features/help/limits';
import type { Ask, Offer } from '#bot/features/help/record';
import { isWide, lookedOnce, offered, tried } from '#bot/features/help/rules';
import { written } from '#bot/features/help/sides';
import { askDue, changeIfKnown } from '#bot/features/help/store';
import { apart } from '#bot/platform/rows';
import type { Due } from '#bot/records/due';
import { leadsIn } from '#bot/records/leads';
import { type Person, personOf, personPartition, personRow } from '#bot/records/person';
import { spokenBy } from '#bot/records/profile';

/** What an index row tells of somebody who shares a skill. */
interface Sharer {
  readonly languages: readonly string[];
  readonly hours: { readonly from: string; readonly to: string };
  readonly zone: string;
  readonly daysOff: readonly number[];
}

/** A bounded read of those who share a skill: at most three queries, five people. */
export type RingRead = (
  ctx: TenantContext,
  seeking: {
    readonly skill: SkillId;
    readonly asker: PersonId;
    readonly day: Day;
    readonly look: number;
    readonly except: readonly string[];
    fits(sharer: Sharer): boolean;
  },
) => Promise<{ readonly people: readonly PersonId[]; readonly shared: boolean }>;

/** Somebody who may be asked, and the ask with their question in it. */
export interface Found {
  readonly helper: Person;
  readonly ask: Ask;
  readonly offer: Offer;
  readonly told: Instant;
}

/** The profile row alone: what the check and the claim need. */
async function profileOf(
  { deps: { tables } }: HelpDeps,
  ctx: TenantContext,
  id: PersonId,
): Promise<Person | undefined> {
  const row = await tables.read('People', personPartition(ctx, id), 'a~profile');
  return row && personOf(id, [row]);
}

/**
 * The next one to ask: from the ring, checked against what People says of at most five.
 * @returns `shared`: whether anybody shares the skill at all
 */
export async function findNext(
  help: HelpDeps,
  ctx: TenantContext,
  asker: Person,
  ask: Ask,
  now: Instant,
): Promise<{ readonly found: Found | undefined; readonly shared: boolean }> {
  const { calendar, tables } = help.deps;
  const { profile } = asker;
  const zone = zoneOf(profile, calendar);
  const leads = calendar.taken === undefined ? undefined : await leadsIn(tables, ctx);
  const wide = isWide(ask, profile, now, calendar);
  const mine = { zone, hours: profile.hours, daysOff: profile.daysOff };
  const { people, shared } = await help.ring(ctx, {
    skill: skillId(topicOf(help, ask)),
    asker: asker.id,
    day: dayIn(now, zone),
    look: ask.behind.looks,
    except: tried(ask),
    fits: (sharer) =>
      wide ||
      (spokenBy(profile).some((language) => sharer.languages.includes(language)) &&
        hoursMeet(mine, sharer, ask.minutes, now)),
  });
  for (const id of people) {
    const helper = await apart(tables, () => profileOf(help, ctx, id));
    if (helper === undefined || !suits(help, asker, ask, helper, now)) continue;
    // A question without a name is no test: who leads whom is kept apart.
    if (leads?.between(asker, helper) === true) continue;
    const next = offered(lookedOnce(ask), id, helper, now, calendar);
    return { found: { helper, ...next }, shared };
  }
  return { found: undefined, shared };
}

const suits = (
  help: HelpDeps,
  { id, profile }: Person,
  ask: Ask,
  helper: Person,
  now: Instant,
): boolean =>
  mayBeAsked(
    helper,
    topicOf(help, ask),
    { id, blocked: profile.blocked },
    helper.id,
    now,
    help.deps.calendar,
  );

/**
 * Whether a question may stand with somebody, and whether they are told of it. Whoever alone is asked
 * has it in any case, unless one of the two chose not to be brought together with the other.
 */
function taken(
  help: HelpDeps,
  asker: Person,
  ask: Ask,
  helper: Person,
  now: Instant,
): 'told' | 'quiet' | 'no' {
  if (ask.only === undefined) return suits(help, asker, ask, helper, now) ? 'told' : 'no';
  const { id, profile } = asker;
  if (keptApart(helper.profile, { id, blocked: profile.blocked }, helper.id)) return 'no';
  return hasRoom(helper, now, help.deps.calendar) ? 'told' : 'quiet';
}

/** The timing rows of a question: when it is told, that it stands, when silence is an answer. */
export function offerDues(
  { deps, alongside }: HelpDeps,
  asker: PersonId,
  id: string,
  { helper, offer, told }: Found,
  now: Instant,
): Due[] {
  return [
    ...tellDue(helper, offerId(id), now, deps.calendar),
    askDue(told.add(written), asker, id),
    askDue(instantOf(offer.until), asker, id),
    ...(alongside?.(helper.id, offerId(id), told) ?? []),
  ];
}

/**
 * Puts the question with a possible helper, on their own version: their limits hold however many
 * ask at once. Repeated, it changes nothing.
 * @returns whether it stands with them
 */
export async function claim(
  help: HelpDeps,
  ctx: TenantContext,
  asker: Person,
  id: string,
  ask: Ask,
  { offer, told, helper }: Pick<Found, 'offer' | 'told'> & Partial<Pick<Found, 'helper'>>,
  now: Instant,
): Promise<boolean> {
  let stands = false;
  const { tables } = help.deps;
  const until = offerEnds(ask);
  const known = await apart(tables, () =>
    changeIfKnown(
      tables,
      ctx,
      personId(offer.id),
      (person) => {
        stands =
          person.profile.asks.some((entry) => entry.id === id) || itemsOf(person, id).length > 0;
        const how = stands ? 'no' : taken(help, asker, ask, person, now);
        if (how === 'no') return undefined;
        stands = true;
        const item = offerItem(id, ask, asker, now, until);
        // It stands in *For you*, and no message tells of it: the helper owns the limit.
        if (how === 'quiet') {
          const data = { ...item.data, untold: true };
          return { put: [personRow.open({ ...item, data })] };
        }
        const put = [personRow.open(item)];
        const entry = { id, at: isoInstant(told), until: isoInstant(until), on: true };
        // Of a search it was planned with the search.
        const alone = ask.only !== undefined;
        const due = alone ? tellDue(person, offerId(id), now.add(written), help.deps.calendar) : [];
        return { profile: counted(person.profile, entry, now), put, due };
      },
      // What else waits for whoever alone is asked was not read with their profile.
      ask.only === undefined ? helper : undefined,
    ),
  );
  return known === true && stands;
}

/** Sees to it that a question that was planned stands with whom it was planned for. */
export async function verify(
  help: HelpDeps,
  ctx: TenantContext,
  asker: Person,
  id: string,
  ask: Ask,
  offer: Offer,
  now: Instant,
): Promise<boolean> {
  if (offer.id === '') return false;
  const helper = await apart(help.deps.tables, () => profileOf(help, ctx, personId(offer.id)));
  if (helper === undefined) return false;
  if (helper.profile.asks.some((entry) => entry.id === id)) return true;
  const { told } = offered(ask, offer.id, helper, now, help.deps.calendar);
  return claim(help, ctx, asker, id, ask, { offer, told, helper }, now);
}
