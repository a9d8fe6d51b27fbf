import { randomBytes } from 'node:crypto';
import { type PersonId, personId, type TenantContext } from '#bot/core/ids';
import { isRecordId } from '#bot/core/record-id';
import { type Instant, isoInstant } from '#bot/core/time';
import {
  type Ask,
  askSchema,
  type Help,
  helpSchema,
  type Lesson,
  lessonSchema,
} from '#bot/features/help/record';
import { jsonRows, readApart } from '#bot/platform/rows';
import {
  key,
  type Op,
  type Row,
  type StoredRow,
  startingWith,
  type Tables,
  TooLarge,
  unpart,
} from '#bot/platform/tables';
import { changeRows, type Decided } from '#bot/records/change';
import { type Due, scheduleDue } from '#bot/records/due';
import { keyedId, keyedIn } from '#bot/records/keyed';
import {
  type Change,
  changeOps,
  json,
  loadPerson,
  type Person,
  personPartition,
} from '#bot/records/person';

const askRows = jsonRows({ name: 'ask', table: 'People', key: /^q~/ }, askSchema);
const helpRows = jsonRows({ name: 'help', table: 'People', key: /^k~/ }, helpSchema);
const lessonRows = jsonRows(
  { name: 'lesson', table: 'Skills', under: 'lessons', key: /^/ },
  lessonSchema,
);
export const rowsOfHelp = [askRows, helpRows, lessonRows];

const askKey = (id: string): string => key('q', id);
export const askRow = (id: string, ask: Ask): Row => json(askKey(id), ask);
const helpKey = (id: string): string => key('k', id);
export const helpRow = (id: string, help: Help): Row => json(helpKey(id), help);

/** Looks at an ask and does what is due about it. */
export const askDue = (at: Instant, asker: PersonId, id: string): Due => ({
  at,
  kind: 'ask',
  who: `${asker}~${id}`,
});

/** The asker and the ask of a timing row. */
export function whoOf(who: string): { asker: PersonId; id: string } {
  const cut = who.lastIndexOf('~');
  return { asker: personId(who.slice(0, cut)), id: who.slice(cut + 1) };
}

export interface Kept {
  readonly ask: Ask;
  readonly etag: string;
}

const keptOf = (row: StoredRow): Kept => ({ ask: askRows.read(row), etag: row.etag });

export async function readAsk(
  tables: Tables,
  ctx: TenantContext,
  asker: PersonId,
  id: string,
): Promise<Kept | undefined> {
  if (!isRecordId(id)) return undefined;
  const row = await tables.read('People', personPartition(ctx, asker), askKey(id));
  return row && keptOf(row);
}

/** Somebody's own asks, newest first. */
export async function allAsks(
  tables: Tables,
  ctx: TenantContext,
  asker: PersonId,
): Promise<{ readonly id: string; readonly ask: Ask }[]> {
  const rows = await tables.range('People', personPartition(ctx, asker), startingWith('q~'));
  return readApart(tables, rows, (row) => ({
    id: row.rowKey.slice(2),
    ask: keptOf(row).ask,
  })).sort((a, b) => (a.ask.asked < b.ask.asked ? 1 : -1));
}

/** What becomes of an ask and of its asker's other rows, as one batch. */
export interface AskDecision<T> {
  readonly result: T;
  /** Absent = nothing changes. */
  readonly ask?: Ask;
  readonly change?: Change;
}

/** An ask with its asker, both just read. */
export interface Asked {
  readonly kept: Kept;
  readonly person: Person;
}

/** @returns undefined when there is no such ask */
export async function readAsked(
  tables: Tables,
  ctx: TenantContext,
  asker: PersonId,
  id: string,
): Promise<Asked | undefined> {
  const [kept, person] = await Promise.all([
    readAsk(tables, ctx, asker, id),
    loadPerson(tables, ctx, asker),
  ]);
  return kept === undefined || person.etag === undefined ? undefined : { kept, person };
}

