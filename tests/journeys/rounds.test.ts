import { ownerOf } from '#bot/cards/own';
import { localTenant } from '#bot/config';
import { adminRoundsView, blockedView } from '#bot/features/rounds/wire';
import { colleagues } from '#bot/local/colleagues';
import type { Somebody } from '#tests/cast';
import type { Posted } from '#tests/fakes/teams';
import { buttonsOf, cast, crew, type House, openHouse, textOf } from '#tests/house';

const { alex, megan, adele, isaiah, patti, lynne, sanne, daan } = cast;
const everybody = Object.values(cast);

/** What each can explain and wants to learn: two swaps, a circle of three, and Daan alone. */
const skills: readonly (readonly [Somebody, string, string])[] = [
  [alex, 'SQL', 'Dutch'],
  [megan, 'Dutch', 'SQL'],
  [adele, 'French', 'Photography'],
  [isaiah, 'Photography', 'French'],
  [patti, 'Excel', 'Negotiating'],
  [lynne, 'Negotiating', 'First aid'],
  [sanne, 'First aid', 'Excel'],
  [daan, 'Knitting', 'Juggling'],
];

/** A card that answered a press, as something to press on. */
const shown = (card: unknown, on: Posted): Posted =>
  ({ ...on, updates: 0, activity: { attachments: [{ content: card }] } }) as never;

const tuesday = '2026-11-24T12:00:00Z';
const closed = '2026-12-02T09:30:00Z';

