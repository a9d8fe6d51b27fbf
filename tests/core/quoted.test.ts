import { quoted } from '#bot/core/quoted';
import { count } from '#bot/core/text';
import fc from '#tests/property';

const max = 500;

describe('a quoted message', () => {
  it('is its text, without tags and with each entity once', () => {
    expect(
      quoted('<div><p>A &amp;lt;b&amp;gt; &quot;c&quot;</p><p>&#39;d&#x27;&nbsp;e</p></div>', max),
    ).toBe('A &lt;b&gt; "c" \'d\' e');
    expect(
      quoted('Hi <at id="0">Megan</at>, <emoji id="1" alt="🙂" title="x"></emoji> 1 < 2', max),
    ).toBe('Hi Megan, 🙂 1 < 2');
    expect(quoted('<attachment id="1"></attachment>plain', max)).toBe('plain');
  });

  it('fits, holds no tag of the message, and is quick on hostile input', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom('<p>', '</p>', '<br/>', '<b ', '>', '&amp;', '&#0;', 'word ', '<'),
        ),
        (parts) => {
          const text = quoted(parts.join(''), max);
          expect(count(text)).toBeLessThanOrEqual(max);
          expect(text).not.toMatch(/<(p|\/p|br\/)>/);
        },
      ),
    );
    // Whatever looks back over all of it again and again would meet the time limit of a test.
    for (const bad of ['<', '<a ', '<img alt="', '&#', '<emoji ']) {
      expect(count(quoted(bad.repeat(100_000), max))).toBeLessThanOrEqual(max);
    }
  });
});
