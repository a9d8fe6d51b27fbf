import { buildApp } from '#bot/app';
import { BadSettings, inUse, readConfig } from '#bot/config';
import { openDoors } from '#bot/local/start';

/** Longest that the end waits for what is under way, in milliseconds: twice what a lease lasts. */
const endsWithinMs = 30_000;

/** What is thrown need not be an error, and what else it holds may be somebody's text. */
const asError = (thrown: unknown): Error =>
  thrown instanceof Error ? thrown : new Error(`not an error but ${typeof thrown} was thrown`);

try {
  const config = readConfig(process.env);
  const app = await buildApp(config);
  const { log, telemetry } = app.deps;
  const doors = await openDoors(app, config);
  let ending = false;
  /** Finishes what is under way, and ends with this code; with 1 when that fails or takes too long. */
  const end = (code: number): void => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(1), endsWithinMs).unref();
    doors.close().then(
      () => process.exit(code),
      (error: unknown) => {
        process.stderr.write(`${String(error)}\n`);
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => end(0));
  // One piece of work failed that nobody waited for. The others go on, and an operator hears of it.
  process.on('unhandledRejection', (error) => {
    log.error(
      { err: asError(error), alarm: 'rejection' },
      'something failed that nobody waited for',
    );
    telemetry.alarm('rejection');
  });
  // Nobody knows what state this leaves behind: another process takes over.
  process.on('uncaughtException', (error) => {
    log.error(
      { err: asError(error), alarm: 'exception' },
      'the process ends: nothing caught an error',
    );
    telemetry.alarm('exception');
    end(1);
  });
  await doors.open;
} catch (error) {
  const why = error instanceof BadSettings ? error.message : inUse(error);
  if (why === undefined) throw error;
  process.stderr.write(`Pass It On cannot start:\n${why}\n`);
  process.exit(2);
}