/**
 * Takes a decision on fresh rows of an ask and its asker and carries it out as one batch that meets
 * the version of both; when somebody else was first, decides again.
 * @param known rows just read, which saves the first read
 * @returns undefined when there is no such ask
 */
export const changeAsk = <T>(
  tables: Tables,
  ctx: TenantContext,
  asker: PersonId,
  id: string,
  decide: (ask: Ask, person: Person) => AskDecision<T>,
  known?: Asked,
): Promise<T | undefined> =>
  changeRows<Asked | undefined, T | undefined>(
    tables,
    ['People', personPartition(ctx, asker)],
    () => readAsked(tables, ctx, asker, id),
    (asked): Decided<T | undefined> => {
      if (asked === undefined) return { result: undefined };
      const { kept, person } = asked;
      const { result, ask, change = {} } = decide(kept.ask, person);
      if (ask === undefined) return { result };
      const replace: Op = { kind: 'replace', row: askRow(id, ask), etag: kept.etag };
      return {
        result,
        ops: [...changeOps(person, change), replace],
        first: () => scheduleDue(tables, ctx, change.due ?? []),
      };
    },
    known,
  );

/**
 * What only the search knows changes: the asker's other rows, and what an open tab of theirs reads,
 * stay as they are.
 */
export const changeSearch = (
  tables: Tables,
  ctx: TenantContext,
  asker: PersonId,
  id: string,
  decide: (ask: Ask) => Ask | undefined,
  known?: Kept,
): Promise<Ask | undefined> =>
  changeRows<Kept | undefined, Ask | undefined>(
    tables,
    ['People', personPartition(ctx, asker)],
    () => readAsk(tables, ctx, asker, id),
    (kept): Decided<Ask | undefined> => {
      const next = kept && decide(kept.ask);
      if (kept === undefined || next === undefined) return { result: kept?.ask };
      return { result: next, ops: [{ kind: 'replace', row: askRow(id, next), etag: kept.etag }] };
    },
    known,
  );

export const forgetAsk = async (
  tables: Tables,
  ctx: TenantContext,
  asker: PersonId,
  id: string,
): Promise<void> => {
  await tables.commit('People', personPartition(ctx, asker), [
    { kind: 'delete', rowKey: askKey(id) },
  ]);
};

export async function readHelp(
  tables: Tables,
  ctx: TenantContext,
  me: PersonId,
  id: string,
): Promise<Help | undefined> {
  const row = await tables.read('People', personPartition(ctx, me), helpKey(id));
  return row && helpRows.read(row);
}

/** Help received and given, in no order. */
export async function allHelp(
  tables: Tables,
  ctx: TenantContext,
  me: PersonId,
): Promise<(Help & { readonly id: string })[]> {
  const rows = await tables.range('People', personPartition(ctx, me), startingWith('k~'));
  return readApart(tables, rows, (row) => ({ id: row.rowKey.slice(2), ...helpRows.read(row) }));
}

/** What the helper keeps of it; written again it says the same. */
export async function keepGiven(
  tables: Tables,
  ctx: TenantContext,
  helper: PersonId,
  id: string,
  help: Help,
): Promise<void> {
  const kept = helpRow(keyedId(await keyedIn(tables, ctx), id), help);
  await changeIfKnown(tables, ctx, helper, () => ({ put: [kept] }));
}

/**
 * A change of somebody else's rows, on fresh ones; nothing for whom nothing is kept (any more), and
 * nothing when there is nothing to change.
 * @returns whether they are known, and their rows have room
 */
