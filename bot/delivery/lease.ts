import { z } from 'zod';
import type { TenantContext } from '#bot/core/ids';
import { columnRows } from '#bot/platform/rows';
import { key, type Tables } from '#bot/platform/tables';

/** `until`: milliseconds of real time, as text. */
export const leaseRows = columnRows(
  { name: 'lease', table: 'Control', key: /^lease$/, unsaved: true },
  z.object({
    owner: z.string(),
    until: z
      .string()
      .regex(/^\d{1,16}$/)
      .transform(Number),
  }),
);

/** The sender's lease: one holder at a time for a tenant, taken over when it runs out. */
export interface Lease {
  /** Real time it lasts without being renewed, in milliseconds. */
  readonly lastsMs: number;
  /** Takes or renews the lease; false while another holds it. */
  hold(): Promise<boolean>;
  /** How long another still holds it, by what was read last, in milliseconds. */
  othersMs(): number;
  /** Whether this process holds it, as far as it knows. */
  held(): boolean;
  /** Gives it back, so that another need not wait. */
  release(): Promise<void>;
}

/**
 * @param owner names this process
 * @param realNow milliseconds of real time: a moved product clock must not end a lease
 */
export function senderLease(
  tables: Tables,
  ctx: TenantContext,
  owner: string,
  lastsMs: number,
  realNow: () => number,
): Lease {
  const partition = key(ctx.tenant);
  const rowKey = 'lease';
  let heldUntil = 0;
  let othersUntil = 0;
  let renewing: Promise<boolean> | undefined;
  const renew = async (): Promise<boolean> => {
    const now = realNow();
    const row = await tables.read('Control', partition, rowKey);
    othersUntil = row === undefined || row['owner'] === owner ? 0 : Number(row['until']);
    if (othersUntil > now) return false;
    const until = now + lastsMs;
    const next = { rowKey, owner, until: String(until) };
    const committed = await tables.commit('Control', partition, [
      row === undefined
        ? { kind: 'insert', row: next }
        : { kind: 'replace', row: next, etag: row.etag },
    ]);
    heldUntil = committed === 'done' ? until : 0;
    return committed === 'done';
  };
  return {
    lastsMs,
    othersMs: () => Math.max(0, othersUntil - realNow()),
    async hold() {
      if (heldUntil - realNow() > (lastsMs * 2) / 3) return true;
      // Those who ask at the same time are one holder, not rivals.
      renewing ??= renew().finally(() => {
        renewing = undefined;
      });
      return renewing;
    },
    held: () => heldUntil > realNow(),
    async release() {
      const row = await tables.read('Control', partition, rowKey);
      heldUntil = 0;
      if (row === undefined || row['owner'] !== owner) return;
      await tables.commit('Control', partition, [
        { kind: 'replace', row: { rowKey, owner, until: '0' }, etag: row.etag },
      ]);
    },
  };
}

/** Who holds the lease now; for operators. */
export async function leaseHolder(
  tables: Tables,
  ctx: TenantContext,
  realNow: number,
): Promise<string | undefined> {
  const row = await tables.read('Control', key(ctx.tenant), 'lease');
  return row !== undefined && Number(row['until']) > realNow ? String(row['owner']) : undefined;
}
