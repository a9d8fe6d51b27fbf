import { z } from 'zod';
import { type PersonId, personId, type TenantContext } from '#bot/core/ids';
import {
  type Activity,
  activitySchema,
  type Head,
  headSchema,
  type Left,
  leftSchema,
  type Rhythm,
  rhythmSchema,
  type Scope,
} from '#bot/features/rounds/record';
import { roundId } from '#bot/features/rounds/rules';
import { columnRows, jsonRows, readApart } from '#bot/platform/rows';
import {
  key,
  type Op,
  type StoredRow,
  startingWith,
  type Tables,
  unpart,
} from '#bot/platform/tables';
import { changeRows, type Decided } from '#bot/records/change';
import { json } from '#bot/records/person';

// One partition a rhythm, beside the team's own: rosters and digests are read without it.

/** Rounds whose people are kept, so that nobody meets the same person soon again. */
const roundsKept = 8;

const table = 'Teams';
export const roundsPartition = (ctx: TenantContext, scope: Scope): string =>
  key(ctx.tenant, scope, 'rounds');

const rhythmRows = jsonRows({ name: 'rhythm', table, key: /^rhythm$/ }, rhythmSchema);
const headRows = jsonRows({ name: 'round', table, key: /^head~/ }, headSchema);
const activityRows = jsonRows({ name: 'activity', table, key: /^act~/ }, activitySchema);
const leftRows = jsonRows({ name: 'left', table, key: /^left~/ }, leftSchema);
export const roundRows = [
  rhythmRows,
  headRows,
  activityRows,
  leftRows,
  columnRows({ name: 'yes', table, key: /^yes~/ }, z.object({})),
];

const headKey = (round: string): string => key('head', round);
const yesKey = (round: string, person: string): string => key('yes', round, person);
const activityKey = (round: string, run: string, name: string): string =>
  key('act', round, run, name);
const leftKey = (round: string, run: string, person: string): string =>
  key('left', round, run, person);

const off: Rhythm = { every: 0, announced: '' };

export async function loadRhythm(
  tables: Tables,
  ctx: TenantContext,
  scope: Scope,
): Promise<Rhythm> {
  const row = await tables.read(table, roundsPartition(ctx, scope), 'rhythm');
  return row === undefined ? off : rhythmRows.read(row);
}

/**
 * Changes a rhythm on the version that was read; when somebody else was first, decides again.
 * @param decide pure; without a rhythm nothing is written. `before` runs first: what falls due.
 */
export async function changeRhythm<T>(
  tables: Tables,
  ctx: TenantContext,
  scope: Scope,
  decide: (rhythm: Rhythm) => { result: T; rhythm?: Rhythm },
  before: (rhythm: Rhythm) => Promise<void> = async () => undefined,
): Promise<T> {
  const partition = roundsPartition(ctx, scope);
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const row = await tables.read(table, partition, 'rhythm');
    const { result, rhythm } = decide(row === undefined ? off : rhythmRows.read(row));
    if (rhythm === undefined) return result;
    await before(rhythm);
    const written = json('rhythm', rhythm);
    const op: Op =
      row === undefined
        ? { kind: 'insert', row: written }
        : { kind: 'replace', row: written, etag: row.etag };
    if ((await tables.commit(table, partition, [op])) === 'done') return result;
  }
  throw new Error('too many writers at once on one rhythm');
}

/** Every rhythm of the tenant that is on. */
export async function* allRhythms(
  tables: Tables,
  ctx: TenantContext,
): AsyncIterable<{ readonly scope: Scope; readonly rhythm: Rhythm }> {
  const partitions = startingWith(`${key(ctx.tenant)}~`);
  for await (const row of tables.across(table, partitions, { rowKey: 'rhythm' })) {
    const scope = unpart(row.partitionKey.split('~')[1] ?? '');
    for (const rhythm of readApart(tables, [row], rhythmRows.read)) {
      if (rhythm.every !== 0) yield { scope, rhythm };
    }
  }
}

/** A hint that somebody said yes, or took it back; their own record is the truth. */
export async function hintYes(
  tables: Tables,
  ctx: TenantContext,
  scope: Scope,
  round: string,
  person: PersonId,
  yes: boolean,
): Promise<void> {
  const rowKey = yesKey(round, person);
  await tables.commit(table, roundsPartition(ctx, scope), [
    yes ? { kind: 'put', row: { rowKey } } : { kind: 'delete', rowKey },
  ]);
}

