import type { Translate } from '#bot/core/i18n';
import { isoInstant } from '#bot/core/time';
import { leaseHolder } from '#bot/delivery/lease';
import { allParked } from '#bot/delivery/parked';
import { kindName } from '#bot/features/admin/names';
import type { DeliveryView, RecallView } from '#bot/features/admin/wire';
import type { Deps, Turn } from '#bot/ports';
import { readDue } from '#bot/records/due';

const parkedShown = 200;

type Recall = Deps['control']['recalls'][number];

export const recallViewOf = (
  t: Translate,
  { after: _, pass: __, left: ___, ...recall }: Recall,
): RecallView => {
  const { kind } = recall;
  return { ...recall, ...(kind === undefined ? {} : { name: kindName(t, kind) }) } as RecallView;
};

/** How the sending stands, whichever process sends. */
export async function deliveryNow(
  { tables, control, messenger, sendRate }: Deps,
  { ctx, t, now }: Pick<Turn, 'ctx' | 't' | 'now'>,
  kinds: readonly string[],
): Promise<DeliveryView> {
  const [due, parked, holder] = await Promise.all([
    readDue(tables, ctx, now),
    allParked(tables, ctx),
    leaseHolder(tables, ctx, Date.now()),
    control.refresh(),
  ]);
  const { totals, block, recalls } = control;
  return {
    waiting: due.length,
    since: totals?.since ?? null,
    sent: totals?.sent ?? 0,
    missed: totals?.missed ?? 0,
    refusedByReason: Object.entries(totals?.refused ?? {}).map(([why, count]) => ({ why, count })),
    parked: parked.slice(0, parkedShown).map(({ id, kind, at, why, attempts }) => ({
      id,
      kind,
      name: kindName(t, kind),
      at,
      why,
      attempts,
    })),
    oldestDue: due[0] === undefined ? null : isoInstant(due[0].at),
    ratePerSecond: totals?.rate ?? messenger.rate,
    rateSetting: sendRate,
    leaseHolder: holder ?? null,
    blocked: block ?? null,
    unreadable: control.unreadableRows,
    recalls: recalls.map((recall) => recallViewOf(t, recall)),
    kinds: kinds.map((kind) => ({ kind, name: kindName(t, kind) })),
  };
}
