import { hash, type SkillId, skillId } from '#bot/core/ids';
import { type Kind, type Level, levels, ownLineMax, skillNameMax } from '#bot/core/learning';
import { no, noAt, type Outcome, ok } from '#bot/core/outcome';
import { pausedOn } from '#bot/core/pause';
import { clean, count, skillKey } from '#bot/core/text';
import { type Day, type Instant, instantOf, Temporal } from '#bot/core/time';
import { sameness } from '#bot/features/skills/catalogue/fold';
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

/** Which names mean the same skill: the catalogue, as far as decisions need it. */
export interface Names {
  /** The skill that goes by this name, in any language. */
  resolve(name: string): SkillId | undefined;
  /** What a skill counts as: itself, or what it was merged into. */
  standsFor(id: SkillId): SkillId;
  entry(id: string): { readonly kind: Kind } | undefined;
  /** The name of a listed skill that differs by a slip, for a name that no list knows. */
  twin(name: string): string | undefined;
}

/**
 * The skill somebody means by what they typed, in their own words; refused when there is nothing to
 * see, or too much. What no catalogue lists is a skill of its own.
 */
export function skillNamed(typed: string, names: Names): Outcome<SkillName> {
  const name = clean(unquoted(clean(typed)));
  if (!visible.test(name.replace(blanks, ''))) return noAt('name', 'skills.refused.empty');
  if (name.length > longest || count(name) > skillNameMax) {
    return noAt('name', 'skills.refused.long', { max: skillNameMax });
  }
  return ok({ id: names.resolve(name) ?? names.standsFor(unlistedId(name)), name });
}

/** Skills that somebody may add in one message. */
const severalMax = 10;
/** Words of one of two skills that stand beside each other without a comma. */
const besideMax = 3;
const and = / (?:and|en|&) /iu;

/**
 * The names in "Excel, SQL; Dutch" and in "Excel and SQL"; one name where the whole is one that a
 * list knows. Without a comma it takes a list that knows one of them: *research and development*.
 */
export function severalIn(typed: string, names: Pick<Names, 'resolve'>): string[] {
  const whole = clean(typed.slice(0, longest));
  if (names.resolve(whole) !== undefined) return [whole];
  const parts = whole.split(/[,;]/u).map((part) => part.trim());
  const [last = '', ...before] = parts.reverse();
  const beside = last.split(and).map((part) => part.trim());
  const isBeside =
    parts.length > 1 ||
    (beside.every((part) => part.split(' ').length <= besideMax) &&
      beside.some((part) => names.resolve(part) !== undefined));
  const all = [...before.reverse(), ...(isBeside ? beside : [last])]
    .map((part) => part.replace(/^(?:and|en|&)\s+/iu, ''))
    .filter((part) => visible.test(part));
  return all.length === 0 ? [whole] : [...new Set(all)].slice(0, severalMax);
}

/** The same for two spellings that differ in case, accents, spaces or punctuation. */
const unlistedId = (name: string): SkillId => skillId(hash(16, sameness(name) || skillKey(name)));

/** A skill on a list, by how its owner calls it. */
export interface Called {
  readonly id: string;
  readonly name: string;
  readonly perhaps?: string | undefined;
}

/**
 * What a skill on a list counts as today. Its name decides, not what the name meant when it was
 * added: so an import, a merge or its undoing reach every profile without touching one.
 */
export const countsAs = ({ id, name, perhaps }: Called, names: Names): SkillId =>
  names.resolve(name) ??
  // Until its owner has answered, a slip counts as what it is a slip of.
  (perhaps === undefined ? undefined : names.resolve(perhaps)) ??
  names.standsFor(skillId(id));

