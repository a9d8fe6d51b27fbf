import { z } from 'zod';
import { hash, type PersonId, type TenantContext } from '#bot/core/ids';
import { levels } from '#bot/core/learning';
import { addDays, dayIn, type Instant, instantAt } from '#bot/core/time';
import { type Calendar, zoneOf } from '#bot/delivery/rules';
import { reindexKind } from '#bot/delivery/schedule';
import { relist } from '#bot/features/skills/named-list';
import { available, countsAs, isGuest, type Names } from '#bot/features/skills/rules';
import { unsharedId } from '#bot/features/skills/store';
import { saveNew } from '#bot/features/skills/tenant';
import { apart, jsonRows, readApart } from '#bot/platform/rows';
import { key, type Op, type Row, type StoredRow, type Tables } from '#bot/platform/tables';
import type { Deps } from '#bot/ports';
import { scheduleDue } from '#bot/records/due';
import { json, type Person, personOf, personPartition } from '#bot/records/person';
import { type Share, spokenBy } from '#bot/records/profile';

const inFlight = 8;

export const indexPartition = (ctx: TenantContext, skill: string): string => key(ctx.tenant, skill);
/** Spread by hash, so that nobody is always the first. */
const indexKey = (person: PersonId): string => key(hash(8, person), person);

/** What the index should hold of a person: one row a share, or nothing while they cannot help. */
function indexRows(
  person: Person,
  now: Instant,
  calendar: Calendar,
  names: Names,
): Map<string, Row> {
  const { profile } = person;
  const zone = zoneOf(profile, calendar);
  if (isGuest(person) || !available(profile, dayIn(now, zone))) return new Map();
  // Of two names for one skill the one that helps further stands, which comes last.
  const further = person.shares
    .filter((share) => !profile.notAsked.includes(countsAs(share, names)))
    .sort((a, b) => levels.indexOf(a.level) - levels.indexOf(b.level));
  return new Map(
    further.map((share) => [
      countsAs(share, names),
      {
        rowKey: indexKey(person.id),
        level: share.level,
        kind: share.kind,
        languages: spokenBy(profile).join(','),
        from: profile.hours.from,
        to: profile.hours.to,
        zone,
        daysOff: profile.daysOff.join(','),
      },
    ]),
  );
}

/** Beside the hot range, read with it: what was last written to the index, as digests. */
const indexedKey = 'e~indexed';
export const indexedRows = jsonRows(
  { name: 'indexed', table: 'People', key: /^e~indexed$/ },
  z.record(z.string(), z.string()),
);
const withIndexed = { from: 'a', to: 'f' };
/** Rows of unshared skills taken away in one batch. */
const tidied = 90;

interface IndexDeps extends Pick<Deps, 'tables' | 'calendar'> {
  readonly names: Names;
  /** A name was kept that no list has: from now on it can be suggested. */
  readonly kept?: () => Promise<void>;
}

/**
 * Rewrites one person's rows of the index from People, as often as it likes. Every row that may
 * exist belongs to a share, to a skill just unshared, or to what was last written: whatever of
 * these should not be there is taken away, so nothing is orphaned by a crash in between.
 */
