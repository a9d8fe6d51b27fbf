import { type PersonId, personId, type TenantContext, teamId } from '#bot/core/ids';
import { type Instant, instantOf, isoInstant, Temporal } from '#bot/core/time';
import { blockedAgainMs, reachKind } from '#bot/delivery/control';
import { reschedule, waitingDue } from '#bot/delivery/schedule';
import { apart, readApart } from '#bot/platform/rows';
import { key, startingWith, unpart } from '#bot/platform/tables';
import type { Deps, Job, JobOutcome, Opened } from '#bot/ports';
import { type Due, scheduleDue } from '#bot/records/due';
import {
  type Change,
  changePerson,
  loadPerson,
  type Person,
  profileRows,
} from '#bot/records/person';
import type { Profile, Reach } from '#bot/records/profile';
import { loadTeam } from '#bot/records/team';

/**
 * Teams refused somebody, and then everybody for the same reason: once it takes messages again they
 * are written to as before, from their next moment on. If it was about them, the next refusal says so.
 */
export const reachJob =
  ({ tables, control, calendar }: Deps): Job =>
  async (ctx, { who }, now) => {
    if (control.block !== undefined) {
      const at = now.add({ milliseconds: blockedAgainMs });
      await scheduleDue(tables, ctx, [{ at, kind: reachKind, who }]);
      return 'later';
    }
    const [id = '', why = ''] = who.split('~').map(unpart);
    return changePerson(tables, ctx, personId(id), (person) => {
      const { reach } = person.profile;
      if (reach.state === 'ok' || reach.why !== why) return { result: 'stale' };
      return {
        result: 'done',
        change: reschedule(person, { reach: { state: 'ok' } }, now, calendar),
      };
    });
  };

/** Teams' codes for: this person does not let the bot write to them. */
export const blockedBy: ReadonlySet<string> = new Set([
  'ConversationBlockedByUser',
  'MessageWritesBlocked',
  'BotDisabledByUser',
]);

/** Teams reports a chat that is there as not found at times: the second word comes so much later. */
export const askedAgain = { hours: 4 };
const hoursApart = { hours: 2 };

/** What Teams' refusal means for writing to this person. */
export function reachAfterRefusal(
  reach: Reach,
  { why, perhaps }: { readonly why: string; readonly perhaps?: boolean },
  now: Instant,
): Reach {
  const gone: Reach = { state: 'unreachable', why, since: isoInstant(now) };
  if (perhaps !== true || reach.state === 'unreachable') return gone;
  const { notFound = isoInstant(now) } = reach;
  const since = instantOf(notFound).add(hoursApart);
  return Temporal.Instant.compare(since, now) <= 0 ? gone : { ...reach, notFound };
}

export const chatKind = 'chat';

/** Opens somebody's private chat: whoever said yes can then be written to. */
export const chatDue = (person: PersonId, at: Instant, tries = 0): Due => ({
  at,
  kind: chatKind,
  who: key(person, ...(tries === 0 ? [] : [String(tries)])),
});

/** Said yes and has no chat that is known: the yes came from the tab or a channel, or an install was missed. */
export const lacksChat = ({ consent, left, reach, conversation }: Profile): boolean =>
  consent.state === 'in' &&
  !left &&
  reach.state === 'ok' &&
  (conversation === undefined || reach.notFound !== undefined);

/** Tries of opening one chat. */
const tries = 5;
/** Microsoft's address for whoever no team of ours has. */
const anywhere = 'https://smba.trafficmanager.net/teams/';

/** Opens a chat, at the pace of everything that is sent, once: a refusal is for good. */
export const chatJob =
  (deps: Deps): Job =>
  async (ctx, { who }, now) => {
    const [id = '', tried = '0'] = who.split('~').map(unpart);
    const again = async (after: Parameters<Instant['add']>[0], count: number) => {
      await scheduleDue(deps.tables, ctx, [chatDue(personId(id), now.add(after), count)]);
      return 'later' as const;
    };
    if (deps.control.block !== undefined) {
      return again({ milliseconds: blockedAgainMs }, Number(tried));
    }
    const person = await loadPerson(deps.tables, ctx, personId(id));
    if (!lacksChat(person.profile)) return 'stale';
    const serviceUrl = await serviceUrlFor(deps, ctx, person);
    if (serviceUrl === undefined) return 'skipped';
    const { teamsId } = person.profile;
    const opened = await deps.messenger.open({ id: person.id, teamsId }, serviceUrl);
    const passes = opened.kind === 'retry' || opened.kind === 'unknown';
    const counts = opened.kind !== 'retry' || opened.everybody !== true;
    if (passes && (!counts || Number(tried) + 1 < tries)) {
      const milliseconds =
        (opened.kind === 'retry' ? opened.afterMs : undefined) ??
        deps.backoffMs * 2 ** Number(tried);
      return again({ milliseconds }, Number(tried) + (counts ? 1 : 0));
    }
    return changePerson(deps.tables, ctx, person.id, (fresh) => {
      if (!lacksChat(fresh.profile)) return { result: 'stale' };
      return afterOpening(deps, fresh, opened, now);
    });
  };

function afterOpening(
  { calendar, log }: Deps,
  person: Person,
  opened: Opened,
  now: Instant,
): { result: JobOutcome; change?: Change } {
  if (opened.kind === 'opened') {
    const patch = { conversation: opened.conversation };
    const after = { ...person, profile: { ...person.profile, ...patch } };
    const change = reschedule(person, patch, now, calendar);
    const due = [...(change.due ?? []), ...waitingDue(after, now, calendar)];
    return { result: 'done', change: { ...change, due } };
  }
  const { why } = opened;
  log.warn({ outcome: opened.kind, why }, 'a chat was not opened');
  // Says nothing of the person: the next night tries again.
  if (opened.kind === 'retry' || opened.kind === 'unknown') return { result: 'skipped' };
  const reach = reachAfterRefusal(person.profile.reach, opened, now);
  const change = reschedule(person, { reach }, now, calendar);
  if (reach.state === 'unreachable') return { result: 'refused', change };
  const due = [...(change.due ?? []), chatDue(person.id, now.add(askedAgain))];
  return { result: 'later', change: { ...change, due } };
}

/** Where Teams takes calls about somebody: as their chat or one of their teams last said. */
async function serviceUrlFor(
  { tables, local }: Deps,
  ctx: TenantContext,
  { profile, teams }: Person,
): Promise<string | undefined> {
  if (profile.conversation !== undefined) return profile.conversation.serviceUrl;
  for (const { id } of teams) {
    const roster = await apart(tables, () => loadTeam(tables, ctx, teamId(id)));
    if (roster?.team.channel !== undefined) return roster.team.channel.serviceUrl;
  }
  return local ? undefined : anywhere;
}

/** Everybody who said yes and has no chat, unless opening one was refused before. */
export async function* withoutChat(
  { tables }: Pick<Deps, 'tables'>,
  ctx: TenantContext,
): AsyncIterable<PersonId> {
  for await (const row of tables.across('People', startingWith(`${key(ctx.tenant)}~`), {
    rowKey: 'a~profile',
  })) {
    const [profile] = readApart(tables, [row], profileRows.read);
    if (profile === undefined) continue;
    const isTried = profile.reach.state === 'ok' && profile.reach.refused !== undefined;
    if (!isTried && lacksChat(profile)) {
      yield personId(unpart(row.partitionKey.split('~')[1] ?? ''));
    }
  }
}
