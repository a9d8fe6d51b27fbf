import type { PersonId, TenantContext } from '#bot/core/ids';
import { type Instant, isoInstant } from '#bot/core/time';
import { blockedAgainMs } from '#bot/delivery/control';
import { park } from '#bot/delivery/parked';
import { askedAgain, chatDue, reachAfterRefusal } from '#bot/delivery/reach';
import { recalledCard } from '#bot/delivery/recalled';
import { reindexSoon } from '#bot/delivery/schedule';
import { StorageAway } from '#bot/platform/tables';
import { type Deps, type JobOutcome, type Outgoing, type SendResult, tooBig } from '#bot/ports';
import { type Due, scheduleDue } from '#bot/records/due';
import {
  type Change,
  changePerson,
  type Decision,
  type Person,
  personKey,
  personPartition,
  personRow,
} from '#bot/records/person';
import type { OpenItem, Profile, Sent } from '#bot/records/profile';

/** What to send to a person. */
export interface Parcel {
  /** Names the claim: one row `d~sent~<key>`, once. */
  readonly key: string;
  /** Ids of the open items it carries. */
  readonly items?: readonly string[];
  /** Which of them rides on the card of the first. */
  readonly rider?: string | undefined;
  /** How many of them are asks for help, for the person's own limit. */
  readonly asks?: number | undefined;
  readonly slower?: boolean;
  /** Open items that come with the message. */
  readonly added?: readonly OpenItem[];
  /** What the claim writes along; not written again when the message is tried again. */
  readonly claim?: Change;
}

export type Plan =
  | { readonly send: Parcel }
  /** Nothing to send; the change, if any, is carried out. */
  | {
      readonly leave: JobOutcome;
      readonly change?: Change;
      /** A message of this key that still waits never comes, and why. */
      readonly over?: readonly [key: string, why: string];
    };

interface Delivery {
  readonly ctx: TenantContext;
  readonly to: PersonId;
  /** The row that fell due, for trying again. */
  readonly due: Omit<Due, 'at'>;
  readonly now: Instant;
  /** The caller has a permit already. */
  readonly permitted?: boolean;
  /** What the profile says once the message arrived, or may have; then the claim is not needed. */
  readonly mark?: Partial<Profile>;
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
  const { ctx, to, due } = delivery;
  const { tables, messenger, clock, control } = deps;
  if (control.block !== undefined) {
    if (delivery.permitted === true) messenger.giveBack();
    const at = clock.now().add({ milliseconds: blockedAgainMs });
    await scheduleDue(tables, ctx, [{ ...due, at }]);
    return 'later';
  }
  // Before the claim: whoever waits for a permit has nothing under way that a crash could lose.
  if (delivery.permitted !== true) await messenger.permit();
  let unused = true;
  try {
    const coming = deps.coming();
    const claimed = await changePerson(coming.tables, ctx, to, (person) =>
      claim(person, delivery),
    ).finally(coming.done);
    if ('left' in claimed) {
      if (claimed.left === 'missed') counted(deps, 'missed', 'SenderLost');
      return claimed.left;
    }
    const { person, sent } = claimed;
    const { conversation } = person.profile;
    if (conversation === undefined) {
      return await settle(deps, delivery, claimed, { kind: 'unreachable', why: 'NoConversation' });
    }
    const message = await delivery.compose(person, sent);
    unused = false;
    const result = await messenger.send(conversation, message, true);
    const outcome = await settle(deps, delivery, claimed, result);
    if (result.kind === 'sent') {
      await withdrawn(deps, person, sent, result.activityId);
      await reached(deps, delivery, person);
    }
    return outcome;
  } finally {
    if (unused) messenger.giveBack();
  }
}

/** It arrived: whatever was doubted of their chat is over. */
async function reached(
  { tables }: Deps,
  { ctx, to }: Delivery,
  { profile }: Person,
): Promise<void> {
  const isDoubted = ({ reach }: Profile): boolean =>
    reach.state === 'ok' && (reach.notFound !== undefined || reach.refused !== undefined);
  if (!isDoubted(profile)) return;
  await changePerson(tables, ctx, to, (fresh) =>
    isDoubted(fresh.profile)
      ? { result: undefined, change: { profile: { reach: { state: 'ok' } } } }
      : { result: undefined },
  );
}

/** Recalled while it was being sent. */
async function withdrawn(
  { control, messenger }: Deps,
  { open, profile }: Person,
  { items, rider }: Sent,
  activityId: string,
): Promise<void> {
  const onCard = [items[0], ...(rider === undefined ? [] : [rider])].map(
    (id = '') => open.find((item) => item.id === id) ?? { id, kind: '' },
  );
  if (profile.conversation === undefined || !onCard.some(control.isRecalled)) return;
  await messenger.update(profile.conversation, activityId, recalledCard(profile));
}

