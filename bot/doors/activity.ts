import { z } from 'zod';
import type { Identity } from '#bot/config';
import { personId, teamId, tenantContext } from '#bot/core/ids';
import { clean, longestText, shortened } from '#bot/core/text';
import { isZone } from '#bot/core/time';
import type { Inbound } from '#bot/doors/dispatch';
import type { EventName, InboundEvent, Place } from '#bot/ports';

/** Ids stand in addresses and headers of what we send back: no control or other odd characters. */
const idOf = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[\x20-\x7e]+$/);

/** Names as people wrote them in their directory: cleaned, and no longer than a name is. */
const nameOf = z.string().transform((name) => clean(name.slice(0, 1_000), 120));

/** No message names as many people. */
const mostEntities = 100;
const cutText = z.string().transform((text) => text.slice(0, longestText));

/**
 * What of an activity is read; everything else is passed over, so that nothing of an odd shape gets
 * as far as the Bot Framework, which takes much for granted.
 */
export const activityShape = z.object({
  type: z.string().min(1),
  channelId: idOf(100),
  id: idOf(500).optional(),
  name: z.string().optional(),
  action: z.string().optional(),
  serviceUrl: z.string().min(1),
  text: cutText.nullish(),
  locale: z.string().max(35).nullish(),
  replyToId: idOf(500).nullish(),
  from: z.object({
    id: idOf(300),
    name: nameOf.nullish(),
    aadObjectId: idOf(100).nullish(),
    role: z.string().nullish(),
  }),
  recipient: z.object({ id: idOf(300), name: nameOf.nullish().catch(undefined) }),
  conversation: z.object({
    id: idOf(400),
    // Empty says nothing, and must not be said back.
    conversationType: z
      .string()
      .transform((type) => type || undefined)
      .nullish(),
    tenantId: z.string().nullish(),
    isGroup: z.boolean().nullish(),
  }),
  channelData: z
    .object({
      tenant: z.object({ id: z.string() }).nullish(),
      team: z.object({ id: idOf(300), name: nameOf.nullish() }).nullish(),
      channel: z.object({ id: idOf(300) }).nullish(),
      eventType: z.string().nullish(),
    })
    .nullish()
    .catch(undefined),
  entities: z
    .array(z.record(z.string(), z.unknown()))
    .transform((entities) => entities.slice(0, mostEntities))
    .nullish()
    .catch(undefined),
  membersAdded: z
    .array(z.object({ id: z.string() }))
    .nullish()
    .catch(undefined),
  membersRemoved: z
    .array(z.object({ id: z.string() }))
    .nullish()
    .catch(undefined),
  value: z.unknown().transform(shortened).optional(),
  localTimezone: z.string().nullish(),
});
type Shape = z.infer<typeof activityShape>;

const clientInfo = z.object({
  country: z.string().optional(),
  timezone: z.string().optional(),
  platform: z.string().optional().catch(undefined),
});
const actionValue = z.object({
  action: z.object({ verb: z.string(), data: z.unknown().optional() }),
});
/** An input of a card asks what to suggest; Teams wants at most fifteen. */
const searchValue = z.object({
  dataset: z.string().regex(/^\w{1,40}$/),
  queryText: z.string().max(1_000).catch(''),
  queryOptions: z
    .object({
      skip: z.number().int().min(0).max(1_000).catch(0),
      top: z.number().int().min(1).max(15).catch(15),
    })
    .catch({ skip: 0, top: 15 }),
});
const submitValue = z.looseObject({ verb: z.string() });
const mention = z.object({
  type: z.literal('mention'),
  mentioned: z.object({
    id: z.string(),
    name: nameOf.nullish(),
    aadObjectId: z.string().nullish(),
  }),
});

/** Whether an activity names our tenant, and no other. */
export function tenantOf(body: unknown, identity: Identity): 'ours' | 'other' {
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

/** Who did what where; undefined when it is nothing this product answers. */
export function inboundOf(shape: Shape, identity: Identity): Inbound | undefined {
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
    ...(/^(ios|android)$/i.test(info?.platform ?? '') ? { mobile: true } : {}),
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

/** What stands in a message in the place of a card of a message extension. */
const insertedCard =
  /<span [^>]{0,400}schema\.skype\.com\/InputExtension[^>]{0,400}>[^<]{0,400}<\/span>/gi;

function whatOf(shape: Shape): Inbound['what'] | undefined {
  switch (shape.type) {
    case 'message': {
      const submitted = submitValue.safeParse(shape.value);
      if (submitted.success) {
        const { verb, ...data } = submitted.data;
        return { kind: 'action', verb, data };
      }
      const text = withoutMentions(shape);
      const said = text.replace(insertedCard, '');
      // A card that somebody put into the chat from the message box asks nothing.
      return said !== text && said.trim() === '' ? undefined : { kind: 'text', text: said };
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
  if (shape.name === 'composeExtension/query') {
    return { kind: 'event', name: 'find-help', data: shape.value };
  }
  if (shape.name === 'application/search') {
    const value = searchValue.safeParse(shape.value);
    if (!value.success) return undefined;
    const { dataset, queryText, queryOptions } = value.data;
    const data = { text: queryText, skip: queryOptions.skip, top: queryOptions.top };
    return { kind: 'action', verb: `search.${dataset}`, data };
  }
  if (shape.name === 'composeExtension/fetchTask') {
    const command = z.object({ commandId: z.string() }).safeParse(shape.value);
    const asks = command.data?.commandId === 'askForThis';
    return { kind: 'event', name: asks ? 'ask-for-this' : 'thank-for-this', data: shape.value };
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

const atTag = /<\/?at[^<>]*>/g;

/** The text without `<at>…</at>` of the bot; other people's names stay, without the tags. */
function withoutMentions({ text, entities, recipient }: Shape): string {
  let rest = text ?? '';
  for (const entity of entities ?? []) {
    const tag = entity['text'];
    const parsed = mention.safeParse(entity);
    if (!parsed.success || typeof tag !== 'string') continue;
    const name = parsed.data.mentioned.id === recipient.id ? '' : tag.replace(atTag, '');
    rest = rest.split(tag).join(name);
  }
  return rest.replace(atTag, '');
}
