import { type PersonId, personId, type TenantContext, teamId } from '#bot/core/ids';
import { isoInstant } from '#bot/core/time';
import {
  badgeAbout,
  type Erased,
  erasedInClear,
  isFields,
  isOfSearch,
  ownPart,
  personIdsIn,
} from '#bot/features/privacy/rules';
import { heldRow, ownRows } from '#bot/features/privacy/store';
import type { ExportView } from '#bot/features/privacy/wire';
import {
  key,
  type StoredRow,
  startingWith,
  type TableName,
  type Tables,
} from '#bot/platform/tables';
import type { Turn } from '#bot/ports';
import { type Person, personPartition } from '#bot/records/person';
import { memberKey, teamPartition } from '#bot/records/team';

type ExportedRow = ExportView['rows'][string][number];

/** What other features keep about a person outside the person's own partition; app.ts supplies it. */
export interface Elsewhere {
  readonly rounds: (ctx: TenantContext, person: Person) => Promise<readonly ExportedRow[]>;
  readonly practices: (ctx: TenantContext, me: PersonId) => Promise<readonly ExportedRow[]>;
  readonly howTos: (ctx: TenantContext, me: PersonId) => Promise<readonly ExportedRow[]>;
}

/** Partitions of others read at once. */
const atOnce = 8;

/**
 * Everything kept about the person: all of their own, and of what others hold what is about them
 * and no more.
 */
export async function everythingAbout(
  tables: Tables,
  turn: Turn,
  { rounds, practices, howTos }: Elsewhere,
): Promise<ExportView> {
  const { ctx, me, person } = turn;
  const mine = await ownRows(tables, ctx, me);
  const [badges, rosters, index, due, lessons, lists, inRounds, together, written] =
    await Promise.all([
      badgesElsewhere(tables, ctx, me, mine),
      rostersNaming(
        tables,
        ctx,
        me,
        person.teams.map(({ id }) => id),
      ),
      skillIndexNaming(tables, ctx, me, indexedSkills(mine)),
      dueNaming(tables, ctx, me),
      lessonsNaming(tables, ctx, me),
      listsNaming(tables, ctx, me, mine),
      rounds(ctx, person),
      practices(ctx, me),
      howTos(ctx, me),
    ]);
  return {
    exported: isoInstant(turn.now),
    person: me,
    rows: {
      People: [...mine.map((row) => exported('People', row)), ...badges],
      Teams: [...rosters, ...inRounds, ...together, ...written],
      SkillIndex: index,
      Skills: [...lessons, ...lists],
      Due: due,
    },
  };
}

function exported(table: TableName, row: StoredRow): ExportedRow {
  return { rowKey: row.rowKey, ...ownPart(heldRow(table, row)) };
}

/** The other side of my badges: givers' rows of what I received, receivers' rows of what I gave. */
async function badgesElsewhere(
  tables: Tables,
  ctx: TenantContext,
  me: PersonId,
  mine: readonly StoredRow[],
): Promise<ExportedRow[]> {
  const erased = erasedInClear(me, [], []);
  const others = new Set(
    mine
      .filter(({ rowKey }) => /^[gr]~/.test(rowKey))
      .flatMap((row) => personIdsIn(ownPart(heldRow('People', row))['data']))
      .filter((id) => id !== me),
  );
  const found: ExportedRow[] = [];
  const queue = others.values();
  const work = async (): Promise<void> => {
    for (const other of queue) {
      const partition = personPartition(ctx, personId(other));
      for (const range of ['g~', 'r~']) {
        const rows = await tables.range('People', partition, startingWith(range));
        found.push(...rows.flatMap((row) => aboutMe(row, erased)));
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, others.size) }, work));
  return found;
}

function aboutMe(row: StoredRow, me: Erased): ExportedRow[] {
  const side = row.rowKey.startsWith('g~') ? 'given' : 'received';
  const badge = badgeAbout(heldRow('People', row).columns['data'], side, me);
  return badge === undefined ? [] : [{ rowKey: row.rowKey, data: badge }];
}

async function rostersNaming(
  tables: Tables,
  ctx: TenantContext,
  me: PersonId,
  teams: readonly string[],
): Promise<ExportedRow[]> {
  const rows = await Promise.all(
    teams.map((id) => tables.read('Teams', teamPartition(ctx, teamId(id)), memberKey(me))),
  );
  return rows.flatMap((row) => (row === undefined ? [] : [exported('Teams', row)]));
}

/** The skills under which the index may name the person, by what it was last told of them. */
const indexedSkills = (mine: readonly StoredRow[]): string[] =>
  mine.flatMap((row) => {
    if (row.rowKey !== 'e~indexed') return [];
    const { data } = heldRow('People', row).columns;
    return isFields(data) ? Object.keys(data) : [];
  });

async function skillIndexNaming(
  tables: Tables,
  ctx: TenantContext,
  me: PersonId,
  skills: readonly string[],
): Promise<ExportedRow[]> {
  const rows = await Promise.all(
    skills.map((skill) => tables.range('SkillIndex', key(ctx.tenant, skill))),
  );
  return rows
    .flat()
    .filter((row) => names(row, 'SkillIndex', me))
    .map((row) => exported('SkillIndex', row));
}

/** The lines somebody kept with skills for whoever comes next: the author is in the key alone. */
async function lessonsNaming(
  tables: Tables,
  ctx: TenantContext,
  me: PersonId,
): Promise<ExportedRow[]> {
  const found: ExportedRow[] = [];
  for await (const row of tables.across('Skills', startingWith(`${key(ctx.tenant, 'lessons')}~`))) {
    if (names(row, 'Skills', me)) found.push(exported('Skills', row));
  }
  return found;
}

/** The lists of who is found by name in which somebody stands, as their own row tells. */
async function listsNaming(
  tables: Tables,
  ctx: TenantContext,
  me: PersonId,
  mine: readonly StoredRow[],
): Promise<ExportedRow[]> {
  const places = mine.flatMap((row) => {
    const { data } = row.rowKey === 'e~listed' ? heldRow('People', row).columns : {};
    return Array.isArray(data) ? data.map(String) : [];
  });
  const rows = await Promise.all(
    places.map((place) => tables.range('Skills', `${key(ctx.tenant, 'named')}~${place}`)),
  );
  return rows
    .flat()
    .filter((row) => names(row, 'Skills', me))
    .map((row) => exported('Skills', row));
}

async function dueNaming(tables: Tables, ctx: TenantContext, me: PersonId): Promise<ExportedRow[]> {
  const found: ExportedRow[] = [];
  for await (const row of tables.across('Due', startingWith(`${key(ctx.tenant)}~`))) {
    if (names(row, 'Due', me) && !isOfSearch(heldRow('Due', row))) {
      found.push(exported('Due', row));
    }
  }
  return found;
}

const names = (row: StoredRow, table: TableName, me: PersonId): boolean => {
  const { isIn } = erasedInClear(me, [], []);
  return heldRow(table, row).key.some(isIn);
};
