import { type PersonId, personId, type TenantContext } from '#bot/core/ids';
import { addDays, type IsoWeek, mondayOf, weekOfDay } from '#bot/core/time';
import type { Shortage, Topics, Week } from '#bot/features/digest/facts';
import { factsFrom } from '#bot/features/digest/history';
import {
  type Organisation,
  organisationSchema,
  type PrivateFigures,
} from '#bot/features/digest/record';
import { type Figures, tally } from '#bot/features/digest/rules';
import { apart, jsonRows, readApart } from '#bot/platform/rows';
import { key, type StoredRow, startingWith, type Tables, unpart } from '#bot/platform/tables';
import { json } from '#bot/records/person';
import { allTeams, loadTeam } from '#bot/records/team';
import type { Lang } from '#bot/strings/index';

/**
 * What rounds of matching that closed in a stretch of time found too few helpers for: each skill
 * once, with the most people whom one of these rounds left without.
 * @param during milliseconds, the end not included
 */
export type Shortages = (
  ctx: TenantContext,
  during: { readonly from: number; readonly to: number },
) => Promise<readonly Shortage[]>;

const weekRows = jsonRows({ name: 'week', table: 'Skills', key: /^week~/ }, organisationSchema);

const organisationPartition = (ctx: TenantContext): string => key(ctx.tenant);
const weekKey = (week: IsoWeek): string => key('week', week);

export async function loadOrganisation(
  tables: Tables,
  ctx: TenantContext,
  week: IsoWeek,
): Promise<Organisation | undefined> {
  const row = await tables.read('Skills', organisationPartition(ctx), weekKey(week));
  return row && readApart(tables, [row], weekRows.read)[0];
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
 * @returns `unread`: whose rows cannot be read, and who are in no figure
 */
export async function organisationFigures(
  tables: Tables,
  ctx: TenantContext,
  week: Week,
  guests: ReadonlySet<string>,
  shortages: readonly Shortage[],
  topics: Topics,
  lang: Lang,
): Promise<Figures & { readonly unread: readonly PersonId[] }> {
  const sum = tally();
  const unread: PersonId[] = [];
  let rows: StoredRow[] = [];
  const close = async (): Promise<void> => {
    const [row] = rows;
    if (row === undefined) return;
    const id = personId(unpart(row.partitionKey.slice(key(ctx.tenant).length + 1)));
    const facts = await apart(tables, async () =>
      factsFrom(id, rows, 'organisation', week, guests.has(id), () => false, topics, lang),
    );
    if (facts === undefined) unread.push(id);
    else sum.add(facts);
    rows = [];
  };
  for await (const row of tables.across('People', startingWith(`${key(ctx.tenant)}~`))) {
    if (rows[0] !== undefined && rows[0].partitionKey !== row.partitionKey) await close();
    rows.push(row);
  }
  await close();
  const figures = sum.figures(sum.counted(), {
    week: week.week,
    shortages: shortages.map((one) => ({ ...one, name: topics.listName(one.skill, lang) ?? '' })),
    stays: await lastStays(tables, ctx, week.week),
  });
  return { ...figures, unread };
}

/** How long the last lists stay; a week whose night was missed has none. */
async function lastStays(
  tables: Tables,
  ctx: TenantContext,
  week: IsoWeek,
): Promise<Organisation['stays']> {
  const rows = await tables.range('Skills', organisationPartition(ctx), {
    from: weekKey(weekOfDay(addDays(mondayOf(week), -7 * lookedBack))),
    to: weekKey(week),
  });
  return readApart(tables, rows, weekRows.read).at(-1)?.stays ?? [];
}

/** An entry stays for less. */
const lookedBack = 4;

export const organisationRows = [weekRows];
