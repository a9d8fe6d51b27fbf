import { z } from 'zod';
import {
  type PersonId,
  personId,
  hash as shortHash,
  type TenantContext,
  teamId,
} from '#bot/core/ids';
import type { Instant } from '#bot/core/time';
import {
  type Erased,
  erasedByHash,
  erasedInClear,
  type Fate,
  type HeldRow,
  isFields,
  namesIn,
  type Post,
  postsOf,
  receivedCards,
  takenBack,
} from '#bot/features/privacy/rules';
import {
  carryOut,
  heldRow,
  judge,
  languageOf,
  ownRows,
  partitionsOf,
  removeRows,
} from '#bot/features/privacy/store';
import { jsonRows, readApart } from '#bot/platform/rows';
import {
  type Committed,
  key,
  type StoredRow,
  startingWith,
  type TableName,
  type Tables,
} from '#bot/platform/tables';
import { scheduleDue } from '#bot/records/due';
import { forget, forgetHash, isForgottenHash, keyedHash } from '#bot/records/forgotten';
import { json, type Person, salvagePerson } from '#bot/records/person';
import { memberKey, teamPartition } from '#bot/records/team';
import { type Lang, languages, wordsIn } from '#bot/strings/index';

// Rosters first: they may know the person by a name that other rows hold in their texts.
const order: readonly TableName[] = ['Teams', 'Skills', 'SkillIndex', 'People', 'Due', 'Control'];
/** Rows looked at before other work gets its turn. */
const sliceRows = 5_000;

/**
 * How far a sweep is. Id and names stand here while they are needed and no longer: without `who`
 * it is the last look, which knows the person by the keyed hash alone.
 */
const sweepSchema = z.object({
  who: z
    .object({ id: z.string(), otherIds: z.array(z.string()), names: z.array(z.string()) })
    .optional(),
  /** Index of the table under way. */
  table: z.number().int(),
  /** Its last partition that is done. */
  after: z.string().optional(),
});
type Sweep = z.infer<typeof sweepSchema>;

const pendingSchema = z.object({
  conversation: z.object({ id: z.string(), serviceUrl: z.string() }),
  activityId: z.string(),
  lang: z.enum(languages),
  attempts: z.number().int().default(0),
  /** It is a badge as its receiver has it: without the person, but not withdrawn. */
  received: z.object({ by: z.string(), badge: z.string() }).optional(),
});
/** A message that still has to turn into "withdrawn", or to be drawn without the person. */
export type Pending = z.infer<typeof pendingSchema> & { readonly rowKey: string };

const sweepRows = jsonRows({ name: 'sweep', table: 'Control', key: /^erase~[^~]+$/ }, sweepSchema);
const pendingRows = jsonRows(
  { name: 'withdrawal', table: 'Control', key: /^erase~[^~]+~post~/ },
  pendingSchema,
);
export const eraseRows = [sweepRows, pendingRows];

const sweepKey = (hash: string): string => key('erase', hash);
const pendingKey = (hash: string, { conversation, activityId }: Post): string =>
  key('erase', hash, 'post', shortHash(16, conversation.id, activityId));

/**
 * Erases a person. From the first line on no roster brings them back; what the sweep has to look
 * for is written down before anything goes, so that a crash half-way only delays it.
 * @returns the keyed hash by which the sweep is called, to be scheduled before `removeOwn`
 */
export async function beginErase(tables: Tables, ctx: TenantContext, me: Person): Promise<string> {
  const rows = await ownRows(tables, ctx, me.id);
  const hash = await forget(tables, ctx, me.id);
  const who = await knownAs(tables, ctx, me, rows);
  const given = rows.filter(({ rowKey }) => rowKey.startsWith('g~'));
  const posts = [...given.flatMap(postsIn), ...(await cardsTakenBack(tables, ctx, given))];
  await rememberPosts(tables, ctx, hash, posts, languageOf(rows, 'People'));
  const sweep: Sweep = { who, table: 0 };
  await tables.commit('Control', key(ctx.tenant), [
    { kind: 'put', row: json(sweepKey(hash), sweep) },
  ]);
  return hash;
}

/** The sweep falls due: what is left of somebody is looked for until it is gone. */
export const planSweep = (
  tables: Tables,
  ctx: TenantContext,
  hash: string,
  at: Instant,
): Promise<void> => scheduleDue(tables, ctx, [{ at, kind: 'sweep', who: hash }]);

