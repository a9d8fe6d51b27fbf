import type { Translate } from '#bot/core/i18n';
import {
  dataCard,
  eraseCard,
  erasedCard,
  exportCard,
  keptCard,
  keptView,
  withdrawnCard,
} from '#bot/features/privacy/card';
import { type ExportView, exportView, keptView as keptShape } from '#bot/features/privacy/wire';
import type { Card } from '#bot/ports';
import { languages, wordsIn } from '#bot/strings/index';
import { expectGoodCard, golden } from '#tests/cards';
import { actionsIn } from '#tests/fakes/teams';

const bound = { for: '0123456789abcdef', asked: '2026-11-23T09:00:00Z' };
const settings = 'https://teams.microsoft.com/l/entity/app/home?context=%7B%7D';
const small: ExportView = {
  exported: '2026-11-23T09:00:00Z',
  person: '00000000-0000-4000-8000-000000000103',
  rows: {
    People: [{ rowKey: 'a~profile', data: { name: 'Adele *Vance* <b>' } }],
  },
};
const large: ExportView = {
  ...small,
  rows: {
    People: Array.from({ length: 300 }, (_, n) => ({
      rowKey: `h~${n}`,
      data: { n, text: '"quoted"\n' },
    })),
  },
};

const keeping = { leaverDays: 90, backedUp: true, calendars: true };

const cards: [string, (t: Translate) => Card][] = [
  ['data', (t) => dataCard(t, keptView(t, keeping), settings, bound)],
  ['export', (t) => exportCard(t, small, settings)],
  ['export-long', (t) => exportCard(t, large, settings)],
  ['erase', (t) => eraseCard(t, bound, true, false)],
  ['erase-how-tos', (t) => eraseCard(t, bound, true, true)],
  ['erased', erasedCard],
  ['kept', keptCard],
  ['withdrawn', withdrawnCard],
];

describe.each(languages)('privacy cards in %s', (lang) => {
  const t = wordsIn(lang);
  it.each(cards)('%s is a card Teams shows as meant', (name, make) => {
    const card = make(t);
    expectGoodCard(card);
    golden(`tests/features/privacy/golden/${name}.${lang}.json`, card);
  });

  it('says of every kind of data what, where and who', () => {
    const view = keptShape.parse(keptView(t, keeping));
    for (const { what, where, who } of view.kept) {
      expect(what).not.toBe('');
      // In words that every employee knows.
      expect(where).toMatch(/own storage|eigen organisatie|ten minutes|Tien minuten/);
      expect(where).not.toMatch(/Azure|Table|People/);
      expect(who).not.toBe('');
    }
    expect(view.leaving).toContain('90');
  });
});

describe('the export card', () => {
  const t = wordsIn('en');
  const jsonOf = (card: Card): unknown => {
    const text = JSON.stringify(card).match(/"type":"TextRun","text":("(?:[^"\\]|\\.)*")/)?.[1];
    return text === undefined ? undefined : JSON.parse(JSON.parse(text));
  };
  it('carries the export itself, to be copied, when it fits', () => {
    expect(exportView.parse(jsonOf(exportCard(t, small, settings)))).toEqual(small);
  });
  it('points to the file when it does not', () => {
    const card = exportCard(t, large, settings);
    expect(jsonOf(card)).toBeUndefined();
    expect(actionsIn(card).map(({ url }) => url)).toEqual([settings]);
  });
});
