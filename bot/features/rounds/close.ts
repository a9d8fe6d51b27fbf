import { hash, type PersonId, type TenantContext } from '#bot/core/ids';
import { groupFloor } from '#bot/core/learning';
import { addDays, dayIn, type Instant, instantOf, isoInstant } from '#bot/core/time';
import { namedIn, roundDue } from '#bot/features/rounds/due';
import { matchRound } from '#bot/features/rounds/engine/index';
import type { Round } from '#bot/features/rounds/engine/round';
import { each } from '#bot/features/rounds/open';
import {
  type Activity,
  type Head,
  type Left,
  type Scope,
  type Shortage,
  tenantScope,
} from '#bot/features/rounds/record';
import {
  applicantOf,
  asksAt,
  membersOf,
  metOverHelp,
  metPairs,
  type RoundsDeps,
  roundId,
  takesPart,
  zoneOfPlace,
} from '#bot/features/rounds/rules';
import { belongs, countedIn, type Ground, loadGround } from '#bot/features/rounds/scope';
import {
  earlierRounds,
  forgetYes,
  freezeRound,
  loadRhythm,
  readActivities,
  readHead,
  readLeft,
  readYes,
} from '#bot/features/rounds/store';
import { apart } from '#bot/platform/rows';
import type { Tables } from '#bot/platform/tables';
import { inThread } from '#bot/platform/thread';
import type { Deps, Job } from '#bot/ports';
import { scheduleDue } from '#bot/records/due';
import { leadsIn } from '#bot/records/leads';
import { loadPerson, type Person } from '#bot/records/person';

/** Hours two people must have in common, and rounds before they may meet again. */
const settings = { minOverlapHours: 2, noRepeatRounds: 6 };
/** The middle of the week in which they are likely to meet: its offset from UTC counts. */
const midWeek = 3;

/**
 * Closes a round: matches everybody who said yes, freezes what came of it, and hands it to each
 * one's delivery. Run again after a crash it reads what was frozen and goes on.
 */
export const closeJob =
  (deps: RoundsDeps): Job =>
  async (ctx, { who }, now) => {
    const { tables } = deps;
    const { scope, round } = namedIn(who);
    const { round: plan } = await loadRhythm(tables, ctx, scope);
    if (plan?.id !== round || plan.cancelled || plan.closes > isoInstant(now)) return 'stale';
    const ground = await loadGround(tables, ctx, scope);
    if (ground.gone) return 'skipped';
    const known = await readHead(tables, ctx, scope, round);
    const head = known ?? (await close(deps, ctx, { scope, round, ground, now }));
    const activities = await readActivities(tables, ctx, scope, round, head.run);
    const left = await readLeft(tables, ctx, scope, round, head.run);
    await scheduleDue(tables, ctx, [
      ...activities.map(({ key }) => roundDue('deal', now, scope, round, key)),
      ...left.map(({ value }) => roundDue('left', now, scope, round, value.person)),
    ]);
    await forgetYes(tables, ctx, scope, round);
    return 'done';
  };

interface Closing {
  readonly scope: Scope;
  readonly round: string;
  readonly ground: Ground;
  readonly now: Instant;
}

async function close(deps: RoundsDeps, ctx: TenantContext, closing: Closing): Promise<Head> {
  const { tables, calendar, engine } = deps;
  const { scope, round, ground, now } = closing;
  const said = await readYes(tables, ctx, scope, round);
  const people = await present(deps, ctx, closing, said);
  const population = await populationOf(deps, ctx, closing, people);
  const matched =
    engine === undefined ? matchRound(population) : await inThread<Round>(engine, population);
  const asks = isoInstant(asksAt(now, ground.place, calendar));
  const activities = activitiesOf(matched, asks, (index) => String(index).padStart(6, '0'));
  const head: Head = {
    run: hash(8, JSON.stringify(population)),
    at: isoInstant(now),
    roster: await countedIn(tables, ctx, ground),
    people: people.length,
    matched: new Set(activities.flatMap(membersOf)).size,
    shortages: shortagesOf(matched, people, deps),
  };
  const left = matched.unmatched.map(
    ({ id, why }): Left => ({ person: id, why, because: '', placed: false }),
  );
  return freezeRound(tables, ctx, scope, round, head, activities, left);
}

