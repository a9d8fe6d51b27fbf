import { localTenant } from '#bot/config';
import { skillsAdminView, suggestionsView } from '#bot/features/skills/wire';
import { cast, type House, openHouse, textOf } from '#tests/house';

const { alex, megan, adele } = cast;

describe('the catalogue', () => {
  let house: House;
  beforeEach(async () => {
    house = await openHouse();
    for (const one of [alex, megan, adele]) {
      await house.install(one);
      await house.say(one, 'count me in');
    }
  });
  afterEach(() => house.close());

  const who = async (one: typeof alex, name: string) =>
    textOf((await house.say(one, `who ${name}`))[0]);

  it('brings together what is called otherwise in another language, in everybody’s own words', async () => {
    const [shared] = await house.say(alex, 'share Pivot tables');
    expect(textOf(shared)).toContain('You can help with “Pivot tables”');
    const [wished] = await house.say(megan, 'wens Draaitabellen');
    expect(textOf(wished)).toContain('“Draaitabellen”');
    await house.pass('2026-11-23T06:00:10Z');
    await house.app.runJob('skill-count', 'all');
    expect(await who(megan, 'draaitabel')).toContain('A few colleagues can help with “draaitabel”');
    expect(await who(alex, 'draaitabel')).toContain('Nobody else');
    const { wishes } = (await house.api(megan, 'GET', '/me')).body;
    const { shares } = (await house.api(alex, 'GET', '/me')).body;
    expect(wishes[0]).toMatchObject({ name: 'Draaitabellen', id: shares[0].id });
    const [gone] = await house.say(alex, 'remove draaitabellen');
    expect(textOf(gone)).toContain('“Pivot tables” is');
    await house.pass('2026-11-23T06:00:20Z');
    await house.app.runJob('skill-count', 'all');
    expect(await who(megan, 'Pivot tables')).toContain('Nobody else');
  });

  it('suggests no more what only somebody shared who erased everything', async () => {
    const suggested = async () =>
      (await house.api(adele, 'GET', '/skills/search?text=Beekeeping')).body.suggestions.map(
        ({ name }: { name: string }) => name,
      );
    await house.say(alex, 'count me in');
    await house.say(megan, 'count me in');
    await house.say(alex, 'share Beekeeping on roofs');
    await house.pass('2026-11-24T06:00:00Z');
    await house.say(alex, 'share Beekeeping by night');
    await house.say(megan, 'share Beekeeping at sea');
    await house.pass('2026-11-24T06:01:00Z');
    expect((await suggested()).sort()).toEqual(
      expect.arrayContaining(['Beekeeping at sea', 'Beekeeping by night', 'Beekeeping on roofs']),
    );
    await house.api(alex, 'POST', '/me/erase', { confirm: 'erase' });
    await house.pass('2026-11-24T06:05:00Z');
    expect(await suggested()).toContain('Beekeeping at sea');
    expect((await suggested()).join()).not.toMatch(/on roofs|by night/);
    expect(JSON.stringify(house.tables.dump())).not.toMatch(/on roofs|by night/);
  });

  it('keeps what colleagues share and no list has, as long as somebody shares it; never a wish', async () => {
    await house.say(alex, 'share Beekeeping on roofs');
    await house.say(alex, 'share Excel');
    await house.say(megan, 'share Excel');
    await house.say(megan, 'wish Leaving this company');
    await house.pass('2026-11-23T06:00:10Z');
    const own = () =>
      house.tables
        .dump()
        .filter(({ table, row }) => table === 'Skills' && /^(known|name~new)~/.test(row.rowKey))
        .map(({ row }) => JSON.parse(String(row['data'])));
    expect(own()).toEqual([{ name: 'Beekeeping on roofs', kind: 'skill' }]);
    await house.pass('2026-11-24T04:00:00Z');
    expect(own()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'Beekeeping on roofs', kind: 'skill', used: 1 }),
        expect.objectContaining({ used: 2 }),
      ]),
    );
    expect(own()).toHaveLength(2);
    await house.say(alex, 'remove Beekeeping on roofs');
    await house.pass('2026-11-25T04:00:00Z');
    expect(own()).toMatchObject([{ used: 2 }]);
    expect(own()[0]).not.toHaveProperty('name');
    expect(
      JSON.stringify(house.tables.dump().filter(({ table }) => table === 'Skills')),
    ).not.toContain('Leaving');
  });
});

