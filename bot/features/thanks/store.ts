import { z } from 'zod';
import { type PersonId, personId, type TenantContext } from '#bot/core/ids';
import { badgeKinds } from '#bot/core/learning';
import { isRecordId } from '#bot/core/record-id';
import { type Instant, isoInstant } from '#bot/core/time';
import { keptDays } from '#bot/features/thanks/rules';
import { jsonRows, readApart } from '#bot/platform/rows';
import {
  key,
  type Op,
  type Row,
  type StoredRow,
  startingWith,
  type Tables,
} from '#bot/platform/tables';
import type { Due } from '#bot/records/due';
import { keyedId, keyedIn } from '#bot/records/keyed';
import { json, personKey, personPartition, personRow } from '#bot/records/person';
import { conversationSchema, type OpenItem } from '#bot/records/profile';

// A thank-you is one row with its giver, `g~<operation>`, and one with each receiver,
// `r~<operation>`. Both say the same in the same words:
//   badge, skill, text, from {id, name}, to [{id, name}], at, visibility, team?, state
// Names are copies (empty = nobody told; after an erase `from.id` and `text` are empty too).

const somebody = z.object({ id: z.string(), name: z.string() });

const badge = z.object({
  badge: z.enum(badgeKinds),
  skill: z.string(),
  text: z.string(),
  from: somebody,
  /** ISO instant. */
  at: z.string(),
  visibility: z.enum(['receiver', 'team']),
  /** The team in whose channel it was posted, when `visibility` is `team`. */
  team: z.string().optional(),
});

/** The one message in the channel: its claim and what became of it. */
const postSchema = z.object({
  conversation: conversationSchema,
  outcome: z.enum(['waiting', 'sending', 'sent', 'missed', 'refused', 'parked']),
  attempts: z.number().int().default(0),
  /** ISO instant of the claim. */
  at: z.string().optional(),
  activityId: z.string().optional(),
  why: z.string().optional(),
});
export type Post = z.infer<typeof postSchema>;

const givenSchema = badge.extend({
  /** An empty id: somebody who is not to be reached, such as who erased their data. */
  to: z.array(somebody),
  state: z.enum(['given', 'withdrawn']),
  withdrawnAt: z.string().optional(),
  post: postSchema.optional(),
});
export type Given = z.infer<typeof givenSchema> & { readonly id: string };

/** Of a badge that was taken back nothing stays with the receiver but that it is gone. */
const receivedSchema = z.discriminatedUnion('state', [
  badge.extend({
    state: z.literal('given'),
    to: z.array(somebody),
    hidden: z.boolean().default(false),
  }),
  // Without `at`: what was taken back counts nowhere.
  z.object({ state: z.literal('withdrawn'), withdrawnAt: z.string() }),
]);
export type ReceivedRow = z.infer<typeof receivedSchema>;
export type Received = Extract<ReceivedRow, { state: 'given' }> & { readonly id: string };

const givenRows = jsonRows({ name: 'given badge', table: 'People', key: /^g~/ }, givenSchema);
const receivedRows = jsonRows(
  { name: 'received badge', table: 'People', key: /^r~/ },
  receivedSchema,
);
export const badgeRows = [givenRows, receivedRows];

const kept = { hours: 24 * keptDays };

const givenKey = (id: string): string => key('g', id);
const receivedKey = (id: string): string => key('r', id);
/** The receiver's open item. */
export const itemId = (id: string): string => `badge-${id}`;
/** The giver's open item when the channel did not get it. */
export const unpostedId = (id: string): string => `unposted-${id}`;
export const badgeOfItem = (item: string): string => item.replace(/^badge-/, '');

export const givenRow = ({ id, ...data }: Given): Row => json(givenKey(id), data);
const receivedRow = ({ id, ...data }: Received): Row => json(receivedKey(id), data);

const givenOf = (row: StoredRow): Given => ({
  id: row.rowKey.slice(2),
  ...givenRows.read(row),
});

/** The receivers with whom something of a badge is kept. */
export const receiversOf = ({ to }: Pick<Given, 'to'>): Given['to'] =>
  to.filter(({ id }) => id !== '');

/** Background work on a badge: tells the receivers, posts it, takes it back. */
export const badgeDue = (at: Instant, giver: PersonId, id: string): Due => ({
  at,
  kind: 'badge',
  who: `${giver}~${id}`,
});

/** When a badge that nobody came for is taken away. */
export const unclaimedDue = (at: Instant, receiver: string, id: string): Due => ({
  at: at.add(kept),
  kind: 'badge-unclaimed',
  who: `${receiver}~${id}`,
});

/** The person and the badge of a timing row. */
export function whoOf(who: string): { person: PersonId; id: string } {
  const cut = who.lastIndexOf('~');
  return { person: personId(who.slice(0, cut)), id: who.slice(cut + 1) };
}

export async function readGiven(
  tables: Tables,
  ctx: TenantContext,
  giver: PersonId,
  id: string,
): Promise<(Given & { readonly etag: string }) | undefined> {
  if (!isRecordId(id)) return undefined;
  const row = await tables.read('People', personPartition(ctx, giver), givenKey(id));
  return row && { ...givenOf(row), etag: row.etag };
}

/**
 * Takes a decision on one given badge and writes it, meeting its version; `undefined` leaves it.
 * @returns the badge as it is afterwards; undefined when there is none
 */
