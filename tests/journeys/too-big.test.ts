import { localTenant } from '#bot/config';
import { allParked, replay } from '#bot/delivery/parked';
import { activityShape, inboundOf } from '#bot/doors/activity';
import { dispatcher, partsOf } from '#bot/doors/dispatch';
import { loadPerson, personPartition } from '#bot/records/person';
import type { Profile } from '#bot/records/profile';
import type { Somebody } from '#tests/cast';
import { cast, type House, openHouse, textOf } from '#tests/house';

const { alex, megan, adele } = cast;
/** One character to a reader, 48 bytes to Teams: a sign under fifteen marks. */
const heavy = `\u20ac${'\u20d0'.repeat(15)}`;

describe('what is larger than Teams or a row takes', () => {
  let house: House;
  beforeEach(async () => {
    house = await openHouse({ CLOCK_NOW: '2026-11-23T06:00:00Z' });
    await house.installTeam(alex, [alex, megan, adele]);
    for (const who of [alex, megan, adele]) {
      await house.install(who);
      await house.say(who, 'count me in');
    }
  });
  afterEach(() => house.close());

  const chatOf = (who: Somebody) =>
    house.teams.posted.filter(({ conversation }) => conversation === `chat-${who.teamsId}`);
  const thank = (from: Somebody, text: string, skill = 'Excel') =>
    house.api(from, 'POST', '/badges', {
      op: `thanks-${from.id}`,
      to: [megan.id],
      badge: 'time',
      skill,
      text,
      visibility: 'receiver',
    });
  const heavyThanks = () => thank(alex, heavy.repeat(500), heavy.repeat(40));
  const openOf = async (who: Somebody): Promise<{ kind: string }[]> =>
    (await house.api(who, 'GET', '/me')).body.open;
  const parked = () => allParked(house.app.deps.tables, house.app.ctx);
  const stored = (who: Somebody) => loadPerson(house.app.deps.tables, house.app.ctx, who.id);
  /** Puts a profile as an earlier version may have left it. */
  const put = async (who: Somebody, patch: Partial<Profile>) => {
    const { profile, rev } = await stored(who);
    const data = JSON.stringify({ ...profile, ...patch });
    const row = { rowKey: 'a~profile', data, rev };
    const partition = personPartition(house.app.ctx, who.id);
    await house.app.deps.tables.commit('People', partition, [{ kind: 'put', row }]);
    return data.length;
  };

  it('is set aside, and the rest goes out', async () => {
    expect((await heavyThanks()).status).toBe(200);
    await house.pass('2026-11-23T06:01:00Z');
    expect((await thank(adele, 'Every week you make time for my questions.')).status).toBe(200);
    const before = chatOf(megan).length;
    await house.pass('2026-11-23T16:00:00Z');
    const told = chatOf(megan)
      .slice(before)
      .map((message) => textOf(message).includes('Every week you make time'));
    expect(told).toEqual([true]);
    expect(await parked()).toMatchObject([{ kind: 'collect', why: 'MessageSizeTooBig' }]);
    // It waits where there is room for it, and nothing waits behind it.
    expect((await openOf(megan)).filter(({ kind }) => kind === 'badge')).toHaveLength(2);
    await house.pass('2026-12-02T12:00:00Z');
    expect(chatOf(megan).length).toBeGreaterThan(before + 1);
    expect(await parked()).toHaveLength(1);
  });

  it('waits alone where nothing else is to be told, until an operator says so', async () => {
    await heavyThanks();
    const before = chatOf(megan).length;
    await house.pass('2026-11-23T16:00:00Z');
    expect(chatOf(megan).length).toBe(before);
    const aside = async () =>
      (await stored(megan)).open.filter(({ aside: set }) => set === true).length;
    expect(await aside()).toBe(1);
    const [one] = await parked();
    const { ctx, deps } = house.app;
    expect(await replay(deps, ctx, one?.id ?? '', deps.clock.now())).toBe('again');
    expect(await aside()).toBe(0);
    // Looked at again, it is still too large.
    await house.pass('2026-11-24T12:00:00Z');
    expect(await aside()).toBe(1);
    expect(await parked()).toHaveLength(1);
  });

  it('is known by what Teams says of it too', async () => {
    // The offer of the digest has gone out before.
    await house.pass('2026-11-23T08:05:00Z');
    await thank(alex, heavy.repeat(450));
    const before = chatOf(megan).length;
    house.teams.fail(413);
    await house.pass('2026-11-23T16:00:00Z');
    expect(chatOf(megan).length).toBe(before);
    expect(await parked()).toMatchObject([{ kind: 'collect', why: 'MessageSizeTooBig' }]);
  });

  it('is refused in settings', async () => {
    for (const settings of [
      { daysOff: Array.from({ length: 1_000 }, () => 6) },
      { off: Array.from({ length: 1_000 }, () => 'digest') },
      { speaks: Array.from({ length: 1_000 }, () => 'en') },
      { homeTeam: 'x'.repeat(10_000) },
    ]) {
      const { status } = await house.api(alex, 'PATCH', '/me/settings', settings);
      expect(status).toBe(400);
    }
  });

  it('is small again where earlier settings said the same a thousand times', async () => {
    await put(megan, { speaks: Array.from({ length: 3_100 }, () => 'en' as const) });
    expect((await stored(megan)).profile.speaks).toEqual(['en']);
    await house.say(megan, 'pause 2 weeks');
    const row = house.tables
      .dump()
      .find(
        ({ row: { partitionKey, rowKey } }) =>
          rowKey === 'a~profile' && partitionKey.endsWith(megan.id),
      );
    expect(String(row?.row['data']).length).toBeLessThan(3_000);
  });

  it('with one colleague breaks nothing that another does', async () => {
    await house.say(megan, 'share Excel');
    await house.pass('2026-11-23T09:01:00Z');
    const ask = { skill: 'Excel', what: 'My pivot table counts empty cells.', minutes: 30 };
    const asked = await house.api(alex, 'POST', '/asks', {
      ...ask,
      op: 'form-0001',
      by: '2026-12-04',
    });
    expect(asked.status).toBe(200);
    await house.pass('2026-11-23T09:05:00Z');
    expect((await openOf(megan)).map(({ kind }) => kind)).toContain('help-offer');
    const size = await put(megan, { notAsked: ['x'] });
    await put(megan, { notAsked: ['x'.repeat(32_001 - size)] });
    const [mine] = (await house.api(alex, 'GET', '/asks')).body.mine;
    const withdrawn = await house.api(alex, 'POST', `/asks/${mine.id}/withdraw`, {});
    expect(withdrawn.status).toBe(200);
    expect((await thank(alex, 'Every week you make time for my questions.')).status).toBe(200);
    await house.app.worker?.look();
    expect((await house.api(alex, 'GET', '/badges')).body.given).toHaveLength(1);
  });

  it('is answered with where to find it, when the answer itself is too large', async () => {
    const card = { type: 'AdaptiveCard', body: [{ type: 'TextBlock', text: heavy.repeat(600) }] };
    const answer = dispatcher(
      house.app.deps,
      partsOf(house.app.features, {
        learn: () => undefined,
        isSkill: () => false,
        unknown: () => ({ kind: 'card', card, summary: '' }),
      }),
    );
    const said = activityShape.parse({
      id: 'a1',
      type: 'message',
      text: 'xyzzy plugh',
      channelId: 'msteams',
      serviceUrl: house.teams.serviceUrl,
      locale: 'nl-NL',
      from: { id: alex.teamsId, name: alex.name, aadObjectId: alex.id },
      recipient: { id: '28:bot', name: 'Pass It On' },
      conversation: { id: 'c', conversationType: 'personal', tenantId: localTenant },
    });
    const inbound = inboundOf(said, { kind: 'local', tenant: localTenant });
    if (inbound === undefined) throw new Error('passed over');
    expect((await answer(inbound)).reply).toEqual({ ok: false, why: 'common.refused.large' });
  });
});
