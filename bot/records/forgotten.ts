import { createHmac, randomBytes } from 'node:crypto';
import type { PersonId, TenantContext } from '#bot/core/ids';
import { key, type Tables } from '#bot/platform/tables';

/** Who asked to be forgotten, as keyed hashes: enough to keep a roster from bringing them back. */
const rowOf = async (tables: Tables, ctx: TenantContext, id: PersonId): Promise<string> =>
  key('forgotten', createHmac('sha256', await secret(tables, ctx)).update(id).digest('hex').slice(0, 40));

async function secret(tables: Tables, ctx: TenantContext): Promise<string> {
  const partition = key(ctx.tenant);
  const row = await tables.read('Control', partition, 'forgotten');
  if (row !== undefined) return String(row['secret']);
  const made = { rowKey: 'forgotten', secret: randomBytes(32).toString('base64url') };
  const committed = await tables.commit('Control', partition, [{ kind: 'insert', row: made }]);
  return committed === 'done' ? made.secret : secret(tables, ctx);
}

export async function isForgotten(
  tables: Tables,
  ctx: TenantContext,
  id: PersonId,
): Promise<boolean> {
  return (await tables.read('Control', key(ctx.tenant), await rowOf(tables, ctx, id))) !== undefined;
}

export async function forget(tables: Tables, ctx: TenantContext, id: PersonId): Promise<void> {
  const row = { rowKey: await rowOf(tables, ctx, id) };
  await tables.commit('Control', key(ctx.tenant), [{ kind: 'put', row }]);
}

/** They wrote again: a roster may name them from now on. */
export async function remember(tables: Tables, ctx: TenantContext, id: PersonId): Promise<void> {
  const rowKey = await rowOf(tables, ctx, id);
  await tables.commit('Control', key(ctx.tenant), [{ kind: 'delete', rowKey }]);
}
