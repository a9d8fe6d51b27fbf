import { tenantContext } from '#bot/core/ids';
import { instantOf } from '#bot/core/time';
import { deliveryControl } from '#bot/delivery/control';
import { deliver, type Plan } from '#bot/delivery/deliver';
import { senderLease } from '#bot/delivery/lease';
import { planMoment } from '#bot/delivery/moment';
import { pacing } from '#bot/delivery/pace';
import { pacedMessenger } from '#bot/delivery/paced';
import { tick } from '#bot/delivery/sender';
import { createWorker } from '#bot/doors/clock';
import { noTelemetry } from '#bot/platform/telemetry';
import type { Deps, ItemKind, Job, Messenger, SendResult } from '#bot/ports';
import { readDue, scheduleDue } from '#bot/records/due';
import { changePerson, loadPerson, personRow } from '#bot/records/person';
import type { Profile, Sent } from '#bot/records/profile';
import { memoryTables } from '#tests/fakes/memory-tables';
import { calendar, person, profile } from '#tests/people';

const ctx = tenantContext('t1');
const id = person().id;
const now = instantOf('2026-11-24T09:00:00Z');

/** A messenger that answers as told, and remembers what it was given. */
function stage(...answers: SendResult[]) {
  const tables = memoryTables();
  const sent: string[] = [];
  const log = { debug() {}, info() {}, warn() {}, error: jest.fn() };
  const clock = { now: () => now };
  const control = deliveryControl(tables, ctx, clock, log);
  const messenger = {
    async send(_to: unknown, { text }: { text: string }) {
      sent.push(text);
      return answers.shift() ?? { kind: 'sent', activityId: `m${sent.length}` };
    },
  } as unknown as Messenger;
  const deps = {
    tables,
    coming: () => ({ tables, done() {} }),
    calendar,
    backoffMs: 1000,
    log,
    telemetry: noTelemetry,
    clock,
    control,
    inFlight: 8,
    messenger: pacedMessenger(messenger, pacing(1000), control),
  } as unknown as Deps;
  const kept = async () => (await loadPerson(tables, ctx, id)).sent;
  const plan = (): Plan => ({ send: { key: 'k', items: ['i1'] } });
  const run = (planned: () => Plan = plan) =>
    deliver(deps, {
      ctx,
      to: id,
      due: { kind: 'moment', who: id },
      now,
      plan: planned,
      compose: async () => ({ text: 'hello' }),
    });
  const ready = () =>
    changePerson(tables, ctx, id, () => ({ result: undefined, change: { profile: profile() } }));
  return { deps, tables, sent, kept, run, ready };
}

