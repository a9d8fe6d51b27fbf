import { periodIn } from '#bot/core/sentences/when';

const today = '2026-11-30';

describe('the days somebody speaks of', () => {
  it.each([
    ['until 5 January', undefined, '2027-01-05'],
    ['t/m 18-12', undefined, '2026-12-18'],
    ['tot het einde van de maand', undefined, '2026-11-30'],
    ['until the end of next month', undefined, '2026-12-31'],
    ['until next week', undefined, '2026-12-06'],
    ['tot januari', undefined, '2026-12-31'],
    ['next week', '2026-12-07', '2026-12-13'],
    ['deze week', undefined, '2026-12-06'],
    ['next month', '2026-12-01', '2026-12-31'],
    ['december', '2026-12-01', '2026-12-31'],
    ['for the next two weeks', undefined, '2026-12-13'],
    ['een maand', undefined, '2026-12-29'],
    ['tomorrow', '2026-12-01', '2026-12-01'],
    ['overmorgen', '2026-12-02', '2026-12-02'],
    ['next Friday', '2026-12-11', '2026-12-11'],
    ['volgende week vrijdag', '2026-12-11', '2026-12-11'],
    ['from 20 December to 5 January', '2026-12-20', '2027-01-05'],
    ['van 14 tot en met 23 december', '2026-12-14', '2026-12-23'],
    ['between 24 December and 2 January', '2026-12-24', '2027-01-02'],
    ['21 dec - 1 jan', '2026-12-21', '2027-01-01'],
    ['from tomorrow for two weeks', '2026-12-01', '2026-12-14'],
    ['the 15th', '2026-12-15', '2026-12-15'],
  ])('“%s” is from %s until %s', (text, from, until) => {
    expect(periodIn(text, today)).toEqual(from === undefined ? { until } : { from, until });
  });

  it.each(['', 'soon', 'the garden', '31 april', '0 days', 'until', '-3 days', 'until 5 foo'])(
    '“%s” are none',
    (text) => {
      expect(periodIn(text, today)).toBeUndefined();
    },
  );
});
