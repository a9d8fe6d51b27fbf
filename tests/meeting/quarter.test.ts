import { type PersonId, personId } from '#bot/core/ids';
import type { Span } from '#bot/core/slots';
import { addDays, dayIn, type Instant, instantAt, instantOf, weekdayOf } from '#bot/core/time';
import { type Appointment, localOrganisation } from '#bot/local/sample-calendars';
import { calendarsOf } from '#bot/meeting/calendars';
import { proposeTimes } from '#bot/meeting/times';
import type { Person } from '#bot/records/person';
import { calendar, person } from '#tests/people';

// A quarter of 300 people whose calendars look real and are six tenths full: standing meetings,
// blocks, days away, and what is not answered yet. The quarter has the clock change of 25 October in it.

const people = 300;
const arrangements = 150;
const zone = 'Europe/Amsterdam';
const begins = '2026-10-05';

/** mulberry32 */
function chances(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const id = (number: number): PersonId =>
  personId(`00000000-0000-4000-8000-${String(number).padStart(12, '0')}`);

/** The clock changes on Sundays: a working day's minutes count from its midnight. */
const spanAt = (day: string, minute: number, minutes: number): Span => {
  const begin = instantAt(day, '00:00', zone).epochMilliseconds + minute * 60_000;
  return [begin, begin + minutes * 60_000];
};

/** One person's day between nine and five, about six tenths full. */
function dayOf(number: number, day: string): Appointment[] {
  const chance = chances(number * 7_919 + Number(day.replaceAll('-', '')));
  if (chance() < 0.04) return [{ span: spanAt(day, 0, 24 * 60), status: 'outOfOffice' }];
  if (chance() < 0.1) return [{ span: spanAt(day, 9 * 60, 480), status: 'elsewhere' }];
  const found: Appointment[] = [];
  for (let minute = 9 * 60; minute < 17 * 60; ) {
    const minutes = chance() < 0.5 ? 30 : 60;
    if (chance() < 0.62) {
      const status = chance() < 0.12 ? 'tentative' : 'busy';
      found.push({ span: spanAt(day, minute, minutes), status });
    }
    minute += minutes;
  }
  return found;
}

const diaries = new Map<string, readonly Appointment[]>();
/** What a calendar holds on a day, made when it is first looked at. */
function diary(number: number, day: string): readonly Appointment[] {
  const name = `${number} ${day}`;
  const known = diaries.get(name) ?? (weekdayOf(day) <= 5 ? dayOf(number, day) : []);
  diaries.set(name, known);
  return known;
}
function between(who: PersonId, from: Instant, to: Instant): Appointment[] {
  const found: Appointment[] = [];
  for (let day = dayIn(from, zone); day <= dayIn(to, zone); day = addDays(day, 1)) {
    found.push(...diary(Number(who.slice(-12)), day));
  }
  return found.filter(
    ({ span: [begin, end] }) => end > from.epochMilliseconds && begin < to.epochMilliseconds,
  );
}

/** Seven in ten chose it. */
const everybody: Person[] = Array.from({ length: people }, (_, number) =>
  person(number % 10 < 7 ? { freeBusy: true } : {}, { id: id(number) }),
);
const isTaken = (who: Person, at: Instant, minutes: number): boolean =>
  between(who.id, at, at.add({ minutes })).some(
    ({ status }) => status === 'busy' || status === 'outOfOffice',
  );

test('no proposal lies in a taken time of anybody who chose it, and nine in ten get three', async () => {
  const { taken } = calendarsOf(
    localOrganisation((who, from, to) => between(who, from, to)),
    () => 0,
    () => expect('nobody').toBe('late'),
  );
  const chance = chances(17);
  const pick = (): Person => everybody[Math.floor(chance() * people)] as Person;
  let threeEach = 0;
  let proposed = 0;
  let clashes = 0;
  let byHours = 0;
  let clashesByHours = 0;
  for (let turn = 0; turn < arrangements; turn += 1) {
    const size = turn % 5 === 0 ? 3 : 2;
    const team = new Set<Person>();
    while (team.size < size) team.add(pick());
    const day = addDays(begins, Math.floor(chance() * 13 * 7));
    const now = instantOf(`${day}T08:00:00Z`);
    const wanted = { people: [...team], minutes: 30, own: () => false };
    const found = await proposeTimes({ calendar: { ...calendar, taken } }, wanted, now);
    const before = await proposeTimes({ calendar }, wanted, now);
    const chose = wanted.people.filter(({ profile }) => profile.freeBusy === true);
    const clash = (at: Instant) => chose.some((who) => isTaken(who, at, 30));
    if (found.length === 3) threeEach += 1;
    proposed += found.length;
    clashes += found.filter(clash).length;
    byHours += before.length;
    clashesByHours += before.filter(clash).length;
    expect(found.every((at) => dayIn(at, zone) >= day)).toBe(true);
  }
  expect(clashes).toBe(0);
  expect(threeEach / arrangements).toBeGreaterThan(0.9);
  expect(proposed).toBeGreaterThan(400);
  // Of today's way in the same run more than half would have been taken.
  expect(clashesByHours / byHours).toBeGreaterThan(0.5);
}, 60_000);