describe('one delivery', () => {
  it('claims before it sends and keeps what Teams called the message', async () => {
    const { run, kept, ready } = stage();
    await ready();
    expect(await run()).toBe('sent');
    expect(await kept()).toMatchObject([
      { key: 'k', outcome: 'sent', activityId: 'm1', items: ['i1'] },
    ]);
  });

  it('sends once however often it falls due', async () => {
    const { run, sent, ready } = stage();
    await ready();
    await run();
    expect(await run()).toBe('stale');
    expect(await Promise.all([run(), run()])).toEqual(['stale', 'stale']);
    expect(sent).toHaveLength(1);
  });

  it('costs three round trips beside the due row of the next moment', async () => {
    const { run, tables, ready } = stage();
    await ready();
    tables.reset();
    await run();
    expect(tables.trips).toEqual({ reads: 1, writes: 2 });
  });

  it('never sends again what nobody can know about', async () => {
    const { run, sent, kept, ready } = stage({ kind: 'unknown', why: 'ECONNRESET' });
    await ready();
    expect(await run()).toBe('missed');
    expect(await run()).toBe('stale');
    expect(sent).toHaveLength(1);
    expect(await kept()).toMatchObject([{ outcome: 'missed', why: 'ECONNRESET' }]);
  });

  it('tries again what Teams did not take, after the time Teams asked for', async () => {
    const { run, sent, tables, ready } = stage({ kind: 'retry', why: '429', afterMs: 30_000 });
    await ready();
    expect(await run()).toBe('later');
    const due = await readDue(tables, ctx, now.add({ minutes: 5 }));
    expect(due.map(({ at, kind }) => [at.toString(), kind])).toEqual([
      ['2026-11-24T09:00:30Z', 'moment'],
    ]);
    expect(await run()).toBe('sent');
    expect(await run()).toBe('stale');
    expect(sent).toHaveLength(2);
  });

  it('closes what Teams did not take once its cause is over, and says why', async () => {
    const { run, kept, ready, sent } = stage({ kind: 'retry', why: 'Busy' });
    await ready();
    expect(await run()).toBe('later');
    const over = (): Plan => ({ leave: 'skipped', over: ['k', 'NotSubscribed'] });
    expect(await run(over)).toBe('skipped');
    expect(await kept()).toMatchObject([{ key: 'k', outcome: 'skipped', why: 'NotSubscribed' }]);
    expect(await run()).toBe('stale');
    expect(sent).toHaveLength(1);
  });

  it('parks a message after five tries', async () => {
    const refused: SendResult = { kind: 'retry', why: '503' };
    const { run, sent, kept, ready } = stage(refused, refused, refused, refused, refused);
    await ready();
    for (let attempt = 0; attempt < 5; attempt += 1) await run();
    expect(await run()).toBe('stale');
    expect(sent).toHaveLength(5);
    expect(await kept()).toMatchObject([{ outcome: 'parked', attempts: 5, why: '503' }]);
  });

  it('stops writing to somebody who cannot be reached, and keeps the reason', async () => {
    const { run, tables, ready } = stage({ kind: 'unreachable', why: 'ConversationBlockedByUser' });
    await ready();
    expect(await run()).toBe('refused');
    const { profile: after } = await loadPerson(tables, ctx, id);
    expect(after.reach).toMatchObject({ state: 'unreachable', why: 'ConversationBlockedByUser' });
    expect(after.nextMoment).toBeNull();
  });

  it('calls a claim without an outcome missed: its sender is gone', async () => {
    const { run, sent, kept, tables, ready } = stage();
    await ready();
    await changePerson(tables, ctx, id, () => ({
      result: undefined,
      change: {
        insert: [
          personRow.sent({
            key: 'k',
            at: '2026-11-24T08:59:00Z',
            outcome: 'sending',
            attempts: 1,
            items: [],
            slower: false,
          }),
        ],
      },
    }));
    expect(await run()).toBe('missed');
    expect(sent).toEqual([]);
    expect(await kept()).toMatchObject([{ outcome: 'missed', why: 'SenderLost' }]);
  });

  it('lets a pause pressed at the same instant win as a whole', async () => {
    const { run, sent, tables, ready } = stage();
    await ready();
    let first = true;
    let pause: Promise<unknown> = Promise.resolve();
    const outcome = await run(() => {
      // Decided on rows that somebody is changing meanwhile.
      if (!first) return { leave: 'skipped' };
      first = false;
      pause = changePerson(tables, ctx, id, () => ({
        result: undefined,
        change: { profile: { pausedUntil: '2026-12-01' } },
      }));
      return { send: { key: 'k' } };
    });
    await pause;
    expect(['skipped', 'sent']).toContain(outcome);
    const { profile: after, sent: rows } = await loadPerson(tables, ctx, id);
    expect(after.pausedUntil).toBe('2026-12-01');
    expect(rows).toHaveLength(sent.length);
  });
});

