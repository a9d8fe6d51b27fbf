import { z } from 'zod';
import type { TenantContext } from '#bot/core/ids';
import { kinds } from '#bot/core/learning';
import { no, type Outcome, ok } from '#bot/core/outcome';
import { isoInstant } from '#bot/core/time';
import {
  type Answer,
  type Form,
  questionOf,
  type Standing,
  standingOf,
  turned,
} from '#bot/features/checkin/rules';
import { jsonRows, readApart } from '#bot/platform/rows';
import { key, type Row, type Tables } from '#bot/platform/tables';
import type { Turn } from '#bot/ports';
import { namesOf } from '#bot/records/colleagues';
import {
  type Change,
  type Decision,
  json,
  type Person,
  personKey,
  personPartition,
} from '#bot/records/person';
import type { Profile } from '#bot/records/profile';

/** A check-in as kept, only for its author. */
const recordSchema = z.object({
  at: z.string(),
  /** Which question it answers; its kind, too, for whoever counts. */
  asked: z.number().int(),
  kind: z.enum(kinds),
  learned: z.string(),
  /** Names as they were; '' for somebody no roster knew. */
  helpers: z.array(z.object({ id: z.string(), name: z.string() })),
  skill: z.string(),
  wish: z.string(),
});
export type CheckinRecord = z.infer<typeof recordSchema> & { readonly id: string };

export const checkinRows = jsonRows(
  { name: 'check-in', table: 'People', key: /^h~/ },
  recordSchema,
);

const rowKeyOf = (id: string): string => key('h', id);
const recordRow = ({ id, ...data }: CheckinRecord): Row => json(rowKeyOf(id), data);

export async function readCheckin(
  tables: Tables,
  turn: Pick<Turn, 'ctx' | 'me'>,
  id: string,
): Promise<CheckinRecord | undefined> {
  const row = await tables.read('People', personPartition(turn.ctx, turn.me), rowKeyOf(id));
  return row === undefined ? undefined : { id, ...checkinRows.read(row) };
}

/** Everything somebody kept, in no order. */
export async function readCheckins(
  tables: Tables,
  ctx: TenantContext,
  person: Person,
): Promise<CheckinRecord[]> {
  const rows = await tables.range('People', personPartition(ctx, person.id), {
    from: 'h',
    to: 'i',
  });
  return readApart(tables, rows, (row) => ({ id: row.rowKey.slice(2), ...checkinRows.read(row) }));
}

const nameable = /^[\w.-]{1,120}$/;

/** Takes one of my check-ins away; false when there is none of that name. */
export async function removeCheckin(tables: Tables, turn: Turn, id: string): Promise<boolean> {
  if (!nameable.test(id)) return false;
  const committed = await tables.commit('People', personPartition(turn.ctx, turn.me), [
    { kind: 'delete', rowKey: rowKeyOf(id) },
  ]);
  if (committed !== 'done') return false;
  // An open tab learns of it. Not in one batch: of two removals at once the later would never end.
  await turn.change(() => ({ result: undefined, change: {} }));
  return true;
}

export interface Saved {
  readonly record: CheckinRecord;
  readonly person: Person;
}

/**
 * Keeps an answer: one batch with the profile. The same form saved again gives back what was kept
 * first.
 */
export async function saveCheckin(
  tables: Tables,
  turn: Turn,
  form: Form,
  answer: Answer,
  change?: (person: Person, patch: Partial<Profile>) => Change,
): Promise<Outcome<Saved>> {
  const helpers = await namesOf(tables, turn.ctx, turn.person, answer.helpers);
  const record: CheckinRecord = {
    ...answer,
    id: form.id,
    at: isoInstant(turn.now),
    asked: form.asked,
    kind: questionOf(form.asked).kind,
    helpers,
  };
  const { standing, person } = await turn.change((fresh) =>
    ending(fresh, form, turn, { put: [recordRow(record)] }, (person, profile) => {
      const patch = { ...profile, checkedIn: isoInstant(turn.now) };
      return change === undefined ? { profile: patch } : change(person, patch);
    }),
  );
  if (standing === 'open') return ok({ record, person });
  const kept = await readCheckin(tables, turn, form.id);
  return kept === undefined ? no('checkin.refused.closed') : ok({ record: kept, person });
}

/** Ends a form without an answer. `patch` is what else changes; asked only when it is open. */
export const endCheckin = (
  turn: Turn,
  form: Form,
  change: (person: Person, patch: Partial<Profile>) => Change,
): Promise<{ standing: Standing; person: Person }> =>
  turn.change((fresh) => ending(fresh, form, turn, {}, change));

function ending(
  person: Person,
  form: Form,
  { now }: Turn,
  along: Change,
  change: (person: Person, patch: Partial<Profile>) => Change = (_, profile) => ({ profile }),
): Decision<{ standing: Standing; person: Person }> {
  const standing = standingOf(person, form, now);
  const result = { standing, person };
  if (standing !== 'open') return { result };
  const remove = person.open
    .filter(({ id }) => id === form.item)
    .map(({ id }) => personKey.open(id));
  return { result, change: { ...along, ...change(person, turned(person, form)), remove } };
}
