import { personId, teamId } from '#bot/core/ids';
import { personPartition, personRow } from '#bot/records/person';
import { changeTeam } from '#bot/records/team';
import { memoryTables } from '#tests/fakes/memory-tables';
import { openHouse } from '#tests/house';
import { profile } from '#tests/people';

const teamSize = 12;

/** (d) Round trips of one team's digest while the organisation around it grows. */
export async function digestGrowth(
  sizes: readonly number[],
): Promise<{ people: number; trips: number }[]> {
  const grown: { people: number; trips: number }[] = [];
  for (const people of sizes) {
    const tables = memoryTables();
    const house = await openHouse(
      { TICK_MS: '2000000000', ROLE: 'all', CLOCK_NOW: '2026-11-30T07:00:00Z' },
      { tables },
    );
    const { ctx } = house.app;
    for (let start = 0; start < people; start += teamSize) {
      const team = teamId(`19:team-${start}`);
      const members = Array.from({ length: teamSize }, (_, n) => personId(`person-${start + n}`));
      await changeTeam(tables, ctx, team, () => ({
        result: undefined,
        team: { name: `Team ${start}`, channel: { id: team, serviceUrl: house.teams.serviceUrl } },
        members: members.map((id) => ({ id, name: id, guest: false, here: true, digest: false })),
      }));
      for (const id of members) {
        const homeTeam = { id: team, since: '2026-01-01' };
        await tables.commit('People', personPartition(ctx, id), [
          {
            kind: 'put',
            row: { rowKey: 'a~profile', rev: 1, data: JSON.stringify(profile({ homeTeam })) },
          },
          { kind: 'put', row: personRow.team({ id: team, name: 'Team', since: '2026-01-01' }) },
        ]);
      }
    }
    await house.app.runJob('nightly', 'tenant');
    tables.reset();
    await house.app.runJob('digest', teamId('19:team-0'));
    grown.push({ people, trips: tables.trips.reads + tables.trips.writes });
    await house.close();
  }
  return grown;
}
