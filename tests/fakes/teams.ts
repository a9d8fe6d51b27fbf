import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Somebody } from '#tests/cast';
import { cast, crew } from '#tests/cast';

/** One message as Teams received it. */
export interface Posted {
  readonly id: string;
  readonly conversation: string;
  /** The activity now, after updates. */
  activity: Readonly<Record<string, unknown>>;
  updates: number;
}

/**
 * A status, with the seconds it asks for or with a whole answer; or a connection that breaks before
 * or after the call is taken.
 */
export type Fault =
  | number
  | { readonly status: number; readonly after: number }
  | { readonly status: number; readonly body: object }
  | 'reset'
  | 'reset-after';

export interface FakeTeams {
  readonly serviceUrl: string;
  /** Everything posted and still there, oldest first. */
  readonly posted: Posted[];
  /** Answers the next calls instead of taking them. */
  fail(...with_: Fault[]): void;
  /** The team's members, as the roster call gives them. */
  members: readonly (Somebody & { readonly guest?: boolean })[];
  /** The roster's pages as they come, when a test says so; else the members, a few a page. */
  pages?: readonly FakeTeams['members'][] | undefined;
  calls: number;
  /** For whom a private chat was asked for, each time. */
  readonly opened: string[];
  /** When each call came, in milliseconds. */
  readonly times: number[];
  /** Signs that an answer is on its way. */
  typing: number;
  close(): Promise<void>;
}

/** The part of the Bot Framework connector service the bot talks to, over real HTTP. */
export async function fakeTeams(): Promise<FakeTeams> {
  const posted: Posted[] = [];
  const failures: Fault[] = [];
  let made = 0;
  const state = {
    calls: 0,
    times: [] as number[],
    typing: 0,
    members: [] as FakeTeams['members'],
    pages: undefined as FakeTeams['pages'],
    opened: [] as string[],
  };
  const server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      state.calls += 1;
      state.times.push(Date.now());
      const url = new URL(request.url ?? '', 'http://teams');
      const [, conversation = '', activityId] =
        /\/v3\/conversations\/([^/]+)\/activities\/?([^/]*)/.exec(url.pathname) ?? [];
      const [, asked] = /\/members\/([^/]+)$/.exec(url.pathname) ?? [];
      const isRoster = asked !== undefined || url.pathname.endsWith('/pagedmembers');
      const fault = isRoster ? undefined : failures.shift();
      if (fault === 'reset') return void request.socket.destroy();
      if (fault !== undefined && fault !== 'reset-after') {
        const { status, after, body } = {
          after: 0,
          body: { error: { code: `Fake${typeof fault === 'number' ? fault : fault.status}` } },
          ...(typeof fault === 'number' ? { status: fault } : fault),
        };
        const pause = after === 0 ? {} : { 'Retry-After': String(after) };
        response.writeHead(status, { 'Content-Type': 'application/json', ...pause });
        return void response.end(JSON.stringify(body));
      }
      const reply = (value: unknown): void => {
        if (fault === 'reset-after') return void request.socket.destroy();
        response.writeHead(200, { 'Content-Type': 'application/json' });
        response.end(JSON.stringify(value));
      };
      if (url.pathname.endsWith('/pagedmembers'))
        return reply(page(url, state.pages ?? pagesOf(state.members)));
      if (asked !== undefined) {
        const teamsId = decodeURIComponent(asked);
        const member = state.members.find((one) => one.teamsId === teamsId);
        if (member !== undefined) return reply(accountOf(member));
        response.writeHead(404, { 'Content-Type': 'application/json' });
        return void response.end(
          JSON.stringify({ error: { code: 'MemberNotFoundInConversation' } }),
        );
      }
      if (request.method === 'POST' && url.pathname.endsWith('/v3/conversations')) {
        const [{ id = '' } = {}] = (JSON.parse(body) as { members: { id?: string }[] }).members;
        const somebody = Object.values(cast).find((one) => one.id === id);
        state.opened.push(id);
        return reply({ id: `chat-${somebody?.teamsId ?? id}` });
      }
      const activity = body === '' ? {} : (JSON.parse(body) as Posted['activity']);
      const { conversationType } = (activity['conversation'] ?? {}) as {
        conversationType?: string;
      };
      if (conversationType === '') {
        // As Microsoft's own local client does.
        response.writeHead(400, { 'Content-Type': 'application/json' });
        return void response.end(JSON.stringify({ error: { code: 'BadArgument' } }));
      }
      if (activity['type'] === 'typing') {
        state.typing += 1;
        return reply({ id: '' });
      }
      if (request.method === 'POST' && conversation !== '') {
        made += 1;
        const id = `m${made}`;
        posted.push({ id, conversation: decodeURIComponent(conversation), activity, updates: 0 });
        return reply({ id });
      }
      if (request.method === 'PUT') {
        const message = posted.find(({ id }) => id === activityId);
        if (message === undefined) {
          response.writeHead(404, { 'Content-Type': 'application/json' });
          return void response.end(JSON.stringify({ error: { code: 'ActivityNotFound' } }));
        }
        message.activity = activity;
        message.updates += 1;
        return reply({ id: message.id });
      }
      response.writeHead(404);
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(state, {
    serviceUrl: `http://127.0.0.1:${port}`,
    posted,
    fail: (...with_: Fault[]) => void failures.push(...with_),
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  });
}

