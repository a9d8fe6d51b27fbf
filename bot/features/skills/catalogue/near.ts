import { aligner } from '#bot/core/distance';
import type { Catalogue, Suggestion } from '#bot/features/skills/catalogue/catalogue';
import { fold } from '#bot/features/skills/catalogue/fold';
import type { Lang } from '#bot/strings/index';

/** A word of so many letters may hold a slip though a colleague used it before; so may no shorter. */
const longWord = 6;
/** A shorter word is another word, not a slip: SAS is never SAP. */
const shortest = 4;
/** Beyond the first, one letter of so many may differ. */
const lettersASlip = 5;
const looked = 8;

/**
 * The skill that somebody may have meant by a name that no list has: it differs by a slip, in number
 * (one pivot table, several), or in the order of its words. A name that only begins alike is
 * something else.
 */
export function nearTwin(
  catalogue: Pick<Catalogue, 'resolve' | 'search' | 'entry'>,
  name: string,
  lang: Lang,
): Suggestion | undefined {
  const known = catalogue.resolve(name);
  const typed = fold(name);
  // What colleagues typed may itself be a slip, and is no list.
  const isListed = known !== undefined && catalogue.entry(known)?.source !== 'own';
  if (isListed || (known !== undefined && typed.length < longWord)) return undefined;
  const isWord = (word: string): boolean => catalogue.resolve(word) !== undefined;
  return catalogue
    .search(name, lang, looked)
    .find(
      ({ id, met, source }) =>
        id !== known &&
        (known === undefined || source !== 'own') &&
        alike(typed, fold(met), isWord),
    );
}

const align = aligner();
const codes = (text: string) => Uint16Array.from(text, (letter) => letter.charCodeAt(0));

function edits(one: string, other: string, most: number): number {
  const found = { prefix: 0, full: 0 };
  align(codes(one), 0, one.length, codes(other), 0, other.length, most, found);
  return found.full;
}

const endings = ['s', 'es', 'en', 'n', 'e', 'er'];

/** One and several of the same thing, in English or Dutch: table and tables, tabel and tabellen. */
function sameNumber(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  if (short.length < shortest) return false;
  const last = short.slice(-1);
  return (
    endings.some((ending) => long === short + ending) ||
    long === `${short}${last}en` ||
    (last === 'y' && long === `${short.slice(0, -1)}ies`)
  );
}

function alike(typed: string, met: string, isWord: (word: string) => boolean): boolean {
  const inOrder = (text: string) => text.split(' ').sort().join(' ');
  if (inOrder(typed) === inOrder(met) || sameNumber(typed, met)) return true;
  const words = typed.split(' ');
  const others = met.split(' ');
  if (words.length !== others.length) {
    // A space more or less is a slip like any other, in a name that is long enough.
    return typed.length >= longWord && edits(typed, met, 1) <= 1;
  }
  let slips = 0;
  for (const [place, word] of words.entries()) {
    const other = others[place] as string;
    if (word === other || sameNumber(word, other)) continue;
    if (word.length < shortest || (word.length < longWord && isWord(word))) return false;
    slips += edits(word, other, 2);
  }
  return slips <= Math.max(1, Math.floor(Math.min(typed.length, met.length) / lettersASlip));
}
