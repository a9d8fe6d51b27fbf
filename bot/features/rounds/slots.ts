import { commonSlots } from '#bot/core/slots';
import { type Instant, isoInstant } from '#bot/core/time';
import { type Calendar, worktimeOf } from '#bot/delivery/rules';
import type { Person } from '#bot/records/person';

/** A meeting lies at least so far ahead. */
const notice = { hours: 4 };
export const meetingMinutes = 30;

/** Moments that suit everybody, as an item keeps them. */
export const slotsFor = (people: readonly Person[], now: Instant, calendar: Calendar): string[] =>
  commonSlots(
    people.map(({ profile }) => worktimeOf(profile, calendar)),
    now.add(notice),
    meetingMinutes,
  ).map(isoInstant);
