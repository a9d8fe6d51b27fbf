import { hash } from '#bot/core/ids';
import { badgeKinds } from '#bot/core/learning';
import { count } from '#bot/core/text';
import { catalogueOf } from '#bot/features/skills/catalogue/catalogue';
import { skillNamed as named } from '#bot/features/skills/rules';
import {
  type Colleague,
  counted,
  type Draft,
  distinct,
  type GivenToday,
  type MarkOf,
  marked,
  offerOf,
  receivable,
  uncounted,
  worded,
} from '#bot/features/thanks/rules';
import { badgesADay, receiversMax, textMax, textMin } from '#bot/features/thanks/wire';
import { person } from '#tests/people';
import fc from '#tests/property';

const me = 'me';
const skillNamed = (typed: string) => named(typed, catalogueOf([]));
const draft = (more: Partial<Draft> = {}): Draft => ({
  to: ['a'],
  badge: 'explained',
  skill: 'Pivot tables',
  text: 'You showed me how it works.',
  visibility: 'receiver',
  ...more,
});
const said = (more: Partial<Draft>) => {
  const outcome = worded(draft(more), me, skillNamed);
  return outcome.ok ? 'good' : outcome.why;
};
const colleague = (id: string, more: Partial<Colleague> = {}): Colleague => ({
  id,
  name: id,
  guest: false,
  ...more,
});

describe('what may be given', () => {
  it('is what was typed, cleaned', () => {
    expect(
      worded(draft({ text: ' You\u202e  showed\nme how it works. ' }), me, skillNamed),
    ).toEqual({
      ok: true,
      value: {
        to: ['a'],
        badge: 'explained',
        skill: 'Pivot tables',
        text: 'You showed me how it works.',
      },
    });
  });

  it('has one to five receivers, none of them oneself or a bot', () => {
    expect(said({ to: [] })).toBe('thanks.refused.nobody');
    expect(said({ to: [''] })).toBe('thanks.refused.nobody');
    expect(said({ to: ['a', 'b', 'c', 'd', 'e', 'f'] })).toBe('thanks.refused.many');
    expect(said({ to: ['a', 'A', 'a', 'A', 'a', 'A'] })).toBe('good');
    expect(said({ to: ['a', 'ME'] })).toBe('thanks.refused.self');
    expect(said({ to: ['28:pass-it-on'] })).toBe('thanks.refused.bot');
  });

  it('names a badge and a skill', () => {
    expect(said({ badge: 'genius' })).toBe('thanks.refused.badge');
    expect(said({ badge: '' })).toBe('thanks.refused.badge');
    expect(said({ skill: ' \u200b ' })).toBe('thanks.refused.skill');
    expect(said({ skill: 'x'.repeat(80) })).toBe('good');
    expect(said({ skill: 'x'.repeat(81) })).toBe('thanks.refused.skillLong');
    expect(said({ skill: 'x'.repeat(100_000) })).toBe('thanks.refused.skillLong');
  });

  it('tells a story of 20 to 500 characters as a reader counts them', () => {
    expect(said({ text: '👩‍👩‍👧‍👦'.repeat(19) })).toBe('thanks.refused.short');
    expect(said({ text: '👩‍👩‍👧‍👦'.repeat(20) })).toBe('good');
    expect(said({ text: '👍🏽'.repeat(500) })).toBe('good');
    expect(said({ text: 'x'.repeat(501) })).toBe('thanks.refused.long');
    expect(said({ text: 'x'.repeat(1_000_000) })).toBe('thanks.refused.long');
    expect(said({ text: ' '.repeat(400) })).toBe('thanks.refused.short');
  });

  it('always fits when it is accepted', () => {
    fc.assert(
      fc.property(
        fc.record({
          to: fc.array(fc.oneof(fc.constantFrom('me', 'ME', '28:x', ''), fc.string()), {
            maxLength: 8,
          }),
          badge: fc.oneof(fc.constantFrom(...badgeKinds), fc.string()),
          skill: fc.string({ unit: 'grapheme', maxLength: 100 }),
          text: fc.string({ unit: 'grapheme', maxLength: 600 }),
        }),
        (parts) => {
          const outcome = worded(draft(parts), me, skillNamed);
          if (!outcome.ok) return;
          const { to, skill, text } = outcome.value;
          expect(to.length).toBeGreaterThan(0);
          expect(to.length).toBeLessThanOrEqual(receiversMax);
          expect(to.map((id) => id.toLowerCase())).not.toContain(me);
          expect(count(text)).toBeGreaterThanOrEqual(textMin);
          expect(count(text)).toBeLessThanOrEqual(textMax);
          expect(skillNamed(skill).ok).toBe(true);
        },
      ),
    );
  });

  it('goes to no guest', () => {
    const outcome = receivable([colleague('a'), colleague('b', { guest: true, name: 'Guy' })]);
    expect(outcome).toMatchObject({
      ok: false,
      why: 'thanks.refused.guest',
      values: { name: 'Guy' },
    });
  });

  it('goes to each person once, however the id is spelt', () => {
    expect(distinct(['A', 'a', '', 'b', 'B'])).toEqual(['A', 'b']);
  });
});

