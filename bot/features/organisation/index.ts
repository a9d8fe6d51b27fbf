import {
  type OrganisationDeps,
  organisationJob,
  organisationKind,
} from '#bot/features/organisation/job';
import { mailboxJob, mailboxKind } from '#bot/features/organisation/mailbox';
import { organisationRoutes } from '#bot/features/organisation/routes';
import type { Feature } from '#bot/ports';

export { planOrganisation } from '#bot/features/organisation/job';
export { mailboxDue } from '#bot/features/organisation/mailbox';
export { type Standing, standingIn } from '#bot/features/organisation/standing';
export { organisationRows } from '#bot/features/organisation/store';

/** What the organisation allows beyond Teams: its calendars, and its directory. */
export const organisation = (options: OrganisationDeps): Feature => ({
  routes: organisationRoutes(options),
  jobs: { [organisationKind]: organisationJob(options), [mailboxKind]: mailboxJob(options) },
});
