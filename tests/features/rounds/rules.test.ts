import { personId } from '#bot/core/ids';
import { dayIn, instantOf, isoInstant, weekdayOf } from '#bot/core/time';
import type { Activity, Rhythm } from '#bot/features/rounds/record';
import {
  answered,
  applicantOf,
  askedAfter,
  asksAt,
  closesAt,
  hasMet,
  hoursUtc,
  isOpen,
  metOverHelp,
  metPairs,
  nextOpens,
  opened,
  rhythmNamed,
  switched,
  type Took,
  takesPart,
} from '#bot/features/rounds/rules';
import { calendar, person, profile } from '#tests/people';
import fc from '#tests/property';

const crew = { zone: 'Europe/Amsterdam', country: 'NL' };
const local = (at: { toZonedDateTimeISO(zone: string): { toString(): string } }): string =>
  at.toZonedDateTimeISO(crew.zone).toString().slice(0, 16);

describe('when a round opens and closes', () => {
  const monday = instantOf('2026-11-23T06:00:00Z');

  test('on a Wednesday at ten, after more than a week', () => {
    expect(local(closesAt(monday, crew, calendar))).toBe('2026-12-02T10:00');
    const friday = instantOf('2026-11-27T09:00:00Z');
    expect(local(closesAt(friday, crew, calendar))).toBe('2026-12-09T10:00');
  });

  test('never on a public holiday, and at the same wall time after the clocks change', () => {
    const before = instantOf('2026-12-14T06:00:00Z');
    expect(local(closesAt(before, crew, calendar))).toBe('2026-12-23T10:00');
    const christmas = instantOf('2024-12-16T06:00:00Z');
    expect(local(closesAt(christmas, crew, calendar))).toBe('2024-12-27T10:00');
    const spring = instantOf('2027-03-22T06:00:00Z');
    expect(isoInstant(closesAt(spring, crew, calendar))).toBe('2027-03-31T08:00:00Z');
  });

  test('the next one opens on a Monday, so many weeks on, also over the change of the clocks', () => {
    const round = { opened: '2027-03-08T06:00:00Z', closes: '2027-03-17T09:00:00Z' };
    expect(isoInstant(nextOpens(round, 4, crew, calendar))).toBe('2027-04-05T05:00:00Z');
    expect(isoInstant(nextOpens(round, 2, crew, calendar))).toBe('2027-03-22T06:00:00Z');
  });

  test('a round has always closed before the next opens, and everybody’s week lies in it', () => {
    const zones = ['Europe/Amsterdam', 'America/New_York', 'Asia/Kolkata', 'Australia/Sydney'];
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 700 * 24 }),
        fc.constantFrom(...zones),
        fc.constantFrom(2, 4, 8),
        (hours, zone, every) => {
          const place = { zone, country: 'NL' };
          const now = monday.add({ hours });
          const { round, next } = opened(
            { every: every as 2, announced: '' },
            now,
            { place, roster: 8 },
            calendar,
          );
          const closes = instantOf(round.closes);
          expect(closes.epochMilliseconds - now.epochMilliseconds).toBeGreaterThan(7 * 86_400_000);
          expect(weekdayOf(dayIn(closes, zone))).toBeLessThanOrEqual(5);
          expect(next > round.closes).toBe(true);
          expect(weekdayOf(dayIn(instantOf(next), zone))).toBe(1);
          expect(isoInstant(asksAt(closes, place, calendar)) > round.closes).toBe(true);
        },
      ),
      { numRuns: 100 },
    );
  });
});

test.each([
  ['every 4 weeks', 4],
  ['4 weeks', 4],
  ['elke 8 weken', 8],
  ['iedere twee weken', 2],
  ['Every Two Weeks', 2],
  ['off', 0],
  ['uit', 0],
  ['every 3 weeks', undefined],
  ['every week', undefined],
  ['', undefined],
])('%j means %s', (typed, weeks) => {
  expect(rhythmNamed(typed)).toBe(weeks);
});

