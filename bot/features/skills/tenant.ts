import { z } from 'zod';
import { type PersonId, personId, type SkillId, skillId, type TenantContext } from '#bot/core/ids';
import { groupFloor, kinds, type Supply, supplyOf } from '#bot/core/learning';
import type { Entry } from '#bot/features/skills/catalogue/catalogue';
import { jsonRows, readApart } from '#bot/platform/rows';
import {
  key,
  type Op,
  type StoredRow,
  startingWith,
  type Tables,
  unpart,
} from '#bot/platform/tables';
import { type Keyed, keyedIn } from '#bot/records/keyed';
import { json } from '#bot/records/person';

// Rows of a tenant's own knowledge of skills, in Skills. What starts with `name~` is little and is
// read again and again; the rest is read when a version among it says that it changed.
const watched = 'name~';
const aliasKey = (id: string): string => key('name', 'alias', id);
const newKey = (id: string): string => key('name', 'new', id);
const nightKey = key('name', 'night');
const importedKey = key('name', 'imported');
const knownKey = (id: string): string => key('known', id);

const aliasSchema = z.object({
  to: z.string(),
  /** How the two were called when they were merged. */
  name: z.string(),
  into: z.string(),
  /** ISO instant. */
  at: z.string(),
});
/** One skill that counts as another: what an administrator merged. */
export type Alias = z.infer<typeof aliasSchema> & { readonly id: SkillId };

const newSchema = z.object({ name: z.string(), kind: z.enum(kinds) });
const knownSchema = newSchema.partial().extend({
  /** People who share it and can be asked. */
  used: z.number().int(),
  /** Who they are, as keyed marks, while they are few: nobody counts themselves. */
  few: z.array(z.string()).default([]),
});
const nightSchema = z.object({ version: z.string() });
const importedSchema = z.object({
  version: z.string(),
  parts: z.number().int(),
  skills: z.number().int(),
  labels: z.number().int(),
  /** ISO instant. */
  at: z.string(),
});
/** What was imported last, and where it stands. */
export type Imported = z.infer<typeof importedSchema>;

const aliasRows = jsonRows({ name: 'merge', table: 'Skills', key: /^name~alias~/ }, aliasSchema);
const newRows = jsonRows({ name: 'new skill', table: 'Skills', key: /^name~new~/ }, newSchema);
const knownRows = jsonRows({ name: 'known skill', table: 'Skills', key: /^known~/ }, knownSchema);
const nightRows = jsonRows({ name: 'night', table: 'Skills', key: /^name~night$/ }, nightSchema);
const importedRows = jsonRows(
  { name: 'imported', table: 'Skills', key: /^name~imported$/ },
  importedSchema,
);
export const tenantSkillRows = [aliasRows, newRows, knownRows, nightRows, importedRows];

/** What is read every minute. */
export interface Watched {
  readonly aliases: readonly Alias[];
  /** Colleagues share these since the last night; in no catalogue. */
  readonly fresh: readonly Entry[];
  /** Changes when `Known` did. */
  readonly night: string | undefined;
  readonly imported: Imported | undefined;
  /** The same when nothing changed. */
  readonly mark: string;
}

/** What colleagues share, as of last night. */
export interface Known {
  /** Skills that colleagues named, in no catalogue. */
  readonly own: readonly Entry[];
  readonly usage: ReadonlyMap<string, number>;
}

const skillsPartition = (ctx: TenantContext): string => key(ctx.tenant);
const idIn = (row: StoredRow): SkillId => skillId(unpart(row.rowKey.split('~').at(-1) ?? ''));

/** A name as it was typed, whatever its language. */
const ownEntry = (id: SkillId, { name, kind }: z.infer<typeof newSchema>): Entry => ({
  id,
  kind,
  names: { en: [name], nl: [name] },
  source: 'own',
});

