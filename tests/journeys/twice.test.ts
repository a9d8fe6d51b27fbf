import { cast, type House, openHouse } from '#tests/house';

const { alex, megan } = cast;

describe('what Teams delivers twice', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
    await house.installTeam(alex, [alex, megan]);
    for (const who of [alex, megan]) await house.install(who);
    await house.say(megan, 'count me in');
    await house.say(megan, 'share Pivot tables');
  });
  afterAll(() => house.close());

  const message = { id: 'm1', body: { content: 'Megan explained pivot tables to me' } };
  const invokes: [name: string, value: object, holds: string][] = [
    ['adaptiveCard/action', { action: { verb: 'people.help', data: {} } }, 'What I can do'],
    ['adaptiveCard/action', { action: { verb: 'people.not-now', data: {} } }, 'card.adaptive'],
    ['adaptiveCard/action', { action: { verb: 'no.such', data: {} } }, 'activity.message'],
    [
      'composeExtension/query',
      { commandId: 'findHelp', parameters: [{ name: 'skill', value: 'Pivot' }] },
      'composeExtension',
    ],
    ['composeExtension/fetchTask', { commandId: 'thankForThis', messagePayload: message }, 'task'],
    ['composeExtension/fetchTask', { commandId: 'askForThis', messagePayload: message }, 'task'],
    ['composeExtension/fetchTask', { commandId: 'makeHowTo', messagePayload: message }, 'task'],
    [
      'composeExtension/submitAction',
      { data: { verb: 'thanks.send', to: megan.id, badge: 'time', skill: '', text: '' } },
      'task',
    ],
    ['task/submit', { data: { verb: 'no.such' } }, 'message'],
    [
      'application/search',
      { dataset: 'skills', queryText: 'Pivot', queryOptions: { skip: 0, top: 15 } },
      'searchResponse',
    ],
  ];

  it.each(invokes)('is answered as the first time (%s %j)', async (name, value, holds) => {
    const id = `twice-${JSON.stringify(value)}`.slice(0, 100);
    const invoke = () => house.act(alex, '', {}, { id, name, value });
    const together = await Promise.all([invoke(), invoke()]);
    const later = await invoke();
    const [first] = together;
    expect(first.status).toBe(200);
    expect(JSON.stringify(first.body)).toContain(holds);
    expect([...together, later]).toEqual([first, first, first]);
  });

  it('is answered again in the chat of one only who wrote again', async () => {
    const say = (id: string) => house.say(alex, 'help', { id });
    expect(await say('one')).toHaveLength(1);
    expect(await say('one')).toHaveLength(0);
    expect(await say('other')).toHaveLength(1);
  });
});
