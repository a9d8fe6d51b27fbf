import { z } from 'zod';
import { hash, type PersonId, type TenantContext } from '#bot/core/ids';
import { no } from '#bot/core/outcome';
import { understood } from '#bot/core/sentences/understood';
import { cut, longestText, unended } from '#bot/core/text';
import { dayIn } from '#bot/core/time';
import { zoneOf } from '#bot/delivery/rules';
import { meantBy } from '#bot/doors/meant';
import { correlated } from '#bot/platform/log';
import { RowRefused, Unreadable } from '#bot/platform/rows';
import { StorageAway } from '#bot/platform/tables';
import type {
  Action,
  ChatTurn,
  Command,
  Deps,
  EventName,
  Feature,
  Hearing,
  InboundEvent,
  Log,
  Reply,
  TeamEvent,
} from '#bot/ports';
import { type Change, ErasedMeanwhile, type Person, personPartition } from '#bot/records/person';
import { openTurn } from '#bot/records/turn';
import { type Lang, languageFor, languages, messages, wordsIn } from '#bot/strings/index';

/** Somebody did something in Teams: who, where and what, all from a verified activity. */
export interface Inbound {
  readonly ctx: TenantContext;
  /** Undefined where Teams tells of a team and not who did it. */
  readonly me: PersonId | undefined;
  readonly activityId: string;
  readonly event: InboundEvent;
  readonly facts: PersonFacts;
  /** Teams waits for the answer itself: a press, a form, a search. */
  readonly invoke?: true;
  readonly what:
    | { readonly kind: 'text'; readonly text: string }
    | { readonly kind: 'action'; readonly verb: string; readonly data: unknown }
    | { readonly kind: 'event'; readonly name: EventName; readonly data: unknown };
}

/** What an activity tells of the person, kept up to date on the way. */
export interface PersonFacts {
  readonly name?: string;
  readonly teamsId?: string;
  readonly locale?: string;
  readonly zone?: string;
  readonly country?: string;
}

/** A reply, with the language in which its "no" is said. */
export interface Answer {
  readonly reply: Reply;
  readonly lang: Lang;
}

/** A button that says for somebody what they may have meant: `text` is taken as typed. */
const sayVerb = 'people.say';

/** How the person's record follows from what the door learnt; decided by the people feature. */
export type Learn = (person: Person, inbound: Inbound) => Change | undefined;

export interface Parts {
  readonly commands: readonly Command[];
  readonly hears: ReadonlyMap<string, Hearing>;
  readonly actions: ReadonlyMap<string, Action>;
  /** Verbs for those whose own rows cannot all be read. */
  readonly rescue: ReadonlySet<string>;
  readonly events: ReadonlyMap<EventName, Action>;
  readonly teamEvents: ReadonlyMap<EventName, TeamEvent>;
  readonly learn: Learn;
  /** Whether a list knows a skill of this name. */
  readonly isSkill: (name: string) => boolean;
  /** The answer to what nothing understood, with the command that may have been meant. */
  readonly unknown: (turn: ChatTurn, meant: string | undefined) => Reply;
}

export function partsOf(
  features: readonly Feature[],
  rest: Pick<Parts, 'learn' | 'isSkill' | 'unknown'>,
): Parts {
  return {
    commands: features.flatMap(({ commands = [] }) => commands),
    hears: new Map(features.flatMap(({ hears = {} }) => Object.entries(hears))),
    actions: new Map(features.flatMap(({ actions = {} }) => Object.entries(actions))),
    rescue: new Set(features.flatMap(({ rescue = [] }) => rescue)),
    events: new Map(
      features.flatMap(({ events = {} }) => Object.entries(events) as [EventName, Action][]),
    ),
    teamEvents: new Map(
      features.flatMap(
        ({ teamEvents = {} }) => Object.entries(teamEvents) as [EventName, TeamEvent][],
      ),
    ),
    ...rest,
  };
}

