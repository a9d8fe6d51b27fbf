import { type PersonId, personId, type TenantContext } from '#bot/core/ids';
import type { HelpDeps } from '#bot/features/help/deps';
import { askOf, shownOf } from '#bot/features/help/items';
import { closed, isClosed } from '#bot/features/help/rules';
import { askerChange, settle, written } from '#bot/features/help/sides';
import { allAsks, allHelp, askDue, changeAsk } from '#bot/features/help/store';
import { apart } from '#bot/platform/rows';
import type { Tables } from '#bot/platform/tables';
import type { Leaver } from '#bot/ports';
import { scheduleDue } from '#bot/records/due';

/**
 * Before somebody's rows are erased: nobody is left with a question of theirs, and whom they were
 * asked to help is looked after by somebody else.
 */
export async function leaving(
  { deps }: Pick<HelpDeps, 'deps'>,
  { ctx, me, now, person }: Leaver,
): Promise<void> {
  const { tables } = deps;
  const asks = await allAsks(tables, ctx, me);
  for (const { id, ask: kept } of asks.filter(({ ask }) => !isClosed(ask))) {
    await apart(tables, () =>
      changeAsk(tables, ctx, me, id, (before, asker) => {
        const next = closed(before, 'withdrawn', now);
        if (!next.ok) return { result: undefined };
        return {
          result: undefined,
          ask: next.value,
          change: askerChange(deps, asker, id, next.value, now, false),
        };
      }),
    );
    const over = closed(kept, 'withdrawn', now);
    const asker = { id: me, name: person.profile.name };
    if (over.ok) await settle(deps, ctx, asker, id, over.value, now);
  }
  const others = person.open.flatMap((item) => {
    if (item.kind !== 'help-offer' && item.kind !== 'help-given') return [];
    const { asker, with: other } = shownOf(item);
    const who = asker || other;
    return who === '' ? [] : [askDue(now.add(written), personId(who), askOf(item.id))];
  });
  await scheduleDue(tables, ctx, others);
}

/** Help on somebody's own timeline. */
export interface TimelineHelp {
  readonly id: string;
  /** ISO instant. */
  readonly at: string;
  readonly gave: boolean;
  readonly skill: string;
  /** Empty after the other one erased their data. */
  readonly with: string;
  readonly lesson: string;
}

export const timeline =
  (tables: Tables) =>
  async (ctx: TenantContext, me: PersonId): Promise<TimelineHelp[]> =>
    (await allHelp(tables, ctx, me)).map(({ id, at, kind, skill, with: other, lesson }) => ({
      id,
      at,
      gave: kind === 'gave',
      skill: skill.name,
      with: other.name,
      lesson: lesson?.text ?? '',
    }));

/** Whom somebody helped, or was helped by; nobody who is erased. */
export const acquainted =
  (tables: Tables) =>
  async (ctx: TenantContext, me: PersonId): Promise<{ id: PersonId; name: string }[]> => {
    const known = (await allHelp(tables, ctx, me)).map(({ with: other }) => other);
    const people = new Map(known.map(({ id, name }) => [id, name]));
    return [...people].flatMap(([id, name]) => (id === '' ? [] : [{ id: personId(id), name }]));
  };
