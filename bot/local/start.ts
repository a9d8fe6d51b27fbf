import { join } from 'node:path';
import type { App } from '#bot/app';
import type { Config } from '#bot/config';
import { type Playground, startPlayground } from '#bot/local/playground';

interface Doors {
  /** What needs storage is done, and everything is open; false when it was closed before. */
  readonly open: Promise<boolean>;
  close(): Promise<void>;
}

/** Listens at once; in local mode also starts the Playground and says where everything is. */
export async function openDoors(app: App, { settings }: Config): Promise<Doors> {
  const port = await app.listen();
  const { local, identity, role } = settings;
  const alone = identity.kind !== 'local' || role === 'worker';
  if (alone) app.deps.log.info({ port, role }, 'Pass It On is listening');
  let playground: Playground | undefined;
  const openAll = async (): Promise<boolean> => {
    if (!(await app.start())) return false;
    if (alone) {
      app.deps.log.info({ port, role }, 'Pass It On is ready');
      return true;
    }
    if (local.playground) {
      const logFile = join(local.directory, 'playground.log');
      playground = await startPlayground(port, local.playgroundPort, local.browser, logFile);
    }
    process.stdout.write(welcome(port, playground?.url, local.sample));
    return true;
  };
  const open = openAll();
  return {
    open,
    async close() {
      await app.close();
      await open.catch(() => undefined);
      await playground?.close();
    },
  };
}

function welcome(port: number, playground: string | undefined, sample: boolean): string {
  const app = `http://127.0.0.1:${port}`;
  const rows: [string, string][] = [
    ...(playground === undefined
      ? []
      : [['Chat with the bot (Teams client)', playground] as [string, string]]),
    ['Tab: choose who you are', `${app}/tab`],
    ['Health', `${app}/healthz  ${app}/readyz`],
  ];
  const width = Math.max(...rows.map(([what]) => what.length));
  return [
    '',
    'Pass It On is ready.',
    '',
    ...rows.map(([what, where]) => `  ${what.padEnd(width)}  ${where}`),
    '',
    ...(playground === undefined
      ? []
      : [
          'Try first, in the chat: help · ask pivot tables · share Excel · check in · thank Megan · digest',
          '',
        ]),
    ...(sample
      ? []
      : ['No sample team (SAMPLE=off): add the bot to a team to learn its roster.', '']),
    'Stop with Ctrl+C.',
    '',
  ].join('\n');
}
