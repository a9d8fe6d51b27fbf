import type { z } from 'zod';
import type { Row, StoredRow, TableName, Tables } from '#bot/platform/tables';

/** A kind of row: where it stands, and the one way in which it is read. What is written is held to it. */
export interface RowKind<T = unknown> {
  /** What operators and the log call it. */
  readonly name: string;
  readonly table: TableName;
  /** The row keys that are of this kind. */
  readonly key: RegExp;
  /** Second part of the partition key, where a table holds partitions of several sorts. */
  readonly under: string | undefined;
  /** Never part of a backup: what was promised to be gone must not come back with one. */
  readonly unsaved?: true;
  /** @throws Unreadable */
  read(row: Row): T;
}

/** A row that its own reader does not take. What it holds stands neither in the message nor in the log. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
  constructor(
    readonly kind: string,
    readonly row: Partial<Pick<StoredRow, 'partitionKey'>> & Pick<Row, 'rowKey'>,
    options: ErrorOptions,
  ) {
    super(`a row of the kind ${kind} cannot be read`, options);
  }
}

/** A row that could not be read again: it was not written. */
export class RowRefused extends Error {
  override readonly name = 'RowRefused';
}

type Where = Pick<RowKind, 'name' | 'table' | 'key' | 'unsaved'> & { readonly under?: string };

export const rowsRead = <T>({ under, ...where }: Where, read: (row: Row) => T): RowKind<T> => ({
  ...where,
  under,
  read(row) {
    try {
      return read(row);
    } catch (cause) {
      throw new Unreadable(where.name, row, { cause });
    }
  },
});

/** Rows whose content is one column of JSON. */
export const jsonRows = <S extends z.ZodType>(where: Where, schema: S): RowKind<z.output<S>> =>
  rowsRead(where, (row) => schema.parse(JSON.parse(String(row['data']))));

/** Rows whose content is in columns of their own. */
export const columnRows = <S extends z.ZodType>(where: Where, schema: S): RowKind<z.output<S>> =>
  rowsRead(where, (row) => schema.parse(row));

/** The kind of a row; undefined when none was declared. */
export function kindFinder(
  kinds: readonly RowKind[],
): (table: TableName, partition: string, rowKey: string) => RowKind | undefined {
  const places = new Map<string, RowKind[]>();
  for (const kind of kinds) {
    const place = `${kind.table}~${kind.under ?? ''}`;
    places.set(place, [...(places.get(place) ?? []), kind]);
  }
  return (table, partition, rowKey) => {
    const among = places.get(`${table}~${partition.split('~')[1]}`) ?? places.get(`${table}~`);
    return among?.find(({ key }) => key.test(rowKey));
  };
}

/**
 * Storage that writes only what can be read again, and only rows of a declared kind.
 * @param unreadable hears of every row that was met and cannot be read
 */
export function checkedTables(
  kinds: readonly RowKind[],
  unreadable: (error: Unreadable) => void,
): (tables: Tables) => Tables {
  const kindOf = kindFinder(kinds);
  return (tables) => ({
    read: (table, partition, rowKey) => tables.read(table, partition, rowKey),
    range: (table, partition, range) => tables.range(table, partition, range),
    across: (table, partitions, options) => tables.across(table, partitions, options),
    async commit(table, partition, ops) {
      for (const op of ops) {
        if (op.kind === 'delete' || (op.kind === 'replace' && op.anyway === true)) continue;
        const kind = kindOf(table, partition, op.row.rowKey);
        if (kind === undefined) throw new Error(`a row of no declared kind in ${table}`);
        try {
          kind.read(op.row);
        } catch (cause) {
          throw new RowRefused(`a row of the kind ${kind.name} was not written`, { cause });
        }
      }
      return tables.commit(table, partition, ops);
    },
    unreadable,
  });
}

/**
 * Work on one of many: a row that cannot be read is reported, and the others go on.
 * @returns undefined when it could not be read
 */
export async function apart<T>(tables: Tables, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    tables.unreadable?.(error);
    return undefined;
  }
}

/** What rows say, one apart from the other: those that cannot be read are reported and left out. */
export const readApart = <R extends Row, T>(
  tables: Tables,
  rows: readonly R[],
  read: (row: R) => T,
): T[] =>
  rows.flatMap((row) => {
    try {
      return [read(row)];
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      tables.unreadable?.(error);
      return [];
    }
  });
