import { localTenant } from '#bot/config';
import { expectGoodCard } from '#tests/cards';
import type { Somebody } from '#tests/cast';
import { filledIn, type Posted } from '#tests/fakes/teams';
import { actionsIn, buttonsOf, cast, crew, type House, openHouse, textOf } from '#tests/house';
import { cardOf, pressOn } from '#tests/practice/press';

const { alex, megan, adele, isaiah, daan } = cast;
const crewmates = [alex, megan, adele, daan];

let house: House;
beforeEach(async () => {
  house = await openHouse();
  for (const who of [...crewmates, isaiah]) await house.install(who);
  await house.installTeam(alex, crewmates);
});
afterEach(() => house.close());

const steps = (count: number): string =>
  Array.from({ length: count }, (_, n) => `Step number ${n + 1}`).join('\n');
const me = async (who: Somebody) => (await house.api(who, 'GET', '/me')).body;
const open = async (who: Somebody): Promise<{ kind: string; title: string; text: string }[]> =>
  (await me(who)).open;
const list = async (who: Somebody) => {
  const query = new URLSearchParams({ team: crew.id });
  return (await house.api(who, 'GET', `/howtos?${query}`)).body;
};
const about = async (who: Somebody, skill: string) =>
  (await house.api(who, 'GET', `/howtos/for?${new URLSearchParams({ skill })}`)).body.found;
const path = (id: string, act = '') => `/howtos/${encodeURIComponent(crew.id)}/${id}${act}`;

/** Writes one in one's own chat, and gives back the card it became. */
async function writes(
  who: Somebody,
  topic: string,
  more: Readonly<Record<string, string>> = {},
): Promise<unknown> {
  const [form] = await house.say(who, 'new how-to');
  const inputs = { 'f.topic': topic, 'f.steps': steps(3), ...more };
  return cardOf(await pressOn(house, who, form?.activity, 'Save it', inputs));
}
const idIn = (card: unknown): string => {
  const found = actionsIn(card).find(({ verb }) => verb === 'howto.edit');
  return String(found?.data?.['id']);
};