export async function reindex(
  { tables, calendar, names, kept }: IndexDeps,
  ctx: TenantContext,
  id: PersonId,
  now: Instant,
): Promise<'done' | 'stale' | 'later'> {
  const partition = personPartition(ctx, id);
  const rows = await tables.range('People', partition, withIndexed);
  if (rows.length === 0) return 'stale';
  const before = rows.find(({ rowKey }) => rowKey === indexedKey);
  const written = (before && readApart(tables, [before], indexedRows.read)[0]) ?? {};
  const person = await apart(tables, async () => personOf(id, rows));
  // Nobody is counted as help whose rows cannot be read.
  const wanted = person === undefined ? noRows : indexRows(person, now, calendar, names);
  const digests = Object.fromEntries(
    [...wanted].map(([skill, row]) => [skill, hash(8, JSON.stringify(row))]),
  );
  const gone = mayBeIndexed(person?.shares ?? [], rows, written, names).filter(
    (skill) => !wanted.has(skill),
  );
  const writes = [
    ...[...wanted]
      .filter(([skill]) => written[skill] !== digests[skill])
      .map(([skill, row]): [string, Op] => [skill, { kind: 'put', row }]),
    ...gone.map((skill): [string, Op] => [skill, { kind: 'delete', rowKey: indexKey(id) }]),
  ];
  await each(writes, async ([skill, op]) => {
    await tables.commit('SkillIndex', indexPartition(ctx, skill), [op]);
  });
  const unlisted = (person?.shares ?? []).filter((share) => {
    const skill = countsAs(share, names);
    return wanted.has(skill) && !(skill in written) && names.entry(skill) === undefined;
  });
  await each(unlisted, (share) => saveNew(tables, ctx, { ...share, id: countsAs(share, names) }));
  if (unlisted.length > 0) await kept?.();
  await remember(tables, partition, before, digests, rows);
  await relist(tables, ctx, id, person, rows, names);
  if (person === undefined) {
    await scheduleDue(tables, ctx, [{ at: now.add(mended), kind: reindexKind, who: id }]);
    return 'later';
  }
  await backAfterPause({ tables, calendar }, ctx, person, now);
  return 'done';
}

const noRows: ReadonlyMap<string, Row> = new Map();
/** Rows that could not be read may have been mended by then. */
const mended = { hours: 24 };

const mayBeIndexed = (
  shares: readonly Share[],
  rows: readonly StoredRow[],
  written: Readonly<Record<string, string>>,
  names: Names,
): string[] => [
  ...new Set([
    ...Object.keys(written),
    ...shares.map((share) => countsAs(share, names)),
    ...rows.flatMap(({ rowKey }) => unsharedId(rowKey) ?? []),
    ...rows.flatMap(({ rowKey }) => /^b~share~(.+)$/.exec(rowKey)?.[1] ?? []),
  ]),
];

async function remember(
  tables: Tables,
  partition: string,
  before: StoredRow | undefined,
  digests: Readonly<Record<string, string>>,
  rows: readonly StoredRow[],
): Promise<void> {
  const row = json(indexedKey, digests);
  const dealtWith = rows
    .filter(({ rowKey }) => unsharedId(rowKey) !== undefined)
    .slice(0, tidied)
    .map(({ rowKey }): Op => ({ kind: 'delete', rowKey }));
  if (before?.['data'] === row['data'] && dealtWith.length === 0) return;
  const committed = await tables.commit('People', partition, [
    before === undefined ? { kind: 'insert', row } : { kind: 'replace', row, etag: before.etag },
    ...dealtWith,
  ]);
  if (committed !== 'done') throw new Error('another process reindexes the same person');
}

/** A pause begins and ends by itself: the person is then looked at again. */
async function backAfterPause(
  { tables, calendar }: Pick<Deps, 'tables' | 'calendar'>,
  ctx: TenantContext,
  { id, profile, shares }: Person,
  now: Instant,
): Promise<void> {
  const zone = zoneOf(profile, calendar);
  const { pausedFrom, pausedUntil } = profile;
  const today = dayIn(now, zone);
  if (pausedUntil === null || pausedUntil < today || shares.length === 0) return;
  const ahead = pausedFrom !== null && pausedFrom > today;
  const day = ahead ? pausedFrom : addDays(pausedUntil, 1);
  await scheduleDue(tables, ctx, [
    { at: instantAt(day, '00:00', zone), kind: reindexKind, who: id },
  ]);
}

async function each<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  const work = async (): Promise<void> => {
    for (const item of queue) await act(item);
  };
  await Promise.all(Array.from({ length: Math.min(inFlight, items.length) }, work));
}
