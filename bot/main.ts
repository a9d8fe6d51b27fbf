import { buildApp } from '#bot/app';
import { BadSettings, inUse, readConfig } from '#bot/config';
import { openDoors } from '#bot/local/start';

try {
  const config = readConfig(process.env);
  const app = await buildApp(config);
  const doors = openDoors(app, config);
  let closing = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (closing) return;
      closing = true;
      doors
        .then((close) => close())
        .then(
          () => process.exit(0),
          (error: unknown) => {
            process.stderr.write(`${String(error)}\n`);
            process.exit(1);
          },
        );
    });
  }
  await doors;
} catch (error) {
  const why = error instanceof BadSettings ? error.message : inUse(error);
  if (why === undefined) throw error;
  process.stderr.write(`Pass It On cannot start:\n${why}\n`);
  process.exit(2);
}
