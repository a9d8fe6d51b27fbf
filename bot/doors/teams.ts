import { Application, type TeamsAdapter, type TurnState } from '@microsoft/teams-ai';
import type { Activity, TurnContext } from 'botbuilder';
import type { RequestHandler, Response } from 'express';
import { z } from 'zod';
import type { Identity } from '#bot/config';
import { hash, personId, teamId, tenantContext } from '#bot/core/ids';
import { isZone } from '#bot/core/time';
import {
  type Answer,
  type Dispatch,
  type Inbound,
  operationOf,
  sentence,
} from '#bot/doors/dispatch';
import { correlated } from '#bot/platform/log';
import { activity as asActivity } from '#bot/platform/messenger';
import type { EventName, InboundEvent, Log, Messenger, Place } from '#bot/ports';

/** Ids stand in addresses and headers of what we send back: no control or other odd characters. */
const idOf = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[\x20-\x7e]+$/);

/**
 * What of an activity is read; everything else is passed over, so that nothing of an odd shape gets
 * as far as the Bot Framework, which takes much for granted.
 */
const activityShape = z.object({
  type: z.string().min(1),
  channelId: idOf(100),
  id: idOf(500).optional(),
  name: z.string().optional(),
  action: z.string().optional(),
  serviceUrl: z.string().min(1),
  text: z.string().nullish(),
  locale: z.string().max(35).nullish(),
  replyToId: idOf(500).nullish(),
  from: z.object({
    id: idOf(300),
    name: z.string().nullish(),
    aadObjectId: idOf(100).nullish(),
    role: z.string().nullish(),
  }),
  recipient: z.object({ id: idOf(300), name: z.string().nullish().catch(undefined) }),
  conversation: z.object({
    id: idOf(400),
    conversationType: z.string().nullish(),
    tenantId: z.string().nullish(),
    isGroup: z.boolean().nullish(),
  }),
  channelData: z
    .object({
      tenant: z.object({ id: z.string() }).nullish(),
      team: z.object({ id: idOf(300), name: z.string().nullish() }).nullish(),
      channel: z.object({ id: idOf(300) }).nullish(),
      eventType: z.string().nullish(),
    })
    .nullish()
    .catch(undefined),
  entities: z.array(z.record(z.string(), z.unknown())).nullish().catch(undefined),
  membersAdded: z
    .array(z.object({ id: z.string() }))
    .nullish()
    .catch(undefined),
  membersRemoved: z
    .array(z.object({ id: z.string() }))
    .nullish()
    .catch(undefined),
  value: z.unknown().optional(),
  localTimezone: z.string().nullish(),
});
type Shape = z.infer<typeof activityShape>;

const clientInfo = z.object({ country: z.string().optional(), timezone: z.string().optional() });
const actionValue = z.object({
  action: z.object({ verb: z.string(), data: z.unknown().optional() }),
});
const submitValue = z.looseObject({ verb: z.string() });
const mention = z.object({
  type: z.literal('mention'),
  mentioned: z.object({
    id: z.string(),
    name: z.string().nullish(),
    aadObjectId: z.string().nullish(),
  }),
});

