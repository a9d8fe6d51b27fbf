import { hash, type PersonId, personId, type TeamId, teamId } from '#bot/core/ids';
import { no, ok } from '#bot/core/outcome';
import { plain } from '#bot/core/text';
import { type Instant, isoInstant } from '#bot/core/time';
import { tellDue } from '#bot/delivery/schedule';
import { subscribeMe } from '#bot/features/digest/acts';
import type { Deps, ItemKind, Job, JobOutcome } from '#bot/ports';
import type { Due } from '#bot/records/due';
import {
  changePerson,
  type Decision,
  type Person,
  personKey,
  personRow,
} from '#bot/records/person';
import type { OpenItem } from '#bot/records/profile';

/** An offer stands so long. */
const stands = { hours: 28 * 24 };

export const offerKind = 'digest-offer';

/**
 * The one who installed the bot in a team is offered its digest, once; so is who leads it.
 * @param led a team that they lead by the directory
 */
export function digestOffer(
  { profile, teams }: Person,
  now: Instant,
  led?: string,
): OpenItem | undefined {
  const team = teams.find(({ id }) => id === (led ?? profile.installed));
  if (team === undefined || profile.digestOffered) return undefined;
  return {
    id: `${offerKind}-${hash(12, team.id)}`,
    kind: offerKind,
    created: isoInstant(now),
    expires: isoInstant(now.add(stands)),
    data: { team: team.id, name: team.name },
  };
}

/** The roster is learnt by then, so that somebody who said yes before the install is offered it too. */
const afterInstall = { minutes: 1 };

export const offerDue = (installer: PersonId, now: Instant): Due => ({
  at: now.add(afterInstall),
  kind: offerKind,
  who: installer,
});

/** The digest of a team for who leads it. */
export const leadDue = (leader: PersonId, team: TeamId, now: Instant): Due => ({
  at: now.add(afterInstall),
  kind: offerKind,
  who: `${leader}~${team}`,
});

/** Offers the digest to an installer, in chat where there is one; after *Not now* nothing is offered. */
export const offerJob =
  ({ tables, calendar }: Deps): Job =>
  (ctx, { who }, now) => {
    const [id = '', led] = who.split('~');
    return changePerson(tables, ctx, personId(id), (person): Decision<JobOutcome> => {
      const { state } = person.profile.consent;
      // Whoever leads by the directory pressed nothing: only their yes counts.
      const isSilent = led === undefined ? state === 'not-now' : state !== 'in';
      const item = isSilent ? undefined : digestOffer(person, now, led);
      if (item === undefined) return { result: 'skipped' };
      const profile = { digestOffered: true };
      const due = tellDue(person, item.id, now, calendar, true);
      return { result: 'done', change: { profile, put: [personRow.open(item)], due } };
    });
  };

export const offerItem = (deps: Deps): ItemKind => ({
  order: 5,
  off: 'digest',
  told: 'step',
  why: 'digest.offer.why',
  // Whoever adds the bot to a team is told once what that brings them.
  pressed: true,
  view: ({ t }, { data }) => ({
    title: t('digest.offer.title', { team: plain(String(data['name'])) }),
    text: t('digest.offer.text', { what: t('digest.offer.what') }),
    actions: [
      { act: 'yes', label: t('digest.offer.yes') },
      { act: 'no', label: t('digest.offer.no') },
    ],
    page: 'team',
  }),
  async act(turn, item, act) {
    if (act !== 'yes' && act !== 'no') return no('common.refused.shape');
    const said =
      act === 'yes'
        ? await subscribeMe(deps, turn, teamId(String(item.data['team'])), true)
        : ok(turn.t('digest.offer.declined'));
    await turn.change(({ open }) => ({
      result: undefined,
      ...(open.some(({ id }) => id === item.id)
        ? { change: { remove: [personKey.open(item.id)] } }
        : {}),
    }));
    return said;
  },
});
