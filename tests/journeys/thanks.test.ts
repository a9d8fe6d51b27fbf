import { localTenant } from '#bot/config';
import type { Card } from '#bot/ports';
import { expectGoodCard } from '#tests/cards';
import { channelOf, type Posted } from '#tests/fakes/teams';
import {
  actionsIn,
  buttonsOf,
  cast,
  crew,
  type House,
  type Invoked,
  openHouse,
  textOf,
} from '#tests/house';

const { alex, megan, adele, isaiah, daan, sanne, patti, lynne } = cast;
const story = 'You sat down with me for half an hour, and the report now takes ten minutes.';
const filled = { badge: 'explained', skill: 'Pivot tables', text: story };

/** The card an invoke was answered with. */
const cardOf = ({ body }: Invoked): Card => {
  expect(body.type).toBe('application/vnd.microsoft.card.adaptive');
  return body.value as Card;
};
const says = (card: unknown): string =>
  textOf({ activity: { attachments: [{ content: card }] } } as unknown as Posted);
const inputOf = (card: unknown, id: string): Record<string, unknown> => {
  const walk = (node: unknown): Record<string, unknown> | undefined => {
    if (node === null || typeof node !== 'object') return undefined;
    if ((node as { id?: unknown }).id === id) return node as Record<string, unknown>;
    for (const inside of Object.values(node)) {
      const found = walk(inside);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const found = walk(card);
  if (found === undefined) throw new Error(`no input ${id}`);
  return found;
};
const contentOf = (message: Posted | undefined): Card =>
  (message?.activity['attachments'] as { content: Card }[] | undefined)?.[0]?.content as Card;

describe('thanks', () => {
  let house: House;
  beforeEach(async () => {
    house = await openHouse();
    await house.installTeam(alex, [alex, megan, adele, isaiah, daan, sanne]);
    for (const who of [alex, megan, adele, daan]) await house.install(who);
  });
  afterEach(() => house.close());

  const countIn = (who: typeof alex) => house.api(who, 'PUT', '/me/consent', { answer: 'in' });
  const chatOf = (who: typeof alex): Posted[] =>
    house.teams.posted.filter(({ conversation }) => conversation === `chat-${who.teamsId}`);
  const inChannel = (): Posted[] =>
    house.teams.posted.filter(({ conversation }) => conversation === crew.id);
  const badgesOf = async (who: typeof alex) => (await house.api(who, 'GET', '/badges')).body;
  let ops = 0;
  const give = (who: typeof alex, to: readonly (typeof alex)[], more: object = {}) => {
    ops += 1;
    return house.api(who, 'POST', '/badges', {
      op: `operation-${ops}`,
      to: to.map(({ id }) => id),
      ...filled,
      text: `${story} (${ops})`,
      visibility: 'receiver',
      ...more,
    });
  };
  const settle = () => house.app.worker?.look();
  const rows = (start: string) =>
    house.tables
      .dump()
      .filter(({ table, row }) => table === 'People' && row.rowKey.startsWith(start));

  it('asks once, privately, whether whoever was thanked three times for one skill wants to coach', async () => {
    for (const who of [alex, megan, adele, daan]) await countIn(who);
    await house.say(megan, 'share Pivot tables');
    const offers = async () =>
      (await house.api(megan, 'GET', '/me')).body.open.filter(
        ({ kind }: { kind: string }) => kind === 'coach-offer',
      );
    const sees = async () => {
      const { open } = (await house.api(megan, 'GET', '/me')).body;
      const badges = open.filter(({ kind }: { kind: string }) => kind === 'badge');
      for (const { id: item } of badges) await house.act(megan, 'item', { item, act: 'seen' });
    };
    for (const who of [alex, adele]) await give(who, [megan]);
    await sees();
    expect(await offers()).toEqual([]);
    await give(daan, [megan]);
    await sees();
    expect(await offers()).toMatchObject([{ title: 'Would you like to coach in Pivot tables?' }]);
    for (const who of [alex, adele, daan]) {
      expect(JSON.stringify((await house.api(who, 'GET', '/me')).body)).not.toContain('coach in');
    }
    const [{ id: item }] = await offers();
    const done = await house.act(megan, 'item', { item, act: 'yes' });
    expect(JSON.stringify(done.body)).toContain('is now *can coach*');
    expect((await house.api(megan, 'GET', '/me')).body.shares).toMatchObject([{ level: 'coach' }]);
    // A no, or a level put back, is not asked about again.
    const [{ id: share }] = (await house.api(megan, 'GET', '/me')).body.shares;
    await house.api(megan, 'PATCH', `/skills/share/${share}`, { level: 'explain' });
    await give(alex, [megan]);
    await sees();
    expect(await offers()).toEqual([]);
  });

  describe('giving in the own chat', () => {
    it('turns a typed name and skill into a form, and the form into a receipt', async () => {
      const [form] = await house.say(alex, 'Thank megan for pivot tables.');
      expectGoodCard(contentOf(form));
      expect(inputOf(contentOf(form), 'to')['value']).toBe(megan.id);
      expect(inputOf(contentOf(form), 'skill')['value']).toBe('pivot tables');
      const receipt = cardOf(
        await house.press(alex, form as Posted, 'Send the badge', { to: megan.id, ...filled }),
      );
      expectGoodCard(receipt);
      expect(says(receipt)).toContain('For Megan Bowen.');
      expect(says(receipt)).toContain('hear about it within their own working hours');
      await house.app.settled();
      expect(textOf(form)).toContain('Take back');
      const { received } = await badgesOf(megan);
      expect(received).toEqual([
        expect.objectContaining({
          badge: 'explained',
          skill: 'Pivot tables',
          text: story,
          from: 'Alex Wilber',
          visibility: 'receiver',
          hidden: false,
          offer: 'open',
        }),
      ]);
      const { given } = await badgesOf(alex);
      expect(given[0].to).toEqual([{ id: megan.id, name: 'Megan Bowen' }]);
    });

    it('understands Dutch, accents and first names of several people', async () => {
      const [form] = await house.say(alex, 'bedank Mégan en daan jansen voor Excel', {
        locale: 'nl-NL',
      });
      expect(inputOf(contentOf(form), 'to')['value']).toBe(`${megan.id},${daan.id}`);
      expect(textOf(form)).toContain('Wie wil je bedanken?');
    });

    it('shows the empty form for the bare word', async () => {
      const [form] = await house.say(alex, 'thank');
      expect(inputOf(contentOf(form), 'to')['value']).toBe('');
      expect(inputOf(contentOf(form), 'to')['choices']).toHaveLength(5);
    });

    it('says so when nobody has the name, and lists who has', async () => {
      const [form] = await house.say(alex, 'thank Zebedee for jumping');
      expect(textOf(form)).toContain('anybody called Zebedee');
      expect(inputOf(contentOf(form), 'to')['choices']).toHaveLength(5);
    });

    it('offers a choice when two colleagues have the name', async () => {
      const twin = { ...patti, name: 'Megan Fernandez' };
      await house.installTeam(alex, [alex, megan, twin]);
      const [which] = await house.say(alex, 'thank Megan for Excel');
      expectGoodCard(contentOf(which));
      expect(buttonsOf(which).map(({ title }) => title)).toEqual([
        'Megan Bowen',
        'Megan Fernandez',
        'Somebody else',
      ]);
      const form = cardOf(await house.press(alex, which as Posted, 'Megan Fernandez'));
      expect(inputOf(form, 'to')['value']).toBe(twin.id);
      expect(inputOf(form, 'skill')['value']).toBe('Excel');
    });

    it('keeps what was typed when something is missing', async () => {
      const [form] = await house.say(alex, 'thank Megan');
      const again = cardOf(
        await house.press(alex, form as Posted, 'Send the badge', {
          to: megan.id,
          badge: 'time',
          skill: 'Excel',
          text: 'Too short',
        }),
      );
      expectGoodCard(again);
      expect(says(again)).toContain('11 more are needed');
      expect(inputOf(again, 'text')['value']).toBe('Too short');
      expect(inputOf(again, 'badge')['value']).toBe('time');
      expect(rows('g~')).toEqual([]);
    });

    it('refuses oneself, by name and by form', async () => {
      const [said] = await house.say(alex, 'thank alex');
      expect(textOf(said)).toContain('somebody else');
      const card = cardOf(await house.act(alex, 'thanks.give', { ...filled, to: alex.id }));
      expect(says(card)).toContain('somebody else');
    });

    it('sends once however often the same form is pressed', async () => {
      const [form] = await house.say(alex, 'thank Megan');
      // The card as it was, in a client that has not heard of the update.
      const stale = { ...(form as Posted) };
      const press = () => house.press(alex, stale, 'Send the badge', { to: megan.id, ...filled });
      const [first, second] = [cardOf(await press()), cardOf(await press())];
      expect(says(second)).toBe(says(first));
      expect(rows('g~')).toHaveLength(1);
      expect(rows('r~')).toHaveLength(1);
    });

    it('sends once when Teams delivers the same press twice', async () => {
      const activity = { id: 'same-activity' };
      const data = { ...filled, to: megan.id };
      const [first, second] = [
        await house.act(alex, 'thanks.give', data, activity),
        await house.act(alex, 'thanks.give', data, activity),
      ];
      expect(second.body).toEqual(first.body);
      expect(rows('g~')).toHaveLength(1);
    });

    it('answers nonsense in a form with a sentence', async () => {
      for (const data of [
        {},
        { to: null, badge: 7, skill: {}, text: [] },
        { to: 'x'.repeat(10_000), badge: 'x'.repeat(10_000), skill: 'y', text: 'z' },
        { to: megan.id, ...filled, skill: 'y'.repeat(10_000) },
        { to: megan.id, ...filled, text: 'z'.repeat(10_000) },
        { to: megan.id, ...filled, sees: 'everybody', team: 'x'.repeat(9_999) },
      ]) {
        const { body } = await house.act(alex, 'thanks.give', data);
        if (body.type === 'application/vnd.microsoft.card.adaptive') {
          expectGoodCard(body.value as Card);
        } else expect(String(body.value)).not.toBe('');
      }
    });

    it('lets somebody leave the form', async () => {
      const [form] = await house.say(alex, 'thank Megan');
      const card = cardOf(await house.press(alex, form as Posted, 'Not now'));
      expect(says(card)).toContain('nothing was sent');
    });
  });

  describe('giving in a channel', () => {
    it('is for the one who asked, and shows nobody what was typed', async () => {
      const [form] = await house.mention(alex, 'thank Megan for pivot tables');
      expectGoodCard(contentOf(form));
      const refused = await house.press(daan, form as Posted, 'Send the badge', {
        to: megan.id,
        ...filled,
      });
      expect(refused.body.value).toContain('somebody else');
      const short = await house.press(alex, form as Posted, 'Send the badge', {
        to: megan.id,
        ...filled,
        text: 'Secret',
      });
      expect(short.body.type).toBe('application/vnd.microsoft.activity.message');
      await house.press(alex, form as Posted, 'Send the badge', { to: megan.id, ...filled });
      await house.app.settled();
      await settle();
      expect(inChannel().map(textOf).join()).not.toContain('half an hour');
      expect(inChannel().map(textOf).join()).not.toContain('Secret');
      expect(textOf(form)).toContain('your own Badges page');
      expect((await badgesOf(megan)).received).toHaveLength(1);
    });

    it('changes no message but the presser’s own card, by a button that is on it', async () => {
      const form = async (who: typeof alex) =>
        (await house.mention(who, 'thank Megan'))[0] as Posted;
      const [alexs, daans] = [await form(alex), await form(daan)];
      await house.press(alex, alexs, 'Send the badge', {
        to: megan.id,
        ...filled,
        sees: 'team',
      });
      await settle();
      const badge = inChannel().at(-1) as Posted;
      expect(textOf(badge)).toContain('half an hour');
      const { conversation, channelData } = channelOf();
      const here = {
        conversation: { ...conversation, tenantId: localTenant },
        channelData: { ...channelData, tenant: { id: localTenant } },
      };
      const daansMark = buttonsOf(daans).find(({ verb }) => verb === 'thanks.cancel')?.data ?? {};
      const updates = () => [alexs, badge, daans].map((message) => message.updates);
      const before = updates();
      for (const [verb, data, on] of [
        // Somebody else's badge, somebody else's form, a button that is not there.
        ['thanks.cancel', daansMark, badge],
        ['thanks.cancel', {}, badge],
        ['thanks.cancel', daansMark, alexs],
        ['thanks.open', { to: [] }, daans],
      ] as const) {
        for (const place of [here, { conversation: { ...here.conversation, id: 'elsewhere' } }]) {
          await house.act(daan, verb, data, { ...place, replyToId: on.id });
          const submit = { type: 'message', text: '', value: { verb, ...data } };
          await house.say(daan, '', { ...submit, ...place, replyToId: on.id });
        }
      }
      expect(updates()).toEqual(before);
      await house.press(daan, daans, 'Not now');
      expect(textOf(daans)).toContain('nothing was sent');
      // Nobody waits for a press any more: nothing is kept of who asked.
      const kept = house.tables.dump().filter(({ row }) => /public-card$/.test(row.partitionKey));
      expect(kept).toEqual([]);
    });

    it('remembers a form that nobody sends for a month, by marks and for no longer', async () => {
      await house.mention(alex, 'thank Megan');
      const kept = () =>
        house.tables.dump().filter(({ row }) => /public-card$/.test(row.partitionKey));
      expect(kept()).toHaveLength(1);
      expect(JSON.stringify(kept())).not.toContain(alex.id);
      await house.pass('2026-12-24T06:00:00Z');
      expect(kept()).toEqual([]);
    });

    it('costs nothing more in one’s own chat', async () => {
      const [form] = await house.say(alex, 'thank Megan');
      const read = jest.spyOn(house.tables, 'read');
      await house.press(alex, form as Posted, 'Not now');
      const control = read.mock.calls.filter(([table]) => table === 'Control');
      expect(textOf(form)).toContain('nothing was sent');
      expect(control).toEqual([]);
      expect(house.tables.dump().some(({ row }) => /public-card/.test(row.partitionKey))).toBe(
        false,
      );
    });

    it('takes the people who are mentioned', async () => {
      const tag = { id: daan.teamsId, name: daan.name, aadObjectId: daan.id };
      const { conversation, channelData } = channelOf();
      const [form] = await house.say(alex, '<at>Bot</at> thank <at>Daan</at> for Excel', {
        conversation: { ...conversation, tenantId: localTenant },
        channelData,
        entities: [
          { type: 'mention', text: '<at>Bot</at>', mentioned: { id: '28:bot', name: 'Bot' } },
          { type: 'mention', text: '<at>Daan</at>', mentioned: tag },
        ],
      });
      expect(inputOf(contentOf(form), 'to')['value']).toBe(daan.id);
      expect(inputOf(contentOf(form), 'skill')['value']).toBe('Excel');
    });

    it('posts the badge once when the giver wants the channel to see it', async () => {
      const before = inChannel().length;
      const [form] = await house.mention(alex, 'thank Megan');
      await house.press(alex, form as Posted, 'Send the badge', {
        to: `${megan.id},${daan.id}`,
        ...filled,
        sees: 'team',
      });
      await settle();
      await settle();
      const [, post, ...more] = inChannel().slice(before);
      expect(more).toEqual([]);
      expectGoodCard(contentOf(post));
      expect(textOf(post)).toContain('Alex Wilber thanks Megan Bowen and Daan Jansen');
      expect(textOf(post)).toContain('half an hour');
      expect(buttonsOf(post)).toEqual([]);
    });

    it('refuses before anything is kept when the team switched badges off', async () => {
      const [team] = house.tables.dump().filter(({ row: { rowKey } }) => rowKey === 'team');
      if (team === undefined) throw new Error('no team');
      const off = { ...JSON.parse(String(team.row['data'])), off: ['badges'] };
      await house.tables.commit('Teams', team.row.partitionKey, [
        { kind: 'put', row: { rowKey: 'team', data: JSON.stringify(off) } },
      ]);
      const { status, body } = await give(alex, [megan], { visibility: 'team', team: crew.id });
      expect([status, body.error.message]).toEqual([
        422,
        expect.stringContaining('Crew has switched badges off'),
      ]);
      expect(rows('g~')).toEqual([]);
      const [said] = await house.mention(alex, 'thank Megan');
      expect(textOf(said)).toContain('switched badges off');
    });

    it('tries a refused post again, and never one that may have arrived', async () => {
      const before = inChannel().length;
      house.teams.fail(429);
      await give(alex, [megan], { visibility: 'team', team: crew.id });
      await settle();
      expect(inChannel()).toHaveLength(before);
      await house.pass('2026-11-23T06:05:00Z');
      expect(inChannel()).toHaveLength(before + 1);
      house.teams.fail(500);
      await give(alex, [daan], { visibility: 'team', team: crew.id });
      await settle();
      await house.pass('2026-11-23T06:30:00Z');
      expect(inChannel()).toHaveLength(before + 1);
    });
  });

  describe('a post that Teams does not take', () => {
    const forMe = async () =>
      (await house.api(alex, 'GET', '/me')).body.open.map(({ title }: { title: string }) => title);

    it('waits for an operator, who can try it again; its giver is told until it stands there', async () => {
      const before = inChannel().length;
      house.teams.fail(400);
      await give(alex, [megan], { visibility: 'team', team: crew.id });
      await settle();
      expect(inChannel()).toHaveLength(before);
      expect(await forMe()).toContain('Your thank-you isn’t in the channel');
      const { ctx, deps } = house.app;
      const { allParked, replay } = await import('#bot/delivery/parked');
      const [parked] = await allParked(house.tables, ctx);
      expect(parked).toMatchObject({ kind: 'badge-post', why: 'Fake400', attempts: 1 });
      expect(await replay(deps, ctx, parked?.id ?? '', deps.clock.now())).toBe('again');
      await settle();
      expect(inChannel()).toHaveLength(before + 1);
      expect(await forMe()).not.toContain('Your thank-you isn’t in the channel');
      expect(await replay(deps, ctx, parked?.id ?? '', deps.clock.now())).toBeUndefined();
    });

    it('is not posted once the badge was taken back', async () => {
      const before = inChannel().length;
      house.teams.fail(400);
      const { body } = await give(alex, [megan], { visibility: 'team', team: crew.id });
      await settle();
      await house.api(alex, 'POST', `/badges/given/${body.id}/take-back`, {});
      await settle();
      expect(await forMe()).not.toContain('Your thank-you isn’t in the channel');
      const { ctx, deps } = house.app;
      const { allParked, replay } = await import('#bot/delivery/parked');
      const [parked] = await allParked(house.tables, ctx);
      await replay(deps, ctx, parked?.id ?? '', deps.clock.now());
      await settle();
      expect(inChannel()).toHaveLength(before);
    });
  });

  describe('from a message', () => {
    const opened = (who: typeof alex, value: object) =>
      house
        .send({
          type: 'invoke',
          id: `fetch-${Math.random()}`,
          name: 'composeExtension/fetchTask',
          channelId: 'msteams',
          serviceUrl: house.teams.serviceUrl,
          from: { id: who.teamsId, name: who.name, aadObjectId: who.id },
          recipient: { id: '28:bot' },
          conversation: { id: 'a-chat-of-others', conversationType: 'groupChat', isGroup: true },
          value,
        })
        .then(async (response) => (await response.json()) as any);
    const message = (
      who: typeof alex,
      from: object,
      content = '<p>Look at <b>this</b>&nbsp;</p>',
    ) =>
      opened(who, {
        commandId: 'thankForThis',
        messagePayload: { id: '1', from, body: { content } },
      });

    let submits = 0;
    const submitted = (data: object, more: object = {}) => {
      submits += 1;
      return house
        .send({
          type: 'invoke',
          id: `submit-${submits}`,
          name: 'composeExtension/submitAction',
          channelId: 'msteams',
          serviceUrl: house.teams.serviceUrl,
          from: { id: alex.teamsId, name: alex.name, aadObjectId: alex.id },
          recipient: { id: '28:bot' },
          conversation: { id: 'a-chat-of-others', conversationType: 'groupChat', isGroup: true },
          value: { data },
          ...more,
        })
        .then(async (response) => (await response.json()) as any);
    };

    it('comes back with a clear word before the preview when something is missing', async () => {
      const { task } = await submitted({
        verb: 'thanks.preview',
        dialog: true,
        to: megan.id,
        text: 'Hi',
      });
      expect(task.value.title).toBe('Thank a colleague');
      expect(JSON.stringify(task.value.card.content)).toContain('Which badge is it?');
      expect(inputOf(task.value.card.content, 'text')['value']).toBe('Hi');
    });

    it('has the author and the words in the form, shows it, and sends from the dialog', async () => {
      const { task } = await message(
        alex,
        { user: { id: megan.id, displayName: 'Megan Bowen', userIdentityType: 'aadUser' } },
        '<div>You can <at id="0">Alex</at> use a &lt;pivot&gt; table<br>here, it is quick</div>',
      );
      const { card, title } = task.value;
      expect(title).toBe('Thank a colleague');
      expectGoodCard(card.content);
      expect(inputOf(card.content, 'to')['value']).toBe(megan.id);
      expect(inputOf(card.content, 'text')['value']).toBe(
        'You can Alex use a <pivot> table here, it is quick',
      );
      const [submit] = actionsIn(card.content);
      expect(submit?.type).toBe('Action.Submit');
      const seen = await submitted({ ...submit?.data, to: megan.id, ...filled });
      // First as its readers will see it: nothing is sent or kept yet.
      const shown = seen.task.value.card.content;
      expectGoodCard(shown);
      expect(JSON.stringify(shown)).toContain('Nothing is sent yet');
      expect(JSON.stringify(shown)).toContain('Alex Wilber thanks Megan Bowen');
      expect((await badgesOf(megan)).received).toEqual([]);
      const [send, change] = actionsIn(shown);
      const back = await submitted({ ...change?.data });
      expect(inputOf(back.task.value.card.content, 'text')['value']).toBe(filled.text);
      expect(inputOf(back.task.value.card.content, 'to')['value']).toBe(megan.id);
      const [once, twice] = [
        await submitted({ ...send?.data }),
        await submitted({ ...send?.data }),
      ];
      expect(twice.task).toEqual(once.task);
      const said = once;
      expect(said.task).toEqual({ type: 'message', value: expect.stringContaining('Megan Bowen') });
      expect((await badgesOf(megan)).received).toHaveLength(1);
    });

    it('opens an empty form where no message was chosen, as in the local client', async () => {
      const { task } = await opened(alex, { commandId: 'thankForThis' });
      expect(task.value.title).toBe('Thank a colleague');
      expectGoodCard(task.value.card.content);
      expect(inputOf(task.value.card.content, 'text')['value']).toBe('');
    });

    it('never takes a chat between two people for the own chat', async () => {
      const { task } = await message(megan, { user: { id: alex.id, displayName: 'Alex' } });
      expect(task.value.title).toBe('Thank a colleague');
      await countIn(megan);
      await give(alex, [megan]);
      await house.pass('2026-11-23T12:00:00Z');
      const told = house.teams.posted.find((posted) => textOf(posted).includes('thanks you'));
      expect(told?.conversation).toBe(`chat-${megan.teamsId}`);
    });

    it('refuses a bot, oneself and somebody from outside', async () => {
      const bot = await message(alex, { application: { id: '28:x' } });
      expect(bot.task.value).toContain('only bring badges to people');
      const self = await message(alex, { user: { id: alex.id, displayName: 'Alex' } });
      expect(self.task.value).toContain('somebody else');
      const outside = await message(alex, {
        user: { id: daan.id, displayName: 'Guy', userIdentityType: 'anonymousGuest' },
      });
      expect(outside.task.value).toContain('Guy is a guest');
    });
  });

  describe('receiving', () => {
    it('leads to that very badge, from the card and from For you', async () => {
      await countIn(megan);
      await give(alex, [megan]);
      const [{ id }] = (await badgesOf(megan)).received;
      const [open] = (await house.api(megan, 'GET', '/me')).body.open;
      expect(open).toMatchObject({ page: 'badges', item: id });
      await house.pass('2026-11-23T16:00:00Z');
      const card = chatOf(megan).find((posted) => textOf(posted).includes('thanks you'));
      const answered = await house.press(megan, card as Posted, 'No, thanks');
      const link = actionsIn(cardOf(answered)).find(({ title }) => title === 'Open the badge');
      expect(link?.url).toContain('/tab/badges?');
      expect(link?.url).toContain(`item=${id}`);
    });

    it('is told once a day, collected, within working hours', async () => {
      await countIn(megan);
      await give(alex, [megan]);
      await give(daan, [megan]);
      const before = chatOf(megan).length;
      await house.pass('2026-11-23T07:59:00Z');
      expect(chatOf(megan)).toHaveLength(before);
      await house.pass('2026-11-23T16:00:00Z');
      const [card, ...more] = chatOf(megan).slice(before);
      expect(more).toEqual([]);
      expectGoodCard(contentOf(card));
      expect(textOf(card)).toMatch(/(Alex Wilber|Daan Jansen)\*\* thanks you/);
      expect(textOf(card)).toContain('1 more');
      await house.pass('2026-11-24T16:00:00Z');
      expect(
        chatOf(megan)
          .slice(before + 1)
          .map(textOf)
          .join(),
      ).not.toContain('thanks you');
    });

    it('is told once and not week after week, while it waits in For you', async () => {
      await countIn(megan);
      await house.api(megan, 'PATCH', '/me/settings', { off: ['checkin', 'offers', 'digest'] });
      await give(alex, [megan]);
      await house.pass('2026-12-20T12:00:00Z');
      expect(chatOf(megan).filter((card) => textOf(card).includes('thanks you'))).toHaveLength(1);
      expect((await house.api(megan, 'GET', '/me')).body.open).toHaveLength(1);
    });

    it('waits for a yes, for the end of a pause, and is never sent when badges are off', async () => {
      await give(alex, [megan, adele, daan]);
      await countIn(adele);
      await house.api(adele, 'PUT', '/me/pause', { until: '2026-11-25' });
      await countIn(daan);
      await house.api(daan, 'PATCH', '/me/settings', { off: ['badges', 'checkin'] });
      const before = [megan, adele, daan].map((who) => chatOf(who).length);
      await house.pass('2026-11-25T20:00:00Z');
      expect([megan, adele, daan].map((who) => chatOf(who).length)).toEqual(before);
      await house.pass('2026-11-26T12:00:00Z');
      expect(chatOf(adele).slice(before[1]).map(textOf).join()).toContain('Alex Wilber');
      expect(chatOf(daan)).toHaveLength(before[2] as number);
      const { body } = await house.api(megan, 'GET', '/me');
      expect(body.open).toEqual([
        expect.objectContaining({
          kind: 'badge',
          title: 'Alex Wilber thanks you: Explained it clearly',
        }),
      ]);
      expect((await badgesOf(daan)).received).toHaveLength(1);
    });

    it('adds the skill to share when the receiver says yes, and asks no more', async () => {
      await countIn(megan);
      await give(alex, [megan]);
      await house.pass('2026-11-23T12:00:00Z');
      const card = chatOf(megan).at(-1) as Posted;
      const after = cardOf(await house.press(megan, card, 'Add to my skills to share'));
      expectGoodCard(after);
      expect(says(after)).toContain('Pivot tables is now among your skills to share');
      const { body } = await house.api(megan, 'GET', '/me');
      expect(body.shares.map(({ name }: { name: string }) => name)).toEqual(['Pivot tables']);
      expect(body.open).toEqual([]);
      expect(actionsIn(after).map(({ title }) => title)).toEqual([
        'Thank back',
        'Hide this badge',
        'Open the badge',
      ]);
    });

    it('remembers a no for ever, for the same skill in any spelling', async () => {
      await give(alex, [megan]);
      const [first] = (await badgesOf(megan)).received;
      const path = `/badges/received/${first.id}/offer`;
      const { body } = await house.api(megan, 'POST', path, { accept: false });
      expect(body.said).toContain('won’t ask about Pivot tables again');
      await give(daan, [megan], { skill: 'PIVOT  tables' });
      expect((await badgesOf(megan)).received.map(({ offer }: any) => offer)).toEqual([
        'declined',
        'declined',
      ]);
      const me = await house.api(megan, 'GET', '/me');
      expect(me.body.open[0].actions.map(({ act }: any) => act)).toEqual(['seen', 'hide']);
    });

    it('does not offer again what was accepted and taken off the list later', async () => {
      await give(alex, [megan]);
      const [badge] = (await badgesOf(megan)).received;
      await house.api(megan, 'POST', `/badges/received/${badge.id}/offer`, { accept: true });
      expect((await badgesOf(megan)).received[0].offer).toBe('taken');
      const { body } = await house.api(megan, 'GET', '/me');
      await house.api(megan, 'DELETE', `/skills/share/${body.shares[0].id}`);
      expect((await badgesOf(megan)).received[0].offer).toBe('declined');
    });

    it('hides and shows a badge, and nobody else can', async () => {
      await give(alex, [megan]);
      const [badge] = (await badgesOf(megan)).received;
      const path = `/badges/received/${badge.id}/hidden`;
      expect((await house.api(daan, 'PUT', path, { hidden: true })).status).toBe(404);
      expect((await house.api(megan, 'PUT', path, { hidden: true })).body).toEqual({});
      expect((await badgesOf(megan)).received[0].hidden).toBe(true);
      await house.api(megan, 'PUT', path, { hidden: false });
      expect((await badgesOf(megan)).received[0].hidden).toBe(false);
    });

    it('thanks back below the badge, which stays', async () => {
      await countIn(megan);
      await give(alex, [megan]);
      await house.pass('2026-11-23T12:00:00Z');
      const card = chatOf(megan).at(-1) as Posted;
      const answer = await house.press(megan, card, 'Thank back');
      expect(answer.body.value).toBe('The form is below.');
      const form = chatOf(megan).at(-1) as Posted;
      expect(inputOf(contentOf(form), 'to')['value']).toBe(alex.id);
      expect(card.updates).toBe(0);
    });

    it('is there on arrival for whoever was not here yet, and the giver is told so', async () => {
      const { body } = await give(alex, [isaiah, megan]);
      expect(body.said).toContain('Whoever isn’t here yet finds it within 90 days.');
      // The same sentences whoever it went to: who uses the app is theirs to tell.
      const [toOne, toOther] = [await give(alex, [isaiah]), await give(alex, [megan])];
      expect(toOne.body.said.replace('Isaiah Langer', 'Megan Bowen')).toBe(toOther.body.said);
      const mine = await house.api(alex, 'GET', '/me/export');
      expect(JSON.stringify(mine.body.rows.People)).not.toContain('"here"');
      await settle();
      expect(
        rows('a~profile')
          .map(({ row }) => row.partitionKey)
          .join(),
      ).not.toContain(isaiah.id);
      await house.install(isaiah);
      expect((await badgesOf(isaiah)).received).toHaveLength(2);
      const me = await house.api(isaiah, 'GET', '/me');
      expect(me.body.open).toHaveLength(2);
    });

    it('leaves nothing after 90 days with somebody who never came', async () => {
      await give(alex, [isaiah, megan]);
      await house.pass('2027-02-22T12:00:00Z');
      const left = rows('r~').map(({ row }) => row.partitionKey);
      expect(left.map((key) => key.endsWith(megan.id))).toEqual([true]);
      expect(
        rows('c~open~badge')
          .map(({ row }) => row.partitionKey)
          .join(),
      ).not.toContain(isaiah.id);
    });

    it('reaches any object id of the tenant, as your colleague', async () => {
      const stranger = { ...patti, id: patti.id };
      const { body } = await give(alex, [stranger]);
      expect(body.to).toEqual([{ id: '', name: 'your colleague' }]);
      expect((await badgesOf(stranger)).received).toHaveLength(1);
      const odd = await give(alex, [{ ...patti, id: 'not-an-id' as never }]);
      expect(odd.status).toBe(422);
    });
  });

  describe('to somebody who erased their data', () => {
    it('is answered like to somebody nobody knows, and leaves nothing with them', async () => {
      // Patti erased everything; Lynne was never here.
      await house.install(patti);
      await countIn(patti);
      await house.api(patti, 'POST', '/me/erase', { confirm: 'erase' });
      await house.pass('2026-11-23T06:30:00Z');
      const story = (who: typeof alex) => ({
        text: 'You showed me how to read the whole report.',
        op: `to-${who.id}`,
      });
      const seen = async (who: typeof alex) => {
        const before = (await house.api(alex, 'GET', '/me/export')).body.rows.People.length;
        const answer = await give(alex, [who], story(who));
        const again = await give(alex, [who], { ...story(who), op: `again-${who.id}` });
        await settle();
        const { given } = await badgesOf(alex);
        const badge = given.find(({ id }: { id: string }) => id === answer.body.id);
        const mine = (await house.api(alex, 'GET', '/me/export')).body.rows.People;
        const row = mine.find(({ rowKey }: { rowKey: string }) => rowKey === `g~${badge.id}`);
        const back = await house.api(alex, 'POST', `/badges/given/${badge.id}/take-back`, {});
        const after = await give(alex, [who], { ...story(who), op: `after-${who.id}` });
        const { id: _, ...said } = answer.body;
        const { id: __, ...shown } = badge;
        return JSON.parse(
          JSON.stringify([
            [answer.status, said],
            [again.status, again.body.error?.why],
            shown,
            row.data,
            mine.length - before,
            back,
            after.status,
          ]).replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'an instant'),
        );
      };
      const erased = await seen(patti);
      expect(erased).toEqual(await seen(lynne));
      expect(erased.at(-1)).toBe(200);
      expect(JSON.stringify(house.tables.dump())).not.toContain(patti.id);
    });
  });

  describe('giving in a group chat', () => {
    it('lists the people of that chat, and no team of mine', async () => {
      const chat = {
        conversation: {
          id: '19:some-of-us@thread.v2',
          conversationType: 'groupChat',
          isGroup: true,
          tenantId: localTenant,
        },
        entities: [
          { type: 'mention', text: '<at>Bot</at>', mentioned: { id: '28:bot', name: 'Bot' } },
        ],
      };
      house.teams.members = [alex, daan, lynne, { ...sanne, guest: true }];
      const [form] = await house.say(alex, '<at>Bot</at> thank', chat);
      const { choices } = inputOf(contentOf(form), 'to') as {
        choices: { title: string }[];
      };
      expect(choices.map(({ title }) => title)).toEqual([daan.name, lynne.name]);
      expect(textOf(form)).not.toContain(crew.name);
      const [unknown] = await house.say(alex, '<at>Bot</at> thank Megan', chat);
      expect(textOf(unknown)).toContain('Megan');
      expect(textOf(unknown)).not.toContain('Bowen');
      expect(house.tables.dump().some(({ row }) => row.partitionKey.includes('some-of-us'))).toBe(
        false,
      );
    });
  });

  describe('taking back', () => {
    it('takes the badge from both sides and withdraws every card', async () => {
      await countIn(megan);
      const { body } = await give(alex, [megan, daan], { visibility: 'team', team: crew.id });
      await house.pass('2026-11-23T12:00:00Z');
      const [card, post] = [chatOf(megan).at(-1), inChannel().at(-1)] as [Posted, Posted];
      expect(textOf(post)).toContain('half an hour');
      const path = `/badges/given/${body.id}/take-back`;
      expect((await house.api(alex, 'POST', path, {})).body.said).toContain('Taken back');
      expect((await badgesOf(megan)).received).toEqual([]);
      expect((await badgesOf(alex)).given[0].state).toBe('withdrawn');
      expect((await house.api(daan, 'GET', '/me')).body.open).toEqual([]);
      await settle();
      for (const message of [card, post]) {
        expect(textOf(message)).toContain('Withdrawn');
        expect(textOf(message)).not.toContain('half an hour');
        expectGoodCard(contentOf(message));
      }
      expect((await house.api(alex, 'POST', path, {})).body.said).toContain('already');
      expect(
        rows('r~')
          .map(({ row }) => String(row['data']))
          .join(),
      ).not.toContain('half');
      const late = cardOf(await house.act(megan, 'thanks.received', { id: body.id, act: 'add' }));
      expect(says(late)).toContain('took it back');
    });

    it('is for the giver alone', async () => {
      const { body } = await give(alex, [megan]);
      const path = `/badges/given/${body.id}/take-back`;
      expect((await house.api(megan, 'POST', path, {})).status).toBe(404);
      expect((await house.api(alex, 'POST', '/badges/given/nothing/take-back', {})).status).toBe(
        404,
      );
      const long = `/badges/given/${'x'.repeat(2_000)}/take-back`;
      expect((await house.api(alex, 'POST', long, {})).status).toBe(404);
      expect((await badgesOf(megan)).received).toHaveLength(1);
    });

    it('works from the receipt, also when nothing was told yet', async () => {
      await countIn(megan);
      const [form] = await house.say(alex, 'thank Megan');
      await house.press(alex, form as Posted, 'Send the badge', { to: megan.id, ...filled });
      await house.app.settled();
      const before = chatOf(megan).length;
      const card = cardOf(await house.press(alex, form as Posted, 'Take back'));
      expect(says(card)).toContain('Taken back');
      await house.pass('2026-11-24T08:00:00Z');
      expect(chatOf(megan)).toHaveLength(before);
    });

    it('lets the same words be sent again', async () => {
      const text = `${story} Really.`;
      const { body } = await give(alex, [megan], { text });
      expect((await give(alex, [megan], { text })).status).toBe(422);
      await house.api(alex, 'POST', `/badges/given/${body.id}/take-back`, {});
      expect((await give(alex, [megan], { text })).status).toBe(200);
    });
  });

  describe('by the API', () => {
    it('gives once for one operation and answers the same', async () => {
      const input = { op: 'one-operation', to: [megan.id], ...filled, visibility: 'receiver' };
      const first = await house.api(alex, 'POST', '/badges', input);
      const second = await house.api(alex, 'POST', '/badges', input);
      expect(second).toEqual(first);
      expect(rows('r~')).toHaveLength(1);
    });

    it('refuses in words with 422, and shapes with 400', async () => {
      const refused = async (more: object) => {
        const { status, body } = await give(alex, [megan], more);
        return [status, body.error.why];
      };
      expect(await refused({ to: [alex.id] })).toEqual([422, 'thanks.refused.self']);
      expect(await refused({ to: [alex.id.toUpperCase(), megan.id] })).toEqual([
        422,
        'thanks.refused.self',
      ]);
      expect(await refused({ to: ['28:bot'] })).toEqual([422, 'thanks.refused.bot']);
      expect(await refused({ text: 'too short' })).toEqual([422, 'thanks.refused.short']);
      expect(await refused({ text: 'x'.repeat(501) })).toEqual([422, 'thanks.refused.long']);
      expect(await refused({ skill: '   ' })).toEqual([422, 'thanks.refused.skill']);
      expect(await refused({ skill: 'x'.repeat(81) })).toEqual([422, 'thanks.refused.skillLong']);
      expect(await refused({ visibility: 'team', team: '19:other@thread' })).toEqual([
        422,
        'thanks.refused.noTeam',
      ]);
      expect(await refused({ badge: 'genius' })).toEqual([400, 'common.refused.shape']);
      expect(await refused({ to: [] })).toEqual([400, 'common.refused.shape']);
      expect(rows('g~')).toEqual([]);
    });

    it('refuses a guest', async () => {
      house.teams.members = [alex, megan, { ...patti, guest: true }];
      await house.installTeam(alex, house.teams.members);
      const { status, body } = await give(alex, [patti]);
      expect([status, body.error.message]).toEqual([
        422,
        expect.stringContaining('Patti Fernandez is a guest'),
      ]);
    });

    it('gives ten a day and no eleventh, until midnight where the giver is', async () => {
      for (let number = 0; number < 10; number += 1) {
        expect((await give(alex, [megan])).status).toBe(200);
      }
      expect((await give(alex, [megan])).body.error.why).toBe('thanks.refused.often');
      await house.pass('2026-11-23T22:59:00Z');
      expect((await give(alex, [megan])).status).toBe(422);
      await house.pass('2026-11-23T23:01:00Z');
      expect((await give(alex, [megan])).status).toBe(200);
    });

    it('never gives more than ten a day to a crowd of requests at once', async () => {
      const all = await Promise.all(Array.from({ length: 14 }, () => give(alex, [megan])));
      expect(all.filter(({ status }) => status === 200)).toHaveLength(10);
      expect(rows('r~')).toHaveLength(10);
    });

    it('holds its round trips: seven in the turn, three a receiver in the background', async () => {
      await countIn(megan);
      await settle();
      const { tables } = house;
      // A web process: what a worker does meanwhile is not counted.
      const web = await openHouse({ ROLE: 'web' }, { tables });
      const trips = () => tables.trips.reads + tables.trips.writes;
      await web.api(alex, 'GET', '/me');
      const counts: number[] = [];
      // Processes look at the clock and at what they hold in between: the least is the turn's own.
      for (const number of [1, 2, 3]) {
        tables.reset();
        const { status, body } = await web.api(alex, 'POST', '/badges', {
          op: `three-people-${number}`,
          to: [megan.id, adele.id, daan.id],
          ...filled,
          text: `${story} ${number}`,
          visibility: 'receiver',
        });
        expect(status).toBe(200);
        counts.push(trips());
        tables.reset();
        await web.app.runJob('badge', `${alex.id}~${body.id}`);
        expect(trips()).toBeLessThanOrEqual(9);
      }
      expect(Math.min(...counts)).toBe(7);
      await web.close();
    });
  });

  it('finishes in the background what a crash left half done', async () => {
    await countIn(megan);
    const { body } = await give(alex, [megan, daan]);
    await settle();
    // As if the process had ended before the receivers' rows were written.
    for (const { row } of [...rows('r~'), ...rows('c~open~badge')]) {
      await house.tables.commit('People', row.partitionKey, [
        { kind: 'delete', rowKey: row.rowKey },
      ]);
    }
    expect((await badgesOf(daan)).received).toEqual([]);
    await house.app.runJob('badge', `${alex.id}~${body.id}`);
    expect((await badgesOf(daan)).received).toHaveLength(1);
    await house.app.runJob('badge', `${alex.id}~${body.id}`);
    expect(rows('r~')).toHaveLength(2);
  });
});
