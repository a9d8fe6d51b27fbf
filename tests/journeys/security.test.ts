import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, buildApp } from '#bot/app';
import { readConfig } from '#bot/config';
import { key, tableNames } from '#bot/platform/tables';
import { type ChannelKeys, tokenVerifier } from '#bot/platform/tokens';
import type { Log } from '#bot/ports';
import { memoryTables } from '#tests/fakes/memory-tables';
import { cast, crew, type House, openHouse } from '#tests/house';
import { audience, botId, forge, forgeActivities, somebody, tenant } from '#tests/platform/tokens';

const leaks = /\n\s+at |node_modules|\.ts:\d+|Error:/;
/** A folder to serve, beside a file that is nobody's business. */
const root = mkdtempSync(join(tmpdir(), 'pass-it-on-tab-'));
const folders = { tab: join(root, 'tab'), badges: join(root, 'badges'), pages: 'bot/doors/pages' };
const secret = 'the file next door';

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: any;
}

async function call(url: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(url, { redirect: 'manual', ...init });
  const text = await response.text();
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    body = undefined;
  }
  expect(response.status).toBeLessThan(500);
  expect(text).not.toMatch(leaks);
  return { status: response.status, headers: response.headers, text, body };
}

/** A path as it is, which fetch would tidy up first. */
const rawGet = (url: string, path: string): Promise<{ status: number; text: string }> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    get({ hostname, port, path }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    }).on('error', reject);
  });

