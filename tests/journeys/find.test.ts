import { localTenant } from '#bot/config';
import { expectGoodCard } from '#tests/cards';
import type { Somebody } from '#tests/cast';
import { actionsIn, cast, crew, type House, openHouse } from '#tests/house';

const { alex, megan, adele, daan } = cast;

interface Line {
  readonly contentType: string;
  readonly content: object;
  readonly preview: { readonly content: { readonly title: string; readonly text: string } };
}

describe('find help with… in the message box', () => {
  let house: House;
  let asked = 0;
  beforeEach(async () => {
    house = await openHouse();
  });
  afterEach(() => house.close());

  const query = async (who: Somebody, parameters: unknown, locale = 'en-GB') => {
    asked += 1;
    const response = await house.send({
      type: 'invoke',
      id: `query-${asked}`,
      name: 'composeExtension/query',
      channelId: 'msteams',
      serviceUrl: house.teams.serviceUrl,
      locale,
      from: { id: who.teamsId, name: who.name, aadObjectId: who.id },
      recipient: { id: '28:bot' },
      conversation: {
        id: 'a-chat-of-others',
        conversationType: 'groupChat',
        tenantId: localTenant,
      },
      value: { commandId: 'findHelp', parameters, queryOptions: { skip: 0, count: 25 } },
    });
    expect(response.status).toBe(200);
    const { composeExtension } = (await response.json()) as {
      composeExtension: { type: string; text?: string; attachments?: Line[] };
    };
    return composeExtension;
  };
  const typed = (who: Somebody, value: string, locale?: string) =>
    query(who, [{ name: 'topic', value }], locale);
  const titles = ({ attachments = [] }: { attachments?: Line[] }): string[] =>
    attachments.map(({ preview }) => preview.content.title);

  async function sharers(people: readonly Somebody[], name: string): Promise<void> {
    for (const who of people) {
      await house.install(who);
      await house.api(who, 'PUT', '/me/consent', { answer: 'in' });
      await house.api(who, 'POST', '/skills', { list: 'share', name });
    }
    await house.pass('2026-11-23T06:05:00Z');
    await house.app.runJob('skill-count', 'all');
  }

  it('shows topics while one types, each with how many can help, as a good card', async () => {
    await sharers([megan, adele], 'Pivot tables');
    const found = await typed(alex, 'pivot tab');
    expect(found.type).toBe('result');
    const first = found.attachments?.[0] as Line;
    expect(first.preview.content).toEqual({
      title: 'Pivot tables',
      text: 'A few colleagues can help',
    });
    for (const { content } of found.attachments ?? []) expectGoodCard(content as never);
    expect(JSON.stringify(found)).not.toMatch(/Megan|Adele/);
    expect(titles(found).at(-1)).toBe('pivot tab');
    expect(titles(await typed(alex, 'draaitab', 'nl-NL'))[0]).toMatch(/draaitabel/i);
    // What nobody can help with stands behind, however near it is to what was typed.
    const second = await typed(alex, 'tables');
    expect(titles(second)[0]).toBe('Pivot tables');
    expect(titles(second).length).toBeGreaterThan(1);
  });

  it('leaves the figure out where somebody is found by name, and names nobody either', async () => {
    await sharers([megan, adele], 'Pivot tables');
    await house.say(megan, 'share Pivot tables with my name');
    await house.pass('2026-11-23T06:10:00Z');
    const found = await typed(alex, 'pivot tab');
    const [first] = found.attachments ?? [];
    expect(first?.preview.content).toEqual({
      title: 'Pivot tables',
      text: 'Colleagues can help',
    });
    expect(JSON.stringify(found)).not.toMatch(/Megan|few colleagues can help with this/);
    expectGoodCard(first?.content as never);
  });

  it('offers what nobody knows as it was typed, and says what to do before anything is', async () => {
    const own = await typed(alex, 'Gitaar spelen bij de koffie');
    expect(titles(own)).toContain('Gitaar spelen bij de koffie');
    for (const parameters of [
      [{ name: 'initialRun', value: 'true' }],
      [{ name: 'topic', value: ' ' }],
    ]) {
      expect(await query(alex, parameters)).toMatchObject({
        type: 'message',
        text: 'What would you like help with? Type a topic, for example Excel.',
      });
    }
    for (const parameters of [undefined, 'x', [], [{ value: 7 }]]) {
      expect((await query(alex, parameters)).type).toBe('message');
    }
  });

  it('never tells of a wish, and keeps nothing of what was looked for', async () => {
    await house.install(alex);
    await house.api(alex, 'POST', '/skills', { list: 'wish', name: 'Beekeeping on roofs' });
    const found = await typed(alex, 'bee');
    expect(JSON.stringify(found)).not.toContain('Beekeeping on roofs');
    await typed(daan, 'Something secret');
    expect(JSON.stringify(house.tables.dump())).not.toContain('Something secret');
  });

  it('asks in one’s own tab, and helping is answered to the presser alone', async () => {
    const found = await typed(alex, 'Pivot tables');
    const [ask, help] = actionsIn(found.attachments?.[0]?.content);
    expect(ask?.url).toContain('/tab/find');
    expect(ask?.url).toContain('item=Pivot+tables');
    await house.installTeam(alex, Object.values(cast));
    const posted = house.teams.posted.length;
    for (const who of [megan, adele, megan]) {
      const answer = await house.act(who, help?.verb ?? '', help?.data ?? {}, {
        conversation: { id: crew.id, conversationType: 'channel', tenantId: localTenant },
      });
      expect(answer.body.type).toBe('application/vnd.microsoft.activity.message');
      expect(answer.body.value).toContain('among your skills to share');
    }
    expect(house.teams.posted).toHaveLength(posted);
    const { shares } = (await house.api(megan, 'GET', '/me')).body;
    expect(shares.map(({ name }: { name: string }) => name)).toEqual(['Pivot tables']);
    const wrong = await house.act(megan, 'find.share', {});
    expect(wrong.body.value).toContain('couldn’t read');
  });

  it('costs at most eight looks at last night’s counts, and writes nothing', async () => {
    const looks = jest.spyOn(house.tables, 'range');
    const writes = jest.spyOn(house.tables, 'commit');
    await typed(alex, 'present');
    const tables = looks.mock.calls.map(([table]) => table);
    expect(tables.filter((table) => table === 'Skills').length).toBeLessThanOrEqual(8);
    expect(writes.mock.calls.filter(([table]) => table !== 'Control')).toEqual([]);
  });
});
