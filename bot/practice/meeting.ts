import type { Translate } from '#bot/core/i18n';
import type { TenantContext } from '#bot/core/ids';
import { instantOf, isoInstant } from '#bot/core/time';
import { calendarFile, calendarLinks } from '#bot/delivery/calendar';
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
  const { at, minutes, title } = meeting;
  const facts = { scope: scope.id, run: id };
  const file = (await calendarLinks(deps, ctx, practiceFiles, facts, [at]))(at);
  const form = new URLSearchParams({
    subject: title,
    startTime: at,
    endTime: isoInstant(instantOf(at).add({ minutes })),
  });
  return [
    { label: t('practice.calendar'), url: file },
    {
      label: t('practice.teams'),
      // Teams reads a plus as itself.
      url: `https://teams.microsoft.com/l/meeting/new?${form.toString().replaceAll('+', '%20')}`,
    },
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