describe('the moment', () => {
  const kinds: Record<string, ItemKind> = {
    checkin: {
      order: 4,
      off: 'checkin',
      weekly: () => ({
        item: {
          id: 'checkin-w',
          kind: 'checkin',
          created: '2026-11-24T09:00:00Z',
          expires: '2026-12-01T09:00:00Z',
          data: {},
        },
        profile: { checkins: 8 },
      }),
      view: () => ({ title: 'check in', actions: [] }),
      act: async () => ({ ok: true, value: '' }),
    },
  };
  const due = { nextMoment: '2026-11-24T09:00:00Z' };
  const plan = (who = person(due), at = now) =>
    planMoment(who, instantOf('2026-11-24T09:00:00Z'), at, { calendar }, kinds);

  it('adds the check-in, claims the week and plans the next moment', () => {
    expect(plan()).toMatchObject({
      send: {
        key: '2026-W48',
        items: ['checkin-w'],
        claim: {
          profile: { silent: true, nextMoment: '2026-12-01T09:00:00Z', checkins: 8 },
          due: [{ kind: 'moment' }],
        },
      },
    });
    expect(plan()).not.toMatchObject({ send: { rider: expect.anything() } });
  });

  it('takes one thing that waits along with the check-in; the others are counted', () => {
    const { weekly: _, ...plainKind } = kinds['checkin'] as ItemKind;
    const many: Record<string, ItemKind> = {
      ...kinds,
      badge: { ...plainKind, order: 1, told: 'daily' },
      met: { ...plainKind, order: 2 },
      invite: { ...plainKind, order: 3 },
    };
    const waits = (kind: string) => ({
      id: `${kind}-1`,
      kind,
      created: '2026-11-20T00:00:00Z',
      expires: '2026-12-20T00:00:00Z',
      data: {},
    });
    const open = ['badge', 'invite', 'met'].map(waits);
    const at = (sent: Sent[], off: Profile['off'] = []) =>
      planMoment(person({ ...due, off }, { open, sent }), now, now, { calendar }, many);
    expect(at([])).toMatchObject({
      send: { items: ['checkin-w', 'met-1', 'invite-1'], rider: 'met-1' },
    });
    const before: Sent = {
      key: '2026-W47',
      at: '2026-11-17T09:00:00Z',
      outcome: 'sent',
      attempts: 1,
      slower: false,
      items: ['checkin-v', 'met-1', 'invite-1'],
      rider: 'met-1',
    };
    // What rode was told; what was only counted may still come.
    expect(at([before])).toMatchObject({ send: { rider: 'invite-1' } });
  });

  it('asks once: what was on a card already waits in For you', () => {
    const offer = {
      id: 'o1',
      kind: 'offer',
      created: '2026-11-01T00:00:00Z',
      expires: '2027-01-01T00:00:00Z',
      data: {},
    };
    const withOffers = { offer: { ...(kinds['checkin'] as ItemKind), weekly: undefined as never } };
    const told = (items: string[]) => ({
      key: '2026-W47',
      at: '2026-11-17T09:00:00Z',
      outcome: 'sent' as const,
      attempts: 1,
      slower: false,
      items,
    });
    const planned = (items: string[]) =>
      planMoment(
        person(due, { open: [offer], sent: [told(items)] }),
        now,
        now,
        { calendar },
        withOffers,
      );
    expect(planned(['o1'])).toMatchObject({ leave: 'skipped' });
    expect(planned(['other', 'o1'])).toMatchObject({ send: { items: ['o1'] } });
  });

  it('goes on to the next week when the budget of this one is spent', () => {
    const spent = {
      key: '2026-W48',
      at: '2026-11-23T09:00:00Z',
      outcome: 'sent' as const,
      attempts: 1,
      slower: false,
      items: [],
    };
    const planned = plan(person({ ...due, lastMoment: '2026-11-23T09:00:00Z' }, { sent: [spent] }));
    expect(planned).toMatchObject({
      leave: 'skipped',
      change: { profile: { nextMoment: '2026-12-01T09:00:00Z' } },
    });
  });

  it('is not tried again when what it told of was dealt with meanwhile', () => {
    const waits = {
      key: '2026-W48',
      at: '2026-11-24T09:00:00Z',
      outcome: 'waiting' as const,
      attempts: 1,
      slower: false,
      items: ['checkin-w'],
    };
    expect(plan(person(due, { sent: [waits] }))).toEqual({
      leave: 'skipped',
      over: ['2026-W48', 'Dealt'],
    });
  });

  it('is a stale hint when the profile names another moment', () => {
    expect(plan(person({ nextMoment: '2026-11-25T09:00:00Z' }))).toEqual({ leave: 'stale' });
  });

  it('waits for the working hours when it comes late', () => {
    expect(plan(person(due), instantOf('2026-11-24T22:00:00Z'))).toMatchObject({
      leave: 'later',
      change: { profile: { nextMoment: '2026-11-25T08:00:00Z' } },
    });
  });

  it('sends no card when everything is switched off', () => {
    expect(plan(person({ ...due, off: ['checkin'] }))).toMatchObject({ leave: 'skipped' });
  });
});

