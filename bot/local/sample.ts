import { z } from 'zod';
import {
  addDays,
  dayIn,
  type Instant,
  instantAt,
  mondayOf,
  Temporal,
  weekIn,
} from '#bot/core/time';
import { actingAs, type House } from '#bot/local/acting';
import { colleagues, sampleTeam } from '#bot/local/colleagues';
import { badges, checkins, shares, wishes } from '#bot/local/sample-data';
import { plantTogether } from '#bot/local/sample-together';
import { columnRows } from '#bot/platform/rows';
import { key } from '#bot/platform/tables';
import type { Job, Messenger } from '#bot/ports';
import { personPartition, personRow } from '#bot/records/person';
import { changeTeam } from '#bot/records/team';

export const sampleRows = columnRows(
  { name: 'sample', table: 'Control', key: /^sample$/ },
  z.object({}),
);

/**
 * Fills empty tables with a team of sixteen, so that nothing a newcomer opens is empty. What they
 * did goes through the product's own routes and jobs, at the times of the past weeks.
 */
export async function plantSample(house: House): Promise<void> {
  const { deps, ctx, jobs } = house;
  const mark = { rowKey: 'sample' };
  const first = await deps.tables.commit('Control', key(ctx.tenant), [
    { kind: 'insert', row: mark },
  ]);
  if (first !== 'done') return;
  const now = deps.clock.now();
  const zone = deps.calendar.defaultZone;
  const monday = mondayOf(weekIn(now, zone));
  const at = (daysBack: number, time: string): Instant =>
    instantAt(addDays(monday, -daysBack), time, zone);

  await plantTeam(house, at(28, '09:00'), dayIn(at(28, '09:00'), zone));
  const [you, ...others] = colleagues;
  for (const [index, colleague] of others.entries()) {
    const act = actingAs(house, colleague);
    await act(at(27, '10:00'), 'put', '/me/consent', { answer: 'in' });
    // Whichever language you read, somebody can help you.
    await act(at(27, '10:01'), 'patch', '/me/settings', {
      speaks: ['en', 'nl'],
      freeBusy: true,
    });
    for (const share of shares[index] ?? []) {
      await act(at(share.daysBack, '11:00'), 'post', '/skills', { list: 'share', ...share.skill });
    }
    for (const name of wishes[index] ?? []) {
      await act(at(6, '11:30'), 'post', '/skills', { list: 'wish', name });
    }
  }
  for (const [index, { from, to, daysBack, ...badge }] of badges.entries()) {
    const giver = colleagues[from];
    const receivers = to.map((number) => colleagues[number]?.id);
    if (giver === undefined) continue;
    await actingAs(house, giver)(at(daysBack, '14:00'), 'post', '/badges', {
      op: `sample-badge-${index}`,
      to: receivers,
      team: sampleTeam.id,
      ...badge,
    });
  }
  for (const [index, { who, helpers, ...checkin }] of checkins.entries()) {
    const colleague = colleagues[who];
    if (colleague === undefined) continue;
    await actingAs(house, colleague)(at(6, '10:05'), 'post', '/checkin', {
      op: `sample-checkin-${index}`,
      helpers: helpers.map((number) => colleagues[number]?.id),
      ...checkin,
    });
  }
  if (you !== undefined) {
    const act = actingAs(house, you);
    await act(at(5, '09:30'), 'post', '/skills', {
      list: 'share',
      name: 'Interviewing customers',
      kind: 'skill',
      level: 'coach',
    });
    await act(at(5, '09:31'), 'post', '/skills', {
      list: 'wish',
      name: 'Pivot tables',
      kind: 'skill',
    });
  }
  await plantTogether(house, monday, now);
  await house.settle();
  for (const weeksBack of [3, 2, 1, 0]) {
    // Who starts on a Monday before nine finds last week's digest too.
    const summary = earlier(at(7 * weeksBack, '09:00'), now);
    await jobs['nightly']?.(ctx, { who: 'tenant', at: summary }, summary);
    await jobs['digest']?.(ctx, { who: sampleTeam.id, at: summary }, summary);
  }
  // How many can help is told as of last night.
  await jobs['skill-count']?.(ctx, { who: 'all', at: now }, now);
}

const earlier = (a: Instant, b: Instant): Instant => (Temporal.Instant.compare(a, b) < 0 ? a : b);

async function plantTeam(
  { deps, ctx, serviceUrl }: House,
  now: Instant,
  since: string,
): Promise<void> {
  await changeTeam(deps.tables, ctx, sampleTeam.id, () => ({
    result: undefined,
    team: {
      channel: { id: sampleTeam.id, serviceUrl },
      name: sampleTeam.name,
      zone: deps.calendar.defaultZone,
      announcedAt: now.toString(),
    },
    members: colleagues.map(({ id, name, teamsId }) => ({
      id,
      name,
      teamsId,
      guest: false,
      here: true,
      digest: false,
    })),
  }));
  for (const { id } of colleagues) {
    await deps.tables.commit('People', personPartition(ctx, id), [
      { kind: 'put', row: personRow.team({ id: sampleTeam.id, name: sampleTeam.name, since }) },
    ]);
  }
}

/** No chat is opened with the sample's people: nobody reads there, and nobody is unreachable for it. */
export const withoutSampleChats =
  (chat: Job): Job =>
  async (ctx, due, now) =>
    colleagues.slice(1).some(({ id }) => due.who.startsWith(id)) ? 'skipped' : chat(ctx, due, now);

/** Local mode's way out: the sample's people are in the roster, and planting it is silent. */
export interface LocalMessenger extends Messenger {
  /** Runs with nothing sent: what the sample did happened in the past. */
  quietly(run: () => Promise<void>): Promise<void>;
}

const unsent = { kind: 'sent', activityId: 'sample' } as const;

export function localMessenger(messenger: Messenger): LocalMessenger {
  let quiet = false;
  return {
    send: (to, message) => (quiet ? Promise.resolve(unsent) : messenger.send(to, message)),
    // What was never sent stands nowhere.
    update: (to, activityId, message) =>
      activityId === unsent.activityId
        ? Promise.resolve(unsent)
        : messenger.update(to, activityId, message),
    open: (person, serviceUrl) => messenger.open(person, serviceUrl),
    member: (of, teamsId) => messenger.member(of, teamsId),
    typing: (to) => messenger.typing(to),
    async roster(team, serviceUrl) {
      const { people, whole } = await messenger.roster(team, serviceUrl);
      if (team !== sampleTeam.id) return { people, whole };
      const ids = new Set(people.map(({ id }) => id));
      const others = colleagues.filter(({ id }) => !ids.has(id));
      const added = others.map((colleague) => ({ ...colleague, guest: false, mail: '' }));
      return { people: [...people, ...added], whole };
    },
    async quietly(run) {
      quiet = true;
      try {
        await run();
      } finally {
        quiet = false;
      }
    },
  };
}
