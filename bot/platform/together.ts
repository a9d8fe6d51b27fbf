import type { Committed, Op, Tables } from '#bot/platform/tables';

/** Storage that puts timing rows of different people together. */
export interface Together {
  readonly tables: Tables;
  /** For somebody who is going to write a timing row soon: those who write one meanwhile wait. */
  coming(): Coming;
}

export interface Coming {
  /** What to write it through. */
  readonly tables: Tables;
  /** Written, or not needed after all: nobody waits for it any longer. */
  done(): void;
}

/** Nobody waits for others any longer than this, in milliseconds. */
const patience = 100;
const aBatch = 100;

interface Batch {
  readonly ops: Map<string, Op>;
  readonly done: Promise<Committed>;
}

/**
 * Timing rows of many people fall into the same hour: what is put into a partition of Due while a
 * batch for it is under way goes together in the next one, and so does what the sender says is
 * coming. Nobody who writes alone waits.
 */
export function togetherInDue(storage: Tables): Together {
  const under = new Map<string, Promise<unknown>>();
  const waiting = new Map<string, Batch>();
  const coming = new Set<Promise<void>>();

  const now = (partition: string, ops: readonly Op[]): Promise<Committed> => {
    const done = storage.commit('Due', partition, ops);
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

  /** @param others who write soon, and are waited for */
  const put = (
    partition: string,
    ops: readonly (Op & { kind: 'put' })[],
    others: readonly Promise<void>[],
  ): Promise<Committed> => {
    const before = under.get(partition);
    const joined = waiting.get(partition);
    if (joined !== undefined && joined.ops.size + ops.length <= aBatch) {
      for (const op of ops) joined.ops.set(op.row.rowKey, op);
      return joined.done;
    }
    if (joined !== undefined) return storage.commit('Due', partition, ops);
    if (before === undefined && others.length === 0) return now(partition, ops);
    const batch = new Map<string, Op>(ops.map((op) => [op.row.rowKey, op]));
    const done = Promise.all([before, within(patience, Promise.all(others))]).then(() => {
      waiting.delete(partition);
      return now(partition, [...batch.values()]);
    });
    waiting.set(partition, { ops: batch, done });
    return done;
  };

  const committing =
    (others: () => readonly Promise<void>[]): Tables['commit'] =>
    (table, partition, ops) => {
      const puts = ops.filter((op) => op.kind === 'put');
      return table !== 'Due' || puts.length < ops.length
        ? storage.commit(table, partition, ops)
        : put(partition, puts, others());
    };
  const reading: Omit<Tables, 'commit'> = {
    read: (table, partition, rowKey) => storage.read(table, partition, rowKey),
    range: (table, partition, range) => storage.range(table, partition, range),
    across: (table, partitions, options) => storage.across(table, partitions, options),
  };

  return {
    tables: { ...reading, commit: committing(() => []) },
    coming() {
      let here = (): void => undefined;
      const arrived = new Promise<void>((resolve) => {
        here = resolve;
      });
      coming.add(arrived);
      const done = (): void => {
        coming.delete(arrived);
        here();
      };
      const commit = committing(() => {
        done();
        return [...coming];
      });
      return { tables: { ...reading, commit }, done };
    },
  };
}

async function within(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
}
