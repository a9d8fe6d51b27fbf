import { meant } from '#bot/core/names';
import type { Turn } from '#bot/ports';
import type { Tools } from '#bot/practice/tools';
import { colleaguesOf } from '#bot/records/colleagues';
import { languages, wordsIn } from '#bot/strings/index';

// What follows the words of a command: with whom, and about what.

/** The first word of a text is one of a list, in any language. */
const begins = (text: string, list: 'practice.about' | 'practice.with'): boolean => {
  const [first = ''] = text.toLowerCase().split(' ');
  return languages.some((lang) => wordsIn(lang)(list).split('|').includes(first));
};

/** *with Priya and Daan on presenting*: who is named, and what is left. */
export function withNames(typed: string): {
  readonly names: readonly string[];
  readonly about: string;
} {
  if (!begins(typed, 'practice.with')) return { names: [], about: typed };
  const [, ...words] = typed.split(' ');
  const at = words.findIndex((word) => begins(word, 'practice.about'));
  const to = at === -1 ? words.length : at;
  const names = words
    .slice(0, to)
    .join(' ')
    .split(/[,&]|(?<= )(?:and|en)(?= )/u);
  return {
    names: names.map((name) => name.trim().replace(/^@/u, '')).filter((name) => name !== ''),
    about: words.slice(to).join(' '),
  };
}

/** Colleagues by the names they are called; whom it does not know, or of whom there are several, are chosen. */
export async function called({ deps }: Tools, turn: Turn, names: readonly string[]) {
  if (names.length === 0) return { people: [], unknown: [] };
  const colleagues = await colleaguesOf(deps, turn.ctx, turn.person);
  const found = names.map((name) => meant(name, colleagues));
  return {
    people: found.flatMap(([one, ...more]) => (one && more.length === 0 ? [one.id] : [])),
    unknown: names.filter((_, index) => found[index]?.length !== 1),
  };
}

/** Without the *on* or *over* that leads to it. */
export function withoutAbout(typed: string): string {
  const [, ...rest] = typed.split(' ');
  return begins(typed, 'practice.about') && rest.length > 0 ? rest.join(' ') : typed;
}
