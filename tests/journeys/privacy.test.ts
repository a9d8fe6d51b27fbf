import { azureTables } from '#bot/platform/azure-tables';
import { startEmbeddedTables } from '#bot/platform/embedded';
import {
  key,
  type Row,
  type StoredRow,
  type TableName,
  type Tables,
  tableNames,
  unpart,
} from '#bot/platform/tables';
import { json, personPartition } from '#bot/records/person';
import { memoryTables } from '#tests/fakes/memory-tables';
import { buttonsOf, cast, crew, type House, openHouse, textOf } from '#tests/house';
import { traces } from '#tests/journeys/traces';

const me = cast.adele;
const { alex, megan, sanne } = cast;
const secrets = [me.id, me.name, me.teamsId];
const at = '2026-11-20T10:00:00Z';
const person = ({ id, name }: { id: string; name: string }) => ({ id, name });

async function everyRow(house: House): Promise<{ table: TableName; row: StoredRow }[]> {
  const rows: { table: TableName; row: StoredRow }[] = [];
  for (const table of tableNames) {
    const range = { from: '!', to: '\u007f' };
    for await (const row of house.app.deps.tables.across(table, range)) rows.push({ table, row });
  }
  return rows;
}

async function put(house: House, table: TableName, partition: string, row: Row): Promise<void> {
  await house.storage.commit(table, partition, [{ kind: 'put', row }]);
}

const dataOf = async (house: House, who: { id: string }, rowKey: string): Promise<unknown> => {
  const { ctx, deps } = house.app;
  const row = await deps.tables.read('People', personPartition(ctx, who.id as never), rowKey);
  return row === undefined ? undefined : JSON.parse(String(row['data']));
};

/** A colleague with something in every table, held by themselves and by others. */
async function busyLife(house: House): Promise<void> {
  const { ctx } = house.app;
  const of = (who: { id: string }) => personPartition(ctx, who.id as never);
  await house.installTeam(alex, Object.values(cast));
  for (const who of [me, alex, megan]) {
    const [welcome] = await house.install(who);
    await house.press(who, welcome as never, 'Count me in');
  }
  const [hallo] = await house.install(sanne, { locale: 'nl-NL' });
  await house.press(sanne, hallo as never, 'Ik doe mee');
  await house.say(sanne, 'taal nl');
  const posted = await house.mention(megan, 'help');
  const post = {
    conversation: { id: crew.id, serviceUrl: house.teams.serviceUrl },
    activityId: posted[0]?.id ?? '',
    outcome: 'sent',
    attempts: 1,
  };
  const badge = { badge: 'time', skill: 'Excel', at, visibility: 'receiver', state: 'given' };
  const text = `You made time, ${me.name}, and it helped a lot`;
  const given = (rowKey: string, by: typeof alex, to: readonly (typeof alex)[], more = {}) => [
    put(
      house,
      'People',
      of(by),
      json(`g~${rowKey}`, {
        ...badge,
        text,
        from: person(by),
        to: to.map((who) => ({ ...person(who), here: true })),
        ...more,
      }),
    ),
    ...to.map((who) =>
      put(
        house,
        'People',
        of(who),
        json(`r~${rowKey}`, {
          ...badge,
          text,
          from: person(by),
          to: to.map(person),
          hidden: false,
          ...more,
        }),
      ),
    ),
  ];
  await Promise.all([
    ...given('a'.repeat(24), me, [megan, sanne]),
    ...given('b'.repeat(24), megan, [me], { visibility: 'team', post }),
    ...given('c'.repeat(24), alex, [me, megan]),
    put(
      house,
      'People',
      of(megan),
      json('c~open~badge-a', {
        kind: 'badge',
        created: at,
        expires: '2027-02-20T10:00:00Z',
        data: { badge: 'time', from: me.id, fromName: me.name },
      }),
    ),
    put(
      house,
      'People',
      of(alex),
      json('h~2026-11-17', {
        at,
        learned: `${me.name} showed me pivots, and Adele Vanc did not`,
        skill: 'Excel',
        helpers: [person(me), person(megan)],
      }),
    ),
    put(house, 'People', of(me), json('h~2026-11-17', { at, learned: 'mine', helpers: [] })),
    put(
      house,
      'People',
      of(alex),
      json('b~share~1', {
        name: `${me.name}’s macros`,
        added: at,
      }),
    ),
    put(house, 'Teams', key(ctx.tenant, crew.id), json('digest~2026-W01', { v: 1, shared: 3 })),
    put(house, 'SkillIndex', key(ctx.tenant, 's1'), {
      rowKey: key('12ab34cd', me.id),
      level: 'explain',
    }),
    put(house, 'SkillIndex', key(ctx.tenant, 's1'), {
      rowKey: key('99ab34cd', megan.id),
      level: 'explain',
    }),
    put(house, 'Due', key(ctx.tenant, '2026-12-24T09'), {
      rowKey: key('2026-12-24T09:00:00Z', 'badge-unclaimed', `${me.id}~${'b'.repeat(24)}`),
    }),
    // More than one batch of their own.
    ...['0', '1', '2'].map((hundred) =>
      house.storage.commit(
        'People',
        of(me),
        Array.from({ length: 80 }, (_, n) => ({
          kind: 'put',
          row: json(`k~${hundred}${String(n).padStart(2, '0')}`, { n }),
        })),
      ),
    ),
  ]);
}