describe('a day of giving', () => {
  const mark: MarkOf = (receiver, text) => marked(receiver, text).join(': ');
  const days = ['2026-11-23', '2026-11-24'];
  const thanks = fc.record({
    day: fc.nat({ max: days.length - 1 }),
    operation: fc.nat({ max: 40 }),
    to: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 4 }),
    text: fc.constantFrom(...Array.from({ length: 12 }, (_, index) => `story ${index}`)),
  });

  it('holds ten at most, no words twice to one person, and no operation twice', () => {
    fc.assert(
      fc.property(fc.array(thanks, { maxLength: 60 }), (all) => {
        let state: GivenToday | undefined;
        const given: typeof all = [];
        // Days only ever go forward.
        for (const one of [...all].sort((x, y) => x.day - y.day)) {
          const day = days[one.day] as string;
          const people = one.to.map((id) => colleague(id));
          const outcome = counted(state, day, `op${one.operation}`, people, one.text, mark);
          if (!outcome.ok || outcome.value === 'repeat') continue;
          state = outcome.value;
          given.push(one);
        }
        expect(new Set(given.map(({ operation }) => operation)).size).toBe(given.length);
        days.forEach((_, day) => {
          const ofDay = given.filter((one) => one.day === day);
          expect(ofDay.length).toBeLessThanOrEqual(badgesADay);
          const words = ofDay.flatMap(({ to, text }) => to.map((id) => `${id}: ${text}`));
          expect(new Set(words).size).toBe(words.length);
        });
      }),
    );
  });

  it('takes the same words in other spelling for the same', () => {
    const first = counted(
      undefined,
      '2026-11-23',
      'op1',
      [colleague('a')],
      'Thank you so much',
      mark,
    );
    if (!first.ok || first.value === 'repeat') throw new Error('refused');
    const second = counted(
      first.value,
      '2026-11-23',
      'op2',
      [colleague('A', { name: 'Ann' })],
      ' thank  YOU so much ',
      mark,
    );
    expect(second).toMatchObject({
      ok: false,
      why: 'thanks.refused.twice',
      values: { name: 'Ann' },
    });
  });

  it('recognises an operation of an earlier day', () => {
    const first = counted(undefined, '2026-11-23', 'op1', [colleague('a')], 'x', mark);
    if (!first.ok || first.value === 'repeat') throw new Error('refused');
    expect(counted(first.value, '2026-11-24', 'op1', [colleague('a')], 'y', mark)).toEqual({
      ok: true,
      value: 'repeat',
    });
  });

  it('frees the words of what was taken back, not its place in the day', () => {
    const first = counted(undefined, '2026-11-23', 'op1', [colleague('a')], 'x', mark);
    if (!first.ok || first.value === 'repeat') throw new Error('refused');
    const freed = uncounted(first.value, { id: 'op1', to: [colleague('a')], text: 'x' });
    expect(freed?.count).toBe(1);
    expect(counted(freed, '2026-11-23', 'op2', [colleague('a')], 'x', mark)).toMatchObject({
      ok: true,
      value: { count: 2 },
    });
  });
});

describe('a day that an earlier version began', () => {
  // As it was written then: a hash without a key.
  const old = { day: '2026-11-23', count: 1, texts: ['8c5a4f9e1b2d3c70'], ops: ['op0'] };
  const unkeyed = { ...old, texts: [hash(16, 'a', 'thank you so much')] };
  const mark: MarkOf = (receiver, text) => `keyed ${marked(receiver, text).join(': ')}`;
  const again = (before: GivenToday) =>
    counted(before, '2026-11-23', 'op1', [colleague('a')], 'Thank you so much', mark);

  it('knows the same words again, frees them, and writes no such mark any more', () => {
    expect(again(unkeyed)).toMatchObject({ ok: false, why: 'thanks.refused.twice' });
    const given = { id: 'op0', to: [colleague('a')], text: 'Thank you so much' };
    expect(uncounted(unkeyed, given)?.texts).toEqual([]);
    const after = again(old);
    expect(after).toMatchObject({
      value: { count: 2, texts: [old.texts[0], 'keyed a: thank you so much~op1'] },
    });
  });
});

describe('the offer of a skill', () => {
  const id = (name: string) => {
    const skill = skillNamed(name);
    return skill.ok ? skill.value.id : '';
  };

  it('is open until it was answered or the skill is shared', () => {
    expect(offerOf(person(), 'Excel', skillNamed)).toBe('open');
    expect(offerOf(person({ declined: [id('excel')] }), ' EXCEL ', skillNamed)).toBe('declined');
    const share = {
      id: id('Excel'),
      name: 'Excel',
      level: 'explain' as const,
      kind: 'skill' as const,
      added: '2026-01-01T00:00:00Z',
    };
    expect(offerOf(person({}, { shares: [share] }), 'excel', skillNamed)).toBe('taken');
    expect(offerOf(person(), '', skillNamed)).toBe('declined');
  });
});
