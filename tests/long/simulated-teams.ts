import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Teams as it documents itself: so many calls a second, and the faults that networks have. */
export interface SimulatedTeams {
  readonly serviceUrl: string;
  /** Messages taken, by conversation; also those whose answer was lost on the way. */
  readonly taken: ReadonlyMap<
    string,
    readonly { readonly id: string; readonly answered: boolean }[]
  >;
  readonly calls: number;
  readonly throttled: number;
  /** Share of calls that go wrong, 0 to 1. */
  faults: { throttle: number; unavailable: number; lost: number };
  close(): Promise<void>;
}

export async function simulatedTeams(callsASecond = 50): Promise<SimulatedTeams> {
  const taken = new Map<string, { id: string; answered: boolean }[]>();
  const state = { calls: 0, throttled: 0, faults: { throttle: 0, unavailable: 0, lost: 0 } };
  const recent: number[] = [];
  let made = 0;
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      const now = Date.now();
      while ((recent[0] ?? now) <= now - 1_000) recent.shift();
      state.calls += 1;
      const refuse = (status: number, headers: Record<string, string> = {}): void => {
        response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
        response.end(JSON.stringify({ error: { code: `Simulated${status}`, message: '' } }));
      };
      const { throttle, unavailable, lost } = state.faults;
      const dice = Math.random();
      if (recent.length >= callsASecond || dice < throttle) {
        state.throttled += 1;
        return refuse(429, Math.random() < 0.5 ? { 'Retry-After': '1' } : {});
      }
      if (dice < throttle + unavailable) return refuse([502, 504, 412][made % 3] ?? 502);
      recent.push(now);
      made += 1;
      const id = `m${made}`;
      const name = /\/v3\/conversations\/([^/]+)\/activities/.exec(request.url ?? '')?.[1] ?? '';
      const conversation = decodeURIComponent(name);
      const answered = Math.random() >= lost;
      if (request.method === 'POST') {
        taken.set(conversation, [...(taken.get(conversation) ?? []), { id, answered }]);
      }
      if (!answered) return void request.socket.destroy();
      response.writeHead(200, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify({ id }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(state, {
    serviceUrl: `http://127.0.0.1:${port}`,
    taken,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  });
}
