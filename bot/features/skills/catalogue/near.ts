import { aligner } from '#bot/core/distance';
import type { Catalogue, Suggestion } from '#bot/features/skills/catalogue/catalogue';
import { fold } from '#bot/features/skills/catalogue/fold';
import type { Lang } from '#bot/strings/index';

/** Of so many letters one may differ. */
const lettersASlip = 5;

/**
 * The skill that somebody may have meant by a name that no list has: it differs by a slip or two,
 * or in the order of its words. A name that only begins alike is something else.
 */
export function nearTwin(
  catalogue: Pick<Catalogue, 'resolve' | 'search'>,
  name: string,
  lang: Lang,
): Suggestion | undefined {
  if (catalogue.resolve(name) !== undefined) return undefined;
  return catalogue.search(name, lang, 5).find(({ met }) => alike(fold(name), fold(met)));
}

const align = aligner();
const codes = (text: string) => Uint16Array.from(text, (letter) => letter.charCodeAt(0));

function alike(one: string, other: string): boolean {
  const inOrder = (text: string) => text.split(' ').sort().join(' ');
  if (inOrder(one) === inOrder(other)) return true;
  const most = Math.floor(Math.min(one.length, other.length) / lettersASlip);
  const found = { prefix: 0, full: 0 };
  align(codes(one), 0, one.length, codes(other), 0, other.length, most, found);
  return found.full <= most;
}
