import type { Somebody } from '#tests/cast';
import type { Posted } from '#tests/fakes/teams';
import { cast, type House, openHouse } from '#tests/house';

const { alex, megan } = cast;

let house: House;
beforeEach(async () => {
  house = await openHouse();
  for (const who of [alex, megan]) await house.install(who);
  await house.installTeam(alex, [alex, megan]);
});
afterEach(() => house.close());

const wishes = async (who: Somebody) => (await house.api(who, 'GET', '/me')).body.wishes;
const change = (id: string, body: object) => house.api(megan, 'PATCH', `/skills/wish/${id}`, body);

describe('what a wish is for, and by when', () => {
  it('is kept, changed and taken away by its owner, and comes back with undo', async () => {
    const { id } = (await house.api(megan, 'POST', '/skills', { list: 'wish', name: 'SQL' })).body;
    const meant = { purpose: 'The report for *Contoso*', by: '2027-01-15' };
    expect((await change(id, meant)).body).toMatchObject(meant);
    // What is not given stays.
    expect((await change(id, { kind: 'insight' })).body).toMatchObject(meant);
    expect((await change(id, { by: '' })).body).not.toHaveProperty('by');
    const long = await change(id, { purpose: 'x'.repeat(101) });
    expect([long.status, long.body.error.field]).toEqual([422, 'purpose']);
    expect((await change(id, { by: 'soon' })).status).toBe(400);
    const [{ name, kind, added, purpose }] = await wishes(megan);
    expect((await change(id, { purpose: ' ' })).body).not.toHaveProperty('purpose');
    await house.api(megan, 'DELETE', `/skills/wish/${id}`);
    await house.api(megan, 'POST', '/skills', { list: 'wish', name, kind, added, ...meant });
    expect(purpose).toBe(meant.purpose);
    expect(await wishes(megan)).toMatchObject([{ name: 'SQL', ...meant }]);
    const [gone] = await house.say(megan, 'remove SQL');
    expect(await wishes(megan)).toEqual([]);
    await house.press(megan, gone as Posted, 'Undo');
    expect(await wishes(megan)).toMatchObject([{ name: 'SQL', ...meant }]);
  });

  it('reaches nobody else, not even beside a name that can be found', async () => {
    const meant = { purpose: 'zebra', by: '2027-01-15' };
    await house.api(megan, 'PUT', '/me/consent', { answer: 'in' });
    await house.api(megan, 'POST', '/skills', { list: 'wish', name: 'SQL', named: true, ...meant });
    await house.pass('2026-11-24T12:00:00Z');
    const named = await house.api(alex, 'GET', '/skills/named?name=SQL');
    expect(named.body.wishing).toMatchObject([{ name: 'Megan Bowen' }]);
    const query = new URLSearchParams({ team: '19:crew@thread.tacv2' });
    const team = await house.api(alex, 'GET', `/skills/team?${query}`);
    expect(JSON.stringify(team.body)).toContain('Megan Bowen');
    for (const seen of [named, team]) {
      expect(JSON.stringify(seen.body)).not.toMatch(/zebra|2027-01-15/);
    }
    await house.say(alex, 'who SQL');
    expect(JSON.stringify(house.teams.posted)).not.toContain('zebra');
    // In one row, its owner's, and in their export.
    const rows = house.tables.dump().filter(({ row }) => JSON.stringify(row).includes('zebra'));
    expect(rows.map(({ row }) => row.rowKey.split('~')[1])).toEqual(['wish']);
    const mine = await house.api(megan, 'GET', '/me/export');
    expect(JSON.stringify(mine.body)).toContain('zebra');
  });
});

describe('waarvoor een wens is, en tegen wanneer', () => {
  it('krijgt een leesbaar antwoord als het te lang is', async () => {
    await house.say(megan, 'taal nl');
    const { id } = (await house.api(megan, 'POST', '/skills', { list: 'wish', name: 'SQL' })).body;
    const long = await change(id, { purpose: 'x'.repeat(101) });
    expect(long.body.error.message).toMatch(/100 tekens/);
  });
});
