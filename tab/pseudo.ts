import type { IntlMessageFormat } from 'intl-messageformat';

type Ast = ReturnType<IntlMessageFormat['getAst']>;

const accents: Readonly<Record<string, string>> = {
  a: 'å',
  c: 'ç',
  e: 'é',
  i: 'ï',
  n: 'ñ',
  o: 'ö',
  s: 'š',
  u: 'ü',
  y: 'ý',
  A: 'Å',
  E: 'É',
  I: 'Î',
  O: 'Ø',
  S: 'Š',
  U: 'Û',
};

/** Words as long as German or Finnish would be: accented, and 40 % longer. */
function longer(text: string): string {
  return text.replace(/\p{L}+/gu, (word) => {
    const accented = [...word].map((letter) => accents[letter] ?? letter).join('');
    return (
      accented +
      [...word]
        .slice(0, Math.round(word.length * 0.4))
        .join('')
        .toLowerCase()
    );
  });
}

/**
 * A message in the language that nobody speaks, in brackets: text without them on a page was never
 * translated, text without the closing one was cut off.
 */
export function pseudo(message: string | Ast): Ast {
  const parts: Ast = typeof message === 'string' ? [{ type: 0, value: message }] : message;
  return [{ type: 0, value: '⟦' }, ...stretched(parts), { type: 0, value: '⟧' }];
}

const stretched = (parts: Ast): Ast =>
  parts.map((part) => {
    if (part.type === 0) return { ...part, value: longer(part.value) };
    if (part.type === 5 || part.type === 6) {
      const options = Object.entries(part.options).map(([name, option]) => [
        name,
        { ...option, value: stretched(option.value) },
      ]);
      return { ...part, options: Object.fromEntries(options) } as typeof part;
    }
    return part;
  });
