import { type PersonId, personId, type TenantContext } from '#bot/core/ids';
import { type Instant, isoInstant } from '#bot/core/time';
import type { OrganisationDeps } from '#bot/features/organisation/job';
import { afterTry } from '#bot/features/organisation/rules';
import type { DirectoryChange, Organisation } from '#bot/platform/organisation';
import { apart } from '#bot/platform/rows';
import { key, startingWith, unpart } from '#bot/platform/tables';
import { type Leads, leadsIn } from '#bot/records/leads';
import { changePerson, type Decision } from '#bot/records/person';
import type { Profile } from '#bot/records/profile';

/** Pages read in one go; then others have their turn, and it goes on where it stopped. */
const pagesAtOnce = 20;

/**
 * Reads what changed in the directory since the last time, a page after the other. How far it is
 * stands in the row that says what is allowed: a crash costs a page.
 * @returns whether there is more to read
 */
export async function readDirectory(
  { deps, standing }: Pick<OrganisationDeps, 'deps' | 'standing'>,
  organisation: Organisation,
  ctx: TenantContext,
  now: Instant,
): Promise<boolean> {
  const leads = await leadsIn(deps.tables, ctx);
  let { after } = await standing.read();
  let known: ReadonlySet<string> | undefined;
  for (let page = 0; page < pagesAtOnce; page += 1) {
    const read = await organisation.changes(after);
    if (read === 'expired') {
      after = undefined;
      await standing.change(({ after: _, ...allowed }) => allowed);
      continue;
    }
    if (!read.told) {
      const { why } = read;
      await standing.change((allowed) => ({
        ...allowed,
        directory: afterTry(allowed.directory, why, now),
      }));
      return false;
    }
    const { changes, next, more } = read.value;
    known ??= await knownPeople(deps.tables, ctx);
    for (const change of changes) {
      if (!known.has(change.id)) continue;
      await apart(deps.tables, () => learnFrom(deps, ctx, change, leads, now));
    }
    after = next;
    await standing.change((allowed) => ({
      ...allowed,
      after: next,
      directory: afterTry(allowed.directory, 'told', now),
    }));
    if (!more) return false;
  }
  return true;
}

/** Everybody something is kept of: of the others in the directory nothing is. */
async function knownPeople(
  tables: OrganisationDeps['deps']['tables'],
  ctx: TenantContext,
): Promise<ReadonlySet<PersonId>> {
  const found = new Set<PersonId>();
  const rows = tables.across('People', startingWith(`${key(ctx.tenant)}~`), {
    rowKey: 'a~profile',
  });
  for await (const { partitionKey } of rows) {
    found.add(personId(unpart(partitionKey.split('~')[1] ?? '')));
  }
  return found;
}

/** What a change in the directory means for somebody's own row. */
const learnFrom = (
  { tables }: OrganisationDeps['deps'],
  ctx: TenantContext,
  change: DirectoryChange,
  leads: Leads,
  now: Instant,
): Promise<void> =>
  changePerson(tables, ctx, change.id, ({ etag, profile }): Decision<void> => {
    const accountGone = goneAfter(profile, change, isoInstant(now));
    const manager = managerAfter(profile, change, leads);
    const isSame = accountGone === profile.accountGone && manager === profile.manager;
    // Whoever erased everything meanwhile is not brought back.
    if (etag === undefined || isSame) return { result: undefined };
    return { result: undefined, change: { profile: { accountGone, manager } as Partial<Profile> } };
  });

function managerAfter(
  before: Pick<Profile, 'manager'>,
  { manager }: DirectoryChange,
  { markOf }: Leads,
): string | undefined {
  if (manager === undefined) return before.manager;
  return manager === null ? undefined : markOf(manager);
}

function goneAfter(
  { accountGone }: Pick<Profile, 'accountGone'>,
  { gone }: DirectoryChange,
  now: string,
): string | undefined {
  if (gone === undefined) return accountGone;
  return gone ? (accountGone ?? now) : undefined;
}
