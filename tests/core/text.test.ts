import { clean, count, cut, idsIn } from '#bot/core/text';
import fc from '#tests/property';

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
const plainly = (text: string): number => [...segmenter.segment(text)].length;

describe('characters as a reader counts them', () => {
  const pieces = fc.constantFrom(
    'a',
    'é',
    'e\u0301',
    '👩‍👩‍👧‍👦',
    '🇳🇱',
    '🇧🇪',
    'क्षि',
    ' ',
    '\r\n',
    'ß',
    '👍🏽',
  );

  it('are the same however long the text is', () => {
    const text = fc.array(pieces, { minLength: 600, maxLength: 1_200, size: 'max' });
    fc.assert(
      fc.property(text, fc.nat(5), (parts, shift) => {
        const whole = 'x'.repeat(shift) + parts.join('');
        expect(count(whole)).toBe(plainly(whole));
        expect(cut(whole, 10_000)).toBe(whole);
      }),
      { numRuns: 30 },
    );
  });

  // One whose cost grows with the square would meet the time limit of a test.
  it('are counted in a text of 200 000', () => {
    expect(count('y'.repeat(200_000))).toBe(200_000);
    expect(count(clean('é'.repeat(200_000), 500))).toBe(500);
  });

  it('are never cut in two', () => {
    fc.assert(
      fc.property(
        fc.array(pieces, { maxLength: 40 }),
        fc.integer({ min: 1, max: 30 }),
        (parts, max) => {
          const text = clean(parts.join(''));
          const short = cut(text, max);
          expect(count(short)).toBeLessThanOrEqual(max);
          if (short !== text) expect(text.startsWith(short.slice(0, -1))).toBe(true);
        },
      ),
    );
  });

  it('of one endless character end too', () => {
    expect(count(`a${'\u0301'.repeat(9_000)}`)).toBeLessThan(10);
  });
});

test('ids that people chose on a card are as long as an id can be, and no longer', () => {
  expect(idsIn(' a, b,,a')).toEqual(['a', 'b', 'a']);
  expect(idsIn(`${'👩‍👩‍👧‍👦'.repeat(900)},b`)).toEqual(['b']);
  expect(idsIn('')).toEqual([]);
});
