import { azureContainer, namesBlobs } from '#bot/platform/azure-container';
import type { Container } from '#bot/platform/container';
import { azuriteConnectionString } from '#bot/platform/embedded';
import { StorageAway } from '#bot/platform/tables';
import { startBlobs } from '#tests/fakes/azurite-blobs';
import { memoryContainer } from '#tests/fakes/memory-container';

const implementations: readonly [
  string,
  () => Promise<{ container: Container; close(): Promise<void> }>,
][] = [
  ['the memory fake', async () => ({ container: memoryContainer(), close: async () => undefined })],
  [
    'Azurite',
    async () => {
      const { endpoint, close } = await startBlobs();
      const connectionString = `${azuriteConnectionString(1)}${endpoint}`;
      const account = { kind: 'connection', connectionString } as const;
      return { container: azureContainer(account, 'backups'), close };
    },
  ],
];

// One behaviour for every implementation of the port.
describe.each(implementations)('a container as %s', (_, open) => {
  let container: Container;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ container, close } = await open());
  });
  afterAll(() => close());
  const names = async (prefix: string): Promise<string[]> => {
    const found: string[] = [];
    for await (const name of container.names(prefix)) found.push(name);
    return found;
  };

  it('gives back whole what was written last, and lists it in order', async () => {
    for (const [name, text] of [
      ['t/b', 'one'],
      ['t/a', 'two'],
      ['u/a', 'three'],
      ['t/b', 'four'],
    ] as const) {
      await container.put(name, Buffer.from(text));
    }
    const got = await container.get('t/b');
    expect(got && Buffer.from(got).toString()).toBe('four');
    expect(await names('t/')).toEqual(['t/a', 't/b']);
    expect(await names('v/')).toEqual([]);
  });

  it('knows nothing of what was never written', async () => {
    expect(await container.get('t/never')).toBeUndefined();
  });
});

describe('a container that is not there', () => {
  it('is told of as storage that is away', async () => {
    const connectionString = `${azuriteConnectionString(1)}BlobEndpoint=http://127.0.0.1:1/devstoreaccount1;`;
    const container = azureContainer({ kind: 'connection', connectionString }, 'backups');
    await expect(container.put('a', Buffer.from('b'))).rejects.toThrow(StorageAway);
    await expect(container.get('a')).rejects.toThrow(StorageAway);
  });

  it('is none where a connection string is about tables alone', () => {
    expect(namesBlobs(azuriteConnectionString(10002))).toBe(false);
    expect(namesBlobs('UseDevelopmentStorage=true')).toBe(true);
    expect(namesBlobs('AccountName=a;AccountKey=b;EndpointSuffix=core.windows.net')).toBe(true);
  });
});
