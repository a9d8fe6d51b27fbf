import type { TenantContext } from '#bot/core/ids';
import type { Deps, Job } from '#bot/ports';
import { type Due, dropDue } from '#bot/records/due';

/** A turn has sent by then, or is gone: the sender looks what became of it. */
const byThen = { seconds: 30 };

/**
 * Sends what a turn brings. Within the share of this process it leaves at once; what is over it falls
 * due, and the sender takes it. The timing row is written first either way: a crash costs a look.
 * @param begin writes down that it is to be sent, with the timing row; false when it was before
 * @param send claims it, sends it and marks it, with the permit that was taken here
 */
export async function atOnce(
  { messenger, tables, clock }: Deps,
  ctx: TenantContext,
  due: Omit<Due, 'at'>,
  begin: (due: Due) => Promise<boolean>,
  send: Job,
): Promise<void> {
  const now = clock.now();
  const here = await messenger.soon(0);
  const row: Due = { ...due, at: here ? now.add(byThen) : now };
  let begun = false;
  try {
    begun = await begin(row);
  } finally {
    if (here && !begun) messenger.giveBack();
  }
  if (!here || !begun) return;
  await send(ctx, { who: due.who, at: now }, clock.now());
  await dropDue(tables, ctx, row);
}
