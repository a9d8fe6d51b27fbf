import { type PersonId, personId, type TenantContext, teamId } from '#bot/core/ids';
import { apart } from '#bot/platform/rows';
import type { Tables } from '#bot/platform/tables';
import type { Person } from '#bot/records/person';
import { loadTeam } from '#bot/records/team';

export interface Colleague {
  readonly id: PersonId;
  readonly name: string;
}

/** The people of somebody's teams, without them and without guests, by name. */
export async function colleaguesOf(
  tables: Tables,
  ctx: TenantContext,
  person: Person,
): Promise<Colleague[]> {
  const rosters = await Promise.all(
    person.teams.map(({ id }) => apart(tables, () => loadTeam(tables, ctx, teamId(id)))),
  );
  const known = new Map(
    rosters.flatMap((roster) =>
      (roster?.members ?? [])
        .filter(({ id, guest }) => id !== person.id && !guest)
        .map(({ id, name }) => [id, { id, name }] as const),
    ),
  );
  return [...known.values()].sort((a, b) => a.name.localeCompare(b.name));
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
