import { type PersonId, personId, type TenantContext, teamId } from '#bot/core/ids';
import { type Instant, instantOf, isoInstant, Temporal } from '#bot/core/time';
import { viewerOf } from '#bot/delivery/moment';
import { collectDue } from '#bot/delivery/schedule';
import { postCard, withdrawnCard } from '#bot/features/thanks/card';
import { closedTeam } from '#bot/features/thanks/colleagues';
import {
  badgeDue,
  changeGiven,
  dropUnclaimed,
  expiryOf,
  type Given,
  handOver,
  itemId,
  type Post,
  readGiven,
  receiversOf,
  takeAway,
  unclaimedDue,
  whoOf,
} from '#bot/features/thanks/store';
import {
  forgetUnposted,
  leaveUnposted,
  postAgain,
  postAgainKind,
} from '#bot/features/thanks/unposted';
import { apart } from '#bot/platform/rows';
import { TooLarge } from '#bot/platform/tables';
import type { Deps, Feature, Job, JobOutcome, SendResult } from '#bot/ports';
import { type Due, scheduleDue } from '#bot/records/due';
import { changePerson, loadPerson, type Person } from '#bot/records/person';
import { loadTeam } from '#bot/records/team';
import { wordsIn } from '#bot/strings/index';

/** Tries of the channel's one message. */
const tries = 5;
/** A turn that wrote the hint has written the badge by then, or never will. */
const grace = { seconds: 30 };
/** Cards that could not be changed into "withdrawn" are tried again for so long. */
const withdrawFor = { hours: 24 };
/** A message under way has its id by then. */
const underWay = { minutes: 2 };

export const thanksJobs = (deps: Deps): NonNullable<Feature['jobs']> => ({
  badge: badgeJob(deps, 'look again'),
  'badge-late': badgeJob(deps, 'give up'),
  [postAgainKind]: postAgain(deps, badgeJob(deps, 'give up')),
  'badge-unclaimed': async (ctx, { who }) => {
    const { person, id } = whoOf(who);
    const receiver = await loadPerson(deps.tables, ctx, person);
    if (receiver.etag !== undefined) return 'stale';
    await dropUnclaimed(deps.tables, ctx, person, id);
    return 'done';
  },
});

/**
 * Brings everybody's side in line with what the giver's row says: handed over, told and posted, or
 * taken back everywhere. As often as it likes.
 */
const badgeJob =
  (deps: Deps, whenMissing: 'look again' | 'give up'): Job =>
  async (ctx, { who }, now) => {
    const { person: giver, id } = whoOf(who);
    const given = await readGiven(deps.tables, ctx, giver, id);
    if (given === undefined) {
      if (whenMissing === 'give up') return 'stale';
      // The hint is written first: the badge itself may be under way.
      const late = { ...badgeDue(now.add(grace), giver, id), kind: 'badge-late' };
      await scheduleDue(deps.tables, ctx, [late]);
      return 'later';
    }
    const work: Work = { deps, ctx, giver, now };
    if (given.state === 'withdrawn') return withdraw(work, given);
    await tell(work, given);
    return given.post === undefined ? 'done' : post(work, given);
  };

interface Work {
  readonly deps: Deps;
  readonly ctx: TenantContext;
  readonly giver: PersonId;
  readonly now: Instant;
}

/** Two round trips a receiver and one for all: reads them, plans the telling, wakes open tabs. */
async function tell({ deps, ctx, now }: Work, given: Given): Promise<void> {
  const { tables, calendar } = deps;
  const receivers: Person[] = [];
  const dues: Due[] = [];
  const expires = expiryOf(instantOf(given.at));
  const to = receiversOf(given);
  const read = await Promise.all(
    to.map(({ id }) => apart(tables, () => loadPerson(tables, ctx, personId(id)))),
  );
  for (const [index, { id }] of to.entries()) {
    const receiver = read[index];
    if (receiver === undefined) {
      // It is theirs all the same; nobody is told of it by a card.
      await handOver(tables, ctx, given, id, expires);
      continue;
    }
    receivers.push(receiver);
    if (!receiver.open.some(({ id }) => id === itemId(given.id))) {
      await handOver(tables, ctx, given, receiver.id, expires);
    }
    if (!isKnown(receiver)) dues.push(unclaimedDue(instantOf(given.at), receiver.id, given.id));
    else if (mayBeTold(receiver)) dues.push(...collectDue(receiver, now, calendar));
  }
  await scheduleDue(tables, ctx, dues);
  await Promise.all(receivers.filter(isKnown).map((receiver) => touch(deps, ctx, receiver)));
}

