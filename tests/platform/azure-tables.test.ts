import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openTables } from '#bot/platform/azure-tables';
import { StorageAway, StorageRefused } from '#bot/platform/tables';

const key = Buffer.from('a key of some length').toString('base64');
const at = (connectionString: string) => openTables({ kind: 'connection', connectionString });

describe('an account named by a connection string', () => {
  it.each(['', 'nonsense', 'AccountName=shop', `AccountKey=${key}`])(
    'is refused when it names none: %p',
    (text) => {
      expect(() => at(text)).toThrow('connection string');
    },
  );
});

describe('storage that answers something else than what was asked for', () => {
  let answer: (response: ServerResponse) => void;
  let asked = 0;
  const server = createServer((_, response) => {
    asked += 1;
    answer(response);
  });
  let base: string;
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/shop`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    asked = 0;
  });

  const says = (status: number, code: string) => (response: ServerResponse) => {
    response.writeHead(status, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify({ 'odata.error': { code, message: { value: code } } }));
  };
  const open = () =>
    at(`DefaultEndpointsProtocol=http;AccountName=shop;AccountKey=${key};TableEndpoint=${base};`);
  const calls = (): [string, () => Promise<unknown>][] => {
    const { tables, prepare } = open();
    return [
      ['prepare', prepare],
      ['read', () => tables.read('People', 'p', 'r')],
      ['range', () => tables.range('People', 'p')],
      ['commit', () => tables.commit('People', 'p', [{ kind: 'put', row: { rowKey: 'r' } }])],
    ];
  };

  it.each([
    [401, 'InvalidAuthenticationInfo'],
    [403, 'AuthorizationPermissionMismatch'],
  ])('%i is a refusal, told at once', async (status, code) => {
    answer = says(status, code);
    for (const [what, call] of calls()) {
      asked = 0;
      await expect(call()).rejects.toThrow(StorageRefused);
      expect({ what, asked }).toEqual({ what, asked: 1 });
    }
  });

  it.each([
    [500, 'InternalError'],
    [503, 'ServerBusy'],
    [429, 'TooManyRequests'],
  ])('%i is tried three times and is then an outage', async (status, code) => {
    answer = says(status, code);
    const [, read, , commit] = calls();
    for (const [what, call] of [read, commit] as [string, () => Promise<unknown>][]) {
      asked = 0;
      const error = await call().catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(StorageAway);
      expect(error).not.toBeInstanceOf(StorageRefused);
      expect({ what, asked }).toEqual({ what, asked: 3 });
    }
  });

  it('a busy moment goes unnoticed', async () => {
    answer = (response) => (asked === 1 ? says(503, 'ServerBusy') : says(404, 'None'))(response);
    expect(await open().tables.read('People', 'p', 'r')).toBeUndefined();
    expect(asked).toBe(2);
  });

  it('a fault of ours is neither, and asked once', async () => {
    answer = says(400, 'InvalidInput');
    for (const [, call] of calls().slice(1)) {
      asked = 0;
      const error = await call().catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(Error);
      expect(error).not.toBeInstanceOf(StorageAway);
      expect(asked).toBe(1);
    }
  });

  it('nothing at all is an outage before anybody has waited three seconds', async () => {
    answer = () => undefined;
    const began = performance.now();
    await Promise.all(calls().map(([, call]) => expect(call()).rejects.toThrow('did not answer')));
    expect(performance.now() - began).toBeLessThan(3_000);
  });
});

describe('an account that an identity is let into', () => {
  function identity(url: string, before = async () => {}) {
    const asked: unknown[] = [];
    const credential = {
      getToken: async (scope: string | string[]) => {
        asked.push(scope);
        await before();
        return { token: 't', expiresOnTimestamp: Date.now() + 3_600_000 };
      },
    };
    const { tables } = openTables({ kind: 'identity', url, credential });
    return { asked, read: () => tables.read('People', 'p', 'r') };
  }

  it('asks for a token for storage', async () => {
    // Nobody listens there: what counts here is what was done before a request would leave.
    const { asked, read } = identity('https://127.0.0.1:1');
    await expect(read()).rejects.toThrow(StorageAway);
    expect(new Set(asked.flat())).toEqual(new Set(['https://storage.azure.com/.default']));
  });

  it('sends no token in the open', async () => {
    const { asked, read } = identity('http://127.0.0.1:1');
    await expect(read()).rejects.toThrow(StorageAway);
    expect(asked).toEqual([]);
  });

  it('is refused when there is no such identity', async () => {
    const none = Object.assign(new Error('no identity'), { name: 'CredentialUnavailableError' });
    const { read } = identity('https://127.0.0.1:1', () => Promise.reject(none));
    await expect(read()).rejects.toThrow(StorageRefused);
  });
});
