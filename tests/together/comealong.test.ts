import { cast, type Somebody } from '#tests/cast';
import { filledIn, type Posted } from '#tests/fakes/teams';
import { actionsIn, buttonsOf, textOf } from '#tests/house';
import { dutch, everybody, type Few, listed, openFew, text } from '#tests/practice/few';
import { inChannelAt, pathOf, pressOn } from '#tests/practice/press';

const { alex, megan, adele, isaiah, lynne, sanne, daan } = cast;

let few: Few;
beforeEach(async () => {
  few = await openFew();
});
afterEach(() => few.house.close());

/** A visit that Alex hosts in the channel, on Thursday at ten. */
async function hosted(inputs: object = {}) {
  const { house } = few;
  const [card] = await house.mention(alex, 'come along to the harbour');
  expect(filledIn(card?.activity)).toMatchObject({ 'f.topic': 'the harbour', 'f.seats': '1' });
  await house.press(alex, card as Posted, 'Start', {
    ...filledIn(card?.activity),
    'f.place': 'Quay 9',
    'f.inside': 'their prices',
    ...inputs,
  });
  const post = (): Posted => house.teams.posted.find(({ id }) => id === card?.id) as Posted;
  return { post, path: pathOf(post()) };
}
/** The links to calendar files that somebody is shown. */
const filesOf = async (who: Somebody, path: string): Promise<string[]> => {
  const { links = [] } = await few.sees(who, path);
  return (links as { url: string }[])
    .map(({ url }) => url)
    .filter((url) => url.includes('/files/'));
};

