import { IntlMessageFormat } from 'intl-messageformat';
import type { Plugin } from 'vite';

const pack = /[/\\]bot[/\\]strings[/\\].*\.json$/;

/** Parses the ICU messages while building: the parser, 10 KB, then stays out of the browser. */
export function parsedWords(): Plugin {
  return {
    name: 'parsed-words',
    apply: 'build',
    enforce: 'pre',
    transform(json, id) {
      if (!pack.test(id)) return null;
      const words = Object.entries(JSON.parse(json) as Record<string, string>);
      const parsed = words.map(([name, text]) => [
        name,
        /[{}']/.test(text)
          ? new IntlMessageFormat(text, 'en', undefined, { ignoreTag: true }).getAst()
          : text,
      ]);
      return { code: JSON.stringify(Object.fromEntries(parsed)), map: null };
    },
  };
}
