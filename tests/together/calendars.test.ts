import { Writable } from 'node:stream';
import { personId } from '#bot/core/ids';
import { instantOf } from '#bot/core/time';
import { organisationView } from '#bot/features/organisation/wire';
import { colleagues } from '#bot/local/colleagues';
import { sampleCalendars } from '#bot/local/sample-calendars';
import { graph } from '#bot/platform/graph';
import { createLog } from '#bot/platform/log';
import { telemetryInto } from '#bot/platform/telemetry';
import { loadPerson } from '#bot/records/person';
import type { Somebody } from '#tests/cast';
import { type Appointment, type GraphStandIn, graphStandIn } from '#tests/fakes/graph';
import { cast, type House, openHouse, textOf } from '#tests/house';

const { alex, megan, adele } = cast;
const [robin] = colleagues as unknown as [Somebody];
/** Monday at ten in Amsterdam. */
const now = '2026-11-23T09:00:00Z';
const workdays = ['23', '24', '25', '26', '27', '30', '01', '02', '03', '04', '07'];
const everyDay = (from: string, to: string): Appointment[] =>
  workdays.map((day) => {
    const date = `2026-${Number(day) >= 23 ? 11 : 12}-${day}`;
    return { start: `${date}T${from}:00`, end: `${date}T${to}:00`, status: 'busy' };
  });
/** Free between three and four in the afternoon alone, which is two to three in UTC. */
const nearlyFull = [...everyDay('07:00', '14:00'), ...everyDay('15:00', '18:00')];

