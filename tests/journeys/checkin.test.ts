import { personId } from '#bot/core/ids';
import { actionsIn, buttonsOf, cast, crew, type House, openHouse, textOf } from '#tests/house';

type Answered = { readonly status: number; readonly body: { value?: unknown; type?: string } };
const said = ({ body: { value } }: Answered): string =>
  typeof value === 'string'
    ? value
    : textOf({ activity: { attachments: [{ content: value }] } } as never);
/** A card that answered a press, as something to press on. */
const shown = ({ body }: Answered, on: { id: string; conversation: string }) =>
  ({ ...on, updates: 0, activity: { attachments: [{ content: body.value }] } }) as never;
const inputsOf = (message: unknown): any[] =>
  (message as any).activity.attachments[0].content.body.filter(({ id }: { id?: string }) => id);

describe('the check-in', () => {
  let house: House;
  beforeEach(async () => {
    house = await openHouse();
    await house.install(cast.alex);
    await house.installTeam(cast.daan, Object.values(cast));
    await house.say(cast.alex, 'count me in');
  });
  afterEach(() => house.close());

  const me = async (who = cast.alex) => (await house.api(who, 'GET', '/me')).body;
  const learning = async (who = cast.alex): Promise<any[]> =>
    (await house.api(who, 'GET', '/learning')).body.entries;
  const last = () => house.teams.posted.at(-1) as never as Parameters<House['press']>[1];
  const kept = () => house.tables.dump().filter(({ row }) => row.rowKey.startsWith('h~'));

  it('comes on Tuesday at ten, is saved, and the stored card becomes a receipt', async () => {
    const ran = await house.pass('2026-11-24T09:00:00Z');
    expect(ran.filter(({ outcome }) => outcome === 'sent').map(({ at }) => at)).toEqual([
      '2026-11-24T09:00:00Z',
    ]);
    const card = last();
    expect(textOf(card)).toContain('What did you learn to do these past days, and from whom?');
    expect((await me()).open).toMatchObject([{ kind: 'checkin', page: 'checkin' }]);
    const answer = await house.press(cast.alex, card, 'Save', {
      learned: 'Slicers\nin *one* click',
      helpers: `${cast.megan.id},${cast.alex.id}`,
      skill: 'Pivot tables',
      wish: 'Public speaking',
    });
    expect(said(answer)).toContain('Thank Megan Bowen');
    expect(card.updates).toBe(1);
    expect(textOf(card)).toContain('**About:** Pivot tables');
    expect(textOf(card)).toContain('in \\*one\\* click');
    expect(actionsIn(card.activity).find(({ verb }) => verb === 'thanks.open')?.data).toEqual({
      to: [cast.megan.id],
      skill: 'Pivot tables',
      text: 'Slicers\nin *one* click',
    });
    expect((await me()).open).toEqual([]);
    expect(await learning()).toMatchObject([
      {
        kind: 'checkin',
        learned: 'Slicers\nin *one* click',
        skill: 'Pivot tables',
        helpers: ['Megan Bowen'],
        question: 'What did you learn to do these past days, and from whom?',
      },
    ]);
  });

  it('asks about another kind of learning every time', async () => {
    const questions: string[] = [];
    for (const day of ['2026-11-24', '2026-12-01', '2026-12-08', '2026-12-15', '2026-12-22']) {
      await house.pass(`${day}T09:00:00Z`);
      questions.push((await house.api(cast.alex, 'GET', '/checkin')).body.kind);
      const skipped = await house.press(cast.alex, last(), 'Skip this time');
      expect(said(skipped)).toContain('ask something else');
    }
    expect(questions).toEqual(['skill', 'insight', 'soft-skill', 'know-how', 'self-reflection']);
    expect((await me()).open).toEqual([]);
    expect(kept()).toEqual([]);
  });

  it('asks less often when told so, once, however often the button arrives', async () => {
    await house.pass('2026-11-24T09:00:00Z');
    const [less] = buttonsOf(last()).filter(({ verb }) => verb === 'checkin.less');
    const first = await house.press(cast.alex, last(), 'Ask me less often');
    expect(said(first)).toContain('one card every two weeks');
    const again = await house.act(cast.alex, 'checkin.less', less?.data as object);
    expect(said(again)).toContain('one card every two weeks');
    expect((await me()).settings.rhythm).toBe('fortnightly');
    const before = house.teams.posted.length;
    await house.pass('2026-12-02T09:00:00Z');
    expect(house.teams.posted).toHaveLength(before);
    await house.pass('2026-12-08T09:00:00Z');
    expect(house.teams.posted).toHaveLength(before + 1);
  });

  it('waits for a working day: not on a day off, not on a public holiday', async () => {
    await house.api(cast.alex, 'PATCH', '/me/settings', { daysOff: [2, 6, 7] });
    const before = house.teams.posted.length;
    await house.pass('2026-11-24T23:00:00Z');
    expect(house.teams.posted).toHaveLength(before);
    await house.pass('2026-11-25T09:00:00Z');
    expect(house.teams.posted).toHaveLength(before + 1);
    // Christmas Day 2026 is a Friday, the day after Christmas no weekday of theirs.
    await house.api(cast.alex, 'PATCH', '/me/settings', {
      daysOff: [6, 7],
      moment: { weekday: 5, time: '10:00' },
    });
    await house.pass('2026-12-24T23:00:00Z');
    const untilChristmas = house.teams.posted.length;
    await house.pass('2026-12-25T23:00:00Z');
    expect(house.teams.posted).toHaveLength(untilChristmas);
    await house.pass('2026-12-28T09:00:00Z');
    expect(house.teams.posted).toHaveLength(untilChristmas + 1);
  });

  it('sends nothing when the check-in is switched off', async () => {
    await house.api(cast.alex, 'PATCH', '/me/settings', { off: ['checkin'] });
    const before = house.teams.posted.length;
    await house.pass('2026-12-09T09:00:00Z');
    expect(house.teams.posted).toHaveLength(before);
  });

  it('opens on demand in both languages and from the help card', async () => {
    for (const words of ['check in', 'Check-in!', 'checkin', 'inchecken']) {
      const [card] = await house.say(cast.alex, words);
      expect(textOf(card)).toContain('Only you see what you write');
      expect(inputsOf(card).map(({ id }) => id)).toEqual(['learned', 'helpers', 'skill', 'wish']);
      const helpers = inputsOf(card)[1];
      expect(helpers.choices).toHaveLength(Object.values(cast).length - 1);
      expect(helpers.choices.map(({ value }: any) => value)).not.toContain(cast.alex.id);
    }
    const [help] = await house.say(cast.alex, 'help');
    const opened = await house.press(cast.alex, help as never, 'Check in now');
    expect(said(opened)).toContain('Only you see what you write');
  });

  it('gives a list of colleagues in place of the people picker, and keeps what was typed', async () => {
    await house.pass('2026-11-24T09:00:00Z');
    const card = last();
    const [save] = buttonsOf(card).filter(({ verb }) => verb === 'checkin.save');
    const typed = { learned: 'Slicers', skill: 'Pivot tables', wish: 'Public speaking' };
    const press = (by = cast.alex) => house.act(by, 'checkin.list', { ...save?.data, ...typed });
    const listed = shown(await press(), card);
    const inputs = inputsOf(listed);
    expect(inputs.map(({ id, value }) => [id, value])).toEqual([
      ['learned', 'Slicers'],
      ['helpers', ''],
      ['skill', 'Pivot tables'],
      ['wish', 'Public speaking'],
    ]);
    expect(inputs[1].choices).toContainEqual({ title: 'Megan Bowen', value: cast.megan.id });
    expect(inputs[3].isVisible).toBe(true);
    expect(said(await press(cast.megan))).toContain('is for somebody else');
    const saved = await house.press(cast.alex, listed, 'Save', {
      ...typed,
      helpers: cast.megan.id,
    });
    expect(said(saved)).toContain('Thank Megan Bowen');
    expect(said(await press())).toContain('is closed');
  });

  it('says so when no colleague is known to choose from', async () => {
    const alone = { id: personId('alone'), teamsId: '29:alone', name: 'Somebody Alone' };
    const [card] = await house.say(alone, 'check in');
    const [save] = buttonsOf(card).filter(({ verb }) => verb === 'checkin.save');
    expect(said(await house.act(alone, 'checkin.list', save?.data as object))).toContain(
      'don’t know your colleagues yet',
    );
  });

  it('shows the card that waits when asked for one, and closes both', async () => {
    await house.pass('2026-11-24T09:00:00Z');
    const scheduled = last();
    const [asked] = await house.say(cast.alex, 'check in');
    await house.press(cast.alex, asked as never, 'Save', { learned: 'Something' });
    expect((await me()).open).toEqual([]);
    const late = await house.press(cast.alex, scheduled, 'Save', { learned: 'Something else' });
    expect(said(late)).toContain('Something');
    expect(said(late)).not.toContain('else');
    expect(kept()).toHaveLength(1);
  });

  it('keeps a saved card once, however often it is pressed or delivered', async () => {
    const [card] = await house.say(cast.alex, 'check in');
    const [save] = buttonsOf(card).filter(({ verb }) => verb === 'checkin.save');
    const data = { ...save?.data, learned: 'Once' };
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => house.act(cast.alex, 'checkin.save', data)),
    );
    for (const answer of answers) expect(said(answer)).toContain('Once');
    expect(kept()).toHaveLength(1);
    expect((await house.api(cast.alex, 'GET', '/checkin')).body.kind).toBe('insight');
  });

  it("refuses another person's card and a card whose week is over, and loses nothing", async () => {
    await house.pass('2026-11-24T09:00:00Z');
    const card = last();
    const stranger = await house.press(cast.megan, card, 'Save', { learned: 'Not mine' });
    expect(said(stranger)).toContain('is for somebody else');
    await house.pass('2026-12-01T10:00:00Z');
    const late = await house.press(cast.alex, card, 'Save', { learned: 'Too late' });
    expect(said(late)).toContain('is closed');
    expect(said(await house.press(cast.alex, card, 'Skip this time'))).toContain('is closed');
    expect(card.updates).toBe(0);
    expect(kept()).toEqual([]);
  });

  it('answers every odd input clearly and keeps nothing of it', async () => {
    const [card] = await house.say(cast.alex, 'check in');
    const [save] = buttonsOf(card).filter(({ verb }) => verb === 'checkin.save');
    const press = (inputs: object) =>
      house.act(cast.alex, 'checkin.save', { ...save?.data, ...inputs });
    const long = 'x'.repeat(10_000);
    for (const [inputs, answer] of [
      [{}, 'nothing to save yet'],
      [{ learned: ' \u200b\n ', helpers: '', skill: null, wish: null }, 'nothing to save yet'],
      [{ learned: long }, 'longer than 2000'],
      [{ skill: long }, 'at most 80'],
      [{ wish: long }, 'at most 80'],
      [{ learned: `a${'\u0301'.repeat(9_999)}` }, 'longer than 2000'],
      [{ helpers: Array.from({ length: 6 }, (_, n) => `p${n}`).join(',') }, 'at most 5'],
      [{ learned: ['a'] }, 'couldn’t read'],
      [{ helpers: { a: 1 } }, 'couldn’t read'],
      [{ form: 7 }, 'couldn’t read'],
      [{ form: '../../etc' }, 'couldn’t read'],
      [{ by: null }, 'couldn’t read'],
    ] as const) {
      expect(said(await press(inputs))).toContain(answer);
    }
    expect(kept()).toEqual([]);
    expect(said(await press({ helpers: 'nobody-we-know' }))).toContain('Thank your colleague');
  });

  it('offers the wish and the ask, and shows on the receipt what became of them', async () => {
    const [card] = await house.say(cast.alex, 'check in');
    const receipt = await house.press(cast.alex, card as never, 'Save', { wish: 'Python' });
    const asked = await house.press(cast.alex, shown(receipt, card as never), 'Ask for help now');
    expect(said(asked)).toContain('The form is below');
    // Nobody shares it yet.
    expect(textOf(last())).toContain('Nobody shares “Python” yet');
    const added = await house.press(
      cast.alex,
      shown(receipt, card as never),
      'Add it to my wishes',
    );
    expect(said(added)).toContain('**Among your wishes:** Python');
    expect((await me()).wishes).toMatchObject([{ name: 'Python' }]);
    const twice = await house.press(
      cast.alex,
      shown(receipt, card as never),
      'Add it to my wishes',
    );
    expect(said(twice)).toContain('**Among your wishes:** Python');
    expect((await me()).wishes).toHaveLength(1);
  });

  it('serves the tab: question, receipt, repeat, skip, less, timeline and removal', async () => {
    await house.pass('2026-11-24T09:00:00Z');
    expect((await house.api(cast.alex, 'GET', '/checkin')).body.kind).toBe('skill');
    const input = {
      op: 'form-0001',
      learned: 'VLOOKUP',
      helpers: [cast.megan.id, cast.alex.id],
      skill: 'Excel',
      wish: 'Python',
    };
    const saved = await house.api(cast.alex, 'POST', '/checkin', input);
    expect(saved).toMatchObject({
      status: 200,
      body: {
        thank: [{ id: cast.megan.id, name: 'Megan Bowen' }],
        skill: 'Excel',
        wish: 'Python',
      },
    });
    // The card in chat asks no more: it turned into the receipt, once.
    const card = last();
    expect(textOf(card)).toContain('**About:** Excel');
    expect((await house.api(cast.alex, 'POST', '/checkin', input)).body).toEqual(saved.body);
    expect(card.updates).toBe(1);
    expect(kept()).toHaveLength(1);
    expect((await me()).open).toEqual([]);
    const empty = await house.api(cast.alex, 'POST', '/checkin', { op: 'form-0002' });
    expect(empty).toMatchObject({
      status: 422,
      body: { error: { why: 'checkin.refused.empty', field: 'learned' } },
    });
    expect((await house.api(cast.alex, 'POST', '/checkin/skip', {})).body.said).toContain(
      'ask something else',
    );
    expect((await house.api(cast.alex, 'POST', '/checkin/less', {})).body.said).toContain(
      'every two weeks',
    );
    await house.say(cast.alex, 'share Excel');
    const entries = await learning();
    expect(entries.map(({ kind }) => kind)).toEqual(['share', 'checkin']);
    const path = `/learning/${entries[1].id}`;
    expect((await house.api(cast.megan, 'DELETE', path)).status).toBe(404);
    const { rev } = await me();
    expect(await house.api(cast.alex, 'DELETE', path)).toEqual({ status: 200, body: {} });
    expect((await me()).rev).toBeGreaterThan(rev);
    expect((await house.api(cast.alex, 'DELETE', path)).status).toBe(404);
    expect((await learning()).map(({ kind }) => kind)).toEqual(['share']);
  });

  it('can be skipped from For you, and is refused politely afterwards', async () => {
    await house.pass('2026-11-24T09:00:00Z');
    const [item] = (await me()).open;
    const skipped = await house.api(cast.alex, 'POST', `/open/${item.id}/skip`, {});
    expect(skipped.body.said).toContain('ask something else');
    expect((await house.api(cast.alex, 'POST', `/open/${item.id}/skip`, {})).status).toBe(422);
  });

  it('stays in the own chat', async () => {
    const [answer] = await house.mention(cast.alex, 'check in');
    expect(textOf(answer)).toContain('own chat');
  });
});

