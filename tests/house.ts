import { type App, buildApp, type Overrides } from '#bot/app';
import { localTenant, readConfig } from '#bot/config';
import { azureTables } from '#bot/platform/azure-tables';
import type { Tables } from '#bot/platform/tables';
import { cast, crew, type Somebody } from '#tests/cast';
import { type MemoryTables, memoryTables } from '#tests/fakes/memory-tables';
import {
  actionsIn,
  buttonsOf,
  channelOf,
  type FakeTeams,
  fakeTeams,
  type Posted,
} from '#tests/fakes/teams';

/** What an invoke was answered with. */
export interface Invoked {
  readonly status: number;
  readonly body: { statusCode?: number; type?: string; value?: unknown; task?: unknown };
}

/** The whole app in this process, with a Teams that listens and a clock that can be moved. */
export interface House {
  readonly app: App;
  readonly teams: FakeTeams;
  readonly tables: MemoryTables;
  /** Storage itself, past everything that checks what is written. */
  readonly storage: Tables;
  readonly url: string;
  /** Sends an activity as Teams would; returns the HTTP answer. */
  send(activity: object): Promise<Response>;
  /** Somebody writes in their own chat; returns what the bot posted in answer. */
  say(who: Somebody, text: string, more?: object): Promise<Posted[]>;
  /** Somebody mentions the bot in the crew's channel. */
  mention(who: Somebody, text: string): Promise<Posted[]>;
  /** Somebody adds the bot in their own chat. */
  install(who: Somebody, more?: object): Promise<Posted[]>;
  /** Somebody adds the bot to the crew. */
  installTeam(who: Somebody, members: readonly Somebody[]): Promise<Posted[]>;
  /** Presses the button with this title on a card, with what was filled in. */
  press(who: Somebody, on: Posted, title: string, inputs?: object): Promise<Invoked>;
  /** Presses any verb with any data. */
  act(who: Somebody, verb: string, data: object, more?: object): Promise<Invoked>;
  /** Calls the tab's API as somebody. */
  api(
    who: Somebody,
    method: string,
    path: string,
    body?: object,
    headers?: Readonly<Record<string, string>>,
  ): Promise<{ status: number; body: any }>;
  /** Moves product time; returns what ran. */
  pass(to: string): Promise<{ at: string; kind: string; who: string; outcome: string }[]>;
  close(): Promise<void>;
}

/** Monday morning before work, in a week without holidays. */
const monday = '2026-11-23T06:00:00Z';

