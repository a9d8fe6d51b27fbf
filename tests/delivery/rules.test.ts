import { rhythms } from '#bot/core/learning';
import { commonSlots } from '#bot/core/slots';
import { addDays, dayIn, instantAt, instantOf, isoInstant, Temporal, weekIn } from '#bot/core/time';
import {
  afterSilence,
  inOrder,
  insideHours,
  leavesTime,
  nextInside,
  nextMoment,
  works,
  worktimeOf,
  zoneOf,
} from '#bot/delivery/rules';
import type { Profile } from '#bot/records/profile';
import { calendar, profile } from '#tests/people';
import fc from '#tests/property';

const tuesday = '2026-11-24T09:00:00Z';

const iso = (profileOf: Profile, from: string) => {
  const at = nextMoment(profileOf, instantOf(from), calendar);
  return at === undefined ? undefined : isoInstant(at);
};

describe('the weekly moment', () => {
  it('is Tuesday at 10:00 local unless the person says otherwise', () => {
    expect(iso(profile(), '2026-11-22T12:00:00Z')).toBe('2026-11-24T09:00:00Z');
    const friday = profile({ moment: { weekday: 5, time: '15:30' } });
    expect(iso(friday, '2026-11-22T12:00:00Z')).toBe('2026-11-27T14:30:00Z');
  });

  it('keeps its wall time over a change of the clocks', () => {
    const before = iso(profile(), '2026-10-19T00:00:00Z');
    const after = iso(profile({ lastMoment: before }), '2026-10-21T00:00:00Z');
    expect([before, after]).toEqual(['2026-10-20T08:00:00Z', '2026-10-27T09:00:00Z']);
  });

  it('moves from a public holiday to the next working day, at the same time', () => {
    // King's Day 2027 falls on a Tuesday.
    expect(iso(profile(), '2027-04-25T00:00:00Z')).toBe('2027-04-28T08:00:00Z');
    expect(iso(profile({ country: 'DE' }), '2027-04-25T00:00:00Z')).toBe('2027-04-27T08:00:00Z');
  });

  it('waits for the end of a pause', () => {
    const paused = profile({ pausedUntil: '2026-12-02' });
    expect(iso(paused, '2026-11-22T00:00:00Z')).toBe('2026-12-03T09:00:00Z');
  });

  it('comes when the hours open if its time lies outside them', () => {
    const late = profile({ hours: { from: '12:00', to: '20:00' } });
    expect(iso(late, '2026-11-22T00:00:00Z')).toBe('2026-11-24T11:00:00Z');
  });

  it.each([
    ['weekly', false, '2026-12-01'],
    ['fortnightly', false, '2026-12-08'],
    ['monthly', false, '2026-12-22'],
    ['weekly', true, '2026-12-08'],
  ] as const)('%s, slowed %s, comes again on %s', (rhythm, slowed, day) => {
    const last = profile({ rhythm, slowed, lastMoment: '2026-11-24T09:00:00Z' });
    expect(iso(last, '2026-11-24T09:00:01Z')?.slice(0, 10)).toBe(day);
  });

  it.each([
    ['not asked', { consent: { state: 'unasked' } }],
    ['not now', { consent: { state: 'not-now', since: '2026-01-01T00:00:00Z' } }],
    ['off', { rhythm: 'off' }],
    ['unreachable', { reach: { state: 'unreachable', why: 'x', since: '2026-01-01T00:00:00Z' } }],
    ['without a chat', { conversation: undefined }],
  ])('never comes for somebody %s', (_, patch) => {
    expect(iso(profile(patch as Partial<Profile>), '2026-11-22T00:00:00Z')).toBeUndefined();
  });
});

const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
const anyProfile: fc.Arbitrary<Profile> = fc
  .record({
    zone: fc.constantFrom(
      'Europe/Amsterdam',
      'America/New_York',
      'Asia/Kolkata',
      'Pacific/Auckland',
      'America/Sao_Paulo',
      'UTC',
    ),
    country: fc.constantFrom('NL', 'US', 'IN', 'NZ', undefined),
    from: time,
    to: time,
    daysOff: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 5 }),
    pausedFor: fc.option(fc.integer({ min: -10, max: 60 }), { nil: null }),
    rhythm: fc.constantFrom(...rhythms.filter((rhythm) => rhythm !== 'off')),
    weekday: fc.integer({ min: 1, max: 7 }),
    at: time,
    slowed: fc.boolean(),
    lastDays: fc.option(fc.integer({ min: 0, max: 40 }), { nil: null }),
  })
  .filter(({ from, to }) => from !== to)
  .map(({ from, to, pausedFor, weekday, at, lastDays, country, ...plain }) =>
    profile({
      ...plain,
      ...(country === undefined ? { country: undefined as never } : { country }),
      hours: { from, to },
      moment: { weekday, time: at },
      pausedUntil: pausedFor === null ? null : addDays('2026-11-22', pausedFor),
      ...(lastDays === null
        ? {}
        : { lastMoment: isoInstant(instantAt(addDays('2026-11-22', -lastDays), '12:00', 'UTC')) }),
    }),
  );
const anyInstant = fc
  .integer({ min: 0, max: 400 * 24 * 60 })
  .map((minutes) => instantOf('2026-11-22T00:00:00Z').add({ minutes }));