describe('suggestions', () => {
  let house: House;
  beforeEach(async () => {
    house = await openHouse();
    for (const one of [alex, megan]) {
      await house.install(one);
      await house.say(one, 'count me in');
    }
  });
  afterEach(() => house.close());

  const suggested = async (one: typeof alex, text: string) =>
    suggestionsView.parse(
      (await house.api(one, 'GET', `/skills/search?text=${encodeURIComponent(text)}`)).body,
    );

  it('come in the person’s language, whatever language is typed', async () => {
    expect((await suggested(alex, 'draaitab')).suggestions[0]?.name).toBe('Pivot tables');
    await house.say(alex, 'taal nl');
    expect((await suggested(alex, 'pivot tabels')).suggestions[0]?.name).toBe('Draaitabellen');
    expect(await suggested(alex, 'gitaarles voor ezels')).toEqual({
      suggestions: [],
      known: false,
      esco: false,
    });
    expect((await house.api(alex, 'GET', '/skills/search?text=x&limit=99')).status).toBe(400);
  });

  it('hold what a colleague shares, never what somebody wishes or keeps while paused', async () => {
    await house.say(alex, 'share Zwaluwen tellen');
    await house.say(megan, 'wish Zwaluwen temmen');
    await house.pass('2026-11-23T06:00:10Z');
    const { suggestions } = await suggested(megan, 'zwaluwen');
    expect(suggestions.map(({ name }) => name)).toEqual(['Zwaluwen tellen']);
  });

  it('ask about a slip on its row, and it counts as what was meant until its owner answers', async () => {
    const add = async (name: string) =>
      (await house.api(alex, 'POST', '/skills', { list: 'share', name, level: 'coach' })).body;
    const supply = async (name: string) => {
      await house.pass('2026-11-23T06:00:20Z');
      await house.app.runJob('skill-count', 'all');
      const path = `/skills/supply?name=${encodeURIComponent(name)}`;
      return (await house.api(megan, 'GET', path)).body;
    };
    expect((await add('Gitaar')).perhaps).toBeUndefined();
    const slip = await add('Pivto tables');
    expect(slip.perhaps).toBe('Pivot tables');
    expect(await supply('draaitabellen')).toMatchObject({ supply: 'few', near: null });
    // It is nobody's vocabulary meanwhile.
    const names = (await suggested(megan, 'Pivto tables')).suggestions.map(({ name }) => name);
    expect(names).not.toContain('Pivto tables');
    expect(await supply('Pivto tables')).toEqual({
      name: 'Pivto tables',
      supply: 'nobody',
      near: { name: 'Pivot tables', supply: 'few' },
    });
    const same = await house.api(alex, 'POST', `/skills/share/${slip.id}/same`, {
      name: 'Pivot tables',
    });
    expect(same.body).toMatchObject({ name: 'Pivot tables', level: 'coach', added: slip.added });
    expect(same.body.perhaps).toBeUndefined();
    const { shares } = (await house.api(alex, 'GET', '/me')).body;
    expect(shares.map(({ name }: { name: string }) => name)).toEqual(['Gitaar', 'Pivot tables']);
  });

  it('let a skill that only looks like a slip keep its name', async () => {
    const { id } = (await house.api(alex, 'POST', '/skills', { list: 'share', name: 'Excell' }))
      .body;
    const kept = await house.api(alex, 'POST', `/skills/share/${id}/different`, {});
    expect(kept.body).toMatchObject({ name: 'Excell' });
    expect(kept.body.perhaps).toBeUndefined();
    await house.pass('2026-11-23T06:00:10Z');
    await house.app.runJob('skill-count', 'all');
    const supply = async (name: string) =>
      (await house.api(megan, 'GET', `/skills/supply?name=${name}`)).body.supply;
    expect([await supply('Excell'), await supply('Excel')]).toEqual(['few', 'nobody']);
  });
});

