import { type PersonId, personId, type TeamId, teamId } from '#bot/core/ids';
import { type No, noAt, type Outcome, ok } from '#bot/core/outcome';
import { isObjectId } from '#bot/core/record-id';
import type { Colleague } from '#bot/features/thanks/rules';
import { apart, readApart } from '#bot/platform/rows';
import type { Deps, Place, Turn } from '#bot/ports';
import { isForgotten } from '#bot/records/forgotten';
import { type Person, personPartition, profileRows } from '#bot/records/person';
import { loadTeam, type Team } from '#bot/records/team';

/** My home team, or the one I joined first. */
export const homeOf = (person: Person): TeamId | undefined => {
  const id = person.profile.homeTeam?.id ?? person.teams[0]?.id;
  return id === undefined ? undefined : teamId(id);
};

/** Teams in which I know people, the one asked for first, then home; each once. */
const teamsOf = (person: Person, first: TeamId | undefined): TeamId[] => [
  ...new Set(
    [first, homeOf(person), ...person.teams.map(({ id }) => teamId(id))].filter(
      (id) => id !== undefined,
    ),
  ),
];

/** The people a form offers, and the team in whose channel it would post. */
export interface Circle {
  /** Without me and without guests, in order of their names. */
  readonly people: readonly (Colleague & { readonly teams: readonly Team[] })[];
  readonly team: Team | undefined;
}

/**
 * The people of my teams.
 * @param place where the form is shown, in chat
 * @param publicly others see the form too: only the people of the channel's team, or of the group
 * chat, are named
 */
export async function circleOf(
  deps: Deps,
  turn: Turn,
  place?: Place,
  publicly = false,
): Promise<Circle> {
  if (place?.kind === 'group' && publicly) return chatOf(deps, turn, place);
  const here = place?.kind === 'channel' ? place.team : undefined;
  const home = here ?? homeOf(turn.person);
  const teams = here !== undefined && publicly ? [here] : teamsOf(turn.person, here);
  const read = await Promise.all(
    teams.map((id) => apart(deps.tables, () => loadTeam(deps.tables, turn.ctx, id))),
  );
  const rosters = read.filter((roster) => roster !== undefined);
  const people = new Map<string, Circle['people'][number]>();
  for (const { team, members } of rosters) {
    for (const { id, name, guest } of members) {
      if (id === turn.me || guest) continue;
      const teams = [...(people.get(id)?.teams ?? []), team];
      people.set(id, { id, name, guest, teams });
    }
  }
  return {
    people: [...people.values()].sort((a, b) => a.name.localeCompare(b.name)),
    team: rosters.find(({ team }) => team.id === home)?.team,
  };
}

/** The people of a group chat as Teams tells them; nothing of it is kept, and no team is named there. */
async function chatOf({ messenger, log }: Deps, turn: Turn, place: Place): Promise<Circle> {
  const { id, serviceUrl } = place.conversation;
  const roster = await messenger.roster(teamId(id), serviceUrl).catch((error: unknown) => {
    log.warn({ err: error }, 'the people of a chat could not be read');
    return { people: [] };
  });
  const people = roster.people
    .filter((member) => member.id !== turn.me && !member.guest)
    .map(({ id: person, name, guest }) => ({ id: person, name, guest, teams: [] }));
  return { people: people.sort((a, b) => a.name.localeCompare(b.name)), team: undefined };
}

/** Why a team's channel takes no badges; undefined when it does. */
export function closedTeam(team: Team | undefined): No | undefined {
  // A team that the bot was never added to has no channel of ours.
  if (team?.channel === undefined) return noAt('team', 'thanks.refused.noTeam');
  if (team.left) return noAt('team', 'thanks.refused.teamLeft', { team: team.name });
  if (team.off.includes('badges'))
    return noAt('team', 'thanks.refused.teamOff', { team: team.name });
  return undefined;
}

export interface Found {
  readonly people: readonly Colleague[];
  /** The first team looked in. */
  readonly team: Team | undefined;
  /** My own name as a roster has it. */
  readonly myName: string | undefined;
}

/**
 * The people behind ids: from the rosters of my teams, one after another until everybody is found,
 * else from their own record. An id of the tenant that nobody knows is somebody all the same.
 * @param first the team to look in first
 */
export async function findPeople(
  deps: Deps,
  turn: Turn,
  ids: readonly string[],
  first: TeamId | undefined,
): Promise<Outcome<Found>> {
  const found = new Map<string, Colleague>();
  let team: Team | undefined;
  let myName: string | undefined;
  const missing = () => ids.filter((id) => !found.has(id.toLowerCase()));
  for (const id of teamsOf(turn.person, first)) {
    if (team !== undefined && missing().length === 0) break;
    const roster = await apart(deps.tables, () => loadTeam(deps.tables, turn.ctx, id));
    if (roster === undefined) continue;
    team ??= roster.team;
    for (const { id: member, name, guest } of roster.members) {
      if (member === turn.me) myName ??= name;
      if (!found.has(member.toLowerCase())) {
        found.set(member.toLowerCase(), { id: member, name, guest });
      }
    }
  }
  const strangers = missing();
  if (!strangers.every(isObjectId)) return noAt('to', 'thanks.refused.unknown');
  for (const id of strangers) {
    const stranger = await strangerOf(deps, turn, personId(id.toLowerCase()));
    if (stranger === undefined) return noAt('to', 'thanks.refused.unknown');
    found.set(id.toLowerCase(), stranger);
  }
  const people = ids.flatMap((id) => found.get(id.toLowerCase()) ?? []);
  return ok({ people, team, myName });
}

async function strangerOf(
  { tables }: Deps,
  turn: Turn,
  id: PersonId,
): Promise<Colleague | undefined> {
  const row = await tables.read('People', personPartition(turn.ctx, id), 'a~profile');
  if (row !== undefined) {
    // Nothing is offered to somebody whose rows cannot be read.
    const [profile] = readApart(tables, [row], profileRows.read);
    return profile && { id, name: profile.name, guest: false };
  }
  // Who asked to be forgotten is not brought back by a badge, and reads like anybody unknown.
  const forgotten = await isForgotten(tables, turn.ctx, id);
  return { id, name: '', guest: false, ...(forgotten ? { forgotten } : {}) };
}