describe('a rhythm that is switched', () => {
  const now = instantOf('2026-11-23T06:00:00Z');
  const off: Rhythm = { every: 0, announced: '' };

  test('opens its first round at once, counts on, and stops a round that is open', () => {
    const on = switched(off, 4, now);
    expect(on).toMatchObject({ every: 4, next: '2026-11-23T06:00:00Z' });
    expect(switched(on as Rhythm, 4, now)).toBeUndefined();
    const first = opened(
      { ...(on as Rhythm), every: 4 },
      now,
      { place: crew, roster: 8 },
      calendar,
    );
    expect(first.round.id).toBe('0001');
    expect(isOpen(first, '0001', now)).toBe(true);
    const stopped = switched(first, 0, now) as Rhythm;
    expect(stopped.round?.cancelled).toBe(true);
    expect(stopped.next).toBeUndefined();
    expect(isOpen(stopped, '0001', now)).toBe(false);
    const again = switched(stopped, 2, now) as Rhythm;
    expect(isOpen(again, '0001', now)).toBe(false);
    expect(opened({ ...again, every: 2 }, now, { place: crew, roster: 8 }, calendar).round.id).toBe(
      '0002',
    );
  });

  test('to other weeks changes nothing of the round that is open', () => {
    const first = opened({ ...off, every: 4 }, now, { place: crew, roster: 8 }, calendar);
    const changed = switched(first, 8, now);
    expect(changed?.round).toEqual(first.round);
    expect(changed?.next).toBe(first.next);
  });

  test('a round that has closed is not taken back', () => {
    const first = opened({ ...off, every: 4 }, now, { place: crew, roster: 8 }, calendar);
    const later = instantOf(first.round.closes).add({ minutes: 1 });
    expect(switched(first, 0, later)?.round?.cancelled).toBe(false);
  });
});

describe('who waits', () => {
  const took = (patch: Partial<Took>): Took => ({
    round: '0001',
    answer: 'yes',
    wait: 0,
    learns: false,
    shown: [],
    ...patch,
  });

  test('a yes without anything learnt weighs more next time; learning starts again', () => {
    expect(answered(undefined, '0001', 'yes')).toMatchObject({ wait: 0 });
    expect(answered(took({ wait: 2 }), '0002', 'yes')).toMatchObject({ wait: 3, round: '0002' });
    expect(answered(took({ wait: 2, learns: true }), '0002', 'yes').wait).toBe(0);
    expect(answered(took({ wait: 2, answer: 'no' }), '0002', 'yes').wait).toBe(2);
  });

  test('an answer may change until the round closes, and is the same twice', () => {
    const yes = answered(took({ wait: 1 }), '0002', 'yes');
    expect(answered(yes, '0002', 'yes')).toEqual(yes);
    expect(answered(answered(yes, '0002', 'no'), '0002', 'yes')).toEqual(yes);
  });
});

describe('who may be matched', () => {
  const yes = {
    crew: { round: '0001', answer: 'yes' as const, wait: 3, learns: false, shown: [] },
  };
  const today = '2026-12-02';
  const inRound = (patch: object, guest = false): boolean =>
    takesPart(person({ rounds: yes, ...patch }), 'crew', '0001', today, guest);

  test('only a yes to this round, by somebody who is here', () => {
    expect(inRound({})).toBe(true);
    expect(inRound({}, true)).toBe(false);
    expect(inRound({ consent: { state: 'not-now', since: '2026-11-01T00:00:00Z' } })).toBe(false);
    expect(inRound({ pausedUntil: today })).toBe(false);
    expect(inRound({ pausedUntil: '2026-12-01' })).toBe(true);
    expect(inRound({ off: ['rounds'] })).toBe(false);
    expect(
      inRound({ reach: { state: 'unreachable', why: 'x', since: '2026-11-01T00:00:00Z' } }),
    ).toBe(false);
    expect(inRound({ rounds: {} })).toBe(false);
    expect(takesPart(person({ rounds: yes }), 'crew', '0002', today, false)).toBe(false);
    expect(takesPart(person({ rounds: yes }), 'other', '0001', today, false)).toBe(false);
  });

  const now = instantOf('2026-12-02T09:00:00Z');
  const deps = { calendar, countsAs: ({ id }: { id: string }) => (id === 'xls' ? 'excel' : id) };
  const skill = (id: string) => ({
    id,
    name: id,
    kind: 'skill' as const,
    added: '2026-11-01T00:00:00Z',
  });

  test('what the engine is told', () => {
    const somebody = person(
      { rounds: yes, language: 'nl', blocked: ['p9'], teachesWithoutReturn: true },
      {
        shares: [
          { ...skill('xls'), level: 'explain' },
          { ...skill('excel'), level: 'explain' },
        ],
        wishes: [skill('sql')],
      },
    );
    expect(applicantOf(somebody, 'crew', '2026-12-05', now, deps)).toEqual({
      id: 'p1',
      shares: ['excel'],
      wishes: ['sql'],
      languages: ['nl'],
      hoursUtc: [8, 16],
      team: null,
      manager: null,
      slots: 1,
      paused: false,
      teachesWithoutReturn: true,
      blocked: ['p9'],
      wait: 3,
    });
  });

  test('the person’s own limit holds: matches under way count, and nobody helps at a limit of 0', () => {
    const match = (expires: string) => ({
      id: `m-${expires}`,
      kind: 'round-match',
      created: '2026-12-01T00:00:00Z',
      expires,
      data: {},
    });
    const open = [match('2026-12-20T00:00:00Z'), match('2026-12-01T00:00:00Z')];
    const slots = (capacity: number): number =>
      applicantOf(person({ rounds: yes, capacity }, { open }), 'crew', '2026-12-05', now, deps)
        .slots;
    expect([0, 1, 2, 3].map(slots)).toEqual([0, 0, 1, 2]);
    const none = person({ capacity: 0 }, { shares: [{ ...skill('sql'), level: 'explain' }] });
    expect(applicantOf(none, 'crew', '2026-12-05', now, deps)).toMatchObject({
      shares: [],
      slots: 1,
    });
  });

  test('what a colleague explained since is matched no more, until it is wished for anew', () => {
    const wishes = ['sql', 'dutch'].map((id) => ({ ...skill(id), added: '2026-11-01T00:00:00Z' }));
    const of = (learnt: { skill: string; at: string; with: string }[]) =>
      applicantOf(person({ rounds: yes, learnt }, { wishes }), 'crew', '2026-12-05', now, deps)
        .wishes;
    const learnt = (at: string) => [{ skill: 'sql', at, with: 'b' }];
    expect(of([])).toEqual(['sql', 'dutch']);
    expect(of(learnt('2026-11-20T09:00:00Z'))).toEqual(['dutch']);
    expect(of(learnt('2026-10-20T09:00:00Z'))).toEqual(['sql', 'dutch']);
  });

  test('hours are told in UTC at that date: over the clocks, past midnight, in any zone', () => {
    const hours = (patch: object, day = '2026-12-05') => hoursUtc(profile(patch), day, calendar);
    expect(hours({})).toEqual([8, 16]);
    expect(hours({}, '2026-07-01')).toEqual([7, 15]);
    expect(hours({ zone: 'Asia/Kolkata' })).toEqual([3.5, 11.5]);
    expect(hours({ zone: 'Australia/Sydney' })).toEqual([22, 30]);
    expect(hours({ hours: { from: '22:00', to: '06:00' } })).toEqual([21, 29]);
  });
});

