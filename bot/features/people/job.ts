import { type TenantContext, teamId } from '#bot/core/ids';
import { type Instant, nextAt } from '#bot/core/time';
import { chatDue, withoutChat } from '#bot/delivery/reach';
import { learnRoster } from '#bot/features/people/roster';
import type { ArrivalHooks } from '#bot/features/people/verbs';
import { teamPost, teamPostKind, welcome, welcomeKind } from '#bot/features/people/welcome';
import type { Deps, Feature } from '#bot/ports';
import { type Due, scheduleDue } from '#bot/records/due';
import { allTeams } from '#bot/records/team';

const nightKind = 'people-night';
/** Before the night's figures, which count people by the rosters. */
const nightAt = '01:00';
/** Rosters are read one after another, so many seconds apart. */
const secondsApart = 2;

export const peopleJobs = (
  deps: Deps,
  hooks: Pick<ArrivalHooks, 'leftDues'>,
): NonNullable<Feature['jobs']> => ({
  roster: (ctx, { who }, now) => learnRoster(deps, hooks, ctx, teamId(who), now),
  // What Teams told while nobody listened is caught up with.
  [nightKind]: async (ctx, _, now) => {
    await scheduleDue(deps.tables, ctx, [nightDue(deps, now)]);
    const dues: Due[] = [];
    for await (const { id, left } of allTeams(deps.tables, ctx)) {
      const at = now.add({ seconds: dues.length * secondsApart });
      if (!left) dues.push({ at, kind: 'roster', who: id });
    }
    for await (const person of withoutChat(deps, ctx)) dues.push(chatDue(person, now));
    await scheduleDue(deps.tables, ctx, dues);
    return 'done';
  },
  [welcomeKind]: welcome(deps),
  [teamPostKind]: teamPost(deps),
});

const nightDue = ({ calendar }: Pick<Deps, 'calendar'>, now: Instant): Due => ({
  at: nextAt(now, nightAt, calendar.defaultZone),
  kind: nightKind,
  who: 'all',
});

/** Plans the night's pass; the same row however many processes start. */
export const planPeopleNight = (deps: Deps, ctx: TenantContext): Promise<void> =>
  scheduleDue(deps.tables, ctx, [nightDue(deps, deps.clock.now())]);
