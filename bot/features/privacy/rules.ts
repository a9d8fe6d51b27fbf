import { isOldId } from '#bot/core/record-id';

/** Recognises the person who is being erased in what others hold. */
export interface Erased {
  /** Whether a text is an id of the person, or holds one. */
  isIn(text: string): boolean;
  /** The text without the person's ids, and with `colleague` wherever it says the exact name. */
  without(text: string, colleague: string): string;
  /** The text of a row that cannot be parsed, without the person, wherever in it they stand. */
  raw(text: string, colleague: string): string;
  /** Whether the whole text is the person's name: a namesake's own name is not touched. */
  isName(text: string): boolean;
}

/** Where a badge was posted for others to see. */
export interface Post {
  readonly conversation: { readonly id: string; readonly serviceUrl: string };
  readonly activityId: string;
}

type Json = unknown;
type Fields = Readonly<Record<string, Json>>;

/** A row of somebody else, or of nobody in particular, as the sweep sees it. */
export interface HeldRow {
  readonly table: string;
  /** The parts of the partition key and of the row key, decoded. */
  readonly partition: readonly string[];
  readonly key: readonly string[];
  /** The other columns; `data` is parsed JSON. */
  readonly columns: Fields;
}

export type Fate =
  | { readonly kind: 'keep' }
  | { readonly kind: 'delete'; readonly posts: readonly Post[] }
  | { readonly kind: 'change'; readonly columns: Fields; readonly posts: readonly Post[] };

/**
 * The person in clear: the id wherever it stands by itself, other ids (Teams' own) when a text is
 * nothing else, and each exact name as whole words.
 */
export function erasedInClear(
  id: string,
  otherIds: readonly string[],
  names: readonly string[],
): Erased {
  const others = new Set(otherIds.filter((text) => text !== ''));
  const spellings = names
    .filter((name) => name.trim() !== '')
    .flatMap((name) => [name, name.normalize('NFC')]);
  const exact = new Set(spellings);
  // Longest first, so that "Anna Maria Bos" is not left as "a colleague Bos".
  const alternatives = [...exact].sort((a, b) => b.length - a.length).map(quoted);
  const idPattern = new RegExp(`(?<![\\p{L}\\p{N}_-])${quoted(id)}(?![\\p{L}\\p{N}_-])`, 'giu');
  const namePattern =
    alternatives.length === 0
      ? undefined
      : new RegExp(`(?<![\\p{L}\\p{N}_])(?:${alternatives.join('|')})(?![\\p{L}\\p{N}_])`, 'gu');
  const without = (text: string, colleague: string): string => {
    if (others.has(text)) return '';
    const anonymous = text.replace(idPattern, '');
    return namePattern === undefined ? anonymous : anonymous.replace(namePattern, colleague);
  };
  return {
    isIn: (text) => others.has(text) || text.search(idPattern) >= 0,
    without,
    raw(text, colleague) {
      const withoutIds = [...others].reduce((left, other) => left.replaceAll(other, ''), text);
      // As JSON writes them, too: a quotation mark in a name stands there behind a backslash.
      const escaped = [...exact].map((name) => JSON.stringify(name).slice(1, -1));
      return escaped
        .filter((name) => !exact.has(name))
        .reduce((left, name) => left.replaceAll(name, colleague), without(withoutIds, colleague));
    },
    isName: (text) => exact.has(text),
  };
}

