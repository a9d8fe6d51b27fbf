import { hash, type PersonId, personId, type TenantContext } from '#bot/core/ids';
import { pausedOn } from '#bot/core/pause';
import { dayIn, type Instant, instantOf, isoInstant } from '#bot/core/time';
import { zoneOf } from '#bot/delivery/rules';
import { namedIn, roundDue } from '#bot/features/rounds/due';
import { type RoundPlan, type Scope, tenantScope } from '#bot/features/rounds/record';
import { isOpen, opened, settled } from '#bot/features/rounds/rules';
import { belongs, countedIn, type Ground, loadGround, sliceOf } from '#bot/features/rounds/scope';
import { changeRhythm, loadRhythm, readHead, tidyRounds } from '#bot/features/rounds/store';
import { apart } from '#bot/platform/rows';
import type { Deps, Job } from '#bot/ports';
import { type Due, scheduleDue } from '#bot/records/due';
import {
  changePerson,
  type Decision,
  loadPerson,
  type Person,
  personKey,
  personRow,
} from '#bot/records/person';
import type { OpenItem } from '#bot/records/profile';

/** People looked at in one go. */
const sliceSize = 200;
const inFlight = 8;

export const inviteKind = 'round-invite';

/** The item that asks somebody to take part; the same however often it is written. */
export const inviteId = (scope: Scope, round: string): string =>
  `${inviteKind}-${hash(8, scope)}-${round}`;

/** Opens the next round: plans its end and its invitations first, so that a crash only delays. */
export const openJob =
  (deps: Deps): Job =>
  async (ctx, { who, at }, now) => {
    const { tables, calendar } = deps;
    const { scope } = namedIn(who);
    const ground = await loadGround(tables, ctx, scope);
    if (ground.gone) return 'skipped';
    const { round: last } = await loadRhythm(tables, ctx, scope);
    if (last !== undefined && !(await isFinished(deps, ctx, scope, last))) {
      await scheduleDue(tables, ctx, [roundDue('open', now.add(patience), scope)]);
      return 'later';
    }
    const roster = await countedIn(tables, ctx, ground);
    return changeRhythm(
      tables,
      ctx,
      scope,
      (rhythm) => {
        const { every, next } = rhythm;
        if (every === 0 || next === undefined || next > isoInstant(at)) return { result: 'stale' };
        return {
          result: 'done' as const,
          rhythm: opened({ ...rhythm, every }, now, { place: ground.place, roster }, calendar),
        };
      },
      async ({ round, next }) => {
        if (round === undefined || next === undefined) return;
        await tidyRounds(tables, ctx, scope, round.id);
        await scheduleDue(tables, ctx, [
          roundDue('open', instantOf(next), scope),
          roundDue('close', instantOf(round.closes).add(settled), scope, round.id),
          roundDue('invite', now.add(settled), scope, round.id),
        ]);
      },
    );
  };

/** A round that is late in closing goes first. */
const patience = { minutes: 10 };

const isFinished = async (
  { tables }: Deps,
  ctx: TenantContext,
  scope: Scope,
  { id, cancelled }: RoundPlan,
): Promise<boolean> => cancelled || (await readHead(tables, ctx, scope, id)) !== undefined;

/** Asks everybody who is in: the question waits under *For you* until their weekly moment. */
export const inviteJob =
  (deps: Deps): Job =>
  async (ctx, { who }, now) => {
    const { scope, round, what } = namedIn(who);
    const rhythm = await loadRhythm(deps.tables, ctx, scope);
    if (!isOpen(rhythm, round, now) || rhythm.round === undefined) return 'stale';
    const plan = rhythm.round;
    return slice(deps, ctx, 'invite', { scope, round, after: what, now }, (ground, person) =>
      invite(deps, ctx, { scope, plan, ground, now }, person),
    );
  };