describe('who met', () => {
  const activity = (patch: Partial<Activity>): Activity => ({
    key: '0',
    kind: 'swap',
    arcs: [
      { teacher: 'b', learner: 'a', skill: 's' },
      { teacher: 'a', learner: 'b', skill: 't' },
    ],
    notes: [],
    asks: '2026-12-09T09:00:00Z',
    at: '',
    state: 'held',
    without: '',
    met: {},
    ...patch,
  });

  test('who said no has not met; one yes is enough; silence counts as met', () => {
    expect(hasMet(activity({}))).toBe(true);
    expect(hasMet(activity({ met: { a: false } }))).toBe(false);
    expect(hasMet(activity({ met: { a: false, b: true } }))).toBe(true);
    expect(hasMet(activity({ state: 'freed', without: 'a' }))).toBe(false);
  });

  test('they are asked on the working day after the time they chose, else when it is due', () => {
    const asked = (at: string) =>
      askedAfter({ asks: '2026-12-09T09:00:00Z', at }, crew, calendar).slice(0, 16);
    expect(asked('')).toBe('2026-12-09T09:00');
    expect(asked('2026-12-03T10:00:00Z')).toBe('2026-12-04T09:00');
    // A Friday: on Monday.
    expect(asked('2026-12-11T10:00:00Z')).toBe('2026-12-14T09:00');
  });

  test('a pair is told once, as of their latest round, and nobody who erased their data', () => {
    const circle = activity({
      arcs: [
        { teacher: 'a', learner: 'b', skill: 's' },
        { teacher: 'b', learner: '', skill: 's' },
        { teacher: '', learner: 'a', skill: 's' },
      ],
    });
    expect(
      metPairs([
        { ago: 3, activities: [circle] },
        { ago: 1, activities: [activity({})] },
        { ago: 2, activities: [activity({ met: { a: false } })] },
      ]),
    ).toEqual([['a', 'b', 1]]);
  });

  test('two who met over help are not called new to each other, and may be matched', () => {
    const learnt = ['p2', 'gone'].map((id) => ({
      skill: 'sql',
      at: '2026-11-20T09:00:00Z',
      with: id,
    }));
    const people = [person({ learnt }), person({}, { id: personId('p2') })];
    expect(metOverHelp([], people, 7)).toEqual([['p1', 'p2', 7]]);
    expect(metOverHelp([['p1', 'p2', 2]], people, 7)).toEqual([['p1', 'p2', 2]]);
  });
});
