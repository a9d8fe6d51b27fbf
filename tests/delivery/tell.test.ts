import { addDays, instantOf, isoInstant, weekIn } from '#bot/core/time';
import type { Parcel } from '#bot/delivery/deliver';
import { insideHours, zoneOf } from '#bot/delivery/rules';
import { tellDue, toldOf, waitingDue } from '#bot/delivery/schedule';
import { planTold } from '#bot/delivery/tell';
import type { ItemKind, Told } from '#bot/ports';
import type { OpenItem, Profile, Sent } from '#bot/records/profile';
import { calendar, person, profile } from '#tests/people';
import fc from '#tests/property';

const kind = (told?: Told): ItemKind => ({
  order: 0,
  ...(told === undefined ? {} : { told }),
  view: () => ({ title: 'something', actions: [] }),
  act: async () => ({ ok: true, value: '' }),
});
const kinds = { step: kind('step'), ask: kind('ask'), daily: kind('daily'), badge: kind() };
const item = (id: string, of: keyof typeof kinds = 'step'): OpenItem => ({
  id,
  kind: of,
  created: '2026-11-23T09:00:00Z',
  expires: '2026-12-23T09:00:00Z',
  data: {},
});
const sent = (key: string, at: string, more: Partial<Sent> = {}): Sent => ({
  key,
  at,
  outcome: 'sent',
  attempts: 1,
  slower: false,
  items: [],
  ...more,
});
const plan = (
  id: string,
  at: string,
  patch: Partial<Profile> = {},
  open = [item('s1'), item('a1', 'ask'), item('b1', 'badge')],
  ledger: readonly Sent[] = [],
) => planTold(person(patch, { open, sent: ledger }), id, instantOf(at), { calendar }, kinds);

// Tuesday, ten in the morning in Amsterdam.
const tuesday = '2026-11-24T09:00:00Z';

describe('a later step', () => {
  it('is told at once within hours, beside the weekly card', () => {
    const ledger = [sent('2026-W48', '2026-11-24T08:30:00Z', { items: ['checkin-2026-W48'] })];
    expect(plan('s1', tuesday, {}, undefined, ledger)).toEqual({
      send: { key: 'step-s1', items: ['s1'] },
    });
  });

  it.each([
    ['the evening', '2026-11-24T20:00:00Z', {}, '2026-11-25T08:00:00Z'],
    ['a day off', '2026-11-28T09:00:00Z', {}, '2026-11-30T08:00:00Z'],
    ['a public holiday', '2026-12-25T09:00:00Z', {}, '2026-12-28T08:00:00Z'],
    ['a pause', tuesday, { pausedUntil: '2026-12-01' }, '2026-12-02T08:00:00Z'],
  ])('waits over %s', (_, at, patch, then) => {
    const open = [{ ...item('s1'), expires: '2027-12-23T09:00:00Z' }];
    const planned = plan('s1', at, patch as Partial<Profile>, open);
    expect(planned).toMatchObject({ leave: 'later' });
    const due = 'leave' in planned ? planned.change?.due : [];
    expect(due?.map((row) => [isoInstant(row.at), row.kind, row.who])).toEqual([
      [then, 'tell', 'p1~s1'],
    ]);
  });

  it('stays in For you before a yes, and is told after it', () => {
    const unasked: Partial<Profile> = { consent: { state: 'unasked' } };
    expect(plan('s1', tuesday, unasked)).toEqual({ leave: 'skipped' });
    expect(tellDue(person(unasked), 's1', instantOf(tuesday), calendar)).toEqual([]);
    const waiting = waitingDue(person({}, { open: [item('s1')] }), instantOf(tuesday), calendar);
    expect(waiting.map(({ kind: row, who }) => [row, who])).toEqual([
      ['collect', 'p1'],
      ['tell', 'p1~s1'],
    ]);
    expect(waitingDue(person(), instantOf(tuesday), calendar)).toEqual([]);
  });

  it('is told once, also when the weekly card carried it', () => {
    const told = [sent('step-s1', tuesday, { items: ['s1'] })];
    expect(plan('s1', tuesday, {}, undefined, told)).toMatchObject({ send: { outcome: 'sent' } });
    const onCard = [sent('2026-W48', tuesday, { items: ['s1', 'b1'] })];
    expect(plan('s1', tuesday, {}, undefined, onCard)).toEqual({ leave: 'stale' });
    const counted = [sent('2026-W48', tuesday, { items: ['b1', 's1'] })];
    expect(plan('s1', tuesday, {}, undefined, counted)).toMatchObject({ send: { key: 'step-s1' } });
  });

  it('is not told when it is dealt with, expired or of another sort', () => {
    expect(plan('gone', tuesday)).toEqual({ leave: 'stale' });
    expect(plan('b1', tuesday)).toEqual({ leave: 'stale' });
    expect(plan('s1', '2026-12-23T09:00:00Z')).toEqual({ leave: 'stale' });
    const waits = [sent('step-s1', tuesday, { outcome: 'waiting', items: ['s1'] })];
    expect(plan('s1', tuesday, {}, [], waits)).toMatchObject({
      leave: 'stale',
      change: { put: [{ rowKey: 'd~sent~step-s1' }] },
    });
  });

  it('names the person and the item, whatever the item is called', () => {
    expect(toldOf('p1~offer~7')).toEqual({ person: 'p1', item: 'offer~7' });
  });
});

