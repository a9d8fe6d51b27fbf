import { blockedAgainMs, type Control } from '#bot/delivery/control';
import type { Pace } from '#bot/delivery/pace';
import { blockedBy } from '#bot/delivery/reach';
import type { Messenger, Opened, Outgoing, PacedMessenger, SendResult } from '#bot/ports';
import type { Conversation } from '#bot/records/profile';

/** Codes that speak of one conversation, however many give them. */
const ofOne = new Set([
  ...blockedBy,
  'ConversationNotFound',
  'BotNotInConversationRoster',
  'AclCheckFailed',
  'NoConversation',
]);
/**
 * So many conversations in a row refused with the same unknown code speak of the tenant; and so many
 * calls in a row that were not let in, whomever they were for.
 */
const inARow = 5;
/** No answer after this time: nobody can know. Well within the sender's lease. */
const patienceMs = 10_000;

/** A typing sign that finds no place in this time is of no use any more. */
const typingWithinMs = 1_000;

type Stopped = Extract<SendResult, { kind: 'retry' }>;
const stopped = (why: string): Stopped => ({
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
  let streak = { why: '', conversations: new Set<string>(), calls: 0 };
  const since = (why: string) => ({ why, conversations: new Set<string>(), calls: 0 });

  const judge = async <R extends SendResult | Opened>(
    id: string,
    result: R,
  ): Promise<R | Stopped> => {
    if (result.kind === 'sent' || result.kind === 'opened') {
      streak = since('');
      return result;
    }
    if (result.kind === 'retry' && result.throttled === true) pace.slower();
    const shutOut = result.kind === 'retry' && result.unauthorised === true;
    if (result.kind !== 'unreachable' && result.kind !== 'fault' && !shutOut) return result;
    if (result.why !== streak.why) streak = since(result.why);
    streak.conversations.add(id);
    streak.calls += 1;
    const suspicious = shutOut
      ? streak.calls >= inARow
      : result.kind === 'unreachable' &&
        !ofOne.has(result.why) &&
        streak.conversations.size >= inARow;
    const everybody = result.kind === 'unreachable' && result.everybody === true;
    if (!everybody && !suspicious) return result;
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

  const call = <R extends SendResult | Opened>(
    id: string,
    act: () => Promise<R>,
    permitted: boolean,
  ): Promise<R | Stopped | Unanswered> =>
    oneAtATime(id, async () => {
      const { block } = control;
      if (block !== undefined) return stopped(block.why);
      if (!permitted) await pace.soon();
      await pace.leave();
      return judge(id, await answered(act()));
    });

  return {
    permit: () => pace.permit(),
    soon: (withinMs) => pace.soon(withinMs),
    giveBack: () => pace.giveBack(),
    get rate() {
      return pace.rate;
    },
    send: (to: Conversation, message: Outgoing, permitted = false) =>
      call(to.id, () => messenger.send(to, message), permitted),
    update: (to: Conversation, activityId: string, message: Outgoing, permitted = false) =>
      call(to.id, () => messenger.update(to, activityId, message), permitted),
    open: (person, serviceUrl, permitted = false) =>
      call(person.id, () => messenger.open(person, serviceUrl), permitted),
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
    async member(of, teamsId) {
      await pace.soon();
      await pace.leave();
      return messenger.member(of, teamsId);
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

type Unanswered = Extract<SendResult, { kind: 'unknown' }>;

async function answered<R>(result: Promise<R>): Promise<R | Unanswered> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Unanswered>((resolve) => {
    timer = setTimeout(() => resolve({ kind: 'unknown', why: 'NoAnswer' }), patienceMs);
  });
  try {
    return await Promise.race([result, late]);
  } finally {
    clearTimeout(timer);
  }
}