export async function readYes(
  tables: Tables,
  ctx: TenantContext,
  scope: Scope,
  round: string,
): Promise<PersonId[]> {
  const range = startingWith(`${key('yes', round)}~`);
  const rows = await tables.range(table, roundsPartition(ctx, scope), range);
  return rows.map(({ rowKey }) => personId(unpart(rowKey.split('~')[2] ?? '')));
}

/** Who said yes to a round that is closed stands in what was frozen, or nowhere. */
export async function forgetYes(
  tables: Tables,
  ctx: TenantContext,
  scope: Scope,
  round: string,
): Promise<void> {
  const range = startingWith(`${key('yes', round)}~`);
  await removeAll(tables, roundsPartition(ctx, scope), range);
}

async function removeAll(
  tables: Tables,
  partition: string,
  range: { readonly from: string; readonly to: string },
): Promise<void> {
  for (;;) {
    const rows = await tables.range(table, partition, { ...range, limit: 100 });
    const ops = rows.map(({ rowKey }): Op => ({ kind: 'delete', rowKey }));
    // Whoever else takes them away does it as well.
    if (ops.length === 0 || (await tables.commit(table, partition, ops)) !== 'done') return;
  }
}

export async function readHead(
  tables: Tables,
  ctx: TenantContext,
  scope: Scope,
  round: string,
): Promise<Head | undefined> {
  const row = await tables.read(table, roundsPartition(ctx, scope), headKey(round));
  return row === undefined ? undefined : headRows.read(row);
}

/**
 * Freezes a round: its rows first, the head last, which is the only lock. A run that comes second
 * leaves its rows aside and reads what the first froze.
 */
export async function freezeRound(
  tables: Tables,
  ctx: TenantContext,
  scope: Scope,
  round: string,
  head: Head,
  activities: readonly Activity[],
  left: readonly Left[],
): Promise<Head> {
  const partition = roundsPartition(ctx, scope);
  const rows = [
    ...activities.map((activity) => activityRow(round, head.run, activity)),
    ...left.map((one) => leftRow(round, head.run, one)),
  ];
  for (let start = 0; start < rows.length; start += 100) {
    const ops = rows.slice(start, start + 100).map((row): Op => ({ kind: 'put', row }));
    await tables.commit(table, partition, ops);
  }
  await tables.commit(table, partition, [{ kind: 'insert', row: json(headKey(round), head) }]);
  const frozen = await readHead(tables, ctx, scope, round);
  if (frozen === undefined) throw new Error('a frozen round is gone');
  return frozen;
}

const activityRow = (round: string, run: string, { key: name, ...data }: Activity) =>
  json(activityKey(round, run, name), data);
const leftRow = (round: string, run: string, { person, ...data }: Left) =>
  json(leftKey(round, run, person), data);

export const activityIn = (row: StoredRow): Activity => ({
  key: unpart(row.rowKey.split('~')[3] ?? ''),
  ...activityRows.read(row),
});
export const leftIn = (row: StoredRow): Left => ({
  person: unpart(row.rowKey.split('~')[3] ?? ''),
  ...leftRows.read(row),
});

/** A row with the version it was read in. */
export interface Versioned<T> {
  readonly value: T;
  readonly etag: string;
}

export async function readActivity(
  tables: Tables,
  ctx: TenantContext,
  scope: Scope,
  round: string,
  name: string,
): Promise<Versioned<Activity> | undefined> {
  const head = await readHead(tables, ctx, scope, round);
  return head && activityOf(tables, ctx, scope, round, head.run, name);
}

async function activityOf(
  tables: Tables,
  ctx: TenantContext,
  scope: Scope,
  round: string,
  run: string,
  name: string,
): Promise<Versioned<Activity> | undefined> {
  const rowKey = activityKey(round, run, name);
  const row = await tables.read(table, roundsPartition(ctx, scope), rowKey);
  return row && { value: activityIn(row), etag: row.etag };
}

