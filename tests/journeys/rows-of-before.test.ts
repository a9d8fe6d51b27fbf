import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { rowKinds } from '#bot/app';
import { hash } from '#bot/core/ids';
import { kindFinder } from '#bot/platform/rows';
import type { Row, TableName } from '#bot/platform/tables';
import { memoryTables } from '#tests/fakes/memory-tables';
import { live } from '#tests/fixtures/rows/life';
import { cast, crew, type House, openHouse } from '#tests/house';
import { traces } from '#tests/journeys/traces';

/**
 * Rows as the version of this month wrote them: never written again. A later version that changes
 * the shape of a row adds a file of its own, by a new name here and `--golden`.
 */
const file = 'tests/fixtures/rows/2026-11.json';
const anywhere = 'http://teams';

interface Written {
  readonly table: TableName;
  readonly partition: string;
  readonly row: Row;
}

async function write(): Promise<void> {
  const house = await openHouse();
  try {
    await live(house);
    const rows = house.tables.dump().map(({ table, row }): Written => {
      const { partitionKey, etag: _, ...columns } = row;
      return { table, partition: partitionKey, row: columns as Row };
    });
    rows.sort((a, b) => (order(a) < order(b) ? -1 : 1));
    writeFileSync(file, JSON.stringify(rows, null, 2).replaceAll(house.teams.serviceUrl, anywhere));
  } finally {
    await house.close();
  }
}

const order = ({ table, partition, row }: Written): string => `${table} ${partition} ${row.rowKey}`;

const written = (): Written[] => JSON.parse(readFileSync(file, 'utf8'));

/** A house that takes over what the version of before left in storage. */
async function movedIn(now: string): Promise<House> {
  const tables = memoryTables();
  const furnish = async (serviceUrl: string): Promise<void> => {
    for (const { table, partition, row } of written()) {
      const data = String(row['data']).replaceAll(anywhere, serviceUrl);
      // Product time is kept as what it is ahead of real time, which is another one today.
      const offset = String(Date.parse(now) - Date.now());
      const moved =
        row.rowKey === 'clock'
          ? { ...row, offset }
          : row['data'] === undefined
            ? row
            : { ...row, data };
      await tables.commit(table, partition, [{ kind: 'put', row: moved }]);
    }
  };
  await furnish(anywhere);
  const house = await openHouse({ CLOCK_NOW: now }, { tables });
  // Teams listens at another port each time.
  await furnish(house.teams.serviceUrl);
  house.teams.members = stayed;
  return house;
}

const { alex, megan, adele, daan } = cast;
const stayed = Object.values(cast).filter((who) => who !== daan);
const pages = ['/me', '/badges', '/learning', '/team', '/colleagues', '/asks', '/checkin'];

