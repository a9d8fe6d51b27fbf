import type { Shortage } from '#bot/features/rounds/engine/bound';
import type { Span } from '#bot/features/rounds/engine/hours';

/** `teacher` shares `skill`, `learner` wished it; ids as in the population. */
export interface Arc {
  readonly teacher: string;
  readonly learner: string;
  readonly skill: string;
}

/** Why an activity was chosen, as facts to be said in any language. */
export type Reason =
  /** `learner` asked for `skill` and has waited this many rounds; `teacher` shares it. */
  | (Arc & { readonly code: 'asked'; readonly rounds: number })
  /** The hours UTC in which both are free. */
  | { readonly code: 'hours'; readonly people: Two; readonly utc: readonly Span[] }
  | { readonly code: 'languages'; readonly people: Two; readonly languages: readonly string[] }
  | { readonly code: 'not-met'; readonly people: Two }
  | { readonly code: 'met'; readonly people: Two; readonly rounds: number }
  | { readonly code: 'across-teams'; readonly people: Two };

export type Two = readonly [string, string];

/** One thing to do together, which takes one slot of each of its two or three members. */
export interface Activity {
  /** swap: each teaches the other; circle: A teaches B, B teaches C, C teaches A. */
  readonly kind: 'swap' | 'circle' | 'one-way';
  readonly arcs: readonly Arc[];
  readonly reasons: readonly Reason[];
}

/**
 * Why somebody who takes part is in no activity; the first that is true, counted over everybody
 * else who takes part.
 * - `nobody-shares`: nobody shares what they wish
 * - `no-common-language`: nobody of those who share it speaks a language of theirs
 * - `no-common-hours`: nobody of those has enough hours in common with them
 * - `only-met-recently`: all of those they met in the last rounds
 * - `all-full`: nobody of those has a slot left (or may be offered to them: a block, a manager)
 * - `not-asked`: they wish nothing, or those with a slot left teach only in return, and nothing
 *   of theirs was asked in a way that closes
 */
export type Why =
  | 'nobody-shares'
  | 'no-common-language'
  | 'no-common-hours'
  | 'only-met-recently'
  | 'all-full'
  | 'not-asked';

export interface Round {
  readonly activities: readonly Activity[];
  /** Everybody who takes part and is in no activity, in the order of their ids. */
  readonly unmatched: readonly { readonly id: string; readonly why: Why }[];
  /** Most missing first. */
  readonly shortages: readonly Shortage[];
  readonly figures: {
    /** People who learn something. */
    readonly served: number;
    /** How many no round could exceed. */
    readonly bound: number;
  };
}
