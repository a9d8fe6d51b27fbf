import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { type Message, translator, type Values } from '#bot/core/i18n';
import type { MeView } from '#bot/features/people/wire';
import type backstage from '../bot/strings/en/backstage.json';
import type english from '../bot/strings/en/tab.json';

export type Language = MeView['language'];
export type Word = keyof typeof english;
export type Say = (word: Word, values?: Values) => string;
/** With what only operators, and who tries the product locally, ever read. */
export type BackstageWord = Word | keyof typeof backstage;

export interface Words {
  readonly language: Language;
  readonly t: Say;
}

/** One lazily loaded chunk per language. */
const packs: Readonly<Record<Language, () => Promise<{ default: Record<string, Message> }>>> = {
  en: () => import('../bot/strings/en/tab.json'),
  nl: () => import('../bot/strings/nl/tab.json'),
};

const backstagePacks: typeof packs = {
  en: () => import('../bot/strings/en/backstage.json'),
  nl: () => import('../bot/strings/nl/backstage.json'),
};

const loaded = new Map<Language, Promise<Words>>();

export function loadWords(language: Language): Promise<Words> {
  let words = loaded.get(language);
  if (words === undefined) {
    words = packs[language]().then((pack) => wordsFrom(pack.default, language));
    words.catch(() => loaded.delete(language));
    loaded.set(language, words);
  }
  return words;
}

export function wordsFrom(pack: Record<string, Message>, language: Language): Words {
  const look = translator<`tab.${Word}`>({ tab: pack }, language);
  return { language, t: (word, values) => look(`tab.${word}`, values) };
}

/** The language of a BCP 47 tag, where we speak it; English elsewhere. */
export function languageOf(locale: string): Language {
  const base = locale.split(/[-_]/)[0]?.toLowerCase();
  return base === 'nl' ? 'nl' : 'en';
}

/** The words of a language as soon as they are there; until then those on screen stay. */
export function useLoadedWords(language: Language): Words | undefined {
  const [words, setWords] = useState<Words>();
  useEffect(() => {
    let wanted = true;
    const take = (found: Words) => {
      if (wanted) setWords(found);
    };
    // A chunk that did not arrive is asked for once more; after that the words on screen stay.
    loadWords(language).then(take, () => loadWords(language).then(take, () => {}));
    return () => {
      wanted = false;
    };
  }, [language]);
  useEffect(() => {
    if (words !== undefined) document.documentElement.lang = words.language;
  }, [words]);
  return words;
}

const WordsContext = createContext<Words | undefined>(undefined);

export function WordsProvider({ words, children }: { words: Words; children: ReactNode }) {
  return <WordsContext value={words}>{children}</WordsContext>;
}

export function useWords(): Words {
  const words = useContext(WordsContext);
  if (words === undefined) throw new Error('no words around this component');
  return words;
}

type BackstageSay = (word: BackstageWord, values?: Values) => string;
const BackstageContext = createContext<BackstageSay | undefined>(undefined);

/** Loads the words backstage, and shows what needs them once they are there. */
export function Backstage({ children }: { children: ReactNode }) {
  const { language, t } = useWords();
  const [say, setSay] = useState<BackstageSay>();
  useEffect(() => {
    let wanted = true;
    const take = ({ default: pack }: { default: Record<string, Message> }) => {
      if (!wanted) return;
      const look = translator<`backstage.${string}`>({ backstage: pack }, language);
      setSay(
        () => (word: BackstageWord, values?: Values) =>
          Object.hasOwn(pack, word) ? look(`backstage.${word}`, values) : t(word as Word, values),
      );
    };
    const load = backstagePacks[language];
    load().then(take, () => load().then(take, () => {}));
    return () => {
      wanted = false;
    };
  }, [language, t]);
  if (say === undefined) return null;
  return <BackstageContext value={say}>{children}</BackstageContext>;
}

export function useBackstage(): { readonly language: Language; readonly t: BackstageSay } {
  const t = useContext(BackstageContext);
  const { language } = useWords();
  if (t === undefined) throw new Error('no words backstage around this component');
  return { language, t };
}

/** Dates as the language writes them, in the person's own time zone. */
export function useDates(zone?: string) {
  const { language } = useWords();
  return useMemo(() => datesIn(language, zone), [language, zone]);
}

const tags: Readonly<Record<Language, string>> = { en: 'en-GB', nl: 'nl-NL' };

function datesIn(language: Language, zone?: string) {
  const format = (
    options: Intl.DateTimeFormatOptions,
    timeZone = zone,
    locale: string = tags[language],
  ) => {
    try {
      return new Intl.DateTimeFormat(locale, { ...options, timeZone });
    } catch {
      // A zone this browser has never heard of.
      return new Intl.DateTimeFormat(locale, options);
    }
  };
  const day = format({ day: 'numeric', month: 'long', year: 'numeric' });
  const minute = format({ day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' });
  const moment = format({
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
  const month = format({ month: 'long', year: 'numeric' });
  const monthShort = format({ month: 'short' });
  // Sweden writes dates the ISO way.
  const monthKey = format({}, zone, 'sv-SE');
  const calendar = format({ weekday: 'long', day: 'numeric', month: 'long' }, 'UTC');
  return {
    /** An instant as a day: "5 January 2027". */
    day: (instant: string) => day.format(new Date(instant)),
    /** An instant to the minute: "5 January at 10:30". */
    minute: (instant: string) => minute.format(new Date(instant)),
    /** A time to meet: "Tue 24 Nov, 12:30". */
    moment: (instant: string) => moment.format(new Date(instant)),
    month: (instant: string) => month.format(new Date(instant)),
    monthShort: (instant: string) => monthShort.format(new Date(instant)),
    /** The month an instant lies in: `2026-11`. */
    monthKey: (instant: string) => monthKey.format(new Date(instant)).slice(0, 7),
    /** A calendar day, `2027-01-05`, which lies in no zone: "Tuesday 5 January". */
    calendarDay: (date: string) => calendar.format(new Date(`${date}T00:00:00Z`)),
    /** 1 (Monday) to 7 (Sunday). */
    weekday: (number: number, width: 'long' | 'short' = 'long') =>
      // 1 January 2024 was a Monday.
      format({ weekday: width }, 'UTC').format(new Date(Date.UTC(2024, 0, number))),
  };
}
