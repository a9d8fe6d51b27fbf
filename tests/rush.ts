import type { Messenger } from '#bot/ports';
import { memoryTables } from '#tests/fakes/memory-tables';
import { type House, openHouse } from '#tests/house';

/** Somebody among many, with a chat of their own. */
const newcomer = (n: number) => ({
  id: `00000000-0000-4000-8000-0000001${String(n).padStart(5, '0')}`,
  teamsId: `29:newcomer${n}`,
  name: `Newcomer ${n}`,
});

export interface Rush {
  /** How often each chat was written to. */
  readonly welcomes: readonly number[];
  /** Most messages that left within any one second. */
  readonly most: number;
}

/** So many people add the bot at once, to two processes on one storage. */
export async function rush(people: number): Promise<Rush> {
  const left: { readonly to: string; readonly at: number }[] = [];
  const messenger: Messenger = {
    async send({ id }) {
      left.push({ to: id, at: Date.now() });
      await new Promise((resolve) => setTimeout(resolve, 20));
      return { kind: 'sent', activityId: `m${left.length}` };
    },
    update: async (_, activityId) => ({ kind: 'sent', activityId }),
    typing: async () => ({ kind: 'sent', activityId: '' }),
    roster: async () => ({ people: [], whole: false }),
    member: async () => undefined,
    open: async () => ({ kind: 'unknown', why: 'NotAsked' }),
  };
  const tables = memoryTables();
  const houses: House[] = [];
  for (const _ of ['one', 'other']) {
    houses.push(await openHouse({ SEND_RATE: '40', TICK_MS: '200' }, { tables, messenger }));
  }
  try {
    const all = Array.from({ length: people }, (_, n) =>
      houses[n % houses.length]?.install(newcomer(n) as never),
    );
    await Promise.all(all);
    const until = Date.now() + 5_000 + people * 100;
    while (left.length < people && Date.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    // Nothing more comes.
    await houses[0]?.pass('2026-11-23T06:30:00Z');
    const times = left.map(({ at }) => at);
    const within = (from: number) => times.filter((at) => at >= from && at < from + 1_000).length;
    const chats = new Map<string, number>();
    for (const { to } of left) chats.set(to, (chats.get(to) ?? 0) + 1);
    return {
      welcomes: Array.from(
        { length: people },
        (_, n) => chats.get(`chat-${newcomer(n).teamsId}`) ?? 0,
      ),
      most: Math.max(...times.map(within)),
    };
  } finally {
    for (const house of houses) await house.close();
  }
}
