import type { LearningEntry } from '#bot/features/checkin/wire';

/** What a leaf stands for; in this order on the stem, from the ground. */
export const moments = [
  'checkin',
  'share',
  'badge',
] as const satisfies readonly LearningEntry['kind'][];
export type Moment = (typeof moments)[number];

export interface Month {
  /** `2026-11` */
  readonly key: string;
  readonly short: string;
  readonly long: string;
  readonly count: Readonly<Record<Moment, number>>;
}

interface MonthWords {
  /** An instant in the person's own zone: `2026-11`. */
  readonly monthKey: (instant: string) => string;
  /** Of the middle of a month: "Nov", "November 2026". */
  readonly short: (instant: string) => string;
  readonly long: (instant: string) => string;
}

const monthsShown = 12;

/** The twelve months up to and including the one of `last`, an instant, oldest first. */
export function yearOf(
  entries: readonly LearningEntry[],
  last: string,
  words: MonthWords,
): readonly Month[] {
  const [year = 0, month = 0] = words.monthKey(last).split('-').map(Number);
  return Array.from({ length: monthsShown }, (_, index) => {
    // The middle of a month is that month in every zone.
    const middle = new Date(Date.UTC(year, month - monthsShown + index, 15)).toISOString();
    const key = words.monthKey(middle);
    const own = entries.filter(({ at }) => words.monthKey(at) === key);
    const count = Object.fromEntries(
      moments.map((moment) => [moment, own.filter(({ kind }) => kind === moment).length]),
    ) as Record<Moment, number>;
    return { key, short: words.short(middle), long: words.long(middle), count };
  });
}

/**
 * The leaves a month is drawn with, in order from the ground: one for every moment, or `most` in a
 * fuller month, given out in turn so that none of its kinds is missing.
 */
export function leavesOf({ count }: Month, most: number): Moment[] {
  const grown = Object.fromEntries(moments.map((moment) => [moment, 0])) as Record<Moment, number>;
  for (let leaves = 0, grew = true; grew; ) {
    grew = false;
    for (const moment of moments) {
      if (leaves === most || grown[moment] === count[moment]) continue;
      grown[moment] += 1;
      leaves += 1;
      grew = true;
    }
  }
  return moments.flatMap((moment) => Array.from({ length: grown[moment] }, () => moment));
}
