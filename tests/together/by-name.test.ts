import { changePerson } from '#bot/records/person';
import type { Profile } from '#bot/records/profile';
import { crew, type Somebody } from '#tests/cast';
import { buttonsOf, cast, type House, openHouse, textOf } from '#tests/house';

type Answered = Awaited<ReturnType<House['press']>>;
const said = ({ body: { value } }: Answered): string =>
  typeof value === 'string'
    ? value
    : textOf({ activity: { attachments: [{ content: value }] } } as never);
const shown = ({ body }: Answered, on: { id: string; conversation: string }) =>
  ({ ...on, updates: 0, activity: { attachments: [{ content: body.value }] } }) as never;
const text = (value: unknown): string => JSON.stringify(value);

const { alex, megan, adele, isaiah, patti, lynne, sanne, daan } = cast;

let house: House;
const open = async () => {
  // Monday at ten in Amsterdam.
  house = await openHouse({ CLOCK_NOW: '2026-11-23T09:00:00Z' });
  await house.installTeam(alex, Object.values(cast));
};
beforeEach(open);
afterEach(() => house.close());

const joins = async (...people: Somebody[]) => {
  for (const who of people) {
    await house.install(who);
    await house.say(who, 'count me in');
  }
  // What an arrival brings along is told before anything else is said.
  await house.pass('2026-11-23T09:00:30Z');
};
const told = (who: Somebody) =>
  house.teams.posted.filter(({ conversation }) => conversation === `chat-${who.teamsId}`);
const lastTo = (who: Somebody) => told(who).at(-1) as never as Parameters<House['press']>[1];
const me = async (who: Somebody) => (await house.api(who, 'GET', '/me')).body;
const openOf = async (who: Somebody): Promise<any[]> =>
  (await me(who)).open.filter(({ kind }: { kind: string }) => kind.startsWith('help-'));
const asks = async (who: Somebody): Promise<any[]> =>
  (await house.api(who, 'GET', '/asks')).body.mine;
const patch = (who: Somebody, profile: Partial<Profile>) =>
  changePerson(house.app.deps.tables, house.app.ctx, who.id, () => ({
    result: undefined,
    change: { profile },
  }));
const night = () => house.app.runJob('skill-count', 'all');
const named = async (who: Somebody, name: string, more = '') =>
  (await house.api(who, 'GET', `/skills/named?name=${encodeURIComponent(name)}${more}`)).body;
const supply = async (who: Somebody, name: string) =>
  (await house.api(who, 'GET', `/skills/supply?name=${encodeURIComponent(name)}`)).body.supply;
const fill = { what: 'My *pivot* counts empty cells.', minutes: '30', day: '2026-12-04' };

