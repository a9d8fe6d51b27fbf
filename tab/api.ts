import type { Problem } from '#bot/features/people/wire';
import { inTime, TeamsLate } from './teams/patience';

/** Why a call did not do what was asked, in the few ways a page can answer it. */
export interface Trouble {
  readonly kind: 'offline' | 'busy' | 'late' | 'sign-in' | 'refused' | 'broken';
  /** The server's own sentence, in the person's language; null when nothing readable came back. */
  readonly message: string | null;
  /** Dotted path of the field at fault. */
  readonly field: string | null;
  /** Of a `late` one: when Teams has given the token after all. */
  readonly over?: Promise<unknown>;
}

export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly trouble: Trouble };

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface Api {
  /** Sends JSON and reads JSON; never throws. `last` lets the call outlive a page that is closing. */
  call<T>(method: Method, path: string, body?: unknown, last?: boolean): Promise<Answer<T>>;
}

interface Means {
  /** A token to show; `fresh` asks for a new one, since the last was refused. */
  readonly token: (fresh: boolean) => Promise<string>;
  /** Teams is asking the person something before it gives a token. */
  readonly isAsking?: (() => boolean) | undefined;
  readonly locale: string;
  readonly fetcher?: typeof fetch;
}

const patience = 15_000;

const trouble = (kind: Trouble['kind']): Trouble => ({ kind, message: null, field: null });

/** The JSON API as the pages see it: a refused token is renewed once, every failure is a value. */
export function createApi({ token, isAsking, locale, fetcher = fetch }: Means): Api {
  async function attempt(
    method: Method,
    path: string,
    body: unknown,
    last: boolean,
    fresh: boolean,
  ): Promise<Response | Trouble> {
    let bearer: string;
    try {
      bearer = await inTime(token(fresh), isAsking);
    } catch (fault) {
      if (fault instanceof TeamsLate) return { ...trouble('late'), over: fault.answer };
      return trouble(navigator.onLine ? 'sign-in' : 'offline');
    }
    try {
      return await fetcher(path, {
        method,
        headers: {
          authorization: `Bearer ${bearer}`,
          'accept-language': locale,
          // A guess at when it is night here, until Teams or the person says.
          'time-zone': Intl.DateTimeFormat().resolvedOptions().timeZone,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...(last ? { keepalive: true } : {}),
        signal: AbortSignal.timeout(patience),
      });
    } catch (fault) {
      const late = fault instanceof DOMException && fault.name === 'TimeoutError';
      return trouble(late ? 'busy' : 'offline');
    }
  }

  return {
    async call<T>(method: Method, path: string, body?: unknown, last = false): Promise<Answer<T>> {
      let response = await attempt(method, path, body, last, false);
      if ('status' in response && response.status === 401) {
        response = await attempt(method, path, body, last, true);
      }
      if (!('status' in response)) return { ok: false, trouble: response };
      if (response.ok) return await parsed<T>(response);
      return { ok: false, trouble: await refusal(response) };
    },
  };
}

async function parsed<T>(response: Response): Promise<Answer<T>> {
  try {
    return { ok: true, value: (await response.json()) as T };
  } catch {
    return { ok: false, trouble: trouble('broken') };
  }
}

async function refusal(response: Response): Promise<Trouble> {
  const { status } = response;
  const kind =
    status === 401
      ? 'sign-in'
      : status === 429 || status === 503
        ? 'busy'
        : status < 500
          ? 'refused'
          : 'broken';
  try {
    const { error } = (await response.json()) as Problem;
    return { kind, message: error.message, field: error.field ?? null };
  } catch {
    return trouble(kind);
  }
}