/** The Bot Framework endpoint: activities in, replies out. The only file that routes them. */
export function teamsDoor(options: {
  readonly adapter: TeamsAdapter;
  readonly identity: Identity;
  readonly dispatch: Dispatch;
  readonly messenger: Messenger;
  readonly log: Log;
  /** Takes what goes on after the answer left, to be waited for at the end. */
  readonly background: (work: Promise<void>) => void;
}): RequestHandler {
  const { adapter, identity, dispatch, messenger, log, background } = options;
  const afterwards = new WeakMap<TurnContext, () => Promise<void>>();
  const app = new Application<TurnState>({
    adapter,
    botAppId: identity.kind === 'local' ? '' : identity.botId,
    startTypingTimer: false,
    // Mentions are read from the entities: the text alone does not tell whom they name.
    removeRecipientMention: false,
  });
  app.addRoute(
    async (context) => context.activity.type !== 'invoke',
    (context) => handle(context),
  );
  app.addRoute(
    async (context) => context.activity.type === 'invoke',
    (context) => handle(context),
    true,
  );

  const handle = async (context: TurnContext): Promise<void> => {
    const shape = activityShape.safeParse(context.activity);
    const inbound = shape.success ? inboundOf(shape.data, identity) : undefined;
    if (inbound === undefined) {
      if (context.activity.type === 'invoke') await invokeResponse(context, 400, problem(400));
      return;
    }
    const answer = await dispatch(inbound);
    if (context.activity.type === 'invoke') {
      await answerInvoke(context, answer, inbound);
    } else {
      await answerMessage(context, answer, inbound);
    }
  };

  async function answerMessage(
    context: TurnContext,
    answer: Answer,
    inbound: Inbound,
  ): Promise<void> {
    const { reply } = answer;
    const text = sentence(answer);
    if (text !== undefined) {
      await context.sendActivity(asActivity({ text }));
      return;
    }
    if (!('kind' in reply) || reply.kind !== 'card') return;
    const message = { card: reply.card, text: reply.summary };
    const pressed = inbound.what.kind === 'action' ? inbound.event.cardActivityId : undefined;
    if (pressed !== undefined) {
      const updated = await messenger.update(inbound.event.place.conversation, pressed, message);
      if (updated.kind === 'sent') return;
    }
    await context.sendActivity(asActivity(message));
  }

  async function answerInvoke(
    context: TurnContext,
    answer: Answer,
    inbound: Inbound,
  ): Promise<void> {
    const { reply } = answer;
    const text = sentence(answer);
    if (context.activity.name?.startsWith('composeExtension/')) {
      await invokeResponse(context, 200, formBody(answer, text));
      return;
    }
    if (context.activity.name !== 'adaptiveCard/action') {
      await invokeResponse(context, 200, {});
      return;
    }
    if (text !== undefined || !('kind' in reply) || reply.kind !== 'card') {
      await invokeResponse(context, 200, {
        statusCode: 200,
        type: 'application/vnd.microsoft.activity.message',
        value: text ?? '',
      });
      return;
    }
    await invokeResponse(context, 200, {
      statusCode: 200,
      type: 'application/vnd.microsoft.card.adaptive',
      value: reply.card,
    });
    const { cardActivityId, place } = inbound.event;
    if (cardActivityId === undefined) return;
    // The answer shows the receipt to the presser; the stored activity makes it last. Nobody waits
    // for that: the answer leaves first.
    afterwards.set(context, async () => {
      const message = { card: reply.card, text: reply.summary };
      const updated = await messenger.update(place.conversation, cardActivityId, message);
      if (updated.kind !== 'sent') log.warn({ why: updated.why }, 'a pressed card was not updated');
    });
  }

  return async (request, response) => {
    if (identity.kind !== 'local' && request.headers.authorization === undefined) {
      response.status(401).json(problem(401));
      return;
    }
    // The signature does not bind the tenant: what is signed but not ours ends here.
    if (tenantOf(request.body, identity) === 'other') {
      response.status(403).json(problem(403));
      return;
    }
    const shape = activityShape.safeParse(request.body);
    if (!shape.success) {
      response.status(400).json(problem(400));
      return;
    }
    // Named here when Teams did not, so that it is the same all the way down.
    const activity = { ...shape.data, id: shape.data.id ?? crypto.randomUUID() };
    request.body = activity;
    const inbound = inboundOf(activity, identity);
    // From here on every line of the log belongs to this turn, whoever writes it.
    await correlated(
      inbound === undefined ? hash(24, activity.id) : operationOf(inbound),
      async () => {
        let after: (() => Promise<void>) | undefined;
        await adapter.process(request, discreet(response, log), async (context) => {
          await app.run(context);
          after = afterwards.get(context);
        });
        if (after !== undefined) background(after());
      },
    );
  };
}

/**
 * The response as the Bot Framework writes it, without its own error texts and its name. A 500 of
 * its own means that nobody could check who signed, for want of Microsoft's keys: not let in.
 */