export type Dispatch = (inbound: Inbound) => Promise<Answer>;

/** Messages and events remembered, so that one delivered twice is answered once. */
const remembered = 5_000;
/** Answers kept of what Teams itself waits for: it delivers again within a minute. */
const keptAnswers = 1_000;
const silence: Answer = { reply: { kind: 'nothing' }, lang: 'en' };

/**
 * Runs what came in: opens the turn, finds the command, action or event, and translates every
 * surprise into a plain sentence.
 */
export function dispatcher(deps: Deps, parts: Parts): Dispatch {
  const table = commandTable(parts.commands);
  const seen = new Set<string>();
  const answers = new Map<string, Promise<Answer>>();
  return (inbound) => {
    const operation = operationOf(inbound);
    // What Teams waits for gets the first answer again; a message was answered already.
    const before = seen.has(operation) ? silence : answers.get(operation);
    if (before !== undefined) return Promise.resolve(before);
    const { kind } = inbound.what;
    const place = inbound.event.place.kind;
    const answer = correlated(operation, async () => {
      const given = await respond(deps, parts, table, inbound, operation);
      deps.log.debug({ kind, place, refused: 'why' in given.reply }, 'a turn was answered');
      return given;
    });
    if (inbound.invoke === true) answers.set(operation, answer);
    else seen.add(operation);
    forgetOldest(answers, keptAnswers);
    forgetOldest(seen, remembered);
    return answer.then((given) => {
      // What failed for want of storage may be tried again under the same id.
      if ('why' in given.reply && given.reply.why === 'common.refused.away') {
        seen.delete(operation);
        answers.delete(operation);
      }
      return given;
    });
  };
}

function forgetOldest(known: Set<string> | Map<string, unknown>, most: number): void {
  const [oldest] = known.keys();
  if (known.size > most && oldest !== undefined) known.delete(oldest);
}

/** Names the turn: the same for the same activity delivered twice. */
export const operationOf = ({ ctx, event, activityId, me }: Inbound): string =>
  hash(24, ctx.tenant, event.place.conversation.id, activityId, me ?? '');

async function respond(
  deps: Deps,
  parts: Parts,
  table: CommandTable,
  inbound: Inbound,
  operation: string,
): Promise<Answer> {
  const { ctx, facts } = inbound;
  let lang = languageFor(undefined, facts.locale);
  let me: PersonId | undefined;
  const seen = { kind: inbound.what.kind, place: inbound.event.place.kind };
  try {
    return await deps.telemetry.trace('turn', operation, seen, async () => {
      me = inbound.me ?? (await whoIs(deps, inbound));
      if (me === undefined) return { reply: await told(deps, parts, inbound, lang), lang };
      const rescue = rescues(deps, parts, table, inbound, lang);
      const who = { ctx, me, operation, rescue, now: deps.clock.now() };
      const { turn, close } = await openTurn(
        deps.tables,
        facts.locale === undefined ? who : { ...who, locale: facts.locale },
        (person) => parts.learn(person, inbound),
      );
      lang = turn.lang;
      const event = seenBy(turn.person, inbound);
      const chat: ChatTurn = Object.defineProperties(
        { event, pressed: event.cardActivityId },
        Object.getOwnPropertyDescriptors(turn),
      ) as ChatTurn;
      const reply = await run(deps, parts, table, chat, inbound);
      // In a channel nothing is kept of somebody who only passes by: what was learnt there rides
      // along with what a press changes, or is dropped.
      if (event.place.kind === 'personal') await close();
      return { reply: fitting(deps.log, reply), lang: turn.lang };
    });
  } catch (error) {
    if (error instanceof StorageAway) {
      deps.log.warn({}, 'storage is away');
      return { reply: no('common.refused.away'), lang };
    }
    if (error instanceof Unreadable) {
      deps.control.unreadable(error);
      const own = me !== undefined && error.row.partitionKey === personPartition(ctx, me);
      return { reply: no(own ? 'common.refused.unreadable' : 'common.refused.broken'), lang };
    }
    if (error instanceof RowRefused) {
      deps.log.warn({ err: error }, 'what was said could not have been read again');
      return { reply: no('common.refused.shape'), lang };
    }
    if (error instanceof ErasedMeanwhile) return { reply: no('common.refused.notFound'), lang };
    deps.log.error({ err: error }, 'a turn failed');
    return { reply: no('common.refused.broken'), lang };
  }
}