describe('the sender', () => {
  const jobs = (ran: string[]): Record<string, Job> => ({
    note: async (_ctx, { who }) => {
      ran.push(who);
      return 'done';
    },
    broken: async () => {
      throw new Error('on purpose');
    },
  });
  const lease = (deps: Deps, owner: string, realNow = () => 1_000) =>
    senderLease(deps.tables, ctx, owner, 15_000, realNow);

  it('runs what is due, once, and leaves what is not', async () => {
    const { deps, tables } = stage();
    const ran: string[] = [];
    await scheduleDue(tables, ctx, [
      { at: now, kind: 'note', who: 'a' },
      { at: now.subtract({ hours: 30 }), kind: 'note', who: 'b' },
      { at: now.add({ seconds: 1 }), kind: 'note', who: 'c' },
    ]);
    const mine = lease(deps, 'me');
    await tick(deps, ctx, mine, jobs(ran));
    await tick(deps, ctx, mine, jobs(ran));
    expect(ran.sort()).toEqual(['a', 'b']);
    expect(await readDue(tables, ctx, now.add({ hours: 1 }))).toHaveLength(1);
  });

  it('reads on before the last of a page is begun, and does each row once', async () => {
    const { deps, tables } = stage();
    const dues = Array.from({ length: 2_300 }, (_, n) => ({ at: now, kind: 'note', who: `p${n}` }));
    await scheduleDue(tables, ctx, dues);
    const read = jest.spyOn(tables, 'across');
    let left = dues.length;
    const leftWhenRead: number[] = [];
    const note: Job = async () => {
      if (read.mock.calls.length > leftWhenRead.length) leftWhenRead.push(left);
      left -= 1;
      await new Promise((resolve) => setImmediate(resolve));
      return 'done';
    };
    const ran = await tick(deps, ctx, lease(deps, 'me'), { note });
    expect(ran).toHaveLength(2_300);
    expect(new Set(ran?.map(({ who }) => who)).size).toBe(2_300);
    expect(await readDue(tables, ctx, now)).toEqual([]);
    // The second page was there with more than two hundred of the first still to do.
    expect(leftWhenRead[1]).toBeGreaterThan(1_300 + 200);
  });

  it('leaves a later row about the same person for the next look', async () => {
    const { deps, tables } = stage();
    const others = Array.from({ length: 999 }, (_, n) => ({
      at: now.subtract({ seconds: 1 }),
      kind: 'note',
      who: `p${n}`,
    }));
    const twice = [now.subtract({ seconds: 2 }), now].map((at) => ({ at, kind: 'note', who: 'a' }));
    await scheduleDue(tables, ctx, [...others, ...twice]);
    const ran: string[] = [];
    const mine = lease(deps, 'me');
    await tick(deps, ctx, mine, jobs(ran));
    expect(ran.filter((who) => who === 'a')).toHaveLength(1);
    await tick(deps, ctx, mine, jobs(ran));
    expect(ran.filter((who) => who === 'a')).toHaveLength(2);
    expect(await readDue(tables, ctx, now)).toEqual([]);
  });

  it('does nothing while another holds the lease, and takes over when it runs out', async () => {
    const { deps } = stage();
    let real = 0;
    const first = lease(deps, 'first', () => real);
    const second = lease(deps, 'second', () => real);
    expect(await first.hold()).toBe(true);
    expect(await tick(deps, ctx, second, {})).toBeUndefined();
    real = 14_000;
    expect(await first.hold()).toBe(true);
    real = 28_000;
    expect(await second.hold()).toBe(false);
    real = 30_000;
    expect(await second.hold()).toBe(true);
    expect(await first.hold()).toBe(false);
    await second.release();
    expect(await first.hold()).toBe(true);
  });

  it('begins nothing new once it is told to stop, and leaves the rest due', async () => {
    const { deps, tables } = stage();
    const dues = Array.from({ length: 40 }, (_, n) => ({ at: now, kind: 'slow', who: `p${n}` }));
    await scheduleDue(tables, ctx, dues);
    let begun = 0;
    const slow: Job = async () => {
      begun += 1;
      await new Promise((resolve) => setTimeout(resolve, 50));
      return 'done';
    };
    const lease = senderLease(tables, ctx, 'a', 15_000, Date.now);
    const worker = createWorker(deps, ctx, lease, { slow }, 1);
    worker.start();
    while (begun === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    await worker.stop();
    expect(begun).toBe(deps.inFlight);
    expect(await readDue(tables, ctx, now)).toHaveLength(40 - begun);
  });

  it('looks again later at a job that failed', async () => {
    const { deps, tables } = stage();
    await scheduleDue(tables, ctx, [{ at: now, kind: 'broken', who: 'x' }]);
    expect(await tick(deps, ctx, lease(deps, 'me'), jobs([]))).toMatchObject([
      { kind: 'broken', outcome: 'failed' },
    ]);
    const [again] = await readDue(tables, ctx, now.add({ minutes: 1 }));
    expect(again?.at.toString()).toBe('2026-11-24T09:00:30Z');
  });

  it('reads as much with fifty due among a hundred thousand rows as among a thousand', async () => {
    const cost = async (others: number) => {
      const { deps, tables } = stage();
      const rows = Array.from({ length: others }, (_, n) => ({
        at: now.add({ hours: 1 + (n % 5_000) }),
        kind: 'note',
        who: `later${n}`,
      }));
      await scheduleDue(tables, ctx, rows);
      await scheduleDue(
        tables,
        ctx,
        Array.from({ length: 50 }, (_, n) => ({ at: now, kind: 'note', who: `p${n}` })),
      );
      const mine = lease(deps, 'me');
      await mine.hold();
      tables.reset();
      await tick(deps, ctx, mine, jobs([]));
      return tables.trips;
    };
    expect(await cost(100_000)).toEqual(await cost(1_000));
  });
});
