import { type PersonId, personId, tenantContext } from '#bot/core/ids';
import { ok } from '#bot/core/outcome';
import { type Instant, instantOf, isoInstant, Temporal } from '#bot/core/time';
import { deliveryControl } from '#bot/delivery/control';
import { dailyJob } from '#bot/delivery/daily';
import { momentJob } from '#bot/delivery/moment';
import { tellJob } from '#bot/delivery/tell';
import { privacyJobs } from '#bot/features/privacy/job';
import { eraseEverything } from '#bot/features/privacy/verbs';
import type { Op, TableName, Tables } from '#bot/platform/tables';
import { noTelemetry } from '#bot/platform/telemetry';
import type { ChatTurn, Deps, Job, Outgoing, PacedMessenger, Place, Reply } from '#bot/ports';
import type { AnyPractice, Run } from '#bot/practice/contract';
import { practices } from '#bot/practice/index';
import { runStore } from '#bot/practice/store';
import { dropDue, readDue } from '#bot/records/due';
import { changePerson, loadPerson, personRow } from '#bot/records/person';
import type { Profile } from '#bot/records/profile';
import { memberRow, teamPartition, teamRow, teamSchema } from '#bot/records/team';
import { openTurn } from '#bot/records/turn';
import { crew } from '#tests/cast';
import { memoryTables } from '#tests/fakes/memory-tables';
import { calendar, profile } from '#tests/people';

export const ctx = tenantContext('t1');
const channel = { id: crew.id, serviceUrl: 'http://teams' };
export const channelPlace: Place = {
  kind: 'channel',
  conversation: channel,
  team: crew.id,
  teamName: crew.name,
};
const chatPlace = (who: PersonId): Place => ({
  kind: 'personal',
  conversation: { id: `chat-${who}`, serviceUrl: 'http://teams' },
});

export const members = ['p1', 'p2', 'p3', 'p4', 'p5'].map(personId);
export const guest = personId('guest1');
export const stranger = personId('stranger1');

/** A message as it left. */
export interface Sent {
  readonly to: string;
  readonly text: string;
  readonly at: string;
  /** A message that stands was changed. */
  readonly changed: boolean;
}

