import type { PersonId, SkillId } from '#bot/core/ids';
import type { Outcome } from '#bot/core/outcome';
import type { Instant } from '#bot/core/time';
import type { RingRead } from '#bot/features/help/search';
import type { Action, ChatTurn, Deps, Reply, Turn } from '#bot/ports';
import type { Due } from '#bot/records/due';
import type { Change, Person } from '#bot/records/person';
import type { Lang } from '#bot/strings/index';

/** What an ask is about today: a merge of skills or an import may have moved it. */
export const topicOf = (
  { skillNamed }: Pick<HelpDeps, 'skillNamed'>,
  { skill }: { readonly skill: { readonly id: string; readonly name: string } },
): string => {
  const named = skillNamed(skill.name);
  return named.ok ? named.value.id : skill.id;
};

interface Named {
  readonly id: string;
  readonly name: string;
}

/** What the help loop needs of others; app.ts supplies it. */
export interface HelpDeps {
  readonly deps: Deps;
  /** Who may help with a skill. */
  readonly ring: RingRead;
  /** The skill somebody means by what they typed. */
  readonly skillNamed: (typed: string) => Outcome<{ readonly id: string; readonly name: string }>;
  /** The skill in what somebody typed, and the listed one that it may be a slip of. */
  readonly lookedFor: (
    typed: string,
    lang: Lang,
  ) => Outcome<{ readonly skill: Named; readonly near: Named | undefined }>;
  /** The skill that a text speaks of, in its words. */
  readonly topicIn: (text: string) => string | undefined;
  /** The skills that were merged into one. */
  readonly mergedInto: (skill: string) => readonly string[];
  /** Who is found by name under a skill, as it stands now. */
  readonly named: {
    one(
      looking: Turn,
      id: PersonId,
      skill: SkillId,
    ): Promise<{ readonly name: string } | undefined>;
    /** Whether anybody is, apart from who looks. */
    isNamed(looking: Turn, skill: SkillId): Promise<boolean>;
  };
  /** Adding to one of somebody's lists; without a change it is there already. */
  readonly addition: (
    person: Person,
    skill: { readonly list: 'share' | 'wish'; readonly name: string },
    now: Instant,
  ) => Outcome<{ readonly change?: Change }>;
  /** What may help already, shown before an ask leaves; undefined where there is nothing. */
  readonly before: (turn: ChatTurn, topic: Named) => Promise<Reply | undefined>;
  /** Takes a skill off somebody's wishes. */
  readonly unwish: (turn: Turn, id: string) => Promise<Outcome<unknown>>;
  /** The same as lines of another card, for the asker's eyes alone; none where there is nothing. */
  readonly helps: (turn: ChatTurn, topic: Named) => Promise<readonly string[]>;
  /** The badge form, prefilled with `{to, skill, keep}`. */
  readonly openThanks: Action;
  /** Timing rows that ride along with a question; local mode's colleagues answer by themselves. */
  readonly alongside?: (helper: PersonId, item: string, told: Instant) => Due[];
}
