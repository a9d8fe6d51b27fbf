import { instantOf } from '#bot/core/time';
import { itemCard } from '#bot/delivery/items';
import { announced, announcement, leaverKind } from '#bot/features/leavers/items';
import type { Viewer } from '#bot/ports';
import { languages, wordsIn } from '#bot/strings/index';
import { expectGoodCard, golden } from '#tests/cards';
import { calendar, person } from '#tests/people';

const told = '2027-02-15T03:30:00Z';
const kinds = { [leaverKind]: announcement({ calendar }) };

describe.each(languages)('the announcement that somebody’s data goes, in %s', (lang) => {
  const viewer = (there: boolean): Viewer => ({
    t: wordsIn(lang),
    lang,
    now: instantOf('2027-02-20T09:00:00Z'),
    person: person(
      there
        ? {}
        : { reach: { state: 'unreachable', why: 'NotFound', since: '2026-11-01T09:00:00Z' } },
    ),
  });

  it.each([
    ['goes', false],
    ['stays', true],
  ])('%s is a good card and the one agreed on', async (name, there) => {
    const card = await itemCard(kinds, viewer(there), announced(told));
    expectGoodCard(card);
    golden(`tests/features/leavers/golden/${name}.${lang}.json`, card);
  });
});
