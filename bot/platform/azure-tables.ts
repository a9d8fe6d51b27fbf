import {
  odata,
  RestError,
  TableClient,
  type TableServiceClientOptions,
  type TransactionAction,
} from '@azure/data-tables';
import type { TokenCredential } from '@azure/identity';
import {
  assertWithinLimits,
  type Committed,
  type Op,
  StorageAway,
  StorageRefused,
  type StoredRow,
  type TableName,
  type Tables,
  tableNames,
} from '#bot/platform/tables';
import { startWaiting } from '#bot/platform/waiting';

export type TableAccount =
  | { readonly kind: 'connection'; readonly connectionString: string }
  | { readonly kind: 'identity'; readonly url: string; readonly credential: TokenCredential };

/** Table Storage before anything has reached it. */
export interface OpenTables {
  readonly tables: Tables;
  /** Makes the tables that are missing. */
  prepare(): Promise<void>;
}

/** Longest a person waits for one storage call, other tries included, in milliseconds. */
const patience = 2_500;
/** Tries of one call, and the pause between two, in milliseconds. */
const tries = 3;
const pause = 200;
const rowsOfAPage = 1_000;

const options: TableServiceClientOptions = {
  // Another try is ours: the client's own make "storage is away" look like a hang.
  retryOptions: { maxRetries: 0 },
  // Azurite speaks plain HTTP. The token of an identity is never sent over it.
  allowInsecureConnection: true,
};

/** Table Storage, its tables created where they are missing. */
export async function azureTables(account: TableAccount): Promise<Tables> {
  const { tables, prepare } = openTables(account);
  await prepare();
  return tables;
}

/**
 * Table Storage through Microsoft's client.
 * @throws Error when a connection string names no account
 */
export function openTables(account: TableAccount): OpenTables {
  const clients = Object.fromEntries(
    tableNames.map((name) => [name, clientOf(account, name)]),
  ) as Record<TableName, TableClient>;

  async function* pages(
    table: TableName,
    filter: string,
    limit = Number.POSITIVE_INFINITY,
  ): AsyncIterable<readonly StoredRow[]> {
    const maxPageSize = Math.min(limit, rowsOfAPage);
    let left = limit;
    let next: { continuationToken?: string } = {};
    do {
      const page = await patiently(async (abortSignal) => {
        const found = clients[table].listEntities({ queryOptions: { filter }, abortSignal });
        return (await found.byPage({ maxPageSize, ...next }).next()).value;
      });
      yield page.slice(0, left).map(stored);
      left -= page.length;
      next = { continuationToken: page.continuationToken };
    } while (left > 0 && next.continuationToken !== undefined);
  }

  return {
    async prepare() {
      try {
        for (const client of Object.values(clients)) {
          await patiently((abortSignal) => client.createTable({ abortSignal }));
        }
      } catch (error) {
        if (statusOf(error) !== 409) throw error;
        throw new StorageAway('a table is still being deleted', { cause: error });
      }
    },
    tables: {
      read: (table, partition, rowKey) =>
        patiently((abortSignal) =>
          clients[table].getEntity(partition, rowKey, { abortSignal }),
        ).then(stored, (error: unknown) => {
          if (statusOf(error) === 404) return undefined;
          throw error;
        }),
      async range(table, partition, range = {}) {
        let filter = odata`PartitionKey eq ${partition}`;
        if (range.from !== undefined) filter += odata` and RowKey ge ${range.from}`;
        if (range.to !== undefined) filter += odata` and RowKey lt ${range.to}`;
        const rows: StoredRow[] = [];
        for await (const page of pages(table, filter, range.limit)) rows.push(...page);
        return rows;
      },
      async *across(table, partitions, options = {}) {
        let filter = odata`PartitionKey ge ${partitions.from} and PartitionKey lt ${partitions.to}`;
        if (options.rowKey !== undefined) filter += odata` and RowKey eq ${options.rowKey}`;
        if (options.after !== undefined) {
          filter += odata` and (PartitionKey gt ${partitions.from} or RowKey gt ${options.after})`;
        }
        for await (const page of pages(table, filter, options.limit)) yield* page;
      },
      async commit(table, partition, ops) {
        assertWithinLimits(partition, ops);
        const actions = ops.map((op) => action(partition, op));
        return patiently((abortSignal) =>
          clients[table].submitTransaction(actions, { abortSignal }),
        ).then(() => 'done', notCommitted);
      },
    },
  };
}

function clientOf(account: TableAccount, table: TableName): TableClient {
  if (account.kind === 'identity') {
    return new TableClient(account.url, table, account.credential, options);
  }
  try {
    return TableClient.fromConnectionString(account.connectionString, table, options);
  } catch {
    // The client's own words may hold a part of the string, and that is a secret.
    throw new Error('the connection string of storage names no account with a key or a signature');
  }
}

function action(partitionKey: string, op: Op): TransactionAction {
  switch (op.kind) {
    case 'insert':
      return ['create', { partitionKey, ...op.row }];
    case 'replace':
      return ['update', { partitionKey, ...op.row }, 'Replace', { etag: op.etag }];
    case 'put':
      return ['upsert', { partitionKey, ...op.row }, 'Replace'];
    case 'delete':
      return ['delete', { partitionKey, rowKey: op.rowKey }];
  }
}

const refusals: ReadonlyMap<number | undefined, Committed> = new Map([
  [404, 'gone'],
  [409, 'exists'],
  [412, 'changed'],
]);

function notCommitted(error: unknown): Committed {
  const why = refusals.get(statusOf(error));
  if (why === undefined) throw error;
  return why;
}

function stored(entity: object): StoredRow {
  const row: Record<string, string | number | boolean> = {};
  for (const [column, value] of Object.entries(entity)) {
    // When it was written comes along too; our columns are plain.
    if (column === 'timestamp' || column.startsWith('odata.')) continue;
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      row[column] = value;
  }
  return row as unknown as StoredRow;
}

const statusOf = (error: unknown): number | undefined =>
  error instanceof RestError ? error.statusCode : undefined;

/** An answer that stays the same however often it is asked for. */
const isFinal = (status: number): boolean => status < 500 && status !== 408 && status !== 429;
const isRefusal = (status: number): boolean => status === 401 || status === 403;
/** No token was to be had: an identity that is not there, or not assigned to this app. */
const isNobody = (error: unknown): boolean =>
  /^(AggregateAuthentication|Authentication|CredentialUnavailable)/.test((error as Error).name);

/**
 * Runs a call within the patience of a person, again after a short pause when it may do then. An
 * outage becomes `StorageAway`, never "not found".
 */
async function patiently<T>(call: (abortSignal: AbortSignal) => Promise<T>): Promise<T> {
  const late = new AbortController();
  const waiting = startWaiting(patience, () => late.abort());
  let why: unknown;
  try {
    for (let attempt = 1; attempt <= tries; attempt += 1) {
      if (patience - waiting.waited() <= (attempt === 1 ? 0 : pause)) break;
      if (attempt > 1) await new Promise((resolve) => setTimeout(resolve, pause));
      try {
        return await call(late.signal);
      } catch (error) {
        why = error;
        const status = statusOf(error);
        if (status === undefined || !isFinal(status)) continue;
        if (!isRefusal(status)) throw error;
        throw new StorageRefused('table storage does not let us in', { cause: error });
      }
    }
  } finally {
    waiting.end();
  }
  if (isNobody(why)) throw new StorageRefused('no identity to be let in', { cause: why });
  throw new StorageAway('table storage did not answer', { cause: why });
}
