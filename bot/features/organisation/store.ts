import { z } from 'zod';
import type { TenantContext } from '#bot/core/ids';
import { jsonRows } from '#bot/platform/rows';
import { key, type Tables } from '#bot/platform/tables';
import { json } from '#bot/records/person';

const right = z.object({
  state: z.enum(['available', 'refused', 'unasked']).default('unasked'),
  since: z.string().nullable().default(null),
  last: z.enum(['none', 'limited', 'away']).nullable().default(null),
});
export type Right = z.infer<typeof right>;

const schema = z.object({
  calendar: right.default(right.parse({})),
  directory: right.default(right.parse({})),
  late: z.number().int().default(0),
  /** How far the directory was read; Graph's own words, without a name. */
  after: z.string().optional(),
});
/** What the organisation allows, as far as it was found out. */
export type Allowed = z.infer<typeof schema>;

const rowKey = 'organisation';
export const organisationRows = jsonRows(
  { name: 'organisation', table: 'Control', key: /^organisation$/ },
  schema,
);

export async function readAllowed(tables: Tables, ctx: TenantContext): Promise<Allowed> {
  const row = await tables.read('Control', key(ctx.tenant), rowKey);
  return row === undefined ? schema.parse({}) : organisationRows.read(row);
}

/** Changes it; whoever was first is read again. */
export async function changeAllowed(
  tables: Tables,
  ctx: TenantContext,
  decide: (allowed: Allowed) => Allowed,
): Promise<Allowed> {
  for (;;) {
    const row = await tables.read('Control', key(ctx.tenant), rowKey);
    const next = decide(row === undefined ? schema.parse({}) : organisationRows.read(row));
    const done = await tables.commit('Control', key(ctx.tenant), [
      row === undefined
        ? { kind: 'insert', row: json(rowKey, next) }
        : { kind: 'replace', row: json(rowKey, next), etag: row.etag },
    ]);
    if (done === 'done') return next;
  }
}
