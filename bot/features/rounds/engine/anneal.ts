import type { Board } from '#bot/features/rounds/engine/board';
import type { Candidates } from '#bot/features/rounds/engine/candidates';
import type { Chance } from '#bot/features/rounds/engine/chance';
import { number } from '#bot/features/rounds/engine/lists';

export interface Annealing {
  /** Candidates looked at. */
  readonly steps: number;
  /** From and to: a loss of this much is kept about once in three times. */
  readonly heat: readonly [number, number];
  /** What a swap is preferred by over a circle, and a circle over a one-way, where all is equal. */
  readonly lean: number;
  /** A value that cannot be bettered: reached, it is over. */
  readonly enough: number;
  /** Whether to come back to the best state met; for few people, as it is copied each time. */
  readonly remember: boolean;
}

/**
 * Packs candidates by simulated annealing (Kirkpatrick, Gelatt and Vecchi, Science 220, 1983): for
 * somebody who learns nothing yet take a random candidate in which they do, remove what is in its
 * way, and keep the change if it is no loss, or at times when it is, ever less often.
 */
export function anneal(
  on: Board,
  { kind }: Candidates,
  dice: Chance,
  { steps, heat: [from, until], lean, enough, remember }: Annealing,
): void {
  const { lists, way } = on;
  let best = on.value();
  on.save();
  let heat = from;
  for (let step = 0; step < steps && on.holes() > 0 && on.value() < enough; step += 1) {
    // Falls evenly on a scale of logarithms.
    if (step % 1024 === 0) heat = from * (until / from) ** (step / steps);
    const hole = on.hole(dice.below(on.holes()));
    const start = number(lists.start, hole);
    const among = number(lists.start, hole + 1) - start;
    const candidate = number(lists.items, start + dice.below(among));
    const ways = on.clear(candidate);
    let change = on.change(candidate, ways);
    let leaning = 1 - number(kind, candidate);
    for (let i = 0; i < ways; i += 1) leaning += number(kind, number(way, i)) - 1;
    change += lean * leaning;
    if (change < 0 && dice.below(2 ** 20) >= 2 ** 20 * Math.exp(change / heat)) continue;
    for (let i = 0; i < ways; i += 1) on.remove(number(way, i));
    on.put(candidate);
    if (!remember || on.value() <= best) continue;
    best = on.value();
    on.save();
  }
  if (remember && on.value() < best) on.back();
}
