import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export interface Playground {
  readonly url: string;
  close(): Promise<void>;
}

/** Longest the Playground may take to listen, in milliseconds. */
const startsWithinMs = 45_000;

/** Microsoft's Agents Playground as the Teams client, as a process of its own. */
export async function startPlayground(
  appPort: number,
  port: number,
  browser: string | undefined,
  logFile: string,
): Promise<Playground> {
  const require = createRequire(import.meta.url);
  const folder = dirname(require.resolve('@microsoft/m365agentsplayground/package.json'));
  const child = spawn(
    process.execPath,
    [
      join(folder, 'cli.js'),
      'start',
      '-e',
      `http://127.0.0.1:${appPort}/api/messages`,
      '-c',
      'msteams',
      '-p',
      String(port),
      '--dt',
    ],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        // Without a browser to open it exits; the address is printed, which is enough.
        TEAMSAPPTESTER_BROWSER: browser ?? 'none',
        M365_AGENTS_PLAYGROUND_LOGFILE: logFile,
      },
    },
  );
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    const late = setTimeout(() => {
      child.kill();
      reject(new Error(`the Playground did not start within ${startsWithinMs / 1000} s:\n${said}`));
    }, startsWithinMs);
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      const heard = /Listening on (\d+)/.exec(said);
      if (heard === null) return;
      clearTimeout(late);
      resolve(`http://localhost:${heard[1]}`);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('exit', () => {
      clearTimeout(late);
      reject(new Error(`the Playground ended at its start:\n${said}`));
    });
  });
  await answers(url, () => child.exitCode !== null);
  return {
    url,
    close: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null) return resolve();
        child.once('exit', () => resolve());
        child.kill();
      }),
  };
}

/** "Listening" comes before it has read its settings: a faulty file ends it only afterwards. */
async function answers(url: string, ended: () => boolean): Promise<void> {
  const until = Date.now() + startsWithinMs;
  while (Date.now() < until && !ended()) {
    const answered = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (answered) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the Playground ended right after its start: check .m365agentsplayground.yml');
}