describe('found by name, by own choice', () => {
  it('is listed with level and line, asked by name, and back to counted at once', async () => {
    await joins(alex, megan);
    const [card] = await house.say(megan, 'share Excel with my name');
    expect(textOf(card)).toContain('You can help with “Excel”');
    expect(textOf(card)).toContain('Whoever looks for it sees: **Megan Bowen** · can explain');
    const saved = await house.press(megan, card as never, 'Save', {
      level: 'coach',
      line: ' Mornings suit\u200b me *best*\n',
    });
    expect(said(saved)).toContain('can coach · “Mornings suit me \\*best\\*”');
    await house.pass('2026-11-23T09:01:00Z');
    await night();

    const [who] = await house.say(alex, 'who Excel');
    expect(textOf(who)).toContain('by name; perhaps others can help too');
    expect(textOf(who)).toContain('**Megan Bowen** · can coach');
    expect(textOf(who)).toContain('Mornings suit me \\*best\\*');
    expect(textOf(who)).not.toMatch(/few|Five or more/);
    expect(buttonsOf(who).map(({ title }) => title)).toEqual([
      'Ask Megan Bowen',
      'Ask without my name',
    ]);
    await house.press(alex, who as never, 'Ask Megan Bowen');
    const form = lastTo(alex);
    expect(textOf(form)).toContain('I ask Megan Bowen, and nobody else.');
    expect(textOf(form)).toContain('you and Megan Bowen, with your name');
    expect(textOf(form)).not.toMatch(/without your name|until you both say yes/);
    const asked = await house.press(alex, form, 'Ask Megan Bowen', fill);
    expect(said(asked)).toContain('I’m asking Megan Bowen');
    expect(said(asked)).toContain('Wednesday 25 November');
    await house.pass('2026-11-23T09:02:00Z');
    const offer = lastTo(megan);
    expect(textOf(offer)).toContain('Alex Wilber asks you: can you help with “Excel”?');
    expect(textOf(offer)).not.toContain('nobody ever knows');
    expect(
      buttonsOf(offer)
        .map(({ title }) => title)
        .slice(0, 2),
    ).toEqual(['Yes, gladly', 'Not now']);
    const yes = await house.press(megan, offer, 'Yes, gladly');
    expect(said(yes)).toContain('You help Alex Wilber with “Excel”');
    expect((await asks(alex))[0]).toMatchObject({
      state: 'accepted',
      only: { as: 'named', name: 'Megan Bowen' },
      pair: { with: { name: 'Megan Bowen' } },
    });

    // Counted again: at once, everywhere, and an old card does nothing.
    await house.say(megan, 'share excel without my name');
    expect(await named(alex, 'Excel')).toEqual({ people: [], wishing: [], next: null });
    // What is due may be told meanwhile.
    const counted = (await house.say(alex, 'who Excel')).map(textOf).join();
    expect(counted).toContain('A few colleagues');
    // What is due is told first: rows are compared before and after the press alone.
    for (let ran = await house.app.worker?.look(); (ran?.length ?? 0) > 0; ) {
      ran = await house.app.worker?.look();
    }
    const before = text(house.tables.dump().filter(({ table }) => table !== 'Control'));
    const old = await house.press(alex, who as never, 'Ask Megan Bowen');
    expect(said(old)).toContain('not found by name for it any more, so nothing was asked');
    expect(text(house.tables.dump().filter(({ table }) => table !== 'Control'))).toBe(before);
    await house.pass('2026-11-23T09:05:00Z');
    const rows = house.tables.dump().filter(({ row }) => row.partitionKey.includes('~named~'));
    expect(rows).toEqual([]);
  });

  it('keeps what was typed when the name went while the form was open', async () => {
    await joins(alex, megan);
    await house.say(megan, 'share Excel with my name');
    await house.pass('2026-11-23T09:01:00Z');
    const [who] = await house.say(alex, 'who excel');
    await house.press(alex, who as never, 'Ask Megan Bowen');
    const form = lastTo(alex);
    await house.say(megan, 'share Excel without my name');
    const back = await house.press(alex, form, 'Ask Megan Bowen', fill);
    expect(said(back)).toContain('not found by name for it any more');
    expect(text(back.body)).toContain('counts empty cells');
    expect(said(back)).toContain('I ask one colleague after another');
    expect(await asks(alex)).toEqual([]);
    const sent = await house.press(alex, shown(back, form), 'Ask for help', fill);
    expect(said(sent)).toContain('I’m asking for you');
    expect((await asks(alex))[0]).toMatchObject({ only: null });
  });

  it('gaat in het Nederlands van naam naar niet beschikbaar, twee werkdagen later', async () => {
    await joins(sanne, daan);
    for (const who of [sanne, daan]) await house.say(who, 'taal nl');
    const [card] = await house.say(daan, 'deel draaitabellen met mijn naam');
    expect(textOf(card)).toContain('Wie het zoekt, ziet: **Daan Jansen** · kan het uitleggen');
    await house.pass('2026-11-23T09:01:00Z');
    const [who] = await house.say(sanne, 'wie draaitabellen');
    expect(textOf(who)).toContain('iemand met naam te vinden; misschien kunnen anderen ook helpen');
    await house.press(sanne, who as never, 'Vraag Daan Jansen');
    const asked = await house.press(sanne, lastTo(sanne), 'Vraag Daan Jansen', fill);
    expect(said(asked)).toContain('Uiterlijk woensdag 25 november');
    await house.pass('2026-11-23T09:02:00Z');
    const no = await house.press(daan, lastTo(daan), 'Nu niet');
    expect(said(no)).toContain('Sanne de Vries hoort over een dag of twee');
    await house.pass('2026-11-25T09:00:00Z');
    expect((await asks(sanne))[0]).toMatchObject({ state: 'asking' });
    await house.pass('2026-11-25T09:02:00Z');
    expect(textOf(lastTo(sanne))).toContain('Daan Jansen is deze keer niet beschikbaar');
    expect(
      buttonsOf(lastTo(sanne))
        .map(({ title }) => title)
        .slice(0, 3),
    ).toEqual(['Vraag het anderen', 'Als wens bewaren', 'Laten we het hierbij laten']);
    const others = await house.press(sanne, lastTo(sanne), 'Vraag het anderen');
    expect(said(others)).toContain('Ik zoek nog eens');
    expect((await asks(sanne))[0]).toMatchObject({ state: 'asking', only: null });
  });

  it('names two on a card, all in the tab, wishes too, and to everybody alike', async () => {
    const people = [megan, adele, isaiah, patti];
    await joins(alex, ...people, lynne);
    for (const who of people) await house.say(who, 'share Excel, SQL with my name');
    await house.say(lynne, 'wish Excel with my name');
    await house.pass('2026-11-23T09:01:00Z');
    const [card] = await house.say(alex, 'who excel');
    expect(buttonsOf(card).filter(({ title }) => title.startsWith('Ask '))).toHaveLength(3);
    expect(textOf(card)).toContain('More in Find help');
    expect(textOf(card)).not.toContain('Lynne');
    const found = await named(alex, 'excel');
    expect(found.people.map(({ name }: any) => name).toSorted()).toEqual(
      people.map(({ name }) => name).toSorted(),
    );
    expect(found.people[0]).toEqual({
      id: expect.any(String),
      name: expect.any(String),
      level: 'explain',
      line: '',
      chat: null,
    });
    expect(found.wishing).toMatchObject([{ name: 'Lynne Robbins', level: null }]);
    // Whom somebody blocked, who is paused or full: nothing of it is seen.
    await patch(megan, { blocked: [alex.id], pausedUntil: '2027-01-31', capacity: 0 });
    await patch(adele, { consent: { state: 'not-now', since: '2026-11-01T00:00:00Z' } });
    await house.pass('2026-11-23T09:05:00Z');
    expect(await named(alex, 'excel')).toEqual(found);
    // In a channel what stands there stays: it names nobody.
    const [post] = await house.mention(alex, 'who excel');
    expect(text(post)).not.toMatch(/Megan|Adele|Isaiah|Patti/);
    expect(textOf(post)).toContain('colleagues to be found by name');
    // The team: the same by person, for who is in it.
    const team = `/skills/team?team=${encodeURIComponent('19:crew@thread.tacv2')}`;
    const seen = (await house.api(alex, 'GET', team)).body.people;
    expect(seen.map(({ name }: any) => name)).toEqual(
      [...people, lynne].map(({ name }) => name).toSorted(),
    );
    expect(seen[0].shares.map(({ name }: any) => name)).toEqual(['Excel', 'SQL']);
    const other = '/skills/team?team=19:other@thread.tacv2';
    expect((await house.api(alex, 'GET', other)).body.people).toEqual([]);
  });

  it('never names a guest, and shows a guest no name', async () => {
    await joins(alex, megan, adele);
    for (const who of [megan, adele]) await house.say(who, 'share Excel with my name');
    await house.pass('2026-11-23T09:01:00Z');
    house.teams.members = Object.values(cast).map((one) => ({ ...one, guest: one === adele }));
    await house.app.runJob('roster', crew.id);
    await house.pass('2026-11-24T09:00:00Z');
    expect((await named(alex, 'Excel')).people).toMatchObject([{ name: 'Megan Bowen' }]);
    expect(await named(adele, 'Excel')).toMatchObject({ people: [] });
    expect(await supply(adele, 'Excel')).toBe('named');
    // What nobody showed them cannot be asked either.
    const ask = { op: 'form-0001', skill: 'Excel', what: 'Why?', minutes: 30, by: '2026-12-04' };
    const asked = await house.api(adele, 'POST', '/asks', { ...ask, to: megan.id });
    expect(asked).toMatchObject({ status: 422, body: { error: { field: 'to' } } });
  });

  it('refuses a line that is too long, and changes nothing', async () => {
    await joins(megan);
    const added = await house.api(megan, 'POST', '/skills', { list: 'share', name: 'Excel' });
    const path = `/skills/share/${added.body.id}`;
    const long = await house.api(megan, 'PATCH', path, { named: true, line: 'x'.repeat(101) });
    expect(long).toMatchObject({ status: 422, body: { error: { field: 'line' } } });
    expect((await me(megan)).shares).toEqual([added.body]);
    const kept = await house.api(megan, 'PATCH', path, { named: true, line: ' \u200b ' });
    expect(kept.body).toEqual({ ...added.body, named: true });
    const back = await house.api(megan, 'PATCH', path, { named: false });
    expect(back.body).toEqual(added.body);
  });

  it('stands in the export, and goes with an erase', async () => {
    await joins(alex, megan);
    await house.say(megan, 'share Excel with my name');
    await house.pass('2026-11-23T09:01:00Z');
    const { rows } = (await house.api(megan, 'GET', '/me/export')).body;
    expect(rows.Skills.map(({ rowKey }: any) => rowKey)).toHaveLength(2);
    expect(text((await house.api(alex, 'GET', '/me/export')).body)).not.toContain(megan.id);
    await house.api(megan, 'POST', '/me/erase', { confirm: 'erase' });
    expect((await named(alex, 'Excel')).people).toEqual([]);
    await house.pass('2026-11-23T09:10:00Z');
    expect(text(house.tables.dump())).not.toContain(megan.id);
  });

  it('removes and puts back with name and line, in chat and by the tab’s undo', async () => {
    await joins(alex, megan);
    const [card] = await house.say(megan, 'share Excel with my name');
    await house.press(megan, card as never, 'Save', { line: 'Mornings' });
    const [gone] = await house.say(megan, 'remove Excel');
    await house.pass('2026-11-23T09:01:00Z');
    expect((await named(alex, 'Excel')).people).toEqual([]);
    await house.press(megan, gone as never, 'Undo');
    await house.pass('2026-11-23T09:02:00Z');
    expect((await named(alex, 'Excel')).people).toMatchObject([{ line: 'Mornings' }]);
  });
});

