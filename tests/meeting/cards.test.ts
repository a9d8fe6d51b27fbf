import { instantOf } from '#bot/core/time';
import { anotherCard } from '#bot/meeting/another';
import type { Viewer } from '#bot/ports';
import { type Lang, languages, wordsIn } from '#bot/strings/index';
import { expectGoodCard, golden } from '#tests/cards';
import { calendar, person, profile } from '#tests/people';

const viewer = (lang: Lang): Viewer => ({
  t: wordsIn(lang),
  lang,
  person: person({}, { profile: profile({ language: lang }) }),
  now: instantOf('2026-11-23T09:00:00Z'),
});
const form = { verb: 'help.act', item: '0123-yes' };

describe.each(languages)('the form of another time, in %s', (lang) => {
  test.each([
    ['another', { date: '', time: '', sure: false }, []],
    ['warned', { date: '2026-11-24', time: '20:30', sure: true }, ['meeting.own.hours']],
  ] as const)('%s is a card that Teams shows as meant', (name, typed, hints) => {
    const { t } = viewer(lang);
    const card = anotherCard(
      viewer(lang),
      calendar,
      form,
      typed,
      hints.map((hint) => t(hint)),
    );
    expectGoodCard(card);
    golden(`tests/meeting/golden/${name}.${lang}.json`, card);
  });
});
