import { azuriteConnectionString, startEmbeddedTables } from '#bot/platform/embedded';
import { proxyTo, type TestProxy } from '#tests/fakes/proxy';
import { textOf } from '#tests/fakes/teams';
import { type Built, buildOnce, launch } from '#tests/long/built';
import { type StandIns, serviceUrl, standIns } from '#tests/long/stand-ins';
import { audience, botId, somebody, tenant } from '#tests/platform/tokens';
import { until } from '#tests/wait';

// The built bundle in production mode, met only by the doors through which Microsoft and storage meet it:
// whatever library stands behind them one day, this holds.

jest.setTimeout(120_000);

const other = '88888888-2222-4222-8222-222222222222';
/** Longer than the clock moves in here. */
const lasting = { exp: Math.floor(Date.now() / 1000) + 86_400 };

let main: string;
let remove: () => void;
let microsoft: StandIns;
let storage: TestProxy;
let closeStorage: () => Promise<void>;
let bot: Built;

beforeAll(async () => {
  ({ main, remove } = buildOnce());
  microsoft = await standIns();
  const azurite = await startEmbeddedTables(0, undefined);
  closeStorage = azurite.close;
  storage = await proxyTo(Number(/:(\d+)\/devstoreaccount1/.exec(azurite.connectionString)?.[1]));
  await storage.refuse();
  microsoft.keysAway = true;
  bot = await launch(main, {
    ...microsoft.env,
    NODE_ENV: 'production',
    LOG_LEVEL: 'info',
    BOT_ID: botId,
    BOT_TYPE: 'SingleTenant',
    BOT_PASSWORD: 'not a real one',
    TENANT_ID: tenant,
    SSO_CLIENT_ID: audience,
    TEAMS_APP_ID: '44444444-4444-4444-8444-444444444444',
    PUBLIC_HOST: 'pass-it-on.example.org',
    STORAGE_CONNECTION_STRING: azuriteConnectionString(storage.port),
    TICK_MS: '200',
    BACKOFF_MS: '200',
  });
});
afterAll(async () => {
  await bot?.end('SIGKILL');
  await storage.close();
  await closeStorage();
  await microsoft.close();
  remove();
});

