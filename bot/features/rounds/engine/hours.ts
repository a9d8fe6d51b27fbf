import { day } from '#bot/features/rounds/engine/population';

/** From and until, in hours UTC; from in 0–24, until at most 24 later. */
export type Span = readonly [from: number, until: number];

const placed = ([from, until]: Span): Span => {
  const start = ((from % day) + day) % day;
  return [start, start + until - from];
};

/**
 * The hours two people both work, on a circle of 24 hours: none, one span, or two (long days can
 * meet at both ends).
 */
export function commonHours(a: Span, b: Span): Span[] {
  const [from, until] = placed(a);
  const [otherFrom, otherUntil] = placed(b);
  const spans = [-day, 0, day].flatMap((turn): Span[] => {
    const start = Math.max(from, otherFrom + turn);
    const end = Math.min(until, otherUntil + turn);
    return start < end ? [placed([start, end])] : [];
  });
  const [first, second] = spans;
  if (first === undefined || second === undefined) return spans;
  // Two pieces that touch are one: around midnight, or where a whole day begins.
  if (touch(first, second)) return [[first[0], first[1] + second[1] - second[0]]];
  if (touch(second, first)) return [[second[0], second[1] + first[1] - first[0]]];
  return spans;
}

const touch = (before: Span, after: Span): boolean => before[1] % day === after[0] % day;

/** How many hours two people have in common. */
export const hoursInCommon = (a: Span, b: Span): number =>
  commonHours(a, b).reduce((sum, [from, until]) => sum + until - from, 0);