describe('whoever compares before and after somebody is found by name', () => {
  /** Everything that an onlooker can see of a topic. */
  const views = async () => [
    await supply(alex, 'Excel'),
    textOf((await house.say(alex, 'who Excel'))[0]),
    textOf((await house.mention(alex, 'who Excel'))[0]),
    await named(alex, 'Excel'),
    textOf((await house.say(alex, 'ask Excel'))[0]),
    (await house.api(alex, 'GET', '/team')).body.supply,
  ];

  it('learns nothing of others: with none, one, four or six of them all is the same', async () => {
    const others = [adele, isaiah, patti, lynne, sanne, daan];
    const seen: unknown[][] = [];
    for (const [count, available] of [
      [0, true],
      [0, false],
      [1, true],
      [4, false],
      [4, true],
      [6, true],
    ] as const) {
      await house.close();
      await open();
      await joins(alex, megan, ...others);
      await house.say(megan, 'share Excel');
      for (const who of others.slice(0, count)) await house.say(who, 'share Excel');
      if (!available) await house.say(megan, 'pause until 31 January');
      await house.pass('2026-11-24T06:00:00Z');
      const before = await views();
      const index = text(house.tables.dump().filter(({ table }) => table === 'SkillIndex'));
      const counts = () =>
        text(house.tables.dump().filter(({ row }) => row.rowKey.startsWith('known~')));
      const counted = counts();
      await house.say(megan, 'share Excel with my name');
      await house.pass('2026-11-24T06:05:00Z');
      seen.push(await views());
      // What is counted is the same, also after a night.
      expect(text(house.tables.dump().filter(({ table }) => table === 'SkillIndex'))).toBe(index);
      await night();
      expect(counts()).toBe(counted);
      await house.say(megan, 'share Excel without my name');
      expect(await views()).toEqual(before);
    }
    for (const view of seen) expect(view).toEqual(seen[0]);
    expect(seen[0]?.[0]).toBe('named');
  });
});

