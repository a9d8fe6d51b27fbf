import { type Identity, localTenant } from '#bot/config';
import { type TeamId, teamId } from '#bot/core/ids';
import { activityShape, inboundOf } from '#bot/doors/activity';
import { dispatcher, partsOf } from '#bot/doors/dispatch';
import { loadPerson } from '#bot/records/person';
import { loadTeam } from '#bot/records/team';
import type { Somebody } from '#tests/cast';
import { cast, crew, type House, openHouse } from '#tests/house';

const { alex, megan, adele, daan } = cast;
const second = { id: teamId('19:second@thread.tacv2'), name: 'Second' };

describe('the life of a team', () => {
  let house: House;
  beforeEach(async () => {
    house = await openHouse();
    for (const who of [alex, megan]) {
      await house.install(who);
      await house.say(who, 'count me in');
    }
    await house.installTeam(alex, [alex, megan, adele]);
  });
  afterEach(() => house.close());

  const stored = (id: TeamId = crew.id) => loadTeam(house.app.deps.tables, house.app.ctx, id);
  const record = async (id?: TeamId) => (await stored(id)).team;
  const members = async (id?: TeamId) => (await stored(id)).members.map(({ name }) => name).sort();
  const person = (who: Somebody) => loadPerson(house.app.deps.tables, house.app.ctx, who.id);
  const home = async (who: Somebody) => (await person(who)).profile.homeTeam?.id;
  /** As Teams tells it: by whom, of which team, and in which channel. */
  const activity = (
    more: object,
    team: { id: string; name?: string } = crew,
    channel = team.id,
  ) => ({
    id: `e${Math.random()}`,
    type: 'conversationUpdate',
    channelId: 'msteams',
    serviceUrl: house.teams.serviceUrl,
    from: { id: alex.teamsId, aadObjectId: alex.id },
    recipient: { id: '28:bot', name: 'Pass It On' },
    conversation: {
      id: channel,
      conversationType: 'channel',
      isGroup: true,
      tenantId: localTenant,
    },
    ...more,
    channelData: {
      tenant: { id: localTenant },
      team,
      channel: { id: channel },
      ...('channelData' in more ? (more.channelData as object) : {}),
    },
  });
  const tell = async (...given: Parameters<typeof activity>) => {
    const response = await house.send(activity(...given));
    expect(response.status).toBe(200);
    await house.app.worker?.look();
  };
  const event = (eventType: string) => ({ channelData: { eventType } });
  const install = { type: 'installationUpdate', action: 'add' };
  const remove = { type: 'installationUpdate', action: 'remove' };

  it('ends with its deletion, and goes on when it is restored', async () => {
    await tell(event('teamDeleted'));
    expect((await record()).left).toBe(true);
    await tell(event('teamRestored'));
    expect((await record()).left).toBe(false);
    expect(await home(megan)).toBe(crew.id);
  });

  it('goes on in another channel when the bot is removed and installed there', async () => {
    const elsewhere = '19:elsewhere@thread.tacv2';
    await tell(install, crew, elsewhere);
    expect((await record()).channel?.id).toBe(crew.id);
    await tell(remove);
    await tell(install, crew, elsewhere);
    expect(await record()).toMatchObject({ left: false, channel: { id: elsewhere } });
    // The channel that was chosen for it, whatever the conversation is.
    await tell(remove);
    const chosen = '19:chosen@thread.tacv2';
    await tell({ ...install, channelData: { settings: { selectedChannel: { id: chosen } } } });
    expect((await record()).channel?.id).toBe(chosen);
  });

  it.each([
    ['is deleted', event('channelDeleted')],
    [
      'is shared and the bot leaves it',
      { ...event('channelMemberRemoved'), membersRemoved: [{ id: '28:bot' }] },
    ],
  ])('moves to the first channel when its own %s', async (_, gone) => {
    const elsewhere = '19:elsewhere@thread.tacv2';
    await tell(gone, crew, '19:other@thread.tacv2');
    expect(await record()).toMatchObject({ left: false, channel: { id: crew.id } });
    await tell(remove);
    await tell(install, crew, elsewhere);
    await tell(gone, crew, '19:other@thread.tacv2');
    expect((await record()).channel?.id).toBe(elsewhere);
    await tell(gone, crew, elsewhere);
    expect(await record()).toMatchObject({ left: false, channel: { id: crew.id } });
  });

  it('gives its people another home when it is deleted: another team of theirs, or one made anew', async () => {
    house.teams.members = [megan];
    await tell(install, second);
    expect(await home(megan)).toBe(crew.id);
    await tell(event('teamDeleted'));
    expect((await person(megan)).profile.homeTeam).toEqual({ id: second.id, since: '2026-11-23' });
    // Nowhere else to go: until the team is made anew.
    expect(await home(alex)).toBe(crew.id);
    house.teams.members = [alex, megan];
    await tell(install, { id: '19:anew@thread.tacv2', name: 'Crew' });
    expect(await home(alex)).toBe('19:anew@thread.tacv2');
    expect(await home(megan)).toBe(second.id);
  });

  it('keeps its new name, with everybody in it', async () => {
    const { since } = (await person(megan)).teams[0] ?? {};
    await tell(event('teamRenamed'), { ...crew, name: 'Crew of 2027' });
    expect((await record()).name).toBe('Crew of 2027');
    for (const who of [alex, megan, adele]) {
      expect((await person(who)).teams).toEqual([{ id: crew.id, name: 'Crew of 2027', since }]);
    }
  });

  it('is reached where Teams last wrote from', async () => {
    const serviceUrl = `${house.teams.serviceUrl}/amer/`;
    await tell({ type: 'message', text: '<at>Pass It On</at> help', serviceUrl });
    expect((await record()).channel).toEqual({ id: crew.id, serviceUrl });
  });

  it('has everybody once, whoever stands on two pages', async () => {
    house.teams.pages = [
      [alex, megan],
      [megan, daan],
      [daan, adele],
    ];
    await tell({ membersAdded: [{ id: daan.teamsId }] });
    expect(await members()).toEqual([alex, megan, daan, adele].map(({ name }) => name).sort());
  });

  it('loses nobody for a page that is empty, or for a roster that Teams refuses', async () => {
    const everybody = await members();
    for (const pages of [[[]], [[alex, megan], []], [[alex], [], [megan]]]) {
      house.teams.pages = pages;
      await tell({ membersRemoved: [{ id: adele.teamsId }] });
      expect(await members()).toEqual(everybody);
    }
    house.teams.pages = undefined;
    house.teams.members = [alex, megan];
    await tell({ membersRemoved: [{ id: adele.teamsId }] });
    expect(await members()).toEqual([alex.name, megan.name].sort());
  });

  it('is read again every night', async () => {
    house.teams.members = [alex, megan, daan];
    await house.pass('2026-11-23T21:00:00Z');
    expect(await members()).toContain(adele.name);
    await house.pass('2026-11-24T06:00:00Z');
    expect(await members()).toEqual([alex, megan, daan].map(({ name }) => name).sort());
  });

  it('asks no guest for help, and counts none', async () => {
    const indexed = () =>
      house.tables
        .dump()
        .filter(({ table, row }) => table === 'SkillIndex' && row.rowKey.includes(megan.id));
    await house.say(megan, 'share Excel');
    await house.pass('2026-11-23T06:30:00Z');
    expect(indexed()).toHaveLength(1);
    house.teams.members = [alex, { ...megan, guest: true }, adele];
    await house.pass('2026-11-24T06:00:00Z');
    expect(indexed()).toEqual([]);
    // In no team any more they are a guest still.
    house.teams.members = [alex, adele];
    await house.pass('2026-11-24T18:00:00Z');
    await house.say(megan, 'share Word');
    await house.pass('2026-11-24T19:00:00Z');
    expect(indexed()).toEqual([]);
    house.teams.members = [alex, megan, adele];
    await house.pass('2026-11-25T06:00:00Z');
    expect(indexed()).toHaveLength(2);
  });

  describe('told without the Entra id of who did it', () => {
    const production: Identity = {
      kind: 'entra',
      tenant: localTenant,
      botId: 'bot',
      botType: 'UserAssignedMSI',
      ssoClientId: 'sso',
      host: 'bot.example.com',
      teamsAppId: 'app',
    };
    const dispatch = (given: object) => {
      const shape = activityShape.parse(given);
      const inbound = inboundOf(shape, production);
      if (inbound === undefined) throw new Error('passed over');
      expect(inbound.me).toBeUndefined();
      return dispatcher(
        house.app.deps,
        partsOf(house.app.features, {
          learn: () => undefined,
          isSkill: () => false,
          unknown: () => ({ kind: 'nothing' }),
        }),
      )(inbound);
    };
    const nameless = { from: { id: '29:nobody' } };

    it('happens all the same', async () => {
      await dispatch(activity({ ...nameless, ...event('teamDeleted') }));
      expect((await record()).left).toBe(true);
      await dispatch(activity({ ...nameless, ...event('teamRestored') }));
      expect((await record()).left).toBe(false);
      await dispatch(activity({ ...nameless, ...install }, second));
      expect(house.teams.posted.at(-1)?.conversation).toBe(second.id);
      expect((await record(second.id)).channel?.id).toBe(second.id);
    });

    it('is theirs whom Teams’ own id names, when somebody installs the bot for themselves', async () => {
      house.teams.members = [daan];
      await dispatch({
        ...activity({ ...install, from: { id: daan.teamsId } }),
        conversation: { id: 'chat-29:daan', conversationType: 'personal', tenantId: localTenant },
        channelData: { tenant: { id: localTenant } },
      });
      // Here nothing is learnt of their chat: the welcome is claimed, and has nowhere to go.
      expect((await person(daan)).sent.map(({ key }) => key)).toEqual(['welcome']);
    });

    it('is nobody’s word to the bot', () => {
      const said = activityShape.parse(activity({ ...nameless, type: 'message', text: 'help' }));
      expect(inboundOf(said, production)).toBeUndefined();
    });
  });
});
