import { matchRound, type Population } from '#bot/features/rounds/engine/index';
import { mayMeet, teachable } from '#tests/features/rounds/engine/checker';

export interface Run {
  /** Part of the people whose longest wait is at most six rounds. */
  readonly soon: number;
  /** People whom somebody could teach and who never learned. */
  readonly never: number;
  /** Meetings of two who had met within the rounds in which they may not. */
  readonly repeats: number;
}

/** Round after round of the same people: who learns nothing waits, who met is remembered. */
export function rounds(
  start: Population,
  count: number,
  begins: (round: number) => void = () => undefined,
): Run {
  let population = start;
  const longest = new Map(start.people.map(({ id }) => [id, 0]));
  const taught = new Set<string>();
  const last = new Map<string, number>();
  let repeats = 0;
  for (let round = 1; round <= count; round += 1) {
    begins(round);
    const { activities } = matchRound({ ...population, seed: round });
    const arcs = activities.flatMap((activity) => activity.arcs);
    const learners = new Set(arcs.map(({ learner }) => learner));
    for (const id of learners) taught.add(id);
    for (const pair of new Set(arcs.map((arc) => [arc.teacher, arc.learner].sort().join(' ')))) {
      const before = last.get(pair);
      if (before !== undefined && round - before <= start.settings.noRepeatRounds) repeats += 1;
      last.set(pair, round);
    }
    const people = population.people.map((person) => ({
      ...person,
      wait: learners.has(person.id) ? 0 : person.wait + 1,
    }));
    for (const { id, wait } of people) longest.set(id, Math.max(wait, longest.get(id) ?? 0));
    const met = [...last].map(([pair, at]): [string, string, number] => {
      const [one = '', other = ''] = pair.split(' ');
      return [one, other, round + 1 - at];
    });
    population = { ...population, people, met };
  }
  const missed = start.people.filter(({ id }) => !taught.has(id));
  const servable = missed.filter((learner) =>
    start.people.some(
      (teacher) => teachable(teacher, learner).length > 0 && mayMeet(start, teacher, learner),
    ),
  );
  return {
    soon: [...longest.values()].filter((wait) => wait <= 6).length / longest.size,
    never: servable.length,
    repeats,
  };
}
