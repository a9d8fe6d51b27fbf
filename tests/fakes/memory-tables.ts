import {
  assertWithinLimits,
  type Committed,
  type KeyRange,
  type Op,
  type Row,
  type StoredRow,
  type TableName,
  type Tables,
} from '#bot/platform/tables';

/** Table Storage in memory, which counts its round trips. Held to the same suite as Azurite. */
export interface MemoryTables extends Tables {
  /** Calls since the last reset; a page of 1000 rows counts as one. */
  readonly trips: { reads: number; writes: number };
  reset(): void;
  /** Every row, to look for what should not be there. */
  dump(): { table: TableName; row: StoredRow }[];
}

export function memoryTables(): MemoryTables {
  const tables = new Map<TableName, Map<string, Map<string, StoredRow>>>();
  const trips = { reads: 0, writes: 0 };
  let version = 0;
  const partitionOf = (table: TableName, partition: string): Map<string, StoredRow> => {
    const partitions = tables.get(table) ?? new Map<string, Map<string, StoredRow>>();
    tables.set(table, partitions);
    const rows = partitions.get(partition) ?? new Map<string, StoredRow>();
    partitions.set(partition, rows);
    return rows;
  };
  const sorted = (rows: Iterable<StoredRow>): StoredRow[] =>
    [...rows].sort((a, b) => (a.rowKey < b.rowKey ? -1 : 1));

  return {
    trips,
    reset() {
      trips.reads = 0;
      trips.writes = 0;
    },
    dump: () =>
      [...tables].flatMap(([table, partitions]) =>
        [...partitions.values()].flatMap((rows) =>
          [...rows.values()].map((row) => ({ table, row })),
        ),
      ),
    async read(table, partition, rowKey) {
      trips.reads += 1;
      return partitionOf(table, partition).get(rowKey);
    },
    async range(table, partition, { from = '', to, limit }: KeyRange = {}) {
      const rows = sorted(partitionOf(table, partition).values())
        .filter(({ rowKey }) => rowKey >= from && (to === undefined || rowKey < to))
        .slice(0, limit);
      trips.reads += Math.max(1, Math.ceil(rows.length / 1000));
      return rows;
    },
    async *across(table, { from, to }, { rowKey, limit, after } = {}) {
      const partitions = [...(tables.get(table) ?? [])]
        .filter(([partition, rows]) => rows.size > 0 && partition >= from && partition < to)
        .sort(([a], [b]) => (a < b ? -1 : 1));
      const rows = partitions
        .flatMap(([, inside]) => sorted(inside.values()))
        .filter((row) => rowKey === undefined || row.rowKey === rowKey)
        .filter((row) => after === undefined || row.partitionKey > from || row.rowKey > after)
        .slice(0, limit);
      trips.reads += Math.max(1, Math.ceil(rows.length / 1000));
      yield* rows;
    },
    async commit(table, partition, ops) {
      assertWithinLimits(partition, ops);
      trips.writes += 1;
      const rows = partitionOf(table, partition);
      for (const op of ops) {
        const refused = refusal(rows, op);
        if (refused !== undefined) return refused;
      }
      for (const op of ops) {
        if (op.kind === 'delete') rows.delete(op.rowKey);
        else {
          version += 1;
          rows.set(op.row.rowKey, stored(partition, op.row, version));
        }
      }
      return 'done';
    },
  };
}

function refusal(rows: ReadonlyMap<string, StoredRow>, op: Op): Committed | undefined {
  switch (op.kind) {
    case 'insert':
      return rows.has(op.row.rowKey) ? 'exists' : undefined;
    case 'replace': {
      const present = rows.get(op.row.rowKey);
      if (present === undefined) return 'gone';
      return present.etag === op.etag ? undefined : 'changed';
    }
    case 'put':
      return undefined;
    case 'delete':
      return rows.has(op.rowKey) ? undefined : 'gone';
  }
}

const stored = (partitionKey: string, row: Row, version: number): StoredRow =>
  Object.freeze({ ...row, partitionKey, etag: `W/"${version}"` }) as StoredRow;
