import { Temporal } from '#bot/core/time';
import { azureTables } from '#bot/platform/azure-tables';
import { azuriteConnectionString, startEmbeddedTables } from '#bot/platform/embedded';
import { StorageAway } from '#bot/platform/tables';
import type { Somebody } from '#tests/cast';
import { type MemoryTables, memoryTables } from '#tests/fakes/memory-tables';
import { proxyTo, type TestProxy } from '#tests/fakes/proxy';
import { cast, type House, openHouse, textOf } from '#tests/house';
import { sleep, until } from '#tests/wait';

const sorry = 'try again in a moment';
const dutchSorry = 'probeer het zo nog eens';
/** Longest that a person may wait for the plain sentence, in milliseconds of real time. */
const soon = 3_000;

/** Tables that can be away: every call says so, and nothing is read or written. */
function leavingTables(): MemoryTables & { away: boolean } {
  const real = memoryTables();
  const here = (): void => {
    if (leaving.away) throw new StorageAway('away for a test');
  };
  const leaving = {
    ...real,
    away: false,
    read: async (...args: Parameters<MemoryTables['read']>) => {
      here();
      return real.read(...args);
    },
    range: async (...args: Parameters<MemoryTables['range']>) => {
      here();
      return real.range(...args);
    },
    async *across(...args: Parameters<MemoryTables['across']>) {
      here();
      yield* real.across(...args);
    },
    commit: async (...args: Parameters<MemoryTables['commit']>) => {
      here();
      return real.commit(...args);
    },
  };
  return leaving;
}

const countIn = async (house: House, who: Somebody): Promise<void> => {
  await house.install(who);
  await house.say(who, 'count me in');
};

describe('while storage is away', () => {
  let house: House;
  let tables: ReturnType<typeof leavingTables>;
  beforeEach(async () => {
    tables = leavingTables();
    house = await openHouse({}, { tables });
    await countIn(house, cast.alex);
    await house.app.worker?.look();
  });
  afterEach(async () => {
    tables.away = false;
    await house.close();
  });

  /** Product time passes the moment at which a card is due; nobody has looked yet. */
  const tuesday = () => house.app.clock?.forward(Temporal.Instant.from('2026-11-24T09:00:01Z'));

  it('a message gets a plain sentence, in the language Teams speaks', async () => {
    tables.away = true;
    for (const text of ['help', 'share Excel', 'pause', 'my data', 'who Excel', 'nonsense']) {
      const [answer] = await house.say(cast.alex, text);
      expect(textOf(answer)).toContain(sorry);
    }
    const [answer] = await house.say(cast.sanne, 'deel Excel', { locale: 'nl-NL' });
    expect(textOf(answer)).toContain(dutchSorry);
  });

  it('a press gets it as a toast, and an installation is made up for later', async () => {
    tables.away = true;
    const { status, body } = await house.act(cast.alex, 'people.in', {});
    expect({ status, body }).toMatchObject({ status: 200, body: { statusCode: 200 } });
    expect(body.value).toContain(sorry);
    await house.install(cast.megan);
    tables.away = false;
    const [welcome] = await house.install(cast.megan);
    expect(textOf(welcome)).toContain('Hello Megan');
  });

  it('the tab gets 503, when to come back, and the sentence', async () => {
    await house.api(cast.alex, 'GET', '/me');
    tables.away = true;
    for (const [method, path, body] of [
      ['GET', '/me'],
      ['GET', '/me/export'],
      ['PATCH', '/me/settings', { rhythm: 'monthly' }],
      ['POST', '/skills', { list: 'share', name: 'Excel' }],
      ['POST', '/me/erase', { confirm: 'erase' }],
    ] as const) {
      const answer = await house.api(cast.alex, method, path, body);
      expect(answer.status).toBe(503);
      expect(answer.body.error.message).toContain(sorry);
    }
    tables.away = false;
    const { body } = await house.api(cast.alex, 'GET', '/me');
    expect(body).toMatchObject({ name: cast.alex.name, consent: 'in', shares: [] });
  });

  it('the process lives and says that it is not ready', async () => {
    tables.away = true;
    expect((await fetch(`${house.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${house.url}/readyz`)).status).toBe(503);
    tables.away = false;
    expect((await fetch(`${house.url}/readyz`)).status).toBe(200);
  });

  it('the same message sent again afterwards is done', async () => {
    tables.away = true;
    const activity = { id: 'once-more' };
    await house.say(cast.alex, 'share Excel', activity);
    tables.away = false;
    await house.say(cast.alex, 'share Excel', activity);
    const { body } = await house.api(cast.alex, 'GET', '/me');
    expect(body.shares.map(({ name }: { name: string }) => name)).toEqual(['Excel']);
  });

  it('scheduled work waits, and every card comes once when storage is back', async () => {
    const before = house.teams.posted.length;
    await tuesday();
    tables.away = true;
    await expect(house.app.worker?.look()).rejects.toThrow(StorageAway);
    expect(house.teams.posted).toHaveLength(before);
    tables.away = false;
    await house.app.worker?.look();
    await house.app.worker?.look();
    expect(house.teams.posted).toHaveLength(before + 1);
  });

  // From the sixth call on it is the outcome that cannot be written, which is tried for ten seconds.
  it.each([1, 2, 3, 4, 5, 6])(
    'a card is never sent twice, however far its delivery got (%i calls)',
    async (calls) => {
      const before = house.teams.posted.length;
      await tuesday();
      let left = calls;
      const commit = tables.commit;
      const range = tables.range;
      const step = <A extends unknown[], R>(call: (...args: A) => R) => {
        return (...args: A): R => {
          left -= 1;
          tables.away = left < 0;
          return call(...args);
        };
      };
      Object.assign(tables, { commit: step(commit), range: step(range) });
      await house.app.worker?.look().catch(() => undefined);
      Object.assign(tables, { commit, range });
      tables.away = false;
      for (let again = 0; again < 3; again += 1) await house.app.worker?.look();
      await house.pass('2026-11-24T12:00:00Z');
      const sent = house.teams.posted.length - before;
      expect(sent).toBeLessThanOrEqual(1);
      // What could not be known to have arrived still waits in For you, and the next card comes.
      const { body } = await house.api(cast.alex, 'GET', '/me');
      expect(body.open.length).toBeGreaterThan(0);
      await house.pass('2026-12-02T12:00:00Z');
      expect(house.teams.posted.length - before).toBeGreaterThan(sent);
    },
  );
});

