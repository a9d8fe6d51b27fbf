import { buttonsOf, cast, crew, type House, openHouse, textOf } from '#tests/house';

describe('arrival', () => {
  let house: House;
  beforeEach(async () => {
    house = await openHouse();
  });
  afterEach(() => house.close());

  it('welcomes a person once, ever, with what they can do at once', async () => {
    const [welcome, ...more] = await house.install(cast.alex);
    expect(more).toEqual([]);
    expect(textOf(welcome)).toContain('Hello Alex');
    expect(buttonsOf(welcome).map(({ title }) => title)).toEqual([
      'Count me in',
      'Not now',
      'Ask for help',
      'Open my profile',
      'Nederlands',
    ]);
    expect(textOf(welcome)).toContain('one card a week on my own');
    expect(textOf(welcome)).toContain('at most once a day');
    expect(await house.install(cast.alex)).toEqual([]);
  });

  it('greets somebody who took the bot away and came back, without a second welcome', async () => {
    await house.install(cast.alex);
    await house.install(cast.alex, { action: 'remove' });
    const [again, ...more] = await house.install(cast.alex);
    expect(textOf(again)).toContain('Good to see you again');
    expect(more).toEqual([]);
    expect(await house.install(cast.alex)).toEqual([]);
  });

  it("speaks the person's language from the first word", async () => {
    const [welcome] = await house.install(cast.sanne, { locale: 'nl-NL' });
    expect(textOf(welcome)).toContain('Hallo Sanne');
  });

  it('speaks the other language on a press, from then on', async () => {
    const [welcome] = await house.install(cast.alex);
    await house.press(cast.alex, welcome as never, 'Nederlands');
    expect(textOf(welcome)).toContain('Hallo Alex');
    expect(textOf(welcome)).toContain('hooguit één keer per dag');
    expect(buttonsOf(welcome).map(({ title }) => title)).toEqual([
      'Ik doe mee',
      'Nu niet',
      'Hulp vragen',
      'Open mijn profiel',
      'English',
    ]);
    expect(textOf((await house.say(cast.alex, 'hulp'))[0])).toContain('kan');
    await house.press(cast.alex, welcome as never, 'English');
    expect(textOf(welcome)).toContain('Hello Alex');
    // Whose card it is not learns nothing of it.
    const [data] = buttonsOf(welcome).slice(-1);
    await house.install(cast.megan);
    const other = await house.act(cast.megan, 'people.welcome', data?.data ?? {});
    expect(JSON.stringify(other.body)).not.toContain('Hallo');
  });

  it('sends nothing by itself before a yes, and nothing after not now', async () => {
    await house.install(cast.alex);
    const [welcome] = house.teams.posted;
    await house.pass('2026-12-08T12:00:00Z');
    expect(house.teams.posted).toHaveLength(1);
    await house.press(cast.alex, welcome as never, 'Not now');
    await house.pass('2026-12-22T12:00:00Z');
    expect(house.teams.posted).toHaveLength(1);
  });

  it('tells when the first card comes after count me in', async () => {
    const [welcome] = await house.install(cast.alex);
    const answer = await house.press(cast.alex, welcome as never, 'Count me in');
    expect(JSON.stringify(answer.body.value)).toContain('Tuesday 24 November');
    // The card changed for good: pressing again is not possible, typing it again is answered.
    expect(textOf(welcome)).toContain('You’re in');
    expect(textOf((await house.say(cast.alex, 'Count me in.'))[0])).toContain('You’re in already');
  });

  it('gives a home team to who said yes before any team was known, and another when they leave', async () => {
    await house.install(cast.megan);
    await house.say(cast.megan, 'count me in');
    await house.installTeam(cast.alex, [cast.alex, cast.megan]);
    const home = async () =>
      (await house.api(cast.megan, 'GET', '/me')).body.settings.homeTeam as string | null;
    expect(await home()).toBe(crew.id);
    house.teams.members = [cast.alex];
    await house.app.runJob('roster', crew.id);
    expect(await home()).toBeNull();
    expect((await house.api(cast.megan, 'GET', '/me')).body.teams).toEqual([]);
  });

  it('posts once in a channel, writes to nobody, and learns the roster page by page', async () => {
    const everybody = Object.values(cast);
    const posted = await house.installTeam(cast.alex, everybody);
    expect(posted.map(({ conversation }) => conversation)).toEqual([crew.id]);
    expect(buttonsOf(posted[0]).map(({ title }) => title)).toEqual(['Count me in']);
    expect(await house.installTeam(cast.megan, everybody)).toEqual([]);
    expect(house.teams.posted).toHaveLength(1);
    const { body } = await house.api(cast.alex, 'GET', '/colleagues');
    expect(body.colleagues).toHaveLength(everybody.length - 1);
  });
});
