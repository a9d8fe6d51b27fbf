import {
  odata,
  RestError,
  TableClient,
  type TableEntityResult,
  TableServiceClient,
  type TransactionAction,
} from '@azure/data-tables';
import type { TokenCredential } from '@azure/identity';
import {
  assertWithinLimits,
  type Committed,
  type Op,
  type Row,
  StorageAway,
  type StoredRow,
  type TableName,
  type Tables,
  tableNames,
} from '#bot/platform/tables';

export type TableAccount =
  | { readonly kind: 'connection'; readonly connectionString: string }
  | { readonly kind: 'identity'; readonly url: string; readonly credential: TokenCredential };

/** Longest a person waits for one storage call, retries included, in milliseconds. */
const patience = 2_500;
// The SDK's default retries make "storage is away" look like a hang.
const clientOptions = {
  retryOptions: { maxRetries: 2, retryDelayInMs: 200, maxRetryDelayInMs: 200 },
  allowInsecureConnection: true,
};

/** Table Storage through Microsoft's client. Creates the tables that are missing. */
export async function azureTables(account: TableAccount): Promise<Tables> {
  const service =
    account.kind === 'connection'
      ? TableServiceClient.fromConnectionString(account.connectionString, clientOptions)
      : new TableServiceClient(account.url, account.credential, clientOptions);
  await Promise.all(tableNames.map((name) => service.createTable(name)));
  const clients = new Map<TableName, TableClient>(
    tableNames.map((name) => [
      name,
      account.kind === 'connection'
        ? TableClient.fromConnectionString(account.connectionString, name, clientOptions)
        : new TableClient(account.url, name, account.credential, clientOptions),
    ]),
  );
  const client = (name: TableName): TableClient => clients.get(name) as TableClient;

  async function* list(table: TableName, filter: string, limit?: number): AsyncIterable<StoredRow> {
    const given = new AbortController();
    const pages = client(table)
      .listEntities({ queryOptions: { filter }, abortSignal: given.signal })
      .byPage({ maxPageSize: Math.min(limit ?? 1000, 1000) });
    let left = limit ?? Number.POSITIVE_INFINITY;
    const iterator = pages[Symbol.asyncIterator]();
    try {
      while (left > 0) {
        const page = await reach(() => iterator.next());
        if (page.done === true) return;
        for (const entity of page.value) {
          if (left <= 0) return;
          left -= 1;
          yield stored(entity);
        }
      }
    } finally {
      // Ends the request that nobody waits for any more.
      given.abort();
    }
  }

  return {
    async read(table, partition, rowKey) {
      try {
        return stored(
          await reach((abortSignal) => client(table).getEntity(partition, rowKey, { abortSignal })),
        );
      } catch (error) {
        if (error instanceof RestError && error.statusCode === 404) return undefined;
        throw error;
      }
    },
    async range(table, partition, range = {}) {
      let filter = odata`PartitionKey eq ${partition}`;
      if (range.from !== undefined) filter += odata` and RowKey ge ${range.from}`;
      if (range.to !== undefined) filter += odata` and RowKey lt ${range.to}`;
      const rows: StoredRow[] = [];
      for await (const row of list(table, filter, range.limit)) rows.push(row);
      return rows;
    },
    across(table, partitions, options = {}) {
      let filter = odata`PartitionKey ge ${partitions.from} and PartitionKey lt ${partitions.to}`;
      if (options.rowKey !== undefined) filter += odata` and RowKey eq ${options.rowKey}`;
      return list(table, filter, options.limit);
    },
    async commit(table, partition, ops) {
      assertWithinLimits(partition, ops);
      return commit(client(table), partition, ops);
    },
  };
}

async function commit(
  client: TableClient,
  partition: string,
  ops: readonly Op[],
): Promise<Committed> {
  try {
    const single = ops.length === 1 ? ops[0] : undefined;
    await reach<unknown>((abortSignal) =>
      single === undefined
        ? client.submitTransaction(
            ops.map((op) => action(partition, op)),
            { abortSignal },
          )
        : alone(client, partition, single, abortSignal),
    );
    return 'done';
  } catch (error) {
    if (!(error instanceof RestError)) throw error;
    if (error.statusCode === 409) return 'exists';
    if (error.statusCode === 412) return 'changed';
    if (error.statusCode === 404) return 'gone';
    throw error;
  }
}

function alone(client: TableClient, partition: string, op: Op, abortSignal: AbortSignal) {
  switch (op.kind) {
    case 'insert':
      return client.createEntity(entity(partition, op.row), { abortSignal });
    case 'replace':
      return client.updateEntity(entity(partition, op.row), 'Replace', {
        etag: op.etag,
        abortSignal,
      });
    case 'put':
      return client.upsertEntity(entity(partition, op.row), 'Replace', { abortSignal });
    case 'delete':
      return client.deleteEntity(partition, op.rowKey, { abortSignal });
  }
}

function action(partition: string, op: Op): TransactionAction {
  switch (op.kind) {
    case 'insert':
      return ['create', entity(partition, op.row)];
    case 'replace':
      return ['update', entity(partition, op.row), 'Replace', { etag: op.etag }];
    case 'put':
      return ['upsert', entity(partition, op.row), 'Replace'];
    case 'delete':
      return ['delete', { partitionKey: partition, rowKey: op.rowKey }];
  }
}

const entity = (partitionKey: string, row: Row) => ({ ...row, partitionKey });

function stored(entity: TableEntityResult<Record<string, unknown>>): StoredRow {
  const row: Record<string, string | number | boolean> = {};
  for (const [column, value] of Object.entries(entity)) {
    if (column === 'timestamp' || column.startsWith('odata.')) continue;
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      row[column] = value;
    }
  }
  return row as unknown as StoredRow;
}

/** Runs a call within the patience of a person; an outage becomes `StorageAway`, never "not found". */
async function reach<T>(call: (abortSignal: AbortSignal) => Promise<T>): Promise<T> {
  const signal = AbortSignal.timeout(patience);
  try {
    return await Promise.race([call(signal), patienceEnds(signal)]);
  } catch (error) {
    if (error instanceof RestError && error.statusCode !== undefined && error.statusCode < 500) {
      throw error;
    }
    throw new StorageAway('table storage did not answer', { cause: error });
  }
}

// The signal given to a listing is the listing's own, so a page's patience is counted here.
const patienceEnds = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
