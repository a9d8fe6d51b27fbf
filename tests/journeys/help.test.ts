import { ownerOf } from '#bot/cards/own';
import { personId } from '#bot/core/ids';
import type { AskView, SlotView } from '#bot/features/help/wire';
import { changePerson } from '#bot/records/person';
import type { Profile } from '#bot/records/profile';
import type { Somebody } from '#tests/cast';
import { filledIn, type Posted } from '#tests/fakes/teams';
import { buttonsOf, cast, type House, openHouse, textOf } from '#tests/house';

type Answered = Awaited<ReturnType<House['press']>>;
const said = ({ body: { value } }: Answered): string =>
  typeof value === 'string'
    ? value
    : textOf({ activity: { attachments: [{ content: value }] } } as never);
/** A card that answered a press, as something to press on. */
const shown = ({ body }: Answered, on: { id: string; conversation: string }) =>
  ({ ...on, updates: 0, activity: { attachments: [{ content: body.value }] } }) as never;

const { alex, megan, adele, isaiah } = cast;

describe('the help loop', () => {
  let house: House;
  beforeEach(async () => {
    // Monday at ten in Amsterdam.
    house = await openHouse({ CLOCK_NOW: '2026-11-23T09:00:00Z' });
    await house.install(alex);
    await house.say(alex, 'count me in');
  });
  afterEach(() => house.close());

  const helpers = async (...people: Somebody[]) => {
    for (const who of people) {
      await house.install(who);
      await house.say(who, 'count me in');
      await house.say(who, 'share Excel');
    }
    await house.pass('2026-11-23T09:01:00Z');
  };
  const me = async (who = alex) => (await house.api(who, 'GET', '/me')).body;
  const open = async (who = alex): Promise<any[]> =>
    (await me(who)).open.filter(({ kind }: { kind: string }) => kind.startsWith('help-'));
  const asks = async (who = alex): Promise<AskView[]> =>
    (await house.api(who, 'GET', '/asks')).body.mine;
  const chatOf = (who: Somebody) =>
    house.teams.posted.filter(({ conversation }) => conversation === `chat-${who.teamsId}`);
  const lastTo = (who: Somebody) => chatOf(who).at(-1) as never as Parameters<House['press']>[1];
  const offerTo = (who: Somebody) =>
    chatOf(who).findLast((one) =>
      buttonsOf(one).some(({ verb }) => verb === 'help.act'),
    ) as never as ReturnType<typeof lastTo>;
  const ask = { skill: 'Excel', what: 'My pivot table counts *empty* cells.', minutes: 30 };
  const asking = (who = alex, op = 'form-0001') =>
    house.api(who, 'POST', '/asks', { ...ask, op, by: '2026-12-04' });

  it('walks from the question to the lesson in chat', async () => {
    await helpers(megan);
    const [form] = await house.say(alex, 'ask Excel');
    expect(textOf(form as never)).toContain('Ask for help with “Excel”');
    const asked = await house.press(alex, form as never, 'Ask for help', {
      what: ask.what,
      minutes: '30',
      day: '2026-12-04',
    });
    expect(said(asked)).toContain('I’m asking for you');
    expect(said(asked)).not.toContain('Megan');
    await house.pass('2026-11-23T09:02:00Z');

    const offer = lastTo(megan);
    expect(textOf(offer)).toContain('Can you help a colleague with “Excel”?');
    expect(textOf(offer)).toContain('counts \\*empty\\* cells');
    expect(JSON.stringify(offer)).not.toContain('Alex');
    expect(JSON.stringify(offer)).not.toContain(alex.id);
    const yes = await house.press(megan, offer, 'Yes, gladly');
    expect(said(yes)).toContain('You help Alex Wilber with “Excel”');
    await house.pass('2026-11-23T09:03:00Z');

    const match = lastTo(alex);
    expect(textOf(match)).toContain('Megan Bowen will help you with “Excel”');
    expect(buttonsOf(match).map(({ title }) => title)).toEqual([
      'Mon 23 Nov, 15:00',
      'Tue 24 Nov, 13:00',
      'Wed 25 Nov, 14:30',
      'Other times',
      'Another time …',
      'Take it back',
    ]);
    const planned = await house.press(alex, match, 'Tue 24 Nov, 13:00');
    expect(said(planned)).toContain('Megan Bowen helps you with “Excel”: Tuesday 24 November');
    await house.pass('2026-11-23T09:04:00Z');
    expect(textOf(lastTo(megan))).toContain('You help Alex Wilber with “Excel”: Tuesday');

    await house.pass('2026-11-25T08:00:00Z');
    const check = chatOf(alex).find((message) => textOf(message).includes('Did it happen?'));
    const happened = await house.press(alex, check as never, 'Yes, it happened');
    expect(said(happened)).toContain('One line for the next person?');
    const lesson = shown(happened, check as never);
    const thanks = await house.press(alex, lesson, 'Thank Megan Bowen');
    expect(said(thanks)).toContain('form');
    expect(buttonsOf(lesson).map(({ title }) => title)[0]).toBe('Keep it');
    const badge = JSON.stringify(lastTo(alex).activity);
    expect(badge).toContain('"value":"Excel"');
    // Named, though no team of theirs knows the other one.
    expect(badge).toContain(`{"title":"Megan Bowen","value":"${megan.id}"}`);
    const kept = await house.press(alex, lesson, 'Keep it', {
      text: 'Look for empty cells first.',
      keep: 'skill',
    });
    expect(said(kept)).toContain('Shall I add “Excel” to your skills to share?');
    // Two who met may go on: the card that it stands on stays.
    const goOn = await house.press(alex, shown(kept, check as never), 'Go on for six weeks');
    expect(said(goOn)).toContain('The form is below');
    const duo = lastTo(alex) as Posted;
    expect(filledIn(duo.activity)).toMatchObject({ 'f.goal': 'Excel', 'f.people': megan.id });
    const begun = await house.press(alex, duo, 'Start', filledIn(duo.activity));
    expect(JSON.stringify(begun.body)).toContain('Duo: Excel');
    await house.pass('2026-11-25T09:30:00Z');
    // Her one ask of the week was the question: this one waits for her.
    const waits = (await me(megan)).open.map(({ title }: { title: string }) => title);
    expect(waits).toContain('Do this together? Excel');
    const share = await house.press(alex, shown(kept, check as never), 'Add it');
    expect(said(share)).toContain('“Excel” is on your skills to share');
    expect((await me()).shares).toMatchObject([{ name: 'Excel' }]);
    expect(await open()).toEqual([]);
    expect(await open(megan)).toEqual([]);
    expect((await asks())[0]).toMatchObject({ state: 'closed', acts: [], pair: null });
    const learning = async (who: Somebody) =>
      (await house.api(who, 'GET', '/learning')).body.entries.filter(
        ({ kind }: { kind: string }) => kind === 'help',
      );
    expect(await learning(alex)).toMatchObject([
      { gave: false, with: 'Megan Bowen', skill: 'Excel', lesson: 'Look for empty cells first.' },
    ]);
    expect(await learning(megan)).toMatchObject([{ gave: true, with: 'Alex Wilber', lesson: '' }]);
    // To whoever kept it the line is shown with everything else of theirs, and to nobody else.
    const linesOf = async (who: Somebody) =>
      (await house.api(who, 'GET', '/me/export')).body.rows.Skills;
    expect(await linesOf(alex)).toMatchObject([{ data: { text: 'Look for empty cells first.' } }]);
    expect(await linesOf(megan)).toEqual([]);
    // Nameless as it is, its time would name who was helped: it comes the next working day.
    const lessons = async () =>
      (await house.api(adele, 'GET', '/lessons?skill=excel')).body.lessons;
    expect(await lessons()).toEqual([]);
    await house.pass('2026-11-27T06:00:00Z');
    expect(await lessons()).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f]{32}$/),
        text: 'Look for empty cells first.',
        mine: false,
        at: '2026-11',
        how: 'worked',
        name: '',
      },
    ]);
  });

  it.each([
    ['en', 'Take “Spreadsheets” off your wishes?', 'Take it off', 'Still a wish'],
    ['nl', '“Spreadsheets” van je wensen halen?', 'Haal het eraf', 'Blijft een wens'],
  ])(
    'asks whether what was learnt is still a wish, in %s',
    async (language, question, off, keep) => {
      await helpers(megan);
      // Another name of the same skill.
      await house.api(alex, 'POST', '/skills', { list: 'wish', name: 'Spreadsheets' });
      await house.api(alex, 'POST', '/asks', {
        ...ask,
        skill: 'Spreadsheets',
        op: 'form-0001',
        by: '2026-12-04',
      });
      await house.pass('2026-11-23T09:02:00Z');
      const [offer] = (await open(megan)).filter(({ kind }) => kind === 'help-offer');
      await house.api(megan, 'POST', `/open/${offer.id}/yes`, {});
      const [mine] = await asks();
      await house.api(alex, 'PATCH', '/me/settings', { language });
      const happened = await house.api(alex, 'POST', `/asks/${mine?.id}/yes`, {});
      expect(happened.status).toBe(200);
      const stood = async () => (await open()).find(({ kind }) => kind === 'help-wish');
      expect(await stood()).toMatchObject({ title: question });
      // No message tells of it; in chat it comes after the last question.
      const before = chatOf(alex).length;
      await house.pass('2026-11-25T12:00:00Z');
      expect(chatOf(alex).slice(before).map(textOf).join()).not.toContain(question);
      const lesson = (await open()).find(({ kind }) => kind === 'help-after');
      const card = await house.act(alex, 'help.lesson', {
        by: ownerOf(personId(alex.id)),
        item: lesson.id,
        text: '',
        keep: 'me',
      });
      const last = await house.act(alex, 'help.act', {
        by: ownerOf(personId(alex.id)),
        item: lesson.id.replace('lesson', 'share'),
        act: 'not-share',
      });
      expect(said(card)).not.toContain(question);
      expect(said(last)).toContain(question);
      expect(buttonsOf(shown(last, lastTo(alex))).map(({ title }) => title)).toEqual([off, keep]);
      expect((await me()).wishes).toHaveLength(1);
      await house.press(alex, shown(last, lastTo(alex)), off);
      expect((await me()).wishes).toEqual([]);
      expect(await stood()).toBeUndefined();
    },
  );

  it('asks the next one after a no or a working day of silence, and the asker never sees it', async () => {
    await helpers(megan, adele, isaiah);
    const before = (await asking()).body;
    expect(before).toMatchObject({ state: 'asking', pair: null });
    const asked = async () => {
      const found: Somebody[] = [];
      for (const who of [megan, adele, isaiah]) {
        if ((await open(who)).some(({ kind }) => kind === 'help-offer')) found.push(who);
      }
      return found;
    };
    const [first] = await asked();
    await house.pass('2026-11-23T09:05:00Z');
    expect(chatOf(first as Somebody).length).toBeGreaterThan(0);
    const said1 = await house.press(first as Somebody, lastTo(first as Somebody), 'Not now');
    expect(said(said1)).toContain('Nobody knows that you were asked');
    await house.pass('2026-11-23T09:10:00Z');
    const [second] = await asked();
    expect(second).not.toBe(first);
    expect(await asks()).toEqual([before]);
    // Tuesday, a working day later: the third is asked, the second may still answer.
    await house.pass('2026-11-24T09:05:00Z');
    expect(await asked()).toEqual([second]);
    await house.pass('2026-11-24T09:06:00Z');
    expect(await asked()).toHaveLength(2);
    expect(await asks()).toEqual([before]);
    const exported = (await house.api(alex, 'GET', '/me/export')).body;
    for (const who of [megan, adele, isaiah]) {
      expect(JSON.stringify(exported)).not.toContain(who.id);
      expect(JSON.stringify(await me())).not.toContain(who.id);
      const theirs = JSON.stringify((await house.api(who, 'GET', '/me/export')).body);
      expect(theirs).not.toContain(alex.id);
      expect(JSON.stringify(await me(who))).not.toContain(alex.id);
      expect(JSON.stringify(await me(who))).not.toContain('Alex');
    }
    // A late yes is a yes.
    await house.press(second as Somebody, offerTo(second as Somebody), 'Yes, gladly');
    expect((await asks())[0]).toMatchObject({ state: 'accepted' });
    expect(await asked()).toEqual([]);
    await house.pass('2026-11-24T09:20:00Z');
    const third = [megan, adele, isaiah].find((who) => who !== first && who !== second);
    const stale = chatOf(third as Somebody).filter((one) => textOf(one).includes('settled'));
    expect(stale).toHaveLength(1);
  });

  it('tells the asker when nobody could, after two working days, and lets them decide', async () => {
    await helpers(megan);
    const { id } = (await asking()).body;
    // Its timing rows would tell who is asked next, and when a no came.
    const due = async () => (await house.api(alex, 'GET', '/me/export')).body.rows.Due;
    const search = ({ rowKey }: { rowKey: string }) => rowKey.split('~')[1] === 'ask';
    const stored = () =>
      house.tables.dump().filter(({ table, row }) => table === 'Due' && search(row));
    expect(stored().length).toBeGreaterThan(0);
    expect((await due()).filter(search)).toEqual([]);
    await house.pass('2026-11-23T09:05:00Z');
    await house.press(megan, lastTo(megan), 'Not this topic');
    expect((await due()).filter(search)).toEqual([]);
    await house.pass('2026-11-25T08:00:00Z');
    expect(await asks()).toMatchObject([{ state: 'asking' }]);
    await house.pass('2026-11-25T09:10:00Z');
    expect(await asks()).toMatchObject([{ state: 'nobody' }]);
    const [nobody] = await open();
    const card = lastTo(alex);
    expect(textOf(card)).toContain('Nobody could help with “Excel” this time');
    // She is not asked about it again, and is not counted as somebody who can be.
    expect((await house.api(alex, 'GET', '/skills/supply?name=Excel')).body.supply).toBe('nobody');
    const wish = await house.press(alex, card, 'Keep it as a wish');
    expect(said(wish)).toContain('on your wishes');
    expect((await me()).wishes).toMatchObject([{ name: 'Excel' }]);
    expect(await asks()).toMatchObject([{ id, state: 'closed' }]);
    // Its stored card says what happened; a press on what somebody still sees comes late.
    expect(textOf(card)).toContain('on your wishes');
    const late = await house.act(alex, 'help.act', {
      by: ownerOf(alex.id),
      item: nobody.id,
      act: 'again',
    });
    expect(said(late)).toContain('dealt with');
    const again = await asking(alex, 'form-0002');
    expect(again).toMatchObject({ status: 422, body: { error: { why: 'help.refused.nobody' } } });
    await house.say(megan, 'remove Excel');
    await house.say(megan, 'share Excel');
    await house.pass('2026-11-25T09:20:00Z');
    expect((await asking(alex, 'form-0003')).status).toBe(200);
  });

  it('offers nobody who is paused, blocked, unreachable, full, or has not said yes', async () => {
    await helpers(megan);
    const none = async (op: string) => {
      const { body } = await asking(alex, op);
      await house.pass('2026-11-23T09:30:00Z');
      expect(await open(megan)).toEqual([]);
      if (body.id !== undefined) await house.api(alex, 'POST', `/asks/${body.id}/withdraw`, {});
    };
    const profile = (who: Somebody, patch: Partial<Profile>) =>
      changePerson(house.tables, house.app.ctx, who.id, () => ({
        result: undefined,
        change: { profile: patch },
      }));
    await profile(megan, { blocked: [alex.id] });
    await none('blocked-1');
    await profile(megan, { blocked: [] });
    await profile(alex, { blocked: [megan.id] });
    await none('blocked-2');
    await profile(alex, { blocked: [] });
    await profile(megan, {
      reach: { state: 'unreachable', why: 'x', since: '2026-11-01T00:00:00Z' },
    });
    await none('reach-01');
    await profile(megan, { reach: { state: 'ok' } });
    // The index does not know yet: what People says decides.
    await house.api(megan, 'PUT', '/me/pause', { until: '2026-12-10' });
    await none('paused-1');
    await house.api(megan, 'PUT', '/me/pause', { until: null });
    await house.api(megan, 'PATCH', '/me/settings', { askLimit: 0 });
    await none('limit-01');
    await house.api(megan, 'PATCH', '/me/settings', { askLimit: 1, capacity: 0 });
    await none('capacity');
    await house.api(megan, 'PATCH', '/me/settings', { capacity: 1 });
    await house.api(megan, 'PUT', '/me/consent', { answer: 'not-now' });
    await none('consent1');
    await house.api(megan, 'PUT', '/me/consent', { answer: 'in' });
    await house.pass('2026-11-23T09:40:00Z');
    expect((await asking(alex, 'form-last')).status).toBe(200);
    expect(await open(megan)).toMatchObject([{ kind: 'help-offer' }]);
  });

  it('gives two who say yes at the same instant one answer each, and one of them the ask', async () => {
    await helpers(megan, adele);
    await asking();
    await house.pass('2026-11-24T09:10:00Z');
    const both = [megan, adele].map((who) => offerTo(who));
    const answers = await Promise.all([
      house.press(megan, both[0] as never, 'Yes, gladly'),
      house.press(adele, both[1] as never, 'Yes, gladly'),
    ]);
    const words = answers.map(said);
    expect(words.filter((text) => text.includes('You help Alex Wilber'))).toHaveLength(1);
    expect(words.filter((text) => text.includes('settled already'))).toHaveLength(1);
    const [ask] = await asks();
    const winner = words.findIndex((text) => text.includes('You help'));
    expect(ask?.pair?.with.name).toBe([megan, adele][winner]?.name);
    const loser = [adele, megan][winner] as Somebody;
    expect(await open(loser)).toEqual([]);
    // Once more, by either: the winner sees where it stands, the other that it is settled.
    const { id } = ask as AskView;
    const late = (who: Somebody, act: string) =>
      house.act(who, 'help.act', { by: ownerOf(who.id), item: `${id}-offer`, act });
    const again = await Promise.all([late(megan, 'yes'), late(adele, 'not-now')]);
    expect(said(again[winner] as Answered)).toContain('Choose a time');
    expect(said(again[1 - winner] as Answered)).toContain('settled');
  });

  it('refuses whoever it was not meant for, and what comes late', async () => {
    await helpers(megan);
    const { id } = (await asking()).body;
    await house.pass('2026-11-23T09:05:00Z');
    const offer = lastTo(megan);
    const wrong = await house.press(adele, offer, 'Yes, gladly');
    expect(said(wrong)).toContain('for somebody else');
    expect((await house.api(adele, 'POST', `/asks/${id}/withdraw`, {})).status).toBe(404);
    expect((await house.api(megan, 'POST', `/helping/${id}/cannot`, {})).status).toBe(404);
    const [mine] = await open(megan);
    expect((await house.api(adele, 'POST', `/open/${mine.id}/yes`, {})).status).toBe(422);
    // Withdrawn while it was offered: the card says so, the question is gone.
    const gone = await house.api(alex, 'POST', `/asks/${id}/withdraw`, {});
    expect(gone.body.said).toContain('Taken back');
    expect(await open(megan)).toEqual([]);
    expect(textOf(offer)).toContain('settled already');
    const late = await house.act(megan, 'help.act', {
      by: ownerOf(megan.id),
      item: `${id}-offer`,
      act: 'yes',
    });
    expect(said(late)).toContain('settled already');
    expect((await house.api(alex, 'POST', `/asks/${id}/withdraw`, {})).status).toBe(200);
    expect((await house.api(alex, 'POST', `/asks/${id}/again`, {})).status).toBe(422);
    // The same request again is the same ask, also when it is over.
    expect((await asking()).body).toMatchObject({ id, state: 'closed' });
    expect(await asks()).toHaveLength(1);
    await house.pass('2026-12-30T09:00:00Z');
    expect(await asks()).toEqual([]);
  });

  it('moves the entry in a calendar: each file for another time has a higher SEQUENCE', async () => {
    await helpers(megan);
    const { id } = (await asking()).body;
    await house.pass('2026-11-23T09:05:00Z');
    await house.press(megan, offerTo(megan), 'Yes, gladly');
    const line = (text: string, name: string) => text.match(new RegExp(`^${name}.*`, 'm'))?.[0];
    const file = async (link: string) => {
      const text = await (await fetch(link)).text();
      const sequence = Number(line(text, 'SEQUENCE')?.split(':')[1]);
      return { text, uid: line(text, 'UID'), start: line(text, 'DTSTART'), sequence };
    };
    const slots = (await asks())[0]?.pair?.slots;
    const [first, second] = slots as [SlotView, SlotView];
    const files = [await file(first.calendar), await file(second.calendar)];
    files.push(await file(first.calendar));
    // The other one's calendar, and the same time once more: nothing has moved.
    expect(await file(first.calendar)).toEqual(files[2]);
    await house.api(megan, 'POST', `/helping/${id}/plan`, { at: second.at });
    files.push(await file((await asks())[0]?.pair?.planned?.calendar ?? ''));
    const helping = async () => (await house.api(megan, 'GET', '/asks')).body.helping[0];
    expect(await file((await helping()).pair.planned.calendar)).toMatchObject({
      start: files[3]?.start,
      sequence: files[3]?.sequence,
    });
    await house.api(megan, 'POST', `/helping/${id}/times`, {});
    files.push(await file((await helping()).pair.slots[0].calendar));
    expect(new Set(files.map(({ uid }) => uid)).size).toBe(1);
    const sequences = files.map(({ sequence }) => sequence);
    expect(sequences).toEqual([1, 2, 3, 4, 5]);
    for (const { text } of files) expect(text).not.toMatch(/^(X-WR-CALNAME|NAME)/m);
    const exported = await house.api(alex, 'GET', '/me/export');
    expect(JSON.stringify(exported.body)).not.toContain('sequence');
  });

  it('finds somebody else when the helper cannot after all, and tells both kindly', async () => {
    await helpers(megan, adele);
    const { id } = (await asking()).body;
    await house.pass('2026-11-23T09:05:00Z');
    const first = (await open(megan)).length > 0 ? megan : adele;
    const other = first === megan ? adele : megan;
    await house.press(first, offerTo(first), 'Yes, gladly');
    const [help] = (await house.api(first, 'GET', '/asks')).body.helping;
    expect(help).toMatchObject({ id, state: 'accepted', pair: { with: { name: 'Alex Wilber' } } });
    const at = help.pair.slots[0].at;
    expect((await house.api(first, 'POST', `/helping/${id}/plan`, { at })).status).toBe(200);
    const [file] = [(await asks())[0]?.pair?.planned?.calendar ?? ''];
    const calendar = await (await fetch(file)).text();
    expect(calendar).toContain(`SUMMARY:Excel with ${first.name}`);
    expect(calendar).toContain('DTSTART:20261123T');
    expect(calendar).toContain('CLASS:PRIVATE');
    expect(decodeURIComponent(file)).not.toMatch(/Alex|Megan|Adele|00000000/);
    expect((await fetch(`${file}x`)).status).toBe(404);
    const cannot = await house.api(first, 'POST', `/helping/${id}/cannot`, {});
    expect(cannot.body.said).toContain('I’ll tell Alex Wilber kindly');
    await house.pass('2026-11-23T09:20:00Z');
    expect(chatOf(alex).some((one) => textOf(one).includes('I’m looking for somebody else'))).toBe(
      true,
    );
    expect(await asks()).toMatchObject([{ state: 'asking', pair: null }]);
    expect(await open(first)).toEqual([]);
    expect(await open(other)).toMatchObject([{ kind: 'help-offer' }]);
    expect((await fetch(file)).status).toBe(404);
  });

  it('proposes no time twice to somebody who is helped with two things', async () => {
    await helpers(megan);
    await house.install(adele);
    await house.say(adele, 'count me in');
    await house.say(adele, 'share SQL');
    await house.pass('2026-11-23T09:02:00Z');
    await asking();
    await house.api(alex, 'POST', '/asks', {
      op: 'form-0002',
      skill: 'SQL',
      what: 'A join.',
      minutes: 60,
      by: '2026-12-04',
    });
    await house.pass('2026-11-23T09:05:00Z');
    for (const who of [megan, adele]) await house.press(who, offerTo(who), 'Yes, gladly');
    const times = (await asks()).map(({ pair }) => pair?.slots.map(({ at }) => at) ?? []);
    expect(times.map(({ length }) => length)).toEqual([3, 3]);
    expect(new Set(times.flat()).size).toBe(6);
  });

  it('leaves nothing of somebody who erases their data, on either side', async () => {
    await helpers(megan, adele);
    await asking();
    await house.pass('2026-11-23T09:05:00Z');
    const first = (await open(megan)).length > 0 ? megan : adele;
    const other = first === megan ? adele : megan;
    await house.press(first, offerTo(first), 'Yes, gladly');
    // The helper goes: it is asked anew.
    await house.api(first, 'POST', '/me/erase', { confirm: 'erase' });
    await house.pass('2026-11-23T09:10:00Z');
    expect(await asks()).toMatchObject([{ state: 'asking', pair: null }]);
    expect(await open(other)).toMatchObject([{ kind: 'help-offer' }]);
    expect(holding(first)).toEqual([]);
    // The asker goes: the question disappears.
    await house.api(alex, 'POST', '/me/erase', { confirm: 'erase' });
    expect(await open(other)).toEqual([]);
    await house.pass('2026-11-23T09:15:00Z');
    expect(holding(alex)).toEqual([]);
  });

  const holding = ({ id, name }: Somebody) =>
    house.tables
      .dump()
      .filter(({ row }) => {
        const text = JSON.stringify(row);
        return text.includes(id) || text.includes(name);
      })
      .map(({ table, row }) => `${table} ${row.rowKey}`);

  it('writes nothing first to an asker who has not pressed Count me in', async () => {
    await helpers(megan);
    await house.install(isaiah);
    const { id } = (await asking(isaiah)).body;
    await house.pass('2026-11-23T09:05:00Z');
    const before = chatOf(isaiah).length;
    await house.press(megan, offerTo(megan), 'Yes, gladly');
    await house.pass('2026-11-23T09:10:00Z');
    expect(chatOf(isaiah)).toHaveLength(before);
    expect(await open(isaiah)).toMatchObject([{ kind: 'help-mine' }]);
    expect((await asks(isaiah))[0]).toMatchObject({ id, state: 'accepted' });
    await house.say(isaiah, 'count me in');
    await house.pass('2026-11-23T09:15:00Z');
    expect(textOf(lastTo(isaiah))).toContain('Megan Bowen will help you');
  });

  it('keeps within everybody’s hours, over a weekend and a public holiday', async () => {
    await helpers(megan);
    // Christmas Eve 2026 is a Thursday; the next working day in the Netherlands is Monday.
    await house.pass('2026-12-24T16:30:00Z');
    const before = chatOf(megan).length;
    await house.api(alex, 'POST', '/asks', { ...ask, op: 'form-xmas', by: '2027-01-08' });
    await house.pass('2026-12-28T07:59:00Z');
    expect(chatOf(megan)).toHaveLength(before);
    await house.pass('2026-12-28T08:01:00Z');
    expect(textOf(lastTo(megan))).toContain('Can you help a colleague');
    await house.press(megan, offerTo(megan), 'Yes, gladly');
    const times = (await asks())[0]?.pair?.slots.map(({ at }) => at.slice(0, 10)) ?? [];
    expect(times).toEqual(['2026-12-28', '2026-12-29', '2026-12-30']);
  });

  it('is one form in Dutch as well, from a question to the answer', async () => {
    await helpers(megan);
    await house.api(alex, 'PATCH', '/me/settings', { language: 'nl' });
    await house.api(megan, 'PATCH', '/me/settings', { language: 'nl' });
    await house.pass('2026-11-23T09:02:00Z');
    const [form] = await house.say(alex, 'vraag Excel');
    const asked = await house.press(alex, form as never, 'Vraag om hulp', {
      what: 'Mijn draaitabel telt lege cellen mee.',
      minutes: '60',
      day: '2026-12-04',
    });
    expect(said(asked)).toContain('Ik vraag het voor je');
    await house.pass('2026-11-23T09:05:00Z');
    const yes = await house.press(megan, lastTo(megan), 'Ja, graag');
    expect(said(yes)).toContain('Je helpt Alex Wilber met “Excel”');
    await house.pass('2026-11-23T09:10:00Z');
    expect(textOf(lastTo(alex))).toContain('Megan Bowen wil je helpen met “Excel”');
    await house.pass('2026-12-08T08:05:00Z');
    const check = chatOf(alex).find((one) => textOf(one).includes('Is het ervan gekomen?'));
    const rest = await house.press(alex, check as never, 'Laten we het hierbij laten');
    expect(said(rest)).toContain('Dan laten we het hierbij');
    await house.pass('2026-12-08T08:10:00Z');
    expect(textOf(lastTo(megan))).toContain('heeft geen hulp meer nodig');
  });

  it('shows the form again with what was wrong, and asks nothing', async () => {
    await helpers(megan);
    const [form] = await house.say(alex, 'ask Excel');
    const press = (inputs: object) => house.press(alex, form as never, 'Ask for help', inputs);
    expect(said(await press({ what: '  ', minutes: '15', day: '2026-12-04' }))).toContain(
      'Say in a sentence what would help',
    );
    expect(said(await press({ what: 'A chart', minutes: '15', day: '2026-11-20' }))).toContain(
      'That day is over',
    );
    expect(said(await press({ what: 'A chart', minutes: '15', day: '2027-11-20' }))).toContain(
      'more than 60 days',
    );
    expect(await asks()).toEqual([]);
    for (const op of ['form-0001', 'form-0002', 'form-0003']) await asking(alex, op);
    expect((await asking(alex, 'form-0004')).body.error.why).toBe('help.refused.many');
    await house.pass('2026-11-23T09:10:00Z');
    const nobody = await house.say(alex, 'ask juggling');
    expect(textOf(nobody.at(-1) as never)).toContain('Nobody shares “juggling” yet');
  });
});
