import { addDays, instantOf, isoInstant, Temporal } from '#bot/core/time';
import { works, zoneOf } from '#bot/delivery/rules';
import { counted, hoursMeet, mayBeAsked, released } from '#bot/features/help/limits';
import type { Ask } from '#bot/features/help/record';
import {
  accepted,
  afterWorkingDays,
  again,
  anew,
  answeredBy,
  askOfOne,
  checking,
  closed,
  happened,
  helpful,
  lessonKept,
  lessonOf,
  newAsk,
  nextStep,
  nobody,
  offered,
  planned,
  rescheduled,
  shownSince,
  soon,
  superfluous,
  tried,
  usualDay,
  worded,
} from '#bot/features/help/rules';
import { byMaxDays } from '#bot/features/help/wire';
import type { Profile } from '#bot/records/profile';
import { calendar, person, profile } from '#tests/people';
import fc from '#tests/property';

// Monday, ten in the morning in Amsterdam.
const monday = instantOf('2026-11-23T09:00:00Z');
const me = profile();
const words = { what: 'Something', minutes: 30, by: '2026-12-04' } as const;
const fresh = (): Ask => newAsk({ id: 's1', name: 'Excel' }, words, monday);
const withOffer = (ask: Ask, id: string, at = monday) =>
  offered(ask, id, { profile: me, sent: [] }, at, calendar).ask;
const helper = { id: 'h1', name: 'Megan' };
const slots = [instantOf('2026-11-24T09:00:00Z'), instantOf('2026-11-25T13:00:00Z')];
const value = <T>(outcome: { ok: boolean; value?: T }): T => {
  if (!outcome.ok) throw new Error('refused');
  return outcome.value as T;
};
const yes = () => value(accepted(withOffer(fresh(), 'h1'), helper, slots, monday));
const step = (ask: Ask, at: string) => nextStep(ask, me, instantOf(at), calendar);
const why = (outcome: object) => ('why' in outcome ? outcome.why : undefined);

describe('what somebody asks', () => {
  const say = (patch: object) => worded({ ...words, ...patch }, '2026-11-23');
  it('is a sentence that can be read, and a day from today on', () => {
    expect(say({ what: ' A\u200b  chart ' })).toEqual({
      ok: true,
      value: { ...words, what: 'A chart' },
    });
    expect(why(say({ what: '\u200b ' }))).toBe('help.refused.empty');
    expect(why(say({ what: 'x'.repeat(301) }))).toBe('help.refused.long');
    expect(say({ what: '👩‍👩‍👧'.repeat(300) }).ok).toBe(true);
    expect(why(say({ by: '2026-11-22' }))).toBe('help.refused.past');
    expect(say({ by: '2026-11-23' }).ok).toBe(true);
    expect(why(say({ by: '2027-01-23' }))).toBe('help.refused.far');
  });
});

