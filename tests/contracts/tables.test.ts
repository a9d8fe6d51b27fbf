import { startingWith, type Tables } from '#bot/platform/tables';
import { implementations } from '#tests/contracts/implementations';

// One behaviour for every implementation of the port.
describe.each(implementations)('Table Storage as %s', (_, open) => {
  let tables: Tables;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ tables, close } = await open());
  });
  afterAll(() => close());

  const put = (partition: string, rowKey: string, columns = {}) =>
    tables.commit('People', partition, [{ kind: 'put', row: { rowKey, ...columns } }]);

  it('gives back what was written, with its version', async () => {
    await put('p1', 'r', { text: 'héllo', count: 3, yes: true });
    const row = await tables.read('People', 'p1', 'r');
    expect(row).toMatchObject({
      partitionKey: 'p1',
      rowKey: 'r',
      text: 'héllo',
      count: 3,
      yes: true,
    });
    expect(row?.etag).toEqual(expect.any(String));
  });

  it('knows nothing of a row that was never written', async () => {
    expect(await tables.read('People', 'p1', 'nobody')).toBeUndefined();
    expect(await tables.range('People', 'no such partition')).toEqual([]);
  });

  it('answers exists to a second insert and keeps the first', async () => {
    const insert = (text: string) =>
      tables.commit('People', 'p2', [{ kind: 'insert', row: { rowKey: 'r', text } }]);
    expect(await insert('first')).toBe('done');
    expect(await insert('second')).toBe('exists');
    expect((await tables.read('People', 'p2', 'r'))?.['text']).toBe('first');
  });

  it('replaces only the version that was read', async () => {
    await put('p3', 'r', { n: 1 });
    const etag = (await tables.read('People', 'p3', 'r'))?.etag ?? '';
    const replace = (n: number) =>
      tables.commit('People', 'p3', [{ kind: 'replace', row: { rowKey: 'r', n }, etag }]);
    expect(await replace(2)).toBe('done');
    expect(await replace(3)).toBe('changed');
    expect((await tables.read('People', 'p3', 'r'))?.['n']).toBe(2);
  });

  it('replaces all columns, not some', async () => {
    await put('p4', 'r', { a: 1, b: 2 });
    await put('p4', 'r', { a: 3 });
    expect(await tables.read('People', 'p4', 'r')).not.toHaveProperty('b');
  });

  it('commits a batch whole or not at all', async () => {
    await put('p5', 'there');
    const batch = await tables.commit('People', 'p5', [
      { kind: 'put', row: { rowKey: 'new' } },
      { kind: 'insert', row: { rowKey: 'there' } },
    ]);
    expect(batch).toBe('exists');
    expect(await tables.read('People', 'p5', 'new')).toBeUndefined();
  });

  it('says that a row to replace or to delete is gone', async () => {
    expect(await tables.commit('People', 'p6', [{ kind: 'delete', rowKey: 'r' }])).toBe('gone');
    expect(
      await tables.commit('People', 'p6', [
        { kind: 'replace', row: { rowKey: 'r' }, etag: 'W/"x"' },
      ]),
    ).toBe('gone');
    expect(
      await tables.commit('People', 'p6', [
        { kind: 'put', row: { rowKey: 'other' } },
        { kind: 'delete', rowKey: 'r' },
      ]),
    ).toBe('gone');
  });

  it('reads a range of keys in order, with a limit', async () => {
    for (const rowKey of ['b~2', 'a~1', 'c~3', 'b~1']) await put('p7', rowKey);
    const keys = async (range: Parameters<Tables['range']>[2]) =>
      (await tables.range('People', 'p7', range)).map(({ rowKey }) => rowKey);
    expect(await keys({})).toEqual(['a~1', 'b~1', 'b~2', 'c~3']);
    expect(await keys(startingWith('b~'))).toEqual(['b~1', 'b~2']);
    expect(await keys({ from: 'b', limit: 1 })).toEqual(['b~1']);
  });

  it('reads across partitions in key order', async () => {
    for (const partition of ['t~2', 't~1', 'u~1']) {
      await put(partition, 'profile');
      await put(partition, 'other');
    }
    const found: string[] = [];
    for await (const row of tables.across('People', startingWith('t~'), { rowKey: 'profile' })) {
      found.push(row.partitionKey);
    }
    expect(found).toEqual(['t~1', 't~2']);
  });

  it('goes on across partitions behind the row where a pass stopped', async () => {
    for (const partition of ['x~1', 'x~2']) {
      for (const rowKey of ['a', 'a~b', 'c']) await put(partition, rowKey);
    }
    const behind = async (after: string) => {
      const found: string[] = [];
      const range = { from: 'x~1', to: 'x~3' };
      for await (const row of tables.across('People', range, { after })) {
        found.push(`${row.partitionKey} ${row.rowKey}`);
      }
      return found;
    };
    expect(await behind('a')).toEqual(['x~1 a~b', 'x~1 c', 'x~2 a', 'x~2 a~b', 'x~2 c']);
    expect(await behind('c')).toEqual(['x~2 a', 'x~2 a~b', 'x~2 c']);
  });

  it("refuses keys and batches beyond Azure's limits", async () => {
    await expect(put('p8', 'a/b')).rejects.toThrow(RangeError);
    await expect(tables.commit('People', 'p8', [])).rejects.toThrow(RangeError);
    const many = Array.from({ length: 101 }, (_unused, n) => ({
      kind: 'put' as const,
      row: { rowKey: `r${n}` },
    }));
    await expect(tables.commit('People', 'p8', many)).rejects.toThrow(RangeError);
    await expect(put('p8', 'r', { text: 'x'.repeat(40_000) })).rejects.toThrow(RangeError);
  });

  it('refuses a whole number that Azure would not take as one, and keeps the largest it does', async () => {
    for (const n of [
      2 ** 31,
      -(2 ** 31),
      Date.UTC(2026, 10, 24),
      Number.NaN,
      Number.POSITIVE_INFINITY,
    ]) {
      await expect(put('p10', 'r', { n })).rejects.toThrow(RangeError);
    }
    await put('p10', 'r', { largest: 2 ** 31 - 1, least: 1 - 2 ** 31, part: 3_000_000_000.5 });
    expect(await tables.read('People', 'p10', 'r')).toMatchObject({
      largest: 2 ** 31 - 1,
      least: 1 - 2 ** 31,
      part: 3_000_000_000.5,
    });
  });

  it('lets one of twenty racing writers of the same version win', async () => {
    await put('p9', 'r', { n: 0 });
    const etag = (await tables.read('People', 'p9', 'r'))?.etag ?? '';
    const results = await Promise.all(
      Array.from({ length: 20 }, (_unused, n) =>
        tables.commit('People', 'p9', [{ kind: 'replace', row: { rowKey: 'r', n }, etag }]),
      ),
    );
    expect(results.filter((result) => result === 'done')).toHaveLength(1);
    expect(results.filter((result) => result === 'changed')).toHaveLength(19);
  });
});
