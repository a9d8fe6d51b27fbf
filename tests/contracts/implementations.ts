import { azureTables } from '#bot/platform/azure-tables';
import { startEmbeddedTables } from '#bot/platform/embedded';
import type { Tables } from '#bot/platform/tables';
import { memoryTables } from '#tests/fakes/memory-tables';

interface Opened {
  readonly tables: Tables;
  close(): Promise<void>;
}

/** Every implementation of the port: the counting fake and real Azurite. */
export const implementations: readonly [string, () => Promise<Opened>][] = [
  ['the memory fake', async () => ({ tables: memoryTables(), close: async () => undefined })],
  [
    'Azurite',
    async () => {
      const embedded = await startEmbeddedTables(0, undefined);
      const { connectionString } = embedded;
      return {
        tables: await azureTables({ kind: 'connection', connectionString }),
        close: () => embedded.close(),
      };
    },
  ],
];