export async function changeGiven(
  tables: Tables,
  ctx: TenantContext,
  giver: PersonId,
  id: string,
  decide: (given: Given) => Given | undefined,
  known?: Given & { readonly etag: string },
): Promise<Given | undefined> {
  let present = known ?? (await readGiven(tables, ctx, giver, id));
  for (let attempt = 0; attempt < 10; attempt += 1) {
    if (present === undefined) return undefined;
    const { etag, ...given } = present;
    const next = decide(given);
    if (next === undefined) return given;
    const op: Op = { kind: 'replace', row: givenRow(next), etag };
    if ((await tables.commit('People', personPartition(ctx, giver), [op])) === 'done') return next;
    present = await readGiven(tables, ctx, giver, id);
  }
  throw new Error('too many writers at once on one badge');
}

/** Puts a badge with a receiver, together with what waits in *For you*; once, ever. */
export async function handOver(
  tables: Tables,
  ctx: TenantContext,
  given: Given,
  receiver: string,
  expires: Instant,
): Promise<void> {
  const { id, badge: kind, skill, text, from, to, at, visibility, team } = given;
  const row = receivedRow({
    id,
    badge: kind,
    skill,
    text,
    from,
    to,
    at,
    visibility,
    ...(team === undefined ? {} : { team }),
    state: 'given',
    hidden: false,
  });
  const item: OpenItem = {
    id: itemId(id),
    kind: 'badge',
    created: at,
    expires: isoInstant(expires),
    // What the receiver typed stays on the badge alone; the name is the giver's.
    data: { badge: kind, skill, from: from.id, fromName: from.name },
  };
  // A row that exists was handed over before, or taken back since: either way it is done.
  await tables.commit('People', personPartition(ctx, personId(receiver)), [
    { kind: 'insert', row },
    { kind: 'put', row: personRow.open(item) },
  ]);
}

export const expiryOf = (at: Instant): Instant => at.add(kept);

/** Takes a badge away from a receiver; what stays keeps it from being handed over again. */
export async function takeAway(
  tables: Tables,
  ctx: TenantContext,
  receiver: string,
  id: string,
  withdrawnAt: string,
): Promise<void> {
  const partition = personPartition(ctx, personId(receiver));
  const gone: Op = { kind: 'put', row: json(receivedKey(id), { state: 'withdrawn', withdrawnAt }) };
  const item: Op = { kind: 'delete', rowKey: personKey.open(itemId(id)) };
  if ((await tables.commit('People', partition, [gone, item])) === 'done') return;
  await tables.commit('People', partition, [gone]);
}

/** Leaves nothing of a badge with somebody who never came. */
export async function dropUnclaimed(
  tables: Tables,
  ctx: TenantContext,
  receiver: PersonId,
  id: string,
): Promise<void> {
  const partition = personPartition(ctx, receiver);
  await tables.commit('People', partition, [
    { kind: 'delete', rowKey: personKey.open(itemId(id)) },
  ]);
  await tables.commit('People', partition, [{ kind: 'delete', rowKey: receivedKey(id) }]);
}

/** A badge somebody received; `withdrawn` when the giver took it back. */
export async function readReceived(
  tables: Tables,
  ctx: TenantContext,
  receiver: PersonId,
  id: string,
): Promise<(Received & { readonly etag: string }) | 'withdrawn' | undefined> {
  if (!isRecordId(id)) return undefined;
  const row = await tables.read('People', personPartition(ctx, receiver), receivedKey(id));
  if (row === undefined) {
    // Since its giver is gone it has another id; cards and addresses know the one from before.
    const now = keyedId(await keyedIn(tables, ctx), id);
    return now === id ? undefined : readReceived(tables, ctx, receiver, now);
  }
  const received = receivedRows.read(row);
  return received.state === 'withdrawn' ? 'withdrawn' : { id, ...received, etag: row.etag };
}

/** Hides or shows a received badge, unless it was taken back at the same instant. */
export async function setHidden(
  tables: Tables,
  ctx: TenantContext,
  receiver: PersonId,
  id: string,
  hidden: boolean,
): Promise<Received | 'withdrawn' | undefined> {
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const present = await readReceived(tables, ctx, receiver, id);
    if (present === undefined || present === 'withdrawn') return present;
    const { etag, ...received } = present;
    if (received.hidden === hidden) return received;
    const next: Received = { ...received, hidden };
    const op: Op = { kind: 'replace', row: receivedRow(next), etag };
    if ((await tables.commit('People', personPartition(ctx, receiver), [op])) === 'done') {
      return next;
    }
  }
  throw new Error('too many writers at once on one badge');
}

const newestFirst = <T extends { readonly at: string; readonly id: string }>(rows: T[]): T[] =>
  rows.sort((a, b) => (a.at === b.at ? (a.id < b.id ? -1 : 1) : a.at < b.at ? 1 : -1));

/** What somebody received and still has, newest first. */
export async function allReceived(
  tables: Tables,
  ctx: TenantContext,
  receiver: PersonId,
): Promise<Received[]> {
  const rows = await tables.range('People', personPartition(ctx, receiver), startingWith('r~'));
  return newestFirst(
    readApart(tables, rows, (row) => {
      const received = receivedRows.read(row);
      return received.state === 'withdrawn' ? [] : [{ id: row.rowKey.slice(2), ...received }];
    }).flat(),
  );
}

/** What somebody gave, newest first, with what was taken back. */
export async function allGiven(
  tables: Tables,
  ctx: TenantContext,
  giver: PersonId,
): Promise<Given[]> {
  const rows = await tables.range('People', personPartition(ctx, giver), startingWith('g~'));
  return newestFirst(readApart(tables, rows, givenOf));
}