describe('rows of before', () => {
  if (process.env['GOLDEN'] === 'write' && !existsSync(file))
    it('are written once', write, 120_000);

  it('are each read by the one way in which their kind is read', () => {
    const kindOf = kindFinder(rowKinds);
    const kinds = written().map(({ table, partition, row }) => {
      const kind = kindOf(table, partition, row.rowKey);
      kind?.read(row);
      return kind?.name;
    });
    expect(kinds).not.toContain(undefined);
    // What nobody met in those weeks, what lives for minutes, and what came later.
    const rare = ['unshared', 'reply', 'yes', 'merge', 'new skill', 'imported', 'pack'];
    rare.push('parked', 'sample', 'sweep', 'withdrawal', 'block', 'recall', 'unreadable');
    rare.push('rekeyed', 'leavers', 'backup', 'organisation', 'named', 'listed');
    rare.push(
      'run',
      'part in a run',
      'answer',
      'opened answers',
      'own format',
      'form switched off',
    );
    rare.push('how-to', 'hidden how-to', 'how-to by topic', 'learnt');
    const all = rowKinds.map(({ name }) => name);
    expect(all.filter((name) => !kinds.includes(name)).toSorted()).toEqual(rare.toSorted());
  });

  describe('in a house that takes them over', () => {
    let house: House;
    const unreadable = () => house.app.deps.control.unreadableRows;
    beforeEach(async () => {
      house = await movedIn('2027-01-04T12:10:00Z');
    });
    afterEach(() => house.close());

    it('are everybody’s pages as they were', async () => {
      for (const who of stayed) {
        for (const page of pages) {
          const { status } = await house.api(who, 'GET', page);
          expect({ page, status }).toEqual({ page, status: 200 });
        }
      }
      const { received } = (await house.api(megan, 'GET', '/badges')).body;
      expect(received.map(({ from }: { from: string }) => from)).toEqual([
        adele.name,
        alex.name,
        adele.name,
      ]);
      const { entries } = (await house.api(alex, 'GET', '/learning')).body;
      expect(entries.filter(({ kind }: { kind: string }) => kind === 'help')).toMatchObject([
        { gave: false, with: megan.name, lesson: 'Ten words a day.' },
        { gave: true, with: megan.name },
        { gave: false, lesson: 'Filter them first.' },
      ]);
      expect(unreadable()).toBe(0);
    });

    it('are what their owner exports', async () => {
      const { status, body } = await house.api(alex, 'GET', '/me/export');
      expect(status).toBe(200);
      const own = written().filter(({ partition }) => partition.endsWith(alex.id));
      const keys = body.rows.People.map(({ rowKey }: { rowKey: string }) => rowKey);
      expect(keys).toEqual(expect.arrayContaining(own.map(({ row }) => row.rowKey)));
      expect(body.rows.Skills).toHaveLength(2);
    });

    it('go on: weeks later nothing failed and every row is read', async () => {
      const ran = await house.pass('2027-01-26T12:00:00Z');
      expect(ran.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
      expect(ran.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['moment', 'digest']));
      expect(unreadable()).toBe(0);
    });

    const rowsOf = (who: { id: string }) =>
      house.tables.dump().filter(({ row }) => row.partitionKey.endsWith(who.id));
    const keysOf = (who: { id: string }, prefix: string) =>
      rowsOf(who).flatMap(({ row }) => (row.rowKey.startsWith(prefix) ? [row.rowKey] : []));
    const unkeyed = (learner: { id: string }) =>
      hash(24, 'round', crew.id, '0001', '000002', learner.id);

    it('of a partner hold no unkeyed hash of the other’s id after a night', async () => {
      // Who has the tables and a list of ids could try them.
      const before = await nameless(alex);
      expect(traces(rowsOf(alex), [unkeyed(megan)])).not.toEqual([]);
      await house.pass('2027-01-05T06:00:00Z');
      expect(traces(rowsOf(alex), [unkeyed(megan)])).toEqual([]);
      expect(traces(rowsOf(megan), [unkeyed(alex)])).toEqual([]);
      expect(await nameless(alex)).toEqual(before);
      expect(keysOf(alex, 'k~')).toHaveLength(3);
      expect(keysOf({ id: cast.patti.id }, 'k~')).toEqual([
        expect.stringMatching(/^k~[0-9a-f]{32}$/),
      ]);
      // Once: the next night has nothing to do.
      const ran = await house.pass('2027-01-06T06:00:00Z');
      expect(ran.filter(({ kind }) => kind === 'rekey')).toEqual([]);
    });

    it('of a badge whose giver erased everything have another id then, and its card works', async () => {
      const [, , old = ''] = (keysOf(megan, 'c~open~badge-1764')[0] ?? '').split('~');
      const id = old.slice('badge-'.length);
      await house.api(adele, 'POST', '/me/erase', { confirm: 'erase' });
      await house.pass('2027-01-05T06:00:00Z');
      expect(traces(house.tables.dump(), [id])).toEqual([]);
      expect(keysOf(megan, 'c~open~badge-')).toHaveLength(3);
      const shown = await house.act(megan, 'thanks.received', { id, act: 'hide' });
      expect(JSON.stringify(shown.body)).toContain('you can show it again');
      expect(keysOf(megan, 'c~open~badge-')).toHaveLength(2);
      // Whose giver is here keeps the id that the giver knows it by.
      expect(keysOf(megan, 'r~398e8726f56f70d2e7f9ff0c')).toHaveLength(1);
      expect(unreadable()).toBe(0);
    });

    const learning = async (who: typeof alex) =>
      (await house.api(who, 'GET', '/learning')).body.entries.filter(
        ({ kind }: { kind: string }) => kind === 'help',
      );
    const nameless = async (who: typeof alex) =>
      (await learning(who)).map(({ id: _, ...entry }: { id: string }) => entry);

    it.each(stayed)('of $name leave no trace after an erase', async (who) => {
      const secrets = [who.id, who.name, who.teamsId];
      expect(traces(house.tables.dump(), secrets)).not.toEqual([]);
      await house.api(who, 'POST', '/me/erase', { confirm: 'erase' });
      await house.app.worker?.look();
      await house.pass('2027-01-04T12:20:00Z');
      expect(traces(house.tables.dump(), secrets)).toEqual([]);
      expect(unreadable()).toBe(0);
    });
  });
});
