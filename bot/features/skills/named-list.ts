import { z } from 'zod';
import { hash, type PersonId, type TenantContext } from '#bot/core/ids';
import { countsAs, isGuest, type Names } from '#bot/features/skills/rules';
import type { List } from '#bot/features/skills/wire';
import { jsonRows, readApart } from '#bot/platform/rows';
import { key, type Op, type StoredRow, type Tables, unpart } from '#bot/platform/tables';
import { json, type Person, personPartition } from '#bot/records/person';

// Who is found by name, by skill and by team: rows that say all they have to say by their key. They
// only tell where to look: what stands with the person decides, so that going back is at once.
// Nothing of it stands in SkillIndex, from which everything is counted.

/** Keys read of one list; more than that are not found by name. */
const most = 200;

export const namedRows = jsonRows(
  { name: 'named', table: 'Skills', under: 'named', key: /^/ },
  z.object({}),
);

/** Beside the hot range: the lists in which the person may stand, as the parts of their keys. */
const listedKey = 'e~listed';
export const listedRows = jsonRows(
  { name: 'listed', table: 'People', key: /^e~listed$/ },
  z.array(z.string()),
);

/** A list of people: those who share a skill, who wish for one, or who are in a team. */
type Place = readonly [sort: List | 'team', id: string];

const partitionOf = (ctx: TenantContext, place: string): string =>
  `${key(ctx.tenant, 'named')}~${place}`;
const placeOf = ([sort, id]: Place): string => key(sort, id);
/** Spread by hash, so that nobody is always the first. */
const rowKeyOf = (person: PersonId): string => key(hash(8, person), person);

/** The lists in which somebody is to stand. */
function placesOf(person: Person, names: Names): Set<string> {
  if (isGuest(person)) return new Set();
  const named = (list: List): string[] =>
    (list === 'share' ? person.shares : person.wishes)
      .filter((skill) => skill.named === true)
      .map((skill) => placeOf([list, countsAs(skill, names)]));
  const skills = [...named('share'), ...named('wish')];
  const teams = skills.length === 0 ? [] : person.teams.map(({ id }) => placeOf(['team', id]));
  return new Set([...skills, ...teams]);
}

/**
 * Rewrites the lists in which one person stands, as often as it likes. Where they may stand is
 * written down before they do: a crash in between leaves no row that nobody takes away.
 * @param person undefined while their rows cannot be read: then they stand in no list
 * @param rows theirs, with the one that tells where they stand
 */
export async function relist(
  tables: Tables,
  ctx: TenantContext,
  id: PersonId,
  person: Person | undefined,
  rows: readonly StoredRow[],
  names: Names,
): Promise<void> {
  const before = rows.find(({ rowKey }) => rowKey === listedKey);
  const stood = new Set(
    before === undefined ? [] : readApart(tables, [before], listedRows.read).flat(),
  );
  const wanted = person === undefined ? new Set<string>() : placesOf(person, names);
  const fresh = [...wanted].filter((place) => !stood.has(place));
  const gone = [...stood].filter((place) => !wanted.has(place));
  if (fresh.length + gone.length === 0) return;
  const own = personPartition(ctx, id);
  if (fresh.length > 0) {
    const all = json(listedKey, [...stood, ...fresh]);
    const put: Op =
      before === undefined
        ? { kind: 'insert', row: all }
        : { kind: 'replace', row: all, etag: before.etag };
    if ((await tables.commit('People', own, [put])) !== 'done') {
      throw new Error('another process lists the same person');
    }
  }
  const row = json(rowKeyOf(id), {});
  for (const place of fresh) {
    await tables.commit('Skills', partitionOf(ctx, place), [{ kind: 'put', row }]);
  }
  for (const place of gone) {
    await tables.commit('Skills', partitionOf(ctx, place), [
      { kind: 'delete', rowKey: row.rowKey },
    ]);
  }
  if (gone.length === 0) return;
  const left: Op =
    wanted.size === 0
      ? { kind: 'delete', rowKey: listedKey }
      : { kind: 'put', row: json(listedKey, [...wanted]) };
  await tables.commit('People', own, [left]);
}

/** People who may stand in a list, in an order that favours nobody and is the same for `seed`. */
export async function standingIn(
  tables: Tables,
  ctx: TenantContext,
  place: Place,
  ...seed: readonly string[]
): Promise<PersonId[]> {
  const rows = await tables.range('Skills', partitionOf(ctx, placeOf(place)), { limit: most });
  const start = hash(8, ...seed);
  const people = rows.map(({ rowKey }) => ({
    after: rowKey >= start,
    id: unpart(rowKey.slice(rowKey.indexOf('~') + 1)) as PersonId,
  }));
  return [...people.filter(({ after }) => after), ...people.filter(({ after }) => !after)].map(
    ({ id }) => id,
  );
}
