/** Time between two looks at the clock, in milliseconds. */
const beat = 50;
/** Of the time between two looks no more counts: beyond it this process itself stood still. */
const countedMost = 2 * beat;

export interface Waiting {
  /** Milliseconds waited so far. */
  waited(): number;
  end(): void;
}

/**
 * Counts how long somebody else is waited for. While this process stood still, an answer may have
 * come that it could not read: that time is not the other side's.
 * @param late is told once `most` milliseconds were waited
 */
export function startWaiting(most: number, late: () => void): Waiting {
  let counted = 0;
  let seen = performance.now();
  const waited = (): number => counted + Math.min(performance.now() - seen, countedMost);
  const timer = setInterval(
    () => {
      counted = waited();
      seen = performance.now();
      if (counted < most) return;
      clearInterval(timer);
      late();
    },
    Math.min(beat, most),
  );
  return { waited, end: () => clearInterval(timer) };
}
