import { z } from 'zod';
import { rowKinds } from '#bot/app';
import {
  apart,
  checkedTables,
  columnRows,
  jsonRows,
  kindFinder,
  RowRefused,
  readApart,
  rowsRead,
  Unreadable,
} from '#bot/platform/rows';
import type { Row, TableName, Tables } from '#bot/platform/tables';
import { json } from '#bot/records/person';
import { memoryTables } from '#tests/fakes/memory-tables';

const notes = jsonRows(
  { name: 'note', table: 'People', key: /^n~/ },
  z.object({ on: z.iso.date(), text: z.string() }),
);
const marks = columnRows(
  { name: 'mark', table: 'Control', key: /^mark$/ },
  z.object({ by: z.string() }),
);
const set = jsonRows(
  { name: 'set aside', table: 'Due', under: 'parked', key: /^/ },
  z.object({ why: z.string() }),
);
const due = rowsRead({ name: 'due', table: 'Due', key: /^/ }, ({ rowKey }) => {
  if (!/^\d{4}-/.test(rowKey)) throw new RangeError('no instant');
  return rowKey;
});

describe('storage that is checked', () => {
  const storage = memoryTables();
  const met: string[] = [];
  const tables = checkedTables(
    [notes, marks, set, due],
    ({ kind }) => void met.push(kind),
  )(storage);
  const put = (table: Parameters<Tables['commit']>[0], partition: string, row: Row) =>
    tables.commit(table, partition, [{ kind: 'put', row }]);
  beforeEach(() => met.splice(0));

  it('writes what its reader reads', async () => {
    expect(await put('People', 't~a', json('n~1', { on: '2026-11-23', text: 'hi' }))).toBe('done');
    expect(await put('Control', 't', { rowKey: 'mark', by: 'me' })).toBe('done');
    expect(await put('Due', 't~parked', json('anything', { why: 'x' }))).toBe('done');
    expect(await put('Due', 't~2026-11-23T09', { rowKey: '2026-11-23T09:00:00Z~x' })).toBe('done');
    const row = await tables.read('People', 't~a', 'n~1');
    expect(row && notes.read(row)).toEqual({ on: '2026-11-23', text: 'hi' });
  });

  it('writes nothing of a batch in which one row could not be read again', async () => {
    const good = json('n~2', { on: '2026-11-23', text: 'hi' });
    const bad = json('n~3', { on: '-000001-12-31', text: 'hi' });
    const batch = [good, bad].map((row) => ({ kind: 'put', row }) as const);
    await expect(tables.commit('People', 't~a', batch)).rejects.toThrow(RowRefused);
    expect(await tables.read('People', 't~a', 'n~2')).toBeUndefined();
    for (const [table, partition, row] of [
      ['People', 't~a', { rowKey: 'n~4', data: '{' }],
      ['People', 't~a', { rowKey: 'n~4' }],
      ['Control', 't', { rowKey: 'mark', by: 7 }],
      ['Due', 't~2026-11-23T09', { rowKey: 'soon' }],
      ['Due', 't~parked', json('2026-11-23', {})],
    ] as const) {
      await expect(put(table, partition, row)).rejects.toThrow(RowRefused);
    }
  });

  it('writes no row of a kind that nobody declared', async () => {
    await expect(put('People', 't~a', json('z~1', {}))).rejects.toThrow('no declared kind');
    await expect(put('Teams', 't~a', json('n~1', {}))).rejects.toThrow('no declared kind');
  });

  it('says neither what a row holds nor whose it is', async () => {
    const secret = { rowKey: 'n~1', partitionKey: 't~megan', data: '{"text":"Megan Bowen' };
    const error = new Error('x', { cause: undefined });
    try {
      notes.read(secret);
    } catch (thrown) {
      Object.assign(error, { thrown });
      expect(thrown).toBeInstanceOf(Unreadable);
      expect((thrown as Error).message).toBe('a row of the kind note cannot be read');
      expect((thrown as Error).stack).not.toMatch(/megan/i);
    }
    expect(error).toHaveProperty('thrown');
  });

  it('reads rows one apart from the other, and tells of those it leaves out', async () => {
    const good = json('n~1', { on: '2026-11-23', text: 'hi' });
    expect(readApart(tables, [{ rowKey: 'n~0', data: '' }, good], notes.read)).toHaveLength(1);
    expect(met).toEqual(['note']);
    expect(await apart(tables, async () => notes.read({ rowKey: 'n~0' }))).toBeUndefined();
    await expect(apart(tables, () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(met).toEqual(['note', 'note']);
  });
});

describe('the kinds of rows', () => {
  // One row of each, as ARCHITECTURE.md lists them.
  const rows = [
    ...[
      'a~profile',
      'b~share~1',
      'b~wish~1',
      'b~team~1',
      'b~wrote~1~f',
      'c~open~1',
      'd~sent~1',
      'e~indexed',
      'e~listed',
    ],
    ...['e~unshared~1', 'e~reply~1', 'h~1', 'r~1', 'g~1', 'k~1', 'q~1', 'u~1'],
  ].map((rowKey) => ['People', 't~p', rowKey] as const);
  const others = [
    ['Teams', 't~team', 'team'],
    ['Teams', 't~team', 'm~p'],
    ['Teams', 't~team', 'digest~2026-W48'],
    ['Teams', 't~team', 'howto~1'],
    ['Teams', 't~team', 'hidden~feedback'],
    ['Teams', 't~team~rounds', 'rhythm'],
    ['Teams', 't~team~rounds', 'yes~0001~p'],
    ['Teams', 't~team~rounds', 'act~0001~run~000000'],
    ['Teams', 't~team~rounds', 'left~0001~run~p'],
    ['Teams', 't~team~rounds', 'head~0001'],
    ['Teams', 't~practice~team', 'run~1~h'],
    ['Teams', 't~practice~team', 'run~1~p~p'],
    ['Teams', 't~practice~team', 'run~1~o~000'],
    ['Teams', 't~practice~team', 'format~pizza'],
    ['Teams', 't~practice~team', 'off~lookback'],
    ['SkillIndex', 't~skill', '0a1b2c3d~p'],
    ['Skills', 't', 'week~2026-W48'],
    ['Skills', 't', 'known~skill'],
    ['Skills', 't', 'name~alias~skill'],
    ['Skills', 't', 'name~new~skill'],
    ['Skills', 't', 'name~night'],
    ['Skills', 't', 'name~imported'],
    ['Skills', 't', 'pack~version~0000'],
    ['Skills', 't~lessons~skill', '8204012345678~p'],
    ['Skills', 't~howtos~skill', 'team~1'],
    ['Skills', 't~named~share~skill', '0a1b2c3d~p'],
    ['Due', 't~2026-11-23T09', '2026-11-23T09:00:00Z~moment~p'],
    ['Due', 't~parked', 'p~moment~p~2026-W48'],
    ['Control', 't~public-card', '0a1b2c3d'],
    ['Control', 't', 'lease'],
    ['Control', 't', 'clock'],
    ['Control', 't', 'sample'],
    ['Control', 't', 'organisation'],
    ['Control', 't', 'backup'],
    ['Control', 't', 'forgotten'],
    ['Control', 't', 'forgotten~hash'],
    ['Control', 't', 'rekeyed'],
    ['Control', 't', 'leavers'],
    ['Control', 't', 'erase~hash'],
    ['Control', 't', 'erase~hash~post~1'],
    ['Control', 't', 'delivery~block'],
    ['Control', 't', 'delivery~totals'],
    ['Control', 't', 'delivery~recall~1'],
    ['Control', 't', 'delivery~unreadable~1'],
  ] as const;
  const declared: readonly (readonly [TableName, string, string])[] = [...rows, ...others];

  it('are part of a backup, but for what belongs to one moment or is promised to be gone soon', () => {
    const unsaved = rowKinds.filter((kind) => kind.unsaved).map(({ name }) => name);
    expect(unsaved.toSorted()).toEqual(['answer', 'backup', 'lease', 'opened answers', 'reply']);
  });

  it('are each declared once, and there is no other', () => {
    const kindOf = kindFinder(rowKinds);
    const found = declared.map(([table, under, key]) => kindOf(table, under, key)?.name);
    expect(found).not.toContain(undefined);
    expect(new Set(found).size).toBe(found.length);
    expect(rowKinds.map(({ name }) => name).toSorted()).toEqual((found as string[]).toSorted());
    // Which one it is hangs on no order.
    const reversed = kindFinder(rowKinds.toReversed());
    for (const [table, under, key] of declared) {
      expect(reversed(table, under, key)).toBe(kindOf(table, under, key));
    }
  });
});