/** Somebody who wrote or opened the tab before; a profile is never made for anybody else. */
const isKnown = (person: Person): boolean => person.etag !== undefined;

/** Otherwise it waits on the Badges page, and in *For you* unless badges are switched off. */
const mayBeTold = ({ profile }: Person): boolean =>
  profile.conversation !== undefined && !profile.off.includes('badges');

/** Counts a change, so that an open tab reads again. */
const touch = ({ tables }: Deps, ctx: TenantContext, person: Person): Promise<void> =>
  changePerson(tables, ctx, person.id, () => ({ result: undefined, change: {} }), person).catch(
    (error: unknown) => {
      // Their own rows are full: the badge is theirs, and is posted, all the same.
      if (!(error instanceof TooLarge)) throw error;
    },
  );

/** The one message in the channel: claimed on the giver's row, sent, and written down. */
async function post(work: Work, given: Given & { readonly etag: string }): Promise<JobOutcome> {
  const { deps, ctx, now } = work;
  const team = given.team === undefined ? undefined : teamId(given.team);
  if (given.post === undefined || team === undefined) return 'done';
  if (given.post.outcome === 'sending') {
    // Only one sender runs at a time: whoever claimed this is gone, and nobody can know.
    await noted(work, given, { outcome: 'missed', why: 'SenderLost' });
    return 'missed';
  }
  if (given.post.outcome !== 'waiting') return 'done';
  const { team: record } = await loadTeam(deps.tables, ctx, team);
  if (closedTeam(record) !== undefined) {
    await leaveUnposted(deps, ctx, work.giver, given, { kind: 'unreachable', why: 'TeamClosed' });
    await noted(work, given, { outcome: 'refused', why: 'TeamClosed' });
    return 'skipped';
  }
  let mine = false;
  const claimed = await changeGiven(
    deps.tables,
    ctx,
    work.giver,
    given.id,
    (fresh) => {
      mine = fresh.state === 'given' && fresh.post?.outcome === 'waiting';
      if (!mine || fresh.post === undefined) return undefined;
      const attempts = fresh.post.attempts + 1;
      return {
        ...fresh,
        post: { ...fresh.post, outcome: 'sending', attempts, at: isoInstant(now) },
      };
    },
    given,
  );
  if (!mine || claimed?.post === undefined) return 'stale';
  const t = wordsIn(record.language);
  const message = postCard(t, record.language, deps.links, claimed);
  return posted(work, claimed, await deps.messenger.send(claimed.post.conversation, message));
}

async function posted(work: Work, given: Given, result: SendResult): Promise<JobOutcome> {
  const { deps, ctx, giver, now } = work;
  const attempts = given.post?.attempts ?? tries;
  if (result.kind === 'sent') {
    const after = await noted(work, given, { outcome: 'sent', activityId: result.activityId });
    // Taken back while it was on its way.
    return after?.state === 'withdrawn' ? withdraw(work, after) : 'sent';
  }
  deps.log.warn({ outcome: result.kind, why: result.why }, 'a badge was not posted');
  if (result.kind === 'unknown') {
    await noted(work, given, { outcome: 'missed', why: result.why });
    return 'missed';
  }
  // While Teams takes nothing of ours at all, no try counts.
  const counts = result.kind !== 'retry' || result.everybody !== true;
  if (result.kind !== 'retry' || (counts && attempts >= tries)) {
    const outcome = result.kind === 'unreachable' ? 'refused' : 'parked';
    await leaveUnposted(deps, ctx, giver, given, result);
    await noted(work, given, { outcome, why: result.why });
    return 'refused';
  }
  const waiting = { outcome: 'waiting' as const, why: result.why };
  await noted(work, given, counts ? waiting : { ...waiting, attempts: attempts - 1 });
  const backoff = deps.backoffMs * 2 ** attempts * (0.5 + Math.random());
  const milliseconds = Math.max(Math.round(result.afterMs ?? backoff), 1_000);
  await scheduleDue(deps.tables, ctx, [badgeDue(now.add({ milliseconds }), giver, given.id)]);
  return 'later';
}