describe('real storage behind a network that fails', () => {
  let house: House;
  let proxy: TestProxy;
  let closeAzurite: () => Promise<void>;
  beforeEach(async () => {
    const azurite = await startEmbeddedTables(0, undefined);
    closeAzurite = azurite.close;
    const target = Number(
      new URL(/TableEndpoint=([^;]+)/.exec(azurite.connectionString)?.[1] ?? '').port,
    );
    proxy = await proxyTo(target);
    const connectionString = azuriteConnectionString(proxy.port);
    const tables = await azureTables({ kind: 'connection', connectionString });
    house = await openHouse(
      { CLOCK_NOW: '2026-11-24T08:00:00Z', TICK_MS: '200' },
      { tables: tables as never },
    );
    await countIn(house, cast.alex);
    await house.say(cast.alex, 'share Excel');
    await house.api(cast.alex, 'GET', '/me');
  });
  afterEach(async () => {
    await proxy.heal();
    await house.close();
    await proxy.close();
    await closeAzurite();
  });

  /** Counts the time that this process had: while it waits for a core, nothing beats. */
  const timed = async <T>(work: () => Promise<T>): Promise<T> => {
    let waited = 0;
    const beating = setInterval(() => {
      waited += 10;
    }, 10);
    const result = await work().finally(() => clearInterval(beating));
    expect(waited).toBeLessThan(soon);
    return result;
  };

  it.each(['hang', 'refuse'] as const)(
    'people are told within three seconds when it would %s, and what was due comes afterwards',
    async (how) => {
      const cards = () =>
        house.teams.posted.filter(({ activity }) => JSON.stringify(activity).includes('checkin'));
      const before = cards().length;
      const due = Temporal.Instant.from('2026-11-24T09:00:00Z');
      const now = () => house.app.deps.clock.now();
      // Product time passes 09:00, when a card is due, while nothing can be read.
      await house.app.clock?.forward(due.subtract({ seconds: 5 }));
      await proxy[how]();
      const [answers, press, call] = await Promise.all([
        timed(() => house.say(cast.alex, 'wish Python')),
        timed(() => house.act(cast.alex, 'people.in', {})),
        timed(() => house.api(cast.alex, 'POST', '/skills', { list: 'wish', name: 'Python' })),
      ]);
      expect(textOf(answers.at(-1))).toContain(sorry);
      expect(press.body.value).toContain(sorry);
      expect(call.status).toBe(503);
      expect(call.body.error.message).toContain(sorry);
      await until(() => Temporal.Instant.compare(now(), due) >= 0);
      await sleep(1_000);
      expect(cards()).toHaveLength(before);

      await proxy.heal();
      await until(() => cards().length > before);
      // Once is enough.
      for (let again = 0; again < 3; again += 1) await house.app.worker?.look();
      expect(cards()).toHaveLength(before + 1);
      const { body } = await house.api(cast.alex, 'GET', '/me');
      expect(body.shares.map(({ name }: { name: string }) => name)).toEqual(['Excel']);
      const [saved] = await house.say(cast.alex, 'wish Python');
      expect(textOf(saved)).toContain('Python');
    },
  );

  it('a process that itself stood still for longer gets the answer that was there', async () => {
    const connectionString = azuriteConnectionString(proxy.port);
    const tables = await azureTables({ kind: 'connection', connectionString });
    const reading = tables.read('People', 'nobody', 'nothing');
    await new Promise((resolve) => setImmediate(resolve));
    const until = performance.now() + soon;
    while (performance.now() < until);
    expect(await reading).toBeUndefined();
  });
});
