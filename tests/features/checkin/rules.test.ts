import { personId } from '#bot/core/ids';
import { kinds } from '#bot/core/learning';
import { instantOf, isoInstant } from '#bot/core/time';
import { questionText } from '#bot/features/checkin/card';
import {
  answerOf,
  cardId,
  formNow,
  formOfCard,
  formOfTab,
  learnedMax,
  questionOf,
  standingOf,
  turned,
  waiting,
  weeklyItem,
} from '#bot/features/checkin/rules';
import type { Person } from '#bot/records/person';
import { type OpenItem, type Profile, profileSchema } from '#bot/records/profile';
import { wordsIn } from '#bot/strings/index';
import fc from '#tests/property';

const now = instantOf('2026-11-24T09:00:00Z');
const zone = 'Europe/Amsterdam';
const somebody = (profile: Partial<Profile> = {}, open: OpenItem[] = []): Person => ({
  id: personId('alex'),
  etag: undefined,
  rev: 0,
  profile: profileSchema.parse(profile),
  shares: [],
  wishes: [],
  teams: [],
  open,
  sent: [],
  written: [],
});
const blank = { learned: '', helpers: [], skill: '', wish: '' };

describe('the question', () => {
  it('goes through the five kinds and never repeats itself in two rounds', () => {
    const asked = Array.from({ length: 10 }, (_, n) => questionOf(n));
    expect(asked.slice(0, 5).map(({ kind }) => kind)).toEqual([...kinds]);
    expect(asked.slice(5).map(({ kind }) => kind)).toEqual([...kinds]);
    expect(new Set(asked.map(({ kind, variant }) => kind + variant)).size).toBe(10);
  });

  it('asks what somebody asked you once in four rounds, in its own words', () => {
    const rounds = Array.from({ length: 12 }, (_, round) => questionOf(5 * round + 3));
    expect(rounds.map(({ kind }) => kind)).toEqual(rounds.map(() => 'know-how'));
    expect(rounds.map(({ variant }) => variant)).toEqual([
      ...['1', '2', '3', 'asked'],
      ...['1', '2', '3', 'asked'],
      ...['1', '2', '3', 'asked'],
    ]);
    expect(questionText(wordsIn('en'), 18)).toContain('What did somebody ask you');
    expect(questionText(wordsIn('nl'), 18)).toContain('Wat vroeg iemand jou');
  });

  it('is there for every number', () => {
    fc.assert(
      fc.property(fc.nat(), (asked) => {
        expect(kinds).toContain(questionOf(asked).kind);
        expect(questionOf(asked)).toEqual(questionOf(asked % 60));
        expect(questionOf(asked).kind).not.toBe(questionOf(asked + 1).kind);
      }),
    );
  });
});

describe('the weekly item', () => {
  it('is named by the week and waits seven days', () => {
    expect(weeklyItem(somebody({ checkins: 7 }), now, undefined, zone)).toEqual({
      item: {
        id: 'checkin-2026-W48',
        kind: 'checkin',
        created: '2026-11-24T09:00:00Z',
        expires: '2026-12-01T09:00:00Z',
        data: { asked: 7 },
      },
      profile: { checkins: 8 },
    });
  });

  it('is none in a week in which one was done', () => {
    const monday = somebody({ checkedIn: '2026-11-23T08:00:00Z' });
    expect(weeklyItem(monday, now, undefined, zone)).toBeUndefined();
    const sunday = somebody({ checkedIn: '2026-11-22T22:00:00Z' });
    expect(weeklyItem(sunday, now, undefined, zone)).toBeDefined();
    // The person's own week: in Amsterdam it was Monday already.
    const late = somebody({ checkedIn: '2026-11-22T23:30:00Z' });
    expect(weeklyItem(late, now, undefined, zone)).toBeUndefined();
  });

  it('asks nothing twice within eight weeks, whatever is answered, skipped or ignored', () => {
    const week = fc.constantFrom('answered', 'ignored', 'by themselves', 'both', 'no moment');
    fc.assert(
      fc.property(fc.array(week, { minLength: 9, maxLength: 40 }), (weeks) => {
        let person = somebody();
        const asked: { week: number; question: string }[] = [];
        const note = (at: number, number: number) => {
          const { kind, variant } = questionOf(number);
          asked.push({ week: at, question: kind + variant });
        };
        weeks.forEach((what, n) => {
          const at = now.add({ hours: 24 * 7 * n });
          if (what === 'by themselves' || what === 'both') {
            const form = formNow(person, at, `own-${n}`);
            if (form.item === undefined) note(n, form.asked);
            const kept = person.open.filter(({ id }) => id !== form.item);
            const checkedIn = isoInstant(at);
            person = somebody({ ...person.profile, ...turned(person, form), checkedIn }, kept);
          }
          if (what === 'no moment' || what === 'by themselves') return;
          const added = weeklyItem(person, at, undefined, zone);
          if (added === undefined) return;
          note(n, Number(added.item.data['asked']));
          person = somebody({ ...person.profile, ...added.profile }, [added.item]);
          if (what === 'ignored') return;
          const form = formNow(person, at, `op-${n}`);
          person = somebody({ ...person.profile, ...turned(person, form) });
        });
        for (const [index, one] of asked.entries()) {
          const again = asked.slice(index + 1).find(({ question }) => question === one.question);
          if (again !== undefined) expect(again.week - one.week).toBeGreaterThan(8);
        }
      }),
    );
  });

  it('asks something else when the one before stayed unanswered', () => {
    const first = weeklyItem(somebody({ checkins: 7 }), now, undefined, zone);
    const later = instantOf('2026-12-01T09:00:00Z');
    const ignored = somebody(first?.profile, first === undefined ? [] : [first.item]);
    expect(weeklyItem(ignored, later, undefined, zone)?.item.data).toEqual({ asked: 8 });
  });

  it('gives way to the next one when that is due sooner', () => {
    const sooner = instantOf('2026-11-30T09:00:00Z');
    expect(weeklyItem(somebody(), now, sooner, zone)?.item.expires).toBe('2026-11-30T09:00:00Z');
    const later = instantOf('2026-12-08T09:00:00Z');
    expect(weeklyItem(somebody(), now, later, zone)?.item.expires).toBe('2026-12-01T09:00:00Z');
  });
});