/** Practices with everything below them, no doors: time and presses are what a test makes them. */
export async function practiceGround(
  all: readonly AnyPractice[],
  watch: {
    written?(table: TableName, partition: string, ops: readonly Op[]): void;
    sent?(message: Sent): void;
  } = {},
  people: readonly PersonId[] = members,
) {
  const storage = memoryTables();
  let now = instantOf('2026-11-23T08:00:00Z');
  let ids = 0;
  /** Commits until one fails; after it the next succeed again. */
  let crashIn = Number.POSITIVE_INFINITY;
  let commits = 0;
  const tables: Tables = {
    read: storage.read,
    range: storage.range,
    across: storage.across,
    async commit(table, partition, ops) {
      watch.written?.(table, partition, ops);
      const done = await storage.commit(table, partition, ops);
      commits += 1;
      crashIn -= 1;
      if (crashIn === 0) throw new Error('crashed');
      return done;
    },
  };
  const sent: Sent[] = [];
  /** Messages Teams does not take next. */
  let away = 0;
  const leave = (to: { id: string }, message: Outgoing, changed = false) => {
    away -= 1;
    if (away >= 0) return { kind: 'retry' as const };
    const left = { to: to.id, text: JSON.stringify(message), at: isoInstant(now), changed };
    sent.push(left);
    watch.sent?.(left);
    return { kind: 'sent' as const, activityId: `m${sent.length}` };
  };
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const clock = { now: () => now };
  const control = deliveryControl(tables, ctx, clock, log);
  const messenger = {
    permit: async () => undefined,
    soon: async () => true,
    giveBack() {},
    rate: 1,
    send: async (to: { id: string }, message: Outgoing) => leave(to, message),
    update: async (to: { id: string }, _: string, message: Outgoing) => leave(to, message, true),
    member: async (_: unknown, teamsId: string) => ({
      id: personId(teamsId),
      teamsId,
      name: teamsId,
      guest: teamsId === guest,
      mail: '',
    }),
  } as unknown as PacedMessenger;
  const deps: Deps = {
    tables,
    coming: () => ({ tables, done() {} }),
    backups: undefined,
    messenger,
    control,
    clock,
    links: {
      badge: () => '',
      tab: (person, page, item) => `https://tab/${person}/${page}/${item}`,
      chat: 'https://chat',
      talk: () => undefined,
      file: (path) => `https://files/${path}`,
    },
    log,
    telemetry: noTelemetry,
    calendar,
    backoffMs: 1_000,
    sendRate: 1,
    inFlight: 8,
    local: false,
  };
  const { feature, leaving } = practices(deps, ctx, all, {
    seek: async ({ me }) =>
      ok(members.filter((id) => id !== me).map((id) => ({ id, name: `Name ${id}` }))),
    acquainted: async () => [],
    only: async () => ['the archive'],
    howTo: async (_, __, { id }) => ok(id),
  });
  const items = feature.items ?? {};
  const jobs: Record<string, Job> = {
    ...feature.jobs,
    moment: momentJob(deps, items),
    collect: dailyJob(deps, items),
    tell: tellJob(deps, items),
    ...privacyJobs(deps, { done: async () => undefined, received: async () => undefined }),
  };
  const store = runStore(storage, all);

  const patch = (who: PersonId, change: Partial<Profile>) =>
    changePerson(storage, ctx, who, () => ({ result: undefined, change: { profile: change } }));
  for (const who of [...people, guest]) {
    const conversation = chatPlace(who).conversation;
    await patch(who, { ...profile(), name: `Name ${who}`, teamsId: who, conversation });
    await storage.commit('People', `t1~${who}`, [
      {
        kind: 'put',
        row: personRow.team({
          id: crew.id,
          name: crew.name,
          since: '2026-01-01',
          ...(who === guest ? { guest: true } : {}),
        }),
      },
    ]);
  }
  const team = {
    ...teamSchema.parse({ name: crew.name, channel, zone: 'Europe/Amsterdam' }),
    id: crew.id,
  };
  await storage.commit('Teams', teamPartition(ctx, crew.id), [
    { kind: 'put', row: teamRow(team) },
    ...people.map((id) => ({
      kind: 'put' as const,
      row: memberRow({ id, name: `Name ${id}`, guest: false, here: true, digest: false }),
    })),
  ]);

  const turnOf = async (who: PersonId, place: Place, operation?: string): Promise<ChatTurn> => {
    ids += 1;
    const { turn } = await openTurn(
      tables,
      { ctx, me: who, now, operation: operation ?? String(ids).padStart(24, '0') },
      () => ({ profile: { name: `Name ${who}`, teamsId: who } }),
    );
    const event = { place, mentioned: [], cardActivityId: 'pressed' };
    return Object.defineProperties(turn, { event: { value: event, enumerable: true } }) as ChatTurn;
  };
  /** A press, as Teams would deliver it. */
  const act = async (
    who: PersonId,
    verb: string,
    data: object,
    place: Place = channelPlace,
    operation?: string,
  ): Promise<Reply> => {
    const action = feature.actions?.[verb];
    if (action === undefined) throw new Error(`no verb ${verb}`);
    return action(await turnOf(who, place, operation), data);
  };

  /** Runs what falls due until an instant, in the order of time; what crashed is due again. */
  const pass = async (to: Instant): Promise<void> => {
    for (let look = 0; look < 2_000; look += 1) {
      const [next] = await readDue(storage, ctx, to, 1);
      if (next === undefined) break;
      if (Temporal.Instant.compare(next.at, now) > 0) now = next.at;
      await dropDue(storage, ctx, next);
      try {
        await jobs[next.kind]?.(ctx, next, now);
      } catch {
        await jobs[next.kind]?.(ctx, next, now);
      }
    }
    if (Temporal.Instant.compare(to, now) > 0) now = to;
  };

  return {
    storage,
    store,
    sent,
    act,
    /** A route of the tab. */
    route(method: string, path: string) {
      const found = feature.routes?.find((one) => one.method === method && one.path === path);
      if (found === undefined) throw new Error(`no route ${method} ${path}`);
      return found.run;
    },
    pass,
    patch,
    items,
    now: () => now,
    crash(after: number) {
      crashIn = after;
    },
    awayFor(messages: number) {
      away = messages;
    },
    commits: () => commits,
    hours: (count: number) => pass(now.add({ hours: count })),
    person: (who: PersonId) => loadPerson(storage, ctx, who),
    turn: (who: PersonId) => turnOf(who, chatPlace(who)),
    chatPlace,
    async runs(): Promise<Run[]> {
      const { runs } = await store.list(ctx, crew.id);
      return Promise.all(
        runs.map(async ({ run }) => (await store.load(ctx, crew.id, run.id))?.run as Run),
      );
    },
    async erase(who: PersonId) {
      const turn = await turnOf(who, chatPlace(who));
      await eraseEverything(deps, turn, leaving, false);
      await pass(now.add({ minutes: 5 }));
    },
    async leaveTeam(who: PersonId) {
      await storage.commit('People', `t1~${who}`, [
        {
          kind: 'delete',
          rowKey: personRow.team({ id: crew.id, name: '', since: '2026-01-01' }).rowKey,
        },
      ]);
    },
    /** Everything that is stored, without versions and what counts them. */
    rows: () =>
      storage
        .dump()
        .filter(({ table }) => table !== 'Due' && table !== 'Control')
        .map(({ table, row: { etag: _, rev: __, ...row } }) => JSON.stringify([table, row]))
        .toSorted(),
  };
}
export type PracticeGround = Awaited<ReturnType<typeof practiceGround>>;
