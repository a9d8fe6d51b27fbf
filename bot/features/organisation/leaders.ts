import { type PersonId, personId, type TeamId, type TenantContext } from '#bot/core/ids';
import { apart, readApart } from '#bot/platform/rows';
import { key, startingWith, unpart } from '#bot/platform/tables';
import type { Deps } from '#bot/ports';
import { leadsIn } from '#bot/records/leads';
import { profileRows } from '#bot/records/person';
import type { Profile } from '#bot/records/profile';
import { allTeams, loadTeam } from '#bot/records/team';

/** So many of a team report to whoever is offered its digest. */
const reportsEnough = 3;

export interface Leader {
  readonly person: PersonId;
  readonly team: TeamId;
}

/** Who leads a team by the directory, said yes, and was never offered a digest. */
export async function leadersUnasked(
  { tables }: Pick<Deps, 'tables'>,
  ctx: TenantContext,
): Promise<Leader[]> {
  const profiles = new Map<PersonId, Profile>();
  const rows = tables.across('People', startingWith(`${key(ctx.tenant)}~`), {
    rowKey: 'a~profile',
  });
  for await (const row of rows) {
    const [profile] = readApart(tables, [row], profileRows.read);
    const id = personId(unpart(row.partitionKey.split('~')[1] ?? ''));
    if (profile !== undefined) profiles.set(id, profile);
  }
  // Most organisations allow no directory, and most nights nobody is new.
  if (![...profiles.values()].some(({ manager }) => manager !== undefined)) return [];
  const { markOf } = await leadsIn(tables, ctx);
  const found: Leader[] = [];
  for await (const team of allTeams(tables, ctx)) {
    if (team.left) continue;
    const roster = await apart(tables, () => loadTeam(tables, ctx, team.id));
    const members = (roster?.members ?? []).filter(({ guest }) => !guest);
    const marks = members.map(({ id }) => profiles.get(id)?.manager);
    for (const { id } of members) {
      const profile = profiles.get(id);
      if (profile?.consent.state !== 'in' || profile.digestOffered) continue;
      const mark = markOf(id);
      const reports = marks.filter((one) => one === mark).length;
      if (reports >= reportsEnough) found.push({ person: id, team: team.id });
    }
  }
  return found;
}
