import { localTenant } from '#bot/config';
import { loadPerson } from '#bot/records/person';
import { cast, type House, openHouse } from '#tests/house';

const { alex, megan } = cast;
const chat = 'chat-29:alex';

describe('the private chat', () => {
  let house: House;
  beforeEach(async () => {
    house = await openHouse();
    await house.install(alex);
    await house.say(alex, 'count me in');
  });
  afterEach(() => house.close());

  const known = async (who = alex) =>
    (await loadPerson(house.app.deps.tables, house.app.ctx, who.id)).profile.conversation;
  const personal = (id: string) => ({
    conversation: { id, conversationType: 'personal', tenantId: localTenant },
  });

  // As Teams tells of a press on a card of a message extension.
  it.each(['19:alex_megan@unq.gbl.spaces', 'a:another'])(
    'stays where it is after a press in another chat of two, %s, and shows nothing there',
    async (id) => {
      const { body } = await house.act(alex, 'people.help', {}, personal(id));
      expect(body.type).toBe('application/vnd.microsoft.activity.message');
      await house.act(alex, 'checkin.open', {}, personal(id));
      expect((await known())?.id).toBe(chat);
      const before = house.teams.posted.length;
      await house.pass('2026-11-24T12:00:00Z');
      const sent = house.teams.posted.slice(before);
      expect(sent.map(({ conversation }) => conversation)).toEqual([chat]);
    },
  );

  it('is not learnt from a press by somebody who never had one', async () => {
    await house.act(megan, 'people.in', {}, personal('19:alex_megan@unq.gbl.spaces'));
    expect(await known(megan)).toBeUndefined();
  });

  it('is renewed by a press in it, and replaced by a message in a new one', async () => {
    const serviceUrl = `${house.teams.serviceUrl}/emea/`;
    await house.act(alex, 'people.help', {}, { serviceUrl });
    expect(await known()).toEqual({ id: chat, serviceUrl });
    await house.say(alex, 'help', personal('a:new'));
    expect((await known())?.id).toBe('a:new');
  });
});
