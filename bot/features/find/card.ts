import { note } from '#bot/cards/note';
import type { Translate } from '#bot/core/i18n';
import type { Offer } from '#bot/core/learning';
import { plain } from '#bot/core/text';
import type { Card } from '#bot/ports';

/**
 * A topic, for others to read: how many can help, a way to ask, a way to help. It says nothing of
 * who put it there, and both buttons are for whoever presses them.
 * @param url where one asks, in one's own tab
 */
export const topicCard = (t: Translate, topic: string, supply: Offer, url: string): Card =>
  note({
    title: t('find.card.title', { topic: plain(topic) }),
    lines: [t('find.card.line', { supply })],
    footer: t('find.card.footer'),
    buttons: [
      { title: t('find.card.ask'), url },
      { title: t('find.card.help'), verb: 'find.share', data: { topic } },
    ],
  });
