import { personId } from '#bot/core/ids';
import { plain } from '#bot/core/text';
import { type Digest, digestSchema } from '#bot/features/digest/record';
import type { Somebody } from '#tests/cast';
import type { Posted } from '#tests/fakes/teams';
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

/** A crew of twelve: the eight of the cast, and four more. */
const more = ['Gabriel Moreau', 'Hana Sato', 'Ines Costa', 'Jonas Weber'].map(
  (name, index): Somebody => ({
    id: personId(`00000000-0000-4000-8000-0000000002${String(index).padStart(2, '0')}`),
    teamsId: `29:${name.split(' ')[0]?.toLowerCase()}`,
    name,
  }),
);
const twelve = [...Object.values(cast), ...more];
const { alex, megan, adele, sanne } = cast;

const afterDigest = '2026-11-30T08:30:00Z';

/** Every text of a card that was posted or answered. */
const cardOf = (message: Posted | undefined): object =>
  (message?.activity['attachments'] as { content: object }[] | undefined)?.[0]?.content ?? {};
const texts = (card: object): string =>
  textOf({ activity: { attachments: [{ content: card }] } } as never);
const said = (answer: Invoked): string => {
  const { value } = answer.body;
  return typeof value === 'string' ? value : texts((value ?? {}) as object);
};

/** The paragraphs of a digest card between title and chart. */
function linesOf(card: object): string[] {
  const { body } = card as { body: { type: string; style?: string; items?: { text: string }[] }[] };
  const lines = body.find(({ type, style }) => type === 'Container' && style === undefined);
  return lines?.items?.map(({ text }) => text) ?? [];
}

