import { IntlMessageFormat } from 'intl-messageformat';
import type { Plugin } from 'vite';
import { pseudo } from './pseudo.ts';

const pack = /[/\\]bot[/\\]strings[/\\].*\.json$/;

/**
 * Parses the ICU messages while building: the parser, 10 KB, then stays out of the browser. With
 * `--mode pseudo` every message is in the pseudo-language, for the test of clipped and untranslated
 * words.
 */
export function parsedWords(): Plugin {
  let stretch = false;
  return {
    name: 'parsed-words',
    apply: 'build',
    enforce: 'pre',
    configResolved({ mode }) {
      stretch = mode === 'pseudo';
    },
    transform(json, id) {
      if (!pack.test(id)) return null;
      const words = Object.entries(JSON.parse(json) as Record<string, string>);
      const parsed = words.map(([name, text]) => {
        const message = /[{}']/.test(text)
          ? new IntlMessageFormat(text, 'en', undefined, { ignoreTag: true }).getAst()
          : text;
        return [name, stretch ? pseudo(message) : message];
      });
      return { code: JSON.stringify(Object.fromEntries(parsed)), map: null };
    },
  };
}