export async function loadWatched(tables: Tables, ctx: TenantContext): Promise<Watched> {
  const rows = await tables.range('Skills', skillsPartition(ctx), startingWith(watched));
  const under = (prefix: string) => rows.filter(({ rowKey }) => rowKey.startsWith(prefix));
  const only = (rowKey: string) => rows.find((row) => row.rowKey === rowKey);
  const night = only(nightKey);
  const imported = only(importedKey);
  return {
    aliases: readApart(tables, under(`${key('name', 'alias')}~`), (row) => ({
      id: idIn(row),
      ...aliasRows.read(row),
    })),
    fresh: readApart(tables, under(`${key('name', 'new')}~`), (row) =>
      ownEntry(idIn(row), newRows.read(row)),
    ),
    night: night && readApart(tables, [night], nightRows.read)[0]?.version,
    imported: imported && readApart(tables, [imported], importedRows.read)[0],
    mark: rows.map(({ rowKey, etag }) => rowKey + etag).join('\n'),
  };
}

export async function loadKnown(tables: Tables, ctx: TenantContext): Promise<Known> {
  const rows = await tables.range('Skills', skillsPartition(ctx), startingWith('known~'));
  const own: Entry[] = [];
  const usage = new Map<string, number>();
  const known = readApart(tables, rows, (row) => ({ id: idIn(row), ...knownRows.read(row) }));
  for (const { id, name, kind, used } of known) {
    usage.set(id, used);
    if (name !== undefined) own.push(ownEntry(id, { name, kind: kind ?? 'skill' }));
  }
  return { own, usage };
}

/** The person a row of the index is about, from its key. */
export const personIn = (rowKey: string): PersonId =>
  personId(unpart(rowKey.slice(rowKey.indexOf('~') + 1)));

/** Beyond so many it makes no difference whether the asker is one of them. */
const fewAtMost = groupFloor;
const markOf = (keyed: Keyed, skill: string, person: string): string =>
  keyed(12, 'known', skill, person);

/**
 * How many could help with a skill last night, apart from the asker: nobody, a few, five or more.
 * As of the night, so that nothing is seen of one person's press: a share, a pause, a no.
 */
export async function supply(
  tables: Tables,
  ctx: TenantContext,
  skill: SkillId,
  except: PersonId,
): Promise<Supply> {
  const row = await tables.read('Skills', skillsPartition(ctx), knownKey(skill));
  const [known] = row === undefined ? [] : readApart(tables, [row], knownRows.read);
  if (known === undefined) return 'nobody';
  const { used, few } = known;
  if (few.length === 0) return supplyOf(used);
  const me = markOf(await keyedIn(tables, ctx), skill, except);
  return supplyOf(few.filter((mark) => mark !== me).length);
}

/**
 * After an erase: a name that no list has, and nobody shares any more, is suggested to nobody. What
 * two shared last night waits for the next night.
 * @param version names this change to every process
 */
export async function dropUnshared(
  tables: Tables,
  ctx: TenantContext,
  version: string,
): Promise<void> {
  const partition = skillsPartition(ctx);
  const [known, fresh] = await Promise.all(
    ['known~', `${key('name', 'new')}~`].map((prefix) =>
      tables.range('Skills', partition, startingWith(prefix)),
    ),
  );
  const alone = readApart(tables, known ?? [], (row) => {
    const { name, used } = knownRows.read(row);
    return name !== undefined && used <= 1 ? [row] : [];
  }).flat();
  for (const row of [...alone, ...(fresh ?? [])]) {
    const shared = await tables.range('SkillIndex', key(ctx.tenant, idIn(row)), { limit: 1 });
    if (shared.length > 0) continue;
    // So does a list of what was on offer, which earlier versions kept.
    for (const rowKey of [row.rowKey, key('supply', idIn(row))]) {
      await tables.commit('Skills', partition, [{ kind: 'delete', rowKey }]);
    }
    const night = json(nightKey, { version });
    await tables.commit('Skills', partition, [{ kind: 'put', row: night }]);
  }
}

/** Somebody shares what no catalogue has: from now on it is suggested to colleagues. */
export async function saveNew(
  tables: Tables,
  ctx: TenantContext,
  { id, name, kind }: { readonly id: string } & z.infer<typeof newSchema>,
): Promise<void> {
  const row = json(newKey(id), { name, kind });
  // The first to name it keeps the say.
  await tables.commit('Skills', skillsPartition(ctx), [{ kind: 'insert', row }]);
}

