import { StorageAway, StorageRefused } from '#bot/platform/tables';
import type { Log } from '#bot/ports';

/** Whether people can be served, and what keeps them from it. */
export type Readiness = 'ready' | 'starting' | 'away' | 'refused';

/** For `/readyz`: what it is, and what an operator does about it. */
export const readinessSaid: Readonly<Record<Readiness, string>> = {
  ready: 'ready',
  starting: 'Starting: storage is being prepared. Wait a few seconds.',
  away: 'Storage does not answer. Check that the account exists and that its network lets this app in; it is asked again until it answers.',
  refused:
    'Storage does not let this app in. Give its identity the role Storage Table Data Contributor on the account (a new role takes some minutes to count), or mend the connection string; it is asked again until it does.',
};

/**
 * What an error says of storage.
 * @throws the error itself when it is about something else
 */
export function readinessAfter(error: unknown): Readiness {
  if (error instanceof StorageRefused) return 'refused';
  if (error instanceof StorageAway) return 'away';
  throw error;
}

/** Pauses between two attempts, in milliseconds: each twice the one before, up to the longest. */
const firstPauseMs = 500;
const longestPauseMs = 15_000;

/** Work at the start that needs storage. */
export interface Start {
  readonly state: () => Readiness;
  /** Begins; true once it is done, false when it was given up. Rejects on what no attempt can mend. */
  run(): Promise<boolean>;
  /** No further attempt: the process ends. */
  giveUp(): void;
}

/**
 * Tries until storage is there and lets us in.
 * @param work may be done again from its beginning
 */
export function startWith(work: () => Promise<void>, log: Log): Start {
  let state: Readiness = 'starting';
  let stop = (): void => undefined;
  const stopped = new Promise<'stopped'>((resolve) => {
    stop = () => resolve('stopped');
  });
  return {
    state: () => state,
    async run() {
      for (let pause = firstPauseMs; ; pause = Math.min(2 * pause, longestPauseMs)) {
        try {
          await work();
          state = 'ready';
          return true;
        } catch (error) {
          state = readinessAfter(error);
          log.warn({ err: error, againMs: pause }, readinessSaid[state]);
        }
        let timer: NodeJS.Timeout | undefined;
        const again = new Promise<void>((resolve) => {
          timer = setTimeout(resolve, pause);
        });
        const ended = await Promise.race([again, stopped]);
        clearTimeout(timer);
        if (ended === 'stopped') return false;
      }
    },
    giveUp: () => stop(),
  };
}