describe('the search', () => {
  it('looks at once, then waits one working day for each', () => {
    expect(step(fresh(), '2026-11-23T09:00:00Z')).toMatchObject({ do: 'look', else: 'wait' });
    const one = withOffer(fresh(), 'h1');
    expect(step(one, '2026-11-23T10:00:00Z')).toMatchObject({
      do: 'verify',
      offer: { id: 'h1', until: '2026-11-24T09:00:00Z' },
    });
    expect(step(one, '2026-11-24T09:00:00Z')).toMatchObject({ do: 'look' });
    expect(step(answeredBy(one, 'h1', 'no'), '2026-11-23T10:00:00Z')).toMatchObject({ do: 'look' });
  });

  it('counts the silence from when somebody is told, over a weekend and a holiday', () => {
    const friday = offered(
      fresh(),
      'h1',
      { profile: me, sent: [] },
      instantOf('2026-11-27T18:00:00Z'),
      calendar,
    );
    expect([isoInstant(friday.told), friday.offer.until]).toEqual([
      '2026-11-30T08:00:00Z',
      '2026-12-01T08:00:00Z',
    ]);
    const eve = offered(
      fresh(),
      'h1',
      { profile: me, sent: [] },
      instantOf('2026-12-24T14:00:00Z'),
      calendar,
    );
    expect(eve.offer.until).toBe('2026-12-28T14:00:00Z');
  });

  it('asks three, widens once after two working days, asks three more, then says so', () => {
    let ask = fresh();
    for (const id of ['h1', 'h2', 'h3']) ask = answeredBy(withOffer(ask, id), id, 'no');
    const wait = step(ask, '2026-11-23T15:00:00Z');
    expect(wait).toMatchObject({ do: 'wait' });
    expect('at' in wait && isoInstant(wait.at)).toBe('2026-11-25T09:00:00Z');
    expect(step(ask, '2026-11-25T09:00:00Z')).toMatchObject({ do: 'look', else: 'nobody' });
    for (const id of ['h4', 'h5', 'h6']) {
      ask = answeredBy(withOffer(ask, id, instantOf('2026-11-25T09:00:00Z')), id, 'no');
    }
    expect(step(ask, '2026-11-25T09:00:00Z')).toEqual({ do: 'nobody' });
    expect(new Set(tried(ask)).size).toBe(6);
  });

  it('ends with the day by which it would help, and looks once more when asked', () => {
    const ask = withOffer(fresh(), 'h1');
    expect(step(ask, '2026-12-04T22:59:59Z')).toMatchObject({ do: 'look' });
    expect(step(ask, '2026-12-04T23:00:00Z')).toEqual({ do: 'nobody' });
    const over = nobody(ask, instantOf('2026-12-05T09:00:00Z'));
    expect(step(over, '2026-12-19T08:59:59Z')).toMatchObject({ do: 'wait' });
    expect(step(over, '2026-12-19T09:00:00Z')).toEqual({ do: 'expire', how: 'expired' });
    const once = value(again(over, instantOf('2026-12-05T09:00:00Z'), '2026-12-05'));
    expect(once).toMatchObject({ by: '2026-12-12', state: { is: 'asking', widened: false } });
    expect(value(again(once, monday, '2026-12-05'))).toBe(once);
  });
});

describe('an ask to one colleague', () => {
  const one = { as: 'named', id: 'h', name: 'Megan', line: '' } as const;
  const asked = () => askOfOne(fresh(), one, me, monday, calendar).ask;
  const end = '2026-11-25T09:00:00Z';

  it('ends two working days later, whatever they did, and asks nobody else', () => {
    const open = asked();
    const no = answeredBy(open, 'h', 'no');
    const before = instantOf('2026-11-25T08:59:59Z');
    expect(nextStep(open, me, before, calendar)).toMatchObject({
      do: 'verify',
      at: instantOf(end),
    });
    expect(nextStep(no, me, before, calendar)).toEqual({ do: 'wait', at: instantOf(end) });
    for (const ask of [open, no, answeredBy(open, 'h', 'gone')]) {
      expect(nextStep(ask, me, instantOf(end), calendar)).toEqual({ do: 'nobody' });
    }
    const { ask } = askOfOne(fresh(), one, me, instantOf('2026-11-27T15:00:00Z'), calendar);
    expect(ask.only?.until).toBe('2026-12-01T15:00:00Z');
  });

  it('ends with the day by which it would help, if that is sooner', () => {
    const today = { ...asked(), by: '2026-11-23' };
    const midnight = instantOf('2026-11-23T23:00:00Z');
    expect(nextStep(today, me, midnight, calendar)).toEqual({ do: 'nobody' });
  });

  it('still takes a late yes; who cannot after all leaves it to the asker', () => {
    const over = nobody(asked(), instantOf(end));
    const helper = { id: 'h', name: 'Megan' };
    const late = accepted(over, helper, [], instantOf('2026-11-26T09:00:00Z'));
    expect(late).toMatchObject({ ok: true, value: { state: { is: 'accepted', helper } } });
    const back = late.ok ? anew(late.value, instantOf('2026-11-26T10:00:00Z')) : late;
    expect(back).toMatchObject({ ok: true, value: { state: { is: 'nobody' } } });
  });

  it('goes to others without a name when the asker says so, and never to the same again', () => {
    const others = again(nobody(asked(), instantOf(end)), instantOf(end), '2026-11-25');
    if (!others.ok) throw new Error(others.why);
    expect(others.value.only).toBeUndefined();
    expect(nextStep(others.value, me, instantOf(end), calendar)).toMatchObject({ do: 'look' });
    expect(tried(others.value)).toEqual(['h']);
  });
});

