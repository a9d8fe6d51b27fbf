import { type PersonId, personId, type TenantContext } from '#bot/core/ids';
import { type Instant, isoInstant } from '#bot/core/time';
import { activitiesOf, populationOf, present } from '#bot/features/rounds/close';
import { free, roundsWith } from '#bot/features/rounds/deal';
import { namedIn, roundDue } from '#bot/features/rounds/due';
import { repair } from '#bot/features/rounds/engine/index';
import { type At, matchIn } from '#bot/features/rounds/match';
import type { Activity, Left } from '#bot/features/rounds/record';
import { asksAt, membersOf, type RoundsDeps } from '#bot/features/rounds/rules';
import { type Ground, loadGround } from '#bot/features/rounds/scope';
import {
  readActivities,
  readActivity,
  readHead,
  readLeft,
  settleRepair,
  type Versioned,
} from '#bot/features/rounds/store';
import { apart } from '#bot/platform/rows';
import type { Deps, Job, Turn } from '#bot/ports';
import { scheduleDue } from '#bot/records/due';
import { changePerson, type Decision, personKey } from '#bot/records/person';

/**
 * Somebody cannot: the others of that activity are matched again among themselves and with whoever
 * was left; what anybody else holds stays. Decided once, in one batch; run again it goes on.
 */
export const repairJob =
  (deps: RoundsDeps): Job =>
  async (ctx, { who }, now) => {
    const { tables } = deps;
    const { scope, round, what } = namedIn(who);
    const at = { scope, round };
    const head = await readHead(tables, ctx, scope, round);
    const freed = await readActivity(tables, ctx, scope, round, what);
    if (head === undefined || freed === undefined || freed.value.state === 'held') return 'stale';
    const others = membersOf(freed.value).filter((id) => id !== freed.value.without);
    for (const id of membersOf(freed.value)) {
      await apart(tables, () => takeBack(deps, ctx, at, id, what));
    }
    const ground = await loadGround(tables, ctx, scope);
    if (freed.value.state === 'freed') {
      const settled = await settle(deps, ctx, { ...at, ground, now, run: head.run }, freed, others);
      if (!settled) {
        // Another repair took somebody who was left: decided again on what is there now.
        await scheduleDue(tables, ctx, [
          roundDue('repair', now.add({ seconds: 10 }), scope, round, what),
        ]);
        return 'later';
      }
    }
    const made = (await readActivities(tables, ctx, scope, round, head.run)).filter(({ key }) =>
      key.startsWith(`${what}.`),
    );
    const placed = new Set(made.flatMap(membersOf));
    await scheduleDue(tables, ctx, [
      ...made.map(({ key }) => roundDue('deal', now, scope, round, key)),
      ...others
        .filter((id) => !placed.has(id))
        .map((id) => roundDue('left', now, scope, round, id)),
    ]);
    return 'done';
  };

/** Their match is not there any more; what they would have learnt counts as still to come. */
const takeBack = (
  { tables }: Deps,
  ctx: TenantContext,
  { scope, round }: At,
  person: PersonId,
  name: string,
): Promise<void> => {
  return changePerson(tables, ctx, person, (fresh): Decision<void> => {
    const match = matchIn(fresh, { scope, round }, name);
    if (match === undefined) return { result: undefined };
    const took = fresh.profile.rounds[scope];
    return {
      result: undefined,
      change: {
        remove: [personKey.open(match.id)],
        ...(took?.round === round
          ? { profile: roundsWith(fresh, scope, { ...took, learns: false }) }
          : {}),
      },
    };
  });
};

async function settle(
  deps: RoundsDeps,
  ctx: TenantContext,
  at: At & { readonly ground: Ground; readonly now: Instant; readonly run: string },
  freed: Versioned<Activity>,
  others: readonly PersonId[],
): Promise<boolean> {
  const { tables, calendar } = deps;
  const { scope, round, run, ground, now } = at;
  const { key, without, arcs } = freed.value;
  const waiting = (await readLeft(tables, ctx, scope, round, run)).filter(
    ({ value }) => !value.placed && value.person !== without,
  );
  const ids = [...new Set([...others, ...waiting.map(({ value }) => personId(value.person))])];
  const people = await present(deps, ctx, at, ids);
  const population = await populationOf(deps, ctx, at, people);
  const before = {
    ...freed.value,
    reasons: [],
    arcs: arcs.filter((arc) => involves(arc, without)),
  };
  const round_ = {
    activities: [before],
    unmatched: [],
    shortages: [],
    figures: { served: 0, bound: 0 },
  };
  const again = repair(population, round_, [0]);
  const asks = isoInstant(asksAt(now, ground.place, calendar));
  // Only what helps one of those left behind: nothing else is moved.
  const made = activitiesOf(again, asks, (index) => `${key}.${index}`).filter((activity) =>
    membersOf(activity).some((id) => others.includes(id)),
  );
  const placed = new Set<string>(made.flatMap(membersOf));
  const whys = new Map(again.unmatched.map(({ id, why }) => [id, why]));
  return settleRepair(tables, ctx, scope, round, run, {
    freed,
    made,
    placed: waiting.filter(({ value }) => placed.has(value.person)),
    left: others
      .filter((id) => !placed.has(id))
      .filter((id) => !waiting.some(({ value }) => value.person === id))
      .map(
        (id): Left => ({
          person: id,
          why: whys.get(id) ?? 'all-full',
          because: key,
          placed: false,
        }),
      ),
  });
}

const involves = (arc: { teacher: string; learner: string }, person: string): boolean =>
  arc.teacher === person || arc.learner === person;

/** I can't this time: my match goes at once, and the others are looked after. */
export async function decline(deps: Deps, turn: Turn, at: At, name: string): Promise<void> {
  const { scope, round } = at;
  await free(deps, turn.ctx, at, name, turn.me, turn.now);
  await turn.change((fresh): Decision<void> => {
    const took = fresh.profile.rounds[scope];
    const match = matchIn(fresh, at, name);
    if (match === undefined) return { result: undefined };
    return {
      result: undefined,
      change: {
        remove: [personKey.open(match.id)],
        ...(took?.round === round
          ? { profile: roundsWith(fresh, scope, { ...took, answer: 'no', learns: false }) }
          : {}),
      },
    };
  });
}