function discreet(response: Response, log: Log): Response {
  let status = 200;
  let body: unknown;
  return {
    socket: response.socket,
    header: () => undefined,
    status(code: number) {
      status = code;
    },
    send(sent: unknown) {
      body = sent;
    },
    end() {
      if (status < 400 || typeof body === 'object') {
        response.status(status);
        return body === undefined ? response.end() : response.send(body);
      }
      const shown = status >= 500 ? 503 : status;
      log.warn({ status }, 'an activity was not taken');
      return response.status(shown).json(problem(shown));
    },
  } as unknown as Response;
}

/** Sends what an invoke waits for. */
const invokeResponse = (context: TurnContext, status: number, body: unknown) =>
  context.sendActivity({ type: 'invokeResponse', value: { status, body } } as Partial<Activity>);

const said: Readonly<Record<number, string>> = {
  401: 'This is not signed.',
  403: 'This app does not serve that tenant.',
  503: 'Please try again in a moment.',
};
const problem = (statusCode: number) => ({
  statusCode,
  type: 'application/vnd.microsoft.error',
  value: { code: String(statusCode), message: said[statusCode] ?? 'That could not be read.' },
});

function formBody({ reply }: Answer, text: string | undefined): object {
  if ('kind' in reply && reply.kind === 'form') {
    return {
      task: {
        type: 'continue',
        value: {
          title: reply.title,
          width: 'medium',
          height: 'medium',
          card: { contentType: 'application/vnd.microsoft.card.adaptive', content: reply.card },
        },
      },
    };
  }
  return text === undefined ? {} : { task: { type: 'message', value: text } };
}

function tenantOf(body: unknown, identity: Identity): 'ours' | 'other' {
  const shape = z
    .object({
      conversation: z.object({ tenantId: z.string().nullish() }).nullish().catch(undefined),
      channelData: z
        .object({ tenant: z.object({ id: z.string() }).nullish() })
        .nullish()
        .catch(undefined),
    })
    .safeParse(body);
  const named = shape.success
    ? [shape.data.channelData?.tenant?.id, shape.data.conversation?.tenantId].filter(
        (id) => typeof id === 'string' && id !== '',
      )
    : [];
  // Teams always names the tenant; only in local mode may a client leave it out.
  if (named.length === 0) return identity.kind === 'local' ? 'ours' : 'other';
  return named.every((id) => id === identity.tenant) ? 'ours' : 'other';
}

function inboundOf(shape: Shape, identity: Identity): Inbound | undefined {
  const id = shape.from.aadObjectId ?? (identity.kind === 'local' ? shape.from.id : undefined);
  const what = whatOf(shape);
  if (id == null || what === undefined) return undefined;
  const place = placeOf(shape);
  const info = clientInfo.safeParse(
    shape.entities?.find(({ type }) => type === 'clientInfo') ?? {},
  ).data;
  const zone = shape.localTimezone ?? info?.timezone;
  const cardActivityId = shape.replyToId ?? undefined;
  const event: InboundEvent = {
    place,
    mentioned: mentionsOf(shape, identity),
    ...(cardActivityId === undefined ? {} : { cardActivityId }),
  };
  return {
    ctx: tenantContext(identity.tenant),
    me: personId(id),
    // Without an id nothing can be recognised as delivered twice: each counts as new.
    activityId: shape.id ?? crypto.randomUUID(),
    event,
    what,
    facts: {
      teamsId: shape.from.id,
      ...(shape.from.name ? { name: shape.from.name } : {}),
      ...(shape.locale ? { locale: shape.locale } : {}),
      ...(zone && isZone(zone) ? { zone } : {}),
      ...(info?.country && /^[A-Z]{2}$/.test(info.country) ? { country: info.country } : {}),
    },
  };
}

function placeOf({ conversation, serviceUrl, channelData, name }: Shape): Place {
  const type = conversation.conversationType ?? (channelData?.team ? 'channel' : 'personal');
  const team = channelData?.team;
  // A reply in a thread carries ";messageid=…": posts of ours start a thread of their own.
  const channelId = channelData?.channel?.id ?? conversation.id.split(';')[0] ?? conversation.id;
  if (type === 'channel') {
    return {
      kind: 'channel',
      conversation: { id: channelId, serviceUrl },
      ...(team ? { team: teamId(team.id) } : {}),
      ...(team?.name ? { teamName: team.name } : {}),
    };
  }
  // A message action may come from a chat between two people: not the bot's own, whatever its type.
  const others = name?.startsWith('composeExtension/') === true;
  const kind = type === 'groupChat' || conversation.isGroup || others ? 'group' : 'personal';
  return { kind, conversation: { id: conversation.id, serviceUrl } };
}