describe('going along', () => {
  it('lets three ask for one seat, none of whom sees another', async () => {
    const { house, sees, sends, messages, waits } = few;
    const { post, path } = await hosted();
    const before = textOf(post());
    expect(before).toContain('Alex Wilber takes one colleague along');
    expect(before).toContain('What stays inside: their prices');
    expect(buttonsOf(post()).map(({ title }) => title)).toEqual(['I’d like to come along']);
    for (const who of [megan, adele, isaiah]) {
      const answer = await pressOn(
        house,
        who,
        post().activity,
        'I’d like to come along',
        {},
        inChannelAt(post()),
      );
      expect(text(answer.body)).toContain('sees that you would like to, and nobody else');
    }
    await house.pass('2026-11-23T12:00:00Z');
    expect(textOf(post())).toBe(before);
    const names: Readonly<Record<string, RegExp>> = {
      [megan.id]: /Adele|Isaiah/,
      [adele.id]: /Megan|Isaiah/,
      [isaiah.id]: /Megan|Adele/,
      [lynne.id]: /Megan|Adele|Isaiah/,
    };
    const noneSees = async () => {
      for (const who of [megan, adele, isaiah, lynne]) {
        const mine = [await sees(who, path), (await house.api(who, 'GET', '/together')).body];
        const open = (await house.api(who, 'GET', '/me')).body.open;
        expect(text([mine, open])).not.toMatch(names[who.id] as RegExp);
        // The check-in lists all colleagues: what is sent of this does not.
        const sent = messages(who).filter((said) => said.includes('harbour'));
        expect(sent.join()).not.toMatch(names[who.id] as RegExp);
      }
    };
    await noneSees();
    expect(messages(alex).join()).toContain('Somebody would like to come along: the harbour');
    const asked = await sees(alex, path);
    expect(listed(asked, 'Would like to come along')?.toSorted()).toEqual([
      'Adele Vance',
      'Isaiah Langer',
      'Megan Bowen',
    ]);
    const [guest] = asked.sections[0].entries.filter((one: { text: string }) =>
      one.text.startsWith('Adele'),
    );
    await sends(alex, path, 'seat', guest.presses[0].data);
    expect((await sends(alex, path, 'seat', guest.presses[0].data)).status).toBe(422);
    await house.pass('2026-11-24T12:00:00Z');
    expect(messages(adele).join()).toContain('You have a seat: the harbour');
    for (const who of [megan, isaiah]) {
      expect(await waits(who)).toContain('The seats are taken: the harbour');
    }
    await noneSees();
    expect(textOf(post())).toBe(before);
    // A calendar file is the host's and the guest's.
    expect(await filesOf(adele, path)).toHaveLength(1);
    expect(await filesOf(alex, path)).toHaveLength(1);
    expect(await filesOf(megan, path)).toEqual([]);
    const [file = ''] = await filesOf(adele, path);
    expect(await (await fetch(file)).text()).toContain('their prices');

    // Afterwards: the guest's line, and the other way round for both.
    await house.pass('2026-11-27T12:00:00Z');
    expect(messages(adele).join()).toContain('What did it give you? the harbour');
    expect(await waits(alex)).toContain('The other way round? the harbour');
    await sends(adele, path, 'line', { text: 'They decide on Fridays, otter' });
    expect(listed(await sees(alex, path), 'What it gave')).toEqual([
      'They decide on Fridays, otter',
    ]);
    expect(text(await sees(megan, path))).not.toContain('otter');
    await sends(adele, path, 'back');
    expect(text(await sees(alex, path))).not.toContain('would both');
    await sends(alex, path, 'back');
    await house.pass('2026-11-30T12:00:00Z');
    expect(messages(adele).join()).toContain('You would both like the other way round');
    expect(text(await sees(adele, path))).toContain('Alex Wilber');
    expect(textOf(post())).toContain('It is over');
    expect(text((await house.api(adele, 'GET', '/me/export')).body)).toContain('otter');
    await house.api(adele, 'POST', '/me/erase', { confirm: 'erase' });
    await house.pass('2026-11-30T13:00:00Z');
    expect(few.kept()).not.toContain('otter');
    expect(few.kept()).not.toContain(adele.id);
  });

  it('is called off with one message each, and its file is gone', async () => {
    const { house, sends, sees, messages, told } = few;
    const { post, path } = await hosted({ 'f.seats': '2' });
    for (const who of [megan, adele]) await sends(who, path, 'ask');
    const { sections } = await sees(alex, path);
    for (const { presses } of sections[0].entries) await sends(alex, path, 'seat', presses[0].data);
    await house.pass('2026-11-23T12:00:00Z');
    const [file = ''] = await filesOf(megan, path);
    expect((await fetch(file)).status).toBe(200);
    const before = [megan, adele, lynne].map((who) => told(who).length);
    await sends(alex, path, 'cancel', { sure: 'yes' });
    await house.pass('2026-11-23T14:00:00Z');
    expect([megan, adele, lynne].map((who) => told(who).length)).toEqual(
      before.map((count, index) => count + (index < 2 ? 1 : 0)),
    );
    for (const who of [megan, adele]) {
      expect(messages(who).at(-1)).toContain('Called off: the harbour');
    }
    expect((await fetch(file)).status).toBe(404);
    expect(textOf(post())).toContain('It was called off');
    await house.pass('2026-12-20T12:00:00Z');
    expect(messages(megan).join()).not.toContain('What did it give you');
    expect(few.runRows()).toEqual([]);
  });

  it('wordt gewenst zonder naam, en wie kan biedt een plek aan', async () => {
    const { house, sends, sees, messages, starts, pathIn } = few;
    for (const who of [sanne, daan]) await house.say(who, 'taal nl');
    const inputs = { 'f.whose': '19:crew@thread.tacv2' };
    const started = await starts(sanne, 'ik wil graag meelopen met de planning', inputs, dutch);
    expect(text(started.body)).toContain('zonder je naam');
    await house.pass('2026-11-23T08:30:00Z');
    const post = house.teams.posted.find(({ activity }) =>
      text(activity).includes('"form":"take"'),
    );
    const path = pathOf(post);
    expect(path).toBe(pathIn(started));
    expect(textOf(post)).toContain('Somebody would like to come along to this');
    expect(text(post)).not.toContain('Sanne');
    for (const who of everybody.filter((one) => one !== sanne)) {
      expect(text(await sees(who, path))).not.toContain('Sanne');
    }
    const fields = { date: '2026-11-26', time: '10:00', seats: '1', minutes: '60', place: '' };
    expect((await sends(sanne, path, 'take', fields)).status).toBe(422);
    const taken = await sends(daan, path, 'take', fields);
    expect(text(taken.body)).toContain('Nog niemand drukte');
    expect(text(taken.body)).not.toContain('Sanne');
    await house.pass('2026-11-23T12:00:00Z');
    expect(messages(sanne).join()).toContain('Er is een plek');
    await sends(sanne, path, 'ask');
    expect(listed(await sees(daan, path), 'Wil graag mee')).toEqual(['Sanne de Vries']);
    await house.api(daan, 'POST', '/me/erase', { confirm: 'erase' });
    await house.pass('2026-11-23T14:00:00Z');
    expect(messages(sanne).join()).toContain('Afgeblazen: met de planning');
    expect(few.kept()).not.toContain(daan.id);
  });

  it('shows under Together what can be started, in chat and tab', async () => {
    const { house } = few;
    const [card] = await house.say(alex, 'together');
    expect(buttonsOf(card).map(({ title }) => title)).not.toContain('Take somebody along');
    const { body } = await house.press(alex, card as Posted, 'More');
    const titles = actionsIn(body.value).map(({ title }) => title);
    for (const one of ['Duo, or make it together', 'Swap work', 'Find a coach', 'I’m new here']) {
      expect(titles).toContain(one);
    }
    expect(titles).toContain('I’d like to come along');
    const { starts } = (await house.api(alex, 'GET', '/together?team=19%3Acrew%40thread.tacv2'))
      .body;
    const first = (starts as { label: string; more: boolean }[]).filter(({ more }) => !more);
    expect(first.map(({ label }) => label)).toEqual([
      'Look back',
      'I show something',
      'Think along',
    ]);
  });
});
