import { readConfig } from '#bot/config';
import { activityShape, inboundOf } from '#bot/doors/activity';

const { identity } = readConfig({ PORT: '0' }).settings;
const bare = {
  type: 'message',
  channelId: 'msteams',
  serviceUrl: 'http://teams',
  text: 'hi',
  from: { id: '29:alex' },
  recipient: { id: '28:bot', name: 'Pass It On' },
  conversation: { id: 'chat' },
};
const inbound = (more: object) => inboundOf(activityShape.parse({ ...bare, ...more }), identity);
const from = (entity: object, text = 'hi') =>
  inbound({ text, entities: [{ type: 'clientInfo', country: 'NL', ...entity }] });
const textOf = (text: string, entities: readonly unknown[] = []) =>
  inbound({ text, entities })?.what;
const said = (text: string) => ({ kind: 'text', text });

describe('what an activity tells of the client', () => {
  it.each([
    ['iOS', true],
    ['Android', true],
    ['Windows', undefined],
    ['Web', undefined],
    [undefined, undefined],
    [null, undefined],
    [7, undefined],
  ])('%s: a phone has no people picker on cards', (platform, mobile) => {
    const told = from({ platform });
    expect(told?.event.mobile).toBe(mobile);
    // One odd field leaves the others readable.
    expect(told?.facts.country).toBe('NL');
  });

  it.each([
    ['Europe/Brussels', 'Europe/Amsterdam', 'Europe/Brussels'],
    ['W. Europe Standard Time', 'Europe/Amsterdam', 'Europe/Amsterdam'],
    ['', 'Europe/Amsterdam', 'Europe/Amsterdam'],
    [null, 'Europe/Amsterdam', 'Europe/Amsterdam'],
    ['+02:00', 'Europe/Amsterdam', 'Europe/Amsterdam'],
    ['+02:00', null, undefined],
    ['', 'W. Europe Standard Time', undefined],
  ])('a zone %p beside %p is %p', (localTimezone, timezone, zone) => {
    const told = inbound({ localTimezone, entities: [{ type: 'clientInfo', timezone }] });
    expect(told?.facts.zone).toBe(zone);
  });
});

describe('what only decorates an activity', () => {
  const odd = [null, '', 7, {}, [], 'x'.repeat(600)];

  it.each([
    'id',
    'name',
    'action',
    'text',
    'locale',
    'replyToId',
    'channelData',
    'entities',
    'membersAdded',
    'membersRemoved',
    'value',
    'localTimezone',
  ])('%s of any shape never refuses the rest', (field) => {
    for (const value of odd) {
      expect(inbound({ [field]: value })?.facts.teamsId).toBe('29:alex');
    }
  });

  it('may be odd inside what is read', () => {
    for (const value of odd) {
      const told = inbound({
        from: { id: '29:alex', name: value, aadObjectId: 'alex' },
        recipient: { id: '28:bot', name: value },
        conversation: { id: '19:crew', conversationType: 'channel', isGroup: value },
        channelData: { team: { id: '19:crew', name: value }, channel: value, eventType: value },
        entities: [null, value, { type: 'clientInfo', country: value, timezone: 'Europe/Paris' }],
      });
      expect(told?.event.place.team).toBe('19:crew');
      expect(told?.facts.zone).toBe('Europe/Paris');
    }
  });

  it('keeps the language of a long locale', () => {
    const locale = `nl-NL-u-${'ca-gregory-'.repeat(9)}`;
    expect(inbound({ locale })?.facts.locale).toMatch(/^nl-NL/);
  });
});

describe('text as Teams sends it', () => {
  const bot = { id: '28:bot', name: 'Pass It On' };
  const megan = { id: '29:megan', name: 'Megan' };

  it.each([
    ['<at>Pass It On</at>&nbsp;help', 'help'],
    ['<at>Pass It On</at> help\n', 'help'],
    ['thank Megan for Q&amp;A', 'thank Megan for Q&A'],
    ['1 &lt; 2 &amp;lt; 3', '1 < 2 &lt; 3'],
    ['\u200bhelp\u200b\ufeff', 'help'],
    ['help\u200d', 'help'],
    ['<quoted messageId="1764480000000"/> help', 'help'],
    ['<quoted messageId="1"/><quoted messageId="2"></quoted>help', 'help'],
    ['<at id="0">Pass It On</at> help', 'help'],
    ['share 👩‍👩‍👧 care', 'share 👩‍👩‍👧 care'],
  ])('%p says %p', (text, words) => {
    expect(textOf(text)).toEqual(said(words));
  });

  it('knows the bot’s own mention without a text, or one entity a word', () => {
    const silent = { type: 'mention', mentioned: bot };
    expect(textOf('<at>Pass It On</at> help', [silent])).toEqual(said('help'));
    expect(textOf('<at>Passing</at> help', [{ ...silent, text: null }])).toEqual(said('help'));
    const words = ['Pass', 'It', 'On'].map((name) => ({
      type: 'mention',
      text: `<at>${name}</at>`,
      mentioned: { id: '28:bot', name },
    }));
    const split = '<at>Pass</at>&nbsp;<at>It</at>&nbsp;<at>On</at> help';
    expect(textOf(split, words)).toEqual(said('help'));
  });

  it('leaves other people’s names, whoever shares the bot’s', () => {
    const named = { type: 'mention', text: '<at>Megan</at>', mentioned: megan };
    const silent = { type: 'mention', mentioned: bot };
    const text = '<at>Pass It On</at> thank <at>Megan</at> for Excel';
    expect(textOf(text, [named, silent])).toEqual(said('thank Megan for Excel'));
    const namesake = { type: 'mention', text: '<at>Pass It On</at>', mentioned: megan };
    expect(textOf('thank <at>Pass It On</at>', [namesake])).toEqual(said('thank Pass It On'));
  });

  it('is quick on hostile input', () => {
    // Whatever looks back over all of it again and again would meet the time limit of a test.
    for (const bad of ['<at', '<at>', '<at ', '<quoted ', '&#', '\u200d']) {
      expect(textOf(bad.repeat(100_000))).toBeDefined();
    }
  });
});

describe('a card put into the chat from the message box', () => {
  const card =
    '<span class="inline-compose-card" itemid="0" itemtype="http://schema.skype.com/InputExtension"></span>';

  it('asks nothing by itself', () => {
    expect(from({}, card)).toBeUndefined();
    expect(from({}, `${card} `)).toBeUndefined();
    expect(from({}, `${card}&nbsp;`)).toBeUndefined();
  });

  it('leaves the words beside it', () => {
    expect(from({}, `who Excel ${card}`)?.what).toEqual(said('who Excel'));
    expect(from({}, ' ')?.what).toEqual(said(''));
  });
});
