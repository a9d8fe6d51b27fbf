import { hash, type PersonId, personId, type SkillId, type TenantContext } from '#bot/core/ids';
import { type Instant, isoInstant, nextAt } from '#bot/core/time';
import { reindexKind } from '#bot/delivery/schedule';
import type { KnownSkills } from '#bot/features/skills/known';
import { reindex } from '#bot/features/skills/skill-index';
import { countUsage } from '#bot/features/skills/tenant';
import type { Deps, Feature } from '#bot/ports';
import { type Due, scheduleDue } from '#bot/records/due';

const countKind = 'skill-count';
/** After the organisation's figures, in the zone that is everybody's unless told otherwise. */
const countAt = '03:30';

/** Told each night who alone shares what. */
export type Alone = (
  ctx: TenantContext,
  holders: ReadonlyMap<PersonId, readonly SkillId[]>,
  now: Instant,
) => Promise<void>;

export function skillsJobs(
  deps: Deps,
  known: KnownSkills,
  alone: Alone,
): NonNullable<Feature['jobs']> {
  // One at a time a person: two at once could each write what the other took away.
  const under = new Map<string, Promise<unknown>>();
  return {
    [reindexKind]: async (ctx, { who }, now) => {
      const before = under.get(who) ?? Promise.resolve();
      const mine = before
        .catch(() => undefined)
        .then(() =>
          reindex({ ...deps, names: known, kept: known.refresh }, ctx, personId(who), now),
        );
      under.set(who, mine);
      try {
        return await mine;
      } finally {
        if (under.get(who) === mine) under.delete(who);
      }
    },
    [countKind]: async (ctx, _, now) => {
      await scheduleDue(deps.tables, ctx, [countDue(deps, now)]);
      await known.refresh();
      // What a colleague named stays under that name; all else has one in a catalogue.
      const named = (id: string) => (known.entry(id)?.source ?? 'own') !== 'own';
      const holders = await countUsage(deps.tables, ctx, named, hash(16, isoInstant(now)));
      await known.refresh();
      await alone(ctx, holders, now);
      return 'done';
    },
  };
}

const countDue = ({ calendar }: Pick<Deps, 'calendar'>, now: Instant): Due => ({
  at: nextAt(now, countAt, calendar.defaultZone),
  kind: countKind,
  who: 'all',
});

/** Plans the night's count; the same row however many processes start. */
export const planSkillCount = (deps: Deps, ctx: TenantContext): Promise<void> =>
  scheduleDue(deps.tables, ctx, [countDue(deps, deps.clock.now())]);
