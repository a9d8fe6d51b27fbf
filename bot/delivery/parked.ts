import { z } from 'zod';
import { hash, personId, type TenantContext } from '#bot/core/ids';
import type { Instant, IsoWeek } from '#bot/core/time';
import { isWeek, weekKey } from '#bot/delivery/rules';
import { jsonRows, readApart } from '#bot/platform/rows';
import { key, type Tables } from '#bot/platform/tables';
import type { Deps } from '#bot/ports';
import { type Due, scheduleDue } from '#bot/records/due';
import {
  changePerson,
  type Decision,
  json,
  type Person,
  personKey,
  personRow,
} from '#bot/records/person';

// Messages that wait for an operator, in a partition of their own: nobody has to look through people
// to find them. A row is a hint, as every Due row is; the person's own row decides.

const schema = z.object({
  kind: z.string(),
  who: z.string(),
  /** Whom the message is for. */
  to: z.string(),
  /** The row of the person's ledger; without one the job itself knows what waits. */
  sent: z.string().optional(),
  /** An item that is set aside: no message tells of it. */
  item: z.string().optional(),
  at: z.string(),
  why: z.string(),
  attempts: z.number().int(),
});
type Parked = z.infer<typeof schema>;
export const parkedRows = jsonRows(
  { name: 'parked', table: 'Due', under: 'parked', key: /^/ },
  schema,
);

const partitionOf = (ctx: TenantContext): string => key(ctx.tenant, 'parked');
// The person's id stands in the key: an erase finds it.
const rowKeyOf = ({ to, kind, who, sent = '', item = sent }: Parked): string =>
  key(to, kind, who, item);

/** Puts a message where an operator finds it, and alarms. */
export async function park(
  { tables, log }: Pick<Deps, 'tables' | 'log'>,
  ctx: TenantContext,
  parked: Parked,
): Promise<void> {
  const row = json(rowKeyOf(parked), parked);
  await tables.commit('Due', partitionOf(ctx), [{ kind: 'put', row }]);
  const { kind, why } = parked;
  log.error({ why, kind, alarm: 'parked' }, 'a message waits for an operator');
}

/** Parked messages, oldest first, by a reference that names nobody. */
export async function allParked(
  tables: Tables,
  ctx: TenantContext,
): Promise<(Parked & { readonly id: string })[]> {
  const rows = await tables.range('Due', partitionOf(ctx));
  return readApart(tables, rows, (row) => ({
    ...parkedRows.read(row),
    id: hash(24, row.partitionKey, row.rowKey),
  })).sort((a, b) => (a.at < b.at ? -1 : 1));
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
  const due: Due[] = [{ at: now, kind: parked.kind, who: parked.who }];
  const { item } = parked;
  if (item !== undefined) {
    await changePerson(tables, ctx, personId(parked.to), ({ open }) => ({
      result: undefined,
      change: {
        put: open
          .filter(({ id: open, aside }) => open === item && aside === true)
          .map(({ aside: _, ...back }) => personRow.open(back)),
      },
    }));
  }
  const outcome =
    parked.sent === undefined
      ? await scheduleDue(tables, ctx, due).then(() => 'again' as const)
      : await changePerson(tables, ctx, personId(parked.to), (person) =>
          asReplayed(person, parked, due, weekKey(person.profile, now, calendar)),
        );
  await tables.commit('Due', partitionOf(ctx), [{ kind: 'delete', rowKey: rowKeyOf(parked) }]);
  return outcome;
}

function asReplayed(
  person: Person,
  parked: Parked,
  due: readonly Due[],
  week: IsoWeek,
): Decision<'again' | 'late' | undefined> {
  const sent = person.sent.find((row) => row.key === parked.sent && row.outcome === 'parked');
  if (sent === undefined) return { result: undefined };
  if (parked.kind === 'collect') {
    // Collected afresh under the day on which it goes.
    return { result: 'again', change: { remove: [personKey.sent(sent.key)], due } };
  }
  if (isWeek(sent.key) && week !== sent.key) {
    const late = personRow.sent({ ...sent, outcome: 'missed', why: 'Late' });
    return { result: 'late', change: { put: [late] } };
  }
  const again = personRow.sent({ ...sent, outcome: 'waiting', attempts: 0 });
  return { result: 'again', change: { put: [again], due } };
}
