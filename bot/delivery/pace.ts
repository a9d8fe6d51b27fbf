/** How fast a process may go: Teams' allowance is per app and tenant, and one process sends. */
export interface Pace {
  /** A place in the pace: waits until one more message may leave. First come, first served. */
  permit(): Promise<void>;
  /**
   * The same for somebody who waits for an answer: goes before everything that is scheduled.
   * @returns false when there was no place within that time
   */
  soon(withinMs?: number): Promise<boolean>;
  /** A permit that was not needed after all. */
  giveBack(): void;
  /** The last step before a message leaves: what was held up together does not leave in one burst. */
  leave(): Promise<void>;
  /** Teams said 429: half the rate, once a second at most; it climbs back by itself. */
  slower(): void;
  /** Messages a second, now. */
  readonly rate: number;
}

/** Permits are handed out so often; a burst is never more than what this time allows. */
const beatMs = 200;
const halvedForMs = 1_000;
/** From the lowest rate back to the setting in about this time. */
const climbMs = 20_000;
const lowest = 1;
/** Of the tenant's rate, what a process may use that does not send: for answers. */
const share = 1 / 8;
/** Beyond the rate, what may leave within one second: a short delay is made up for. */
const slack = 1.025;
const secondMs = 1_000;

/**
 * A token bucket, and a count of what left within the last second.
 * @param setting messages a second, for the whole tenant
 * @param realNow milliseconds of real time: a moved product clock changes no rate
 * @param sends whether this is the process that sends; another has a share, for answers
 */
export function pacing(
  setting: number,
  realNow: () => number = Date.now,
  sends: () => boolean = () => true,
): Pace {
  /** Of what is allowed, after 429s. */
  let part = 1;
  // Who asks first of all is served: just after a start there is little else to do.
  let tokens = 1;
  let filled = realNow();
  let halved = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  const scheduled: (() => void)[] = [];
  const urgent: (() => void)[] = [];
  /** When messages left, of the last second. */
  const left: number[] = [];

  const rateNow = (): number => Math.max(lowest, (sends() ? setting : setting * share) * part);
  const fill = (): number => {
    const now = realNow();
    const passed = Math.max(0, now - filled);
    filled = now;
    part = Math.min(1, part + passed / climbMs);
    const rate = rateNow();
    // What nobody used within two beats is lost: a quiet minute must not end in a burst.
    tokens = Math.min(Math.max(1, (rate * 2 * beatMs) / 1000), tokens + (rate * passed) / 1000);
    return rate;
  };
  const hand = (): void => {
    fill();
    while (tokens >= 1) {
      const next = urgent.shift() ?? scheduled.shift();
      if (next === undefined) break;
      tokens -= 1;
      next();
    }
    if (scheduled.length + urgent.length > 0 && timer === undefined) {
      timer = setTimeout(() => {
        timer = undefined;
        hand();
      }, beatMs);
    }
  };

  return {
    permit: () =>
      new Promise((resolve) => {
        scheduled.push(resolve);
        // Between two beats only whoever is waited for: those who leave together also write together.
        if (timer === undefined) hand();
      }),
    soon: (withinMs) =>
      new Promise((resolve) => {
        let late: NodeJS.Timeout | undefined;
        const place = (): void => {
          clearTimeout(late);
          resolve(true);
        };
        urgent.push(place);
        hand();
        if (withinMs === undefined || !urgent.includes(place)) return;
        const leaveQueue = (): void => {
          urgent.splice(urgent.indexOf(place), 1);
          resolve(false);
        };
        if (withinMs === 0) leaveQueue();
        else late = setTimeout(leaveQueue, withinMs);
      }),
    giveBack() {
      tokens += 1;
      hand();
    },
    async leave() {
      for (;;) {
        const now = realNow();
        while (left[0] !== undefined && now - left[0] >= secondMs) left.shift();
        const [oldest] = left;
        if (oldest === undefined || left.length < Math.round(rateNow() * slack)) break;
        const wait = oldest + secondMs - now;
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
      left.push(realNow());
    },
    slower() {
      fill();
      if (filled - halved < halvedForMs) return;
      halved = filled;
      part = Math.max(lowest / setting, part / 2);
      tokens = Math.min(tokens, 1);
    },
    get rate() {
      return fill();
    },
  };
}
