import { editsBetween } from '#bot/core/distance';
import { unended } from '#bot/core/text';
import type { CommandTable } from '#bot/doors/dispatch';
import type { Lang } from '#bot/strings/index';

/** Slips that a word of this length may hold. */
const slips = ({ length }: string): number => (length < 3 ? 0 : length < 6 ? 1 : 2);

/**
 * What somebody may have meant who mistyped a command of their language: its words, with what
 * followed them; undefined when nothing is near enough.
 */
export function meantBy(table: CommandTable, message: string, lang: Lang): string | undefined {
  const parts = unended(message).trim().split(/\s+/u);
  let best: { readonly words: string; readonly rest: string; readonly share: number } | undefined;
  for (const [words, { argument }, language] of table) {
    if (language !== lang) continue;
    const size = words.split(' ').length;
    const rest = parts.slice(size).join(' ');
    if (argument === 'none' && rest !== '') continue;
    const most = slips(words);
    const typed = parts.slice(0, size).join(' ');
    // Too long or too short to be it, however it is spelled: not looked at letter by letter.
    if (Math.abs(typed.length - words.length) > most) continue;
    const edits = editsBetween(typed.toLowerCase(), words, most);
    // Slips in proportion to what was typed: two in "think alnog" are fewer than one in "think" for
    // "thank". The table begins with the longest: of two as near, the one that says more stands.
    const share = edits / words.length;
    if (edits <= most && share < (best?.share ?? Number.POSITIVE_INFINITY)) {
      best = { words, rest, share };
    }
  }
  return best && `${best.words} ${best.rest}`.trim();
}