/** The person by a keyed hash alone, for a last look when id and name are no longer known. */
export function erasedByHash(hash: string, hashOf: (id: string) => string): Erased {
  // A sentence is no id, and neither is something very long: most texts need no hashing.
  const isId = (text: string): boolean =>
    text.length > 0 && text.length <= 200 && !/\s/.test(text) && hashOf(text) === hash;
  const isIn = (text: string): boolean => isId(text) || text.split('~').some(isId);
  return {
    isIn,
    without: (text) => (isIn(text) ? '' : text),
    raw: (text) => text.replace(/[^\s"\\~,{}[\]]+/gu, (word) => (isId(word) ? '' : word)),
    isName: () => false,
  };
}

const quoted = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** What becomes of a row that the person does not own. Rows that do not name them are kept. */
export function fateOf(row: HeldRow, erased: Erased, colleague: string): Fate {
  const named = [...row.partition, ...row.key].some((part) => erased.isIn(part));
  if (named) return { kind: 'delete', posts: [] };
  if (waitsFor(row, erased)) return { kind: 'delete', posts: [] };
  const [range] = row.key;
  const given = row.table === 'People' && range === 'g';
  const received = row.table === 'People' && range === 'r';
  const data = given || received ? withoutReceiver(row.columns['data'], erased) : undefined;
  if (data === 'nobody left') return { kind: 'delete', posts: postsOf(row.columns) };
  const before: Fields = data === undefined ? row.columns : { ...row.columns, data };
  const ownName = row.key.join('~') === 'a~profile' || range === 'm';
  const columns = mapped(before, (value, name) => {
    if (name !== 'data') return scrubbed(value, erased, colleague);
    // Parsed JSON of ours is never a bare text: this is a row that cannot be parsed.
    if (typeof value === 'string') return erased.raw(value, colleague);
    const inside = received ? withoutWords(value, erased) : value;
    return scrubbedData(inside, erased, colleague, ownName);
  });
  if (JSON.stringify(columns) === JSON.stringify(row.columns)) return { kind: 'keep' };
  // An answer that still waits to be said: a card with holes in it would not be.
  if (row.table === 'People' && range === 'e' && row.key[1] === 'reply') {
    return { kind: 'delete', posts: [] };
  }
  return { kind: 'change', columns, posts: data === undefined ? [] : postsOf(row.columns) };
}

/** What waits for somebody because of the person: there is nobody to wait for any more. */
function waitsFor({ table, key, columns }: HeldRow, erased: Erased): boolean {
  if (table !== 'People' || key[0] !== 'c' || !isFields(columns['data'])) return false;
  const { data } = columns['data'];
  return isFields(data) && [data['asker'], data['with']].some((one) => isPerson(one, erased));
}

/**
 * Of somebody's own row, what their export holds. Whom a search for help asked, and who asked before
 * both said yes, is others' (rule 2); so is who of those they thanked is not here.
 */
export function ownPart({ table, key, columns }: HeldRow): Fields {
  const { data } = columns;
  if (table !== 'People') return columns;
  if (typeof data === 'string' && ['c', 'g', 'q'].includes(key[0] ?? '')) {
    // It cannot be parsed: whoever is named in it by an id is left out.
    return { ...columns, data: data.replace(objectId, '') };
  }
  if (!isFields(data)) return columns;
  if (key[0] === 'g' && Array.isArray(data['to'])) {
    return { ...columns, data: { ...data, to: data['to'].map(receiverShown) } };
  }
  if (key[0] === 'q') {
    const { behind: _, ...ask } = data;
    return { ...columns, data: ask };
  }
  if (key[0] !== 'c' || !isFields(data['data'])) return columns;
  const { asker: _, ...shown } = data['data'];
  return { ...columns, data: { ...data, data: shown } };
}

const objectId = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/giu;
/**
 * A receiver as the giver's export has them: what nobody told a name of has no id either, or it would
 * show who erased their data; and whether somebody uses the app is theirs to tell.
 */
function receiverShown(receiver: Json): Json {
  if (!isFields(receiver)) return receiver;
  const { here: _, ...shown } = receiver;
  return shown['name'] === '' ? { ...shown, id: '' } : shown;
}

/**
 * Timing rows of a search for help: their instants tell who is asked next and when a no came, which
 * are others' (rule 2). The export leaves them out.
 */
export const isOfSearch = ({ table, key }: HeldRow): boolean => table === 'Due' && key[1] === 'ask';

/** The names under which a row knows the person: what free text may hold too. */
export function namesIn(value: Json, erased: Erased): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => namesIn(item, erased));
  if (!isFields(value)) return [];
  const { id, name } = value;
  const own = typeof id === 'string' && erased.isIn(id) && typeof name === 'string' ? [name] : [];
  return [...own, ...Object.values(value).flatMap((inside) => namesIn(inside, erased))];
}

