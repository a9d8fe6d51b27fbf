import { z } from 'zod';
import { type PersonId, type TeamId, type TenantContext, teamId } from '#bot/core/ids';
import { apart, jsonRows, readApart } from '#bot/platform/rows';
import {
  key,
  type Op,
  type StoredRow,
  startingWith,
  type Tables,
  unpart,
} from '#bot/platform/tables';
import { changeRows } from '#bot/records/change';
import { type Due, scheduleDue } from '#bot/records/due';
import { json } from '#bot/records/person';
import { teamPartition } from '#bot/records/team';

const instant = z.iso.datetime({ offset: true });

const howToSchema = z.object({
  skill: z.object({ id: z.string(), name: z.string() }),
  steps: z.array(z.string()),
  link: z.string(),
  /** '' is nobody: it was left nameless, or handed on. */
  owner: z.string(),
  ownerName: z.string(),
  everybody: z.boolean(),
  made: instant,
  checked: instant,
  /** Its owner was asked whether it is still right. */
  asked: instant.optional(),
  /** Steps that somebody found to be off (0: all of it), and when its owner hears of them. */
  off: z.object({ steps: z.array(z.number().int()), from: instant }).optional(),
});
export type HowTo = z.infer<typeof howToSchema>;
export type Kept = HowTo & { readonly id: string; readonly team: TeamId };

/** Where a how-to of a topic is; the how-to itself decides. */
const pointerSchema = z.object({
  everybody: z.boolean(),
  checked: instant,
  owner: z.string(),
});
export type Pointer = z.infer<typeof pointerSchema> & {
  readonly team: TeamId;
  readonly id: string;
};

const howToRows = jsonRows({ name: 'how-to', table: 'Teams', key: /^howto~/ }, howToSchema);
/** One of those that come with the product, which a team does not want to see. */
const hiddenRows = jsonRows(
  { name: 'hidden how-to', table: 'Teams', key: /^hidden~/ },
  z.object({}),
);
const pointerRows = jsonRows(
  { name: 'how-to by topic', table: 'Skills', under: 'howtos', key: /^/ },
  pointerSchema,
);
export const howToKinds = [howToRows, hiddenRows, pointerRows];

const rowKey = (id: string): string => key('howto', id);
const topicPartition = (ctx: TenantContext, skill: string): string =>
  key(ctx.tenant, 'howtos', skill);

const keptOf = (team: TeamId, row: StoredRow): Kept => ({
  id: unpart(row.rowKey.slice('howto~'.length)),
  team,
  ...howToRows.read(row),
});

export async function readHowTo(
  tables: Tables,
  ctx: TenantContext,
  team: TeamId,
  id: string,
): Promise<Kept | undefined> {
  const row = await tables.read('Teams', teamPartition(ctx, team), rowKey(id));
  return row && keptOf(team, row);
}

/** A team's how-tos, in no order, and what it hid of those that come with the product. */
export async function howTosOf(
  tables: Tables,
  ctx: TenantContext,
  team: TeamId,
): Promise<{ readonly howTos: Kept[]; readonly hidden: readonly string[] }> {
  const rows = await tables.range('Teams', teamPartition(ctx, team), { from: 'hidden~', to: 'i' });
  const isHidden = (row: StoredRow): boolean => row.rowKey.startsWith('hidden~');
  return {
    howTos: readApart(
      tables,
      rows.filter((row) => !isHidden(row)),
      (row) => keptOf(team, row),
    ),
    hidden: rows.filter(isHidden).map((row) => unpart(row.rowKey.slice('hidden~'.length))),
  };
}

const pointerTo = ({ id, team, everybody, checked, owner }: Kept): Op => ({
  kind: 'put',
  row: json(key(team, id), { everybody, checked, owner }),
});

/** Its topic leads to it from here on; written before it, so that it is never there unfound. */
export const point = (tables: Tables, ctx: TenantContext, howTo: Kept) =>
  tables.commit('Skills', topicPartition(ctx, howTo.skill.id), [pointerTo(howTo)]);

/** A topic leads to it no more. */
export const unpoint = (
  tables: Tables,
  ctx: TenantContext,
  skill: string,
  { team, id }: Pick<Kept, 'team' | 'id'>,
) =>
  tables.commit('Skills', topicPartition(ctx, skill), [{ kind: 'delete', rowKey: key(team, id) }]);

