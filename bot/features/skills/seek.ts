import type { Key } from '#bot/core/i18n';
import { hash, type PersonId, type TenantContext, teamId } from '#bot/core/ids';
import type { Level } from '#bot/core/learning';
import { noAt, type Outcome, ok } from '#bot/core/outcome';
import { dayIn } from '#bot/core/time';
import { zoneOf } from '#bot/delivery/rules';
import type { KnownSkills } from '#bot/features/skills/known';
import { sharerRows } from '#bot/features/skills/ring';
import { available, skillNamed } from '#bot/features/skills/rules';
import { indexPartition } from '#bot/features/skills/skill-index';
import { personIn, supply } from '#bot/features/skills/tenant';
import { apart, readApart } from '#bot/platform/rows';
import type { Deps, Turn } from '#bot/ports';
import { loadPerson, type Person } from '#bot/records/person';
import { spokenBy } from '#bot/records/profile';
import { loadTeam } from '#bot/records/team';

/** People read for one search, and people found by it. */
const considered = 12;
const most = 5;
/** Rows of the index that are looked at. */
const page = 100;
/** What somebody shares who likes to look after new colleagues. */
const forNewcomers = 'finding your way here';

interface Seeking {
  readonly who: 'coach' | 'buddy';
  readonly topic: string;
  /** Said where nobody shares it. */
  readonly nobody?: Key;
}

/**
 * Whom to ask, in that order, where nobody is named: those who share a topic, who can coach first;
 * or who likes to look after a new colleague, else who of their team can coach something, else who
 * of their team has room. Nobody who is away, full, kept apart, or reads no common language.
 */
export const seeker =
  ({ tables, calendar }: Pick<Deps, 'tables' | 'calendar'>, known: KnownSkills) =>
  async (
    turn: Turn,
    { who, topic, nobody }: Seeking,
  ): Promise<Outcome<readonly { readonly id: PersonId; readonly name: string }[]>> => {
    const { ctx, me, now, person } = turn;
    const { profile } = person;
    const day = dayIn(now, zoneOf(profile, calendar));
    const mark = (id: PersonId): string => hash(16, me, day, topic, id);
    const mixed = (ids: readonly PersonId[]): PersonId[] =>
      [...ids].filter((id) => id !== me).sort((a, b) => (mark(a) < mark(b) ? -1 : 1));
    const asked = skillOf(who === 'buddy' ? forNewcomers : topic, known);
    const bySkill = asked === undefined ? [] : await sharers(ctx, asked);
    const team = who === 'buddy' ? (profile.homeTeam?.id ?? person.teams[0]?.id) : undefined;
    const roster =
      team === undefined
        ? undefined
        : await apart(tables, () => loadTeam(tables, ctx, teamId(team)));
    const near = (roster?.members ?? []).filter(({ guest, here }) => !guest && here);
    const first = [
      ...mixed(bySkill.filter(([, level]) => level !== 'explain').map(([id]) => id)),
      ...mixed(bySkill.filter(([, level]) => level === 'explain').map(([id]) => id)),
    ];
    const ids = new Set([...first, ...mixed(near.map(({ id }) => id))]);
    const read = await Promise.all(
      [...ids].slice(0, considered).map((id) => apart(tables, () => loadPerson(tables, ctx, id))),
    );
    const suits = (other: Person): boolean =>
      available(other.profile, dayIn(now, zoneOf(other.profile, calendar))) &&
      !other.profile.off.includes('together') &&
      !other.profile.blocked.includes(me) &&
      !profile.blocked.includes(other.id) &&
      !other.teams.some(({ guest }) => guest === true) &&
      spokenBy(other.profile).some((language) => spokenBy(profile).includes(language));
    const people = read.filter((one) => one !== undefined).filter(suits);
    const shares = new Set<PersonId>(first);
    const coaches = ({ shares: all }: Person): boolean =>
      all.some(({ level }) => level !== 'explain');
    const found = [
      ...people.filter(({ id }) => shares.has(id)),
      ...people.filter((one) => !shares.has(one.id) && coaches(one)),
      ...people.filter((one) => !shares.has(one.id) && !coaches(one)),
    ]
      .slice(0, most)
      .map(({ id, profile: { name } }) => ({ id, name }));
    // By last night's count: who is paused, full or apart today is not told by an answer at once.
    const isShared = async (): Promise<boolean> =>
      asked !== undefined && (await supply(tables, ctx, asked, me)) !== 'nobody';
    return found.length === 0 && nobody !== undefined && !(await isShared())
      ? noAt('goal', nobody)
      : ok(found);

    async function sharers(tenant: TenantContext, skill: string): Promise<[PersonId, Level][]> {
      const partition = indexPartition(tenant, skill);
      const rows = await tables.range('SkillIndex', partition, { limit: page });
      return readApart(tables, rows, (row) => [personIn(row.rowKey), sharerRows.read(row).level]);
    }
  };

function skillOf(topic: string, known: KnownSkills) {
  const named = skillNamed(topic, known);
  return named.ok ? named.value.id : undefined;
}
