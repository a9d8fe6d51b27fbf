import { blockedAgainMs, type Control } from '#bot/delivery/control';
import type { Pace } from '#bot/delivery/pace';
import type { Messenger, Outgoing, PacedMessenger, SendResult } from '#bot/ports';
import type { Conversation } from '#bot/records/profile';

/** Codes that speak of one conversation, however many give them. */
const ofOne = new Set([
  'ConversationBlockedByUser',
  'ConversationNotFound',
  'BotNotInConversationRoster',
  'MessageWritesBlocked',
  'NoConversation',
]);
/** So many conversations in a row refused with the same unknown code speak of the tenant. */
const inARow = 5;
/** No answer after this time: nobody can know. Well within the sender's lease. */
const patienceMs = 10_000;

/** A typing sign that finds no place in this time is of no use any more. */
const typingWithinMs = 1_000;

const stopped = (why: string): SendResult => ({
  kind: 'retry',
  why,
  afterMs: blockedAgainMs,
  everybody: true,
});

/**
 * Teams, at the pace it allows: one message at a time to a conversation, half as fast after a 429,
 * and nothing at all while it refuses the whole tenant.
 */
export function pacedMessenger(messenger: Messenger, pace: Pace, control: Control): PacedMessenger {
  const busy = new Map<string, Promise<unknown>>();
  let streak = { why: '', conversations: new Set<string>() };

  const judge = async (to: Conversation, result: SendResult): Promise<SendResult> => {
    if (result.kind === 'retry' && result.throttled === true) pace.slower();
    if (result.kind === 'sent') streak = { why: '', conversations: new Set() };
    if (result.kind !== 'unreachable' && result.kind !== 'fault') return result;
    if (result.why !== streak.why) streak = { why: result.why, conversations: new Set() };
    streak.conversations.add(to.id);
    const suspicious =
      result.kind === 'unreachable' &&
      !ofOne.has(result.why) &&
      streak.conversations.size >= inARow;
    if (result.everybody !== true && !suspicious) return result;
    await control.stop(result.why);
    return stopped(result.why);
  };

  const oneAtATime = async <T>(id: string, act: () => Promise<T>): Promise<T> => {
    const mine = (busy.get(id) ?? Promise.resolve()).then(act, act);
    busy.set(id, mine);
    try {
      return await mine;
    } finally {
      if (busy.get(id) === mine) busy.delete(id);
    }
  };

  const call = (
    to: Conversation,
    act: () => Promise<SendResult>,
    permitted: boolean,
  ): Promise<SendResult> =>
    oneAtATime(to.id, async () => {
      const { block } = control;
      if (block !== undefined) return stopped(block.why);
      if (!permitted) await pace.soon();
      await pace.leave();
      return judge(to, await answered(act()));
    });

  return {
    permit: () => pace.permit(),
    soon: (withinMs) => pace.soon(withinMs),
    giveBack: () => pace.giveBack(),
    get rate() {
      return pace.rate;
    },
    send: (to: Conversation, message: Outgoing, permitted = false) =>
      call(to, () => messenger.send(to, message), permitted),
    update: (to: Conversation, activityId: string, message: Outgoing, permitted = false) =>
      call(to, () => messenger.update(to, activityId, message), permitted),
    // No message: no other waits for it, and what Teams says to it tells of nobody.
    async typing(to) {
      if (control.block !== undefined) return stopped(control.block.why);
      if (!(await pace.soon(typingWithinMs))) return { kind: 'retry', why: 'NoPlace' };
      await pace.leave();
      return answered(messenger.typing(to));
    },
    async roster(team, serviceUrl) {
      await pace.permit();
      await pace.leave();
      return messenger.roster(team, serviceUrl);
    },
  };
}

const firstPauseMs = 500;

/**
 * Says something to Teams until it takes it, for as long as somebody waits: again only when Teams
 * said that it did not take it, and not before the time that it asked for.
 * @returns what it said last; a `retry` was not taken in that time
 */
export async function insist(
  say: () => Promise<SendResult>,
  withinMs: number,
): Promise<SendResult> {
  const until = Date.now() + withinMs;
  for (let attempt = 0; ; attempt += 1) {
    const result = await say();
    if (result.kind !== 'retry') return result;
    const pause = result.afterMs ?? firstPauseMs * 2 ** attempt * (0.5 + Math.random());
    if (Date.now() + pause > until) return { ...result, afterMs: pause };
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

async function answered(result: Promise<SendResult>): Promise<SendResult> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<SendResult>((resolve) => {
    timer = setTimeout(() => resolve({ kind: 'unknown', why: 'NoAnswer' }), patienceMs);
  });
  try {
    return await Promise.race([result, late]);
  } finally {
    clearTimeout(timer);
  }
}
