import type { PersonId, TeamId, TenantContext } from '#bot/core/ids';
import { addDays, type IsoWeek, mondayOf, weekOfDay } from '#bot/core/time';
import { type Act, type Digest, digestSchema } from '#bot/features/digest/record';
import { jsonRows, readApart } from '#bot/platform/rows';
import { key, type Op, type Tables } from '#bot/platform/tables';
import { json } from '#bot/records/person';
import { changeTeam, rosterOf, type TeamRoster, teamPartition, teamRow } from '#bot/records/team';

/** A team, its roster and its frozen digests, oldest first: one query. */
export interface TeamPage extends TeamRoster {
  readonly digests: readonly Digest[];
}

/** Weeks that a digest is kept. */
const kept = 53;
/** Weeks back that a page looks. */
const looked = 13;

export const digestRows = jsonRows(
  { name: 'digest', table: 'Teams', key: /^digest~/ },
  digestSchema,
);

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
  const frozen = rows.filter(({ rowKey }) => rowKey.startsWith('digest~'));
  const digests = readApart(tables, frozen, digestRows.read);
  return { ...rosterOf(tables, id, rows), digests };
}

/**
 * Freezes a digest. Whoever comes second reads what the first wrote.
 * @param roster people counted this Monday, for the next digest
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
  if (row !== undefined) return digestRows.read(row);
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

/** Whether somebody may run a supportive act now, or why not. */
export const actState = (
  { team, members }: TeamRoster,
  who: PersonId,
  act: Act,
  week: IsoWeek,
): 'free' | 'done' | 'no subscriber' | 'no channel' => {
  if (members.find(({ id }) => id === who)?.digest !== true) return 'no subscriber';
  if (team.left || team.channel === undefined) return 'no channel';
  return team.acts[act] === week ? 'done' : 'free';
};

/** Claims a supportive act for a week: one post, whoever presses first. */
export const claimAct = (
  tables: Tables,
  ctx: TenantContext,
  team: TeamId,
  who: PersonId,
  act: Act,
  week: IsoWeek,
): Promise<ReturnType<typeof actState>> =>
  changeTeam(tables, ctx, team, (roster) => {
    const result = actState(roster, who, act, week);
    const { acts } = roster.team;
    return result === 'free' ? { result, team: { acts: { ...acts, [act]: week } } } : { result };
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
