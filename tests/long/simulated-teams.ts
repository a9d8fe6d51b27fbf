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
  /** The card of the last message. */
  readonly lastCard: string;
  forget(): void;
  close(): Promise<void>;
}

export async function simulatedTeams(callsASecond = 50): Promise<SimulatedTeams> {
  const taken = new Map<string, { id: string; answered: boolean }[]>();
  const state = {
    calls: 0,
    throttled: 0,
    lastCard: '',
    faults: { throttle: 0, unavailable: 0, lost: 0 },
  };
  // One second's worth may come at once; then as fast as the limit.
  let left = callsASecond;
  let filled = Date.now();
  let made = 0;
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      const now = Date.now();
      left = Math.min(callsASecond, left + ((now - filled) * callsASecond) / 1_000);
      filled = now;
      state.calls += 1;
      const refuse = (status: number, headers: Record<string, string> = {}): void => {
        response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
        response.end(JSON.stringify({ error: { code: `Simulated${status}`, message: '' } }));
      };
      const { throttle, unavailable, lost } = state.faults;
      const dice = Math.random();
      if (left < 1 || dice < throttle) {
        state.throttled += 1;
        return refuse(429, Math.random() < 0.5 ? { 'Retry-After': '1' } : {});
      }
      if (dice < throttle + unavailable) return refuse([502, 504, 412][made % 3] ?? 502);
      left -= 1;
      made += 1;
      const id = `m${made}`;
      const name = /\/v3\/conversations\/([^/]+)\/activities/.exec(request.url ?? '')?.[1] ?? '';
      const conversation = decodeURIComponent(name);
      const answered = Math.random() >= lost;
      if (request.method === 'POST') {
        state.lastCard = JSON.stringify(JSON.parse(body).attachments?.[0]?.content ?? {});
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
    forget: () => {
      taken.clear();
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  });
}
