import type { TenantContext } from '#bot/core/ids';
import { helpFile, helpFiles } from '#bot/features/help/calendar';
import type { HelpDeps } from '#bot/features/help/deps';
import { helpJobs } from '#bot/features/help/job';
import { helpRoutes } from '#bot/features/help/routes';
import { tipVerbs } from '#bot/features/help/tip';
import { helpVerbs } from '#bot/features/help/verbs';
import type { Feature } from '#bot/ports';

export { afterMeeting } from '#bot/features/help/after';
export type { HelpDeps } from '#bot/features/help/deps';
export { acquainted, leaving, timeline } from '#bot/features/help/leaving';
export { lineFor } from '#bot/features/help/lines';
export { leaveLessons, rowsOfHelp } from '#bot/features/help/store';

/**
 * The help loop: asking, being asked, meeting, and what stays of it.
 * @param ctx the tenant whose open items the worker shows
 */
export const help = (options: HelpDeps, ctx: TenantContext): Feature => {
  const verbs = helpVerbs(options, ctx);
  const tips = tipVerbs(options);
  return {
    ...verbs,
    commands: [...verbs.commands, ...tips.commands],
    actions: { ...verbs.actions, ...tips.actions },
    routes: helpRoutes(options),
    jobs: helpJobs(options),
    files: { [helpFiles]: helpFile(options) },
  };
};
