import type { Outcome } from '#bot/core/outcome';
import type { Deps } from '#bot/ports';
import type { Lang } from '#bot/strings/index';

export interface Topic {
  readonly id: string;
  readonly name: string;
}

/** What how-tos need of others; app.ts supplies it. */
export interface HowToDeps {
  readonly deps: Deps;
  /** The skill somebody means by what they typed. */
  readonly skillNamed: (typed: string) => Outcome<Topic>;
  /** The skill in what somebody typed, and the listed one that it may be a slip of. */
  readonly lookedFor: (
    typed: string,
    lang: Lang,
  ) => Outcome<{ readonly skill: Topic; readonly near: Topic | undefined }>;
  /** The skills that were merged into one. */
  readonly mergedInto: (skill: string) => readonly string[];
  /** The skill that a text speaks of, in its words. */
  readonly topicIn: (text: string) => string | undefined;
}
