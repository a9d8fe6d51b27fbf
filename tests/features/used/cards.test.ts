import { instantOf } from '#bot/core/time';
import { itemCard } from '#bot/delivery/items';
import { checkinCard } from '#bot/features/checkin/card';
import { usedItem } from '#bot/features/used/items';
import { itemOf } from '#bot/features/used/rules';
import type { Viewer } from '#bot/ports';
import { learntFrom } from '#bot/records/learnt';
import { type Lang, languages, wordsIn } from '#bot/strings/index';
import { expectGoodCard, golden } from '#tests/cards';
import { memoryTables } from '#tests/fakes/memory-tables';
import { person, profile } from '#tests/people';

const now = instantOf('2026-11-24T09:00:00Z');
const viewer = (lang: Lang): Viewer => ({
  t: wordsIn(lang),
  lang,
  person: person({}, { profile: profile({ language: lang }) }),
  now,
});
const kind = usedItem({ tables: memoryTables() });
const item = (from: (typeof learntFrom)[number]) =>
  itemOf(`${from}.1`, { from, topic: 'Pivot *tables*', at: '2026-11-03T09:00:00Z' }, now);

describe.each(languages)('the question whether something was used, in %s', (lang) => {
  it.each(learntFrom)('is a card of its own after %s', async (from) => {
    const card = await itemCard({ used: kind }, viewer(lang), item(from));
    expectGoodCard(card);
    golden(`tests/features/used/golden/${from}.${lang}.json`, card);
  });

  it('takes its place in the check-in', () => {
    const view = kind.view(viewer(lang), item('help'));
    const form = { id: 'checkin-2026-W48', asked: 0, item: 'checkin-2026-W48' };
    const helpers = { known: [], picker: true };
    const along = { id: item('help').id, view, url: 'https://app.example/tab/for-you' };
    const card = checkinCard(viewer(lang), form, helpers, undefined, along);
    expectGoodCard(card);
    golden(`tests/features/used/golden/in-the-check-in.${lang}.json`, card);
  });
});
