/** Letters that no decomposition takes apart, and the sigma that ends a word. */
const whole: Readonly<Record<string, string>> = {
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ς: 'σ',
};
const wholes = /[æœøłđðþς]/g;

const plainAscii = /^[\x20-\x7e]*$/;
// Letters, digits and what tells one language from another: C, C++ and C#.
const notAscii = /[^a-z0-9+#]+/g;
const notAny = /[^\p{L}\p{M}\p{N}+#]+/gu;

/**
 * The form in which what is typed and what is listed are compared: lower case, Latin letters
 * without their accents, words apart by one space, no punctuation but `+` and `#`.
 */
export function fold(text: string): string {
  if (plainAscii.test(text)) return text.toLowerCase().replace(notAscii, ' ').trim();
  // Upper then lower folds ß and the like, which lower case alone keeps apart.
  return text
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(wholes, (letter) => whole[letter] ?? letter)
    .replace(notAny, ' ')
    .trim();
}

/**
 * The form in which two names are the same skill: folded, without spaces, so that *e-mail* and
 * *email*, *Power BI* and *PowerBI* are one. A leading dot counts: .NET is not a net.
 */
export const sameness = (name: string): string =>
  (/^\s*\.\p{L}/u.test(name) ? '.' : '') + fold(name).replaceAll(' ', '');
