import { type Instant, Temporal } from '#bot/core/time';

/** Somebody who erased themselves, by keyed hash. */
export interface Noted {
  readonly hash: string;
  readonly at: Instant;
}

/** An erase that began so long before a backup may still have been at work when rows were saved. */
const mayStillRun = { hours: 24 };

/**
 * Whom a backup must not bring back: who erased themselves after it began; and who did shortly
 * before, unless they wrote again, so that the backup no longer has them among the forgotten.
 */
export function toErase(
  noted: readonly Noted[],
  begun: Instant,
  isForgotten: (hash: string) => boolean,
): string[] {
  const isAfter = (at: Instant, than: Instant) => Temporal.Instant.compare(at, than) >= 0;
  const running = begun.subtract(mayStillRun);
  return noted
    .filter(({ hash, at }) => isAfter(at, begun) || (isAfter(at, running) && isForgotten(hash)))
    .map(({ hash }) => hash);
}
