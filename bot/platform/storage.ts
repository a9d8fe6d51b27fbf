import {
  AzureCliCredential,
  ChainedTokenCredential,
  ManagedIdentityCredential,
} from '@azure/identity';
import type { Config } from '#bot/config';
import { type OpenTables, openTables, type TableAccount } from '#bot/platform/azure-tables';
import type { Container } from '#bot/platform/container';
import { startEmbeddedTables } from '#bot/platform/embedded';

export interface OpenStorage extends OpenTables {
  /** Where backups go; local mode and a storage of tables alone have none. */
  readonly backups: Container | undefined;
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
    const blobs = `https://${storage.name}.blob.core.windows.net`;
    return {
      ...openTables({ kind: 'identity', url, credential }),
      backups: await backupsIn({ kind: 'identity', url: blobs, credential }),
      close: async () => {},
    };
  }
  if (storage.kind === 'connection') {
    const connectionString = secrets.storageConnectionString ?? '';
    const account = { kind: 'connection', connectionString } as const;
    return { ...openTables(account), backups: await backupsIn(account), close: async () => {} };
  }
  const embedded = await startEmbeddedTables(storage.port, storage.directory);
  const { connectionString } = embedded;
  return {
    ...openTables({ kind: 'connection', connectionString }),
    backups: undefined,
    close: () => embedded.close(),
  };
}

/** As infra/modules/storage.bicep calls it. */
const containerName = 'backups';

/** The client is loaded only where there is something to reach: every other start does without. */
async function backupsIn(account: TableAccount): Promise<Container | undefined> {
  const { azureContainer, namesBlobs } = await import('#bot/platform/azure-container');
  return account.kind === 'connection' && !namesBlobs(account.connectionString)
    ? undefined
    : azureContainer(account, containerName);
}