describe('the digest', () => {
  it('is the same by a byte, and the team’s page leaves the figure out beside a name', async () => {
    await joins(alex, megan, adele);
    for (const who of [megan, adele]) await house.say(who, 'share Excel');
    await house.say(adele, 'share Public speaking');
    await house.pass('2026-11-30T09:00:00Z');
    const page = async () => (await house.api(alex, 'GET', '/team')).body;
    const frozen = () =>
      text(house.tables.dump().filter(({ row }) => row.rowKey.startsWith('digest~')));
    const [digest, before, row] = [await house.say(alex, 'digest'), await page(), frozen()];
    expect(row).toContain('Excel');
    expect(before.supply).toEqual(
      expect.arrayContaining([
        { topic: 'Excel', supply: 'few' },
        { topic: 'Public speaking', supply: 'few' },
      ]),
    );
    await house.say(megan, 'share Excel with my name');
    await house.pass('2026-11-30T09:05:00Z');
    const after = await page();
    expect(after.supply).toEqual(
      before.supply.map((one: any) => (one.topic === 'Excel' ? { ...one, supply: 'named' } : one)),
    );
    expect(after.digest).toEqual(before.digest);
    expect(textOf((await house.say(alex, 'digest'))[0])).toBe(textOf(digest[0]));
    expect(frozen()).toBe(row);
    await house.say(megan, 'share Excel without my name');
    expect(await page()).toEqual(before);
  });
});

