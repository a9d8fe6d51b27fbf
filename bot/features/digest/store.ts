import { z } from 'zod';
import { isSmall } from '#bot/core/floor';
import { type PersonId, personId, type TeamId, type TenantContext } from '#bot/core/ids';
import { supplies } from '#bot/core/learning';
import { addDays, type IsoWeek, mondayOf, weekOfDay } from '#bot/core/time';
import {
  type Digest,
  digestSchema,
  type Organisation,
  organisationSchema,
  type PrivateFigures,
} from '#bot/features/digest/record';
import {
  digestOf,
  type Facts,
  type Figures,
  factsOf,
  type History,
  namesAny,
  type Scope,
  tally,
  type Week,
} from '#bot/features/digest/rules';
import {
  key,
  type Op,
  type StoredRow,
  startingWith,
  type Tables,
  unpart,
} from '#bot/platform/tables';
import { json, parsed, personOf, personPartition } from '#bot/records/person';
import {
  allTeams,
  changeTeam,
  loadTeam,
  rosterOf,
  type TeamRoster,
  teamPartition,
  teamRow,
} from '#bot/records/team';

/** A team, its roster and its frozen digests, oldest first: one query. */
export interface TeamPage extends TeamRoster {
  readonly digests: readonly Digest[];
}

/** Weeks that a digest is kept. */
const kept = 53;
/** Weeks back that a page looks. */
const looked = 13;
/** Queries under way at once. */
const inFlight = 16;

const digestKey = (week: IsoWeek): string => key('digest', week);
const earlier = (week: IsoWeek, weeks: number): IsoWeek =>
  weekOfDay(addDays(mondayOf(week), -7 * weeks));

/** @param week the digests of this week and the ones before it are wanted */
export async function loadPage(
  tables: Tables,
  ctx: TenantContext,
  id: TeamId,
  week: IsoWeek,
  weeks = looked,
): Promise<TeamPage> {
  const from = digestKey(earlier(week, weeks));
  const rows = await tables.range('Teams', teamPartition(ctx, id), { from, to: 'u' });
  const digests = rows
    .filter(({ rowKey }) => rowKey.startsWith('digest~'))
    .map((row) => parsed(digestSchema, row));
  return { ...rosterOf(id, rows), digests };
}

/**
 * Freezes a digest. Whoever comes second reads what the first wrote.
 * @param roster this Monday's size, for the next digest
 */
export async function freeze(
  tables: Tables,
  ctx: TenantContext,
  page: TeamPage,
  digest: Digest,
  roster: { week: IsoWeek; size: number } | undefined,
): Promise<Digest> {
  const { id } = page.team;
  const partition = teamPartition(ctx, id);
  const rowKey = digestKey(digest.week);
  const committed = await tables.commit('Teams', partition, [
    { kind: 'insert', row: json(rowKey, digest) },
    ...(page.etag === undefined || roster === undefined
      ? []
      : [
          {
            kind: 'replace',
            row: teamRow({ ...page.team, roster }),
            etag: page.etag,
          } as const,
        ]),
  ]);
  if (committed === 'done') return digest;
  const row = await tables.read('Teams', partition, rowKey);
  if (row !== undefined) return parsed(digestSchema, row);
  return freeze(tables, ctx, await loadPage(tables, ctx, id, digest.week), digest, roster);
}

/** Takes a team's digests away that are past their time. */
export async function tidyDigests(
  tables: Tables,
  ctx: TenantContext,
  id: TeamId,
  week: IsoWeek,
): Promise<void> {
  const partition = teamPartition(ctx, id);
  const old = await tables.range('Teams', partition, {
    from: 'digest~',
    to: digestKey(earlier(week, kept)),
    limit: 100,
  });
  const ops = old.map(({ rowKey }): Op => ({ kind: 'delete', rowKey }));
  if (ops.length > 0) await tables.commit('Teams', partition, ops);
}

/** The roster's size for the rule of five: guests are in no figure. */
export const sizeOf = ({ members }: Pick<TeamRoster, 'members'>): number =>
  members.filter(({ guest }) => !guest).length;

/**
 * Computes a week's digest from the members' own rows, one query each; a small team's takes one
 * more, for the organisation's figures.
 * @returns undefined while a small team's stand-in is not there yet
 */
