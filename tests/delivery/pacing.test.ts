import { tenantContext } from '#bot/core/ids';
import { instantOf } from '#bot/core/time';
import { deliveryControl } from '#bot/delivery/control';
import { pacing } from '#bot/delivery/pace';
import { pacedMessenger } from '#bot/delivery/paced';
import { togetherInDue } from '#bot/platform/together';
import type { Messenger, SendResult } from '#bot/ports';
import { memoryTables } from '#tests/fakes/memory-tables';
import { sleep } from '#tests/wait';

const ctx = tenantContext('t1');

// A beat lasts as long as it says, however busy the machine is.
beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

/** What comes of it once so many milliseconds have passed. */
async function advanced<T>(ms: number, work: Promise<T>): Promise<T> {
  await jest.advanceTimersByTimeAsync(ms);
  return work;
}

describe('the pace', () => {
  /** Permits handed out to as many as want one, within some seconds. */
  async function handed(pace: ReturnType<typeof pacing>, seconds: number): Promise<number> {
    let count = 0;
    let over = false;
    const want = async () => {
      while (!over) {
        await pace.permit();
        count += 1;
      }
    };
    for (let n = 0; n < 16; n += 1) void want();
    await jest.advanceTimersByTimeAsync(seconds * 1_000);
    over = true;
    return count;
  }

  it('hands out what the setting says, and no burst after a quiet hour', async () => {
    const pace = pacing(40, Date.now);
    await jest.advanceTimersByTimeAsync(3_600_000);
    const count = await handed(pace, 10);
    expect(count).toBeGreaterThanOrEqual(390);
    expect(count).toBeLessThanOrEqual(420);
  });

  it('is halved by a 429, once a second at most, and climbs back', async () => {
    const pace = pacing(40, Date.now);
    for (let n = 0; n < 20; n += 1) pace.slower();
    expect(pace.rate).toBe(20);
    await jest.advanceTimersByTimeAsync(1_000);
    pace.slower();
    expect(pace.rate).toBeCloseTo(11, 1);
    await jest.advanceTimersByTimeAsync(20_000);
    expect(pace.rate).toBe(40);
  });

  it('lets those leave together whose turn comes in the same beat', async () => {
    const pace = pacing(50, Date.now);
    const left = new Map<number, number>();
    const want = async () => {
      for (let n = 0; n < 20; n += 1) {
        await pace.permit();
        left.set(Date.now(), (left.get(Date.now()) ?? 0) + 1);
        // A message is under way for a while: nobody asks again at the same moment as another.
        await sleep(1 + ((n * 37) % 90));
      }
    };
    const all = Promise.all(Array.from({ length: 16 }, want));
    await jest.advanceTimersByTimeAsync(20_000);
    await all;
    const beats = [...left.values()].slice(1, -2);
    expect(beats.length).toBeGreaterThan(20);
    expect(beats.every((count) => count >= 9 && count <= 11)).toBe(true);
  });

  it('lets whoever waits for an answer go first', async () => {
    const pace = pacing(10, Date.now);
    const order: string[] = [];
    for (const name of ['a', 'b', 'c']) void pace.permit().then(() => order.push(name));
    void pace.soon().then(() => order.push('answer'));
    await jest.advanceTimersByTimeAsync(1_000);
    expect(order.indexOf('answer')).toBeLessThan(2);
    expect(order).toHaveLength(4);
  });
});

