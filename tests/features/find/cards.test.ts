import { topicCard } from '#bot/features/find/card';
import type { Card } from '#bot/ports';
import { languages, wordsIn } from '#bot/strings/index';
import { expectGoodCard, golden } from '#tests/cards';

describe.each(languages)('the card of a topic in %s', (lang) => {
  const card = (topic: string, supply: 'nobody' | 'few'): Card =>
    topicCard(wordsIn(lang), topic, supply, 'https://tab/find/x');
  const cards = { topic: card('Excel', 'few'), 'topic-new': card('*Gitaar* <at>', 'nobody') };

  it.each(['topic', 'topic-new'] as const)('%s is a good card and the one agreed on', (name) => {
    expectGoodCard(cards[name]);
    golden(`tests/features/find/golden/${name}.${lang}.json`, cards[name]);
  });
});