describe('writing a how-to', () => {
  it('refuses an eighth step and a step that is too long, and keeps what was typed', async () => {
    await house.say(megan, 'taal nl');
    const [form] = await house.say(megan, 'stappenplan Draaitabellen');
    expect(filledIn(form?.activity)).toMatchObject({ 'f.topic': 'Draaitabellen' });
    const typed = {
      'f.topic': 'Draaitabellen',
      'f.link': 'https://example.org/t',
      'f.reach': 'all',
    };
    const many = await pressOn(house, megan, form?.activity, 'Opslaan', {
      ...typed,
      'f.steps': steps(8),
    });
    expect(JSON.stringify(many.body)).toContain('Dit zijn 8 stappen');
    expect(filledIn(cardOf(many))).toMatchObject({ ...typed, 'f.steps': steps(8) });
    const long = `${steps(2)}\n${'x'.repeat(141)}`;
    const wide = await pressOn(house, megan, cardOf(many), 'Opslaan', { 'f.steps': long });
    expect(JSON.stringify(wide.body)).toContain('Stap 3 is langer dan 140 tekens');
    expect(filledIn(cardOf(wide))).toMatchObject({ ...typed, 'f.steps': long });
    expect((await list(megan)).howTos).toHaveLength(0);
    const http = { 'f.steps': steps(7), 'f.link': 'http://example.org' };
    const unsafe = await pressOn(house, megan, cardOf(wide), 'Opslaan', http);
    expect(JSON.stringify(unsafe.body)).toContain('https://');
    const saved = await pressOn(house, megan, cardOf(unsafe), 'Opslaan', {
      'f.link': 'https://example.org/t',
    });
    expect(JSON.stringify(saved.body)).toContain('Jij houdt het bij');
    expect((await list(megan)).howTos).toMatchObject([{ topic: 'Draaitabellen', own: false }]);
    // The same form once more makes no second one.
    await pressOn(house, megan, cardOf(unsafe), 'Opslaan', { 'f.link': '' });
    expect((await list(megan)).howTos).toHaveLength(1);
  });

  it('is its team’s until its owner chooses everybody, and others read it without a name', async () => {
    const card = await writes(megan, 'Pivot tables');
    expect(await about(adele, 'pivot tables')).toMatchObject({ topic: 'Pivot tables' });
    expect(await about(isaiah, 'pivot tables')).toBeNull();
    expect(textOf((await house.say(isaiah, 'who pivot tables'))[0])).not.toContain('Step number');
    const form = cardOf(await pressOn(house, megan, card, 'Change it'));
    await pressOn(house, megan, form, 'Save it', { 'f.reach': 'all' });
    const found = await about(isaiah, 'pivot tables');
    expect(found).toMatchObject({ topic: 'Pivot tables', may: ['off'] });
    expect(JSON.stringify(found)).not.toMatch(/Megan|0000/);
    const [who] = await house.say(isaiah, 'who pivot tables');
    expect(textOf(who)).toMatch(/Nobody[\s\S]*How-to: Pivot tables[\s\S]*Step number 3/i);
    expect(JSON.stringify(who?.activity)).not.toContain('Megan');
    // In its own team it has a name.
    expect(JSON.stringify(await list(adele))).toContain('Megan Bowen looks after it');
  });

  it('is changed, taken away and brought back by its owner alone', async () => {
    const card = await writes(megan, 'Pivot tables', { 'f.link': 'https://example.org/a' });
    const id = idIn(card);
    const data = { by: actionsIn(card)[0]?.data?.['by'], team: crew.id, id };
    const stranger = await house.act(adele, 'howto.remove', data);
    expect(JSON.stringify(stranger.body)).toContain('for somebody else');
    expect((await house.api(adele, 'DELETE', path(id))).status).toBe(422);
    const filled = { topic: 'Excel', steps: 'One', link: '', reach: 'team' };
    expect((await house.api(adele, 'PUT', path(id), filled)).status).toBe(422);
    expect((await house.api(megan, 'PUT', path(id), filled)).body).toMatchObject({
      topic: 'Excel',
    });
    expect(await about(megan, 'pivot tables')).toBeNull();
    expect(await about(megan, 'Excel')).toMatchObject({ steps: ['One'] });
    const removed = cardOf(await pressOn(house, megan, card, 'Take it away'));
    expect(JSON.stringify(removed)).toContain('is taken away');
    expect(await about(megan, 'Excel')).toBeNull();
    const back = cardOf(await pressOn(house, megan, removed, 'Undo'));
    expect(idIn(back)).toBe(id);
    expect(await about(megan, 'Excel')).toMatchObject({ steps: ['One'] });
  });

  it('is not for guests, whatever they send', async () => {
    await writes(megan, 'Pivot tables', { 'f.reach': 'all' });
    house.teams.members = crewmates.map((one) => ({ ...one, guest: one === daan }));
    await house.installTeam(alex, house.teams.members);
    const [refused] = await house.say(daan, 'new how-to');
    expect(JSON.stringify(refused?.activity)).toContain('guests');
    const filled = { op: 'a-guest-s-form', team: crew.id, topic: 'Excel', steps: 'One', link: '' };
    expect((await house.api(daan, 'POST', '/howtos', { ...filled, reach: 'team' })).status).toBe(
      422,
    );
    expect(
      (await house.api(daan, 'GET', `/howtos?team=${encodeURIComponent(crew.id)}`)).status,
    ).toBe(422);
    expect(await about(daan, 'pivot tables')).toBeNull();
  });
});

describe('before an ask leaves', () => {
  it('shows the how-to first: it worked sends nobody anything, and asking goes on as ever', async () => {
    await house.say(megan, 'share Pivot tables');
    await house.say(megan, 'count me in');
    await writes(adele, 'Pivot tables');
    const [first] = await house.say(alex, 'ask Pivot tables');
    expect(textOf(first)).toMatch(/Perhaps this helps[\s\S]*Step number 1/);
    expect(buttonsOf(first).map(({ title }) => title)).toEqual([
      'It worked',
      'Ask anyway',
      'A step is off',
    ]);
    const before = { ...(first as Posted) };
    // But for whoever it helped, who is asked three weeks on whether they used it.
    const rowsOfOthers = () =>
      JSON.stringify(
        house.tables
          .dump()
          .filter(
            ({ row }) => !row.partitionKey.endsWith(alex.id) && !row.rowKey.includes('~used~'),
          ),
      );
    const rows = rowsOfOthers();
    const posted = house.teams.posted.length;
    const worked = await house.press(alex, first as Posted, 'It worked');
    expect(JSON.stringify(worked.body)).toContain('nobody was told');
    expect(rowsOfOthers()).toBe(rows);
    await house.pass('2026-11-23T10:00:00Z');
    const others = house.teams.posted.slice(posted).map(({ conversation }) => conversation);
    expect(others).not.toContain('chat-29:megan');
    expect(await open(megan)).toEqual([]);
    const form = cardOf(await house.press(alex, before, 'Ask anyway'));
    expect(JSON.stringify(form)).toContain('What exactly would help you?');
    const asked = await pressOn(house, alex, form, 'Ask for help', { what: 'My totals are off' });
    expect(JSON.stringify(asked.body)).toContain('I’m asking for you');
  });
});

