import type { Op, TableName, Tables } from '#bot/platform/tables';

/** What a decision on rows just read comes to. */
export interface Decided<T> {
  readonly result: T;
  /** One batch of one partition; none: nothing is written. */
  readonly ops?: readonly Op[];
  /** Done before the batch, each time it is tried: timing rows. */
  first?(): Promise<void>;
}

/** At most so many tries; more than that means a row that everybody writes to. */
const tries = 60;

/**
 * Takes a decision on rows just read and writes it as one batch; when somebody else was first, reads
 * and decides again. `decide` is called once or more and must not do anything but decide.
 * @param known rows just read, which saves the first read
 */
export async function changeRows<S, T>(
  tables: Tables,
  [table, partition]: readonly [table: TableName, partition: string],
  read: () => Promise<S>,
  decide: (seen: S) => Decided<T>,
  known?: S,
): Promise<T> {
  let seen = known ?? (await read());
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const { result, ops = [], first } = decide(seen);
    if (ops.length === 0) return result;
    await first?.();
    if ((await tables.commit(table, partition, ops)) === 'done') return result;
    await new Promise((resolve) =>
      setTimeout(resolve, Math.random() * Math.min(10 * attempt, 100)),
    );
    seen = await read();
  }
  throw new Error(`too many writers at once on one partition of ${table}`);
}
