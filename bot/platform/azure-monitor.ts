import {
  type AzureMonitorExporterOptions,
  AzureMonitorMetricExporter,
  AzureMonitorTraceExporter,
} from '@azure/monitor-opentelemetry-exporter';
import { ROOT_CONTEXT, SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import type { Sink } from '#bot/platform/telemetry';
import type { Facts, Gauges } from '#bot/ports';

/** A turn is a request to us, a delivery one that we make: Application Insights draws them apart. */
const kindOf = (name: string) => (name === 'delivery' ? SpanKind.PRODUCER : SpanKind.SERVER);

/** Of the traces of what went well one in so many leaves; what failed leaves whole, and so do figures. */
const oneIn = 10;
/** The exporter's own name for it: Application Insights then counts one as so many. */
const sampleRate = 'microsoft.sample_rate';
/** The same for every process that works on it. */
const isSampled = ({ operation }: Facts): boolean =>
  Number.parseInt(String(operation).slice(0, 8), 16) % oneIn === 0;

/** How often figures leave; the alarms look at windows of several of these. */
const minute = 60_000;
/** Figures are worth no more of the time that a process is given to end. */
const closesWithinMs = 5_000;

/**
 * OpenTelemetry's metrics and traces through the Azure Monitor exporter. Nothing is instrumented by
 * itself: what leaves is what was handed in, so no address, header or body of anybody can.
 */
export function azureMonitor(
  connectionString: string,
  more: { readonly everyMs?: number } & Pick<AzureMonitorExporterOptions, 'httpClient'> = {},
): Sink {
  const { everyMs = minute, ...client } = more;
  // The exporter would tell Microsoft about itself, to an address of its own: nobody asked for that.
  process.env['APPLICATION_INSIGHTS_NO_STATSBEAT'] ??= 'true';
  process.env['APPLICATIONINSIGHTS_SDKSTATS_DISABLED'] ??= 'true';
  // What could not be sent is dropped rather than left on a disk that others may read.
  const options = { connectionString, disableOfflineStorage: true, ...client };
  const resource = resourceFromAttributes({ 'service.name': 'pass-it-on' });
  const tracers = new BasicTracerProvider({
    resource,
    spanProcessors: [new BatchSpanProcessor(new AzureMonitorTraceExporter(options))],
  });
  const meters = new MeterProvider({
    resource,
    readers: [
      new PeriodicExportingMetricReader({
        exporter: new AzureMonitorMetricExporter(options),
        exportIntervalMillis: everyMs,
        exportTimeoutMillis: Math.min(everyMs, 30_000),
      }),
    ],
  });
  const tracer = tracers.getTracer('pass-it-on');
  const meter = meters.getMeter('pass-it-on');
  const delivered = meter.createCounter('delivery.outcomes');
  const alarms = meter.createCounter('alarms');
  const gauges = {
    oldestDueSeconds: meter.createObservableGauge('delivery.oldest_due', { unit: 's' }),
    parked: meter.createObservableGauge('delivery.parked'),
    rate: meter.createObservableGauge('delivery.rate', { unit: '1/s' }),
    blocked: meter.createObservableGauge('delivery.blocked'),
    unreadable: meter.createObservableGauge('delivery.unreadable'),
  } satisfies Record<keyof Gauges, unknown>;

  return {
    delivered: (outcome, why) =>
      delivered.add(1, why === undefined ? { outcome } : { outcome, why }),
    alarm: (what) => alarms.add(1, { what }),
    watch: (read) =>
      meter.addBatchObservableCallback(async (result) => {
        const now = await read();
        for (const name of Object.keys(gauges) as (keyof Gauges)[]) {
          result.observe(gauges[name], Number(now[name]));
        }
      }, Object.values(gauges)),
    span(name, facts, from, to, failed) {
      if (failed === undefined && !isSampled(facts)) return;
      const attributes = failed === undefined ? { ...facts, [sampleRate]: 100 / oneIn } : facts;
      const span = tracer.startSpan(
        name,
        { kind: kindOf(name), attributes, startTime: from },
        ROOT_CONTEXT,
      );
      if (failed !== undefined) {
        span.setStatus({ code: SpanStatusCode.ERROR });
        span.setAttribute('failed', failed);
      }
      span.end(to);
    },
    async close() {
      const closed = Promise.allSettled([meters.shutdown(), tracers.shutdown()]);
      let late: NodeJS.Timeout | undefined;
      const patience = new Promise((resolve) => {
        late = setTimeout(resolve, closesWithinMs);
      });
      await Promise.race([closed, patience]);
      clearTimeout(late);
    },
  };
}
