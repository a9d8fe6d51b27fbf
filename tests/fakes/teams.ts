import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Somebody } from '#tests/cast';
import { crew } from '#tests/cast';

/** One message as Teams received it. */
export interface Posted {
  readonly id: string;
  readonly conversation: string;
  /** The activity now, after updates. */
  activity: Readonly<Record<string, unknown>>;
  updates: number;
}

/** A status, with the seconds it asks for; or a connection that breaks before or after the call is taken. */
export type Fault =
  | number
  | { readonly status: number; readonly after: number }
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
  calls: number;
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
  const state = { calls: 0, times: [] as number[], typing: 0, members: [] as FakeTeams['members'] };
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
      const fault = url.pathname.endsWith('/pagedmembers') ? undefined : failures.shift();
      if (fault === 'reset') return void request.socket.destroy();
      if (fault !== undefined && fault !== 'reset-after') {
        const { status, after } = typeof fault === 'number' ? { status: fault, after: 0 } : fault;
        const asked = after === 0 ? {} : { 'Retry-After': String(after) };
        response.writeHead(status, { 'Content-Type': 'application/json', ...asked });
        return void response.end(JSON.stringify({ error: { code: `Fake${status}`, message: '' } }));
      }
      const reply = (value: unknown): void => {
        if (fault === 'reset-after') return void request.socket.destroy();
        response.writeHead(200, { 'Content-Type': 'application/json' });
        response.end(JSON.stringify(value));
      };
      if (url.pathname.endsWith('/pagedmembers')) return reply(page(url, state.members));
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

function page(url: URL, members: FakeTeams['members']): object {
  const start = Number(url.searchParams.get('continuationToken') ?? 0);
  const next = start + pageSize;
  return {
    members: members.slice(start, next).map(({ id, teamsId, name, guest }) => ({
      id: teamsId,
      name,
      objectId: id,
      aadObjectId: id,
      userRole: guest === true ? 'guest' : 'user',
    })),
    ...(next < members.length ? { continuationToken: String(next) } : {}),
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
