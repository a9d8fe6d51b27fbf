import { type PersonId, personId, type TeamId, teamId, tenantContext } from '#bot/core/ids';
import { kinds } from '#bot/core/learning';
import { no } from '#bot/core/outcome';
import {
  addDays,
  type Day,
  type IsoWeek,
  instantAt,
  isoInstant,
  mondayOf,
  weekBefore,
  weekOfDay,
} from '#bot/core/time';
import { digestJobs } from '#bot/features/digest/job';
import type { Digest, Organisation } from '#bot/features/digest/record';
import { noTelemetry } from '#bot/platform/telemetry';
import type { Deps } from '#bot/ports';
import { type Reason, reasons } from '#bot/records/learnt';
import { json, personKey, personPartition, personRow } from '#bot/records/person';
import { profileSchema } from '#bot/records/profile';
import { memberKey, memberRow, teamPartition, teamRow, teamSchema } from '#bot/records/team';
import { memoryTables } from '#tests/fakes/memory-tables';

/** Everything an attacker may hold, and beside it the truth that only the test knows. */
export interface Year {
  readonly digests: readonly { readonly team: TeamId; readonly record: Digest }[];
  readonly organisation: readonly Organisation[];
  /** Sizes that anybody in a team can see. */
  readonly rosters: readonly {
    readonly team: TeamId;
    readonly week: IsoWeek;
    readonly monday: number;
    readonly sunday: number;
  }[];
  readonly people: readonly { readonly id: PersonId; readonly name: string }[];
  /** Who counts and how many of them wished a topic lately: team (or all), week, topic → people. */
  readonly behind: ReadonlyMap<string, number>;
  readonly counted: ReadonlyMap<IsoWeek, number>;
  /** How many who count said what was in the way, of what they said in four weeks, last. */
  readonly ways: ReadonlyMap<string, number>;
  /** How many a round of matching left without a helper: week in which it is told, topic → people. */
  readonly unmet: ReadonlyMap<string, number>;
}

interface Somebody {
  readonly id: PersonId;
  readonly name: string;
  teams: { id: TeamId; since: Day }[];
  home: { id: TeamId; since: Day } | undefined;
  consent: boolean;
  wishes: Map<string, { added: string; kind: (typeof kinds)[number] }>;
  shares: Map<string, string>;
  /** Whether they used what they learnt: all their answers. */
  uses: { at: string; said: string; reason?: Reason }[];
}

export const everybody = 'everybody';
export const behindKey = (team: string, week: IsoWeek, topic: string): string =>
  `${team}|${week}|${topic}`;

const zone = 'Europe/Amsterdam';
const sizes = [3, 5, 8, 9, 10, 11, 12, 15, 20, 28, 40];
const topics = Array.from({ length: 14 }, (_, index) => `Topic ${'ABCDEFGHIJKLMN'[index]}`);
const idOf = (topic: string): string =>
  topic.slice(-1).charCodeAt(0).toString(16).padStart(16, '0');

