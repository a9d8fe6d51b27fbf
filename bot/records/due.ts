import type { TenantContext } from '#bot/core/ids';
import { type Instant, instantOf, isoInstant } from '#bot/core/time';
import { key, type Op, type StoredRow, type Tables, unpart } from '#bot/platform/tables';

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
  const due: DueRow[] = [];
  for await (const row of tables.across(
    'Due',
    // Past the current hour's partition, which may also hold what is not due yet.
    { from: `${key(ctx.tenant)}~`, to: `${key(ctx.tenant, until.slice(0, 13))}!` },
    { limit },
  )) {
    const parsedRow = dueRow(row);
    if (isoInstant(parsedRow.at) <= until) due.push(parsedRow);
  }
  return due;
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

function dueRow(row: StoredRow): DueRow {
  const [at = '', kind = '', ...who] = row.rowKey.split('~');
  return {
    at: instantOf(at),
    kind,
    who: who.map(unpart).join('~'),
    partition: row.partitionKey,
    rowKey: row.rowKey,
  };
}
