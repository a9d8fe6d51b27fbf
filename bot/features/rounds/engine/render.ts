import { holds, number } from '#bot/features/rounds/engine/lists';
import { circle, oneWay, type Packing } from '#bot/features/rounds/engine/packing';
import type { Reasons } from '#bot/features/rounds/engine/reasons';
import type { Activity, Arc } from '#bot/features/rounds/engine/round';
import type { World } from '#bot/features/rounds/engine/world';

/** The activities of a packing, by the lowest number of their members. */
export function activitiesOf(packing: Packing, reasons: Reasons): Activity[] {
  const { world, first, next, kind } = packing;
  const seen = new Set<number>();
  const activities: Activity[] = [];
  for (let person = 0; person < world.people.length; person += 1) {
    for (let place = number(first, person); place >= 0; place = next[place] ?? -1) {
      const activity = Math.trunc(place / 3);
      if (seen.has(activity)) continue;
      seen.add(activity);
      const arcs = arcsOf(packing, activity);
      activities.push({
        kind: kindOf(kind[activity]),
        arcs,
        // Said when asked for: of a hundred thousand people they are most of what a round holds.
        get reasons() {
          return reasons(arcs);
        },
      });
    }
  }
  return activities;
}

const kindOf = (kind: number | undefined): Activity['kind'] => {
  if (kind === circle) return 'circle';
  return kind === oneWay ? 'one-way' : 'swap';
};

function arcsOf({ world, kind, member }: Packing, activity: number): Arc[] {
  const [a, b, c] = member.slice(3 * activity, 3 * activity + 3);
  if (a === undefined || b === undefined || c === undefined) return [];
  if (kind[activity] === oneWay) return [arc(world, a, b)];
  if (c < 0) return [arc(world, a, b), arc(world, b, a)];
  return [arc(world, a, b), arc(world, b, c), arc(world, c, a)];
}

function arc(world: World, teacher: number, learner: number): Arc {
  return {
    teacher: world.people[teacher]?.id ?? '',
    learner: world.people[learner]?.id ?? '',
    skill: world.skills[rarest(world, teacher, learner)] ?? '',
  };
}

/** Of the wishes the teacher can meet the one that the fewest people share. */
function rarest({ shares, wishes, teachers }: World, teacher: number, learner: number): number {
  let best = -1;
  let fewest = Number.POSITIVE_INFINITY;
  for (let at = number(wishes.start, learner); at < number(wishes.start, learner + 1); at += 1) {
    const skill = number(wishes.items, at);
    if (!holds(shares, teacher, skill)) continue;
    const cells = teachers.ofSkill.start;
    const sharers =
      number(teachers.members.start, number(cells, skill + 1)) -
      number(teachers.members.start, number(cells, skill));
    if (sharers < fewest) {
      best = skill;
      fewest = sharers;
    }
  }
  return best;
}