/** What Teams takes of one card, in bytes, without the activity around it. */
const mostCardBytes = 27_000;

/** Teams shows nothing at all in place of a card that is too large: a sentence says where to look. */
function fitting(log: Log, reply: Reply): Reply {
  if (!('kind' in reply) || (reply.kind !== 'card' && reply.kind !== 'form')) return reply;
  const bytes = Buffer.byteLength(JSON.stringify(reply.card));
  if (bytes <= mostCardBytes) return reply;
  log.error({ bytes }, 'a card was too large to answer with');
  return no('common.refused.large');
}

/** Teams itself says who its own id is. */
const whoIs = async ({ messenger }: Deps, { event, facts }: Inbound) =>
  facts.teamsId === undefined
    ? undefined
    : (await messenger.member(event.place.conversation, facts.teamsId))?.id;

/** What happened to a team, when nobody knows who did it. */
async function told(
  { clock }: Deps,
  parts: Parts,
  { ctx, what, event: { place } }: Inbound,
  lang: Lang,
): Promise<Reply> {
  const event = what.kind === 'event' ? parts.teamEvents.get(what.name) : undefined;
  if (event === undefined || what.kind !== 'event') return { kind: 'nothing' };
  const by = { lang, t: wordsIn(lang) };
  return event({ ctx, now: clock.now(), place, by }, what.data);
}

/** A press in another chat of two than the person's own: somebody else reads along. */
function seenBy({ profile }: Person, { what, event }: Inbound): InboundEvent {
  const { place } = event;
  const own = profile.conversation?.id ?? place.conversation.id;
  const isElsewhere = place.kind === 'personal' && what.kind === 'action';
  return isElsewhere && place.conversation.id !== own
    ? { ...event, place: { ...place, kind: 'group' } }
    : event;
}

/** Export and erase are for everybody, whatever state their rows are in. */
function rescues(
  { clock }: Deps,
  parts: Parts,
  table: CommandTable,
  { what }: Inbound,
  lang: Lang,
): boolean {
  if (what.kind === 'action') return parts.rescue.has(what.verb);
  if (what.kind !== 'text') return false;
  const command = matchCommand(table, what.text)?.command;
  if (command !== undefined && command.argument === 'none') return command.rescue === true;
  const today = dayIn(clock.now(), 'UTC');
  const intent = understood(what.text, lang, { today, isSkill: parts.isSkill });
  return intent !== undefined && parts.hears.get(intent.kind)?.rescue === true;
}

async function run(
  deps: Deps,
  parts: Parts,
  table: CommandTable,
  turn: ChatTurn,
  { what }: Inbound,
): Promise<Reply> {
  const { event } = turn;
  switch (what.kind) {
    case 'event': {
      const { ctx, now } = turn;
      const ofTeam = parts.teamEvents.get(what.name);
      if (ofTeam !== undefined)
        return ofTeam({ ctx, now, place: event.place, by: turn }, what.data);
      return (await parts.events.get(what.name)?.(turn, what.data)) ?? { kind: 'nothing' };
    }
    case 'action': {
      if (what.verb === sayVerb) {
        const said = z.object({ text: z.string().max(longestText) }).safeParse(what.data);
        if (!said.success || event.place.kind !== 'personal') return no('common.refused.shape');
        return answerTo(deps, parts, table, turn, said.data.text);
      }
      const action = parts.actions.get(what.verb);
      return action === undefined ? no('common.refused.stale') : action(turn, what.data ?? {});
    }
    case 'text':
      return answerTo(deps, parts, table, turn, what.text);
  }
}