describe('who may read at *who*', () => {
  it('stands before one kept line and asking, in the channel only what all there may read', async () => {
    await house.say(megan, 'share Pivot tables');
    await house.say(megan, 'count me in');
    await writes(adele, 'Pivot tables');
    await house.pass('2026-11-24T06:00:00Z');
    await house.app.runJob('skill-count', 'all');
    const [who] = await house.mention(alex, 'who pivot tables');
    expect(textOf(who)).toMatch(/few[\s\S]*How-to: Pivot tables[\s\S]*Step number 2/);
    expect(buttonsOf(who).map(({ title }) => title)).toEqual(['Ask for help']);
  });
});

describe('what comes with the product', () => {
  it('is found by its topic in both languages, copied, and hidden by a team', async () => {
    const own = await about(alex, 'giving feedback');
    expect(own).toMatchObject({ own: true, id: 'feedback', topic: 'Giving feedback on work' });
    await house.say(alex, 'taal nl');
    const [dutch] = await house.say(alex, 'stappenplan feedback geven');
    expect(textOf(dutch)).toContain('zit bij Geef het door');
    const form = cardOf(await house.press(alex, dutch as Posted, 'Overnemen en aanpassen'));
    expect(String(filledIn(form)['f.steps']).split('\n')).toHaveLength(7);
    expect((await house.api(alex, 'POST', path('feedback', '/hide'))).status).toBe(200);
    expect(await about(adele, 'giving feedback')).toBeNull();
    expect((await list(adele)).own.at(-1)).toMatchObject({ id: 'feedback', may: ['show'] });
    expect((await house.api(adele, 'POST', path('feedback', '/show'))).status).toBe(200);
    expect(await about(adele, 'giving feedback')).toMatchObject({ own: true });
    await pressOn(house, alex, form, 'Opslaan');
    expect(await about(adele, 'feedback geven op werk')).toMatchObject({ own: false });
  });
});