/** Messages that a badge was posted as, wherever the row keeps them. */
export function postsOf(value: Json): Post[] {
  if (Array.isArray(value)) return value.flatMap(postsOf);
  if (!isFields(value)) return [];
  const { activityId, conversation } = value;
  const here =
    typeof activityId === 'string' && activityId !== '' && isConversation(conversation)
      ? [{ conversation, activityId }]
      : [];
  return [...here, ...Object.values(value).flatMap(postsOf)];
}

/** Of a badge that its giver took back: which it is and who received it. */
export function takenBack({ key, columns }: HeldRow): { badge: string; to: string[] } | undefined {
  const { data } = columns;
  if (!isFields(data) || data['state'] !== 'withdrawn' || !Array.isArray(data['to'])) return;
  const to = data['to'].flatMap((one) =>
    isFields(one) && typeof one['id'] === 'string' && one['id'] !== '' ? [one['id']] : [],
  );
  return { badge: key.slice(1).join('~'), to };
}

/**
 * The messages in somebody's own chat that show a badge they received, of which something goes.
 * @param rows everything in their partition
 * @param changed keys of rows of it that change
 */
export function receivedCards(
  rows: readonly HeldRow[],
  changed: readonly string[],
): (Post & { readonly received: { readonly by: string; readonly badge: string } })[] {
  const dataOf = ({ columns }: HeldRow): Fields => {
    const { data } = columns;
    return isFields(data) ? data : {};
  };
  const profile = rows.find(({ key }) => key.join('~') === 'a~profile');
  const conversation = profile && dataOf(profile)['conversation'];
  if (!isConversation(conversation)) return [];
  const badges = changed.flatMap((rowKey) => /^r~(.+)$/.exec(rowKey)?.[1] ?? []);
  return rows
    .filter(({ key }) => key[0] === 'd')
    .flatMap((row) => {
      const { activityId, items } = dataOf(row);
      // Only the first item of a message is on its card, and its id ends with that of its badge.
      const first = Array.isArray(items) ? String(items[0]) : '';
      const badge = badges.find((id) => first.endsWith(id));
      if (typeof activityId !== 'string' || badge === undefined) return [];
      return [{ conversation, activityId, received: { by: row.partition[1] ?? '', badge } }];
    });
}

const isConversation = (value: Json): value is Post['conversation'] =>
  isFields(value) && typeof value['id'] === 'string' && typeof value['serviceUrl'] === 'string';

/** Of a badge: the others who received it. */
function withoutReceiver(data: Json, erased: Erased): Json | 'nobody left' | undefined {
  if (!isFields(data) || !Array.isArray(data['to'])) return undefined;
  const to = data['to'].filter((receiver) => !isPerson(receiver, erased));
  if (to.length === data['to'].length) return undefined;
  return to.length === 0 ? 'nobody left' : { ...data, to };
}

/** Of a badge somebody received: the giver's words go, what it was for stays. */
function withoutWords(data: Json, erased: Erased): Json {
  return isFields(data) && isPerson(data['from'], erased) ? { ...data, text: '' } : data;
}

const isPerson = (value: Json, erased: Erased): boolean =>
  typeof value === 'string'
    ? erased.isIn(value)
    : isFields(value) && typeof value['id'] === 'string' && erased.isIn(value['id']);

function scrubbedData(data: Json, erased: Erased, colleague: string, ownName: boolean): Json {
  const done = scrubbed(data, erased, colleague);
  if (!ownName || !isFields(data) || !isFields(done)) return done;
  const { name } = data;
  return typeof name === 'string' && erased.isName(name) ? { ...done, name } : done;
}

