import { z } from 'zod';
import type { TenantContext } from '#bot/core/ids';
import { jsonRows } from '#bot/platform/rows';
import { key, type Tables } from '#bot/platform/tables';
import { json } from '#bot/records/person';

const schema = z.object({
  /** People who were told that their data goes. */
  announced: z.number().int(),
  /** People whose data would be gone by now, had there not been too many. */
  waiting: z.number().int(),
  /** So many an operator agreed to. */
  agreed: z.number().int().default(0),
});
export type Leavers = z.infer<typeof schema>;

const rowKey = 'leavers';
export const leaverRows = jsonRows({ name: 'leavers', table: 'Control', key: /^leavers$/ }, schema);

export async function readLeavers(tables: Tables, ctx: TenantContext): Promise<Leavers> {
  const row = await tables.read('Control', key(ctx.tenant), rowKey);
  return row === undefined ? { announced: 0, waiting: 0, agreed: 0 } : leaverRows.read(row);
}

export async function writeLeavers(
  tables: Tables,
  ctx: TenantContext,
  leavers: Leavers,
): Promise<void> {
  await tables.commit('Control', key(ctx.tenant), [{ kind: 'put', row: json(rowKey, leavers) }]);
}