async function expectNothingLeft(house: House): Promise<void> {
  expect(traces(await everyRow(house), secrets)).toEqual([]);
}

const stores: [string, () => Promise<{ tables: Tables; close(): Promise<void> }>][] = [
  ['memory', async () => ({ tables: memoryTables(), close: async () => undefined })],
  [
    'Azurite',
    async () => {
      const { connectionString, close } = await startEmbeddedTables(0, undefined);
      return { tables: await azureTables({ kind: 'connection', connectionString }), close };
    },
  ],
];

describe.each(stores)('everything about a busy person is erased, in %s', (_, open) => {
  let house: House;
  let close: () => Promise<void>;
  beforeEach(async () => {
    const store = await open();
    close = store.close;
    house = await openHouse({}, { tables: store.tables });
    await busyLife(house);
  });
  afterEach(async () => {
    await house.close();
    await close();
  });

  it('from the tab: their own at once, the rest by the sweep, and no roster brings them back', async () => {
    expect(traces(await everyRow(house), secrets).length).toBeGreaterThan(240);
    const { status, body } = await house.api(me, 'POST', '/me/erase', { confirm: 'erase' });
    expect({ status, body }).toEqual({
      status: 200,
      body: { said: expect.stringContaining('gone') },
    });
    const own = (await everyRow(house)).filter(({ row }) => row.partitionKey.includes(me.id));
    expect(own.filter(({ table }) => table === 'People')).toEqual([]);

    await house.app.worker?.look();
    await expectNothingLeft(house);
    await house.pass('2026-11-23T06:10:00Z');
    await expectNothingLeft(house);
    const left = (await everyRow(house)).filter(({ row }) => row.rowKey.startsWith('erase'));
    expect(left).toEqual([]);

    await house.installTeam(alex, Object.values(cast));
    await expectNothingLeft(house);
  });
});

