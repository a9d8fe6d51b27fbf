import type { TenantContext } from '#bot/core/ids';
import { allParked } from '#bot/delivery/parked';
import type { Deps, Gauges } from '#bot/ports';
import { readDue } from '#bot/records/due';

/** How the sending stands, for the alarms: the same from every process. */
export async function deliveryGauges(
  { tables, control, clock, messenger }: Deps,
  ctx: TenantContext,
): Promise<Gauges> {
  const now = clock.now();
  const [[oldest], parked] = await Promise.all([
    readDue(tables, ctx, now, 1),
    allParked(tables, ctx),
  ]);
  return {
    oldestDueSeconds: oldest === undefined ? 0 : now.since(oldest.at).total('seconds'),
    parked: parked.length,
    rate: messenger.rate,
    blocked: control.block !== undefined,
    unreadable: control.unreadableRows,
  };
}
