import { z } from 'zod';
import type { TenantContext } from '#bot/core/ids';
import { type Clock, type Instant, Temporal } from '#bot/core/time';
import { columnRows } from '#bot/platform/rows';
import { key, type Tables } from '#bot/platform/tables';

/** Milliseconds as text: Table Storage's integers end at 32 bit, which is 25 days. */
export const clockRows = columnRows(
  { name: 'clock', table: 'Control', key: /^clock$/ },
  z.object({
    offset: z
      .string()
      .regex(/^-?\d{1,16}$/)
      .transform(Number),
  }),
);

/** Product time that local mode can set once and move forward, for every process on the same storage. */
export interface MovableClock extends Clock {
  /**
   * Reads the storage's time. A storage without any takes `from`, past or future (real time when
   * none is given); one that has its own moves to `from` only when that lies ahead.
   */
  start(from: Instant | undefined): Promise<void>;
  /** Moves to `to` when that lies ahead; product time never goes back. */
  forward(to: Instant): Promise<void>;
  /** Reads where other processes moved it to; true when that lies ahead of where it was here. */
  follow(): Promise<boolean>;
}

const after = (milliseconds: number): Instant =>
  Temporal.Instant.fromEpochMilliseconds(Date.now() + milliseconds);

export const realClock: Clock = { now: () => after(0) };

/**
 * The offset to real time, in milliseconds, is one Control row. The first process on a storage
 * chooses it, negative for a time that has passed; from there it only grows.
 */
export function movableClock(tables: Tables, ctx: TenantContext): MovableClock {
  let offset: number | undefined;
  const now = (): Instant => after(offset ?? 0);
  const partition = key(ctx.tenant);
  const follow = async (): Promise<string | undefined> => {
    const row = await tables.read('Control', partition, 'clock');
    if (row !== undefined) offset = Math.max(offset ?? -Infinity, clockRows.read(row).offset);
    return row?.etag;
  };
  /** Storage that a version without this row has used lives on real time. */
  const isEmpty = async (): Promise<boolean> =>
    (await tables.range('Control', partition, { limit: 1 })).length === 0;
  const moveTo = async (to: Instant | undefined): Promise<void> => {
    for (;;) {
      const etag = await follow();
      if (etag !== undefined && to === undefined) return;
      const wanted = to === undefined ? 0 : to.epochMilliseconds - Date.now();
      if (etag !== undefined && wanted <= (offset ?? 0)) return;
      const chosen = etag === undefined && !(await isEmpty()) ? Math.max(wanted, 0) : wanted;
      const row = { rowKey: 'clock', offset: String(chosen) };
      const committed = await tables.commit('Control', partition, [
        etag === undefined ? { kind: 'insert', row } : { kind: 'replace', row, etag },
      ]);
      if (committed !== 'done') continue;
      offset = chosen;
      return;
    }
  };
  return {
    now,
    start: moveTo,
    forward: moveTo,
    follow: async () => {
      const before = offset ?? 0;
      await follow();
      return (offset ?? 0) > before;
    },
  };
}
