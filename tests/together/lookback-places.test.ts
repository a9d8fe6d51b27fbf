import { together } from '#bot/app';
import { localTenant } from '#bot/config';
import { commandTable, matchCommand } from '#bot/doors/dispatch';
import { languages, messages } from '#bot/strings/index';
import type { Somebody } from '#tests/cast';
import { filledIn, type Posted } from '#tests/fakes/teams';
import { buttonsOf, cast, crew, type House, openHouse, textOf } from '#tests/house';
import { cardOf, inChannelAt, pathOf, pressOn, writes } from '#tests/practice/press';

const { alex, megan, adele, isaiah, sanne, daan } = cast;
const everybody = [alex, megan, adele, isaiah, sanne, daan];

let house: House;
beforeEach(async () => {
  house = await openHouse();
  for (const one of everybody) await house.install(one);
  await house.installTeam(alex, everybody);
});
afterEach(() => house.close());

/** A meeting's chat, to which nothing of the team belongs. */
const meeting = '19:meeting_abc@thread.v2';
const inMeeting = {
  conversation: {
    id: meeting,
    conversationType: 'groupChat',
    isGroup: true,
    tenantId: localTenant,
  },
};
const mention = {
  entities: [
    {
      type: 'mention',
      text: '<at>Pass It On</at>',
      mentioned: { id: '28:bot', name: 'Pass It On' },
    },
  ],
};
const saidInMeeting = (who: Somebody, text: string, more: object = {}) =>
  house.say(who, `<at>Pass It On</at> ${text}`, { ...inMeeting, ...mention, ...more });

const dutch = { locale: 'nl-NL' };
const open = async (who: Somebody) => (await house.api(who, 'GET', '/me')).body.open;
const last = (conversation: string) =>
  house.teams.posted.filter((one) => one.conversation === conversation).at(-1);

describe('where a look-back is started', () => {
  it('is started in a meeting’s chat, and reaches nobody outside it', async () => {
    const [card] = await saidInMeeting(alex, 'look back on the demo');
    await pressOn(house, alex, card?.activity, 'Start', {}, { ...inMeeting, replyToId: card?.id });
    expect(textOf(card)).toContain('Look-back: the demo');
    const at = { ...inMeeting, replyToId: card?.id };
    for (const who of [alex, megan, adele]) {
      const sent = await writes(house, who, card as Posted, { 'f.q0': `of ${who.teamsId}` }, at);
      expect(JSON.stringify(sent.body)).toContain('You wrote along');
    }
    const path = pathOf(card);
    // Somebody of the same team, who is not in that chat, has nothing to do with it.
    expect((await house.api(daan, 'GET', path)).status).toBe(422);
    expect(JSON.stringify((await house.api(daan, 'GET', '/together')).body)).not.toContain(
      'the demo',
    );
    const before = house.teams.posted.length;
    await house.pass('2026-11-25T15:00:30Z');
    const told = house.teams.posted.slice(before).map(({ conversation }) => conversation);
    expect(new Set(told)).toEqual(new Set(['chat-29:alex', 'chat-29:megan', 'chat-29:adele']));
    expect((await house.api(megan, 'GET', path)).body.sections[0].entries).toHaveLength(0);
    expect(JSON.stringify((await house.api(megan, 'GET', path)).body)).toContain('of 29:adele');
  });

  it('is not pressed by a guest', async () => {
    house.teams.members = everybody.map((one) => ({ ...one, guest: one === daan }));
    const [card] = await saidInMeeting(alex, 'retro');
    const at = { ...inMeeting, replyToId: card?.id };
    await pressOn(house, alex, card?.activity, 'Start', {}, at);
    const refused = await pressOn(house, daan, card?.activity, 'Write along', {}, at);
    expect(JSON.stringify(refused.body)).toContain('Guests can read along');
    const [own] = await saidInMeeting(daan, 'retro');
    expect(JSON.stringify(own?.activity)).toContain('Guests can read along');
  });

  it('asks in one’s own chat, in Dutch, with whom, and posts it in the team’s channel', async () => {
    const [card] = await house.say(sanne, 'terugblik over de verhuizing', dutch);
    expect(textOf(card)).toContain('Met wie');
    const started = await pressOn(
      house,
      sanne,
      card?.activity,
      'Beginnen',
      {},
      { ...dutch, replyToId: card?.id },
    );
    expect(JSON.stringify(started.body)).toContain('Terugblik: de verhuizing');
    await house.pass('2026-11-23T06:00:10Z');
    const post = last(crew.id);
    expect(textOf(post)).toContain('Look-back: de verhuizing');
    const mine = cardOf(started);
    const form = await pressOn(house, sanne, mine, 'Meeschrijven', {}, dutch);
    const long = 'x'.repeat(301);
    const refused = await pressOn(house, sanne, cardOf(form), 'Bewaren', { 'f.q0': long }, dutch);
    expect(JSON.stringify(refused.body)).toContain('hooguit 300 tekens');
    const kept = await pressOn(house, sanne, cardOf(form), 'Bewaren', { 'f.q0': 'kort' }, dutch);
    expect(JSON.stringify(kept.body)).toContain('Je schreef mee');
    expect((await open(sanne)).map(({ title }: { title: string }) => title)).toContain(
      'Jouw woorden voor: de verhuizing',
    );
    // Called off by who started it: the words come back, at the next hour of work.
    const off = await pressOn(house, sanne, mine, 'Afblazen', {}, dutch);
    expect(off.status).toBe(200);
    await house.pass('2026-11-23T08:10:00Z');
    expect(textOf(post)).toContain('Nothing was opened');
    expect(JSON.stringify(await open(sanne))).toContain('kort');
    expect(textOf(last('chat-29:sanne'))).toContain('Je woorden zijn terug');
  });

  it('is started with people by name: each is asked within their own limit, and it shows of nobody', async () => {
    await house.say(megan, 'count me in');
    const [card] = await house.say(alex, 'retro the pilot');
    const started = await pressOn(
      house,
      alex,
      card?.activity,
      'Start',
      { 'f.whose': 'people', 'f.people': [megan.id, adele.id].join(',') },
      { replyToId: card?.id },
    );
    expect(JSON.stringify(started.body)).toContain('Look-back: the pilot');
    await house.pass('2026-11-23T10:00:00Z');
    expect(last('chat-29:megan') && textOf(last('chat-29:megan'))).toContain(
      'Look back together: the pilot',
    );
    // Without a yes to messages it waits under For you.
    expect(JSON.stringify(await open(adele))).toContain('Look back together: the pilot');
    expect(JSON.stringify(last('chat-29:adele')?.activity)).not.toContain('pilot');
    expect(JSON.stringify(await open(isaiah))).not.toContain('pilot');
    // Once she writes she is not asked any more, and it still shows of nobody.
    const asked = last('chat-29:megan') as Posted;
    const sent = await writes(house, megan, asked, { 'f.q0': 'zebra' }, {});
    expect(JSON.stringify(sent.body)).toContain('You wrote along');
    expect((await open(megan)).map(({ title }: { title: string }) => title)).toEqual([
      'Your words for: the pilot',
    ]);
    const starter = await house.api(alex, 'GET', '/together');
    expect(JSON.stringify(starter.body)).not.toMatch(/zebra|Megan/);
    const nobody = await house.say(alex, 'retro the second pilot');
    const empty = await pressOn(house, alex, nobody[0]?.activity, 'Start', { 'f.whose': 'people' });
    expect(JSON.stringify(empty.body)).toContain('at least one colleague');
  });
});