describe('a colleague who is asked by name', () => {
  /** Everything that reaches the asker, and when. */
  async function heard(becomes: () => Promise<unknown>, after?: () => Promise<unknown>) {
    await joins(alex, megan);
    await house.say(megan, 'share Excel with my name');
    await house.pass('2026-11-23T09:01:00Z');
    await becomes();
    await house.pass('2026-11-23T09:05:00Z');
    const start = told(alex).length;
    const op = 'form-0001';
    const ask = {
      op,
      skill: 'Excel',
      what: 'A chart',
      minutes: 30,
      by: '2026-12-04',
      to: megan.id,
    };
    const lines = [text(await house.api(alex, 'POST', '/asks', ask))];
    await house.pass('2026-11-23T09:06:00Z');
    await after?.();
    for (const at of [
      '2026-11-23T12:00:00Z',
      '2026-11-24T16:00:00Z',
      '2026-11-25T09:04:00Z',
      '2026-11-25T09:05:01Z',
      '2026-11-26T12:00:00Z',
    ]) {
      await house.pass(at);
      const own = house.tables
        .dump()
        .filter(
          ({ table, row }) =>
            table === 'People' && row.partitionKey.includes(alex.id) && row.rowKey !== 'a~profile',
        );
      const visible = own
        .filter(({ row }) => !/^[qe]~/.test(row.rowKey))
        .map(({ row }) => row['data']);
      const messages = told(alex).slice(start);
      lines.push(
        text([
          at,
          await asks(alex),
          await openOf(alex),
          (await me(alex)).rev,
          (await house.api(alex, 'GET', '/me/export')).body.rows.People.filter(
            ({ rowKey }: any) => rowKey.startsWith('q~') || rowKey.startsWith('c~'),
          ),
          visible.length,
          messages.map(({ activity }) => activity['attachments']),
        ]),
      );
    }
    // The address of this house.
    return lines.join('\n').replaceAll(/127\.0\.0\.1:\d+/g, 'here');
  }

  it('is told of by no message while they have room for nobody, whatever else they are told', async () => {
    await joins(alex, megan, adele);
    await house.say(megan, 'share Excel with my name');
    await patch(megan, { capacity: 0 });
    const ask = { skill: 'Excel', what: 'A chart of otters', minutes: 30, by: '2026-12-04' };
    const { status } = await house.api(alex, 'POST', '/asks', {
      ...ask,
      op: 'form-0001',
      to: megan.id,
    });
    expect(status).toBe(200);
    await house.api(adele, 'POST', '/badges', {
      op: 'badge-0001',
      to: [megan.id],
      badge: 'time',
      skill: 'Excel',
      text: 'You made an hour for me and my table.',
      visibility: 'receiver',
    });
    await house.pass('2026-12-02T12:00:00Z');
    const said = told(megan).map(textOf).join();
    expect(said).toContain('You made an hour for me');
    expect(said).not.toContain('otters');
  });

  it('ends alike by off, not in, paused, full, blocked, no and silence, at the same hour', async () => {
    const silence = await heard(async () => undefined);
    expect(silence).toContain('Megan Bowen isn’t available for “Excel” this time');
    const fewer = async () => undefined;
    const others: Record<string, [() => Promise<unknown>, (() => Promise<unknown>)?]> = {
      no: [
        fewer,
        async () => {
          expect(said(await house.press(megan, lastTo(megan), 'Not now'))).toContain('That’s fine');
        },
      ],
      paused: [() => house.say(megan, 'pause until 31 January')],
      'off (asks)': [() => patch(megan, { askLimit: 0 })],
      'not in': [() => house.say(megan, 'stop')],
      full: [() => patch(megan, { capacity: 0 })],
      'over the week': [
        () =>
          patch(megan, {
            asks: [
              {
                id: 'x',
                at: '2026-11-23T09:00:00Z',
                until: '2026-11-23T10:00:00Z',
                on: false,
              },
            ],
          }),
      ],
      blocked: [() => patch(megan, { blocked: [alex.id] })],
      'bot blocked': [
        () =>
          patch(megan, {
            reach: {
              state: 'unreachable',
              why: 'ConversationBlockedByUser',
              since: '2026-11-23T09:00:00Z',
            },
          }),
      ],
    };
    for (const [why, [becomes, after]] of Object.entries(others)) {
      await house.close();
      await open();
      expect([why, await heard(becomes, after)]).toEqual([why, silence]);
      const messages = told(megan).filter((one) => textOf(one).includes('asks you'));
      // Whoever said no had heard of it, and their card has turned.
      expect([why, messages.length]).toEqual([why, 0]);
      const stands = (await openOf(megan)).some(({ kind }) => kind === 'help-offer');
      expect([why, stands]).toEqual([why, why !== 'no' && why !== 'blocked']);
    }
  });

  it('is asked once a week at most, and finds the next under For you; a yes counts there too', async () => {
    await joins(alex, isaiah, megan);
    await house.say(megan, 'share Excel with my name');
    await house.pass('2026-11-23T09:01:00Z');
    const ask = { skill: 'Excel', what: 'A chart', minutes: 30, by: '2026-12-04', to: megan.id };
    for (const who of [alex, isaiah]) {
      await house.api(who, 'POST', '/asks', { ...ask, op: `form-${who.teamsId}` });
      await house.pass(`2026-11-23T09:0${who === alex ? 5 : 8}:00Z`);
    }
    expect(told(megan).filter((one) => textOf(one).includes('asks you'))).toHaveLength(1);
    const titles = (await openOf(megan)).map(({ title }) => title);
    expect(titles).toEqual([
      'Alex Wilber asks you: can you help with “Excel”?',
      'Isaiah Langer asks you: can you help with “Excel”?',
    ]);
    const second = (await openOf(megan))[1];
    await house.api(megan, 'POST', `/open/${second.id}/yes`, {});
    expect((await asks(isaiah))[0]).toMatchObject({ state: 'accepted' });
    const twice = await house.api(alex, 'POST', '/asks', { ...ask, op: 'form-0009' });
    expect(twice).toMatchObject({
      status: 422,
      body: { error: { message: expect.stringContaining('You have asked Megan Bowen already') } },
    });
  });

  it('says they cannot after all, and nobody else is asked unasked', async () => {
    await joins(alex, megan, adele);
    await house.say(megan, 'share Excel with my name');
    await house.say(adele, 'share Excel');
    await house.pass('2026-11-23T09:01:00Z');
    const ask = { skill: 'Excel', what: 'A chart', minutes: 30, by: '2026-12-04', to: megan.id };
    await house.api(alex, 'POST', '/asks', { ...ask, op: 'form-0001' });
    await house.pass('2026-11-23T09:05:00Z');
    await house.press(megan, lastTo(megan), 'Yes, gladly');
    const [given] = await openOf(megan);
    const out = await house.api(megan, 'POST', `/helping/${given.id.split('-')[0]}/cannot`, {});
    expect(out.body.said).toBe('That’s fine. I’ll tell Alex Wilber kindly.');
    await house.pass('2026-11-23T10:00:00Z');
    expect((await asks(alex))[0]).toMatchObject({ state: 'nobody' });
    expect(await openOf(adele)).toEqual([]);
    const { id } = (await asks(alex))[0];
    await house.api(alex, 'POST', `/asks/${id}/again`, {});
    await house.pass('2026-11-23T10:05:00Z');
    expect(await openOf(adele)).toMatchObject([{ kind: 'help-offer' }]);
    expect(text(await openOf(adele))).not.toContain('Alex');
  });
});

