import { teamId } from '#bot/core/ids';
import { instantOf } from '#bot/core/time';
import {
  firstDigestDue,
  mayWait,
  nextDigest,
  nightlyDue,
  receives,
  sendAt,
  weekToTell,
} from '#bot/features/digest/moment';
import { holidayCalendar } from '#bot/platform/holidays';
import { type Profile, profileSchema } from '#bot/records/profile';

const calendar = { defaultZone: 'Europe/Amsterdam', isHoliday: holidayCalendar() };
const crew = { id: teamId('crew') };
const next = (team: object, now: string) =>
  nextDigest({ ...crew, ...team }, instantOf(now), calendar).toString();

describe('when the digest comes', () => {
  it("is Monday 09:00 in the team's own zone, summer and winter", () => {
    expect(next({}, '2026-11-18T12:00:00Z')).toBe('2026-11-23T08:00:00Z');
    expect(next({}, '2026-07-15T12:00:00Z')).toBe('2026-07-20T07:00:00Z');
    expect(next({ zone: 'Asia/Tokyo' }, '2026-11-18T12:00:00Z')).toBe('2026-11-23T00:00:00Z');
    expect(next({}, '2026-11-23T07:59:59Z')).toBe('2026-11-23T08:00:00Z');
    expect(next({}, '2026-11-23T08:00:00Z')).toBe('2026-11-30T08:00:00Z');
  });

  it('moves from a public holiday to the next working day, for a team whose country is known', () => {
    const easterMonday = '2027-03-28T12:00:00Z';
    expect(next({ country: 'NL' }, easterMonday)).toBe('2027-03-30T07:00:00Z');
    expect(next({}, easterMonday)).toBe('2027-03-29T07:00:00Z');
    // On the holiday itself it is still to come.
    expect(next({ country: 'NL' }, '2027-03-29T12:00:00Z')).toBe('2027-03-30T07:00:00Z');
  });

  it('tells first of the week in which the bot came', () => {
    const came = { announcedAt: '2026-11-23T06:00:00Z' };
    expect(next(came, '2026-11-23T06:00:00Z')).toBe('2026-11-30T08:00:00Z');
    expect(next(came, '2026-11-29T06:00:00Z')).toBe('2026-11-30T08:00:00Z');
    expect(next({ announcedAt: '2026-11-22T06:00:00Z' }, '2026-11-22T06:00:00Z')).toBe(
      '2026-11-23T08:00:00Z',
    );
  });

  it('is planned in one row, however often it is planned', () => {
    const dues = ['2026-11-23T08:00:00Z', '2026-11-24T10:00:00Z', '2026-11-30T02:00:00Z'].map(
      (now) => firstDigestDue(crew, instantOf(now), calendar),
    );
    expect(new Set(dues.map((due) => JSON.stringify(due))).size).toBe(1);
  });

  it('tells of the ISO week that has just ended, also over a new year', () => {
    const week = (now: string) => weekToTell(crew, instantOf(now), calendar);
    expect(week('2026-11-23T08:00:00Z')).toBe('2026-W47');
    expect(week('2026-11-24T08:00:00Z')).toBe('2026-W47');
    expect(week('2027-01-04T08:00:00Z')).toBe('2026-W53');
  });

  it('waits a day at most for what the night has to say', () => {
    expect(mayWait(crew, instantOf('2026-11-23T08:00:00Z'), calendar)).toBe(true);
    expect(mayWait(crew, instantOf('2026-11-24T07:59:00Z'), calendar)).toBe(true);
    expect(mayWait(crew, instantOf('2026-11-24T08:00:00Z'), calendar)).toBe(false);
  });

  it('comes after the night before it', () => {
    expect(nightlyDue(instantOf('2026-11-22T20:00:00Z'), calendar).at.toString()).toBe(
      '2026-11-23T02:00:00Z',
    );
    expect(nightlyDue(instantOf('2026-11-23T02:00:00Z'), calendar).at.toString()).toBe(
      '2026-11-24T02:00:00Z',
    );
  });
});

describe('a subscriber', () => {
  const monday = '2026-11-23T08:00:00Z';
  const profile = (more: Partial<Profile> = {}): Profile =>
    profileSchema.parse({
      consent: { state: 'in', since: monday },
      conversation: { id: 'chat', serviceUrl: 'https://teams' },
      ...more,
    });
  const at = (more: Partial<Profile>, asked = false, now = monday) =>
    sendAt(profile(more), asked, instantOf(now), calendar)?.toString();

  it('is sent it at once inside their hours, and else when their hours begin', () => {
    expect(at({})).toBe(monday);
    expect(at({ hours: { from: '12:00', to: '18:00' } })).toBe('2026-11-23T11:00:00Z');
    expect(at({ daysOff: [1, 6, 7] })).toBe('2026-11-24T08:00:00Z');
    expect(at({ zone: 'America/New_York' })).toBe('2026-11-23T14:00:00Z');
  });

  it('reads it in the tab during a pause, when unreachable, or when it is switched off', () => {
    expect(at({ pausedUntil: '2026-11-23' })).toBeUndefined();
    expect(at({ reach: { state: 'unreachable', why: 'x', since: monday } })).toBeUndefined();
    expect(at({ conversation: undefined } as never)).toBeUndefined();
    expect(at({ off: ['digest'] })).toBeUndefined();
    expect(at({ daysOff: [1, 2, 3, 4, 5, 6] })).toBeUndefined();
  });

  it('is written to after a yes, or when they asked for it themselves before any answer', () => {
    const unasked = { consent: { state: 'unasked' } as const };
    const notNow = { consent: { state: 'not-now', since: monday } as const };
    expect(receives(profile(unasked), false)).toBe(false);
    expect(receives(profile(unasked), true)).toBe(true);
    expect(receives(profile(notNow), true)).toBe(false);
    const before = { ...notNow, digestYes: '2026-11-23T07:59:59Z' };
    const after = { ...notNow, digestYes: '2026-11-23T08:00:01Z' };
    expect(receives(profile(before), true)).toBe(false);
    expect(receives(profile(after), true)).toBe(true);
    expect(receives(profile(after), false)).toBe(false);
    expect(receives(profile(), false)).toBe(true);
  });
});
