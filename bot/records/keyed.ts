import { createHmac, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { TenantContext } from '#bot/core/ids';
import { isOldId } from '#bot/core/record-id';
import { columnRows } from '#bot/platform/rows';
import { key, type Tables } from '#bot/platform/tables';

/** Makes a mark of what it is given, in hex digits; without the tenant's key nobody can try ids on it. */
export type Keyed = (length: number, ...parts: readonly string[]) => string;

// The row's name is that of the key's first use.
export const secretRows = columnRows(
  { name: 'secret', table: 'Control', key: /^forgotten$/ },
  z.object({ secret: z.string().min(32) }),
);

// The key is made once and never changes: every process reads it once.
const known = new WeakMap<Tables, Map<string, Promise<string>>>();

/** This tenant's own key, made on first use. */
function tenantKey(tables: Tables, ctx: TenantContext): Promise<string> {
  const keys = known.get(tables) ?? new Map<string, Promise<string>>();
  known.set(tables, keys);
  const before = keys.get(ctx.tenant);
  if (before !== undefined) return before;
  const reading = readOrMake(tables, ctx);
  keys.set(ctx.tenant, reading);
  // What could not be read is read again by the next caller.
  reading.catch(() => keys.delete(ctx.tenant));
  return reading;
}

export async function keyedIn(tables: Tables, ctx: TenantContext): Promise<Keyed> {
  const secret = await tenantKey(tables, ctx);
  return (length, ...parts) =>
    createHmac('sha256', secret).update(parts.join('\0')).digest('hex').slice(0, length);
}

/** By what goes that had an id without a key: the same, whoever asks. */
export const keyedId = (keyed: Keyed, id: string): string =>
  isOldId(id) ? keyed(32, 'id', id) : id;

async function readOrMake(tables: Tables, ctx: TenantContext): Promise<string> {
  const partition = key(ctx.tenant);
  const row = await tables.read('Control', partition, 'forgotten');
  if (row !== undefined) return secretRows.read(row).secret;
  const made = { rowKey: 'forgotten', secret: randomBytes(32).toString('base64url') };
  const committed = await tables.commit('Control', partition, [{ kind: 'insert', row: made }]);
  return committed === 'done' ? made.secret : readOrMake(tables, ctx);
}
