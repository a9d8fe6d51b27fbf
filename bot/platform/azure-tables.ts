import {
  createHttpHeaders,
  createPipelineRequest,
  type HttpMethods,
  type PipelineResponse,
} from '@azure/core-rest-pipeline';
import { odata, TableServiceClient } from '@azure/data-tables';
import type { TokenCredential } from '@azure/identity';
import { httpClient } from '#bot/platform/http-client';
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
/** What of the client's pipeline our requests pass: who we are, the way out, and another try. */
const wanted = new Set([
  'tablesNamedKeyCredentialPolicy',
  'tablesSASTokenPolicy',
  'bearerTokenAuthenticationPolicy',
  'proxyPolicy',
  'defaultRetryPolicy',
]);
const always = {
  Accept: 'application/json;odata=minimalmetadata',
  DataServiceVersion: '3.0',
  'x-ms-version': '2019-02-02',
};

type Send = (
  method: HttpMethods,
  path: string,
  more?: {
    readonly query?: Readonly<Record<string, string>>;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string | undefined;
  },
) => Promise<PipelineResponse>;

/**
 * Table Storage, its tables created where they are missing. Microsoft's client signs and carries
 * our requests; what it would do to write and read each of them costs more than the request
 * (docs/decisions/0005-requests-of-our-own.md).
 */
export async function azureTables(account: TableAccount): Promise<Tables> {
  const service =
    account.kind === 'connection'
      ? TableServiceClient.fromConnectionString(account.connectionString, clientOptions)
      : new TableServiceClient(account.url, account.credential, clientOptions);
  await Promise.all(tableNames.map((name) => service.createTable(name)));
  const [address, send] = sender(service);

  async function* list(table: TableName, filter: string, limit?: number): AsyncIterable<StoredRow> {
    let left = limit ?? Number.POSITIVE_INFINITY;
    const query: Record<string, string> = {
      $filter: filter,
      $top: String(Math.min(limit ?? 1000, 1000)),
    };
    for (;;) {
      const answer = await send('GET', `${table}()`, { query });
      if (answer.status !== 200) throw refused(answer);
      const { value } = JSON.parse(answer.bodyAsText ?? '') as { value: readonly Entity[] };
      for (const entity of value) {
        if (left <= 0) return;
        left -= 1;
        yield stored(entity);
      }
      const partition = answer.headers.get('x-ms-continuation-nextpartitionkey');
      if (left <= 0 || partition === undefined) return;
      query['NextPartitionKey'] = partition;
      query['NextRowKey'] = answer.headers.get('x-ms-continuation-nextrowkey') ?? '';
    }
  }

  return {
    async read(table, partition, rowKey) {
      const answer = await send('GET', rowPath(table, partition, rowKey));
      if (answer.status === 404) return undefined;
      if (answer.status !== 200) throw refused(answer);
      return stored(JSON.parse(answer.bodyAsText ?? '') as Entity);
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
      const requests = ops.map((op) => rowRequest(table, partition, op));
      const [single] = requests;
      if (single !== undefined && requests.length === 1) {
        const answer = await send(single.method, single.path, single);
        return committed(answer, answer.status);
      }
      const batch = batchRequest(address, requests);
      const answer = await send('POST', batch.path, batch);
      return committed(
        answer,
        answer.status === 202 ? batchStatus(answer.bodyAsText ?? '') : answer.status,
      );
    },
  };
}

/** The account's address, and a way to send to it. */
function sender({ url, pipeline }: TableServiceClient): readonly [string, Send] {
  for (const { name } of pipeline.getOrderedPolicies()) {
    if (!wanted.has(name)) pipeline.removePolicy({ name });
  }
  const [base = '', signature = ''] = url.split('?');
  const address = base.endsWith('/') ? base : `${base}/`;
  const send: Send = (method, path, { query = {}, headers = {}, body } = {}) => {
    const asked = Object.entries(query).map(
      ([name, value]) => `${name}=${encodeURIComponent(value)}`,
    );
    const parameters = [...asked, ...(signature === '' ? [] : [signature])].join('&');
    return patiently((abortSignal) =>
      pipeline.sendRequest(
        httpClient,
        createPipelineRequest({
          url: `${address}${path}${parameters === '' ? '' : `?${parameters}`}`,
          method,
          headers: createHttpHeaders({ ...always, ...headers }),
          ...(body === undefined ? {} : { body }),
          allowInsecureConnection: true,
          abortSignal,
        }),
      ),
    );
  };
  return [address, send];
}

function committed(answer: PipelineResponse, status: number): Committed {
  if (status >= 200 && status < 300) return 'done';
  if (status === 409) return 'exists';
  if (status === 412) return 'changed';
  if (status === 404) return 'gone';
  throw refused(answer);
}

const refused = ({ status, bodyAsText }: PipelineResponse): Error =>
  new Error(
    `table storage refused a call: ${status} ${/"code":\s*"(\w+)"/.exec(bodyAsText ?? '')?.[1]}`,
  );

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

/** Runs a call within the patience of a person; an outage becomes `StorageAway`, never "not found". */
async function patiently(
  call: (abortSignal: AbortSignal) => Promise<PipelineResponse>,
): Promise<PipelineResponse> {
  const given = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error('no answer in time'));
      given.abort();
    }, patience);
  });
  try {
    const answer = await Promise.race([call(given.signal), late]);
    if (answer.status >= 500) throw refused(answer);
    return answer;
  } catch (error) {
    throw new StorageAway('table storage did not answer', { cause: error });
  } finally {
    clearTimeout(timer);
  }
}
