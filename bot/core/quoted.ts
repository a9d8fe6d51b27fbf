import { clean, cut, longestText } from '#bot/core/text';

const entities: ReadonlyMap<string, string> = new Map([
  ['nbsp', ' '],
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['hellip', '…'],
  ['ndash', '–'],
  ['mdash', '—'],
]);

/** Text with each HTML entity as the character it stands for, once. */
export const decoded = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/giu, entity);

/**
 * The text of a Teams message: its HTML without tags, each entity once.
 * @param max characters as a reader counts them; what is longer is cut
 */
export function quoted(html: string, max: number): string {
  const tagless = html
    .slice(0, longestText)
    .replace(/<(?:emoji|img)\b[^<>]*>/giu, (tag) => /\balt="([^"]*)"/iu.exec(tag)?.[1] ?? '')
    .replace(/<(?:br|\/p|\/div|\/li|\/h\d|\/tr|\/td|hr)\b[^<>]*>/giu, ' ')
    .replace(/<\/?[a-z!][^<>]*>/giu, '');
  const text = decoded(tagless);
  // Counting characters as a reader does costs: no more of them than can matter.
  return cut(clean(text.slice(0, max * 12)), max);
}

function entity(whole: string, decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) return entities.get(name.toLowerCase()) ?? whole;
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
}
