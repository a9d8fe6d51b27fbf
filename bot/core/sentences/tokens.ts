import { aligner, type Distance } from '#bot/core/distance';
import { folded } from '#bot/core/names';
import type { Token } from '#bot/core/sentences/grammar';

/** Words of a sentence that are looked at; who writes more is telling, not asking. */
export const wordsMax = 50;

const smile = /(?:^|\s)[:;=8]-?[dpo)(/\\|](?=\s|$)/giu;
const spaced = /\S+/gu;
// What may stand around a word; a plus or a hash is part of it, as is the dot of .NET.
const before = /^[^\p{L}\p{N}.,]+/u;
const behind = /[^\p{L}\p{N}+#]/u;

/** A word as it is compared: no accents, no apostrophes, lower case. */
export const compared = (text: string): string =>
  folded(text.replace(/['’‘`´]/gu, '')).replaceAll(' ', '-');

/**
 * The words of a text, with commas and dashes as words of their own.
 * @param known words of the grammar, for what is written with a dash: *SAP-experts*
 */
export function tokensOf(text: string, known: (word: string) => boolean): Token[] {
  const tokens: Token[] = [];
  const add = (typed: string, from: number): void => {
    const word = compared(typed);
    if (word !== '') tokens.push({ word, from, to: from + typed.length });
  };
  const plain = text.replace(smile, (found) => ' '.repeat(found.length));
  for (const { 0: whole, index } of plain.matchAll(spaced)) {
    if (tokens.length > wordsMax) break;
    const opened = whole.replace(before, '');
    const start = index + whole.length - opened.length;
    const letters = [...opened];
    let comma = -1;
    while (behind.test(letters.at(-1) ?? 'a')) if (letters.pop() === ',') comma = letters.length;
    const bare = letters.join('');
    const dash = bare.lastIndexOf('-');
    if (/^[-–—]+$/u.test(whole)) tokens.push({ word: '-', from: index, to: index + whole.length });
    else if (dash > 0 && known(compared(bare.slice(dash + 1)))) {
      add(bare.slice(0, dash), start);
      add(bare.slice(dash + 1), start + dash + 1);
    } else if (bare.includes(',') && !/\d,\d/.test(bare)) {
      let from = start;
      for (const one of bare.split(',')) {
        if (from > start) tokens.push({ word: ',', from: from - 1, to: from });
        add(one, from);
        from += one.length + 1;
      }
    } else add(bare, start);
    if (comma >= 0)
      tokens.push({ word: ',', from: start + bare.length, to: start + bare.length + 1 });
  }
  return tokens;
}

/** Shorter words are too easily other words. */
const slipFrom = 5;
const align = aligner();
const units = (text: string): Uint16Array => Uint16Array.from(text, (one) => one.charCodeAt(0));

/**
 * Whether one word becomes the other by one slip: a letter more, fewer or other, or two swapped.
 */
function isSlip(one: string, other: string): boolean {
  if (one === other || Math.abs(one.length - other.length) > 1) return false;
  const found: Distance = { prefix: 0, full: 0 };
  align(units(one), 0, one.length, units(other), 0, other.length, 1, found);
  return found.full <= 1;
}

/** The word of the grammar that was mistyped, if it is one. */
export function meantWord(
  { word }: Token,
  words: ReadonlySet<string>,
  exact: ReadonlySet<string>,
): string | undefined {
  if (word.length < slipFrom || words.has(word) || exact.has(word)) return undefined;
  for (const other of words) {
    if (other.length >= slipFrom && other[0] === word[0] && isSlip(word, other)) return other;
  }
  return undefined;
}
