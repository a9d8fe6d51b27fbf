import { noTelemetry, openTelemetry, telemetryInto } from '#bot/platform/telemetry';
import type { Facts } from '#bot/ports';

describe('figures and traces', () => {
  it('are nothing without a connection string', async () => {
    expect(await openTelemetry(undefined)).toBe(noTelemetry);
    let read = 0;
    noTelemetry.watch(async () => {
      read += 1;
      throw new Error('nobody asked');
    });
    noTelemetry.delivered('sent');
    expect(await noTelemetry.trace('turn', 'o', {}, async () => 7)).toBe(7);
    await noTelemetry.close();
    expect(read).toBe(0);
  });

  it('trace a piece of work whether it succeeds or fails, without what the error says', async () => {
    const spans: { name: string; facts: Facts; took: number; failed: string | undefined }[] = [];
    const telemetry = telemetryInto({
      delivered() {},
      watch() {},
      span: (name, facts, from, to, failed) =>
        void spans.push({ name, facts, took: to - from, failed }),
      close: async () => {},
    });
    await telemetry.trace('turn', 'op-1', { kind: 'text' }, async () => undefined);
    const failing = telemetry.trace('delivery', 'op-2', { kind: 'moment' }, async () => {
      throw new TypeError('Megan wrote something odd');
    });
    await expect(failing).rejects.toThrow('Megan');
    expect(spans).toEqual([
      {
        name: 'turn',
        facts: { kind: 'text', operation: 'op-1' },
        took: expect.any(Number),
        failed: undefined,
      },
      {
        name: 'delivery',
        facts: { kind: 'moment', operation: 'op-2' },
        took: expect.any(Number),
        failed: 'TypeError',
      },
    ]);
  });
});
