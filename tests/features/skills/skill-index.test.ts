import { personId, tenantContext } from '#bot/core/ids';
import { instantOf } from '#bot/core/time';
import type { Calendar } from '#bot/delivery/rules';
import { catalogueOf } from '#bot/features/skills/catalogue/catalogue';
import { seedShelf } from '#bot/features/skills/catalogue/vocabulary';
import { skillNamed } from '#bot/features/skills/rules';
import { reindex } from '#bot/features/skills/skill-index';
import { addSkill, changeSkill, removeSkill } from '#bot/features/skills/store';
import { countUsage, supply } from '#bot/features/skills/tenant';
import type { Tables } from '#bot/platform/tables';
import { keyedIn } from '#bot/records/keyed';
import { changePerson } from '#bot/records/person';
import { openTurn } from '#bot/records/turn';
import { memoryTables } from '#tests/fakes/memory-tables';
import fc from '#tests/property';

const ctx = tenantContext('t');
const now = instantOf('2026-11-23T06:00:00Z');
const calendar: Calendar = { defaultZone: 'Europe/Amsterdam', isHoliday: () => false };
const alex = personId('alex');
const megan = personId('megan');

const names = catalogueOf([seedShelf]);
const idOf = (name: string) => {
  const named = skillNamed(name, names);
  if (!named.ok) throw new Error(name);
  return named.value.id;
};
const turnOf = async (tables: Tables, me = alex) =>
  (await openTurn(tables, { ctx, me, operation: 'o', now }, () => undefined)).turn;
const inside = { consent: { state: 'in', since: '2026-11-01T00:00:00Z' } } as const;
const known = (tables: Tables, id = alex, patch: object = inside) =>
  changePerson(tables, ctx, id, () => ({
    result: undefined,
    change: { profile: { name: 'Somebody', ...patch } },
  }));

describe('round trips', () => {
  it('adds a skill in three and indexes it in three', async () => {
    const tables = memoryTables();
    await known(tables);
    await reindex({ tables, calendar, names }, ctx, alex, now);
    await keyedIn(tables, ctx);
    tables.reset();
    await addSkill(await turnOf(tables), { list: 'share', name: 'Excel' }, names);
    expect(tables.trips).toEqual({ reads: 1, writes: 2 });
    tables.reset();
    await reindex({ tables, calendar, names }, ctx, alex, now);
    expect(tables.trips).toEqual({ reads: 1, writes: 2 });
    tables.reset();
    await reindex({ tables, calendar, names }, ctx, alex, now);
    expect(tables.trips).toEqual({ reads: 1, writes: 0 });
  });

  it('adds a wish in two: nobody else is to know of it', async () => {
    const tables = memoryTables();
    await known(tables);
    await keyedIn(tables, ctx);
    const before = tables.dump().filter(({ table }) => table !== 'People');
    tables.reset();
    await addSkill(await turnOf(tables), { list: 'wish', name: 'Excel' }, names);
    expect(tables.trips).toEqual({ reads: 1, writes: 1 });
    expect(tables.dump().filter(({ table }) => table !== 'People')).toEqual(before);
  });

  it('tells how many can help in one', async () => {
    const tables = memoryTables();
    expect(await supply(tables, ctx, idOf('Excel'), alex)).toBe('nobody');
    expect(tables.trips).toEqual({ reads: 1, writes: 0 });
  });
});

describe('the supply of a skill', () => {
  it('is nobody, a few or five and more, without the asker', async () => {
    const tables = memoryTables();
    const told: string[] = [];
    for (let number = 0; number < 7; number += 1) {
      const who = personId(`p${number}`);
      await known(tables, who);
      await addSkill(await turnOf(tables, who), { list: 'share', name: 'Excel' }, names);
      await reindex({ tables, calendar, names }, ctx, who, now);
      await countUsage(tables, ctx, () => false, `night ${number}`);
      told.push(
        `${await supply(tables, ctx, idOf('excel'), megan)} ${await supply(tables, ctx, idOf('excel'), who)}`,
      );
    }
    expect(told).toEqual([
      'few nobody',
      'few few',
      'few few',
      'few few',
      'many few',
      'many many',
      'many many',
    ]);
  });
});

describe('the count of a night', () => {
  it('keeps no id: only marks, and those while they are few', async () => {
    const tables = memoryTables();
    for (let number = 0; number < 7; number += 1) {
      const who = personId(`p${number}`);
      await known(tables, who);
      await addSkill(await turnOf(tables, who), { list: 'share', name: 'Excel' }, names);
      if (number === 0) {
        await addSkill(await turnOf(tables, who), { list: 'share', name: 'Dutch' }, names);
      }
      await reindex({ tables, calendar, names }, ctx, who, now);
    }
    await countUsage(tables, ctx, () => false, 'night');
    const counted = tables.dump().filter(({ row }) => row.rowKey.startsWith('known~'));
    const data = counted.map(({ row }) => JSON.parse(String(row['data'])));
    expect(data.map(({ used, few }) => [used, few.length]).sort()).toEqual([
      [1, 1],
      [7, 0],
    ]);
    expect(JSON.stringify(counted)).not.toMatch(/"p\d"/);
  });
});