describe('a round', () => {
  let house: House;
  beforeEach(async () => {
    house = await openHouse();
  });
  afterEach(() => house.close());

  /** The crew of eight, all in, with their skills and wishes; Alex added the bot. */
  async function team(): Promise<void> {
    for (const who of everybody) await house.install(who);
    await house.installTeam(alex, everybody);
    for (const who of everybody) await house.api(who, 'PUT', '/me/consent', { answer: 'in' });
    for (const [who, share, wish] of skills) {
      await house.api(who, 'POST', '/skills', { list: 'share', name: share });
      await house.api(who, 'POST', '/skills', { list: 'wish', name: wish });
      // Nothing but rounds: what else the weekly moment could bring is off.
      await house.api(who, 'PATCH', '/me/settings', { off: ['checkin', 'digest', 'offers'] });
    }
  }
  const open = async (who: Somebody, kind: string): Promise<any> =>
    (await house.api(who, 'GET', '/me')).body.open.find((item: any) => item.kind === kind);
  const act = async (who: Somebody, kind: string, what: string) => {
    const item = await open(who, kind);
    return house.api(who, 'POST', `/open/${item.id}/${what}`, {});
  };
  const chatOf = (who: Somebody) =>
    house.teams.posted.filter(({ conversation }) => conversation === `chat-${who.teamsId}`);
  const cards = (who: Somebody, words: string) =>
    chatOf(who).filter((message) => textOf(message).includes(words));
  const post = (words: string) =>
    house.teams.posted.filter(
      (message) => message.conversation === crew.id && textOf(message).includes(words),
    );
  const started = async () => {
    await team();
    await house.api(alex, 'PUT', '/rounds', { team: crew.id, every: 4 });
    await house.pass('2026-11-23T06:10:00Z');
  };

  test('from switching on to the next round', async () => {
    await started();
    expect(post('every 4 weeks')).toHaveLength(1);

    // Nothing was sent by itself; the question waits under For you, and says what a yes shows.
    expect(cards(megan, 'Take part')).toHaveLength(0);
    const question = await open(megan, 'round-invite');
    expect(question.title).toBe('Take part this time?');
    expect(question.text).toContain('your name and the one wish');
    await house.pass(tuesday);
    for (const who of everybody) expect(cards(who, 'Take part this time?')).toHaveLength(1);

    // Yes on the card, and in the tab; changed, pressed twice, changed back.
    const [card] = cards(alex, 'Take part this time?');
    const [button] = buttonsOf(card);
    for (const _ of [1, 2]) {
      const yes = await house.act(alex, 'rounds.answer', button?.data ?? {});
      expect(JSON.stringify(yes.body)).toContain('You take part');
    }
    for (const who of everybody.slice(1)) {
      const answered = await act(who, 'round-invite', 'yes');
      expect(answered.body.said).toContain('You take part');
    }
    await act(megan, 'round-invite', 'no');
    await act(megan, 'round-invite', 'yes');

    // It closes: everybody is matched once, Daan hears why not.
    await house.pass(closed);
    for (const who of [alex, megan, adele, isaiah, patti, lynne, sanne]) {
      expect(chatOf(who).filter((one) => /Your (match|circle)/.test(textOf(one)))).toHaveLength(1);
    }
    const [match] = cards(alex, 'Your match: Megan Bowen');
    const said = textOf(match);
    expect(said).toContain('You asked for **Dutch**: **Megan Bowen** can explain it.');
    expect(said).toContain('**Megan Bowen** asked for **SQL**');
    expect(said).toContain('Choose a time that suits you both');
    expect(buttonsOf(match).map(({ title }) => title)).toEqual([
      expect.stringContaining(' Dec, '),
      expect.stringContaining(' Dec, '),
      expect.stringContaining(' Dec, '),
      'Other times',
      'Another time …',
      'I can’t this time',
    ]);
    expect(textOf(cards(patti, 'Your circle')[0])).toContain('Lynne Robbins');
    // That there is none waits for the weekly card.
    expect(cards(daan, 'No match this time')).toHaveLength(0);
    expect((await open(daan, 'round-left')).title).toBe('No match this time');
    await house.pass('2026-12-08T12:00:00Z');
    expect(cards(daan, 'No match this time')).toHaveLength(1);

    // They are asked a week later whether they met.
    await house.pass('2026-12-09T12:00:00Z');
    const asked = await open(alex, 'round-met');
    expect(asked.title).toBe('Did you meet Megan Bowen?');
    expect(await open(alex, 'round-match')).toBeUndefined();
    expect((await act(alex, 'round-met', 'yes')).body.said).toContain('Good to hear');
    expect(await open(alex, 'round-met')).toBeUndefined();
    expect((await act(adele, 'round-met', 'no')).body.said).toContain('No harm done');
    expect((await act(isaiah, 'round-met', 'no')).body.said).toContain('No harm done');

    // The next round: who met is not matched again, who did not may be.
    await house.pass('2026-12-21T07:00:00Z');
    for (const who of everybody) expect((await act(who, 'round-invite', 'yes')).status).toBe(200);
    await house.pass('2027-01-05T09:00:00Z');
    expect(await open(alex, 'round-match')).toBeUndefined();
    expect((await open(adele, 'round-match')).title).toBe('Your match: Isaiah Langer');
  });

  test('from a time to the lesson, the thank-you and a new skill to share', async () => {
    await closedRound();
    const [match] = cards(alex, 'Your match: Megan Bowen');
    const time = buttonsOf(match)[1];
    const press = async (who: Somebody, verb: string, data: object) => {
      const { body } = await house.act(who, verb, data);
      return { said: JSON.stringify(body), card: shown(body.value, match as Posted) };
    };
    // A file for each time before one is chosen; chosen, there is one, for each of the two.
    const files = (one: unknown) =>
      JSON.stringify(one)
        .match(/http[^"()]*\/files\/round\/[^"()]*/g)
        ?.filter((link) => !link.endsWith('?as=teams'));
    expect(files(match)).toHaveLength(3);
    const sequence = async (link = '') =>
      Number((await (await fetch(link)).text()).match(/^SEQUENCE:(\d+)/m)?.[1]);
    const offered = files(match) ?? [];
    expect([await sequence(offered[0]), await sequence(offered[2])]).toEqual([1, 2]);
    const [hers] = cards(megan, 'Choose a time');
    const before = buttonsOf(hers)[0]?.data ?? {};
    const planned = await press(alex, 'rounds.match', time?.data ?? {});
    expect(planned.said).toContain('You meet ');
    const [file = ''] = files(planned.said) ?? [];
    const entry = await (await fetch(file)).text();
    expect(entry).toContain('SUMMARY:Half an hour with Megan Bowen');
    expect(entry).toContain('Dutch and SQL');
    expect(entry).toMatch(/^SEQUENCE:3\b/m);
    expect(entry).not.toMatch(/^(X-WR-CALNAME|NAME)/m);
    expect(decodeURIComponent(file)).not.toMatch(/Alex|Megan|00000000|Dutch/);
    expect((await fetch(`${file}x`)).status).toBe(404);
    const [other = ''] = offered;
    expect((await fetch(other)).status).toBe(404);
    // Megan hears it in a sentence; her one card shows what was chosen, whatever she presses.
    await house.pass('2026-12-02T09:40:00Z');
    const [shows, sentence, ...more] = cards(megan, 'You meet ');
    expect(shows?.id).toBe(hers?.id);
    expect(buttonsOf(sentence)).toEqual([]);
    expect(more).toEqual([]);
    const late = await press(megan, 'rounds.match', before);
    expect(late.said).toContain('You meet ');
    // Not yet: other times for both; Alex is asked again, the file of the first time is gone.
    await house.pass('2026-12-08T12:00:00Z');
    const later = await act(megan, 'round-met', 'times');
    expect(later.body.said).toContain('Here are other times');
    expect((await open(alex, 'round-match')).text).toContain('Choose a time');
    expect(await open(alex, 'round-met')).toBeUndefined();
    expect((await fetch(file)).status).toBe(404);
    await act(alex, 'round-match', 'plan.0');
    await house.pass('2026-12-08T12:40:00Z');
    const [moved] = files(cards(megan, 'You meet ')) ?? [];
    expect(await sequence(moved)).toBe(4);
    await house.pass('2026-12-22T12:00:00Z');

    const asked = cards(alex, 'Did you meet Megan Bowen?').at(-1);
    const yes = await press(alex, 'rounds.met', buttonsOf(asked)[0]?.data ?? {});
    expect(yes.said).toContain('One line for the next person?');
    const thanks = await house.press(alex, yes.card, 'Thank Megan Bowen');
    expect(JSON.stringify(thanks.body)).toContain('form is below');
    const form = JSON.stringify(chatOf(alex).at(-1)?.activity);
    expect(form).toContain(`"value":"${megan.id}"`);
    expect(form).toContain('"value":"Dutch"');
    const kept = await house.press(alex, yes.card, 'Keep it', {
      text: 'Learn ten words a day.',
      keep: 'skill',
    });
    const share = await house.press(alex, shown(kept.body.value, match as Posted), 'Add it');
    expect(JSON.stringify(share.body)).toContain('“Dutch” is on your skills to share');
    expect((await house.api(alex, 'GET', '/me')).body.shares).toMatchObject([
      { name: 'SQL' },
      { name: 'Dutch' },
    ]);
    const lessons = async () =>
      (await house.api(adele, 'GET', '/lessons?skill=Dutch')).body.lessons;
    expect(await lessons()).toEqual([]);
    // Said twice it is once; each keeps both sides on their own timeline.
    const twice = await press(alex, 'rounds.met', buttonsOf(asked)[0]?.data ?? {});
    expect(twice.said).toContain('dealt with');
    const entries = (await house.api(alex, 'GET', '/learning')).body.entries;
    expect(entries.filter(({ kind }: { kind: string }) => kind === 'help')).toHaveLength(2);
    expect(JSON.stringify(entries)).toContain('Learn ten words a day.');
  });

  test('two who choose at the same instant have one time, and both see it', async () => {
    await closedRound([alex, megan]);
    const chosen = await Promise.all([
      act(alex, 'round-match', 'plan.0'),
      act(megan, 'round-match', 'plan.1'),
    ]);
    expect(chosen.map(({ status }) => status).sort()).toEqual([200, 422]);
    const titles = await Promise.all(
      [alex, megan].map(async (who) => (await open(who, 'round-match')).title.split(': ')[1]),
    );
    expect(titles[0]).toMatch(/December at/);
    expect(titles[0]).toBe(titles[1]);
    // Either may ask for other times; the other one is told, and chooses of the same ones.
    expect((await act(megan, 'round-match', 'times')).body.said).toContain('other times');
    const offered = async (who: Somebody) =>
      (await open(who, 'round-match')).actions.slice(0, 3).map(({ label }: any) => label);
    expect(await offered(alex)).toEqual(await offered(megan));
  });

  test('a time already promised to help is proposed to nobody, and what is over makes way', async () => {
    await started();
    for (const who of [alex, megan]) await act(who, 'round-invite', 'yes');
    // Patti asks Alex for help, and they plan all that a round would propose first.
    await house.pass('2026-12-01T09:00:00Z');
    await house.api(patti, 'POST', '/asks', {
      skill: 'SQL',
      what: 'A join.',
      minutes: 60,
      op: 'form-0001',
      by: '2026-12-08',
    });
    await house.pass('2026-12-01T09:01:00Z');
    await act(alex, 'help-offer', 'yes');
    const item = await open(alex, 'help-given');
    const helped = await house.api(alex, 'POST', `/open/${item.id}/at.2026-12-03T13:00`, {});
    expect(helped.status).toBe(200);
    await house.pass(closed);
    const times = async (who: Somebody) => {
      const rows = house.tables.dump().filter(({ row }) => {
        return row.partitionKey.includes(who.id) && row.rowKey.includes('round-match');
      });
      const [{ row } = { row: { data: '{}' } }] = rows;
      return String(JSON.parse(String(row['data'])).data?.slots).split(' ');
    };
    const first = await times(alex);
    expect(first).toHaveLength(3);
    expect(first.filter((at) => at > '2026-12-03T11:30' && at < '2026-12-03T13:00')).toEqual([]);
    // Nobody chose: when the last is over others stand there, with both, on the card they have.
    const told = [alex, megan].map((who) => chatOf(who).length);
    await house.pass(`${first[2]?.slice(0, 16)}:10Z`);
    const renewed = await times(alex);
    expect(renewed.length).toBeGreaterThan(0);
    expect(renewed.every((at) => at > (first[2] ?? ''))).toBe(true);
    expect(await times(megan)).toEqual(renewed);
    const matches = [alex, megan].map((who) => cards(who, 'Your match'));
    expect(matches.map(({ length }) => length)).toEqual([1, 1]);
    expect([alex, megan].map((who) => chatOf(who).length)).toEqual(told);
  });

  test('who met in the team’s round is not matched again in the organisation’s', async () => {
    await closedRound([alex, megan, adele, isaiah]);
    await house.pass('2026-12-09T12:00:00Z');
    await act(alex, 'round-met', 'yes');
    await act(adele, 'round-met', 'no');
    await act(isaiah, 'round-met', 'no');
    await house.api(alex, 'PUT', '/rounds', { team: crew.id, every: 0 });
    const operator = await asOperator(alex);
    await operator('PUT', '/admin/rounds', { every: 4 });
    await house.pass('2026-12-09T12:10:00Z');
    for (const who of [alex, megan, adele, isaiah]) await act(who, 'round-invite', 'yes');
    await house.pass('2026-12-24T09:30:00Z');
    expect(await open(alex, 'round-match')).toBeUndefined();
    expect((await open(adele, 'round-match')).title).toBe('Your match: Isaiah Langer');
  });

  test.each([
    ['takes the bot away', (who: Somebody) => house.send(uninstall(who))],
    [
      'is in the team no more',
      async (who: Somebody) => {
        house.teams.members = everybody.filter((one) => one !== who);
        await house.app.runJob('roster', crew.id);
      },
    ],
  ])('who %s is replaced, kindly and without a word about it', async (_, goes) => {
    await team();
    await house.api(daan, 'POST', '/skills', { list: 'share', name: 'Dutch' });
    await house.api(daan, 'POST', '/skills', { list: 'wish', name: 'SQL' });
    await house.api(alex, 'PUT', '/rounds', { team: crew.id, every: 4 });
    await house.pass('2026-11-23T06:10:00Z');
    for (const who of everybody) await act(who, 'round-invite', 'yes');
    await house.pass(closed);
    const first = (await open(alex, 'round-match')).title.endsWith('Megan Bowen') ? megan : daan;
    const other = first === megan ? daan : megan;
    await goes(first);
    await house.pass('2026-12-02T09:45:00Z');
    expect((await open(alex, 'round-match')).title).toBe(`Your match: ${other.name}`);
    expect((await open(other, 'round-match')).title).toBe('Your match: Alex Wilber');
  });

  const uninstall = (who: Somebody) => ({
    type: 'installationUpdate',
    action: 'remove',
    id: `gone-${who.teamsId}`,
    channelId: 'msteams',
    serviceUrl: house.teams.serviceUrl,
    from: { id: who.teamsId, name: who.name, aadObjectId: who.id },
    recipient: { id: '28:bot', name: 'Pass It On' },
    conversation: {
      id: `chat-${who.teamsId}`,
      conversationType: 'personal',
      tenantId: localTenant,
    },
    channelData: { tenant: { id: localTenant } },
  });

  /** The tab's calls of somebody with the app role. */
  async function asOperator(who: Somebody) {
    const response = await fetch(`${house.url}/local/token`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ as: who.id, role: 'operator' }),
    });
    const { token } = (await response.json()) as { token: string };
    return async (method: string, path: string, body?: object) => {
      const answer = await fetch(`${house.url}/api${path}`, {
        method,
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: answer.status, body: (await answer.json()) as any };
    };
  }

  /** Everybody says yes, and the round closes. */
  async function closedRound(yes: readonly Somebody[] = everybody): Promise<void> {
    await started();
    for (const who of yes) await act(who, 'round-invite', 'yes');
    await house.pass(closed);
  }

  test('who cannot is replaced, kindly and without a word about it', async () => {
    await team();
    // Daan could help Alex as well, and would learn from him: one of two is left at first.
    await house.api(daan, 'POST', '/skills', { list: 'share', name: 'Dutch' });
    await house.api(daan, 'POST', '/skills', { list: 'wish', name: 'SQL' });
    await house.api(alex, 'PUT', '/rounds', { team: crew.id, every: 4 });
    await house.pass('2026-11-23T06:10:00Z');
    for (const who of everybody) await act(who, 'round-invite', 'yes');
    await house.pass(closed);
    const first = (await open(alex, 'round-match')).title.endsWith('Megan Bowen') ? megan : daan;
    const other = first === megan ? daan : megan;
    expect(await open(other, 'round-left')).toBeDefined();

    const [card] = cards(first, 'Your match: Alex Wilber');
    const decline = buttonsOf(card).find(({ title }) => title === 'I can’t this time');
    for (const _ of [1, 2]) {
      const said = await house.act(first, 'rounds.match', decline?.data ?? {});
      expect(JSON.stringify(said.body)).toMatch(/That’s fine|has changed since/);
    }
    expect(await open(first, 'round-match')).toBeUndefined();
    await house.pass('2026-12-02T09:40:00Z');
    expect((await open(alex, 'round-match')).title).toBe(`Your match: ${other.name}`);
    expect((await open(other, 'round-match')).title).toBe('Your match: Alex Wilber');
    expect(await open(first, 'round-match')).toBeUndefined();
    // The others kept theirs, and nobody reads who could not.
    expect((await open(adele, 'round-match')).title).toBe('Your match: Isaiah Langer');
    const { body } = await house.api(alex, 'GET', '/me/export');
    expect(JSON.stringify(body.rows.Teams)).not.toContain('without');

    // Nobody is left for the one after: Alex hears it kindly.
    const again = await open(other, 'round-match');
    await house.api(other, 'POST', `/open/${again.id}/decline`, {});
    await house.pass('2026-12-02T09:50:00Z');
    expect(await open(alex, 'round-match')).toBeUndefined();
    const news = await open(alex, 'round-left');
    expect(`${news.title} ${news.text}`).toMatch(/didn’t work out.*no longer available/);
    expect(news.text).not.toContain(other.name);
    expect(await open(other, 'round-left')).toMatchObject({ title: 'No match this time' });
  });

  test('somebody I would rather not meet again is never matched with me, and only I know', async () => {
    await closedRound();
    // Nobody knows before they met.
    expect(JSON.stringify(await open(alex, 'round-match'))).not.toContain('block~');
    await house.pass('2026-12-09T12:00:00Z');
    const asked = await open(alex, 'round-met');
    expect(asked.actions.at(-1)).toMatchObject({ label: 'Not with Megan again' });
    const said = await house.api(alex, 'POST', `/open/${asked.id}/block~${megan.id}`, {});
    expect(said.body.said).toContain('Nobody sees that');
    expect(await open(alex, 'round-met')).toBeUndefined();
    const { blocked } = (await house.api(alex, 'GET', '/blocked')).body;
    expect(blocked.map((one: unknown) => blockedView.parse(one))).toEqual([
      { id: megan.id, name: 'Megan Bowen' },
    ]);
    expect((await house.api(megan, 'GET', '/blocked')).body.blocked).toEqual([]);
    await house.pass('2026-12-21T07:00:00Z');
    for (const who of everybody) await act(who, 'round-invite', 'yes');
    await house.pass('2027-01-05T09:00:00Z');
    expect(await open(alex, 'round-match')).toBeUndefined();
    expect(await open(megan, 'round-match')).toBeUndefined();
    const { body } = await house.api(megan, 'GET', '/me/export');
    expect(JSON.stringify(body)).not.toContain('blocked":["');
    // And back.
    await house.api(alex, 'DELETE', `/blocked/${megan.id}`);
    expect((await house.api(alex, 'GET', '/blocked')).body.blocked).toEqual([]);
    expect((await house.api(alex, 'DELETE', `/blocked/${megan.id}`)).status).toBe(404);
  });

  test('only who said yes takes part; paused and switched off are out', async () => {
    await started();
    await act(alex, 'round-invite', 'yes');
    await act(megan, 'round-invite', 'no');
    await act(adele, 'round-invite', 'yes');
    await act(isaiah, 'round-invite', 'yes');
    await house.api(isaiah, 'PUT', '/me/pause', { until: '2026-12-04' });
    await act(patti, 'round-invite', 'yes');
    await act(lynne, 'round-invite', 'yes');
    await house.api(lynne, 'PATCH', '/me/settings', { off: ['rounds'] });
    await act(sanne, 'round-invite', 'yes');
    await house.pass(closed);
    for (const who of everybody) expect(await open(who, 'round-match')).toBeUndefined();
    // In so small a round no reason tells who was in it.
    for (const who of [alex, adele, patti, sanne]) {
      expect((await open(who, 'round-left')).text).toContain(
        'Nobody who fits what you wished for was available.',
      );
    }
    for (const who of [megan, isaiah, lynne, daan]) {
      expect(await open(who, 'round-left')).toBeUndefined();
    }
  });

  test('a card of somebody else, of another kind, or from before does nothing and says so', async () => {
    await closedRound();
    const [match] = cards(alex, 'Your match');
    const decline = buttonsOf(match).find(({ title }) => title === 'I can’t this time')?.data ?? {};
    const strange = await house.act(megan, 'rounds.match', decline);
    expect(JSON.stringify(strange.body)).toContain('somebody else');
    expect(await open(alex, 'round-match')).toBeDefined();
    const item = 'round-invite-of-this-round';
    const late = await house.act(alex, 'rounds.answer', { ...decline, item, answer: 'no' });
    expect(JSON.stringify(late.body)).toContain('closed already');
    for (const act of ['met', 'block~nobody', 'seen', 'plan.7']) {
      const said = await house.act(alex, 'rounds.match', { ...decline, act });
      expect(JSON.stringify(said.body)).toContain('earlier moment');
    }
    const empty = await house.act(alex, 'rounds.match', {});
    expect(JSON.stringify(empty.body)).toContain('couldn’t read');
    // After the week the match has made way for the question.
    await house.pass('2026-12-09T12:00:00Z');
    const gone = await house.act(alex, 'rounds.match', decline);
    expect(JSON.stringify(gone.body)).toContain('has changed since');
  });

  test('switched by whoever holds the digest, told once, and off means no card', async () => {
    await team();
    const [refused] = await house.say(megan, 'rounds every 4 weeks');
    expect(textOf(refused)).toContain('Only somebody who receives the digest');
    expect((await house.api(megan, 'PUT', '/rounds', { team: crew.id, every: 4 })).status).toBe(
      422,
    );
    const [unclear] = await house.say(alex, 'rounds every 3 weeks');
    expect(textOf(unclear)).toContain('How often?');
    expect((await house.api(alex, 'PUT', '/rounds', { team: 'elsewhere', every: 4 })).status).toBe(
      404,
    );

    // The post is shown before it is sent; who goes back has posted nothing.
    const [preview] = await house.say(alex, 'rondes elke vier weken');
    expect(textOf(preview)).toMatch(/stand in the channel of Crew.*every 4 weeks/s);
    expect(post('every 4 weeks')).toEqual([]);
    const back = await house.press(alex, preview as Posted, 'Don’t post');
    expect(JSON.stringify(back.body)).toContain('no rounds');
    const start = { by: ownerOf(alex.id), scope: crew.id, every: 4 };
    const on = await house.act(alex, 'rounds.start', start);
    expect(JSON.stringify(on.body)).toContain('I told the team');
    const twice = await house.act(alex, 'rounds.start', start);
    expect(JSON.stringify(twice.body)).toContain('already');
    expect(textOf((await house.say(alex, 'rounds every 4 weeks')).at(-1))).toContain('already');
    await house.pass('2026-11-23T06:10:00Z');
    expect(await open(megan, 'round-invite')).toBeDefined();
    expect((await house.api(megan, 'GET', '/rounds')).body).toMatchObject({
      team: crew.id,
      every: 4,
      mayChange: false,
    });

    const off = await house.api(alex, 'PUT', '/rounds', { team: crew.id, every: 0 });
    expect(off.body.said).toContain('Rounds are off');
    await house.pass('2026-11-23T06:20:00Z');
    for (const who of everybody) expect(await open(who, 'round-invite')).toBeUndefined();
    await house.pass('2027-02-01T09:00:00Z');
    for (const who of everybody) expect(cards(who, 'Take part')).toHaveLength(0);
    expect(post('every 4 weeks')).toHaveLength(1);
  });

  test('who says count me in while a round is open is asked as well', async () => {
    await team();
    await house.api(daan, 'PUT', '/me/consent', { answer: 'not-now' });
    await house.api(alex, 'PUT', '/rounds', { team: crew.id, every: 4 });
    await house.pass('2026-11-23T06:20:00Z');
    expect(await open(daan, 'round-invite')).toBeUndefined();
    await house.api(daan, 'PUT', '/me/consent', { answer: 'in' });
    await house.pass('2026-11-23T06:30:00Z');
    expect(await open(daan, 'round-invite')).toBeDefined();
    expect(await open(megan, 'round-invite')).toBeDefined();
  });

  test('a channel that takes no post leaves rounds off', async () => {
    await team();
    house.teams.fail(403);
    const said = await house.api(alex, 'PUT', '/rounds', { team: crew.id, every: 2 });
    expect(said.body.error.message).toContain('can’t post in the channel');
    expect((await house.api(alex, 'GET', '/rounds')).body.every).toBe(0);
    await house.pass('2026-11-23T07:00:00Z');
    expect(await open(megan, 'round-invite')).toBeUndefined();
  });

  test('who erases everything is gone from rounds, and their match hears that they are not available', async () => {
    await closedRound();
    const mine = (await house.api(megan, 'GET', '/me/export')).body;
    expect(JSON.stringify(mine.rows.Teams)).toContain('"teacher"');
    await house.api(megan, 'POST', '/me/erase', { confirm: 'erase' });
    await house.pass('2026-12-02T10:00:00Z');
    const rows = JSON.stringify(
      house.tables
        .dump()
        .filter(({ row }) => row.rowKey !== 'm~' && row.partitionKey.includes('rounds')),
    );
    expect(rows).toContain('teacher');
    expect(rows).not.toContain(megan.id);
    expect(await open(alex, 'round-match')).toBeUndefined();
    const news = await open(alex, 'round-left');
    expect(news.text).toContain('Your match is no longer available');
    expect(JSON.stringify(news)).not.toContain('Megan');
    await house.pass('2026-12-09T12:00:00Z');
    expect(await open(alex, 'round-met')).toBeUndefined();
  });

  test('an operator switches the organisation’s rounds and sees figures in fives', async () => {
    await team();
    expect((await house.api(alex, 'PUT', '/admin/rounds', { every: 4 })).status).toBe(403);
    expect((await house.api(alex, 'GET', '/admin/rounds')).status).toBe(403);
    const operator = await asOperator(alex);
    const on = await operator('PUT', '/admin/rounds', { every: 4 });
    expect(on.body).toMatchObject({ every: 4, last: null });
    await house.pass('2026-11-23T06:10:00Z');
    for (const who of everybody) await act(who, 'round-invite', 'yes');
    await house.pass(closed);
    // Eight people took part: nothing below ten may be told.
    const seen = adminRoundsView.parse((await operator('GET', '/admin/rounds')).body);
    expect(seen.last).toMatchObject({
      people: 0,
      matched: 0,
      shortages: [],
    });
    expect((await open(alex, 'round-match')).title).toBe('Your match: Megan Bowen');
    expect(post('every 4 weeks')).toHaveLength(0);
  });
});

