import { type App, buildApp } from '#bot/app';
import { readConfig } from '#bot/config';
import { StorageAway, StorageRefused } from '#bot/platform/tables';
import { memoryTables } from '#tests/fakes/memory-tables';

/** Tables whose every read does what the test says first. */
function heldTables(first: () => Promise<void>) {
  const real = memoryTables();
  const tables: typeof real = {
    ...real,
    read: async (...of) => first().then(() => real.read(...of)),
    range: async (...of) => first().then(() => real.range(...of)),
    commit: async (...of) => first().then(() => real.commit(...of)),
  };
  return tables;
}

describe('a start without storage', () => {
  let app: App;
  let url: string;
  let begun: Promise<boolean>;
  let storage: () => Promise<void>;
  const is = (error: Error) => () => Promise.reject(error);
  const refused = is(new StorageRefused('no role yet'));
  const away = is(new StorageAway('nobody there'));

  const open = async (): Promise<void> => {
    const config = readConfig({ PORT: '0', LOG_LEVEL: 'silent', SAMPLE: 'off', TICK_MS: '20' });
    app = await buildApp(config, {
      tables: heldTables(() => storage()),
      built: { tab: 'dist/tab', badges: 'bot/features/thanks/badges', pages: 'bot/doors/pages' },
    });
    url = `http://127.0.0.1:${await app.listen()}`;
    begun = app.start();
  };
  afterEach(() => app.close());

  const get = async (path: string) => {
    const response = await fetch(`${url}${path}`);
    return { status: response.status, body: await response.text() };
  };
  const readyz = async (status: number, said: string): Promise<void> => {
    const late = Date.now() + 10_000;
    for (;;) {
      const answer = await get('/readyz');
      if (answer.status === status && answer.body.includes(said)) return;
      if (Date.now() > late) throw new Error(`never ${status} with “${said}”: ${answer.body}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };

  it('listens at once, says what to do, serves nobody, and is ready without a restart', async () => {
    let letGo = (_: Error): void => undefined;
    const held = new Promise<void>((_, reject) => {
      letGo = reject;
    });
    storage = () => held;
    await open();
    expect((await get('/healthz')).status).toBe(200);
    await readyz(503, 'Wait a few seconds');

    storage = away;
    letGo(new StorageAway('no answer in time'));
    await readyz(503, 'Check that the account exists');
    storage = refused;
    await readyz(503, 'the role Storage Table Data Contributor');
    expect((await get('/healthz')).status).toBe(200);
    for (const [method, path] of [
      ['POST', '/api/messages'],
      ['GET', '/api/me'],
      ['GET', '/tab'],
      ['GET', '/files/ics/token'],
      ['GET', '/local/clock'],
    ] as const) {
      const response = await fetch(`${url}${path}`, { method });
      const { error } = (await response.json()) as { error: { message: string } };
      expect({ path, status: response.status }).toEqual({ path, status: 503 });
      expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(error.message).toContain('try again in a moment');
    }

    storage = async () => undefined;
    expect(await begun).toBe(true);
    await readyz(200, 'ready');
    expect((await get('/local/clock')).status).toBe(200);
    expect((await get('/api/me')).status).toBe(401);
    // The worker looks for what is due.
    expect(await app.worker?.look()).toBeDefined();
  });

  it('ends when it is told to while it waits', async () => {
    storage = away;
    await open();
    await readyz(503, 'Check that the account exists');
    await app.close();
    expect(await begun).toBe(false);
  });

  it('tells later too that a role was taken away', async () => {
    storage = async () => undefined;
    await open();
    await begun;
    storage = refused;
    await readyz(503, 'the role Storage Table Data Contributor');
    storage = async () => undefined;
    await readyz(200, 'ready');
  });

  it('does not wait for what waiting cannot mend', async () => {
    storage = is(new TypeError('a fault of ours'));
    await open();
    await expect(begun).rejects.toThrow('a fault of ours');
    storage = async () => undefined;
  });
});
