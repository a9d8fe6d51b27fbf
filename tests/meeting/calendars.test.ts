import type { PersonId } from '#bot/core/ids';
import { instantOf, isoInstant } from '#bot/core/time';
import { calendarsOf } from '#bot/meeting/calendars';
import { proposeTimes } from '#bot/meeting/times';
import { graph } from '#bot/platform/graph';
import type { Person } from '#bot/records/person';
import { type Appointment, type GraphStandIn, graphStandIn } from '#tests/fakes/graph';
import { calendar, person } from '#tests/people';

// Monday, eight in Amsterdam, which is at UTC+1 for all of the two weeks.
const monday = instantOf('2026-11-23T07:00:00Z');
const somebody = (name: string, freeBusy?: boolean): Person =>
  person(freeBusy === undefined ? {} : { freeBusy }, { id: name as PersonId });
const both = [somebody('alex', true), somebody('megan', true)];
const days = ['23', '24', '25', '26', '27'].map((day) => `2026-11-${day}`);
const next = ['30', '01', '02', '03', '04', '07'].map(
  (day, at) => `2026-${at === 0 ? 11 : 12}-${day}`,
);
const everyDay = (from: string, to: string, status: Appointment['status']): Appointment[] =>
  [...days, ...next].map((day) => ({ start: `${day}T${from}:00`, end: `${day}T${to}:00`, status }));

let standIn: GraphStandIn;
let now = 0;
let late = 0;
let taken: ReturnType<typeof calendarsOf>['taken'];
beforeEach(async () => {
  now = 0;
  late = 0;
  standIn = await graphStandIn();
  for (const { id } of both) has(id, []);
  const organisation = graph({ credential: standIn.credential, base: standIn.url });
  ({ taken } = calendarsOf(
    organisation,
    () => now,
    () => {
      late += 1;
    },
  ));
});
afterEach(() => standIn.close());

const has = (id: string, appointments: readonly Appointment[]) =>
  standIn.mailboxes.set(id, { address: `${id}@contoso.com`, appointments });
const times = async (people: readonly Person[], minutes = 30, before: string[] = []) =>
  (
    await proposeTimes(
      { calendar: { ...calendar, taken } },
      { people, minutes, own: () => false, before },
      monday,
    )
  ).map(isoInstant);
const byHours = async (people: readonly Person[]) =>
  (await proposeTimes({ calendar }, { people, minutes: 30, own: () => false }, monday)).map(
    isoInstant,
  );

test('nobody is looked up who did not choose it', async () => {
  const people = [somebody('alex'), somebody('megan', false)];
  expect(await times(people)).toEqual(await byHours(people));
  expect(standIn.calls).toEqual([]);
  await times([somebody('alex', true), somebody('megan')]);
  expect(JSON.stringify(standIn.calls)).not.toContain('megan');
});

test('proposals lie where everybody who chose it is free', async () => {
  // Free from two to three of the afternoon only.
  has('alex', [...everyDay('07:00', '13:00', 'busy'), ...everyDay('14:00', '17:00', 'busy')]);
  has('megan', everyDay('07:00', '09:00', 'oof'));
  const found = await times(both, 60);
  expect(found).toHaveLength(3);
  for (const at of found) expect(at.slice(11, 16)).toBe('13:00');
});

test('working elsewhere is no reason not to meet', async () => {
  has('alex', everyDay('07:00', '17:00', 'workingElsewhere'));
  expect(await times(both)).toEqual(await byHours(both));
});

test('what is not answered yet counts as taken while enough is left, and out of office always', async () => {
  has('alex', everyDay('07:00', '14:00', 'tentative'));
  for (const at of await times(both)) expect(at.slice(11, 16) >= '14:00').toBe(true);
  has('alex', everyDay('07:00', '17:00', 'tentative'));
  now = 11 * 60_000;
  expect(await times(both)).toEqual(await byHours(both));
  has('alex', everyDay('07:00', '17:00', 'oof'));
  now = 22 * 60_000;
  expect(await times(both)).toEqual([]);
});

test('an answer is kept for ten minutes: other times of the same two ask nobody', async () => {
  const first = await times(both);
  expect(standIn.calls).toHaveLength(2);
  await times(both, 30, first);
  now = 9 * 60_000;
  await times(both);
  expect(standIn.calls).toHaveLength(2);
  now = 10 * 60_000;
  await times(both);
  expect(standIn.calls.length).toBeGreaterThan(2);
});

test('two proposals at the same time ask once', async () => {
  await Promise.all([times(both), times(both)]);
  expect(standIn.calls).toHaveLength(2);
});

test('whoever stopped using it is free at once, though an answer is still kept', async () => {
  has('alex', everyDay('07:00', '17:00', 'busy'));
  expect(await times(both)).toEqual([]);
  const [, megan] = both as [Person, Person];
  expect(await times([somebody('alex', false), megan])).toEqual(await byHours(both));
});

test('nobody waits longer than a second and a half; what came too late serves the next', async () => {
  has('alex', everyDay('07:00', '17:00', 'busy'));
  standIn.faults.push({ fault: { slowMs: 1_800 } });
  const begin = performance.now();
  expect(await times(both)).toEqual(await byHours(both));
  expect(performance.now() - begin).toBeLessThan(1_750);
  expect(late).toBe(1);
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(await times(both)).toEqual([]);
  expect(late).toBe(1);
});

test.each([
  ['refused', { status: 403, code: 'ErrorAccessDenied' }, 0],
  ['away', { status: 500 }, 1],
  ['cut off', 'cut' as const, 1],
  ['limited', { status: 429 }, 1],
])(
  '%s: times by working hours as without calendars, and asked again',
  async (_, fault, counted) => {
    standIn.faults.push({ fault });
    expect(await times(both)).toEqual(await byHours(both));
    expect(late).toBe(counted);
    has('alex', everyDay('07:00', '17:00', 'busy'));
    if (fault !== 'cut' && fault.status === 429) return;
    expect(await times(both)).toEqual([]);
  },
);
