import { inOrder, type Listed } from '#bot/core/floor';
import type { Digest, PrivateFigures } from '#bot/features/digest/record';
import type { Lang } from '#bot/strings/index';

type Lists = Pick<PrivateFigures, 'nobody' | 'few' | 'short'>;

/** What a list calls a topic in a language; what no list has stays as people wrote it. */
export type Called = (topic: string, lang: Lang) => string;

/** Figures with their topics as the reader's language calls them: other names, the same record. */
export function figuresIn<F extends Lists>(figures: F, called: Called, lang: Lang): F {
  const list = (entries: readonly Listed[]): Listed[] =>
    inOrder(
      entries.map((entry) => ('topic' in entry ? { topic: called(entry.topic, lang) } : entry)),
    );
  const { nobody, few, short } = figures;
  return { ...figures, nobody: list(nobody), few: list(few), short: list(short) };
}

/** A digest with its topics as the reader's language calls them. */
export function digestIn(digest: Digest, called: Called, lang: Lang): Digest {
  const name = (topic: string): string => called(topic, lang);
  const collator = new Intl.Collator(lang);
  return {
    ...figuresIn(digest, called, lang),
    topics: {
      ...digest.topics,
      names: digest.topics.names.map(name).sort(collator.compare),
    },
    supply: digest.supply
      .map((one) => ({ ...one, topic: name(one.topic) }))
      .sort((a, b) => collator.compare(a.topic, b.topic)),
  };
}
