import { leaversView } from '#bot/features/leavers/wire';
import { loadPerson } from '#bot/records/person';
import type { Somebody } from '#tests/cast';
import { cast, crew, type House, openHouse } from '#tests/house';
import { traces } from '#tests/journeys/traces';

const { adele: gone, alex, megan, sanne, daan } = cast;
const everybody = [gone, alex, megan, sanne, daan];
/** Goodbyes so far: Teams gives each activity an id of its own. */
let byes = 0;
const secrets = [gone.id, gone.name, gone.teamsId];

describe('somebody who left the organisation', () => {
  let house: House;
  beforeEach(async () => {
    // Fifteen days: announced after the first night, gone after the fifteenth.
    house = await openHouse({ LEAVER_DAYS: '15' });
    await house.installTeam(alex, everybody);
    for (const who of everybody) await house.install(who);
  });
  afterEach(() => house.close());

  const profileOf = async (who: Somebody) =>
    (await loadPerson(house.app.deps.tables, house.app.ctx, who.id)).profile;
  const operator = async (method: string, path: string, body?: object) => {
    const token = await fetch(`${house.url}/local/token`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ as: megan.id, role: 'operator' }),
    });
    const { token: bearer } = (await token.json()) as { token: string };
    const response = await fetch(`${house.url}/api/admin${path}`, {
      method,
      headers: { Authorization: `Bearer ${bearer}`, 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as any };
  };
  const numbers = async () => leaversView.parse((await operator('GET', '/leavers')).body);
  const uninstall = (who: Somebody) => {
    byes += 1;
    return house.send({
      type: 'installationUpdate',
      action: 'remove',
      id: `bye-${byes}`,
      channelId: 'msteams',
      serviceUrl: house.teams.serviceUrl,
      from: { id: who.teamsId, name: who.name, aadObjectId: who.id },
      recipient: { id: '28:bot' },
      conversation: {
        id: `chat-${who.teamsId}`,
        conversationType: 'personal',
        tenantId: house.app.ctx.tenant,
      },
    });
  };
  /** Out of every roster, and refused by Teams. */
  const leave = async (...people: Somebody[]) => {
    house.teams.members = everybody.filter((who) => !people.includes(who));
    for (const who of people) await uninstall(who);
  };
  const tracesLeft = () => traces(house.tables.dump(), secrets);
  const item = async (who: Somebody) => {
    const { open } = await loadPerson(house.app.deps.tables, house.app.ctx, who.id);
    return open.find(({ kind }) => kind === 'leaver');
  };

  it('is told two weeks before, and then everything about them goes', async () => {
    await leave(gone);
    await house.pass('2026-11-24T06:00:00Z');
    expect(await profileOf(gone)).toMatchObject({ away: { nights: 1, told: expect.any(String) } });
    expect(await item(gone)).toMatchObject({ kind: 'leaver' });
    expect(await numbers()).toEqual({ days: 15, noticeDays: 14, announced: 1, waiting: 0 });
    await house.pass('2026-12-07T06:00:00Z');
    expect(await profileOf(gone)).toMatchObject({ away: { nights: 14 } });
    expect(tracesLeft()).not.toEqual([]);
    await house.pass('2026-12-08T06:00:00Z');
    expect(tracesLeft()).toEqual([]);
    expect(await numbers()).toMatchObject({ announced: 0, waiting: 0 });
    // Nobody else lost a thing.
    for (const who of everybody)
      if (who !== gone) expect((await profileOf(who)).name).toBe(who.name);
    // Nor does a roster that names them bring them back before they write.
    house.teams.members = everybody;
    await house.pass('2026-12-09T06:00:00Z');
    expect(tracesLeft()).toEqual([]);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['a message', () => house.say(gone, 'hello')],
    ['a press', () => house.act(gone, 'checkin.open', {})],
    ['opening the tab', () => house.api(gone, 'GET', '/me')],
  ])('stays after %s, and the nights begin anew', async (_, signOfLife) => {
    await leave(gone);
    await house.pass('2026-11-25T06:00:00Z');
    expect((await profileOf(gone)).away?.nights).toBe(2);
    await signOfLife();
    await house.pass('2026-11-26T06:00:00Z');
    expect(await profileOf(gone)).not.toHaveProperty('away');
    expect(await item(gone)).toBeUndefined();
    expect(await numbers()).toMatchObject({ announced: 0 });
    // Teams refuses them again: the nights begin anew.
    await uninstall(gone);
    await house.pass('2026-11-27T06:00:00Z');
    expect((await profileOf(gone)).away?.nights).toBe(1);
  });

  it('finds in the tab that it stays, in their language, and puts that away', async () => {
    await house.say(gone, 'language nl');
    await leave(gone);
    await house.pass('2026-11-24T06:00:00Z');
    const { open } = (await house.api(gone, 'GET', '/me')).body;
    const told = open.find(({ kind }: { kind: string }) => kind === 'leaver');
    expect(told).toMatchObject({ title: 'Je gegevens blijven', calm: true });
    expect(told.text).toContain('dinsdag 8 december 2026');
    const kept = await house.api(gone, 'POST', `/open/${told.id}/keep`, {});
    expect(kept.body.said).toBe('Alles blijft zoals het is.');
    expect(await item(gone)).toBeUndefined();
  });

  it('is nobody whom a roster names, or whom Teams still takes messages for', async () => {
    await uninstall(gone);
    house.teams.members = everybody.filter((who) => who !== sanne);
    await house.pass('2026-12-09T06:00:00Z');
    expect(await profileOf(gone)).not.toHaveProperty('away');
    expect(await profileOf(sanne)).not.toHaveProperty('away');
    expect((await profileOf(gone)).name).toBe(gone.name);
  });

  it('is counted only in nights in which the rosters were read', async () => {
    await leave(gone);
    await house.pass('2026-11-26T06:00:00Z');
    expect((await profileOf(gone)).away?.nights).toBe(3);
    // One page of the roster does not come.
    house.teams.pages = [house.teams.members, []];
    await house.pass('2026-11-30T06:00:00Z');
    expect((await profileOf(gone)).away?.nights).toBe(3);
    house.teams.pages = undefined;
    await house.pass('2026-12-01T06:00:00Z');
    expect((await profileOf(gone)).away?.nights).toBe(4);
  });

  it('is not counted while Teams refuses the whole tenant', async () => {
    await leave(gone);
    await house.pass('2026-11-26T06:00:00Z');
    await house.app.deps.control.stop('TenantBlocked');
    await house.pass('2026-11-30T06:00:00Z');
    expect((await profileOf(gone)).away?.nights).toBe(3);
    await house.app.deps.control.resume();
    await house.pass('2026-12-01T06:00:00Z');
    expect((await profileOf(gone)).away?.nights).toBe(4);
  });

  it('takes the lines they kept for others along by their own erase', async () => {
    await keepLine('Filter the empty cells first.');
    await house.api(gone, 'POST', '/me/erase', { confirm: 'erase' });
    await house.pass('2026-11-25T06:00:00Z');
    expect(await lessons()).toEqual([]);
  });

  it('waits for an operator, when they are more than usual at once', async () => {
    const people = [gone, sanne, daan];
    await leave(...people);
    await house.pass('2026-12-08T06:00:00Z');
    expect(await numbers()).toMatchObject({ announced: 3, waiting: 3 });
    await house.pass('2026-12-10T06:00:00Z');
    expect(await numbers()).toMatchObject({ announced: 3, waiting: 3 });
    for (const who of people) expect((await profileOf(who)).name).toBe(who.name);

    // What an operator agrees to is the number they saw; who came back meanwhile is let be.
    expect((await operator('POST', '/leavers/go-on', { waiting: 2 })).status).toBe(422);
    await house.say(daan, 'hello');
    const { body } = await operator('POST', '/leavers/go-on', { waiting: 3 });
    expect(body).toMatchObject({ announced: 3, waiting: 0 });
    await house.pass('2026-12-10T07:00:00Z');
    expect(tracesLeft()).toEqual([]);
    expect(traces(house.tables.dump(), [sanne.id])).toEqual([]);
    expect((await profileOf(daan)).name).toBe(daan.name);
    expect(await numbers()).toMatchObject({ announced: 0, waiting: 0 });
    // It is used up.
    expect((await operator('POST', '/leavers/go-on', { waiting: 3 })).status).toBe(422);
  });

  describe('by an operator’s hand', () => {
    it('is erased by object id, also who is here, but for the lines they kept', async () => {
      await keepLine(`Filter the empty cells first, says ${gone.name}.`);
      const steps = `Ask ${gone.name}`;
      const howTo = { op: 'a-how-to-1', team: crew.id, topic: 'Excel', steps, link: '' };
      await house.api(gone, 'POST', '/howtos', { ...howTo, reach: 'team' });
      const { status, body } = await operator('POST', '/erase', { id: gone.id.toUpperCase() });
      expect({ status, said: body.said }).toEqual({
        status: 200,
        said: expect.stringContaining('is erased'),
      });
      await house.pass('2026-11-25T06:00:00Z');
      expect(tracesLeft()).toEqual([]);
      expect(await lessons()).toEqual(['Filter the empty cells first, says a colleague.']);
      const { body: found } = await house.api(alex, 'GET', '/howtos/for?skill=Excel');
      expect(found.found).toMatchObject({ steps: ['Ask a colleague'] });
    });

    it('is erased also when not all of their rows can be read', async () => {
      const partitionKey = `${house.app.ctx.tenant}~${gone.id}`;
      const row = { rowKey: 'b~wish~1', data: '{"name":' };
      await house.storage.commit('People', partitionKey, [{ kind: 'put', row }]);
      expect((await operator('POST', '/erase', { id: gone.id })).status).toBe(200);
      await house.pass('2026-11-23T06:10:00Z');
      expect(tracesLeft()).toEqual([]);
    });

    it('is answered alike for an id of nobody, and refused for what is no id', async () => {
      const nobody = '00000000-0000-4000-8000-0000000009ff';
      expect((await operator('POST', '/erase', { id: nobody })).status).toBe(200);
      for (const id of ['', 'adele', `${gone.id}x`]) {
        expect((await operator('POST', '/erase', { id })).status).toBe(400);
      }
      expect(tracesLeft()).not.toEqual([]);
    });

    it('is for operators only', async () => {
      for (const [method, path, body] of [
        ['GET', '/admin/leavers', undefined],
        ['POST', '/admin/leavers/go-on', { waiting: 1 }],
        ['POST', '/admin/erase', { id: gone.id }],
      ] as const) {
        expect((await house.api(alex, method, path, body)).status).toBe(403);
      }
    });
  });

  it('who never wrote leaves nothing when a roster names them no more', async () => {
    const { lynne } = cast;
    const fresh = await openHouse();
    try {
      await fresh.installTeam(alex, [alex, lynne]);
      fresh.teams.members = [alex];
      await fresh.pass('2026-11-24T06:00:00Z');
      expect(traces(fresh.tables.dump(), [lynne.id])).toEqual([]);
    } finally {
      await fresh.close();
    }
  });

  /** Somebody helped them, and they kept a line of it for whoever comes next. */
  async function keepLine(text: string): Promise<void> {
    for (const who of [gone, megan]) await house.say(who, 'count me in');
    await house.say(megan, 'share Excel');
    await house.pass('2026-11-23T09:00:00Z');
    const ask = { skill: 'Excel', what: 'Empty cells.', minutes: 30, by: '2026-12-04' };
    const { id } = (await house.api(gone, 'POST', '/asks', { op: 'ask-0001', ...ask })).body;
    await house.pass('2026-11-23T09:02:00Z');
    const { open } = (await house.api(megan, 'GET', '/me')).body;
    const offer = open.find(({ kind }: { kind: string }) => kind === 'help-offer');
    await house.api(megan, 'POST', `/open/${offer.id}/yes`, {});
    const { mine } = (await house.api(gone, 'GET', '/asks')).body;
    await house.api(gone, 'POST', `/asks/${id}/plan`, { at: mine[0].pair.slots[0].at });
    await house.pass('2026-11-23T15:00:00Z');
    await house.api(gone, 'POST', `/asks/${id}/yes`, {});
    await house.api(gone, 'POST', `/asks/${id}/lesson`, { text, keep: 'skill' });
  }
  const lessons = async (): Promise<string[]> =>
    (await house.api(alex, 'GET', '/lessons?skill=Excel')).body.lessons.map(
      ({ text }: { text: string }) => text,
    );
});
