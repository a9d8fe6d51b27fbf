import { aligner } from '#bot/core/distance';
import fc from '#tests/property';

/** The textbook's full matrix: edits between every beginning of the two texts. */
function matrix(a: string, b: string): number[][] {
  const rows = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  const at = (i: number, j: number) => rows[i]?.[j] ?? Number.POSITIVE_INFINITY;
  for (let i = 1; i <= a.length; i += 1) {
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let edits = Math.min(at(i - 1, j - 1) + (same ? 0 : 1), at(i - 1, j) + 1, at(i, j - 1) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        edits = Math.min(edits, at(i - 2, j - 2) + 1);
      }
      (rows[i] as number[])[j] = edits;
    }
  }
  return rows;
}

const codes = (text: string) => Uint16Array.from(text, (letter) => letter.charCodeAt(0));
// Few letters, so that texts are often near.
const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' '), minLength: 1, maxLength: 14 });

describe('the distance between texts', () => {
  const align = aligner();

  test('within the band it is the textbook’s, to the whole and to the nearest beginning', () => {
    fc.assert(
      fc.property(text, text, fc.integer({ min: 0, max: 5 }), (typed, label, most) => {
        const found = { prefix: -1, full: -1 };
        align(codes(typed), 0, typed.length, codes(label), 0, label.length, most, found);
        const last = matrix(typed, label)[typed.length] as number[];
        const within = (edits: number) => (edits <= most ? edits : most + 1);
        expect(found).toEqual({
          prefix: within(Math.min(...last)),
          full: within(last.at(-1) as number),
        });
      }),
      { numRuns: 3_000 },
    );
  });

  test('a part of a longer text is compared as if it stood alone', () => {
    fc.assert(
      fc.property(text, text, text, (typed, label, around) => {
        const alone = { prefix: -1, full: -1 };
        align(codes(typed), 0, typed.length, codes(label), 0, label.length, 3, alone);
        const part = { prefix: -1, full: -1 };
        const from = around.length;
        align(
          codes(around + typed + around),
          from,
          from + typed.length,
          codes(around + label + around),
          from,
          from + label.length,
          3,
          part,
        );
        expect(part).toEqual(alone);
      }),
    );
  });
});