describe('a yes', () => {
  it('is the first one, once, from somebody who was asked', () => {
    const ask = yes();
    expect(ask.state).toMatchObject({ is: 'accepted', helper, slots: slots.map(isoInstant) });
    expect(value(accepted(ask, helper, [], monday))).toBe(ask);
    expect(why(accepted(ask, { id: 'h2', name: '' }, [], monday))).toBe('help.refused.settled');
    expect(why(accepted(fresh(), helper, slots, monday))).toBe('help.refused.settled');
    const gone = answeredBy(withOffer(fresh(), 'h1'), 'h1', 'gone');
    expect(why(accepted(gone, helper, slots, monday))).toBe('help.refused.settled');
  });

  it('counts late: after silence, after nobody, not after it was taken back', () => {
    const late = nobody(withOffer(fresh(), 'h1'), monday);
    expect(accepted(late, helper, slots, monday).ok).toBe(true);
    const back = value(closed(withOffer(fresh(), 'h1'), 'withdrawn', monday));
    expect(why(accepted(back, helper, slots, monday))).toBe('help.refused.settled');
    expect(superfluous(back).map(({ id }) => id)).toEqual(['h1']);
  });

  it('takes the question away from everybody else', () => {
    const two = withOffer(withOffer(fresh(), 'h1'), 'h2');
    expect(superfluous(two)).toEqual([]);
    const ask = value(accepted(two, helper, slots, monday));
    expect(superfluous(ask).map(({ id }) => id)).toEqual(['h2']);
    expect(superfluous(value(happened(ask, monday))).map(({ id }) => id)).toEqual(['h1', 'h2']);
  });
});

