import { type PersonId, type TeamId, type TenantContext, teamId } from '#bot/core/ids';
import { type Day, dayIn, type Instant, isoInstant, zoneOr } from '#bot/core/time';
import { reindexSoon } from '#bot/delivery/schedule';
import { apart } from '#bot/platform/rows';
import type { Deps, JobOutcome, Place, RosterMember } from '#bot/ports';
import { type Due, scheduleDue } from '#bot/records/due';
import { isForgotten } from '#bot/records/forgotten';
import {
  changePerson,
  loadPerson,
  membershipRows,
  type Person,
  personKey,
  personPartition,
  personRow,
} from '#bot/records/person';
import type { Membership, Profile } from '#bot/records/profile';
import { changeTeam, loadTeam, type Member, memberKey, teamPartition } from '#bot/records/team';

const inFlight = 8;

/** Works through all of it, a few at once. */
async function each<T>(all: Iterable<T>, work: (one: T) => Promise<void>): Promise<void> {
  const queue = all[Symbol.iterator]();
  const worker = async (): Promise<void> => {
    for (let next = queue.next(); next.done !== true; next = queue.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
}

/**
 * Learns a team's roster, for names: new people are added, people who left are taken away, whoever
 * erased their data stays away until they write again. Of a team that is gone, whoever was at home
 * there moves to another of their teams.
 */
export async function learnRoster(
  deps: Deps,
  hooks: { readonly leftDues: (person: PersonId, now: Instant) => readonly Due[] },
  ctx: TenantContext,
  team: TeamId,
  now: Instant,
): Promise<JobOutcome> {
  const { team: record, members } = await loadTeam(deps.tables, ctx, team);
  if (record.channel === undefined) return 'skipped';
  const since = dayIn(now, zoneOr(record.zone, deps.calendar.defaultZone));
  const isGone = goneTeams(deps, ctx);
  const eachApart = <T>(all: Iterable<T>, work: (one: T) => Promise<void>) =>
    each(all, (one) => apart(deps.tables, () => work(one)));
  if (record.left) {
    await eachApart(members, ({ id }) => moveHome(deps, ctx, id, isGone, since));
    return 'done';
  }
  const { people, whole } = await deps.messenger.roster(team, record.channel.serviceUrl);
  const known = new Map(members.map((member) => [member.id, member]));
  const present: Member[] = [];
  await each(people, async (person) => {
    const member = await arrived(deps, ctx, person, known.get(person.id));
    if (member !== undefined) present.push(member);
  });
  const isPresent = new Set(present.map(({ id }) => id));
  await eachApart(present, async (member) => {
    const before = known.get(member.id);
    const membership = {
      id: team,
      name: record.name,
      since,
      ...(member.guest ? { guest: true } : {}),
    };
    if (before === undefined) await join(deps, ctx, member, membership, isGone, now);
    else if (record.copied !== record.name || before.guest !== member.guest) {
      await follow(deps, ctx, member, membership, now);
    }
  });
  if (whole) {
    const away = members.filter((member) => !isPresent.has(member.id));
    await eachApart(away, ({ id }) =>
      leave(deps, ctx, team, id, since, [...hooks.leftDues(id, now), reindexSoon(id, now)], isGone),
    );
  }
  await changeTeam(deps.tables, ctx, team, (fresh) => ({
    result: undefined,
    ...(whole || fresh.team.copied !== record.name
      ? { team: { copied: record.name, ...(whole ? { rosterRead: isoInstant(now) } : {}) } }
      : {}),
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
        const { digest, digestAsked } = now;
        const asked = digestAsked === undefined ? {} : { digestAsked };
        return { ...member, digest, ...asked, here: now.here || member.here };
      }),
  }));
  return 'done';
}

const changed = (before: Member | undefined, after: Member): boolean =>
  before === undefined ||
  before.name !== after.name ||
  before.teamsId !== after.teamsId ||
  before.guest !== after.guest ||
  before.here !== after.here;

async function arrived(
  { tables }: Deps,
  ctx: TenantContext,
  { id, teamsId, name, guest }: RosterMember,
  before: Member | undefined,
): Promise<Member | undefined> {
  if (before !== undefined) return { ...before, teamsId, name, guest };
  if (await isForgotten(tables, ctx, id)) return undefined;
  const profile = await tables.read('People', personPartition(ctx, id), 'a~profile');
  return { id, teamsId, name, guest, here: profile !== undefined, digest: false };
}

type IsGone = (team: string) => Promise<boolean>;

/** Whether the bot was removed from a team, or the team deleted; each is looked up once. */
function goneTeams({ tables }: Deps, ctx: TenantContext): IsGone {
  const known = new Map<string, Promise<boolean>>();
  return (team) => {
    const before = known.get(team);
    if (before !== undefined) return before;
    const gone = apart(tables, () => loadTeam(tables, ctx, teamId(team))).then(
      (roster) => roster?.team.left ?? false,
    );
    known.set(team, gone);
    return gone;
  };
}

