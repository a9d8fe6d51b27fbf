/** How fast the sender may go: Teams' allowance is per app and tenant, and one process sends. */
export interface Pace {
  /** A place in the pace: waits until one more message may leave. First come, first served. */
  permit(): Promise<void>;
  /** The same for somebody who waits for an answer: goes before everything that is scheduled. */
  soon(): Promise<void>;
  /** A permit that was not needed after all. */
  giveBack(): void;
  /** Teams said 429: half the rate, once a second at most; it climbs back by itself. */
  slower(): void;
  /** Messages a second, now. */
  readonly rate: number;
  /** What it climbs back to. */
  readonly setting: number;
}

/** Permits are handed out so often; a burst is never more than what this time allows. */
const beatMs = 200;
const halvedForMs = 1_000;
/** From the lowest rate back to the setting in about this time. */
const climbMs = 20_000;
const lowest = 1;

/**
 * A token bucket.
 * @param setting messages a second
 * @param realNow milliseconds of real time: a moved product clock changes no rate
 */
export function pacing(setting: number, realNow: () => number = Date.now): Pace {
  let rate = setting;
  let tokens = beatMs / 1000;
  let filled = realNow();
  let halved = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  const queue: (() => void)[] = [];

  const fill = (): void => {
    const now = realNow();
    const passed = Math.max(0, now - filled);
    filled = now;
    rate = Math.min(setting, rate + (setting * passed) / climbMs);
    // What nobody used within two beats is lost: a quiet minute must not end in a burst.
    tokens = Math.min(Math.max(1, (rate * 2 * beatMs) / 1000), tokens + (rate * passed) / 1000);
  };
  const hand = (): void => {
    fill();
    while (tokens >= 1) {
      const next = queue.shift();
      if (next === undefined) break;
      tokens -= 1;
      next();
    }
    if (queue.length > 0 && timer === undefined) {
      timer = setTimeout(() => {
        timer = undefined;
        hand();
      }, beatMs);
    }
  };
  const join = (where: 'push' | 'unshift'): Promise<void> =>
    new Promise((resolve) => {
      queue[where](resolve);
      // Between two beats only whoever is waited for: those who leave together also write together.
      if (timer === undefined || where === 'unshift') hand();
    });

  return {
    permit: () => join('push'),
    soon: () => join('unshift'),
    giveBack() {
      tokens += 1;
      hand();
    },
    slower() {
      fill();
      if (filled - halved < halvedForMs) return;
      halved = filled;
      rate = Math.max(lowest, rate / 2);
      tokens = Math.min(tokens, 1);
    },
    get rate() {
      fill();
      return rate;
    },
    setting,
  };
}
