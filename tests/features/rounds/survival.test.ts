import { instantOf } from '#bot/core/time';
import { roundDue } from '#bot/features/rounds/due';
import { rounds } from '#bot/features/rounds/index';
import { metKind } from '#bot/features/rounds/match';
import { matchKind } from '#bot/features/rounds/rules';
import { StorageAway, type Tables } from '#bot/platform/tables';
import { personRow } from '#bot/records/person';
import { memoryTables } from '#tests/fakes/memory-tables';
import {
  closes,
  ctx,
  depsWith,
  load,
  type Planted,
  plant,
  round,
  runRounds,
  scope,
} from '#tests/features/rounds/ground';

/** A swap, a circle, and one person whom nobody can help. */
const seven: readonly Planted[] = [
  { id: 'p1', share: 'sql', wish: 'dutch' },
  { id: 'p2', share: 'dutch', wish: 'sql' },
  { id: 'p3', share: 'excel', wish: 'law' },
  { id: 'p4', share: 'law', wish: 'aid' },
  { id: 'p5', share: 'aid', wish: 'excel' },
  { id: 'p6', share: 'knitting', wish: 'juggling' },
];
const dealt = closes.add({ hours: 1 });

/** What stands under *For you* of everybody: match by whom, or the news that there is none. */
async function standing(tables: Tables): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const { id } of seven) {
    const { open } = await load(tables, id);
    found[id] = open
      .filter(({ kind }) => kind !== 'round-invite')
      .map(({ kind, data }) =>
        kind === matchKind ? `${data['teacher']}>${id}>${data['learner']}` : kind,
      );
  }
  return found;
}

const right = {
  p1: ['p2>p1>p2'],
  p2: ['p1>p2>p1'],
  p3: ['p4>p3>p5'],
  p4: ['p5>p4>p3'],
  p5: ['p3>p5>p4'],
  p6: ['round-left'],
};

/** Storage that goes away at the nth write: before it is carried out, or after. */
function failing(tables: Tables, nth: number, after: boolean): Tables {
  let writes = 0;
  return {
    ...tables,
    commit: async (table, partition, ops) => {
      writes += 1;
      if (writes !== nth) return tables.commit(table, partition, ops);
      if (after) await tables.commit(table, partition, ops);
      throw new StorageAway('gone');
    },
  };
}

async function closedWith(nth: number, after: boolean): Promise<Record<string, string[]>> {
  const tables = memoryTables();
  await plant(tables, seven);
  await runRounds(tables, dealt, failing(tables, nth, after));
  return standing(tables);
}

test('a round that storage leaves at any write gives everybody one match, and the same one', async () => {
  for (let nth = 1; nth <= 24; nth += 1) {
    const after = nth % 2 === 0;
    expect({ nth, after, ...(await closedWith(nth, after)) }).toEqual({ nth, after, ...right });
  }
});

test('two processes that close one round at once deal it once', async () => {
  const tables = memoryTables();
  await plant(tables, seven);
  const jobs = rounds(depsWith(tables), ctx).jobs ?? {};
  const due = roundDue('close', closes, scope, round);
  const at = closes.add({ minutes: 1 });
  await Promise.all([1, 2, 3].map(() => jobs[due.kind]?.(ctx, due, at)));
  await Promise.all([runRounds(tables, dealt), runRounds(tables, dealt)]);
  expect(await standing(tables)).toEqual(right);
});

test('a step that is run again changes nothing', async () => {
  const tables = memoryTables();
  await plant(tables, seven);
  const jobs = rounds(depsWith(tables), ctx).jobs ?? {};
  await runRounds(tables, dealt);
  const before = await standing(tables);
  for (const job of ['close', 'deal', 'left'] as const) {
    for (const what of ['', '000000', '000001', 'p6~', 'p1~']) {
      const due = roundDue(job, dealt, scope, round, what);
      await jobs[due.kind]?.(ctx, due, dealt);
    }
  }
  await runRounds(tables, dealt);
  expect(await standing(tables)).toEqual(before);
});

