import type { Somebody } from '#tests/cast';
import { cast, type House, openHouse } from '#tests/house';

const { alex, megan } = cast;

let house: House;
beforeEach(async () => {
  house = await openHouse();
  for (const who of [alex, megan]) await house.install(who);
  await house.installTeam(alex, [alex, megan]);
  for (const who of [alex, megan]) {
    await house.say(who, 'taal nl');
    await house.api(who, 'PUT', '/me/consent', { answer: 'in' });
  }
});
afterEach(() => house.close());

const keeps = (who: Somebody, learningHour: object | null) =>
  house.api(who, 'PATCH', '/me/settings', { learningHour });

describe('een leeruur', () => {
  it('staat bij de instellingen, binnen je werktijden, en gaat er weer af', async () => {
    const hour = { weekday: 4, from: '15:00' };
    expect((await keeps(megan, hour)).body.settings.learningHour).toEqual(hour);
    for (const outside of [
      { weekday: 7, from: '15:00' },
      { weekday: 4, from: '16:30' },
      { weekday: 4, from: '08:30' },
    ]) {
      const refused = await keeps(megan, outside);
      expect(refused.status).toBe(422);
      expect(refused.body.error).toMatchObject({
        field: 'learningHour',
        message: 'Dat uur valt buiten je werktijden of op een vrije dag.',
      });
    }
    expect((await house.api(megan, 'GET', '/me')).body.settings.learningHour).toEqual(hour);
    expect((await keeps(megan, null)).body.settings.learningHour).toBeNull();
    const rows = house.tables.dump().filter(({ row }) => row.partitionKey.endsWith(megan.id));
    expect(JSON.stringify(rows)).not.toContain('learningHour');
  });

  it('is waar tijden met een collega eerst worden voorgesteld, zonder dat die het ziet', async () => {
    await keeps(megan, { weekday: 4, from: '15:00' });
    await house.api(megan, 'POST', '/skills', { list: 'share', name: 'Excel' });
    await house.pass('2026-11-23T09:00:00Z');
    const asked = await house.api(alex, 'POST', '/asks', {
      op: 'een-vraag-over-excel',
      skill: 'Excel',
      what: 'Kijk je even mee?',
      minutes: 30,
      by: '2026-12-04',
    });
    await house.pass('2026-11-23T09:05:00Z');
    const { open } = (await house.api(megan, 'GET', '/me')).body;
    const offer = open.find(({ kind }: { kind: string }) => kind === 'help-offer');
    await house.api(megan, 'POST', `/open/${offer.id}/yes`, {});
    const mine = house.tables
      .dump()
      .filter(({ row }) => row.rowKey.startsWith(`c~open~${asked.body.id}-yes`));
    expect(mine.length).toBeGreaterThan(0);
    for (const { row } of mine) {
      expect(JSON.parse(String(row['data'])).data.slots).toContain('2026-11-26T14:');
    }
    const seen = (await house.api(alex, 'GET', '/me')).body;
    expect(seen.settings.learningHour).toBeNull();
    expect(JSON.stringify((await house.api(alex, 'GET', '/me/export')).body)).not.toContain(
      'learningHour',
    );
    expect(JSON.stringify((await house.api(megan, 'GET', '/me/export')).body)).toContain(
      'learningHour',
    );
  });
});
