import { Agent, type Dispatcher, EnvHttpProxyAgent } from 'undici';
import { startWaiting } from '#bot/platform/waiting';

export interface Asked {
  readonly method: string;
  /** Whole address, without a fragment. */
  readonly url: string;
  /** Names and values in turn: `['Accept', 'application/json']`. */
  readonly headers: readonly string[];
  readonly body?: string | undefined;
  /** Nobody waits for an answer any longer than this; while this process stands still, it does not count. */
  readonly withinMs: number;
}

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

const proxies = ['http_proxy', 'https_proxy', 'HTTP_PROXY', 'HTTPS_PROXY'];
// Each request says itself how long it is waited for.
const untimed = { headersTimeout: 0, bodyTimeout: 0 };
// Where there is no proxy, nothing looks at each request for the way through one.
const network = proxies.some((name) => (process.env[name] ?? '') !== '')
  ? new EnvHttpProxyAgent(untimed)
  : new Agent(untimed);

/**
 * One request, text in and text out, over connections that are kept open, and closed by us before the
 * other side grows tired of them. Nothing is retried, followed, unpacked or reported: every policy of
 * a general client that does nothing for us costs as much as a tenth of the request.
 * @throws Node's error with its `code` when there was no answer
 */
export const ask = ({ method, url, headers, body, withinMs }: Asked): Promise<Answered> =>
  new Promise((resolve, reject) => {
    const start = url.indexOf('/', url.indexOf('//') + 2);
    const chunks: Buffer[] = [];
    let status = 0;
    let answered: Answered['headers'] = {};
    let begun: Dispatcher.DispatchController | undefined;
    let over: Error | undefined;
    const waiting = startWaiting(withinMs, () => {
      over = new Error('no answer in time');
      begun?.abort(over);
      reject(over);
    });
    network.dispatch(
      {
        origin: url.slice(0, start),
        path: url.slice(start),
        method: method as Dispatcher.HttpMethod,
        headers: headers as string[],
        body: body ?? null,
      },
      {
        onRequestStart(controller) {
          begun = controller;
          // Nobody waits any longer: it must not leave now.
          if (over !== undefined) controller.abort(over);
        },
        onResponseStart(_, statusCode, named) {
          status = statusCode;
          answered = named;
        },
        onResponseData: (_, chunk) => void chunks.push(chunk),
        onResponseEnd() {
          waiting.end();
          resolve({ status, headers: answered, text: Buffer.concat(chunks).toString() });
        },
        onResponseError(_, error) {
          waiting.end();
          reject(error);
        },
      },
    );
  });
