import { personId, type TenantContext } from '#bot/core/ids';
import type { Instant } from '#bot/core/time';
import { reindexKind } from '#bot/delivery/schedule';
import { standingIn } from '#bot/features/skills/named-list';
import { key, type Tables, unpart } from '#bot/platform/tables';
import { type Due, scheduleDue } from '#bot/records/due';

/** At once, and when every process has noticed what changed. */
const after = [{ seconds: 3 }, { seconds: 150 }];

/**
 * Plans that everybody who stands in the index under one of these skills is written anew: the skill
 * counts as another one now, or no longer does.
 */
export async function reindexHolders(
  tables: Tables,
  ctx: TenantContext,
  skills: readonly string[],
  now: Instant,
): Promise<void> {
  for (const skill of skills) {
    const rows = await tables.range('SkillIndex', key(ctx.tenant, skill));
    const listed = await Promise.all(
      (['share', 'wish'] as const).map((list) => standingIn(tables, ctx, [list, skill])),
    );
    const people = new Set([
      ...rows.map(({ rowKey }) => personId(unpart(rowKey.split('~')[1] ?? ''))),
      ...listed.flat(),
    ]);
    const dues = [...people].flatMap((who) =>
      after.map((later): Due => ({ at: now.add(later), kind: reindexKind, who })),
    );
    await scheduleDue(tables, ctx, dues);
  }
}
