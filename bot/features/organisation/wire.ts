import { z } from 'zod';

/** `unasked`: nobody has tried it yet. */
const standing = z.object({
  state: z.enum(['available', 'refused', 'unasked']),
  /** When that was found out; ISO instant. */
  since: z.string().nullable(),
  /** What the last look came to, where it told neither: a word of ours. */
  last: z.enum(['none', 'limited', 'away']).nullable(),
});
export type StandingView = z.infer<typeof standing>;

/**
 * GET /api/admin/organisation, for the app role `Operator` only. POST /api/admin/organisation/check
 * (no input) tries the calendar of whoever presses, and no other → OrganisationView.
 */
export const organisationView = z.object({
  /** There is an identity that an administrator can give rights to. */
  configured: z.boolean(),
  calendar: standing,
  directory: standing,
  /** Proposals that went by working hours since calendars did not answer in time. */
  late: z.number().int(),
});
export type OrganisationView = z.infer<typeof organisationView>;