/**
 * Somebody's row whose id was made of another person's, and is not keyed: help that they gave to who
 * asked, and a badge whose giver erased their data.
 */
export function hasOldId({ table, key: [range, id = ''], columns: { data } }: HeldRow): boolean {
  if (table !== 'People' || !isOldId(id) || !isFields(data)) return false;
  if (range === 'k') return data['kind'] === 'gave';
  return range === 'r' && isFields(data['from']) && data['from']['id'] === '';
}

/** Any JSON without the person: ids go, names become "a colleague", the shape stays. */
function scrubbed(value: Json, erased: Erased, colleague: string): Json {
  if (typeof value === 'string') return erased.without(value, colleague);
  if (Array.isArray(value)) {
    return value
      .filter((item) => !(typeof item === 'string' && isOnlyId(item, erased)))
      .map((item) => scrubbed(item, erased, colleague));
  }
  return isFields(value) ? scrubbedFields(value, erased, colleague) : value;
}

const isOnlyId = (text: string, erased: Erased): boolean =>
  erased.isIn(text) && erased.without(text, 'x') === '';

function scrubbedFields(fields: Fields, erased: Erased, colleague: string): Fields {
  const { id } = fields;
  const me = typeof id === 'string' && erased.isIn(id);
  const somebodyElse = typeof id === 'string' && id !== '' && !me;
  return mapped(
    fields,
    (value, name) => {
      if (typeof value !== 'string') return scrubbed(value, erased, colleague);
      if (name === 'name' && me) return colleague;
      if (name === 'name' && somebodyElse && erased.isName(value)) return value;
      // A flat pair such as {from: id, fromName: "…"}.
      const whose = name.endsWith('Name') ? fields[name.slice(0, -'Name'.length)] : undefined;
      if (typeof whose === 'string' && erased.isIn(whose)) return colleague;
      return erased.without(value, colleague);
    },
    (name) => !erased.isIn(name),
  );
}

const mapped = (
  fields: Fields,
  change: (value: Json, name: string) => Json,
  stays: (name: string) => boolean = () => true,
): Fields =>
  Object.fromEntries(
    Object.entries(fields)
      .filter(([name]) => stays(name))
      .map(([name, value]) => [name, change(value, name)]),
  );

export const isFields = (value: Json): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every id of a person-shaped thing in a badge: its giver, its receivers. */
export function personIdsIn(badge: Json): string[] {
  if (!isFields(badge)) return [];
  const to = Array.isArray(badge['to']) ? badge['to'] : [];
  return [badge['from'], ...to].flatMap((person) => {
    if (typeof person === 'string') return person === '' ? [] : [person];
    const id = isFields(person) ? person['id'] : undefined;
    return typeof id === 'string' && id !== '' ? [id] : [];
  });
}

/**
 * Of a badge in somebody else's partition, what is about the person too: when, what for, which
 * words. What its owner decided about it (hidden, offers) and who else received it stays theirs.
 */
export function badgeAbout(
  badge: Json,
  side: 'given' | 'received',
  me: Erased,
): Fields | undefined {
  if (!isFields(badge)) return undefined;
  const shown = ['at', 'badge', 'skill', 'skillName', 'text', 'visibility', 'state'];
  const to = Array.isArray(badge['to']) ? badge['to'].filter((one) => isPerson(one, me)) : [];
  // Of a badge that several received, the others' rows are theirs.
  if (side === 'given' ? to.length === 0 : !isPerson(badge['from'], me)) return undefined;
  return {
    ...Object.fromEntries(Object.entries(badge).filter(([name]) => shown.includes(name))),
    ...(isPerson(badge['from'], me) ? { from: badge['from'] } : {}),
    ...(to.length > 0 ? { to } : {}),
  };
}
