import { quoted } from '#bot/core/quoted';
import { bareTopic, understood } from '#bot/core/sentences/understood';
import { periodIn } from '#bot/core/sentences/when';
import { clean, plain, unmarked } from '#bot/core/text';
import { pauseIn } from '#bot/features/people/rules';
import { rhythmNamed } from '#bot/features/rounds/rules';
import { mentionedIn } from '#bot/features/skills/catalogue/mentioned';
import { severalIn } from '#bot/features/skills/rules';
import { wanted } from '#bot/features/thanks/names';
import { cast, type House, openHouse } from '#tests/house';

const length = 50_000;
const of = (part: string, end = ''): string =>
  part.repeat(Math.ceil(length / part.length)).slice(0, length - end.length) + end;

/** Texts on which an expression that moves or goes back could take the square of their length. */
const hostile: readonly (readonly [string, string])[] = [
  ['dots and an x', of('.', 'x')],
  ['open tags of a mention', of('<at')],
  ['open tags of a mention in words', of('<at ')],
  ['half pictures', of('<img alt="')],
  ['a picture of many names', `<img ${of(' alt="x')}`],
  ['half cards', of('<span schema.skype.com/InputExtension')],
  ['spaces and an x', of(' ', 'x')],
  ['line ends', of('\n', 'x')],
  ['the word for', of('for ')],
  ['the word and', of(' and')],
  ['commas', of(' ,')],
  ['brackets', of('(')],
  ['digits', of('1', '.')],
  ['entities', of('&amp')],
  ['backslashes', of('\\')],
  ['stars', of('*')],
  ['quotation marks', of('"')],
];
const ordinary = of('a word of ours ');

/**
 * The quickest of three: what else the machine does meanwhile only ever adds.
 * @param enough milliseconds that need not be beaten
 */
async function quickest(work: () => unknown, enough = 0): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let time = 0; time < 3 && best > enough; time += 1) {
    const from = performance.now();
    await work();
    best = Math.min(best, performance.now() - from);
  }
  return best;
}
/** So many times an ordinary text's time, and a little more than the clock's own noise. */
const within = (plainly: number): number => 12 * plainly + 60;

describe('a text of 50 000 letters, whatever they are, takes no longer than an ordinary one', () => {
  const parsers: readonly (readonly [string, (text: string) => unknown])[] = [
    ['clean', (text) => clean(text, 500)],
    ['plain', plain],
    ['unmarked', unmarked],
    ['quoted', (text) => quoted(text, 500)],
    ['pauseIn', (text) => pauseIn(text, '2026-11-23')],
    ['understood', (text) => understood(text, 'en', { today: '2026-11-23', isSkill: () => false })],
    ['bareTopic', (text) => bareTopic(text, 'nl')],
    ['periodIn', (text) => periodIn(text, '2026-11-23')],
    ['rhythmNamed', rhythmNamed],
    ['severalIn', (text) => severalIn(text, { resolve: () => undefined })],
    ['wanted', wanted],
    ['mentionedIn', (text) => mentionedIn(text, () => false)],
  ];
  it.each(parsers)('in %s', async (_, parse) => {
    const usual = await quickest(() => parse(ordinary));
    for (const [what, text] of hostile) {
      // Marks are replaced one by one, which costs more than finding none: it must grow as the text does.
      const tenth = await quickest(() => parse(text.slice(0, length / 10)));
      const most = Math.max(within(usual), 30 * tenth);
      const took = await quickest(() => parse(text), most);
      expect([what, took <= most]).toEqual([what, true]);
    }
  });

  describe('at the doors', () => {
    let house: House;
    beforeAll(async () => {
      house = await openHouse();
      await house.install(cast.alex);
      await house.installTeam(cast.alex, [cast.alex, cast.megan]);
    });
    afterAll(() => house.close());
    const { alex } = cast;

    it.each([
      ['said', (text: string) => house.say(alex, text)],
      ['behind a command', (text: string) => house.say(alex, `thank ${text}`)],
      ['named in a mention', (text: string) => house.mention(alex, text)],
      [
        'filled in on a card',
        (text: string) => house.act(alex, 'skills.add', { list: 'wish', skill: text }),
      ],
      [
        'of a message that is thanked for',
        (text: string) =>
          house.act(
            alex,
            '',
            {},
            {
              name: 'composeExtension/fetchTask',
              value: {
                commandId: 'askForThis',
                messagePayload: { from: { user: { id: alex.id } }, body: { content: text } },
              },
            },
          ),
      ],
      [
        'sent by the tab',
        (text: string) =>
          house.api(alex, 'POST', '/checkin', { op: 'op-long-text', learned: text, skill: text }),
      ],
    ])('%s', async (_, send) => {
      const usual = await quickest(() => send(ordinary));
      for (const [what, text] of hostile) {
        const took = await quickest(() => send(text), within(usual));
        expect([what, took <= within(usual)]).toEqual([what, true]);
      }
    });
  });
});