describe('a time', () => {
  const first = isoInstant(slots[0] as Temporal.Instant);
  it('is one of those offered; the first choice stands until others are asked for', () => {
    const ask = value(planned(yes(), first));
    expect(ask.state).toMatchObject({ is: 'planned', at: first });
    expect(value(planned(ask, first))).toBe(ask);
    expect(why(planned(ask, isoInstant(slots[1] as Temporal.Instant)))).toBe(
      'help.refused.planned',
    );
    // A time that was typed stands, whatever hour it is.
    expect(value(planned(yes(), '2026-11-24T03:00:00Z')).state).toMatchObject({ is: 'planned' });
    expect(value(rescheduled(ask, slots, '2026-11-24')).state).toMatchObject({ is: 'accepted' });
    expect(value(rescheduled(ask, [], '2026-12-01'))).toMatchObject({ by: '2026-12-08' });
    expect(why(rescheduled(fresh(), slots, '2026-11-24'))).toBe('common.refused.stale');
  });

  it('is up to the day by which it helps, where that can be', () => {
    expect(helpful(slots, '2026-11-24', 'Europe/Amsterdam')).toEqual([slots[0]]);
    expect(helpful(slots, '2026-11-23', 'Europe/Amsterdam')).toEqual(slots);
  });

  it('is followed by one question on the working morning after', () => {
    const ask = value(planned(yes(), first));
    expect(step(ask, '2026-11-25T07:59:59Z')).toMatchObject({ do: 'wait' });
    expect(step(ask, '2026-11-25T08:00:00Z')).toEqual({ do: 'check' });
    // Nobody chose a time: after the last of them, and after the day by which it helps.
    expect(step(yes(), '2026-12-06T12:00:00Z')).toMatchObject({ do: 'wait' });
    expect(step(yes(), '2026-12-07T08:00:00Z')).toEqual({ do: 'check' });
    // Before that day, others take their place when the last is over.
    expect(step(yes(), '2026-11-25T12:59:00Z')).toMatchObject({ do: 'wait', at: slots[1] });
    expect(step(yes(), '2026-11-25T13:00:00Z')).toMatchObject({ do: 'times' });
    const asked = checking(ask, instantOf('2026-11-25T08:00:00Z'));
    expect(asked.state).toMatchObject({ is: 'checking', at: first });
    expect(step(asked, '2026-12-09T08:00:00Z')).toEqual({ do: 'expire', how: 'expired' });
  });

  it('goes with its helper: without them it is asked anew, and not of them', () => {
    const ask = yes();
    const erased: Ask = { ...ask, state: { ...ask.state, helper: { id: '', name: '' } } as never };
    expect(step(erased, '2026-11-23T10:00:00Z')).toEqual({ do: 'anew' });
    const next = value(anew(ask, instantOf('2026-11-24T10:00:00Z')));
    expect(next.state).toMatchObject({ is: 'asking', since: '2026-11-24T10:00:00Z' });
    expect(next.behind.offers).toMatchObject([{ id: 'h1', answer: 'no' }]);
    expect(why(anew(fresh(), monday))).toBe('common.refused.stale');
  });
});

describe('after it', () => {
  const at = instantOf('2026-11-25T08:00:00Z');
  it('goes from the line to the last question, or ends', () => {
    const ask = value(happened(yes(), at));
    expect(ask.state).toMatchObject({ is: 'lesson', happened: '2026-11-25T08:00:00Z' });
    expect(value(happened(ask, monday))).toBe(ask);
    const share = value(lessonKept(ask, true, at));
    expect(share.state).toMatchObject({ is: 'share' });
    expect(value(lessonKept(ask, false, at)).state).toMatchObject({ is: 'closed', how: 'learnt' });
    expect(why(lessonKept(share, true, at))).toBe('common.refused.stale');
    expect(why(closed(share, 'withdrawn', at))).toBe('common.refused.stale');
    expect(step(share, '2026-12-09T08:00:00Z')).toEqual({ do: 'expire', how: 'learnt' });
    expect(why(happened(fresh(), at))).toBe('common.refused.stale');
  });

  it('keeps a line of at most 200 characters, or none', () => {
    expect(value(lessonOf(' Look  first. '))).toBe('Look first.');
    expect(value(lessonOf('\u200b'))).toBeUndefined();
    expect(why(lessonOf('x'.repeat(201)))).toBe('help.refused.lesson');
  });

  it('came soon when it happened within five working days of the asker', () => {
    const happens = (day: string) => soon(yes(), me, instantOf(`${day}T16:00:00Z`), calendar);
    expect([happens('2026-11-30'), happens('2026-12-01')]).toEqual([true, false]);
    // What was planned counts, not when somebody said so.
    const ask = checking(value(planned(yes(), isoInstant(slots[0] as Temporal.Instant))), at);
    expect(soon(ask, me, instantOf('2026-12-08T09:00:00Z'), calendar)).toBe(true);
  });
});

