import { count } from '#bot/core/text';
import { quoted, wanted } from '#bot/features/thanks/names';
import { textMax } from '#bot/features/thanks/wire';
import fc from '#tests/property';

describe('what follows thank', () => {
  it('is names, and what for in either language', () => {
    expect(wanted('Megan for pivot tables')).toEqual({ names: ['Megan'], skill: 'pivot tables' });
    expect(wanted('Megan en Daan voor Excel')).toEqual({
      names: ['Megan', 'Daan'],
      skill: 'Excel',
    });
    expect(wanted('you, Megan & @Daan')).toEqual({ names: ['Megan', 'Daan'], skill: '' });
    expect(wanted('for patience')).toEqual({ names: [], skill: 'patience' });
    expect(wanted('Ford Prefect')).toEqual({ names: ['Ford Prefect'], skill: '' });
    expect(wanted('')).toEqual({ names: [], skill: '' });
  });

  it('leaves out what is too long to be a skill', () => {
    expect(wanted(`Megan for ${'x'.repeat(81)}`).skill).toBe('');
  });

  it('takes anything without complaint', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3_000 }), (text) => {
        expect(wanted(text).names).not.toContain('');
      }),
    );
  });
});

describe('a quoted message', () => {
  it('is its text, without tags and with each entity once', () => {
    expect(
      quoted('<div><p>A &amp;lt;b&amp;gt; &quot;c&quot;</p><p>&#39;d&#x27;&nbsp;e</p></div>'),
    ).toBe('A &lt;b&gt; "c" \'d\' e');
    expect(
      quoted('Hi <at id="0">Megan</at>, <emoji id="1" alt="🙂" title="x"></emoji> 1 < 2'),
    ).toBe('Hi Megan, 🙂 1 < 2');
    expect(quoted('<attachment id="1"></attachment>plain')).toBe('plain');
  });

  it('fits, holds no tag of the message, and is quick on hostile input', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom('<p>', '</p>', '<br/>', '<b ', '>', '&amp;', '&#0;', 'word ', '<'),
        ),
        (parts) => {
          const text = quoted(parts.join(''));
          expect(count(text)).toBeLessThanOrEqual(textMax);
          expect(text).not.toMatch(/<(p|\/p|br\/)>/);
        },
      ),
    );
    // Whatever looks back over all of it again and again would meet the time limit of a test.
    for (const bad of ['<', '<a ', '<img alt="', '&#', '<emoji ']) {
      expect(count(quoted(bad.repeat(100_000)))).toBeLessThanOrEqual(textMax);
    }
  });
});
