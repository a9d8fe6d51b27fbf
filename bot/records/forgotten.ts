import { z } from 'zod';
import type { PersonId, TenantContext } from '#bot/core/ids';
import type { Instant } from '#bot/core/time';
import { columnRows } from '#bot/platform/rows';
import { key, type Tables } from '#bot/platform/tables';
import { type Due, scheduleDue } from '#bot/records/due';
import { keyedIn } from '#bot/records/keyed';
import { allTeams } from '#bot/records/team';

// Who asked to be forgotten, as keyed hashes: enough to keep a roster from bringing them back.

export const forgottenRows = columnRows(
  { name: 'forgotten', table: 'Control', key: /^forgotten~/ },
  z.object({}),
);

const rowKeyOf = (hash: string): string => key('forgotten', hash);

/** Hashes an id with this tenant's own key: nobody without the key can try a list of ids on it. */
export async function keyedHash(
  tables: Tables,
  ctx: TenantContext,
): Promise<(id: string) => string> {
  const keyed = await keyedIn(tables, ctx);
  return (id) => keyed(40, id.toLowerCase());
}

export async function isForgotten(
  tables: Tables,
  ctx: TenantContext,
  id: PersonId,
): Promise<boolean> {
  return isForgottenHash(tables, ctx, (await keyedHash(tables, ctx))(id));
}

export const isForgottenHash = async (
  tables: Tables,
  ctx: TenantContext,
  hash: string,
): Promise<boolean> =>
  (await tables.read('Control', key(ctx.tenant), rowKeyOf(hash))) !== undefined;

/** @returns the keyed hash that stands for the person from now on */
export async function forget(tables: Tables, ctx: TenantContext, id: PersonId): Promise<string> {
  const hash = (await keyedHash(tables, ctx))(id);
  await forgetHash(tables, ctx, hash);
  return hash;
}

export async function forgetHash(tables: Tables, ctx: TenantContext, hash: string): Promise<void> {
  await tables.commit('Control', key(ctx.tenant), [
    { kind: 'put', row: { rowKey: rowKeyOf(hash) } },
  ]);
}

/**
 * They wrote again: a roster may name them from now on, and whoever had been forgotten is looked
 * for in the rosters again.
 */
export async function remember(
  tables: Tables,
  ctx: TenantContext,
  id: PersonId,
  now: Instant,
): Promise<void> {
  const rowKey = rowKeyOf((await keyedHash(tables, ctx))(id));
  const removed = await tables.commit('Control', key(ctx.tenant), [{ kind: 'delete', rowKey }]);
  if (removed === 'done') await readRostersAgain(tables, ctx, now);
}

/** Looks for somebody who came back in every team's roster. */
export async function readRostersAgain(
  tables: Tables,
  ctx: TenantContext,
  now: Instant,
): Promise<void> {
  const rosters: Due[] = [];
  for await (const team of allTeams(tables, ctx)) {
    if (!team.left) rosters.push({ at: now, kind: 'roster', who: team.id });
  }
  await scheduleDue(tables, ctx, rosters);
}
