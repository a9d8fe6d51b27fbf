import { instantOf, isoInstant } from '#bot/core/time';
import { takenOf } from '#bot/meeting/taken';
import { proposeTimes } from '#bot/meeting/times';
import type { Person } from '#bot/records/person';
import type { OpenItem } from '#bot/records/profile';
import { calendar, person } from '#tests/people';

// Monday, eight in Amsterdam.
const monday = instantOf('2026-11-23T07:00:00Z');
const alex = (more: Partial<Person> = {}) => person({}, { id: 'alex' as Person['id'], ...more });
const megan = (more: Partial<Person> = {}) => person({}, { id: 'megan' as Person['id'], ...more });
const item = (kind: string, data: OpenItem['data'], id = kind): OpenItem => ({
  id,
  kind,
  created: '2026-11-20T09:00:00Z',
  expires: '2026-12-20T09:00:00Z',
  data,
});
const none = () => false;
const times = async (
  people: readonly Person[],
  { now = monday, minutes = 30, own = none, before = [] as string[] } = {},
): Promise<string[]> =>
  (await proposeTimes({ calendar }, { people, minutes, own, before }, now)).map(isoInstant);

const overlaps = (at: string, minutes: number, begin: string, length: number): boolean => {
  const [one, other] = [Date.parse(at), Date.parse(begin)];
  return one < other + length * 60_000 && other < one + minutes * 60_000;
};

test('times lie at least four hours ahead', async () => {
  const [first = ''] = await times([alex(), megan()], { now: instantOf('2026-11-23T09:30:00Z') });
  expect(first >= '2026-11-23T13:30:00Z').toBe(true);
});

test('nobody’s lunch hour is proposed, in their own zone', async () => {
  const london = megan();
  const abroad = { ...london, profile: { ...london.profile, zone: 'Europe/London' } };
  let before: string[] = [];
  for (let press = 0; press < 6; press += 1) {
    before = await times([alex(), abroad], { before, minutes: 60 });
    expect(before.length).toBeGreaterThan(0);
    for (const at of before) {
      expect(overlaps(at, 60, `${at.slice(0, 10)}T11:00:00Z`, 60)).toBe(false);
      expect(overlaps(at, 60, `${at.slice(0, 10)}T12:00:00Z`, 60)).toBe(false);
    }
  }
});

test('who share no other hour are offered lunch', async () => {
  const midday = { from: '12:00', to: '13:00' };
  const found = await times([
    alex(),
    { ...megan(), profile: { ...megan().profile, hours: midday } },
  ]);
  expect(found[0]).toBe('2026-11-23T11:00:00Z');
});

// Every feature's own way to say it: what help, a round and a session hold is taken for the others.
test.each([
  ['a time fixed for help', item('help-given', { at: '2026-11-24T09:00:00Z', minutes: 60 }), 60],
  [
    'a time proposed for help',
    item('help-mine', { slots: '2026-11-24T09:00:00Z,2026-11-25T09:00:00Z', at: '', minutes: 15 }),
    15,
  ],
  ['a time fixed in a round', item('round-match', { at: '2026-11-24T09:00:00Z', slots: '' }), 30],
  [
    'a time proposed in a round',
    item('round-match', { at: '', slots: '2026-11-24T09:00:00Z 2026-11-26T09:00:00Z' }),
    30,
  ],
  ['a session', item('practice-none', { at: '2026-11-24T09:00:00Z', minutes: 45 }), 45],
])('%s of either is proposed to nobody', async (_, held, minutes) => {
  for (const people of [
    [alex({ open: [held] }), megan()],
    [alex(), megan({ open: [held] })],
  ]) {
    const seen = new Set<string>();
    let before: string[] = [];
    for (let press = 0; press < 30; press += 1) {
      before = await times(people, { before });
      for (const at of before) seen.add(at);
    }
    expect(seen.size).toBeGreaterThan(15);
    for (const at of seen) expect(overlaps(at, 30, '2026-11-24T09:00:00Z', minutes)).toBe(false);
  }
});

test('the arrangement’s own times are free, and so is what lies elsewhere', async () => {
  const data = { at: '2026-11-24T09:00:00Z', minutes: 60 };
  const [from, to] = [monday, monday.add({ hours: 48 })];
  const mine = alex({ open: [item('help-mine', data), item('help-given', data, 'other')] });
  const mineBusy = [Date.parse(data.at), Date.parse(data.at) + 3_600_000];
  const busy = await takenOf(calendar, [mine, megan()], from, to, ({ id }) => id === 'other');
  expect(busy.surely(mine.id)).toEqual([mineBusy]);
  expect(busy.surely(megan().id)).toEqual([]);
  const far = await takenOf(calendar, [mine], to, to.add({ hours: 24 }), none);
  expect(far.surely(mine.id)).toEqual([]);
});

test('other times are later ones, within two weeks; then it starts over', async () => {
  const first = await times([alex(), megan()]);
  expect(first).toHaveLength(3);
  let before = first;
  const shown: string[][] = [first];
  for (let press = 0; press < 20; press += 1) {
    const next = await times([alex(), megan()], { before });
    expect(next.length).toBeGreaterThan(0);
    expect(next.every((at) => at < '2026-12-07T07:00:00Z')).toBe(true);
    before = next;
    shown.push(next);
  }
  expect((shown[1]?.[0] ?? '') > (first[2] ?? '')).toBe(true);
  expect(shown.slice(1).map(String)).toContain(String(first));
});

describe('a learning hour', () => {
  const keeps = (who: Person, weekday: number, from: string): Person => ({
    ...who,
    profile: { ...who.profile, learningHour: { weekday, from } },
  });

  test('is where times are proposed first, with another one beside it', async () => {
    const plain = await times([alex(), megan()]);
    const found = await times([alex(), keeps(megan(), 4, '15:00')]);
    // Thursdays at three in Amsterdam.
    expect(found).toHaveLength(3);
    const inIt = found.filter((at) => overlaps(at, 30, `${at.slice(0, 10)}T14:00:00Z`, 60));
    expect(inIt.map((at) => at.slice(0, 10))).toEqual(['2026-11-26', '2026-12-03']);
    expect(plain).toEqual(expect.arrayContaining(found.filter((at) => !inIt.includes(at))));
    expect(found).toEqual([...found].sort());
  });

  test('gives way to what takes the other’s time, and to their lunch', async () => {
    const taken = item('help-mine', { stage: 'plan', at: '2026-11-26T14:00:00Z', minutes: 60 });
    const found = await times([alex({ open: [taken] }), keeps(megan(), 4, '15:00')]);
    expect(found.some((at) => overlaps(at, 30, '2026-11-26T14:00:00Z', 60))).toBe(false);
    expect(found.some((at) => overlaps(at, 30, '2026-12-03T14:00:00Z', 60))).toBe(true);
    const lunch = await times([alex(), keeps(megan(), 4, '12:00')]);
    expect(lunch).toEqual(await times([alex(), megan()]));
    const both = await times([keeps(alex(), 4, '12:00')]);
    expect(both.some((at) => overlaps(at, 30, '2026-11-26T11:00:00Z', 60))).toBe(true);
  });

  test('that is too short for it, or on nobody’s working day, changes nothing', async () => {
    const plain = await times([alex(), megan()], { minutes: 90 });
    expect(await times([alex(), keeps(megan(), 4, '15:00')], { minutes: 90 })).toEqual(plain);
    const sunday = await times([alex(), keeps(megan(), 7, '15:00')]);
    expect(sunday).toEqual(await times([alex(), megan()]));
  });
});
