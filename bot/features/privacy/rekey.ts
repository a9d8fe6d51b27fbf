import { z } from 'zod';
import type { TenantContext } from '#bot/core/ids';
import { addDays, dayIn, type Instant, instantAt, Temporal } from '#bot/core/time';
import { hasOldId } from '#bot/features/privacy/rules';
import { heldRow, partitionsOf } from '#bot/features/privacy/store';
import { columnRows, RowRefused } from '#bot/platform/rows';
import { key, type Op, type StoredRow, type Tables } from '#bot/platform/tables';
import type { Deps, Job } from '#bot/ports';
import { type Due, scheduleDue } from '#bot/records/due';
import { type Keyed, keyedId, keyedIn } from '#bot/records/keyed';

// Ids were made of people's ids without a key once: whoever reads the tables could try on them who
// it was. What others hold of such rows gets a keyed id, in the night after an update or an erase.

export const rekeyKind = 'rekey';
const rekeyAt = '04:15';
/** Rows looked at before other work gets its turn. */
const sliceRows = 5_000;
const nextSlice = { seconds: 1 };

/** Every row was looked at, and nobody erased their data since. */
export const rekeyedRows = columnRows(
  { name: 'rekeyed', table: 'Control', key: /^rekeyed$/ },
  z.object({}),
);
const doneKey = 'rekeyed';

const dueOf = (at: Instant, after = ''): Due => ({ at, kind: rekeyKind, who: after || 'all' });

/** After an erase what others hold is looked at in the coming night; however often it is asked for, once. */
export async function rekeyTonight(
  { tables, calendar }: Pick<Deps, 'tables' | 'calendar'>,
  ctx: TenantContext,
  now: Instant,
): Promise<void> {
  const zone = calendar.defaultZone;
  const today = dayIn(now, zone);
  const tonight = instantAt(today, rekeyAt, zone);
  const isAhead = Temporal.Instant.compare(tonight, now) > 0;
  await scheduleDue(tables, ctx, [
    dueOf(isAhead ? tonight : instantAt(addDays(today, 1), rekeyAt, zone)),
  ]);
}

/** Plans the first night's look, unless it was had. */
export async function planRekey(deps: Deps, ctx: TenantContext): Promise<void> {
  const done = await deps.tables.read('Control', key(ctx.tenant), doneKey);
  if (done === undefined) await rekeyTonight(deps, ctx, deps.clock.now());
}

export const rekeyJob =
  ({ tables }: Pick<Deps, 'tables'>): Job =>
  async (ctx, { who }, now) => {
    const keyed = await keyedIn(tables, ctx);
    const after = who === 'all' ? undefined : who;
    let looked = 0;
    for await (const rows of partitionsOf(tables, ctx, 'People', after)) {
      await rekeyPartition(tables, rows, keyed);
      looked += rows.length;
      if (looked < sliceRows) continue;
      await scheduleDue(tables, ctx, [dueOf(now.add(nextSlice), rows[0]?.partitionKey)]);
      return 'later';
    }
    await tables.commit('Control', key(ctx.tenant), [{ kind: 'put', row: { rowKey: doneKey } }]);
    return 'done';
  };

async function rekeyPartition(
  tables: Tables,
  rows: readonly StoredRow[],
  keyed: Keyed,
): Promise<void> {
  const old = rows.filter((row) => hasOldId(heldRow('People', row)));
  for (const { rowKey, partitionKey } of old) {
    const id = rowKey.slice(2);
    const now = keyedId(keyed, id);
    // Everything of one id at once: the row, what waits because of it, and the messages that told it.
    const ops = rows
      .filter((row) => row.rowKey === rowKey || /^[cd]~/.test(row.rowKey))
      .flatMap((row) => renamed(row, id, now));
    const committed = await tables.commit('People', partitionKey, ops).catch((error: unknown) => {
      // One that could not be read before either stays as it is.
      if (error instanceof RowRefused) return 'done';
      throw error;
    });
    if (committed !== 'done') throw new Error('another process changed the rows of this person');
  }
}

function renamed(stored: StoredRow, id: string, now: string): Op[] {
  const { partitionKey: _, etag, ...row } = stored;
  const rowKey = row.rowKey.replaceAll(id, now);
  const data = String(row['data']).replaceAll(id, now);
  if (rowKey !== row.rowKey) {
    return [
      { kind: 'delete', rowKey: row.rowKey },
      { kind: 'put', row: { ...row, rowKey, data } },
    ];
  }
  return data === row['data'] ? [] : [{ kind: 'replace', row: { ...row, data }, etag }];
}
