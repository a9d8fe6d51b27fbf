import { spawn } from 'node:child_process';
import { localTenant } from '#bot/config';
import { azureTables } from '#bot/platform/azure-tables';
import { startEmbeddedTables } from '#bot/platform/embedded';
import { type Tables, tableNames } from '#bot/platform/tables';
import { startBlobs } from '#tests/fakes/azurite-blobs';
import { cast, openHouse } from '#tests/house';
import { keptRows, savedLife } from '#tests/journeys/saved-life';
import { environment } from '../../infra/build/environment.mjs';

jest.setTimeout(300_000);

/** `npm run restore -- …` as an operator runs it. */
const command = (storage: string, ...parameters: string[]) =>
  new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
    const child = spawn(
      process.execPath,
      ['infra/build/command.mjs', 'bot/restore.ts', ...parameters],
      {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: environment({ STORAGE_CONNECTION_STRING: storage, TENANT_ID: localTenant }),
      },
    );
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString();
    });
    child.once('exit', (code) => resolve({ code, out, err }));
  });

async function wipe(tables: Tables): Promise<void> {
  for (const table of tableNames) {
    for await (const row of tables.across(table, { from: '!', to: '\u007f' })) {
      await tables.commit(table, row.partitionKey, [{ kind: 'delete', rowKey: row.rowKey }]);
    }
  }
}

describe('the rehearsal of a lost storage', () => {
  it('saves, erases somebody, wipes, restores, and all is as before', async () => {
    const azurite = await startEmbeddedTables(0, undefined);
    const blobs = await startBlobs();
    const storage = `${azurite.connectionString}${blobs.endpoint}`;
    const { adele } = cast;
    try {
      const house = await openHouse({ STORAGE_CONNECTION_STRING: storage });
      await savedLife(house);
      await house.pass('2026-11-24T03:10:00Z');
      await house.api(adele, 'POST', '/me/erase', { confirm: 'erase' });
      await house.pass('2026-11-24T03:20:00Z');
      await house.close();
      const tables = await azureTables({ kind: 'connection', connectionString: storage });
      const before = await keptRows(tables);
      expect(before.join('\n')).not.toContain(adele.name);

      const listed = await command(storage);
      const folder = listed.out.trim();
      expect(listed).toMatchObject({ code: 0, out: '2026-11-24T0300\n' });
      const refused = await command(storage, folder, '--write');
      expect(refused).toMatchObject({ code: 2, out: '' });
      expect(refused.err).toContain('not empty');

      await wipe(tables);
      const dry = await command(storage, folder);
      expect(dry.code).toBe(0);
      expect(dry.out).toContain('nothing was written');
      expect(dry.out).toContain('not brought back: 1');
      expect(await keptRows(tables)).toEqual([]);

      const done = await command(storage, folder, '--write');
      expect(done).toMatchObject({ code: 0 });
      expect(done.err).toContain('People …');
      expect(await keptRows(tables)).toEqual(before);

      // The app goes on with it.
      const next = await openHouse({
        STORAGE_CONNECTION_STRING: storage,
        CLOCK_NOW: '2026-11-24T03:21:00Z',
      });
      await next.pass('2026-11-24T12:00:00Z');
      const { body } = await next.api(cast.megan, 'GET', '/me');
      expect(body.wishes).toHaveLength(1);
      expect((await next.api(adele, 'GET', '/me')).body.consent).toBe('unasked');
      await next.close();
    } finally {
      await blobs.close();
      await azurite.close();
    }
  });

  it('is refused in one sentence where there is nothing to restore from', async () => {
    const azurite = await startEmbeddedTables(0, undefined);
    try {
      expect((await command(azurite.connectionString)).err).toMatch(/^This storage has no backups/);
      expect((await command(azurite.connectionString, 'a', 'b')).err).toContain('One backup');
    } finally {
      await azurite.close();
    }
  });
});
