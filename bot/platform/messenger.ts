import { createHttpHeaders, type HttpHeaders } from '@azure/core-rest-pipeline';
import { TeamsAdapter } from '@microsoft/teams-ai';
import {
  type Activity,
  CardFactory,
  type ConversationReference,
  MessageFactory,
  type TeamsChannelAccount,
  TeamsInfo,
  type TurnContext,
} from 'botbuilder';
import type { Config } from '#bot/config';
import { type PersonId, personId } from '#bot/core/ids';
import { cleanName } from '#bot/core/text';
import { type Answered, ask } from '#bot/platform/http-client';
import {
  type Messenger,
  type Outgoing,
  type RosterMember,
  type SendResult,
  tooBig,
} from '#bot/ports';
import type { Conversation } from '#bot/records/profile';

/** The adapter of both directions. Nothing is retried behind our back. */
export function teamsAdapter({ settings: { identity }, secrets }: Config): TeamsAdapter {
  const adapter = new TeamsAdapter(
    identity.kind === 'local'
      ? {}
      : {
          MicrosoftAppId: identity.botId,
          MicrosoftAppType: identity.botType,
          MicrosoftAppTenantId: identity.tenant,
          ...(secrets.botPassword === undefined
            ? {}
            : { MicrosoftAppPassword: secrets.botPassword }),
        },
  );
  adapter.use({
    onTurn: async (context, next) => {
      withoutRetries(context.turnState.get(context.adapter.ConnectorClientKey));
      await next();
    },
  });
  return adapter;
}

/**
 * The connector client's own retries can post a message twice; ours know what was said. It has no
 * setting for them: the policy is taken out of its pipeline.
 */
function withoutRetries(connector: unknown): void {
  const { client } = connector as {
    client: { pipeline: { removePolicy(which: { name: string }): readonly unknown[] } };
  };
  client.pipeline.removePolicy({ name: 'defaultRetryPolicy' });
}

/** Who we are to Teams; Microsoft's own, which keep a token as long as it lasts. */
interface Credentials {
  signRequest(request: { headers: HttpHeaders }): Promise<unknown>;
  /** @param anew asks Microsoft even when the token that is kept has not run out */
  getToken(anew: boolean): Promise<string>;
}

/** Beyond this nobody waits for an answer any more, in milliseconds. */
const givenUp = 30_000;
/** … or, where somebody waits for what is made of it. */
const askedWithin = 3_000;
/** What Teams takes of one message, "approximately": in bytes of the whole activity. */
const mostBytes = 28_000;
/** A message that Teams finds fault with, and that is larger than this, is too large. */
const manyBytes = 20_000;