describe('checking again', () => {
  it('says after seven silent months that nobody looked; the owner had one item', async () => {
    for (const who of [megan, adele]) await house.say(who, 'count me in');
    await writes(megan, 'Pivot tables', { 'f.reach': 'all' });
    await house.pass('2027-05-23T12:00:00Z');
    expect((await open(megan)).filter(({ kind }) => kind === 'howto-check')).toMatchObject([
      { title: 'Is your how-to “Pivot tables” still right?' },
    ]);
    expect((await about(isaiah, 'pivot tables')).warning).toBeNull();
    await house.pass('2027-06-23T12:00:00Z');
    const [who] = await house.say(adele, 'who pivot tables');
    expect(textOf(who)).toContain('Not checked since November 2026');
    expect(await open(megan)).not.toContainEqual(expect.objectContaining({ kind: 'howto-check' }));
    const told = JSON.stringify(house.teams.posted).split('Is your how-to').length - 1;
    expect(told).toBeLessThanOrEqual(2);
    // Half a year after that nobody finds it; its team has it still.
    await house.pass('2027-12-22T12:00:00Z');
    expect(await about(adele, 'pivot tables')).toBeNull();
    const [kept] = (await list(megan)).howTos;
    expect(kept).toMatchObject({ warning: 'Not checked since November 2026' });
    expect((await house.api(megan, 'POST', path(kept.id, '/right'))).status).toBe(200);
    expect(await about(adele, 'pivot tables')).toMatchObject({ warning: null });
  });

  it('is still right, or handed on: then it is nobody’s until somebody says I will', async () => {
    await writes(megan, 'Pivot tables');
    await writes(megan, 'Excel');
    await house.pass('2027-05-23T12:00:00Z');
    const items = (await me(megan)).open as { id: string; title: string }[];
    const item = (topic: string) => items.find(({ title }) => title.includes(topic))?.id ?? '';
    const press = (id: string, act: string) =>
      house.api(megan, 'POST', `/open/${encodeURIComponent(id)}/${act}`);
    expect((await press(item('Excel'), 'right')).body.said).toContain('half a year');
    expect((await press(item('Pivot'), 'free')).body.said).toContain('free now');
    expect(await open(megan)).toEqual([]);
    const [, pivot] = (await list(adele)).howTos;
    expect(pivot.seen).toContain('Nobody looks after this');
    expect((await house.api(isaiah, 'POST', path(pivot.id, '/take'))).status).toBe(422);
    // Two say so at once: it is one's.
    const take = (who: Somebody) => house.api(who, 'POST', path(pivot.id, '/take'));
    const taken = await Promise.all([take(adele), take(daan)]);
    expect(taken.map(({ status }) => status).sort()).toEqual([200, 422]);
    expect((await list(megan)).howTos[1].seen).toMatch(/(Adele Vance|Daan Jansen) looks after it/);
    await house.pass('2027-06-23T12:00:00Z');
    expect((await about(adele, 'Excel')).warning).toBeNull();
  });

  it('rides on the weekly card, where it is said to be right', async () => {
    await house.say(megan, 'count me in');
    await writes(megan, 'Pivot tables');
    // Cards that nobody pressed for half a year came half as often.
    await house.pass('2027-06-09T12:00:00Z');
    const asking = house.teams.posted.filter((one) => textOf(one).includes('Is your how-to'));
    expect(asking.map(({ conversation }) => conversation)).toEqual(['chat-29:megan']);
    const [card] = asking as [Posted];
    // One question beside the check-in's, saved with it.
    const saved = await house.press(megan, card, 'Save', { choice: 'right' });
    expect(JSON.stringify(saved.body)).toContain('half a year');
    expect(await open(megan)).not.toContainEqual(expect.objectContaining({ kind: 'howto-check' }));
    await house.pass('2027-06-23T12:00:00Z');
    expect((await about(adele, 'pivot tables')).warning).toBeNull();
  });

  it('is asked of nobody who left the team: it is nobody’s', async () => {
    await writes(megan, 'Pivot tables');
    house.teams.members = crewmates.filter((one) => one !== megan);
    await house.installTeam(alex, house.teams.members);
    await house.pass('2027-05-24T12:00:00Z');
    expect(await open(megan)).toEqual([]);
    expect((await list(adele)).howTos[0]).toMatchObject({ may: ['take'] });
  });
});

describe('briefing the team', () => {
  it('is a short session that its owner shows, filled in with the steps, and no post before that', async () => {
    for (const who of crewmates) await house.say(who, 'count me in');
    const card = await writes(megan, 'Pivot tables');
    const posted = house.teams.posted.length;
    const form = cardOf(await pressOn(house, megan, card, 'Brief the team'));
    expect(filledIn(form)).toMatchObject({
      'f.topic': 'Pivot tables',
      'f.agenda': steps(3),
      'f.whose': crew.id,
    });
    expect(house.teams.posted).toHaveLength(posted);
    const eight = await pressOn(house, megan, form, 'Start', { 'f.agenda': steps(8) });
    expect(JSON.stringify(eight.body)).toContain('At most 7 steps');
    await pressOn(house, megan, form, 'Start');
    await house.pass('2026-11-23T09:00:00Z');
    const post = house.teams.posted.findLast(({ conversation }) => conversation === crew.id);
    expect(textOf(post)).toMatch(/Pivot tables[\s\S]*Megan Bowen[\s\S]*3 Step number 3/);
    // Once erased, nothing of what she wrote is there.
    await house.api(megan, 'POST', '/me/erase', { confirm: 'erase' });
    await house.pass('2026-11-23T10:00:00Z');
    expect(JSON.stringify(house.tables.dump())).not.toContain('Step number');
  });
});

describe('made of a message', () => {
  const chat = { id: 'others', conversationType: 'groupChat', tenantId: localTenant };
  const invoke = async (who: Somebody, name: string, value: object) => {
    const more = { id: `${name}-${JSON.stringify(value).length}`, conversation: chat, value };
    const { body } = await house.act(who, '', {}, { name: `composeExtension/${name}`, ...more });
    return body.task as any;
  };
  const content =
    '<p>For <b>pivot tables</b>:</p><ol><li>Select it</li><li>Insert &amp; look</li></ol>';

  it('has the lines of the message as its steps, shown before anybody reads it', async () => {
    const messagePayload = { id: '1', body: { content } };
    const form = await invoke(alex, 'fetchTask', { commandId: 'makeHowTo', messagePayload });
    const card = form.value.card.content;
    expectGoodCard(card);
    expect(filledIn(card)).toMatchObject({
      'f.topic': 'pivot tables',
      'f.steps': 'For pivot tables:\nSelect it\nInsert & look',
    });
    expect((await list(alex)).howTos).toHaveLength(0);
    const [save] = actionsIn(card);
    const data = { ...save?.data, ...filledIn(card) };
    const many = await invoke(alex, 'submitAction', { data: { ...data, 'f.steps': steps(8) } });
    expect(filledIn(many.value.card.content)).toMatchObject({ 'f.steps': steps(8) });
    const done = await invoke(alex, 'submitAction', { data });
    expect(done.value).toContain('is a how-to of your team now');
    expect((await list(adele)).howTos).toMatchObject([{ topic: 'pivot tables' }]);
    expect(
      await invoke(isaiah, 'fetchTask', { commandId: 'makeHowTo', messagePayload }),
    ).toMatchObject({ type: 'message' });
  });
});

