import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { ask } from '#bot/platform/http-client';

interface Heard {
  readonly line: string;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

let server: Server;
let url: string;
const heard: Heard[] = [];
const sockets = new Set<unknown>();

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => {
      body += text;
    });
    request.on('end', () => {
      sockets.add(request.socket);
      heard.push({ line: `${request.method} ${request.url}`, headers: request.headers, body });
      if (request.url === '/never') return;
      if (request.url === '/half') {
        response.writeHead(200, { 'Content-Length': '1000' });
        response.write('{"half');
        setTimeout(() => request.socket.destroy(), 20);
        return;
      }
      response.writeHead(201, { ETag: 'W/"é"', 'Retry-After': '7' });
      // A letter of several bytes may arrive in two pieces.
      response.write(Buffer.from('héllo').subarray(0, 2));
      setTimeout(() => response.end(Buffer.from('héllo').subarray(2)), 5);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const request = (path: string, more: object = {}) =>
  ask({ method: 'POST', url: `${url}${path}`, headers: ['X-One', '1'], withinMs: 2_000, ...more });

const standStill = (ms: number): void => {
  const until = performance.now() + ms;
  while (performance.now() < until);
};

describe('a request', () => {
  it('carries its headers and its text as they are, and brings the answer', async () => {
    const answer = await request("/a(b='c%20d')?$top=1", { body: '{"é":1}' });
    expect(answer).toMatchObject({ status: 201, text: 'héllo', headers: { 'retry-after': '7' } });
    const [{ line, headers, body } = {}] = heard.slice(-1) as Partial<Heard>[];
    expect(line).toBe("POST /a(b='c%20d')?$top=1");
    expect(headers).toMatchObject({ host: url.slice(7), 'x-one': '1', 'content-length': '8' });
    expect(headers).not.toHaveProperty('transfer-encoding');
    expect(body).toBe('{"é":1}');
  });

  it('goes over a connection that is open already', async () => {
    await request('/a');
    const before = sockets.size;
    for (let n = 0; n < 5; n += 1) await request('/a');
    expect(sockets.size).toBe(before);
  });

  it.each([
    ['/never', 200, 'no answer in time'],
    ['/half', 20_000, 'other side closed'],
  ])('that is not answered in full is an error: %s', async (path, withinMs, why) => {
    await expect(request(path, { withinMs })).rejects.toThrow(why);
  });

  it('is answered although this process stood still for longer than anybody waits', async () => {
    await request('/a');
    const answer = request('/a', { withinMs: 1_000 });
    // What it was about to send goes first.
    await new Promise((resolve) => setImmediate(resolve));
    standStill(1_500);
    expect(await answer).toMatchObject({ status: 201, text: 'héllo' });
  });

  it('that reaches nobody says so', async () => {
    const nobody = { url: 'http://127.0.0.1:1/' };
    await expect(request('', nobody)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await expect(request('', { url: 'ftp://127.0.0.1/' })).rejects.toThrow('Invalid URL protocol');
  });
});

describe('through a proxy', () => {
  const asked: string[] = [];
  /** Until then the proxy lets nobody through. */
  let open = Promise.resolve();
  let proxy: Server;
  let through: typeof ask;

  beforeAll(async () => {
    proxy = createServer().on('connect', (request, inner: Socket) => {
      asked.push(String(request.url));
      void open.then(() => {
        const outer = connect(Number(new URL(url).port), '127.0.0.1', () => {
          inner.write('HTTP/1.1 200 Connection Established\r\n\r\n');
          outer.pipe(inner).pipe(outer);
        });
        for (const socket of [inner, outer]) socket.on('error', () => socket.destroy());
      });
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    process.env['HTTP_PROXY'] = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    await jest.isolateModulesAsync(async () => {
      through = (await import('#bot/platform/http-client')).ask;
    });
    delete process.env['HTTP_PROXY'];
  });
  afterAll(() => {
    proxy.closeAllConnections();
    proxy.close();
  });

  const get = (path: string, withinMs: number, to = url) =>
    through({ method: 'GET', url: `${to}${path}`, headers: [], withinMs });

  it('a request goes where the environment says', async () => {
    expect(await get('/a', 2_000)).toMatchObject({ status: 201, text: 'héllo' });
    expect(asked).toEqual([url.slice('http://'.length)]);
  });

  it('one that nobody waits for any longer never leaves', async () => {
    let letThrough = (): void => undefined;
    open = new Promise((resolve) => {
      letThrough = resolve;
    });
    // No way there is open yet: the proxy leads every name to the server.
    const there = 'http://colleague.example';
    await expect(get('/late', 50, there)).rejects.toThrow('no answer in time');
    const next = get('/next', 20_000, there);
    letThrough();
    // Whoever came after it has been answered: it would have left before.
    expect((await next).status).toBe(201);
    const lines = heard.map(({ line }) => line);
    expect(lines).toContain('GET /next');
    expect(lines).not.toContain('GET /late');
  });
});