const invite = (
  deps: Deps,
  ctx: TenantContext,
  { scope, plan, ground, now }: { scope: Scope; plan: RoundPlan; ground: Ground; now: Instant },
  person: PersonId,
): Promise<void> =>
  changePerson(deps.tables, ctx, person, (fresh): Decision<void> => {
    const item = invitation(fresh, scope, plan, ground, now, deps);
    return item === undefined
      ? { result: undefined }
      : { result: undefined, change: { put: [personRow.open(item)] } };
  });

/** After somebody's *Count me in*, once it is written. */
export const joinedDues = (person: PersonId, now: Instant): Due[] => [
  roundDue('join', now.add(settled), '', '', person),
];

/** Whoever said yes while a round is open is asked as well. */
export const joinJob =
  (deps: Deps): Job =>
  async (ctx, { who }, now) => {
    const { tables } = deps;
    const { teams, id } = await loadPerson(tables, ctx, personId(namedIn(who).what));
    for (const scope of [tenantScope, ...teams.map((team) => team.id)]) {
      await apart(tables, async () => {
        const rhythm = await loadRhythm(tables, ctx, scope);
        const plan = rhythm.round;
        if (plan === undefined || !isOpen(rhythm, plan.id, now)) return;
        const ground = await loadGround(tables, ctx, scope);
        if (ground.gone || !belongs(ground, id)) return;
        await invite(deps, ctx, { scope, plan, ground, now }, id);
      });
    }
    return 'done';
  };

/** Somebody may be asked: in, not away for the whole of it, and not asked or answered before. */
function invitation(
  { profile, open }: Person,
  scope: Scope,
  round: RoundPlan,
  { name }: Pick<Ground, 'name'>,
  now: Instant,
  { calendar }: Pick<Deps, 'calendar'>,
): OpenItem | undefined {
  const id = inviteId(scope, round.id);
  const zone = zoneOf(profile, calendar);
  const lastDay = dayIn(instantOf(round.closes), zone);
  const away = pausedOn(profile, dayIn(now, zone)) && pausedOn(profile, lastDay);
  if (profile.consent.state !== 'in' || profile.off.includes('rounds') || away) return undefined;
  if (open.some((item) => item.id === id)) return undefined;
  if (profile.rounds[scope]?.round === round.id) return undefined;
  return {
    id,
    kind: inviteKind,
    created: isoInstant(now),
    expires: round.closes,
    data: { scope, round: round.id, name },
  };
}

/** Switched off: what was asked is taken back, so that no card comes of it. */
export const stopJob =
  (deps: Deps): Job =>
  async (ctx, { who }, now) => {
    const { scope, round, what } = namedIn(who);
    const rhythm = await loadRhythm(deps.tables, ctx, scope);
    if (isOpen(rhythm, round, now)) return 'stale';
    const id = inviteId(scope, round);
    return slice(deps, ctx, 'stop', { scope, round, after: what, now }, (_, person) =>
      changePerson(deps.tables, ctx, person, ({ open }) =>
        open.some((item) => item.id === id)
          ? { result: undefined, change: { remove: [personKey.open(id)] } }
          : { result: undefined },
      ),
    );
  };

async function slice(
  { tables }: Deps,
  ctx: TenantContext,
  job: 'invite' | 'stop',
  at: {
    readonly scope: Scope;
    readonly round: string;
    readonly after: string;
    readonly now: Instant;
  },
  act: (ground: Ground, person: PersonId) => Promise<void>,
): Promise<'done' | 'later'> {
  const { scope, round, now } = at;
  const ground = await loadGround(tables, ctx, scope);
  const { people, after } = await sliceOf(tables, ctx, ground, at.after, sliceSize);
  await each(people, (person) => apart(tables, () => act(ground, person)));
  if (after === undefined) return 'done';
  await scheduleDue(tables, ctx, [roundDue(job, now, scope, round, after)]);
  return 'later';
}

export async function each<T>(
  items: readonly T[],
  act: (item: T) => Promise<unknown>,
): Promise<void> {
  const queue = items.values();
  const work = async (): Promise<void> => {
    for (const item of queue) await act(item);
  };
  await Promise.all(Array.from({ length: Math.min(inFlight, items.length) }, work));
}
