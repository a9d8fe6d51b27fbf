import { skillId, type TenantContext } from '#bot/core/ids';
import type { KnownSkills } from '#bot/features/skills/known';
import { supply } from '#bot/features/skills/tenant';
import type { Tables } from '#bot/platform/tables';
import type { Person } from '#bot/records/person';

/** Topics of one's own that are looked at. */
const considered = 20;

/** What somebody shares and, as of last night, nobody else does; for their own eyes. */
export async function sharedAlone(
  tables: Tables,
  ctx: TenantContext,
  known: Pick<KnownSkills, 'standsFor'>,
  { id, shares }: Pick<Person, 'id' | 'shares'>,
): Promise<string[]> {
  const found = await Promise.all(
    shares.slice(0, considered).map(async (share) => {
      const skill = known.standsFor(skillId(share.id));
      return (await supply(tables, ctx, skill, id)) === 'nobody' ? [share.name] : [];
    }),
  );
  return found.flat();
}
