import { pino, stdSerializers } from 'pino';
import type { Log } from '#bot/ports';

/**
 * Structured log to standard output. An error keeps its type, message and stack; request bodies,
 * names and texts are never handed in, and what a library may attach to an error is left out.
 */
export const createLog = (level: string): Log =>
  pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: {
      err: (error: unknown) => {
        const { type, message, stack } = stdSerializers.err(error as Error);
        const cause = (error as { cause?: { code?: string } }).cause?.code;
        return { type, message, stack, cause };
      },
    },
  });
