import type { PersonId, SkillId, TeamId, TenantContext } from '#bot/core/ids';
import type { Level, Offer } from '#bot/core/learning';
import { dayIn, type Instant } from '#bot/core/time';
import type { KnownSkills } from '#bot/features/skills/known';
import { standingIn } from '#bot/features/skills/named-list';
import { countsAs, isGuest, namedFor, skillNamed } from '#bot/features/skills/rules';
import { supply } from '#bot/features/skills/tenant';
import type { List } from '#bot/features/skills/wire';
import { apart } from '#bot/platform/rows';
import type { Tables } from '#bot/platform/tables';
import { loadPerson, type Person } from '#bot/records/person';
import type { Share, Wish } from '#bot/records/profile';
import type { Lang } from '#bot/strings/index';

// Who is found by name. Read by everybody alike: whom somebody blocked, who is paused, full or never
// said yes stands in it as all others do, so that nothing of it can be seen.

/** Somebody found by name under one skill. */
export interface FoundPerson {
  readonly id: PersonId;
  readonly name: string;
  /** Of a wish there is none. */
  readonly level: Level | undefined;
  readonly line: string;
}

/** Somebody of a team, with everything they are found by name for. */
export interface FoundColleague {
  readonly id: PersonId;
  readonly name: string;
  readonly shares: readonly FoundSkill[];
  readonly wishes: readonly FoundSkill[];
}
export interface FoundSkill {
  readonly id: SkillId;
  readonly name: string;
  readonly level: Level | undefined;
  readonly line: string;
}

/** Who looks, and when: from another organisation nobody sees a name. */
export interface Looking {
  readonly ctx: TenantContext;
  readonly person: Person;
  readonly now: Instant;
}

export interface FoundPage {
  readonly people: readonly FoundPerson[];
  /** The place to go on from; undefined at the end. */
  readonly next: number | undefined;
}

interface FoundDeps {
  readonly tables: Tables;
  readonly known: KnownSkills;
  readonly defaultZone: string;
}

/** People shown at once. */
const aPage = 24;
const inFlight = 8;

const isIn = ({ teams }: Person, team: TeamId): boolean => teams.some(({ id }) => id === team);

const levelOf = (skill: Share | Wish): Level | undefined =>
  'level' in skill ? (skill as Share).level : undefined;

const skillOf = (person: Person, list: List, skill: string, known: KnownSkills) => {
  if (isGuest(person) || person.etag === undefined) return undefined;
  return namedFor<Share | Wish>(list === 'share' ? person.shares : person.wishes, skill, known);
};