describe('working days', () => {
  it('never end on a day that is not worked, and keep the wall time over changes of the clocks', () => {
    const anyone = fc.record({
      zone: fc.constantFrom('Europe/Amsterdam', 'America/New_York', 'Pacific/Auckland'),
      country: fc.constantFrom('NL', 'US', 'NZ'),
      daysOff: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 6 }),
      pausedUntil: fc.constantFrom(null, '2026-11-30'),
    });
    const from = fc.nat(400 * 24 * 60).map((minutes) => monday.add({ minutes }));
    fc.assert(
      fc.property(anyone, from, fc.integer({ min: 1, max: 5 }), (patch, start, days) => {
        const who = profile(patch);
        const zone = zoneOf(who, calendar);
        const local = (at: Temporal.Instant) => at.toZonedDateTimeISO(zone);
        const end = afterWorkingDays(who, start, days, calendar);
        expect(works(who, local(end).toPlainDate().toString(), calendar)).toBe(true);
        expect(Temporal.Instant.compare(end, start)).toBe(1);
        let worked = 0;
        for (
          let day = local(start).toPlainDate().add({ days: 1 });
          Temporal.PlainDate.compare(day, local(end).toPlainDate()) <= 0;
          day = day.add({ days: 1 })
        ) {
          if (works(who, day.toString(), calendar)) worked += 1;
        }
        expect(worked).toBe(days);
      }),
      { numRuns: 100 },
    );
  });
});

describe('the day a form starts with', () => {
  it('is one somebody works on, five working days ahead', () => {
    expect(usualDay(profile(), instantOf('2026-11-22T10:00:00Z'), calendar)).toBe('2026-11-27');
    expect(usualDay(profile(), instantOf('2026-12-23T10:00:00Z'), calendar)).toBe('2026-12-31');
  });

  it('is never further than help may be asked for', () => {
    const away = profile({ pausedUntil: '2027-11-01' });
    const today = '2026-11-23';
    const day = usualDay(away, instantOf(`${today}T10:00:00Z`), calendar);
    expect(day <= addDays(today, byMaxDays)).toBe(true);
  });
});

