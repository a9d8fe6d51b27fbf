import type { Somebody } from '#tests/cast';
import type { Posted } from '#tests/fakes/teams';
import { buttonsOf, cast, type House, openHouse, textOf } from '#tests/house';

const { alex, megan, daan, sanne } = cast;

/** What people write who never read the help, through the Bot Framework protocol. */
describe('the chat understands people', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse({ CLOCK_NOW: '2026-11-30T09:00:00Z' });
    await house.installTeam(alex, [alex, megan, daan, sanne]);
    for (const who of [alex, megan]) {
      await house.install(who);
      await house.say(who, 'count me in');
    }
    await house.say(megan, 'share Excel');
    // What colleagues share is counted at night.
    await house.pass('2026-12-01T09:00:00Z');
  });
  afterEach(() => house.api(alex, 'PATCH', '/me/settings', { language: 'en' }));
  afterAll(() => house.close());

  /** The answer itself; what was due meanwhile may come beside it. */
  const reply = async (who: Somebody, text: string): Promise<Posted> => {
    const answers = (await house.say(who, text)).filter(
      ({ activity }) => activity['replyToId'] !== undefined,
    );
    expect(answers).toHaveLength(1);
    return answers[0] as Posted;
  };
  const said = (posted: Posted) => [textOf(posted), posted.activity['text'] ?? ''].join(' ');
  const titles = (posted: Posted) => buttonsOf(posted).map(({ title }) => title);
  const me = async () => (await house.api(alex, 'GET', '/me')).body;
  const dutch = () => house.api(alex, 'PATCH', '/me/settings', { language: 'nl' });

  it.each([
    ['stop sending me messages', 'en', 'I’ve stopped', 'Undo'],
    ['Stop met die berichtjes aub', 'nl', 'Ik ben gestopt', 'Ongedaan maken'],
  ])('“%s” stops at once, and can be undone', async (text, lang, words, undo) => {
    if (lang === 'nl') await dutch();
    const stopped = await reply(alex, text);
    expect(said(stopped)).toContain(words);
    expect((await me()).consent).toBe('not-now');
    await house.press(alex, stopped, undo);
    expect((await me()).consent).toBe('in');
  });

  it.each([
    ["I'm away next week", 'en', 'Shall I keep quiet', 'Pause'],
    ['volgende week ben ik er niet', 'nl', 'Zal ik me deze dagen stilhouden?', 'Pauze'],
  ])('“%s” shows the days, and a press keeps them', async (text, lang, words, press) => {
    if (lang === 'nl') await dutch();
    const asked = await reply(alex, text);
    expect(said(asked)).toContain(words);
    expect((await me()).pausedUntil).toBeNull();
    await house.press(alex, asked, press, { from: '2026-12-07', until: '2026-12-13' });
    expect(await me()).toMatchObject({ pausedFrom: '2026-12-07', pausedUntil: '2026-12-13' });
    await house.say(alex, 'resume');
  });

  it.each([
    ['delete my data', 'en', 'Erase'],
    ['kan je alles wissen wat je over mij weet?', 'nl', 'wissen'],
    ['what do you know about me?', 'en', 'Your data'],
    ['wat weet je van mij', 'nl', 'bewaar'],
  ])('“%s” leads to one’s own data, and erases nothing by itself', async (text, lang, words) => {
    if (lang === 'nl') await dutch();
    expect(said(await reply(alex, text)).toLowerCase()).toContain(words.toLowerCase());
    expect((await me()).consent).toBe('in');
  });

  it.each([
    ['I can help with Canva and SQL', 'en', 'Add', 'shares'],
    ["I'd like to learn SQL", 'en', 'Add', 'wishes'],
    ['ik kan mensen helpen met Power BI', 'nl', 'Toevoegen', 'shares'],
    ['ik wil graag beter worden in presenteren', 'nl', 'Toevoegen', 'wishes'],
  ] as const)('“%s” is filled in, and added by a press', async (text, lang, press, list) => {
    if (lang === 'nl') await dutch();
    const asked = await reply(alex, text);
    const before = (await me())[list].length;
    const field = JSON.stringify(asked).match(/"id":"skill"[^}]*"value":"([^"]*)"/)?.[1] ?? '';
    expect(text).toContain(field);
    await house.press(alex, asked, press, { skill: field });
    expect((await me())[list].length).toBeGreaterThan(before);
  });

  it('“I learned SQL from Megan today” fills in the check-in, which leads to thanks', async () => {
    const card = await reply(alex, 'I learned SQL from Megan today');
    const form = JSON.stringify(card);
    expect(form).toContain('I learned SQL from Megan today');
    expect(form).toContain(`"value":"${megan.id}"`);
    expect(form).toContain('"value":"SQL"');
    const { body } = await house.press(alex, card, 'Save', {
      learned: 'I learned SQL from Megan today',
      helpers: megan.id,
      skill: 'SQL',
    });
    expect(JSON.stringify(body)).toContain('Thank Megan Bowen');
  });

  it('knows the people whom a check-in’s words speak of, and takes the words along', async () => {
    const card = await reply(alex, 'check in');
    const learned = 'Sanne de Vries and Daan went through the numbers with me.';
    const { body } = await house.press(alex, card, 'Save', { learned });
    const receipt = JSON.stringify(body);
    expect(receipt).toContain('Thank Daan Jansen');
    expect(receipt).toContain('Thank Sanne de Vries');
    expect(receipt).toContain(`"text":"${learned}"`);
  });

  it.each([
    ['bedankt Megan!', 'nl', 'Bedank een collega'],
    ['I want to thank Daan for his patience', 'en', 'Thank a colleague'],
  ])('“%s” opens the badge form', async (text, lang, words) => {
    if (lang === 'nl') await dutch();
    expect(said(await reply(alex, text))).toContain(words);
  });

  it.each([
    ['thank you so much!', 'en', 'You’re welcome'],
    ['super bedankt hoor', 'nl', 'Graag gedaan'],
    ['what can you do?', 'en', 'What I can do'],
    ['wat kan jij?', 'nl', 'Wat ik kan'],
    ['I am new in this team', 'en', 'Welcome!'],
    ['I’m new here', 'en', 'Are you new in your team?'],
    ['ik ben nieuw in het team', 'nl', 'Welkom!'],
    ['ik ben hier nieuw', 'nl', 'Ben je nieuw in je team?'],
    ['can someone help me with excel?', 'en', 'Ask for help with “excel”'],
    ['kan iemand me helpen met excel?', 'nl', 'Vraag hulp bij “excel”'],
    ['who knows something about Excel?', 'en', 'A few colleagues can help with “Excel”'],
    ['wie weet iets van Excel?', 'nl', 'Een paar collega’s kunnen met “Excel” helpen'],
    ['I want to stop', 'en', 'I’ve stopped'],
    ['please send me fewer messages', 'en', 'one card every two weeks'],
    ['kan je nederlands praten?', 'en', 'Zal ik vanaf nu Nederlands spreken?'],
  ])('“%s” is answered with “%s”', async (text, lang, words) => {
    if (lang === 'nl') await dutch();
    expect(said(await reply(alex, text))).toContain(words);
  });

  it.each([
    [
      'my neighbour has a boat',
      'en',
      ['Ask for help', 'Thank a colleague', 'Check in now', 'My data', 'Pause', 'Stop'],
    ],
    [
      'mijn buurman heeft een boot',
      'nl',
      [
        'Hulp vragen',
        'Een collega bedanken',
        'Start je check-in',
        'Mijn gegevens',
        'Pauze',
        'Stop',
      ],
    ],
  ])('“%s” gets ways on as buttons', async (text, lang, ways) => {
    if (lang === 'nl') await dutch();
    const card = await reply(alex, text);
    expect(titles(card)).toEqual(ways);
    for (const way of ways) {
      const { body } = await house.press(alex, await reply(alex, text), way);
      expect(body.statusCode).toBe(200);
    }
    await house.say(alex, 'count me in');
  });

  it('suggests the command that was mistyped, as a button that does it', async () => {
    const card = await reply(alex, 'aks Excel');
    expect(titles(card)[0]).toBe('ask Excel');
    const { body } = await house.press(alex, card, 'ask Excel');
    expect(JSON.stringify(body)).toContain('Ask for help with “Excel”');
  });

  it('answers a question for help in a channel, and keeps the rest for one’s own chat', async () => {
    const [who] = await house.mention(alex, 'does anybody know Excel?');
    expect(said(who as Posted)).toContain('A few colleagues can help with “Excel”');
    const [own] = await house.mention(alex, 'stop sending me messages');
    expect(said(own as Posted)).toContain('our own chat');
    expect((await me()).consent).toBe('in');
  });

  it('asks colleagues in the week before a pause that lies ahead, and not during it', async () => {
    await house.say(megan, "I'm on holiday from 7 December to 13 December").then(async ([card]) => {
      await house.press(megan, card as Posted, 'Pause', {
        from: '2026-12-07',
        until: '2026-12-13',
      });
    });
    await house.pass('2026-12-02T09:00:00Z');
    expect(said(await reply(alex, 'who Excel'))).toContain('A few colleagues');
    await house.pass('2026-12-08T09:00:00Z');
    expect(said(await reply(alex, 'who Excel'))).not.toContain('A few colleagues');
    await house.pass('2026-12-15T09:00:00Z');
    expect(said(await reply(alex, 'who Excel'))).toContain('A few colleagues');
  });
});
