import type { Activity, Population, Round } from '#bot/features/rounds/engine/index';

// A second reading of the rules, as plainly as they can be said and with nothing of the engine's:
// what it says of a round is the judge of what the engine made.

type Person = Population['people'][number];

/** Quarter hours of a day somebody works, so that hours round the clock need no arithmetic. */
function quarters({ hoursUtc: [from, until] }: Person): Set<number> {
  const found = new Set<number>();
  for (let quarter = from * 4; quarter < until * 4; quarter += 1) found.add((quarter + 96) % 96);
  return found;
}

export const hoursOfTwo = (a: Person, b: Person): number =>
  [...quarters(a)].filter((quarter) => quarters(b).has(quarter)).length / 4;

const speakTogether = (a: Person, b: Person): boolean =>
  a.languages.some((language) => b.languages.includes(language));

const metRecently = ({ met, settings }: Population, a: Person, b: Person): boolean =>
  met.some(
    ([one, other, ago]) =>
      ago <= settings.noRepeatRounds &&
      settings.noRepeatRounds > 0 &&
      ((one === a.id && other === b.id) || (one === b.id && other === a.id)),
  );

const keptApart = (a: Person, b: Person): boolean =>
  a.manager === b.id || b.manager === a.id || a.blocked.includes(b.id) || b.blocked.includes(a.id);

export const isIn = ({ paused, slots }: Person): boolean => !paused && slots > 0;

export const mayMeet = (population: Population, a: Person, b: Person): boolean =>
  a.id !== b.id &&
  isIn(a) &&
  isIn(b) &&
  speakTogether(a, b) &&
  hoursOfTwo(a, b) >= population.settings.minOverlapHours &&
  !metRecently(population, a, b) &&
  !keptApart(a, b);

/** Skills the one could teach the other, whether or not they may meet. */
export const teachable = (teacher: Person, learner: Person): string[] =>
  learner.wishes.filter((skill) => teacher.shares.includes(skill));

export const membersOf = ({ arcs }: Activity): string[] => [
  ...new Set(arcs.flatMap(({ teacher, learner }) => [teacher, learner])),
];

const shape = ({ arcs }: Activity): string => {
  const [first, second, third] = arcs;
  if (first === undefined || arcs.length > 3) return 'none';
  if (second === undefined) return 'one-way';
  if (third === undefined) {
    return first.teacher === second.learner && first.learner === second.teacher ? 'swap' : 'none';
  }
  const round =
    first.learner === second.teacher &&
    second.learner === third.teacher &&
    third.learner === first.teacher;
  return round && new Set(arcs.map(({ teacher }) => teacher)).size === 3 ? 'circle' : 'none';
};

/** Everything that is wrong with a round, in words; nothing when it keeps every rule. */
export function faultsOf(population: Population, round: Round): string[] {
  const person = new Map(population.people.map((each) => [each.id, each]));
  const faults: string[] = [];
  const taken = new Map<string, number>();
  const pairs = new Set<string>();
  for (const activity of round.activities) {
    const at = JSON.stringify(activity.arcs);
    if (shape(activity) !== activity.kind) faults.push(`${at} is no ${activity.kind}`);
    for (const id of membersOf(activity)) taken.set(id, (taken.get(id) ?? 0) + 1);
    for (const { teacher, learner, skill } of activity.arcs) {
      const from = person.get(teacher);
      const to = person.get(learner);
      if (from === undefined || to === undefined) faults.push(`${at}: nobody of that id`);
      else if (!mayMeet(population, from, to)) faults.push(`${at}: ${from.id}, ${to.id} apart`);
      else if (!teachable(from, to).includes(skill)) faults.push(`${at}: no ${skill}`);
      else if (activity.kind === 'one-way' && !from.teachesWithoutReturn) {
        faults.push(`${at}: ${from.id} teaches only in return`);
      }
    }
    const met = activity.kind === 'swap' ? activity.arcs.slice(0, 1) : activity.arcs;
    for (const { teacher, learner } of met) {
      const pair = JSON.stringify([teacher, learner].sort());
      if (pairs.has(pair)) faults.push(`${pair} meet twice`);
      pairs.add(pair);
    }
  }
  for (const [id, count] of taken) {
    if (count > (person.get(id)?.slots ?? 0)) faults.push(`${id} is in ${count} activities`);
  }
  const told = population.people.filter((each) => isIn(each) && !taken.has(each.id));
  const toldIds = told.map(({ id }) => id).sort();
  if (toldIds.join() !== round.unmatched.map(({ id }) => id).join()) {
    faults.push('the unmatched are not those who are in and in no activity');
  }
  const learners = new Set(
    round.activities.flatMap(({ arcs }) => arcs.map(({ learner }) => learner)),
  );
  if (learners.size !== round.figures.served) faults.push('served is not the number of learners');
  if (round.figures.served > round.figures.bound) faults.push('more are served than the bound');
  return faults;
}

/** Why somebody is in no activity, by counting everybody; the same words as the engine's. */
export function whyByCounting(population: Population, round: Round, id: string): string {
  const self = population.people.find((person) => person.id === id);
  if (self === undefined || self.wishes.length === 0) return 'not-asked';
  const sharers = population.people.filter(
    (other) => other.id !== id && isIn(other) && teachable(other, self).length > 0,
  );
  if (sharers.length === 0) return 'nobody-shares';
  const speaking = sharers.filter((other) => speakTogether(other, self));
  if (speaking.length === 0) return 'no-common-language';
  const free = speaking.filter(
    (other) => hoursOfTwo(other, self) >= population.settings.minOverlapHours,
  );
  if (free.length === 0) return 'no-common-hours';
  const fresh = free.filter((other) => !metRecently(population, other, self));
  if (fresh.length === 0) return 'only-met-recently';
  const held = (other: Person): number =>
    round.activities.filter((activity) => membersOf(activity).includes(other.id)).length;
  const open = fresh.filter((other) => !keptApart(other, self) && held(other) < other.slots);
  return open.length === 0 ? 'all-full' : 'not-asked';
}
