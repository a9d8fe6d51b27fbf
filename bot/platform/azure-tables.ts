import { type Answered, ask } from '#bot/platform/http-client';
import { type TableAccount, tableService } from '#bot/platform/table-account';
import { batchRequest, batchStatus, rowPath, rowRequest } from '#bot/platform/table-batch';
import {
  assertWithinLimits,
  type Committed,
  StorageAway,
  type StoredRow,
  type TableName,
  type Tables,
  tableNames,
} from '#bot/platform/tables';

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
  method: string,
  path: string,
  more?: {
    readonly query?: Readonly<Record<string, string>>;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string | undefined;
  },
) => Promise<Answered>;

/**
 * Table Storage, its tables created where they are missing. The requests are our own: what
 * Microsoft's client does to write, sign and read each costs more than the request
 * (docs/decisions/0005-requests-of-our-own.md).
 */
export async function azureTables(account: TableAccount): Promise<Tables> {
  const [address, send] = sender(account);
  await Promise.all(tableNames.map((name) => create(send, name)));

  async function* list(table: TableName, filter: string, limit?: number): AsyncIterable<StoredRow> {
    let left = limit ?? Number.POSITIVE_INFINITY;
    const query: Record<string, string> = {
      $filter: filter,
      $top: String(Math.min(limit ?? 1000, 1000)),
    };
    for (;;) {
      const answer = await send('GET', `${table}()`, { query });
      if (answer.status !== 200) throw refused(answer);
      const { value } = JSON.parse(answer.text) as { value: readonly Entity[] };
      for (const entity of value) {
        if (left <= 0) return;
        left -= 1;
        yield stored(entity);
      }
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
      let filter = `PartitionKey eq ${quoted(partition)}`;
      if (range.from !== undefined) filter += ` and RowKey ge ${quoted(range.from)}`;
      if (range.to !== undefined) filter += ` and RowKey lt ${quoted(range.to)}`;
      const rows: StoredRow[] = [];
      for await (const row of list(table, filter, range.limit)) rows.push(row);
      return rows;
    },
    across(table, partitions, options = {}) {
      let filter = `PartitionKey ge ${quoted(partitions.from)} and PartitionKey lt ${quoted(partitions.to)}`;
      if (options.rowKey !== undefined) filter += ` and RowKey eq ${quoted(options.rowKey)}`;
      return list(table, filter, options.limit);
    },
    async commit(table, partition, ops) {
      assertWithinLimits(partition, ops);
      const requests = ops.map((op) => rowRequest(table, partition, op));
      const [single] = requests;
      if (single !== undefined && requests.length === 1) {
        const answer = await send(single.method, single.path, single);
        return committed(answer, answer.status);
      }
      const batch = batchRequest(address, requests);
      const answer = await send('POST', batch.path, batch);
      return committed(answer, answer.status === 202 ? batchStatus(answer.text) : answer.status);
    },
  };
}

/** Text in a filter. */
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

async function create(send: Send, name: TableName): Promise<void> {
  const headers = { 'Content-Type': 'application/json', Prefer: 'return-no-content' };
  const answer = await send('POST', 'Tables', {
    headers,
    body: JSON.stringify({ TableName: name }),
  });
  const there = 409;
  if (answer.status >= 300 && answer.status !== there) throw refused(answer);
}

/** The account's address, and a way to send to it. */
function sender(account: TableAccount): readonly [string, Send] {
  const { address, signature, sign } = tableService(account);
  const root = new URL(address).pathname;
  const send: Send = (method, path, { query = {}, headers = {}, body } = {}) => {
    const asked = Object.entries(query).map(
      ([name, value]) => `${name}=${encodeURIComponent(value)}`,
    );
    const parameters = [...asked, ...(signature === '' ? [] : [signature])].join('&');
    const url = `${address}${path}${parameters === '' ? '' : `?${parameters}`}`;
    const more = Object.entries(headers).flat();
    return patiently(async (withinMs) =>
      ask({
        method,
        url,
        headers: [...always, ...more, ...(await sign(root + path))],
        body,
        withinMs,
      }),
    );
  };
  return [address, send];
}

function committed(answer: Answered, status: number): Committed {
  if (status >= 200 && status < 300) return 'done';
  if (status === 409) return 'exists';
  if (status === 412) return 'changed';
  if (status === 404) return 'gone';
  throw refused(answer);
}

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
  const until = Date.now() + patience;
  let why: unknown;
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    const left = until - Date.now() - (attempt === 1 ? 0 : pause);
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
  throw new StorageAway('table storage did not answer', { cause: why });
}
