import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedTables } from '#bot/platform/embedded';

describe('the local tables', () => {
  const directory = mkdtempSync(join(tmpdir(), 'tables-'));
  const mark = (text: string) => writeFileSync(join(directory, 'table.owner'), text);
  afterAll(() => rmSync(directory, { recursive: true }));

  it('are opened by one process at a time, and by the next one after a kill', async () => {
    // The process that started this one is alive, and something answers on the port.
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as { port: number };
    mark(`${process.ppid} ${port}`);
    await expect(startEmbeddedTables(0, directory)).rejects.toMatchObject({ code: 'DATA_IN_USE' });
    // Its number was given to a process that keeps no tables.
    await new Promise((resolve) => other.close(resolve));
    await (await startEmbeddedTables(0, directory)).close();
    mark(`999999999 ${port}`);
    await (await startEmbeddedTables(0, directory)).close();
  });
});
