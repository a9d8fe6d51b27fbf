import { type Lists, lists, number, turned } from '#bot/features/rounds/engine/lists';

/** People by skill and class. */
export interface Cells {
  /** Cells by skill: cell numbers are the positions in `items`, and `items` holds their class. */
  readonly ofSkill: Lists;
  readonly members: Lists;
}

/** People of each skill, by class: two counting sorts, which keep the order of numbers. */
export function cells(having: Lists, classOf: Int32Array, skills: number, classes: number): Cells {
  const bySkill = turned(having, skills);
  const classLists: number[][] = [];
  const memberLists: number[][] = [];
  const ofClass: number[][] = Array.from({ length: classes }, () => []);
  for (let skill = 0; skill < skills; skill += 1) {
    const touched: number[] = [];
    const end = number(bySkill.start, skill + 1);
    for (let at = number(bySkill.start, skill); at < end; at += 1) {
      const person = number(bySkill.items, at);
      const members = ofClass[number(classOf, person)] as number[];
      if (members.length === 0) touched.push(number(classOf, person));
      members.push(person);
    }
    touched.sort((a, b) => a - b);
    classLists.push(touched);
    for (const each of touched) {
      memberLists.push(ofClass[each] as number[]);
      ofClass[each] = [];
    }
  }
  return { ofSkill: lists(classLists), members: lists(memberLists) };
}

/** The cell of each of a person's shares, in the order of `shares.items`. */
export function cellOfEach({ ofSkill, members }: Cells, shares: Lists): Int32Array {
  const result = new Int32Array(shares.items.length);
  for (let skill = 0; skill + 1 < ofSkill.start.length; skill += 1) {
    for (
      let cell = number(ofSkill.start, skill);
      cell < number(ofSkill.start, skill + 1);
      cell += 1
    ) {
      for (let at = number(members.start, cell); at < number(members.start, cell + 1); at += 1) {
        const person = number(members.items, at);
        const end = number(shares.start, person + 1);
        for (let share = number(shares.start, person); share < end; share += 1) {
          if (number(shares.items, share) === skill) result[share] = cell;
        }
      }
    }
  }
  return result;
}
