/** The five kinds of learning; check-in questions rotate through them in this order. */
export const kinds = ['skill', 'insight', 'soft-skill', 'know-how', 'self-reflection'] as const;
export type Kind = (typeof kinds)[number];

/** How far somebody can help with a skill. */
export const levels = ['explain', 'coach', 'teach'] as const;
export type Level = (typeof levels)[number];

/** How the supply of a topic is shown; never a number, never a name. */
export const supplies = ['nobody', 'few', 'many'] as const;
export type Supply = (typeof supplies)[number];

/** The number from which a group of people may be spoken of (product rule 7). */
export const groupFloor = 5;

/** What is told of who can help: once anybody is found by name, no figure stands beside the names. */
export const offers = [...supplies, 'named'] as const;
export type Offer = (typeof offers)[number];

export const supplyOf = (people: number): Supply =>
  people <= 0 ? 'nobody' : people < groupFloor ? 'few' : 'many';

/** Each badge names a way of helping, not a trait. */
export const badgeKinds = [
  'explained',
  'showed',
  'feedback',
  'door',
  'listened',
  'mistake',
  'time',
  'together',
  'asked',
] as const;
export type BadgeKind = (typeof badgeKinds)[number];

export const rhythms = ['weekly', 'fortnightly', 'monthly', 'off'] as const;
export type Rhythm = (typeof rhythms)[number];

/** One step slower or quicker; undefined at the end of the line. */
export function step(rhythm: Rhythm, direction: 'less' | 'more'): Rhythm | undefined {
  return rhythms[rhythms.indexOf(rhythm) + (direction === 'less' ? 1 : -1)];
}

/** One step less often than now: a slowed rhythm counts as the step it already took. */
export function lessOften(now: {
  readonly rhythm: Rhythm;
  readonly slowed: boolean;
}): Rhythm | undefined {
  const once = step(now.rhythm, 'less');
  return now.slowed && once !== undefined ? (step(once, 'less') ?? once) : once;
}

/** Longest name of a skill, in characters as a reader counts them. */
export const skillNameMax = 80;
/** Longest line of somebody's own beside their name, in characters as a reader counts them. */
export const ownLineMax = 100;

/**
 * Skills as their owner ordered them; one that the order does not name came later and stands
 * before them, the newest first.
 * @param order ids, the first on top
 */
export function arranged<T extends { readonly id: string; readonly added: string }>(
  skills: readonly T[],
  order: readonly string[],
): T[] {
  const rank = new Map(order.map((id, index) => [id, index]));
  const rankOf = ({ id }: T) => rank.get(id) ?? -1;
  return [...skills].sort(
    (one, other) => rankOf(one) - rankOf(other) || other.added.localeCompare(one.added),
  );
}
