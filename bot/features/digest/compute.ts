import { isSmall } from '#bot/core/floor';
import type { TenantContext } from '#bot/core/ids';
import { type CountsAs, type Facts, namesAny, type Week } from '#bot/features/digest/facts';
import { factsFrom } from '#bot/features/digest/history';
import { loadOrganisation } from '#bot/features/digest/organisation';
import type { Digest } from '#bot/features/digest/record';
import { digestOf } from '#bot/features/digest/rules';
import { sizeOf, type TeamPage } from '#bot/features/digest/store';
import type { Tables } from '#bot/platform/tables';
import { personPartition } from '#bot/records/person';

/** Queries under way at once. */
const inFlight = 16;

/**
 * Computes a week's digest from the members' own rows, one query each; a small team's takes one
 * more, for the organisation's figures.
 * @returns undefined while a small team's stand-in is not there yet
 */
export async function compute(
  tables: Tables,
  ctx: TenantContext,
  page: TeamPage,
  week: Week,
  mayWait: boolean,
  countsAs: CountsAs,
): Promise<Digest | undefined> {
  const { team, members } = page;
  const hides = namesAny(members.map(({ name }) => name));
  const facts: Facts[] = [];
  await each(members, async ({ id, guest }) => {
    const rows = await tables.range('People', personPartition(ctx, id));
    facts.push(factsFrom(id, rows, { team: team.id }, week, guest, hides, countsAs));
  });
  // Without Monday's size on record: those who are known to have been there.
  const monday =
    team.roster?.week === week.week
      ? team.roster.size
      : facts.filter(({ stayed }) => stayed).length;
  const roster = Math.min(monday, sizeOf(page));
  const organisation = isSmall(roster) ? await loadOrganisation(tables, ctx, week.week) : undefined;
  if (isSmall(roster) && organisation === undefined && mayWait) return undefined;
  return digestOf(facts, roster, {
    week: week.week,
    team: team.name,
    before: page.digests.filter((digest) => digest.week < week.week),
    organisation,
  });
}

async function each<T>(items: Iterable<T>, work: (item: T) => Promise<void>): Promise<void> {
  const queue = items[Symbol.iterator]();
  const worker = async (): Promise<void> => {
    for (let next = queue.next(); next.done !== true; next = queue.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
}