export async function saveAlias(
  tables: Tables,
  ctx: TenantContext,
  { id, ...alias }: Alias,
): Promise<void> {
  await tables.commit('Skills', skillsPartition(ctx), [
    { kind: 'put', row: json(aliasKey(id), alias) },
  ]);
}

/** @returns whether there was one */
export const removeAlias = async (
  tables: Tables,
  ctx: TenantContext,
  id: SkillId,
): Promise<boolean> =>
  (await tables.commit('Skills', skillsPartition(ctx), [
    { kind: 'delete', rowKey: aliasKey(id) },
  ])) === 'done';

/** From now on this is what was imported. */
export async function saveImported(
  tables: Tables,
  ctx: TenantContext,
  imported: Imported,
): Promise<void> {
  const row = json(importedKey, imported);
  await tables.commit('Skills', skillsPartition(ctx), [{ kind: 'put', row }]);
}

/**
 * Counts who shares what from the index, which holds only what people share and only while they can
 * be asked; keeps the names of what nobody listed, and lets go of what nobody shares any more.
 * @param listed whether a catalogue has the skill, so that its name need not be kept
 * @returns who alone shares what
 */
export async function countUsage(
  tables: Tables,
  ctx: TenantContext,
  listed: (id: SkillId) => boolean,
  version: string,
): Promise<ReadonlyMap<PersonId, readonly SkillId[]>> {
  const usage = new Map<string, { used: number; few: string[] }>();
  const first = new Map<string, PersonId>();
  const keyed = await keyedIn(tables, ctx);
  const prefix = `${key(ctx.tenant)}~`;
  for await (const { partitionKey, rowKey } of tables.across('SkillIndex', startingWith(prefix))) {
    const skill = unpart(partitionKey.slice(prefix.length));
    const { used, few } = usage.get(skill) ?? { used: 0, few: [] };
    const who = personIn(rowKey);
    if (used === 0) first.set(skill, who);
    const mark = markOf(keyed, skill, who);
    usage.set(skill, {
      used: used + 1,
      few: used < fewAtMost ? [...few, mark] : [],
    });
  }
  const partition = skillsPartition(ctx);
  const before = await tables.range('Skills', partition, startingWith('known~'));
  const fresh = await tables.range('Skills', partition, startingWith(`${key('name', 'new')}~`));
  const names = new Map(
    [
      ...readApart(tables, before, (row) => ({ id: idIn(row), ...knownRows.read(row) })),
      ...readApart(tables, fresh, (row) => ({ id: idIn(row), ...newRows.read(row) })),
    ].flatMap(({ id, name, kind }) =>
      name === undefined ? [] : [[id as string, { name, kind }] as const],
    ),
  );
  const rows = new Map(
    [...usage].map(([id, counted]) => {
      const own = listed(skillId(id)) ? {} : names.get(id);
      return [knownKey(id), json(knownKey(id), { ...own, ...counted })];
    }),
  );
  const written = new Map(before.map((row) => [row.rowKey, row['data']]));
  const ops: Op[] = [
    ...[...rows.values()]
      .filter((row) => written.get(row.rowKey) !== row['data'])
      .map((row): Op => ({ kind: 'put', row })),
    ...[...written.keys()]
      .filter((rowKey) => !rows.has(rowKey))
      .map((rowKey): Op => ({ kind: 'delete', rowKey })),
    // What is kept above is new no longer; what nobody shares is gone.
    ...fresh.map(({ rowKey }): Op => ({ kind: 'delete', rowKey })),
  ];
  for (let start = 0; start < ops.length; start += 100) {
    await tables.commit('Skills', partition, ops.slice(start, start + 100));
  }
  if (ops.length > 0) {
    const row = json(nightKey, { version });
    await tables.commit('Skills', partition, [{ kind: 'put', row }]);
  }
  const alone = new Map<PersonId, SkillId[]>();
  for (const [skill, who] of first) {
    if (usage.get(skill)?.used === 1) alone.set(who, [...(alone.get(who) ?? []), skillId(skill)]);
  }
  return alone;
}