function mentionsOf({ entities, recipient }: Shape, identity: Identity): InboundEvent['mentioned'] {
  return (entities ?? []).flatMap((entity) => {
    const parsed = mention.safeParse(entity);
    if (!parsed.success || parsed.data.mentioned.id === recipient.id) return [];
    const { id, aadObjectId, name } = parsed.data.mentioned;
    const person = aadObjectId ?? (identity.kind === 'local' ? id : undefined);
    return person === undefined ? [] : [{ id: personId(person), name: name ?? '' }];
  });
}

function whatOf(shape: Shape): Inbound['what'] | undefined {
  switch (shape.type) {
    case 'message': {
      const submitted = submitValue.safeParse(shape.value);
      if (submitted.success) {
        const { verb, ...data } = submitted.data;
        return { kind: 'action', verb, data };
      }
      return { kind: 'text', text: withoutMentions(shape) };
    }
    case 'invoke':
      return invokeOf(shape);
    case 'installationUpdate':
      return installEvent(shape, shape.action?.startsWith('remove') === true);
    case 'conversationUpdate':
      return conversationEvent(shape);
    default:
      return undefined;
  }
}

function invokeOf(shape: Shape): Inbound['what'] | undefined {
  if (shape.name === 'adaptiveCard/action') {
    const value = actionValue.safeParse(shape.value);
    if (!value.success) return undefined;
    return { kind: 'action', verb: value.data.action.verb, data: value.data.action.data };
  }
  if (shape.name === 'composeExtension/fetchTask') {
    return { kind: 'event', name: 'thank-for-this', data: shape.value };
  }
  if (shape.name === 'composeExtension/submitAction' || shape.name === 'task/submit') {
    const value = z.object({ data: submitValue }).safeParse(shape.value);
    if (!value.success) return undefined;
    const { verb, ...data } = value.data.data;
    return { kind: 'action', verb, data };
  }
  return undefined;
}

function installEvent(shape: Shape, removed: boolean): Inbound['what'] {
  const place = placeOf(shape);
  const name: Readonly<Record<Place['kind'], EventName>> = removed
    ? { personal: 'uninstalled', channel: 'team-removed', group: 'uninstalled' }
    : { personal: 'installed', channel: 'team-installed', group: 'group-installed' };
  return { kind: 'event', name: name[place.kind], data: shape.channelData ?? {} };
}

function conversationEvent(shape: Shape): Inbound['what'] | undefined {
  const bot = (members: readonly { id: string }[] | null | undefined) =>
    members?.some(({ id }) => id === shape.recipient.id) === true;
  if (bot(shape.membersAdded)) return installEvent(shape, false);
  if (bot(shape.membersRemoved)) return installEvent(shape, true);
  const data = shape.channelData ?? {};
  if (shape.channelData?.eventType === 'teamDeleted') {
    return { kind: 'event', name: 'team-removed', data };
  }
  if (shape.channelData?.eventType === 'teamRenamed') {
    return { kind: 'event', name: 'team-renamed', data };
  }
  if (shape.membersAdded?.length || shape.membersRemoved?.length) {
    return placeOf(shape).kind === 'channel'
      ? { kind: 'event', name: 'members-changed', data }
      : undefined;
  }
  return undefined;
}

/** The text without `<at>…</at>` of the bot; other people's names stay, without the tags. */
function withoutMentions({ text, entities, recipient }: Shape): string {
  let rest = text ?? '';
  for (const entity of entities ?? []) {
    const tag = entity['text'];
    const parsed = mention.safeParse(entity);
    if (!parsed.success || typeof tag !== 'string') continue;
    const name = parsed.data.mentioned.id === recipient.id ? '' : tag.replace(/<\/?at[^>]*>/g, '');
    rest = rest.split(tag).join(name);
  }
  return rest.replace(/<\/?at[^>]*>/g, '');
}
