import { instantOf, isoInstant, isZone, Temporal, zoneOr } from '#bot/core/time';
import fc from '#tests/property';

describe('an instant', () => {
  const texts = fc
    .date({ min: new Date('1970-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString());

  it('is read as the library reads it, to the second or finer, in UTC or elsewhere', () => {
    fc.assert(
      fc.property(texts, fc.constantFrom('Z', '+01:00', '-03:30'), (text, zone) => {
        for (const iso of [`${text.slice(0, 19)}Z`, text, `${text.slice(0, 19)}${zone}`]) {
          expect(instantOf(iso).equals(Temporal.Instant.from(iso))).toBe(true);
        }
      }),
    );
  });

  it('written and read again is the same', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const iso = `${text.slice(0, 19)}Z`;
        expect(isoInstant(instantOf(iso))).toBe(iso);
      }),
    );
  });

  it.each([
    '',
    '2026-11-24',
    '2026-02-30T09:00:00Z',
    '2026-11-24T25:00:00Z',
    'Tue, 24 Nov 26 9:0 Z',
    '2026-11-24 09:00:00',
  ])('is not read from %p', (text) => {
    expect(() => instantOf(text)).toThrow(RangeError);
  });
});

describe('a zone', () => {
  it.each(['+02:00', '-0330', '', 'W. Europe Standard Time', 'Nowhere/At_All'])(
    '%p is none that can be reckoned with, stored or not',
    (zone) => {
      expect(isZone(zone)).toBe(false);
      expect(zoneOr(zone, 'Europe/Amsterdam')).toBe('Europe/Amsterdam');
    },
  );

  it.each(['Europe/Amsterdam', 'UTC', 'America/Argentina/Buenos_Aires'])('%p is one', (zone) => {
    expect(isZone(zone)).toBe(true);
    expect(zoneOr(zone, 'UTC')).toBe(zone);
  });
});
