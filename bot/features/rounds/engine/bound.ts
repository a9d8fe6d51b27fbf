import { connect, maxFlow, type Network, network } from '#bot/features/rounds/engine/flow';
import { type Cells, number, type World } from '#bot/features/rounds/engine/world';

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
 * It leaves out who met whom, blocks and managers, which only makes it larger. Those it cannot
 * serve lie behind its cut with the skills that hold them back (P. Hall, 1935).
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

function networkOf(world: World): Built {
  const { people, shares, wishes, teachers, learners, slots, shareCell } = world;
  const taught = teachers.ofSkill.items.length;
  const learned = learners.ofSkill.items.length;
  const matches = cellPairs(world);
  const firstCell = 2 * people.length;
  const source = firstCell + taught + learned;
  const sink = source + 1;
  const arcs = 2 * people.length + shares.items.length + wishes.items.length + matches.length / 2;
  const net = network(sink + 1, arcs);
  for (let person = 0; person < people.length; person += 1) {
    connect(net, source, person, number(slots, person));
    for (let at = number(shares.start, person); at < number(shares.start, person + 1); at += 1) {
      connect(net, person, firstCell + number(shareCell, at), 1);
    }
  }
  for (let i = 0; i < matches.length; i += 2) {
    const from = number(matches, i);
    connect(net, firstCell + from, firstCell + taught + number(matches, i + 1), people.length);
  }
  for (let cell = 0; cell < learned; cell += 1) {
    const end = number(learners.members.start, cell + 1);
    for (let at = number(learners.members.start, cell); at < end; at += 1) {
      const person = people.length + number(learners.members.items, at);
      connect(net, firstCell + taught + cell, person, 1);
    }
  }
  const learner = Int32Array.from(people, (_, person) =>
    connect(net, people.length + person, sink, 1),
  );
  return { net, source, sink, learner };
}

/** Cells of one skill whose classes may meet: teachers' cell, learners' cell, and so on. */
function cellPairs({ skills, teachers, learners, quarters, classes }: World): Int32Array {
  const found: number[] = [];
  const span = ({ ofSkill: { start } }: Cells, skill: number): [number, number] => [
    number(start, skill),
    number(start, skill + 1),
  ];
  for (let skill = 0; skill < skills.length; skill += 1) {
    const [from, until] = span(teachers, skill);
    const [otherFrom, otherUntil] = span(learners, skill);
    for (let cell = from; cell < until; cell += 1) {
      const row = number(teachers.ofSkill.items, cell) * classes;
      for (let other = otherFrom; other < otherUntil; other += 1) {
        if (number(quarters, row + number(learners.ofSkill.items, other)) >= 0) {
          found.push(cell, other);
        }
      }
    }
  }
  return Int32Array.from(found);
}