describe('a question with an end', () => {
  // A round that opened on Monday the 23rd closes on Wednesday the 2nd at ten.
  const closes = instantOf('2026-12-02T09:00:00Z');
  it.each([
    ['on Friday, three days to go', '2026-11-27T09:00:00Z', {}, true],
    ['on Monday, two days to go', '2026-11-30T09:00:00Z', {}, false],
    ['on Friday, Mondays off', '2026-11-27T09:00:00Z', { daysOff: [1, 6, 7] }, false],
    ['on Thursday, Mondays off', '2026-11-26T09:00:00Z', { daysOff: [1, 6, 7] }, true],
    ['on Tuesday, away until the day before', tuesday, { pausedUntil: '2026-12-01' }, false],
  ])('%s', (_, now, patch, leaves) => {
    expect(leavesTime(profile(patch), instantOf(now), closes, calendar)).toBe(leaves);
  });
});

describe('laws of the rules', () => {
  it('a moment lies ahead, within hours, on a working day, at least five days after the last', () => {
    fc.assert(
      fc.property(anyProfile, anyInstant, (who, from) => {
        const at = nextMoment(who, from, calendar);
        if (at === undefined) return;
        expect(Temporal.Instant.compare(at, from)).toBeGreaterThan(0);
        expect(insideHours(who, at, calendar)).toBe(true);
        if (who.lastMoment === undefined) return;
        const zone = zoneOf(who, calendar);
        const last = instantOf(who.lastMoment);
        expect(dayIn(at, zone) >= addDays(dayIn(last, zone), 5)).toBe(true);
        expect(weekIn(at, zone)).not.toBe(weekIn(last, zone));
      }),
      { numRuns: 400 },
    );
  });

  it('the next instant within hours is not before now, is within hours, and stands still there', () => {
    fc.assert(
      fc.property(anyProfile, anyInstant, (who, from) => {
        const at = nextInside(who, from, calendar);
        if (at === undefined) return;
        expect(Temporal.Instant.compare(at, from)).toBeGreaterThanOrEqual(0);
        expect(insideHours(who, at, calendar)).toBe(true);
        expect(nextInside(who, at, calendar)?.equals(at)).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it('no minute within hours falls on a day that is not worked', () => {
    fc.assert(
      fc.property(anyProfile, anyInstant, (who, at) => {
        if (!insideHours(who, at, calendar)) return;
        const today = dayIn(at, zoneOf(who, calendar));
        const night = who.hours.from > who.hours.to;
        expect(
          works(who, today, calendar) || (night && works(who, addDays(today, -1), calendar)),
        ).toBe(true);
      }),
      { numRuns: 400 },
    );
  });
});

describe('moments at which two people both work', () => {
  it('lie inside the hours of either, on no holiday, day off or pause, over changes of the clocks', () => {
    // Weeks in which clocks change somewhere, a King's Day, a Christmas, and others.
    const start = fc
      .tuple(
        fc.constantFrom('2026-10-23', '2026-03-06', '2026-03-27', '2027-04-25', '2026-12-23'),
        fc.nat(2_000),
      )
      .map(([day, minutes]) => instantOf(`${day}T00:00:00Z`).add({ minutes }));
    fc.assert(
      fc.property(
        anyProfile,
        anyProfile,
        start,
        fc.constantFrom(15, 30, 60),
        (one, other, from, minutes) => {
          const both = [one, other];
          const sides = both.map((who) => worktimeOf(who, calendar));
          for (const slot of commonSlots(sides, from, minutes)) {
            for (const who of both) {
              expect(insideHours(who, slot, calendar)).toBe(true);
              expect(insideHours(who, slot.add({ minutes: minutes - 1 }), calendar)).toBe(true);
            }
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('silence', () => {
  it('halves the rhythm after three ignored cards in a row, once, and tells', () => {
    let state = { silent: true, ignored: 0, slowed: false };
    const told: boolean[] = [];
    for (let week = 0; week < 8; week += 1) {
      const { tell, ...next } = afterSilence(profile(state));
      told.push(tell);
      state = { silent: true, ...next };
    }
    expect(told).toEqual([false, false, true, false, false, false, false, false]);
    expect(state.slowed).toBe(true);
  });

  it('forgets ignored cards after one answer', () => {
    expect(afterSilence(profile({ silent: false, ignored: 2 }))).toEqual({
      ignored: 0,
      slowed: false,
      tell: false,
    });
  });
});

describe('the order of open items', () => {
  const now = instantOf('2026-11-24T09:00:00Z');
  const next = instantOf('2026-12-01T09:00:00Z');
  const item = (kind: string, created: string, expires = '2027-01-01T00:00:00Z') => ({
    kind,
    created,
    expires,
  });
  const orderOf = (kind: string): number | undefined =>
    ({ waits: 0, invitation: 2, checkin: 4, offer: 5 })[kind];

  it('puts who waits first, then what expires before the next moment, then by kind and age', () => {
    const items = [
      item('offer', '2026-11-01'),
      item('checkin', '2026-11-02'),
      item('offer', '2026-11-03', '2026-11-28T00:00:00Z'),
      item('invitation', '2026-11-04'),
      item('waits', '2026-11-05'),
    ];
    expect(inOrder(items, now, next, orderOf).map(({ created }) => created)).toEqual([
      '2026-11-05',
      '2026-11-03',
      '2026-11-04',
      '2026-11-02',
      '2026-11-01',
    ]);
  });

  it('leaves out what expired and what nobody knows', () => {
    const items = [item('offer', '2026-11-01', '2026-11-24T09:00:00Z'), item('else', '2026-11-01')];
    expect(inOrder(items, now, next, orderOf)).toEqual([]);
  });
});
