import { type PersonId, personId, type TenantContext } from '#bot/core/ids';
import type { Instant } from '#bot/core/time';
import { free } from '#bot/features/rounds/deal';
import { namedIn, roundDue } from '#bot/features/rounds/due';
import { type Scope, tenantScope } from '#bot/features/rounds/record';
import { matchKind, settled } from '#bot/features/rounds/rules';
import { apart } from '#bot/platform/rows';
import type { Deps, Job, Leaver } from '#bot/ports';
import type { Due } from '#bot/records/due';
import { loadPerson, type Person } from '#bot/records/person';

type Tools = Pick<Deps, 'tables'>;

/** Somebody goes: the others of their matches are looked after, as if they could not this time. */
async function giveBack(
  deps: Tools,
  ctx: TenantContext,
  { id, open }: Person,
  now: Instant,
  from: (scope: Scope) => boolean = () => true,
): Promise<void> {
  for (const { kind, data } of open) {
    const at = { scope: String(data['scope']), round: String(data['round']) };
    if (kind !== matchKind || !from(at.scope)) continue;
    await apart(deps.tables, () => free(deps, ctx, at, String(data['activity']), id, now));
  }
}

/** Before somebody's rows are erased. */
export const leavingRounds = (deps: Tools, { ctx, person, now }: Leaver): Promise<void> =>
  giveBack(deps, ctx, person, now);

/** After somebody took the bot away, said no, or is in a team no more; once it is written. */
export const leftDues = (person: PersonId, now: Instant): Due[] => [
  roundDue('gone', now.add(settled), '', '', person),
];

/** Whoever is in a team no more, or takes no part at all, holds no match there. */
export const goneJob =
  (deps: Tools): Job =>
  async (ctx, { who }, now) => {
    const person = await loadPerson(deps.tables, ctx, personId(namedIn(who).what));
    const { left, consent } = person.profile;
    const outside = left || consent.state !== 'in';
    const teams = new Set<string>(person.teams.map(({ id }) => id));
    await giveBack(deps, ctx, person, now, (scope) => {
      return outside || (scope !== tenantScope && !teams.has(scope));
    });
    return 'done';
  };
