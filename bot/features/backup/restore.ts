import { type PersonId, personId, type TenantContext } from '#bot/core/ids';
import { instantOf } from '#bot/core/time';
import { type Noted, toErase } from '#bot/features/backup/rules';
import {
  isEmpty,
  loadBackup,
  loadSecret,
  putSecret,
  type SavedRow,
  savedRows,
} from '#bot/features/backup/store';
import type { Container } from '#bot/platform/container';
import { type Op, type TableName, type Tables, tableNames, unpart } from '#bot/platform/tables';
import { notedErased } from '#bot/records/erased';
import { keyedHash } from '#bot/records/forgotten';

/** Nothing was written, and a sentence says why. */
export class NotRestored extends Error {
  override readonly name = 'NotRestored';
}

export interface Restored {
  /** Rows by table. */
  readonly rows: Readonly<Record<string, number>>;
  /** People who erased themselves and are not brought back. */
  readonly erased: number;
}

/** How somebody is erased; each may be done again. */
export interface Erasing {
  /** Known by keyed hash alone: written down before anything of theirs can be read. */
  begin(hash: string): Promise<void>;
  /** Their own rows are here again: they go, and others' are searched for their names too. */
  person(id: PersonId): Promise<void>;
  /** Searches what others hold. */
  finish(hash: string): Promise<void>;
}

export interface Restoring {
  /** Unchecked: what could not be read before is restored as it was. */
  readonly tables: Tables;
  readonly backups: Container;
  readonly ctx: TenantContext;
  readonly folder: string;
  /** Without it everything is read and nothing written. */
  readonly write: boolean;
  /** Writes over what is there. */
  readonly over: boolean;
  readonly erasing: Erasing;
  /** Told how far it is: rows of a table, of how many. */
  far(table: TableName, rows: number, of: number): void;
}

/**
 * Puts a backup back: the key first, then who must not come back, then every row. Cut off anywhere
 * it can be done again.
 * @throws NotRestored
 */
export async function restore(restoring: Restoring): Promise<Restored> {
  const { tables, backups, ctx, folder, write, over, erasing, far } = restoring;
  const backup = await loadBackup(backups, ctx, folder);
  if (backup === undefined) throw new NotRestored(`There is no whole backup ${folder}.`);
  if (write && !over && !(await isEmpty(tables, ctx))) {
    throw new NotRestored(
      'The storage is not empty. Stop the app and empty its tables; or write over what is there with --over.',
    );
  }
  const secret = await loadSecret(tables, ctx);
  if (write && secret !== undefined && secret !== backup.secret) {
    throw new NotRestored(
      'The storage has a key of its own, with which nobody who erased themselves would be recognised in the backup: empty its tables first.',
    );
  }
  const hashes = await mustStayErased(backups, ctx, folder, backup.begun);
  if (write) {
    await putSecret(tables, ctx, backup.secret);
    for (const hash of hashes) await erasing.begin(hash);
  }
  const hashOf = write ? await keyedHash(tables, ctx) : () => '';
  const back = new Set<PersonId>();
  const rows: Record<string, number> = {};
  for (const table of tableNames) {
    const expected = backup.rows[table] ?? 0;
    let count = 0;
    for await (const file of savedRows(backups, ctx, folder, table)) {
      const partitions = byPartition(file);
      if (table === 'People') {
        for (const partition of partitions.keys()) {
          const id = personId(unpart(partition.split('~')[1] ?? ''));
          if (hashes.has(hashOf(id))) back.add(id);
        }
      }
      if (write) await putAll(tables, table, partitions);
      count += file.length;
      far(table, count, expected);
    }
    if (count < expected) {
      throw new NotRestored(
        `Of ${table} the backup holds ${count} rows, and ${expected} were saved: take another one.`,
      );
    }
    rows[table] = count;
  }
  if (write) {
    for (const id of back) await erasing.person(id);
    for (const hash of hashes) await erasing.finish(hash);
  }
  return { rows, erased: hashes.size };
}

async function mustStayErased(
  backups: Container,
  ctx: TenantContext,
  folder: string,
  begun: string,
): Promise<ReadonlySet<string>> {
  const noted: Noted[] = [];
  for await (const one of notedErased(backups, ctx)) noted.push(one);
  if (noted.length === 0) return new Set();
  const forgotten = new Set<string>();
  for await (const file of savedRows(backups, ctx, folder, 'Control')) {
    for (const { rowKey } of file) {
      const [kind, hash] = rowKey.split('~');
      if (kind === 'forgotten' && hash !== undefined) forgotten.add(hash);
    }
  }
  return new Set(toErase(noted, instantOf(begun), (hash) => forgotten.has(hash)));
}

function byPartition(rows: readonly SavedRow[]): Map<string, SavedRow[]> {
  const partitions = new Map<string, SavedRow[]>();
  for (const row of rows) {
    const others = partitions.get(row.partitionKey);
    if (others === undefined) partitions.set(row.partitionKey, [row]);
    else others.push(row);
  }
  return partitions;
}

/** Rows of one batch: a hundred at most, and so much text, well below the 4 MiB of a batch. */
const rowsOfABatch = 100;
const bytesOfABatch = 1_500_000;
/** Batches under way at once. */
const atOnce = 16;

async function putAll(
  tables: Tables,
  table: TableName,
  partitions: ReadonlyMap<string, readonly SavedRow[]>,
): Promise<void> {
  const batches = [...partitions].flatMap(([partition, rows]) =>
    batchesOf(rows).map((ops) => ({ partition, ops })),
  );
  const work = async (): Promise<void> => {
    for (let batch = batches.pop(); batch !== undefined; batch = batches.pop()) {
      await tables.commit(table, batch.partition, batch.ops);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}

function batchesOf(rows: readonly SavedRow[]): Op[][] {
  const batches: Op[][] = [];
  let size = 0;
  for (const { partitionKey: _, ...row } of rows) {
    const bytes = JSON.stringify(row).length;
    const last = batches.at(-1);
    const op: Op = { kind: 'put', row: row as SavedRow };
    if (last !== undefined && last.length < rowsOfABatch && size + bytes <= bytesOfABatch) {
      last.push(op);
      size += bytes;
    } else {
      batches.push([op]);
      size = bytes;
    }
  }
  return batches;
}
