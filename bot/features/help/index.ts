import type { TenantContext } from '#bot/core/ids';
import { plain } from '#bot/core/text';
import { helpFile, helpFiles } from '#bot/features/help/calendar';
import type { HelpDeps } from '#bot/features/help/deps';
import { helpJobs } from '#bot/features/help/job';
import { helpRoutes } from '#bot/features/help/routes';
import { shownSince } from '#bot/features/help/rules';
import { lessonsOf } from '#bot/features/help/store';
import { helpVerbs } from '#bot/features/help/verbs';
import type { ChatTurn, Feature } from '#bot/ports';

export { afterMeeting } from '#bot/features/help/after';
export type { HelpDeps } from '#bot/features/help/deps';
export { leaving, timeline } from '#bot/features/help/leaving';
export { leaveLessons, rowsOfHelp } from '#bot/features/help/store';

/** Below *who*: the newest line that somebody kept with a topic, for all who read along. */
export const keptLine =
  ({ deps, mergedInto }: Pick<HelpDeps, 'deps' | 'mergedInto'>) =>
  async (
    { ctx, now, t }: ChatTurn,
    { id }: { readonly id: string },
  ): Promise<readonly string[]> => {
    const since = shownSince(now, deps.calendar);
    const lines = await lessonsOf(deps.tables, ctx, [id, ...mergedInto(id)], since, 1);
    return lines.map(({ text }) => t('help.kept', { text: plain(text) }));
  };

/**
 * The help loop: asking, being asked, meeting, and what stays of it.
 * @param ctx the tenant whose open items the worker shows
 */
export const help = (options: HelpDeps, ctx: TenantContext): Feature => ({
  ...helpVerbs(options, ctx),
  routes: helpRoutes(options),
  jobs: helpJobs(options),
  files: { [helpFiles]: helpFile(options) },
});
