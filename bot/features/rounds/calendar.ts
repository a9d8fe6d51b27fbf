import { viewerOf } from '#bot/delivery/moment';
import { calendarWords, readerOf } from '#bot/features/rounds/card';
import { meetingOf } from '#bot/features/rounds/meeting';
import { roundFiles } from '#bot/features/rounds/show';
import { changeActivity } from '#bot/features/rounds/store';
import { calendarFile, nextIssue } from '#bot/meeting/calendar';
import { usualMinutes } from '#bot/meeting/taken';
import type { Deps, File } from '#bot/ports';

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