describe('the way out', () => {
  function stage(answer: (to: string) => SendResult | Promise<SendResult>) {
    const log = { debug() {}, info() {}, warn() {}, error: jest.fn() };
    const clock = { now: () => instantOf('2026-11-24T09:00:00Z') };
    const tables = memoryTables();
    const control = deliveryControl(tables, ctx, clock, log);
    const calls: string[] = [];
    const messenger = {
      send: async ({ id }: { id: string }) => {
        calls.push(id);
        return answer(id);
      },
    } as unknown as Messenger;
    const paced = pacedMessenger(messenger, pacing(1000), control);
    const send = (id: string) =>
      advanced(200, paced.send({ id, serviceUrl: 'http://teams' }, { text: '' }));
    return { calls, control, log, paced, send, tables, clock };
  }
  const ok: SendResult = { kind: 'sent', activityId: 'm1' };

  it('has one message at a time under way to a conversation', async () => {
    let under = 0;
    let most = 0;
    const { send } = stage(async () => {
      under += 1;
      most = Math.max(most, under);
      await sleep(5);
      under -= 1;
      return ok;
    });
    await Promise.all(['x', 'x', 'x', 'x'].map(send));
    expect(most).toBe(1);
  });

  it('slows down when Teams says so, whatever code it says', async () => {
    const { paced, send } = stage(() => ({ kind: 'retry', why: 'Throttled', throttled: true }));
    await send('x');
    // Half, and what has climbed back in the 200 ms since.
    expect(paced.rate).toBeLessThanOrEqual(510);
  });

  it('stops for everybody when Teams refuses the tenant, alarms, and goes on when resumed', async () => {
    let answer: SendResult = { kind: 'unreachable', why: 'BotDisabledByAdmin', everybody: true };
    const { calls, control, log, send, tables, clock } = stage(() => answer);
    expect(await send('x')).toMatchObject({ kind: 'retry', everybody: true });
    expect(await send('y')).toMatchObject({ kind: 'retry', everybody: true });
    expect(calls).toEqual(['x']);
    expect(log.error).toHaveBeenCalledTimes(1);
    // Another process knows at its next look.
    const other = deliveryControl(tables, ctx, clock, log);
    await other.refresh();
    expect(other.block).toMatchObject({ why: 'BotDisabledByAdmin' });
    answer = ok;
    await control.resume();
    expect(await send('y')).toEqual(ok);
  });

  it('takes five different people refused in a row for the same odd reason as the tenant', async () => {
    const { control, send } = stage(() => ({ kind: 'unreachable', why: 'Odd' }));
    for (const id of ['a', 'a', 'b', 'c', 'd']) await send(id);
    expect(control.block).toBeUndefined();
    expect(await send('e')).toMatchObject({ kind: 'retry', everybody: true });
    expect(control.block).toMatchObject({ why: 'Odd' });
  });

  it.each([
    'ConversationBlockedByUser',
    'MessageWritesBlocked',
    'BotDisabledByUser',
    'BotNotInConversationRoster',
    'ConversationNotFound',
  ])('does not take people for the tenant: %s', async (why) => {
    const { control, send } = stage(() => ({ kind: 'unreachable', why }));
    for (let n = 0; n < 20; n += 1) await send(`p${n}`);
    expect(control.block).toBeUndefined();
  });

  it('stops after five calls in a row that were not let in, never after one', async () => {
    const shut: SendResult = { kind: 'retry', why: '401', everybody: true, unauthorised: true };
    let answer: SendResult = shut;
    const { control, send } = stage(() => answer);
    for (let n = 0; n < 4; n += 1) expect(await send('a')).toEqual(shut);
    answer = ok;
    await send('a');
    answer = shut;
    for (let n = 0; n < 4; n += 1) await send('a');
    expect(control.block).toBeUndefined();
    await send('a');
    expect(control.block).toMatchObject({ why: '401' });
  });
});

describe('timing rows of many people', () => {
  it('go together while a batch is under way, and all are there', async () => {
    const memory = memoryTables();
    const slow = {
      ...memory,
      async commit(...given: Parameters<typeof memory.commit>) {
        await sleep(5);
        return memory.commit(...given);
      },
    };
    const { tables } = togetherInDue(slow);
    const put = (n: number) =>
      tables.commit('Due', 'p', [{ kind: 'put', row: { rowKey: `r${n % 40}` } }]);
    const all = await advanced(10, Promise.all(Array.from({ length: 50 }, (_, n) => put(n))));
    expect(new Set(all)).toEqual(new Set(['done']));
    expect(memory.trips.writes).toBe(2);
    expect(await memory.range('Due', 'p')).toHaveLength(40);
    await advanced(5, put(99));
    expect(memory.trips.writes).toBe(3);
  });

  it('go together with those that are on their way, which nobody waits for in vain', async () => {
    const memory = memoryTables();
    const together = togetherInDue(memory);
    const people = Array.from({ length: 10 }, () => together.coming());
    const put = (n: number, tables = people[n]?.tables ?? memory) =>
      tables.commit('Due', n < 5 ? 'one' : 'other', [{ kind: 'put', row: { rowKey: `r${n}` } }]);
    const work = people.map(async ({ done }, n) => {
      // Each reads the person first, and the last finds that there is nothing to write.
      await sleep(2 * n);
      if (n < 9) await put(n);
      done();
    });
    await advanced(20, Promise.all(work));
    expect(memory.trips.writes).toBe(2);
    expect(await memory.range('Due', 'one')).toHaveLength(5);
    expect(await memory.range('Due', 'other')).toHaveLength(4);

    // Somebody who never comes holds nobody up for long, and nobody who is not of the sender at all.
    together.coming();
    await put(20, together.tables);
    expect(memory.trips.writes).toBe(3);
    await advanced(100, put(21, together.coming().tables));
    expect(memory.trips.writes).toBe(4);
  });
});
