import { cast, type House, openHouse, textOf } from '#tests/house';

const { alex, megan, adele } = cast;

describe('the catalogue', () => {
  let house: House;
  beforeEach(async () => {
    house = await openHouse();
    for (const one of [alex, megan, adele]) {
      await house.install(one);
      await house.say(one, 'count me in');
    }
  });
  afterEach(() => house.close());

  const who = async (one: typeof alex, name: string) =>
    textOf((await house.say(one, `who ${name}`))[0]);

  it('brings together what is called otherwise in another language, in everybody’s own words', async () => {
    const [shared] = await house.say(alex, 'share Pivot tables');
    expect(textOf(shared)).toContain('You can help with “Pivot tables”');
    const [wished] = await house.say(megan, 'wens Draaitabellen');
    expect(textOf(wished)).toContain('“Draaitabellen”');
    await house.pass('2026-11-23T06:00:10Z');
    expect(await who(megan, 'draaitabel')).toContain('A few colleagues can help with “draaitabel”');
    expect(await who(alex, 'draaitabel')).toContain('Nobody else');
    const { wishes } = (await house.api(megan, 'GET', '/me')).body;
    const { shares } = (await house.api(alex, 'GET', '/me')).body;
    expect(wishes[0]).toMatchObject({ name: 'Draaitabellen', id: shares[0].id });
    const [gone] = await house.say(alex, 'remove draaitabellen');
    expect(textOf(gone)).toContain('“Pivot tables” is off your skills to share');
    await house.pass('2026-11-23T06:00:20Z');
    expect(await who(megan, 'Pivot tables')).toContain('Nobody else');
  });

  it('keeps what colleagues share and no list has, as long as somebody shares it; never a wish', async () => {
    await house.say(alex, 'share Beekeeping on roofs');
    await house.say(alex, 'share Excel');
    await house.say(megan, 'share Excel');
    await house.say(megan, 'wish Leaving this company');
    await house.pass('2026-11-23T06:00:10Z');
    const own = () =>
      house.tables
        .dump()
        .filter(({ table, row }) => table === 'Skills' && /^(known|name~new)~/.test(row.rowKey))
        .map(({ row }) => JSON.parse(String(row['data'])));
    expect(own()).toEqual([{ name: 'Beekeeping on roofs', kind: 'skill' }]);
    await house.pass('2026-11-24T04:00:00Z');
    expect(own()).toEqual(
      expect.arrayContaining([
        { name: 'Beekeeping on roofs', kind: 'skill', used: 1 },
        { used: 2 },
      ]),
    );
    expect(own()).toHaveLength(2);
    await house.say(alex, 'remove Beekeeping on roofs');
    await house.pass('2026-11-25T04:00:00Z');
    expect(own()).toEqual([{ used: 2 }]);
    expect(
      JSON.stringify(house.tables.dump().filter(({ table }) => table === 'Skills')),
    ).not.toContain('Leaving');
  });
});
