import { z } from 'zod';
import { hash, personId, type TenantContext } from '#bot/core/ids';
import type { Instant } from '#bot/core/time';
import { isWeek, weekKey } from '#bot/delivery/rules';
import { key, type Tables } from '#bot/platform/tables';
import type { Deps } from '#bot/ports';
import type { Due } from '#bot/records/due';
import { changePerson, json, parsed, personKey, personRow } from '#bot/records/person';

// Messages that wait for an operator, in a partition of their own: nobody has to look through people
// to find them. A row is a hint, as every Due row is; the person's own row decides.

const schema = z.object({
  kind: z.string(),
  who: z.string(),
  /** Whom the message is for. */
  to: z.string(),
  /** The row of the person's ledger. */
  sent: z.string(),
  at: z.string(),
  why: z.string(),
  attempts: z.number().int(),
});
type Parked = z.infer<typeof schema>;

const partitionOf = (ctx: TenantContext): string => key(ctx.tenant, 'parked');
// The person's id stands in the key: an erase finds it.
const rowKeyOf = ({ to, kind, who, sent }: Parked): string => key(to, kind, who, sent);

export async function park(tables: Tables, ctx: TenantContext, parked: Parked): Promise<void> {
  const row = json(rowKeyOf(parked), parked);
  await tables.commit('Due', partitionOf(ctx), [{ kind: 'put', row }]);
}

/** Parked messages, oldest first, by a reference that names nobody. */
export async function allParked(
  tables: Tables,
  ctx: TenantContext,
): Promise<(Parked & { readonly id: string })[]> {
  const rows = await tables.range('Due', partitionOf(ctx));
  return rows
    .map((row) => ({ ...parsed(schema, row), id: hash(24, row.partitionKey, row.rowKey) }))
    .sort((a, b) => (a.at < b.at ? -1 : 1));
}

/**
 * Sends a parked message after all. A weekly card whose week is over is closed instead: what it
 * carried rides on the next one.
 * @returns undefined when it is not parked any more
 */
export async function replay(
  { tables, calendar }: Pick<Deps, 'tables' | 'calendar'>,
  ctx: TenantContext,
  id: string,
  now: Instant,
): Promise<'again' | 'late' | undefined> {
  const parked = (await allParked(tables, ctx)).find((one) => one.id === id);
  if (parked === undefined) return undefined;
  const to = personId(parked.to);
  const due: Due[] = [{ at: now, kind: parked.kind, who: parked.who }];
  const outcome = await changePerson(tables, ctx, to, (person) => {
    const sent = person.sent.find((row) => row.key === parked.sent && row.outcome === 'parked');
    if (sent === undefined) return { result: undefined };
    if (parked.kind === 'collect') {
      // Collected afresh under the day on which it goes.
      return { result: 'again' as const, change: { remove: [personKey.sent(sent.key)], due } };
    }
    if (isWeek(sent.key) && weekKey(person.profile, now, calendar) !== sent.key) {
      const late = personRow.sent({ ...sent, outcome: 'missed', why: 'Late' });
      return { result: 'late' as const, change: { put: [late] } };
    }
    const again = personRow.sent({ ...sent, outcome: 'waiting', attempts: 0 });
    return { result: 'again' as const, change: { put: [again], due } };
  });
  await tables.commit('Due', partitionOf(ctx), [{ kind: 'delete', rowKey: rowKeyOf(parked) }]);
  return outcome;
}