describe('the app as it is deployed', () => {
  let app: App;
  let url: string;
  let tokens: Awaited<ReturnType<typeof forge>>;
  let signer: Awaited<ReturnType<typeof forgeActivities>>;
  let keysAway = false;
  const tables = memoryTables();
  const errors: string[] = [];

  beforeAll(async () => {
    for (const folder of [folders.tab, folders.badges]) mkdirSync(folder);
    writeFileSync(join(root, 'package.json'), secret);
    writeFileSync(join(folders.tab, 'index.html'), '<html></html>');
    const painted = { pages: {}, themes: {}, words: { en: [], nl: [] } };
    writeFileSync(join(folders.tab, 'first-paint.json'), JSON.stringify(painted));
    writeFileSync(join(folders.badges, 'time.png'), 'a picture');
    tokens = await forge();
    signer = await forgeActivities('https://smba.example.org/emea/');
    const log: Log = {
      debug: () => undefined,
      info: () => undefined,
      warn: () => undefined,
      error: (_, message) => void errors.push(message),
    };
    const config = readConfig({
      PORT: '0',
      BOT_ID: botId,
      BOT_TYPE: 'SingleTenant',
      BOT_PASSWORD: 'not a real one',
      TENANT_ID: tenant,
      SSO_CLIENT_ID: audience,
      TEAMS_APP_ID: '44444444-4444-4444-8444-444444444444',
      PUBLIC_HOST: 'pass-it-on.example.org',
      STORAGE_CONNECTION_STRING: 'replaced',
    });
    const channelKeys = Object.assign(
      async (...asked: Parameters<ChannelKeys>) => {
        if (keysAway) throw new TypeError('fetch failed');
        return signer.keys(...asked);
      },
      { jwks: () => signer.jwks },
    );
    app = await buildApp(config, {
      tables,
      log,
      built: folders,
      keys: tokens.keys,
      channelKeys,
    });
    url = `http://127.0.0.1:${await app.listen()}`;
    await app.start();
  });
  afterAll(async () => {
    await app.close();
    rmSync(root, { recursive: true });
  });
  afterEach(() => {
    expect(errors.splice(0)).toEqual([]);
  });

  const api = async (method: string, path: string, body?: unknown, token?: string) =>
    call(`${url}/api${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${token ?? (await tokens.good())}`,
        'Content-Type': 'application/json',
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });

  describe('at the tab’s door', () => {
    it('lets a good token in', async () => {
      const { status, body } = await api('GET', '/me');
      expect({ status, id: body.id, operator: body.operator }).toEqual({
        status: 200,
        id: somebody,
        operator: false,
      });
    });

    it('answers 401 to every bad token and to none, in plain words', async () => {
      for (const [what, token] of Object.entries({ ...tokens.bad })) {
        const answer = await api('GET', '/me', undefined, token);
        expect({ what, status: answer.status }).toEqual({ what, status: 401 });
        expect(answer.body.error.message).toContain('sign in again');
      }
      expect((await call(`${url}/api/me`)).status).toBe(401);
      expect((await call(`${url}/api/me`, { headers: { Authorization: 'Basic x' } })).status).toBe(
        401,
      );
    });

    it('answers 403 to another tenant', async () => {
      const answer = await api('GET', '/me', undefined, tokens.otherTenant);
      expect(answer.status).toBe(403);
      expect(answer.body.error.message).toContain('isn’t set up for your organisation');
    });

    it('asks who it is before anything else: an unknown route is no way around', async () => {
      expect((await call(`${url}/api/nothing`)).status).toBe(401);
      expect(
        (await call(`${url}/api/me/erase`, { method: 'POST', body: 'x'.repeat(300_000) })).status,
      ).toBe(401);
    });

    it('answers an unknown route, and a wrong method, with 404 in JSON', async () => {
      for (const [method, path] of [
        ['GET', '/nothing'],
        ['DELETE', '/me'],
        ['POST', '/me/export'],
        ['GET', '/../api/nothing'],
      ] as const) {
        const { status, headers, body } = await api(method, path);
        expect({ method, path, status }).toEqual({ method, path, status: 404 });
        expect(headers.get('content-type')).toContain('application/json');
        expect(body.error.why).toBe('common.refused.notFound');
      }
    });

    it('takes no body over 128 KB, and none that is not JSON', async () => {
      expect((await api('POST', '/skills', { name: 'x'.repeat(140_000) })).status).toBe(413);
      const send = async (type: string, body: string) =>
        call(`${url}/api/skills`, {
          method: 'POST',
          headers: { Authorization: `Bearer ${await tokens.good()}`, 'Content-Type': type },
          body,
        });
      for (const [type, body] of [
        ['text/plain', '{"list":"share","name":"Excel"}'],
        ['application/x-www-form-urlencoded', 'list=share&name=Excel'],
        ['multipart/form-data; boundary=x', '--x--'],
        ['application/json', '{"list":'],
        ['application/json', 'null'],
        ['application/json', '"text"'],
        ['application/json', '[1,2]'],
        ['application/json; charset=utf-99', '{}'],
      ] as const) {
        const { status, body: said } = await send(type, body);
        expect({ type, body, ok: status >= 400 && status < 500 }).toEqual({ type, body, ok: true });
        expect(typeof said.error.message).toBe('string');
      }
      expect((await api('GET', '/me')).body.shares).toEqual([]);
    });

    it('lets no body say who one is, or where a row goes', async () => {
      const spread = {
        PartitionKey: `${tenant}~victim`,
        RowKey: 'a~profile',
        partitionKey: `${tenant}~victim`,
        rowKey: 'a~profile',
        etag: '*',
        tenant: 'elsewhere',
        tid: 'elsewhere',
        oid: 'victim',
        me: 'victim',
        id: 'victim',
        person: 'victim',
        operator: true,
        roles: ['Operator'],
        name: 'Somebody Else',
        consent: { state: 'in', since: '2020-01-01T00:00:00Z' },
        rev: 999,
      };
      expect((await api('PATCH', '/me/settings', { ...spread, capacity: 2 })).status).toBeLessThan(
        500,
      );
      await api('POST', '/skills', { ...spread, list: 'share', name: 'Excel' });
      await api('PUT', '/me/pause', { ...spread, until: null });
      const { body } = await api('GET', '/me');
      expect(body).toMatchObject({
        id: somebody,
        name: 'Alex Wilber',
        consent: 'unasked',
        operator: false,
      });
      const partitions = new Set(
        tables
          .dump()
          .filter(({ table }) => table === 'People')
          .map(({ row }) => row.partitionKey),
      );
      expect([...partitions]).toEqual([key(tenant, somebody)]);
      expect(JSON.stringify(tables.dump())).not.toMatch(/victim|elsewhere/);
      await api('POST', '/me/erase', { confirm: 'erase' });
    });

    it('limits how often one person may call, without shutting others out', async () => {
      const often = await tokens.good({ oid: '00000000-0000-4000-8000-000000000777' });
      const statuses = new Set<number>();
      for (let n = 0; n < 31; n += 1) {
        const ten = await Promise.all(
          Array.from({ length: 10 }, () => api('GET', '/me/rev', undefined, often)),
        );
        for (const { status, body } of ten) {
          statuses.add(status);
          if (status === 429) expect(body.error.message).toContain('wait a minute');
        }
      }
      expect([...statuses].sort()).toEqual([200, 429]);
      expect((await api('GET', '/me')).status).toBe(200);
    });
  });

  describe('at the bot’s door', () => {
    const activity = {
      type: 'message',
      id: 'a1',
      text: 'share Excel',
      channelId: 'msteams',
      serviceUrl: 'http://127.0.0.1:9',
      from: { id: '29:alex', name: 'Alex', aadObjectId: somebody },
      recipient: { id: '28:bot' },
      conversation: { id: 'a:1', conversationType: 'personal', tenantId: tenant },
      channelData: { tenant: { id: tenant } },
    };
    const post = (body: unknown, more: Record<string, string> = {}) =>
      call(`${url}/api/messages`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...more },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      });

    it('answers 401 to an activity that is not signed, and keeps nothing of it', async () => {
      const before = tables.dump().length;
      expect((await post(activity)).status).toBe(401);
      expect(tables.dump()).toHaveLength(before);
    });

    it('answers 401 to a signature that is not Microsoft’s for Teams and this bot', async () => {
      for (const [what, token] of Object.entries({
        ...signer.bad,
        'of a person for the tab': await tokens.good(),
      })) {
        const response = await fetch(`${url}/api/messages`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
          body: JSON.stringify(activity),
        });
        expect({ what, status: response.status }).toEqual({ what, status: 401 });
        expect(await response.text()).not.toMatch(leaks);
      }
      for (const scheme of ['Basic x', 'Bearer', 'Bearer ', `basic ${signer.good}`]) {
        expect((await post(activity, { Authorization: scheme })).status).toBe(401);
      }
      expect(JSON.stringify(tables.dump())).not.toContain('29:alex');
    });

    it('answers 503, to be asked again, while Microsoft’s keys cannot be read', async () => {
      keysAway = true;
      const response = await fetch(`${url}/api/messages`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${signer.good}` },
        body: JSON.stringify(activity),
      });
      keysAway = false;
      expect(response.status).toBe(503);
      expect(await response.text()).not.toMatch(leaks);
      expect(JSON.stringify(tables.dump())).not.toContain('29:alex');
    });

    it('answers 403 to another tenant, and to none', async () => {
      const signed = { Authorization: 'Bearer x' };
      const other = '88888888-2222-4222-8222-222222222222';
      for (const named of [
        { conversation: { ...activity.conversation, tenantId: other } },
        { channelData: { tenant: { id: other } } },
        { channelData: {}, conversation: { id: 'a:1' } },
        { channelData: { tenant: { id: tenant } }, conversation: { id: 'a:1', tenantId: other } },
      ]) {
        expect((await post({ ...activity, ...named }, signed)).status).toBe(403);
      }
    });

    it('serves no channel but Teams, since elsewhere whoever writes says who they are', async () => {
      const signed = { Authorization: 'Bearer x' };
      for (const channelId of ['webchat', 'directline', 'emulator', 'test', 'email', 'MSTEAMS']) {
        const { status } = await post({ ...activity, channelId }, signed);
        expect({ channelId, status }).toEqual({ channelId, status: 403 });
      }
      // Of Teams' own the signature is looked at.
      expect((await post(activity, signed)).status).not.toBe(403);
      jest.mocked(console.error).mockClear();
    });

    it('answers what is no activity with a clear 4xx', async () => {
      const signed = { Authorization: 'Bearer x' };
      for (const body of [
        '',
        'null',
        '[]',
        '[1]',
        '"text"',
        '7',
        '{}',
        '{"type":7}',
        'not json',
        '{"a":',
      ]) {
        const { status } = await post(body, signed);
        expect({ body, refused: status >= 400 && status < 500 }).toEqual({ body, refused: true });
      }
      expect((await post({ ...activity, text: 'x'.repeat(1_000_000) }, signed)).status).toBe(413);
      expect(
        (await post('type=message', { ...signed, 'Content-Type': 'text/plain' })).status,
      ).toBeLessThan(500);
    });

    it('is only for POST', async () => {
      for (const method of ['GET', 'PUT', 'DELETE']) {
        const { status } = await call(`${url}/api/messages`, { method });
        expect([401, 404, 405]).toContain(status);
      }
    });
  });

  describe('in what everybody may fetch', () => {
    it('says by whom it may be framed, and nothing of what it is made of', async () => {
      for (const path of ['/healthz', '/api/me', '/nothing', '/badges/time.png', '/privacy']) {
        const { headers } = await call(`${url}${path}`);
        const policy = headers.get('content-security-policy') ?? '';
        expect(policy).toMatch(
          /frame-ancestors 'self' https:\/\/\*\.cloud\.microsoft https:\/\/teams\.microsoft\.com/,
        );
        expect(policy).toContain("default-src 'self'");
        expect(policy).toContain("object-src 'none'");
        expect(policy).not.toContain('unsafe-eval');
        expect(headers.get('x-frame-options')).toBeNull();
        expect(headers.get('x-content-type-options')).toBe('nosniff');
        expect(headers.get('x-powered-by')).toBeNull();
        expect(headers.get('set-cookie')).toBeNull();
        expect(headers.get('strict-transport-security')).toMatch(/max-age/);
      }
    });

    it('lets nobody climb out of its folders', async () => {
      for (const path of [
        '/tab/../package.json',
        '/tab/..%2fpackage.json',
        '/tab/%2e%2e/package.json',
        '/tab/..%5c..%5cpackage.json',
        '/tab/%2e%2e%2fpackage.json',
        '/tab/....//package.json',
        '/tab/assets/../../package.json',
        '/tab//etc/passwd',
        '/tab/%00',
        '/badges/../package.json',
        '/badges/..%2fpackage.json',
        '/badges/%2e%2e%2fpackage.json',
        '/badges/time.png%00.txt',
        '/badges/%E0%A4%A',
        '/privacy/../../config.ts',
      ]) {
        const { status, text } = await rawGet(url, path);
        expect({ path, ok: status < 500 }).toEqual({ path, ok: true });
        expect(text).not.toMatch(/the file next door|root:/);
        expect(text).not.toMatch(leaks);
      }
    });

    it('has nothing of local mode', async () => {
      for (const [method, path] of [
        ['POST', '/local/clock'],
        ['GET', '/local/clock'],
        ['POST', '/local/token'],
        ['GET', '/local/people'],
        ['GET', '/local'],
      ] as const) {
        expect((await call(`${url}${path}`, { method })).status).toBe(404);
      }
      expect(app.clock).toBeUndefined();
    });

    it('answers health without a sign-in, and only that', async () => {
      expect((await call(`${url}/healthz`)).body).toEqual({ status: 'ok' });
      expect((await call(`${url}/readyz`)).body).toEqual({ status: 'ready' });
    });
  });
});

describe('other people’s things', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
    await house.installTeam(cast.alex, [cast.alex, cast.megan]);
    for (const who of [cast.alex, cast.megan, cast.lynne]) {
      await house.install(who);
      await house.say(who, 'count me in');
    }
  });
  afterAll(() => house.close());

  it('are 404 for a stranger, with ids and all', async () => {
    await house.api(cast.alex, 'POST', '/skills', { list: 'share', name: 'Excel' });
    const given = await house.api(cast.alex, 'POST', '/badges', {
      op: 'operation-1',
      to: [cast.megan.id],
      badge: 'time',
      skill: 'Excel',
      text: 'You sat down with me for an hour and now I can do it',
      visibility: 'receiver',
    });
    expect(given.status).toBe(200);
    await house.app.worker?.look();
    const checkin = await house.api(cast.alex, 'POST', '/checkin', {
      op: 'operation-2',
      learned: 'Pivot tables',
      helpers: [cast.megan.id],
    });
    expect(checkin.status).toBe(200);
    const alex = (await house.api(cast.alex, 'GET', '/me')).body;
    const megan = (await house.api(cast.megan, 'GET', '/me')).body;
    const received = (await house.api(cast.megan, 'GET', '/badges')).body.received[0];
    expect(received).toBeDefined();
    for (const [method, path, body] of [
      ['DELETE', `/skills/share/${alex.shares[0].id}`],
      ['PATCH', `/skills/share/${alex.shares[0].id}`, { level: 'teach' }],
      ['DELETE', `/learning/${checkin.body.id}`],
      ['POST', `/badges/given/${given.body.id}/take-back`, {}],
      ['PUT', `/badges/received/${received.id}/hidden`, { hidden: true }],
      ['POST', `/badges/received/${received.id}/offer`, { accept: true }],
      ['POST', `/open/${megan.open[0]?.id ?? 'badge-x'}/thanks`, {}],
      ['PUT', `/team/${encodeURIComponent(crew.id)}/subscription`, { subscribed: true }],
      ['POST', `/team/${encodeURIComponent(crew.id)}/acts/invite`, { week: '' }],
    ] as const) {
      const answer = await house.api(cast.lynne, method, path, body);
      expect({ path, status: answer.status }).toEqual({
        path,
        // A stale open item says that it is dealt with.
        status: path.startsWith('/open/') ? 422 : 404,
      });
      expect(JSON.stringify(answer.body)).not.toMatch(/Excel|Pivot|hour|Alex|Megan/);
    }
    const team = await house.api(cast.lynne, 'GET', `/team?team=${encodeURIComponent(crew.id)}`);
    expect(JSON.stringify(team.body)).not.toContain(crew.name);
    expect((await house.api(cast.alex, 'GET', '/me')).body).toEqual(alex);
  });

  it('do not show on a card whose button names a team of others', async () => {
    const { tables } = house;
    const { lynne } = cast;
    const figures = { tookPart: 0, helped: 0, soon: 0, sessions: 0, few: [], short: [] };
    const digest = {
      v: 1,
      week: '2026-W47',
      team: crew.name,
      badges: 0,
      lessons: 0,
      topics: { count: 1, names: ['Falconry'] },
      scope: 'team',
      ...figures,
      nobody: [{ topic: 'Beekeeping' }],
      chart: [],
      suggestion: 'invite',
      supply: [],
    };
    const row = { rowKey: 'digest~2026-W47', data: JSON.stringify(digest) };
    await tables.commit('Teams', key(house.app.ctx.tenant, crew.id), [{ kind: 'put', row }]);
    const [mine] = await house.say(cast.alex, 'digest');
    expect(JSON.stringify(mine)).toContain('Falconry');

    const before = (await house.api(lynne, 'GET', '/me')).body.shares;
    for (const [verb, more] of Object.entries({
      'digest.subscribe': {},
      'digest.unsubscribe': {},
      'digest.act': { act: 'invite' },
      'digest.send': { act: 'invite', week: '2026-W47' },
      'digest.show': {},
      'digest.explain': { topic: 'Knitting' },
      'digest.unexplain': { id: 'x' },
      'digest.hand': { to: cast.megan.id },
      'digest.give': { skill: 'Megan' },
    })) {
      const answer = await house.act(lynne, verb, { team: crew.id, week: '2026-W47', ...more });
      expect(answer.body.type).toBe('application/vnd.microsoft.activity.message');
      expect(JSON.stringify(answer.body)).not.toMatch(/Falconry|Beekeeping|Crew/);
    }
    expect((await house.api(lynne, 'GET', '/me')).body.shares).toEqual(before);
    await tables.commit('Teams', key(house.app.ctx.tenant, crew.id), [
      { kind: 'delete', rowKey: row.rowKey },
    ]);
  });

  it('do not show in what a stranger is given', async () => {
    for (const path of ['/me', '/colleagues', '/badges', '/learning', '/me/export', '/team']) {
      const { status, body } = await house.api(cast.lynne, 'GET', path);
      expect(status).toBe(200);
      expect(JSON.stringify(body)).not.toMatch(/Alex|Megan|Pivot|for an hour/);
    }
  });

  it('are only rows of the tables the product has', () => {
    const tables = new Set(house.tables.dump().map(({ table }) => table));
    for (const table of tables) expect(tableNames).toContain(table);
  });
});

describe('names from elsewhere', () => {
  const dirty = 'Lynne\u202e\u200b  Robbins\u0000 '.padEnd(3_000, 'x');

  it('are cleaned like any other text: of a roster, of a token, of an activity', async () => {
    const house = await openHouse();
    try {
      const lynne = { ...cast.lynne, name: dirty };
      await house.installTeam(cast.alex, [cast.alex, lynne]);
      const { body } = await house.api(cast.alex, 'GET', '/colleagues');
      expect(body.colleagues[0].name).toMatch(/^Lynne Robbins ?x+…$/);
      expect(body.colleagues[0].name).toHaveLength(120);
      await house.install(cast.alex, { from: { ...from(cast.alex), name: 'Alex\u202e Wilber' } });
      expect((await house.api(cast.alex, 'GET', '/me')).body.name).not.toContain('\u202e');
    } finally {
      await house.close();
    }
    const tokens = await forge();
    const verify = tokenVerifier({ tenant, audience: [audience], keys: tokens.keys });
    const caller = await verify(await tokens.good({ name: dirty }));
    expect(caller).toMatchObject({ name: expect.stringMatching(/^Lynne Robbins ?x+…$/) });
    expect((caller as { name: string }).name).toHaveLength(120);
  });

  const from = ({ id, teamsId }: { id: string; teamsId: string }) => ({
    id: teamsId,
    aadObjectId: id,
  });
});

describe('how often', () => {
  it('one person may press, like the API: others are not shut out', async () => {
    const house = await openHouse();
    try {
      const press = (who: typeof cast.alex) => house.act(who, 'no.such.verb', {});
      const answers = new Map<string, number>();
      for (let n = 0; n < 31; n += 1) {
        for (const { body } of await Promise.all(
          Array.from({ length: 10 }, () => press(cast.alex)),
        )) {
          const said = String(body.value).includes('wait a minute') ? 'wait' : 'answered';
          answers.set(said, (answers.get(said) ?? 0) + 1);
        }
      }
      expect([...answers]).toEqual([
        ['answered', 300],
        ['wait', 10],
      ]);
      expect(String((await press(cast.megan)).body.value)).not.toContain('wait a minute');
      // Writing is no press.
      expect((await house.say(cast.alex, 'hi')).length).toBe(1);
    } finally {
      await house.close();
    }
  });

  it('an address may try links, whichever port it comes from', async () => {
    const house = await openHouse();
    try {
      const ask = async (address: string) =>
        (await fetch(`${house.url}/files/calendar/x`, { headers: { 'X-Forwarded-For': address } }))
          .status;
      for (const [one, other] of [
        ['203.0.113.7', '203.0.113.8:50000'],
        ['[2001:db8:1::7]', '[2001:db8:2::7]:50000'],
      ] as const) {
        const statuses = new Set<number>();
        for (let port = 50_000; port < 50_061; port += 1) statuses.add(await ask(`${one}:${port}`));
        expect([...statuses]).toEqual([404, 429]);
        expect(await ask(other)).toBe(404);
      }
    } finally {
      await house.close();
    }
  });
});

describe('local mode', () => {
  it('listens on this machine only', async () => {
    const house = await openHouse();
    try {
      const port = Number(new URL(house.url).port);
      // Somebody else may have the same port on another address: then it is not ours.
      const other = createServer();
      await new Promise<void>((resolve, reject) => {
        other.once('error', reject);
        other.listen(port, '127.0.0.2', resolve);
      });
      expect((other.address() as AddressInfo).port).toBe(port);
      await new Promise((resolve) => other.close(resolve));
    } finally {
      await house.close();
    }
  });
});
