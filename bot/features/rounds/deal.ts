import { personId, type TenantContext } from '#bot/core/ids';
import { type Instant, instantOf, isoInstant } from '#bot/core/time';
import { tellDue } from '#bot/delivery/schedule';
import { namedIn, roundDue } from '#bot/features/rounds/due';
import {
  type At,
  itemIdOf,
  leftKind,
  matchId,
  matchIn,
  metKind,
  stands,
} from '#bot/features/rounds/match';
import { lookAfter, renewTimes, timesFor } from '#bot/features/rounds/meeting';
import type { Activity, Arc, Left, Scope, Why } from '#bot/features/rounds/record';
import {
  askedAfter,
  isBroken,
  learnsFrom,
  matchKind,
  membersOf,
  type RoundsDeps,
  room,
  type Took,
  teachesTo,
} from '#bot/features/rounds/rules';
import { loadGround } from '#bot/features/rounds/scope';
import { changeActivity, readActivity, readHead, readOneLeft } from '#bot/features/rounds/store';
import { apart } from '#bot/platform/rows';
import type { Deps, Job } from '#bot/ports';
import { scheduleDue } from '#bot/records/due';
import {
  changePerson,
  type Decision,
  loadPerson,
  type Person,
  personKey,
  personRow,
} from '#bot/records/person';
import type { OpenItem, Profile } from '#bot/records/profile';

/** News of a round stands so long. */
const newsDays = 14;

/** Gives each of an activity's people their match, once. */
export const dealJob =
  (deps: RoundsDeps): Job =>
  async (ctx, { who }, now) => {
    const { tables, calendar, countsAs } = deps;
    const { scope, round, what } = namedIn(who);
    const held = await readActivity(tables, ctx, scope, round, what);
    if (held?.value.state !== 'held') return 'stale';
    const activity = held.value;
    const members = membersOf(activity);
    const read = await Promise.all(
      members.map((id) => apart(tables, () => loadPerson(tables, ctx, id))),
    );
    const people = read.filter((person) => person !== undefined);
    const taking = people.filter((person) => canTake(person, { scope, round }, what, now));
    const away = members.find((id) => !taking.some((person) => person.id === id));
    if (away !== undefined || isBroken(activity)) {
      await free(deps, ctx, { scope, round }, what, away ?? '', now);
      return 'skipped';
    }
    const times = await timesFor(deps, { scope, round }, what, people, now);
    await scheduleDue(tables, ctx, [
      roundDue('ask', instantOf(activity.asks), scope, round, what),
      ...lookAfter({ scope, round }, what, times),
    ]);
    const names = new Map(people.map(({ id, profile }) => [id as string, profile.name]));
    const skills = new Map(
      // In the learner's own words; a wish that is gone by now, in the other's.
      people.flatMap(({ id, shares, wishes }) =>
        [...shares, ...wishes].map((one) => [`${id}~${countsAs(one)}`, one.name] as const),
      ),
    );
    const slots = times.join(' ');
    for (const { id } of people) {
      const data = { ...dataFor(activity, id, { scope, round }, names, skills), slots };
      const item = {
        id: matchId(scope, round, what),
        kind: matchKind,
        created: isoInstant(now),
        expires: isoInstant(stands(instantOf(activity.asks))),
        data,
      };
      const learns = learnsFrom(activity, id) !== undefined;
      const taken = await changePerson(tables, ctx, id, (fresh): Decision<boolean> => {
        const took = fresh.profile.rounds[scope];
        if (took?.shown.includes(what) === true) return { result: true };
        if (!standsBy(took, round) || !canTake(fresh, { scope, round }, what, now)) {
          return { result: false };
        }
        const after = { ...took, learns: took.learns || learns, shown: [...took.shown, what] };
        return {
          result: true,
          change: {
            profile: roundsWith(fresh, scope, after),
            put: [personRow.open(item)],
            due: tellDue(fresh, item.id, now, calendar),
          },
        };
      });
      if (taken) continue;
      // Another round was first: nobody helps more colleagues at once than they said.
      await free(deps, ctx, { scope, round }, what, id, now);
      return 'skipped';
    }
    return 'done';
  };

/** Still stands by their yes, and has room for it, or was shown it already. */
function canTake(person: Person, { scope, round }: At, name: string, now: Instant): boolean {
  const took = person.profile.rounds[scope];
  return standsBy(took, round) && (took.shown.includes(name) || room(person, now) > 0);
}

const standsBy = (took: Took | undefined, round: string): took is Took =>
  took?.round === round && took.answer === 'yes';

export const roundsWith = (
  { profile }: Person,
  scope: Scope,
  took: Took,
): Pick<Profile, 'rounds'> => ({ rounds: { ...profile.rounds, [scope]: took } });

