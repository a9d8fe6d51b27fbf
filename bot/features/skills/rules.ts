import { hash, type SkillId, skillId } from '#bot/core/ids';
import { type Kind, type Level, skillNameMax } from '#bot/core/learning';
import { no, type Outcome, ok } from '#bot/core/outcome';
import { clean, count, skillKey } from '#bot/core/text';
import { type Day, type Instant, instantOf, Temporal } from '#bot/core/time';
import type { List } from '#bot/features/skills/wire';
import type { Person } from '#bot/records/person';
import type { Profile, Share, Wish } from '#bot/records/profile';

/** Skills a person may have on one list. */
export const listMax = 100;

/** A bound for what counts as few characters but is long all the same, such as piled accents. */
const longest = 1_000;

// Letters, digits, signs: without one of these nobody can see the name.
const visible = /[\p{L}\p{N}\p{P}\p{S}]/u;
// Letters by their class that show nothing: Hangul fillers, the empty Braille pattern.
const blanks = /[\u115f\u1160\u3164\uffa0\u2800]/g;

export interface SkillName {
  readonly id: SkillId;
  readonly name: string;
}

/** The skill somebody means by what they typed; refused when there is nothing to see, or too much. */
export function skillNamed(typed: string): Outcome<SkillName> {
  const name = clean(unquoted(clean(typed)));
  if (!visible.test(name.replace(blanks, ''))) return no('skills.refused.empty');
  if (name.length > longest || count(name) > skillNameMax) {
    return no('skills.refused.long', { max: skillNameMax });
  }
  return ok({ id: skillId(hash(16, skillKey(name))), name });
}

// People copy the quotation marks of an example.
const unquoted = (text: string): string => /^["“„«'‘](.+)["”“»'’]$/u.exec(text)?.[1] ?? text;

export interface NewSkill {
  readonly list: List;
  readonly name: string;
  readonly level?: Level | undefined;
  readonly kind?: Kind | undefined;
  /** When it was first added, to take its old place again. */
  readonly added?: string | undefined;
}

/** A skill on one of the two lists. */
export type Listed =
  | { readonly list: 'share'; readonly skill: Share }
  | { readonly list: 'wish'; readonly skill: Wish };

/** To the millisecond: several skills added in one second keep their order. */
const added = (at: Instant): string => at.toString({ fractionalSecondDigits: 3 });

/** The skill to add, or the one that is on the list already (`fresh: false`). */
export function adding(
  person: Person,
  input: NewSkill,
  now: Instant,
): Outcome<Listed & { readonly fresh: boolean }> {
  const named = skillNamed(input.name);
  if (!named.ok) return named;
  const { id, name } = named.value;
  const present = find(person, input.list, id);
  if (present !== undefined) return ok({ ...present, fresh: false });
  const length = input.list === 'share' ? person.shares.length : person.wishes.length;
  if (length >= listMax) return no('skills.refused.many', { max: listMax, list: input.list });
  const since = input.added === undefined ? now : earlier(instantOf(input.added), now);
  const skill = { id, name, kind: input.kind ?? 'skill', added: added(since) };
  return input.list === 'share'
    ? ok({ list: 'share', skill: { ...skill, level: input.level ?? 'explain' }, fresh: true })
    : ok({ list: 'wish', skill, fresh: true });
}

const earlier = (a: Instant, b: Instant): Instant => (Temporal.Instant.compare(a, b) < 0 ? a : b);

export function find(person: Person, list: List, id: string): Listed | undefined {
  if (list === 'share') {
    const skill = person.shares.find((share) => share.id === id);
    return skill && { list, skill };
  }
  const skill = person.wishes.find((wish) => wish.id === id);
  return skill && { list, skill };
}

/** The ids of one of my lists in the order wanted, each once; strangers are left out. */
export const ordered = (person: Person, list: List, ids: readonly string[]): string[] =>
  [...new Set(ids)].filter((id) => find(person, list, id) !== undefined);

/** The lists a skill is on. */
export const listsWith = (person: Person, id: string): List[] =>
  (['share', 'wish'] as const).filter((list) => find(person, list, id) !== undefined);

/** A skill of mine with another level or kind; what is not given stays. */
export function changing(
  person: Person,
  list: List,
  id: string,
  { level, kind }: { readonly level?: Level | undefined; readonly kind?: Kind | undefined },
): Outcome<Listed> {
  const listed = find(person, list, id);
  if (listed === undefined) return no('common.refused.notFound');
  return listed.list === 'share'
    ? ok({
        list: 'share',
        skill: {
          ...listed.skill,
          kind: kind ?? listed.skill.kind,
          level: level ?? listed.skill.level,
        },
      })
    : ok({ list: 'wish', skill: { ...listed.skill, kind: kind ?? listed.skill.kind } });
}

/** Whether colleagues may be counted on this person's help, today in the person's own zone. */
export const available = (profile: Profile, today: Day): boolean =>
  profile.consent.state === 'in' &&
  profile.reach.state === 'ok' &&
  profile.capacity > 0 &&
  (profile.pausedUntil === null || profile.pausedUntil < today);
