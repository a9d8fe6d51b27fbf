import { personId } from '#bot/core/ids';
import { addDays, instantOf, isoInstant } from '#bot/core/time';
import { stepsIn } from '#bot/features/howto/from-message';
import { onlyDay } from '#bot/features/howto/only';
import { ownHowTo, ownNames } from '#bot/features/howto/own';
import { contentOf, reviewAt, standing, tellOffAt, together } from '#bot/features/howto/rules';
import { stepMax, stepsMost } from '#bot/features/howto/wire';
import { languages, wordsIn } from '#bot/strings/index';

const zone = 'Europe/Amsterdam';
const filled = { topic: 'Excel', steps: 'One', link: '', reach: 'team' } as const;

describe('what a how-to says', () => {
  it('is a step a line, without the number somebody gave it', () => {
    const steps = '1. Open it\r\n\n 2) Look\n- Close it\n•  Done\n3 of them are enough';
    const content = contentOf({ ...filled, steps });
    expect(content.ok && content.value.steps).toEqual([
      'Open it',
      'Look',
      'Close it',
      'Done',
      '3 of them are enough',
    ]);
  });

  it('is refused at its field: no step, an eighth, one too long, of letters or of marks', () => {
    const why = (steps: string) => {
      const content = contentOf({ ...filled, steps });
      return content.ok ? undefined : [content.field, content.why];
    };
    expect(why(' \n ')).toEqual(['steps', 'howto.refused.steps']);
    expect(why('x\n'.repeat(stepsMost))).toBeUndefined();
    expect(why('x\n'.repeat(stepsMost + 1))).toEqual(['steps', 'howto.refused.many']);
    expect(why('é'.repeat(stepMax))).toBeUndefined();
    expect(why('x'.repeat(stepMax + 1))).toEqual(['steps', 'howto.refused.long']);
    expect(why(`a${'\u0301'.repeat(2 * stepMax + 1)}`)).toEqual(['steps', 'howto.refused.long']);
  });

  it.each([
    ['https://example.org/a?b=c', 'https://example.org/a?b=c'],
    ['', ''],
    ['http://example.org', undefined],
    ['javascript:alert(1)', undefined],
    ['https://me:secret@example.org', undefined],
    ['example.org', undefined],
    [`https://example.org/${'a'.repeat(500)}`, undefined],
  ])('takes a link with https and nothing else: %s', (link, kept) => {
    const content = contentOf({ ...filled, link });
    expect(content.ok ? content.value.link : undefined).toBe(kept);
  });
});

describe('the steps in a message', () => {
  it.each([
    ['<ol><li>Open &amp; look</li><li><b>Close</b> it</li></ol>', 'Open & look\nClose it'],
    ['<p>First</p><p>&nbsp;</p><p>Second<br>Third</p>', 'First\nSecond\nThird'],
    [
      '<div>Open it. Look! Was it right? Close it.</div>',
      'Open it.\nLook!\nWas it right?\nClose it.',
    ],
    ['', ''],
  ])('are its lines, or the sentences of one that has none: %s', (html, steps) => {
    expect(stepsIn(html)).toBe(steps);
  });

  it('are no more than can be looked through', () => {
    expect(stepsIn('<li>x</li>'.repeat(500)).split('\n')).toHaveLength(12);
    expect(stepsIn(`<li>${'x'.repeat(20_000)}</li><li>y</li>`).length).toBeLessThan(300);
  });
});

describe('a how-to’s age', () => {
  const checked = '2026-11-23T10:00:00Z';
  it.each([
    ['2027-05-22T10:00:00Z', 'checked'],
    ['2027-06-19T10:00:00Z', 'checked'],
    ['2027-06-20T10:00:00Z', 'unchecked'],
    ['2027-12-19T10:00:00Z', 'unchecked'],
    ['2027-12-20T10:00:00Z', 'forgotten'],
  ])('at %s it is %s', (now, is) => {
    expect(standing(checked, instantOf(now), zone)).toBe(is);
  });

  it('is asked about half a year on, also where that month is shorter', () => {
    expect(isoInstant(reviewAt(checked, zone))).toBe('2027-05-23T04:00:00Z');
    expect(isoInstant(reviewAt('2026-08-31T10:00:00Z', zone))).toBe('2027-02-28T05:00:00Z');
  });
});

describe('a step that is off', () => {
  it.each([
    ['2026-11-26T13:07:00Z', '2026-11-27T05:00:00Z'],
    ['2026-11-27T13:07:00Z', '2026-11-30T05:00:00Z'],
    ['2026-11-28T13:07:00Z', '2026-11-30T05:00:00Z'],
    ['2026-11-29T23:30:00Z', '2026-12-01T05:00:00Z'],
  ])('seen at %s is told on a working day’s morning after it', (seen, told) => {
    expect(isoInstant(tellOffAt(instantOf(seen), zone))).toBe(told);
  });

  it('is one of several, each once', () => {
    expect(together([3, 1], [1, 2])).toEqual([1, 2, 3]);
  });
});

describe.each(languages)('the how-tos that come with the product in %s', (lang) => {
  it.each(ownNames)('%s fits what a how-to may be', (name) => {
    const { topic, steps } = ownHowTo(wordsIn(lang), name);
    const content = contentOf({ ...filled, topic, steps: steps.join('\n') });
    expect(content.ok && content.value.steps).toEqual(steps);
  });
});

describe('the day on which whoever alone shares something is asked', () => {
  it('is one in every quarter, another for most, and never near the next', () => {
    const days = Array.from({ length: 400 }, (_, index) => addDays('2027-01-01', index));
    const people = Array.from({ length: 40 }, (_, index) => personId(`p${index}`));
    for (const who of people) {
      const asked = days.filter((day) => onlyDay(who, day) === day);
      expect(asked.filter((day) => day < '2028-01-01')).toHaveLength(4);
      for (const [index, day] of asked.entries()) {
        expect((asked[index + 1] ?? '9999') >= addDays(day, 7)).toBe(true);
      }
    }
    expect(new Set(people.map((who) => onlyDay(who, '2027-01-01'))).size).toBeGreaterThan(20);
  });
});
