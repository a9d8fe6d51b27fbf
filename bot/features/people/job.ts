import { teamId } from '#bot/core/ids';
import { learnRoster } from '#bot/features/people/roster';
import type { ArrivalHooks } from '#bot/features/people/verbs';
import { teamPost, teamPostKind, welcome, welcomeKind } from '#bot/features/people/welcome';
import type { Deps, Feature } from '#bot/ports';

export const peopleJobs = (
  deps: Deps,
  hooks: Pick<ArrivalHooks, 'leftDues'>,
): NonNullable<Feature['jobs']> => ({
  roster: async (ctx, { who }, now) => {
    await learnRoster(deps, hooks, ctx, teamId(who), now);
    return 'done';
  },
  [welcomeKind]: welcome(deps),
  [teamPostKind]: teamPost(deps),
});
