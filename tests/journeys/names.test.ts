import { personId } from '#bot/core/ids';
import { cast, type Somebody } from '#tests/cast';
import { buttonsOf, textOf } from '#tests/fakes/teams';
import { type House, openHouse } from '#tests/house';

describe('names', () => {
  let house: House;
  beforeEach(async () => {
    house = await openHouse();
  });
  afterEach(() => house.close());

  const { alex, megan } = cast;
  const namesake: Somebody = {
    id: personId('00000000-0000-4000-8000-000000000199'),
    teamsId: '29:megan.b',
    name: 'Megan Bowen',
  };

  it('says hello by the first name, or without one, in the welcome, in chat and to each other', async () => {
    const noor = { ...alex, name: 'de Vries, Noor (Rotterdam)' };
    const [welcome] = await house.install(noor);
    expect(textOf(welcome)).toContain('Hello Noor! I’m Pass It On.');
    const [hello] = await house.say(noor, 'hello');
    expect(textOf(hello)).toContain('Hello Noor!');
    const [unsure] = await house.install({ ...megan, name: 'Dr.' });
    expect(textOf(unsure)).toContain('Hello! I’m Pass It On.');
  });

  it('tells two people of one name apart by their mail, read then and kept nowhere', async () => {
    await house.installTeam(alex, [alex, megan, namesake, cast.adele]);
    await house.install(alex);
    await house.pass('2026-11-23T06:30:00Z');
    const apart = ['Megan Bowen (megan.b@contoso.com)', 'Megan Bowen (megan@contoso.com)'];
    const { colleagues } = (await house.api(alex, 'GET', '/colleagues')).body;
    expect(colleagues.map(({ name }: Somebody) => name)).toEqual(['Adele Vance', ...apart]);
    const [which] = await house.say(alex, 'thank Megan');
    const titles = buttonsOf(which).map(({ title }) => title);
    expect(titles.slice(0, 2).sort()).toEqual(apart);
    const [form] = await house.say(alex, 'thank');
    for (const name of apart) expect(JSON.stringify(form)).toContain(name);
    const [checkin] = await house.say(alex, 'check in');
    for (const name of apart) expect(JSON.stringify(checkin)).toContain(name);
    const [hand] = await house.say(alex, 'digest for Megan');
    expect(
      buttonsOf(hand)
        .map(({ title }) => title)
        .sort(),
    ).toEqual(apart);
    expect(JSON.stringify(house.tables.dump())).not.toContain('contoso.com');
  });
});