describe('what an erase leaves with others', () => {
  let house: House;
  beforeEach(async () => {
    house = await openHouse();
    await busyLife(house);
    await house.api(me, 'POST', '/me/erase', { confirm: 'erase' });
    await house.app.worker?.look();
  });
  afterEach(() => house.close());

  it('is the badge, the skill and the date, without the words and the name', async () => {
    const kept = { badge: 'time', skill: 'Excel', at, text: '' };
    expect(await dataOf(house, megan, `r~${'a'.repeat(24)}`)).toMatchObject({
      ...kept,
      from: { id: '', name: 'a colleague' },
      to: [person(megan), person(sanne)],
    });
    // In the language of whoever holds it.
    expect(await dataOf(house, sanne, `r~${'a'.repeat(24)}`)).toMatchObject({
      ...kept,
      from: { id: '', name: 'een collega' },
    });
  });

  it('is no badge of theirs with its giver, and “withdrawn” where it was posted', async () => {
    expect(await dataOf(house, megan, `g~${'b'.repeat(24)}`)).toBeUndefined();
    expect(await dataOf(house, alex, `g~${'c'.repeat(24)}`)).toMatchObject({
      to: [{ ...person(megan), here: true }],
    });
    const post = house.teams.posted.find(({ conversation, updates }) => {
      return conversation === crew.id && updates === 1;
    });
    expect(textOf(post)).toContain('Withdrawn');
    expect(JSON.stringify(post?.activity)).not.toContain(me.name);
  });

  it('is “a colleague” in what they wrote, and other people’s names as they were', async () => {
    expect(await dataOf(house, alex, 'h~2026-11-17')).toMatchObject({
      learned: 'a colleague showed me pivots, and Adele Vanc did not',
      helpers: [{ id: '', name: 'a colleague' }, person(megan)],
    });
    expect(await dataOf(house, alex, 'a~profile')).toMatchObject({ name: alex.name });
  });

  it('is the frozen digest, byte for byte', async () => {
    const { ctx, deps } = house.app;
    const row = await deps.tables.read('Teams', key(ctx.tenant, crew.id), 'digest~2026-W01');
    expect(row?.['data']).toBe('{"v":1,"shared":3}');
  });
});

