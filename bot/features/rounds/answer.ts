import { spokenInstant } from '#bot/core/dates';
import { no, type Outcome, ok } from '#bot/core/outcome';
import { plain } from '#bot/core/text';
import { instantOf } from '#bot/core/time';
import { zoneOf } from '#bot/delivery/rules';
import { inviteView, matchOf, readerOf } from '#bot/features/rounds/card';
import { otherTimes, planMatch } from '#bot/features/rounds/meeting';
import type { Scope } from '#bot/features/rounds/record';
import { decline } from '#bot/features/rounds/repair';
import { answered, type Explained, isOpen, type RoundsDeps } from '#bot/features/rounds/rules';
import { changeActivity, hintYes, loadRhythm } from '#bot/features/rounds/store';
import { heldBy } from '#bot/meeting/taken';
import { isTimeAct, timeMeant } from '#bot/meeting/typed';
import type { Deps, Turn } from '#bot/ports';
import { type Keyed, keyedIn } from '#bot/records/keyed';
import { type Decision, type Person, personKey, personRow } from '#bot/records/person';
import type { OpenItem } from '#bot/records/profile';

// What chat and tab both do with a person's open items of a round.

const field = ({ data }: OpenItem, name: string): string => String(data[name] ?? '');
const placeOf = (item: OpenItem): { scope: Scope; round: string; name: string } => ({
  scope: field(item, 'scope'),
  round: field(item, 'round'),
  name: field(item, 'activity'),
});

export const answers = ['yes', 'yes-teach', 'no'] as const;
export type Answer = (typeof answers)[number];

/** Yes or no to a round, to be changed until it closes. The hint comes first: a crash only costs a look. */
export async function answerInvitation(
  { tables }: Deps,
  turn: Turn,
  item: OpenItem,
  answer: Answer,
): Promise<Outcome<OpenItem>> {
  const { scope, round } = placeOf(item);
  if (!isOpen(await loadRhythm(tables, turn.ctx, scope), round, turn.now)) {
    return no('rounds.refused.closed');
  }
  const yes = answer !== 'no';
  if (yes) await hintYes(tables, turn.ctx, scope, round, turn.me, true);
  const after: OpenItem = { ...item, data: { ...item.data, answer: yes ? 'yes' : 'no' } };
  await turn.change(
    (person): Decision<void> => ({
      result: undefined,
      change: {
        profile: {
          rounds: {
            ...person.profile.rounds,
            [scope]: answered(person.profile.rounds[scope], round, yes ? 'yes' : 'no'),
          },
          ...(answer === 'yes-teach' ? { teachesWithoutReturn: true } : {}),
        },
        put: [personRow.open(after)],
      },
    }),
  );
  if (!yes) await hintYes(tables, turn.ctx, scope, round, turn.me, false);
  await turn.refresh();
  return ok(after);
}

/** The sentence for an answer, as the item then reads. */
export const saidOf = (deps: Deps, turn: Turn, item: OpenItem): string =>
  inviteView(readerOf(turn, deps.calendar), item).text ?? '';

/** What somebody does with a match. */
export async function actOnMatch(
  deps: Deps,
  turn: Turn,
  item: OpenItem,
  act: string,
): Promise<Outcome<string>> {
  const { t } = turn;
  const match = matchOf(t, item.data);
  const { scope, round, name } = placeOf(item);
  if (act === 'seen' && match.broken) {
    await remove(turn, item);
    return ok(t('rounds.left.seen'));
  }
  if (isTimeAct(act)) {
    const own = ({ id }: OpenItem): boolean => id === item.id;
    const time = await timeMeant(deps, turn.person, act, heldBy(item), own, turn.now);
    if (!time.ok) return time;
    const planned = await planMatch(deps, turn, { scope, round }, name, time.value);
    if (!planned.ok) return planned;
    const zone = zoneOf(turn.person.profile, deps.calendar);
    const when = spokenInstant(instantOf(time.value), turn.lang, zone);
    return ok(t('help.said.planned', { when }));
  }
  if (act === 'times') return sayTimes(turn, await otherTimes(deps, turn, { scope, round }, name));
  if (act === 'decline') {
    await decline(deps, turn, { scope, round }, name);
    return ok(t('rounds.match.declined'));
  }
  return no('common.refused.stale');
}

