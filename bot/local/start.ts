import { join } from 'node:path';
import type { App } from '#bot/app';
import type { Config } from '#bot/config';
import { startPlayground } from '#bot/local/playground';

/** Listens; in local mode also starts the Playground and says where everything is. */
export async function openDoors(app: App, { settings }: Config): Promise<() => Promise<void>> {
  const port = await app.listen();
  const { local, identity } = settings;
  if (identity.kind !== 'local' || settings.role === 'worker') {
    app.deps.log.info({ port, role: settings.role }, 'Pass It On is listening');
    return () => app.close();
  }
  const playground = local.playground
    ? await startPlayground(
        port,
        local.playgroundPort,
        local.browser,
        join(local.directory, 'playground.log'),
      )
    : undefined;
  process.stdout.write(welcome(port, playground?.url, local.sample));
  return async () => {
    await playground?.close();
    await app.close();
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
