import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localTenant } from '#bot/config';
import { startEmbeddedTables } from '#bot/platform/embedded';
import { type FakeTeams, fakeTeams } from '#tests/fakes/teams';
import { type Built, buildOnce, callAs, start } from '#tests/long/built';
import { sleep, until } from '#tests/wait';

jest.setTimeout(180_000);

const people = Array.from({ length: 30 }, (_, n) => ({
  id: `00000000-0000-4000-8000-0000000002${String(n).padStart(2, '0')}`,
  teamsId: `29:person${n}`,
  name: `Person Number ${n}`,
}));

let main: string;
let remove: () => void;
beforeAll(() => {
  ({ main, remove } = buildOnce());
});
afterAll(() => remove());

let sent = 0;
async function say(url: string, teams: FakeTeams, who: (typeof people)[number], what: object) {
  sent += 1;
  const response = await fetch(`${url}/api/messages`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      id: `p${sent}`,
      channelId: 'msteams',
      serviceUrl: teams.serviceUrl,
      locale: 'en-GB',
      from: { id: who.teamsId, name: who.name, aadObjectId: who.id },
      recipient: { id: '28:bot', name: 'Pass It On' },
      conversation: {
        id: `chat-${who.teamsId}`,
        conversationType: 'personal',
        tenantId: localTenant,
      },
      channelData: { tenant: { id: localTenant } },
      entities: [{ type: 'clientInfo', country: 'NL', timezone: 'Europe/Amsterdam' }],
      ...what,
    }),
  });
  expect(response.status).toBeLessThan(300);
}

async function move(url: string, now: string): Promise<{ status: number; body: any }> {
  const response = await fetch(`${url}/local/clock`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ now }),
  });
  return { status: response.status, body: await response.json() };
}
const pass = async (url: string, now: string): Promise<void> =>
  expect((await move(url, now)).status).toBe(200);

