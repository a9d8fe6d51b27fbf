import { together } from '#bot/app';
import { commandTable, matchCommand } from '#bot/doors/dispatch';
import { meantBy } from '#bot/doors/meant';
import type { Command } from '#bot/ports';
import { messages } from '#bot/strings/index';

const command = (words: string, argument: Command['argument']): Command => ({
  words: words as Command['words'],
  argument,
  where: 'personal',
  run: async () => ({ kind: 'nothing' }),
});

describe('which command a message is', () => {
  const table = commandTable([
    command('people.command.pause', 'optional'),
    command('people.command.resume', 'none'),
    command('people.command.less', 'none'),
    command('people.command.language', 'optional'),
    command('people.command.help', 'none'),
  ]);
  const match = (text: string) => {
    const found = matchCommand(table, text);
    return found && [found.command.words.replace('people.command.', ''), found.argument];
  };

  it.each([
    ['pause', ['pause', '']],
    ['PAUSE  2   Weeks!', ['pause', '2 Weeks']],
    ['pauze tot 5 januari.', ['pause', 'tot 5 januari']],
    ['  Less often…', ['less', '']],
    ['minder vaak?', ['less', '']],
    ['taal nl', ['language', 'nl']],
    ['?', ['help', '']],
  ])('reads "%s" as %j', (text, found) => {
    expect(match(text)).toEqual(found);
  });

  it.each(['resume now', 'paused', 'help me', 'less', '', '...', 'languagenl'])(
    'does not find a command inside "%s"',
    (text) => {
      expect(match(text)).toBeUndefined();
    },
  );
});

describe('which command somebody may have meant', () => {
  const table = commandTable([
    command('skills.command.share', 'optional'),
    command('people.command.less', 'none'),
    command('people.command.hello', 'none'),
    command('help.command.ask', 'required'),
    command('thanks.command.thank', 'required'),
    command('thinkalong.command.think', 'optional'),
  ]);

  it.each([
    ['thnik along on prices', 'think along on prices', 'en'],
    ['think alnog on prices', 'think along on prices', 'en'],
    ['thnak Megan', 'thank Megan', 'en'],
    ['medenken over het rooster', 'meedenken over het rooster', 'nl'],
    ['shrae Excel', 'share Excel', 'en'],
    ['aks  SQL Joins?', 'ask SQL Joins', 'en'],
    ['vrag SQL', 'vraag SQL', 'nl'],
    ['les often', 'less often', 'en'],
    ['mindr vaak!', 'minder vaak', 'nl'],
  ] as const)('takes “%s” for “%s”', (typed, meant, lang) => {
    expect(meantBy(table, typed, lang)).toBe(meant);
  });

  it('suggests nothing in a language that somebody does not read', () => {
    expect(meantBy(table, 'vrag SQL', 'en')).toBeUndefined();
  });

  it.each(['', '…', 'ok', 'what is this', 'hallo daar', 'shipment Excel', 'x'.repeat(40_000)])(
    'leaves “%s” alone',
    (typed) => {
      expect(meantBy(table, typed, 'en')).toBeUndefined();
    },
  );

  it('is never another one than was mistyped, of what is started together', () => {
    // What nothing follows: `start` is *count me in*, `together` is a page.
    const alone = new Set(['people.command.in', 'practice.command.together']);
    const all = commandTable(
      Object.entries(messages.en).flatMap(([feature, words]) =>
        Object.keys(words)
          .filter((name) => name.startsWith('command.'))
          .map((name) => `${feature}.${name}`)
          .map((name) => command(name, alone.has(name) ? 'none' : 'optional')),
      ),
    );
    const started = new Set(together.flatMap(({ starts }) => starts.map(({ words }) => words)));
    const eaten: string[] = [];
    for (const [words, { words: of }, lang] of all) {
      if (!started.has(of) || words.length < 5) continue;
      for (let at = 0; at + 1 < words.length; at += 1) {
        const typed = `${words.slice(0, at)}${words[at + 1]}${words[at]}${words.slice(at + 2)}`;
        // It begins with another command's words, as they are: no slip is looked for.
        if (matchCommand(all, `${typed} on x`) !== undefined) continue;
        const meant = /\s/.test(words.slice(at, at + 2))
          ? words
          : meantBy(all, `${typed} on x`, lang);
        const found = matchCommand(all, meant ?? '')?.command.words;
        if (found !== of) eaten.push(`${typed}: ${meant}`);
      }
    }
    expect(eaten).toEqual([]);
  });
});
