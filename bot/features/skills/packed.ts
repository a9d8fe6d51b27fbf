import { gunzipSync, gzipSync } from 'node:zlib';
import { z } from 'zod';
import { hash, type SkillId, skillId, type TenantContext } from '#bot/core/ids';
import { type Kind, kinds } from '#bot/core/learning';
import { columnRows, readApart, rowsRead } from '#bot/platform/rows';
import { key, type Op, type Row, startingWith, type Tables } from '#bot/platform/tables';
import { languages } from '#bot/strings/index';

/** A concept of a classification that an administrator imported. */
export interface Concept {
  /** The classification's own name for it, an address. */
  readonly uri: string;
  readonly kind: Kind;
  /** For each language the preferred name, then the others. */
  readonly names: Readonly<Record<string, readonly string[]>>;
}

export const conceptId = ({ uri }: Concept): SkillId => skillId(hash(16, 'esco', uri));

// A hundred thousand rows would take a start minutes to read. Packed, the whole classification is a
// few rows: JSON, compressed, as text in columns of at most 60 KB.
const columnLetters = 30_000;
const columnsARow = 12;

const conceptsSchema = z.array(
  z.tuple([
    z.string(),
    z.enum(kinds),
    z.partialRecord(z.enum(languages), z.array(z.string()).readonly()),
  ]),
);

/** The same for the same concepts in any order. */
export function pack(concepts: readonly Concept[]): { version: string; parts: string[][] } {
  const sorted = [...concepts].sort((a, b) => (a.uri < b.uri ? -1 : 1));
  const content = JSON.stringify(sorted.map(({ uri, kind, names }) => [uri, kind, names]));
  const text = asWord(gzipSync(content));
  const columns: string[] = [];
  for (let start = 0; start < text.length; start += columnLetters) {
    columns.push(text.slice(start, start + columnLetters));
  }
  const parts: string[][] = [];
  for (let start = 0; start < columns.length; start += columnsARow) {
    parts.push(columns.slice(start, start + columnsARow));
  }
  return { version: hash(16, content), parts };
}

function unpack(parts: readonly string[][]): Concept[] {
  const content = gunzipSync(fromWord(parts.flat().join(''))).toString('utf8');
  return conceptsSchema
    .parse(JSON.parse(content))
    .map(([uri, kind, names]) => ({ uri, kind, names: names as Concept['names'] }));
}

// Base64 of letters, digits and `_` alone: one long word, in which an erase finds nobody's name.
const asWord = (bytes: Buffer): string => bytes.toString('base64url').replaceAll('-', 'é');
const fromWord = (text: string): Buffer => Buffer.from(text.replaceAll('é', '-'), 'base64url');

/** The whole of a pack, read by its parts. */
const packOf = (parts: readonly string[][]) =>
  rowsRead({ name: 'pack', table: 'Skills', key: /^pack~/ }, () => unpack(parts));

export const packRows = columnRows(
  { name: 'pack', table: 'Skills', key: /^pack~/ },
  z.object({ c00: z.string() }),
);

const packPrefix = (version: string): string => key('pack', version);
const partKey = (version: string, part: number): string =>
  key('pack', version, String(part).padStart(4, '0'));

/** Writes what is not there yet; a run that was cut off goes on where it ended. */
export async function savePack(
  tables: Tables,
  ctx: TenantContext,
  version: string,
  parts: readonly string[][],
  wrote: (part: number) => void,
): Promise<void> {
  const partition = key(ctx.tenant);
  for (const [part, columns] of parts.entries()) {
    const row: Row = {
      rowKey: partKey(version, part),
      ...Object.fromEntries(columns.map((text, at) => [`c${String(at).padStart(2, '0')}`, text])),
    };
    await tables.commit('Skills', partition, [{ kind: 'insert', row }]);
    wrote(part + 1);
  }
}

/** @returns undefined when a part is missing: another version is on its way */
export async function loadPack(
  tables: Tables,
  ctx: TenantContext,
  { version, parts: expected }: { readonly version: string; readonly parts: number },
): Promise<Concept[] | undefined> {
  const range = startingWith(`${packPrefix(version)}~`);
  const rows = await tables.range('Skills', key(ctx.tenant), range);
  if (rows.length < expected) return undefined;
  const parts = rows.map((row) =>
    Object.keys(row)
      .filter((name) => /^c\d\d$/.test(name))
      .sort()
      .map((name) => String(row[name])),
  );
  // One that came out of storage damaged is missed like one that is on its way.
  return readApart(tables, rows.slice(0, 1), packOf(parts).read)[0];
}

/** Takes away the parts of every other version. */
export async function removeOtherPacks(
  tables: Tables,
  ctx: TenantContext,
  version: string,
): Promise<void> {
  const rows = await tables.range('Skills', key(ctx.tenant), startingWith('pack~'));
  const others = rows.filter(({ rowKey }) => !rowKey.startsWith(`${packPrefix(version)}~`));
  for (const { rowKey } of others) {
    const op: Op = { kind: 'delete', rowKey };
    await tables.commit('Skills', key(ctx.tenant), [op]);
  }
}
