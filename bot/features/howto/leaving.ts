import type { PersonId, TenantContext } from '#bot/core/ids';
import { changeHowTo, ownedBy, unpoint } from '#bot/features/howto/store';
import type { Tables } from '#bot/platform/tables';

/** The how-tos that somebody looks after, for their export. */
export async function howTosAbout(tables: Tables, ctx: TenantContext, me: PersonId) {
  const mine = await ownedBy(tables, ctx, me);
  return mine.map(({ id, asked: _, off: __, ...howTo }) => ({ rowKey: `howto~${id}`, ...howTo }));
}

/** Before somebody's rows go: their how-tos go along, or stay and nothing tells whose they were. */
export async function leavingHowTos(
  tables: Tables,
  ctx: TenantContext,
  me: PersonId,
  stays: boolean,
): Promise<void> {
  for (const { id, team, skill } of await ownedBy(tables, ctx, me)) {
    await changeHowTo<void>(tables, ctx, team, id, (howTo) => {
      if (howTo?.owner !== me) return { result: undefined };
      return stays
        ? { result: undefined, next: { ...howTo, owner: '', ownerName: '' } }
        : { result: undefined, gone: true };
    });
    if (!stays) await unpoint(tables, ctx, skill.id, { team, id });
  }
}
