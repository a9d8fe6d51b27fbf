import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tableService } from '#bot/platform/table-account';

const key = Buffer.from('a key of some length').toString('base64');
const at = (connectionString: string) => tableService({ kind: 'connection', connectionString });

describe('an account named by a connection string', () => {
  it('is found by its name, by its endpoint, and in this machine', () => {
    const named = `DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=${key}`;
    expect(at(`${named};EndpointSuffix=core.windows.net`).address).toBe(
      'https://shop.table.core.windows.net/',
    );
    expect(at(`${named};TableEndpoint=http://127.0.0.1:9/shop`).address).toBe(
      'http://127.0.0.1:9/shop/',
    );
    expect(at('UseDevelopmentStorage=true').address).toBe(
      'http://127.0.0.1:10002/devstoreaccount1/',
    );
  });

  it('takes a signature along in the address', () => {
    const sas = 'sv=2019-02-02&sig=abc%3D';
    const endpoint = 'https://shop.table.core.windows.net';
    const { address, signature } = at(`TableEndpoint=${endpoint};SharedAccessSignature=${sas}`);
    expect({ address, signature }).toEqual({ address: `${endpoint}/`, signature: sas });
  });

  it.each(['', 'nonsense', 'AccountName=shop', `AccountKey=${key}`])(
    'is refused when it names none: %p',
    (text) => {
      expect(() => at(text)).toThrow('connection string');
    },
  );
});

describe('a request to an account', () => {
  const heard: IncomingMessage[] = [];
  const server = createServer((incoming, answer) => {
    heard.push(incoming);
    answer.setHeader('x-ms-continuation-nextrowkey', 'r2').end('{"value":[]}');
  });
  let base: string;
  beforeAll(
    () =>
      new Promise<void>((resolve) => {
        server.listen(0, '127.0.0.1', () => {
          base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
          resolve();
        });
      }),
  );
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  beforeEach(() => {
    heard.length = 0;
  });

  const get = { method: 'GET', headers: ['Accept', 'application/json'], withinMs: 5_000 } as const;

  it('is signed as Shared Key Lite says, and brings what was answered', async () => {
    const { address, send } = at(
      `DefaultEndpointsProtocol=http;AccountName=shop;AccountKey=${key};TableEndpoint=${base}/shop`,
    );
    const path = "/shop/People(PartitionKey='p',RowKey='r%20s')";
    const before = Math.floor(Date.now() / 1_000) * 1_000;
    const answer = await send({ ...get, url: `${address}${path.slice('/shop/'.length)}?$top=1` });
    expect(answer).toMatchObject({ status: 200, text: '{"value":[]}' });
    expect(answer.headers['x-ms-continuation-nextrowkey']).toBe('r2');
    const { accept, authorization, 'x-ms-date': date } = heard[0]?.headers ?? {};
    expect(accept).toBe('application/json');
    expect(Date.parse(String(date))).toBeGreaterThanOrEqual(before);
    expect(Date.parse(String(date))).toBeLessThanOrEqual(Date.now());
    const signature = createHmac('sha256', 'a key of some length')
      .update(`${date}\n/shop${path}`)
      .digest('base64');
    expect(authorization).toBe(`SharedKeyLite shop:${signature}`);
  });
});

describe('an account that an identity is let into', () => {
  function identity(url: string) {
    const asked: unknown[] = [];
    const credential = {
      getToken: async (scope: string | string[]) => {
        asked.push(scope);
        return { token: 't', expiresOnTimestamp: Date.now() + 3_600_000 };
      },
    };
    const { address, send } = tableService({ kind: 'identity', url, credential });
    const request = { method: 'GET', url: `${address}People()`, headers: [], withinMs: 5_000 };
    return { asked, get: () => send({ ...request, method: 'GET' }) };
  }

  it('asks for one token for storage, however many requests it lets in', async () => {
    // Nobody listens there: what counts here is what was done before a request would leave.
    const { asked, get } = identity('https://127.0.0.1:1');
    await expect(get()).rejects.toThrow('ECONNREFUSED');
    await expect(get()).rejects.toThrow('ECONNREFUSED');
    expect(asked.flat()).toEqual(['https://storage.azure.com/.default']);
  });

  it('sends no token in the open', async () => {
    const { asked, get } = identity('http://127.0.0.1:1');
    await expect(get()).rejects.toThrow('https');
    expect(asked).toEqual([]);
  });
});
