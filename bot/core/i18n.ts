import { IntlMessageFormat } from 'intl-messageformat';
import type en from '#bot/strings/en/index';

type Words = typeof en;
type KeyOf<F extends keyof Words> = `${F & string}.${keyof Words[F] & string}`;

/** `feature.name` of a text in `bot/strings/<language>/<feature>.json`. */
export type Key = { [F in keyof Words]: KeyOf<F> }[keyof Words];
export type Values = Readonly<Record<string, string | number | Date>>;
export type Messages = { readonly [F in keyof Words]: { readonly [K in keyof Words[F]]: string } };

/** Looks a text up and fills its ICU placeholders; the values are data, never message syntax. */
export type Translate = (key: Key, values?: Values) => string;

/** A message as written, or as the build of the tab parsed it. */
export type Message = string | NonNullable<ConstructorParameters<typeof IntlMessageFormat>[0]>;

/** What ICU reads as more than itself: placeholders and quotes. */
const syntax = /[{}']/;

/**
 * A translator over one language's messages. A message is parsed once.
 * @param messages feature → name → ICU message
 * @param language BCP 47 tag for plurals, numbers and dates
 */
export function translator<K extends string>(
  messages: Readonly<Record<string, Readonly<Record<string, Message>>>>,
  language: string,
): (key: K, values?: Values) => string {
  const parsed = new Map<string, IntlMessageFormat>();
  return (key, values) => {
    let format = parsed.get(key);
    if (format === undefined) {
      const dot = key.indexOf('.');
      const text = messages[key.slice(0, dot)]?.[key.slice(dot + 1)];
      if (text === undefined) throw new Error(`no words for ${key} in ${language}`);
      if (typeof text === 'string' && !syntax.test(text)) return text;
      // A name such as <script> is data: without this option ICU would read it as a tag.
      format = new IntlMessageFormat(text, language, undefined, { ignoreTag: true });
      parsed.set(key, format);
    }
    return String(format.format(values as Record<string, string>));
  };
}