describe('the digest', () => {
  let house: House;
  beforeEach(async () => {
    house = await openHouse();
  });
  afterEach(() => house.close());

  const records = (): Digest[] =>
    house.tables
      .dump()
      .filter(({ table, row }) => table === 'Teams' && row.rowKey.startsWith('digest~'))
      .map(({ row }) => digestSchema.parse(JSON.parse(String(row['data']))));

  /** A team whose people all said yes on Monday. */
  async function team(members: readonly Somebody[] = twelve): Promise<void> {
    await house.install(alex);
    await house.installTeam(alex, members);
    await Promise.all(
      members.map((member) => house.api(member, 'PUT', '/me/consent', { answer: 'in' })),
    );
  }

  const wish = (who: Somebody, name: string) =>
    house.api(who, 'POST', '/skills', { list: 'wish', name });
  const share = (who: Somebody, name: string) =>
    house.api(who, 'POST', '/skills', { list: 'share', name });
  const checkin = (who: Somebody, helper: Somebody) =>
    house.api(who, 'POST', '/checkin', {
      op: `op-${who.id}`,
      learned: 'A pivot table is a way of asking.',
      helpers: [helper.id],
      skill: 'Pivot tables',
    });
  const badge = (from: Somebody, to: Somebody, visibility: 'team' | 'receiver') =>
    house.api(from, 'POST', '/badges', {
      op: `badge-${from.id}`,
      to: [to.id],
      badge: 'explained',
      skill: 'Pivot tables',
      text: 'You drew it on paper first, and then it was suddenly clear to me.',
      visibility,
      team: crew.id,
    });

  /** A week in which something happened. */
  async function busyWeek(): Promise<void> {
    for (const who of twelve.slice(0, 6)) await wish(who, 'Video editing');
    for (const who of twelve.slice(2, 8)) expect((await checkin(who, alex)).status).toBe(200);
    await share(megan, 'Lasso *tricks*');
    expect((await badge(sanne, megan, 'team')).status).toBe(200);
    expect((await badge(adele, megan, 'receiver')).status).toBe(200);
    await house.pass('2026-11-23T12:00:00Z');
  }

  const lastTo = (chat: string): Posted | undefined =>
    house.teams.posted.filter(({ conversation }) => conversation === chat).at(-1);
  const chatOf = (who: Somebody): string => `chat-${who.teamsId}`;
  const channelPosts = (): Posted[] =>
    house.teams.posted.filter(({ conversation }) => conversation === crew.id);

  it('is the same text for the manager, for any member and in the tab, in either language', async () => {
    await team();
    await busyWeek();
    await house.api(alex, 'PUT', `/team/${encodeURIComponent(crew.id)}/subscription`, {
      subscribed: true,
    });
    await house.pass(afterDigest);
    const manager = cardOf(lastTo(chatOf(alex)));
    const [member] = await house.say(megan, 'digest');
    const tab = await house.api(adele, 'GET', '/team');
    expect(linesOf(manager)).toEqual([
      'Five or more people want to learn this, and nobody shares it yet: Video editing.',
      '5 or more people took part, with a check-in, a badge, or a new skill or wish.',
      '5 or more people were helped by a colleague.',
      'One badge was posted in the channel.',
      'New topics were shared: Lasso \\*tricks\\*.',
    ]);
    expect(linesOf(cardOf(member))).toEqual(linesOf(manager));
    expect(tab.body.digest.lines.map(plain)).toEqual(linesOf(manager));
    expect(tab.body.supply).toEqual([{ topic: 'Lasso *tricks*', supply: 'few' }]);
    expect(tab.body.digest.chart.points).toEqual([{ week: '2026-W48', label: 'wk 48', value: 5 }]);

    await house.api(adele, 'PATCH', '/me/settings', { language: 'nl' });
    const [dutch] = await house.say(sanne, 'overzicht', { locale: 'nl-NL' });
    const tabDutch = await house.api(adele, 'GET', '/team');
    // Lists have a name for it in each language.
    expect(linesOf(cardOf(dutch))[0]).toMatch(/nog niemand deelt het: Video's monteren\.$/);
    expect(linesOf(cardOf(dutch))).toContain('Er is één badge in het kanaal gezet.');
    expect(tabDutch.body.wanted.topics).toEqual([
      { topic: "Video's monteren", supply: 'nobody', mine: false },
    ]);
    expect(tabDutch.body.digest.lines.map(plain)).toEqual(linesOf(cardOf(dutch)));
  });

  it('is one frozen record that holds no id and no name, and is never computed again', async () => {
    await team();
    await busyWeek();
    await house.pass(afterDigest);
    const [record, ...others] = records();
    expect(others).toEqual([]);
    const text = JSON.stringify(record);
    for (const { id, teamsId, name } of twelve) {
      for (const mark of [id, teamsId, name, name.split(' ')[0] as string]) {
        expect(text).not.toContain(mark);
      }
    }
    // What changes afterwards, and a row that runs twice, change nothing.
    for (const who of twelve) await wish(who, 'Something else');
    const again = house.app.deps;
    const { scheduleDue } = await import('#bot/records/due');
    await scheduleDue(again.tables, house.app.ctx, [
      { at: again.clock.now(), kind: 'digest', who: crew.id },
    ]);
    await house.pass('2026-11-30T12:00:00Z');
    expect(records()).toEqual([record]);
  });

  it('reaches a subscriber once, however often it falls due', async () => {
    await team();
    await share(sanne, 'Knitting');
    await house.say(alex, 'hi');
    await house.act(alex, 'digest.subscribe', { team: crew.id });
    await house.pass(afterDigest);
    const { scheduleDue } = await import('#bot/records/due');
    await scheduleDue(house.tables, house.app.ctx, [
      { at: house.app.deps.clock.now(), kind: 'digest', who: crew.id },
    ]);
    await house.pass('2026-11-30T12:00:00Z');
    const digests = house.teams.posted.filter((message) =>
      textOf(message).includes('the week of 23 November'),
    );
    expect(digests.map(({ conversation }) => conversation)).toEqual([chatOf(alex)]);
    await share(adele, 'Crochet');
    await house.pass('2026-12-07T09:00:00Z');
    expect(textOf(lastTo(chatOf(alex)))).toContain('the week of 30 November');
  });

  it('sends no card about a week in which nothing was new, and freezes it all the same', async () => {
    await house.installTeam(alex, twelve);
    await house.say(alex, 'hi', { locale: 'nl-NL' });
    await house.act(alex, 'digest.subscribe', { team: crew.id });
    await house.pass('2026-11-30T12:00:00Z');
    expect(records()).toMatchObject([{ week: '2026-W48', tookPart: 0, topics: { count: 0 } }]);
    const week = house.teams.posted.filter((message) => textOf(message).includes('de week van'));
    expect(week).toEqual([]);
    const { digest } = (await house.api(alex, 'GET', '/team')).body;
    expect(digest).toMatchObject({ week: '2026-W48', chart: { points: [] } });
    const [card] = await house.say(alex, 'overzicht', { locale: 'nl-NL' });
    expect(textOf(card)).toContain('de week van 23 november');
  });

  it('waits for the hours of a subscriber, and leaves a paused one in peace', async () => {
    await team();
    await share(sanne, 'Knitting');
    for (const who of [alex, megan]) {
      await house.install(who);
      await house.act(who, 'digest.subscribe', { team: crew.id });
    }
    await house.api(alex, 'PATCH', '/me/settings', { hours: { from: '13:00', to: '18:00' } });
    await house.api(megan, 'PUT', '/me/pause', { until: '2026-12-04' });
    await house.pass('2026-11-30T11:59:00Z');
    const got = (who: Somebody) =>
      house.teams.posted.some(
        (message) =>
          message.conversation === chatOf(who) && textOf(message).includes('week of 23 November'),
      );
    expect([got(alex), got(megan)]).toEqual([false, false]);
    await house.pass('2026-11-30T12:01:00Z');
    expect(got(alex)).toBe(true);
    await house.pass('2026-12-06T12:00:00Z');
    expect(got(megan)).toBe(false);
  });

  it('is tried again when Teams did not take it, and arrives once', async () => {
    await team();
    await share(sanne, 'Knitting');
    await house.say(alex, 'hi');
    await house.act(alex, 'digest.subscribe', { team: crew.id });
    await house.pass('2026-11-30T07:59:00Z');
    const before = house.teams.posted.length;
    house.teams.fail(429);
    await house.pass('2026-11-30T09:00:00Z');
    expect(house.teams.posted.slice(before).map(({ conversation }) => conversation)).toEqual([
      chatOf(alex),
    ]);
  });

  it('is closed when its reader lost interest before Teams took it', async () => {
    await team();
    await share(sanne, 'Knitting');
    await house.say(alex, 'hi');
    await house.act(alex, 'digest.subscribe', { team: crew.id });
    await house.pass('2026-11-30T07:59:00Z');
    house.teams.fail(429);
    await house.pass('2026-11-30T08:00:00Z');
    await house.act(alex, 'digest.unsubscribe', { team: crew.id });
    await house.pass('2026-11-30T09:00:00Z');
    const message = house.tables
      .dump()
      .find(({ row }) => row.rowKey.startsWith('d~sent~digest')) ?? {
      row: { data: '{}' },
    };
    expect(JSON.parse(String(message.row['data']))).toMatchObject({
      outcome: 'skipped',
      why: 'NotSubscribed',
    });
  });

  it("reads the organisation's figures in a small team, and says so", async () => {
    await team(twelve.slice(0, 6));
    for (const who of twelve.slice(0, 6)) await wish(who, 'Video editing');
    await house.pass(afterDigest);
    const [record] = records();
    // Six in all: the organisation itself is too small to speak of.
    expect(record).toMatchObject({ scope: 'organisation', tookPart: 0, nobody: [] });
  });

  it('says what to do without a team, and when the first comes before there is one', async () => {
    const [lonely] = await house.say(alex, 'digest');
    expect(textOf(lonely)).toContain('not in a team');
    const tab = await house.api(alex, 'GET', '/team');
    expect(tab.body).toEqual({
      team: null,
      subscribed: false,
      digest: null,
      wanted: null,
      organisation: null,
      supply: [],
    });
    await house.installTeam(alex, twelve);
    const [none] = await house.say(alex, 'Digest!');
    expect(textOf(none)).toContain('Monday 30 November at 09:00');
    expect(buttonsOf(none).map(({ title }) => title)).toEqual(['Subscribe', 'Open Team']);
    const subscribed = await house.press(alex, none as Posted, 'Subscribe');
    expect(said(subscribed)).toContain('From now on you receive the digest of Crew');
    expect(said(subscribed)).toContain('Unsubscribe');
    const stopped = await house.act(alex, 'digest.unsubscribe', { team: crew.id });
    expect(said(stopped)).toContain('no longer receive');
    expect((await house.api(alex, 'GET', '/team')).body.subscribed).toBe(false);
  });

  it('is planned once by two installs and a restart', async () => {
    await house.installTeam(alex, twelve);
    await house.installTeam(megan, twelve);
    const again = await openHouse({}, { tables: house.tables });
    await again.close();
    const due = house.tables
      .dump()
      .filter(({ table, row }) => table === 'Due' && /~(digest|nightly)~/.test(row.rowKey));
    expect(due.map(({ row }) => row.rowKey.split('~')[1]).sort()).toEqual(['digest', 'nightly']);
  });

  it('is planned again by the night when its row was lost', async () => {
    await team();
    for (const { row } of house.tables.dump()) {
      if (row.rowKey.includes('~digest~')) {
        await house.tables.commit('Due', row.partitionKey, [
          { kind: 'delete', rowKey: row.rowKey },
        ]);
      }
    }
    await house.pass(afterDigest);
    expect(records()).toHaveLength(1);
  });

  describe('offer', () => {
    it('is made to the installer after a yes, once', async () => {
      await house.install(alex);
      await house.installTeam(alex, twelve);
      await house.api(alex, 'PUT', '/me/consent', { answer: 'in' });
      const { body } = await house.api(alex, 'GET', '/me');
      expect(body.open).toMatchObject([
        { kind: 'digest-offer', title: 'Would you like the weekly digest of Crew?' },
      ]);
      const path = `/open/${body.open[0].id}`;
      const yes = await house.api(alex, 'POST', `${path}/yes`, {});
      expect(yes.body.said).toContain('you receive the digest of Crew');
      expect((await house.api(alex, 'POST', `${path}/yes`, {})).status).toBe(422);
      expect((await house.api(alex, 'GET', '/team')).body.subscribed).toBe(true);
      await house.api(alex, 'PUT', '/me/consent', { answer: 'not-now' });
      await house.api(alex, 'PUT', '/me/consent', { answer: 'in' });
      expect((await house.api(alex, 'GET', '/me')).body.open).toEqual([]);
    });

    const to = (who: Somebody, text: string): Posted[] =>
      house.teams.posted.filter(
        (message) => message.conversation === chatOf(who) && textOf(message).includes(text),
      );
    const question = 'Would you like the weekly digest of Crew?';

    it('comes to the chat of who installed it, who never said yes to anything else', async () => {
      await house.install(alex);
      await house.installTeam(alex, twelve);
      await house.pass('2026-11-23T09:00:00Z');
      const [offered, ...again] = to(alex, question);
      expect(again).toEqual([]);
      expect(textOf(offered)).toContain('because you added me to the team');
      const yes = await house.press(alex, offered as Posted, 'Yes, send it');
      expect(said(yes)).toContain('you receive the digest of Crew here');

      // Others learn, and are in; the installer gets the digest, and nothing else at all.
      const before = to(alex, '').length;
      for (const who of [megan, adele]) {
        await house.api(who, 'PUT', '/me/consent', { answer: 'in' });
      }
      await share(megan, 'Knitting');
      await house.pass('2026-12-04T17:00:00Z');
      expect(to(alex, '').slice(before).map(textOf)).toEqual([
        expect.stringContaining('the week of 23 November'),
      ]);
      // *Stop* stops it, and a later press brings it back.
      await house.say(alex, 'stop');
      await share(adele, 'Crochet');
      await house.pass('2026-12-11T17:00:00Z');
      expect(to(alex, 'the week of 30 November')).toEqual([]);
      await house.act(alex, 'digest.subscribe', { team: crew.id });
      await share(megan, 'Sewing');
      await house.pass('2026-12-18T17:00:00Z');
      expect(to(alex, 'the week of 7 December')).toHaveLength(1);
      await house.say(alex, 'pause 2 weeks');
      await share(adele, 'Weaving');
      await house.pass('2026-12-25T17:00:00Z');
      expect(to(alex, 'the week of 14 December')).toEqual([]);
    });

    it('waits under For you without a chat', async () => {
      await house.installTeam(alex, twelve);
      await house.pass('2026-11-23T12:00:00Z');
      expect(to(alex, question)).toEqual([]);
      const { body } = await house.api(alex, 'GET', '/me');
      expect(body.open).toMatchObject([{ kind: 'digest-offer', title: question }]);
    });

    it('is not told to who says stop before their hours begin', async () => {
      await house.install(alex);
      await house.installTeam(alex, twelve);
      await house.pass('2026-11-23T06:30:00Z');
      await house.say(alex, 'stop');
      await house.pass('2026-11-23T12:00:00Z');
      expect(to(alex, question)).toEqual([]);
    });

    it('is made to whoever says that they lead the team, in either language, and does nothing else', async () => {
      await team();
      const [offered] = await house.say(megan, 'I lead this team');
      expect(textOf(offered)).toContain(question);
      const view = async () => (await house.api(megan, 'GET', '/team')).body.subscribed;
      expect(await view()).toBe(false);
      const done = await house.press(megan, offered as Posted, 'Subscribe');
      expect(said(done)).toContain('you receive the digest of Crew');
      expect(await view()).toBe(true);

      const [dutch] = await house.say(sanne, 'Ik leid dit team.', { locale: 'nl-NL' });
      expect(textOf(dutch)).toContain('Wil je het weekoverzicht van Crew?');
      expect(textOf(dutch)).toContain('dan krijg je alleen het overzicht');
      expect(buttonsOf(dutch).map(({ title }) => title)).toEqual(['Abonneren']);
      // In words of one's own, too.
      const [spoken] = await house.say(adele, 'hi, I’m the manager of this team');
      expect(textOf(spoken)).toContain(question);
      const [gesproken] = await house.say(sanne, 'Ik geef leiding aan onze afdeling', {
        locale: 'nl-NL',
      });
      expect(textOf(gesproken)).toContain('Wil je het weekoverzicht van Crew?');
      const [already] = await house.say(megan, 'i lead this team');
      expect(textOf(already)).not.toContain(question);
    });

    it('is made to an installer who was in already, and to nobody who is not on the roster', async () => {
      await house.install(alex);
      await house.api(alex, 'PUT', '/me/consent', { answer: 'in' });
      await house.installTeam(alex, twelve);
      await house.pass('2026-11-23T06:05:00Z');
      const open = async (who: Somebody) => (await house.api(who, 'GET', '/me')).body.open;
      expect(await open(alex)).toMatchObject([{ kind: 'digest-offer' }]);
      expect(await open(megan)).toEqual([]);
    });

    it('is not made to an administrator outside the team', async () => {
      await house.install(alex);
      await house.installTeam(alex, twelve.slice(1));
      await house.api(alex, 'PUT', '/me/consent', { answer: 'in' });
      expect((await house.api(alex, 'GET', '/me')).body.open).toEqual([]);
    });
  });

  describe('supportive acts', () => {
    it('post once a week each, whoever presses first', async () => {
      await team();
      await busyWeek();
      for (const who of [alex, megan]) {
        await house.say(who, 'hi');
        await house.act(who, 'digest.subscribe', { team: crew.id });
      }
      await house.pass(afterDigest);
      const before = channelPosts().length;
      const card = lastTo(chatOf(alex)) as Posted;
      const invite = { team: crew.id, act: 'invite', week: '2026-W48' };
      const lines = linesOf(cardOf(card));
      // The post is shown first, and nothing is sent yet.
      const shown = await house.press(alex, card, 'Ask who can explain it');
      expect(said(shown)).toMatch(
        /stand in the channel of Crew.*Who can explain “Video editing”\?/s,
      );
      expect(said(shown)).toContain('Its buttons: “I can explain Video editing”, “Count me in”.');
      const buttons = actionsIn(shown.body.value as object);
      expect(buttons.map(({ title }) => title)).toEqual(['Post it', 'Don’t post']);
      const back = await house.act(alex, buttons[1]?.verb ?? '', buttons[1]?.data ?? {});
      expect(linesOf(back.body.value as object)).toEqual(lines);
      expect(channelPosts()).toHaveLength(before);

      const answers = await Promise.all([
        house.act(alex, buttons[0]?.verb ?? '', buttons[0]?.data ?? {}),
        house.act(megan, 'digest.send', invite),
      ]);
      const words = answers.map(said);
      expect(words.filter((text) => text.includes('Posted in the channel'))).toHaveLength(1);
      expect(words.filter((text) => text.includes('already been done this week'))).toHaveLength(1);
      const posts = channelPosts().slice(before);
      expect(posts).toHaveLength(1);
      expect(textOf(posts[0])).toContain('Who can explain “Video editing”?');
      expect(said(await house.act(alex, 'digest.act', invite))).toContain('already been done');
      expect(buttonsOf(posts[0]).map(({ title }) => title)).toEqual([
        'I can explain Video editing',
        'Count me in',
      ]);
      const { body } = await house.api(alex, 'GET', '/team');
      expect(body.digest.suggestion).toMatchObject({ act: 'invite', available: false });

      const path = `/team/${encodeURIComponent(crew.id)}/acts`;
      const seen = { week: '2026-W48' };
      const thanked = await house.api(megan, 'POST', `${path}/thank`, seen);
      expect(thanked.body.said).toContain('Posted');
      expect(textOf(channelPosts().at(-1))).toContain('One badge was posted in the channel.');
      await share(megan, 'Storyboards');
      await house.pass('2026-12-07T09:00:00Z');
      // What the invitation brought stands in the next digest.
      const { lines: after } = (await house.api(alex, 'GET', '/team')).body.digest;
      const brought = after[1];
      expect(brought).toContain('The team was asked what it can explain, and that week');
      expect(brought).toContain('Storyboards');
      // What was seen is not what would be posted now: a new digest came in between.
      const late = await house.api(megan, 'POST', `${path}/invite`, seen);
      expect(late.body.error.message).toContain('newer digest');
      expect(said(await house.act(megan, 'digest.send', invite))).toContain('newer digest');
      const week = { week: '2026-W49' };
      expect((await house.api(megan, 'POST', `${path}/invite`, week)).body.said).toContain(
        'Posted',
      );
      expect((await house.api(megan, 'POST', `${path}/dance`, week)).status).toBe(404);
    });

    it('are shown in the words of the team, around them in those of the reader', async () => {
      await team();
      await busyWeek();
      await house.act(alex, 'digest.subscribe', { team: crew.id });
      await house.pass(afterDigest);
      await house.api(alex, 'PATCH', '/me/settings', { language: 'nl' });
      const shown = await house.act(alex, 'digest.act', { team: crew.id, act: 'invite' });
      expect(said(shown)).toMatch(
        /Dit komt in het kanaal van Crew te staan.*Who can explain “Video editing”/s,
      );
      const [send] = actionsIn(shown.body.value as object);
      expect(send?.title).toBe('Plaatsen');
      const sent = await house.act(alex, send?.verb ?? '', send?.data ?? {});
      expect(said(sent)).toContain('Het staat in het kanaal van Crew.');
      const { digest } = (await house.api(alex, 'GET', '/team')).body;
      expect(digest.suggestion.post.title).toBe('Who can explain “Video editing”?');
      // The reader's words for what to do, the team's for what it reads.
      expect(digest.suggestion.label).toBe('Vraag wie dit kan uitleggen');
    });

    it('explain: a press adds the topic to my skills to share, and undo takes it off', async () => {
      await team();
      await busyWeek();
      await house.pass(afterDigest);
      const shares = async (who: Somebody) =>
        (await house.api(who, 'GET', '/me')).body.shares.map(({ name }: { name: string }) => name);
      const [card] = await house.say(sanne, 'digest');
      const done = await house.press(sanne, card as Posted, 'I can explain Video editing');
      expect(said(done)).toContain('“Video editing” is among your skills to share now');
      // The digest stays, without the button that has been pressed; nobody who wished is told.
      expect(linesOf(done.body.value as object)).toEqual(linesOf(cardOf(card)));
      const titles = (answer: Invoked) =>
        actionsIn(answer.body.value as object).map(({ title }) => title);
      expect(titles(done)).not.toContain('I can explain Video editing');
      expect(await shares(sanne)).toEqual(['Video editing']);
      const view = async (who: Somebody) => (await house.api(who, 'GET', '/team')).body;
      expect((await view(sanne)).wanted.topics).toEqual([
        { topic: 'Video editing', supply: 'nobody', mine: true },
      ]);
      expect((await view(megan)).wanted.topics).toMatchObject([{ mine: false }]);

      const undo = actionsIn(done.body.value as object).find(({ title }) => title === 'Undo');
      const undone = await house.act(sanne, undo?.verb ?? '', undo?.data ?? {});
      expect(said(undone)).toContain('off your skills to share again');
      expect(titles(undone)).toContain('I can explain Video editing');
      expect(await shares(sanne)).toEqual([]);
      expect(said(await house.act(sanne, undo?.verb ?? '', undo?.data ?? {}))).toContain(
        'no longer',
      );
      const before = house.teams.posted.length;
      const twice = await Promise.all(
        [1, 2].map(() =>
          house.act(sanne, 'digest.explain', { team: crew.id, topic: 'Video editing' }),
        ),
      );
      expect(twice.map(({ status }) => status)).toEqual([200, 200]);
      expect(await shares(sanne)).toEqual(['Video editing']);
      expect(house.teams.posted.slice(before).map(textOf).join()).not.toContain('Adele');
    });

    it('explain: below the invitation whoever presses is answered alone', async () => {
      await team();
      await busyWeek();
      await house.act(alex, 'digest.subscribe', { team: crew.id });
      await house.pass(afterDigest);
      await house.act(alex, 'digest.send', { team: crew.id, act: 'invite', week: '2026-W48' });
      const post = channelPosts().at(-1) as Posted;
      expect(textOf(post)).toContain('Five or more people want to learn this');
      for (const who of [sanne, megan, sanne]) {
        const answer = await house.press(who, post, 'I can explain Video editing');
        expect(answer.body.type).toBe('application/vnd.microsoft.activity.message');
        expect(said(answer)).toContain('Only you see this');
      }
      expect(channelPosts().at(-1)?.updates).toBe(0);
      expect(JSON.stringify(channelPosts().at(-1))).not.toContain('Sanne');
    });

    it('are for subscribers, and say so', async () => {
      await team();
      await house.pass(afterDigest);
      const before = channelPosts().length;
      const refused = await house.act(megan, 'digest.act', { team: crew.id, act: 'invite' });
      expect(said(refused)).toContain('for those who receive the digest');
      expect(channelPosts()).toHaveLength(before);
    });

    it('may be tried again when Teams refused the post', async () => {
      await team();
      await house.act(alex, 'digest.subscribe', { team: crew.id });
      house.teams.fail(403);
      const path = `/team/${encodeURIComponent(crew.id)}/acts/thank`;
      expect((await house.api(alex, 'POST', path, { week: '' })).status).toBe(422);
      expect((await house.api(alex, 'POST', path, { week: '' })).body.said).toContain('Posted');
    });

    it('are posted after all when Teams did not take it at once', async () => {
      await team();
      await house.act(alex, 'digest.subscribe', { team: crew.id });
      house.teams.fail(503);
      const path = `/team/${encodeURIComponent(crew.id)}/acts/thank`;
      expect((await house.api(alex, 'POST', path, { week: '' })).body.said).toContain('Posted');
    });

    it('are not posted a second time when nobody knows whether the first arrived', async () => {
      await team();
      await house.act(alex, 'digest.subscribe', { team: crew.id });
      const before = channelPosts().length;
      house.teams.fail('reset-after');
      const path = `/team/${encodeURIComponent(crew.id)}/acts/thank`;
      expect((await house.api(alex, 'POST', path, { week: '' })).body.said).toContain(
        'couldn’t see',
      );
      expect((await house.api(alex, 'POST', path, { week: '' })).body.said).toContain(
        'done this week',
      );
      expect(channelPosts()).toHaveLength(before + 1);
    });
  });

  describe('handing it over', () => {
    const openOf = async (who: Somebody) =>
      (await house.api(who, 'GET', '/me')).body.open.filter(
        ({ kind }: { kind: string }) => kind === 'digest-hand',
      );
    const subscribed = async (who: Somebody) =>
      (await house.api(who, 'GET', '/team')).body.subscribed;

    it('asks the successor in chat, and tells the channel when both want that', async () => {
      await team();
      await house.install(megan);
      const before = channelPosts().length;
      const [card] = await house.say(alex, 'digest for Megan Bowen');
      expect(textOf(card)).toContain('Ask Megan Bowen to receive the digest of Crew?');
      expect(textOf(card)).toContain('“Megan Bowen now receives the weekly digest of Crew.');
      expect(await openOf(megan)).toEqual([]);
      const asked = await house.press(alex, card as Posted, 'Ask, and tell the channel');
      expect(said(asked)).toContain('I’ll ask Megan Bowen');
      await house.pass('2026-11-23T09:00:00Z');
      const question = lastTo(chatOf(megan)) as Posted;
      expect(textOf(question)).toContain('A colleague would like to hand it to you');
      expect([await subscribed(megan), channelPosts().length]).toEqual([false, before]);
      const yes = await house.press(megan, question, 'Yes, and tell the channel');
      expect(said(yes)).toContain('The channel has been told.');
      expect(await subscribed(megan)).toBe(true);
      expect(channelPosts().slice(before).map(textOf)).toEqual([
        'Megan Bowen now receives the weekly digest of Crew. Everybody can read the same text: type *digest* in our own chat.',
      ]);
    });

    it('is a button below the digest, in Dutch as well, and a no stays with who says it', async () => {
      await team();
      await house.install(adele);
      await busyWeek();
      await house.act(alex, 'digest.subscribe', { team: crew.id });
      await house.pass(afterDigest);
      await house.api(alex, 'PATCH', '/me/settings', { language: 'nl' });
      const before = channelPosts().length;
      const [digest] = await house.say(alex, 'overzicht');
      const pick = await house.press(alex, digest as Posted, 'Doorgeven');
      expect(said(pick)).toContain('Het overzicht van Crew doorgeven');
      const named = await house.act(alex, 'digest.give', { team: crew.id, skill: 'Adele' });
      expect(said(named)).toContain('Wil je dat Adele Vance het overzicht van Crew krijgt?');
      const hand = { team: crew.id, to: adele.id, tell: false };
      expect(said(await house.act(alex, 'digest.hand', hand))).toContain('Ik vraag het Adele');
      const [open] = await openOf(adele);
      expect(open.actions.map(({ act }: { act: string }) => act)).toEqual(['yes', 'no']);
      const path = `/open/${open.id}`;
      expect((await house.api(adele, 'POST', `${path}/tell`, {})).status).toBe(422);
      expect((await house.api(adele, 'POST', `${path}/no`, {})).status).toBe(200);
      expect((await house.api(adele, 'POST', `${path}/yes`, {})).status).toBe(422);
      expect([await subscribed(adele), channelPosts().length]).toEqual([false, before]);
    });

    it('said in a channel asks as well, without the name', async () => {
      await team();
      const [answer] = await house.mention(alex, 'digest for Adele');
      expect(textOf(answer)).toContain('in our own chat whether that’s welcome');
      expect(textOf(answer)).not.toContain('Adele');
      expect(await openOf(adele)).toHaveLength(1);
      expect(await subscribed(adele)).toBe(false);
    });

    it('is for the installer and for subscribers only', async () => {
      await team();
      const [refused] = await house.say(megan, 'digest for Adele');
      expect(textOf(refused)).toContain('can hand it over');
      await house.act(megan, 'digest.subscribe', { team: crew.id });
      expect(textOf((await house.say(megan, 'digest for Adele')).at(-1))).toContain('Adele Vance');
      for (const tell of [undefined, true]) {
        const wrong = await house.act(sanne, 'digest.hand', { team: crew.id, to: adele.id, tell });
        expect(said(wrong)).toContain('can hand it over');
      }
      expect(await openOf(adele)).toEqual([]);
    });

    it('asks when the name is missing, unknown or not enough', async () => {
      const other = { ...megan, id: more[0]?.id as never, teamsId: '29:megan2', name: 'Megan Fox' };
      await team([...Object.values(cast), other]);
      expect(textOf((await house.say(alex, 'digest for'))[0])).toContain('To whom?');
      expect(textOf((await house.say(alex, 'digest for Zoë'))[0])).toContain('anybody called Zoë');
      const [which] = await house.say(alex, 'digest for Megan');
      expect(buttonsOf(which).map(({ title }) => title)).toEqual(['Megan Bowen', 'Megan Fox']);
      expect(textOf((await house.mention(alex, 'digest for Megan'))[0])).toContain('full name');
      const chosen = await house.press(alex, which as Posted, 'Megan Fox');
      expect(said(chosen)).toContain('Ask Megan Fox to receive the digest');
    });
  });

  it('answers 404 about a team that is not mine, and a plain word to a press that makes no sense', async () => {
    await team(twelve.slice(1));
    const other = encodeURIComponent(crew.id);
    for (const [method, path, body] of [
      ['GET', `/team?team=${other}`, undefined],
      ['PUT', `/team/${other}/subscription`, { subscribed: true }],
      ['POST', `/team/${other}/acts/thank`, { week: '' }],
    ] as const) {
      expect((await house.api(alex, method, path, body)).status).toBe(404);
    }
    for (const verb of ['subscribe', 'unsubscribe', 'act', 'send', 'show', 'hand']) {
      for (const data of [{}, { team: 7 }, { team: crew.id, act: 'invite', to: 'x' }]) {
        const answer = await house.act(alex, `digest.${verb}`, data);
        expect(said(answer).length).toBeGreaterThan(20);
      }
    }
  });

  it('costs a team of twelve at most nineteen round trips, sending apart', async () => {
    await team();
    await busyWeek();
    await house.act(alex, 'digest.subscribe', { team: crew.id });
    await house.pass('2026-11-30T07:59:00Z');
    house.tables.reset();
    await house.app.runJob('digest', crew.id);
    const { reads, writes } = house.tables.trips;
    expect(records()).toHaveLength(1);
    expect(reads + writes).toBeLessThanOrEqual(19);
    expect(reads).toBeGreaterThanOrEqual(13);
  });
});
