import { StorageAway } from '#bot/platform/tables';
import { loadPerson, personPartition } from '#bot/records/person';
import { loadTeam } from '#bot/records/team';
import { cast, crew, type House, openHouse, textOf } from '#tests/house';
import { rush } from '#tests/rush';

const { alex, megan } = cast;

/** Waits for what comes a moment later. */
async function eventually(check: () => Promise<boolean> | boolean, withinMs = 15_000) {
  const until = Date.now() + withinMs;
  while (!(await check())) {
    if (Date.now() > until) throw new Error('it did not come');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe('an answer that Teams does not take at once', () => {
  let house: House;
  beforeEach(async () => {
    house = await openHouse({ BACKOFF_MS: '50', TICK_MS: '100' });
    await house.install(alex);
  });
  afterEach(() => house.close());

  const waiting = async () => {
    const { ctx, deps } = house.app;
    return deps.tables.range('People', personPartition(ctx, alex.id), {
      from: 'e~reply',
      to: 'e~reply~~',
    });
  };

  it.each([412, 429, 502, 503, 504, 401])('is said again after a %i', async (status) => {
    house.teams.fail(status);
    const answers = await house.say(alex, 'help');
    expect(answers).toHaveLength(1);
    expect(house.app.deps.control.block).toBeUndefined();
  });

  it('waits as long as Teams asks, and shows meanwhile that it is on its way', async () => {
    house.teams.fail({ status: 429, after: 3 });
    const before = Date.now();
    const answers = await house.say(alex, 'help');
    expect(Date.now() - before).toBeGreaterThanOrEqual(3_000);
    expect(answers).toHaveLength(1);
    expect(house.teams.typing).toBe(1);
  });

  it('is never said twice when nobody can know whether it arrived', async () => {
    house.teams.fail('reset-after');
    expect(await house.say(alex, 'help')).toHaveLength(1);
    await house.pass('2026-11-23T06:30:00Z');
    expect(house.teams.posted).toHaveLength(2);
  });

  it('is kept for the sender when the turn is over, and nothing of it once it is said', async () => {
    house.teams.fail({ status: 503, after: 60 });
    expect(await house.say(alex, 'help')).toHaveLength(0);
    expect(await waiting()).toHaveLength(1);
    await house.pass('2026-11-23T06:05:00Z');
    expect(textOf(house.teams.posted.at(-1))).toContain('What I can do');
    expect(await waiting()).toEqual([]);
    expect(house.teams.posted).toHaveLength(2);
  });

  it('is not said any more after an hour', async () => {
    house.teams.fail({ status: 503, after: 3_700 });
    await house.say(alex, 'help');
    await house.pass('2026-11-23T08:00:00Z');
    expect(house.teams.posted).toHaveLength(1);
    expect(await waiting()).toEqual([]);
  });

  it('goes with the person who erases everything', async () => {
    house.teams.fail({ status: 503, after: 60 });
    await house.say(alex, 'help');
    expect((await house.api(alex, 'POST', '/me/erase', { confirm: 'erase' })).status).toBeLessThan(
      300,
    );
    await house.pass('2026-11-23T08:00:00Z');
    expect(house.teams.posted).toHaveLength(1);
    expect(JSON.stringify(house.tables.dump())).not.toContain('e~reply');
  });

  it('is not kept of what was said in a channel', async () => {
    // Whoever adds the bot is offered the digest; here it is somebody without a chat.
    await house.installTeam(cast.adele, [alex, megan, cast.adele]);
    const before = house.teams.posted.length;
    house.teams.fail({ status: 503, after: 60 });
    await house.mention(megan, 'help');
    await house.pass('2026-11-23T08:00:00Z');
    expect(house.teams.posted).toHaveLength(before);
    expect(JSON.stringify(house.tables.dump())).not.toContain('e~reply');
  });
});

describe('the first word', () => {
  let house: House;
  beforeEach(async () => {
    house = await openHouse({ BACKOFF_MS: '50', TICK_MS: '100' });
  });
  afterEach(() => house.close());

  const profile = async () =>
    (await loadPerson(house.app.deps.tables, house.app.ctx, alex.id)).profile;
  const team = async () => (await loadTeam(house.app.deps.tables, house.app.ctx, crew.id)).team;

  it.each([412, 429, 502, 503, 504, 401])('comes to a person after a %i, once', async (status) => {
    house.teams.fail(status);
    expect(await house.install(alex)).toEqual([]);
    expect((await profile()).welcomedAt).toBeUndefined();
    await eventually(async () => (await profile()).welcomedAt !== undefined);
    expect(await house.install(alex)).toEqual([]);
    await house.pass('2026-11-23T06:30:00Z');
    expect(house.teams.posted).toHaveLength(1);
  });

  it('is never said twice when nobody can know whether it arrived', async () => {
    house.teams.fail('reset-after');
    expect(await house.install(alex)).toHaveLength(1);
    expect((await profile()).welcomedAt).toBeDefined();
    expect(await house.install(alex)).toEqual([]);
    await house.pass('2026-11-23T06:30:00Z');
    expect(house.teams.posted).toHaveLength(1);
  });

  it('comes once however the installation is told', async () => {
    await Promise.all([house.install(alex), house.install(alex), house.install(alex)]);
    await house.pass('2026-11-23T06:30:00Z');
    expect(house.teams.posted).toHaveLength(1);
  });

  it.each([429, 503])('comes to a team after a %i, once', async (status) => {
    house.teams.fail(status);
    await house.installTeam(alex, [alex, megan]);
    await eventually(async () => (await team()).announcement?.outcome === 'sent');
    await house.installTeam(megan, [alex, megan]);
    await house.pass('2026-11-23T06:30:00Z');
    expect(house.teams.posted.map(({ conversation }) => conversation)).toEqual([crew.id]);
  });

  it('to a team is never said twice when nobody can know whether it arrived', async () => {
    house.teams.fail('reset-after');
    await house.installTeam(alex, [alex, megan]);
    await house.installTeam(megan, [alex, megan]);
    await house.pass('2026-11-23T06:30:00Z');
    expect(house.teams.posted).toHaveLength(1);
  });

  it('is said by the sender where the turn was cut off before it left', async () => {
    const { commit } = house.tables;
    const cut = jest.spyOn(house.tables, 'commit').mockImplementation(async (...given) => {
      if (JSON.stringify(given[2]).includes('sending')) throw new StorageAway('for a test');
      return commit(...given);
    });
    expect(await house.install(alex)).toHaveLength(1);
    cut.mockRestore();
    expect(textOf(house.teams.posted[0])).toContain('try again in a moment');
    await house.pass('2026-11-23T06:30:00Z');
    expect(house.teams.posted.map(textOf)).toEqual([
      expect.stringContaining('try again in a moment'),
      expect.stringContaining('Hello Alex'),
    ]);
  });
});

describe('many who come at once', () => {
  it('are welcomed once each by two processes, no faster than Teams allows', async () => {
    const { welcomes, most } = await rush(80);
    expect(welcomes).toEqual(Array.from({ length: 80 }, () => 1));
    expect(most).toBeLessThanOrEqual(50);
  });
});
