import { teamId } from '#bot/core/ids';
import { no, noAt, type Outcome, ok } from '#bot/core/outcome';
import { dayIn, isoInstant } from '#bot/core/time';
import { zoneOf } from '#bot/delivery/rules';
import { closedTeam, type Found, findPeople, homeOf } from '#bot/features/thanks/colleagues';
import {
  counted,
  type Draft,
  marked,
  receivable,
  type SkillNamed,
  type Worded,
  worded,
} from '#bot/features/thanks/rules';
import {
  badgeDue,
  expiryOf,
  type Given,
  givenRow,
  handOver,
  readGiven,
  receiversOf,
} from '#bot/features/thanks/store';
import type { Deps, Place, Turn } from '#bot/ports';
import { keyedIn } from '#bot/records/keyed';
import type { Conversation } from '#bot/records/profile';
import type { Team } from '#bot/records/team';

/** What of the skills feature this one needs; app.ts supplies it. */
export interface GiveDeps {
  readonly deps: Deps;
  readonly skillNamed: SkillNamed;
}

export interface Giving {
  readonly draft: Draft;
  /** Names the thank-you: the same for the same form or request. */
  readonly operation: string;
  /** The team in whose channel to post; without it the home team. */
  readonly team?: string | undefined;
  /** Where it is given from, in chat. */
  readonly place?: Place | undefined;
}

/** Gives a badge: everything refused is refused before anything is kept. */
export async function give(
  { deps, skillNamed }: GiveDeps,
  turn: Turn,
  { draft, operation, team, place }: Giving,
): Promise<Outcome<Given>> {
  const { calendar, tables } = deps;
  if (turn.person.profile.givenToday?.ops.includes(operation)) return again(deps, turn, operation);
  const words = worded(draft, turn.me, skillNamed);
  if (!words.ok) return words;
  const wish = draft.visibility === 'team' ? teamToPostIn(turn, team, place) : ok(undefined);
  if (!wish.ok) return wish;
  const found = await findPeople(deps, turn, words.value.to, wish.value);
  if (!found.ok) return found;
  const people = receivable(found.value.people);
  if (!people.ok) return people;
  const channel = draft.visibility === 'team' ? channelOf(found.value.team, place) : ok(undefined);
  if (!channel.ok) return channel;

  const given = newBadge(turn, operation, words.value, found.value, channel.value);
  const today = dayIn(turn.now, zoneOf(turn.person.profile, calendar));
  const keyed = await keyedIn(tables, turn.ctx);
  const decided = await turn.change((person) => {
    const count = counted(
      person.profile.givenToday,
      today,
      operation,
      found.value.people,
      given.text,
      (receiver, text) => keyed(16, 'given', ...marked(receiver, text)),
    );
    if (!count.ok || count.value === 'repeat') return { result: count };
    return {
      result: count,
      change: {
        profile: { givenToday: count.value },
        insert: [givenRow(given)],
        // Written before the badge: whatever ends this turn half way, the job finishes it.
        due: [badgeDue(turn.now, turn.me, operation)],
      },
    };
  });
  if (!decided.ok) return decided;
  if (decided.value === 'repeat') return again(deps, turn, operation);
  await Promise.all(
    receiversOf(given).map(({ id }) => handOver(tables, turn.ctx, given, id, expiryOf(turn.now))),
  );
  return ok(given);
}

/** The same thank-you a second time: what became of it the first time. */
async function again(deps: Deps, turn: Turn, operation: string): Promise<Outcome<Given>> {
  const given = await readGiven(deps.tables, turn.ctx, turn.me, operation);
  return given === undefined ? no('common.refused.stale') : ok(given);
}

/** Only a team of mine, or the one in whose channel this is said. */
function teamToPostIn(turn: Turn, asked: string | undefined, place: Place | undefined) {
  const here = place?.kind === 'channel' ? place.team : undefined;
  const team = asked ?? here ?? homeOf(turn.person);
  if (team === undefined) return noAt('team', 'thanks.refused.noTeam');
  const mine = team === here || turn.person.teams.some(({ id }) => id === team);
  return mine ? ok(teamId(team)) : noAt('team', 'thanks.refused.noTeam');
}

interface Channel {
  readonly team: Team;
  readonly conversation: Conversation;
}

/** Where the badge is posted: in the channel in which it was given, else in the team's own. */
function channelOf(team: Team | undefined, place: Place | undefined): Outcome<Channel> {
  const here =
    place?.kind === 'channel' && place.team === team?.id ? place.conversation : undefined;
  const conversation = here ?? team?.channel;
  const closed = closedTeam(team);
  if (closed !== undefined) return closed;
  return team === undefined || conversation === undefined
    ? noAt('team', 'thanks.refused.noTeam')
    : ok({ team, conversation });
}

function newBadge(
  turn: Turn,
  id: string,
  { badge, skill, text }: Worded,
  { people, myName }: Found,
  channel: Channel | undefined,
): Given {
  return {
    id,
    badge,
    skill,
    text,
    from: { id: turn.me, name: turn.person.profile.name || (myName ?? '') },
    to: people.map((person) => ({ id: person.forgotten ? '' : person.id, name: person.name })),
    at: isoInstant(turn.now),
    state: 'given',
    ...(channel === undefined
      ? { visibility: 'receiver' }
      : {
          visibility: 'team',
          team: channel.team.id,
          post: { conversation: channel.conversation, outcome: 'waiting', attempts: 0 },
        }),
  };
}
