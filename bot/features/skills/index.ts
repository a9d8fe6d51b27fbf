import { hash, type SkillId, skillId, type TenantContext } from '#bot/core/ids';
import type { Outcome } from '#bot/core/outcome';
import { type Instant, isoInstant } from '#bot/core/time';
import { mentionedIn } from '#bot/features/skills/catalogue/mentioned';
import type { Findings } from '#bot/features/skills/found';
import { type Alone, skillsJobs } from '#bot/features/skills/job';
import type { KnownSkills } from '#bot/features/skills/known';
import { type LookedFor, lookedFor } from '#bot/features/skills/looked-for';
import { skillsRoutes } from '#bot/features/skills/routes';
import {
  type Called,
  countsAs,
  type NewSkill,
  type SkillName,
  severalIn,
  skillNamed,
} from '#bot/features/skills/rules';
import { changeSkill, removeSkill, skillAddition } from '#bot/features/skills/store';
import { dropUnshared } from '#bot/features/skills/tenant';
import { type Beside, skillsVerbs } from '#bot/features/skills/verbs';
import type { Deps, Feature, Turn } from '#bot/ports';
import type { Person } from '#bot/records/person';
import type { Lang } from '#bot/strings/index';

export { findings } from '#bot/features/skills/found';
export { planSkillCount } from '#bot/features/skills/job';
export { knownSkills } from '#bot/features/skills/known';
export { sharedAlone } from '#bot/features/skills/only';
export { ringRead } from '#bot/features/skills/ring';
export { skillRows } from '#bot/features/skills/rows';
export { seeker } from '#bot/features/skills/seek';

/** Skills to share and wishes to learn, and the index that tells how many can help. */
export const skills = (
  deps: Deps,
  known: KnownSkills,
  found: Findings,
  beside: Beside,
  alone: Alone,
): Feature => ({
  ...skillsVerbs(deps, known, found, beside),
  routes: skillsRoutes(deps, known, found),
  jobs: skillsJobs(deps, known, alone),
});

/** After an erase: what only that person shared is no longer suggested. */
export const forgetNames =
  ({ tables }: Pick<Deps, 'tables'>, known: KnownSkills) =>
  async (ctx: TenantContext, now: Instant): Promise<void> => {
    await dropUnshared(tables, ctx, hash(16, 'erase', isoInstant(now)));
    await known.refresh();
  };

/** What a skill is called in a list, or by colleagues who share it: names that are public. */
const listName =
  (known: KnownSkills) =>
  (skill: string, lang: Lang): string | undefined => {
    const names = known.entry(skill)?.names;
    return (names?.[lang] ?? names?.en ?? names?.nl)?.[0];
  };

/** What other features need of skills; app.ts supplies it. */
export const skillsFor = (known: KnownSkills) => ({
  /** Makes *can coach* of a skill that somebody shares. */
  coach: (turn: Turn, id: string) => changeSkill(turn, 'share', id, { level: 'coach' }, known),
  /** The skill somebody means by what they typed, in their own words. */
  named: (typed: string): Outcome<SkillName> => skillNamed(typed, known),
  /** The skill in what somebody typed, and the listed one that it may be a slip of. */
  lookedFor: (typed: string, lang: Lang): Outcome<LookedFor> => lookedFor(typed, lang, known),
  /** Whether a list knows what somebody typed, or each of several. */
  isKnown: (typed: string): boolean =>
    severalIn(typed, known).every((name) => known.resolve(name) !== undefined),
  /** The skill that a text speaks of, in its words. */
  mentioned: (text: string): string | undefined =>
    mentionedIn(text, (name) => known.resolve(name) !== undefined),
  /** What a skill on somebody's list counts as today: to count, match or look up by. */
  countsAs: (listed: Called): SkillId => countsAs(listed, known),
  listName: listName(known),
  /** A topic as a list calls it in a language; what no list has stays as it was written. */
  called: (topic: string, lang: Lang): string => {
    const named = skillNamed(topic, known);
    return (named.ok ? listName(known)(named.value.id, lang) : undefined) ?? topic;
  },
  /** The skills that were merged into this one: what was kept with them is this one's, too. */
  mergedInto: (skill: string): string[] =>
    known
      .aliases()
      .map(({ id }) => id)
      .filter((id) => id !== skill && known.standsFor(skillId(id)) === skill),
  /** Names of the skills nearest to what was typed, best first. */
  search: (typed: string, lang: Lang, limit: number): string[] =>
    known.search(typed, lang, limit).map(({ label }) => label),
  /** A skill to add to a list, with the change that adds it. */
  addition: (person: Person, input: NewSkill, now: Instant) =>
    skillAddition(person, input, now, known),
  /** Takes a skill off my skills to share. */
  unshare: (turn: Turn, id: string) => removeSkill(turn, ['share'], id, known),
  /** Takes a skill off my wishes. */
  unwish: (turn: Turn, id: string) => removeSkill(turn, ['wish'], id, known),
});
