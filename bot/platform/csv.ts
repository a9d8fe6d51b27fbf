import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';

/** `why` ends a sentence that begins with the name of the file. */
type Decoded =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly why: string };

/**
 * The text of a file that a spreadsheet wrote: UTF-8, UTF-16, or Windows-1252 as Excel's plain CSV
 * is in Western Europe. Anything else would come out with other letters, so it is refused.
 */
export function decodeText(bytes: Buffer): Decoded {
  const encoding = encodingOf(bytes);
  if (encoding === 'UTF-32') return refused('is in UTF-32');
  // Node's own decoder takes Windows-1252 for Latin-1 in some releases of 20, 22 and 24.
  const text = iconv.decode(bytes, encoding);
  if (encoding !== 'windows-1252') {
    return text.includes('\0') ? refused('is no text') : { ok: true, text };
  }
  const odd = foreign.exec(text)?.[0];
  if (odd === undefined) return { ok: true, text };
  const line = text.slice(0, foreign.exec(text)?.index).split('\n').length;
  return refused(`is in neither UTF-8, UTF-16 nor Windows-1252 (line ${line} would have “${odd}”)`);
}

const refused = (what: string): Decoded => ({
  ok: false,
  why: `${what}: save it once more as “CSV UTF-8”.`,
});

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' | 'UTF-32';

/** By the mark at its beginning; without one by the zeros that UTF-16 puts beside plain letters. */
function encodingOf(bytes: Buffer): Encoding {
  const head = bytes.subarray(0, 4).toString('hex');
  if (/^(fffe0000|0000feff|..000000|000000..)$/.test(head)) return 'UTF-32';
  if (/^(fffe|(?!00)..00)/.test(head)) return 'utf-16le';
  if (/^(feff|00(?!00)..)/.test(head)) return 'utf-16be';
  return isUtf8(bytes) ? 'utf-8' : 'windows-1252';
}

/**
 * What West European text does not have, while text of another code page read as Windows-1252 does:
 * characters that it leaves free or hardly uses, signs within a word, a capital after a small letter,
 * three letters with accents in a row.
 */
const foreign =
  /[\0\u0080-\u009f\ufffdŠŽŸšžƒ‚„†‡ˆ‰‹›˜¤¦¨¬¯¶¸¹ªºÐðÞþ]|\p{L}[“”‘…•™£§°±²³«»×÷¡¿¢¥©®´¼½¾]\p{L}|\p{Ll}[À-ÞŒ]|[À-ÿŒœ]{3}/u;

/** Letters that were broken before the file was written; `Ã©` is an é in UTF-8, read as Windows-1252. */
export const hasBrokenLetters = (text: string): boolean =>
  /[\0\u0080-\u009f\ufffd\p{Surrogate}]|[ÃÂ][\u0080-\u00bf]|â€/u.test(text);

const separators = new Map([
  [',', 'commas'],
  [';', 'semicolons'],
  ['\t', 'tabs'],
  ['|', 'bars'],
]);

/** What stands between the columns, and the line of their names. */
interface Layout {
  readonly separator: string;
  /** For a sentence: “commas”. */
  readonly named: string;
  readonly headerLine: number;
}

/** By Excel's own first line, `sep=;`; without one by what is most frequent between the names. */
export function layoutOf(text: string): Layout {
  const said = /^"?sep=([^\r\n"])/i.exec(text)?.[1];
  const names = /^[^\r\n]*/.exec(text)?.[0].replace(/"[^"]*"/g, '') ?? '';
  const times = (separator: string): number => names.split(separator).length;
  const [most = ','] = [...separators.keys()].sort((a, b) => times(b) - times(a));
  const separator = said ?? most;
  const named = separators.get(separator) ?? `“${separator}”`;
  return { separator, named, headerLine: said === undefined ? 1 : 2 };
}