describe('two processes on one storage', () => {
  let teams: FakeTeams;
  let both: [Built, Built];
  let closeStorage: () => Promise<void>;
  beforeAll(async () => {
    const azurite = await startEmbeddedTables(0, undefined);
    closeStorage = azurite.close;
    teams = await fakeTeams();
    const env = {
      STORAGE_CONNECTION_STRING: azurite.connectionString,
      CLOCK_NOW: '2026-11-23T06:00:00Z',
      TICK_MS: '100',
      CLOCK_POLL_MS: '50',
    };
    both = [await start(main, env), await start(main, env)];
    for (const [n, who] of people.entries()) {
      const url = both[n % 2]?.url ?? '';
      await say(url, teams, who, { type: 'installationUpdate', action: 'add' });
      await say(url, teams, who, { type: 'message', text: 'count me in' });
    }
    // A welcome beyond a process's share of the pace is the sender's, and may come later.
    await until(async () => people.every((who) => cardsOf(who, 0).length === 2));
  });
  afterAll(async () => {
    await Promise.all(both.map((process) => process.end('SIGTERM')));
    await teams.close();
    await closeStorage();
  });

  const cardsOf = (who: (typeof people)[number], from: number) =>
    teams.posted
      .slice(from)
      .filter(({ conversation }) => conversation === `chat-${who.teamsId}`)
      .filter(({ activity }) => activity['type'] === 'message');

  it('with the same work due for thirty people, everybody gets exactly one card', async () => {
    const from = teams.posted.length;
    // Both are asked to let the time pass, at once.
    await Promise.all(both.map(({ url }) => pass(url, '2026-11-24T12:00:00Z')));
    await sleep(2_000);
    expect(people.map((who) => cardsOf(who, from).length)).toEqual(people.map(() => 1));
  });

  it('twenty writers at once on one profile lose nothing', async () => {
    const who = people[0]?.id ?? '';
    const before = (await callAs(both[0].url, who, 'GET', '/me')).body;
    const names = Array.from({ length: 20 }, (_, n) => `Skill number ${n}`);
    const answers = await Promise.all(
      names.map((name, n) =>
        callAs(both[n % 2]?.url ?? '', who, 'POST', '/skills', { list: 'share', name }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(names.map(() => 200));
    const after = (await callAs(both[1].url, who, 'GET', '/me')).body;
    const shared = after.shares.map(({ name }: { name: string }) => name);
    expect(shared.sort()).toEqual([...names].sort());
    expect(after.rev).toBeGreaterThanOrEqual(before.rev + 20);
  });

  it('settings changed in different places at once are all kept', async () => {
    const who = people[1]?.id ?? '';
    const changes = [
      { capacity: 3 },
      { askLimit: 2 },
      { rhythm: 'monthly' },
      { hours: { from: '08:00', to: '16:00' } },
      { daysOff: [5, 6, 7] },
      { language: 'nl' },
    ];
    await Promise.all(
      changes.map((change, n) =>
        callAs(both[n % 2]?.url ?? '', who, 'PATCH', '/me/settings', change),
      ),
    );
    const { body } = await callAs(both[0].url, who, 'GET', '/me');
    expect(body.settings).toMatchObject(Object.assign({}, ...changes));
  });

  it('an erase in one process is an erase in the other', async () => {
    const who = people[2] ?? people[0];
    if (who === undefined) throw new Error('nobody');
    const { status } = await callAs(both[0].url, who.id, 'POST', '/me/erase', { confirm: 'erase' });
    expect(status).toBe(200);
    const { body } = await callAs(both[1].url, who.id, 'GET', '/me');
    expect(body).toMatchObject({ consent: 'unasked', shares: [] });
  });

  it('when the one that sends is killed, the other takes over and nobody gets a card twice', async () => {
    const from = teams.posted.length;
    const [first, second] = both;
    const passing = pass(second.url, '2026-12-01T12:00:00Z');
    await sleep(300);
    await first.end('SIGKILL');
    await passing;
    await sleep(20_000);
    await pass(second.url, '2026-12-01T13:00:00Z');
    const counts = people.slice(3).map((who) => cardsOf(who, from).length);
    expect(counts.filter((count) => count > 1)).toEqual([]);
    // What was being sent at that instant may have been lost on the way, and waits in For you.
    expect(counts.filter((count) => count === 1).length).toBeGreaterThanOrEqual(counts.length - 8);
  });
});

describe('a process that only answers', () => {
  it('lets time pass for one that only works, and says when there is none', async () => {
    const azurite = await startEmbeddedTables(0, undefined);
    const teams = await fakeTeams();
    const env = {
      STORAGE_CONNECTION_STRING: azurite.connectionString,
      CLOCK_NOW: '2026-11-23T06:00:00Z',
      TICK_MS: '1000',
    };
    const running: Built[] = [];
    const begin = async (role: string): Promise<Built> => {
      const process = await start(main, { ...env, ROLE: role, LOG_LEVEL: 'info' });
      running.push(process);
      return process;
    };
    try {
      const web = await begin('web');
      const [who] = people;
      if (who === undefined) throw new Error('nobody');
      await say(web.url, teams, who, { type: 'installationUpdate', action: 'add' });
      await say(web.url, teams, who, { type: 'message', text: 'count me in' });
      const alone = await move(web.url, '2026-11-24T12:00:00Z');
      expect(alone).toMatchObject({ status: 503 });
      expect(alone.body.error.message).toContain('ROLE=worker');
      const before = teams.posted.length;
      await begin('worker');
      expect(await move(web.url, '2026-11-24T12:00:00Z')).toMatchObject({
        status: 200,
        body: { now: '2026-11-24T12:00:00Z' },
      });
      expect(teams.posted.length).toBe(before + 1);
    } finally {
      for (const process of running) await process.end('SIGTERM');
      await teams.close();
      await azurite.close();
    }
  });
});

describe('a process with its storage inside', () => {
  it('loses nothing that it said was saved, over a SIGTERM in the middle of the work', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'pass-it-on-data-'));
    const env = { DATA_DIR: directory, TABLES_PORT: '0' };
    const who = people[0]?.id ?? '';
    try {
      const first = await start(main, env);
      const saved: string[] = [];
      const work = Array.from({ length: 40 }, async (_, n) => {
        await sleep(n * 15);
        const name = `Skill number ${n}`;
        const { status } = await callAs(first.url, who, 'POST', '/skills', { list: 'share', name });
        if (status === 200) saved.push(name);
      });
      await until(() => saved.length > 4);
      expect(await first.end('SIGTERM')).toBe(0);
      await Promise.allSettled(work);
      expect(saved.length).toBeGreaterThan(0);
      const second = await start(main, env);
      const { body } = await callAs(second.url, who, 'GET', '/me');
      const kept = body.shares.map(({ name }: { name: string }) => name);
      expect(saved.filter((name) => !kept.includes(name))).toEqual([]);
      expect(await second.end('SIGTERM')).toBe(0);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});
