import type { Unreadable } from '#bot/platform/rows';

/** A row of Azure Table Storage: plain columns only, integers within 32 bit, dates as ISO text. */
export interface Row {
  readonly rowKey: string;
  readonly [column: string]: string | number | boolean;
}

/** A row as read back, with where it stood and the version it had. */
export type StoredRow = Row & { readonly partitionKey: string; readonly etag: string };

export const tableNames = ['People', 'Teams', 'SkillIndex', 'Skills', 'Due', 'Control'] as const;
export type TableName = (typeof tableNames)[number];

export type Op =
  | { readonly kind: 'insert'; readonly row: Row }
  /**
   * Only when the stored version is still `etag`.
   * `anyway`: what an erase leaves of a row that nobody could read before either.
   */
  | {
      readonly kind: 'replace';
      readonly row: Row;
      readonly etag: string;
      readonly anyway?: boolean;
    }
  /** Insert or replace whatever is there. */
  | { readonly kind: 'put'; readonly row: Row }
  /** Only when the row exists. */
  | { readonly kind: 'delete'; readonly rowKey: string };

/** `exists`: an insert met a row (409). `changed`: another version (412). `gone`: no such row (404). */
export type Committed = 'done' | 'exists' | 'changed' | 'gone';

export interface KeyRange {
  /** First row key, inclusive. */
  readonly from?: string;
  /** Row keys below this one. */
  readonly to?: string;
  /** At most so many rows; without it all pages are read. */
  readonly limit?: number;
}

/** Storage could not be reached or did not answer in time. Nothing is known of the last write. */
export class StorageAway extends Error {
  override readonly name: string = 'StorageAway';
}

/** Storage answers, and does not let us in: a role or a key is missing. Nothing was done. */
export class StorageRefused extends StorageAway {
  override readonly name: string = 'StorageRefused';
}

/** A column holds more than Table Storage takes; nothing was written. */
export class TooLarge extends RangeError {
  override readonly name = 'TooLarge';
}

/** The product's whole view of storage. One behaviour suite holds every implementation to it. */
export interface Tables {
  read(table: TableName, partition: string, rowKey: string): Promise<StoredRow | undefined>;
  range(table: TableName, partition: string, range?: KeyRange): Promise<StoredRow[]>;
  /** Rows of every partition in [from, to), in key order: what is due, a nightly pass, an erase. */
  across(
    table: TableName,
    partitions: { readonly from: string; readonly to: string },
    options?: {
      readonly rowKey?: string;
      readonly limit?: number;
      /** Of the partition `from` only what comes after this row key: goes on where a pass stopped. */
      readonly after?: string | undefined;
    },
  ): AsyncIterable<StoredRow>;
  /** All or nothing, at most 100 rows of one partition. */
  commit(table: TableName, partition: string, ops: readonly Op[]): Promise<Committed>;
  /** Hears of a row that was met and cannot be read; whoever met it goes on without. */
  unreadable?(error: Unreadable): void;
}

const plainPart = /^[A-Za-z0-9._:@-]+$/;

/**
 * A key from parts, joined by `~`. What Table Storage forbids in keys (`/ \ # ?`, control
 * characters), and `~` itself, is carried as `=` + base64url.
 */
export const key = (...parts: readonly string[]): string => parts.map(part).join('~');

const part = (text: string): string =>
  plainPart.test(text) ? text : `=${Buffer.from(text, 'utf8').toString('base64url')}`;

/** The text a part of a key stands for. */
export const unpart = (text: string): string =>
  text.startsWith('=') ? Buffer.from(text.slice(1), 'base64url').toString('utf8') : text;

/** The keys that start with `prefix`, as a range. */
export const startingWith = (prefix: string): { from: string; to: string } => ({
  from: prefix,
  to: `${prefix.slice(0, -1)}${String.fromCharCode(prefix.charCodeAt(prefix.length - 1) + 1)}`,
});

const mostInt32 = 2 ** 31 - 1;

/** Azure's limits, which Azurite does not hold: refused here, so that no test passes on luck. */
export function assertWithinLimits(partition: string, ops: readonly Op[]): void {
  if (ops.length === 0 || ops.length > 100) throw new RangeError(`${ops.length} rows in one batch`);
  const seen = new Set<string>();
  for (const op of ops) {
    const rowKey = op.kind === 'delete' ? op.rowKey : op.row.rowKey;
    if (seen.has(rowKey)) throw new RangeError('one row twice in a batch');
    seen.add(rowKey);
    for (const text of [partition, rowKey]) {
      if (text.length > 512 || /[/\\#?\p{Cc}]/u.test(text)) {
        throw new RangeError('a key that Table Storage refuses');
      }
    }
    if (op.kind === 'delete') continue;
    for (const [column, value] of Object.entries(op.row)) {
      if (typeof value === 'string' && value.length > 32_000) {
        throw new TooLarge(`column ${column} is over 64 KiB`);
      }
      if (typeof value !== 'number') continue;
      if (!Number.isFinite(value)) throw new RangeError(`column ${column} is not a number`);
      // Without a type a whole number is an Int32 to Azure, which refuses a larger one.
      if (Number.isInteger(value) && Math.abs(value) > mostInt32) {
        throw new RangeError(`column ${column} is over 32 bit: keep it as text`);
      }
    }
  }
}
