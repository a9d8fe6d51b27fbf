import { type Chance, chance } from '#bot/features/rounds/engine/chance';
import type { Population } from '#bot/features/rounds/engine/index';

const hourGroups: readonly (readonly [number, [number, number]])[] = [
  [55, [8, 16]],
  [25, [4, 12]],
  [12, [14, 22]],
  [8, [20, 28]],
];
const languageProfiles: readonly (readonly [number, string[]])[] = [
  [55, ['en']],
  [30, ['en', 'nl']],
  [15, ['nl']],
];

export interface Size {
  readonly people: number;
  readonly skills: number;
  readonly seed: number;
}

/**
 * The population the goals were set on: three shares and two wishes each, skills drawn by Zipf(1),
 * a skill's wish rank its share rank times e^N(0,1), four hour groups, three language profiles,
 * teams of 4–20 managed by their first member, one slot, everybody teaches without return.
 */
export function synthetic({ people, skills, seed }: Size): Population {
  const dice = chance(seed);
  const ranks = Array.from({ length: skills }, (_, index) => index + 1);
  const shared = drawer(ranks.map((rank) => 1 / rank));
  const wished = drawer(ranks.map((rank) => 1 / (rank * Math.exp(normal(dice)))));
  const teams = teamsOf(people, dice);
  return {
    seed,
    settings: { minOverlapHours: 2, noRepeatRounds: 6 },
    people: teams.map(({ team, manager }, index) => {
      const shares = some(3, () => shared(dice), []);
      return {
        id: `p${index}`,
        shares: shares.map(nameOf),
        wishes: some(2, () => wished(dice), shares).map(nameOf),
        languages: weighed(languageProfiles, dice),
        hoursUtc: weighed(hourGroups, dice),
        team: `t${team}`,
        manager: manager === index ? null : `p${manager}`,
        slots: 1,
        paused: false,
        teachesWithoutReturn: true,
        blocked: [],
        wait: 0,
      };
    }),
    met: [],
  };
}

/**
 * The same people with everything a real round has beside: waits, several slots, pauses, people who
 * teach only in return, who met, who blocked whom, no team, odd hours.
 */
export function lively(size: Size): Population {
  const population = synthetic(size);
  const dice = chance(size.seed + 1);
  const once = (times: number): boolean => dice.below(times) === 0;
  const anybody = (): string => `p${dice.below(size.people)}`;
  const people = population.people.map((person) => {
    const [from, until] = person.hoursUtc;
    const later = once(3) ? (dice.below(9) - 4) / 2 : 0;
    return {
      ...person,
      hoursUtc: [from + later, until + later] as [number, number],
      team: once(10) ? null : person.team,
      slots: [1, 1, 1, 1, 1, 1, 2, 2, 3, 0][dice.below(10)] as number,
      paused: once(20),
      teachesWithoutReturn: !once(3),
      blocked: once(8) ? [anybody()] : [],
      wait: once(2) ? 0 : dice.below(dice.below(11) + 1),
    };
  });
  const met = Array.from({ length: 2 * size.people }, (): [string, string, number] => [
    anybody(),
    anybody(),
    1 + dice.below(8),
  ]);
  return { ...population, people, met };
}

const nameOf = (skill: number): string => `s${skill}`;

const unit = (dice: Chance): number => (dice.below(2 ** 32) + 0.5) / 2 ** 32;

/** Box and Muller's transform. */
const normal = (dice: Chance): number =>
  Math.sqrt(-2 * Math.log(unit(dice))) * Math.cos(2 * Math.PI * unit(dice));

function drawer(weights: readonly number[]): (dice: Chance) => number {
  let sum = 0;
  const sums = weights.map((weight) => {
    sum += weight;
    return sum;
  });
  return (dice) => {
    const drawn = unit(dice) * sum;
    let low = 0;
    let high = sums.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] ?? 0) < drawn) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}

function some(count: number, draw: () => number, not: readonly number[]): number[] {
  const drawn: number[] = [];
  for (let tries = 0; drawn.length < count && tries < 1_000; tries += 1) {
    const next = draw();
    if (!drawn.includes(next) && !not.includes(next)) drawn.push(next);
  }
  return drawn;
}

function weighed<T>(choices: readonly (readonly [number, T])[], dice: Chance): T {
  let drawn = dice.below(100);
  for (const [weight, choice] of choices) {
    if (drawn < weight) return choice;
    drawn -= weight;
  }
  throw new Error('the weights are less than 100');
}

function teamsOf(people: number, dice: Chance): { team: number; manager: number }[] {
  const placed: { team: number; manager: number }[] = [];
  for (let team = 0; placed.length < people; team += 1) {
    const manager = placed.length;
    const size = Math.min(4 + dice.below(17), people - placed.length);
    for (let member = 0; member < size; member += 1) placed.push({ team, manager });
  }
  return placed;
}
