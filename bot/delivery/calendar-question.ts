import type { Calendar } from '#bot/delivery/rules';
import type { Card } from '#bot/ports';
import type { Change } from '#bot/records/person';
import type { OpenItem, Profile } from '#bot/records/profile';

/** The verb of its button. */
export const freeBusyVerb = 'people.free-busy';

/**
 * Whether the message that tells of this item also asks whether times should fit the reader's calendar:
 * once, with the first one that proposes times.
 */
export const asksOfCalendar = (
  { mayChoose }: Pick<Calendar, 'mayChoose'>,
  { freeBusy, freeBusyAsked }: Pick<Profile, 'freeBusy' | 'freeBusyAsked'>,
  { id, data }: Pick<OpenItem, 'id' | 'data'>,
): boolean =>
  freeBusy === undefined &&
  (freeBusyAsked === undefined || freeBusyAsked === id) &&
  String(data['slots'] ?? '') !== '' &&
  mayChoose?.() === true;

/** What a claim writes down, so that no later message asks again. */
export const askingOfCalendar = (
  calendar: Pick<Calendar, 'mayChoose'>,
  profile: Pick<Profile, 'freeBusy' | 'freeBusyAsked'>,
  item: Pick<OpenItem, 'id' | 'data'>,
): { readonly claim?: Pick<Change, 'profile'> } =>
  asksOfCalendar(calendar, profile, item) ? { claim: { profile: { freeBusyAsked: item.id } } } : {};

export const freeBusyButton = (title: string): Card => ({
  type: 'Action.Execute',
  title,
  verb: freeBusyVerb,
  data: {},
});
