import { buildApp } from '#bot/app';
import { BadSettings, readConfig } from '#bot/config';
import { openDoors } from '#bot/local/start';

try {
  const config = readConfig(process.env);
  const app = await buildApp(config);
  const close = await openDoors(app, config);
  let closing = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (closing) return;
      closing = true;
      close().then(
        () => process.exit(0),
        (error: unknown) => {
          process.stderr.write(`${String(error)}\n`);
          process.exit(1);
        },
      );
    });
  }
} catch (error) {
  if (!(error instanceof BadSettings)) throw error;
  process.stderr.write(`Pass It On cannot start:\n${error.message}\n`);
  process.exit(2);
}