// People copy the quotation marks of an example.
const unquoted = (text: string): string => /^["“„«'‘](.+)["”“»'’]$/u.exec(text)?.[1] ?? text;

/** How a skill is found: counted, or by its owner's name with a line of theirs. */
export interface Found {
  readonly named?: boolean | undefined;
  readonly line?: string | undefined;
}

/** A line of somebody's own, fit to be shown to others; undefined where nothing can be seen of it. */
function ownLine(typed: string): Outcome<string | undefined> {
  const line = clean(typed.slice(0, longest));
  if (!visible.test(line.replace(blanks, ''))) return ok(undefined);
  return count(line) > ownLineMax
    ? noAt('line', 'skills.refused.line', { max: ownLineMax })
    : ok(line);
}

/** How a skill is found as chosen; what is not given stays. Counted ones say nothing, as those of before. */
function foundBy(before: Found, { named, line }: Found): Outcome<Found> {
  const own = line === undefined ? ok(before.line) : ownLine(line);
  if (!own.ok) return own;
  return ok({
    ...((named ?? before.named) === true ? { named: true } : {}),
    ...(own.value === undefined ? {} : { line: own.value }),
  });
}

const withoutFound = <T extends Found>({ named: _, line: __, ...rest }: T) => rest;

/** What a wish is for, and by when: its owner's alone. */
export interface Meant {
  readonly purpose?: string | undefined;
  /** YYYY-MM-DD; '' takes it away. */
  readonly by?: string | undefined;
}

/** As given; what is not given stays. */
function meantBy(before: Meant, { purpose, by = before.by }: Meant): Outcome<Meant> {
  const own = purpose === undefined ? ok(before.purpose) : ownLine(purpose);
  if (!own.ok) return { ...own, field: 'purpose' };
  return ok({
    ...(own.value === undefined ? {} : { purpose: own.value }),
    ...(by === undefined || by === '' ? {} : { by }),
  });
}

const withoutMeant = <T extends Meant>({ purpose: _, by: __, ...rest }: T) => rest;

export interface NewSkill extends Found, Meant {
  readonly list: List;
  readonly name: string;
  readonly level?: Level | undefined;
  readonly kind?: Kind | undefined;
  /** When it was first added, to take its old place again. */
  readonly added?: string | undefined;
  /** Its owner has said that this is how it is called. */
  readonly sure?: true;
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
  names: Names,
): Outcome<Listed & { readonly fresh: boolean }> {
  const named = skillNamed(input.name, names);
  if (!named.ok) return named;
  const { id, name } = named.value;
  const present = find(person, input.list, id, names);
  if (present !== undefined) return ok({ ...present, fresh: false });
  const length = input.list === 'share' ? person.shares.length : person.wishes.length;
  if (length >= listMax)
    return noAt('name', 'skills.refused.many', { max: listMax, list: input.list });
  const since = input.added === undefined ? now : earlier(instantOf(input.added), now);
  const kind = input.kind ?? names.entry(id)?.kind ?? 'skill';
  const perhaps = input.sure === true ? undefined : names.twin(name);
  const asked = perhaps === undefined ? {} : { perhaps };
  const found = foundBy({}, input);
  if (!found.ok) return found;
  const meant = meantBy({}, input);
  if (!meant.ok) return meant;
  const skill = { id, name, kind, added: added(since), ...asked, ...found.value };
  return input.list === 'share'
    ? ok({ list: 'share', skill: { ...skill, level: input.level ?? 'explain' }, fresh: true })
    : ok({ list: 'wish', skill: { ...skill, ...meant.value }, fresh: true });
}

const earlier = (a: Instant, b: Instant): Instant => (Temporal.Instant.compare(a, b) < 0 ? a : b);

/** A skill on a list: the one with this id, else one that counts as it under another name. */
export function find(person: Person, list: List, id: string, names: Names): Listed | undefined {
  const among = <T extends Share | Wish>(skills: readonly T[]): T | undefined =>
    skills.find((skill) => skill.id === id) ??
    skills.find((skill) => countsAs(skill, names) === id);
  if (list === 'share') {
    const skill = among(person.shares);
    return skill && { list, skill };
  }
  const skill = among(person.wishes);
  return skill && { list, skill };
}

/** The ids of one of my lists in the order wanted, each once; strangers are left out. */
export const ordered = (person: Person, list: List, ids: readonly string[]): string[] => {
  const mine = new Set((list === 'share' ? person.shares : person.wishes).map(({ id }) => id));
  return [...new Set(ids)].filter((id) => mine.has(id));
};

/** The lists a skill is on. */
export const listsWith = (person: Person, id: string, names: Names): List[] =>
  (['share', 'wish'] as const).filter((list) => find(person, list, id, names) !== undefined);

export interface Details extends Found, Meant {
  readonly level?: Level | undefined;
  readonly kind?: Kind | undefined;
}

/** A skill of mine with another level or kind, or found another way; what is not given stays. */
export function changing(
  person: Person,
  list: List,
  id: string,
  details: Details,
  names: Names,
): Outcome<Listed> {
  const listed = find(person, list, id, names);
  if (listed === undefined) return no('common.refused.notFound');
  const found = foundBy(listed.skill, details);
  if (!found.ok) return found;
  const kind = details.kind ?? listed.skill.kind;
  if (listed.list === 'wish') {
    const meant = meantBy(listed.skill, details);
    if (!meant.ok) return meant;
    const rest = withoutMeant(withoutFound(listed.skill));
    return ok({ list: 'wish', skill: { ...rest, kind, ...found.value, ...meant.value } });
  }
  const level = details.level ?? listed.skill.level;
  const skill = { ...withoutFound(listed.skill), kind, level, ...found.value };
  return ok({ list: 'share', skill });
}

/** What somebody is found by name for, under one skill; of two names for it the further level. */
export function namedFor<T extends Share | Wish>(
  skills: readonly T[],
  skill: string,
  names: Names,
): T | undefined {
  const levelOf = (one: Share | Wish) => ('level' in one ? levels.indexOf(one.level) : 0);
  return skills
    .filter((one) => one.named === true && countsAs(one, names) === skill)
    .sort((a, b) => levelOf(b) - levelOf(a))[0];
}

/** Whether somebody is from another organisation: neither counted, asked nor listed. */
export const isGuest = ({ teams, profile }: Pick<Person, 'teams' | 'profile'>): boolean =>
  teams.some(({ guest }) => guest === true) || (teams.length === 0 && profile.leftAsGuest === true);

/** Whether colleagues may be counted on this person's help, today in the person's own zone. */
export const available = (profile: Profile, today: Day): boolean =>
  profile.consent.state === 'in' &&
  profile.reach.state === 'ok' &&
  profile.capacity > 0 &&
  profile.askLimit > 0 &&
  !pausedOn(profile, today);