describe('the helper’s own limits', () => {
  const asker = { id: 'a', blocked: [] };
  const may = (patch: Partial<Profile>, at = monday) =>
    mayBeAsked(person(patch), 's1', asker, 'h1', at, calendar);
  const entry = (id: string, at: string, on = true) => ({
    id,
    at,
    until: '2026-12-20T00:00:00Z',
    on,
  });

  it('are asks a week and help at once; before a yes and in a pause there is none', () => {
    expect(may({})).toBe(true);
    expect(may({ askLimit: 0 })).toBe(false);
    expect(may({ capacity: 0 })).toBe(false);
    expect(may({ pausedUntil: '2026-11-23' })).toBe(false);
    expect(may({ pausedUntil: '2026-11-22' })).toBe(true);
    expect(may({ consent: { state: 'unasked' } })).toBe(false);
    expect(may({ notAsked: ['s1'] })).toBe(false);
    expect(may({ blocked: ['a'] })).toBe(false);
    expect(mayBeAsked(person(), 's1', { id: 'a', blocked: ['h1'] }, 'h1', monday, calendar)).toBe(
      false,
    );
    expect(mayBeAsked(person(), 's1', asker, 'a', monday, calendar)).toBe(false);
  });

  it('count an ask in the week in which it is heard', () => {
    const heard = [entry('x', '2026-11-23T09:00:00Z', false)];
    expect(may({ asks: heard })).toBe(false);
    expect(may({ asks: heard, askLimit: 2 })).toBe(true);
    // On Friday evening the next one is heard on Monday.
    const friday = instantOf('2026-11-27T17:00:00Z');
    expect(may({ asks: heard }, friday)).toBe(true);
    expect(may({ asks: [entry('y', '2026-11-30T08:00:00Z', false)] }, friday)).toBe(false);
    expect(may({ asks: [entry('x', '2026-11-16T09:00:00Z')], askLimit: 3 })).toBe(false);
    expect(may({ asks: [entry('x', '2026-11-16T09:00:00Z')], askLimit: 3, capacity: 2 })).toBe(
      true,
    );
  });

  it('hold over any run of asks, answers and weeks', () => {
    const event = fc.record({
      hours: fc.nat(40),
      answer: fc.constantFrom('ask', 'ask', 'ask', 'no', 'over'),
    });
    const limits = fc.record({
      askLimit: fc.integer({ min: 0, max: 3 }),
      capacity: fc.integer({ min: 0, max: 5 }),
    });
    fc.assert(
      fc.property(limits, fc.array(event, { maxLength: 60 }), (set, events) => {
        let who = profile(set);
        let now = monday;
        const toldIn = new Map<string, number>();
        for (const [n, { hours, answer }] of events.entries()) {
          now = now.add({ hours });
          if (answer !== 'ask') {
            const open = who.asks.find(({ on }) => on);
            if (open !== undefined) who = { ...who, ...released(who, open.id, now) };
            continue;
          }
          if (!mayBeAsked({ profile: who, sent: [] }, 's1', asker, 'h1', now, calendar)) continue;
          const { told } = offered(fresh(), 'h1', { profile: who, sent: [] }, now, calendar);
          const until = isoInstant(told.add({ hours: 24 * 10 }));
          who = {
            ...who,
            ...counted(who, { id: `q${n}`, at: isoInstant(told), until, on: true }, now),
          };
          const date = told.toZonedDateTimeISO('Europe/Amsterdam');
          const week = `${date.yearOfWeek}-${date.weekOfYear}`;
          toldIn.set(week, (toldIn.get(week) ?? 0) + 1);
          const atOnce = who.asks.filter((one) => one.on && one.until > isoInstant(now)).length;
          expect(atOnce).toBeLessThanOrEqual(set.capacity);
          // Whoever was taken back before they heard of it is not counted: at most the limit heard.
          const heard = who.asks.filter(({ at }) => at === isoInstant(told)).length;
          expect(heard).toBeLessThanOrEqual(set.askLimit);
        }
        expect(who.asks.length).toBeLessThan(30);
      }),
      { numRuns: 100 },
    );
  });

  it('look at hours that meet on a common day, around the clock', () => {
    const side = (zone: string, from: string, to: string, daysOff = [6, 7]) => ({
      zone,
      hours: { from, to },
      daysOff,
    });
    const day = side('Europe/Amsterdam', '09:00', '17:00');
    const boston = side('America/New_York', '09:00', '17:00');
    expect(hoursMeet(day, boston, 60, monday)).toBe(true);
    expect(hoursMeet(day, side('America/Los_Angeles', '09:00', '17:00'), 30, monday)).toBe(false);
    expect(hoursMeet(day, side('Asia/Tokyo', '16:00', '23:00'), 60, monday)).toBe(true);
    expect(hoursMeet(day, side('Europe/Amsterdam', '22:00', '06:00'), 15, monday)).toBe(false);
    expect(hoursMeet(day, side('UTC', '22:00', '08:30'), 30, monday)).toBe(true);
    expect(hoursMeet(day, side('UTC', '09:00', '17:00', [1, 2, 3, 4, 5]), 30, monday)).toBe(false);
  });
});

describe('a line kept for whoever comes next', () => {
  // Monday 23 to Sunday 29 November, in Amsterdam.
  const shown = (kept: string, now: string) =>
    Temporal.Instant.compare(kept, shownSince(instantOf(now), calendar)) < 0;

  it('is shown from the working day after it was kept', () => {
    expect(shown('2026-11-23T10:00:00Z', '2026-11-23T22:59:00Z')).toBe(false);
    expect(shown('2026-11-23T10:00:00Z', '2026-11-23T23:00:00Z')).toBe(true);
    // What was kept on Friday waits for Monday.
    expect(shown('2026-11-27T10:00:00Z', '2026-11-29T20:00:00Z')).toBe(false);
    expect(shown('2026-11-27T10:00:00Z', '2026-11-30T00:00:00Z')).toBe(true);
    expect(shown('2026-11-26T10:00:00Z', '2026-11-28T12:00:00Z')).toBe(true);
  });
});