/** For a backup that is put back: whoever erased themselves after it goes again. */
export const eraseAgain = (tables: Tables, ctx: TenantContext, now: Instant) => ({
  /** Known by the keyed hash alone. */
  async begin(hash: string): Promise<void> {
    const sweep: Sweep = { table: 0 };
    await forgetHash(tables, ctx, hash);
    await planSweep(tables, ctx, hash, now);
    await tables.commit('Control', key(ctx.tenant), [
      { kind: 'put', row: json(sweepKey(hash), sweep) },
    ]);
  },
  /** Their rows are here again, and tell by which names others may hold them. */
  async person(id: PersonId): Promise<void> {
    await beginErase(tables, ctx, await salvagePerson(tables, ctx, id));
    await removeOwn(tables, ctx, id);
  },
  async finish(hash: string): Promise<void> {
    const row = await tables.read('Control', key(ctx.tenant), sweepKey(hash));
    if (row === undefined) return;
    // A sweep that was under way may have searched a table after that was saved: from the beginning.
    const { who } = sweepRows.read(row);
    await save(tables, ctx, row, { who, table: 0 });
    while ((await sweepSlice(tables, ctx, hash)) === 'more');
  },
});

/** Everything in the person's own partition, the profile first. */
export async function removeOwn(tables: Tables, ctx: TenantContext, me: PersonId): Promise<void> {
  await remove(tables, await ownRows(tables, ctx, me));
}

async function remove(tables: Tables, rows: readonly StoredRow[]): Promise<void> {
  const keys = rows.map(({ rowKey }) => rowKey);
  await removeRows(tables, 'People', rows[0]?.partitionKey ?? '', keys);
}

const postsIn = (row: StoredRow): Post[] => postsOf(heldRow('People', row).columns);

/**
 * The receivers' cards of badges that were taken back: the job that turns them needs the giver's
 * row, and may not have reached them.
 */
async function cardsTakenBack(
  tables: Tables,
  ctx: TenantContext,
  given: readonly StoredRow[],
): Promise<Post[]> {
  const of = given.flatMap((row) => takenBack(heldPeople(row)) ?? []);
  const cards = await Promise.all(
    of.flatMap(({ badge, to }) =>
      to.map(async (id) =>
        receivedCards((await ownRows(tables, ctx, personId(id))).map(heldPeople), [`r~${badge}`]),
      ),
    ),
  );
  return cards.flat().map(({ conversation, activityId }) => ({ conversation, activityId }));
}

/** Every id and name under which others may hold the person. */
async function knownAs(
  tables: Tables,
  ctx: TenantContext,
  { id, profile, teams }: Person,
  rows: readonly StoredRow[],
): Promise<NonNullable<Sweep['who']>> {
  const inRosters = await Promise.all(
    teams.map((team) => tables.read('Teams', teamPartition(ctx, teamId(team.id)), memberKey(id))),
  );
  const stored = rows.find(({ rowKey }) => rowKey === 'a~profile');
  const facts = [stored, ...inRosters].flatMap((row) =>
    row === undefined ? [] : [factsIn(heldRow('People', row).columns['data'])],
  );
  const erased = erasedInClear(id, [], []);
  const text = (name: string) =>
    facts.flatMap((fact) => (isFields(fact) && typeof fact[name] === 'string' ? fact[name] : []));
  const elsewhere = rows.flatMap((row) => namesIn(heldRow('People', row).columns, erased));
  const some = (values: readonly (string | undefined)[]): string[] => [
    ...new Set(values.filter((value): value is string => value !== undefined && value !== '')),
  ];
  return {
    id,
    otherIds: some([
      profile.teamsId,
      profile.conversation?.id,
      ...text('teamsId'),
      ...facts.flatMap(chatIn),
    ]),
    names: some([profile.name, ...text('name'), ...elsewhere]),
  };
}

/** The fields of a row; of one that cannot be parsed, those by which the person is looked for. */
const factsIn = (data: unknown): unknown =>
  typeof data === 'string'
    ? Object.fromEntries(
        [...data.matchAll(/"(name|teamsId)":"((?:[^"\\]|\\["\\/]){1,300})"/gu)].map(
          ([, name = '', text = '']) => [name, text.replace(/\\(.)/gu, '$1')],
        ),
      )
    : data;

function chatIn(fact: unknown): string[] {
  const chat = isFields(fact) ? fact['conversation'] : undefined;
  return isFields(chat) && typeof chat['id'] === 'string' ? [chat['id']] : [];
}

async function rememberPosts(
  tables: Tables,
  ctx: TenantContext,
  hash: string,
  posts: readonly (Post & Pick<Pending, 'received'>)[],
  lang: Lang,
): Promise<void> {
  for (const post of posts) {
    const row = json(pendingKey(hash, post), { ...post, lang });
    await tables.commit('Control', key(ctx.tenant), [{ kind: 'put', row }]);
  }
}