/**
 * A listed command acts at once. What is in no command's words is read as a sentence, and so is
 * what only begins like one: *delete my data* is not a skill to remove.
 */
async function answerTo(
  deps: Deps,
  parts: Parts,
  table: CommandTable,
  turn: ChatTurn,
  text: string,
): Promise<Reply> {
  const found = matchCommand(table, text);
  const personal = turn.event.place.kind === 'personal';
  if (found !== undefined && !personal && found.command.where !== 'anywhere') {
    return elsewhere(deps, turn);
  }
  if (found === undefined || (found.argument !== '' && found.command.literal !== true)) {
    const today = dayIn(turn.now, zoneOf(turn.person.profile, deps.calendar));
    const intent = understood(text, turn.lang, { today, isSkill: parts.isSkill });
    const hearing = intent && parts.hears.get(intent.kind);
    const acts = found === undefined || hearing?.yields !== true;
    if (
      intent !== undefined &&
      hearing !== undefined &&
      acts &&
      (personal || hearing.where === 'anywhere')
    ) {
      return hearing.run(turn, intent);
    }
  }
  const { command, argument = '' } = found ?? {};
  const isMeant = command?.takes?.(argument, turn.lang) ?? true;
  if (command === undefined || !isMeant) {
    if (!personal) return elsewhere(deps, turn);
    const meant = command === undefined ? meantBy(table, text, turn.lang) : undefined;
    return parts.unknown(turn, meant && cut(meant, longestCommand));
  }
  if (command.argument === 'required' && argument === '') {
    return no(command.missing ?? 'common.refused.stale');
  }
  return command.run(turn, argument);
}

/** Of what somebody may have meant, as it is shown back to them. */
const longestCommand = 80;

const elsewhere = (deps: Deps, turn: ChatTurn): Reply => ({
  kind: 'text',
  text:
    deps.links.chat === undefined
      ? turn.t('people.ownChat')
      : turn.t('people.ownChatLink', { url: deps.links.chat }),
});

/** Words of a command → the command, with the language they are in; longest first. */
export type CommandTable = readonly (readonly [words: string, command: Command, lang: Lang])[];

export function commandTable(commands: readonly Command[]): CommandTable {
  return commands
    .flatMap((command) =>
      languages.flatMap((language) =>
        wordsOf(language, command).map((words) => [words, command, language] as const),
      ),
    )
    .sort(([a], [b]) => b.length - a.length);
}

const wordsOf = (language: Lang, { words }: Command): string[] => {
  const [feature = '', ...name] = words.split('.');
  const texts: Readonly<Record<string, Readonly<Record<string, string>>>> = messages[language];
  return (texts[feature]?.[name.join('.')] ?? '').split('|').map((word) => folded(word.trim()));
};

/** Words as they are compared: any case, either apostrophe; as long as they were. */
const folded = (text: string): string => text.toLowerCase().replaceAll('’', "'");

/** The command a whole message is: any case, closing punctuation ignored. */
export function matchCommand(
  table: CommandTable,
  message: string,
): { command: Command; argument: string } | undefined {
  const text = message.replace(/\s+/gu, ' ').trim();
  const bare = unended(text).trim();
  const lower = folded(bare);
  for (const [words, command] of table) {
    if (lower === words || folded(text) === words) return { command, argument: '' };
    if (command.argument === 'none' || !lower.startsWith(`${words} `)) continue;
    return { command, argument: bare.slice(words.length + 1).trim() };
  }
  return undefined;
}

/** Says a "no" in the person's language. */
export const sentence = ({ reply, lang }: Answer): string | undefined => {
  if ('ok' in reply) return wordsIn(lang)(reply.why, reply.values);
  return reply.kind === 'text' ? reply.text : undefined;
};
