import { isSmall } from '#bot/core/floor';
import type { TenantContext } from '#bot/core/ids';
import { type Facts, namesAny, type Topics, type Week } from '#bot/features/digest/facts';
import { factsFrom } from '#bot/features/digest/history';
import { loadOrganisation } from '#bot/features/digest/organisation';
import type { Digest } from '#bot/features/digest/record';
import { digestOf } from '#bot/features/digest/rules';
import type { TeamPage } from '#bot/features/digest/store';
import { apart } from '#bot/platform/rows';
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
  topics: Topics,
): Promise<Computed | undefined> {
  const { team, members } = page;
  const hides = namesAny(members.map(({ name }) => name));
  const facts: Facts[] = [];
  let unread = 0;
  await each(members, async ({ id, guest }) => {
    const rows = await tables.range('People', personPartition(ctx, id));
    const scope = { team: team.id };
    const one = await apart(tables, async () =>
      factsFrom(id, rows, scope, week, guest, hides, topics, team.language),
    );
    if (one !== undefined) facts.push(one);
    else if (!guest) unread += 1;
  });
  const counted = facts.filter((one) => one.counted).length;
  // Whoever cannot be read is in no figure, and so not in the roster that figures are cut to.
  const monday = team.roster?.week === week.week ? team.roster.size - unread : counted;
  const roster = Math.max(0, Math.min(monday, counted));
  const organisation = isSmall(roster) ? await loadOrganisation(tables, ctx, week.week) : undefined;
  if (isSmall(roster) && organisation === undefined && mayWait) return undefined;
  const digest = digestOf(facts, roster, {
    week: week.week,
    team: team.name,
    before: page.digests.filter((digest) => digest.week < week.week),
    organisation,
    invited: team.acts['invite'] === week.week,
  });
  return { digest, next: facts.filter(({ next }) => next).length };
}

interface Computed {
  readonly digest: Digest;
  /** People counted on the Monday after the week. */
  readonly next: number;
}

async function each<T>(items: Iterable<T>, work: (item: T) => Promise<void>): Promise<void> {
  const queue = items[Symbol.iterator]();
  const worker = async (): Promise<void> => {
    for (let next = queue.next(); next.done !== true; next = queue.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
}
