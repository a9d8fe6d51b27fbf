import { z } from 'zod';
import type { Identity } from '#bot/config';
import { personId, teamId, tenantContext } from '#bot/core/ids';
import { quoted } from '#bot/core/quoted';
import { table } from '#bot/core/table';
import { longestText, shortened } from '#bot/core/text';
import { isZone } from '#bot/core/time';
import type { Inbound } from '#bot/doors/dispatch';
import { mentionsIn, nameOf, saidIn } from '#bot/doors/said';
import type { EventName, InboundEvent, Mentioned, Place } from '#bot/ports';

/** Ids stand in addresses and headers of what we send back: no control or other odd characters. */
const idOf = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[\x20-\x7e]+$/);

/** Says nothing when it is of an odd shape: what only decorates an activity never refuses it. */
const optional = <S extends z.ZodType>(shape: S) => shape.nullish().catch(undefined);

/** Beyond so many, nobody is mentioned any more. */
const mostEntities = 100;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const memberId = z.object({ id: z.string() });
const members = z.array(z.unknown()).transform((all) =>
  all.flatMap((member) => {
    const parsed = memberId.safeParse(member);
    return parsed.success ? [parsed.data] : [];
  }),
);

const cutText = z.string().transform((text) => text.slice(0, longestText));

/**
 * What of an activity is read; everything else is passed over, so that nothing of an odd shape gets
 * as far as the Bot Framework, which takes much for granted.
 */
export const activityShape = z.object({
  type: z.string().min(1),
  channelId: idOf(100),
  id: optional(idOf(500)),
  name: optional(z.string()),
  action: optional(z.string()),
  serviceUrl: z.string().min(1),
  text: optional(cutText),
  // The language stands first.
  locale: optional(z.string().transform((locale) => locale.slice(0, 35))),
  replyToId: optional(idOf(500)),
  from: z.object({
    id: idOf(300),
    name: optional(nameOf),
    aadObjectId: optional(idOf(100)),
  }),
  recipient: z.object({ id: idOf(300), name: optional(nameOf) }),
  conversation: z.object({
    id: idOf(400),
    // Empty says nothing, and must not be said back.
    conversationType: optional(z.string().transform((type) => type || undefined)),
    tenantId: optional(z.string()),
    isGroup: optional(z.boolean()),
  }),
  channelData: optional(
    z.object({
      tenant: optional(z.object({ id: z.string() })),
      team: optional(z.object({ id: idOf(300), name: optional(nameOf) })),
      channel: optional(z.object({ id: idOf(300) })),
      eventType: optional(z.string()),
      settings: optional(z.object({ selectedChannel: z.object({ id: idOf(300) }) })),
    }),
  ),
  entities: optional(
    z
      .array(z.unknown())
      .transform((entities) =>
        entities.slice(0, mostEntities).filter((entity) => isObject(entity)),
      ),
  ),
  membersAdded: optional(members),
  membersRemoved: optional(members),
  value: z.unknown().transform(shortened).optional(),
  localTimezone: optional(z.string()),
});
type Shape = z.infer<typeof activityShape>;

