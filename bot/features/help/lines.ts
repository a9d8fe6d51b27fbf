import type { HelpDeps } from '#bot/features/help/deps';
import { shownSince } from '#bot/features/help/rules';
import { type KeptLine, lessonsOf } from '#bot/features/help/store';
import type { Turn } from '#bot/ports';

/**
 * The lines that are shown with a skill, newest first: those of before today, by all the ids the skill
 * goes by.
 */
export const linesOf = (
  { deps, mergedInto }: Pick<HelpDeps, 'deps' | 'mergedInto'>,
  { ctx, now }: Pick<Turn, 'ctx' | 'now'>,
  skill: string,
): Promise<KeptLine[]> =>
  lessonsOf(deps.tables, ctx, [skill, ...mergedInto(skill)], shownSince(now, deps.calendar));

/** The newest line of somebody else's, for who asks who can help. */
export const lineFor =
  (help: Pick<HelpDeps, 'deps' | 'mergedInto'>) =>
  async (turn: Turn, skill: string): Promise<KeptLine | undefined> =>
    (await linesOf(help, turn, skill)).find(({ author }) => author !== turn.me);
