import { type PersonId, personId } from '#bot/core/ids';
import type { Instant } from '#bot/core/time';
import { reschedule } from '#bot/delivery/schedule';
import type { OrganisationDeps } from '#bot/features/organisation/job';
import type { MailboxSettings } from '#bot/platform/organisation';
import type { Job } from '#bot/ports';
import { type Due, scheduleDue } from '#bot/records/due';
import { changePerson, type Decision } from '#bot/records/person';
import { type Profile, profileSchema } from '#bot/records/profile';

export const mailboxKind = 'mailbox';
/** A mailbox that does not answer is asked again, so often, after so long. */
const tries = 3;
const again = { hours: 1 };

/** Falls due with somebody's yes. */
export const mailboxDue = (person: PersonId, at: Instant, tried = 0): Due => ({
  at,
  kind: mailboxKind,
  who: `${person}~${tried}`,
});

/** Somebody new starts with the hours, the zone and the language of their mailbox. */
export const mailboxJob =
  ({ deps, organisation }: OrganisationDeps): Job =>
  async (ctx, { who }, now) => {
    const [id = '', tried = ''] = who.split('~');
    if (organisation === undefined) return 'stale';
    const read = await organisation.mailbox(personId(id));
    if (!read.told) {
      const isOver = read.why === 'refused' || read.why === 'none' || Number(tried) + 1 >= tries;
      if (isOver) return 'skipped';
      const due = mailboxDue(personId(id), now.add(again), Number(tried) + 1);
      await scheduleDue(deps.tables, ctx, [due]);
      return 'later';
    }
    return changePerson(deps.tables, ctx, personId(id), (person): Decision<'done' | 'stale'> => {
      const patch = startingWith(person.profile, read.value);
      const isNothing = person.etag === undefined || Object.keys(patch).length === 0;
      if (isNothing) return { result: 'stale' };
      return { result: 'done', change: reschedule(person, patch, now, deps.calendar) };
    });
  };

const untouched = profileSchema.parse({});
const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** What a mailbox says that nobody said yet: a setting of the person's own is never written over. */
export function startingWith(profile: Profile, mailbox: MailboxSettings): Partial<Profile> {
  const { zone, hours, days, locale } = mailbox;
  const isOwn =
    profile.hoursChosen === true ||
    !isSame(profile.hours, untouched.hours) ||
    !isSame(profile.daysOff, untouched.daysOff);
  const daysOff = [1, 2, 3, 4, 5, 6, 7].filter((day) => days?.includes(day) === false);
  return {
    ...(zone === undefined || profile.zone !== undefined ? {} : { zone }),
    ...(hours === undefined || isOwn || isSame(hours, untouched.hours) ? {} : { hours }),
    ...(days === undefined || isOwn || isSame(daysOff, untouched.daysOff) ? {} : { daysOff }),
    ...(locale === undefined || profile.locale !== undefined ? {} : { locale }),
  };
}
