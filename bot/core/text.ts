// Control characters, zero-width marks, bidi controls, the byte order mark; and the joiner, where it
// joins neither emoji nor the letters of a script that needs it.
const invisible =
  /[\p{Cc}\u00ad\u061c\u180e\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|(?<![\p{Extended_Pictographic}\p{Emoji_Modifier}\p{M}])\u200d/gu;
const lone = /\p{Surrogate}/gu;

/**
 * What a person typed, fit to keep: NFC, no control or bidi characters, white space collapsed,
 * at most `max` characters as a reader counts them (grapheme clusters).
 */
export function clean(text: string, max = Number.POSITIVE_INFINITY): string {
  const tidy = text
    .normalize('NFC')
    .replace(/[\t\n\r\v\f]/g, ' ')
    .replace(invisible, '')
    .replace(lone, '')
    .replace(/\s+/gu, ' ')
    .trim();
  return count(tidy) <= max ? tidy : cut(tidy, max);
}

/** Characters as a reader counts them. */
export function count(text: string): number {
  let length = 0;
  for (const _ of segments(text)) length += 1;
  return length;
}

/** At most `max` characters, the last an ellipsis when something was cut. */
export function cut(text: string, max: number): string {
  const parts = [...segments(text)];
  return parts.length <= max
    ? text
    : `${parts
        .slice(0, max - 1)
        .join('')
        .trimEnd()}…`;
}

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** Looked at in one go: over a long text the segmenter's time grows with the square of its length. */
const windowSize = 2_000;

function* segments(text: string): Iterable<string> {
  let start = 0;
  while (start < text.length) {
    // Never between the two halves of a surrogate pair: half of one joins nothing.
    const half = /[\ud800-\udbff]/.test(text[start + windowSize - 1] ?? '') ? 1 : 0;
    const window = text.slice(start, start + windowSize + half);
    const last = start + window.length >= text.length;
    let held: string | undefined;
    for (const { segment } of segmenter.segment(window)) {
      if (held !== undefined) {
        yield held;
        start += held.length;
      }
      held = segment;
    }
    // The window's end may cut a character in two: it opens the next window, unless it fills one.
    if (held !== undefined && (last || held.length === window.length)) {
      yield held;
      start += held.length;
    }
  }
}

/** A person's or a team's name as a directory has it: cleaned, and no longer than a name is. */
export const cleanName = (name: string): string => clean(name.slice(0, 1_000), 120);

/** The form in which two spellings of a skill are one: NFKC, trimmed, collapsed, case-folded. */
export function skillKey(name: string): string {
  // Upper then lower folds ß, final sigma and the like, which lower case alone keeps apart.
  return clean(name.normalize('NFKC')).toUpperCase().toLowerCase().normalize('NFKC');
}

/**
 * User text for a card's TextBlock or a chat message: Teams' Markdown subset and mention tags lose
 * their meaning, the text stays readable.
 */
export function plain(text: string): string {
  return text
    .replace(/[\\`*_[\]~#|]/g, '\\$&')
    .replace(/</g, '&lt;')
    .replace(/^([^\S\n\r\u2028\u2029]*)([-+>]|\d+\.)(\s)/gm, '$1\\$2$3');
}

/** Without the punctuation that it ends with. */
export function unended(text: string): string {
  let end = text.length;
  while ('.!?…'.includes(text.charAt(end - 1)) && end > 0) end -= 1;
  return text.slice(0, end);
}

/** Longest text that is looked at, in UTF-16 units: no message and no input of ours is as long. */
export const longestText = 30_000;

/** What came in, every text in it cut to the longest that is looked at. */
export function shortened(value: unknown): unknown {
  if (typeof value === 'string') return value.slice(0, longestText);
  if (Array.isArray(value)) return value.map(shortened);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, shortened(one)]));
}

/** A link in Markdown; a closing bracket in the address would end it. */
export const linked = (label: string, url: string): string =>
  `[${label}](${url.replaceAll('(', '%28').replaceAll(')', '%29')})`;

/** A sentence for a place that shows no Markdown: without emphasis, and `plain` undone. */
export const unmarked = (text: string): string =>
  text.replace(
    /\\([\s\S])|\*+|&lt;/g,
    (mark, kept?: string) => kept ?? (mark === '&lt;' ? '<' : ''),
  );

/** No id of a person in Teams or Entra comes near it, in characters. */
const longestId = 200;

/**
 * Ids of people, as a card's choice of several sends them: joined by commas. What is too long for an
 * id is nobody, and would make the next card larger than Teams takes.
 */
export const idsIn = (joined: string): string[] =>
  joined
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '' && id.length <= longestId);
