import { type PersonId, personId, type TeamId, type TenantContext } from '#bot/core/ids';
import { type Instant, nextAt } from '#bot/core/time';
import { readDirectory } from '#bot/features/organisation/directory';
import { leadersUnasked } from '#bot/features/organisation/leaders';
import { afterTry, outcomeOf } from '#bot/features/organisation/rules';
import type { Standing } from '#bot/features/organisation/standing';
import type { NotTold, Organisation } from '#bot/platform/organisation';
import { readApart } from '#bot/platform/rows';
import { key, startingWith, unpart } from '#bot/platform/tables';
import type { Deps, Job } from '#bot/ports';
import { type Due, scheduleDue } from '#bot/records/due';
import { profileRows } from '#bot/records/person';

export const organisationKind = 'organisation';
/** Before the rosters and whoever left, which go by the directory too. */
const nightAt = '00:30';
/** A directory that is long is read on after a while, so that others have their turn. */
const goesOn = { seconds: 30 };
/** People whose calendars are tried, of those who chose that. */
const triedMost = 3;

export interface OrganisationDeps {
  readonly deps: Deps;
  /** Absent where there is no identity that rights could be given to. */
  readonly organisation: Organisation | undefined;
  readonly standing: Standing;
  /** Offers somebody the digest of a team that they lead. */
  readonly offerDue: (person: PersonId, team: TeamId, now: Instant) => Due;
}

/** Finds out what is allowed: at a start, and each night. */
export const organisationJob =
  ({ deps, organisation, standing, offerDue }: OrganisationDeps): Job =>
  async (ctx, { who }, now) => {
    if (organisation === undefined) return 'stale';
    if (who === 'night') await scheduleDue(deps.tables, ctx, [nightDue(deps, now)]);
    const people = await someWhoChose(deps, ctx);
    const outcome = await tryCalendars(organisation, people, now);
    if (outcome !== undefined) {
      await standing.change((allowed) => ({
        ...allowed,
        calendar: afterTry(allowed.calendar, outcome, now),
      }));
    }
    const more = await readDirectory({ deps, standing }, organisation, ctx, now);
    if (!more) {
      const leaders = await leadersUnasked(deps, ctx);
      await scheduleDue(
        deps.tables,
        ctx,
        leaders.map(({ person, team }) => offerDue(person, team, now)),
      );
      return 'done';
    }
    await scheduleDue(deps.tables, ctx, [
      { at: now.add(goesOn), kind: organisationKind, who: 'more' },
    ]);
    return 'later';
  };

/** @returns undefined when there was nobody to try it with */
export async function tryCalendars(
  organisation: Organisation,
  people: readonly PersonId[],
  now: Instant,
): Promise<'told' | NotTold | undefined> {
  if (people.length === 0) return undefined;
  const answers = await organisation.freeTimes(people, now, now.add({ hours: 1 }));
  return outcomeOf([...answers.values()].map((one) => (one.told ? 'told' : one.why)));
}

/** Nobody is looked up who did not choose it, not even to find out whether that works. */
async function someWhoChose({ tables }: Deps, ctx: TenantContext): Promise<PersonId[]> {
  const found: PersonId[] = [];
  const rows = tables.across('People', startingWith(`${key(ctx.tenant)}~`), {
    rowKey: 'a~profile',
  });
  for await (const row of rows) {
    const [profile] = readApart(tables, [row], profileRows.read);
    if (profile?.freeBusy !== true) continue;
    found.push(personId(unpart(row.partitionKey.split('~')[1] ?? '')));
    if (found.length >= triedMost) break;
  }
  return found;
}

const nightDue = ({ calendar }: Pick<Deps, 'calendar'>, now: Instant): Due => ({
  at: nextAt(now, nightAt, calendar.defaultZone),
  kind: organisationKind,
  who: 'night',
});

/** Plans a look now and each night; the same rows however many processes start. */
export const planOrganisation = async (
  deps: Deps,
  ctx: TenantContext,
  organisation: Organisation | undefined,
): Promise<void> => {
  if (organisation === undefined) return;
  const now = deps.clock.now();
  await scheduleDue(deps.tables, ctx, [
    { at: now, kind: organisationKind, who: 'start' },
    nightDue(deps, now),
  ]);
};
