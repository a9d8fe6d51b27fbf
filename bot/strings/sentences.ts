import en from './en/sentences.json';
import type { Lang } from './index';
import nl from './nl/sentences.json';

/** How people say things in one language. Words are apart by spaces, alternatives by `|`. */
export interface Sentences {
  /** Words that say nothing where they stand between others. */
  readonly passedOver: string;
  /** Words that are no slip of another one. */
  readonly exact: string;
  /** Words that speak of somebody, as no skill's name does. */
  readonly pronouns: string;
  /** Words that stand in no skill's name, and those of which alone none is made. */
  readonly topicNever: string;
  readonly topicWeak: string;
  /** Words that are no colleague's name, and those that may stand between two names. */
  readonly nameNever: string;
  readonly nameJoins: string;
  /** Patterns that others name in angle brackets. */
  readonly lists: Readonly<Record<string, string>>;
  /** What stands before and behind a skill's name, and is none of it. */
  readonly lead: string;
  readonly tail: string;
  /** Patterns by what they ask for. With a `?` only where a list knows the skill. */
  readonly intents: Readonly<Record<string, readonly string[]>>;
  readonly dates: {
    readonly months: readonly string[];
    /** From Monday on. */
    readonly weekdays: readonly string[];
    /** From one on. */
    readonly numbers: readonly string[];
    readonly words: Readonly<Record<string, string>>;
  };
}

/** A language is one folder here and one line below. */
export const sentences: Readonly<Record<Lang, Sentences>> = { en, nl };
