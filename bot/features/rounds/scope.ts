import { type PersonId, personId, type TenantContext, teamId } from '#bot/core/ids';
import { type Scope, tenantScope } from '#bot/features/rounds/record';
import type { Place } from '#bot/features/rounds/rules';
import { readApart } from '#bot/platform/rows';
import { key, type StoredRow, startingWith, type Tables, unpart } from '#bot/platform/tables';
import { personPartition, profileRows } from '#bot/records/person';
import { allTeams, loadTeam, type Team } from '#bot/records/team';

/** Whom a rhythm is for. */
export interface Ground {
  readonly place: Place;
  /** The team's name; '' for the organisation. */
  readonly name: string;
  /** Nobody is asked any more: the bot was removed from the team. */
  readonly gone: boolean;
  /** Who belongs to it and is no guest; undefined = everybody but the guests. */
  readonly members: ReadonlySet<string> | undefined;
  readonly guests: ReadonlySet<string>;
  readonly team: Team | undefined;
}

export async function loadGround(
  tables: Tables,
  ctx: TenantContext,
  scope: Scope,
): Promise<Ground> {
  const guests = new Set<string>();
  if (scope === tenantScope) {
    for await (const { id, left } of allTeams(tables, ctx)) {
      if (left) continue;
      for (const member of (await loadTeam(tables, ctx, id)).members) {
        if (member.guest) guests.add(member.id);
      }
    }
    return { place: {}, name: '', gone: false, members: undefined, guests, team: undefined };
  }
  const { team, members } = await loadTeam(tables, ctx, teamId(scope));
  for (const { id, guest } of members) if (guest) guests.add(id);
  return {
    place: { zone: team.zone, country: team.country },
    name: team.name,
    gone: team.left,
    members: new Set(members.filter(({ guest }) => !guest).map(({ id }) => id)),
    guests,
    team,
  };
}

/** Whether somebody may take part as far as rosters tell. */
export const belongs = ({ members, guests }: Ground, person: string): boolean =>
  members === undefined ? !guests.has(person) : members.has(person);

/** Some of the people a rhythm is for. */
interface Slice {
  readonly people: readonly PersonId[];
  /** Where the next slice goes on; undefined when this was the last. */
  readonly after: string | undefined;
}

/**
 * The people a rhythm is for, a slice at a time, in a fixed order.
 * @param after as the slice before gave it; '' for the first
 */
export async function sliceOf(
  tables: Tables,
  ctx: TenantContext,
  ground: Ground,
  after: string,
  limit: number,
): Promise<Slice> {
  const found =
    ground.members === undefined
      ? await everybodyAfter(tables, ctx, after, limit)
      : [...ground.members]
          .filter((id) => id > after)
          .sort()
          .slice(0, limit)
          .map(personId);
  return {
    people: found.filter((id) => belongs(ground, id)),
    after: found.length < limit ? undefined : found.at(-1),
  };
}

async function everybodyAfter(
  tables: Tables,
  ctx: TenantContext,
  after: string,
  limit: number,
): Promise<PersonId[]> {
  const everybody = startingWith(`${key(ctx.tenant)}~`);
  // No key sorts between a partition and itself with a space behind it.
  const from = after === '' ? everybody.from : `${personPartition(ctx, personId(after))} `;
  const found: PersonId[] = [];
  const range = { from, to: everybody.to };
  for await (const row of tables.across('People', range, { rowKey: 'a~profile', limit })) {
    found.push(personId(unpart(row.partitionKey.slice(key(ctx.tenant).length + 1))));
  }
  return found;
}

const inFlight = 8;

/**
 * How many people said yes and are no guests: what a figure about a round is taken from (product
 * rule 7). Accounts that only stand in a roster hide nobody.
 */
export async function countedIn(
  tables: Tables,
  ctx: TenantContext,
  ground: Ground,
): Promise<number> {
  const saidYes = (row: StoredRow | undefined): boolean =>
    row !== undefined && readApart(tables, [row], profileRows.read)[0]?.consent.state === 'in';
  let counted = 0;
  if (ground.members === undefined) {
    const everybody = startingWith(`${key(ctx.tenant)}~`);
    for await (const row of tables.across('People', everybody, { rowKey: 'a~profile' })) {
      const id = unpart(row.partitionKey.slice(key(ctx.tenant).length + 1));
      if (belongs(ground, id) && saidYes(row)) counted += 1;
    }
    return counted;
  }
  const queue = ground.members.values();
  const work = async (): Promise<void> => {
    for (const id of queue) {
      const row = await tables.read('People', personPartition(ctx, personId(id)), 'a~profile');
      if (saidYes(row)) counted += 1;
    }
  };
  await Promise.all(Array.from({ length: inFlight }, work));
  return counted;
}
