import { anneal } from '#bot/features/rounds/engine/anneal';
import { type Board, board } from '#bot/features/rounds/engine/board';
import { better } from '#bot/features/rounds/engine/branch';
import { type Candidates, candidates } from '#bot/features/rounds/engine/candidates';
import type { Chance } from '#bot/features/rounds/engine/chance';
import { fill } from '#bot/features/rounds/engine/greedy';
import { number } from '#bot/features/rounds/engine/lists';
import { add, oneWay, type Packing } from '#bot/features/rounds/engine/packing';
import { priced, worths } from '#bot/features/rounds/engine/prices';
import { type Refining, ranks, refine } from '#bot/features/rounds/engine/refine';
import type { World } from '#bot/features/rounds/engine/world';

// Effort in whole numbers of things looked at, found by trying (see the benchmark): never in time.

/** Up to so many people the search is repeated, and comes back to the best it met. */
const few = 2_000;

/** Up to so many branch and bound finds most of what was missed, and the lesser aims get more. */
const handful = 200;

/** Candidates of each kind for each person: all there are with few people, at least 8 with many. */
const candidatesEach = (people: number): number =>
  Math.max(8, Math.min(1_000, Math.trunc(400_000 / people)));

const priceSteps = (people: number, count: number): number => {
  const looks = Math.min(80_000_000, 1_200_000 * Math.sqrt(people));
  return Math.max(60, Math.min(1_000, Math.trunc(looks / count)));
};

const annealSteps = (people: number): number =>
  Math.trunc((people <= handful ? 12_000 : 20_000) * Math.sqrt(people));

/** Of a round small enough for it the lesser aims are annealed too. */
const refining = (people: number): Refining =>
  people <= handful
    ? { steps: Math.trunc(3_000 * Math.sqrt(people)), heat: [0.3, 0.005] }
    : { steps: Math.trunc(2_000 * Math.sqrt(people)), heat: [0, 0] };

/** A loss that is kept about once in three times: of the heaviest person first, of nobody last. */
const heatFrom = 0.6;
const heatUntil = 0.07;

/**
 * How much rather a swap than a circle, a circle than a one-way, in parts of a person: a hint for
 * the search among what is equal otherwise, too small for a person to be given up for it.
 */
const lean = 0.1;

/** Looks at candidates before the search for what annealing missed ends. */
const branchLooks = 3_000_000;

/** How far below their price candidates may be to be taken into account, one search each. */
const slacksOfFew = [0.02, 0.1, Number.POSITIVE_INFINITY];
const slacksOfMany = [0.005, 0.02];

/**
 * Packs the free slots of a packing: candidates → prices → the few candidates that could belong to
 * a best round → annealing over those → the lesser objectives → whatever still fits.
 */
export function solve(packing: Packing, dice: Chance, seed: number): void {
  const { world } = packing;
  const people = world.people.length;
  const all = candidates(packing, dice, candidatesEach(people));
  if (all.count > 0) {
    const { kept, on } = best(packing, all, dice);
    refine(on, kept, ranks(world, kept, seed), dice, refining(people));
    prune(on, kept);
    for (const i of on.taken()) {
      const [a, b, c] = [3 * i, 3 * i + 1, 3 * i + 2].map((at) => number(kept.member, at));
      add(packing, number(kept.kind, i), a as number, b as number, c as number);
    }
  }
  fill(packing);
}

/** Ends what takes slots for nothing: everybody in it learns elsewhere too. */
function prune({ taken, learns, remove }: Board, { kind, member }: Candidates): void {
  for (const candidate of taken()) {
    const once = [0, 1, 2].some((place) => {
      const person = number(member, 3 * candidate + place);
      const learner = place > 0 || number(kind, candidate) !== oneWay;
      return person >= 0 && learner && number(learns, person) === 1;
    });
    if (!once) remove(candidate);
  }
}

interface Found {
  readonly kept: Candidates;
  readonly on: Board;
}

function best({ world, room }: Packing, all: Candidates, dice: Chance): Found {
  const people = world.people.length;
  const { surplus, bound, prices } = priced(world, all, room, priceSteps(people, all.count));
  const unit = people + 1;
  const heaviest = world.weight.reduce((most, weight) => Math.max(most, weight), 1);
  const settings = {
    steps: annealSteps(people),
    heat: [heatFrom * heaviest * unit, heatUntil * unit] as const,
    lean: lean * unit,
    enough: bound - leastGain(world) + 0.5,
    remember: people <= few,
  };
  const attempt = (kept: Candidates): Found => {
    const on = board(world, kept, room, dice);
    anneal(on, kept, dice, settings);
    return { kept, on };
  };
  if (people > few) return attempt(closest(all, surplus, people));
  let found = attempt(within(all, surplus, slacksOfFew[0] ?? 0));
  for (const slack of slacksOfFew.slice(1)) {
    if (found.on.value() >= settings.enough) break;
    const next = attempt(within(all, surplus, slack));
    if (next.on.value() > found.on.value()) found = next;
  }
  const value = found.on.value();
  if (value >= settings.enough || room.some((slots) => slots > 1)) return found;
  const values = worths(world, all);
  const chosen = better(people, all, { values, prices, value, looks: branchLooks });
  if (chosen === undefined) return found;
  const on = board(world, all, room, dice);
  for (const candidate of chosen) on.put(candidate);
  return { kept: all, on };
}

/** By how much a better round would be better at least: a person, if all weigh the same. */
const leastGain = ({ weight, people }: World): number =>
  weight.every((each) => each === weight[0]) ? number(weight, 0) * (people.length + 1) + 1 : 1;

/** With many people: the strictest slack that leaves a choice of candidates. */
function closest(all: Candidates, surplus: Float64Array, people: number): Candidates {
  const [strict = 0, loose = 0] = slacksOfMany;
  const kept = within(all, surplus, strict);
  return kept.count >= 2 * people ? kept : within(all, surplus, loose);
}

function within(
  { count, kind, member }: Candidates,
  surplus: Float64Array,
  slack: number,
): Candidates {
  const near = (i: number): boolean => (surplus[i] as number) > -slack;
  let left = 0;
  for (let i = 0; i < count; i += 1) if (near(i)) left += 1;
  const kept = { count: left, kind: new Int32Array(left), member: new Int32Array(3 * left) };
  let next = 0;
  for (let i = 0; i < count; i += 1) {
    if (!near(i)) continue;
    kept.kind[next] = number(kind, i);
    kept.member.set(member.subarray(3 * i, 3 * i + 3), 3 * next);
    next += 1;
  }
  return kept;
}