test('in local mode the sample’s people take part, and you find a match', async () => {
  const house = await openHouse({ SAMPLE: 'on', CLOCK_NOW: '2026-11-23T08:00:00Z' });
  try {
    const [robin] = colleagues as unknown as [Somebody];
    const token = await fetch(`${house.url}/local/token`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ as: robin.id, role: 'operator' }),
    });
    const headers = {
      Authorization: `Bearer ${((await token.json()) as { token: string }).token}`,
      'Content-Type': 'application/json',
    };
    await house.api(robin, 'PUT', '/me/consent', { answer: 'in' });
    await fetch(`${house.url}/api/admin/rounds`, {
      method: 'PUT',
      headers,
      body: JSON.stringify({ every: 2 }),
    });
    await house.pass('2026-11-23T09:00:00Z');
    const open = async (): Promise<any[]> => (await house.api(robin, 'GET', '/me')).body.open;
    const invitation = (await open()).find(({ kind }) => kind === 'round-invite');
    await house.api(robin, 'POST', `/open/${invitation.id}/yes`, {});
    const during = await fetch(`${house.url}/api/admin/rounds`, { headers });
    expect(adminRoundsView.parse(await during.json()).open).toEqual({
      closes: '2026-12-02T09:00:00Z',
      people: 10,
    });
    await house.pass(closed);
    const match = (await open()).find(({ kind }) => kind === 'round-match');
    expect(match.title).toBe('Your match: Megan Bowen');
    expect(match.text).toContain('Pivot tables');
    // Sixteen took part: told in fives, and never the rest of the team.
    const admin = await fetch(`${house.url}/api/admin/rounds`, { headers });
    const { last } = adminRoundsView.parse(await admin.json());
    expect(last?.people).toBe(10);
  } finally {
    await house.close();
  }
}, 60_000);
