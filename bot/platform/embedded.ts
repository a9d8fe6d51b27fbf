import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

/** Azurite's own development account, published in Microsoft's documents. */
const account = 'devstoreaccount1';
const accountKey =
  'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

export const azuriteConnectionString = (port: number): string =>
  `DefaultEndpointsProtocol=http;AccountName=${account};AccountKey=${accountKey};TableEndpoint=http://127.0.0.1:${port}/${account};`;

export interface EmbeddedTables {
  readonly connectionString: string;
  /** Azurite writes its file every 5 s: closed properly, nothing is lost. */
  close(): Promise<void>;
}

interface AzuriteServer {
  start(): Promise<void>;
  close(): Promise<void>;
  getHttpServerAddress(): string;
}
type AzuriteClass<T> = { default: new (...parameters: unknown[]) => T };

/**
 * Azurite's table service inside this process.
 * @param directory where it keeps its file; undefined = in memory only
 * @param port 0 = any free one
 */
export async function startEmbeddedTables(
  port: number,
  directory: string | undefined,
): Promise<EmbeddedTables> {
  const require = createRequire(import.meta.url);
  const path = 'azurite/dist/src/table';
  const { default: TableServer } = require(`${path}/TableServer`) as AzuriteClass<AzuriteServer>;
  const { default: TableConfiguration } = require(
    `${path}/TableConfiguration`,
  ) as AzuriteClass<object>;
  if (directory !== undefined) mkdirSync(directory, { recursive: true });
  const file = directory === undefined ? 'table.json' : join(resolve(directory), 'table.json');
  // Positional: host, port, keep-alive, file, debug log off, access log off …, skip the API version
  // check, TLS and OAuth off, in memory or not.
  const configuration = new TableConfiguration(
    '127.0.0.1',
    port,
    5,
    file,
    false,
    false,
    undefined,
    undefined,
    false,
    true,
    '',
    '',
    '',
    undefined,
    false,
    directory === undefined,
  );
  const server = new TableServer(configuration);
  await server.start();
  const actual = Number(new URL(server.getHttpServerAddress()).port);
  return { connectionString: azuriteConnectionString(actual), close: () => server.close() };
}