export async function openHouse(
  env: Readonly<Record<string, string>> = {},
  overrides: Partial<Overrides> = {},
): Promise<House> {
  const teams = await fakeTeams();
  const tables = (overrides.tables as MemoryTables | undefined) ?? memoryTables();
  // Storage of its own, when a test names one; else in memory.
  const connectionString = env['STORAGE_CONNECTION_STRING'];
  const storage =
    connectionString === undefined
      ? tables
      : await azureTables({ kind: 'connection', connectionString });
  const app = await buildApp(
    readConfig({
      PORT: '0',
      CLOCK_NOW: monday,
      // Nothing looks by itself, however long a test takes: what happens, the test makes happen.
      TICK_MS: '3600000',
      CLOCK_POLL_MS: '3600000',
      LOG_LEVEL: process.env['TEST_LOG'] ?? 'silent',
      SAMPLE: 'off',
      // Most tests are about what is said, not how fast.
      SEND_RATE: '1000',
      ...env,
    }),
    {
      built: { tab: 'dist/tab', badges: 'bot/features/thanks/badges', pages: 'bot/doors/pages' },
      ...overrides,
      ...(connectionString === undefined ? { tables } : {}),
    },
  );
  const port = await app.listen();
  await app.start();
  // The whole pace is this process's: with a share of it a quick machine's second message waits.
  await app.worker?.look();
  // The same key each time: ids made of it sort as they did the last time.
  const secret = { rowKey: 'forgotten', secret: 'a key of the tests, the same in every house' };
  await storage.commit('Control', localTenant, [{ kind: 'insert', row: secret }]);
  const url = `http://127.0.0.1:${port}`;
  let sent = 0;

  const nextId = (): number => {
    sent += 1;
    return sent;
  };
  const base = (who: Somebody) => ({
    id: `a${nextId()}-${who.teamsId}`,
    channelId: 'msteams',
    serviceUrl: teams.serviceUrl,
    timestamp: monday,
    locale: 'en-GB',
    from: { id: who.teamsId, name: who.name, aadObjectId: who.id },
    recipient: { id: '28:bot', name: 'Pass It On' },
    conversation: {
      id: `chat-${who.teamsId}`,
      conversationType: 'personal',
      tenantId: localTenant,
    },
    channelData: { tenant: { id: localTenant } },
    entities: [
      { type: 'clientInfo', locale: 'en-GB', country: 'NL', timezone: 'Europe/Amsterdam' },
    ],
  });
  const inChannel = (who: Somebody) => {
    const { conversation, channelData } = channelOf();
    return {
      ...base(who),
      conversation: { ...conversation, tenantId: localTenant },
      channelData: { ...channelData, tenant: { id: localTenant } },
    };
  };
  const send = (activity: object): Promise<Response> =>
    fetch(`${url}/api/messages`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(activity),
    });
  const answers = async (activity: object): Promise<Posted[]> => {
    const before = teams.posted.length;
    const response = await send(activity);
    if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
    return teams.posted.slice(before);
  };
  const act: House['act'] = async (who, verb, data, more = {}) => {
    const response = await send({
      ...base(who),
      type: 'invoke',
      name: 'adaptiveCard/action',
      value: { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' },
      ...more,
    });
    const body = (await response.json()) as Invoked['body'];
    await app.settled();
    return { status: response.status, body };
  };
  const tokens = new Map<string, string>();
  const tokenOf = async (who: Somebody): Promise<string> => {
    const known = tokens.get(who.id);
    if (known !== undefined) return known;
    const response = await fetch(`${url}/local/token`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ as: who.id }),
    });
    const { token } = (await response.json()) as { token: string };
    tokens.set(who.id, token);
    return token;
  };

  return {
    app,
    teams,
    tables,
    storage,
    url,
    send,
    act,
    say: (who, text, more = {}) => answers({ ...base(who), type: 'message', text, ...more }),
    mention: (who, text) =>
      answers({
        ...inChannel(who),
        type: 'message',
        text: `<at>Pass It On</at> ${text}`,
        entities: [
          {
            type: 'mention',
            text: '<at>Pass It On</at>',
            mentioned: { id: '28:bot', name: 'Pass It On' },
          },
        ],
      }),
    install: (who, more = {}) =>
      answers({ ...base(who), type: 'installationUpdate', action: 'add', ...more }),
    async installTeam(who, members) {
      teams.members = members;
      const posted = await answers({
        ...inChannel(who),
        type: 'installationUpdate',
        action: 'add',
      });
      await app.worker?.look();
      return posted;
    },
    async press(who, on, title, inputs = {}) {
      const action = buttonsOf(on).find((button) => button.title === title);
      if (action?.verb === undefined) {
        throw new Error(
          `no button ${title} among ${buttonsOf(on)
            .map((b) => b.title)
            .join(', ')}`,
        );
      }
      return act(
        who,
        action.verb,
        { ...action.data, ...inputs },
        {
          replyToId: on.id,
          conversation: {
            id: on.conversation,
            conversationType: on.conversation.startsWith('chat-') ? 'personal' : 'channel',
            tenantId: localTenant,
          },
          ...(on.conversation.startsWith('chat-')
            ? {}
            : { channelData: { ...channelOf().channelData, tenant: { id: localTenant } } }),
        },
      );
    },
    async api(who, method, path, body, headers = {}) {
      const response = await fetch(`${url}/api${path}`, {
        method,
        headers: {
          ...headers,
          Authorization: `Bearer ${await tokenOf(who)}`,
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: response.status, body: await response.json() };
    },
    async pass(to) {
      const response = await fetch(`${url}/local/clock`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ now: to }),
      });
      return ((await response.json()) as { ran: Awaited<ReturnType<House['pass']>> }).ran;
    },
    async close() {
      await app.close();
      await teams.close();
    },
  };
}

export { textOf } from '#tests/fakes/teams';
export { actionsIn, buttonsOf, cast, crew };