describe('an ask', () => {
  const key = 'collected-2026-11-24';
  const one = [item('a1', 'ask')];

  it('reaches somebody at most as often in a week as they set', () => {
    const monday = sent('collected-2026-11-23', '2026-11-23T10:00:00Z', { items: ['o'], asks: 1 });
    // As written before asks and badges came in one message.
    const before = sent('ask-other', '2026-11-23T10:00:00Z', { items: ['other'] });
    for (const earlier of [monday, before]) {
      expect(plan('a1', tuesday, {}, one, [earlier])).toMatchObject({ leave: 'stale' });
      expect(plan('a1', tuesday, { askLimit: 2 }, one, [earlier])).toMatchObject({ send: { key } });
      const friday = [{ ...earlier, at: '2026-11-20T10:00:00Z' }];
      expect(plan('a1', tuesday, {}, one, friday)).toMatchObject({ send: { key, asks: 1 } });
    }
    expect(plan('a1', tuesday, { askLimit: 0 }, one)).toMatchObject({ leave: 'stale' });
    expect(plan('s1', tuesday, { askLimit: 0 })).toMatchObject({ send: {} });
  });

  it('that Teams did not take in its week is not told in the next', () => {
    const waits = [
      sent('collected-2026-11-20', '2026-11-20T15:59:00Z', {
        outcome: 'waiting',
        items: ['a1'],
        asks: 1,
      }),
    ];
    expect(plan('a1', tuesday, {}, one, waits)).toMatchObject({
      leave: 'stale',
      change: { put: [{ rowKey: 'd~sent~collected-2026-11-20' }] },
    });
  });
});

describe('the day’s message', () => {
  const open = [item('d1', 'daily'), item('a1', 'ask'), item('a2', 'ask'), item('s1')];
  const key = 'collected-2026-11-24';

  it('carries what colleagues send and what was joined, an ask first, within the limit', () => {
    expect(plan('d1', tuesday, {}, open)).toEqual({
      send: { key, items: ['d1', 'a1'], asks: 1 },
    });
    expect(plan('d1', tuesday, { askLimit: 0 }, open)).toEqual({ send: { key, items: ['d1'] } });
  });

  it('comes once: what is there after it waits for the next working day', () => {
    const today = [sent(key, tuesday, { items: ['d1'] })];
    const later = plan('a1', '2026-11-24T11:00:00Z', {}, open, today);
    expect(later).toMatchObject({ leave: 'later' });
    const due = 'leave' in later ? later.change?.due : [];
    expect(due?.map(({ at, kind: of }) => [isoInstant(at), of])).toEqual([
      ['2026-11-25T08:00:00Z', 'collect'],
    ]);
    // A step does not wait for it.
    expect(plan('s1', '2026-11-24T11:00:00Z', {}, open, today)).toMatchObject({
      send: { key: 'step-s1' },
    });
  });
});

describe('laws of telling', () => {
  const anyProfile = fc.record({
    zone: fc.constantFrom('Europe/Amsterdam', 'America/New_York', 'Pacific/Auckland', 'UTC'),
    country: fc.constantFrom('NL', 'US', 'NZ'),
    hours: fc.constantFrom(
      { from: '09:00', to: '17:00' },
      { from: '22:00', to: '06:00' },
      { from: '12:30', to: '13:15' },
    ),
    daysOff: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 6 }),
    pausedUntil: fc.option(
      fc.integer({ min: -5, max: 40 }).map((days) => addDays('2026-11-23', days)),
      { nil: null },
    ),
    askLimit: fc.integer({ min: 0, max: 3 }),
    consent: fc.constantFrom<Profile['consent']>(
      { state: 'in', since: '2026-01-01T00:00:00Z' },
      { state: 'unasked' },
      { state: 'not-now', since: '2026-01-01T00:00:00Z' },
    ),
  });
  const hours = fc.uniqueArray(fc.integer({ min: 0, max: 60 * 24 }), {
    minLength: 1,
    maxLength: 40,
  });

  it('nothing comes before a yes, outside hours, in a pause, twice, or above the ask limit', () => {
    fc.assert(
      fc.property(anyProfile, hours, fc.nat({ max: 8 }), (patch, ticks, asks) => {
        const who: Profile = profile(patch);
        const open = [
          item('s1'),
          item('s2'),
          item('d1', 'daily'),
          ...Array.from({ length: asks }, (_, n) => item(`a${n}`, 'ask')),
        ].map((one) => ({ ...one, expires: '2027-12-31T00:00:00Z' }));
        let ledger: Sent[] = [];
        for (const hour of [...ticks].sort((a, b) => a - b)) {
          const now = instantOf('2026-11-23T00:00:00Z').add({ hours: hour });
          for (const { id } of open) {
            const me = person(patch, { open, sent: ledger });
            const planned = planTold(me, id, now, { calendar }, kinds);
            if (!('send' in planned) || 'outcome' in planned.send) continue;
            expect(who.consent.state).toBe('in');
            expect(insideHours(who, now, calendar)).toBe(true);
            expect(ledger.map(({ key }) => key)).not.toContain(planned.send.key);
            const { key, items = [], asks: told = 0 } = planned.send as Parcel;
            ledger = [...ledger, sent(key, isoInstant(now), { items: [...items], asks: told })];
          }
        }
        const weeks = ledger.flatMap((row) =>
          Array.from({ length: row.asks ?? 0 }, () =>
            weekIn(instantOf(row.at), zoneOf(who, calendar)),
          ),
        );
        for (const week of weeks) {
          expect(weeks.filter((one) => one === week).length).toBeLessThanOrEqual(who.askLimit);
        }
        const told = ledger.flatMap(({ items }) => items);
        expect(new Set(told).size).toBe(told.length);
      }),
      { numRuns: 60 },
    );
  });
});