describe('a form', () => {
  const item: OpenItem = {
    id: 'checkin-2026-W48',
    kind: 'checkin',
    created: '2026-11-24T09:00:00Z',
    expires: '2026-12-01T09:00:00Z',
    data: { asked: 3 },
  };

  it('is the one that waits, else a fresh one', () => {
    const person = somebody({ checkins: 9 }, [item]);
    expect(formNow(person, now, 'op')).toEqual({ id: item.id, asked: 3, item: item.id });
    expect(formNow(somebody({ checkins: 9 }), now, 'op')).toEqual({ id: 'op', asked: 9 });
    expect(formOfTab(person, now, 'op')).toEqual({ id: 'op', asked: 3, item: item.id });
    expect(waiting(person, instantOf(item.expires))).toBeUndefined();
  });

  it('is found again by what the card says', () => {
    const person = somebody({ checkins: 9 }, [item]);
    for (const form of [
      formNow(person, now, 'op'),
      formNow(somebody({ checkins: 4 }), now, 'a1'),
    ]) {
      expect(formOfCard(cardId(form), person)).toEqual(form);
    }
    fc.assert(
      fc.property(fc.string(), (id) => {
        const form = formOfCard(id, person);
        if (form !== undefined) expect(form.id).toMatch(/^[\w-]+$/);
      }),
    );
  });

  it('is closed for good once it was dealt with or its week is over', () => {
    const person = somebody({}, [item]);
    const form = formNow(person, now, 'op');
    expect(standingOf(person, form, now)).toBe('open');
    expect(standingOf(person, form, instantOf('2026-12-01T09:00:00Z'))).toBe('closed');
    expect(standingOf(somebody(), form, now)).toBe('closed');
    const after = somebody(turned(person, form));
    expect(standingOf(after, form, now)).toBe('dealt');
    expect(after.profile.checkins).toBe(4);
  });

  it('is remembered among the last eight', () => {
    let person = somebody();
    for (let n = 0; n < 20; n += 1) person = somebody(turned(person, { id: `f${n}`, asked: n }));
    expect(person.profile.recentCheckins).toHaveLength(8);
    expect(standingOf(person, { id: 'f19', asked: 0 }, now)).toBe('dealt');
    expect(person.profile.checkins).toBe(20);
  });
});

describe('an answer', () => {
  it('keeps paragraphs and takes everything away that cannot be seen', () => {
    const answer = answerOf(
      { ...blank, learned: '  one\u200b\r\n\n\n\n two \u202e ', helpers: ['a', ' a ', '', 'me'] },
      'me',
    );
    expect(answer).toEqual({
      ok: true,
      value: { ...blank, learned: 'one\n\ntwo', helpers: ['a'] },
    });
  });

  it('is refused when there is nothing in it, or only the person themselves', () => {
    for (const input of [
      blank,
      { ...blank, learned: ' \n\u200d ' },
      { ...blank, helpers: ['me'] },
    ]) {
      expect(answerOf(input, 'me')).toMatchObject({ why: 'checkin.refused.empty' });
    }
  });

  it('fits into a row whatever was typed, or is refused', () => {
    fc.assert(
      fc.property(
        fc.record({
          learned: fc.string({ unit: 'binary', maxLength: 3_000 }),
          helpers: fc.array(fc.string({ maxLength: 200 }), { maxLength: 7 }),
          skill: fc.string({ unit: 'grapheme', maxLength: 100 }),
          wish: fc.string({ unit: 'grapheme', maxLength: 100 }),
        }),
        (input) => {
          const answer = answerOf(input, 'me');
          if (answer.ok) expect(JSON.stringify(answer.value).length).toBeLessThan(30_000);
        },
      ),
    );
    const worst = answerOf({ ...blank, learned: '"'.repeat(learnedMax) }, 'me');
    expect(worst.ok).toBe(true);
    expect(answerOf({ ...blank, learned: '"'.repeat(learnedMax + 1) }, 'me').ok).toBe(false);
  });
});