test('who erased everything before the deal leaves the others with a new match or a kind word', async () => {
  const tables = memoryTables();
  await plant(tables, seven);
  const jobs = rounds(depsWith(tables), ctx).jobs ?? {};
  const due = roundDue('close', closes, scope, round);
  await jobs[due.kind]?.(ctx, due, closes);
  // Between the freeze and the deal.
  const { open, wishes, shares } = await load(tables, 'p2');
  await tables.commit('People', 't~p2', [
    { kind: 'delete', rowKey: 'a~profile' },
    ...open.map(({ id }) => ({ kind: 'delete' as const, rowKey: `c~open~${id}` })),
    ...wishes.map(({ id }) => ({ kind: 'delete' as const, rowKey: `b~wish~${id}` })),
    ...shares.map(({ id }) => ({ kind: 'delete' as const, rowKey: `b~share~${id}` })),
  ]);
  await runRounds(tables, dealt);
  const after = await standing(tables);
  expect(after['p1']).toEqual(['round-left']);
  expect(after['p2']).toEqual([]);
  expect((await load(tables, 'p1')).open.at(-1)?.data).toMatchObject({ declined: true });
});

test('two rounds at once bring nobody more matches than they take on', async () => {
  const tables = memoryTables();
  await plant(tables, seven);
  const jobs = rounds(depsWith(tables), ctx).jobs ?? {};
  const due = roundDue('close', closes, scope, round);
  await jobs[due.kind]?.(ctx, due, closes);
  // Another round gave the first one a match between the freeze and the deal.
  const elsewhere = {
    id: 'round-match-elsewhere',
    kind: matchKind,
    created: '2026-12-02T09:00:00Z',
    expires: '2026-12-20T09:00:00Z',
    data: { teacher: 'x', learner: 'x', kind: 'swap' },
  };
  await tables.commit('People', 't~p1', [{ kind: 'put', row: personRow.open(elsewhere) }]);
  await runRounds(tables, dealt);
  const after = await standing(tables);
  expect(after['p1']?.filter((one) => one.includes('>'))).toEqual(['x>p1>x']);
  expect(after['p2']).toEqual(['round-left']);
  expect(after['p3']).toEqual(right.p3);
});

test('a week later everybody with a match is asked once whether they met', async () => {
  for (const nth of [0, 1, 2, 3, 4, 5]) {
    const tables = memoryTables();
    await plant(tables, seven);
    await runRounds(tables, dealt);
    await runRounds(tables, instantOf('2026-12-10T00:00:00Z'), failing(tables, nth, nth % 2 === 0));
    for (const { id } of seven.slice(0, 5)) {
      const { open } = await load(tables, id);
      expect(open.filter(({ kind }) => kind === metKind)).toHaveLength(1);
      expect(open.filter(({ kind }) => kind === matchKind)).toHaveLength(0);
    }
  }
});

test('a round of two thousand is frozen in small rows, and dealt one activity at a time', async () => {
  const tables = memoryTables();
  const people = Array.from({ length: 2_000 }, (_, index): Planted => {
    const topic = Math.floor(index / 2) % 300;
    const [one, other] = [`a${topic}`, `b${topic}`];
    const id = `p${String(index).padStart(4, '0')}`;
    return index % 2 === 0 ? { id, share: one, wish: other } : { id, share: other, wish: one };
  });
  await plant(tables, people);
  const jobs = rounds(depsWith(tables), ctx).jobs ?? {};
  const run = async (job: 'close' | 'deal', what = ''): Promise<void> => {
    const due = roundDue(job, closes, scope, round, what);
    await jobs[due.kind]?.(ctx, due, closes);
  };
  await run('close');
  const rows = tables.dump().filter(({ table }) => table === 'Teams');
  expect(rows.filter(({ row }) => row.rowKey.startsWith(`act~${round}~`))).toHaveLength(1_000);
  expect(rows.filter(({ row }) => row.rowKey.startsWith('yes~'))).toHaveLength(0);
  expect(Math.max(...rows.map(({ row }) => JSON.stringify(row).length))).toBeLessThan(2_000);
  tables.reset();
  await run('deal', '000000');
  // What one activity costs does not grow with the round.
  expect(tables.trips.reads + tables.trips.writes).toBeLessThanOrEqual(12);
});