describe('somebody who used everything there is', () => {
  let house: House;
  beforeEach(async () => {
    house = await openHouse();
    await house.installTeam(alex, Object.values(cast));
    for (const who of Object.values(cast)) {
      await house.install(who);
      await house.say(who, 'count me in');
    }
    const ok = async (who: typeof me, method: string, path: string, body: object) => {
      const answer = await house.api(who, method, path, body);
      expect({ path, status: answer.status }).toEqual({ path, status: 200 });
      return answer.body;
    };
    await ok(me, 'POST', '/skills', { list: 'share', name: 'Excel', level: 'coach' });
    await ok(me, 'POST', '/skills', { list: 'wish', name: 'Speaking to a full room' });
    await ok(me, 'PUT', `/team/${encodeURIComponent(crew.id)}/subscription`, { subscribed: true });
    await ok(megan, 'PUT', `/team/${encodeURIComponent(crew.id)}/subscription`, {
      subscribed: true,
    });
    await ok(me, 'POST', '/checkin', {
      op: 'checkin-1',
      learned: 'Pivots',
      helpers: [megan.id],
      skill: 'Excel',
      wish: 'Python',
    });
    await ok(alex, 'POST', '/checkin', {
      op: 'checkin-2',
      learned: `${me.name} showed me how to pivot`,
      helpers: [me.id, megan.id],
    });
    const badge = { badge: 'showed', skill: 'Excel', visibility: 'receiver' };
    const text = (name: string) => `Thank you, ${name}: now I dare to do it on my own`;
    await ok(me, 'POST', '/badges', {
      ...badge,
      op: 'badge-one',
      to: [megan.id, sanne.id],
      text: text('both'),
      visibility: 'team',
      team: crew.id,
    });
    await ok(alex, 'POST', '/badges', {
      ...badge,
      op: 'badge-two',
      to: [me.id],
      text: text(me.name),
      visibility: 'team',
      team: crew.id,
    });
    await ok(alex, 'POST', '/badges', {
      ...badge,
      op: 'badge-three',
      to: [me.id, megan.id],
      text: text('you two'),
    });
    // Cards, badges told of, the index, and a digest of the week.
    await house.pass('2026-11-30T09:00:00Z');
  });
  afterEach(() => house.close());

  const digest = async (who: typeof me) => (await house.api(who, 'GET', '/team')).body.digest;

  it('leaves no trace, and everybody else’s pages still open', async () => {
    const posts = house.teams.posted.filter(
      ({ conversation, activity }) =>
        conversation === crew.id && JSON.stringify(activity).includes(me.name),
    );
    expect(posts).toHaveLength(2);
    const before = await digest(megan);
    expect(before).not.toBeNull();

    const [card] = await house.say(me, 'my data');
    await house.press(me, card as never, 'Erase…');
    const question = house.teams.posted.find(({ id }) => id === card?.id);
    await house.press(me, question as never, 'Erase everything');
    await house.app.worker?.look();
    await expectNothingLeft(house);
    await house.pass('2026-11-30T09:10:00Z');
    await expectNothingLeft(house);

    for (const post of posts) {
      expect(textOf(post)).toContain('Withdrawn');
      expect(JSON.stringify(post.activity)).not.toContain(me.name);
    }
    expect(await digest(megan)).toEqual(before);
    const { received, given } = (await house.api(megan, 'GET', '/badges')).body;
    expect(given).toEqual([]);
    expect(received).toHaveLength(2);
    expect(received).toContainEqual(
      expect.objectContaining({ badge: 'showed', skill: 'Excel', text: '', from: 'a colleague' }),
    );
    expect((await house.api(alex, 'GET', '/badges')).body.given).toEqual([
      expect.objectContaining({ to: [expect.objectContaining({ id: megan.id })] }),
    ]);
    const { entries } = (await house.api(alex, 'GET', '/learning')).body;
    expect(entries[0]).toMatchObject({
      learned: 'a colleague showed me how to pivot',
      helpers: ['a colleague', megan.name],
    });
    for (const who of Object.values(cast)) {
      for (const path of [
        '/me',
        '/badges',
        '/learning',
        '/team',
        '/colleagues',
        '/me/export',
        '/checkin',
      ]) {
        expect((await house.api(who, 'GET', path)).status).toBe(200);
      }
    }
    await expectNothingLeft(house);

    // Weeks later nothing that was under way has brought them back.
    const erased = house.teams.posted.length;
    await house.installTeam(alex, Object.values(cast));
    await house.pass('2027-01-12T12:00:00Z');
    await expectNothingLeft(house);
    const written = JSON.stringify(
      house.teams.posted.slice(erased).map(({ activity }) => activity),
    );
    expect(written).not.toContain(me.name);
  });
});