describe('times from people’s calendars', () => {
  let house: House;
  let standIn: GraphStandIn;
  let logged: string[];
  let traced: string[];
  beforeEach(async () => {
    standIn = await graphStandIn();
    ({ house, logged, traced } = await openWith(standIn));
  });
  afterEach(async () => {
    await house.close();
    await standIn.close();
  });

  async function openWith(graphOf: GraphStandIn) {
    const text: string[] = [];
    const spans: string[] = [];
    const stream = new Writable({
      write(chunk: Buffer, _, done) {
        text.push(chunk.toString());
        done();
      },
    });
    const opened = await openHouse(
      { CLOCK_NOW: now },
      {
        organisation: graph({ credential: graphOf.credential, base: graphOf.url }),
        log: createLog('debug', stream),
        telemetry: telemetryInto({
          delivered() {},
          alarm() {},
          watch() {},
          span: (...span) => void spans.push(JSON.stringify(span)),
          close: async () => {},
        }),
      },
    );
    for (const who of [alex, megan, adele]) {
      await opened.install(who);
      await opened.say(who, 'count me in');
      graphOf.mailboxes.set(who.id, { address: `${who.id}@contoso.com`, appointments: [] });
    }
    await opened.say(megan, 'share Excel');
    await opened.api(megan, 'PATCH', '/me/settings', { capacity: 5, askLimit: 3 });
    await opened.pass('2026-11-23T09:01:00Z');
    return { house: opened, logged: text, traced: spans };
  }

  const operator = async (method: string, path: string) => {
    const sign = await fetch(`${house.url}/local/token`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ as: adele.id, role: 'operator' }),
    });
    const { token } = (await sign.json()) as { token: string };
    const response = await fetch(`${house.url}/api/admin${path}`, {
      method,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      ...(method === 'GET' ? {} : { body: '{}' }),
    });
    return organisationView.parse(await response.json());
  };
  const settings = async (who: Somebody) => (await house.api(who, 'GET', '/me')).body.settings;
  const choose = (who: Somebody, freeBusy: boolean) =>
    house.api(who, 'PATCH', '/me/settings', { freeBusy });
  const busy = (who: Somebody, appointments: readonly Appointment[]) =>
    standIn.mailboxes.set(who.id, { address: `${who.id}@contoso.com`, appointments });
  let asked = 0;
  /** Alex asks, Megan says yes; what Alex and Megan then choose from. */
  const arranged = async (at: string): Promise<string[]> => {
    asked += 1;
    const { body } = await house.api(alex, 'POST', '/asks', {
      op: `form-${String(asked).padStart(4, '0')}`,
      skill: 'Excel',
      what: 'My pivot table counts empty cells.',
      minutes: 30,
      by: '2026-12-04',
    });
    await house.pass(at);
    await house.api(megan, 'POST', `/open/${body.id}-offer/yes`, {});
    const { mine } = (await house.api(alex, 'GET', '/asks')).body;
    const one = mine.find(({ id }: { id: string }) => id === body.id);
    return one.pair.slots.map((slot: { at: string }) => slot.at);
  };
  const inTheOneHour = (times: readonly string[]) =>
    times.length > 0 && times.every((at) => /T14:(00|30):00Z$/.test(at));

  it('are off until the organisation says yes, and the operators see what it said', async () => {
    expect((await settings(alex)).freeBusy).toBeNull();
    expect(await operator('GET', '/organisation')).toMatchObject({
      configured: true,
      calendar: { state: 'unasked', since: null },
      late: 0,
    });
    const refused = await choose(alex, true);
    expect(refused.status).toBe(422);
    expect(refused.body.error).toMatchObject({ field: 'freeBusy' });
    standIn.scope = new Set();
    expect((await operator('POST', '/organisation/check')).calendar.state).toBe('refused');
    standIn.scope = new Set([adele.id]);
    expect((await operator('POST', '/organisation/check')).calendar).toMatchObject({
      state: 'available',
      since: '2026-11-23T09:01:00Z',
    });
    // Whoever tried it looked at their own calendar alone.
    const looked = standIn.calls.filter(({ path }) => !path.includes('mailboxSettings'));
    expect(looked.length).toBeGreaterThan(0);
    expect(JSON.stringify(looked)).not.toContain(alex.id);
    expect(await settings(alex)).toMatchObject({ freeBusy: false });
    expect(await house.api(alex, 'POST', '/admin/organisation/check', {})).toMatchObject({
      status: 403,
    });
  });

  it('are off until the person says yes; then an ask gets times that fit, and off is at once', async () => {
    await operator('POST', '/organisation/check');
    busy(megan, nearlyFull);
    standIn.calls.length = 0;
    expect(inTheOneHour(await arranged('2026-11-23T09:02:00Z'))).toBe(false);
    expect(standIn.calls).toEqual([]);
    await choose(megan, true);
    expect(await settings(megan)).toMatchObject({ freeBusy: true });
    const fit = await arranged('2026-11-23T09:03:00Z');
    expect(fit).toHaveLength(3);
    expect(inTheOneHour(fit)).toBe(true);
    expect(standIn.calls).toHaveLength(2);
    await choose(megan, false);
    expect(inTheOneHour(await arranged('2026-11-23T09:04:00Z'))).toBe(false);
    expect(standIn.calls).toHaveLength(2);
  });

  it('a right that is taken away is found out in the night, and times go by hours meanwhile', async () => {
    await operator('POST', '/organisation/check');
    busy(megan, nearlyFull);
    await choose(megan, true);
    standIn.scope = new Set();
    expect(inTheOneHour(await arranged('2026-11-23T09:02:00Z'))).toBe(false);
    await house.pass('2026-11-24T06:00:00Z');
    expect((await operator('GET', '/organisation')).calendar.state).toBe('refused');
    // Who chose it can still take it back; nobody else is offered it.
    expect((await settings(megan)).freeBusy).toBe(true);
    expect((await settings(alex)).freeBusy).toBeNull();
    standIn.scope = undefined;
    await house.pass('2026-11-25T06:00:00Z');
    expect((await operator('GET', '/organisation')).calendar.state).toBe('available');
  });

  it('a night without an answer says nothing of the right', async () => {
    await operator('POST', '/organisation/check');
    await choose(megan, true);
    standIn.faults.push({ fault: { status: 500 } });
    await house.pass('2026-11-24T06:00:00Z');
    expect((await operator('GET', '/organisation')).calendar).toMatchObject({
      state: 'available',
      last: 'away',
    });
  });

  it('asks once whether times should fit, on the first message that proposes any', async () => {
    await operator('POST', '/organisation/check');
    busy(alex, nearlyFull);
    const question = 'Should proposed times fit your calendar?';
    const toldAlex = () =>
      house.teams.posted.filter(({ conversation }) => conversation === `chat-${alex.teamsId}`);
    const asks = () => toldAlex().filter((one) => textOf(one).includes(question));
    await arranged('2026-11-23T09:02:00Z');
    await house.pass('2026-11-23T09:03:00Z');
    expect(asks()).toHaveLength(1);
    const before = toldAlex().length;
    await arranged('2026-11-23T09:04:00Z');
    await house.pass('2026-11-23T09:05:00Z');
    expect(toldAlex().length).toBeGreaterThan(before);
    expect(asks()).toHaveLength(1);
    const [first] = asks() as [Parameters<House['press']>[1]];
    const pressed = await house.press(alex, first, 'Use my free and busy times');
    expect(pressed.body.value).toContain('From now on proposed times fit your calendar');
    expect(await settings(alex)).toMatchObject({ freeBusy: true });
    expect(inTheOneHour(await arranged('2026-11-23T09:06:00Z'))).toBe(true);
  });

  it('a proposal that was taken meanwhile is replaced; a press on it plans nothing', async () => {
    await operator('POST', '/organisation/check');
    await choose(megan, true);
    const proposed = await arranged('2026-11-23T09:02:00Z');
    const at = proposed.find((one) => !inTheOneHour([one]));
    busy(megan, nearlyFull);
    // Ten minutes later nothing is kept of what was told.
    const real = performance.now.bind(performance);
    const later = jest.spyOn(performance, 'now').mockImplementation(() => real() + 11 * 60_000);
    const { mine } = (await house.api(alex, 'GET', '/asks')).body;
    const { body } = await house.api(alex, 'POST', `/asks/${mine[0].id}/plan`, { at });
    expect(body).toEqual({
      said: 'Somebody has something else then by now. Here are other times.',
    });
    later.mockRestore();
    const after = (await house.api(alex, 'GET', '/asks')).body.mine[0];
    expect(after.state).toBe('accepted');
    expect(inTheOneHour(after.pair.slots.map((slot: { at: string }) => slot.at))).toBe(true);
  });

  it('somebody new starts with the hours of their mailbox; what they set stays', async () => {
    const workingHours = {
      daysOfWeek: ['monday' as const, 'tuesday' as const, 'thursday' as const],
      startTime: '08:30:00.0000000',
      endTime: '16:30:00.0000000',
    };
    const { isaiah, patti } = cast;
    for (const who of [isaiah, patti]) {
      standIn.mailboxes.set(who.id, {
        address: `${who.id}@contoso.com`,
        appointments: [],
        settings: { timeZone: 'Romance Standard Time', workingHours },
      });
      await house.install(who);
    }
    await house.api(patti, 'PATCH', '/me/settings', { hours: { from: '09:00', to: '17:00' } });
    // Nobody is looked up before their yes.
    await house.pass('2026-11-23T09:02:00Z');
    expect(JSON.stringify(standIn.calls)).not.toContain(isaiah.id);
    standIn.faults.push({ path: 'mailboxSettings', fault: { status: 500 } });
    for (const who of [isaiah, patti]) await house.say(who, 'count me in');
    await house.pass('2026-11-23T10:30:00Z');
    expect(await settings(isaiah)).toMatchObject({
      hours: { from: '08:30', to: '16:30' },
      daysOff: [3, 5, 6, 7],
      // Teams told it first.
      zone: 'Europe/Amsterdam',
    });
    expect(await settings(patti)).toMatchObject({
      hours: { from: '09:00', to: '17:00' },
      daysOff: [6, 7],
    });
  });

  it('out of office at one’s moment: the weekly card waits for the day after, silently', async () => {
    await operator('POST', '/organisation/check');
    const away = (from: string, to: string): Appointment => ({
      start: from,
      end: to,
      status: 'oof',
    });
    // Tuesday at ten is everybody's moment; Megan is away until Thursday, Alex for that morning alone.
    busy(megan, [
      away('2026-11-23T23:00:00', '2026-11-24T23:00:00'),
      away('2026-11-24T23:00:00', '2026-11-25T23:00:00'),
    ]);
    busy(alex, [away('2026-11-24T08:00:00', '2026-11-24T11:00:00')]);
    for (const who of [alex, megan]) await choose(who, true);
    const cards = (who: Somebody) =>
      house.teams.posted.filter(
        (one) =>
          one.conversation === `chat-${who.teamsId}` && textOf(one).includes('Skip this time'),
      ).length;
    await house.pass('2026-11-24T12:00:00Z');
    expect([cards(alex), cards(megan)]).toEqual([1, 0]);
    await house.pass('2026-11-26T07:59:00Z');
    expect(cards(megan)).toBe(0);
    await house.pass('2026-11-26T08:01:00Z');
    expect(cards(megan)).toBe(1);
  });

  it('one count tells operators of proposals that went on without', async () => {
    await operator('POST', '/organisation/check');
    await choose(megan, true);
    standIn.faults.push({ fault: 'cut' });
    await arranged('2026-11-23T09:02:00Z');
    expect((await operator('GET', '/organisation')).late).toBe(1);
  });

  it('what it is about stands nowhere: no log, no trace, no row, no card, no answer', async () => {
    await operator('POST', '/organisation/check');
    for (const who of [alex, megan]) {
      busy(
        who,
        nearlyFull.map((one) => ({ ...one, subject: 'MARKED dentist', location: 'MARKED street' })),
      );
      await choose(who, true);
    }
    expect(inTheOneHour(await arranged('2026-11-23T09:02:00Z'))).toBe(true);
    standIn.faults.push({ fault: { status: 403, code: 'ErrorAccessDenied' } });
    await house.pass('2026-11-24T06:00:00Z');
    const answers = [
      (await house.api(alex, 'GET', '/me')).body,
      (await house.api(alex, 'GET', '/asks')).body,
      (await house.api(megan, 'GET', '/me/export')).body,
      await operator('GET', '/organisation'),
    ];
    expect(logged.join('')).not.toBe('');
    expect(traced).not.toEqual([]);
    for (const text of [
      logged.join(''),
      traced.join(''),
      JSON.stringify(house.tables.dump()),
      JSON.stringify(house.teams.posted),
      JSON.stringify(answers),
    ]) {
      expect(text).not.toContain('MARKED');
      expect(text).not.toContain('contoso.com');
    }
    const { profile } = await loadPerson(house.app.deps.tables, house.app.ctx, megan.id);
    expect(profile).toMatchObject({ freeBusy: true });
    expect(JSON.stringify(answers[2])).toContain('freeBusy');
  });

  it('nobody can tell who chose it: the same times, whichever of the two was busy', async () => {
    const cards: string[] = [];
    for (const who of [alex, megan]) {
      const other = await graphStandIn();
      const opened = await openWith(other);
      const before = { house, standIn };
      ({ house } = opened);
      standIn = other;
      await operator('POST', '/organisation/check');
      busy(who, nearlyFull);
      // Whoever did not choose it was asked, and said no: each reads their own question alone.
      for (const one of [alex, megan]) await choose(one, one === who);
      asked = 500;
      await arranged('2026-11-23T09:02:00Z');
      await house.pass('2026-11-23T09:03:00Z');
      const told = house.teams.posted.filter(({ activity }) =>
        JSON.stringify(activity).includes('Excel'),
      );
      const { mine } = (await house.api(alex, 'GET', '/asks')).body;
      const { helping } = (await house.api(megan, 'GET', '/asks')).body;
      cards.push(
        JSON.stringify([told.map((one) => textOf(one)), mine, helping]).replaceAll(house.url, ''),
      );
      await house.close();
      await standIn.close();
      ({ house, standIn } = before);
    }
    const [mine, theirs] = cards.map((card) =>
      card.replaceAll(/\/calendar\/[\w.-]+|"id":"[0-9a-f]{32}"/g, ''),
    );
    expect(mine).toContain('T14:00:00Z');
    expect(mine).toBe(theirs);
  });
});

