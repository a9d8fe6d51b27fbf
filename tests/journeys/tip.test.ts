import { leaveLessons } from '#bot/features/help/index';
import { cast } from '#tests/cast';
import { filledIn } from '#tests/fakes/teams';
import { textOf } from '#tests/house';
import { dutch, type Few, openFew, text } from '#tests/practice/few';
import { pressOn } from '#tests/practice/press';

const { alex, megan, sanne, daan } = cast;

let few: Few;
beforeEach(async () => {
  few = await openFew();
});
afterEach(() => few.house.close());

describe('a tip', () => {
  it('is looked at first, kept once however often it is pressed, and read from the next working day', async () => {
    const { house } = few;
    const [card] = await house.say(alex, 'tip Excel: check for otter cells first');
    expect(filledIn(card?.activity)).toMatchObject({
      text: 'check for otter cells first',
      how: 'worked',
      keep: 'skill',
    });
    const lines = () =>
      house.tables.dump().filter(({ row }) => row.partitionKey.includes('~lessons~'));
    expect(lines()).toEqual([]);
    for (const _ of [1, 2]) {
      const kept = await pressOn(house, alex, card?.activity, 'Keep it');
      expect(text(kept.body)).toContain('without your name');
    }
    expect(lines()).toHaveLength(1);
    expect((await house.api(megan, 'GET', '/lessons?skill=Excel')).body.lessons).toEqual([]);
    await house.pass('2026-11-24T08:00:00Z');
    expect((await house.api(megan, 'GET', '/lessons?skill=Excel')).body.lessons).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f]{32}$/),
        text: 'check for otter cells first',
        mine: false,
        at: '2026-11',
        how: 'worked',
        name: '',
      },
    ]);
    expect(text((await house.api(alex, 'GET', '/me/export')).body)).toContain('otter');
    await house.api(alex, 'POST', '/me/erase', { confirm: 'erase' });
    await house.pass('2026-11-24T09:00:00Z');
    expect(few.kept()).not.toContain('otter');
  });

  it('vertelt met je naam wat misging, als je dat kiest; en zonder tekst bewaart het niets', async () => {
    const { house } = few;
    await house.say(sanne, 'taal nl');
    await house.say(daan, 'taal nl');
    const [card] = await house.say(sanne, 'tip over Excel: ik vergat de lege cellen', dutch);
    const named = { how: 'wrong', keep: 'named' };
    const kept = await pressOn(house, sanne, card?.activity, 'Bewaren', named, dutch);
    expect(text(kept.body)).toContain('met je naam');
    const [bare] = await house.say(sanne, 'tip Word', dutch);
    const empty = await pressOn(house, sanne, bare?.activity, 'Bewaren', {}, dutch);
    expect(text(empty.body)).toContain('Schrijf één tip om te bewaren');
    const long = await house.say(sanne, `tip Word: ${'x'.repeat(201)}`, dutch);
    expect(textOf(long[0])).toContain('200');
    await house.pass('2026-11-24T08:00:00Z');
    const [who] = await house.say(daan, 'wie Excel', dutch);
    expect(textOf(who)).toContain(
      'Sanne de Vries vertelt de volgende wat misging:\n“ik vergat de lege cellen”',
    );
  });

  it('stays nameless of whoever leaves', async () => {
    const { house } = few;
    const [card] = await house.say(alex, 'tip Excel: begin with the otter sheet');
    await pressOn(house, alex, card?.activity, 'Keep it', { keep: 'named' });
    const { tables, ctx } = { tables: house.app.deps.tables, ctx: house.app.ctx };
    await leaveLessons(tables, ctx, alex.id);
    const rows = house.tables.dump().filter(({ row }) => row.partitionKey.includes('~lessons~'));
    expect(text(rows)).toContain('otter');
    expect(text(rows)).not.toContain('Alex');
    expect(text(rows)).not.toContain(alex.id);
  });
});