describe('whoever kept a line', () => {
  /** Adele learnt from Megan and kept a line; two days later it is shown. */
  async function kept(): Promise<string> {
    await joins(alex, megan, adele);
    await house.say(megan, 'share Excel');
    await house.pass('2026-11-23T09:01:00Z');
    const ask = { op: 'form-0001', skill: 'Excel', what: 'A chart', minutes: 30, by: '2026-12-04' };
    await house.api(adele, 'POST', '/asks', ask);
    await house.pass('2026-11-23T09:05:00Z');
    await house.press(megan, lastTo(megan), 'Yes, gladly');
    const { id } = (await asks(adele))[0];
    await house.api(adele, 'POST', `/asks/${id}/yes`, {});
    const text = 'Look for *empty* cells first.';
    await house.api(adele, 'POST', `/asks/${id}/lesson`, { text, keep: 'skill' });
    await house.pass('2026-11-25T09:00:00Z');
    const { lessons } = (await house.api(alex, 'GET', '/lessons?skill=excel')).body;
    const nameless = { how: 'worked', name: '' };
    expect(lessons).toEqual([
      { id: expect.any(String), text, mine: false, at: '2026-11', ...nameless },
    ]);
    return lessons[0].id;
  }

  it('is asked without a name, from the answer to who, and says yes', async () => {
    const line = await kept();
    const mine = (await house.api(adele, 'GET', '/lessons?skill=excel')).body.lessons;
    expect(mine).toMatchObject([{ id: line, mine: true }]);
    const [who] = await house.say(alex, 'who excel');
    expect(textOf(who)).toContain('Look for \\*empty\\* cells first.');
    expect(buttonsOf(who).map(({ title }) => title)).toEqual(['Ask about this', 'Ask for help']);
    expect(text(who)).not.toContain(adele.id);
    await house.press(alex, who as never, 'Ask about this');
    const form = lastTo(alex);
    expect(textOf(form)).toContain('I ask whoever kept this line, and nobody else');
    const asked = await house.press(alex, form, 'Ask for help', fill);
    expect(said(asked)).toContain('I’ve asked whoever kept the line.');
    expect(said(asked)).not.toContain('Adele');
    await house.pass('2026-11-25T09:05:00Z');
    const offer = lastTo(adele);
    expect(textOf(offer)).toContain('A colleague has a question about your line on “excel”');
    expect(textOf(offer)).toContain('You kept: “Look for \\*empty\\* cells first.”');
    expect(text(offer)).not.toMatch(new RegExp(`Alex|${alex.id}`));
    await house.press(adele, offer, 'Yes, gladly');
    expect((await asks(alex))[0]).toMatchObject({
      state: 'accepted',
      pair: { with: { name: 'Adele Vance' } },
    });
    const own = await house.api(adele, 'POST', '/asks', {
      ...{ op: 'form-0002', skill: 'Excel', what: 'x', minutes: 30, by: '2026-12-04' },
      line,
    });
    expect(own).toMatchObject({ status: 422, body: { error: { why: 'help.refused.ownLine' } } });
  });

  it('reads the same where they are there, say no, or are gone', async () => {
    const runs: string[] = [];
    for (const how of ['silent', 'no', 'gone'] as const) {
      if (runs.length > 0) {
        await house.close();
        await open();
      }
      const line = await kept();
      if (how === 'gone') {
        const left = house.app.deps.tables;
        const { leaveLessons } = await import('#bot/features/help/index');
        await leaveLessons(left, house.app.ctx, adele.id);
        await house.api(adele, 'POST', '/me/erase', { confirm: 'erase' });
        await house.pass('2026-11-25T09:01:00Z');
      }
      const lines = [text((await house.api(alex, 'GET', '/lessons?skill=excel')).body.lessons)];
      expect(lines[0]).toContain(line);
      await house.pass('2026-11-25T09:02:00Z');
      const start = told(alex).length;
      const ask = { skill: 'Excel', what: 'Why?', minutes: 30, by: '2026-12-04', line };
      lines.push(text(await house.api(alex, 'POST', '/asks', { ...ask, op: 'form-0007' })));
      await house.pass('2026-11-25T09:05:00Z');
      if (how === 'no') await house.press(adele, lastTo(adele), 'Not now');
      for (const at of ['2026-11-26T10:00:00Z', '2026-11-27T09:01:00Z', '2026-11-27T09:03:00Z']) {
        await house.pass(at);
        const messages = told(alex).slice(start);
        lines.push(
          text([
            await asks(alex),
            await openOf(alex),
            messages.map(({ activity }) => activity['attachments']),
          ]),
        );
      }
      runs.push(
        lines
          .join('\n')
          .replaceAll(/127\.0\.0\.1:\d+/g, 'here')
          // Lines are named by the house’s own key.
          .replaceAll(line, 'line'),
      );
    }
    expect(runs[0]).toContain('Whoever kept the line on “Excel” isn’t available this time');
    expect(runs[1]).toBe(runs[0]);
    expect(runs[2]).toBe(runs[0]);
  });
});
