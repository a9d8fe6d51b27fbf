import { z } from 'zod';
import type { PersonId, TenantContext } from '#bot/core/ids';
import { isoInstant } from '#bot/core/time';
import { blockedAgainMs } from '#bot/delivery/control';
import { insist } from '#bot/delivery/paced';
import { toldOf } from '#bot/delivery/schedule';
import { jsonRows } from '#bot/platform/rows';
import { key, type Row } from '#bot/platform/tables';
import type { Deps, Job, JobOutcome, Outgoing, SendResult } from '#bot/ports';
import { type Due, scheduleDue } from '#bot/records/due';
import { changePerson, json, personPartition } from '#bot/records/person';
import { type Conversation, conversationSchema } from '#bot/records/profile';

// What somebody waits for is said within the turn. Only what Teams does not take meanwhile, in the
// person's own chat, is kept: one row in their partition, `e~reply~<operation>`, gone once it is said.

/** How long a turn tries to answer, in milliseconds: Teams delivers again what takes 15 seconds. */
export const answerWithinMs = 10_000;
/** A press has to be answered within 5 seconds: what it posts elsewhere is tried for less. */
export const pressWithinMs = 3_000;
/** Waiting longer for a place within the share of this process, one is sooner served by the sender. */
const placeWithinMs = 2_000;
/** An answer that comes later answers nothing any more. */
const lasts = { hours: 1 };

export const replyKind = 'reply';

const replySchema = z.object({
  conversation: conversationSchema,
  message: z.object({
    text: z.string(),
    card: z.record(z.string(), z.unknown()).exactOptional(),
    replyTo: z.string().exactOptional(),
  }),
  expires: z.string(),
  outcome: z.enum(['waiting', 'sending']),
});
type Waiting = z.infer<typeof replySchema>;

export const replyRows = jsonRows(
  // People are told that it is kept for an hour at most.
  { name: 'reply', table: 'People', key: /^e~reply~/, unsaved: true },
  replySchema,
);

const rowOf = (operation: string, waiting: Waiting): Row =>
  json(key('e', 'reply', operation), waiting);

export interface Answering {
  readonly ctx: TenantContext;
  /** Undefined for who is not named by what they sent: nothing is kept for them. */
  readonly me: PersonId | undefined;
  /** Names the answer: the same for the same message delivered twice. */
  readonly operation: string;
  readonly to: Conversation;
  /** The person's own chat with the bot: nothing said elsewhere is kept. */
  readonly own: boolean;
}

/** `later`: it is left to the sender. `lost`: it will not come. */
type Answered =
  | { readonly kind: 'sent'; readonly activityId: string }
  | { readonly kind: 'later' | 'lost' };

/** Says an answer as soon as Teams takes it. */
export async function answer(deps: Deps, to: Answering, message: Outgoing): Promise<Answered> {
  const { messenger } = deps;
  const until = Date.now() + answerWithinMs;
  let permitted = await messenger.soon(to.own ? placeWithinMs : answerWithinMs);
  const say = (): Promise<SendResult> => {
    const first = permitted;
    permitted = false;
    return messenger.send(to.to, message, first);
  };
  const result: SendResult = permitted
    ? await insist(say, until - Date.now())
    : { kind: 'retry', why: 'NoPlace', afterMs: 0 };
  if (result.kind === 'sent') return result;
  const kept = result.kind === 'retry' && to.own && (await keep(deps, to, message, result));
  if (!kept)
    deps.log.warn({ outcome: result.kind, why: result.why }, 'an answer was not delivered');
  return { kind: kept ? 'later' : 'lost' };
}

/** Leaves an answer to the sender; not to somebody who erased everything meanwhile. */
async function keep(
  { tables, clock }: Deps,
  { ctx, me, operation, to: conversation }: Answering,
  message: Outgoing,
  { afterMs = 0 }: Extract<SendResult, { kind: 'retry' }>,
): Promise<boolean> {
  if (me === undefined) return false;
  const now = clock.now();
  const waiting: Waiting = {
    conversation,
    message,
    expires: isoInstant(now.add(lasts)),
    outcome: 'waiting',
  };
  const due = { ...dueOf(me, operation), at: now.add({ milliseconds: Math.round(afterMs) }) };
  return changePerson(tables, ctx, me, ({ etag }) =>
    etag === undefined
      ? { result: false }
      : { result: true, change: { put: [rowOf(operation, waiting)], due: [due] } },
  );
}

const dueOf = (me: PersonId, operation: string): Omit<Due, 'at'> => ({
  kind: replyKind,
  who: `${me}~${operation}`,
});

/** Says what a turn could not, once; nothing of it is kept afterwards. */
export const replyJob =
  (deps: Deps): Job =>
  async (ctx, { who }, now) => {
    const { person, item: operation } = toldOf(who);
    const { tables, messenger, control } = deps;
    const { rowKey } = rowOf(operation, {} as Waiting);
    const partition = personPartition(ctx, person);
    const row = await tables.read('People', partition, rowKey);
    if (row === undefined) return 'stale';
    const waiting = replyRows.read(row);
    const over = async (outcome: JobOutcome): Promise<JobOutcome> => {
      await tables.commit('People', partition, [{ kind: 'delete', rowKey }]);
      return outcome;
    };
    // Only one sender runs at a time: whoever claimed it is gone, and nobody can know.
    if (waiting.outcome === 'sending') return over('missed');
    if (waiting.expires <= isoInstant(now)) return over('skipped');
    const later = async (milliseconds: number): Promise<JobOutcome> => {
      const at = now.add({ milliseconds: Math.max(Math.round(milliseconds), 1_000) });
      await scheduleDue(tables, ctx, [{ ...dueOf(person, operation), at }]);
      return 'later';
    };
    if (control.block !== undefined) return later(blockedAgainMs);
    await messenger.permit();
    const claimed = await tables.commit('People', partition, [
      {
        kind: 'replace',
        row: rowOf(operation, { ...waiting, outcome: 'sending' }),
        etag: row.etag,
      },
    ]);
    if (claimed !== 'done') {
      messenger.giveBack();
      return 'stale';
    }
    const result = await messenger.send(waiting.conversation, waiting.message, true);
    if (result.kind === 'sent') return over('sent');
    deps.log.warn({ outcome: result.kind, why: result.why }, 'an answer was not delivered');
    if (result.kind !== 'retry') return over(result.kind === 'unknown' ? 'missed' : 'refused');
    await later(result.afterMs ?? deps.backoffMs);
    // Erased meanwhile, it is not written again.
    const fresh = await tables.read('People', partition, rowKey);
    if (fresh === undefined) return 'stale';
    await tables.commit('People', partition, [
      { kind: 'replace', row: rowOf(operation, waiting), etag: fresh.etag },
    ]);
    return 'later';
  };
