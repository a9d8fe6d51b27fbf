import type { TenantContext } from '#bot/core/ids';
import { skillId } from '#bot/core/ids';
import { no, type Outcome, ok } from '#bot/core/outcome';
import { type Instant, isoInstant } from '#bot/core/time';
import { reindexHolders } from '#bot/features/skills/holders';
import type { KnownSkills } from '#bot/features/skills/known';
import { removeAlias, saveAlias } from '#bot/features/skills/tenant';
import type { SkillsAdminView } from '#bot/features/skills/wire';
import type { Tables } from '#bot/platform/tables';
import type { Lang } from '#bot/strings/index';

/** What an operator sees: what counts as what, and what was imported. */
export function skillsAdmin(known: KnownSkills): SkillsAdminView {
  const imported = known.imported();
  return {
    merges: known.aliases().map(({ id, name, into, at }) => ({ id, name, into, at })),
    imported: imported === undefined ? null : { ...only(imported) },
  };
}

const only = ({ skills, labels, at }: NonNullable<SkillsAdminView['imported']>) => ({
  skills,
  labels,
  at,
});

/**
 * One skill counts as another from now on. Nobody's list is touched: everybody keeps their own
 * words, and the index follows in the background.
 */
export async function mergeSkills(
  tables: Tables,
  ctx: TenantContext,
  known: KnownSkills,
  { from, into }: { readonly from: string; readonly into: string },
  lang: Lang,
  now: Instant,
): Promise<Outcome<SkillsAdminView>> {
  await known.refresh();
  const one = known.entry(from);
  const other = known.entry(known.standsFor(skillId(into)));
  if (one === undefined || other === undefined) return no('common.refused.notFound');
  if (one.id === other.id) return no('skills.refused.itself');
  const nameIn = ({ names }: typeof one) =>
    names[lang]?.[0] ?? names.en?.[0] ?? names.nl?.[0] ?? '';
  await saveAlias(tables, ctx, {
    id: one.id,
    to: other.id,
    name: nameIn(one),
    into: nameIn(other),
    at: isoInstant(now),
  });
  await known.refresh();
  await reindexHolders(tables, ctx, [one.id], now);
  return ok(skillsAdmin(known));
}

/** Undoes a merge: whoever named the skill stands for it again. */
export async function splitSkills(
  tables: Tables,
  ctx: TenantContext,
  known: KnownSkills,
  id: string,
  now: Instant,
): Promise<Outcome<SkillsAdminView>> {
  await known.refresh();
  const counted = known.standsFor(skillId(id));
  if (!(await removeAlias(tables, ctx, skillId(id)))) return no('common.refused.notFound');
  await known.refresh();
  await reindexHolders(tables, ctx, [counted], now);
  return ok(skillsAdmin(known));
}
