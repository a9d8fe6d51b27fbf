import { z } from 'zod';
import { type PersonId, personId, type TenantContext } from '#bot/core/ids';
import { type Instant, isoInstant } from '#bot/core/time';
import { jsonRows } from '#bot/platform/rows';
import { key, type Row, type Tables } from '#bot/platform/tables';
import type { Due } from '#bot/records/due';
import { type Change, changePerson, json, type Person, personPartition } from '#bot/records/person';

const instant = z.iso.datetime({ offset: true });

/** Where somebody learnt something. */
export const learntFrom = ['help', 'round', 'session', 'howto'] as const;
/** What was in the way of using it. */
export const reasons = ['time', 'occasion', 'tools', 'nobody'] as const;
export type Reason = (typeof reasons)[number];

/** Somebody's own row `u~` of one thing they learnt from: asked once whether they used it. */
const learntSchema = z.object({
  from: z.enum(learntFrom),
  topic: z.string(),
  at: instant,
  /** When the question was put, or let go; it is put once. */
  asked: instant.optional(),
  answer: z
    .object({
      said: z.enum(['used', 'not-yet', 'in-the-way']),
      reason: z.enum(reasons).optional(),
      at: instant,
    })
    .optional(),
});
export type Learnt = z.infer<typeof learntSchema>;

export const learntRows = jsonRows({ name: 'learnt', table: 'People', key: /^u~/ }, learntSchema);

export const learntKind = 'used';
/** When it is asked. */
const later = { hours: 24 * 21 };

const learntKey = (name: string): string => key('u', name);
export const learntRow = (name: string, learnt: Learnt): Row => json(learntKey(name), learnt);

export const learntDue = (at: Instant, who: PersonId, name: string): Due => ({
  at,
  kind: learntKind,
  who: `${who}~${name}`,
});

/** Whose question a timing row is about, and which. */
export function learntOf(who: string): { readonly person: PersonId; readonly name: string } {
  const cut = who.indexOf('~');
  return { person: personId(who.slice(0, cut)), name: who.slice(cut + 1) };
}

export interface Thing extends Pick<Learnt, 'from' | 'topic'> {
  /** Names it; the same for the same thing, however often it is met. */
  readonly id: string;
}

const nameOf = ({ from, id }: Thing): string => `${from}.${id}`;

/** What is kept at the press that says it happened; that press comes once. */
export function learntNow(
  { id: who }: Pick<Person, 'id'>,
  thing: Thing,
  now: Instant,
): Required<Pick<Change, 'put' | 'due'>> {
  const name = nameOf(thing);
  const { from, topic } = thing;
  return {
    put: [learntRow(name, { from, topic, at: isoInstant(now) })],
    due: [learntDue(now.add(later), who, name)],
  };
}

export async function readLearnt(
  tables: Tables,
  ctx: TenantContext,
  who: PersonId,
  name: string,
): Promise<Learnt | undefined> {
  const row = await tables.read('People', personPartition(ctx, who), learntKey(name));
  return row && learntRows.read(row);
}

/** The same where it may come again: what is known already is neither kept nor asked anew. */
export async function keepLearnt(
  tables: Tables,
  ctx: TenantContext,
  who: PersonId,
  thing: Thing,
  now: Instant,
): Promise<void> {
  if ((await readLearnt(tables, ctx, who, nameOf(thing))) !== undefined) return;
  await changePerson(tables, ctx, who, (person) =>
    person.etag === undefined
      ? { result: undefined }
      : { result: undefined, change: learntNow(person, thing, now) },
  );
}
