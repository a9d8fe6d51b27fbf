import { randomUUID } from 'node:crypto';
import type { Op, Row } from '#bot/platform/tables';

const json = 'Content-Type: application/json\r\n';
// What was written is not said back.
const quiet = `${json}Prefer: return-no-content\r\n`;

/**
 * One change of one row: a request as it stands in a change set.
 * https://learn.microsoft.com/rest/api/storageservices/operations-on-entities
 */
function change(account: string, table: string, partition: string, op: Op): string {
  const request = (method: string, path: string, headers: string, body = ''): string =>
    `${method} ${account}${path} HTTP/1.1\r\nAccept: application/json;odata=minimalmetadata\r\n${headers}\r\n${body}`;
  if (op.kind === 'insert') return request('POST', table, quiet, entity(partition, op.row));
  const rowKey = op.kind === 'delete' ? op.rowKey : op.row.rowKey;
  const path = rowPath(table, partition, rowKey);
  if (op.kind === 'delete') return request('DELETE', path, 'If-Match: *\r\n');
  const headers = op.kind === 'replace' ? `${json}If-Match: ${op.etag}\r\n` : json;
  return request('PUT', path, headers, entity(partition, op.row));
}

export const rowPath = (table: string, partition: string, rowKey: string): string =>
  `${table}(PartitionKey='${inKey(partition)}',RowKey='${inKey(rowKey)}')`;

const inKey = (text: string): string => encodeURIComponent(text.replaceAll("'", "''"));

const entity = (partition: string, { rowKey, ...columns }: Row): string =>
  JSON.stringify({ PartitionKey: partition, RowKey: rowKey, ...columns });

/**
 * Changes of one partition as one change set: all of them or none.
 * https://learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions
 * @param account address of the account, ending in a slash
 */
export function batchRequest(
  account: string,
  table: string,
  partition: string,
  ops: readonly Op[],
): { readonly headers: readonly string[]; readonly body: string } {
  const id = randomUUID();
  const part = `--changeset_${id}\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n`;
  let body = `--batch_${id}\r\nContent-Type: multipart/mixed; boundary=changeset_${id}\r\n\r\n`;
  for (const op of ops) body += `${part}${change(account, table, partition, op)}\r\n`;
  body += `--changeset_${id}--\r\n--batch_${id}--\r\n`;
  return { headers: ['Content-Type', `multipart/mixed; boundary=batch_${id}`], body };
}

/** The status of a change set: that of the change that failed, or of the first. */
export function batchStatus(answer: string): number {
  const failed = /HTTP\/1\.1 ([45]\d\d)/.exec(answer) ?? /HTTP\/1\.1 (\d{3})/.exec(answer);
  return Number(failed?.[1]);
}
