import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { z } from 'zod';
import type { TenantContext } from '#bot/core/ids';
import type { Container } from '#bot/platform/container';
import { jsonRows, kindFinder, type RowKind } from '#bot/platform/rows';
import {
  type Committed,
  key,
  type Row,
  type StoredRow,
  startingWith,
  type TableName,
  type Tables,
  tableNames,
} from '#bot/platform/tables';
import { keyedIn, secretRows } from '#bot/records/keyed';
import { json } from '#bot/records/person';

// A backup is a folder: `head.json`, then for each table files of rows, one JSON a line, packed, and
// at the end `done.json`. What is written twice is there twice: restoring puts the same row again.

const pack = promisify(gzip);
const unpack = promisify(gunzip);

/** A file ends after so many rows, or so much text: all that is held in memory at once. */
const rowsOfAFile = 5_000;
const bytesOfAFile = 8_000_000;

const countsSchema = z.record(z.string(), z.number().int());
const progressSchema = z.object({
  folder: z.string(),
  /** Index of the table under way. */
  table: z.number().int(),
  /** The last row that is saved of it. */
  after: z.object({ partition: z.string(), rowKey: z.string() }).optional(),
  /** Rows saved, by table. */
  rows: countsSchema,
  done: z.boolean(),
});
export type Progress = z.infer<typeof progressSchema>;

/** How far the backup under way is: restored it would go on into the folder it came from. */
export const backupRows = jsonRows(
  { name: 'backup', table: 'Control', key: /^backup$/, unsaved: true },
  progressSchema,
);
const rowKey = 'backup';

export async function loadProgress(
  tables: Tables,
  ctx: TenantContext,
): Promise<(Progress & { readonly etag: string }) | undefined> {
  const row = await tables.read('Control', key(ctx.tenant), rowKey);
  return row === undefined ? undefined : { ...backupRows.read(row), etag: row.etag };
}

/** @param etag of what was read; without one whatever is there is replaced */
export const saveProgress = (
  tables: Tables,
  ctx: TenantContext,
  progress: Progress,
  etag?: string,
): Promise<Committed> => {
  const row = json(rowKey, progress);
  return tables.commit('Control', key(ctx.tenant), [
    etag === undefined ? { kind: 'put', row } : { kind: 'replace', row, etag },
  ]);
};

const headSchema = z.object({
  begun: z.iso.datetime(),
  /** By which everybody who erased themselves is recognised. */
  secret: z.string().min(32),
});
export type Head = z.infer<typeof headSchema>;
const endSchema = z.object({ rows: countsSchema });

const fileIn = (ctx: TenantContext, folder: string, name: string): string =>
  `${ctx.tenant}/${folder}/${name}`;
const bytes = (content: unknown): Buffer => Buffer.from(JSON.stringify(content));

async function read<S extends z.ZodType>(
  backups: Container,
  name: string,
  schema: S,
): Promise<z.output<S> | undefined> {
  const content = await backups.get(name);
  return content === undefined
    ? undefined
    : schema.parse(JSON.parse(Buffer.from(content).toString()));
}

/** Begins a backup with the tenant's key: nothing of anybody is saved before it is. */
export async function saveHead(
  tables: Tables,
  backups: Container,
  ctx: TenantContext,
  folder: string,
  begun: string,
): Promise<void> {
  // It is made on first use, and perhaps this is that.
  await keyedIn(tables, ctx);
  const head: Head = { begun, secret: (await loadSecret(tables, ctx)) ?? '' };
  await backups.put(fileIn(ctx, folder, 'head.json'), bytes(head));
}

const secretKey = 'forgotten';

export async function loadSecret(tables: Tables, ctx: TenantContext): Promise<string | undefined> {
  const row = await tables.read('Control', key(ctx.tenant), secretKey);
  return row === undefined ? undefined : secretRows.read(row).secret;
}

export const putSecret = (tables: Tables, ctx: TenantContext, secret: string): Promise<Committed> =>
  tables.commit('Control', key(ctx.tenant), [{ kind: 'put', row: { rowKey: secretKey, secret } }]);

