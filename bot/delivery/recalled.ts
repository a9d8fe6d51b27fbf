import { note } from '#bot/cards/note';
import type { Card, Outgoing } from '#bot/ports';
import type { Profile } from '#bot/records/profile';
import { languageFor, wordsIn } from '#bot/strings/index';

/** What a card turns into when an operator withdraws what it said. */
export function recalledCard({
  language,
  locale,
}: Pick<Profile, 'language' | 'locale'>): Outgoing & { readonly card: Card } {
  const t = wordsIn(languageFor(language, locale));
  const text = t('common.withdrawn');
  return { text, card: note({ title: text, lines: [t('delivery.recalled')] }) };
}