export function teamsMessenger(adapter: TeamsAdapter, config: Config): Messenger {
  const { identity } = config.settings;
  const botId = identity.kind === 'local' ? '' : identity.botId;
  const bot = { id: botId === '' ? 'bot' : `28:${botId}`, name: '' };
  // An empty conversationType, which the type asks for, is refused by clients that check.
  const conversation = (id: string) =>
    ({ id, tenantId: identity.tenant }) as ConversationReference['conversation'];

  const within = async <T>(
    to: Conversation,
    act: (context: TurnContext) => Promise<T>,
  ): Promise<T> => {
    const done: ({ value: T } | { error: unknown })[] = [];
    const reference = {
      channelId: 'msteams',
      serviceUrl: to.serviceUrl,
      bot,
      conversation: conversation(to.id),
    };
    await adapter.continueConversationAsync(botId, reference, async (context) => {
      // The adapter keeps what is thrown here to itself: Teams' answer would be lost.
      done.push(
        await act(context).then(
          (value) => ({ value }),
          (error: unknown) => ({ error }),
        ),
      );
    });
    const [result] = done;
    if (result === undefined) throw new Error('the adapter did not run the turn');
    if ('error' in result) throw result.error;
    return result.value;
  };

  // The adapter's, for every service address: a turn and a client for each message would cost more
  // than the message (docs/decisions/0005-requests-of-our-own.md).
  let credentials: Credentials | undefined;
  let known = { second: 0, headers: [] as readonly string[] };
  /** The token that came last for one that Teams refused; forgotten once it is taken. */
  let renewed: { readonly token: string | undefined } | undefined;
  const signed = async (to: Conversation): Promise<readonly string[]> => {
    // A token lasts for an hour; it is looked at once a second.
    const second = Math.floor(Date.now() / 1000);
    if (known.second === second) return known.headers;
    credentials ??= await within(
      to,
      async (context) =>
        context.turnState.get<{ credentials: Credentials }>(adapter.ConnectorClientKey).credentials,
    );
    const headers = createHttpHeaders();
    await credentials.signRequest({ headers });
    known = { second, headers: [...headers].flat() };
    return known.headers;
  };
  /** Teams refused a token: once it may have been an old one, and what it signed was not taken. */
  const disowned = async (refused: string | undefined, said: SendResult): Promise<SendResult> => {
    if (renewed !== undefined && renewed.token === refused) return said;
    // Others that left with the same token meet its successor.
    if (tokenIn(known.headers) === refused) {
      known = { second: 0, headers: [] };
      try {
        const token = identity.kind === 'local' ? undefined : await credentials?.getToken(true);
        renewed = { token: token && `Bearer ${token}` };
      } catch (error) {
        return unsigned(error);
      }
    }
    return { kind: 'retry', why: 'OldToken' };
  };
  /** https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference */
  const call = async (
    method: 'POST' | 'PUT',
    to: Conversation,
    path: string,
    sent: object,
  ): Promise<SendResult> => {
    let headers: readonly string[];
    try {
      headers = await signed(to);
    } catch (error) {
      return unsigned(error);
    }
    if (identity.kind !== 'local' && !to.serviceUrl.startsWith('https:')) {
      return { kind: 'fault', why: 'NotHttps' };
    }
    const body = JSON.stringify(sent);
    const bytes = Buffer.byteLength(body);
    if (bytes > mostBytes) return { kind: 'fault', why: tooBig };
    try {
      const response = await ask({
        method,
        url: addressOf(to, path),
        headers: ['Content-Type', 'application/json; charset=utf-8', ...headers],
        body,
        withinMs: givenUp,
      });
      const result = answered(response);
      if (response.status === 401) return await disowned(tokenIn(headers), result);
      renewed = undefined;
      const tooLarge = result.kind === 'fault' && bytes > manyBytes;
      return tooLarge ? { kind: 'fault', why: tooBig } : result;
    } catch (error) {
      return refusal(error);
    }
  };
  const addressOf = ({ serviceUrl }: Conversation, path: string): string =>
    `${serviceUrl.replace(/\/$/, '')}/v3/conversations${path}`;
  const activities = ({ id }: Conversation): string => `/${encodeURIComponent(id)}/activities`;
  const posted = (to: Conversation, said: Partial<Activity>) => ({
    ...said,
    channelId: 'msteams',
    serviceUrl: to.serviceUrl,
    from: bot,
    conversation: conversation(to.id),
  });
  const memberOf = (member: TeamsChannelAccount): RosterMember | undefined => {
    const id = member.aadObjectId ?? (identity.kind === 'local' ? member.id : undefined);
    return id === undefined
      ? undefined
      : {
          id: personId(id),
          teamsId: member.id,
          name: cleanName(member.name ?? ''),
          guest: member.userRole === 'guest',
          mail: member.email || member.userPrincipalName || '',
        };
  };

  return {
    send: (to, message) => call('POST', to, activities(to), posted(to, activity(message))),
    typing: (to) => call('POST', to, activities(to), posted(to, { type: 'typing' })),
    update: (to, activityId, message) =>
      call(
        'PUT',
        to,
        `${activities(to)}/${encodeURIComponent(activityId)}`,
        posted(to, activity(message)),
      ),
    async open({ id, teamsId = id }, serviceUrl) {
      const result = await call('POST', { id: teamsId, serviceUrl }, '', {
        bot,
        isGroup: false,
        members: [{ id: teamsId }],
        tenantId: identity.tenant,
        channelData: { tenant: { id: identity.tenant } },
      });
      if (result.kind !== 'sent') return result;
      return result.activityId === ''
        ? { kind: 'unknown', why: 'NoConversation' }
        : { kind: 'opened', conversation: { id: result.activityId, serviceUrl } };
    },
    async member(of, teamsId) {
      try {
        const { status, text } = await ask({
          method: 'GET',
          url: addressOf(
            of,
            `/${encodeURIComponent(of.id)}/members/${encodeURIComponent(teamsId)}`,
          ),
          headers: await signed(of),
          withinMs: askedWithin,
        });
        return status === 200 ? memberOf(JSON.parse(text) as TeamsChannelAccount) : undefined;
      } catch {
        return undefined;
      }
    },
    async roster(team, serviceUrl) {
      const people = new Map<PersonId, RosterMember>();
      let whole = true;
      try {
        await within({ id: team, serviceUrl }, async (context) => {
          let continuation: string | undefined;
          do {
            const page = await TeamsInfo.getPagedTeamMembers(context, team, 200, continuation);
            if (page.members.length === 0) whole = false;
            for (const account of page.members) {
              const member = memberOf(account);
              if (member !== undefined) people.set(member.id, member);
            }
            continuation = page.continuationToken || undefined;
          } while (continuation !== undefined);
        });
      } catch (error) {
        // A team that is gone, or that the bot was taken out of unheard.
        if (refusal(error).kind !== 'unreachable') throw error;
        whole = false;
      }
      return { people: [...people.values()], whole };
    },
  };
}

