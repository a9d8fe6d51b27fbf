import type { PersonId, TenantContext } from '#bot/core/ids';
import {
  type Erased,
  type Fate,
  fateOf,
  type HeldRow,
  isFields,
} from '#bot/features/privacy/rules';
import { RowRefused } from '#bot/platform/rows';
import {
  type Committed,
  key,
  type Op,
  type Row,
  type StoredRow,
  startingWith,
  type TableName,
  type Tables,
  unpart,
} from '#bot/platform/tables';
import { personPartition } from '#bot/records/person';
import { type Lang, languageFor } from '#bot/strings/index';

/** A row as JSON: the key's parts decoded, the JSON column parsed. */
export function heldRow(table: TableName, row: StoredRow): HeldRow {
  const { rowKey, partitionKey, etag: _, ...columns } = row;
  return {
    table,
    partition: partitionKey.split('~').map(unpart),
    key: rowKey.split('~').map(unpart),
    columns: 'data' in columns ? { ...columns, data: json(columns['data']) } : columns,
  };
}

function json(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return text;
  }
}

const plainRow = (rowKey: string, columns: HeldRow['columns']): Row => {
  const { data, ...rest } = columns;
  const plain = rest as Omit<Row, 'rowKey'>;
  const text = typeof data === 'string' ? data : JSON.stringify(data);
  return data === undefined ? { ...plain, rowKey } : { ...plain, rowKey, data: text };
};

/** Everything in the person's own partition. */
export const ownRows = (tables: Tables, ctx: TenantContext, id: PersonId): Promise<StoredRow[]> =>
  tables.range('People', personPartition(ctx, id));

/**
 * Takes rows of one partition away, the first ones first; a row that is gone already is no fault.
 */
export async function removeRows(
  tables: Tables,
  table: TableName,
  partition: string,
  rowKeys: readonly string[],
): Promise<void> {
  for (let start = 0; start < rowKeys.length; start += batchSize) {
    const ops = rowKeys
      .slice(start, start + batchSize)
      .map((rowKey): Op => ({ kind: 'delete', rowKey }));
    if ((await tables.commit(table, partition, ops)) === 'done') continue;
    for (const op of ops) await tables.commit(table, partition, [op]);
  }
}

const batchSize = 100;

/** Rows of one partition after another, each partition whole, from `after` (exclusive) on. */
export async function* partitionsOf(
  tables: Tables,
  ctx: TenantContext,
  table: TableName,
  after: string | undefined,
): AsyncIterable<StoredRow[]> {
  const whole = startingWith(key(ctx.tenant));
  // No key sorts between a partition and itself with a space behind it.
  const from = after === undefined ? whole.from : `${after} `;
  let rows: StoredRow[] = [];
  for await (const row of tables.across(table, { from, to: whole.to })) {
    const [first] = rows;
    if (first !== undefined && first.partitionKey !== row.partitionKey) {
      yield rows;
      rows = [];
    }
    if (isOurs(ctx, row.partitionKey)) rows.push(row);
  }
  if (rows.length > 0) yield rows;
}

const isOurs = (ctx: TenantContext, partitionKey: string): boolean =>
  partitionKey === key(ctx.tenant) || partitionKey.startsWith(`${key(ctx.tenant)}~`);

/** The language in which the owner of a partition reads. */
export function languageOf(rows: readonly StoredRow[], table: TableName): Lang {
  const name = table === 'People' ? 'a~profile' : 'team';
  const row = rows.find(({ rowKey }) => rowKey === name);
  const data = row === undefined ? undefined : json(row['data']);
  if (!isFields(data)) return languageFor(undefined, undefined);
  const { language, locale } = data;
  const spoken = typeof language === 'string' ? language : locale;
  return languageFor(undefined, typeof spoken === 'string' ? spoken : undefined);
}

type Changed = Exclude<Fate, { kind: 'keep' }>;

/** Carries fates out; a row that changed meanwhile is read and judged again. */
export async function carryOut(
  tables: Tables,
  table: TableName,
  fates: readonly { readonly row: StoredRow; readonly fate: Changed }[],
  again: Judge,
): Promise<void> {
  for (let start = 0; start < fates.length; start += batchSize) {
    const batch = fates.slice(start, start + batchSize);
    const partition = batch[0]?.row.partitionKey ?? '';
    const ops = batch.map(({ row, fate }) => op(row, fate));
    if ((await committed(tables, table, partition, ops)) === 'done') continue;
    for (const { row, fate } of batch) await one(tables, table, row, fate, again);
  }
}

const tries = 20;

async function one(
  tables: Tables,
  table: TableName,
  row: StoredRow,
  fate: Fate,
  again: Judge,
): Promise<void> {
  let fresh: StoredRow | undefined = row;
  let next = fate;
  for (let attempt = 0; attempt < tries; attempt += 1) {
    if (fresh === undefined || next.kind === 'keep') return;
    if ((await carried(tables, table, fresh, next, again)) !== 'changed') return;
    fresh = await tables.read(table, row.partitionKey, row.rowKey);
    if (fresh !== undefined) next = again(fresh);
  }
  throw new Error('too many writers at once on one row');
}

/** What becomes of a row; `gently`: a text that is nothing but the person's name stays. */
type Judge = (row: StoredRow, gently?: boolean) => Fate;

/** One row on the version that was read. An erase never stops at a row, whatever it holds. */
async function carried(
  tables: Tables,
  table: TableName,
  row: StoredRow,
  fate: Changed,
  again: Judge,
): Promise<Committed | 'refused'> {
  const first = await committed(tables, table, row.partitionKey, [op(row, fate)]);
  if (first !== 'refused') return first;
  // Somebody is called like a word of ours (`weekly`): as such it says nothing of them.
  const gentle = again(row, true);
  if (gentle.kind === 'keep') return 'done';
  const second = await committed(tables, table, row.partitionKey, [op(row, gentle)]);
  if (second !== 'refused') return second;
  // Nobody could read it before either: what is left of it is cleaned all the same.
  const cleaned = op(row, fate);
  return tables.commit(table, row.partitionKey, [
    cleaned.kind === 'replace' ? { ...cleaned, anyway: true } : cleaned,
  ]);
}

async function committed(
  tables: Tables,
  table: TableName,
  partition: string,
  ops: readonly Op[],
): Promise<Committed | 'refused'> {
  try {
    return await tables.commit(table, partition, ops);
  } catch (error) {
    if (error instanceof RowRefused) return 'refused';
    throw error;
  }
}

const op = (row: StoredRow, fate: Changed): Op =>
  fate.kind === 'delete'
    ? { kind: 'delete', rowKey: row.rowKey }
    : { kind: 'replace', row: plainRow(row.rowKey, fate.columns), etag: row.etag };

/** What becomes of a stored row. */
export const judge = (
  table: TableName,
  row: StoredRow,
  erased: Erased,
  colleague: string,
  gently = false,
): Fate =>
  fateOf(
    heldRow(table, row),
    gently
      ? {
          ...erased,
          without: (text, other) => (erased.isName(text) ? text : erased.without(text, other)),
        }
      : erased,
    colleague,
  );
