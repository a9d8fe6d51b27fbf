import { personId, tenantContext } from '#bot/core/ids';
import { Temporal } from '#bot/core/time';
import {
  beginErase,
  eraseAgain,
  removeOwn,
  type Slice,
  sweepSlice,
} from '#bot/features/privacy/sweep';
import { key } from '#bot/platform/tables';
import { scheduleDue } from '#bot/records/due';
import { isForgotten, remember } from '#bot/records/forgotten';
import { changePerson, json, loadPerson, personPartition } from '#bot/records/person';
import { cast } from '#tests/cast';
import { type MemoryTables, memoryTables } from '#tests/fakes/memory-tables';
import { traces } from '#tests/journeys/traces';

const ctx = tenantContext('tenant');
const me = cast.adele;
const now = Temporal.Instant.from('2026-11-23T09:00:00Z');
const helped = (n: number) =>
  personId(`00000000-0000-4000-8000-0000000009${String(n).padStart(2, '0')}`);

describe('the sweep after an erase', () => {
  let tables: MemoryTables;
  let hash: string;

  const checkin = (n: number) =>
    json('h~1', {
      learned: `From ${me.name}, number ${n}`,
      helpers: [{ id: me.id, name: me.name }],
    });
  const slices = async (limit: number): Promise<Slice[]> => {
    const seen: Slice[] = [];
    do seen.push(await sweepSlice(tables, ctx, hash, limit));
    while (seen.at(-1) === 'more');
    return seen;
  };

  beforeEach(async () => {
    tables = memoryTables();
    await changePerson(tables, ctx, me.id, () => ({
      result: undefined,
      change: { profile: { name: me.name, teamsId: me.teamsId } },
    }));
    for (let n = 0; n < 60; n += 1) {
      const partition = personPartition(ctx, helped(n));
      await tables.commit('People', partition, [{ kind: 'put', row: checkin(n) }]);
    }
    await scheduleDue(tables, ctx, [{ at: now, kind: 'moment', who: me.id }]);
    hash = await beginErase(tables, ctx, await loadPerson(tables, ctx, me.id));
    await removeOwn(tables, ctx, me.id);
  });

  it('gives way to other work again and again, and goes on where it was', async () => {
    const seen = await slices(7);
    expect(seen.length).toBeGreaterThan(8);
    expect(seen.at(-1)).toBe('looked');
    expect(traces(tables.dump(), [me.id, me.name, me.teamsId])).toEqual([]);
    const row = await tables.read('People', personPartition(ctx, helped(17)), 'h~1');
    expect(JSON.parse(String(row?.['data']))).toEqual({
      learned: 'From a colleague, number 17',
      helpers: [{ id: '', name: 'a colleague' }],
    });
  });

  it('keeps id and name no longer than it needs them', async () => {
    await slices(1000);
    expect(tables.dump().some(({ row }) => row.rowKey === key('erase', hash))).toBe(true);
    expect(traces(tables.dump(), [me.id, me.name, me.teamsId])).toEqual([]);
    expect(await slices(1000)).toEqual(['done']);
    expect(tables.dump().filter(({ row }) => row.rowKey.startsWith('erase'))).toEqual([]);
  });

  it('begins anew where a backup was put back, whatever was searched before that was saved', async () => {
    expect(await sweepSlice(tables, ctx, hash, 7)).toBe('more');
    const saved = personPartition(ctx, helped(0));
    await tables.commit('People', saved, [{ kind: 'put', row: checkin(0) }]);
    await eraseAgain(tables, ctx, now).finish(hash);
    expect(traces(tables.dump(), [me.id, me.name, me.teamsId])).toEqual([]);
  });

  it('finds in its last look what was under way while it ran', async () => {
    await slices(1000);
    const late = [{ id: me.id, name: me.name }];
    await tables.commit('People', personPartition(ctx, helped(1)), [
      { kind: 'put', row: json('h~2', { learned: 'Pivots', helpers: late }) },
    ]);
    await tables.commit('People', personPartition(ctx, me.id), [
      {
        kind: 'put',
        row: json('d~sent~2026-W48', { at: '2026-11-23T09:00:00Z', outcome: 'sent' }),
      },
    ]);
    await scheduleDue(tables, ctx, [{ at: now, kind: 'reindex', who: me.id }]);
    expect(await slices(5)).toContain('done');
    expect(traces(tables.dump(), [me.id, me.name])).toEqual([]);
  });

  it('leaves alone what somebody has who came back meanwhile', async () => {
    await remember(tables, ctx, me.id, now);
    await changePerson(tables, ctx, me.id, () => ({
      result: undefined,
      change: { profile: { name: me.name } },
    }));
    expect((await slices(9)).at(-1)).toBe('back');
    expect(await slices(9)).toEqual(['done']);
    expect((await loadPerson(tables, ctx, me.id)).profile.name).toBe(me.name);
    expect(await isForgotten(tables, ctx, me.id)).toBe(false);
  });

  it('yields to a writer who was first, and then does its work', async () => {
    const racing: MemoryTables = {
      ...tables,
      commit: async (table, partition, ops) => {
        const [op] = ops;
        if (table === 'People' && op?.kind === 'replace' && partition.endsWith('905')) {
          // A colleague adds to the row between the sweep's read and its write.
          const row = await tables.read(table, partition, op.row.rowKey);
          const data = JSON.parse(String(row?.['data']));
          if (data.added === undefined) {
            const added = json(op.row.rowKey, { ...data, added: true });
            await tables.commit(table, partition, [{ kind: 'put', row: added }]);
          }
        }
        return tables.commit(table, partition, ops);
      },
    };
    await sweepSlice(racing, ctx, hash);
    const row = await tables.read('People', personPartition(ctx, helped(5)), 'h~1');
    expect(JSON.parse(String(row?.['data']))).toMatchObject({
      added: true,
      helpers: [{ id: '', name: 'a colleague' }],
    });
  });

  it('never brings a record back that another turn had begun to change', async () => {
    await changePerson(tables, ctx, helped(99), () => ({ result: undefined, change: {} }));
    const known = await loadPerson(tables, ctx, helped(99));
    await removeOwn(tables, ctx, helped(99));
    const change = changePerson(
      tables,
      ctx,
      helped(99),
      () => ({ result: undefined, change: { profile: { rhythm: 'off' } } }),
      known,
    );
    await expect(change).rejects.toThrow('erased meanwhile');
    expect(traces(tables.dump(), [helped(99)])).toEqual([]);
  });
});
