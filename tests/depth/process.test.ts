import { azuriteConnectionString, startEmbeddedTables } from '#bot/platform/embedded';
import { cast } from '#tests/cast';
import { proxyTo, type TestProxy } from '#tests/fakes/proxy';
import { type Built, callAs, start } from '#tests/long/built';

/** Waits for what comes a moment later. */
async function until(there: () => boolean | Promise<boolean>): Promise<void> {
  const late = Date.now() + 20_000;
  while (!(await there())) {
    if (Date.now() > late) throw new Error('it did not come');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('the built process', () => {
  let built: Built;
  let proxy: TestProxy;
  let closeStorage: () => Promise<void>;
  beforeEach(async () => {
    const azurite = await startEmbeddedTables(0, undefined);
    closeStorage = azurite.close;
    const { port } = new URL(/TableEndpoint=([^;]+)/.exec(azurite.connectionString)?.[1] ?? '');
    proxy = await proxyTo(Number(port));
    built = await start('dist/main.mjs', {
      STORAGE_CONNECTION_STRING: azuriteConnectionString(proxy.port),
      TICK_MS: '50',
      NODE_OPTIONS: '--import ./tests/fakes/faulty.mjs',
    });
  });
  afterEach(async () => {
    await built.end('SIGKILL');
    await proxy.close();
    await closeStorage();
  });

  const ready = async (): Promise<number> => (await fetch(`${built.url}/readyz`)).status;

  it('outlives a rejection that nobody handles, and alarms', async () => {
    built.signal('SIGUSR2');
    await until(() => /TypeError.*"alarm":"rejection"/.test(built.said()));
    expect(await ready()).toBe(200);
  });

  it('says which error nothing caught, finishes what is under way, and ends as failed', async () => {
    expect(await built.end('SIGHUP')).toBe(1);
    expect(built.said()).toMatch(/RangeError.*"alarm":"exception"/);
  });

  it('outlives an outage that is longer than anything it keeps, and works on', async () => {
    const share = () =>
      callAs(built.url, cast.alex.id, 'POST', '/skills', { list: 'share', name: 'Excel' });
    await proxy.refuse();
    for (let quarter = 0; quarter < 4; quarter += 1) {
      const before = built.said().length;
      built.signal('SIGCONT');
      // The tenant's own skills are a minute old by now, the lease is nobody's, tokens are old.
      await until(() => built.said().slice(before).includes('own skills could not be read'));
    }
    expect((await fetch(`${built.url}/healthz`)).status).toBe(200);
    expect(await ready()).toBe(503);

    await proxy.heal();
    await until(async () => (await ready()) === 200);
    expect((await share()).status).toBe(200);
    expect(built.said()).not.toContain('"alarm"');
  });
});
