import { personId } from '#bot/core/ids';
import type { Somebody } from '#tests/cast';
import type { Posted } from '#tests/fakes/teams';
import { buttonsOf, cast, type House, openHouse, textOf } from '#tests/house';

const { alex } = cast;
const helpers: Somebody[] = [1, 2, 3, 4, 5].map((number) => ({
  id: personId(`00000000-0000-4000-8000-00000000030${number}`),
  teamsId: `29:helper${number}`,
  name: `Helper ${number}`,
}));

/** Five share Excel and difficult conversations, and somebody looks for them in words of their own. */
describe('a search never says nobody of a slip', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse({ CLOCK_NOW: '2026-11-23T09:00:00Z' });
    for (const who of [...helpers, alex]) {
      await house.install(who);
      await house.say(who, 'count me in');
    }
    for (const who of helpers) await house.say(who, 'share Excel; Difficult conversations');
    await house.pass('2026-11-24T09:00:00Z');
  });
  afterEach(() => house.api(alex, 'PATCH', '/me/settings', { language: 'en' }));
  afterAll(() => house.close());

  const reply = async (text: string): Promise<Posted> => {
    const answers = await house.say(alex, text);
    return answers.find(({ activity }) => activity['replyToId'] !== undefined) as Posted;
  };
  const titles = (posted: Posted) => buttonsOf(posted).map(({ title }) => title);

  it.each([
    ['who exel', 'en', 'Did you mean “Excel”?', 'Excel: five or more can help'],
    ['who difficult conversation', 'en', 'Difficult conversations', 'five or more can help'],
    ['wie exel', 'nl', 'Bedoel je “Excel”?', 'Excel: vijf of meer'],
    ['wie moeilijk gesprek', 'nl', 'Moeilijke gesprekken', 'vijf of meer'],
  ])('“%s” shows what was meant, as a button', async (typed, lang, said, button) => {
    if (lang === 'nl') await house.api(alex, 'PATCH', '/me/settings', { language: 'nl' });
    const card = await reply(typed);
    expect(textOf(card)).toContain(said);
    expect(textOf(card)).not.toMatch(/nobody|niemand/i);
    const [first = ''] = titles(card);
    expect(first).toContain(button);
    const { body } = await house.press(alex, card, first);
    expect(JSON.stringify(body)).toContain('help.ask');
  });

  it.each([
    ['who is good at Excel', 'en', 'Five or more colleagues can help with “Excel”'],
    ['who knows something about difficult conversations?', 'en', 'Five or more'],
    ['wie weet iets van Excel?', 'nl', 'Vijf of meer collega’s kunnen met “Excel” helpen'],
    ['wie is er goed in moeilijke gesprekken', 'nl', 'Vijf of meer'],
  ])('“%s” is read past what people say around a skill', async (typed, lang, said) => {
    if (lang === 'nl') await house.api(alex, 'PATCH', '/me/settings', { language: 'nl' });
    expect(textOf(await reply(typed))).toContain(said);
  });

  it('asks about what was meant', async () => {
    const card = await reply('ask exel');
    expect(textOf(card)).toContain('Did you mean “Excel”?');
    const { body } = await house.press(alex, card, 'Yes, ask about “Excel”');
    expect(JSON.stringify(body)).toContain('Ask for help with “Excel”');
  });

  it('offers a wish, and no question, where nobody can help', async () => {
    const card = await reply('who bookbinding');
    expect(textOf(card)).toContain('Nobody else shares “bookbinding” yet.');
    expect(titles(card)).toEqual(['Add to my wishes']);
    await house.press(alex, card, 'Add to my wishes');
    const { wishes } = (await house.api(alex, 'GET', '/me')).body;
    expect(wishes.map(({ name }: { name: string }) => name)).toContain('bookbinding');
  });

  it('keeps a wish from a channel without a word to the others', async () => {
    const [card] = await house.mention(alex, 'who glassblowing');
    const { body } = await house.press(alex, card as Posted, 'Add to my wishes');
    expect(body).toMatchObject({ type: 'application/vnd.microsoft.activity.message' });
    expect(body.value).toContain('Only you see this.');
  });

  it('does not take a question about somebody for a skill', async () => {
    expect(textOf(await reply('who is my manager?'))).toContain('I’m not sure what you mean');
  });

  it.each([
    ['exel', { name: 'Excel', supply: 'many' }],
    ['who is good at Excel?', { name: 'Excel', supply: 'many' }],
    ['somebody who knows exel', { name: 'Excel', supply: 'many' }],
  ])('finds for “%s” in the tab what was meant', async (typed, near) => {
    const path = `/skills/supply?name=${encodeURIComponent(typed)}`;
    expect((await house.api(alex, 'GET', path)).body).toMatchObject({ supply: 'nobody', near });
  });

  it('takes several in one line, in chat and tab alike', async () => {
    await reply('share Canva, Miro; Trello');
    await reply('wish SQL and Python');
    const { shares, wishes } = (await house.api(alex, 'GET', '/me')).body;
    const names = (skills: { name: string }[]) => skills.map(({ name }) => name);
    expect(names(shares)).toEqual(expect.arrayContaining(['Canva', 'Miro', 'Trello']));
    expect(names(wishes)).toEqual(expect.arrayContaining(['SQL', 'Python']));
    const several = async (text: string) =>
      (await house.api(alex, 'GET', `/skills/several?text=${encodeURIComponent(text)}`)).body.names;
    expect(await several('Canva, Miro; Trello')).toEqual(['Canva', 'Miro', 'Trello']);
    expect(await several('Excel en SQL')).toEqual(['Excel', 'SQL']);
    expect(await several('research and development')).toEqual(['research and development']);
  });

  it('asks on the row of a slip whether it was one, and lets go of the question', async () => {
    const card = await reply('share exzel');
    expect(textOf(card)).toContain('Is it the same as “Excel”?');
    expect(textOf(await reply('profile'))).toContain('is it “Excel”?');
    await house.press(alex, card, 'No, it’s something else');
    expect(textOf(await reply('profile'))).not.toContain('is it “Excel”?');
  });
});
