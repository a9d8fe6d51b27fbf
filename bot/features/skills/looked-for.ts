import { type Outcome, ok } from '#bot/core/outcome';
import { topicOf } from '#bot/core/sentences/understood';
import { nearTwin } from '#bot/features/skills/catalogue/near';
import type { KnownSkills } from '#bot/features/skills/known';
import { type SkillName, skillNamed } from '#bot/features/skills/rules';
import type { Lang } from '#bot/strings/index';

/** What somebody looks for, and the skill that they may have meant. */
export interface LookedFor {
  readonly skill: SkillName;
  readonly near: SkillName | undefined;
}

/**
 * The skill in what somebody typed: as it stands where a list knows it, else without what people say
 * around it (*is good at Excel*), else with the listed one that is a slip away.
 */
export function lookedFor(typed: string, lang: Lang, known: KnownSkills): Outcome<LookedFor> {
  const named = skillNamed(typed, known);
  if (named.ok && known.resolve(named.value.name) !== undefined) {
    return ok({ skill: named.value, near: nearTo(named.value, lang, known) });
  }
  const isSkill = (name: string): boolean => known.resolve(name) !== undefined;
  const bare = skillNamed(topicOf(typed, lang, isSkill), known);
  const skill = bare.ok ? bare : named;
  return skill.ok ? ok({ skill: skill.value, near: nearTo(skill.value, lang, known) }) : skill;
}

const nearTo = ({ name }: SkillName, lang: Lang, known: KnownSkills): SkillName | undefined => {
  const twin = nearTwin(known, name, lang);
  return twin && { id: twin.id, name: twin.label };
};
