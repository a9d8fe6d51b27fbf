import { personId } from '#bot/core/ids';
import type { Somebody } from '#tests/cast';
import { filledIn, type Posted } from '#tests/fakes/teams';
import { actionsIn, cast, type House, openHouse, textOf } from '#tests/house';
import { cardOf, pressOn } from '#tests/practice/press';

const { alex, megan, adele, daan } = cast;
const more = ['Gabriel Moreau', 'Hana Sato', 'Ines Costa', 'Jonas Weber'].map(
  (name, index): Somebody => ({
    id: personId(`00000000-0000-4000-8000-0000000002${String(index).padStart(2, '0')}`),
    teamsId: `29:${name.split(' ')[0]?.toLowerCase()}`,
    name,
  }),
);
const twelve = [...Object.values(cast), ...more];
const askers = twelve.slice(0, 5);
const helpers = twelve.slice(5, 10);
const topics = ['Excel', 'SQL', 'Dutch', 'Photography', 'Negotiating'];

interface Item {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly text: string;
  readonly actions: readonly { readonly act: string; readonly label: string }[];
}

let house: House;
const questions = async (who: Somebody): Promise<Item[]> =>
  (await house.api(who, 'GET', '/me')).body.open.filter(({ kind }: Item) => kind === 'used');
const inChat = (who: Somebody): Posted[] =>
  house.teams.posted.filter(({ conversation }) => conversation === `chat-${who.teamsId}`);

describe('was it used?', () => {
  beforeEach(async () => {
    house = await openHouse({ CLOCK_NOW: '2026-11-23T06:00:00Z' });
    for (const who of twelve) await house.install(who);
    await house.installTeam(alex, twelve);
    for (const who of twelve) await house.api(who, 'PUT', '/me/consent', { answer: 'in' });
    for (const [index, who] of helpers.entries()) {
      await house.api(who, 'POST', '/skills', { list: 'share', name: topics[index] });
    }
    await house.pass('2026-11-30T09:00:00Z');
    for (const [index, who] of askers.entries()) {
      const asked = await house.api(who, 'POST', '/asks', {
        op: `used-it-${index}`,
        skill: topics[index],
        what: 'Could you look over my shoulder for a moment?',
        minutes: 15,
        by: '2026-12-04',
      });
      await house.pass(`2026-11-30T09:0${index + 1}:00Z`);
      const helper = helpers[index] as Somebody;
      const { open } = (await house.api(helper, 'GET', '/me')).body;
      const offer = open.find(({ kind }: Item) => kind === 'help-offer');
      await house.api(helper, 'POST', `/open/${offer.id}/yes`, {});
      await house.api(who, 'POST', `/asks/${asked.body.id}/yes`, {});
      await house.api(who, 'POST', `/asks/${asked.body.id}/lesson`, { text: '', keep: 'me' });
    }
  });
  afterEach(() => house.close());

  const digestLines = async (): Promise<string> =>
    (await house.api(alex, 'GET', '/team')).body.digest.lines.join(' ');

  it('rides on the check-in three weeks after help, once, and four answers are told nowhere', async () => {
    await house.pass('2026-12-20T12:00:00Z');
    expect(await questions(alex)).toEqual([]);
    await house.pass('2026-12-21T18:00:00Z');
    for (const who of askers) expect(await questions(who)).toHaveLength(1);
    for (const who of helpers) expect(await questions(who)).toEqual([]);
    const [item] = await questions(alex);
    expect(item).toMatchObject({
      title: 'Did you use it: Excel?',
      text: expect.stringContaining('A colleague helped you with this three weeks ago.'),
    });
    expect(item?.actions.map(({ label }) => label)).toEqual([
      'I used it',
      'Not yet',
      'No time for it',
      'No occasion yet',
      'Tools are missing',
      'Nobody to ask',
    ]);
    // On Tuesday the weekly card takes it along: a choice, saved with the check-in.
    await house.pass('2026-12-22T12:00:00Z');
    for (const who of askers.slice(0, 4)) {
      const card = inChat(who).findLast((one) => textOf(one).includes('Did you use it'));
      expect(card).toBeDefined();
      const saved = await pressOn(house, who, card?.activity, 'Save', { choice: 'used' });
      expect(JSON.stringify(saved.body)).toContain('That is what it’s for.');
    }
    const before = inChat(askers[4] as Somebody).length;
    await house.pass('2026-12-28T12:00:00Z');
    expect(await digestLines()).not.toContain('used what they learnt');
    expect(
      inChat(askers[4] as Somebody).filter((one) => textOf(one).includes('Did you')),
    ).toHaveLength(1);
    expect(inChat(askers[4] as Somebody).length - before).toBeLessThanOrEqual(1);
    // The fifth says so under *For you*: five are told of, and nobody is in it.
    const fifth = askers[4] as Somebody;
    const [open] = await questions(fifth);
    const said = await house.api(fifth, 'POST', `/open/${open?.id}/used`, {});
    expect(said.status).toBe(200);
    await house.pass('2027-01-04T12:00:00Z');
    expect(await digestLines()).toContain(
      '5 or more people used what they learnt, in the last four weeks.',
    );
    const frozen = house.tables.dump().filter(({ row }) => row.rowKey.startsWith('digest~'));
    for (const { id, name } of twelve) {
      expect(JSON.stringify(frozen)).not.toMatch(new RegExp(`${id}|${name}`));
    }
    // Nobody is asked twice about one thing, whatever they said.
    await house.pass('2027-02-28T12:00:00Z');
    for (const who of askers) {
      expect(await questions(who)).toEqual([]);
      expect(inChat(who).filter((one) => textOf(one).includes('Did you use it'))).toHaveLength(1);
    }
  });

  it('names what was in the way only where five said the same', async () => {
    await house.pass('2026-12-21T18:00:00Z');
    for (const who of askers.slice(0, 4)) {
      const [item] = await questions(who);
      await house.api(who, 'POST', `/open/${item?.id}/time`, {});
    }
    const fifth = askers[4] as Somebody;
    const [item] = await questions(fifth);
    const said = await house.api(fifth, 'POST', `/open/${item?.id}/nobody`, {});
    expect(said.body.said).toContain('ask Negotiating looks for them');
    await house.pass('2026-12-28T12:00:00Z');
    expect(await digestLines()).not.toContain('in the way');
  });

  it('is in its owner’s export, and gone with them', async () => {
    await house.pass('2026-12-21T18:00:00Z');
    const [item] = await questions(megan);
    await house.api(megan, 'POST', `/open/${item?.id}/tools`, {});
    const { People } = (await house.api(megan, 'GET', '/me/export')).body.rows;
    const mine = People.filter(({ rowKey }: { rowKey: string }) => rowKey.startsWith('u~'));
    expect(mine).toMatchObject([
      { data: { from: 'help', topic: 'SQL', answer: { said: 'in-the-way', reason: 'tools' } } },
    ]);
    const other = (await house.api(adele, 'GET', '/me/export')).body;
    expect(JSON.stringify(other)).not.toContain('"tools"');
    await house.api(megan, 'POST', '/me/erase', { confirm: 'erase' });
    await house.pass('2026-12-21T19:00:00Z');
    expect(JSON.stringify(house.tables.dump())).not.toContain(megan.id);
  });
});

