import { cast, type House, openHouse, textOf } from '#tests/house';

const { adele: me, megan, sanne } = cast;
const words = 'You made time for me: now I dare to do it on my own';

describe('the card of a badge in its receiver’s chat, after its giver erased everything', () => {
  let house: House;
  beforeEach(async () => {
    house = await openHouse({ CLOCK_NOW: '2026-11-23T09:00:00Z' });
    for (const who of [me, megan, sanne]) {
      await house.install(who);
      await house.say(who, 'count me in');
    }
    await house.say(sanne, 'language nl');
    const badge = { badge: 'time', skill: 'Excel', text: words, visibility: 'receiver' };
    await house.api(me, 'POST', '/badges', {
      ...badge,
      op: 'badge-0001',
      to: [megan.id, sanne.id],
    });
    await house.pass('2026-11-23T09:01:00Z');
    expect(JSON.stringify(cardOf(megan)?.activity)).toContain(words);
    expect(JSON.stringify(cardOf(sanne)?.activity)).toContain(me.name);
  });
  afterEach(() => house.close());

  const cardOf = (who: typeof me) =>
    house.teams.posted.find(
      ({ conversation, activity }) =>
        conversation === `chat-${who.teamsId}` && JSON.stringify(activity).includes('badges/time'),
    );
  const erase = async (who = me) => {
    await house.api(who, 'POST', '/me/erase', { confirm: 'erase' });
    await house.app.worker?.look();
  };
  const expectNobody = (who: typeof me) => {
    const said = JSON.stringify(cardOf(who)?.activity);
    for (const gone of [me.name, me.id, words]) expect(said).not.toContain(gone);
  };

  it('keeps badge and skill, without name and words, and nothing new is sent', async () => {
    const posted = house.teams.posted.length;
    await erase();
    expectNobody(megan);
    expectNobody(sanne);
    expect(textOf(cardOf(megan))).toContain('**a colleague** thanks you, for **Excel**');
    expect(textOf(cardOf(sanne))).toContain('**een collega** bedankt je');
    expect(cardOf(megan)?.activity['summary']).toContain('a colleague');
    await house.pass('2026-11-23T09:30:00Z');
    expect(cardOf(megan)?.updates).toBe(1);
    expect(house.teams.posted).toHaveLength(posted);
    const left = house.tables.dump().filter(({ row }) => row.rowKey.startsWith('erase'));
    expect(left).toEqual([]);
  });

  it('is drawn at the next look when Teams did not take it', async () => {
    house.teams.fail(503, 503, 503, 503);
    await erase();
    await house.pass('2026-11-23T09:30:00Z');
    expectNobody(megan);
    expectNobody(sanne);
  });

  it('does what its buttons say, as before', async () => {
    await erase();
    const { body } = await house.press(megan, cardOf(megan) as never, 'Hide this badge');
    expect(JSON.stringify(body)).toContain('you can show it again');
    expect(JSON.stringify(body)).not.toContain(me.name);
  });

  it('names one receiver less, when that one erased everything', async () => {
    await erase(sanne);
    expect(textOf(cardOf(megan))).toContain(me.name);
    expect(JSON.stringify(cardOf(megan)?.activity)).not.toContain(sanne.name);
  });

  it('stays as it is when the badge was taken back before', async () => {
    const { given } = (await house.api(me, 'GET', '/badges')).body;
    await house.api(me, 'POST', `/badges/given/${given[0].id}/take-back`);
    await house.app.worker?.look();
    await erase();
    await house.pass('2026-11-23T09:30:00Z');
    const chat = house.teams.posted.filter(({ conversation }) => conversation.includes('megan'));
    expect(chat.filter((message) => textOf(message).includes('Withdrawn'))).toHaveLength(1);
  });

  it('is withdrawn all the same when Teams took neither that nor the erase at first', async () => {
    const { given } = (await house.api(me, 'GET', '/badges')).body;
    await house.api(me, 'POST', `/badges/given/${given[0].id}/take-back`);
    house.teams.fail(503, 503, 503, 503, 503, 503);
    await erase();
    expect(JSON.stringify(cardOf(megan)?.activity)).toContain(words);
    await house.pass('2026-11-23T09:30:00Z');
    for (const who of [megan, sanne]) {
      const chat = house.teams.posted.filter(
        ({ conversation }) => conversation === `chat-${who.teamsId}`,
      );
      expect(JSON.stringify(chat)).not.toContain(words);
      expect(JSON.stringify(chat)).not.toContain(me.name);
    }
  });
});
