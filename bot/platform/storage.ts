import {
  AzureCliCredential,
  ChainedTokenCredential,
  ManagedIdentityCredential,
} from '@azure/identity';
import type { Config } from '#bot/config';
import { type OpenTables, openTables } from '#bot/platform/azure-tables';
import { startEmbeddedTables } from '#bot/platform/embedded';

export interface OpenStorage extends OpenTables {
  close(): Promise<void>;
}

/** Storage as the settings say: an account by identity, any by connection string, or inside. */
export async function openStorage({
  settings: { storage },
  secrets,
}: Config): Promise<OpenStorage> {
  if (storage.kind === 'account') {
    const clientId = secrets.identityClientId;
    // Without an identity that was named it is an administrator at their own machine (az login).
    const credential =
      clientId === undefined
        ? new ChainedTokenCredential(new ManagedIdentityCredential(), new AzureCliCredential())
        : new ManagedIdentityCredential({ clientId });
    const url = `https://${storage.name}.table.core.windows.net`;
    return { ...openTables({ kind: 'identity', url, credential }), close: async () => {} };
  }
  if (storage.kind === 'connection') {
    const connectionString = secrets.storageConnectionString ?? '';
    return { ...openTables({ kind: 'connection', connectionString }), close: async () => {} };
  }
  const embedded = await startEmbeddedTables(storage.port, storage.directory);
  const { connectionString } = embedded;
  return {
    ...openTables({ kind: 'connection', connectionString }),
    close: () => embedded.close(),
  };
}
