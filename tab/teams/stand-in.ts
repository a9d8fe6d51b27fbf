import type { ClockView, LocalClock, Look, Session, Somebody, Start } from './session';
import { type ThemeName, themeNamed } from './theme';

/** What the page around us is, as far as the stand-in needs to know. */
export interface Surroundings {
  readonly search: string;
  readonly locale: string;
  /** True where this media query holds; absent in a browser without them. */
  readonly matches: (query: string) => boolean;
  readonly fetcher: typeof fetch;
}

/**
 * Stands in for Teams in a plain browser: `/tab?as=<person id>` signs in against the local server,
 * without `as` one chooses among the people known; in production, where /local is 404, neither.
 */
export async function standIn(around: Surroundings): Promise<Start> {
  const query = new URLSearchParams(around.search);
  const look = lookOf(query, around);
  const as = query.get('as');
  try {
    if (as !== null) {
      const role = query.get('role');
      const token = tokens(around.fetcher, as, role);
      if (await token.first()) {
        return { kind: 'session', session: sessionOf(look, token.get, clockOf(around.fetcher)) };
      }
    }
    const response = await around.fetcher('/local/people');
    if (response.status === 404) return { kind: 'outside', look };
    if (!response.ok) return { kind: 'unreachable', look };
    const { people } = (await response.json()) as { people: readonly Somebody[] };
    return { kind: 'choose', people, look };
  } catch {
    return { kind: 'unreachable', look };
  }
}

function lookOf(query: URLSearchParams, around: Surroundings): Look {
  const chosen = query.get('theme');
  const theme: ThemeName =
    chosen !== null
      ? themeNamed(chosen)
      : around.matches('(forced-colors: active)')
        ? 'contrast'
        : around.matches('(prefers-color-scheme: dark)')
          ? 'dark'
          : 'default';
  return { locale: query.get('lang') ?? around.locale, theme };
}

const sessionOf = (look: Look, token: Session['token'], clock: LocalClock): Session => ({
  ...look,
  onTheme() {},
  place: null,
  token,
  ready() {},
  failed() {},
  clock,
});

function clockOf(fetcher: typeof fetch): LocalClock {
  async function call(init?: RequestInit, what = 'clock'): Promise<ClockView> {
    const response = await fetcher(`/local/${what}`, init);
    if (!response.ok) throw new Error(`/local/${what} answered ${response.status}`);
    return (await response.json()) as ClockView;
  }
  const post = (body: object, what?: string) =>
    call(
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      },
      what,
    );
  return {
    read: () => call(),
    move: (step) => post(step),
    allowCalendars: (allowed) => post({ allowed }, 'calendars'),
  };
}

/** Tokens from the local signing key, renewed a minute before they run out. */
function tokens(fetcher: typeof fetch, as: string, role: string | null) {
  let held: { token: string; expires: string | number } | undefined;
  async function ask(): Promise<string | null> {
    const response = await fetcher('/local/token', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(role === null ? { as } : { as, role }),
    });
    // An unknown person and a server without stand-in both say 4xx; who asks next finds out which.
    if (response.status >= 400 && response.status < 500) return null;
    if (!response.ok) throw new Error(`/local/token answered ${response.status}`);
    held = (await response.json()) as { token: string; expires: string | number };
    return held.token;
  }
  return {
    first: async () => (await ask()) !== null,
    async get(fresh: boolean): Promise<string> {
      const old = held === undefined || new Date(held.expires).getTime() - 60_000 < Date.now();
      if (!fresh && !old && held !== undefined) return held.token;
      const token = await ask();
      if (token === null) throw new Error('/local/token refused');
      return token;
    },
  };
}
