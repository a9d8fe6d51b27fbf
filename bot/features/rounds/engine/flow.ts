/** Arcs are numbered in twos: an arc and, at `arc ^ 1`, its way back. */
export interface Network {
  readonly first: Int32Array;
  readonly next: Int32Array;
  readonly to: Int32Array;
  readonly capacity: Int32Array;
  arcs: number;
}

const at = (array: Int32Array, index: number): number => array[index] as number;

export const network = (nodes: number, arcs: number): Network => ({
  first: new Int32Array(nodes).fill(-1),
  next: new Int32Array(2 * arcs),
  to: new Int32Array(2 * arcs),
  capacity: new Int32Array(2 * arcs),
  arcs: 0,
});

export function connect(net: Network, from: number, to: number, capacity: number): number {
  const arc = net.arcs;
  net.arcs += 2;
  half(net, arc, from, to, capacity);
  half(net, arc + 1, to, from, 0);
  return arc;
}

function half(net: Network, arc: number, from: number, to: number, capacity: number): void {
  net.to[arc] = to;
  net.capacity[arc] = capacity;
  net.next[arc] = at(net.first, from);
  net.first[from] = arc;
}

/**
 * The largest flow from source to sink; the network keeps what is left of its capacities.
 * Dinic's algorithm (E. A. Dinitz, Soviet Math. Dokl. 11, 1970): breadth-first levels, then paths
 * along them until none is left.
 */
export function maxFlow(net: Network, source: number, sink: number): number {
  const level = new Int32Array(net.first.length);
  const queue = new Int32Array(net.first.length);
  const path = new Int32Array(net.first.length);
  let flow = 0;
  while (levels(net, source, sink, level, queue)) {
    const untried = net.first.slice();
    let depth = 0;
    let node = source;
    for (;;) {
      if (node === sink) {
        const pushed = push(net, path, depth);
        flow += pushed.amount;
        depth = pushed.keep;
        node = depth === 0 ? source : at(net.to, at(path, depth - 1));
        continue;
      }
      let arc = at(untried, node);
      while (
        arc >= 0 &&
        (at(net.capacity, arc) === 0 || at(level, at(net.to, arc)) !== at(level, node) + 1)
      ) {
        arc = at(net.next, arc);
      }
      untried[node] = arc;
      if (arc >= 0) {
        path[depth] = arc;
        depth += 1;
        node = at(net.to, arc);
      } else if (depth === 0) {
        break;
      } else {
        // A dead end: nobody comes here again at these levels.
        level[node] = -1;
        depth -= 1;
        node = at(net.to, at(path, depth) ^ 1);
      }
    }
  }
  return flow;
}

function levels(
  net: Network,
  source: number,
  sink: number,
  level: Int32Array,
  queue: Int32Array,
): boolean {
  level.fill(-1);
  level[source] = 0;
  queue[0] = source;
  let length = 1;
  for (let i = 0; i < length && at(level, sink) < 0; i += 1) {
    const node = at(queue, i);
    for (let arc = at(net.first, node); arc >= 0; arc = at(net.next, arc)) {
      const to = at(net.to, arc);
      if (at(net.capacity, arc) === 0 || at(level, to) >= 0) continue;
      level[to] = at(level, node) + 1;
      queue[length] = to;
      length += 1;
    }
  }
  return at(level, sink) >= 0;
}

/** Sends along the path what it can bear; keeps the part before the first arc that is full now. */
function push(net: Network, path: Int32Array, depth: number): { amount: number; keep: number } {
  let amount = at(net.capacity, at(path, 0));
  for (let i = 1; i < depth; i += 1) amount = Math.min(amount, at(net.capacity, at(path, i)));
  let keep = depth;
  for (let i = depth - 1; i >= 0; i -= 1) {
    const arc = at(path, i);
    net.capacity[arc] = at(net.capacity, arc) - amount;
    net.capacity[arc ^ 1] = at(net.capacity, arc ^ 1) + amount;
    if (at(net.capacity, arc) === 0) keep = i;
  }
  return { amount, keep };
}
