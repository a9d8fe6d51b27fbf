import type { TenantContext } from '#bot/core/ids';
import { calendarFile, calendarLinks, nextIssue } from '#bot/delivery/calendar';
import { viewerOf } from '#bot/delivery/moment';
import { readerOf } from '#bot/features/rounds/answer';
import { calendarWords, matchCard, type Reader, timesOf } from '#bot/features/rounds/card';
import { meetingOf } from '#bot/features/rounds/meeting';
import { changeActivity } from '#bot/features/rounds/store';
import { usualMinutes } from '#bot/meeting/taken';
import type { Card, Deps, File } from '#bot/ports';
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

/** The file of a time, as long as the match says so. */
export const roundFile = (deps: Deps): File =>
  calendarFile(deps, roundFiles, async (ctx, facts, at) => {
    const meeting = await meetingOf(deps, ctx, facts, at);
    if (meeting === undefined) return undefined;
    const reader = readerOf(viewerOf(meeting.reader, deps.clock.now()), deps.calendar);
    const { scope = '', round = '', name = '' } = facts;
    const activity = await changeActivity(deps.tables, ctx, scope, round, name, (fresh) => {
      const issue = nextIssue(fresh.issue, at);
      return issue && { issue };
    });
    return {
      id: [scope, round, name].join('-').replace(/[^\w.-]/g, ''),
      sequence: activity?.issue?.sequence ?? 0,
      reader: meeting.reader,
      minutes: usualMinutes,
      ...calendarWords(reader, meeting.item),
    };
  });