let made = 0;
/** What somebody writes in their own chat. */
const message = (text: string, more: object = {}) => {
  made += 1;
  return {
    type: 'message',
    id: `m${made}`,
    text,
    channelId: 'msteams',
    serviceUrl,
    locale: 'en-GB',
    from: { id: '29:alex', name: 'Alex Wilber', aadObjectId: somebody },
    recipient: { id: `28:${botId}`, name: 'Pass It On' },
    conversation: { id: 'chat-29:alex', conversationType: 'personal', tenantId: tenant },
    channelData: { tenant: { id: tenant } },
    ...more,
  };
};
/** Hands an activity in; '' = without saying who. */
const hand = async (activity: object, token = microsoft.connector.good): Promise<number> => {
  const { status } = await fetch(`${bot.url}/api/messages`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      ...(token === '' ? {} : { Authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(activity),
  });
  return status;
};
const call = async (path: string, token: string, method = 'GET', body?: object) =>
  fetch(`${bot.url}/api${path}`, {
    method,
    headers: {
      'Content-Type': 'application/json',
      ...(token === '' ? {} : { Authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const statusOf = async (path: string): Promise<number> => (await fetch(`${bot.url}${path}`)).status;

it('listens while storage is away, says so and what to do, and is ready without a restart', async () => {
  expect(await statusOf('/healthz')).toBe(200);
  await until(async () => {
    const response = await fetch(`${bot.url}/readyz`);
    return response.status === 503 && (await response.text()).includes('Storage does not answer');
  });
  expect(await hand(message('help'))).toBe(503);
  expect((await call('/me', await microsoft.tab.good())).status).toBe(503);
  expect(await statusOf('/healthz')).toBe(200);
  await storage.heal();
  await until(async () => (await statusOf('/readyz')) === 200);
});

describe('who may speak', () => {
  it('is decided later, with 503 and no other word, while Microsoft’s keys cannot be read', async () => {
    microsoft.keysAway = true;
    expect(await hand(message('help'))).toBe(503);
    expect((await call('/me', await microsoft.tab.good())).status).toBe(503);
    // For these no key is needed.
    expect(await hand(message('help'), '')).toBe(401);
    expect(await hand(message('help'), microsoft.connector.bad['with alg none'])).toBe(401);
    expect((await call('/me', '')).status).toBe(401);
    microsoft.keysAway = false;
    expect(await hand(message('help'))).toBe(200);
    expect((await call('/me', await microsoft.tab.good())).status).toBe(200);
    expect(textOf(microsoft.teams.posted.at(-1))).toContain('check in');
  });

  it('at the bot’s door is Teams’ connector, for this bot, now', async () => {
    const before = microsoft.teams.posted.length;
    const forged = {
      'nobody at all': '',
      ...microsoft.connector.bad,
      'somebody with the tab’s token': await microsoft.tab.good(),
    };
    for (const [who, token] of Object.entries(forged)) {
      const status = await hand(message('help'), token);
      expect({ who, status }).toEqual({ who, status: 401 });
    }
    expect(microsoft.teams.posted).toHaveLength(before);
  });

  it('at the bot’s door signs for the service address that the answer goes to', async () => {
    const before = microsoft.signedWith.length;
    const elsewhere = message('help', { serviceUrl: 'https://evil.example.org/teams/' });
    expect(await hand(elsewhere)).toBe(401);
    expect(microsoft.signedWith).toHaveLength(before);
  });

  it('at the bot’s door is of this tenant, and of no other beside it', async () => {
    const conversation = { id: 'chat-29:alex', conversationType: 'personal' };
    for (const [what, more] of Object.entries({
      another: {
        conversation: { ...conversation, tenantId: other },
        channelData: { tenant: { id: other } },
      },
      none: { conversation, channelData: {} },
      two: {
        conversation: { ...conversation, tenantId: other },
        channelData: { tenant: { id: tenant } },
      },
      'two, the other way round': { channelData: { tenant: { id: other } } },
    })) {
      const status = await hand(message('help', more));
      expect({ what, status }).toEqual({ what, status: 403 });
    }
    expect(await hand(message('help', { channelId: 'webchat' }))).toBe(403);
  });

  it('at the tab’s door is a person of this tenant, with a token for the tab', async () => {
    const forged = {
      'nobody at all': '',
      ...microsoft.tab.bad,
      'Teams’ connector': microsoft.connector.good,
    };
    for (const [who, token] of Object.entries(forged)) {
      const { status } = await call('/me', token);
      expect({ who, status }).toEqual({ who, status: 401 });
    }
    expect((await call('/me', microsoft.tab.otherTenant)).status).toBe(403);
    expect((await call('/me', await microsoft.tab.good())).status).toBe(200);
  });
});

describe('an answer that Teams refuses once', () => {
  it.each([412, { status: 429, after: 1 }, 502, 503, 504])(
    'with %j is said again, and arrives once',
    async (fault) => {
      const before = microsoft.teams.posted.length;
      microsoft.teams.fail(fault);
      expect(await hand(message('help'))).toBe(200);
      await until(() => microsoft.teams.posted.length > before);
      expect(microsoft.teams.posted.slice(before).map(textOf)).toEqual([
        expect.stringContaining('check in'),
      ]);
    },
  );

  it('with 401, for a token that had grown old, is said again with a new one', async () => {
    const before = microsoft.teams.posted.length;
    const given = microsoft.given.length;
    microsoft.teams.fail(401);
    expect(await hand(message('help'))).toBe(200);
    await until(() => microsoft.teams.posted.length > before);
    expect(microsoft.given.length).toBe(given + 1);
    expect(microsoft.signedWith.at(-1)).toBe(`Bearer ${microsoft.given.at(-1)}`);
    expect(microsoft.signedWith.at(-2)).not.toBe(microsoft.signedWith.at(-1));
  });
});

it('opens a chat, once, for who said yes in the tab and has none', async () => {
  const people = ['00000000-0000-4000-8000-000000000102', '00000000-0000-4000-8000-000000000103'];
  for (const oid of people) {
    const token = await microsoft.tab.good({ oid, name: 'Adele Vance' });
    for (let times = 0; times < 3; times += 1) {
      const { status } = await call('/me/consent', token, 'PUT', { answer: 'in' });
      expect(status).toBe(200);
    }
  }
  // What falls due is done in order: whatever the first still wanted would stand before the second.
  await until(() => microsoft.teams.opened.includes(people[1] ?? ''));
  expect(microsoft.teams.opened).toEqual(people);
});

it('lives through an outage longer than everything it remembers, and goes on by itself', async () => {
  const signed = await microsoft.connector.sign(lasting);
  const token = await microsoft.tab.good(lasting);
  expect(await hand(message('share Beekeeping'), signed)).toBe(200);
  await storage.refuse();
  microsoft.keysAway = true;
  // Six hours pass: every token, key and copy of a row is old.
  bot.signal('SIGCONT');
  await until(async () => (await statusOf('/readyz')) === 503);
  expect(await hand(message('help'), signed)).toBe(503);
  microsoft.keysAway = false;
  const before = microsoft.teams.posted.length;
  const lost = message('share Pottery');
  expect(await hand(lost, signed)).toBe(200);
  await until(() => microsoft.teams.posted.length > before);
  expect(textOf(microsoft.teams.posted.at(-1))).toContain('I can’t reach my memory just now');
  expect((await call('/me', token)).status).toBe(503);
  expect(await statusOf('/healthz')).toBe(200);
  await storage.heal();
  await until(async () => (await statusOf('/readyz')) === 200);
  expect(await hand(lost, signed)).toBe(200);
  const { shares } = (await (await call('/me', token)).json()) as { shares: { name: string }[] };
  expect(shares.map(({ name }) => name).toSorted()).toEqual(['Beekeeping', 'Pottery']);
});

it('names the file of ours in which an error was thrown', async () => {
  const starting = launch(main, { STORAGE_CONNECTION_STRING: 'AccountName=only' });
  await expect(starting).rejects.toThrow(/bot\/platform\/azure-tables\.ts:\d+/);
});

it('asked nobody but Microsoft, and ends in peace', async () => {
  expect(microsoft.unknown).toEqual([]);
  expect(bot.said()).not.toMatch(/uncaught|unhandled|nobody waited for/i);
  expect(await bot.end('SIGTERM')).toBe(0);
});
