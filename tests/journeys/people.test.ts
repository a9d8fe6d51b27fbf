import { cast, type House, openHouse, textOf } from '#tests/house';

describe('settings by chat', () => {
  let house: House;
  const { alex, sanne, megan } = cast;
  const answer = async (text: string, who = alex, more = {}) =>
    textOf((await house.say(who, text, more))[0]);
  beforeEach(async () => {
    house = await openHouse();
    await house.install(alex);
  });
  afterEach(() => house.close());

  it.each(['help', 'HELP!', '  help? ', 'hulp', '?'])(
    'answers "%s" with everything it can do',
    async (text) => {
      expect(await answer(text)).toContain('What I can do');
    },
  );

  it.each(['hi', 'Hello', 'hoi'])('answers "%s" in a useful way', async (text) => {
    expect(await answer(text)).toContain('What did you learn lately');
  });

  it.each(['thanks', 'Thank you!', 'bedankt'])('takes "%s" for thanks', async (text) => {
    expect(await answer(text)).toContain('You’re welcome, Alex!');
  });

  it('says what would work when it does not know the words', async () => {
    expect(await answer('make me a sandwich')).toContain('I’m not sure what you mean');
    expect(await answer('')).toContain('I’m not sure what you mean');
  });

  it('pauses, says until when, and comes back', async () => {
    await answer('count me in');
    expect(await answer('pause 2 weeks')).toContain('Sunday, 6 December 2026');
    await house.pass('2026-12-04T12:00:00Z');
    const before = house.teams.posted.length;
    await house.pass('2026-12-05T12:00:00Z');
    expect(house.teams.posted).toHaveLength(before);
    expect(await answer('resume')).toContain('Your next card comes Tuesday 8 December');
    expect(await answer('resume')).toContain('You weren’t paused');
  });

  it('asks again when it does not understand until when', async () => {
    expect(await answer('pause until the cows come home')).toContain('Until when?');
  });

  it('goes less and more often, and says where it stands', async () => {
    await answer('count me in');
    expect(await answer('less often')).toContain('every two weeks');
    expect(await answer('minder vaak')).toContain('every four weeks');
    expect(await answer('less often')).toContain('no scheduled cards');
    expect(await answer('less often')).toContain('off already');
    expect(await answer('more often')).toContain('every four weeks');
  });

  it('changes its language at once, in either language', async () => {
    expect(await answer('language nl')).toContain('Vanaf nu spreek ik Nederlands');
    expect(await answer('hoi')).toContain('Wat heb je de laatste tijd geleerd');
    expect(await answer('taal en')).toContain('From now on I’ll speak English');
    expect(await answer('language klingon')).toContain('I speak English and Dutch');
  });

  it('follows the Teams locale until somebody chooses', async () => {
    expect(await answer('hoi', sanne, { locale: 'nl-NL' })).toContain(
      'Wat heb je de laatste tijd geleerd',
    );
    expect(await answer('hoi', sanne, { locale: 'en-US' })).toContain('What did you learn');
  });

  it('does personal things in a channel nowhere but in the own chat, and keeps nothing', async () => {
    const [reply] = await house.mention(megan, 'share Excel');
    expect(textOf(reply)).toContain('our own chat');
    expect(textOf(reply)).not.toContain('Excel');
    expect(house.tables.dump().filter(({ row }) => row.partitionKey.includes(megan.id))).toEqual(
      [],
    );
    expect(textOf((await house.mention(megan, 'help'))[0])).toContain('In a channel');
  });

  it('answers a message delivered twice once', async () => {
    const once = await house.say(alex, 'less often', { id: 'same' });
    const twice = await house.say(alex, 'less often', { id: 'same' });
    expect([once.length, twice.length]).toEqual([1, 0]);
    expect((await house.api(alex, 'GET', '/me')).body.settings.rhythm).toBe('fortnightly');
  });

  it('remembers a yes from the channel, and asks for a chat of its own', async () => {
    const [post] = await house.installTeam(alex, [alex, megan]);
    const said = await house.press(megan, post as never, 'Count me in');
    expect(said.body.value).toContain('Add the app for yourself');
    expect(textOf(post)).toContain('Pass It On is here');
    const { body } = await house.api(megan, 'GET', '/me');
    expect(body).toMatchObject({ consent: 'in', name: 'Megan Bowen' });
    const [welcome] = await house.install(megan);
    expect(textOf(welcome)).not.toContain('Not now');
  });
});

