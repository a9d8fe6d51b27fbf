import { z } from 'zod';
import { hash, type PersonId, type SkillId, type TenantContext } from '#bot/core/ids';
import { levels } from '#bot/core/learning';
import type { Day } from '#bot/core/time';
import { indexPartition } from '#bot/features/skills/skill-index';
import { personIn } from '#bot/features/skills/tenant';
import { columnRows, readApart } from '#bot/platform/rows';
import type { KeyRange, StoredRow, Tables } from '#bot/platform/tables';

/** What the index says of somebody who shares a skill. */
export interface Sharer {
  readonly languages: readonly string[];
  readonly hours: { readonly from: string; readonly to: string };
  readonly zone: string;
  /** 1 (Monday) to 7 (Sunday). */
  readonly daysOff: readonly number[];
}

export interface Seeking {
  readonly skill: SkillId;
  readonly asker: PersonId;
  /** The same question has the same answer all day. */
  readonly day: Day;
  /** Counts the looks of one ask: each begins elsewhere on the ring. */
  readonly look: number;
  /** Passed over: the asker's own search knows them already. */
  readonly except: readonly string[];
  /** Whether language and hours go together. */
  fits(sharer: Sharer): boolean;
}

export interface Ring {
  /** At most five, in the order in which to ask them. */
  readonly people: readonly PersonId[];
  /** Somebody other than the asker shares the skill, whether they fit or not. */
  readonly shared: boolean;
}

/** Rows of one page. */
const page = 25;
/** People considered: each is looked up in People before anybody is shown them. */
const considered = 5;

export const sharerRows = columnRows(
  { name: 'sharer', table: 'SkillIndex', key: /^/ },
  z.object({
    level: z.enum(levels).default('explain'),
    languages: z.string().transform((codes) => codes.split(',')),
    from: z.string(),
    to: z.string(),
    zone: z.string(),
    daysOff: z
      .string()
      .transform((days) => days.split(',').flatMap((day) => (day === '' ? [] : Number(day)))),
  }),
);

/**
 * People who may help with a skill, by a bounded read of the ring that the index's keys are: at most
 * 25 rows from a point that follows from who asks, what and when, once around when the end comes
 * first, and 25 more only when fewer than five fit. At most three queries, whether ten or a hundred
 * thousand share the skill; by the order in which they are then put nobody is favoured.
 */
export async function ringRead(
  tables: Tables,
  ctx: TenantContext,
  seeking: Seeking,
): Promise<Ring> {
  const { asker, skill, day, look } = seeking;
  const start = hash(8, asker, skill, day, String(look));
  const query = (range: KeyRange): Promise<StoredRow[]> =>
    tables.range('SkillIndex', indexPartition(ctx, skill), range);
  const rows = await query({ from: start, limit: page });
  const wrapped = rows.length < page;
  if (wrapped) rows.push(...(await query({ to: start, limit: page - rows.length })));
  const fitting = (): PersonId[] =>
    readApart(tables, rows, (row) => candidate(row, seeking)).flat();
  if (fitting().length < considered && rows.length >= page) {
    // Keys that follow the last one: nothing sorts between a key and itself with `!` behind it.
    const from = `${rows.at(-1)?.rowKey}!`;
    const more = await query({ from, ...(wrapped ? { to: start } : {}), limit: page });
    rows.push(...more);
    if (!wrapped && more.length < page && fitting().length < considered) {
      rows.push(...(await query({ to: start, limit: page - more.length })));
    }
  }
  const order = (person: PersonId): string => hash(16, asker, skill, day, String(look), person);
  return {
    people: fitting()
      .sort((a, b) => (order(a) < order(b) ? -1 : 1))
      .slice(0, considered),
    shared: rows.some((row) => whoOf(row) !== asker),
  };
}

const whoOf = ({ rowKey }: StoredRow): PersonId => personIn(rowKey);

function candidate(row: StoredRow, { asker, except, fits }: Seeking): PersonId[] {
  const who = whoOf(row);
  if (who === asker || except.includes(who)) return [];
  const { languages, from, to, zone, daysOff } = sharerRows.read(row);
  return fits({ languages, hours: { from, to }, zone, daysOff }) ? [who] : [];
}