/** Writes what became of the post; whatever else changed on the row stays. */
const noted = (
  { deps, ctx, giver }: Work,
  { id }: Given,
  outcome: Partial<Post>,
): Promise<Given | undefined> =>
  changeGiven(deps.tables, ctx, giver, id, (fresh) =>
    fresh.post === undefined ? undefined : { ...fresh, post: { ...fresh.post, ...outcome } },
  );

/** Takes a badge back everywhere: the receivers' rows, their cards, and the post. */
async function withdraw(work: Work, given: Given): Promise<JobOutcome> {
  const { deps, ctx, giver, now } = work;
  const at = given.withdrawnAt ?? isoInstant(now);
  const left: boolean[] = [];
  for (const { id } of receiversOf(given)) {
    await takeAway(deps.tables, ctx, id, given.id, at);
    const receiver = await apart(deps.tables, () => loadPerson(deps.tables, ctx, personId(id)));
    if (receiver === undefined) continue;
    left.push(await withdrawMessage(deps, receiver, given, now));
    if (isKnown(receiver)) await touch(deps, ctx, receiver);
  }
  left.push(await withdrawPost(work, given));
  if (isUnposted(given)) await forgetUnposted(deps, ctx, giver, given.id);
  const until = instantOf(at).add(withdrawFor);
  if (!left.includes(true) || Temporal.Instant.compare(now, until) > 0) return 'done';
  await scheduleDue(deps.tables, ctx, [badgeDue(now.add({ minutes: 1 }), giver, given.id)]);
  return 'later';
}

/** @returns whether it has to be tried again */
async function withdrawMessage(
  { messenger }: Deps,
  receiver: Person,
  given: Given,
  now: Instant,
): Promise<boolean> {
  // Only the first item of a message is on its card.
  const carried = receiver.sent.filter(({ items }) => items[0] === itemId(given.id));
  if (carried.some((sent) => sent.outcome === 'sending' && isRecent(sent.at, now))) return true;
  const { conversation } = receiver.profile;
  const { t } = viewerOf(receiver, now);
  let again = false;
  for (const { activityId } of carried) {
    if (activityId === undefined || conversation === undefined) continue;
    const result = await messenger.update(conversation, activityId, withdrawnCard(t));
    again ||= result.kind === 'retry';
  }
  return again;
}

async function withdrawPost({ deps, ctx, now }: Work, given: Given): Promise<boolean> {
  const { post: message, team } = given;
  if (message === undefined || team === undefined) return false;
  if (message.outcome === 'sending' && message.at !== undefined && isRecent(message.at, now)) {
    return true;
  }
  if (message.activityId === undefined) return false;
  const { team: record } = await loadTeam(deps.tables, ctx, teamId(team));
  const t = wordsIn(record.language);
  const result = await deps.messenger.update(
    message.conversation,
    message.activityId,
    withdrawnCard(t),
  );
  return result.kind === 'retry';
}

const isUnposted = ({ post: message }: Given): boolean =>
  message?.outcome === 'parked' || message?.outcome === 'refused';

const isRecent = (at: string, now: Instant): boolean =>
  Temporal.Instant.compare(now, instantOf(at).add(underWay)) < 0;