describe('suggestions in Teams', () => {
  const bot = { id: '28:bot', name: 'Pass It On' };
  let house: House;
  beforeEach(async () => {
    house = await openHouse();
    await house.install(alex);
  });
  afterEach(() => house.close());

  const ask = async (value: object, locale = 'en-GB') => {
    const response = await house.send({
      type: 'invoke',
      name: 'application/search',
      id: `s${JSON.stringify(value)}${locale}`,
      channelId: 'msteams',
      serviceUrl: house.teams.serviceUrl,
      locale,
      from: { id: alex.teamsId, name: alex.name, aadObjectId: alex.id },
      recipient: bot,
      conversation: { id: 'chat-29:alex', conversationType: 'personal', tenantId: localTenant },
      channelData: { tenant: { id: localTenant } },
      value,
    });
    return { status: response.status, body: (await response.json()) as any };
  };
  const search = (queryText: string, queryOptions: object = { skip: 0, top: 15 }) =>
    ask({ kind: 'search', dataset: 'skills', queryText, queryOptions });

  it('answer as Teams asks for them, with what is new as the last choice', async () => {
    const { status, body } = await search('pivto tab');
    expect({ status, statusCode: body.statusCode, type: body.type }).toEqual({
      status: 200,
      statusCode: 200,
      type: 'application/vnd.microsoft.search.searchResponse',
    });
    const { results } = body.value;
    expect(results[0]).toEqual({ title: 'Pivot tables', value: 'Pivot tables' });
    expect(results.at(-1)).toEqual({
      title: 'Add “pivto tab” as something new',
      value: 'pivto tab',
    });
    const exact = (await search('pivot tables')).body.value.results;
    expect(JSON.stringify(exact)).not.toContain('something new');
    expect((await search('data')).body.value.results).toHaveLength(15);
    expect((await search('data', { skip: 0, top: 4000 })).body.value.results).toHaveLength(15);
    expect((await search('')).body.value.results).toEqual([]);
  });

  it('say nothing to what is no question of ours', async () => {
    for (const value of [{}, { dataset: '../x', queryText: 'a' }]) {
      expect((await ask(value)).status).toBe(400);
    }
    const other = { kind: 'search', dataset: 'people', queryText: 'a' };
    expect((await ask(other)).body.value).toEqual({ results: [] });
  });

  it('a command without a skill shows a card to choose one, which adds it', async () => {
    const [card] = await house.say(alex, 'share');
    expect(textOf(card)).toContain('What can you help with?');
    const none = await house.press(alex, card as never, 'Add', { skill: '' });
    expect(JSON.stringify(none.body)).toContain('can’t see a name');
    await house.press(alex, card as never, 'Add', { skill: 'Pivto tables' });
    expect(textOf(card)).toContain('Is it the same as “Pivot tables”?');
    await house.press(alex, card as never, 'Yes, it is “Pivot tables”');
    const { shares } = (await house.api(alex, 'GET', '/me')).body;
    expect(shares.map(({ name }: { name: string }) => name)).toEqual(['Pivot tables']);
  });
});

