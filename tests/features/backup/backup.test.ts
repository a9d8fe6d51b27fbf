import { tenantContext } from '#bot/core/ids';
import { instantOf } from '#bot/core/time';
import { backupJobs } from '#bot/features/backup/job';
import { toErase } from '#bot/features/backup/rules';
import {
  foldersIn,
  loadProgress,
  type Progress,
  savedRows,
  saveFile,
  saveProgress,
} from '#bot/features/backup/store';
import type { Deps } from '#bot/ports';
import { readDue } from '#bot/records/due';
import { memoryContainer } from '#tests/fakes/memory-container';
import { type MemoryTables, memoryTables } from '#tests/fakes/memory-tables';
import { calendar } from '#tests/people';

const ctx = tenantContext('tenant');
const night = instantOf('2026-11-24T03:00:00Z');
const begun: Progress = { folder: 'f', table: 0, rows: {}, done: false };

async function filled(rows: number, partition: (n: number) => string): Promise<MemoryTables> {
  const tables = memoryTables();
  for (let n = 0; n < rows; n += 1) {
    const row = { rowKey: `r${String(n).padStart(6, '0')}`, n };
    await tables.commit('People', partition(n), [{ kind: 'put', row }]);
  }
  return tables;
}

describe('a backup', () => {
  it('holds no more than a file in memory, and misses no row between two, whatever the partitions', async () => {
    const backups = memoryContainer();
    const tables = await filled(12_000, (n) => (n < 7_000 ? 'tenant~all' : `tenant~p${n}`));
    await tables.commit('People', 'tenants~other', [{ kind: 'put', row: { rowKey: 'r' } }]);
    let progress = begun;
    while (!progress.done) progress = await saveFile(tables, backups, ctx, progress, []);
    const files: number[] = [];
    const seen = new Set<unknown>();
    for await (const rows of savedRows(backups, ctx, 'f', 'People')) {
      files.push(rows.length);
      for (const { n } of rows) seen.add(n);
    }
    expect(files.toSorted()).toEqual([2_000, 5_000, 5_000]);
    expect(seen.size).toBe(12_000);
    expect(progress.rows['People']).toBe(12_000);
    expect(await foldersIn(backups, ctx)).toEqual(['f']);
  });

  it('ends a file early when its rows are long', async () => {
    const backups = memoryContainer();
    const tables = memoryTables();
    for (let n = 0; n < 400; n += 1) {
      const row = { rowKey: `r${n}`, text: 'x'.repeat(30_000) };
      await tables.commit('People', 'tenant~p', [{ kind: 'put', row }]);
    }
    const next = await saveFile(tables, backups, ctx, begun, []);
    expect(next.rows['People']).toBe(267);
    expect(next.table).toBe(0);
  });

  describe('job', () => {
    let tables: MemoryTables;
    const backups = memoryContainer();
    const alarms: string[] = [];
    const jobs = () => {
      const log = { debug() {}, info() {}, warn() {}, error() {} };
      const telemetry = { alarm: (what: string) => void alarms.push(what) };
      return backupJobs({ tables, calendar, log, telemetry } as unknown as Deps, backups, []);
    };
    const run = (kind: string, who: string, at = night) => jobs()[kind]?.(ctx, { who, at }, at);
    beforeEach(async () => {
      tables = await filled(6_000, () => 'tenant~p');
      backups.files.clear();
      backups.away = false;
      alarms.length = 0;
    });
    const folder = '2026-11-24T0300';

    it('goes on where another process stopped, and ends', async () => {
      await run('backup-night', 'all');
      const outcomes: unknown[] = [];
      do outcomes.push(await run('backup-file', folder));
      while (outcomes.at(-1) === 'later');
      expect(outcomes.at(-1)).toBe('done');
      expect(outcomes).toHaveLength(7);
      expect(await run('backup-file', folder)).toBe('stale');
      const due = await readDue(tables, ctx, night.add({ hours: 24 }));
      expect(due.map(({ kind, at }) => [kind, at.toString()])).toContainEqual([
        'backup-night',
        '2026-11-25T03:00:00Z',
      ]);
    });

    it('loses nothing when two processes take each other for gone', async () => {
      await run('backup-night', 'all');
      // Both read the same state; one of them is late with what it found.
      const both = await Promise.all([run('backup-file', folder), run('backup-file', folder)]);
      expect(both).toEqual(['later', 'later']);
      while ((await run('backup-file', folder)) === 'later');
      const seen = new Set<unknown>();
      for await (const rows of savedRows(backups, ctx, folder, 'People')) {
        for (const { n } of rows) seen.add(n);
      }
      expect(seen.size).toBe(6_000);
      expect((await loadProgress(tables, ctx))?.rows['People']).toBe(6_000);
    });

    it('fails, and so is due again, while the container is away', async () => {
      await run('backup-night', 'all');
      backups.away = true;
      await expect(run('backup-file', folder)).rejects.toThrow('away');
      backups.away = false;
      expect(await run('backup-file', folder)).toBe('later');
    });

    it('alarms when the night before was not finished, and leaves that backup alone', async () => {
      await run('backup-night', 'all');
      expect(alarms).toEqual([]);
      await run('backup-night', 'all', night.add({ hours: 24 }));
      expect(alarms).toEqual(['backup']);
      expect(await run('backup-file', folder)).toBe('stale');
      await saveProgress(tables, ctx, { ...begun, done: true });
      await run('backup-night', 'all', night.add({ hours: 48 }));
      expect(alarms).toEqual(['backup']);
    });
  });
});

describe('who must stay erased', () => {
  const noted = (hash: string, at: string) => ({ hash, at: instantOf(at) });
  const all = [
    noted('after', '2026-11-24T03:00:00Z'),
    noted('long after', '2026-12-10T09:00:00Z'),
    noted('shortly before', '2026-11-24T02:59:59Z'),
    noted('back again', '2026-11-24T02:00:00Z'),
    noted('long before', '2026-11-22T03:00:00Z'),
  ];
  it('is whoever erased after the backup began, or shortly before and did not write again', () => {
    expect(toErase(all, night, (hash) => hash !== 'back again')).toEqual([
      'after',
      'long after',
      'shortly before',
    ]);
  });
});