async function settle(
  deps: Deps,
  delivery: Delivery,
  { person, sent }: { readonly person: Person; readonly sent: Sent },
  result: SendResult,
): Promise<JobOutcome> {
  const { ctx, to, due, mark } = delivery;
  const { tables, clock, log } = deps;
  if (result.kind === 'sent') {
    const row = personRow.sent({ ...sent, outcome: 'sent', activityId: result.activityId });
    await written<unknown>(() =>
      mark === undefined
        ? // The claim row is ours alone: no need to meet the profile's version.
          tables.commit('People', personPartition(ctx, to), [{ kind: 'put', row }])
        : changeKnown(tables, ctx, to, 'done', () => ({
            result: 'done',
            change: { remove: [row.rowKey], profile: mark },
          })),
    );
    // What answers an installation is none of what the product writes of its own accord.
    if (mark === undefined) counted(deps, 'sent');
    return 'sent';
  }
  const { why } = result;
  log.warn({ outcome: result.kind, why }, 'a message was not delivered');
  const now = clock.now();
  if (result.kind === 'fault' && why === tooBig) {
    const aside = topItem(person, sent);
    if (aside !== undefined) return setAside(deps, delivery, sent, aside);
  }
  const parks = isParked(sent, result);
  if (parks) {
    const { key, attempts } = sent;
    const at = isoInstant(now);
    await written(() => park(deps, ctx, { ...due, to, sent: key, at, why, attempts }));
  }
  const backoff = Math.round(deps.backoffMs * 2 ** sent.attempts * (0.5 + Math.random()));
  const outcome = await written(() =>
    changeKnown(tables, ctx, to, 'stale', (fresh) =>
      notDelivered(fresh, sent, result, due, now, backoff, mark),
    ),
  );
  if (result.kind === 'unreachable' && outcome === 'refused') await deps.control.gaveUp(to, why);
  if (parks) counted(deps, 'parked', why);
  else if (outcome === 'missed' || outcome === 'refused') counted(deps, outcome, why);
  return outcome;
}

/** Changes a person's rows, unless they erased everything while the message was on its way. */
const changeKnown = (
  tables: Deps['tables'],
  ctx: TenantContext,
  to: PersonId,
  gone: JobOutcome,
  decide: (person: Person) => Decision<JobOutcome>,
): Promise<JobOutcome> =>
  changePerson(tables, ctx, to, (person) =>
    person.etag === undefined ? { result: gone } : decide(person),
  );

/** The open item that stands on a message's card; of two the one that rides along, which may be any. */
const topItem = ({ open }: Person, { items, rider }: Sent): OpenItem | undefined =>
  [rider, ...items].map((id) => open.find((item) => item.id === id)).find((item) => item);

/**
 * An item whose card is larger than Teams takes must not keep back what comes after it: it stays in
 * *For you*, no message tells of it until an operator has looked, and the rest goes out.
 */
async function setAside(
  deps: Deps,
  { ctx, to, due }: Delivery,
  sent: Sent,
  { id }: OpenItem,
): Promise<JobOutcome> {
  const now = deps.clock.now();
  const { attempts } = sent;
  await written(() =>
    park(deps, ctx, { ...due, to, item: id, at: isoInstant(now), why: tooBig, attempts }),
  );
  counted(deps, 'parked', tooBig);
  const items = sent.items.filter((other) => other !== id);
  return written(() =>
    changeKnown(deps.tables, ctx, to, 'stale', ({ open }) => {
      const aside = open
        .filter((item) => item.id === id)
        .map((item) => personRow.open({ ...item, aside: true }));
      if (items.length === 0) {
        return { result: 'refused', change: { put: aside, remove: [personKey.sent(sent.key)] } };
      }
      // Later than the row that fell due, which is about to be taken away.
      const again = { ...due, at: now.add({ seconds: 1 }) };
      const { rider, ...alone } = sent;
      const rest = personRow.sent({
        ...(rider === id ? alone : sent),
        items,
        outcome: 'waiting',
        attempts: attempts - 1,
      });
      return { result: 'later', change: { put: [...aside, rest], due: [again] } };
    }),
  );
}

/** Counts what became of a message, for operators and for who runs the product. */
export function counted(
  { control, telemetry }: Pick<Deps, 'control' | 'telemetry'>,
  outcome: 'sent' | 'missed' | 'refused' | 'parked',
  why?: string,
): void {
  control.count(outcome === 'parked' ? 'refused' : outcome, why);
  telemetry.delivered(outcome, why);
}

