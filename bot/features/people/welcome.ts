import { type PersonId, personId, type TeamId, type TenantContext, teamId } from '#bot/core/ids';
import { type Instant, isoInstant } from '#bot/core/time';
import { blockedAgainMs } from '#bot/delivery/control';
import { counted, deliver, type Plan } from '#bot/delivery/deliver';
import { viewerOf } from '#bot/delivery/moment';
import { park } from '#bot/delivery/parked';
import { teamCard, welcomeCard } from '#bot/features/people/card';
import type { Deps, Job, JobOutcome } from '#bot/ports';
import { type Due, scheduleDue } from '#bot/records/due';
import { type Change, type Person, personRow } from '#bot/records/person';
import type { Sent } from '#bot/records/profile';
import { changeTeam, type Team } from '#bot/records/team';
import { wordsIn } from '#bot/strings/index';

// The first word to a person or a team: claimed, sent and marked as the sender does it, by the turn
// in which the bot was added or by the sender.

export const welcomeKind = 'welcome';
export const teamPostKind = 'team-post';

/** The claim, until `welcomedAt` says that it is done. */
const welcomeKey = 'welcome';
/** Teams will never take these as they are: coming back begins anew. */
const inVain: ReadonlySet<Sent['outcome']> = new Set(['refused', 'parked', 'skipped']);

/** Nobody has begun to welcome this person, or it came to nothing. */
export function isUnwelcomed({ profile, sent }: Person): boolean {
  const before = sent.find(({ key }) => key === welcomeKey);
  return profile.welcomedAt === undefined && (before === undefined || inVain.has(before.outcome));
}

/** Writes down that somebody is to be welcomed. */
export const toWelcome = (now: Instant, due: Due): Change => ({
  profile: { left: false },
  put: [
    personRow.sent({
      key: welcomeKey,
      at: isoInstant(now),
      outcome: 'waiting',
      attempts: 0,
      items: [],
      slower: false,
    }),
  ],
  due: [due],
});

export const welcomeDue = (who: PersonId): Omit<Due, 'at'> => ({ kind: welcomeKind, who });

/** Welcomes somebody, once, ever. */
export const welcome =
  (deps: Deps, permitted = false): Job =>
  (ctx, { who }, now) =>
    deliver(deps, {
      ctx,
      to: personId(who),
      due: welcomeDue(personId(who)),
      now,
      permitted,
      mark: { welcomedAt: isoInstant(now) },
      plan: ({ profile, sent }): Plan => {
        const begun = sent.some(({ key }) => key === welcomeKey);
        if (!begun || profile.welcomedAt !== undefined) return { leave: 'stale' };
        // Took the bot away again before it was said.
        return profile.left
          ? { leave: 'skipped', over: [welcomeKey, 'Left'] }
          : { send: { key: welcomeKey } };
      },
      compose: async (person) => {
        const viewer = viewerOf(person, now);
        return { card: welcomeCard(viewer, deps.links), text: viewer.t('common.app') };
      },
    });

/** Tries of a team's one post before an operator has to look at it. */
const tries = 5;

/** Nothing is said in this team yet, or it came to nothing. */
export const isUnannounced = ({ announcedAt, announcement }: Team): boolean =>
  announcedAt === undefined ||
  announcement?.outcome === 'refused' ||
  announcement?.outcome === 'parked';

export const teamPostDue = (who: TeamId): Omit<Due, 'at'> => ({ kind: teamPostKind, who });

export const toAnnounce: NonNullable<Team['announcement']> = { outcome: 'waiting', attempts: 0 };

/** The one post of an install, in the team's channel. */
export const teamPost =
  (deps: Deps, permitted = false): Job =>
  async (ctx, { who }, now) => {
    const { control, messenger, tables } = deps;
    const id = teamId(who);
    if (control.block !== undefined) {
      if (permitted) messenger.giveBack();
      return dueAgain(deps, ctx, id, now, blockedAgainMs);
    }
    if (!permitted) await messenger.permit();
    const claimed = await claimPost(deps, ctx, id);
    if ('left' in claimed) {
      messenger.giveBack();
      return claimed.left;
    }
    const { team, attempts } = claimed;
    const t = wordsIn(team.language);
    const card = { card: teamCard(t, deps.links), text: t('people.team.title') };
    const result = await messenger.send(claimed.channel, card, true);
    const mark = (
      outcome: NonNullable<Team['announcement']>['outcome'],
      more: Partial<Team> = {},
    ) =>
      changeTeam(tables, ctx, id, () => ({
        result: undefined,
        team: { announcement: { outcome, attempts }, ...more },
      }));
    if (result.kind === 'sent') {
      await mark('sent', { announcementId: result.activityId });
      return 'sent';
    }
    const { why } = result;
    deps.log.warn({ outcome: result.kind, why }, 'a team was not told');
    // Nobody can know whether it arrived: never posted twice.
    if (result.kind === 'unknown') {
      await mark('missed');
      return 'missed';
    }
    if (result.kind === 'retry' && (result.everybody === true || attempts < tries)) {
      await mark('waiting');
      const backoff = deps.backoffMs * 2 ** attempts * (0.5 + Math.random());
      return dueAgain(deps, ctx, id, now, result.afterMs ?? backoff);
    }
    await mark(result.kind === 'unreachable' ? 'refused' : 'parked');
    if (result.kind !== 'unreachable') {
      const at = isoInstant(now);
      await park(deps, ctx, { kind: teamPostKind, who, to: who, at, why, attempts });
    }
    counted(deps, result.kind === 'unreachable' ? 'refused' : 'parked', why);
    return 'refused';
  };

async function dueAgain(
  { tables }: Deps,
  ctx: TenantContext,
  who: TeamId,
  now: Instant,
  afterMs: number,
): Promise<'later'> {
  const at = now.add({ milliseconds: Math.max(Math.round(afterMs), 1_000) });
  await scheduleDue(tables, ctx, [{ ...teamPostDue(who), at }]);
  return 'later';
}

type Claimed =
  | { readonly left: JobOutcome }
  | {
      readonly team: Team;
      readonly channel: NonNullable<Team['channel']>;
      readonly attempts: number;
    };

const claimPost = ({ tables }: Deps, ctx: TenantContext, id: TeamId): Promise<Claimed> =>
  changeTeam(tables, ctx, id, ({ team }): { result: Claimed; team?: Partial<Team> } => {
    const { announcement, channel } = team;
    if (announcement?.outcome === 'sending') {
      // Only one sender runs at a time: whoever claimed it is gone, and nobody can know.
      return {
        result: { left: 'missed' },
        team: { announcement: { ...announcement, outcome: 'missed' } },
      };
    }
    const waits = announcement?.outcome === 'waiting' || announcement?.outcome === 'parked';
    if (!waits || channel === undefined || team.left) return { result: { left: 'stale' } };
    const attempts = announcement.outcome === 'parked' ? 1 : announcement.attempts + 1;
    return {
      result: { team, channel, attempts },
      team: { announcement: { outcome: 'sending', attempts } },
    };
  });
