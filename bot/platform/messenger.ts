import { TeamsAdapter } from '@microsoft/teams-ai';
import {
  type Activity,
  CardFactory,
  type ConversationReference,
  MessageFactory,
  TeamsInfo,
  type TurnContext,
} from 'botbuilder';
import type { Config } from '#bot/config';
import { type PersonId, personId } from '#bot/core/ids';
import type { Messenger, Outgoing, SendResult } from '#bot/ports';
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

/** What of Microsoft's connector client a message needs. */
interface Connector {
  readonly conversations: {
    sendToConversation(conversation: string, activity: Partial<Activity>): Promise<{ id?: string }>;
    updateActivity(
      conversation: string,
      activityId: string,
      activity: Partial<Activity>,
    ): Promise<unknown>;
  };
}

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

  // Teams has a service address for each region. The adapter's client for it, with its credentials,
  // is kept: a turn and a client for every message cost more than the message.
  const connectors = new Map<string, Connector>();
  const connector = async (to: Conversation): Promise<Connector> => {
    const known = connectors.get(to.serviceUrl);
    if (known !== undefined) return known;
    const made = await within(to, async (context) =>
      context.turnState.get<Connector>(adapter.ConnectorClientKey),
    );
    connectors.set(to.serviceUrl, made);
    return made;
  };
  const addressed = (to: Conversation, message: Outgoing): Partial<Activity> => ({
    ...activity(message),
    channelId: 'msteams',
    serviceUrl: to.serviceUrl,
    from: bot,
    conversation: conversation(to.id),
  });

  return {
    send: (to, message) =>
      outcome(async () => {
        const { conversations } = await connector(to);
        const response = await conversations.sendToConversation(to.id, addressed(to, message));
        return response.id ?? '';
      }),
    update: (to, activityId, message) =>
      outcome(async () => {
        const { conversations } = await connector(to);
        const changed = { ...addressed(to, message), id: activityId };
        await conversations.updateActivity(to.id, activityId, changed);
        return activityId;
      }),
    roster: (team, serviceUrl) =>
      within({ id: team, serviceUrl }, async (context) => {
        const people: { id: PersonId; teamsId: string; name: string; guest: boolean }[] = [];
        let continuation: string | undefined;
        do {
          const page = await TeamsInfo.getPagedTeamMembers(context, team, 200, continuation);
          for (const member of page.members) {
            const id = member.aadObjectId ?? (identity.kind === 'local' ? member.id : undefined);
            if (id === undefined) continue;
            people.push({
              id: personId(id),
              teamsId: member.id,
              name: member.name ?? '',
              guest: member.userRole === 'guest',
            });
          }
          continuation = page.continuationToken || undefined;
        } while (continuation !== undefined);
        return people;
      }),
  };
}

/** A message as an activity. */
export function activity(message: Outgoing): Partial<Activity> {
  if (message.card === undefined)
    return { ...MessageFactory.text(message.text), textFormat: 'markdown' };
  return {
    ...MessageFactory.attachment(CardFactory.adaptiveCard(message.card)),
    summary: message.text,
  };
}

async function outcome(act: () => Promise<string>): Promise<SendResult> {
  try {
    return { kind: 'sent', activityId: await act() };
  } catch (error) {
    return refusal(error);
  }
}

interface HttpFault {
  readonly statusCode?: number;
  readonly code?: string;
  /** Microsoft's sign-in refused: no request left. */
  readonly errorCode?: string;
  readonly body?: { readonly error?: { readonly code?: string } };
  readonly response?: { readonly headers?: { get(name: string): string | undefined } };
}

// Before the request left: nobody can have received anything.
const neverReached = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH']);
const notTaken = new Set([412, 429, 502, 503, 504]);
const throttled = 429;
// These speak of the whole tenant, whichever conversation they were given for.
const ofEverybody = new Set(['BotDisabledByAdmin', 'BotNotRegistered']);

/** What an error of the connector means, by what Microsoft documents of each status. */
export function refusal(error: unknown): SendResult {
  const fault = error as HttpFault;
  const status = fault.statusCode;
  const why =
    fault.body?.error?.code ?? fault.code ?? (status === undefined ? 'unknown' : String(status));
  if (status === undefined) {
    if (fault.errorCode !== undefined) {
      return { kind: 'fault', why: fault.errorCode, everybody: true };
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
  if (status === 401) return { kind: 'fault', why, everybody: true };
  if (status === 403 || status === 404) {
    return ofEverybody.has(why)
      ? { kind: 'unreachable', why, everybody: true }
      : { kind: 'unreachable', why };
  }
  if (status >= 400 && status < 500 && status !== 408) return { kind: 'fault', why };
  return { kind: 'unknown', why };
}
