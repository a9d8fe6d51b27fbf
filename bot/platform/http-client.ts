import { type Agent, type IncomingHttpHeaders, request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import { createPipelineRequest, proxyPolicy } from '@azure/core-rest-pipeline';

/** A server, as it is named in a request's address: `https://host`, maybe with a port. */
interface Origin {
  readonly secure: boolean;
  /** As the header wants it: with the port where that is not the usual one. */
  readonly host: string;
  readonly hostname: string;
  readonly port: string;
  /** The way through a proxy, where the environment names one. */
  readonly agent: Agent | undefined;
}

export interface Asked {
  readonly method: string;
  /** Whole address, without a fragment. */
  readonly url: string;
  /** Names and values in turn: `['Accept', 'application/json']`. */
  readonly headers: readonly string[];
  readonly body?: string | undefined;
  /** Nobody waits for an answer any longer than this. */
  readonly withinMs: number;
}

export interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/**
 * One request, text in and text out, over Node's connections: kept open, and closed by us before the
 * other side grows tired of them. Nothing is retried, followed, unpacked or reported: every policy of
 * a general client that does nothing for us costs as much as a tenth of the request.
 * @throws Node's error with its `code` when there was no answer
 */
export async function ask({ method, url, headers, body, withinMs }: Asked): Promise<Answered> {
  const start = url.indexOf('/', url.indexOf('//') + 2);
  const { secure, host, hostname, port, agent } = await originOf(url.slice(0, start));
  const length = body === undefined ? [] : ['Content-Length', String(Buffer.byteLength(body))];
  return new Promise((resolve, reject) => {
    const outgoing = (secure ? overHttps : overHttp)({
      method,
      hostname,
      port,
      path: url.slice(start),
      // As a list they are written as they are: there is nothing to look up or to add.
      headers: ['Host', host, ...headers, ...length] as unknown as readonly string[],
      ...(agent === undefined ? {} : { agent }),
    });
    const late = setTimeout(() => outgoing.destroy(new Error('no answer in time')), withinMs);
    const failed = (error: Error): void => {
      clearTimeout(late);
      reject(error);
    };
    outgoing.on('error', failed);
    outgoing.on('response', (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', failed);
      incoming.on('end', () => {
        clearTimeout(late);
        const text = Buffer.concat(chunks).toString();
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text });
      });
    });
    outgoing.end(body);
  });
}

const origins = new Map<string, Promise<Origin>>();
/** Storage, and the few addresses that Teams has. */
const originsKept = 100;

function originOf(name: string): Promise<Origin> {
  const known = origins.get(name);
  if (known !== undefined) return known;
  if (origins.size >= originsKept) origins.clear();
  const found = readOrigin(name);
  origins.set(name, found);
  return found;
}

const proxy = proxyPolicy();

async function readOrigin(name: string): Promise<Origin> {
  const { protocol, host, hostname, port } = new URL(name);
  const secure = protocol === 'https:';
  if (!secure && protocol !== 'http:') throw new Error(`no way to ${protocol}`);
  let agent: Agent | undefined;
  // Microsoft's reading of HTTPS_PROXY, NO_PROXY and so on, asked once.
  await proxy.sendRequest(createPipelineRequest({ url: name }), async (request) => {
    agent = request.agent as Agent | undefined;
    return { request, status: 0, headers: request.headers };
  });
  // In an address an IPv6 name stands in brackets.
  const bare = hostname.replace(/^\[|\]$/g, '');
  return { secure, host, hostname: bare, port, agent };
}
