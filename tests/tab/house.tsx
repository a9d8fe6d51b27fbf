import { FluentProvider } from '@fluentui/react-components';
import { configure, getConfig, render, waitFor } from '@testing-library/react';
import axe from 'axe-core';
import type { ReactNode } from 'react';
import type { MeView } from '#bot/features/people/wire';
import english from '../../bot/strings/en/tab.json';
import { createApi, type Method } from '../../tab/api';
import { AskingProvider } from '../../tab/features/help/asking';
import { SavingProvider } from '../../tab/features/people/autosave';
import { MeProvider, mePath } from '../../tab/features/people/me';
import { ThankingProvider } from '../../tab/features/thanks/thanking';
import { createResources } from '../../tab/resources';
import { RouterProvider } from '../../tab/teams/router';
import { theme } from '../../tab/teams/themes/default';
import { DraftsProvider } from '../../tab/ui/drafts';
import { type Timings, TimingsContext } from '../../tab/ui/timings';
import { ToastsProvider } from '../../tab/ui/toasts';
import { ServerProvider, useResource } from '../../tab/use-resource';
import { Backstage, WordsProvider, wordsFrom } from '../../tab/words';
import { sleep } from '../wait';

/** What a browser has and jsdom lacks; and patience, for a machine that does other things too. */
export function furnish() {
  configure({ asyncUtilTimeout: 4_000 });
  globalThis.ResizeObserver = class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
  globalThis.scrollTo = () => {};
  Element.prototype.scrollIntoView = () => {};
  HTMLDialogElement.prototype.showModal = function showModal() {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function close() {
    this.open = false;
  };
}

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly token: string | undefined;
}
type Reply = { readonly status: number; readonly body: unknown };

/** A server that answers what a test tells it to and remembers what it was asked. */
export function fakeServer() {
  // With a new server nothing was typed before.
  sessionStorage.clear();
  const calls: Call[] = [];
  const answers = new Map<string, (body: unknown) => Reply | 'unreachable'>();
  const fetcher = (async (input: string, init: RequestInit = {}) => {
    const method = init.method ?? 'GET';
    const body = typeof init.body === 'string' ? JSON.parse(init.body) : undefined;
    const headers = init.headers as Record<string, string> | undefined;
    calls.push({ method, path: input, body, token: headers?.['authorization'] });
    const reply = answers.get(`${method} ${input}`)?.(body) ?? { status: 404, body: {} };
    if (reply === 'unreachable') throw new TypeError('Failed to fetch');
    const { status } = reply;
    return { status, ok: status < 400, json: async () => reply.body } as Response;
  }) as typeof fetch;
  return {
    calls,
    fetcher,
    asked: (method: Method, path: string) =>
      calls.filter((call) => call.method === method && call.path === path),
    on(method: Method, path: string, answer: (body: unknown) => Reply | 'unreachable') {
      answers.set(`${method} ${path}`, answer);
    },
  };
}
export type FakeServer = ReturnType<typeof fakeServer>;

export const good = (body: unknown): Reply => ({ status: 200, body });
export const refused = (status: number, message: string, field?: string): Reply => ({
  status,
  body: { error: { why: 'test', message, ...(field === undefined ? {} : { field }) } },
});

export const robin: MeView = {
  id: 'robin',
  name: 'Robin Vos',
  rev: 1,
  consent: 'in',
  language: 'en',
  today: '2026-11-24',
  pausedFrom: null,
  pausedUntil: null,
  settings: {
    language: null,
    zone: 'Europe/Amsterdam',
    country: 'NL',
    countryGuessed: false,
    hours: { from: '09:00', to: '17:00' },
    daysOff: [6, 7],
    learningHour: null,
    freeBusy: null,
    rhythm: 'weekly',
    slowed: false,
    moment: { weekday: 2, time: '10:00' },
    off: [],
    capacity: 2,
    askLimit: 1,
    speaks: [],
    teachesWithoutReturn: false,
    homeTeam: 't1',
  },
  shares: [
    { id: 's1', name: 'SQL', kind: 'skill', level: 'coach', added: '2026-10-01T08:00:00Z' },
    { id: 's2', name: 'Returns', kind: 'know-how', level: 'teach', added: '2026-09-01T08:00:00Z' },
  ],
  wishes: [],
  order: { share: [], wish: [] },
  open: [],
  teams: [{ id: 't1', name: 'Customer Care' }],
  undelivered: null,
  chat: null,
  calendars: false,
  operator: false,
};

const words = wordsFrom(english, 'en');

/** Short waits, so that a test sees both sides of them. */
export const quick: Timings = {
  autosave: 300,
  undo: 400,
  poll: 60_000,
  quietPoll: 60_000,
  quietAfter: 60_000,
  late: 50,
};

/** Lets the page live on meanwhile: its timers and polls are changes that no test makes. */
const meanwhile = <T,>(work: () => Promise<T>): Promise<T> => getConfig().asyncWrapper(work);

/** Sees that it holds now, and still does over several of the shortest waits of a page. */
export const stays = (look: () => void): Promise<void> =>
  meanwhile(async () => {
    for (let turn = 0; turn < 5; turn += 1) {
      look();
      await sleep(30);
    }
    look();
  });

/** Waits until what has these words has the focus, and sees that it keeps it. */
export async function focused(words: unknown): Promise<void> {
  const look = () => expect(document.activeElement?.textContent).toEqual(words);
  await waitFor(look);
  await stays(look);
}

/** What axe finds. jsdom draws nothing: colours and sizes are looked at in a browser. */
export const violationsOf = (part: Element) =>
  meanwhile(async () => {
    const { violations } = await axe.run(part, {
      rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
    });
    return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
  });

/** Shows a page as the app would, over a fake server that knows `me`. */
export function showPage(page: ReactNode, server: FakeServer, me: MeView = robin) {
  server.on('GET', mePath, () => good(me));
  const api = createApi({
    token: async (fresh) => (fresh ? 'fresh' : 'held'),
    locale: 'en-GB',
    fetcher: server.fetcher,
  });
  const resources = createResources(api);
  return render(
    <FluentProvider theme={theme}>
      <TimingsContext value={quick}>
        <ServerProvider value={{ api, resources }}>
          <RouterProvider start={null}>
            <WordsProvider words={words}>
              <ToastsProvider>
                <DraftsProvider owner="robin">
                  <Signed>{page}</Signed>
                </DraftsProvider>
              </ToastsProvider>
            </WordsProvider>
          </RouterProvider>
        </ServerProvider>
      </TimingsContext>
    </FluentProvider>,
  );
}

/** A page for operators, with the words that only they read. */
export const showBackstage = (page: ReactNode, server: FakeServer, me: MeView = robin) =>
  showPage(<Backstage>{page}</Backstage>, server, me);

function Signed({ children }: { children: ReactNode }) {
  const { data } = useResource<MeView>(mePath);
  if (data === undefined) return null;
  return (
    <MeProvider me={data} locale="en-GB">
      <SavingProvider>
        <ThankingProvider>
          <AskingProvider>{children}</AskingProvider>
        </ThankingProvider>
      </SavingProvider>
    </MeProvider>
  );
}
