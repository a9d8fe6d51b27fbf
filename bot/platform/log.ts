import { AsyncLocalStorage } from 'node:async_hooks';
import { type DestinationStream, pino, stdSerializers } from 'pino';
import type { Log } from '#bot/ports';

const here = new AsyncLocalStorage<{ readonly operation: string }>();

/** Runs a piece of work; every log line written meanwhile carries its correlation id. */
export const correlated = <T>(operation: string, work: () => T): T => here.run({ operation }, work);

/**
 * Structured log to standard output. An error keeps its type, message and stack; request bodies,
 * names and texts are never handed in, and what a library may attach to an error is left out.
 */
export const createLog = (level: string, destination?: DestinationStream): Log =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      // A turn names itself once, at the door: whatever is called from there need not know.
      mixin: () => ({ ...here.getStore() }),
      serializers: {
        err: (error: unknown) => {
          const { type, message, stack } = stdSerializers.err(error as Error);
          const cause = (error as { cause?: { code?: string } }).cause?.code;
          return { type, message, stack, cause };
        },
      },
    },
    ...(destination === undefined ? [] : [destination]),
  );
