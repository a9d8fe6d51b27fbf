import { commandTable, matchCommand } from '#bot/doors/dispatch';
import type { Somebody } from '#tests/cast';
import { filledIn, type Posted } from '#tests/fakes/teams';
import { actionsIn, buttonsOf, cast, crew, type House, openHouse, textOf } from '#tests/house';
import { cardOf, inChannelAt, pathOf, pressOn } from '#tests/practice/press';

const { alex, megan, adele, isaiah, patti, lynne } = cast;
const everybody = [alex, megan, adele, isaiah, patti, lynne];
const dutch = { locale: 'nl-NL' };

/** Wednesday 13:15 in Amsterdam, and the end of the quarter of an hour. */
const starts = '2026-11-25T12:15:10Z';
const ends = '2026-11-25T12:30:20Z';

let house: House;
beforeEach(async () => {
  house = await openHouse();
  for (const one of everybody) await house.install(one);
  await house.installTeam(alex, everybody);
});
afterEach(() => house.close());

const titles = async (who: Somebody): Promise<string[]> =>
  (await house.api(who, 'GET', '/me')).body.open.map(({ title }: { title: string }) => title);
const inChat = (who: Somebody) =>
  house.teams.posted.filter(({ conversation }) => conversation === `chat-${who.teamsId}`);
const heard = (who: Somebody, words: string) =>
  inChat(who).filter((one) => textOf(one).includes(words)).length;

async function started(who: Somebody, words: string, inputs: object = {}): Promise<Posted> {
  const [card] = await house.mention(who, words);
  if (card === undefined) throw new Error('no start card');
  await house.press(who, card, 'Start', { ...filledIn(card.activity), ...inputs });
  return card;
}
const linkOf = (card: unknown, title: string): string =>
  String(actionsIn(card).find((one) => one.title === title)?.url ?? '');
const fetched = async (url: string): Promise<{ status: number; text: string }> => {
  const { pathname } = new URL(url);
  const answer = await fetch(`${house.url}${pathname}`);
  return { status: answer.status, text: await answer.text() };
};

