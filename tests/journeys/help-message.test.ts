import { localTenant } from '#bot/config';
import type { AskView } from '#bot/features/help/wire';
import { expectGoodCard } from '#tests/cards';
import type { Somebody } from '#tests/cast';
import { actionsIn, cast, type House, openHouse, textOf } from '#tests/house';

const { alex, megan, adele } = cast;

describe('ask for help with this, on a message', () => {
  let house: House;
  let sent = 0;
  beforeEach(async () => {
    house = await openHouse({ CLOCK_NOW: '2026-11-23T09:00:00Z' });
    await house.install(megan);
    await house.say(megan, 'count me in');
    await house.say(megan, 'share pivot tables');
    await house.pass('2026-11-23T09:01:00Z');
  });
  afterEach(() => house.close());

  const invoke = async (who: Somebody, name: string, value: object, more: object = {}) => {
    sent += 1;
    const response = await house.send({
      type: 'invoke',
      id: `invoke-${sent}`,
      name: `composeExtension/${name}`,
      channelId: 'msteams',
      serviceUrl: house.teams.serviceUrl,
      locale: 'en-GB',
      from: { id: who.teamsId, name: who.name, aadObjectId: who.id },
      recipient: { id: '28:bot' },
      conversation: { id: 'others', conversationType: 'groupChat', tenantId: localTenant },
      value,
      ...more,
    });
    return ((await response.json()) as any).task;
  };
  const words =
    '<p>Hi <at id="0">Alex</at>, why does my <b>pivot table</b> count &lt;empty&gt; cells?</p>';
  const open = (who: Somebody, content: unknown = words, more: object = {}) =>
    invoke(
      who,
      'fetchTask',
      {
        commandId: 'askForThis',
        messagePayload: { id: '1', from: { user: { id: adele.id } }, body: { content } },
      },
      more,
    );
  const submit = (who: Somebody, task: any, inputs: object, button = 0) =>
    invoke(who, 'submitAction', {
      data: { ...actionsIn(task.value.card.content)[button]?.data, ...inputs },
    });
  const inputOf = (task: any, id: string) => {
    const find = (node: any): any =>
      Array.isArray(node)
        ? node.map(find).find((one) => one !== undefined)
        : node?.id === id
          ? node
          : typeof node === 'object' && node !== null
            ? find(Object.values(node))
            : undefined;
    return find(task.value.card.content);
  };
  const asks = async (who: Somebody): Promise<AskView[]> =>
    (await house.api(who, 'GET', '/asks')).body.mine;
  const filled = {
    skill: 'Pivot tables',
    what: 'Why does it count empty cells?',
    minutes: '15',
    day: '2026-12-01',
  };

  it('opens an empty form where no message was chosen, as in the local client', async () => {
    const task = await invoke(alex, 'fetchTask', { commandId: 'askForThis' });
    expect(task.type).toBe('continue');
    expectGoodCard(task.value.card.content);
    expect(inputOf(task, 'what')['value']).toBe('');
  });

  it('has the topic and the question in the form, and asks without a name', async () => {
    const task = await open(alex);
    expect(task.value.title).toBe('Ask for help with this');
    expectGoodCard(task.value.card.content);
    expect(inputOf(task, 'skill').value).toBe('pivot table');
    expect(inputOf(task, 'what').value).toBe(
      'Hi Alex, why does my pivot table count <empty> cells?',
    );
    expect(inputOf(task, 'day').value).toBe('2026-11-30');
    expect(JSON.stringify(task)).toContain('without your name');
    expect(await asks(alex)).toEqual([]);
    const once = await submit(alex, task, filled);
    expect(once).toEqual({ type: 'message', value: expect.stringContaining('I’m asking for you') });
    expect(once.value).toContain('Count me in');
    // The same form sent again is the same ask.
    expect(await submit(alex, task, filled)).toEqual(once);
    expect(await asks(alex)).toMatchObject([
      { what: filled.what, minutes: 15, by: filled.day, skill: { name: 'Pivot tables' } },
    ]);
    await house.pass('2026-11-23T09:05:00Z');
    const offer = house.teams.posted.findLast(
      (one) => one.conversation === `chat-${megan.teamsId}`,
    );
    expect(textOf(offer as never)).toContain('Why does it count empty cells?');
    expect(JSON.stringify(offer)).not.toMatch(/Alex|Adele/);
  });

  it('shows a how-to before it asks: it worked asks nobody, ask anyway asks as ever', async () => {
    await house.say(megan, 'share giving feedback');
    await house.pass('2026-11-23T09:02:00Z');
    const task = await open(alex, 'How do I say it?');
    const feedback = { ...filled, skill: 'Giving feedback' };
    const shown = await submit(alex, task, feedback);
    expectGoodCard(shown.value.card.content);
    expect(JSON.stringify(shown)).toContain('How-to: Giving feedback on work');
    expect(inputOf(shown, 'what').value).toBe(filled.what);
    const titles = actionsIn(shown.value.card.content).map(({ title }) => title);
    expect(titles).toEqual(['Ask anyway', 'It worked']);
    const worked = await submit(alex, shown, feedback, 1);
    expect(worked).toEqual({ type: 'message', value: expect.stringContaining('nobody was told') });
    expect(await asks(alex)).toEqual([]);
    await submit(alex, shown, feedback);
    expect(await asks(alex)).toMatchObject([{ what: filled.what }]);
  });

  it('says what is missing in the form itself; where nobody shares it, a wish keeps it', async () => {
    const task = await open(alex, null);
    expect(inputOf(task, 'skill').value).toBe('');
    const empty = await submit(alex, task, { ...filled, what: ' ' });
    expect(JSON.stringify(empty.value.card)).toContain('Say in a sentence what would help');
    expect(inputOf(empty, 'skill').value).toBe('Pivot tables');
    const nameless = await submit(alex, empty, { ...filled, skill: null });
    expect(inputOf(nameless, 'what').value).toBe(filled.what);
    const nobody = await submit(alex, nameless, { ...filled, skill: 'Juggling' });
    expect(JSON.stringify(nobody.value.card)).toContain('Nobody shares that yet');
    const wished = await submit(alex, nobody, { ...filled, skill: 'Juggling' }, 1);
    expect(wished.value).toContain('“Juggling” is on your wishes');
    const { wishes } = (await house.api(alex, 'GET', '/me')).body;
    expect(wishes).toMatchObject([{ name: 'Juggling' }]);
    expect(await asks(alex)).toEqual([]);
  });

  it('is a form of whoever opened it alone, and speaks their language', async () => {
    const task = await open(alex, words, { locale: 'nl-NL' });
    expect(task.value.title).toBe('Vraag hier hulp bij');
    const stolen = await submit(adele, task, filled);
    expect(stolen.value).toContain('for somebody else');
    expect(await asks(adele)).toEqual([]);
    for (const wrong of [{}, { by: 'x' }, { form: 1 }]) {
      const answer = await invoke(alex, 'submitAction', {
        data: { verb: 'help.ask-this', ...wrong },
      });
      expect(answer.type).toBe('message');
    }
  });
});