describe('gebruikt, na een stappenplan en een kwartiertje', () => {
  beforeEach(async () => {
    house = await openHouse();
    for (const who of [alex, megan, adele, daan]) await house.install(who);
    await house.installTeam(alex, [alex, megan, adele, daan]);
    for (const who of [alex, megan, adele, daan]) await house.say(who, 'taal nl');
  });
  afterEach(() => house.close());

  it('vraagt één keer naar een stappenplan, hoe vaak het ook hielp', async () => {
    const [form] = await house.say(megan, 'stappenplan Draaitabellen');
    await pressOn(house, megan, form?.activity, 'Opslaan', {
      'f.topic': 'Draaitabellen',
      'f.steps': 'Selecteer de tabel',
    });
    const helped = async () => {
      const [before] = await house.say(adele, 'vraag Draaitabellen');
      const title = actionsIn(before?.activity)[0]?.title ?? '';
      await pressOn(house, adele, before?.activity, title);
    };
    await helped();
    await house.pass('2026-12-14T12:00:00Z');
    expect(await questions(adele)).toMatchObject([
      {
        title: 'Heb je het gebruikt: Draaitabellen?',
        text: expect.stringContaining('Een stappenplan hierover hielp je drie weken geleden.'),
      },
    ]);
    expect(await questions(megan)).toEqual([]);
    const [item] = await questions(adele);
    const said = await house.api(adele, 'POST', `/open/${item?.id}/not-yet`, {});
    expect(said.body.said).toContain('Het komt vast van pas.');
    await helped();
    await house.pass('2027-01-20T12:00:00Z');
    expect(await questions(adele)).toEqual([]);
  });

  it('vraagt het alleen aan wie naar het kwartiertje kwam', async () => {
    const [card] = await house.mention(alex, 'kwartiertje rapporten lezen');
    const start = actionsIn(card?.activity).find(({ verb }) => verb?.includes('start'));
    await house.press(alex, card as Posted, String(start?.title), filledIn(card?.activity));
    const press = actionsIn(card?.activity)[0]?.title ?? '';
    const pressed = await house.press(megan, card as Posted, press);
    expect(cardOf(pressed)).toBeDefined();
    await house.pass('2026-12-16T18:00:00Z');
    expect(await questions(megan)).toMatchObject([
      { text: expect.stringContaining('Je deed drie weken geleden mee aan een kwartiertje') },
    ]);
    for (const who of [alex, adele, daan]) expect(await questions(who)).toEqual([]);
  });
});