export async function changeIfKnown(
  tables: Tables,
  ctx: TenantContext,
  who: PersonId,
  decide: (person: Person) => Change | undefined,
  known?: Person,
): Promise<boolean> {
  try {
    return await changeRows<Person, boolean>(
      tables,
      ['People', personPartition(ctx, who)],
      () => loadPerson(tables, ctx, who),
      (person) => {
        const change = person.etag === undefined ? undefined : decide(person);
        if (change === undefined) return { result: person.etag !== undefined };
        const first = () => scheduleDue(tables, ctx, change.due ?? []);
        return { result: true, ops: changeOps(person, change), first };
      },
      known,
    );
  } catch (error) {
    // Their rows are full: no fault of whoever asks.
    if (error instanceof TooLarge) return false;
    throw error;
  }
}

// Lines kept with a skill for whoever looks for it: one row a line, newest first. The author is in
// the key alone, so that an erase takes the line away; nobody is shown who wrote it.

const lessonPartition = (ctx: TenantContext, skill: string): string =>
  key(ctx.tenant, 'lessons', skill);
/** Sorts later instants first. */
const newestFirst = (at: string): string =>
  String(9_999_999_999_999 - Date.parse(at)).padStart(13, '0');

export const keepLesson = async (
  tables: Tables,
  ctx: TenantContext,
  skill: string,
  author: PersonId,
  lesson: Lesson,
): Promise<void> => {
  const row = json(key(newestFirst(lesson.at), author), lesson);
  await tables.commit('Skills', lessonPartition(ctx, skill), [{ kind: 'put', row }]);
};

/** The lines that somebody kept for others stay, and nothing tells whose they were. */
export async function leaveLessons(
  tables: Tables,
  ctx: TenantContext,
  author: PersonId,
): Promise<void> {
  const everything = startingWith(`${key(ctx.tenant, 'lessons')}~`);
  for await (const row of tables.across('Skills', everything)) {
    const { partitionKey } = row;
    const [at = '', by = ''] = row.rowKey.split('~').map(unpart);
    const [lesson] = by === author ? readApart(tables, [row], lessonRows.read) : [];
    if (lesson === undefined) continue;
    const nobody = key(at, randomBytes(8).toString('hex'));
    await tables.commit('Skills', partitionKey, [
      { kind: 'delete', rowKey: row.rowKey },
      { kind: 'insert', row: json(nobody, { ...lesson, name: undefined }) },
    ]);
  }
}

/** What somebody kept with a skill themselves, newest first. */
export async function lessonsBy(
  tables: Tables,
  ctx: TenantContext,
  skill: string,
  author: PersonId,
): Promise<Lesson[]> {
  const rows = await tables.range('Skills', lessonPartition(ctx, skill));
  const mine = rows.filter(({ rowKey }) => unpart(rowKey.split('~')[1] ?? '') === author);
  return readApart(tables, mine, lessonRows.read);
}

/** A line as it is shown, and whose it is, which nobody is told but by its `name`. */
export interface KeptLine extends Lesson {
  /** Names it to whoever reads it: the same also once its author is gone. */
  readonly id: string;
  readonly author: PersonId;
}

/**
 * The newest lines kept with a skill, by all the ids it goes by.
 * @param before only lines kept before this instant
 */
export async function lessonsOf(
  tables: Tables,
  ctx: TenantContext,
  skills: readonly string[],
  before: Instant,
  limit = 10,
): Promise<KeptLine[]> {
  // Keys of earlier lines sort behind this one.
  const from = `${newestFirst(isoInstant(before))}~~`;
  const [keyed, ...kept] = await Promise.all([
    keyedIn(tables, ctx),
    ...skills.map((skill) => tables.range('Skills', lessonPartition(ctx, skill), { from, limit })),
  ]);
  const newest = kept.flat().sort((a, b) => (a.rowKey < b.rowKey ? -1 : 1));
  return readApart(tables, newest, (row) => {
    const lesson = lessonRows.read(row);
    const [at = '', author = ''] = row.rowKey.split('~').map(unpart);
    return { ...lesson, id: keyed(32, 'line', at, lesson.text), author: personId(author) };
  }).slice(0, limit);
}
