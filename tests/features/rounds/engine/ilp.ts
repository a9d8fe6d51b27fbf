import loadHighs from 'highs';
import type { Population, Round } from '#bot/features/rounds/engine/index';
import { isIn, mayMeet } from '#tests/features/rounds/engine/checker';

type Person = Population['people'][number];

/** A possible activity: its members, and those of them who learn in it. */
interface Possible {
  readonly members: readonly number[];
  readonly learners: readonly number[];
}

export interface Optimum extends Aims {
  /** False when the solver's time was over first; the figures are then what none can exceed. */
  readonly proven: boolean;
}

/** The first two objectives of a round. */
export interface Aims {
  /** Σ 2^min(wait, 8) over those who learn. */
  readonly weight: number;
  readonly learners: number;
}

export function aims(population: Population, learners: ReadonlySet<string>): Aims {
  const waits = population.people.filter(({ id }) => learners.has(id)).map(({ wait }) => wait);
  const weight = waits.reduce((sum, wait) => sum + 2 ** Math.min(wait, 8), 0);
  return { weight, learners: waits.length };
}

export const aimsOf = (population: Population, { activities }: Round): Aims =>
  aims(population, new Set(activities.flatMap(({ arcs }) => arcs.map(({ learner }) => learner))));

/**
 * Every activity the rules allow, found with the checker's reading of them and nothing of the
 * engine's. A one-way between two who could swap is left out: the swap takes the same slots.
 */
export function possibleActivities(population: Population): Possible[] {
  const people = population.people.filter(isIn);
  const sharers = new Map<string, number[]>();
  for (const [index, { shares }] of people.entries()) {
    for (const skill of new Set(shares)) {
      const list = sharers.get(skill) ?? [];
      list.push(index);
      sharers.set(skill, list);
    }
  }
  const at = (index: number): Person => people[index] as Person;
  const teaches = new Map<number, Set<number>>(people.map((_, index) => [index, new Set()]));
  for (const [learner, person] of people.entries()) {
    const able = new Set(person.wishes.flatMap((skill) => sharers.get(skill) ?? []));
    for (const teacher of able) {
      if (mayMeet(population, at(teacher), person)) teaches.get(teacher)?.add(learner);
    }
  }
  const can = (teacher: number, learner: number): boolean =>
    teaches.get(teacher)?.has(learner) ?? false;
  const possible: Possible[] = [];
  for (const [a, learners] of teaches) {
    for (const b of learners) {
      if (can(b, a)) {
        if (a < b) possible.push({ members: [a, b], learners: [a, b] });
      } else if (at(a).teachesWithoutReturn) {
        possible.push({ members: [a, b], learners: [b] });
      }
      if (b < a) continue;
      for (const c of teaches.get(b) ?? []) {
        if (c > a && can(c, a)) possible.push({ members: [a, b, c], learners: [a, b, c] });
      }
    }
  }
  return possible;
}

const highs = loadHighs();

/**
 * The best first two objectives any round could have, by integer programming (HiGHS): a variable
 * per possible activity and one per person who may hold several, a row per person's slots, a row
 * per two people who could otherwise meet twice.
 */
export async function optimum(population: Population, seconds = 60): Promise<Optimum> {
  const people = population.people.filter(isIn);
  const possible = possibleActivities(population);
  // Both objectives in one whole number.
  const unit = people.length + 1;
  const worth = (person: Person): number => 2 ** Math.min(person.wait, 8) * unit + 1;
  const several = people.map(({ slots }) => slots > 1);
  const rows: { indices: number[]; values: number[]; upper: number }[] = people.map(
    ({ slots }) => ({
      indices: [],
      values: [],
      upper: slots,
    }),
  );
  const costs: number[] = [];
  const learning = new Map<number, number[]>();
  const pairs = new Map<string, number[]>();
  for (const [column, { members, learners }] of possible.entries()) {
    let cost = 0;
    for (const member of members) {
      rows[member]?.indices.push(column);
      rows[member]?.values.push(1);
    }
    for (const learner of learners) {
      if (several[learner]) learning.set(learner, [...(learning.get(learner) ?? []), column]);
      else cost += worth(people[learner] as Person);
    }
    costs.push(cost);
    for (const one of members) {
      for (const other of members) {
        if (one >= other || !several[one] || !several[other]) continue;
        const key = `${one},${other}`;
        pairs.set(key, [...(pairs.get(key) ?? []), column]);
      }
    }
  }
  for (const [person, columns] of learning) {
    rows.push({
      indices: [costs.length, ...columns],
      values: [1, ...columns.map(() => -1)],
      upper: 0,
    });
    costs.push(worth(people[person] as Person));
  }
  for (const columns of pairs.values()) {
    rows.push({ indices: columns, values: columns.map(() => 1), upper: 1 });
  }
  if (costs.length === 0) return { weight: 0, learners: 0, proven: true };
  const { value, proven } = await solve(rows, costs, seconds);
  return { weight: Math.trunc(value / unit), learners: value % unit, proven };
}

async function solve(
  rows: readonly { indices: number[]; values: number[]; upper: number }[],
  costs: readonly number[],
  seconds: number,
): Promise<{ value: number; proven: boolean }> {
  const solver = await highs;
  const starts = [0];
  for (const { indices } of rows) starts.push((starts.at(-1) ?? 0) + indices.length);
  return solver.withModel(
    {
      numCols: costs.length,
      numRows: rows.length,
      sense: solver.constants.objectiveSense.maximize,
      colCost: costs,
      colLower: costs.map(() => 0),
      colUpper: costs.map(() => 1),
      rowLower: rows.map(() => -solver.infinity),
      rowUpper: rows.map(({ upper }) => upper),
      integrality: Int32Array.from(costs, () => 1),
      matrix: {
        format: 'csr',
        numCols: costs.length,
        numRows: rows.length,
        starts,
        indices: rows.flatMap(({ indices }) => indices),
        values: rows.flatMap(({ values }) => values),
      },
    },
    (model) => {
      model.options.set({
        output_flag: false,
        mip_rel_gap: 0,
        mip_abs_gap: 0.5,
        time_limit: seconds,
      });
      model.run();
      const proven = model.getModelStatus() === solver.constants.modelStatus.optimal;
      const value = proven ? model.getObjectiveValue() : Number(model.info.get('mip_dual_bound'));
      return { value: proven ? Math.round(value) : Math.floor(value + 1e-6), proven };
    },
  );
}
