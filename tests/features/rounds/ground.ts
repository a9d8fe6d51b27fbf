import { type PersonId, personId, teamId, tenantContext } from '#bot/core/ids';
import { type Instant, instantOf } from '#bot/core/time';
import { roundDue } from '#bot/features/rounds/due';
import { rounds } from '#bot/features/rounds/index';
import { inviteId, inviteKind } from '#bot/features/rounds/open';
import type { Rhythm } from '#bot/features/rounds/record';
import type { RoundsDeps } from '#bot/features/rounds/rules';
import { roundsPartition } from '#bot/features/rounds/store';
import type { Row, Tables } from '#bot/platform/tables';
import { finishDue, readDue, scheduleDue } from '#bot/records/due';
import { json, loadPerson, type Person, personPartition, personRow } from '#bot/records/person';
import type { Profile } from '#bot/records/profile';
import { memberRow, teamPartition, teamRow } from '#bot/records/team';
import { calendar, profile } from '#tests/people';
import { team as teamSchema } from '#tests/teams';

export const ctx = tenantContext('t');
export const scope = '19:crew';
export const round = '0001';
export const closes = instantOf('2026-12-02T09:00:00Z');
const rhythm: Rhythm = {
  every: 4,
  announced: '2026-11-23T07:00:00Z',
  next: '2026-12-21T06:00:00Z',
  round: {
    id: round,
    opened: '2026-11-23T07:00:00Z',
    closes: '2026-12-02T09:00:00Z',
    roster: 7,
    cancelled: false,
  },
};

/** Somebody who said yes: what they explain and what they wish for, by one word each. */
export interface Planted {
  readonly id: string;
  readonly share?: string;
  readonly wish?: string;
  readonly profile?: Partial<Profile>;
}

export const depsWith = (tables: Tables): RoundsDeps =>
  ({
    tables,
    countsAs: ({ id }: { id: string }) => id,
    calendar,
    links: { tab: () => '', badge: () => '', chat: undefined, talk: () => undefined },
  }) as unknown as RoundsDeps;

async function commitAll(tables: Tables, partition: string, rows: readonly Row[]): Promise<void> {
  for (let start = 0; start < rows.length; start += 100) {
    const ops = rows.slice(start, start + 100).map((row) => ({ kind: 'put' as const, row }));
    await tables.commit('Teams', partition, ops);
  }
}

/** A team with a round open, and everybody's yes. */
export async function plant(tables: Tables, people: readonly Planted[]): Promise<void> {
  const crew = { id: teamId(scope), ...teamSchema({ name: 'Crew', zone: 'Europe/Amsterdam' }) };
  await commitAll(tables, teamPartition(ctx, crew.id), [
    teamRow(crew),
    ...people.map(({ id }) =>
      memberRow({ id: personId(id), name: id, guest: false, here: true, digest: false }),
    ),
  ]);
  await commitAll(tables, roundsPartition(ctx, scope), [
    json('rhythm', rhythm),
    ...people.map(({ id }) => ({ rowKey: `yes~${round}~${id}` })),
  ]);
  for (const { id, share, wish, profile: patch } of people) {
    const took = { round, answer: 'yes' as const, wait: 0, learns: false, shown: [] };
    const skill = (name: string) => ({
      id: name,
      name,
      kind: 'skill' as const,
      added: '2026-11-01T00:00:00Z',
    });
    await tables.commit('People', personPartition(ctx, personId(id)), [
      {
        kind: 'put',
        row: {
          ...json('a~profile', profile({ name: id, rounds: { [scope]: took }, ...patch })),
          rev: 1,
        },
      },
      ...(share === undefined
        ? []
        : [
            {
              kind: 'put' as const,
              row: personRow.share({ ...skill(share), level: 'explain' as const }),
            },
          ]),
      ...(wish === undefined ? [] : [{ kind: 'put' as const, row: personRow.wish(skill(wish)) }]),
      {
        kind: 'put',
        row: personRow.open({
          id: inviteId(scope, round),
          kind: inviteKind,
          created: '2026-11-23T07:01:00Z',
          expires: '2026-12-02T09:00:00Z',
          data: { scope, round, name: 'Crew', answer: 'yes' },
        }),
      },
    ]);
  }
  await scheduleDue(tables, ctx, [roundDue('close', closes.add({ minutes: 1 }), scope, round)]);
}

/**
 * Runs what is due of rounds until nothing is, as the sender does: a job that fails is due again.
 * @param fragile the storage that the jobs see; what is due is read and finished on the sound one
 */
export async function runRounds(
  sound: Tables,
  until: Instant,
  fragile: Tables = sound,
): Promise<void> {
  const jobs = rounds(depsWith(fragile), ctx).jobs ?? {};
  for (let look = 0; look < 500; look += 1) {
    const due = (await readDue(sound, ctx, until)).filter(({ kind }) => kind in jobs);
    const [first] = due;
    if (first === undefined) return;
    try {
      await jobs[first.kind]?.(ctx, first, first.at);
      await finishDue(sound, [first]);
    } catch {
      // Due again: the row stays.
    }
  }
  throw new Error('a round that does not come to an end');
}

export const load = (tables: Tables, id: string): Promise<Person> =>
  loadPerson(tables, ctx, personId(id) as PersonId);