const pageSize = 5;

const accountOf = ({ id, teamsId, name, guest }: FakeTeams['members'][number]) => ({
  id: teamsId,
  name,
  objectId: id,
  aadObjectId: id,
  email: `${teamsId.slice(3)}@contoso.com`,
  userRole: guest === true ? 'guest' : 'user',
});

const pagesOf = (members: FakeTeams['members']) =>
  Array.from({ length: Math.max(1, Math.ceil(members.length / pageSize)) }, (_, at) =>
    members.slice(at * pageSize, (at + 1) * pageSize),
  );

function page(url: URL, pages: readonly FakeTeams['members'][]): object {
  const at = Number(url.searchParams.get('continuationToken') ?? 0);
  return {
    members: (pages[at] ?? []).map(accountOf),
    ...(at + 1 < pages.length ? { continuationToken: String(at + 1) } : {}),
  };
}

/** What a message says, whether text or card: every text in it, joined. */
export function textOf(message: Posted | undefined): string {
  const texts: string[] = [];
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(walk);
    else if (node !== null && typeof node === 'object') {
      for (const [name, value] of Object.entries(node)) {
        if (
          (name === 'text' || name === 'title' || name === 'label') &&
          typeof value === 'string'
        ) {
          texts.push(value);
        } else if (name !== 'fallback') walk(value);
      }
    }
  };
  walk({ text: message?.activity['text'], attachments: message?.activity['attachments'] });
  return texts.join('\n');
}

interface CardAction {
  readonly type: string;
  readonly title: string;
  readonly verb?: string;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly url?: string;
}

/** The buttons of a card message. */
export function buttonsOf(message: Posted | undefined): CardAction[] {
  const attachments = message?.activity['attachments'] as { content: unknown }[] | undefined;
  return actionsIn(attachments?.[0]?.content);
}

/** What a client sends of a card whose inputs nobody touched. */
export function filledIn(card: unknown): Record<string, string> {
  const values: Record<string, string> = {};
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(walk);
    else if (node !== null && typeof node === 'object') {
      const { type, id, value } = node as { type?: unknown; id?: string; value?: string };
      if (typeof type === 'string' && type.startsWith('Input.')) values[id ?? ''] = value ?? '';
      for (const [name, inside] of Object.entries(node)) if (name !== 'fallback') walk(inside);
    }
  };
  walk(card);
  return values;
}

/** Every action anywhere in a card. */
export function actionsIn(card: unknown): CardAction[] {
  const found: CardAction[] = [];
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(walk);
    else if (node !== null && typeof node === 'object') {
      const { type } = node as { type?: unknown };
      if (typeof type === 'string' && type.startsWith('Action.')) found.push(node as CardAction);
      for (const [name, value] of Object.entries(node)) if (name !== 'fallback') walk(value);
    }
  };
  walk(card);
  return found;
}

export const channelOf = (team = crew) => ({
  conversation: { id: team.id, conversationType: 'channel', isGroup: true },
  channelData: { team: { id: team.id, name: team.name }, channel: { id: team.id } },
});
