import { type PersonId, personId, type TenantContext } from '#bot/core/ids';
import { addDays, dayIn, type Instant, instantAt, Temporal } from '#bot/core/time';
import { announced, leaverItem } from '#bot/features/leavers/items';
import {
  atMost,
  awayAfter,
  isAway,
  isOver,
  isTooMany,
  type Night,
  rostersRead,
} from '#bot/features/leavers/rules';
import { readLeavers, writeLeavers } from '#bot/features/leavers/store';
import { apart, readApart } from '#bot/platform/rows';
import { key, startingWith, unpart } from '#bot/platform/tables';
import type { Deps, Job } from '#bot/ports';
import { type Due, scheduleDue } from '#bot/records/due';
import {
  changePerson,
  type Decision,
  loadPerson,
  type Person,
  personKey,
  personRow,
  profileRows,
} from '#bot/records/person';
import { allTeams, type Team } from '#bot/records/team';

export const leaversKind = 'leavers';
/** After the night's rosters and figures. */
const nightAt = '04:30';
/** An operator agreed: no night is counted, and people go a few at a time. */
const agreedTo = 'agreed';
const nextFew = { hours: 1 };

/** What leavers need of others; app.ts supplies it. */
export interface LeaversDeps {
  readonly deps: Deps;
  /** Nights after which somebody's data goes. */
  readonly days: number;
  /** Erases somebody's data, but for what they kept for others, which stays nameless. */
  readonly erase: (ctx: TenantContext, id: PersonId, now: Instant) => Promise<void>;
}

/** Counts the night for whoever is away, tells them, and lets go of whose time is over. */
export const leaversJob =
  ({ deps, days, erase }: LeaversDeps): Job =>
  async (ctx, { who }, now) => {
    const { tables, control, calendar, log } = deps;
    const isNight = who !== agreedTo;
    if (isNight) await scheduleDue(tables, ctx, [nightDue(deps, now)]);
    await control.refresh();
    // Then nobody can be reached, and it says nothing of anybody.
    if (control.block !== undefined) return 'skipped';
    const teams: Team[] = [];
    for await (const team of allTeams(tables, ctx)) teams.push(team);
    const rosters = rostersRead(teams, now);
    if (rosters === undefined && isNight) return 'skipped';
    const standing = rosters ?? new Set(teams.flatMap(({ id, left }) => (left ? [] : [id])));
    const night: Night = { now, day: dayIn(now, calendar.defaultZone), days, teams: standing };

    let everybody = 0;
    let told = 0;
    const over: PersonId[] = [];
    const rows = tables.across('People', startingWith(`${key(ctx.tenant)}~`), {
      rowKey: 'a~profile',
    });
    for await (const row of rows) {
      everybody += 1;
      const [profile] = readApart(tables, [row], profileRows.read);
      if (profile === undefined) continue;
      const { reach, accountGone, away } = profile;
      if (reach.state === 'ok' && accountGone === undefined && away === undefined) continue;
      const id = personId(unpart(row.partitionKey.split('~')[1] ?? ''));
      const person = await apart(tables, () =>
        isNight ? countNight(deps, ctx, id, night) : loadPerson(tables, ctx, id),
      );
      if (person === undefined || !isAway(person, standing)) continue;
      if (person.profile.away?.told !== undefined) told += 1;
      if (isOver(person.profile.away, days, now)) over.push(id);
    }
    const { agreed } = await readLeavers(tables, ctx);
    if (isTooMany(over.length, everybody) && over.length > agreed) {
      log.error(
        { count: over.length, alarm: 'leavers' },
        'more people than usual would be erased: an operator has to look',
      );
      await writeLeavers(tables, ctx, { announced: told, waiting: over.length, agreed: 0 });
      return 'done';
    }
    let gone = 0;
    for (const id of over.slice(0, atMost)) {
      // They may have come back while others were looked at.
      const fresh = await apart(tables, () => loadPerson(tables, ctx, id));
      if (fresh === undefined || !isGoing(fresh, night)) continue;
      await erase(ctx, id, now);
      gone += 1;
    }
    if (gone > 0) log.info({ count: gone }, 'the data of people who left is erased');
    const left = Math.max(0, over.length - atMost);
    await writeLeavers(tables, ctx, { announced: told - gone, waiting: 0, agreed: left });
    if (left > 0) await scheduleDue(tables, ctx, [agreedDue(now.add(nextFew))]);
    return 'done';
  };

const isGoing = (person: Person, { teams, days, now }: Night): boolean =>
  isAway(person, teams) && isOver(person.profile.away, days, now);

/** @returns the person after the night */
const countNight = (
  { tables }: Deps,
  ctx: TenantContext,
  id: PersonId,
  night: Night,
): Promise<Person> =>
  changePerson(tables, ctx, id, (person): Decision<Person> => {
    const away = awayAfter(person, night);
    const before = person.profile.away;
    const result = { ...person, profile: { ...person.profile, away } };
    if (away === before) return { result };
    const told = away?.told;
    const isOpen = person.open.some((item) => item.id === leaverItem);
    return {
      result,
      change: {
        profile: { away },
        put: told !== undefined && before?.told !== told ? [personRow.open(announced(told))] : [],
        remove: told === undefined && isOpen ? [personKey.open(leaverItem)] : [],
      },
    };
  });

/** An operator agreed to the number that waits. */
export const agreedDue = (at: Instant): Due => ({ at, kind: leaversKind, who: agreedTo });

function nightDue({ calendar }: Pick<Deps, 'calendar'>, now: Instant): Due {
  const zone = calendar.defaultZone;
  const today = dayIn(now, zone);
  const tonight = instantAt(today, nightAt, zone);
  const isAhead = Temporal.Instant.compare(tonight, now) > 0;
  const at = isAhead ? tonight : instantAt(addDays(today, 1), nightAt, zone);
  return { at, kind: leaversKind, who: 'all' };
}

/** Plans the night's look; the same row however many processes start. */
export const planLeavers = (deps: Deps, ctx: TenantContext): Promise<void> =>
  scheduleDue(deps.tables, ctx, [nightDue(deps, deps.clock.now())]);
