import type { PersonId } from '#bot/core/ids';
import type { Instant } from '#bot/core/time';
import type { DigestDeps } from '#bot/features/digest/explain';
import { handItem, handKind } from '#bot/features/digest/hand';
import { digestJobs } from '#bot/features/digest/job';
import { firstDigestDue } from '#bot/features/digest/moment';
import { digestOffer, offerDue, offerItem, offerJob, offerKind } from '#bot/features/digest/offer';
import { organisationRows } from '#bot/features/digest/organisation';
import { digestRoutes } from '#bot/features/digest/routes';
import { digestRows } from '#bot/features/digest/store';
import { digestVerbs } from '#bot/features/digest/verbs';
import type { RowKind } from '#bot/platform/rows';
import type { Deps, Feature } from '#bot/ports';
import type { Due } from '#bot/records/due';
import type { Team } from '#bot/records/team';

export { planNightly } from '#bot/features/digest/job';
export { leadDue } from '#bot/features/digest/offer';

export const rowsOfDigest: readonly RowKind[] = [digestRows, ...organisationRows];

/** The weekly digest of a team: frozen, by the rule of five, the same for everyone. */
export const digest = (options: DigestDeps): Feature => ({
  ...digestVerbs(options),
  routes: digestRoutes(options),
  jobs: { ...digestJobs(options), [offerKind]: offerJob(options.deps) },
  items: { [offerKind]: offerItem(options.deps), [handKind]: handItem(options.deps) },
});

/** What arrival has to do with the digest: its offer to the installer, and a team's first Monday. */
export const digestHooks = ({ calendar }: Pick<Deps, 'calendar'>) => ({
  offer: digestOffer,
  teamDues: (team: Team, installer: PersonId | undefined, now: Instant): Due[] => [
    firstDigestDue(team, now, calendar),
    ...(installer === undefined ? [] : [offerDue(installer, now)]),
  ],
});
