import type { Day } from '#bot/core/time';

/** A pause ends by itself; one that lies ahead begins by itself as well. */
export interface Pause {
  /** First day; none while the pause began when it was set. */
  readonly pausedFrom?: Day | null;
  /** Last day, inclusive; null without a pause. */
  readonly pausedUntil: Day | null;
}

export const pausedOn = ({ pausedFrom, pausedUntil }: Pause, day: Day): boolean =>
  pausedUntil !== null && day <= pausedUntil && (pausedFrom == null || day >= pausedFrom);
