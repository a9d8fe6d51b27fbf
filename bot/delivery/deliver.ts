import type { PersonId, TenantContext } from '#bot/core/ids';
import { type Instant, isoInstant } from '#bot/core/time';
import { reindexSoon } from '#bot/delivery/schedule';
import type { Deps, JobOutcome, Outgoing, SendResult } from '#bot/ports';
import type { Due } from '#bot/records/due';
import {
  type Change,
  changePerson,
  type Decision,
  type Person,
  personPartition,
  personRow,
} from '#bot/records/person';
import type { Profile, Sent } from '#bot/records/profile';

/** What to send to a person. */
export interface Parcel {
  /** Names the claim: one row `d~sent~<key>`, once. */
  readonly key: string;
  /** Ids of the open items it carries. */
  readonly items?: readonly string[];
  readonly slower?: boolean;
  /** What the claim writes along; not written again when the message is tried again. */
  readonly claim?: Change;
}

export type Plan =
  | { readonly send: Parcel }
  /** Nothing to send; the change, if any, is carried out. */
  | { readonly leave: JobOutcome; readonly change?: Change };

interface Delivery {
  readonly ctx: TenantContext;
  readonly to: PersonId;
  /** The row that fell due, for trying again. */
  readonly due: Omit<Due, 'at'>;
  readonly now: Instant;
  /** Pure; decided again on fresh rows when raced. */
  plan(person: Person): Plan;
  /** The message in the person's language, made after the claim. */
  compose(person: Person, sent: Sent): Promise<Outgoing>;
}

/** Tries of one message before an operator has to look at it. */
const tries = 5;

/**
 * Claims, sends, and writes down what became of it. The claim is one batch on the person's
 * partition with the profile's ETag: a pause pressed at the same instant wins or loses as a whole.
 */
export async function deliver(deps: Deps, delivery: Delivery): Promise<JobOutcome> {
  const { ctx, to, now } = delivery;
  const claimed = await changePerson(deps.tables, ctx, to, (person) => claim(person, delivery));
  if ('left' in claimed) return claimed.left;
  const { person, sent } = claimed;
  const { conversation } = person.profile;
  const result: SendResult =
    conversation === undefined
      ? { kind: 'unreachable', why: 'NoConversation' }
      : await deps.messenger.send(conversation, await delivery.compose(person, sent));
  if (result.kind === 'sent') {
    // The claim row is ours alone: no need to meet the profile's version.
    const row = personRow.sent({ ...sent, outcome: 'sent', activityId: result.activityId });
    await deps.tables.commit('People', personPartition(ctx, to), [{ kind: 'put', row }]);
    return 'sent';
  }
  deps.log.warn({ outcome: result.kind, why: result.why }, 'a message was not delivered');
  const backoff = deps.backoffMs * 2 ** sent.attempts * (0.5 + Math.random());
  return changePerson(deps.tables, ctx, to, ({ shares }) => {
    const decision = notDelivered(sent, result, delivery.due, now, Math.round(backoff));
    // Nobody is counted as help who cannot be reached.
    const hint = result.kind === 'unreachable' && shares.length > 0 ? [reindexSoon(to, now)] : [];
    return hint.length === 0
      ? decision
      : { ...decision, change: { ...decision.change, due: hint } };
  });
}

type Claimed = { readonly person: Person; readonly sent: Sent } | { readonly left: JobOutcome };

function claim(person: Person, { plan, now }: Delivery): Decision<Claimed> {
  const planned = plan(person);
  if ('leave' in planned) {
    const result = { left: planned.leave };
    return planned.change === undefined ? { result } : { result, change: planned.change };
  }
  const { key, items = [], slower = false, claim: along = {} } = planned.send;
  const before = person.sent.find((row) => row.key === key);
  if (before?.outcome === 'sending') {
    // Only one sender runs at a time: whoever claimed this is gone, and nobody can know.
    const missed = personRow.sent({ ...before, outcome: 'missed', why: 'SenderLost' });
    return { result: { left: 'missed' }, change: { put: [missed] } };
  }
  if (before !== undefined && before.outcome !== 'waiting') return { result: { left: 'stale' } };
  const sent: Sent =
    before === undefined
      ? { key, at: isoInstant(now), outcome: 'sending', attempts: 1, items: [...items], slower }
      : { ...before, outcome: 'sending', attempts: before.attempts + 1 };
  const row = personRow.sent(sent);
  const result = { person, sent };
  return before === undefined
    ? { result, change: { ...along, insert: [...(along.insert ?? []), row] } }
    : { result, change: { put: [row] } };
}

/** What a message that did not arrive leaves behind (once-only outcomes, ARCHITECTURE.md). */
function notDelivered(
  sent: Sent,
  result: Exclude<SendResult, { kind: 'sent' }>,
  due: Omit<Due, 'at'>,
  now: Instant,
  backoffMs: number,
): Decision<JobOutcome> {
  const row = (outcome: Sent['outcome']) => personRow.sent({ ...sent, outcome, why: result.why });
  switch (result.kind) {
    case 'unknown':
      return { result: 'missed', change: { put: [row('missed')] } };
    case 'unreachable': {
      const profile: Partial<Profile> = {
        reach: { state: 'unreachable', why: result.why, since: isoInstant(now) },
        nextMoment: null,
      };
      return { result: 'refused', change: { put: [row('refused')], profile } };
    }
    case 'fault':
      return { result: 'refused', change: { put: [row('parked')] } };
    case 'retry': {
      if (sent.attempts >= tries) return { result: 'refused', change: { put: [row('parked')] } };
      const at = now.add({ milliseconds: Math.max(result.afterMs ?? backoffMs, 1_000) });
      return { result: 'later', change: { put: [row('waiting')], due: [{ ...due, at }] } };
    }
  }
}
