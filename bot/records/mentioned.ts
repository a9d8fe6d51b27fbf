import { type TeamId, teamId } from '#bot/core/ids';
import { apart, readApart } from '#bot/platform/rows';
import type { ChatTurn, Deps, Mentioned } from '#bot/ports';
import type { Colleague } from '#bot/records/colleagues';
import { personPartition, profileRows } from '#bot/records/person';
import { loadTeam, type Member } from '#bot/records/team';

/** Whom a message names by mentions; a name alone would be a guess, so nobody is looked up by it. */
export interface Named {
  readonly people: readonly Colleague[];
  /** Mentioned, but nobody that can be found: as their names stand in the message. */
  readonly unknown: readonly string[];
}

/** Not people: bots, and channels or teams. */
const isThing = ({ teamsId }: Mentioned): boolean => /^(?:28|19):/.test(teamsId);

/**
 * The people mentioned: by the Entra id if Teams gave one, else by Teams' own id, as the rosters and
 * profiles of the speaker's teams hold it, else as Teams says who that is in this conversation.
 */
export async function peopleMentioned(
  { tables, messenger }: Pick<Deps, 'tables' | 'messenger'>,
  { ctx, me, person, event }: ChatTurn,
): Promise<Named> {
  const { place } = event;
  const mentioned = event.mentioned.filter((one) => !isThing(one));
  const known = new Map<string, Colleague>();
  for (const { teamsId, id, name } of mentioned) {
    if (id !== undefined) known.set(teamsId, { id, name });
    else if (teamsId === person.profile.teamsId) known.set(teamsId, { id: me, name });
  }
  const teamsIdOf = async ({ id, teamsId }: Member): Promise<string | undefined> => {
    if (teamsId !== undefined) return teamsId;
    const row = await tables.read('People', personPartition(ctx, id), 'a~profile');
    return row && readApart(tables, [row], profileRows.read)[0]?.teamsId;
  };
  const teams = new Set<TeamId>(person.teams.map(({ id }) => teamId(id)));
  for (const team of new Set([...(place.team === undefined ? [] : [place.team]), ...teams])) {
    if (mentioned.every(({ teamsId }) => known.has(teamsId))) break;
    const roster = await apart(tables, () => loadTeam(tables, ctx, team));
    for (const member of roster?.members ?? []) {
      const teamsId = await teamsIdOf(member);
      if (teamsId !== undefined && !known.has(teamsId)) known.set(teamsId, member);
    }
  }
  for (const { teamsId } of mentioned) {
    if (known.has(teamsId)) continue;
    const found = await messenger.member(place.conversation, teamsId);
    if (found !== undefined) known.set(teamsId, found);
  }
  const of = ({ teamsId }: Mentioned) => known.get(teamsId);
  const people = new Map(mentioned.flatMap((one) => of(one) ?? []).map((one) => [one.id, one]));
  return {
    people: [...people.values()],
    unknown: mentioned.filter((one) => of(one) === undefined).map(({ name }) => name),
  };
}
