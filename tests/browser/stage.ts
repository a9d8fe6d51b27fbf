import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as launcher } from 'playwright-core';
import { environment } from '../../infra/build/environment.mjs';

// A browser's journey on a machine that does other things too.
jest.setTimeout(120_000);

/** The product as built, started as `npm start` does, and a browser beside it. */
export interface Stage {
  readonly url: string;
  readonly playground: string;
  readonly browser: Browser;
  close(): Promise<void>;
}

// Made for one page in one process, which ends with its first page; these tests open many. And for
// a graphics card played by the processor, which stands still for 150 ms to translate a shadow: the
// browser's own drawing without one is what an ordinary machine is like.
const unfit =
  /^--(single-process|no-zygote|in-process-gpu|ignore-gpu-blocklist|use-(gl|angle)=|.*swiftshader)/;
export const browserArguments = [
  ...chromium.args.filter((argument) => !unfit.test(argument)),
  '--disable-gpu',
];

const startsWithinMs = 60_000;

export async function openStage(env: Readonly<Record<string, string>>): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'pass-it-on-'));
  const [port, tables, playground] = await freePorts(3);
  const child = spawn(process.execPath, ['dist/main.mjs'], {
    env: environment({
      NODE_ENV: 'development',
      PORT: String(port),
      TABLES_PORT: String(tables),
      PLAYGROUND_PORT: String(playground),
      DATA_DIR: folder,
      BROWSER: 'none',
      LOG_LEVEL: 'error',
      ...env,
    }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const ready = new Promise<void>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`not ready in time:\n${said}`)), startsWithinMs);
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      if (!said.includes('Pass It On is ready')) return;
      clearTimeout(late);
      resolve();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('exit', (code) => reject(new Error(`ended with ${code}:\n${said}`)));
  });
  const opening = openBrowser();
  await ready.catch(async (error) => {
    // What was started would keep the test runner waiting.
    child.kill('SIGKILL');
    await (await opening).close();
    throw error;
  });
  const browser = await opening;
  return {
    url: `http://127.0.0.1:${port}`,
    playground: `http://localhost:${playground}`,
    browser,
    async close() {
      await browser.close();
      await new Promise<void>((resolve) => {
        child.removeAllListeners('exit');
        child.once('exit', () => resolve());
        child.kill('SIGTERM');
      });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The packaged browser was seen to crash while it started, once among some thousand starts. */
const starts = 3;

/** The installed browser that CHROME_PATH names, or the one among the packages. */
export async function openBrowser(): Promise<Browser> {
  const options = {
    executablePath: process.env['CHROME_PATH'] ?? (await chromium.executablePath()),
    args: process.env['CHROME_PATH'] === undefined ? browserArguments : [],
    headless: true,
  };
  for (let left = starts - 1; left > 0; left -= 1) {
    try {
      return await launcher.launch(options);
    } catch (error) {
      process.stderr.write(`the browser did not start: ${String(error).slice(0, 200)}\n`);
    }
  }
  return launcher.launch(options);
}

/** Ports that are free now; found together so that they differ. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<ReturnType<typeof createServer>>((resolve) => {
          const server = createServer();
          server.listen(0, '127.0.0.1', () => resolve(server));
        }),
    ),
  );
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