/**
 * Once they met: not with this one again. That they met is said by it.
 * @returns undefined when the act is none of that
 */
export async function blockMate(
  deps: RoundsDeps,
  turn: Turn,
  item: OpenItem,
  act: string,
): Promise<Outcome<string> | undefined> {
  const mate = matchOf(turn.t, item.data).mates.find(({ id }) => act === `block~${id}`);
  if (mate === undefined) return undefined;
  await turn.change(
    ({ profile }): Decision<void> => ({
      result: undefined,
      change: { profile: { blocked: [...new Set([...profile.blocked, mate.id])] } },
    }),
  );
  await answerMet(deps, turn, item, true);
  return ok(turn.t('rounds.met.blocked', { name: plain(mate.name) }));
}

const sayTimes = ({ t }: Turn, times: Outcome<number>): Outcome<string> =>
  times.ok ? ok(t('rounds.match.newTimes', { count: times.value })) : times;

/** What was explained between them, as an item tells it; named by who learns and in which round. */
function explained(
  turn: Turn,
  item: OpenItem,
  side: 'learnt' | 'gave',
  keyed: Keyed,
): Explained | undefined {
  const { teacher, learner } = matchOf(turn.t, item.data);
  const mate = side === 'learnt' ? teacher : learner;
  const skill = field(item, side === 'learnt' ? 'learns' : 'teaches');
  if (mate === undefined || skill === '') return undefined;
  const { scope, round, name } = placeOf(item);
  const id = keyed(32, 'round', scope, round, name, side === 'learnt' ? turn.me : mate.id);
  return { id, skill, with: { id: mate.id, name: mate.name } };
}

/**
 * Whether they met: who did not is not counted as met, and goes first next time; who did keeps what
 * it was about.
 * @returns what is asked next is named by this; undefined when nothing is
 */
export async function answerMet(
  { tables, after }: RoundsDeps,
  turn: Turn,
  item: OpenItem,
  met: boolean,
): Promise<string | undefined> {
  const { scope, round, name } = placeOf(item);
  const keyed = await keyedIn(tables, turn.ctx);
  const learnt = met ? explained(turn, item, 'learnt', keyed) : undefined;
  const gave = met ? explained(turn, item, 'gave', keyed) : undefined;
  await changeActivity(tables, turn.ctx, scope, round, name, (activity) =>
    activity.met[turn.me] === met ? undefined : { met: { ...activity.met, [turn.me]: met } },
  );
  await turn.change((person): Decision<void> => {
    if (!person.open.some(({ id }) => id === item.id)) return { result: undefined };
    const kept = learnt === undefined ? {} : after.learnt(person, learnt, turn.now);
    const given = gave === undefined ? {} : after.gave(gave, turn.now);
    return {
      result: undefined,
      change: {
        remove: [personKey.open(item.id)],
        put: [...(kept.put ?? []), ...(given.put ?? [])],
        due: kept.due ?? [],
        profile: met ? (kept.profile ?? {}) : { rounds: stillToLearn(person, scope, round) },
      },
    };
  });
  return learnt?.id;
}

/** They did not meet yet: times that suit them now. */
export async function meetLater(deps: Deps, turn: Turn, item: OpenItem): Promise<Outcome<string>> {
  const { scope, round, name } = placeOf(item);
  return sayTimes(turn, await otherTimes(deps, turn, { scope, round }, name));
}

/** The next round counts this one as one in which nothing was learnt. */
function stillToLearn(
  { profile }: Person,
  scope: Scope,
  round: string,
): Person['profile']['rounds'] {
  const took = profile.rounds[scope];
  if (took === undefined) return profile.rounds;
  const after =
    took.round === round ? { ...took, learns: false } : { ...took, wait: Math.max(1, took.wait) };
  return { ...profile.rounds, [scope]: after };
}

export async function remove(turn: Turn, item: OpenItem): Promise<void> {
  await turn.change(
    ({ open }): Decision<void> => ({
      result: undefined,
      ...(open.some(({ id }) => id === item.id)
        ? { change: { remove: [personKey.open(item.id)] } }
        : {}),
    }),
  );
}
