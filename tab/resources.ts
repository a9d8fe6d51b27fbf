import type { Answer, Api, Trouble } from './api';

/** What the pages know of one GET address. */
export interface Snapshot<T> {
  readonly data: T | undefined;
  readonly trouble: Trouble | undefined;
}

/** A change that shows at once, before the server has agreed. */
export interface Layer<T> {
  /** The server agreed: `settle` writes its answer into what is known. */
  commit(settle?: (known: T) => T): void;
  drop(): void;
}

export interface Resources {
  read<T>(path: string): Snapshot<T>;
  subscribe(path: string, listener: () => void): () => void;
  load(path: string): Promise<void>;
  /** Reads again what is on screen; the rest is read again when it next is. */
  refresh(): Promise<void>;
  /** Lays a change over a resource. It may run more than once, so it must be harmless when repeated. */
  lay<T>(path: string, change: (known: T) => T): Layer<T>;
  /** Shows a change, makes the call, then settles or takes the change back. */
  change<T, R>(
    path: string,
    change: (known: T) => T,
    call: () => Promise<Answer<R>>,
    settle?: (known: T, answer: R) => T,
  ): Promise<Answer<R>>;
}

type Change = (known: unknown) => unknown;

interface Cell {
  known: unknown;
  layers: Change[];
  snapshot: Snapshot<unknown>;
  listeners: Set<() => void>;
  loading: Promise<void> | undefined;
  /** Counts agreed changes and refreshes: an answer asked for before one of them is out of date. */
  version: number;
  stale: boolean;
}

const nothing: Snapshot<unknown> = { data: undefined, trouble: undefined };

/** Everything read from the API, once, shared by the pages; own changes lie over it in layers. */
export function createResources(api: Api): Resources {
  const cells = new Map<string, Cell>();

  function cellOf(path: string): Cell {
    let cell = cells.get(path);
    if (cell === undefined) {
      cell = {
        known: undefined,
        layers: [],
        snapshot: nothing,
        listeners: new Set(),
        loading: undefined,
        version: 0,
        stale: true,
      };
      cells.set(path, cell);
    }
    return cell;
  }

  function show(cell: Cell, trouble?: Trouble) {
    const data =
      cell.known === undefined
        ? undefined
        : cell.layers.reduce<unknown>((known, change) => change(known), cell.known);
    cell.snapshot = { data, trouble };
    for (const listener of cell.listeners) listener();
  }

  async function fetchInto(path: string, cell: Cell): Promise<void> {
    const { version } = cell;
    const answer = await api.call<unknown>('GET', path);
    if (version !== cell.version) return fetchInto(path, cell);
    cell.stale = !answer.ok;
    if (!answer.ok) return show(cell, answer.trouble);
    // The same answer keeps its identity, so that nothing on screen is drawn again for it.
    if (cell.snapshot.trouble === undefined && same(cell.known, answer.value)) return;
    cell.known = answer.value;
    show(cell);
  }

  function load(path: string): Promise<void> {
    const cell = cellOf(path);
    cell.loading ??= fetchInto(path, cell).finally(() => {
      cell.loading = undefined;
    });
    return cell.loading;
  }

  function lay<T>(path: string, change: (known: T) => T): Layer<T> {
    const cell = cellOf(path);
    const layer = change as Change;
    cell.layers.push(layer);
    show(cell, cell.snapshot.trouble);
    const lift = () => {
      cell.layers = cell.layers.filter((other) => other !== layer);
    };
    return {
      commit(settle) {
        lift();
        cell.version += 1;
        if (settle !== undefined && cell.known !== undefined) cell.known = settle(cell.known as T);
        show(cell);
      },
      drop() {
        lift();
        show(cell, cell.snapshot.trouble);
      },
    };
  }

  return {
    read: <T>(path: string) => cellOf(path).snapshot as Snapshot<T>,
    subscribe(path, listener) {
      const cell = cellOf(path);
      cell.listeners.add(listener);
      if (cell.stale) void load(path);
      return () => cell.listeners.delete(listener);
    },
    load,
    async refresh() {
      const seen: Promise<void>[] = [];
      for (const [path, cell] of cells) {
        cell.stale = true;
        cell.version += 1;
        if (cell.listeners.size > 0) seen.push(load(path));
      }
      await Promise.all(seen);
    },
    lay,
    async change<T, R>(
      path: string,
      change: (known: T) => T,
      call: () => Promise<Answer<R>>,
      settle?: (known: T, answer: R) => T,
    ) {
      const layer = lay(path, change);
      const answer = await call();
      if (answer.ok)
        layer.commit((known) =>
          settle === undefined ? change(known) : settle(known, answer.value),
        );
      else layer.drop();
      return answer;
    },
  };
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
