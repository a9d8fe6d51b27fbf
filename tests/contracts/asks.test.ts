import { hash, personId, skillId, tenantContext } from '#bot/core/ids';
import { instantOf } from '#bot/core/time';
import { startAsk } from '#bot/features/help/ask';
import type { HelpDeps } from '#bot/features/help/deps';
import { helpJobs } from '#bot/features/help/job';
import { ringRead } from '#bot/features/skills/ring';
import { key, StorageAway, type Tables } from '#bot/platform/tables';
import type { Deps } from '#bot/ports';
import { keyedIn } from '#bot/records/keyed';
import { json, loadPerson, personPartition } from '#bot/records/person';
import type { Profile } from '#bot/records/profile';
import { openTurn } from '#bot/records/turn';
import { implementations } from '#tests/contracts/implementations';
import { memoryTables } from '#tests/fakes/memory-tables';
import { calendar, profile } from '#tests/people';

const ctx = tenantContext('t');
const now = instantOf('2026-11-23T09:00:00Z');
const skill = skillId('0123456789abcdef');
const words = { skill: 'Excel', what: 'A chart', minutes: 30, by: '2026-12-04' } as const;

const helpOn = (tables: Tables): HelpDeps => ({
  deps: { tables, calendar, messenger: {} } as unknown as Deps,
  ring: (tenant, seeking) => ringRead(tables, tenant, seeking),
  skillNamed: (name) => ({ ok: true, value: { id: skill, name } }),
  lookedFor: (name) => ({ ok: true, value: { skill: { id: skill, name }, near: undefined } }),
  topicIn: () => undefined,
  before: async () => undefined,
  helps: async () => [],
  mergedInto: () => [],
  named: { one: async () => undefined, isNamed: async () => false },
  addition: () => ({ ok: true, value: {} }),
  unwish: async () => ({ ok: true, value: {} }),
  openThanks: async () => ({ kind: 'nothing' }),
});

/** Somebody who shares the skill, as the index and People have them. */
async function sharer(tables: Tables, id: string, patch: Partial<Profile> = {}): Promise<void> {
  const row = { ...json('a~profile', profile({ name: id, ...patch })), rev: 1 };
  await tables.commit('People', personPartition(ctx, personId(id)), [{ kind: 'put', row }]);
  await tables.commit('SkillIndex', key(ctx.tenant, skill), [
    {
      kind: 'put',
      row: {
        rowKey: key(hash(8, id), id),
        languages: 'en,nl',
        from: '09:00',
        to: '17:00',
        zone: 'Europe/Amsterdam',
        daysOff: '6,7',
      },
    },
  ]);
}

const asker = async (tables: Tables, id: string): Promise<void> => {
  const row = { ...json('a~profile', profile({ name: id, speaks: ['en'] })), rev: 1 };
  await tables.commit('People', personPartition(ctx, personId(id)), [{ kind: 'put', row }]);
};

const ask = async (help: HelpDeps, id: string, n = 0) => {
  const me = personId(id);
  const operation = hash(24, id, String(n));
  const { turn } = await openTurn(help.deps.tables, { ctx, me, operation, now }, () => undefined);
  return startAsk(help, turn, words, operation);
};

/** As a client would: what storage did not answer is asked again, under the same name. */
async function patiently<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof StorageAway)) throw error;
    }
  }
  throw new Error('storage stays away');
}

describe.each(implementations)('a hundred people ask at once, on %s', (_, open) => {
  let tables: Tables;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ tables, close } = await open());
  });
  afterAll(() => close());

  jest.setTimeout(120_000);
  it('and nobody is asked more often than they set, nor helps more people at once', async () => {
    const limits: [string, Partial<Profile>][] = [
      ['h1', { askLimit: 1, capacity: 5 }],
      ['h2', { askLimit: 3, capacity: 2 }],
      ['h3', { askLimit: 2, capacity: 5 }],
      ['h0', { askLimit: 0, capacity: 5 }],
    ];
    for (const [id, patch] of limits) await sharer(tables, id, patch);
    const askers = Array.from({ length: 100 }, (__, n) => `a${n}`);
    for (const id of askers) await asker(tables, id);
    const help = helpOn(tables);
    const asked = await Promise.all(askers.map((id) => patiently(() => ask(help, id))));
    expect(asked.every(({ ok }) => ok)).toBe(true);
    const open_ = async () =>
      Promise.all(
        limits.map(async ([id]) => {
          const { open: items, profile: kept } = await loadPerson(tables, ctx, personId(id));
          expect(kept.asks).toHaveLength(items.length);
          return items.length;
        }),
      );
    const atOnce = await open_();
    // Whoever lost a race looks for somebody else, all at once again.
    const job = helpJobs(help)['ask'];
    await Promise.all(
      askers.map((id) => {
        const who = `${id}~${hash(24, id, '0')}`;
        return patiently(async () => job?.(ctx, { who, at: now }, now));
      }),
    );
    const full = await open_();
    expect(full).toEqual([1, 2, 2, 0]);
    for (const [n, count] of atOnce.entries()) expect(count).toBeLessThanOrEqual(full[n] ?? 0);
  });
});

