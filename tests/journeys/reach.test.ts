import { loadPerson } from '#bot/records/person';
import type { Somebody } from '#tests/cast';
import { cast, type House, openHouse } from '#tests/house';

const { alex, megan, adele, daan, sanne } = cast;
const tuesday = '2026-11-24T12:00:00Z';

describe('where somebody can be written to', () => {
  let house: House;
  beforeEach(async () => {
    house = await openHouse();
    await house.install(alex);
    await house.installTeam(alex, [alex, megan]);
  });
  afterEach(() => house.close());

  const profileOf = async (who: Somebody) =>
    (await loadPerson(house.app.deps.tables, house.app.ctx, who.id)).profile;
  const inChat = (who: Somebody) =>
    house.teams.posted.filter(({ conversation }) => conversation === `chat-${who.teamsId}`);
  const banner = async (who: Somebody) => (await house.api(who, 'GET', '/me')).body.undelivered;
  const sayYes = (who: Somebody) => house.api(who, 'PUT', '/me/consent', { answer: 'in' });

  it('is a chat that is opened, once, for a yes from the tab', async () => {
    await sayYes(megan);
    expect((await profileOf(megan)).nextMoment).toBeNull();
    await house.pass(tuesday);
    expect(house.teams.opened).toEqual([megan.id]);
    expect(inChat(megan)).toHaveLength(1);
    await house.pass('2026-12-02T12:00:00Z');
    expect(house.teams.opened).toEqual([megan.id]);
    expect(inChat(megan)).toHaveLength(2);
  });

  it('is opened at night for somebody whose install was missed', async () => {
    await sayYes(megan);
    // As a version wrote it that opened no chats.
    for (const { table, row } of house.tables.dump()) {
      const { partitionKey, rowKey } = row;
      if (table === 'Due' && rowKey.includes('~chat~')) {
        await house.tables.commit('Due', partitionKey, [{ kind: 'delete', rowKey }]);
      }
    }
    await house.pass('2026-11-23T20:00:00Z');
    expect(house.teams.opened).toEqual([]);
    await house.pass(tuesday);
    expect(house.teams.opened).toEqual([megan.id]);
    expect(inChat(megan)).toHaveLength(1);
  });

  it('is asked for once where Teams refuses, and the tab says what to do', async () => {
    await sayYes(megan);
    house.teams.fail({ status: 403, body: { error: { code: 'BotNotInConversationRoster' } } });
    await house.pass('2026-11-23T08:00:00Z');
    expect(await banner(megan)).toBe('noChat');
    // Opening the tab tells nothing of the chat.
    expect(await banner(megan)).toBe('noChat');
    await house.pass('2026-11-27T12:00:00Z');
    expect(house.teams.opened).toEqual([]);
    await house.say(megan, 'help');
    expect(await banner(megan)).toBeNull();
  });

  it('tries again while Teams is too busy to open it', async () => {
    await sayYes(megan);
    house.teams.fail(503, 429);
    await house.pass(tuesday);
    expect(house.teams.opened).toEqual([megan.id]);
    expect(inChat(megan)).toHaveLength(1);
  });

  it('is gone only after two words of Teams, hours apart; the chat is made anew in between', async () => {
    await house.say(alex, 'count me in');
    // The offer of the digest has gone out before.
    await house.pass('2026-11-23T09:00:00Z');
    const before = inChat(alex).length;
    const gone = { status: 404, body: { error: { code: 'ConversationNotFound' } } };
    house.teams.fail(gone);
    await house.pass('2026-11-24T09:30:00Z');
    expect(house.teams.opened).toEqual([alex.teamsId]);
    expect((await profileOf(alex)).reach).toMatchObject({ state: 'ok' });
    await house.pass('2026-11-24T15:00:00Z');
    expect(inChat(alex)).toHaveLength(before + 1);
    expect((await profileOf(alex)).reach).toEqual({ state: 'ok' });

    house.teams.fail(gone);
    await house.pass('2026-12-01T09:30:00Z');
    house.teams.fail(gone);
    await house.pass('2026-12-01T15:00:00Z');
    expect((await profileOf(alex)).reach).toMatchObject({ why: 'ConversationNotFound' });
    expect(await banner(alex)).toBe('noChat');
  });

  it('is shut by a block at once, in either shape, and five of them stop nobody else', async () => {
    const blocked = [
      { error: { code: 'MessageWritesBlocked' } },
      { errorCode: 209, message: '{"subCode":"MessageWritesBlocked","details":"x"}' },
    ];
    const people = [alex, megan, adele, daan, sanne];
    for (const who of people) {
      await house.install(who);
      await house.say(who, 'count me in');
    }
    house.teams.fail(...people.map((_, n) => ({ status: 403, body: blocked[n % 2] ?? {} })));
    await house.pass(tuesday);
    expect(house.app.deps.control.block).toBeUndefined();
    for (const who of people) {
      expect((await profileOf(who)).reach).toMatchObject({ why: 'MessageWritesBlocked' });
      expect(await banner(who)).toBe('blocked');
    }
  });
});
