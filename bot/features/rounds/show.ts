import type { TenantContext } from '#bot/core/ids';
import { matchCard, type Reader, timesOf } from '#bot/features/rounds/card';
import { calendarLinks } from '#bot/meeting/calendar';
import type { Card, Deps } from '#bot/ports';
import type { OpenItem } from '#bot/records/profile';

/** Where the calendar files of rounds are, below /files. */
export const roundFiles = 'round';

/** A match with links to the calendar files of its times. */
export async function cardOfMatch(
  deps: Deps,
  ctx: TenantContext,
  reader: Reader,
  item: OpenItem,
): Promise<Card> {
  const { scope, round, activity } = item.data;
  const facts = {
    scope: String(scope),
    round: String(round),
    name: String(activity),
    person: reader.person.id,
  };
  const calendar = await calendarLinks(deps, ctx, roundFiles, facts, timesOf(item, reader.now));
  return matchCard(reader, item, { talk: deps.links.talk, calendar });
}
