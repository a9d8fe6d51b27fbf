import { personId } from '#bot/core/ids';
import { reindexKind } from '#bot/delivery/schedule';
import { reindex } from '#bot/features/skills/skill-index';
import type { Deps, Feature } from '#bot/ports';

export function skillsJobs(deps: Deps): NonNullable<Feature['jobs']> {
  // One at a time a person: two at once could each write what the other took away.
  const under = new Map<string, Promise<unknown>>();
  return {
    [reindexKind]: async (ctx, { who }, now) => {
      const before = under.get(who) ?? Promise.resolve();
      const mine = before.catch(() => undefined).then(() => reindex(deps, ctx, personId(who), now));
      under.set(who, mine);
      try {
        return await mine;
      } finally {
        if (under.get(who) === mine) under.delete(who);
      }
    },
  };
}
