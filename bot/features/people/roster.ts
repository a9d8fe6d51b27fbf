import type { PersonId, TeamId, TenantContext } from '#bot/core/ids';
import { type Day, dayIn, type Instant } from '#bot/core/time';
import { apart } from '#bot/platform/rows';
import type { Deps } from '#bot/ports';
import type { Due } from '#bot/records/due';
import { isForgotten } from '#bot/records/forgotten';
import { changePerson, personKey, personPartition, personRow } from '#bot/records/person';
import type { Membership, Profile } from '#bot/records/profile';
import { changeTeam, loadTeam, type Member, memberKey, teamPartition } from '#bot/records/team';

const inFlight = 8;

/**
 * Learns a team's roster, for names: new people are added, people who left are taken away, whoever
 * erased their data stays away until they write again.
 */
export async function learnRoster(
  deps: Deps,
  hooks: { readonly leftDues: (person: PersonId, now: Instant) => readonly Due[] },
  ctx: TenantContext,
  team: TeamId,
  now: Instant,
): Promise<void> {
  const { team: record, members } = await loadTeam(deps.tables, ctx, team);
  if (record.channel === undefined || record.left) return;
  const roster = await deps.messenger.roster(team, record.channel.serviceUrl);
  const known = new Map(members.map((member) => [member.id, member]));
  const present: Member[] = [];
  const queue = roster.values();
  const work = async (): Promise<void> => {
    for (const person of queue) {
      const member = await arrived(deps, ctx, person, known.get(person.id));
      if (member !== undefined) present.push(member);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, work));
  const since = dayIn(now, record.zone ?? deps.calendar.defaultZone);
  const isPresent = new Set(present.map(({ id }) => id));
  for (const member of present.filter(({ id }) => !known.has(id))) {
    await apart(deps.tables, () => join(deps, ctx, member, { id: team, name: record.name, since }));
  }
  for (const { id } of members.filter((member) => !isPresent.has(member.id))) {
    await apart(deps.tables, () => leave(deps, ctx, team, id, since, hooks.leftDues(id, now)));
  }
  await changeTeam(deps.tables, ctx, team, (fresh) => ({
    result: undefined,
    members: present
      .filter((member) =>
        changed(
          fresh.members.find(({ id }) => id === member.id),
          member,
        ),
      )
      .map((member) => {
        // Somebody may have subscribed or arrived while the roster was read.
        const now = fresh.members.find(({ id }) => id === member.id) ?? member;
        return { ...member, digest: now.digest, here: now.here || member.here };
      }),
  }));
}

const changed = (before: Member | undefined, after: Member): boolean =>
  before === undefined ||
  before.name !== after.name ||
  before.guest !== after.guest ||
  before.here !== after.here;

async function arrived(
  { tables }: Deps,
  ctx: TenantContext,
  person: { id: PersonId; teamsId: string; name: string; guest: boolean },
  before: Member | undefined,
): Promise<Member | undefined> {
  if (before !== undefined) return { ...before, name: person.name, guest: person.guest };
  if (await isForgotten(tables, ctx, person.id)) return undefined;
  const profile = await tables.read('People', personPartition(ctx, person.id), 'a~profile');
  return { ...person, here: profile !== undefined, digest: false };
}

/** Names the team with the person; who said yes before any team was known gets a home by it. */
async function join(
  { tables }: Deps,
  ctx: TenantContext,
  { id, here }: Member,
  team: Membership,
): Promise<void> {
  const row = personRow.team(team);
  if (!here) {
    await tables.commit('People', personPartition(ctx, id), [{ kind: 'put', row }]);
    return;
  }
  await changePerson(tables, ctx, id, ({ profile }) => {
    const homeless = profile.consent.state === 'in' && profile.homeTeam === undefined;
    const homeTeam = { id: team.id, since: team.since };
    return { result: undefined, change: { put: [row], profile: homeless ? { homeTeam } : {} } };
  });
}

/** Forgets a team the person is no longer in; another of theirs becomes the home it was. */
async function leave(
  { tables }: Deps,
  ctx: TenantContext,
  team: TeamId,
  id: PersonId,
  today: Day,
  due: readonly Due[],
): Promise<void> {
  await tables.commit('Teams', teamPartition(ctx, team), [
    { kind: 'delete', rowKey: memberKey(id) },
  ]);
  await changePerson(tables, ctx, id, ({ profile, teams }) => {
    if (!teams.some((membership) => membership.id === team)) return { result: undefined };
    const other = teams.find((membership) => membership.id !== team);
    const homeTeam = other === undefined ? undefined : { id: other.id, since: today };
    const moved = profile.homeTeam?.id === team ? ({ homeTeam } as Partial<Profile>) : {};
    return { result: undefined, change: { remove: [personKey.team(team)], profile: moved, due } };
  });
}

/** Marks in the rosters of my teams that I have a chat with the bot. */
export async function markHere(
  { tables }: Deps,
  ctx: TenantContext,
  person: PersonId,
  teams: readonly TeamId[],
): Promise<void> {
  for (const team of teams) {
    await apart(tables, () =>
      changeTeam(tables, ctx, team, ({ members }) => {
        const member = members.find(({ id }) => id === person);
        return member === undefined || member.here
          ? { result: undefined }
          : { result: undefined, members: [{ ...member, here: true }] };
      }),
    );
  }
}
