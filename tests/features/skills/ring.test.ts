import { hash, type PersonId, personId, skillId, tenantContext } from '#bot/core/ids';
import { addDays } from '#bot/core/time';
import { ringRead, type Seeking } from '#bot/features/skills/ring';
import { key, type Op } from '#bot/platform/tables';
import { memoryTables } from '#tests/fakes/memory-tables';

const ctx = tenantContext('t');
const skill = skillId('0123456789abcdef');
const asker = personId('asker');
const seeking = (more: Partial<Seeking> = {}): Seeking => ({
  skill,
  asker,
  day: '2026-11-23',
  look: 0,
  except: [],
  fits: () => true,
  ...more,
});
const row = (id: string, languages = 'en') => ({
  rowKey: key(hash(8, id), id),
  level: 'explain',
  kind: 'skill',
  languages,
  from: '09:00',
  to: '17:00',
  zone: 'Europe/Amsterdam',
  daysOff: '6,7',
});

async function sharers(count: number, languages: (n: number) => string = () => 'en') {
  const tables = memoryTables();
  const ops = Array.from(
    { length: count },
    (_, n): Op => ({ kind: 'put', row: row(`p${n}`, languages(n)) }),
  );
  for (let first = 0; first < count; first += 100) {
    await tables.commit('SkillIndex', key(ctx.tenant, skill), ops.slice(first, first + 100));
  }
  tables.reset();
  return tables;
}

describe('the ring read', () => {
  it.each([0, 1, 10, 24, 25, 26, 60, 1_000, 100_000])(
    'costs at most three queries and names at most five of %i people',
    async (count) => {
      const tables = await sharers(count);
      const all = await ringRead(tables, ctx, seeking());
      expect(tables.trips.writes).toBe(0);
      expect(tables.trips.reads).toBeLessThanOrEqual(2);
      expect(all.people).toHaveLength(Math.min(5, count));
      expect(all.shared).toBe(count > 0);
      tables.reset();
      // Few speak the language: one page more, and no more than that.
      const few = await ringRead(tables, ctx, seeking({ fits: () => false }));
      expect(tables.trips.reads).toBeLessThanOrEqual(3);
      expect(few).toEqual({ people: [], shared: count > 0 });
    },
  );

  it('finds everybody there is when there are few, wherever the ring begins', async () => {
    for (const count of [1, 2, 3, 4, 5]) {
      const tables = await sharers(count);
      for (let day = 0; day < 20; day += 1) {
        const { people } = await ringRead(
          tables,
          ctx,
          seeking({ day: addDays('2026-11-23', day) }),
        );
        expect(new Set(people).size).toBe(count);
      }
    }
  });

  it('finds whoever fits among fifty', async () => {
    const tables = await sharers(50, (n) => (n % 16 === 0 ? 'nl' : 'en'));
    const dutch = await ringRead(
      tables,
      ctx,
      seeking({ fits: ({ languages }) => languages.includes('nl') }),
    );
    expect([...dutch.people].sort()).toEqual(['p0', 'p16', 'p32', 'p48']);
  });

  it('passes over the asker and whom the search knows, and reads what the index says', async () => {
    const tables = await sharers(3);
    await tables.commit('SkillIndex', key(ctx.tenant, skill), [{ kind: 'put', row: row('asker') }]);
    const seen: object[] = [];
    const { people } = await ringRead(
      tables,
      ctx,
      seeking({
        except: ['p1'],
        fits: (sharer) => {
          seen.push(sharer);
          return true;
        },
      }),
    );
    expect([...people].sort()).toEqual(['p0', 'p2']);
    expect(seen[0]).toEqual({
      languages: ['en'],
      hours: { from: '09:00', to: '17:00' },
      zone: 'Europe/Amsterdam',
      daysOff: [6, 7],
    });
    const alone = memoryTables();
    await alone.commit('SkillIndex', key(ctx.tenant, skill), [{ kind: 'put', row: row('asker') }]);
    expect(await ringRead(alone, ctx, seeking())).toEqual({ people: [], shared: false });
  });

  it('answers the same all day, and otherwise on another day or look', async () => {
    const tables = await sharers(200);
    const first = await ringRead(tables, ctx, seeking());
    expect(await ringRead(tables, ctx, seeking())).toEqual(first);
    expect(await ringRead(tables, ctx, seeking({ day: '2026-11-24' }))).not.toEqual(first);
    expect(await ringRead(tables, ctx, seeking({ look: 1 }))).not.toEqual(first);
  });

  it('makes nobody the star: in 3 000 asks nobody is first far more often than another', async () => {
    const count = 20;
    const tables = await sharers(count);
    const first = new Map<PersonId, number>();
    const asks = 3_000;
    for (let n = 0; n < asks; n += 1) {
      const { people } = await ringRead(tables, ctx, seeking({ asker: personId(`a${n}`) }));
      const [one] = people;
      if (one !== undefined) first.set(one, (first.get(one) ?? 0) + 1);
    }
    const counts = [...first.values()];
    expect(counts).toHaveLength(count);
    // 150 each on average; the standard deviation of a fair draw is 12.
    expect(Math.max(...counts)).toBeLessThan(150 + 5 * 12);
    expect(Math.min(...counts)).toBeGreaterThan(150 - 5 * 12);
  });
});
