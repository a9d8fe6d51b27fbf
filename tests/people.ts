import { personId } from '#bot/core/ids';
import type { Calendar } from '#bot/delivery/rules';
import { holidayCalendar } from '#bot/platform/holidays';
import type { Person } from '#bot/records/person';
import { type Profile, profileSchema } from '#bot/records/profile';

/** A profile that said yes and has a chat; what matters to a test is given. */
export const profile = (patch: Partial<Profile> = {}): Profile => ({
  ...profileSchema.parse({}),
  consent: { state: 'in', since: '2026-01-01T00:00:00Z' },
  conversation: { id: 'chat', serviceUrl: 'http://teams' },
  zone: 'Europe/Amsterdam',
  country: 'NL',
  ...patch,
});

export const person = (patch: Partial<Profile> = {}, more: Partial<Person> = {}): Person => ({
  id: personId('p1'),
  etag: 'W/"1"',
  rev: 1,
  profile: profile(patch),
  shares: [],
  wishes: [],
  teams: [],
  open: [],
  sent: [],
  written: [],
  ...more,
});

export const calendar: Calendar = {
  defaultZone: 'Europe/Amsterdam',
  isHoliday: holidayCalendar(),
};
