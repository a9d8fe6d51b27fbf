import type { Tables } from '#bot/platform/tables';
import { tableNames } from '#bot/platform/tables';
import { cast, type House } from '#tests/house';

/** Colleagues who told, gave and wished something, the one who will erase everything among them. */
export async function savedLife(house: House): Promise<void> {
  const { adele, alex, megan } = cast;
  await house.installTeam(alex, Object.values(cast));
  for (const who of [adele, alex, megan]) {
    await house.install(who);
    await house.say(who, 'count me in');
    await house.say(who, 'share Beekeeping');
  }
  await house.say(megan, 'wish Pottery');
  for (const [op, from, to] of [
    ['saved-life-1', adele, megan],
    ['saved-life-2', megan, adele],
    ['saved-life-3', alex, megan],
  ] as const) {
    const { status } = await house.api(from, 'POST', '/badges', {
      op,
      to: [to.id],
      badge: 'time',
      skill: 'Beekeeping',
      text: `${adele.name} showed us the hive for an hour.`,
      visibility: 'receiver',
    });
    if (status !== 200) throw new Error(`a badge was answered ${status}`);
  }
}

/** What is kept for people, without versions and without what timing and processes write. */
export async function keptRows(tables: Tables): Promise<string[]> {
  const kept: string[] = [];
  for (const table of tableNames.filter((name) => name !== 'Due' && name !== 'Control')) {
    for await (const { etag: _, ...row } of tables.across(table, { from: '!', to: '\u007f' })) {
      const columns = Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1));
      kept.push(`${table} ${JSON.stringify(columns)}`);
    }
  }
  return kept;
}