describe('a short session', () => {
  it('says who shows what and when, with a guest’s name as it was typed, and one press is enough', async () => {
    const card = await started(alex, 'lunch & learn reading long reports', {
      'f.guest': 'Dr *Li*',
      'f.place': 'the kitchen',
    });
    expect(textOf(card)).toContain('Short session: reading long reports');
    expect(textOf(card)).toContain('invited by Alex Wilber');
    expect(textOf(card)).toContain('Wednesday 25 November at 13:15');
    expect(buttonsOf(card).map(({ title }) => title)).toEqual([
      'I’ll come',
      'Calendar file',
      'Put it in Teams',
    ]);
    const stood = JSON.stringify(card.activity);
    const pressed = await house.press(megan, card, 'I’ll come');
    expect(JSON.stringify(pressed.body)).toContain('You come.');
    await house.pass('2026-11-23T09:00:00Z');
    // Nobody but the shower sees who comes, and the channel's card stays as it was.
    expect(JSON.stringify(card.activity)).toBe(stood);
    const path = pathOf(card);
    const seen = async (who: Somebody) =>
      JSON.stringify((await house.api(who, 'GET', path)).body.sections);
    expect(await seen(alex)).toContain('Megan Bowen');
    for (const who of [megan, adele, patti]) expect(await seen(who)).not.toContain('Megan');
    // Who shows it does not come to it, and what is over is not pressed.
    const own = await house.api(alex, 'POST', `${path}/come`, { fields: {} });
    expect(own.status).toBe(422);
  });

  it('keeps a question with who asks it until it starts, and shows it then to who shows it alone', async () => {
    const card = await started(alex, 'short session reports');
    const path = pathOf(card);
    const pressed = await house.press(megan, card, 'I’ll come');
    const at = inChannelAt(card);
    const form = await pressOn(house, megan, cardOf(pressed), 'Ask something beforehand', {}, at);
    await pressOn(house, megan, cardOf(form), 'Keep my question', { 'f.text': 'zebra?' }, at);
    const rows = house.tables.dump().filter(({ row }) => JSON.stringify(row).includes('zebra'));
    expect(rows.map(({ row }) => row.partitionKey.includes(megan.id))).toEqual([true]);
    expect(JSON.stringify((await house.api(alex, 'GET', path)).body)).not.toContain('zebra');
    await house.pass(starts);
    expect(await titles(alex)).toContain('Asked beforehand: reports');
    expect(heard(alex, 'Asked beforehand: reports')).toBe(1);
    expect(JSON.stringify((await house.api(alex, 'GET', path)).body)).toContain('zebra');
    for (const who of [adele, patti]) {
      expect(JSON.stringify((await house.api(who, 'GET', path)).body)).not.toContain('zebra');
    }
    expect(house.teams.posted.some((one) => textOf(one).includes('zebra'))).toBe(false);
    await house.pass('2026-12-24T12:00:00Z');
    expect(house.tables.dump().some(({ row }) => JSON.stringify(row).includes('zebra'))).toBe(
      false,
    );
  });

  it('asks only those who pressed I’ll come for a line, once, and keeps what they leave', async () => {
    const card = await started(alex, 'demo reports');
    const path = pathOf(card);
    for (const who of [megan, adele, isaiah]) await house.press(who, card, 'I’ll come');
    const not = await house.api(isaiah, 'POST', `${path}/not`, { fields: {} });
    expect(not.status).toBe(200);
    await house.pass('2026-11-27T16:00:00Z');
    const line = 'One line for the next person: reports';
    for (const who of [megan, adele]) {
      expect([who.name, await titles(who)]).toEqual([who.name, expect.arrayContaining([line])]);
      expect([who.name, heard(who, line)]).toEqual([who.name, 1]);
    }
    for (const who of [alex, isaiah, patti, lynne]) {
      expect(await titles(who)).not.toContain(line);
      expect(heard(who, line)).toBe(0);
    }
    const kept = await house.api(megan, 'POST', `${path}/line`, {
      fields: { text: 'Read the last page first' },
    });
    expect(kept.status).toBe(200);
    const exported = JSON.stringify((await house.api(megan, 'GET', '/me/export')).body);
    expect(exported).toContain('Read the last page first');
    const stranger = await house.api(patti, 'POST', `${path}/line`, { fields: { text: 'no' } });
    expect(stranger.status).toBe(422);
    const messages = everybody.map((who) => inChat(who).length);
    await house.pass('2026-12-10T09:00:00Z');
    expect(textOf(card)).toContain('Read the last page first');
    expect(textOf(card)).not.toContain('Adele');
    expect(everybody.map((who) => inChat(who).length)).toEqual(messages);
    for (const who of [megan, adele]) expect(await titles(who)).not.toContain(line);
    const end = house.teams.posted.filter(({ conversation }) => conversation === crew.id).at(-1);
    expect(JSON.stringify(end?.activity)).toContain('one line for the next person');
    // A line stays until its owner takes it away.
    const view = (await house.api(megan, 'GET', path)).body;
    const [press] = view.sections.at(-1).entries[0].presses;
    await house.api(megan, 'POST', `${path}/drop`, { fields: press.data });
    expect(JSON.stringify((await house.api(adele, 'GET', path)).body)).not.toContain('last page');
  });

  it('is taken back: each comer hears it once, the calendar file is dead, the topic is back', async () => {
    const card = await started(alex, 'demo reports');
    const path = pathOf(card);
    for (const who of [megan, adele]) await house.press(who, card, 'I’ll come');
    const file = linkOf(card.activity, 'Calendar file');
    const alive = await fetched(file);
    expect([alive.status, alive.text.includes('Short session: reports')]).toEqual([200, true]);
    await house.pass('2026-11-24T09:00:00Z');
    const off = await house.api(alex, 'POST', `${path}/withdraw`, { fields: {} });
    expect(off.status).toBe(200);
    await house.pass('2026-11-26T16:00:00Z');
    const words = 'It does not go ahead: reports';
    for (const who of everybody) {
      const wanted = [megan, adele].includes(who) ? 1 : 0;
      expect([who.name, heard(who, words)]).toEqual([who.name, wanted]);
    }
    expect((await fetched(file)).status).toBe(404);
    expect(textOf(card)).toContain('Nobody shows this yet');
    expect(textOf(card)).not.toContain('Alex');
    // Somebody else takes the topic, at a time of their own: calendars move the same entry.
    const at = inChannelAt(card);
    const form = await house.press(isaiah, card, 'I’ll show this');
    const taken = await pressOn(house, isaiah, cardOf(form), 'Show it', {}, at);
    expect(JSON.stringify(taken.body)).toContain('You show it.');
    await house.pass('2026-11-26T17:00:00Z');
    expect(textOf(card)).toContain('Isaiah Langer shows it');
    const again = await fetched(linkOf(card.activity, 'Calendar file'));
    expect(again.text).toContain('SEQUENCE:2');
    // Nobody is in it who pressed for another.
    expect(JSON.stringify((await house.api(isaiah, 'GET', path)).body)).not.toContain('Megan');
  });

  it('ends by itself when nobody takes the topic, and gives a question back unread', async () => {
    const card = await started(alex, 'demo reports');
    const path = pathOf(card);
    await house.api(megan, 'POST', `${path}/ask`, { fields: { text: 'zebra?' } });
    await house.api(alex, 'POST', `${path}/withdraw`, { fields: {} });
    await house.pass('2027-01-20T12:00:00Z');
    expect(await titles(megan)).toContain('Your words are back: reports');
    expect(house.tables.dump().filter(({ row }) => row.rowKey.startsWith('run~'))).toEqual([]);
  });

  it('frees the topic when who shows it is erased, and holds nothing of them', async () => {
    const card = await started(alex, 'demo reports');
    await house.press(megan, card, 'I’ll come');
    await house.pass('2026-11-23T12:00:00Z');
    await house.api(alex, 'POST', '/me/erase', { confirm: 'erase' });
    await house.pass('2026-11-24T12:00:00Z');
    expect(textOf(card)).toContain('Nobody shows this yet');
    expect(heard(megan, 'It does not go ahead: reports')).toBe(1);
    const rows = house.tables.dump().filter(({ row }) => !row.rowKey.startsWith('forgotten'));
    expect(JSON.stringify(rows)).not.toContain(alex.id);
    expect(JSON.stringify(rows)).not.toContain('Alex');
  });

  it('runs in Dutch from its words to the line, on another day and for longer', async () => {
    const [card] = await house.say(alex, 'kwartiertje draaitabellen', dutch);
    expect(textOf(card)).toContain('Wat laat je zien?');
    const later = { 'f.date': '2026-11-26', 'f.time': '09:30', 'f.minutes': '30' };
    const half = { ...later, 'f.time': '' };
    const at = { ...dutch, replyToId: card?.id };
    const refused = await pressOn(house, alex, card?.activity, 'Beginnen', half, at);
    expect(JSON.stringify(refused.body)).toContain('een dag én een tijd');
    const mine = await pressOn(house, alex, card?.activity, 'Beginnen', later, at);
    expect(JSON.stringify(mine.body)).toContain('Kwartiertje: draaitabellen');
    const ref = actionsIn(cardOf(mine)).find(({ title }) => title === 'Ik laat het toch niet zien');
    const path = `/together/${encodeURIComponent(String(ref?.data?.['scope']))}/${ref?.data?.['run']}`;
    await house.say(megan, 'taal nl');
    const come = await house.api(megan, 'POST', `${path}/come`, { fields: {} });
    expect(come.status).toBe(200);
    await house.pass('2026-11-26T09:10:00Z');
    const line = 'Eén tip voor de volgende: draaitabellen';
    expect(await titles(megan)).toContain(line);
    expect(await titles(adele)).not.toContain(line);
  });

  it('ends after its quarter of an hour when nobody came, without a message', async () => {
    const card = await started(alex, 'demo reports');
    await house.pass(ends);
    expect(textOf(card)).toContain('It is over');
    await house.pass('2026-12-23T12:16:00Z');
    expect(house.tables.dump().filter(({ row }) => row.rowKey.startsWith('run~'))).toEqual([]);
    for (const who of everybody) expect(heard(who, 'reports')).toBe(0);
  });
});

describe('the words of a short session', () => {
  it('share no skill called back, and take no other command’s words', () => {
    const table = commandTable(house.app.features.flatMap(({ commands = [] }) => commands));
    const found = (typed: string) => matchCommand(table, typed)?.command.words;
    for (const typed of ['share back', 'Share back the course', 'vertel terug']) {
      expect([typed, found(typed)]).toEqual([typed, 'session.command.back']);
    }
    expect(found('share backups')).toBe('skills.command.share');
    expect(found('I show')).toBe('session.command.show');
    expect(found('share Excel')).toBe('skills.command.share');
  });
});
