import { instantOf } from '#bot/core/time';
import { startingWith } from '#bot/features/organisation/mailbox';
import { afterTry, outcomeOf } from '#bot/features/organisation/rules';
import { profile } from '#tests/people';

const now = instantOf('2026-11-23T09:00:00Z');
const unasked = { state: 'unasked', since: null, last: null } as const;
const mailbox = {
  zone: 'Europe/Brussels',
  hours: { from: '08:30', to: '16:30' },
  days: [1, 2, 4, 5],
  locale: 'nl-BE',
};
const { zone: _, ...newcomer } = profile();

test('only a clear yes or no changes what is known of a right', () => {
  const available = afterTry(unasked, 'told', now);
  expect(available).toEqual({ state: 'available', since: '2026-11-23T09:00:00Z', last: null });
  for (const why of ['away', 'limited', 'none'] as const) {
    expect(afterTry(available, why, now)).toEqual({ ...available, last: why });
  }
  const later = now.add({ hours: 24 });
  expect(afterTry({ ...available, last: 'away' }, 'told', later)).toEqual(available);
  expect(afterTry(available, 'refused', later)).toMatchObject({
    state: 'refused',
    since: '2026-11-24T09:00:00Z',
  });
});

test('one yes of several is a yes, and no answer is none', () => {
  expect(outcomeOf(['refused', 'told', 'away'])).toBe('told');
  expect(outcomeOf(['away', 'refused'])).toBe('refused');
  expect(outcomeOf([])).toBeUndefined();
});

test('somebody new starts with their mailbox’s hours, days, zone and language', () => {
  expect(startingWith(newcomer, mailbox)).toEqual({
    zone: 'Europe/Brussels',
    hours: { from: '08:30', to: '16:30' },
    daysOff: [3, 6, 7],
    locale: 'nl-BE',
  });
  expect(startingWith(newcomer, {})).toEqual({});
});

test('what somebody or Teams said before is never written over', () => {
  const teams = { ...newcomer, zone: 'Europe/Amsterdam', locale: 'en-GB' };
  expect(startingWith(teams, mailbox)).toEqual({
    hours: { from: '08:30', to: '16:30' },
    daysOff: [3, 6, 7],
  });
  const own = { ...teams, hours: { from: '10:00', to: '18:00' } };
  expect(startingWith(own, mailbox)).toEqual({});
  // Nine to five by choice looks like nine to five by default.
  expect(startingWith({ ...teams, hoursChosen: true }, mailbox)).toEqual({});
});
