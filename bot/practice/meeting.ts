import type { Translate } from '#bot/core/i18n';
import type { TenantContext } from '#bot/core/ids';
import { calendarFile, calendarLinks } from '#bot/meeting/calendar';
import { teamsForm } from '#bot/meeting/teams';
import type { Deps, File } from '#bot/ports';
import type { Meeting, Run } from '#bot/practice/contract';
import { practiceOf, type Tools } from '#bot/practice/tools';
import { wordsIn } from '#bot/strings/index';

/** Where the calendar files of runs are, below /files. */
export const practiceFiles = 'together';

/** A file for one's own calendar, and Teams' own meeting form with the time filled in: it names nobody. */
export async function meetingLinks(
  deps: Pick<Deps, 'tables' | 'links'>,
  ctx: TenantContext,
  meeting: Meeting | undefined,
  { id, scope }: Pick<Run, 'id' | 'scope'>,
  t: Translate,
): Promise<{ label: string; url: string }[]> {
  if (meeting === undefined) return [];
  const facts = { scope: scope.id, run: id };
  const file = (await calendarLinks(deps, ctx, practiceFiles, facts, [meeting.at]))(meeting.at);
  return [
    { label: t('practice.calendar'), url: file },
    { label: t('meeting.teams'), url: teamsForm(meeting) },
  ];
}

/** The file of a run's time, as long as it stands. */
export const practiceFile = (tools: Tools): File =>
  calendarFile(tools.deps, practiceFiles, async (ctx, { scope = '', run: id = '' }, at) => {
    const stored = await tools.store.load(ctx, scope, id);
    if (stored === undefined) return undefined;
    const { run } = stored;
    const meeting = practiceOf(tools, run.practice)?.meeting?.(run, wordsIn(run.lang));
    if (meeting === undefined || meeting.at !== at) return undefined;
    const reader = { profile: { zone: run.zone } };
    const { minutes, title, text, issue = 1 } = meeting;
    return { id: run.id, sequence: issue, reader, minutes, title, text, others: [] };
  });
