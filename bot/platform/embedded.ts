import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { join, resolve } from 'node:path';

/** A second process over the same file: each would write over what the other wrote. */
class DataInUse extends Error {
  readonly code = 'DATA_IN_USE';
}

/** Says beside the file which process keeps it, and on which port. */
const markOf = (directory: string): string => join(directory, 'table.owner');

/** A mark whose process was killed holds nobody up. */
async function assertFree(directory: string): Promise<void> {
  const mark = markOf(directory);
  if (!existsSync(mark)) return;
  const [pid = 0, port = 0] = readFileSync(mark, 'utf8').split(' ').map(Number);
  if (pid !== process.pid && isAlive(pid) && (await answers(port))) {
    throw new DataInUse(`the tables in ${directory} are in use by process ${pid}`);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process is one all the same.
    return (error as { code?: string }).code === 'EPERM';
  }
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    const end = (answered: boolean) => () => {
      socket.destroy();
      resolve(answered);
    };
    socket.once('connect', end(true));
    socket.once('error', end(false));
    socket.setTimeout(1_000, end(false));
  });

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
  if (directory !== undefined) await assertFree(directory);
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
  if (directory !== undefined) writeFileSync(markOf(directory), `${process.pid} ${actual}`);
  return {
    connectionString: azuriteConnectionString(actual),
    async close() {
      await server.close();
      if (directory !== undefined) rmSync(markOf(directory), { force: true });
    },
  };
}