/** Names the team with the person; who said yes and has no home that still is gets one by it. */
async function join(
  { tables }: Deps,
  ctx: TenantContext,
  { id, here }: Member,
  team: Membership,
  isGone: IsGone,
  now: Instant,
): Promise<void> {
  const row = personRow.team(team);
  if (!here) {
    await tables.commit('People', personPartition(ctx, id), [{ kind: 'put', row }]);
    return;
  }
  const gone = await goneHomes(tables, ctx, id, isGone);
  await changePerson(tables, ctx, id, ({ profile }) => {
    const { homeTeam: home } = profile;
    const isHomeless = profile.consent.state === 'in' && (home === undefined || gone.has(home.id));
    const homeTeam = { id: team.id, since: team.since };
    const change = { put: [row], profile: isHomeless ? { homeTeam } : {} };
    return { result: undefined, change: { ...change, due: [reindexSoon(id, now)] } };
  });
}

/** The person's own row of a team says its name, and whether they are a guest there. */
async function follow(
  { tables }: Deps,
  ctx: TenantContext,
  { id }: Member,
  team: Membership,
  now: Instant,
): Promise<void> {
  const partition = personPartition(ctx, id);
  const stored = await tables.read('People', partition, personKey.team(team.id));
  if (stored === undefined) return;
  const before = membershipRows.read(stored);
  const row = personRow.team({ ...team, since: before.since });
  if (String(row['data']) === String(stored['data'])) return;
  if ((before.guest === true) !== (team.guest === true)) {
    await scheduleDue(tables, ctx, [reindexSoon(id, now)]);
  }
  // Whoever erased themselves meanwhile is not brought back.
  await tables.commit('People', partition, [{ kind: 'replace', row, etag: stored.etag }]);
}

/** The teams of a person that are gone. */
async function goneHomes(
  tables: Deps['tables'],
  ctx: TenantContext,
  id: PersonId,
  isGone: IsGone,
): Promise<ReadonlySet<string>> {
  const { profile, teams } = await loadPerson(tables, ctx, id);
  const ids = [...teams, ...(profile.homeTeam === undefined ? [] : [profile.homeTeam])];
  const gone = new Set<string>();
  for (const team of ids) if (await isGone(team.id)) gone.add(team.id);
  return gone;
}

/** Another of the person's teams, from the next Monday on. */
const otherHome = (
  { teams }: Person,
  gone: ReadonlySet<string>,
  today: Day,
): Profile['homeTeam'] => {
  const other = teams.find(({ id }) => !gone.has(id));
  return other === undefined ? undefined : { id: other.id, since: today };
};

/** Where the home team is gone, another of their teams becomes it; without one it may come back. */
async function moveHome(
  { tables }: Deps,
  ctx: TenantContext,
  id: PersonId,
  isGone: IsGone,
  today: Day,
): Promise<void> {
  const gone = await goneHomes(tables, ctx, id, isGone);
  await changePerson(tables, ctx, id, (person) => {
    const home = person.profile.homeTeam?.id;
    const homeTeam = otherHome(person, gone, today);
    if (home === undefined || !gone.has(home) || homeTeam === undefined) {
      return { result: undefined };
    }
    return { result: undefined, change: { profile: { homeTeam } } };
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
  isGone: IsGone,
): Promise<void> {
  await tables.commit('Teams', teamPartition(ctx, team), [
    { kind: 'delete', rowKey: memberKey(id) },
  ]);
  const person = await loadPerson(tables, ctx, id);
  if (person.etag === undefined) {
    // They never wrote: leaving makes no record of them.
    const membership = personKey.team(team);
    await tables.commit('People', personPartition(ctx, id), [
      { kind: 'delete', rowKey: membership },
    ]);
    return;
  }
  const gone = new Set([team, ...(await goneHomes(tables, ctx, id, isGone))]);
  await changePerson(tables, ctx, id, (person) => {
    const left = person.teams.find((membership) => membership.id === team);
    if (left === undefined) return { result: undefined };
    const homeTeam = otherHome(person, gone, today);
    const moved = person.profile.homeTeam?.id === team ? ({ homeTeam } as Partial<Profile>) : {};
    const profile = { ...moved, leftAsGuest: left.guest === true };
    return { result: undefined, change: { remove: [personKey.team(team)], profile, due } };
  });
}

/**
 * Keeps where Teams is reached for a team, and what the team is called, as Teams last told; what was
 * told before is not looked up again.
 */
export function teamFollower({ tables, clock }: Deps) {
  const told = new Map<TeamId, string>();
  return async (
    ctx: TenantContext,
    { kind, team, teamName, conversation }: Place,
  ): Promise<void> => {
    if (kind !== 'channel' || team === undefined) return;
    const { serviceUrl } = conversation;
    const now = `${serviceUrl} ${teamName ?? ''}`;
    if (told.get(team) === now) return;
    const isRenamed = await changeTeam(tables, ctx, team, ({ team: { channel, name } }) => {
      if (channel === undefined) return { result: false };
      const renamed = teamName !== undefined && teamName !== name;
      const moved = channel.serviceUrl !== serviceUrl;
      if (!renamed && !moved) return { result: false };
      const patch = {
        channel: { ...channel, serviceUrl },
        ...(renamed ? { name: teamName } : {}),
      };
      return { result: renamed, team: patch };
    });
    told.set(team, now);
    if (isRenamed) await scheduleDue(tables, ctx, [{ at: clock.now(), kind: 'roster', who: team }]);
  };
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
