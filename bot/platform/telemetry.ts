import type { Facts, Telemetry } from '#bot/ports';

/** Where traces and figures end up. */
export interface Sink extends Omit<Telemetry, 'trace'> {
  /** @param failed name of the error's class: its message may hold what somebody wrote */
  span(name: string, facts: Facts, from: number, to: number, failed?: string): void;
}

/** Nothing is measured: local mode, and wherever no connection string is set. */
const nowhere: Sink = {
  delivered() {},
  alarm() {},
  watch() {},
  span() {},
  close: async () => {},
};

/** Telemetry into a sink. */
export function telemetryInto(sink: Sink): Telemetry {
  return {
    delivered: sink.delivered,
    alarm: sink.alarm,
    watch: sink.watch,
    close: sink.close,
    async trace(name, operation, facts, work) {
      const from = Date.now();
      const end = (failed?: string) =>
        sink.span(name, { ...facts, operation }, from, Date.now(), failed);
      try {
        const result = await work();
        end();
        return result;
      } catch (error) {
        end(error instanceof Error ? error.name : 'unknown');
        throw error;
      }
    },
  };
}

export const noTelemetry = telemetryInto(nowhere);

/**
 * Azure Monitor when a connection string is set. The packages behind it are loaded only then: they
 * would cost every other start a quarter of a second.
 */
export async function openTelemetry(connectionString: string | undefined): Promise<Telemetry> {
  if (connectionString === undefined) return noTelemetry;
  const { azureMonitor } = await import('#bot/platform/azure-monitor');
  return telemetryInto(azureMonitor(connectionString));
}
