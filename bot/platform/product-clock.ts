import type { TenantContext } from '#bot/core/ids';
import { type Clock, type Instant, Temporal } from '#bot/core/time';
import { key, type Tables } from '#bot/platform/tables';

/** Product time that local mode can move forward, for every process on the same storage. */
export interface MovableClock extends Clock {
  /** Moves to `to` when that lies ahead; product time never goes back. */
  forward(to: Instant): Promise<void>;
  /** Reads where other processes moved it to; true when that lies ahead of where it was here. */
  follow(): Promise<boolean>;
}

const after = (milliseconds: number): Instant =>
  Temporal.Instant.fromEpochMilliseconds(Date.now() + milliseconds);

export const realClock: Clock = { now: () => after(0) };

/** The offset to real time is one Control row: forward only, the largest wins. */
export function movableClock(tables: Tables, ctx: TenantContext): MovableClock {
  let offset = 0;
  const now = (): Instant => after(offset);
  const partition = key(ctx.tenant);
  const follow = async (): Promise<string | undefined> => {
    const row = await tables.read('Control', partition, 'clock');
    offset = Math.max(offset, Number(row?.['offset'] ?? 0));
    return row?.etag;
  };
  return {
    now,
    follow: async () => {
      const before = offset;
      await follow();
      return offset > before;
    },
    async forward(to) {
      for (;;) {
        const etag = await follow();
        const ahead = to.epochMilliseconds - Date.now();
        if (ahead <= offset) return;
        // A double holds whole milliseconds for longer than anybody will wait; kept as text since
        // Table Storage integers end at 32 bit.
        const row = { rowKey: 'clock', offset: String(ahead) };
        const committed = await tables.commit('Control', partition, [
          etag === undefined ? { kind: 'insert', row } : { kind: 'replace', row, etag },
        ]);
        if (committed !== 'done') continue;
        offset = ahead;
        return;
      }
    },
  };
}