/** What is found by name, as it stands with its owners now. */
export function findings({ tables, known, defaultZone }: FoundDeps) {
  const read = (ctx: TenantContext, id: PersonId) =>
    apart(tables, () => loadPerson(tables, ctx, id));

  const standing = async (
    { ctx, person, now }: Looking,
    list: List,
    skill: SkillId,
  ): Promise<PersonId[]> => {
    const day = dayIn(now, defaultZone);
    const all = await standingIn(tables, ctx, [list, skill], person.id, skill, day);
    return all.filter((id) => id !== person.id);
  };

  const foundAs = async (
    ctx: TenantContext,
    id: PersonId,
    list: List,
    skill: SkillId,
  ): Promise<FoundPerson[]> => {
    const person = await read(ctx, id);
    const listed = person && skillOf(person, list, skill, known);
    if (person === undefined || listed === undefined) return [];
    return [{ id, name: person.profile.name, level: levelOf(listed), line: listed.line ?? '' }];
  };

  /**
   * People found by name under a skill, apart from who looks.
   * @param from where the last page ended
   */
  const page = async (
    looking: Looking,
    list: List,
    skill: SkillId,
    from = 0,
    most = aPage,
  ): Promise<FoundPage> => {
    const ids = await standing(looking, list, skill);
    const people: FoundPerson[] = [];
    let at = from;
    while (people.length < most && at < ids.length) {
      const slice = ids.slice(at, at + Math.min(inFlight, most - people.length));
      const found = await Promise.all(slice.map((id) => foundAs(looking.ctx, id, list, skill)));
      people.push(...found.flat());
      at += slice.length;
    }
    const next = at < ids.length ? at : undefined;
    return isGuest(looking.person) ? { people: [], next: undefined } : { people, next };
  };

  /** Whether anybody but who looks is found by name under a skill. */
  const isNamed = async (looking: Looking, skill: SkillId): Promise<boolean> => {
    const own = { ...looking, person: { ...looking.person, teams: [] } };
    return (await page(own, 'share', skill, 0, 1)).people.length > 0;
  };

  /** How many can help with a skill; no figure once anybody is found by name. */
  const offer = async (looking: Looking, skill: SkillId): Promise<Offer> => {
    const [named, many] = await Promise.all([
      isNamed(looking, skill),
      supply(tables, looking.ctx, skill, looking.person.id),
    ]);
    return named ? 'named' : many;
  };

  const everybodyOf = async (ctx: TenantContext, team: TeamId): Promise<FoundColleague[]> => {
    const queue = (await standingIn(tables, ctx, ['team', team], team)).values();
    const found: FoundColleague[] = [];
    const work = async (): Promise<void> => {
      for (const id of queue) {
        const person = await read(ctx, id);
        if (person === undefined || isGuest(person) || !isIn(person, team)) continue;
        const shares = foundSkills(person.shares, known);
        const wishes = foundSkills(person.wishes, known);
        if (shares.length + wishes.length === 0) continue;
        found.push({ id, name: person.profile.name, shares, wishes });
      }
    };
    await Promise.all(Array.from({ length: inFlight }, work));
    return found.sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1));
  };

  /** Whether somebody else of a team is found by name under a skill. */
  const sharedIn = async ({ ctx, person }: Looking, team: TeamId) => {
    const others = (await everybodyOf(ctx, team)).filter(({ id }) => id !== person.id);
    const skills = new Set(others.flatMap(({ shares }) => shares.map(({ id }) => id)));
    return async (skill: SkillId): Promise<boolean> => skills.has(skill);
  };

  return {
    page,
    isNamed,
    offer,

    /** Somebody as they are found by name under a skill now; undefined when they are not (any more). */
    one: async (
      { ctx, person }: Looking,
      id: PersonId,
      skill: SkillId,
    ): Promise<FoundPerson | undefined> =>
      isGuest(person) ? undefined : (await foundAs(ctx, id, 'share', skill))[0],

    /** Everybody of a team who is found by name, by name; nobody for who looks from outside. */
    team: async ({ ctx, person: me }: Looking, team: TeamId): Promise<FoundColleague[]> =>
      isGuest(me) || !isIn(me, team) ? [] : everybodyOf(ctx, team),

    /** Which of these topics somebody else is found by name with: in a team, or anywhere. */
    among: async (
      looking: Looking,
      topics: readonly string[],
      team?: TeamId,
    ): Promise<ReadonlySet<string>> => {
      const isOne =
        team === undefined
          ? (skill: SkillId) => isNamed(looking, skill)
          : await sharedIn(looking, team);
      const named = await Promise.all(
        topics.map(async (topic) => {
          const skill = skillNamed(topic, known);
          return skill.ok && (await isOne(skill.value.id)) ? [topic] : [];
        }),
      );
      return new Set(named.flat());
    },
  };
}
export type Findings = ReturnType<typeof findings>;

function foundSkills(skills: readonly (Share | Wish)[], known: KnownSkills): FoundSkill[] {
  const ids = new Set(
    skills.filter(({ named }) => named === true).map((one) => countsAs(one, known)),
  );
  return [...ids].flatMap((id) => {
    const skill = namedFor(skills, id, known);
    if (skill === undefined) return [];
    return [{ id, name: skill.name, level: levelOf(skill), line: skill.line ?? '' }];
  });
}

/** What a skill is called in a list, in the reader's language; else as its owner calls it. */
export const listedName = (
  known: KnownSkills,
  { id, name }: { readonly id: string; readonly name: string },
  lang: Lang,
): string => {
  const names = known.entry(id)?.names;
  return (names?.[lang] ?? names?.en ?? names?.nl)?.[0] ?? name;
};
