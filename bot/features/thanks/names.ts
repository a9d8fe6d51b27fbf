import { skillNameMax } from '#bot/core/learning';
import { clean, count, unended } from '#bot/core/text';

/** What follows *thank*: "Megan and Daan for pivot tables". */
export interface Wanted {
  readonly names: readonly string[];
  /** What for, when it can be a skill's name. */
  readonly skill: string;
}

/** Far more than names and a skill need, in UTF-16 units. */
const longestArgument = 1_000;

/** The names and the skill in what somebody typed, in either language. */
export function wanted(argument: string): Wanted {
  const text = clean(argument.slice(0, longestArgument)).replace(/^(?:you|u)(?:[\s,]+|$)/iu, '');
  const split = /^(?:(.*?) )?(?:for|voor) (.+)$/iu.exec(text);
  const [who = '', what = ''] = split === null ? [text] : split.slice(1);
  const names = who
    .split(/[,;&+]| (?:and|en) /iu)
    .map((name) => unended(name.trim().replace(/^@/u, '')).trim())
    .filter((name) => name !== '');
  return { names, skill: count(what) > skillNameMax ? '' : what };
}
