import type { AskView } from '#bot/features/help/wire';
import type { Somebody } from '#tests/cast';
import type { Posted } from '#tests/fakes/teams';
import { buttonsOf, cast, type House, openHouse, textOf } from '#tests/house';

const { alex, megan } = cast;
type Answered = Awaited<ReturnType<House['press']>>;
const said = ({ body: { value } }: Answered): string =>
  typeof value === 'string'
    ? value
    : textOf({ activity: { attachments: [{ content: value }] } } as never);
/** A card that answered a press, as something to press on. */
const shown = ({ body }: Answered, on: Posted): Posted =>
  ({ ...on, updates: 0, activity: { attachments: [{ content: body.value }] } }) as never;

describe('a time for two', () => {
  let house: House;
  beforeEach(async () => {
    // Monday at ten in Amsterdam.
    house = await openHouse({ CLOCK_NOW: '2026-11-23T09:00:00Z' });
    for (const who of [alex, megan]) {
      await house.install(who);
      await house.say(who, 'count me in');
    }
    await house.say(megan, 'share Excel');
    await house.pass('2026-11-23T09:01:00Z');
  });
  afterEach(() => house.close());

  const chatOf = (who: Somebody) =>
    house.teams.posted.filter(({ conversation }) => conversation === `chat-${who.teamsId}`);
  const lastTo = (who: Somebody) => chatOf(who).at(-1) as Posted;
  const ask = async (): Promise<AskView> =>
    (await house.api(alex, 'GET', '/asks')).body.mine[0] as AskView;
  const helping = async () => (await house.api(megan, 'GET', '/asks')).body.helping[0];

  /** Megan said yes, and Alex has the card with times. */
  async function accepted(): Promise<string> {
    const { body } = await house.api(alex, 'POST', '/asks', {
      skill: 'Excel',
      what: 'My pivot table counts empty cells.',
      minutes: 30,
      op: 'form-0001',
      by: '2026-12-04',
    });
    await house.pass('2026-11-23T09:02:00Z');
    await house.press(megan, lastTo(megan), 'Yes, gladly');
    await house.pass('2026-11-23T09:03:00Z');
    return body.id;
  }

  it('that somebody typed stands, whatever the other one’s hours are, and only the typer is warned', async () => {
    await accepted();
    // In none of Megan’s hours; what she has that evening is nobody else’s business.
    await house.api(megan, 'PATCH', '/me/settings', { hours: { from: '06:00', to: '09:00' } });
    const card = lastTo(alex);
    const form = shown(await house.press(alex, card, 'Another time …'), card);
    const send = (on: Posted, date: string, time: string, button = 'Plan it then') =>
      house.press(alex, on, button, { date, time });
    expect(said(await send(form, '', '10:00'))).toContain('both a day and a time');
    expect(said(await send(form, '2026-11-20', '10:00'))).toContain('over already');
    expect(said(await send(form, '2027-11-20', '10:00'))).toContain('more than 60 days');
    const warned = await send(form, '2026-11-24', '20:30');
    expect(said(warned)).toContain('outside your own working hours');
    // What was typed is still there, and nothing has happened.
    expect(JSON.stringify(warned.body)).toContain('"value":"20:30"');
    expect(await ask()).toMatchObject({ state: 'accepted' });
    const planned = await send(shown(warned, card), '2026-11-24', '20:30', 'Plan it all the same');
    expect(said(planned)).toContain('Tuesday 24 November');
    expect((await ask()).pair?.planned?.at).toBe('2026-11-24T19:30:00Z');
    await house.pass('2026-11-23T09:04:00Z');
    // Megan reads when it is, and not a word about hours.
    expect((await helping()).pair.planned.at).toBe('2026-11-24T19:30:00Z');
    expect(textOf(lastTo(megan))).not.toMatch(/outside|something else/);
  });

  it('is taken without a word inside one’s own hours, and the form leads back', async () => {
    await accepted();
    const card = lastTo(alex);
    const form = await house.press(alex, card, 'Another time …');
    const back = await house.press(alex, shown(form, card), 'Back');
    expect(said(back)).toContain('will help you with “Excel”');
    const planned = await house.press(alex, shown(form, card), 'Plan it then', {
      date: '2026-11-26',
      time: '12:15',
    });
    expect(said(planned)).toContain('Thursday 26 November');
    expect((await ask()).pair?.planned?.at).toBe('2026-11-26T11:15:00Z');
  });

  it('in the tab is warned of and taken alike, on one’s own clock', async () => {
    const id = await accepted();
    await house.api(megan, 'PATCH', '/me/settings', { zone: 'Europe/London' });
    const plan = (at: string, sure?: boolean) =>
      house.api(megan, 'POST', `/helping/${id}/plan`, { at, ...(sure === true ? { sure } : {}) });
    const warned = await plan('2026-11-24T18:30');
    expect(warned).toMatchObject({ status: 422, body: { error: { why: 'meeting.own.hours' } } });
    expect((await plan('2026-11-24')).body.error.why).toBe('meeting.refused.time');
    expect((await plan('2026-11-24T10:00:00Z')).body.error.why).toBe('common.refused.stale');
    expect((await plan('2026-11-24T18:30', true)).status).toBe(200);
    expect((await ask()).pair?.planned?.at).toBe('2026-11-24T18:30:00Z');
  });

  it('says to whoever types it what they have themselves then', async () => {
    await accepted();
    await house.installTeam(alex, [alex, megan]);
    const [card] = await house.mention(alex, 'demo the new form');
    const start = await house.press(alex, card as Posted, 'Start', {
      'f.topic': 'the new form',
      'f.date': '2026-11-25',
      'f.time': '15:00',
      'f.minutes': '30',
    });
    expect(start.status).toBe(200);
    await house.pass('2026-11-23T09:05:00Z');
    const item = (await house.api(alex, 'GET', '/me')).body.open.find(
      ({ kind }: { kind: string }) => kind === 'help-mine',
    );
    const at = (what: string) => house.api(alex, 'POST', `/open/${item.id}/at.${what}`, {});
    expect((await at('2026-11-25T15:15')).body.error.why).toBe('meeting.own.taken');
    expect((await at('2026-11-25T15:30')).status).toBe(200);
  });

  it('has one card with each of the two, however often other times are asked for', async () => {
    const id = await accepted();
    const cards = (who: Somebody) =>
      chatOf(who).filter(
        (one) => /(Alex|Megan) .* “Excel”/.test(textOf(one)) && buttonsOf(one).length > 1,
      );
    const [hers, his] = [cards(megan), cards(alex)];
    expect([hers.length, his.length]).toEqual([1, 1]);
    const before = house.teams.posted.length;
    const shows = (one: Posted | undefined) => buttonsOf(one).map(({ title }) => title);
    for (let press = 0; press < 4; press += 1) {
      const asked = shows(hers[0]);
      await house.press(alex, lastTo(alex), 'Other times');
      expect(shows(hers[0])).not.toEqual(asked);
      await house.api(megan, 'POST', `/helping/${id}/times`, {});
      await house.pass(`2026-11-23T09:1${press}:00Z`);
      // Both cards show the same, also of whom presses elsewhere than on it.
      expect(shows(hers[0]).slice(0, 3)).toEqual(shows(his[0]).slice(0, 3));
      expect(shows(hers[0]).length).toBeGreaterThan(3);
    }
    expect(house.teams.posted).toHaveLength(before);
    // No weekly card brings it again.
    await house.pass('2026-11-24T10:00:00Z');
    expect([cards(megan), cards(alex)]).toEqual([hers, his]);
    // A time that is fixed is told of, in a sentence; the card shows it and asks for none.
    await house.press(alex, his[0] as Posted, shows(his[0])[0] ?? '');
    await house.pass('2026-11-24T10:01:00Z');
    expect(textOf(lastTo(megan))).toContain('You help Alex Wilber with “Excel”: ');
    expect(buttonsOf(lastTo(megan))).toEqual([]);
    for (const card of [hers[0], his[0]]) {
      expect(shows(card)).toContain('Add to calendar');
      expect(textOf(card)).not.toMatch(/When does it suit|Choose a time/);
    }
    // Open again it is news as well, once.
    for (let press = 0; press < 3; press += 1)
      await house.api(alex, 'POST', `/asks/${id}/times`, {});
    await house.pass('2026-11-24T10:05:00Z');
    const news = chatOf(megan).filter((one) => textOf(one).includes('open again'));
    expect(news).toHaveLength(1);
    expect(shows(hers[0])).toContain('Other times');
    expect(chatOf(alex).filter((one) => textOf(one).includes('open again'))).toEqual([]);
  });

  it('is put in Teams with whoever it is with, who are looked up when it is pressed', async () => {
    const id = await accepted();
    const slot = (await ask()).pair?.slots[1]?.at ?? '';
    await house.api(alex, 'POST', `/asks/${id}/plan`, { at: slot });
    const link = buttonsOf(chatOf(alex).findLast((one) => buttonsOf(one).length > 3)).find(
      ({ title }) => title === 'Put it in Teams',
    )?.url as string;
    expect(decodeURIComponent(link)).not.toMatch(/Alex|Megan|@|00000000/);
    const opened = async (url: string) => {
      const answer = await fetch(url, { redirect: 'manual' });
      return { status: answer.status, form: new URL(answer.headers.get('location') ?? url) };
    };
    // Whom Teams does not tell is left out.
    const alone = await opened(link);
    expect(alone.form.searchParams.get('attendees')).toBeNull();
    house.teams.members = [alex, megan];
    const { status, form } = await opened(link);
    expect(status).toBe(302);
    expect(`${form.origin}${form.pathname}`).toBe('https://teams.microsoft.com/l/meeting/new');
    expect(Object.fromEntries(form.searchParams)).toEqual({
      subject: 'Excel with Megan Bowen',
      attendees: 'megan@contoso.com',
      startTime: '2026-11-24T12:00:00Z',
      endTime: '2026-11-24T12:30:00Z',
    });
    expect(form.href).not.toContain('+');
    expect(
      (await opened((await helping()).pair.planned.teams)).form.searchParams.get('attendees'),
    ).toBe('alex@contoso.com');
    expect(JSON.stringify(house.tables.dump())).not.toContain('@contoso.com');
    // As the file of it, it is there for as long as they mean to meet then.
    await house.api(alex, 'POST', `/asks/${id}/times`, {});
    expect((await opened(link)).status).toBe(404);
  });

  it('is told within hours, the newest alone', async () => {
    const id = await accepted();
    await house.api(megan, 'PATCH', '/me/settings', { hours: { from: '06:00', to: '10:00' } });
    await house.api(alex, 'POST', `/asks/${id}/times`, {});
    const slot = (await ask()).pair?.slots[0]?.at ?? '';
    await house.api(alex, 'POST', `/asks/${id}/plan`, { at: slot });
    const told = () =>
      chatOf(megan)
        .filter((one) => buttonsOf(one).length === 0)
        .map(textOf);
    const before = told().length;
    await house.pass('2026-11-23T10:00:00Z');
    expect(told()).toHaveLength(before);
    await house.pass('2026-11-24T05:01:00Z');
    expect(told().slice(before)).toEqual([expect.stringContaining('You help Alex Wilber')]);
  });

  it('that is over is shown to nobody', async () => {
    await accepted();
    const slots = (await ask()).pair?.slots ?? [];
    expect(slots).toHaveLength(3);
    await house.pass('2026-11-24T13:00:00Z');
    expect((await ask()).pair?.slots).toMatchObject([{ at: slots[2]?.at }]);
    const { actions } = (await house.api(alex, 'GET', '/me')).body.open[0];
    expect(actions.map(({ act }: { act: string }) => act)).toEqual([
      'plan.2',
      'times',
      'another',
      'withdraw',
    ]);
    const card = chatOf(alex).findLast((one) => textOf(one).includes('will help you')) as Posted;
    const late = await house.press(alex, card, buttonsOf(card)[0]?.title ?? '');
    expect(said(late)).toContain('earlier moment');
    // When the last of them is over others stand in their place, with both, and nobody is told.
    const before = chatOf(megan).length;
    await house.pass('2026-11-25T13:31:00Z');
    const renewed = (await ask()).pair?.slots.map(({ at }) => at) ?? [];
    expect(renewed.length).toBeGreaterThan(0);
    expect(renewed.every((at) => at > '2026-11-25T17:30:00Z' && at < '2026-12-05')).toBe(true);
    expect((await helping()).pair.slots.map(({ at }: { at: string }) => at)).toEqual(renewed);
    expect(chatOf(megan)).toHaveLength(before);
    expect(buttonsOf(card)).toHaveLength(renewed.length + 3);
  });
});