/** Those of these people who may be matched now, in the order of their ids. */
export async function present(
  { tables, calendar }: Deps,
  ctx: TenantContext,
  { scope, round, ground, now }: Closing,
  ids: readonly PersonId[],
): Promise<Person[]> {
  const today = dayIn(now, zoneOfPlace(ground.place, calendar));
  const people: Person[] = [];
  await each(ids, async (id) => {
    const person = await apart(tables, () => loadPerson(tables, ctx, id));
    if (person === undefined) return;
    if (takesPart(person, scope, round, today, !belongs(ground, id))) people.push(person);
  });
  return people.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** What the engine is asked about these people; the same seed for the whole of a round. */
export async function populationOf(
  deps: RoundsDeps,
  ctx: TenantContext,
  { scope, round, now }: Closing,
  people: readonly Person[],
) {
  const { tables } = deps;
  const day = addDays(dayIn(now, 'UTC'), midWeek);
  const before = await earlierRounds(tables, ctx, scope, round);
  const rounds = await Promise.all(
    before.slice(0, settings.noRepeatRounds).map(async (one) => ({
      ago: Number(round) - Number(one.round),
      activities: await readActivities(tables, ctx, scope, one.round, one.head.run),
    })),
  );
  const elsewhere = await metElsewhere(tables, ctx, scope, people, now);
  const managers = await managersOf(tables, ctx, people);
  return {
    seed: Number.parseInt(hash(7, 'round', scope, round), 16),
    settings,
    people: people.map((person) => ({
      ...applicantOf(person, scope, day, now, deps),
      manager: managers.get(person.profile.manager ?? '') ?? null,
    })),
    met: metOverHelp(metPairs([...rounds, ...elsewhere]), people, settings.noRepeatRounds + 1),
  };
}

/** Whom these people report to, of those who are here, by the mark; who leads whom is kept apart. */
async function managersOf(
  tables: Tables,
  ctx: TenantContext,
  people: readonly Person[],
): Promise<ReadonlyMap<string, string>> {
  if (!people.some(({ profile }) => profile.manager !== undefined)) return new Map();
  const { markOf } = await leadsIn(tables, ctx);
  return new Map(people.map(({ id }) => [markOf(id), id]));
}

/**
 * Rounds of other rhythms in which the same people may have met: the organisation's and their teams'.
 * How long ago is told in this rhythm's rounds, by the weeks between them.
 */
async function metElsewhere(
  tables: Tables,
  ctx: TenantContext,
  scope: Scope,
  people: readonly Person[],
  now: Instant,
): Promise<{ readonly ago: number; readonly activities: readonly Activity[] }[]> {
  const { every } = await loadRhythm(tables, ctx, scope);
  const weeks = every === 0 ? usualWeeks : every;
  const others = new Set([
    tenantScope,
    ...people.flatMap(({ teams, profile }) => [
      ...teams.map(({ id }) => id),
      ...Object.keys(profile.rounds),
    ]),
  ]);
  others.delete(scope);
  const found: { ago: number; activities: readonly Activity[] }[] = [];
  await each([...others], async (other) => {
    const round = (await apart(tables, () => loadRhythm(tables, ctx, other)))?.round;
    if (round === undefined) return;
    const next = roundId(Number(round.id) + 1);
    for (const one of await earlierRounds(tables, ctx, other, next)) {
      const days = now.since(instantOf(one.head.at)).total('hours') / 24;
      const ago = Math.max(1, Math.round(days / (7 * weeks)));
      if (ago > settings.noRepeatRounds) continue;
      const { run } = one.head;
      found.push({ ago, activities: await readActivities(tables, ctx, other, one.round, run) });
    }
  });
  return found;
}

/** Of a rhythm that was switched off meanwhile. */
const usualWeeks = 4;

/** What the engine decided, as it is kept: ids and facts, no words. */
export function activitiesOf(
  { activities }: Pick<Round, 'activities'>,
  asks: string,
  nameOf: (index: number) => string,
): Activity[] {
  return activities.map(({ kind, arcs, reasons }, index) => ({
    key: nameOf(index),
    kind,
    arcs: arcs.map(({ teacher, learner, skill }) => ({ teacher, learner, skill })),
    notes: (['not-met', 'across-teams'] as const).filter(
      (note) => reasons.filter(({ code }) => code === note).length === (kind === 'circle' ? 3 : 1),
    ),
    asks,
    at: '',
    state: 'held',
    without: '',
    met: {},
  }));
}

/** Topics that five or more people of the round wished for and could not be taught. */
function shortagesOf(
  { shortages }: Round,
  people: readonly Person[],
  { countsAs }: RoundsDeps,
): Shortage[] {
  return shortages
    .filter(({ missing }) => missing >= groupFloor)
    .slice(0, shortagesKept)
    .map(({ skill, missing }) => {
      const names = people.flatMap(({ wishes }) =>
        wishes.filter((wish) => countsAs(wish) === skill),
      );
      return { skill, missing, name: names.map(({ name }) => name).sort()[0] ?? '' };
    });
}

const shortagesKept = 20;
