import { skillNameMax } from '#bot/core/learning';
import { clean, count, cut } from '#bot/core/text';
import { textMax } from '#bot/features/thanks/wire';

/** What follows *thank*: "Megan and Daan for pivot tables". */
export interface Wanted {
  readonly names: readonly string[];
  /** What for, when it can be a skill's name. */
  readonly skill: string;
}

/** Far more than names and a skill need, in UTF-16 units. */
const longestArgument = 1_000;

/** The names and the skill in what somebody typed, in either language. */
export function wanted(argument: string): Wanted {
  const text = clean(argument.slice(0, longestArgument)).replace(/^(?:you|u)(?:[\s,]+|$)/iu, '');
  const split = /^(?:(.*?)\s+)?(?:for|voor)\s+(.+)$/iu.exec(text);
  const [who = '', what = ''] = split === null ? [text] : split.slice(1);
  const names = who
    .split(/\s*[,;&+]\s*|\s+(?:and|en)\s+/iu)
    .map((name) => name.replace(/^@|[.!?]+$/gu, '').trim())
    .filter((name) => name !== '');
  return { names, skill: count(what) > skillNameMax ? '' : what };
}

const entities: Readonly<Record<string, string>> = {
  nbsp: ' ',
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  hellip: '…',
  ndash: '–',
  mdash: '—',
};

/** Messages are far shorter; what is longer is cut before it is looked at. */
const longestMessage = 30_000;

/** The text of a Teams message: its HTML without tags, each entity once, at most what fits. */
export function quoted(html: string): string {
  const text = html
    .slice(0, longestMessage)
    .replace(/<(?:emoji|img)\b[^<>]*?\balt="([^"<>]*)"[^<>]*>/giu, '$1')
    .replace(/<(?:br|\/p|\/div|\/li|\/h\d|\/tr|\/td|hr)\b[^<>]*>/giu, ' ')
    .replace(/<\/?[a-z!][^<>]*>/giu, '')
    .replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/giu, entity);
  // Counting characters as a reader does costs: no more of them than can matter.
  return cut(clean(text.slice(0, textMax * 12)), textMax);
}

function entity(whole: string, decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) return entities[name.toLowerCase()] ?? whole;
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
}
