import type { Cells } from '#bot/features/rounds/engine/cells';
import { connect, maxFlow, type Network, network } from '#bot/features/rounds/engine/flow';
import { number } from '#bot/features/rounds/engine/lists';
import type { World } from '#bot/features/rounds/engine/world';

/** A skill that too few people share, or have room for. */
export interface Shortage {
  readonly skill: string;
  /** People who would learn it if more could teach it; who wishes two such skills counts in both. */
  readonly missing: number;
}

/**
 * What no round can exceed: the most people who could learn if a slot were all that teaching
 * costs. Everybody teaches at most once a slot and learns at most once, so a maximum flow person →
 * cell of what they share → cell of those who wish it and may meet them → person is an upper bound.
 * It leaves out who met whom, blocks and managers (and for a skill with very many cells who works
 * when), which only makes it larger. Those it cannot serve lie behind its cut with the skills that
 * hold them back (P. Hall, 1935).
 */
export function flowBound(world: World): { bound: number; shortages: Shortage[] } {
  const { people, skills, wishes } = world;
  const { net, source, sink, learner } = networkOf(world);
  const bound = maxFlow(net, source, sink);
  const missing = new Int32Array(skills.length);
  for (let person = 0; person < people.length; person += 1) {
    if (number(net.capacity, number(learner, person)) === 0) continue;
    for (let at = number(wishes.start, person); at < number(wishes.start, person + 1); at += 1) {
      const skill = number(wishes.items, at);
      missing[skill] = number(missing, skill) + 1;
    }
  }
  const shortages = skills
    .map((skill, index) => ({ skill, missing: number(missing, index) }))
    .filter((shortage) => shortage.missing > 0)
    .sort((a, b) => b.missing - a.missing || (a.skill < b.skill ? -1 : 1));
  return { bound, shortages };
}

interface Built {
  readonly net: Network;
  readonly source: number;
  readonly sink: number;
  /** The arc from each person who learns to the sink. */
  readonly learner: Int32Array;
}

/** Nodes: people who teach, people who learn, teachers' cells, learners' cells, hubs, two ends. */
function networkOf(world: World): Built {
  const { people, shares, wishes, teachers, learners, slots, shareCell } = world;
  const taught = 2 * people.length;
  const learned = taught + teachers.ofSkill.items.length;
  const hubs = learned + learners.ofSkill.items.length;
  const links = linksOf(world, taught, learned, hubs);
  const source = hubs + world.skills.length;
  const sink = source + 1;
  const arcs = 2 * people.length + shares.items.length + wishes.items.length + links.length / 2;
  const net = network(sink + 1, arcs);
  for (let person = 0; person < people.length; person += 1) {
    connect(net, source, person, number(slots, person));
    for (let at = number(shares.start, person); at < number(shares.start, person + 1); at += 1) {
      connect(net, person, taught + number(shareCell, at), number(slots, person));
    }
  }
  for (let i = 0; i < links.length; i += 2) {
    connect(net, number(links, i), number(links, i + 1), people.length);
  }
  for (let cell = 0; cell < learners.ofSkill.items.length; cell += 1) {
    const end = number(learners.members.start, cell + 1);
    for (let at = number(learners.members.start, cell); at < end; at += 1) {
      connect(net, learned + cell, people.length + number(learners.members.items, at), 1);
    }
  }
  const learner = Int32Array.from(people, (_, person) =>
    connect(net, people.length + person, sink, 1),
  );
  return { net, source, sink, learner };
}

/** With more pairs of cells than this a skill's cells meet in one hub. */
const pairsMax = 4_096;

/** From node, to node, and so on: cells of one skill whose classes may meet. */
function linksOf(world: World, taught: number, learned: number, hubs: number): Int32Array {
  const { skills, teachers, learners } = world;
  const found: number[] = [];
  const cells = ({ ofSkill: { start } }: Cells, skill: number): number[] =>
    Array.from(
      { length: number(start, skill + 1) - number(start, skill) },
      (_, index) => number(start, skill) + index,
    );
  for (const skill of skills.keys()) {
    const from = cells(teachers, skill);
    const to = cells(learners, skill);
    if (from.length * to.length > pairsMax) {
      for (const cell of from) found.push(taught + cell, hubs + skill);
      for (const cell of to) found.push(hubs + skill, learned + cell);
      continue;
    }
    for (const cell of from) {
      const one = number(teachers.ofSkill.items, cell);
      for (const other of to) {
        if (world.quarters(one, number(learners.ofSkill.items, other)) < 0) continue;
        found.push(taught + cell, learned + other);
      }
    }
  }
  return Int32Array.from(found);
}