/** Messages still to be withdrawn for one erase. */
export async function pendingPosts(
  tables: Tables,
  ctx: TenantContext,
  hash: string,
): Promise<Pending[]> {
  const rows = await tables.range(
    'Control',
    key(ctx.tenant),
    startingWith(`${sweepKey(hash)}~post~`),
  );
  return readApart(tables, rows, (row) => ({ ...pendingRows.read(row), rowKey: row.rowKey }));
}

/** A message was withdrawn, or never can be; or it has to be tried again. */
export const settlePost = (
  tables: Tables,
  ctx: TenantContext,
  { rowKey, ...pending }: Pending,
  again: boolean,
): Promise<Committed> =>
  tables.commit('Control', key(ctx.tenant), [
    again
      ? { kind: 'put', row: json(rowKey, { ...pending, attempts: pending.attempts + 1 }) }
      : { kind: 'delete', rowKey },
  ]);

/** `more`: another slice is needed. `looked`: what was to be found in clear is gone. */
export type Slice = 'more' | 'looked' | 'back' | 'done';

/**
 * One slice of a sweep: goes on where the last one ended, may be repeated, and may be cut off
 * anywhere. Each row is taken away or changed on the version that was read.
 */
export async function sweepSlice(
  tables: Tables,
  ctx: TenantContext,
  hash: string,
  limit = sliceRows,
): Promise<Slice> {
  const row = await tables.read('Control', key(ctx.tenant), sweepKey(hash));
  if (row === undefined) return 'done';
  const sweep = sweepRows.read(row);
  const forgotten = await isForgottenHash(tables, ctx, hash);
  // Whoever is back after the sweep has rows that are rightly there.
  if (sweep.who === undefined && !forgotten) return end(tables, ctx, row);
  const erased = await recogniser(tables, ctx, hash, sweep);
  let looked = 0;
  for (let table = sweep.table; table < order.length; table += 1) {
    const name = order[table] as TableName;
    const after = table === sweep.table ? sweep.after : undefined;
    for await (const rows of partitionsOf(tables, ctx, name, after)) {
      await sweepPartition(tables, ctx, { hash, table: name, rows, erased, forgotten });
      looked += rows.length;
      if (looked < limit) continue;
      const so = { ...sweep, who: sweep.who, table, after: rows[0]?.partitionKey };
      await save(tables, ctx, row, so);
      return 'more';
    }
  }
  if (sweep.who === undefined) return end(tables, ctx, row);
  await save(tables, ctx, row, { table: 0 });
  return forgotten ? 'looked' : 'back';
}

/** Only onto the state that was read: an erase that began anew meanwhile starts from its own. */
const save = (
  tables: Tables,
  ctx: TenantContext,
  { rowKey, etag }: StoredRow,
  sweep: Sweep,
): Promise<Committed> =>
  tables.commit('Control', key(ctx.tenant), [{ kind: 'replace', row: json(rowKey, sweep), etag }]);

async function end(tables: Tables, ctx: TenantContext, { rowKey }: StoredRow): Promise<'done'> {
  await tables.commit('Control', key(ctx.tenant), [{ kind: 'delete', rowKey }]);
  return 'done';
}

async function recogniser(
  tables: Tables,
  ctx: TenantContext,
  hash: string,
  { who }: Sweep,
): Promise<Erased> {
  return who === undefined
    ? erasedByHash(hash, await keyedHash(tables, ctx))
    : erasedInClear(who.id, who.otherIds, who.names);
}

const heldPeople = (row: StoredRow): HeldRow => heldRow('People', row);

interface Partition {
  readonly hash: string;
  readonly table: TableName;
  readonly rows: readonly StoredRow[];
  readonly erased: Erased;
  readonly forgotten: boolean;
}

async function sweepPartition(
  tables: Tables,
  ctx: TenantContext,
  { hash, table, rows, erased, forgotten }: Partition,
): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const lang = languageOf(rows, table);
  const owner = heldRow(table, first).partition;
  if (table === 'People' && owner.some((part) => erased.isIn(part))) {
    // What somebody wrote to the person while the erase ran goes too, unless they are back.
    if (forgotten) await remove(tables, rows);
    return;
  }
  const colleague = wordsIn(lang)('common.aColleague');
  const again = (row: StoredRow, gently = false): Fate =>
    judge(table, row, erased, colleague, gently);
  const fates = rows
    .filter(({ rowKey }) => table !== 'Control' || !/^(erase|forgotten)(~|$)/.test(rowKey))
    .flatMap((row) => {
      const fate = again(row);
      return fate.kind === 'keep' ? [] : [{ row, fate }];
    });
  const posts = fates.flatMap(({ fate }) => fate.posts);
  const changed = fates.map(({ row }) => row.rowKey);
  const cards = table === 'People' ? receivedCards(rows.map(heldPeople), changed) : [];
  await rememberPosts(tables, ctx, hash, [...posts, ...cards], lang);
  await carryOut(tables, table, fates, again);
}
