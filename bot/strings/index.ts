import { type Messages, type Translate, translator } from '#bot/core/i18n';
import en from '#bot/strings/en/index';
import nl from '#bot/strings/nl/index';

/** A language is one folder here and one line below. */
export const messages = { en, nl } satisfies Record<string, Messages>;

export type Lang = keyof typeof messages;
export const languages = Object.keys(messages) as [Lang, ...Lang[]];

const translators = new Map<Lang, Translate>();

export function wordsIn(language: Lang): Translate {
  let translate = translators.get(language);
  if (translate === undefined) {
    translate = translator(messages[language], language);
    translators.set(language, translate);
  }
  return translate;
}

/** The person's own choice, then the Teams locale, then English. */
export function languageFor(chosen: Lang | undefined, locale: string | undefined): Lang {
  if (chosen !== undefined) return chosen;
  const base = locale?.split(/[-_]/)[0]?.toLowerCase();
  return languages.find((language) => language === base) ?? 'en';
}