describe('the words of a look-back', () => {
  it('are no other command’s, in either language, whatever follows them', () => {
    const table = commandTable(house.app.features.flatMap(({ commands = [] }) => commands));
    for (const lang of languages) {
      const texts: Readonly<Record<string, Readonly<Record<string, string>>>> = messages[lang];
      for (const { starts } of together) {
        for (const { words: key } of starts) {
          const [feature = '', ...name] = key.split('.');
          for (const words of (texts[feature]?.[name.join('.')] ?? '').split('|')) {
            for (const typed of [words, `${words.toUpperCase()}!`, `${words} the move`]) {
              expect([typed, matchCommand(table, typed)?.command.words]).toEqual([typed, key]);
            }
          }
        }
      }
      for (const word of ['together', 'samen']) {
        expect(matchCommand(table, word)?.command.words).toBe('practice.command.together');
      }
    }
    expect(matchCommand(table, 'start')?.command.words).toBe('people.command.in');
  });

  it('show what can be started, and what is open here', async () => {
    const [card] = await house.mention(alex, 'together');
    // Little by little: one of each form first, the rest behind a press.
    expect(buttonsOf(card).map(({ title }) => title)).toEqual([
      'Look back',
      'I show something',
      'Think along',
      'More',
    ]);
    const { body } = await house.press(alex, card as Posted, 'More');
    const others = JSON.stringify(body);
    for (const title of ['Look ahead', 'We discuss something', 'Share back', 'Practise']) {
      expect(others).toContain(title);
    }
    const ahead = { practice: 'lookback', variant: 'ahead' };
    const offered = await house.act(alex, 'practice.new', ahead, inChannelAt(card as Posted));
    expect(JSON.stringify(offered.body)).toContain('What are you about to do?');
  });

  it('say nothing in a channel of whether the speaker wrote', async () => {
    const [card] = await house.mention(alex, 'retro the move');
    await house.press(alex, card as Posted, 'Start', filledIn(card?.activity));
    await writes(house, megan, card as Posted, { 'f.q0': 'zebra' });
    const [said] = await house.mention(megan, 'together');
    const [other] = await house.mention(adele, 'together');
    expect(textOf(said)).toContain('Look-back: the move');
    expect(textOf(said)).toBe(textOf(other));
    const [own] = await house.say(megan, 'together');
    expect(textOf(own)).toContain('You wrote along');
  });
});
