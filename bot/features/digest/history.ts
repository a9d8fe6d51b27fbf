import { z } from 'zod';
import type { PersonId } from '#bot/core/ids';
import {
  type Facts,
  factsOf,
  type History,
  namesAny,
  type Scope,
  type Topics,
  type Week,
} from '#bot/features/digest/facts';
import type { StoredRow } from '#bot/platform/tables';
import { reasons } from '#bot/records/learnt';
import { personOf } from '#bot/records/person';
import type { Lang } from '#bot/strings/index';

// Rows of other features, of which only these columns are read.
const at = z.string();
const checkinColumns = z.object({ at, helpers: z.array(z.unknown()).catch([]) });
const badgeColumns = z.object({
  at,
  visibility: z.string().catch(''),
  team: z.string().optional().catch(undefined),
  state: z.string().catch('given'),
  /** What became of the post in the channel. */
  post: z.object({ outcome: z.string() }).optional().catch(undefined),
});
const helpColumns = z.object({
  at,
  kind: z.enum(['helped', 'gave']),
  soon: z.boolean().catch(false),
  lesson: z.object({ at, keep: z.string() }).optional().catch(undefined),
});
const learntColumns = z.object({
  answer: z.object({
    said: z.enum(['used', 'not-yet', 'in-the-way']),
    reason: z.enum(reasons).optional(),
    at,
  }),
});
const notPosted = ['refused', 'parked'];

/** Longest topic that a digest names, in UTF-16 units: a row holds only so much. */
const topicMax = 200;

/** What a person's rows come to in a week; topics that name them are left out, too. */
export function factsFrom(
  id: PersonId,
  rows: readonly StoredRow[],
  scope: Scope,
  week: Week,
  guest: boolean,
  hides: (topic: string) => boolean,
  { countsAs, listName }: Topics,
  lang: Lang,
): Facts {
  const read = personOf(id, rows);
  const person = {
    ...read,
    shares: distinct(read.shares.map((share) => ({ ...share, id: countsAs(share) }))),
    // A private thing is never told in the words of whoever wished it; '' = no list has it.
    wishes: distinct(
      read.wishes.map((wish) => {
        const id = countsAs(wish);
        return { ...wish, id, name: listName(id, lang) ?? '' };
      }),
    ),
  };
  const own = namesAny([person.profile.name]);
  return factsOf(
    person,
    historyOf(rows),
    scope,
    week,
    guest,
    (topic) => topic.length > topicMax || own(topic) || hides(topic),
  );
}

/** Two names for one skill are one topic of one person. */
const distinct = <S extends { readonly id: string }>(skills: readonly S[]): S[] => [
  ...new Map(skills.map((skill) => [skill.id, skill])).values(),
];

function historyOf(rows: readonly StoredRow[]): History {
  const read = <S extends z.ZodType>(range: string, columns: S): z.output<S>[] =>
    rows.flatMap((row) => {
      if (!row.rowKey.startsWith(range)) return [];
      const columnsRead = columns.safeParse(contentOf(row));
      return columnsRead.success ? [columnsRead.data] : [];
    });
  const given = read('g~', badgeColumns);
  const help = read('k~', helpColumns);
  return {
    checkins: read('h~', checkinColumns).map((row) => ({
      at: row.at,
      helped: row.helpers.length > 0,
    })),
    badges: given.map((row) => ({ at: row.at })),
    posts: given.flatMap((row) =>
      row.visibility === 'team' &&
      row.team !== undefined &&
      row.state === 'given' &&
      !notPosted.includes(row.post?.outcome ?? '')
        ? [{ at: row.at, team: row.team }]
        : [],
    ),
    help: help.map((row) => ({ at: row.at, asked: row.kind === 'helped', soon: row.soon })),
    uses: read('u~', learntColumns).map(({ answer }) => answer),
    lessons: help.flatMap(({ lesson }) => (lesson?.keep === 'skill' ? [{ at: lesson.at }] : [])),
  };
}

function contentOf(row: StoredRow): unknown {
  try {
    return JSON.parse(String(row['data']));
  } catch {
    // Somebody else's row in a form of its own: nothing to count.
    return undefined;
  }
}
