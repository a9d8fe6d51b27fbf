import { buttonsOf, cast, type House, openHouse, textOf } from '#tests/house';

const cardOf = (answer: { body: { value?: unknown } }): any => answer.body.value;
const said = (answer: { body: { value?: unknown } }): string =>
  textOf({ activity: { attachments: [{ content: answer.body.value }] } } as never);
/** A card that answered a press, as something to press on. */
const shown = (answer: { body: { value?: unknown } }, on: { id: string; conversation: string }) =>
  ({ ...on, updates: 0, activity: { attachments: [{ content: answer.body.value }] } }) as never;

describe('skills to share and wishes to learn', () => {
  let house: House;
  beforeEach(async () => {
    house = await openHouse();
    await house.install(cast.alex);
  });
  const night = () => house.app.runJob('skill-count', 'all');
  afterEach(() => house.close());

  const me = async (who = cast.alex) => (await house.api(who, 'GET', '/me')).body;
  const names = async () => {
    const { shares, wishes } = await me();
    return {
      shares: shares.map(({ name }: { name: string }) => name),
      wishes: wishes.map(({ name }: { name: string }) => name),
    };
  };

  it('shares by chat, then sets level and kind on the card', async () => {
    const [card] = await house.say(cast.alex, 'share Pivot tables');
    expect(textOf(card)).toContain('You can help with “Pivot tables”');
    expect(textOf(card)).toContain('With my name: all colleagues see your name');
    const saved = await house.press(cast.alex, card as never, 'Save', {
      level: 'coach',
      kind: 'know-how',
    });
    expect(said(saved)).toContain('You can coach.');
    expect((await me()).shares).toMatchObject([
      { name: 'Pivot tables', level: 'coach', kind: 'know-how' },
    ]);
    expect(textOf(card)).toContain('is saved');
  });

  it('undoes a share, and undoes the undo into the old place', async () => {
    const [first] = await house.say(cast.alex, 'deel Excel');
    await house.say(cast.alex, 'deel Word');
    const before = (await me()).shares;
    const undone = await house.press(cast.alex, first as never, 'Undo');
    expect(said(undone)).toContain('is no longer among your skills to share');
    expect((await names()).shares).toEqual(['Word']);
    const back = await house.press(cast.alex, shown(undone, first as never), 'Undo');
    expect(said(back)).toContain('is among your skills to share again');
    expect((await me()).shares).toEqual(before);
  });

  it('keeps one entry however the name is spelt, and says so', async () => {
    await house.say(cast.alex, 'share Ｅｘｃｅｌ  tips');
    for (const spelt of ['share excel tips', 'SHARE EXCEL TIPS!', 'share Excel\u200b tips']) {
      const [again] = await house.say(cast.alex, spelt);
      expect(textOf(again)).toContain('already on your list');
    }
    expect((await names()).shares).toEqual(['Ｅｘｃｅｌ tips']);
  });

  it('takes emoji, right-to-left, tags and Markdown as names', async () => {
    for (const name of [
      '👩‍👩‍👧‍👦 teams',
      'עברית',
      '<script>alert(1)</script>',
      '**bold** [x](y)',
    ]) {
      const [card] = await house.say(cast.alex, `share ${name}`);
      expect(buttonsOf(card).map(({ title }) => title)).toContain('Save');
    }
    const { shares } = await names();
    expect(shares).toEqual([
      '👩‍👩‍👧‍👦 teams',
      'עברית',
      '<script>alert(1)</script>',
      '**bold** [x](y)',
    ]);
    const [profile] = await house.say(cast.alex, 'profile');
    expect(textOf(profile)).toContain('\\*\\*bold\\*\\* \\[x\\]');
    expect(textOf(profile)).toContain('&lt;script>');
  });

  it('refuses nothing to see and too much, with what would work', async () => {
    const [invisible] = await house.say(cast.alex, 'share \u200b\u2060\u3164');
    expect(textOf(invisible)).toMatch(/can’t see a name|What can you explain/);
    const [long] = await house.say(cast.alex, `share ${'x'.repeat(300)}`);
    expect(textOf(long)).toContain('longer than 80 characters');
    expect(await names()).toEqual({ shares: [], wishes: [] });
  });

  it('answers a bare command helpfully in both languages', async () => {
    for (const [words, answer] of [
      ['share', 'share pivot tables'],
      ['wish', 'Only you see it'],
      ['who', 'who wants to be found by name'],
      ['ask', 'ask Excel'],
      ['remove', 'Nothing here yet'],
      ['profile', 'Nothing here yet'],
    ] as const) {
      expect(textOf((await house.say(cast.alex, words))[0])).toContain(answer);
    }
    await house.say(cast.alex, 'taal nl');
    for (const [words, answer] of [
      ['deel', 'deel draaitabellen'],
      ['wens', 'Alleen jij ziet het'],
      ['wie', 'wie met naam te vinden is'],
      ['vraag', 'vraag Excel'],
      ['verwijder', 'Hier staat nog niets'],
    ] as const) {
      expect(textOf((await house.say(cast.alex, words))[0])).toContain(answer);
    }
  });

  it('asks from which list to remove what is on both, and can put both back', async () => {
    await house.say(cast.alex, 'wish Excel');
    const [shared] = await house.say(cast.alex, 'share Excel');
    expect(textOf(shared)).toContain('among your wishes to learn as well');
    expect(buttonsOf(shared).map(({ title }) => title)).toContain('Remove it from my wishes');
    const [which] = await house.say(cast.alex, 'remove EXCEL');
    expect(textOf(which)).toContain('Which list should I remove it from');
    const gone = await house.press(cast.alex, which as never, 'Both');
    expect(await names()).toEqual({ shares: [], wishes: [] });
    await house.press(cast.alex, shown(gone, which as never), 'Undo');
    expect(await names()).toEqual({ shares: ['Excel'], wishes: ['Excel'] });
    const [nowhere] = await house.say(cast.alex, 'remove Word');
    expect(textOf(nowhere)).toContain('neither of your lists');
  });

  it('edits and removes from the profile card', async () => {
    await house.say(cast.alex, 'share Excel');
    await house.say(cast.alex, 'wish Speaking');
    const [profile] = await house.say(cast.alex, 'profiel');
    expect(textOf(profile)).toContain('**Excel** · can explain');
    const content = (profile as any).activity.attachments[0].content;
    const { choices } = content.body.find(({ id }: { id?: string }) => id === 'skill');
    const wish = choices.find(({ title }: { title: string }) => title.includes('(wish)')).value;
    const share = choices.find(({ title }: { title: string }) => title.includes('share')).value;
    const edit = await house.press(cast.alex, profile as never, 'Edit', { skill: share });
    expect(said(edit)).toContain('One of your skills to share');
    const [again] = await house.say(cast.alex, 'profile');
    await house.press(cast.alex, again as never, 'Remove', { skill: wish });
    expect(await names()).toEqual({ shares: ['Excel'], wishes: [] });
  });

  it('says so when a card is pressed twice, by somebody else, or with other data', async () => {
    const [card] = await house.say(cast.alex, 'share Excel');
    const [undo] = buttonsOf(card).filter(({ title }) => title === 'Undo');
    await house.say(cast.megan, 'share Excel');
    const stranger = await house.act(cast.megan, 'skills.remove', undo?.data as object);
    expect(cardOf(stranger)).toContain('is for somebody else');
    expect((await me(cast.megan)).shares).toHaveLength(1);
    await house.act(cast.alex, 'skills.remove', undo?.data as object);
    const twice = await house.act(cast.alex, 'skills.remove', undo?.data as object);
    expect(cardOf(twice)).toContain('no longer there');
    for (const level of [null, 7, ['coach'], {}, 'x'.repeat(10_000)]) {
      const odd = await house.act(cast.alex, 'skills.save', { ...undo?.data, level });
      expect([200, odd.body.type]).toEqual([
        odd.status,
        'application/vnd.microsoft.activity.message',
      ]);
    }
  });

  it('keeps private things out of channels, and answers who there', async () => {
    await house.say(cast.megan, 'count me in');
    await house.say(cast.megan, 'share Excel');
    await house.say(cast.megan, 'wish Excel');
    await house.pass('2026-11-23T06:01:00Z');
    await night();
    const [who] = await house.mention(cast.alex, 'who Excel');
    expect(textOf(who)).toContain('A few colleagues can help with “Excel”');
    expect(textOf(who)).not.toContain('Megan');
    const ask = await house.press(cast.alex, who as never, 'Ask for help');
    expect(cardOf(ask)).toContain('in our own chat');
    expect((who as { updates: number } | undefined)?.updates).toBe(0);
    const [share] = await house.mention(cast.alex, 'share Excel');
    expect(textOf(share)).toContain('own chat');
    expect((await names()).shares).toEqual([]);
  });

  it('does not count the asker, nor anybody who only wishes', async () => {
    await house.say(cast.alex, 'count me in');
    await house.say(cast.alex, 'share Excel');
    await house.say(cast.megan, 'count me in');
    await house.say(cast.megan, 'wish Excel');
    await house.pass('2026-11-23T06:01:00Z');
    await night();
    expect(textOf((await house.say(cast.alex, 'who excel'))[0])).toContain('Nobody else');
    expect(textOf((await house.say(cast.megan, 'wie EXCEL'))[0])).toContain('A few colleagues');
    const { body } = await house.api(cast.megan, 'GET', '/skills/supply?name=excel');
    expect(body).toEqual({ name: 'excel', supply: 'few', near: null });
  });

  it('keeps what nobody shares yet as a wish', async () => {
    const [card] = await house.say(cast.alex, 'ask Python');
    expect(textOf(card)).toContain('Nobody shares “Python” yet');
    await house.press(cast.alex, card as never, 'Add to my wishes');
    expect((await names()).wishes).toEqual(['Python']);
  });

  it('gives the tab the same rules: add, change, remove, undo, and 404 for what is not mine', async () => {
    const added = await house.api(cast.alex, 'POST', '/skills', {
      list: 'share',
      name: ' Excel ',
      level: 'teach',
      kind: 'insight',
    });
    expect(added).toMatchObject({ status: 200, body: { name: 'Excel', level: 'teach' } });
    const again = await house.api(cast.alex, 'POST', '/skills', { list: 'share', name: 'EXCEL' });
    expect(again.body).toEqual(added.body);
    const path = `/skills/share/${added.body.id}`;
    expect(await house.api(cast.alex, 'PATCH', path, { level: 'explain' })).toMatchObject({
      status: 200,
      body: { level: 'explain', kind: 'insight' },
    });
    for (const strange of [path, '/skills/wish/0000', '/skills/other/x', '/skills/share/a%2Fb']) {
      expect((await house.api(cast.megan, 'PATCH', strange, { kind: 'skill' })).status).toBe(404);
      expect((await house.api(cast.megan, 'DELETE', strange)).status).toBe(404);
    }
    expect(await house.api(cast.alex, 'DELETE', path)).toEqual({ status: 200, body: {} });
    const restored = await house.api(
      cast.alex,
      'POST',
      '/skills',
      added.body && {
        ...added.body,
        list: 'share',
      },
    );
    expect(restored.body).toEqual(added.body);
    for (const name of ['', ' \u200b ', 'x'.repeat(300), 'a'.concat('\u0301'.repeat(5_000))]) {
      const refused = await house.api(cast.alex, 'POST', '/skills', { list: 'wish', name });
      expect(refused).toMatchObject({ status: 422, body: { error: { why: /skills\.refused/ } } });
    }
  });

  it('keeps the order somebody gave their skills, in chat too, and through a removal and its undo', async () => {
    const ids: Record<string, string> = {};
    for (const name of ['Excel', 'Word', 'Access']) {
      const added = await house.api(cast.alex, 'POST', '/skills', { list: 'share', name });
      ids[name] = added.body.id;
    }
    const order = ['Word', 'Excel', 'Access'].map((name) => ids[name]);
    const put = (body: object, list = 'share') =>
      house.api(cast.alex, 'PUT', `/skills/${list}/order`, body);
    const stranger = 'somebody-else';
    expect((await put({ ids: [...order, stranger, ids['Word']] })).status).toBe(200);
    expect((await put({ ids: order }, 'other')).status).toBe(404);
    expect((await put({ ids: 'Word' })).status).toBe(400);
    expect((await me()).order).toEqual({ share: order, wish: [] });
    await house.api(cast.alex, 'DELETE', `/skills/share/${ids['Excel']}`);
    await house.api(cast.alex, 'POST', '/skills', { list: 'share', name: 'Excel' });
    const [profile] = await house.say(cast.alex, 'profile');
    expect(textOf(profile)).toMatch(/Word.*Excel.*Access/s);
  });

  it('brings a paused colleague back by itself, and leaves out who cannot help', async () => {
    // As of last night: it is night before each look.
    const supply = async () => {
      await night();
      return (await house.api(cast.alex, 'GET', '/skills/supply?name=Excel')).body.supply;
    };
    await house.say(cast.megan, 'share Excel');
    await house.pass('2026-11-23T06:01:00Z');
    expect(await supply()).toBe('nobody');
    await house.say(cast.megan, 'count me in');
    await house.pass('2026-11-23T06:02:00Z');
    expect(await supply()).toBe('few');
    await house.api(cast.megan, 'PUT', '/me/pause', { until: '2026-11-25' });
    await house.pass('2026-11-23T06:03:00Z');
    expect(await supply()).toBe('nobody');
    await house.pass('2026-11-25T22:59:00Z');
    expect(await supply()).toBe('nobody');
    await house.pass('2026-11-25T23:01:00Z');
    expect(await supply()).toBe('few');
    await house.api(cast.megan, 'PATCH', '/me/settings', { capacity: 0 });
    await house.pass('2026-11-25T23:02:00Z');
    expect(await supply()).toBe('nobody');
    await house.api(cast.megan, 'PATCH', '/me/settings', { capacity: 2 });
    await house.pass('2026-11-25T23:03:00Z');
    expect(await supply()).toBe('few');
    await house.say(cast.megan, 'remove Excel');
    await house.pass('2026-11-25T23:04:00Z');
    expect(await supply()).toBe('nobody');
    expect(house.tables.dump().filter(({ table }) => table === 'SkillIndex')).toEqual([]);
  });

  it('tells how many can help as of last night, so that one press shows nothing', async () => {
    const told = async () => [
      (await house.api(cast.alex, 'GET', '/skills/supply?name=Excel')).body.supply,
      textOf((await house.say(cast.alex, 'who Excel'))[0]).includes('Nobody else'),
    ];
    const before = await told();
    await house.say(cast.megan, 'count me in');
    await house.say(cast.megan, 'share Excel');
    await house.pass('2026-11-23T18:00:00Z');
    expect(await told()).toEqual(before);
    await house.pass('2026-11-24T06:00:00Z');
    expect(await told()).toEqual(['few', false]);
    // Neither is a pause seen before the night.
    await house.api(cast.megan, 'PUT', '/me/pause', { until: '2026-12-04' });
    await house.pass('2026-11-24T18:00:00Z');
    expect(await told()).toEqual(['few', false]);
    await house.pass('2026-11-25T06:00:00Z');
    expect(await told()).toEqual(before);
  });

  it('does not count a colleague whom Teams refuses, until they are back', async () => {
    // As of last night: it is night before each look.
    const supply = async () => {
      await night();
      return (await house.api(cast.alex, 'GET', '/skills/supply?name=Excel')).body.supply;
    };
    await house.install(cast.megan);
    await house.say(cast.megan, 'count me in');
    await house.say(cast.megan, 'share Excel');
    house.teams.fail(403);
    await house.pass('2026-11-24T09:00:10Z');
    expect(await supply()).toBe('nobody');
    await house.say(cast.megan, 'hi');
    await house.pass('2026-11-24T09:00:20Z');
    expect(await supply()).toBe('few');
  });

  it('loses nothing when twenty write to one profile at once', async () => {
    await Promise.all(
      Array.from({ length: 20 }, (_, number) =>
        number % 2 === 0
          ? house.say(cast.alex, `share skill ${number}`)
          : house.api(cast.alex, 'POST', '/skills', {
              list: number % 4 === 1 ? 'share' : 'wish',
              name: `skill ${number}`,
            }),
      ),
    );
    const { shares, wishes } = await names();
    expect([...shares, ...wishes].sort()).toEqual(
      Array.from({ length: 20 }, (_, number) => `skill ${number}`).sort(),
    );
  });
});