describe('without an organisation that tells', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse({ CLOCK_NOW: now });
    await house.install(alex);
  });
  afterAll(() => house.close());

  it('there is nothing to choose, and no row of it', async () => {
    const { body } = await house.api(alex, 'GET', '/me');
    expect(body).toMatchObject({ calendars: false, settings: { freeBusy: null } });
    await house.pass('2026-11-25T06:00:00Z');
    expect(JSON.stringify(house.tables.dump())).not.toMatch(/organisation|freeBusy/);
  });
});

describe('in local mode', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse({ SAMPLE: 'on', CLOCK_NOW: now });
    await house.install(robin);
    await house.say(robin, 'count me in');
    await house.api(robin, 'PATCH', '/me/settings', { freeBusy: true });
  }, 60_000);
  afterAll(() => house.close());

  const allow = async (allowed: boolean) => {
    const response = await fetch(`${house.url}/local/calendars`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ allowed }),
    });
    return response.json();
  };
  /** Times for Robin and whoever says yes, as the last message told of them. */
  const asked = async (op: string, skill: string, from: string, to: string) => {
    await house.pass(from);
    const { body } = await house.api(robin, 'POST', '/asks', {
      op,
      skill,
      what: 'My table counts empty cells.',
      minutes: 30,
      by: '2026-12-11',
    });
    await house.pass(to);
    const { mine } = (await house.api(robin, 'GET', '/asks')).body;
    const { pair } = mine.find(({ id }: { id: string }) => id === body.id);
    return { helper: pair.with.id, times: pair.slots.map((slot: { at: string }) => slot.at) };
  };
  const isTaken = (who: string, at: string) => {
    const from = instantOf(at);
    const held = sampleCalendars('Europe/Amsterdam')(
      personId(who),
      from,
      from.add({ minutes: 30 }),
    );
    return held?.some(({ status }) => status === 'busy') === true;
  };

  it('the sample team’s calendars are kept free of, until the right is taken away', async () => {
    const fit = await asked('local-0001', 'Pivot tables', now, '2026-11-23T09:10:00Z');
    expect(fit.times.length).toBeGreaterThan(0);
    for (const at of fit.times) {
      expect([at, isTaken(robin.id, at), isTaken(fit.helper, at)]).toEqual([at, false, false]);
    }
    expect(await allow(false)).toMatchObject({ calendars: false });
    const { body } = await house.api(robin, 'GET', '/me');
    expect(body).toMatchObject({ calendars: false, settings: { freeBusy: true } });
    const after = await asked('local-0002', 'SQL', '2026-11-24T09:00:00Z', '2026-11-24T09:10:00Z');
    expect(
      after.times.some((at: string) => isTaken(robin.id, at) || isTaken(after.helper, at)),
    ).toBe(true);
    expect(await allow(true)).toMatchObject({ calendars: true });
    expect((await house.api(robin, 'GET', '/me')).body.calendars).toBe(true);
  });
});