/** The token of a request's headers, which stand in turn with their names. */
const tokenIn = (headers: readonly string[]): string | undefined =>
  headers[headers.findIndex((name) => name.toLowerCase() === 'authorization') + 1];

/** A message as an activity. */
function activity({ card, text, replyTo }: Outgoing): Partial<Activity> {
  const said: Partial<Activity> =
    card === undefined
      ? { ...MessageFactory.text(text), textFormat: 'markdown' }
      : { ...MessageFactory.attachment(CardFactory.adaptiveCard(card)), summary: text };
  return replyTo === undefined ? said : { ...said, replyToId: replyTo };
}

/** What Teams answers with: an id, or what is wrong, in either of the two shapes it publishes. */
interface Answer {
  readonly id?: string;
  readonly error?: { readonly code?: string; readonly message?: unknown };
  readonly message?: unknown;
}

/** Teams' own code; one that stands inside the message says more than the one beside it. */
function codeOf({ error, message }: Answer): string | undefined {
  const said = JSON.stringify([message, error?.message]);
  return /subCode[\\"]{1,9}: ?[\\"]{1,9}(\w{1,60})/.exec(said)?.[1] ?? error?.code;
}

function answered({ status, headers, text }: Answered): SendResult {
  let body: Answer = {};
  try {
    body = (JSON.parse(text) ?? {}) as Answer;
  } catch {
    // A gateway's page: its status says what there is to know.
  }
  return status >= 200 && status < 300
    ? { kind: 'sent', activityId: body.id ?? '' }
    : refusal({
        statusCode: status,
        body,
        response: { headers: { get: (name: string) => headers[name] } },
      });
}

/** Without a token nothing left, to nobody: Microsoft refused us, or could not be asked. */
function unsigned(error: unknown): Exclude<SendResult, { kind: 'sent' }> {
  const { kind, why } = refusal(error);
  const asked = kind === 'retry' || kind === 'unknown';
  return { kind: 'retry', why, everybody: true, ...(asked ? {} : { unauthorised: true }) };
}

interface HttpFault {
  readonly statusCode?: number;
  readonly code?: string;
  /** Microsoft's sign-in refused: no request left. */
  readonly errorCode?: string;
  readonly body?: Answer;
  readonly response?: { readonly headers?: { get(name: string): string | undefined } };
}

// Before the request left: nobody can have received anything.
const neverReached = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);
const notTaken = new Set([412, 429, 502, 503, 504]);
const throttled = 429;
// These speak of the whole tenant, whichever conversation they were given for.
const ofEverybody = new Set(['BotDisabledByAdmin', 'BotNotRegistered']);

/** What an error of the connector means, by what Microsoft documents of each status. */
export function refusal(error: unknown): Exclude<SendResult, { kind: 'sent' }> {
  const fault = error as HttpFault;
  const status = fault.statusCode;
  const why =
    codeOf(fault.body ?? {}) ?? fault.code ?? (status === undefined ? 'unknown' : String(status));
  if (status === undefined) {
    if (fault.errorCode !== undefined) {
      return { kind: 'fault', why: fault.errorCode };
    }
    return neverReached.has(String(fault.code)) ? { kind: 'retry', why } : { kind: 'unknown', why };
  }
  if (notTaken.has(status)) {
    const seconds = Number(fault.response?.headers?.get('retry-after'));
    return {
      kind: 'retry',
      why,
      ...(status === throttled ? { throttled: true } : {}),
      ...(Number.isFinite(seconds) && seconds > 0 ? { afterMs: seconds * 1000 } : {}),
    };
  }
  if (status === 401) return { kind: 'retry', why, everybody: true, unauthorised: true };
  if (status === 403 || status === 404) {
    return {
      kind: 'unreachable',
      why,
      ...(ofEverybody.has(why) ? { everybody: true } : {}),
      ...(status === 404 ? { perhaps: true } : {}),
    };
  }
  if (status === 413) return { kind: 'fault', why: tooBig };
  if (status >= 400 && status < 500 && status !== 408) return { kind: 'fault', why };
  return { kind: 'unknown', why };
}
