import { z } from 'zod';
import type { PersonId, TeamId, TenantContext } from '#bot/core/ids';
import { jsonRows, readApart } from '#bot/platform/rows';
import {
  key,
  type Op,
  type StoredRow,
  startingWith,
  type Tables,
  unpart,
} from '#bot/platform/tables';
import { changeRows } from '#bot/records/change';
import { json } from '#bot/records/person';
import { conversationSchema } from '#bot/records/profile';
import { languages } from '#bot/strings/index';

export const teamSchema = z.object({
  name: z.string().default(''),
  /** The name that its people's own rows hold: where it is another, they are written again. */
  copied: z.string().optional(),
  /** The channel the bot posts in: the team's first channel unless told otherwise. */
  channel: conversationSchema.optional(),
  language: z.enum(languages).default('en'),
  zone: z.string().optional(),
  /** ISO 3166-1 alpha-2, for public holidays: the installer's. */
  country: z.string().optional(),
  /** When its roster was last read as a whole: an ISO instant. */
  rosterRead: z.string().optional(),
  /** The bot was removed from the team: nothing is posted, nothing is computed. */
  left: z.boolean().default(false),
  /** When the bot came, with the one channel post of an install (rule 4). */
  announcedAt: z.string().optional(),
  /** What became of that post; rows of before it was written down have none, and were told. */
  announcement: z
    .object({
      outcome: z.enum(['waiting', 'sending', 'sent', 'missed', 'refused', 'parked']),
      attempts: z.number().int(),
    })
    .optional(),
  announcementId: z.string().optional(),
  /** Practices switched off for the team (rule 11). */
  off: z.array(z.enum(['checkin', 'badges', 'offers', 'digest'])).default([]),
  /** ISO week in which each supportive act last ran: at most once a week each. */
  acts: z.record(z.string(), z.string()).default({}),
  /** People counted on this week's Monday, to take the smaller of Monday's and Sunday's. */
  roster: z.object({ week: z.string(), size: z.number().int() }).optional(),
});
export type Team = z.infer<typeof teamSchema> & { readonly id: TeamId };

export const memberSchema = z.object({
  name: z.string(),
  teamsId: z.string().optional(),
  guest: z.boolean().default(false),
  /** This person has a chat with the bot. */
  here: z.boolean().default(false),
  /** Receives the team's digest. */
  digest: z.boolean().default(false),
  /** … and subscribed by their own press, which is a yes to that message. */
  digestAsked: z.boolean().optional(),
});
export type Member = z.infer<typeof memberSchema> & { readonly id: PersonId };

const teamRows = jsonRows({ name: 'team', table: 'Teams', key: /^team$/ }, teamSchema);
const memberRows = jsonRows({ name: 'member', table: 'Teams', key: /^m~/ }, memberSchema);
export const rosterRows = [teamRows, memberRows];

const nobodyKnown = { name: '', guest: true, here: false, digest: false };

/** A team's record and roster, one query. */
export interface TeamRoster {
  readonly team: Team;
  readonly etag: string | undefined;
  readonly members: readonly Member[];
}

export const teamPartition = (ctx: TenantContext, id: TeamId): string => key(ctx.tenant, id);
export const memberKey = (id: PersonId): string => key('m', id);

export const teamRow = ({ id: _, ...data }: Team) => json('team', data);
export const memberRow = ({ id, ...data }: Member) => json(memberKey(id), data);

/** The team row and its members; digests have their own rows and are not read. */
export async function loadTeam(
  tables: Tables,
  ctx: TenantContext,
  id: TeamId,
): Promise<TeamRoster> {
  const rows = await tables.range('Teams', teamPartition(ctx, id), { from: 'm', to: 'u' });
  return rosterOf(tables, id, rows);
}

/** A team's record alone; undefined when nothing is kept of it. */
export async function readTeam(
  tables: Tables,
  ctx: TenantContext,
  id: TeamId,
): Promise<Team | undefined> {
  const row = await tables.read('Teams', teamPartition(ctx, id), 'team');
  return row && { id, ...teamRows.read(row) };
}

/**
 * A team from the rows of its partition; other rows are passed over. Of whom nothing can be read but
 * that they are there counts as a guest does: in no figure, offered to nobody.
 */
export function rosterOf(tables: Tables, id: TeamId, rows: readonly StoredRow[]): TeamRoster {
  const row = rows.find(({ rowKey }) => rowKey === 'team');
  const members = rows
    .filter(({ rowKey }) => rowKey.startsWith('m~'))
    .map((member): Member => {
      const [read = nobodyKnown] = readApart(tables, [member], memberRows.read);
      return { id: unpart(member.rowKey.slice(2)) as PersonId, ...read };
    });
  return {
    team: { id, ...(row === undefined ? teamSchema.parse({}) : teamRows.read(row)) },
    etag: row?.etag,
    members,
  };
}

/** Changes the team's record on fresh rows; when somebody else was first, decides again. */
export async function changeTeam<T>(
  tables: Tables,
  ctx: TenantContext,
  id: TeamId,
  decide: (roster: TeamRoster) => { result: T; team?: Partial<Team>; members?: readonly Member[] },
): Promise<T> {
  const partition = teamPartition(ctx, id);
  const { result, rest } = await changeRows(
    tables,
    ['Teams', partition],
    () => loadTeam(tables, ctx, id),
    (roster) => {
      const { result, team, members = [] } = decide(roster);
      if (team === undefined && members.length === 0) return { result: { result, rest: [] } };
      const row = teamRow({ ...roster.team, ...team });
      const [first = [], ...rest] = inBatches(members, 90);
      const head: Op =
        roster.etag === undefined
          ? { kind: 'insert', row }
          : { kind: 'replace', row, etag: roster.etag };
      return { result: { result, rest }, ops: [head, ...first.map(memberPut)] };
    },
  );
  for (const batch of rest) await tables.commit('Teams', partition, batch.map(memberPut));
  return result;
}

const memberPut = (member: Member): Op => ({ kind: 'put', row: memberRow(member) });

function inBatches<T>(items: readonly T[], size: number): T[][] {
  const result: T[][] = [];
  for (let start = 0; start < items.length; start += size) {
    result.push(items.slice(start, start + size));
  }
  return result;
}

/** Every team of the tenant: for nightly passes, an erase and local mode. */
export async function* allTeams(tables: Tables, ctx: TenantContext): AsyncIterable<Team> {
  for await (const row of tables.across('Teams', startingWith(`${key(ctx.tenant)}~`), {
    rowKey: 'team',
  })) {
    const id = unpart(row.partitionKey.split('~')[1] ?? '') as TeamId;
    for (const team of readApart(tables, [row], teamRows.read)) yield { id, ...team };
  }
}
