import { createHmac } from 'node:crypto';
import { tableService } from '#bot/platform/table-account';

const key = Buffer.from('a key of some length').toString('base64');

describe('an account named by a connection string', () => {
  const at = (connectionString: string) => tableService({ kind: 'connection', connectionString });

  it('is found by its name, by its endpoint, and in this machine', () => {
    const named = `AccountName=shop;AccountKey=${key}`;
    expect(at(named).address).toBe('https://shop.table.core.windows.net/');
    expect(at(`${named};EndpointSuffix=core.usgovcloudapi.net;`).address).toBe(
      'https://shop.table.core.usgovcloudapi.net/',
    );
    expect(at(`${named};TableEndpoint=http://127.0.0.1:9/shop`).address).toBe(
      'http://127.0.0.1:9/shop/',
    );
    expect(at('UseDevelopmentStorage=true').address).toBe(
      'http://127.0.0.1:10002/devstoreaccount1/',
    );
  });

  it('signs what Shared Key Lite says: the date and the path below the account', async () => {
    const [dateName, date, name, value] = await at(`AccountName=shop;AccountKey=${key}`).sign(
      "/People(PartitionKey='p',RowKey='r%20s')",
    );
    expect([dateName, name]).toEqual(['x-ms-date', 'Authorization']);
    expect(Math.abs(Date.parse(date ?? '') - Date.now())).toBeLessThan(5_000);
    const signature = createHmac('sha256', 'a key of some length')
      .update(`${date}\n/shop/People(PartitionKey='p',RowKey='r%20s')`)
      .digest('base64');
    expect(value).toBe(`SharedKeyLite shop:${signature}`);
  });

  it('takes a shared access signature along in the address, and signs nothing', async () => {
    const sas = 'sv=2019-02-02&sig=abc%3D';
    const shared = at(
      `TableEndpoint=https://shop.table.core.windows.net;SharedAccessSignature=${sas}`,
    );
    expect(shared.signature).toBe(sas);
    expect(await shared.sign('/People')).toEqual([]);
  });

  it.each(['', 'nonsense', 'AccountName=shop', `AccountKey=${key}`, 'SharedAccessSignature=sig'])(
    'is refused when it names none: %p',
    (text) => {
      expect(() => at(text)).toThrow('connection string');
    },
  );
});

describe('an account that an identity is let into', () => {
  const hour = 3_600_000;
  let now: number;
  beforeEach(() => {
    now = Date.UTC(2026, 10, 24, 9);
    jest.spyOn(Date, 'now').mockImplementation(() => now);
  });
  afterEach(() => jest.restoreAllMocks());

  function identity() {
    const asked: string[] = [];
    const faults: Error[] = [];
    const credential = {
      getToken: async (scope: string) => {
        asked.push(scope);
        const fault = faults.shift();
        if (fault !== undefined) throw fault;
        return { token: `t${asked.length}`, expiresOnTimestamp: now + hour };
      },
    };
    const url = 'https://shop.table.core.windows.net';
    const { sign } = tableService({ kind: 'identity', url, credential });
    const bearer = async () => (await sign('/People'))[1];
    return { asked, faults, bearer };
  }

  it('asks for a token once, whoever waits for it', async () => {
    const { asked, bearer } = identity();
    expect(await Promise.all([bearer(), bearer(), bearer()])).toEqual(Array(3).fill('Bearer t1'));
    now += hour / 2;
    expect(await bearer()).toBe('Bearer t1');
    expect(asked).toEqual(['https://storage.azure.com/.default']);
  });

  it('asks again while the old one still serves, and waits only when it has run out', async () => {
    const { bearer, faults } = identity();
    await bearer();
    now += hour - 120_000;
    faults.push(new Error('the identity is away'));
    // Nobody meets an error while the old one serves.
    expect(await bearer()).toBe('Bearer t1');
    await Promise.resolve();
    expect(await bearer()).toBe('Bearer t1');
    await new Promise((resolve) => setImmediate(resolve));
    expect(await bearer()).toBe('Bearer t3');
    now += hour - 10_000;
    expect(await bearer()).toBe('Bearer t4');
    now += hour;
    faults.push(new Error('the identity is away'));
    await expect(bearer()).rejects.toThrow('the identity is away');
    expect(await bearer()).toBe('Bearer t6');
  });

  it('is refused where a token would travel in the open', () => {
    const credential = { getToken: async () => null };
    expect(() => tableService({ kind: 'identity', url: 'http://shop', credential })).toThrow(
      'https',
    );
  });
});
