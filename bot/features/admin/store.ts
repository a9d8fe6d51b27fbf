import type { TenantContext } from '#bot/core/ids';
import { type Instant, isoInstant } from '#bot/core/time';
import { leaseHolder } from '#bot/delivery/lease';
import { allParked } from '#bot/delivery/parked';
import type { DeliveryView, RecallView } from '#bot/features/admin/wire';
import type { Deps } from '#bot/ports';
import { readDue } from '#bot/records/due';

const parkedShown = 200;

type Recall = Deps['control']['recalls'][number];

export const recallViewOf = ({ after: _, pass: __, left: ___, ...recall }: Recall): RecallView =>
  recall as RecallView;

/** How the sending stands, whichever process sends. */
export async function deliveryNow(
  { tables, control, messenger, sendRate }: Deps,
  ctx: TenantContext,
  kinds: readonly string[],
  now: Instant,
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
    parked: parked
      .slice(0, parkedShown)
      .map(({ id, kind, at, why, attempts }) => ({ id, kind, at, why, attempts })),
    oldestDue: due[0] === undefined ? null : isoInstant(due[0].at),
    ratePerSecond: totals?.rate ?? messenger.rate,
    rateSetting: sendRate,
    leaseHolder: holder ?? null,
    blocked: block ?? null,
    recalls: recalls.map(recallViewOf),
    kinds: [...kinds],
  };
}