const isOurs = (ctx: TenantContext, partition: string): boolean =>
  partition === key(ctx.tenant) || partition.startsWith(`${key(ctx.tenant)}~`);

/** This tenant's rows of a table, from behind a row on. */
async function* rowsOf(
  tables: Tables,
  ctx: TenantContext,
  table: TableName,
  after?: Progress['after'],
): AsyncIterable<StoredRow> {
  const whole = startingWith(key(ctx.tenant));
  const from = after?.partition ?? whole.from;
  const rows = tables.across(table, { from, to: whole.to }, { after: after?.rowKey });
  for await (const row of rows) if (isOurs(ctx, row.partitionKey)) yield row;
}

/** Whether the tenant has any row at all. */
export async function isEmpty(tables: Tables, ctx: TenantContext): Promise<boolean> {
  for (const table of tableNames) {
    for await (const _ of rowsOf(tables, ctx, table)) return false;
  }
  return true;
}

/**
 * Saves the next file of a backup, and is done with a table when there is no more of it.
 * @param kinds those that are never saved say so
 */
export async function saveFile(
  tables: Tables,
  backups: Container,
  ctx: TenantContext,
  progress: Progress,
  kinds: readonly RowKind[],
): Promise<Progress> {
  const table = tableNames[progress.table] as TableName;
  const kindOf = kindFinder(kinds);
  const lines: string[] = [];
  let size = 0;
  let after: Progress['after'];
  for await (const { etag: _, ...row } of rowsOf(tables, ctx, table, progress.after)) {
    if (kindOf(table, row.partitionKey, row.rowKey)?.unsaved === true) continue;
    const line = JSON.stringify(row);
    lines.push(line);
    size += line.length;
    if (lines.length < rowsOfAFile && size < bytesOfAFile) continue;
    after = { partition: row.partitionKey, rowKey: row.rowKey };
    break;
  }
  if (lines.length > 0) {
    // Two processes that take each other for gone write two files: neither loses a row of the other's.
    const file = fileIn(ctx, progress.folder, `${table}/${randomUUID()}.ndjson.gz`);
    await backups.put(file, await pack(lines.join('\n')));
  }
  const rows = { ...progress.rows, [table]: (progress.rows[table] ?? 0) + lines.length };
  if (after !== undefined) return { ...progress, rows, after };
  const next = progress.table + 1;
  const done = next === tableNames.length;
  if (done) await backups.put(fileIn(ctx, progress.folder, 'done.json'), bytes({ rows }));
  return { folder: progress.folder, table: next, rows, done };
}

/** The backups that are whole, oldest first. */
export async function foldersIn(backups: Container, ctx: TenantContext): Promise<string[]> {
  const folders: string[] = [];
  for await (const name of backups.names(`${ctx.tenant}/`)) {
    const [, folder = '', file] = name.split('/');
    if (file === 'done.json') folders.push(folder);
  }
  return folders;
}

/** How a backup begins and what it holds; undefined unless it is whole. */
export async function loadBackup(
  backups: Container,
  ctx: TenantContext,
  folder: string,
): Promise<(Head & z.infer<typeof endSchema>) | undefined> {
  const head = await read(backups, fileIn(ctx, folder, 'head.json'), headSchema);
  const end = await read(backups, fileIn(ctx, folder, 'done.json'), endSchema);
  return head === undefined || end === undefined ? undefined : { ...head, ...end };
}

export type SavedRow = Row & { readonly partitionKey: string };

/** The rows of one table in a backup, one file at a time. */
export async function* savedRows(
  backups: Container,
  ctx: TenantContext,
  folder: string,
  table: TableName,
): AsyncIterable<readonly SavedRow[]> {
  for await (const name of backups.names(fileIn(ctx, folder, `${table}/`))) {
    const content = await backups.get(name);
    if (content === undefined) continue;
    const text = (await unpack(content)).toString();
    yield text.split('\n').map((line): SavedRow => JSON.parse(line));
  }
}