export async function readActivities(
  tables: Tables,
  ctx: TenantContext,
  scope: Scope,
  round: string,
  run: string,
): Promise<Activity[]> {
  const range = startingWith(`${key('act', round, run)}~`);
  const rows = await tables.range(table, roundsPartition(ctx, scope), range);
  return readApart(tables, rows, activityIn);
}

export async function readOneLeft(
  tables: Tables,
  ctx: TenantContext,
  scope: Scope,
  round: string,
  run: string,
  person: string,
): Promise<Left | undefined> {
  const rowKey = leftKey(round, run, person);
  const row = await tables.read(table, roundsPartition(ctx, scope), rowKey);
  return row === undefined ? undefined : leftIn(row);
}

export async function readLeft(
  tables: Tables,
  ctx: TenantContext,
  scope: Scope,
  round: string,
  run: string,
): Promise<Versioned<Left>[]> {
  const range = startingWith(`${key('left', round, run)}~`);
  const rows = await tables.range(table, roundsPartition(ctx, scope), range);
  return readApart(tables, rows, (row) => ({ value: leftIn(row), etag: row.etag }));
}

/** Changes one activity on the version that was read; when raced, decides again. */
export async function changeActivity(
  tables: Tables,
  ctx: TenantContext,
  scope: Scope,
  round: string,
  name: string,
  decide: (activity: Activity) => Partial<Activity> | undefined,
): Promise<Activity | undefined> {
  const head = await readHead(tables, ctx, scope, round);
  if (head === undefined) return undefined;
  return changeRows<Versioned<Activity> | undefined, Activity | undefined>(
    tables,
    [table, roundsPartition(ctx, scope)],
    () => activityOf(tables, ctx, scope, round, head.run, name),
    (read): Decided<Activity | undefined> => {
      const change = read && decide(read.value);
      if (read === undefined || change === undefined) return { result: read?.value };
      const activity = { ...read.value, ...change };
      const row = activityRow(round, head.run, activity);
      return { result: activity, ops: [{ kind: 'replace', row, etag: read.etag }] };
    },
  );
}

/**
 * Settles what became of the others after somebody could not: one batch, on the versions read.
 * @returns false when somebody else was first with any of it
 */
export async function settleRepair(
  tables: Tables,
  ctx: TenantContext,
  scope: Scope,
  round: string,
  run: string,
  repaired: {
    readonly freed: Versioned<Activity>;
    readonly made: readonly Activity[];
    /** Left before, and in one of those now. */
    readonly placed: readonly Versioned<Left>[];
    readonly left: readonly Left[];
  },
): Promise<boolean> {
  const { freed, made, placed, left } = repaired;
  const ops: Op[] = [
    {
      kind: 'replace',
      row: activityRow(round, run, { ...freed.value, state: 'repaired' }),
      etag: freed.etag,
    },
    ...made.map((activity): Op => ({ kind: 'insert', row: activityRow(round, run, activity) })),
    ...placed.map(
      ({ value, etag }): Op => ({
        kind: 'replace',
        row: leftRow(round, run, { ...value, placed: true }),
        etag,
      }),
    ),
    ...left.map((one): Op => ({ kind: 'put', row: leftRow(round, run, one) })),
  ];
  return (await tables.commit(table, roundsPartition(ctx, scope), ops)) === 'done';
}

/** Closed rounds before this one, the latest first. */
export async function earlierRounds(
  tables: Tables,
  ctx: TenantContext,
  scope: Scope,
  round: string,
): Promise<{ readonly round: string; readonly head: Head }[]> {
  const rows = await tables.range(table, roundsPartition(ctx, scope), {
    from: headKey(roundId(Math.max(0, Number(round) - roundsKept))),
    to: headKey(round),
  });
  return readApart(tables, rows, (row) => ({
    round: unpart(row.rowKey.split('~')[1] ?? ''),
    head: headRows.read(row),
  })).reverse();
}

/** Takes away rounds past their time, and what a crash left behind. */
export async function tidyRounds(
  tables: Tables,
  ctx: TenantContext,
  scope: Scope,
  round: string,
): Promise<void> {
  const partition = roundsPartition(ctx, scope);
  const oldest = roundId(Math.max(0, Number(round) - roundsKept));
  for (const what of ['act', 'head', 'left', 'yes']) {
    await removeAll(tables, partition, { from: `${what}~`, to: key(what, oldest) });
  }
}