describe('what rides along with the check-in', () => {
  let house: House;
  const { alex, megan } = cast;
  beforeEach(async () => {
    house = await openHouse();
    for (const who of Object.values(cast)) await house.install(who);
    await house.installTeam(alex, Object.values(cast));
    for (const who of [alex, megan]) {
      await house.api(who, 'PUT', '/me/consent', { answer: 'in' });
      await house.api(who, 'PATCH', '/me/settings', { off: ['digest'] });
    }
    await house.api(alex, 'PUT', '/rounds', { team: crew.id, every: 4 });
    await house.pass('2026-11-24T09:30:00Z');
  });
  afterEach(() => house.close());

  const cardsOf = (who: (typeof cast)['alex']) =>
    house.teams.posted.filter(
      (one) => one.conversation === `chat-${who.teamsId}` && textOf(one).includes('Your check-in'),
    );
  const open = async (who = alex): Promise<any[]> => (await house.api(who, 'GET', '/me')).body.open;
  const took = async (who = alex) =>
    (await open(who)).find(({ kind }) => kind === 'round-invite')?.text;

  it('one card asks both, and one press saves both', async () => {
    const [card, ...more] = cardsOf(alex);
    expect(more).toEqual([]);
    expect(textOf(card as never)).toContain('Take part this time?');
    const saved = await house.press(alex, card as never, 'Save', {
      learned: 'Slicers.',
      choice: 'yes',
    });
    expect(said(saved)).toContain('Saved');
    expect(said(saved)).toContain('You take part');
    expect(await took()).toContain('You take part');
    expect(JSON.stringify(await open())).not.toContain('"kind":"checkin"');
    // It was told of: no other card comes of it.
    await house.pass('2026-12-01T12:00:00Z');
    const [next, ...others] = cardsOf(alex);
    expect(others).toEqual([]);
    expect(textOf(next as never)).not.toContain('Take part');
  });

  it('answered alone it leaves the check-in standing, and skipping answers it too', async () => {
    const [card] = cardsOf(alex);
    const only = await house.press(alex, card as never, 'Save', { choice: 'no' });
    expect(said(only)).toContain('not this time');
    expect(inputsOf(shown(only, card as never)).map(({ id }) => id)).toContain('learned');
    expect(JSON.stringify(await open())).toContain('"kind":"checkin"');
    const [hers] = cardsOf(megan);
    const skipped = await house.press(megan, hers as never, 'Skip this time', { choice: 'yes' });
    expect(said(skipped)).toContain('You take part');
    expect(said(skipped)).toContain('ask something else');
    expect(await took(megan)).toContain('You take part');
  });

  it('is kept when the card is drawn again, and what was dealt with meanwhile changes nothing', async () => {
    const [card] = cardsOf(alex);
    const listed = await house.act(alex, 'checkin.list', {
      ...buttonsOf(card).find(({ verb }) => verb === 'checkin.save')?.data,
      learned: 'Slicers.',
      choice: 'no',
    });
    const again = shown(listed as never, card as never);
    expect(textOf(again)).toContain('Take part this time?');
    expect(inputsOf(again).find(({ id }) => id === 'choice').value).toBe('no');
    await house.pass('2026-12-02T10:00:00Z');
    await house.say(alex, 'check in');
    const late = await house.press(alex, again, 'Save', { learned: 'Slicers.', choice: 'yes' });
    expect(JSON.stringify(late.body)).not.toContain('You take part');
  });

  it('no check-in comes in a week in which one was done; what waits comes alone', async () => {
    await house.api(megan, 'POST', '/checkin', { op: 'own-check-in-1', learned: 'Slicers.' });
    const before = cardsOf(megan).length;
    await house.api(megan, 'PATCH', '/me/settings', { moment: { weekday: 1, time: '16:00' } });
    await house.pass('2026-11-30T10:00:00Z');
    await house.api(megan, 'POST', '/checkin', { op: 'own-check-in-2', learned: 'Pivots.' });
    await house.pass('2026-12-01T20:00:00Z');
    expect(cardsOf(megan)).toHaveLength(before);
    await house.pass('2026-12-07T20:00:00Z');
    expect(cardsOf(megan)).toHaveLength(before + 1);
  });
});
