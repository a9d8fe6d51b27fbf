import { button } from '#bot/cards/note';
import { instantOf } from '#bot/core/time';
import { itemCard } from '#bot/delivery/items';
import { withFooter } from '#bot/delivery/moment';
import type { Card, ItemKind, Viewer } from '#bot/ports';
import { languages, wordsIn } from '#bot/strings/index';
import { expectGoodCard, golden } from '#tests/cards';
import { person } from '#tests/people';

const kind: ItemKind = {
  order: 5,
  off: 'digest',
  view: ({ t }) => ({
    title: t('digest.offer.title', { team: 'Crew' }),
    text: t('digest.offer.text', { what: t('digest.offer.what') }),
    actions: [
      { act: 'yes', label: t('digest.offer.yes') },
      { act: 'no', label: t('digest.offer.no') },
    ],
  }),
  act: async () => {
    throw new Error('nobody presses here');
  },
};
const item = {
  id: 'offer-1',
  kind: 'offer',
  created: '2026-11-20T09:00:00Z',
  expires: '2026-12-20T09:00:00Z',
  data: {},
};

// The card that comes by itself: an item with its small print.
describe.each(languages)('the card of the weekly moment in %s', (lang) => {
  const t = wordsIn(lang);
  const viewer: Viewer = { t, lang, now: instantOf('2026-11-24T09:00:00Z'), person: person() };
  const open = button({ title: t('delivery.openForYou'), url: 'https://app.example/tab/for-you' });
  const prints: Record<string, readonly [readonly string[], readonly Card[]]> = {
    weekly: [[t('delivery.slower'), t('delivery.more', { count: 2 }), t('delivery.why')], [open]],
    collected: [[t('delivery.whyCollected')], []],
  };

  it.each(Object.keys(prints))('%s is a good card and the one agreed on', async (name) => {
    const [lines, actions] = prints[name] ?? [[], []];
    const card = withFooter(await itemCard({ offer: kind }, viewer, item), lines, actions);
    expectGoodCard(card);
    golden(`tests/delivery/golden/${name}.${lang}.json`, card);
  });
});
