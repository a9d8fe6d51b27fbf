import { type ChildProcess, spawn } from 'node:child_process';
import { createServer, request as forward } from 'node:http';
import type { AddressInfo } from 'node:net';
import { azuriteConnectionString } from '#bot/platform/embedded';
import { environment } from '../../infra/build/environment.mjs';

/** Starts a process and waits for a word of it. */
export async function started(
  parameters: readonly string[],
  env: Readonly<Record<string, string>>,
  word: RegExp,
  heard: (text: string) => void = () => undefined,
): Promise<ChildProcess> {
  const child = spawn(process.execPath, [...parameters], {
    env: environment(env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  await new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      heard(chunk.toString());
      if (word.test(said)) resolve();
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', (code) => reject(new Error(`ended with ${code}: ${said}`)));
  });
  child.removeAllListeners('exit');
  return child;
}

/** Ends a process; one that has not ended after ten seconds is not asked again. */
export const ended = (child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> =>
  new Promise((resolve) => {
    const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
    child.once('exit', () => {
      clearTimeout(late);
      resolve();
    });
    child.kill(signal);
  });

/** Real Azurite as its own process, in memory. */
export async function azurite(port: number): Promise<ChildProcess> {
  return started(
    [
      'node_modules/azurite/dist/src/table/main.js',
      '--tablePort',
      String(port),
      '--inMemoryPersistence',
      '--skipApiVersionCheck',
      '--disableTelemetry',
    ],
    {},
    /successfully started/,
  );
}

export interface CountingProxy {
  readonly connectionString: string;
  /** Requests since the last reading. */
  take(): number;
  close(): void;
}

/** Forwards to Azurite and counts: a round trip is a request. */
export async function countingProxy(port: number): Promise<CountingProxy> {
  let count = 0;
  const server = createServer((incoming, outgoing) => {
    count += 1;
    const onward = forward(
      {
        host: '127.0.0.1',
        port,
        path: incoming.url,
        method: incoming.method,
        headers: incoming.headers,
      },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    connectionString: azuriteConnectionString((server.address() as AddressInfo).port),
    take() {
      const taken = count;
      count = 0;
      return taken;
    },
    close: () => void server.close(),
  };
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
};
