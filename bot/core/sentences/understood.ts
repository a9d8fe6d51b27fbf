import { type Grammar, grammar, type Match, type Token } from '#bot/core/sentences/grammar';
import { compared, meantWord, tokensOf, wordsMax } from '#bot/core/sentences/tokens';
import { isDateWord, type Period, periodIn } from '#bot/core/sentences/when';
import { addDays, type Day } from '#bot/core/time';
import { type Lang, languages } from '#bot/strings/index';
import { sentences } from '#bot/strings/sentences';

/** What somebody wants who wrote a sentence of their own. */
export interface Intent {
  /** `ask`, `share`, `away` …: whoever deals with it goes by this name. */
  readonly kind: string;
  /** Which of several, where a kind has them: the language to speak, a greeting or thanks. */
  readonly which: string;
  /** The skill or skills, as typed. */
  readonly topic: string;
  /** Colleagues, as typed: "Megan and Daan". */
  readonly names: string;
  /** What somebody is thanked for. */
  readonly reason: string;
  readonly period: Period | undefined;
  /** The whole message. */
  readonly text: string;
}

/** What is known of the world outside the sentence. */
export interface Circumstances {
  readonly today: Day;
  /** Whether a list knows a skill of this name. */
  readonly isSkill: (name: string) => boolean;
}