describe('my data in the chat', () => {
  let house: House;
  beforeEach(async () => {
    house = await openHouse();
    await busyLife(house);
  });
  afterEach(() => house.close());

  const ask = async (words = 'my data') => {
    const [card] = await house.say(me, words);
    return card as NonNullable<typeof card>;
  };

  it('says what is kept, where and who sees it, in the person’s language', async () => {
    const card = await ask();
    expect(textOf(card)).toContain('your own organisation’s storage');
    expect(textOf(card)).toContain('Only you');
    expect(buttonsOf(card).map(({ title }) => title)).toEqual([
      'Export',
      'Open my settings',
      'Erase…',
    ]);
    const [dutch] = await house.say(sanne, 'Mijn gegevens.', { locale: 'nl-NL' });
    expect(textOf(dutch)).toContain('Alleen jij');
  });

  it('shows the export as JSON, or the way to the file', async () => {
    const { body } = await house.press(me, await ask(), 'Export');
    expect(JSON.stringify(body.value)).toContain('/tab/privacy');
    const [card] = await house.say(sanne, 'my data');
    const answer = await house.press(sanne, card as never, buttonsOf(card)[0]?.title ?? '');
    expect(JSON.stringify(answer.body.value)).toContain('rowKey');
  });

  it('erases everything after a second step, and leaves nothing behind', async () => {
    const card = await ask();
    const question = await house.press(me, card, 'Erase…');
    expect(JSON.stringify(question.body.value)).toContain('can’t be undone');
    const kept = await house.press(me, await shown(card), 'Keep everything');
    expect(JSON.stringify(kept.body.value)).toContain('Nothing was erased');

    const second = await ask();
    await house.press(me, second, 'Erase…');
    const done = await house.press(me, await shown(second), 'Erase everything');
    expect(JSON.stringify(done.body.value)).toContain('Everything is erased');
    await house.app.worker?.look();
    await expectNothingLeft(house);
    await house.pass('2026-11-23T06:10:00Z');
    await expectNothingLeft(house);
  });

  it('keeps nothing of a button that is pressed again after the erase, or of a goodbye', async () => {
    const card = await ask();
    await house.press(me, card, 'Erase…');
    const question = structuredClone(await shown(card));
    await house.press(me, question, 'Erase everything');
    const again = await house.press(me, question, 'Erase everything');
    expect(JSON.stringify(again.body.value)).toContain('Everything is erased');
    await house.send({
      type: 'installationUpdate',
      action: 'remove',
      id: 'gone',
      channelId: 'msteams',
      serviceUrl: house.teams.serviceUrl,
      from: { id: me.teamsId, name: me.name, aadObjectId: me.id },
      recipient: { id: '28:bot' },
      conversation: {
        id: `chat-${me.teamsId}`,
        conversationType: 'personal',
        tenantId: house.app.ctx.tenant,
      },
    });
    await house.api(me, 'GET', '/me');
    await house.pass('2026-11-23T06:10:00Z');
    await expectNothingLeft(house);
  });

  it('erases for nobody but the person the card was made for', async () => {
    const card = await ask();
    await house.press(me, card, 'Erase…');
    const { verb, data } = buttonsOf(await shown(card))[0] as { verb: string; data: object };
    const { body } = await house.act(megan, verb, data);
    expect(body.value).toContain('is for somebody else');
    expect(await dataOf(house, megan, 'a~profile')).toMatchObject({ name: megan.name });
    expect(await dataOf(house, me, 'a~profile')).toMatchObject({ name: me.name });
  });

  it('does not take an old question for an answer of today', async () => {
    const card = await ask();
    await house.press(me, card, 'Erase…');
    const question = structuredClone(await shown(card));
    await house.pass('2026-11-23T08:00:00Z');
    const { body } = await house.press(me, question, 'Erase everything');
    expect(body.value).toContain('earlier moment');
    expect(await dataOf(house, me, 'a~profile')).toMatchObject({ name: me.name });
  });

  const shown = async (card: { id: string }) => {
    const now = house.teams.posted.find(({ id }) => id === card.id);
    return now as NonNullable<typeof now>;
  };
});

describe('after an erase', () => {
  let house: House;
  beforeEach(async () => {
    house = await openHouse();
    await house.installTeam(alex, Object.values(cast));
    await house.install(me);
    await house.api(me, 'POST', '/me/erase', { confirm: 'erase' });
  });
  afterEach(() => house.close());

  const colleagues = async (): Promise<string[]> => {
    const { body } = await house.api(alex, 'GET', '/colleagues');
    return body.colleagues.map(({ name }: { name: string }) => name);
  };

  it('a message is a fresh start: the rosters know them again', async () => {
    await house.pass('2026-11-23T06:10:00Z');
    await house.installTeam(alex, Object.values(cast));
    expect(await colleagues()).not.toContain(me.name);
    await house.say(me, 'hello');
    await house.pass('2026-11-23T06:20:00Z');
    expect(await colleagues()).toContain(me.name);
    expect((await house.api(me, 'GET', '/me')).body).toMatchObject({
      name: me.name,
      consent: 'unasked',
    });
  });

  it('a message while the sweep still runs is kept too', async () => {
    await house.say(me, 'hello');
    await house.pass('2026-11-23T06:10:00Z');
    expect(await colleagues()).toContain(me.name);
    expect(await dataOf(house, me, 'a~profile')).toMatchObject({ name: me.name });
  });

  it('installing again welcomes them as on the first day', async () => {
    await house.pass('2026-11-23T06:10:00Z');
    const [welcome] = await house.install(me);
    expect(textOf(welcome)).toContain('Hello Adele');
  });

  it('looking at the tab keeps nothing; a change in it does', async () => {
    await house.pass('2026-11-23T06:10:00Z');
    for (const path of ['/me', '/me/rev', '/me/data', '/me/export', '/colleagues']) {
      expect((await house.api(me, 'GET', path)).status).toBe(200);
    }
    expect(traces(house.tables.dump(), [me.id])).toEqual([]);
    await house.api(me, 'PATCH', '/me/settings', { rhythm: 'monthly' });
    expect(await dataOf(house, me, 'a~profile')).toMatchObject({ rhythm: 'monthly' });
  });

  it('an erase of nothing is no fault', async () => {
    const { status } = await house.api(me, 'POST', '/me/erase', { confirm: 'erase' });
    expect(status).toBe(200);
  });
});

