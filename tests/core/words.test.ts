import { readdirSync } from 'node:fs';
import { IntlMessageFormat } from 'intl-messageformat';
import { messages } from '#bot/strings/index';

type Node = {
  readonly type: number;
  readonly value: string;
  readonly options?: Record<string, { value: Node[] }>;
};

/** Names of the values a message needs, wherever they stand in it. */
function placeholders(text: string): string[] {
  const names = new Set<string>();
  const walk = (nodes: readonly Node[]): void => {
    for (const node of nodes) {
      if (node.type > 0 && node.type < 7) names.add(node.value);
      for (const option of Object.values(node.options ?? {})) walk(option.value);
    }
  };
  walk(new IntlMessageFormat(text, 'en', undefined, { ignoreTag: true }).getAst() as Node[]);
  return [...names].sort();
}

const flat = (language: keyof typeof messages): Map<string, string> =>
  new Map(
    Object.entries(messages[language]).flatMap(([feature, words]) =>
      Object.entries(words).map(([name, text]) => [`${feature}.${name}`, text] as const),
    ),
  );

describe('the words', () => {
  const en = flat('en');
  const nl = flat('nl');

  it('exist in both languages', () => {
    expect([...nl.keys()].sort()).toEqual([...en.keys()].sort());
    expect(en.size).toBeGreaterThan(100);
  });

  it('ask for the same values in both languages', () => {
    for (const [key, text] of en) {
      // Words of commands are lists, not messages.
      if (key.includes('.command.')) continue;
      expect([key, placeholders(nl.get(key) ?? '')]).toEqual([key, placeholders(text)]);
    }
  });

  it('are never empty and never the same long sentence in both languages', () => {
    for (const [key, text] of en) {
      expect([key, text.trim()]).not.toEqual([key, '']);
      if (text.length > 40) expect([key, nl.get(key)]).not.toEqual([key, text]);
    }
  });

  it('are all in use as files: a language is one folder', () => {
    const files = (language: string) => readdirSync(`bot/strings/${language}`).sort();
    expect(files('nl')).toEqual(files('en'));
  });
});
