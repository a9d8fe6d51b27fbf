import type { Committed, Op, Tables } from '#bot/platform/tables';

/**
 * Timing rows of many people fall into the same hour: what is put into a partition of Due while a
 * batch for it is under way goes together in the next one. Nobody who writes alone waits.
 */
export function togetherInDue(tables: Tables): Tables {
  interface Waiting {
    readonly ops: Map<string, Op>;
    readonly done: Promise<Committed>;
  }
  const under = new Map<string, Promise<unknown>>();
  const waiting = new Map<string, Waiting>();

  const now = (partition: string, ops: readonly Op[]): Promise<Committed> => {
    const done = tables.commit('Due', partition, ops);
    const ended = done.then(
      () => undefined,
      () => undefined,
    );
    under.set(partition, ended);
    void ended.then(() => {
      if (under.get(partition) === ended) under.delete(partition);
    });
    return done;
  };

  return {
    read: (table, partition, rowKey) => tables.read(table, partition, rowKey),
    range: (table, partition, range) => tables.range(table, partition, range),
    across: (table, partitions, options) => tables.across(table, partitions, options),
    commit(table, partition, ops) {
      const puts = ops.filter((op) => op.kind === 'put');
      if (table !== 'Due' || puts.length < ops.length) {
        return tables.commit(table, partition, ops);
      }
      const before = under.get(partition);
      if (before === undefined) return now(partition, ops);
      const joined = waiting.get(partition);
      if (joined !== undefined && joined.ops.size + ops.length <= 100) {
        for (const op of puts) joined.ops.set(op.row.rowKey, op);
        return joined.done;
      }
      if (joined !== undefined) return tables.commit(table, partition, ops);
      const batch = new Map<string, Op>(puts.map((op) => [op.row.rowKey, op]));
      const done = before.then(() => {
        waiting.delete(partition);
        return now(partition, [...batch.values()]);
      });
      waiting.set(partition, { ops: batch, done });
      return done;
    },
  };
}