describe('a sweep that is cut off half-way', () => {
  it.each([2, 6, 20, 45])('after %i writes goes on and leaves nothing', async (writes) => {
    const real = memoryTables();
    let left = Number.POSITIVE_INFINITY;
    const tables = {
      ...real,
      commit: async (...args: Parameters<typeof real.commit>) => {
        if (left <= 0) throw new Error('the process died here');
        left -= 1;
        return real.commit(...args);
      },
    };
    const house = await openHouse({ LOG_LEVEL: 'silent' }, { tables });
    try {
      await busyLife(house);
      left = writes;
      const { status } = await house.api(me, 'POST', '/me/erase', { confirm: 'erase' });
      await house.app.worker?.look().catch(() => undefined);
      left = Number.POSITIVE_INFINITY;
      if (status !== 200) await house.api(me, 'POST', '/me/erase', { confirm: 'erase' });
      await house.pass('2026-11-23T06:10:00Z');
      await expectNothingLeft(house);
    } finally {
      await house.close();
    }
  });
});

describe('export', () => {
  let house: House;
  beforeEach(async () => {
    house = await openHouse();
    await busyLife(house);
  });
  afterEach(() => house.close());

  it('holds all of mine, what others hold of me, and nothing private of theirs', async () => {
    const { status, body } = await house.api(me, 'GET', '/me/export');
    expect(status).toBe(200);
    expect(body.person).toBe(me.id);
    const keys = (table: string) =>
      body.rows[table].map(({ rowKey }: { rowKey: string }) => rowKey);
    expect(keys('People')).toEqual(expect.arrayContaining(['a~profile', 'h~2026-11-17', 'k~279']));
    expect(keys('Teams')).toEqual([`m~${me.id}`]);
    const due = keys('Due').map((rowKey: string) => rowKey.split('~').map(unpart).join('~'));
    expect(due.length).toBeGreaterThan(1);
    for (const rowKey of due) expect(rowKey).toContain(me.id);
    const badges = body.rows.People.filter(({ rowKey }: { rowKey: string }) =>
      /^[gr]~/.test(rowKey),
    );
    // Three of their own, two with their givers, two with their receivers.
    expect(badges).toHaveLength(3 + 2 + 2);
    const text = JSON.stringify(body);
    expect(text).not.toContain('pivots');
    expect(text).not.toContain('Isaiah');
    expect(text).not.toContain('forgotten');
  });

  it('answers a wrong word with a clear no, and erases nothing', async () => {
    for (const input of [{}, { confirm: 'yes' }, { confirm: null }, []]) {
      expect((await house.api(me, 'POST', '/me/erase', input)).status).toBe(400);
    }
    expect(await dataOf(house, me, 'a~profile')).toMatchObject({ name: me.name });
  });
});
