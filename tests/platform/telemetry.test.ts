import { azureMonitor } from '#bot/platform/azure-monitor';
import { noTelemetry, openTelemetry, telemetryInto } from '#bot/platform/telemetry';
import type { Facts } from '#bot/ports';

interface Envelope {
  readonly name: string;
  readonly sampleRate?: number;
  readonly tags: Readonly<Record<string, string>>;
  readonly data: {
    readonly baseType: string;
    readonly baseData: {
      readonly name?: string;
      readonly success?: boolean;
      readonly properties?: Readonly<Record<string, string>>;
      readonly metrics?: readonly { readonly name: string; readonly value: number }[];
    };
  };
}

/** Application Insights' door, in this process: takes everything and keeps it. */
function collector() {
  const sent: Envelope[] = [];
  const addresses = new Set<string>();
  const client = {
    async sendRequest(request: { url: string; body?: unknown; headers: unknown }) {
      addresses.add(new URL(request.url).host);
      sent.push(...(JSON.parse(String(request.body)) as Envelope[]));
      const bodyAsText = JSON.stringify({ itemsReceived: 1, itemsAccepted: 1, errors: [] });
      return { request, status: 200, headers: request.headers, bodyAsText };
    },
  };
  const figures = () =>
    sent.flatMap(({ data: { baseData } }) =>
      (baseData.metrics ?? [])
        .filter(({ name }) => /^(delivery\.|alarms$)/.test(name))
        .map(({ name, value }) => [name, value, { ...baseData.properties }] as const),
    );
  const spans = () =>
    sent
      .filter(({ data: { baseType } }) => /Request|RemoteDependency/.test(baseType))
      .map(
        ({
          sampleRate,
          data: {
            baseType,
            baseData: { name, success, properties },
          },
        }) => ({
          baseType,
          name,
          success,
          sampleRate,
          properties,
        }),
      );
  return { httpClient: client as never, figures, spans, addresses, sent };
}

const connection =
  'InstrumentationKey=11111111-1111-4111-8111-111111111111;IngestionEndpoint=https://insights.example/';

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
      alarm() {},
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

  it('leave for Azure Monitor: outcomes by reason, gauges, and a span for each piece of work', async () => {
    const { httpClient, figures, spans, addresses, sent } = collector();
    const telemetry = telemetryInto(azureMonitor(connection, { everyMs: 3_600_000, httpClient }));
    telemetry.watch(async () => ({
      oldestDueSeconds: 12,
      parked: 3,
      rate: 38.5,
      blocked: true,
      unreadable: 2,
    }));
    telemetry.delivered('sent');
    telemetry.delivered('sent');
    telemetry.delivered('refused', 'BotBlocked');
    telemetry.alarm('rejection');
    // Of what went well one in ten leaves and stands for ten; what failed leaves always.
    for (let n = 0; n < 20; n += 1) {
      const operation = (0xab00 + n).toString(16).padStart(8, '0').padEnd(24, '7');
      await telemetry.trace('turn', operation, { kind: 'text' }, async () => undefined);
    }
    const failing = telemetry.trace(
      'delivery',
      '00000001'.repeat(3),
      { kind: 'moment' },
      async () => {
        throw new TypeError('Megan wrote something odd');
      },
    );
    await expect(failing).rejects.toThrow('Megan');
    await telemetry.close();
    expect(figures()).toEqual([
      ['delivery.outcomes', 2, { outcome: 'sent' }],
      ['delivery.outcomes', 1, { outcome: 'refused', why: 'BotBlocked' }],
      ['alarms', 1, { what: 'rejection' }],
      ['delivery.oldest_due', 12, {}],
      ['delivery.parked', 3, {}],
      ['delivery.rate', 38.5, {}],
      ['delivery.blocked', 1, {}],
      ['delivery.unreadable', 2, {}],
    ]);
    const well = {
      baseType: 'RequestData',
      name: 'turn',
      success: true,
      sampleRate: 10,
      properties: { kind: 'text', operation: expect.stringMatching(/^[0-9a-f]{24}$/) },
    };
    expect(spans()).toEqual([
      well,
      well,
      {
        baseType: 'RemoteDependencyData',
        name: 'delivery',
        success: false,
        sampleRate: 100,
        properties: {
          kind: 'moment',
          operation: '00000001'.repeat(3),
          failed: 'TypeError',
        },
      },
    ]);
    // What an error says may be what somebody wrote.
    expect(JSON.stringify(sent)).not.toContain('Megan');
    // To where we were told, and nowhere else.
    expect([...addresses]).toEqual(['insights.example']);
  });

  it('hold nobody up at the end when they cannot leave', async () => {
    jest.useFakeTimers();
    const httpClient = { sendRequest: () => new Promise(() => undefined) } as never;
    const telemetry = telemetryInto(azureMonitor(connection, { everyMs: 3_600_000, httpClient }));
    telemetry.delivered('sent');
    const closed = telemetry.close();
    await jest.advanceTimersByTimeAsync(5_000);
    await closed;
    jest.useRealTimers();
  });

  it('go on without the gauges while they cannot be read', async () => {
    const { httpClient, figures } = collector();
    const telemetry = telemetryInto(azureMonitor(connection, { everyMs: 3_600_000, httpClient }));
    telemetry.watch(() => Promise.reject(new Error('storage is away')));
    telemetry.delivered('sent');
    await telemetry.close();
    expect(figures()).toEqual([['delivery.outcomes', 1, { outcome: 'sent' }]]);
  });
});
