import type { TenantContext } from '#bot/core/ids';
import { isoInstant, Temporal } from '#bot/core/time';
import { reindexHolders } from '#bot/features/skills/holders';
import { knownSkills } from '#bot/features/skills/known';
import { type Concept, pack, removeOtherPacks, savePack } from '#bot/features/skills/packed';
import { loadKnown, loadWatched, saveImported } from '#bot/features/skills/tenant';
import type { Tables } from '#bot/platform/tables';

/**
 * Puts an import in force: all its parts first, then the one row that names them, so that whoever
 * reads meanwhile has the former catalogue or this one, never half of one.
 */
export async function saveImport(
  tables: Tables,
  ctx: TenantContext,
  concepts: readonly Concept[],
  wrote: (part: number, parts: number) => void,
): Promise<void> {
  const { version, parts } = pack(concepts);
  const now = Temporal.Now.instant();
  const { imported, fresh } = await loadWatched(tables, ctx);
  if (imported?.version !== version) {
    await savePack(tables, ctx, version, parts, (part) => wrote(part, parts.length));
    const labels = concepts.reduce(
      (sum, { names }) => sum + Object.values(names).reduce((all, some) => all + some.length, 0),
      0,
    );
    await saveImported(tables, ctx, {
      version,
      parts: parts.length,
      skills: concepts.length,
      labels,
      at: isoInstant(now),
    });
  }
  await removeOtherPacks(tables, ctx, version);
  // What colleagues named before it was listed: their rows of the index follow.
  const known = knownSkills(tables, ctx);
  await known.refresh();
  const own = [...(await loadKnown(tables, ctx)).own, ...fresh];
  const moved = own.filter(({ id, names }) => known.resolve(names.en?.[0] ?? '') !== id);
  await reindexHolders(
    tables,
    ctx,
    moved.map(({ id }) => id),
    now,
  );
}