/** Most words of a skill in a sentence: more are an account of something. */
const topicMax = 8;
const namesMax = 8;
/** Between quotation marks so many words are somebody else's, and fewer a name. */
const quotedFrom = 3;
const quotation = /["“”„«»]/u;
/** Longer than any sentence that asks for something, in UTF-16 units. */
const longest = 500;
const sentenceEnd = /[.!?;\n…](?=\s|$)/u;

interface Language {
  readonly intents: readonly { readonly name: string; readonly read: Grammar }[];
  readonly bare: Grammar;
  readonly words: ReadonlySet<string>;
  readonly exact: ReadonlySet<string>;
  readonly weak: ReadonlySet<string>;
  readonly never: ReadonlySet<string>;
  readonly pronouns: ReadonlySet<string>;
  /** Stand between two names, or inside one. */
  readonly joins: ReadonlySet<string>;
}

const setOf = (words: string): Set<string> =>
  new Set(words.split(' ').map((word) => compared(word) || word));
const made = new Map<Lang, Language>();

/** The grammar of a language, made when it is first needed. */
function languageOf(lang: Lang): Language {
  const known = made.get(lang);
  if (known !== undefined) return known;
  const { lists, intents, lead, tail, ...data } = sentences[lang];
  const passed = setOf(data.passedOver);
  const never = setOf(data.topicNever);
  const noName = setOf(data.nameNever);
  const joins = setOf(data.nameJoins);
  // A word of a date is hardly ever anything else: it costs little.
  const date = (word: string) => (isDateWord(word) ? 0.1 : undefined);
  const slots: Readonly<Record<string, (word: string) => number | undefined>> = {
    topic: (word) => (never.has(word) ? undefined : 1),
    name: (word) => (noName.has(word) && !joins.has(word) ? undefined : 1),
    for: () => 1,
    when: date,
    back: date,
  };
  const options = {
    lists,
    passesOver: ({ word }: Token) => word === ',' || word === '-' || passed.has(word),
    inSlot: (slot: string, { word }: Token) => slots[slot]?.(word),
  };
  const read = Object.entries(intents).map(([name, patterns]) => ({
    name,
    read: grammar([`(<hi>)* (${patterns.join('|')}) (<bye>)*`], options),
  }));
  const bare = grammar([`(${lead})* {topic} (${tail})*`], options);
  const words = new Set(read.flatMap((one) => [...one.read.words]));
  const language = {
    intents: read,
    bare,
    words,
    exact: setOf(data.exact),
    weak: new Set([...setOf(data.topicWeak), ...passed, ',', '-']),
    never,
    pronouns: setOf(data.pronouns),
    joins,
  };
  made.set(lang, language);
  return language;
}

function tokens(text: string, language: Language): Token[] {
  return tokensOf(text, (word) => language.words.has(word)).map((token) => ({
    ...token,
    meant: meantWord(token, language.words, language.exact),
  }));
}

/** A skill's name out of what stands around it: "how to use pivot tables at work". */
export function bareTopic(text: string, lang: Lang): string {
  if (text.length > longest) return text.trim();
  const language = languageOf(lang);
  const list = tokens(text, language);
  const slot = list.length > wordsMax ? undefined : language.bare.match(list)?.slots['topic'];
  return slot === undefined ? text.trim() : said(text, list, slot);
}

const said = (text: string, list: readonly Token[], { from, to }: { from: number; to: number }) =>
  text.slice(list[from]?.from ?? 0, list[to - 1]?.to ?? text.length);

/** Whether a text can be the name of a skill, and is not half a sentence. */
function isTopic(text: string, lang: Lang): boolean {
  const language = languageOf(lang);
  const list = tokens(text, language);
  return (
    list.length <= topicMax &&
    list.every(({ word }) => !language.never.has(word)) &&
    list.some(({ word }) => !language.weak.has(word))
  );
}

/** Where no date is asked for. */
const anyDay = '2000-01-01';

/** The skill that a sentence is about, or what is left of a text without what stands around it. */
export function topicOf(text: string, lang: Lang, isSkill: (name: string) => boolean): string {
  const topic = understood(text, lang, { today: anyDay, isSkill })?.topic ?? '';
  return topic === '' ? bareTopic(text, lang) : topic;
}

/** Whether a text speaks of somebody, as no skill's name does: *is my manager*. */
export function isAboutPeople(text: string, lang: Lang): boolean {
  if (text.length > longest) return false;
  const language = languageOf(lang);
  return tokens(bareTopic(text, lang), language).some(({ word }) => language.pronouns.has(word));
}

/**
 * What a sentence asks for, in the language of its writer or in another one; undefined when it is
 * not understood. It never guesses: every word is accounted for, or the sentence is not read.
 */
export function understood(
  text: string,
  lang: Lang,
  circumstances: Circumstances,
): Intent | undefined {
  if (text.length > longest || isQuoting(text)) return undefined;
  for (const one of [lang, ...languages.filter((other) => other !== lang)]) {
    const intent = message(text, one, circumstances);
    if (intent !== undefined) return { ...intent, text };
  }
  return undefined;
}

const isQuoting = (text: string): boolean =>
  text
    .split(quotation)
    .some((part, at, all) => at % 2 === 1 && at < all.length - 1 && wordsIn(part) >= quotedFrom);

const wordsIn = (text: string): number => text.trim().split(/\s+/u).length;

type Read = Omit<Intent, 'text'>;

function message(text: string, lang: Lang, circumstances: Circumstances): Read | undefined {
  const whole = sentence(text, lang, circumstances);
  if (whole !== undefined) return whole;
  const parts = apart(text, sentenceEnd);
  const read = parts.map((part) => sentence(part, lang, circumstances));
  const one = only(read);
  if (parts.length > 1) {
    // What acts at once must not lean on half of what was said.
    return one?.kind === 'stop' && read.includes(undefined) ? undefined : one;
  }
  const clauses = apart(text, /,(?=\s)/u);
  if (clauses.length < 2 || clauses.length > 4) return undefined;
  const heard = clauses.map((part) => sentence(part, lang, circumstances));
  if (heard.includes(undefined)) return undefined;
  // "Stop it, you're too kind" stops nothing.
  const isShort = clauses.some((part, at) => heard[at]?.kind === 'stop' && wordsIn(part) < 3);
  return isShort ? undefined : only(heard);
}

const apart = (text: string, at: RegExp): string[] =>
  text.split(at).filter((part) => /[\p{L}\p{N}]/u.test(part));

/** Of several sentences the one that wants something, when there is but one. */
function only(read: readonly (Read | undefined)[]): Read | undefined {
  const heard = read.filter((one) => one !== undefined);
  const wants = heard.filter(({ kind }) => kind !== 'small' && kind !== 'abilities');
  if (wants.length === 0 && heard.length === read.length) return heard.at(-1);
  return new Set(wants.map(({ kind }) => kind)).size === 1 ? wants[0] : undefined;
}

function sentence(text: string, lang: Lang, circumstances: Circumstances): Read | undefined {
  const language = languageOf(lang);
  const list = tokens(text, language);
  if (list.length > wordsMax) return undefined;
  // A thumb or a smile.
  if (list.length === 0) return /\S/u.test(text) ? intentOf('small') : undefined;
  const matches = language.intents.flatMap(({ name, read }) => {
    const match = read.match(list);
    return match === undefined ? [] : [{ name, match }];
  });
  matches.sort((a, b) => a.match.cost - b.match.cost);
  for (const { name, match } of matches) {
    const read = filledIn(name, match, text, list, lang, circumstances);
    if (read !== undefined) return read;
  }
  return undefined;
}

const intentOf = (name: string, more: Partial<Read> = {}): Read => {
  const [kind = '', which = ''] = name.replace('?', '').split(' ');
  return { kind, which, topic: '', names: '', reason: '', period: undefined, ...more };
};

/** The reading with what fills its slots; undefined when one of them cannot be what it should. */
function filledIn(
  name: string,
  { slots }: Match,
  text: string,
  list: readonly Token[],
  lang: Lang,
  { today, isSkill }: Circumstances,
): Read | undefined {
  const words = (slot: string): string => {
    const place = slots[slot];
    return place === undefined ? '' : said(text, list, place);
  };
  const more: Partial<Read> = {};
  const { topic, name: names, when, back } = slots;
  if (topic !== undefined) {
    const bare = bareTopic(words('topic'), lang);
    if (!isTopic(bare, lang)) return undefined;
    if (name.endsWith('?') && !isSkill(bare)) return undefined;
    Object.assign(more, { topic: bare });
  }
  if (names !== undefined) {
    if (names.to - names.from > namesMax) return undefined;
    const inside = list.slice(names.from, names.to);
    if (inside.every(({ word }) => languageOf(lang).joins.has(word))) return undefined;
  }
  if (when !== undefined || back !== undefined) {
    const period = periodIn(words(back === undefined ? 'when' : 'back'), today);
    if (period === undefined) return undefined;
    const first = period.from ?? period.until;
    const until = back === undefined ? period.until : addDays(first, -1);
    if (until < today) return undefined;
    Object.assign(more, { period: back === undefined ? period : { until } });
  }
  return intentOf(name, { names: words('name'), reason: words('for'), ...more });
}
