import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '#tests/wait';
import { environment } from '../../infra/build/environment.mjs';
import { flags } from '../../infra/build/flags.mjs';

/** One running process of the built bot. */
export interface Built {
  readonly url: string;
  /** Everything it wrote, output and errors. */
  said(): string;
  signal(name: NodeJS.Signals): void;
  /** Sends the signal and waits for the end; returns the exit code, null when it was killed. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** Builds the bot as it is deployed, where node_modules can still be found for local mode. */
export function buildOnce(): { main: string; remove: () => void } {
  const cache = join(process.cwd(), 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'pass-it-on-'));
  const script = `import('./infra/build/build.mjs').then((m) => m.buildBot(${JSON.stringify(folder)}))`;
  const built = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
  if (built.status !== 0) throw new Error(built.stderr);
  return { main: join(folder, 'main.mjs'), remove: () => rmSync(folder, { recursive: true }) };
}

/** A process that is ready. */
export async function start(main: string, env: Readonly<Record<string, string>>): Promise<Built> {
  const built = await launch(main, env);
  // It listens before it has reached its storage.
  await until(async () => (await fetch(`${built.url}/readyz`)).ok);
  return built;
}

/** A process as soon as it listens. */
export async function launch(main: string, env: Readonly<Record<string, string>>): Promise<Built> {
  const child: ChildProcess = spawn(process.execPath, [...flags, main], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environment({
      NODE_ENV: 'development',
      PORT: '0',
      PLAYGROUND: 'off',
      SAMPLE: 'off',
      BROWSER: 'none',
      LOG_LEVEL: 'warn',
      ...env,
    }),
  });
  let said = '';
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const url = await new Promise<string>((resolve, reject) => {
    const late = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`not ready within 30 s:\n${said}`));
    }, 30_000);
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      // A worker says it in its log.
      const port = /(?:http:\/\/127\.0\.0\.1:|"port":)(\d+)(?=\/healthz|,)/.exec(said)?.[1];
      if (port === undefined) return;
      clearTimeout(late);
      resolve(`http://127.0.0.1:${port}`);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    void ended.then((code) => {
      clearTimeout(late);
      reject(new Error(`ended with ${code}:\n${said}`));
    });
  });
  return {
    url,
    said: () => said,
    signal: (name) => void child.kill(name),
    end: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
}

/** Calls one process's API as somebody, with a token of its own signing. */
export async function callAs(
  url: string,
  who: string,
  method: string,
  path: string,
  body?: object,
): Promise<{ status: number; body: any }> {
  const json = { 'Content-Type': 'application/json' };
  const signed = await fetch(`${url}/local/token`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ as: who }),
  });
  const { token } = (await signed.json()) as { token: string };
  const response = await fetch(`${url}/api${path}`, {
    method,
    headers: { ...json, Authorization: `Bearer ${token}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}
