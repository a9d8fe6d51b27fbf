import { type PersonId, personId, type TenantContext, teamId } from '#bot/core/ids';
import { folded } from '#bot/core/names';
import { apart } from '#bot/platform/rows';
import type { Tables } from '#bot/platform/tables';
import type { Deps } from '#bot/ports';
import type { Person } from '#bot/records/person';
import { loadTeam, type Team } from '#bot/records/team';

export interface Colleague {
  readonly id: PersonId;
  readonly name: string;
}

/** The people of somebody's teams to choose from, without them and without guests, by name. */
export async function colleaguesOf(
  deps: Pick<Deps, 'tables' | 'messenger'>,
  ctx: TenantContext,
  person: Person,
): Promise<Colleague[]> {
  const rosters = await Promise.all(
    person.teams.map(({ id }) => apart(deps.tables, () => loadTeam(deps.tables, ctx, teamId(id)))),
  );
  const known = new Map<PersonId, Colleague & Choice>();
  for (const { team, members } of rosters.filter((roster) => roster !== undefined)) {
    for (const { id, name } of members.filter(({ guest }) => !guest)) {
      const { teams = [] } = known.get(id) ?? {};
      if (id !== person.id) known.set(id, { id, name, teams: [...teams, team] });
    }
  }
  const people = await namedApart(deps, [...known.values()]);
  return people.sort((a, b) => a.name.localeCompare(b.name));
}

/** Somebody to choose, and the teams in which who chooses knows them. */
export interface Choice {
  readonly id: string;
  readonly name: string;
  readonly teams: readonly Team[];
}

/**
 * People as somebody chooses among them. Those of one name have beside it the teams that they share
 * with who chooses; when these are the same, their mail, which is read for this and kept nowhere.
 */
export async function namedApart<C extends Choice>(
  { messenger }: Pick<Deps, 'messenger'>,
  people: readonly C[],
): Promise<{ readonly id: C['id']; readonly name: string }[]> {
  const mails = new Map<Team, ReturnType<typeof mailsIn>>();
  const mailOf = async ({ id, teams: [team] }: C): Promise<string> => {
    if (team === undefined) return '';
    const read = mails.get(team) ?? mailsIn(messenger, team);
    mails.set(team, read);
    return (await read).get(id) ?? '';
  };
  const beside = new Map<string, string>();
  for (const alike of groupedBy(people, ({ name }) => folded(name))) {
    if (alike.length === 1) continue;
    for (const same of groupedBy(alike, teamsOf)) {
      for (const one of same) {
        beside.set(one.id, same.length === 1 ? teamsOf(one) : await mailOf(one));
      }
    }
  }
  return people.map(({ id, name }) => {
    const more = beside.get(id) ?? '';
    return { id, name: more === '' ? name : `${name} (${more})` };
  });
}

const teamsOf = ({ teams }: Choice): string => teams.map(({ name }) => name).join(', ');

function groupedBy<T>(all: readonly T[], keyOf: (one: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return [...groups.values()];
}

/** Without an answer of Teams people can still be chosen, by name. */
async function mailsIn(
  messenger: Deps['messenger'],
  team: Team,
): Promise<ReadonlyMap<string, string>> {
  if (team.channel === undefined || team.left) return new Map();
  try {
    const { people } = await messenger.roster(team.id, team.channel.serviceUrl);
    return new Map(people.map(({ id, mail }) => [id, mail]));
  } catch {
    return new Map();
  }
}

/**
 * Names for ids, from the rosters of somebody's teams; '' for whom no roster knows. Reads no more
 * rosters than it needs, the home team's first.
 */
export async function namesOf(
  tables: Tables,
  ctx: TenantContext,
  person: Person,
  ids: readonly string[],
): Promise<Colleague[]> {
  const names = new Map<string, string>();
  const home = person.profile.homeTeam?.id;
  const teams = [...person.teams].sort((a, b) => Number(b.id === home) - Number(a.id === home));
  for (const { id } of teams) {
    if (ids.every((wanted) => names.has(wanted))) break;
    const roster = await apart(tables, () => loadTeam(tables, ctx, teamId(id)));
    for (const member of roster?.members ?? [])
      if (!member.guest) names.set(member.id, member.name);
  }
  return ids.map((id) => ({ id: personId(id), name: names.get(id) ?? '' }));
}
