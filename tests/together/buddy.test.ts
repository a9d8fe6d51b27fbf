import { localTenant } from '#bot/config';
import { cast, crew, type Somebody } from '#tests/cast';
import { actionsIn, textOf } from '#tests/house';
import { dutch, everybody, type Few, listed, openFew, text } from '#tests/practice/few';
import { pressOn } from '#tests/practice/press';

const { alex, megan, adele, isaiah, patti, lynne, sanne, daan } = cast;

let few: Few;
beforeEach(async () => {
  few = await openFew();
});
afterEach(() => few.house.close());

/** Says yes to the product and shares what somebody shares who likes to look after who is new. */
const looksAfter = async (who: Somebody): Promise<void> => {
  await few.house.say(who, 'I’d like to look after new colleagues.');
};
/** Alone to be asked: everybody else has no room. */
const onlyRoomFor = async (...some: readonly Somebody[]): Promise<void> => {
  const others = everybody.filter((one) => !some.includes(one));
  for (const one of others) await few.patch(one, { capacity: 0 });
};
const weekday = (date: string, time = '12:00') => `${date}T${time}:00Z`;

describe('somebody who is new', () => {
  it('is looked after for ninety days: both have one small thing at a time, and a line awaits the next', async () => {
    const { house, starts, pathIn, sees, sends, messages, lastTold, waits } = few;
    await looksAfter(megan);
    await onlyRoomFor(megan, alex);
    await house.pass('2026-11-23T08:10:00Z');
    const started = await starts(alex, 'I’m new here');
    expect(text(started.body)).toContain('asked one after another');
    const path = pathIn(started);
    await house.pass('2026-11-23T10:00:00Z');
    // Whoever is asked knows who it is.
    expect(messages(megan).at(-1)).toContain('Look after Alex Wilber?');
    const yes = await pressOn(house, megan, lastTold(megan).activity, 'Yes, gladly');
    expect(text(yes.body)).toContain('You look after Alex Wilber');
    await house.pass('2026-11-23T10:10:00Z');
    expect(messages(alex).at(-1)).toContain('You have a buddy');
    expect(messages(alex).at(-1)).toContain('Megan Bowen looks after you');

    await house.pass(weekday('2026-11-24'));
    for (const [who, words] of [
      [alex, 'Have a coffee with your buddy'],
      [megan, 'Have a coffee with your new colleague'],
    ] as const) {
      expect(messages(who).join()).toContain('The first day: one small thing');
      expect(messages(who).join()).toContain(words);
    }
    await sends(megan, path, 'did');
    await sends(alex, path, 'did');
    await house.pass(weekday('2026-11-30', '16:00'));
    expect(messages(megan).at(-1)).toContain('A week: one small thing');
    await sends(megan, path, 'later');
    await house.pass(weekday('2026-12-23', '16:00'));
    expect(messages(megan).at(-1)).toContain('A month: one small thing');
    await sends(alex, path, 'did');
    await house.pass(weekday('2027-02-22', '16:00'));
    expect(messages(megan).join()).toContain('Ninety days with Alex Wilber');
    expect(await waits(alex)).toContain('Ninety days: one line for who comes next?');
    await sends(alex, path, 'line', { text: 'The good coffee is on the third floor, otter' });
    expect(listed(await sees(alex, path), 'Your line')).toHaveLength(1);
    expect(text(await sees(megan, path))).not.toContain('otter');
    await house.pass(weekday('2027-03-12'));

    // Who comes next reads it, and nobody else.
    await few.patch(megan, { speaks: ['en', 'nl'] });
    const next = await starts(daan, 'ik ben nieuw hier', {}, dutch);
    expect(text(next.body)).toContain('otter');
    expect(text(next.body)).not.toContain('Alex');
    for (const who of [adele, lynne]) {
      expect(text((await house.api(who, 'GET', '/together')).body)).not.toMatch(/otter|Daan/);
    }
    // It goes with whoever wrote it.
    await house.api(alex, 'POST', '/me/erase', { confirm: 'erase' });
    await house.pass(weekday('2027-03-12', '13:00'));
    expect(few.kept()).not.toMatch(/otter|Alex/);
    expect(few.kept()).not.toContain(alex.id);
  });

  it('has somebody else on day 30 when the buddy left on day 8', async () => {
    const { house, starts, pathIn, sends, sees, messages, lastTold } = few;
    await looksAfter(megan);
    await onlyRoomFor(megan, adele, alex);
    await house.pass('2026-11-23T08:10:00Z');
    const path = pathIn(await starts(alex, 'I am new here'));
    await house.pass('2026-11-23T10:00:00Z');
    await sends(megan, path, 'in');
    await house.pass(weekday('2026-11-30', '16:00'));
    for (const who of [alex, megan]) await sends(who, path, 'did');
    await house.pass(weekday('2026-12-01', '07:00'));
    // Megan is in no roster any more.
    house.teams.members = everybody.filter((one) => one !== megan);
    await house.send(leaves(megan));
    await house.app.worker?.look();
    await house.pass(weekday('2026-12-02', '16:00'));
    expect(messages(adele).at(-1)).toContain('Look after Alex Wilber?');
    expect(text(await sees(alex, path))).not.toContain('Adele');
    await pressOn(house, adele, lastTold(adele).activity, 'Yes, gladly');
    await house.pass(weekday('2026-12-03', '16:00'));
    expect(messages(alex).join()).toContain('Adele Vance looks after you');
    const before = messages(megan).length;
    await house.pass(weekday('2026-12-23', '16:00'));
    for (const who of [alex, adele]) {
      expect(messages(who).join()).toContain('A month: one small thing');
    }
    expect(messages(megan).length).toBe(before);
  });

  it('telt niet tijdens een pauze, en eindigt stil als ze allebei twee keer niets laten horen', async () => {
    const { house, starts, pathIn, sends, messages } = few;
    await onlyRoomFor(megan, sanne);
    await few.patch(megan, { speaks: ['en', 'nl'] });
    const [card] = await house.say(megan, 'ik wil graag nieuwe collega’s opvangen', dutch);
    expect(textOf(card)).toContain('hier je weg vinden');
    await house.say(sanne, 'taal nl');
    await house.pass('2026-11-23T08:10:00Z');
    const path = pathIn(await starts(sanne, 'ik ben nieuw hier', {}, dutch));
    await house.pass('2026-11-23T10:00:00Z');
    await sends(megan, path, 'in');
    await house.pass(weekday('2026-11-24'));
    expect(messages(sanne).join()).toContain('De eerste dag: één klein ding');
    await few.patch(sanne, { pausedUntil: '2026-12-06' });
    await house.pass(weekday('2026-12-04', '16:00'));
    expect(messages(megan).join()).not.toContain('A week');
    // Twelve days of pause later.
    await house.pass(weekday('2026-12-14', '16:00'));
    expect(messages(sanne).join()).toContain('Een week: één klein ding');
    await house.pass('2027-01-20T12:00:00Z');
    expect(messages(megan).join()).not.toContain('A month');
    expect(few.runRows()).toEqual([]);
  });

  it('is asked of who shares it, else of who can coach, else of who has room; a no looks like silence', async () => {
    const { house, starts, pathIn, sends, messages, waits } = few;
    await looksAfter(megan);
    await house.say(adele, 'share presenting');
    const [one] = (await house.api(adele, 'GET', '/me')).body.shares as { id: string }[];
    await house.api(adele, 'PATCH', `/skills/share/${one?.id}`, { level: 'coach' });
    await onlyRoomFor(alex, megan, adele, isaiah);
    await house.pass('2026-11-23T08:10:00Z');
    const path = pathIn(await starts(alex, 'buddy'));
    // A message of an ask that is over says how it stands.
    const asks = (who: Somebody) => messages(who).filter((said) => said.includes('Look after'));
    await house.pass('2026-11-23T10:00:00Z');
    expect([megan, adele, isaiah].map((who) => asks(who).length)).toEqual([1, 0, 0]);
    await sends(megan, path, 'no');
    await house.pass(weekday('2026-11-26'));
    expect([megan, adele, isaiah].map((who) => asks(who).length)).toEqual([0, 1, 0]);
    await house.pass(weekday('2026-11-30'));
    expect([megan, adele, isaiah].map((who) => asks(who).length)).toEqual([0, 0, 1]);
    expect(await waits(alex)).toContain('A buddy is being looked for');
    await house.pass(weekday('2026-12-03'));
    expect(messages(alex).join()).toContain('No buddy this time');
    expect(messages(alex).join()).not.toMatch(/Megan|Adele|Isaiah/);
    expect(few.runRows()).toEqual([]);
  });

  it('is offered it after their yes alone, and gets no message in ninety days without one', async () => {
    const { house, messages, waits } = few;
    const robin: Somebody = {
      ...patti,
      id: '00000000-0000-4000-8000-000000000199' as Somebody['id'],
      teamsId: '29:robin',
      name: 'Robin Smit' as Somebody['name'],
    };
    await looksAfter(megan);
    await house.pass(weekday('2026-11-30'));
    house.teams.members = [...everybody, robin];
    await house.send(joins(robin));
    await house.app.worker?.look();
    await house.pass(weekday('2026-12-01'));
    await house.install(robin);
    const welcomed = messages(robin).length;
    await house.pass(weekday('2027-03-01'));
    expect(messages(robin)).toHaveLength(welcomed);

    // Another one says yes.
    const kim: Somebody = {
      ...robin,
      id: robin.id.replace('199', '198') as Somebody['id'],
      teamsId: '29:kim',
      name: 'Kim Bos' as Somebody['name'],
    };
    house.teams.members = [...everybody, robin, kim];
    await house.send(joins(kim));
    await house.app.worker?.look();
    await house.install(kim);
    await house.say(kim, 'count me in');
    await house.pass(weekday('2027-03-01', '13:00'));
    expect(await waits(kim)).toContain('Are you new here?');
    expect(messages(megan).join()).not.toContain('Look after');
    const [item] = (await house.api(kim, 'GET', '/me')).body.open as { id: string }[];
    const answer = await house.act(kim, 'item', { item: item?.id, act: 'yes' });
    expect(text(answer.body)).toContain('asked one after another');
    await house.pass(weekday('2027-03-02'));
    expect(messages(megan).join()).toContain('Look after Kim Bos?');
    // Nobody who was there when the bot came is offered it.
    await house.say(lynne, 'count me in');
    await house.pass(weekday('2027-03-02', '13:00'));
    expect(await waits(lynne)).not.toContain('Are you new here?');
  });

  it('stops without a reason, and hears nothing in a channel', async () => {
    const { house, starts, pathIn, sends, messages } = few;
    await looksAfter(megan);
    await onlyRoomFor(megan, alex);
    await house.pass('2026-11-23T08:10:00Z');
    const path = pathIn(await starts(alex, 'I’m new here'));
    await house.pass('2026-11-23T10:00:00Z');
    await sends(megan, path, 'in');
    await sends(alex, path, 'leave', { sure: 'yes' });
    await house.pass(weekday('2026-11-24'));
    expect(messages(megan).at(-1)).toContain('It is over: Alex Wilber');
    const [said] = await house.mention(adele, 'I’m new here');
    expect(textOf(said)).not.toContain('Adele');
    expect(actionsIn(said?.activity)).toEqual([]);
  });
});

const update = (more: object): object => ({
  id: `e${Math.random()}`,
  type: 'conversationUpdate',
  channelId: 'msteams',
  serviceUrl: few.house.teams.serviceUrl,
  from: { id: alex.teamsId, aadObjectId: alex.id },
  recipient: { id: '28:bot', name: 'Pass It On' },
  conversation: { id: crew.id, conversationType: 'channel', isGroup: true, tenantId: localTenant },
  ...more,
});
const team = { tenant: { id: localTenant }, team: crew, channel: { id: crew.id } };
const joins = ({ teamsId, id }: Somebody) =>
  update({
    membersAdded: [{ id: teamsId, aadObjectId: id }],
    channelData: { ...team, eventType: 'teamMemberAdded' },
  });
const leaves = ({ teamsId, id }: Somebody) =>
  update({
    membersRemoved: [{ id: teamsId, aadObjectId: id }],
    channelData: { ...team, eventType: 'teamMemberRemoved' },
  });