describe('a step is off', () => {
  it('reaches the owner without who and when, several times as one', async () => {
    const card = await writes(megan, 'Pivot tables');
    const id = idIn(card);
    await house.pass('2026-11-26T13:07:00Z');
    const [read] = await house.say(adele, 'how-to pivot tables');
    const which = cardOf(await house.press(adele, read as Posted, 'A step is off'));
    const said = await pressOn(house, adele, which, 'A step is off', { step: '2' });
    expect(JSON.stringify(said.body)).toContain('not from whom or when');
    await house.api(daan, 'POST', path(id, '/off'), { step: 2 });
    await house.api(daan, 'POST', path(id, '/off'), { step: 3 });
    expect(await open(megan)).toEqual([]);
    expect(JSON.stringify(await list(megan))).not.toContain('13:07');
    await house.pass('2026-11-27T12:00:00Z');
    const items = (await me(megan)).open;
    expect(items).toMatchObject([
      { kind: 'howto-off', text: expect.stringContaining('steps 2, 3') },
    ]);
    // Its times are those of a morning, whenever it was pressed.
    expect(items[0].created).toBe('2026-11-27T05:00:00Z');
    expect(JSON.stringify(items)).not.toMatch(/Adele|Daan|13:07/);
    const filled = { topic: 'Pivot tables', steps: 'Better', link: '', reach: 'team' };
    await house.api(megan, 'PUT', path(id), filled);
    expect(await open(megan)).toEqual([]);
  });
});

describe('its words in chat', () => {
  it('are read as they are, with what leads to a topic left out', async () => {
    const cases = [
      ['instructions for giving feedback', 'How-to: Giving feedback on work'],
      ['how-to welcoming new colleagues', 'How-to: Welcoming somebody new'],
      ['how-to unjam the franking machine', 'Write a how-to'],
      ['how-tos', 'Ready-made, from Pass It On'],
    ];
    for (const [typed = '', shown] of cases) {
      expect([typed, textOf((await house.say(alex, typed))[0])]).toEqual([
        typed,
        expect.stringContaining(String(shown)),
      ]);
    }
    const [form] = await house.say(alex, 'how-to unjam the franking machine');
    expect(filledIn(form?.activity)['f.topic']).toBe('unjam the franking machine');
    const [channel] = await house.mention(alex, 'new how-to');
    expect(textOf(channel)).toContain('own chat');
  });
});

describe('the third line of a topic', () => {
  const kept = async (before: number) => {
    for (const who of [alex, megan]) await house.say(who, 'count me in');
    await house.say(megan, 'share Excel');
    await house.pass('2026-11-23T09:00:00Z');
    const where = house.tables.dump().find(({ table }) => table === 'SkillIndex')?.row.partitionKey;
    const lines = `${localTenant}~lessons~${String(where).split('~')[1]}`;
    for (let n = 0; n < before; n += 1) {
      const data = JSON.stringify({ text: `Line ${n}`, at: '2026-11-02T09:00:00Z' });
      await house.storage.commit('Skills', lines, [
        { kind: 'put', row: { rowKey: `820600000000${n}~nobody${n}`, data } },
      ]);
    }
    const ask = { op: 'ask-0001', skill: 'Excel', what: 'Cells', minutes: 30, by: '2026-12-04' };
    const { id } = (await house.api(alex, 'POST', '/asks', ask)).body;
    await house.pass('2026-11-23T09:02:00Z');
    const offer = (await me(megan)).open.find(
      ({ kind }: { kind: string }) => kind === 'help-offer',
    );
    await house.api(megan, 'POST', `/open/${offer.id}/yes`, {});
    const { mine } = (await house.api(alex, 'GET', '/asks')).body;
    await house.api(alex, 'POST', `/asks/${id}/plan`, { at: mine[0].pair.slots[0].at });
    await house.pass('2026-11-23T15:00:00Z');
    await house.api(alex, 'POST', `/asks/${id}/yes`, {});
    const [lesson] = await house.say(alex, 'my asks');
    const inputs = { text: 'Look for empty cells first.', keep: 'skill' };
    return cardOf(await house.press(alex, lesson as Posted, 'Keep it', inputs));
  };
  const button = 'Make a how-to of it';

  it('offers to make a how-to of it, on its topic', async () => {
    const card = await kept(2);
    const form = cardOf(await pressOn(house, alex, card, button));
    expect(filledIn(form)).toMatchObject({ 'f.topic': 'Excel' });
  });

  it('offers nothing before there are three', async () => {
    expect(actionsIn(await kept(1)).map(({ title }) => title)).not.toContain(button);
  });

  it('offers nothing where there is a how-to', async () => {
    await writes(adele, 'Excel');
    expect(actionsIn(await kept(2)).map(({ title }) => title)).not.toContain(button);
  });
});

