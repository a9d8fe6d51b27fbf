import type { AddressInfo } from 'node:net';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** A TCP proxy in front of a real server, which can stop answering in the ways networks do. */
export interface TestProxy {
  readonly port: number;
  /** Takes connections and requests, and never answers: a firewall, a machine that hangs. */
  hang(): void;
  /** Nobody listens any more: a process that died. */
  refuse(): Promise<void>;
  /** Works again. What was sent meanwhile never arrived. */
  heal(): Promise<void>;
  close(): Promise<void>;
}

export async function proxyTo(target: number): Promise<TestProxy> {
  let hanging = false;
  const open = new Set<Socket>();
  const server: Server = createServer((inbound) => {
    const outbound = connect(target, '127.0.0.1');
    let silent = hanging;
    for (const [from, to] of [
      [inbound, outbound],
      [outbound, inbound],
    ] as const) {
      open.add(from);
      from.on('data', (chunk: Buffer) => {
        silent ||= hanging;
        if (!silent) to.write(chunk);
      });
      from.on('error', () => undefined);
      from.on('close', () => {
        open.delete(from);
        to.destroy();
      });
    }
  });
  const listen = (port: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
  const drop = (): void => {
    for (const socket of open) socket.destroy();
  };
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      drop();
    });
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    port,
    hang() {
      hanging = true;
    },
    refuse: stop,
    async heal() {
      hanging = false;
      drop();
      if (!server.listening) await listen(port);
    },
    close: stop,
  };
}
