import { randomUUID } from 'node:crypto';
import type { Op, Row } from '#bot/platform/tables';

/** One change of one row, as Table Storage's REST interface wants it. */
export interface RowRequest {
  readonly method: 'POST' | 'PUT' | 'DELETE';
  /** Below the account's address. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

const json = { 'Content-Type': 'application/json' };
// What was written is not said back.
const quiet = { ...json, Prefer: 'return-no-content' };

/** https://learn.microsoft.com/rest/api/storageservices/operations-on-entities */
export function rowRequest(table: string, partition: string, op: Op): RowRequest {
  if (op.kind === 'insert') {
    return { method: 'POST', path: table, headers: quiet, body: entity(partition, op.row) };
  }
  const rowKey = op.kind === 'delete' ? op.rowKey : op.row.rowKey;
  const path = rowPath(table, partition, rowKey);
  if (op.kind === 'delete') return { method: 'DELETE', path, headers: { 'If-Match': '*' } };
  const headers = op.kind === 'replace' ? { ...json, 'If-Match': op.etag } : json;
  return { method: 'PUT', path, headers, body: entity(partition, op.row) };
}

export const rowPath = (table: string, partition: string, rowKey: string): string =>
  `${table}(PartitionKey='${inKey(partition)}',RowKey='${inKey(rowKey)}')`;

const inKey = (text: string): string => encodeURIComponent(text.replaceAll("'", "''"));

const entity = (partition: string, { rowKey, ...columns }: Row): string =>
  JSON.stringify({ PartitionKey: partition, RowKey: rowKey, ...columns });

/**
 * Several changes of one partition as one change set: all of them or none.
 * https://learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions
 * @param account address of the account, ending in a slash
 */
export function batchRequest(
  account: string,
  requests: readonly RowRequest[],
): Omit<RowRequest, 'method'> {
  const id = randomUUID();
  const lines = [
    `--batch_${id}`,
    `Content-Type: multipart/mixed; boundary=changeset_${id}`,
    '',
    ...requests.flatMap(({ method, path, headers, body = '' }) => [
      `--changeset_${id}`,
      'Content-Type: application/http',
      'Content-Transfer-Encoding: binary',
      '',
      `${method} ${account}${path} HTTP/1.1`,
      'Accept: application/json;odata=minimalmetadata',
      ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
      '',
      body,
    ]),
    `--changeset_${id}--`,
    `--batch_${id}--`,
    '',
  ];
  return {
    path: '$batch',
    headers: { 'Content-Type': `multipart/mixed; boundary=batch_${id}` },
    body: lines.join('\r\n'),
  };
}

/** The status of a change set: that of the change that failed, or of the last. */
export function batchStatus(answer: string): number {
  const statuses = [...answer.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status));
  return statuses.find((status) => status >= 400) ?? statuses.at(-1) ?? Number.NaN;
}
