import { commonSlots, type Worktime } from '#bot/core/slots';
import { instantAt, instantOf, isoInstant, weekdayOf } from '#bot/core/time';
import fc from '#tests/property';

const worktime = (more: Partial<Worktime> = {}): Worktime => ({
  zone: 'Europe/Amsterdam',
  hours: { from: '09:00', to: '17:00' },
  daysOff: [6, 7],
  pausedUntil: null,
  isHoliday: () => false,
  ...more,
});
const monday = instantOf('2026-11-23T07:00:00Z');
const slots = (people: readonly Worktime[], from = monday, minutes = 30): string[] =>
  commonSlots(people, from, minutes).map(isoInstant);

test('two people in one zone get three days, morning, midday and afternoon', () => {
  expect(slots([worktime(), worktime()])).toEqual([
    '2026-11-23T09:30:00Z',
    '2026-11-24T11:30:00Z',
    '2026-11-25T13:30:00Z',
  ]);
});

test('days off, public holidays and a pause of either are passed over', () => {
  const partTime = worktime({ daysOff: [1, 2, 6, 7] });
  const away = worktime({ pausedUntil: '2026-11-25', isHoliday: (day) => day === '2026-11-27' });
  expect(slots([partTime, away]).map((at) => at.slice(0, 10))).toEqual([
    '2026-11-26',
    '2026-12-02',
    '2026-12-03',
  ]);
});

test('a time that one of them gave away already is not proposed again', () => {
  const first = slots([worktime(), worktime()]);
  const busy = first.map((at): [number, number] => {
    const begin = instantOf(at).epochMilliseconds;
    return [begin, begin + 30 * 60_000];
  });
  const again = slots([worktime({ busy }), worktime()]);
  expect(again).toHaveLength(3);
  expect(again.filter((at) => first.includes(at))).toEqual([]);
  // An hour neither runs into it nor begins within it.
  for (const at of slots([worktime(), worktime({ busy })], monday, 60)) {
    const start = instantOf(at).epochMilliseconds;
    expect(busy.every(([begin, end]) => start + 3_600_000 <= begin || end <= start)).toBe(true);
  }
});

test('two zones meet where both work', () => {
  const newYork = worktime({ zone: 'America/New_York' });
  for (const at of slots([worktime(), newYork])) {
    // 15:00 to 17:00 in Amsterdam is 09:00 to 11:00 in New York.
    expect(at.slice(11, 16) >= '14:00' && at.slice(11, 16) <= '15:30').toBe(true);
  }
  expect(slots([worktime(), newYork])).toHaveLength(3);
});

test('one common day gives moments at least two hours apart', () => {
  const mondays = worktime({ daysOff: [2, 3, 4, 5, 6, 7] });
  expect(slots([mondays, worktime()], instantOf('2026-11-23T12:00:00Z'))).toHaveLength(3);
});

test('who never work at the same time get none', () => {
  expect(slots([worktime(), worktime({ daysOff: [1, 2, 3, 4, 5] })])).toEqual([]);
  expect(slots([worktime(), worktime({ hours: { from: '17:00', to: '23:00' } })])).toEqual([]);
  expect(slots([])).toEqual([]);
});

test('a night shift belongs to the day it starts on', () => {
  const night = worktime({ hours: { from: '22:00', to: '06:00' }, daysOff: [6, 7] });
  const early = worktime({ hours: { from: '05:00', to: '13:00' }, daysOff: [] });
  const found = slots([night, early]);
  expect(found).toHaveLength(3);
  // Friday's night ends on Saturday morning; Sunday's would be one of a day off.
  const local = (at: string) => weekdayOf(at.slice(0, 10));
  for (const at of found) expect([2, 3, 4, 5, 6]).toContain(local(at));
});

test('the wall time holds over the change of the clocks', () => {
  const sunday = instantOf('2026-10-25T20:00:00Z');
  const nine = instantAt('2026-10-26', '09:00', 'Europe/Amsterdam');
  const short = worktime({ hours: { from: '09:00', to: '09:30' } });
  expect(slots([short, worktime()], sunday)[0]).toBe(isoInstant(nine));
});

test('every slot lies inside everybody’s hours, ahead, in order, at most three', () => {
  const zones = ['Europe/Amsterdam', 'America/New_York', 'Asia/Kolkata', 'Australia/Sydney'];
  const hour = fc.integer({ min: 0, max: 23 }).map((h) => `${String(h).padStart(2, '0')}:00`);
  const anybody = fc
    .record({
      zone: fc.constantFrom(...zones),
      from: hour,
      to: hour,
      daysOff: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 4 }),
    })
    .filter(({ from, to }) => from !== to)
    .map(({ from, to, ...rest }) => worktime({ ...rest, hours: { from, to } }));
  fc.assert(
    fc.property(anybody, anybody, fc.constantFrom(15, 30, 60), (a, b, minutes) => {
      const found = commonSlots([a, b], monday, minutes);
      expect(found.length).toBeLessThanOrEqual(3);
      expect(found.map(isoInstant)).toEqual(found.map(isoInstant).sort());
      for (const start of found) {
        expect(start.epochMilliseconds).toBeGreaterThanOrEqual(monday.epochMilliseconds);
        for (const { zone, hours } of [a, b]) {
          for (const at of [start, start.add({ minutes: minutes - 1 })]) {
            const time = at.toZonedDateTimeISO(zone).toPlainTime().toString().slice(0, 5);
            const { from, to } = hours;
            expect(from < to ? time >= from && time < to : time >= from || time < to).toBe(true);
          }
        }
      }
    }),
    { numRuns: 60 },
  );
});
