import { table } from '#bot/core/table';

/** The pages, in the order of the navigation; the last is for who runs the product. */
export const pages = [
  'profile',
  'for-you',
  'find',
  'badges',
  'learning',
  'team',
  'settings',
  'admin',
] as const;
export type PageName = (typeof pages)[number];

/** Where in the tab somebody is: a page, and the item a link pointed at. */
export interface Place {
  readonly page: PageName;
  readonly item: string | null;
}

export const home: Place = { page: 'profile', item: null };

/** What a page is also called: cards speak of the check-in, which lives in For you, and of asks. */
const aliases: Readonly<Record<string, Place>> = table({
  checkin: { page: 'for-you', item: 'checkin' },
  open: { page: 'for-you', item: null },
  asks: { page: 'find', item: '~asks' },
  lesson: { page: 'find', item: '~asks' },
  privacy: { page: 'settings', item: 'privacy' },
  delivery: { page: 'admin', item: 'delivery' },
  together: { page: 'team', item: null },
  howto: { page: 'team', item: 'howtos' },
});

/** Every name that an address may have after /tab. */
export const pageNames: readonly string[] = [...pages, ...Object.keys(aliases)];

function placeNamed(name: string, item: string | null): Place | null {
  const page = pages.find((known) => known === name);
  if (page !== undefined) return { page, item };
  const alias = aliases[name];
  return alias === undefined ? null : { ...alias, item: item ?? alias.item };
}

/** Reads `/tab/<page>?item=…`, or `#<page>/<item>` where only the fragment can be set. */
export function placeAt(address: Pick<Location, 'pathname' | 'search' | 'hash'>): Place {
  const name = address.pathname.replace(/^\/tab\/?/, '').split('/')[0] ?? '';
  return (
    placeIn(address.hash.slice(1)) ??
    placeNamed(name, new URLSearchParams(address.search).get('item')) ??
    home
  );
}

/** Reads the sub-page of a Teams deep link: `<page>` or `<page>/<encoded item>`. */
export function placeIn(subPage: string): Place | null {
  const [name = '', ...rest] = subPage.replace(/^\//, '').split('/');
  const item = rest.join('/');
  return placeNamed(name, item === '' ? null : decoded(item));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The address of a place; who one is, and the theme and language tried out, travel along. */
export function addressOf(place: Place, search: string): string {
  const query = new URLSearchParams(search);
  query.delete('item');
  if (place.item !== null) query.set('item', place.item);
  const text = query.toString();
  return `/tab/${place.page}${text === '' ? '' : `?${text}`}`;
}

/** What stands in an open item's `page` and `item`; an unknown name leads home. */
export const placeOfCard = (name: string, item: string | undefined): Place =>
  placeNamed(name, item ?? null) ?? home;