describe('settings in the tab', () => {
  let house: House;
  const { alex } = cast;
  beforeEach(async () => {
    house = await openHouse();
    await house.install(alex);
  });
  afterEach(() => house.close());

  it('takes the browser’s time zone for a guess, until Teams or the person says otherwise', async () => {
    const { megan } = cast;
    const zoneIn = async (zone: string, set: object = {}) =>
      (await house.api(megan, 'PATCH', '/me/settings', set, { 'Time-Zone': zone })).body.settings
        .zone;
    expect(await zoneIn('Mars/Olympus')).toBe('Europe/Amsterdam');
    expect(await zoneIn('Asia/Tokyo')).toBe('Asia/Tokyo');
    expect(await zoneIn('America/New_York')).toBe('Asia/Tokyo');
    expect(await zoneIn('Asia/Tokyo', { zone: 'Europe/London' })).toBe('Europe/London');
    // Teams told Alex’s zone when the app was installed.
    const { body } = await house.api(
      alex,
      'PATCH',
      '/me/settings',
      {},
      { 'Time-Zone': 'Asia/Tokyo' },
    );
    expect(body.settings.zone).toBe('Europe/Amsterdam');
  });

  it('keeps what was set and gives it back', async () => {
    await house.api(alex, 'PUT', '/me/consent', { answer: 'in' });
    const { status, body } = await house.api(alex, 'PATCH', '/me/settings', {
      language: 'nl',
      zone: 'America/New_York',
      country: 'US',
      hours: { from: '08:00', to: '12:00' },
      daysOff: [5, 6, 7],
      moment: { weekday: 3, time: '09:00' },
      rhythm: 'fortnightly',
      capacity: 3,
      off: ['offers'],
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      consent: 'in',
      language: 'nl',
      settings: { zone: 'America/New_York', countryGuessed: false, capacity: 3, off: ['offers'] },
    });
  });

  it.each([
    [{ zone: 'Mars/Olympus' }, 422, 'I don’t know that time zone'],
    [{ country: 'XX' }, 422, 'I don’t know that country'],
    [{ hours: { from: '09:00', to: '09:00' } }, 422, 'start and end at the same time'],
    [{ daysOff: [1, 2, 3, 4, 5, 6, 7] }, 422, 'at least one working day'],
    [{ homeTeam: 'elsewhere' }, 422, 'not in that team'],
    [{ capacity: 99 }, 400, 'couldn’t read that'],
    [{ hours: { from: '9', to: '10' } }, 400, 'couldn’t read that'],
  ])('refuses %j with a clear sentence', async (patch, status, message) => {
    const refused = await house.api(alex, 'PATCH', '/me/settings', patch);
    expect(refused.status).toBe(status);
    expect(refused.body.error.message).toContain(message);
  });

  it('counts every change, so that an open tab notices one', async () => {
    const { body: before } = await house.api(alex, 'GET', '/me/rev');
    await house.say(alex, 'less often');
    const { body: after } = await house.api(alex, 'GET', '/me/rev');
    expect(after.rev).toBeGreaterThan(before.rev);
  });

  it('opens its first page with two reads of storage at most', async () => {
    // Signed in before, and nothing left for the worker: only the page itself is counted.
    await house.api(alex, 'GET', '/me');
    await house.app.worker?.look();
    house.tables.reset();
    await house.api(alex, 'GET', '/me');
    expect(house.tables.trips.reads).toBeLessThanOrEqual(2);
    expect(house.tables.trips.writes).toBe(0);
  });
});
