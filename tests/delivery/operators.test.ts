import { personId } from '#bot/core/ids';
import { Temporal } from '#bot/core/time';
import { deliveryView, recallView, replayed } from '#bot/features/admin/wire';
import { cast, type House, openHouse, textOf } from '#tests/house';
import { sleep, until } from '#tests/wait';

const { alex, megan, adele } = cast;

let house: House;
let token: string;
beforeEach(async () => {
  house = await openHouse();
  for (const who of [alex, megan, adele]) {
    await house.install(who);
    await house.say(who, 'count me in');
  }
  const response = await fetch(`${house.url}/local/token`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ as: alex.id, role: 'operator' }),
  });
  ({ token } = (await response.json()) as { token: string });
});
afterEach(() => house.close());

async function operator(method: string, path = '', body?: object) {
  const response = await fetch(`${house.url}/api/admin/delivery${path}`, {
    method,
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as any };
}
const now = async () => deliveryView.parse((await operator('GET')).body);
const cards = (who = alex) =>
  house.teams.posted.filter(({ conversation }) => conversation === `chat-${who.teamsId}`);
const tuesday = '2026-11-24T09:30:00Z';

describe('what operators see', () => {
  it('is for operators only', async () => {
    for (const [method, path] of [
      ['GET', '/admin/delivery'],
      ['POST', '/admin/delivery/resume'],
      ['POST', '/admin/delivery/parked/x/replay'],
      ['POST', '/admin/delivery/recall'],
    ] as const) {
      const body = method === 'GET' ? undefined : { kind: 'checkin' };
      const { status } = await house.api(alex, method, path, body);
      expect(status).toBe(403);
    }
  });

  it('counts what was sent, names the holder of the lease, and nobody', async () => {
    await house.pass(tuesday);
    const view = await now();
    expect(view).toMatchObject({ sent: 3, missed: 0, parked: [], oldestDue: null, blocked: null });
    expect(view.leaseHolder).toEqual(expect.any(String));
    // A kind without a name would show its code.
    expect(view.kinds.filter(({ kind, name }) => kind === name)).toEqual([]);
    expect(JSON.stringify(view)).not.toContain(alex.id);
  });
});

describe('the rate', () => {
  it('is shown as it is now: halved by a 429, and climbing back while nothing is sent', async () => {
    house.teams.fail(429);
    await house.pass(tuesday);
    const { ratePerSecond, rateSetting } = await now();
    expect(ratePerSecond).toBeLessThan(rateSetting);
    await sleep(300);
    await house.app.worker?.look();
    const later = await now();
    expect(later.ratePerSecond).toBeGreaterThan(ratePerSecond);
    expect(later.ratePerSecond).toBeLessThanOrEqual(rateSetting);
  });
});

describe('a message that is parked', () => {
  it('is found, names nobody, and goes after all when an operator says so', async () => {
    house.teams.fail(400, 400, 400);
    await house.pass(tuesday);
    const { parked, refusedByReason } = await now();
    expect(parked).toHaveLength(3);
    expect(parked[0]).toMatchObject({
      kind: 'moment',
      name: 'Weekly card',
      why: 'Fake400',
      attempts: 1,
    });
    expect(refusedByReason).toEqual([{ why: 'Fake400', count: 3 }]);
    expect(JSON.stringify(parked)).not.toContain(alex.id);
    const before = house.teams.posted.length;
    for (const { id } of parked) {
      const { body } = await operator('POST', `/parked/${id}/replay`, {});
      expect(replayed.parse(body)).toEqual({ outcome: 'again' });
    }
    await house.app.worker?.look();
    expect(house.teams.posted.length).toBe(before + 3);
    expect((await now()).parked).toEqual([]);
    expect((await operator('POST', `/parked/${parked[0]?.id}/replay`, {})).status).toBe(404);
  });

  it('is erased with the person', async () => {
    house.teams.fail(400, 400, 400);
    await house.pass(tuesday);
    await house.api(alex, 'POST', '/me/erase', { confirm: 'erase' });
    await house.pass('2026-11-24T09:45:00Z');
    expect((await now()).parked).toHaveLength(2);
    const due = house.tables.dump().filter(({ table }) => table === 'Due');
    expect(JSON.stringify(due)).not.toContain(alex.id);
  });

  it('is closed when its week is over', async () => {
    house.teams.fail(400, 400, 400);
    await house.pass(tuesday);
    const { parked } = await now();
    await house.pass('2026-12-01T08:00:00Z');
    const before = house.teams.posted.length;
    const { body } = await operator('POST', `/parked/${parked[0]?.id}/replay`, {});
    expect(body).toEqual({ outcome: 'late' });
    await house.app.worker?.look();
    expect(house.teams.posted.length).toBe(before);
  });
});

describe('a tenant that Teams refuses', () => {
  it('is not what a single refused sign-in tells of', async () => {
    house.teams.fail(401);
    await house.pass(tuesday);
    expect((await now()).blocked).toBeNull();
    await house.pass('2026-11-24T10:30:00Z');
    expect(await now()).toMatchObject({ sent: 3, parked: [], blocked: null });
  });

  it('stops everything, shows, and goes on with the next sign of life', async () => {
    // The first may have met an old token.
    house.teams.fail(401, 401, 401, 401, 401, 401);
    await house.pass(tuesday);
    await house.pass('2026-11-24T09:30:00Z');
    const blocked = await now();
    expect(blocked.blocked).toMatchObject({ why: 'Fake401' });
    // Those already on their way may have arrived.
    expect(blocked.sent).toBeLessThan(3);
    expect(blocked.parked).toEqual([]);
    const before = house.teams.posted.length;
    await house.say(megan, 'help');
    expect((await now()).blocked).toBeNull();
    await house.pass('2026-11-24T10:30:00Z');
    // The answer, and a card for everybody who had none.
    expect(house.teams.posted.length).toBe(before + 1 + 3 - blocked.sent);
    expect((await now()).sent).toBe(3);
  });

  it('goes on when an operator says so', async () => {
    // The first may have met an old token.
    house.teams.fail(401, 401, 401, 401, 401, 401);
    await house.pass(tuesday);
    await house.pass('2026-11-24T09:30:00Z');
    expect((await operator('POST', '/resume', {})).body).toMatchObject({ blocked: null });
    await house.pass('2026-11-24T10:30:00Z');
    expect((await now()).sent).toBe(3);
  });
});

describe('those refused before it was clear that it was the whole tenant', () => {
  it('are written to again when it takes messages', async () => {
    const everybody = [alex, megan, adele, cast.daan, cast.sanne];
    for (const who of [cast.daan, cast.sanne]) {
      await house.install(who);
      await house.say(who, 'count me in');
    }
    house.teams.fail(403, 403, 403, 403, 403);
    await house.pass(tuesday);
    expect((await now()).blocked).toMatchObject({ why: 'Fake403' });
    const reach = async () =>
      Promise.all(
        everybody.map(async ({ id }) => {
          const { loadPerson } = await import('#bot/records/person');
          const person = await loadPerson(house.tables, house.app.ctx, personId(id));
          return person.profile.reach.state;
        }),
      );
    expect(await reach()).toContain('unreachable');
    await operator('POST', '/resume', {});
    await house.pass('2026-11-24T10:30:00Z');
    expect(new Set(await reach())).toEqual(new Set(['ok']));
    const before = everybody.map((who) => cards(who).length);
    await house.pass('2026-12-01T12:00:00Z');
    expect(everybody.map((who) => cards(who).length)).toEqual(before.map((count) => count + 1));
  });
});

describe('somebody who cannot be reached', () => {
  it.each([
    ['a message', () => house.say(alex, 'help')],
    ['an install', () => house.install(alex)],
    ['opening the tab', () => house.api(alex, 'GET', '/me')],
  ])('is left alone, and is written to again the week after %s', async (_, comesBack) => {
    house.teams.fail(403, 403, 403);
    await house.pass(tuesday);
    await house.pass('2026-12-02T12:00:00Z');
    const before = cards().length;
    await comesBack();
    const answered = cards().length;
    await house.pass('2026-12-09T12:00:00Z');
    expect(answered - before).toBeLessThanOrEqual(1);
    expect(cards().length).toBe(answered + 1);
    // Nobody wrote to the others meanwhile.
    const refused = house.teams.posted.filter(({ conversation }) => {
      return conversation === `chat-${adele.teamsId}`;
    });
    expect(refused.length).toBe(2);
  });
});

describe('a recall', () => {
  const checkinsOf = async (who = alex) =>
    (await house.api(who, 'GET', '/me')).body.open.filter(
      ({ kind }: { kind: string }) => kind === 'checkin',
    );

  it('takes the item out of For you and off the buttons at once, and turns posted cards', async () => {
    await house.pass(tuesday);
    const card = cards().at(-1);
    expect(await checkinsOf()).toHaveLength(1);
    const begun = recallView.parse((await operator('POST', '/recall', { kind: 'checkin' })).body);
    expect(begun).toMatchObject({ state: 'running', kind: 'checkin', cards: 0 });
    expect(await checkinsOf()).toEqual([]);
    await house.pass('2026-11-24T09:31:00Z');
    const { body } = await operator('GET', `/recall/${begun.id}`);
    expect(recallView.parse(body)).toMatchObject({
      state: 'done',
      total: 3,
      people: 3,
      items: 3,
      cards: 3,
      failed: 0,
    });
    expect(textOf(card)).toContain('Withdrawn');
    // As long as it holds, nothing of the kind is sent.
    const before = house.teams.posted.length;
    await house.pass('2026-12-01T12:00:00Z');
    expect(house.teams.posted.length).toBe(before);
    await operator('POST', `/recall/${begun.id}/cancel`, {});
    await house.pass('2026-12-08T12:00:00Z');
    expect(house.teams.posted.length).toBe(before + 3);
  });

  it('made while the cards are being sent leaves none standing', async () => {
    const from = house.teams.posted.length;
    const passing = house.pass(tuesday);
    await until(() => house.teams.posted.length > from);
    await operator('POST', '/recall', { kind: 'checkin' });
    await passing;
    await house.pass('2026-11-24T09:35:00Z');
    for (const who of [alex, megan, adele]) expect(await checkinsOf(who)).toEqual([]);
    const posted = house.teams.posted.slice(from).map(textOf);
    expect(posted.length).toBeGreaterThan(0);
    expect(posted.filter((text) => !text.includes('Withdrawn'))).toEqual([]);
  });
});

describe('after three days down', () => {
  it('what is useful is sent once, what is stale is skipped and recorded', async () => {
    // Down from Monday to Friday: one late card each, within hours, and not another.
    await house.app.clock?.forward(Temporal.Instant.from('2026-11-27T09:00:00Z'));
    await house.app.worker?.look();
    await house.app.worker?.look();
    expect((await now()).sent).toBe(3);
    // Down over a week and a half: one card for now, and the ledger names the week without one.
    await house.app.clock?.forward(Temporal.Instant.from('2026-12-16T09:00:00Z'));
    await house.app.worker?.look();
    await house.app.worker?.look();
    expect((await now()).sent).toBe(6);
    const rows = house.tables
      .dump()
      .filter(({ row }) => row.rowKey.startsWith('d~sent~') && row.partitionKey.includes(alex.id));
    const ledger = rows.map(({ row }) => [
      row.rowKey.slice(7),
      JSON.parse(String(row['data'])).outcome,
    ]);
    expect(ledger.sort()).toEqual([
      ['2026-W48', 'sent'],
      ['2026-W50', 'missed'],
      ['2026-W51', 'sent'],
    ]);
  });
});
