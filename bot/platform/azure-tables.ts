import type { HttpMethods } from '@azure/core-rest-pipeline';
import { odata } from '@azure/data-tables';
import type { Answered } from '#bot/platform/http-client';
import { type TableAccount, type TableService, tableService } from '#bot/platform/table-account';
import { batchRequest, batchStatus, rowPath } from '#bot/platform/table-batch';
import {
  assertWithinLimits,
  StorageAway,
  type StoredRow,
  type TableName,
  type Tables,
  tableNames,
} from '#bot/platform/tables';
import { startWaiting } from '#bot/platform/waiting';

/** Longest a person waits for one storage call, other tries included, in milliseconds. */
const patience = 2_500;
/** Tries of one call, and the pause between two, in milliseconds. */
const tries = 3;
const pause = 200;

const always = [
  ...['Accept', 'application/json;odata=minimalmetadata'],
  ...['DataServiceVersion', '3.0', 'x-ms-version', '2019-02-02'],
];

type Send = (
  method: HttpMethods,
  path: string,
  more?: {
    readonly query?: Readonly<Record<string, string>>;
    readonly headers?: readonly string[];
    readonly body?: string;
  },
) => Promise<Answered>;

/**
 * Table Storage, its tables created where they are missing. Microsoft's client knows the account and
 * lets our requests in; what it would do to write and read each of them costs more than the request
 * (docs/decisions/0005-requests-of-our-own.md).
 */
export async function azureTables(account: TableAccount): Promise<Tables> {
  const service = tableService(account);
  await Promise.all(tableNames.map((name) => service.createTable(name)));
  const send = sender(service);

  async function* pages(
    table: TableName,
    filter: string,
    limit = Number.POSITIVE_INFINITY,
  ): AsyncIterable<readonly StoredRow[]> {
    let left = limit;
    const query: Record<string, string> = {
      $filter: filter,
      $top: String(Math.min(limit, 1000)),
    };
    for (;;) {
      const answer = await send('GET', `${table}()`, { query });
      if (answer.status !== 200) throw refused(answer);
      const { value } = JSON.parse(answer.text) as { value: readonly Entity[] };
      const page = value.length > left ? value.slice(0, left) : value;
      yield page.map(stored);
      left -= page.length;
      const partition = answer.headers['x-ms-continuation-nextpartitionkey'];
      if (left <= 0 || partition === undefined) return;
      query['NextPartitionKey'] = String(partition);
      query['NextRowKey'] = String(answer.headers['x-ms-continuation-nextrowkey'] ?? '');
    }
  }

  return {
    async read(table, partition, rowKey) {
      const answer = await send('GET', rowPath(table, partition, rowKey));
      if (answer.status === 404) return undefined;
      if (answer.status !== 200) throw refused(answer);
      return stored(JSON.parse(answer.text) as Entity);
    },
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
      for await (const page of pages(table, filter, options.limit)) yield* page;
    },
    async commit(table, partition, ops) {
      assertWithinLimits(partition, ops);
      // A single one goes as a change set too: those have one address, which is signed once a second.
      const batch = batchRequest(service.address, table, partition, ops);
      const answer = await send('POST', '$batch', batch);
      const status = answer.status === 202 ? batchStatus(answer.text) : answer.status;
      if (status >= 200 && status < 300) return 'done';
      if (status === 409) return 'exists';
      if (status === 412) return 'changed';
      if (status === 404) return 'gone';
      throw refused(answer);
    },
  };
}

/** Sends to the account, again when it may do then. */
const sender =
  ({ address, signature, send }: TableService): Send =>
  (method, path, { query = {}, headers = [], body } = {}) => {
    const asked = Object.entries(query).map(
      ([name, value]) => `${name}=${encodeURIComponent(value)}`,
    );
    const parameters = [...asked, ...(signature === '' ? [] : [signature])].join('&');
    const url = `${address}${path}${parameters === '' ? '' : `?${parameters}`}`;
    const listed = [...always, ...headers];
    return patiently((withinMs) => send({ method, url, headers: listed, body, withinMs }));
  };

const refused = ({ status, text }: Answered): Error =>
  new Error(`table storage refused a call: ${status} ${/"code":\s*"(\w+)"/.exec(text)?.[1]}`);

type Entity = Readonly<Record<string, unknown>>;

function stored(entity: Entity): StoredRow {
  const row: Record<string, string | number | boolean> = {};
  for (const [column, value] of Object.entries(entity)) {
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')
      continue;
    const name = names[column] ?? column;
    // Neither when it was written nor of which type a column is: ours are plain.
    if (name !== 'Timestamp' && !name.includes('odata.')) row[name] = value;
  }
  return row as unknown as StoredRow;
}

const names: Readonly<Record<string, string>> = {
  PartitionKey: 'partitionKey',
  RowKey: 'rowKey',
  'odata.etag': 'etag',
};

/** Storage is busy, or failed: the same call may do a moment later. */
const isAway = ({ status }: Answered): boolean => status === 408 || status === 429 || status >= 500;

/**
 * Runs a call within the patience of a person, again after a short pause when it may do then. An
 * outage becomes `StorageAway`, never "not found".
 */
async function patiently(call: (withinMs: number) => Promise<Answered>): Promise<Answered> {
  const waiting = startWaiting(patience, () => undefined);
  let why: unknown;
  try {
    for (let attempt = 1; attempt <= tries; attempt += 1) {
      const left = patience - waiting.waited() - (attempt === 1 ? 0 : pause);
      if (left <= 0) break;
      if (attempt > 1) await new Promise((resolve) => setTimeout(resolve, pause));
      try {
        const answer = await call(left);
        if (!isAway(answer)) return answer;
        why = refused(answer);
      } catch (error) {
        why = error;
      }
    }
  } finally {
    waiting.end();
  }
  throw new StorageAway('table storage did not answer', { cause: why });
}