function pointerOf(row: StoredRow): Pointer {
  const [team = '', id = ''] = row.rowKey.split('~').map(unpart);
  return { team: teamId(team), id, ...pointerRows.read(row) };
}

/** Inserts one; what stands under its id already is given back. */
export async function insertHowTo(tables: Tables, ctx: TenantContext, howTo: Kept): Promise<Kept> {
  const { id, team, ...data } = howTo;
  await point(tables, ctx, howTo);
  const committed = await tables.commit('Teams', teamPartition(ctx, team), [
    { kind: 'insert', row: json(rowKey(id), data) },
  ]);
  return committed === 'done' ? howTo : ((await readHowTo(tables, ctx, team, id)) ?? howTo);
}

/**
 * Takes a decision on the fresh row; when somebody else was first, decides again.
 * @param decide what becomes of it; `gone` takes it away, without either nothing changes
 */
export async function changeHowTo<T>(
  tables: Tables,
  ctx: TenantContext,
  team: TeamId,
  id: string,
  decide: (howTo: Kept | undefined) => {
    readonly result: T;
    readonly next?: Kept;
    readonly gone?: true;
    /** Timing rows, written first. */
    readonly due?: readonly Due[];
  },
): Promise<T> {
  const partition = teamPartition(ctx, team);
  let before: Kept | undefined;
  let after: Kept | undefined;
  const result = await changeRows<StoredRow | undefined, T>(
    tables,
    ['Teams', partition],
    () => tables.read('Teams', partition, rowKey(id)),
    (row) => {
      before = row && keptOf(team, row);
      const { result, next, gone, due = [] } = decide(before);
      after = next;
      if (row === undefined) return { result };
      const planned = () => scheduleDue(tables, ctx, due);
      if (gone === true) {
        return { result, ops: [{ kind: 'delete', rowKey: row.rowKey }], first: planned };
      }
      if (next === undefined) return { result };
      const { id: _, team: __, ...data } = next;
      const replaced: Op = { kind: 'replace', row: json(row.rowKey, data), etag: row.etag };
      const first = async () => {
        await planned();
        await point(tables, ctx, next);
      };
      return { result, ops: [replaced], first };
    },
  );
  if (before !== undefined && after !== undefined && before.skill.id !== after.skill.id) {
    await unpoint(tables, ctx, before.skill.id, { team, id });
  }
  return result;
}

/** Most that are looked at of one topic. */
const pointersMost = 200;

/** Where the how-tos of a topic are, by all the ids it goes by. */
export async function pointersOf(
  tables: Tables,
  ctx: TenantContext,
  skills: readonly string[],
): Promise<Pointer[]> {
  const rows = await Promise.all(
    skills.map((skill) =>
      tables.range('Skills', topicPartition(ctx, skill), { limit: pointersMost }),
    ),
  );
  return readApart(tables, rows.flat(), pointerOf);
}

/** The how-tos that somebody looks after, in whatever team. */
export async function ownedBy(
  tables: Tables,
  ctx: TenantContext,
  owner: PersonId,
): Promise<Kept[]> {
  const found = new Map<string, Kept>();
  const everything = startingWith(`${key(ctx.tenant, 'howtos')}~`);
  for await (const row of tables.across('Skills', everything)) {
    for (const pointer of readApart(tables, [row], pointerOf)) {
      if (pointer.owner !== owner) continue;
      const kept = await apart(tables, () => readHowTo(tables, ctx, pointer.team, pointer.id));
      if (kept?.owner === owner) found.set(kept.id, kept);
    }
  }
  return [...found.values()];
}

export const isHidden = async (
  tables: Tables,
  ctx: TenantContext,
  team: TeamId,
  name: string,
): Promise<boolean> =>
  (await tables.read('Teams', teamPartition(ctx, team), key('hidden', name))) !== undefined;

export async function hideOwn(
  tables: Tables,
  ctx: TenantContext,
  team: TeamId,
  name: string,
  hidden: boolean,
): Promise<void> {
  const where = key('hidden', name);
  const op: Op = hidden ? { kind: 'put', row: json(where, {}) } : { kind: 'delete', rowKey: where };
  await tables.commit('Teams', teamPartition(ctx, team), [op]);
}
