import { readConfig } from '#bot/config';
import { activityShape, inboundOf } from '#bot/doors/activity';

const { identity } = readConfig({ PORT: '0' }).settings;
const from = (entity: object, text = 'hi') =>
  inboundOf(
    activityShape.parse({
      type: 'message',
      channelId: 'msteams',
      serviceUrl: 'http://teams',
      text,
      from: { id: '29:alex' },
      recipient: { id: '28:bot' },
      conversation: { id: 'chat' },
      entities: [{ type: 'clientInfo', country: 'NL', ...entity }],
    }),
    identity,
  );

describe('what an activity tells of the client', () => {
  it.each([
    ['iOS', true],
    ['Android', true],
    ['Windows', undefined],
    ['Web', undefined],
    [undefined, undefined],
    [7, undefined],
  ])('%s: a phone has no people picker on cards', (platform, mobile) => {
    const inbound = from({ platform });
    expect(inbound?.event.mobile).toBe(mobile);
    // One odd field leaves the others readable.
    expect(inbound?.facts.country).toBe('NL');
  });
});

describe('a card put into the chat from the message box', () => {
  const card =
    '<span class="inline-compose-card" itemid="0" itemtype="http://schema.skype.com/InputExtension"></span>';

  it('asks nothing by itself', () => {
    expect(from({}, card)).toBeUndefined();
    expect(from({}, `${card} `)).toBeUndefined();
  });

  it('leaves the words beside it', () => {
    expect(from({}, `who Excel ${card}`)?.what).toEqual({ kind: 'text', text: 'who Excel ' });
    expect(from({}, ' ')?.what).toEqual({ kind: 'text', text: ' ' });
  });
});
