import { teamId } from '#bot/core/ids';
import { learnRoster } from '#bot/features/people/roster';
import type { Deps, Feature } from '#bot/ports';

export const peopleJobs = (deps: Deps): NonNullable<Feature['jobs']> => ({
  roster: async (ctx, { who }, now) => {
    await learnRoster(deps, ctx, teamId(who), now);
    return 'done';
  },
});