const clientInfo = z.object({
  country: optional(z.string()),
  timezone: optional(z.string()),
  platform: optional(z.string()),
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
  // Of what Teams itself tells, the Entra id is left out at times.
  const isTold = what?.kind === 'event' && shape.type !== 'invoke';
  if (what === undefined || (id == null && !isTold)) return undefined;
  const place = placeOf(shape);
  const info = clientInfo.safeParse(
    shape.entities?.find(({ type }) => type === 'clientInfo') ?? {},
  ).data;
  // The first may be empty or a name that only Windows knows.
  const zone = [shape.localTimezone, info?.timezone].find((name) => name && isZone(name));
  const cardActivityId = shape.replyToId ?? undefined;
  const event: InboundEvent = {
    place,
    mentioned: mentionsOf(shape),
    ...(cardActivityId === undefined ? {} : { cardActivityId }),
    ...(/^(ios|android)$/i.test(info?.platform ?? '') ? { mobile: true } : {}),
  };
  return {
    ctx: tenantContext(identity.tenant),
    me: id == null ? undefined : personId(id),
    // Without an id nothing can be recognised as delivered twice: each counts as new.
    activityId: shape.id ?? crypto.randomUUID(),
    event,
    what,
    ...(shape.type === 'invoke' ? { invoke: true as const } : {}),
    facts: {
      teamsId: shape.from.id,
      ...(shape.from.name ? { name: shape.from.name } : {}),
      ...(shape.locale ? { locale: shape.locale } : {}),
      ...(zone ? { zone } : {}),
      ...(info?.country && /^[A-Z]{2}$/.test(info.country) ? { country: info.country } : {}),
    },
  };
}

function placeOf({ conversation, serviceUrl, channelData, name }: Shape): Place {
  const type = conversation.conversationType ?? (channelData?.team ? 'channel' : 'personal');
  const team = channelData?.team;
  // A reply in a thread carries ";messageid=…": posts of ours start a thread of their own.
  const channelId =
    channelData?.settings?.selectedChannel.id ??
    channelData?.channel?.id ??
    conversation.id.split(';')[0] ??
    conversation.id;
  if (type === 'channel') {
    return {
      kind: 'channel',
      conversation: { id: channelId, serviceUrl },
      ...(team ? { team: teamId(team.id) } : {}),
      ...(team?.name ? { teamName: team.name } : {}),
    };
  }
  // A message action, and a press on what it put there, may come from a chat between two people,
  // `19:…@unq.gbl.spaces`: not the bot's own, whatever its type.
  const others =
    name?.startsWith('composeExtension/') === true || conversation.id.startsWith('19:');
  const kind = type === 'groupChat' || conversation.isGroup || others ? 'group' : 'personal';
  return { kind, conversation: { id: conversation.id, serviceUrl } };
}

/** Each once: Teams sends one mention for every word of a name at times. */
function mentionsOf({ entities, recipient }: Shape): Mentioned[] {
  const each = new Map<string, Mentioned>();
  for (const { mentioned, text } of mentionsIn(entities)) {
    const { id: teamsId, aadObjectId, name = quoted(text ?? '', 120) } = mentioned;
    if (teamsId === recipient.id || each.has(teamsId)) continue;
    const id = aadObjectId ? { id: personId(aadObjectId) } : {};
    each.set(teamsId, { teamsId, ...id, name: name ?? '' });
  }
  return [...each.values()];
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
      const all = shape.text ?? '';
      const typed = all.replace(insertedCard, ' ');
      const text = saidIn({ ...shape, text: typed });
      // A card that somebody put into the chat from the message box asks nothing.
      return typed !== all && text === '' ? undefined : { kind: 'text', text };
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

/** Actions on a message, by their ids in the app's manifest. */
const messageActions: Readonly<Record<string, EventName>> = table({
  thankForThis: 'thank-for-this',
  askForThis: 'ask-for-this',
  makeHowTo: 'make-how-to',
});

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
    const name = messageActions[command.data?.commandId ?? ''] ?? 'thank-for-this';
    return { kind: 'event', name, data: shape.value };
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

/** Teams' own names of what happens to a team or a channel. */
const happened: ReadonlyMap<string, EventName> = new Map([
  ['teamDeleted', 'team-removed'],
  ['teamHardDeleted', 'team-removed'],
  ['teamRestored', 'team-restored'],
  ['teamUnarchived', 'team-restored'],
  ['teamRenamed', 'team-renamed'],
  ['channelDeleted', 'channel-gone'],
]);

function conversationEvent(shape: Shape): Inbound['what'] | undefined {
  const data = shape.channelData ?? {};
  const told = shape.channelData?.eventType ?? '';
  const name = happened.get(told);
  if (name !== undefined) return { kind: 'event', name, data };
  const bot = (members: readonly { id: string }[] | null | undefined) =>
    members?.some(({ id }) => id === shape.recipient.id) === true;
  // Of one shared channel, whose people come from several teams.
  if (told.startsWith('channelMember')) {
    return bot(shape.membersRemoved) ? { kind: 'event', name: 'channel-gone', data } : undefined;
  }
  // Of a group chat Teams tells twice, and nothing is kept that would tell the second from the first.
  const twice = placeOf(shape).kind === 'group';
  if (bot(shape.membersAdded)) return twice ? undefined : installEvent(shape, false);
  if (bot(shape.membersRemoved)) return twice ? undefined : installEvent(shape, true);
  if (shape.membersAdded?.length || shape.membersRemoved?.length) {
    return placeOf(shape).kind === 'channel'
      ? { kind: 'event', name: 'members-changed', data }
      : undefined;
  }
  return undefined;
}