describe('a crash half-way', () => {
  it('is mended by the look that was planned before it: found by its topic, and by no other', async () => {
    const id = idIn(await writes(megan, 'Pivot tables', { 'f.reach': 'all' }));
    const pointers = () =>
      house.tables.dump().filter(({ row }) => /~howtos~/.test(row.partitionKey));
    const [pointer] = pointers();
    const where = String(pointer?.row.partitionKey);
    const rowKey = String(pointer?.row.rowKey);
    const looks = house.tables
      .dump()
      .filter(({ table, row }) => table === 'Due' && /~howto~/.test(row.rowKey));
    expect(looks.length).toBeGreaterThan(0);
    await house.storage.commit('Skills', where, [{ kind: 'delete', rowKey }]);
    expect(await about(adele, 'pivot tables')).toBeNull();
    await house.pass('2026-11-23T06:01:00Z');
    expect(await about(adele, 'pivot tables')).toMatchObject({ id });
    // A topic that leads to what is not there is cleared the same way.
    await house.storage.commit('Teams', `${localTenant}~${crew.id}`, [
      { kind: 'delete', rowKey: `howto~${id}` },
    ]);
    expect(await about(adele, 'pivot tables')).toBeNull();
    const [, , , skill] = where.match(/^(.*)~(howtos)~(.*)$/) ?? [];
    await house.app.runJob('howto', `${crew.id}~${id}~${skill}`);
    expect(pointers()).toEqual([]);
  });
});

describe('taking data along', () => {
  it('is in its owner’s export and goes along with an erase, or stays without a name', async () => {
    await writes(megan, 'Pivot tables');
    const exported = await house.api(megan, 'GET', '/me/export');
    expect(JSON.stringify(exported.body.rows.Teams)).toContain('Step number 1');
    expect(JSON.stringify((await house.api(adele, 'GET', '/me/export')).body)).not.toContain(
      'Step number',
    );
    expect((await house.api(adele, 'GET', '/me/erase')).body.leave).toBeNull();
    expect((await house.api(megan, 'GET', '/me/erase')).body.leave).toContain('without my name');
    await house.api(megan, 'POST', '/me/erase', { confirm: 'erase' });
    await house.pass('2026-11-23T08:00:00Z');
    expect(JSON.stringify(house.tables.dump())).not.toContain('Step number');
  });

  it('is left nameless when its owner chose so on the erase card', async () => {
    await writes(megan, 'Pivot tables');
    const [data] = await house.say(megan, 'erase my data');
    expect(textOf(data)).toContain('How-tos you look after');
    await house.press(megan, data as Posted, 'Erase, leave my how-tos');
    await house.pass('2026-11-23T08:00:00Z');
    const [left] = (await list(adele)).howTos;
    expect(left).toMatchObject({ steps: ['Step number 1', 'Step number 2', 'Step number 3'] });
    expect(left.seen).toContain('Nobody looks after this');
    // But for whoever it helped, who is asked three weeks on whether they used it.
    const rowsOfOthers = () =>
      JSON.stringify(
        house.tables
          .dump()
          .filter(
            ({ row }) => !row.partitionKey.endsWith(alex.id) && !row.rowKey.includes('~used~'),
          ),
      );
    const rows = rowsOfOthers();
    expect(rows).not.toContain(megan.id);
    expect(rows).not.toContain(megan.name);
  });
});