describe('merging two skills', () => {
  let house: House;
  beforeEach(async () => {
    house = await openHouse();
    for (const one of [alex, megan, adele]) {
      await house.install(one);
      await house.say(one, 'count me in');
    }
  });
  afterEach(() => house.close());

  const operator = async (as: typeof alex, method: string, path: string, body?: object) => {
    const json = { 'Content-Type': 'application/json' };
    const signed = await fetch(`${house.url}/local/token`, {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ as: as.id, role: 'operator' }),
    });
    const { token } = (await signed.json()) as { token: string };
    const response = await fetch(`${house.url}/api${path}`, {
      method,
      headers: { ...json, Authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as any };
  };
  const supply = async (name: string) =>
    (await house.api(adele, 'GET', `/skills/supply?name=${encodeURIComponent(name)}`)).body.supply;

  it('is an operator’s: all index rows follow, nobody’s words change, and it can be undone', async () => {
    await house.say(alex, 'share Zwaluwen tellen');
    await house.say(megan, 'share Swallow counting');
    await house.pass('2026-11-23T06:00:10Z');
    const { shares } = (await house.api(alex, 'GET', '/me')).body;
    const other = (await house.api(megan, 'GET', '/me')).body.shares[0];
    const merge = { from: shares[0].id, into: other.id };
    expect((await house.api(alex, 'POST', '/admin/skills/merges', merge)).status).toBe(403);
    expect((await house.api(alex, 'GET', '/admin/skills')).status).toBe(403);

    const merged = await operator(alex, 'POST', '/admin/skills/merges', merge);
    expect(skillsAdminView.parse(merged.body).merges).toEqual([
      {
        id: shares[0].id,
        name: 'Zwaluwen tellen',
        into: 'Swallow counting',
        at: expect.any(String),
      },
    ]);
    await house.pass('2026-11-23T06:00:20Z');
    await house.app.runJob('skill-count', 'all');
    expect(await supply('Zwaluwen tellen')).toBe('few');
    const index = () =>
      house.tables
        .dump()
        .filter(({ table }) => table === 'SkillIndex')
        .map(({ row }) => row.partitionKey.split('~')[1]);
    expect(index()).toEqual([other.id, other.id]);
    expect((await house.api(alex, 'GET', '/me')).body.shares).toEqual(shares);
    const again = await operator(alex, 'POST', '/admin/skills/merges', {
      from: other.id,
      into: shares[0].id,
    });
    expect(again.status).toBe(422);

    const undone = await operator(alex, 'DELETE', `/admin/skills/merges/${shares[0].id}`);
    expect(undone.body.merges).toEqual([]);
    await house.pass('2026-11-23T06:00:30Z');
    expect(index().sort()).toEqual([other.id, shares[0].id].sort());
    expect((await operator(alex, 'DELETE', `/admin/skills/merges/${shares[0].id}`)).status).toBe(
      404,
    );
  });

  it('takes along who is found by name, paused or not, and back', async () => {
    await house.say(alex, 'share Zwaluwen tellen with my name');
    await house.say(megan, 'share Swallow counting');
    await house.pass('2026-11-23T06:00:10Z');
    await house.say(alex, 'pause until 31 January');
    await house.pass('2026-11-23T06:00:15Z');
    const found = async (name: string): Promise<string[]> =>
      (
        await house.api(adele, 'GET', `/skills/named?name=${encodeURIComponent(name)}`)
      ).body.people.map((one: { name: string }) => one.name);
    const from = (await house.api(alex, 'GET', '/me')).body.shares[0].id;
    const into = (await house.api(megan, 'GET', '/me')).body.shares[0].id;
    expect(await found('Swallow counting')).toEqual([]);
    await operator(alex, 'POST', '/admin/skills/merges', { from, into });
    await house.pass('2026-11-23T06:00:25Z');
    expect(await found('Swallow counting')).toEqual([alex.name]);
    expect(await supply('Swallow counting')).toBe('named');
    await operator(alex, 'DELETE', `/admin/skills/merges/${from}`);
    await house.pass('2026-11-23T06:00:35Z');
    expect(await found('Swallow counting')).toEqual([]);
    expect(await found('Zwaluwen tellen')).toEqual([alex.name]);
  });
});