/** What Teams said is known to nobody else: storage that is away is given time to come back. */
async function written<T>(write: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await write();
    } catch (error) {
      if (!(error instanceof StorageAway) || attempt >= 10) throw error;
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
  }
}

const isParked = (sent: Sent, result: SendResult): boolean =>
  result.kind === 'fault' ||
  (result.kind === 'retry' && result.everybody !== true && sent.attempts >= tries);

type Claimed = { readonly person: Person; readonly sent: Sent } | { readonly left: JobOutcome };

function claim(person: Person, { plan, now, mark = {} }: Delivery): Decision<Claimed> {
  const planned = plan(person);
  if ('leave' in planned) {
    const result = { left: planned.leave };
    const change = ended(person, planned);
    return change === undefined ? { result } : { result, change };
  }
  const { key, items = [], rider, asks, slower = false, added = [] } = planned.send;
  const along: Change = planned.send.claim ?? {};
  const before = person.sent.find((row) => row.key === key);
  if (before?.outcome === 'sending') {
    // Only one sender runs at a time: whoever claimed this is gone, and nobody can know.
    const missed = personRow.sent({ ...before, outcome: 'missed', why: 'SenderLost' });
    return { result: { left: 'missed' }, change: { put: [missed], profile: mark } };
  }
  if (before !== undefined && before.outcome !== 'waiting') return { result: { left: 'stale' } };
  const sent: Sent =
    before === undefined
      ? {
          key,
          at: isoInstant(now),
          outcome: 'sending',
          attempts: 1,
          items: [...items],
          slower,
          ...(asks === undefined ? {} : { asks }),
          ...(rider === undefined ? {} : { rider }),
        }
      : { ...before, outcome: 'sending', attempts: before.attempts + 1 };
  const row = personRow.sent(sent);
  if (before !== undefined) return { result: { person, sent }, change: { put: [row] } };
  return {
    result: { person: { ...person, open: [...person.open, ...added] }, sent },
    change: {
      ...along,
      insert: [...(along.insert ?? []), row],
      put: [...(along.put ?? []), ...added.map(personRow.open)],
    },
  };
}

/** The change of a plan that sends nothing, with the message that is over. */
function ended(
  { sent }: Person,
  { change, over: [key, why] = ['', ''] }: Extract<Plan, { leave: unknown }>,
): Change | undefined {
  const before = sent.find((row) => row.key === key);
  if (before?.outcome !== 'waiting' && before?.outcome !== 'sending') return change;
  const row =
    before.outcome === 'waiting'
      ? personRow.sent({ ...before, outcome: 'skipped', why })
      : personRow.sent({ ...before, outcome: 'missed', why: 'SenderLost' });
  return { ...change, put: [...(change?.put ?? []), row] };
}

/** What a message that did not arrive leaves behind (once-only outcomes, ARCHITECTURE.md). */
function notDelivered(
  { id, profile, shares }: Person,
  sent: Sent,
  result: Exclude<SendResult, { kind: 'sent' }>,
  due: Omit<Due, 'at'>,
  now: Instant,
  backoffMs: number,
  mark: Partial<Profile> = {},
): Decision<JobOutcome> {
  const row = (outcome: Sent['outcome']) => personRow.sent({ ...sent, outcome, why: result.why });
  switch (result.kind) {
    case 'unknown':
      return { result: 'missed', change: { put: [row('missed')], profile: mark } };
    case 'unreachable': {
      const reach = reachAfterRefusal(profile.reach, result, now);
      if (reach.state === 'ok') {
        // A chat that was deleted is made anew meanwhile.
        const again = [{ ...due, at: now.add(askedAgain) }, chatDue(id, now)];
        return {
          result: 'later',
          change: { put: [row('waiting')], profile: { reach }, due: again },
        };
      }
      // Nobody is counted as help who cannot be reached.
      const hint = shares.length > 0 ? [reindexSoon(id, now)] : [];
      const gone: Partial<Profile> = { reach, nextMoment: null };
      return { result: 'refused', change: { put: [row('refused')], profile: gone, due: hint } };
    }
    case 'fault':
      return { result: 'refused', change: { put: [row('parked')] } };
    case 'retry': {
      if (isParked(sent, result)) return { result: 'refused', change: { put: [row('parked')] } };
      const at = now.add({ milliseconds: Math.max(result.afterMs ?? backoffMs, 1_000) });
      const attempts = result.everybody === true ? sent.attempts - 1 : sent.attempts;
      const waits = personRow.sent({ ...sent, attempts, outcome: 'waiting', why: result.why });
      return { result: 'later', change: { put: [waits], due: [{ ...due, at }] } };
    }
  }
}