/** What one person's match says: names and the matched wishes, flat, so that an erase finds them. */
function dataFor(
  activity: Activity,
  me: string,
  { scope, round }: At,
  names: ReadonlyMap<string, string>,
  skills: ReadonlyMap<string, string>,
): OpenItem['data'] {
  const from = learnsFrom(activity, me);
  const to = teachesTo(activity, me);
  const skillOf = ({ learner, teacher, skill }: Arc): string =>
    skills.get(`${learner}~${skill}`) ?? skills.get(`${teacher}~${skill}`) ?? '';
  return {
    scope,
    round,
    activity: activity.key,
    kind: activity.kind,
    asks: activity.asks,
    notes: activity.notes.join(' '),
    teacher: from?.teacher ?? '',
    teacherName: names.get(from?.teacher ?? '') ?? '',
    learns: from === undefined ? '' : skillOf(from),
    learner: to?.learner ?? '',
    learnerName: names.get(to?.learner ?? '') ?? '',
    teaches: to === undefined ? '' : skillOf(to),
  };
}

/** Somebody cannot: the others of the activity are looked after. Due first, so that a crash only delays. */
export async function free(
  { tables }: Pick<Deps, 'tables'>,
  ctx: TenantContext,
  { scope, round }: At,
  name: string,
  without: string,
  now: Instant,
): Promise<Activity | undefined> {
  await scheduleDue(tables, ctx, [
    roundDue('repair', now.add({ seconds: 10 }), scope, round, name),
  ]);
  return changeActivity(tables, ctx, scope, round, name, ({ state }) =>
    state === 'held' ? { state: 'freed', without } : undefined,
  );
}

/** Tells somebody who took part that there is no match this time, why, and what would help. */
export const leftJob =
  (deps: Deps): Job =>
  async (ctx, { who }, now) => {
    const { tables, calendar } = deps;
    const { scope, round, what } = namedIn(who);
    const head = await readHead(tables, ctx, scope, round);
    if (head === undefined) return 'stale';
    const left = await readOneLeft(tables, ctx, scope, round, head.run, what);
    if (left === undefined || left.placed) return 'stale';
    return changePerson(tables, ctx, personId(what), (fresh) => {
      const item = leftItem({ scope, round }, left, fresh, head.people, now);
      const took = fresh.profile.rounds[scope];
      if (!standsBy(took, round) || took.shown.includes(item.id)) return { result: 'stale' };
      const after = { ...took, shown: [...took.shown, item.id] };
      return {
        result: 'done',
        change: {
          profile: roundsWith(fresh, scope, after),
          put: [personRow.open(item)],
          due: left.because === '' ? [] : tellDue(fresh, item.id, now, calendar),
        },
      };
    });
  };

/** Why there is no match, as it is said to the person. */
export type LeftWhy = Exclude<Why, 'not-asked'> | 'in-return' | 'no-wish' | 'few';

/** Below this many people a reason could tell who took part. */
const few = 10;

function leftItem(
  { scope, round }: At,
  { why, because }: Left,
  { wishes }: Person,
  people: number,
  now: Instant,
): OpenItem {
  const told: LeftWhy = why === 'not-asked' ? 'in-return' : why;
  const said: LeftWhy = wishes.length === 0 ? 'no-wish' : people < few ? 'few' : told;
  return {
    id: itemIdOf(leftKind, scope, round, because === '' ? 'none' : because),
    kind: leftKind,
    created: isoInstant(now),
    expires: isoInstant(now.add({ hours: 24 * newsDays })),
    data: { scope, round, why: said, declined: because !== '' },
  };
}

/** Asks an activity's people whether they met; their match makes way for the question. */
export const askJob =
  (deps: Deps): Job =>
  async (ctx, { who }, now) => {
    const { tables } = deps;
    const { scope, round, what } = namedIn(who);
    const read = await readActivity(tables, ctx, scope, round, what);
    if (read?.value.state !== 'held') return 'stale';
    const activity = read.value;
    const after = askedAfter(activity, (await loadGround(tables, ctx, scope)).place, deps.calendar);
    if (after > isoInstant(now)) {
      await scheduleDue(tables, ctx, [roundDue('ask', instantOf(after), scope, round, what)]);
      await renewTimes(deps, ctx, now, { scope, round }, activity);
      return 'later';
    }
    for (const id of membersOf(activity)) {
      if (activity.met[id] !== undefined) continue;
      await apart(tables, () =>
        changePerson(tables, ctx, id, (fresh): Decision<void> => {
          const match = matchIn(fresh, { scope, round }, what);
          if (match === undefined) return { result: undefined };
          const remove = [personKey.open(match.id)];
          const took = fresh.profile.rounds[scope];
          if (isBroken(activity)) {
            // There was nobody left to learn from.
            const profile =
              took?.round === round ? roundsWith(fresh, scope, { ...took, learns: false }) : {};
            return { result: undefined, change: { remove, profile } };
          }
          const id = match.id.replace(matchKind, metKind);
          const item = { ...match, id, kind: metKind, created: isoInstant(now) };
          return { result: undefined, change: { remove, put: [personRow.open(item)] } };
        }),
      );
    }
    return 'done';
  };