export async function compute(
  tables: Tables,
  ctx: TenantContext,
  page: TeamPage,
  week: Week,
  mayWait: boolean,
): Promise<Digest | undefined> {
  const { team, members } = page;
  const hides = namesAny(members.map(({ name }) => name));
  const facts: Facts[] = [];
  await each(members, async ({ id, guest }) => {
    const rows = await tables.range('People', personPartition(ctx, id));
    facts.push(factsFrom(id, rows, { team: team.id }, week, guest, hides));
  });
  // Without Monday's size on record: those who are known to have been there.
  const monday =
    team.roster?.week === week.week
      ? team.roster.size
      : facts.filter(({ stayed }) => stayed).length;
  const roster = Math.min(monday, sizeOf(page));
  const organisation = isSmall(roster) ? await loadOrganisation(tables, ctx, week.week) : undefined;
  if (isSmall(roster) && organisation === undefined && mayWait) return undefined;
  return digestOf(facts, roster, {
    week: week.week,
    team: team.name,
    before: page.digests.filter((digest) => digest.week < week.week),
    organisation,
  });
}

async function each<T>(items: Iterable<T>, work: (item: T) => Promise<void>): Promise<void> {
  const queue = items[Symbol.iterator]();
  const worker = async (): Promise<void> => {
    for (let next = queue.next(); next.done !== true; next = queue.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
}

// Rows of other features, of which only these columns are read.
const at = z.string();
const checkinColumns = z.object({ at, helpers: z.array(z.unknown()).catch([]) });
const badgeColumns = z.object({
  at,
  visibility: z.string().catch(''),
  team: z.string().optional().catch(undefined),
  state: z.string().catch('given'),
  /** What became of the post in the channel. */
  post: z.object({ outcome: z.string() }).optional().catch(undefined),
});
const notPosted = ['refused', 'parked'];

/** Longest topic that a digest names, in UTF-16 units: a row holds only so much. */
const topicMax = 200;

function factsFrom(
  id: PersonId,
  rows: readonly StoredRow[],
  scope: Scope,
  week: Week,
  guest: boolean,
  hides: (topic: string) => boolean,
): Facts {
  const person = personOf(id, rows);
  const own = namesAny([person.profile.name]);
  return factsOf(
    person,
    historyOf(rows),
    scope,
    week,
    guest,
    (topic) => topic.length > topicMax || own(topic) || hides(topic),
  );
}

function historyOf(rows: readonly StoredRow[]): History {
  const read = <S extends z.ZodType>(range: string, columns: S): z.output<S>[] =>
    rows.flatMap((row) => {
      if (!row.rowKey.startsWith(range)) return [];
      const columnsRead = columns.safeParse(contentOf(row));
      return columnsRead.success ? [columnsRead.data] : [];
    });
  const given = read('g~', badgeColumns);
  return {
    checkins: read('h~', checkinColumns).map((row) => ({
      at: row.at,
      helped: row.helpers.length > 0,
    })),
    badges: [...given, ...read('r~', badgeColumns)].map((row) => ({ at: row.at })),
    posts: given.flatMap((row) =>
      row.visibility === 'team' &&
      row.team !== undefined &&
      row.state === 'given' &&
      !notPosted.includes(row.post?.outcome ?? '')
        ? [{ at: row.at, team: row.team }]
        : [],
    ),
  };
}

function contentOf(row: StoredRow): unknown {
  try {
    return JSON.parse(String(row['data']));
  } catch {
    // Somebody else's row in a form of its own: nothing to count.
    return undefined;
  }
}

const organisationPartition = (ctx: TenantContext): string => key(ctx.tenant);
const weekKey = (week: IsoWeek): string => key('week', week);

export async function loadOrganisation(
  tables: Tables,
  ctx: TenantContext,
  week: IsoWeek,
): Promise<Organisation | undefined> {
  const row = await tables.read('Skills', organisationPartition(ctx), weekKey(week));
  return row === undefined ? undefined : parsed(organisationSchema, row);
}

/** Freezes the organisation's figures of a week; written once, never again. */
export async function freezeOrganisation(
  tables: Tables,
  ctx: TenantContext,
  week: IsoWeek,
  people: PrivateFigures,
): Promise<void> {
  const record: Organisation = { v: 1, week, ...people };
  await tables.commit('Skills', organisationPartition(ctx), [
    { kind: 'insert', row: json(weekKey(week), record) },
  ]);
}

/** Teams the bot is in, each with its guests. */
export async function* teamsWithGuests(tables: Tables, ctx: TenantContext) {
  for await (const team of allTeams(tables, ctx)) {
    if (team.left) continue;
    const { members } = await loadTeam(tables, ctx, team.id);
    yield { team, guests: members.filter(({ guest }) => guest).map(({ id }) => id) };
  }
}

/**
 * One pass over everybody, a person at a time, so that what it holds does not grow with the
 * organisation. The roster is the people who count: said yes, and at home somewhere all week.
 */
export async function organisationFigures(
  tables: Tables,
  ctx: TenantContext,
  week: Week,
  guests: ReadonlySet<string>,
): Promise<Figures> {
  const sum = tally();
  let rows: StoredRow[] = [];
  const close = (): void => {
    const [row] = rows;
    if (row === undefined) return;
    const id = personId(unpart(row.partitionKey.slice(key(ctx.tenant).length + 1)));
    sum.add(factsFrom(id, rows, 'organisation', week, guests.has(id), () => false));
    rows = [];
  };
  for await (const row of tables.across('People', startingWith(`${key(ctx.tenant)}~`))) {
    if (rows[0] !== undefined && rows[0].partitionKey !== row.partitionKey) close();
    rows.push(row);
  }
  close();
  return sum.figures(sum.counted());
}

const supplyColumns = z.object({ topic: z.string(), supply: z.enum(supplies) });
const supplyKey = (skill: string): string => key('supply', skill);

/** Brings the organisation's supply of topics up to date: only what changed is written. */
export async function saveSupply(
  tables: Tables,
  ctx: TenantContext,
  supply: Figures['supply'],
): Promise<void> {
  const partition = organisationPartition(ctx);
  const before = new Map(
    (await tables.range('Skills', partition, startingWith('supply~'))).map((row) => [
      row.rowKey,
      String(row['data']),
    ]),
  );
  const rows = [...supply].map(([skill, one]) => json(supplyKey(skill), supplyColumns.parse(one)));
  const now = new Set(rows.map(({ rowKey }) => rowKey));
  const ops: Op[] = [
    ...rows
      .filter((row) => before.get(row.rowKey) !== row['data'])
      .map((row): Op => ({ kind: 'put', row })),
    ...[...before.keys()]
      .filter((rowKey) => !now.has(rowKey))
      .map((rowKey): Op => ({ kind: 'delete', rowKey })),
  ];
  for (let start = 0; start < ops.length; start += 100) {
    await tables.commit('Skills', partition, ops.slice(start, start + 100));
  }
}

/** Subscribes or unsubscribes a member; false when nobody of that id is in the team. */
export const subscribe = (
  tables: Tables,
  ctx: TenantContext,
  team: TeamId,
  who: PersonId,
  digest: boolean,
  asked: boolean,
): Promise<'changed' | 'already' | 'no member'> =>
  changeTeam(tables, ctx, team, ({ members }) => {
    const member = members.find(({ id }) => id === who);
    if (member === undefined) return { result: 'no member' };
    if (member.digest === digest && (!asked || member.digestAsked === digest)) {
      return { result: 'already' };
    }
    const { digestAsked: _, ...rest } = member;
    const after = { ...rest, digest, ...(asked && digest ? { digestAsked: true } : {}) };
    return { result: member.digest === digest ? 'already' : 'changed', members: [after] };
  });

/** Claims a supportive act for a week: one post, whoever presses first. */
export const claimAct = (
  tables: Tables,
  ctx: TenantContext,
  team: TeamId,
  who: PersonId,
  act: string,
  week: IsoWeek,
): Promise<'claimed' | 'done' | 'no subscriber' | 'no channel'> =>
  changeTeam(tables, ctx, team, ({ team: record, members }) => {
    if (members.find(({ id }) => id === who)?.digest !== true) return { result: 'no subscriber' };
    if (record.left || record.channel === undefined) return { result: 'no channel' };
    if (record.acts[act] === week) return { result: 'done' };
    return { result: 'claimed', team: { acts: { ...record.acts, [act]: week } } };
  });

/** Gives a claim back for a post that Teams did not take. */
export const releaseAct = (
  tables: Tables,
  ctx: TenantContext,
  team: TeamId,
  act: string,
  week: IsoWeek,
): Promise<void> =>
  changeTeam(tables, ctx, team, ({ team: { acts } }) => {
    const { [act]: claimed, ...others } = acts;
    return claimed === week ? { result: undefined, team: { acts: others } } : { result: undefined };
  });
