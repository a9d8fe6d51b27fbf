import { hoursInCommon } from '#bot/features/rounds/engine/hours';
import { holds, number } from '#bot/features/rounds/engine/lists';
import type { Packing } from '#bot/features/rounds/engine/packing';
import type { Person } from '#bot/features/rounds/engine/population';
import type { Why } from '#bot/features/rounds/engine/round';

/** How far those who share a wish come, one step after the other; the furthest is the answer. */
const steps = [
  'nobody-shares',
  'no-common-language',
  'no-common-hours',
  'only-met-recently',
  'all-full',
  'not-asked',
] as const satisfies readonly Why[];

/** Why a person is in no activity of a packing; see `Why` for what each answer claims. */
export function whyOf(packing: Packing, person: number, minOverlapHours: number): Why {
  const { people, wishes, teachers, examples } = packing.world;
  const self = people[person];
  const end = number(wishes.start, person + 1);
  if (self === undefined || number(wishes.start, person) === end) return 'not-asked';
  let furthest = 0;
  for (let at = number(wishes.start, person); at < end; at += 1) {
    const skill = number(wishes.items, at);
    const cells = number(teachers.ofSkill.start, skill + 1);
    for (let cell = number(teachers.ofSkill.start, skill); cell < cells; cell += 1) {
      const example = examples[number(teachers.ofSkill.items, cell)];
      if (example === undefined) continue;
      const step = stepOfClass(self, example, minOverlapHours);
      furthest = Math.max(furthest, stepOfCell(packing, person, cell, step));
    }
  }
  return steps[furthest] ?? 'not-asked';
}

/** 1 = no language, 2 = too few hours, 3 = both are there. */
function stepOfClass(self: Person, other: Person, minOverlapHours: number): number {
  if (!self.languages.some((language) => other.languages.includes(language))) return 1;
  return hoursInCommon(self.hoursUtc, other.hoursUtc) < minOverlapHours - 1e-9 ? 2 : 3;
}

/** How far the people of a cell come: 3 = all met recently, 4 = none has room, 5 = somebody has. */
function stepOfCell(packing: Packing, person: number, cell: number, step: number): number {
  const { world, byCell, shareOwner } = packing;
  const start = number(byCell.start, cell);
  const end = number(byCell.start, cell + 1);
  const others = function* (until: number): Generator<number> {
    for (let at = start; at < until; at += 1) {
      const other = number(shareOwner, number(byCell.entry, at));
      if (other !== person) yield other;
    }
  };
  const some = (until: number, test: (other: number) => boolean): boolean => {
    for (const other of others(until)) if (test(other)) return true;
    return false;
  };
  if (!some(end, () => true)) return 0;
  if (step < 3) return step;
  // Those with room stand in front.
  const room = start + number(byCell.front, cell);
  if (some(room, (other) => !holds(world.apart, person, other))) return 5;
  return some(end, (other) => !holds(world.recent, person, other)) ? 4 : 3;
}