describe('round trips', () => {
  it.each([10, 1_000, 100_000])(
    'of one ask are at most eight, when %i people share the skill',
    async (count) => {
      const tables = memoryTables();
      const ops = Array.from({ length: count }, (_, n) => ({
        kind: 'put' as const,
        row: {
          rowKey: key(hash(8, `h${n}`), `h${n}`),
          languages: 'en',
          from: '09:00',
          to: '17:00',
          zone: 'Europe/Amsterdam',
          daysOff: '6,7',
        },
      }));
      for (let first = 0; first < count; first += 100) {
        await tables.commit('SkillIndex', key(ctx.tenant, skill), ops.slice(first, first + 100));
      }
      // Whoever comes first on the ring has room: their profile is there.
      const help = helpOn(tables);
      await asker(tables, 'a');
      const { people } = await ringRead(tables, ctx, {
        skill,
        asker: personId('a'),
        day: '2026-11-23',
        look: 0,
        except: [],
        fits: () => true,
      });
      for (const id of people) {
        const row = { ...json('a~profile', profile({ name: id })), rev: 1 };
        await tables.commit('People', personPartition(ctx, id), [{ kind: 'put', row }]);
      }
      // A process reads the tenant's key once.
      await keyedIn(tables, ctx);
      tables.reset();
      expect((await ask(help, 'a')).ok).toBe(true);
      const { reads, writes } = tables.trips;
      process.stdout.write(`one ask among ${count}: ${reads} reads, ${writes} writes\n`);
      expect(reads + writes).toBeLessThanOrEqual(8);
      expect((await loadPerson(tables, ctx, people[0] ?? personId(''))).open).toHaveLength(1);
    },
  );

  it('of a search in which nobody has room are three queries and five point reads', async () => {
    const tables = memoryTables();
    for (let n = 0; n < 60; n += 1) await sharer(tables, `h${n}`, { askLimit: 0 });
    await asker(tables, 'a');
    const help = helpOn(tables);
    await ask(help, 'a');
    tables.reset();
    const who = `a~${hash(24, 'a', '0')}`;
    await helpJobs(help)['ask']?.(ctx, { who, at: now }, now);
    // The ask and its asker, two queries of the ring, five profiles; the next look is written down.
    expect(tables.trips).toEqual({ reads: 2 + 1 + 5, writes: 1 });
  });
});

describe('an ask by name', () => {
  const id = hash(24, 'a', 'by name');
  /** Storage of which a process sees the first so many writes, and dies. */
  const dying = (tables: Tables, writes: number): Tables => {
    let left = writes;
    return {
      ...tables,
      commit: async (...args) => {
        if (left === 0) throw new Error('died');
        left -= 1;
        return tables.commit(...args);
      },
    };
  };
  const byName = (tables: Tables): HelpDeps => ({
    ...helpOn(tables),
    named: { one: async () => ({ name: 'Megan' }), isNamed: async () => true },
  });
  const asks = async (tables: Tables, on: Tables) => {
    const { turn } = await openTurn(
      tables,
      { ctx, me: personId('a'), operation: id, now },
      () => undefined,
    );
    return startAsk(byName(on), turn, { ...words, to: 'h' }, id);
  };

  it('stands with whom it was for once, wherever the turn died, within their limit or not', async () => {
    for (const patch of [{}, { askLimit: 0 }]) {
      for (let writes = 0; writes < 8; writes += 1) {
        const tables = memoryTables();
        await asker(tables, 'a');
        await sharer(tables, 'h', patch);
        await keyedIn(tables, ctx);
        await asks(tables, dying(tables, writes)).catch(() => undefined);
        // Asked again, as a client would; the job that is due looks as often as it likes.
        expect((await asks(tables, tables)).ok).toBe(true);
        for (const at of [now, now.add({ seconds: 3 })]) {
          await helpJobs(byName(tables))['ask']?.(ctx, { who: `a~${id}`, at }, at);
        }
        const { open: items, profile: kept } = await loadPerson(tables, ctx, personId('h'));
        expect([writes, items.map(({ kind }) => kind)]).toEqual([writes, ['help-offer']]);
        expect([writes, kept.asks.length]).toEqual([writes, 'askLimit' in patch ? 0 : 1]);
        const told = tables
          .dump()
          .filter(({ table, row }) => table === 'Due' && row.rowKey.includes('~tell~'));
        expect(told.length > 0).toBe(!('askLimit' in patch));
      }
    }
  });

  it('costs at most eight round trips', async () => {
    const tables = memoryTables();
    await asker(tables, 'a');
    await sharer(tables, 'h');
    await keyedIn(tables, ctx);
    tables.reset();
    expect((await asks(tables, tables)).ok).toBe(true);
    const { reads, writes } = tables.trips;
    process.stdout.write(`one ask by name: ${reads} reads, ${writes} writes\n`);
    expect(reads + writes).toBeLessThanOrEqual(8);
  });
});