/** The same year for the same seed. */
export async function simulateYear(seed: number, weeks = 52): Promise<Year> {
  const random = generator(seed);
  const chance = (of: number): boolean => random() < of;
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

  const ctx = tenantContext('tenant');
  const tables = memoryTables();
  const silent = { debug() {}, info() {}, warn() {}, error() {} };
  const deps = {
    tables,
    clock: { now: () => instantAt('2026-01-05', '09:00', zone) },
    calendar: { defaultZone: zone, isHoliday: () => false },
    links: { tab: () => '', badge: () => '', chat: undefined },
    messenger: {},
    log: silent,
    telemetry: noTelemetry,
    backoffMs: 1,
    local: false,
  } as unknown as Deps;
  /** The rounds so far: who was left without a helper, by topic. */
  const rounds: { week: IsoWeek; unmet: Map<string, number> }[] = [];
  const lately = (last: IsoWeek): Map<string, number> => {
    const earliest = weekOfDay(addDays(mondayOf(last), -21));
    const most = new Map<string, number>();
    for (const { week: of, unmet: left } of rounds) {
      if (of < earliest || of > last) continue;
      for (const [topic, people] of left) most.set(topic, Math.max(people, most.get(topic) ?? 0));
    }
    return most;
  };
  const jobs = digestJobs({
    deps,
    shareSkill: () => no('common.refused.notFound'),
    called: (topic) => topic,
    topics: {
      countsAs: ({ id }) => id,
      listName: (id) => topics.find((topic) => idOf(topic) === id),
    },
    shortages: async () =>
      [...lately(weekBefore(week))].map(([topic, people]) => ({
        skill: idOf(topic),
        name: topic,
        people,
      })),
  });

  const teams = sizes.map((size, index) => ({ id: teamId(`team-${index}`), size }));
  const people: Somebody[] = [];
  const born = (day: Day, team: TeamId): Somebody => {
    const number = people.length;
    const one: Somebody = {
      id: personId(`00000000-0000-4000-8000-${String(number).padStart(12, '0')}`),
      name: `Person${number} Surname${number}`,
      teams: [{ id: team, since: day }],
      home: { id: team, since: day },
      // In the teams of five and ten everybody says yes: there nobody is left to hide among.
      consent: chance(0.85) || team === teams[1]?.id || team === teams[4]?.id,
      wishes: new Map(),
      shares: new Map(),
      uses: [],
    };
    people.push(one);
    return one;
  };
  const members = (team: TeamId): Somebody[] =>
    people.filter((one) => one.teams.some(({ id }) => id === team));

  let week = '2026-W02';
  const start = mondayOf(week);
  for (const { id, size } of teams) {
    for (let count = 0; count < size; count += 1) born(start, id);
    await tables.commit('Teams', teamPartition(ctx, id), [
      { kind: 'insert', row: teamRow({ id, ...teamSchema.parse({ name: id, zone }) }) },
    ]);
  }
  for (const one of people) {
    // Some belong to a second team, and are counted in one of them only.
    if (chance(0.15)) {
      const second = pick(teams).id;
      if (!one.teams.some(({ id }) => id === second)) one.teams.push({ id: second, since: start });
    }
  }
  let written = 0;
  const at = (day: number): string =>
    isoInstant(
      instantAt(addDays(mondayOf(week), day), '10:00', zone).add({ minutes: written % 300 }),
    );

  /** Writes people, rosters and their history as the features do. */
  async function save(one: Somebody, history: readonly { range: string; data: object }[]) {
    const profile = profileSchema.parse({
      name: one.name,
      ...(one.consent ? { consent: { state: 'in', since: at(0) } } : {}),
      ...(one.home === undefined ? {} : { homeTeam: one.home }),
    });
    const partition = personPartition(ctx, one.id);
    const present = new Set(one.teams.map(({ id }) => personKey.team(id)));
    const old = (await tables.range('People', partition, { from: 'b~team', to: 'b~teao' })).filter(
      ({ rowKey }) => !present.has(rowKey),
    );
    await tables.commit('People', partition, [
      { kind: 'put', row: { ...json('a~profile', profile), rev: 1 } },
      ...one.teams.map(
        ({ id, since }) => ({ kind: 'put', row: personRow.team({ id, name: id, since }) }) as const,
      ),
      ...[...one.wishes].map(
        ([name, { added, kind }]) =>
          ({ kind: 'put', row: personRow.wish({ id: idOf(name), name, kind, added }) }) as const,
      ),
      ...[...one.shares].map(
        ([name, added]) =>
          ({
            kind: 'put',
            row: personRow.share({ id: idOf(name), name, kind: 'skill', level: 'explain', added }),
          }) as const,
      ),
      ...old.map(({ rowKey }) => ({ kind: 'delete', rowKey }) as const),
      ...history.map(({ range, data }) => {
        written += 1;
        return {
          kind: 'put',
          row: json(`${range}~${String(written).padStart(8, '0')}`, data),
        } as const;
      }),
    ]);
  }

  async function saveRoster(team: TeamId): Promise<void> {
    const partition = teamPartition(ctx, team);
    const now = members(team);
    const keys = new Set(now.map(({ id }) => memberKey(id)));
    const old = (await tables.range('Teams', partition, { from: 'm~', to: 'n' })).filter(
      ({ rowKey }) => !keys.has(rowKey),
    );
    await tables.commit('Teams', partition, [
      ...now.map(
        ({ id, name }) =>
          ({
            kind: 'put',
            row: memberRow({ id, name, guest: false, here: true, digest: false }),
          }) as const,
      ),
      ...old.map(({ rowKey }) => ({ kind: 'delete', rowKey }) as const),
    ]);
  }

  /** What somebody does in a week; nothing, at times. */
  function history(one: Somebody, eager: number): { range: string; data: object }[] {
    const done: { range: string; data: object }[] = [];
    const day = Math.floor(random() * 7);
    const somebody = pick(people);
    if (chance(eager)) {
      const helped = chance(0.6) ? [{ id: somebody.id, name: somebody.name }] : [];
      done.push({
        range: 'h',
        data: { at: at(day), kind: 'skill', learned: 'x', helpers: helped },
      });
    }
    if (chance(eager / 3)) {
      const lesson = chance(0.5) ? { lesson: { at: at(day), keep: 'skill', text: 'x' } } : {};
      const skill = { id: 'x', name: 'x' };
      const kind = chance(0.7) ? 'helped' : 'gave';
      const { id, name } = somebody;
      const data = { kind, at: at(day), skill, with: { id, name }, soon: chance(0.6), ...lesson };
      done.push({ range: 'k', data });
    }
    if (chance(eager / 4)) {
      const reason = pick(reasons);
      const answer = chance(0.5)
        ? { said: 'used', at: at(day) }
        : { said: 'in-the-way', reason, at: at(day) };
      one.uses.push(answer);
      done.push({ range: 'u', data: { from: 'help', topic: 'x', at: at(day), answer } });
    }
    if (chance(eager / 4)) {
      const visibility = chance(0.5) ? 'team' : 'receiver';
      const team = one.teams[0]?.id;
      const data = { at: at(day), badge: 'explained', visibility, team, state: 'given', to: [] };
      done.push({ range: 'g', data });
    }
    if (chance(eager / 3)) {
      // A few topics are wished by many, others by single people.
      const name = topics[Math.floor(random() * random() * topics.length)] as string;
      one.wishes.set(name, { added: at(day), kind: pick(kinds) });
    }
    // The first topic stays without anybody who offers it, the others with a few for a while.
    if (chance(eager / 8)) one.shares.set(pick(topics.slice(1)), at(day));
    return done;
  }

  const rosters: { team: TeamId; week: IsoWeek; monday: number; sunday: number }[] = [];
  const behind = new Map<string, number>();
  const counted = new Map<IsoWeek, number>();
  const unmet = new Map<string, number>();
  const ways = new Map<string, number>();
  for (const { id } of teams) await saveRoster(id);

  for (let index = 0; index < weeks; index += 1) {
    const monday = mondayOf(week);
    const sizesOnMonday = new Map(teams.map(({ id }) => [id, members(id).length]));
    // Weeks of zeal and weeks of silence, some in which everybody takes part.
    const zeal = new Map(teams.map(({ id }) => [id, pick([0, 0.1, 0.3, 0.6, 1, 1])]));
    const wednesday = addDays(monday, 2);
    for (const one of people) {
      if (one.teams.length === 0) continue;
      if (chance(0.02)) one.teams = one.teams.slice(1);
      if (chance(0.02)) {
        const other = pick(teams).id;
        if (!one.teams.some(({ id }) => id === other)) {
          one.teams.push({ id: other, since: wednesday });
        }
      }
      if (chance(0.02) && one.teams.length > 1) {
        one.home = { id: (one.teams.at(-1) as { id: TeamId }).id, since: wednesday };
      }
      if (chance(0.01)) one.consent = !one.consent;
      await save(one, history(one, zeal.get(one.home?.id as TeamId) ?? 0));
    }
    for (const { id, size } of teams) {
      while (members(id).length < size && chance(0.7)) await save(born(wednesday, id), []);
      await saveRoster(id);
      rosters.push({
        team: id,
        week,
        monday: sizesOnMonday.get(id) ?? 0,
        sunday: members(id).length,
      });
    }

    const earliest = isoInstant(instantAt(addDays(monday, -21), '00:00', zone));
    const counts = (one: Somebody, team: TeamId | undefined): boolean =>
      one.consent &&
      one.home !== undefined &&
      one.home.since <= monday &&
      (team === undefined || (one.home.id === team && one.teams.some(({ id }) => id === team)));
    for (const team of [...teams.map(({ id }) => id), undefined]) {
      const who = people.filter((one) => counts(one, team));
      if (team === undefined) counted.set(week, who.length);
      for (const topic of topics) {
        const wishing = who.filter(({ wishes }) => (wishes.get(topic)?.added ?? '') >= earliest);
        behind.set(behindKey(team ?? everybody, week, topic), wishing.length);
      }
      for (const reason of reasons) {
        const naming = who.filter(({ uses }) => {
          const lately = uses.filter((use) => use.at >= earliest);
          const last = lately.sort((a, b) => (a.at < b.at ? -1 : 1)).at(-1);
          return lately.every(({ said }) => said !== 'used') && last?.reason === reason;
        });
        ways.set(behindKey(team ?? everybody, week, reason), naming.length);
      }
    }

    // Every third week a round: of those who take part some find nobody, most often for the same.
    if (index % 3 === 0) {
      const takePart = people.filter((one) => counts(one, undefined) && chance(0.5));
      const left = topics.map((topic): [string, number] => [
        topic,
        Math.max(0, takePart.filter(({ wishes }) => wishes.has(topic)).length - pick([0, 2, 9])),
      ]);
      rounds.push({ week, unmet: new Map(left) });
    }
    for (const [topic, people] of lately(week))
      unmet.set(behindKey(everybody, week, topic), people);

    week = weekOfDay(addDays(monday, 7));
    const next = mondayOf(week);
    const night = instantAt(next, '03:00', zone);
    await jobs['nightly']?.(ctx, { who: 'tenant', at: night }, night);
    const morning = instantAt(next, '09:00', zone);
    for (const { id } of teams) {
      const outcome = await jobs['digest']?.(ctx, { who: id, at: morning }, morning);
      if (outcome !== 'done') throw new Error(`no digest of ${id}: ${outcome}`);
    }
    if (weekBefore(week) !== weekOfDay(monday)) throw new Error('a week was skipped');
  }

  const rows = tables.dump();
  return {
    digests: rows
      .filter(({ table, row }) => table === 'Teams' && row.rowKey.startsWith('digest~'))
      .map(({ row }) => ({
        team: teamId(row.partitionKey.split('~')[1] as string),
        record: JSON.parse(String(row['data'])) as Digest,
      })),
    organisation: rows
      .filter(({ table, row }) => table === 'Skills' && row.rowKey.startsWith('week~'))
      .map(({ row }) => JSON.parse(String(row['data'])) as Organisation),
    rosters,
    people,
    behind,
    counted,
    ways,
    unmet,
  };
}

/** A small generator with a seed: the same year on every machine. */
export function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
