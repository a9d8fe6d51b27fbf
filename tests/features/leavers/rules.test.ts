import { instantOf, isoInstant } from '#bot/core/time';
import {
  type Away,
  awayAfter,
  goesAt,
  isOver,
  isTooMany,
  type Night,
  rostersRead,
} from '#bot/features/leavers/rules';
import { person } from '#tests/people';
import { team } from '#tests/teams';

const now = instantOf('2026-11-24T03:30:00Z');
const since = '2026-10-01T09:00:00Z';
const night = (patch: Partial<Night> = {}): Night => ({
  now,
  day: '2026-11-24',
  days: 90,
  teams: new Set(['19:crew']),
  ...patch,
});
const gone = (away?: Away, teams: readonly string[] = []) =>
  person(
    { reach: { state: 'unreachable', why: 'NotFound', since }, ...(away ? { away } : {}) },
    { teams: teams.map((id) => ({ id, name: id, since: '2026-01-01' })) },
  );
const away = (nights: number, more: Partial<Away> = {}): Away => ({
  since,
  night: '2026-11-23',
  nights,
  ...more,
});

describe('whether somebody left', () => {
  it('is counted in nights, from the one on which nobody finds or reaches them any more', () => {
    expect(awayAfter(gone(), night())).toEqual({ since, night: '2026-11-24', nights: 1 });
    expect(awayAfter(gone(away(7)), night())).toEqual({ since, night: '2026-11-24', nights: 8 });
  });

  it('is counted once a night, however often the job runs', () => {
    const tonight = away(8, { night: '2026-11-24' });
    expect(awayAfter(gone(tonight), night())).toBe(tonight);
  });

  it('begins anew after a sign of life, even when Teams refuses them again the same day', () => {
    expect(awayAfter(gone(away(80, { since: '2026-09-01T09:00:00Z' })), night())?.nights).toBe(1);
  });

  it('is not so for who can be reached, or is in a roster', () => {
    expect(awayAfter(person({ away: away(80) }), night())).toBeUndefined();
    expect(awayAfter(gone(away(80), ['19:crew']), night())).toBeUndefined();
    // The bot was taken out of that team: nobody reads its roster.
    expect(awayAfter(gone(away(80), ['19:gone']), night())?.nights).toBe(81);
  });

  it('is announced two weeks before, once', () => {
    expect(awayAfter(gone(away(74)), night())?.told).toBeUndefined();
    expect(awayAfter(gone(away(75)), night())?.told).toBe(isoInstant(now));
    const told = '2026-11-20T03:30:00Z';
    expect(awayAfter(gone(away(79, { told })), night())?.told).toBe(told);
  });

  it('is over after all the nights, and two weeks after it was announced', () => {
    const told = '2026-11-10T03:30:00Z';
    expect(isoInstant(goesAt(told))).toBe(isoInstant(now));
    expect(isOver(away(90, { told }), 90, now)).toBe(true);
    expect(isOver(away(89, { told }), 90, now)).toBe(false);
    expect(isOver(away(90, { told }), 90, now.subtract({ seconds: 1 }))).toBe(false);
    expect(isOver(away(400), 90, now)).toBe(false);
    expect(isOver(undefined, 90, now)).toBe(false);
  });
});

describe('a night counts', () => {
  const channel = { id: 'c', serviceUrl: 'http://teams' };
  const one = (id: string, rosterRead?: string, more: object = {}) => ({
    ...team({ channel, announcedAt: '2026-11-01T09:00:00Z', ...more }),
    id: id as never,
    ...(rosterRead === undefined ? {} : { rosterRead }),
  });
  const tonight = '2026-11-24T00:00:10Z';

  it('when the roster of every team was read in it', () => {
    expect(rostersRead([one('a', tonight), one('b', tonight)], now)).toEqual(new Set(['a', 'b']));
    expect(rostersRead([one('a', tonight), one('b', '2026-11-23T00:00:10Z')], now)).toBeUndefined();
    expect(rostersRead([one('a', tonight), one('b')], now)).toBeUndefined();
    expect(rostersRead([], now)).toBeUndefined();
  });

  it('without the teams that are gone, said or unsaid', () => {
    const left = one('b', undefined, { left: true });
    const lost = one('c', '2026-10-01T00:00:00Z');
    const never = one('d', undefined, { announcedAt: '2026-10-01T00:00:00Z' });
    const nowhere = one('e', undefined, { channel: undefined });
    expect(rostersRead([one('a', tonight), left, lost, never, nowhere], now)).toEqual(
      new Set(['a']),
    );
    expect(rostersRead([left, lost], now)).toBeUndefined();
  });
});

describe('too many at once for nobody to look', () => {
  it.each([
    [1, 3, false],
    [2, 3, true],
    [2, 39, true],
    [2, 40, false],
    [20, 400, false],
    [21, 400, true],
    [20, 399, true],
    [21, 10_000, true],
    [0, 0, false],
  ])('is %i of %i: %s', (leaving, everybody, expected) => {
    expect(isTooMany(leaving, everybody)).toBe(expected);
  });
});