describe('the index', () => {
  const rowsOf = (tables: ReturnType<typeof memoryTables>) =>
    tables
      .dump()
      .filter(({ table }) => table === 'SkillIndex')
      .map(({ row }) => row.partitionKey.split('~')[1])
      .sort();

  const listed = (tables: ReturnType<typeof memoryTables>) =>
    tables
      .dump()
      .flatMap(({ row }) => /~named~share~(.+)$/.exec(row.partitionKey)?.[1] ?? [])
      .sort();
  const indexed = (tables: ReturnType<typeof memoryTables>) =>
    tables.dump().filter(({ table }) => table === 'SkillIndex');

  /** Fails at the nth write, as a process that dies there. */
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

  it('holds exactly the shares of people who can help, whatever happened and wherever it died', async () => {
    const skills = ['a', 'b', 'c'];
    const step = fc.oneof(
      fc.record({ do: fc.constant('share' as const), skill: fc.constantFrom(...skills) }),
      fc.record({ do: fc.constant('unshare' as const), skill: fc.constantFrom(...skills) }),
      fc.record({ do: fc.constant('level' as const), skill: fc.constantFrom(...skills) }),
      fc.record({
        do: fc.constant('name' as const),
        skill: fc.constantFrom(...skills),
        on: fc.boolean(),
      }),
      fc.record({ do: fc.constant('pause' as const), on: fc.boolean() }),
      fc.record({ do: fc.constant('die' as const), after: fc.nat(4) }),
      fc.record({ do: fc.constant('reindex' as const) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
        const tables = memoryTables();
        await known(tables);
        const shared = new Set<string>();
        const byName = new Set<string>();
        let paused = false;
        for (const what of steps) {
          const turn = await turnOf(tables);
          if (what.do === 'share') {
            await addSkill(turn, { list: 'share', name: what.skill }, names);
            shared.add(what.skill);
          } else if (what.do === 'unshare') {
            await removeSkill(turn, ['share'], idOf(what.skill), names);
            shared.delete(what.skill);
            byName.delete(what.skill);
          } else if (what.do === 'name') {
            const { skill, on: named } = what;
            await changeSkill(turn, 'share', idOf(skill), { named }, names);
            if (named && shared.has(skill)) byName.add(skill);
            else byName.delete(skill);
          } else if (what.do === 'level') {
            await changeSkill(turn, 'share', idOf(what.skill), { level: 'teach' }, names);
          } else if (what.do === 'pause') {
            paused = what.on;
            await known(tables, alex, { pausedUntil: paused ? '2026-12-01' : null });
          } else {
            const on = what.do === 'die' ? dying(tables, what.after) : tables;
            await reindex({ tables: on, calendar, names }, ctx, alex, now).catch(() => undefined);
          }
        }
        await reindex({ tables, calendar, names }, ctx, alex, now);
        expect(rowsOf(tables)).toEqual(paused ? [] : [...shared].map(idOf).sort());
        // Found by name, paused or not; and nothing of it stands where people are counted.
        expect(listed(tables)).toEqual([...byName].map(idOf).sort());
        expect(JSON.stringify(indexed(tables))).not.toContain('named');
        expect(tables.dump().filter(({ row }) => row.rowKey.startsWith('e~unshared'))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('takes away a row written just before it died, though the skill was unshared meanwhile', async () => {
    const tables = memoryTables();
    await known(tables);
    await addSkill(await turnOf(tables), { list: 'share', name: 'a' }, names);
    await expect(
      reindex({ tables: dying(tables, 1), calendar, names }, ctx, alex, now),
    ).rejects.toThrow('died');
    expect(rowsOf(tables)).toEqual([idOf('a')]);
    await removeSkill(await turnOf(tables), ['share'], idOf('a'), names);
    await reindex({ tables, calendar, names }, ctx, alex, now);
    expect(rowsOf(tables)).toEqual([]);
  });

  it('says nothing of names, and stays silent about people nothing is kept of', async () => {
    const tables = memoryTables();
    expect(await reindex({ tables, calendar, names }, ctx, alex, now)).toBe('stale');
    expect(tables.dump()).toEqual([]);
    await known(tables);
    await addSkill(await turnOf(tables), { list: 'share', name: 'Excel' }, names);
    await reindex({ tables, calendar, names }, ctx, alex, now);
    const [entry] = tables.dump().filter(({ table }) => table === 'SkillIndex');
    expect(entry?.row).toMatchObject({
      level: 'explain',
      languages: 'en',
      zone: 'Europe/Amsterdam',
    });
    expect(JSON.stringify(entry)).not.toContain('Somebody');
    expect(JSON.stringify(entry)).not.toContain('Excel');
  });
});
