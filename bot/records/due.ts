import type { TenantContext } from '#bot/core/ids';
import { type Instant, instantOf, isoInstant } from '#bot/core/time';
import { readApart, rowsRead } from '#bot/platform/rows';
import { key, type Op, type Row, type StoredRow, type Tables, unpart } from '#bot/platform/tables';

/** Something that falls due at an instant of product time. A hint: the record it points at decides. */
export interface Due {
  readonly at: Instant;
  /** Which job runs: `moment`, `badge`, `digest`, `reindex` … */
  readonly kind: string;
  /** Whom or what it is about, as the job understands it. */
  readonly who: string;
}

/** A row of the Due table, with the keys to take it away by. */
export interface DueRow extends Due {
  readonly partition: string;
  readonly rowKey: string;
}

const partitionOf = (ctx: TenantContext, at: string): string => key(ctx.tenant, at.slice(0, 13));

/** Writes timing rows, one batch per UTC hour. Writing one twice changes nothing. */
export async function scheduleDue(
  tables: Tables,
  ctx: TenantContext,
  dues: readonly Due[],
): Promise<void> {
  const byHour = new Map<string, Map<string, Op>>();
  for (const due of dues) {
    const at = isoInstant(due.at);
    const rowKey = key(at, due.kind, due.who);
    const partition = partitionOf(ctx, at);
    const ops = byHour.get(partition) ?? new Map<string, Op>();
    byHour.set(partition, ops.set(rowKey, { kind: 'put', row: { rowKey } }));
  }
  for (const [partition, ops] of byHour) {
    for (const batch of batches([...ops.values()])) await tables.commit('Due', partition, batch);
  }
}

/**
 * What is due at `now`, oldest first: one range query, whose cost is what is due, not who exists.
 */
export async function readDue(
  tables: Tables,
  ctx: TenantContext,
  now: Instant,
  limit = 1000,
): Promise<DueRow[]> {
  const until = isoInstant(now);
  // Past the current hour's partition, which may also hold what is not due yet.
  const hours = { from: `${key(ctx.tenant)}~`, to: `${key(ctx.tenant, until.slice(0, 13))}!` };
  for (let unread = 0; ; ) {
    const rows: StoredRow[] = [];
    for await (const row of tables.across('Due', hours, { limit: limit + unread })) rows.push(row);
    const due = readApart(tables, rows, dueRow);
    const left = rows.length - due.length;
    // Rows that cannot be read take nobody's place: once more, past them.
    if (left === unread || rows.length < limit + unread) {
      return due.filter(({ at }) => isoInstant(at) <= until);
    }
    unread = left;
  }
}

/** The earliest instant at which anything is due, up to and including `until`. */
export async function nextDueInstant(
  tables: Tables,
  ctx: TenantContext,
  until: Instant,
): Promise<Instant | undefined> {
  return (await readDue(tables, ctx, until, 1))[0]?.at;
}

/** Takes rows away that were dealt with, in batches. */
export async function finishDue(tables: Tables, rows: readonly DueRow[]): Promise<void> {
  for (const [partition, together] of byPartition(rows)) {
    const ops = [...new Set(together.map((row) => row.rowKey))].map(
      (rowKey): Op => ({ kind: 'delete', rowKey }),
    );
    for (const batch of batches(ops)) {
      // One row another worker took away fails the batch: then one by one.
      if ((await tables.commit('Due', partition, batch)) === 'done') continue;
      for (const op of batch) await tables.commit('Due', partition, [op]);
    }
  }
}

/** Takes one row away that is not needed after all. */
export async function dropDue(
  tables: Tables,
  ctx: TenantContext,
  { at, kind, who }: Due,
): Promise<void> {
  const iso = isoInstant(at);
  const rowKey = key(iso, kind, who);
  await tables.commit('Due', partitionOf(ctx, iso), [{ kind: 'delete', rowKey }]);
}

function byPartition(rows: readonly DueRow[]): Map<string, DueRow[]> {
  const groups = new Map<string, DueRow[]>();
  for (const row of rows) groups.set(row.partition, [...(groups.get(row.partition) ?? []), row]);
  return groups;
}

function batches<T>(items: readonly T[]): T[][] {
  const result: T[][] = [];
  for (let start = 0; start < items.length; start += 100) {
    result.push(items.slice(start, start + 100));
  }
  return result;
}

/** A timing row says all it has to say by its key. */
export const dueRows = rowsRead({ name: 'due', table: 'Due', key: /^/ }, ({ rowKey }: Row): Due => {
  const [at = '', kind = '', ...who] = rowKey.split('~');
  return { at: instantOf(at), kind, who: who.map(unpart).join('~') };
});

const dueRow = (row: StoredRow): DueRow => ({
  ...dueRows.read(row),
  partition: row.partitionKey,
  rowKey: row.rowKey,
});
