import { foldersIn, restore } from '#bot/features/backup/index';
import { eraseAgain } from '#bot/features/privacy/index';
import { memoryContainer } from '#tests/fakes/memory-container';
import { memoryTables } from '#tests/fakes/memory-tables';
import { cast, type House, openHouse } from '#tests/house';
import { keptRows, savedLife } from '#tests/journeys/saved-life';
import { traces } from '#tests/journeys/traces';

const { adele, megan } = cast;
const secrets = [adele.id, adele.name, adele.teamsId];

describe('a storage that is put back from last night’s backup', () => {
  const backups = memoryContainer();
  let house: House;
  let folder: string;
  beforeAll(async () => {
    house = await openHouse({}, { backups });
    await savedLife(house);
    await house.pass('2026-11-24T03:10:00Z');
    [folder = ''] = await foldersIn(backups, house.app.ctx);
  });
  afterAll(() => house.close());

  const restored = async (over: Partial<Parameters<typeof restore>[0]> = {}) => {
    const tables = memoryTables();
    const { ctx, deps } = house.app;
    const result = await restore({
      tables,
      backups,
      ctx,
      folder,
      write: true,
      over: false,
      erasing: eraseAgain(over.tables ?? tables, ctx, deps.clock.now()),
      far: () => undefined,
      ...over,
    });
    return { tables, result };
  };

  it('was saved at night, the key before anything of anybody', () => {
    expect(folder).toBe('2026-11-24T0300');
    const names = [...backups.files.keys()];
    expect(names[0]).toMatch(/\/2026-11-24T0300\/head\.json$/);
    expect(names.at(-1)).toMatch(/\/2026-11-24T0300\/done\.json$/);
  });

  it('holds what it held, and of how far the backup was nothing', async () => {
    const { tables, result } = await restored();
    expect(await keptRows(tables)).toEqual(await keptRows(house.tables));
    expect(result.erased).toBe(0);
    expect(tables.dump().filter(({ row }) => row.rowKey === 'backup')).toEqual([]);
  });

  it('is only read in a dry run', async () => {
    const { tables, result } = await restored({ write: false });
    expect(tables.dump()).toEqual([]);
    const people = house.tables.dump().filter(({ table }) => table === 'People');
    expect(result.rows['People']).toBe(people.length);
  });

  it('must be empty, or writing over it must be meant', async () => {
    const { tables } = await restored();
    const again = {
      tables,
      erasing: eraseAgain(tables, house.app.ctx, house.app.deps.clock.now()),
    };
    await expect(restored(again)).rejects.toThrow('not empty');
    await restored({ ...again, over: true });
    const other = memoryTables();
    const key = { rowKey: 'forgotten', secret: 'x'.repeat(40) };
    await other.commit('Control', house.app.ctx.tenant, [{ kind: 'put', row: key }]);
    await expect(restored({ tables: other, over: true })).rejects.toThrow('key of its own');
  });

  it('takes no backup that was never finished or has lost a file', async () => {
    await expect(restored({ folder: '2026-11-23T0300' })).rejects.toThrow('no whole backup');
    const name = [...backups.files.keys()].find((file) => file.includes('/People/')) ?? '';
    const content = backups.files.get(name) ?? Buffer.of();
    backups.files.delete(name);
    await expect(restored()).rejects.toThrow('Of People the backup holds 0 rows');
    backups.files.set(name, content);
  });

  it('does not bring back who erased themselves since, and is else as before', async () => {
    await house.api(adele, 'POST', '/me/erase', { confirm: 'erase' });
    // Nobody had to wait for a job: it is noted at once.
    expect([...backups.files.keys()].filter((name) => name.includes('/erased/'))).toHaveLength(1);
    await house.pass('2026-11-24T03:20:00Z');
    expect(traces(house.tables.dump(), secrets)).toEqual([]);
    const { tables, result } = await restored();
    expect(result.erased).toBe(1);
    expect(await keptRows(tables)).toEqual(await keptRows(house.tables));
    expect(traces(tables.dump(), secrets)).toEqual([]);
    // The restored app does its last look, keeps her out of rosters, and goes on.
    const next = await openHouse({ CLOCK_NOW: '2026-11-24T03:21:00Z' }, { backups, tables });
    try {
      await next.pass('2026-11-24T03:30:00Z');
      expect(tables.dump().filter(({ row }) => /^erase~/.test(row.rowKey))).toEqual([]);
      expect(traces(tables.dump(), [adele.id, adele.teamsId])).toEqual([]);
      const { body } = await next.api(megan, 'GET', '/me');
      expect(body.wishes.map(({ name }: { name: string }) => name)).toEqual(['Pottery']);
    } finally {
      await next.close();
    }
  });

  it('brings back who wrote again before the backup began', async () => {
    await house.install(adele);
    await house.say(adele, 'count me in');
    await house.pass('2026-11-25T03:10:00Z');
    const [, second = ''] = await foldersIn(backups, house.app.ctx);
    const { tables, result } = await restored({ folder: second });
    expect(result.erased).toBe(0);
    expect(await keptRows(tables)).toEqual(await keptRows(house.tables));
    expect(traces(tables.dump(), [adele.id])).not.toEqual([]);
    // But not with what she erased.
    const { tables: before } = await restored();
    expect(traces(before.dump(), secrets)).toEqual([]);
  });
});

describe('an erase while the backups cannot be reached', () => {
  it('is done all the same, and noted as soon as they can', async () => {
    const backups = memoryContainer();
    const house = await openHouse({}, { backups });
    try {
      await savedLife(house);
      backups.away = true;
      const { status } = await house.api(adele, 'POST', '/me/erase', { confirm: 'erase' });
      expect(status).toBe(200);
      await house.pass('2026-11-23T06:05:00Z');
      expect(backups.files.size).toBe(0);
      backups.away = false;
      await house.pass('2026-11-23T06:20:00Z');
      expect([...backups.files.keys()].map((name) => name.split('/')[1])).toEqual(['erased']);
      expect(traces(house.tables.dump(), secrets)).toEqual([]);
    } finally {
      await house.close();
    }
  });
});

describe('the privacy page', () => {
  it.each([
    ['says how long a copy is kept where one is made', { backups: memoryContainer() }, true],
    ['says nothing of copies where none is made', {}, false],
  ])('%s', async (_, overrides, said) => {
    const house = await openHouse({}, overrides);
    try {
      await house.install(adele);
      const { body } = await house.api(adele, 'GET', '/me/data');
      expect(JSON.stringify(body).includes('30 days')).toBe(said);
    } finally {
      await house.close();
    }
  });
});
