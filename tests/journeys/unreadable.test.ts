import { hash } from '#bot/core/ids';
import { deliveryView } from '#bot/features/admin/wire';
import { key, type TableName } from '#bot/platform/tables';
import type { Log } from '#bot/ports';
import type { Somebody } from '#tests/cast';
import { cast, crew, type House, openHouse, textOf } from '#tests/house';
import { traces } from '#tests/journeys/traces';

const { alex, megan, adele, lynne, daan } = cast;
const everybody = Object.values(cast);
const others = everybody.filter((who) => who !== daan && who !== lynne);

interface Logged {
  readonly facts: Readonly<Record<string, unknown>>;
  readonly message: string;
}

describe('a row that cannot be read', () => {
  let house: House;
  const logged: Logged[] = [];
  const note = (facts: Logged['facts'], message: string) => void logged.push({ facts, message });
  const log: Log = { debug: () => undefined, info: note, warn: note, error: note };

  beforeEach(async () => {
    logged.splice(0);
    house = await openHouse({}, { log });
    for (const who of everybody) await house.install(who);
    await house.installTeam(alex, everybody);
    for (const who of everybody) await house.api(who, 'PUT', '/me/consent', { answer: 'in' });
  });
  afterEach(() => house.close());

  const of = (who: Somebody) => key(house.app.ctx.tenant, who.id);
  const tenant = () => key(house.app.ctx.tenant);
  /** As storage might hold it: put there past everything that checks. */
  const spoil = (table: TableName, partition: string, rowKey: string, data: string) =>
    house.tables.commit(table, partition, [{ kind: 'put', row: { rowKey, rev: 7, data } }]);
  const spoilProfile = (who: Somebody, data = `{"name":"${who.name}","rhythm"`) =>
    spoil('People', of(who), 'a~profile', data);
  const spoilShare = (who: Somebody) =>
    spoil(
      'People',
      of(who),
      'b~share~0123456789abcdef',
      JSON.stringify({ name: 'Excel', added: '-000001-12-31T10:00:00.000Z' }),
    );
  const chatOf = (who: Somebody) =>
    house.teams.posted.filter(({ conversation }) => conversation === `chat-${who.teamsId}`);
  const operator = async () => {
    const response = await fetch(`${house.url}/local/token`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ as: alex.id, role: 'operator' }),
    });
    const { token } = (await response.json()) as { token: string };
    const answer = await fetch(`${house.url}/api/admin/delivery`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    return deliveryView.parse(await answer.json());
  };
  const failed = () => logged.filter(({ message }) => /failed|could not/.test(message));
  const alarms = () => logged.filter(({ facts }) => facts['alarm'] === 'unreadable');
  const nameless = () => {
    const all = JSON.stringify(logged);
    for (const { id, name } of everybody) {
      expect(all).not.toContain(id);
      expect(all).not.toContain(name);
    }
  };

  it('is never written: what could not be read again is refused at the door', async () => {
    const added = '0000-01-01T00:00:00+14:00';
    const wish = { list: 'wish', name: 'Chess', added };
    expect((await house.api(alex, 'POST', '/skills', wish)).status).toBe(400);
    const pressed = await house.act(alex, 'skills.restore', {
      by: hash(16, 'owner', alex.id),
      skills: [wish],
    });
    expect(JSON.stringify(pressed.body)).not.toContain('Chess');
    const sooner = { ...wish, added: '1999-12-31T23:59:59-14:00' };
    expect((await house.api(alex, 'POST', '/skills', sooner)).status).toBe(200);
    for (const word of ['__proto__', 'constructor']) {
      const [answer] = await house.say(alex, `language ${word}`);
      expect(answer && textOf(answer)).toMatch(/English|Dutch/);
    }
    expect((await house.api(alex, 'GET', '/me')).body.wishes).toHaveLength(1);
    // Past every door the store itself refuses, and nothing of the batch is written.
    const bad = { kind: 'put', row: { rowKey: 'h~1', data: '{}' } } as const;
    await expect(house.app.deps.tables.commit('People', of(alex), [bad])).rejects.toThrow(
      'check-in',
    );
    expect(await house.tables.read('People', of(alex), 'h~1')).toBeUndefined();
  });

  it('stops no job for anybody else, and nobody is asked, told or counted by it', async () => {
    await house.api(alex, 'PUT', '/rounds', { team: crew.id, every: 4 });
    for (const [index, who] of everybody.entries()) {
      const next = (index + 1) % everybody.length;
      await house.api(who, 'POST', '/skills', { list: 'share', name: `Skill ${index}` });
      await house.api(who, 'POST', '/skills', { list: 'wish', name: `Skill ${next}` });
    }
    await house.pass('2026-11-23T06:10:00Z');
    for (const who of everybody) {
      const { open } = (await house.api(who, 'GET', '/me')).body;
      const item = open.find(({ kind }: { kind: string }) => kind === 'round-invite');
      await house.api(who, 'POST', `/open/${item.id}/yes`, {});
    }
    await spoilProfile(daan);
    await spoilShare(lynne);
    const team = key(house.app.ctx.tenant, '19:other@thread.tacv2');
    await spoil('Teams', team, 'team', '{');
    await spoil(
      'Teams',
      key(house.app.ctx.tenant, '19:other@thread.tacv2', 'rounds'),
      'rhythm',
      '{',
    );
    await spoil('Teams', key(house.app.ctx.tenant, crew.id), 'digest~2026-W40', '{}');
    await spoil('Due', key(house.app.ctx.tenant, 'parked'), 'x~moment~x', '{}');
    await spoil('Due', key(house.app.ctx.tenant, '2026-11-23T05'), 'soon~moment~x', '{}');
    await spoil('Skills', tenant(), 'known~0123456789abcdef', '{');
    await spoil('Skills', tenant(), 'name~alias~0123456789abcdef', '{}');
    await spoil('Control', tenant(), 'delivery~recall~r1', '{}');
    const before = { daan: chatOf(daan).length, lynne: chatOf(lynne).length };
    logged.splice(0);

    // The weekly moments, two nights, a recall, the digest, the end of the round.
    await house.pass('2026-11-24T12:00:00Z');
    for (const who of others) {
      expect(chatOf(who).some((message) => /check-in/i.test(textOf(message)))).toBe(true);
    }
    const control = house.app.deps.control;
    await control.putRecall({
      id: 'r2',
      kind: 'checkin',
      since: '2026-11-24T12:00:00Z',
      state: 'running',
      total: null,
      pass: 1,
      left: 0,
      people: 0,
      items: 0,
      cards: 0,
      failed: 0,
    });
    expect(await house.app.runJob('recall', 'r2')).toBe('done');
    await control.refresh();
    expect(control.recalls.find(({ id }) => id === 'r2')).toMatchObject({ people: 8, items: 6 });
    expect(await house.app.runJob('skill-count', 'all')).toBe('done');
    expect(await house.app.runJob('nightly', 'tenant')).toBe('done');
    expect(await house.app.runJob('roster', crew.id)).toBe('done');
    const ran = await house.pass('2026-12-02T09:30:00Z');
    expect(ran.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
    for (const kind of ['digest', 'people-night', 'roster']) {
      expect(ran.find((one) => one.kind === kind)?.outcome).toBe('done');
    }
    expect(ran.some(({ kind }) => kind === 'round-close')).toBe(true);
    const people = house.tables
      .dump()
      .filter(({ row }) => row.rowKey.startsWith('head~'))
      .map(({ row }) => JSON.parse(String(row['data'])).people);
    expect(people).toEqual([6]);
    expect(failed()).toEqual([]);
    expect(chatOf(daan)).toHaveLength(before.daan);
    expect(chatOf(lynne)).toHaveLength(before.lynne);
    // Nor do they stand where help is looked for.
    const index = house.tables.dump().filter(({ table }) => table === 'SkillIndex');
    expect(JSON.stringify(index)).not.toContain(daan.id);
    expect(JSON.stringify(index)).not.toContain(lynne.id);
    expect(JSON.stringify(index)).toContain(megan.id);

    const view = await operator();
    expect(view.unreadable).toBeGreaterThanOrEqual(8);
    expect(view.parked).toEqual([]);
    expect(alarms().map(({ facts }) => facts['kind'])).toEqual(
      expect.arrayContaining(['profile', 'share', 'team', 'due', 'parked', 'recall', 'merge']),
    );
    nameless();
    // Another process counts the same rows, not more.
    await house.app.deps.control.refresh();
    expect((await operator()).unreadable).toBe(view.unreadable);
  }, 90_000);

  it('keeps nobody else from a chat that is to be opened, nor from a team’s new name', async () => {
    await spoilProfile(daan);
    await spoil('People', of(lynne), key('b', 'team', crew.id), '{');
    const changeData = async (
      table: TableName,
      partition: string,
      rowKey: string,
      patch: object,
    ) => {
      const row = await house.tables.read(table, partition, rowKey);
      const data = { ...JSON.parse(String(row?.['data'])), ...patch };
      await spoil(table, partition, rowKey, JSON.stringify(data));
    };
    await changeData('People', of(adele), 'a~profile', { conversation: undefined });
    await changeData('Teams', key(house.app.ctx.tenant, crew.id), 'team', { name: 'Renamed' });
    expect(await house.app.runJob('people-night', 'all')).toBe('done');
    const chats = house.tables.dump().filter(({ row }) => row.rowKey.includes('~chat~'));
    expect(chats.map(({ row }) => row.rowKey.split('~')[2])).toEqual([adele.id]);
    expect(await house.app.runJob('roster', crew.id)).toBe('done');
    const ofMegan = await house.tables.read('People', of(megan), key('b', 'team', crew.id));
    expect(String(ofMegan?.['data'])).toContain('Renamed');
    expect(failed()).toEqual([]);
    expect(alarms().map(({ facts }) => facts['kind'])).toEqual(['profile', 'membership']);
    nameless();
  });

  it('blocks the sending when it is the block, until somebody resumes', async () => {
    await spoil('Control', tenant(), 'delivery~block', '{');
    await house.app.deps.control.refresh();
    expect((await operator()).blocked).toMatchObject({ why: 'Unreadable' });
    await house.app.deps.control.resume();
    await house.app.deps.control.refresh();
    expect((await operator()).blocked).toBeNull();
  });

  it('is no longer counted once nobody has met it for two days', async () => {
    await spoilProfile(daan);
    await house.app.runJob('nightly', 'tenant');
    expect((await operator()).unreadable).toBe(1);
    await house.api(alex, 'GET', '/me');
    await spoilProfile(daan, '{}');
    await house.pass('2026-11-26T12:00:00Z');
    expect((await operator()).unreadable).toBe(0);
  });

  it('of their own tells its owner what to do, in chat and in the tab', async () => {
    await spoilProfile(daan);
    for (const [method, path, body] of [
      ['GET', '/me', undefined],
      ['POST', '/skills', { list: 'share', name: 'Excel' }],
      ['GET', '/learning', undefined],
    ] as const) {
      const { status, body: said } = await house.api(daan, method, path, body);
      expect(status).toBe(422);
      expect(said.error.message).toContain('my data');
    }
    const [answer] = await house.say(daan, 'profile');
    expect(answer && textOf(answer)).toContain('my data');
    const pressed = await house.act(daan, 'skills.profile', {});
    expect(JSON.stringify(pressed.body)).toContain('my data');
    expect(alarms().map(({ facts }) => facts['kind'])).toEqual(['profile']);
    // A colleague meets it too, and is not told whose it is.
    const wanted = { badge: 'time', skill: 'SQL', text: 'You sat down with me for a whole hour.' };
    const thanked = await house.api(megan, 'POST', '/badges', {
      op: 'op-to-daan',
      to: [daan.id, adele.id],
      visibility: 'receiver',
      ...wanted,
    });
    expect(thanked.status).toBe(200);
    await house.pass('2026-11-23T12:00:00Z');
    expect(failed()).toEqual([]);
    expect((await house.api(adele, 'GET', '/badges')).body.received).toHaveLength(1);
    nameless();
  });

  it.each([
    ['a profile that is no JSON', (who: Somebody) => spoilProfile(who)],
    ['a profile of another shape', (who: Somebody) => spoilProfile(who, '{"language":{}}')],
    ['one share', (who: Somebody) => spoilShare(who)],
  ])('is exported as it is and erased with the rest: %s', async (_, spoiled) => {
    await house.api(daan, 'POST', '/skills', { list: 'wish', name: 'Chess' });
    await spoiled(daan);
    await spoil('People', of(daan), 'q~000000000000000000000000', `{"asked":"${adele.id}`);
    const exported = await house.api(daan, 'GET', '/me/export');
    expect(exported.status).toBe(200);
    const rows = JSON.stringify(exported.body.rows.People);
    expect(rows).toContain('Chess');
    expect(exported.body.rows.People).toHaveLength(
      house.tables.dump().filter(({ row }) => row.partitionKey === of(daan)).length,
    );
    // Whom a search for help asked is theirs, also where nothing but the text is left.
    expect(rows).not.toContain(adele.id);
    const [card] = await house.say(daan, 'my data');
    expect(card && textOf(card)).toContain('Your data');
    const [id, name, teamsId] = [daan.id, daan.name, daan.teamsId];
    expect((await house.api(daan, 'POST', '/me/erase', { confirm: 'erase' })).status).toBe(200);
    await house.pass('2026-11-23T06:15:00Z');
    expect(traces(house.tables.dump(), [id, name, teamsId])).toEqual([]);
    expect(failed()).toEqual([]);
  });

  it('of others is searched as a text when somebody erases, and cleaned', async () => {
    const odd = { ...daan, name: 'Daan "DJ" Jansen' };
    await house.say(odd, 'hi');
    await spoilProfile(
      megan,
      `{"name":"Megan Bowen","blocked":["${daan.id}"],"note":"By ${daan.name}`,
    );
    await spoil(
      'People',
      of(adele),
      'h~1',
      `{"learned":"From Daan \\"DJ\\" Jansen, ${daan.teamsId} and Daan Janssen`,
    );
    // Of another shape than any reader takes, but JSON.
    await spoil('People', of(lynne), 'h~2', JSON.stringify({ by: daan.id, was: odd.name }));
    expect((await house.api(odd, 'POST', '/me/erase', { confirm: 'erase' })).status).toBe(200);
    await house.pass('2026-11-23T06:15:00Z');
    expect(traces(house.tables.dump(), [daan.id, odd.name, daan.teamsId])).toEqual([]);
    const text = async (who: Somebody, rowKey: string) =>
      String((await house.tables.read('People', of(who), rowKey))?.['data']);
    expect(await text(adele, 'h~1')).toBe('{"learned":"From a colleague,  and Daan Janssen');
    expect(await text(megan, 'a~profile')).toContain('"name":"Megan Bowen"');
    expect(JSON.parse(await text(lynne, 'h~2'))).toEqual({ by: '', was: 'a colleague' });
    expect(failed()).toEqual([]);
  });

  it('does not come of an erase: somebody may be called like a word of ours', async () => {
    const named = { ...daan, name: 'weekly' };
    await house.say(named, 'hi');
    await house.api(adele, 'POST', '/skills', { list: 'wish', name: 'Be like weekly' });
    expect((await house.api(named, 'POST', '/me/erase', { confirm: 'erase' })).status).toBe(200);
    await house.pass('2026-11-23T06:15:00Z');
    const me = await house.api(adele, 'GET', '/me');
    expect(me.body.settings.rhythm).toBe('weekly');
    expect(me.body.wishes[0].name).toBe('Be like a colleague');
    expect(alarms()).toEqual([]);
  });
});
