import type { z } from 'zod';
import type { Translate } from '#bot/core/i18n';
import type { PersonId, TeamId, TenantContext } from '#bot/core/ids';
import type { No, Outcome } from '#bot/core/outcome';
import type { Intent } from '#bot/core/sentences/understood';
import type { Clock, Instant } from '#bot/core/time';
import type { Control } from '#bot/delivery/control';
import type { Calendar } from '#bot/delivery/rules';
import type { Container } from '#bot/platform/container';
import type { Tables } from '#bot/platform/tables';
import type { Coming } from '#bot/platform/together';
import type { Decision, Person } from '#bot/records/person';
import type { Conversation, OpenItem, Profile } from '#bot/records/profile';
import type { Lang } from '#bot/strings/index';

/** An Adaptive Card as JSON. */
export type Card = Readonly<Record<string, unknown>>;

/** A person's turn: a message, a press or a call, with the person's hot range read once. */
export interface Turn {
  readonly ctx: TenantContext;
  readonly me: PersonId;
  readonly now: Instant;
  readonly lang: Lang;
  readonly t: Translate;
  /** As read at the start of the turn; stale after a change, see `refresh`. */
  readonly person: Person;
  /** Reads the person again, after a change. */
  refresh(): Promise<Person>;
  /**
   * Names what this turn creates: the same for the same activity or request delivered twice.
   * 32 hex digits, keyed: it stands in rows of others, too.
   */
  readonly operation: string;
  /** The same for what a form of mine creates, however often it is sent. */
  idFor(...form: readonly [kind: string, form: string]): string;
  /** In chat the message whose button was pressed: the answer takes its place. */
  readonly pressed?: string | undefined;
  /** App role `Operator`, from the token; never in chat. */
  readonly operator: boolean;
  /** The person has just erased everything: nothing this turn learnt is written after it. */
  keepNothing(): void;
  /** Takes a decision on my own rows and carries it out as one batch; retried when raced. */
  change<T>(decide: (person: Person) => Decision<T>): Promise<T>;
}

/** Where in Teams something was said. */
export interface Place {
  readonly kind: 'personal' | 'channel' | 'group';
  readonly conversation: Conversation;
  /** In a channel: the team, when Teams told. */
  readonly team?: TeamId;
  readonly teamName?: string;
}

/** What Teams handed in, verified: the tenant is ours and the person is from the activity. */
export interface InboundEvent {
  readonly place: Place;
  /** The stored card an action was pressed on. */
  readonly cardActivityId?: string;
  /** Said or pressed on a phone or tablet, whose cards have no people picker. */
  readonly mobile?: true;
  /** Whom it mentions, apart from the bot: people, but also other bots, channels and tags. */
  readonly mentioned: readonly Mentioned[];
}

/** One who is mentioned. Teams names people by its own id, and by the Entra id only at times. */
export interface Mentioned {
  readonly teamsId: string;
  readonly id?: PersonId;
  /** As it stands in the message: perhaps a first name only. */
  readonly name: string;
}

/** Somebody whose rows are about to go. */
export type Leaver = Pick<Turn, 'ctx' | 'me' | 'now' | 'person'>;

export interface ChatTurn extends Turn {
  readonly event: InboundEvent;
}

export type Reply =
  /** A card. Answering a press it takes the pressed card's place, for good. */
  | {
      readonly kind: 'card';
      readonly card: Card;
      readonly summary: string;
      /** Where others read along: it waits for this person's press, which may change it. */
      readonly own?: boolean;
      /** It answers the presser alone: the message that was pressed stays as it is for everybody. */
      readonly alone?: true;
    }
  /** A sentence (Markdown subset); answering a press it is a toast. */
  | { readonly kind: 'text'; readonly text: string }
  /** What a search in the message box found; the one that is picked stands in the message. */
  | { readonly kind: 'results'; readonly results: readonly Found[]; readonly nothing: string }
  /** What an input of a card suggests while somebody types; `value` is what the card then holds. */
  | {
      readonly kind: 'choices';
      readonly choices: readonly { readonly title: string; readonly value: string }[];
    }
  /** A dialog (task module) for a message action. */
  | { readonly kind: 'form'; readonly title: string; readonly card: Card }
  | { readonly kind: 'nothing' }
  | No;

/** One line of a search in the message box. */
export interface Found {
  readonly title: string;
  readonly text: string;
  readonly card: Card;
}

/** A chat command: its words are in `strings/`, alternatives separated by `|`. */
export interface Command {
  /** Key of the command's words, `skills.command.share`. */
  readonly words: Parameters<Translate>[0];
  /** Whether text may or must follow the words. */
  readonly argument: 'none' | 'optional' | 'required';
  /** Reply when a required argument is missing. */
  readonly missing?: Parameters<Translate>[0];
  /** Whether what follows the words can be meant; without it, whatever follows is. */
  takes?(argument: string, lang: Lang): boolean;
  /** What begins with its words is never read as a sentence, however like one it sounds. */
  readonly literal?: true;
  /** Where it acts; elsewhere the bot points to the person's own chat. */
  readonly where: 'personal' | 'anywhere';
  /** Acts also for somebody whose own rows cannot all be read. */
  readonly rescue?: boolean;
  run(turn: ChatTurn, argument: string): Promise<Reply>;
}

/** Deals with what somebody said in a sentence of their own, in no command's words. */
export interface Hearing {
  /** Where it acts; elsewhere the bot points to the person's own chat. */
  readonly where: 'personal' | 'anywhere';
  /** A command that begins alike acts instead: it was asked for in so many words. */
  readonly yields?: true;
  /** Acts also for somebody whose own rows cannot all be read. */
  readonly rescue?: true;
  /** Shows what was understood, to be confirmed by a button; only stopping acts at once. */
  run(turn: ChatTurn, intent: Intent): Promise<Reply>;
}

/** What Teams itself tells. */
export type EventName =
  | 'installed'
  | 'uninstalled'
  | 'team-installed'
  | 'team-removed'
  | 'team-restored'
  | 'team-renamed'
  | 'channel-gone'
  | 'members-changed'
  | 'group-installed'
  /** The action *Thank for this* on a message: opens its form. */
  | 'thank-for-this'
  /** The action *Ask for help with this* on a message: opens its form. */
  | 'ask-for-this'
  /** The action *Make a how-to* on a message: opens its form. */
  | 'make-how-to'
  /** The search *Find help with…* in the message box. */
  | 'find-help';

/** What happens to a team, with what Teams tells of it. Who did it is not always known. */
export type TeamEvent = (
  happened: {
    readonly ctx: TenantContext;
    readonly now: Instant;
    readonly place: Place;
    /** Theirs who did it; without one, the language of what is said. */
    readonly by: ChatTurn | { readonly lang: Lang; readonly t: Translate };
  },
  data: unknown,
) => Promise<Reply>;

/** A card action, by its verb. The data is whatever the client sent: parse it. */
export type Action = (turn: ChatTurn, data: unknown) => Promise<Reply>;

/** An HTTP call of the tab, below /api. `input` is the body (or the query of a GET), parsed. */
export interface Route<I extends z.ZodType = z.ZodType, R = unknown> {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Express path below /api: `/skills/:id`. */
  readonly path: string;
  readonly input: I;
  /** Answers also somebody whose own rows cannot all be read. */
  readonly rescue?: boolean;
  run(
    turn: Turn,
    input: z.output<I>,
    params: Readonly<Record<string, string>>,
  ): Promise<Outcome<R>>;
}

/** Keeps a route's types together in a list. */
export const route = <I extends z.ZodType, R>(definition: Route<I, R>): Route =>
  definition as unknown as Route;

/** What a job did, for the log and for local mode's clock. */
export type JobOutcome = 'done' | 'sent' | 'skipped' | 'stale' | 'missed' | 'refused' | 'later';

/** Something that falls due. `later` means: due again, the job scheduled it. */
export type Job = (
  ctx: TenantContext,
  due: { readonly who: string; readonly at: Instant },
  now: Instant,
) => Promise<JobOutcome>;

/** An open item as a person sees it: one card in chat, one line with buttons under *For you*. */
export interface ItemView {
  readonly title: string;
  readonly text?: string;
  readonly image?: { readonly url: string; readonly alt: string };
  /** A place in Teams to go to, before all else: a chat with a colleague. */
  readonly link?: { readonly label: string; readonly url: string };
  /** The buttons are ways out, none of them what one would press first. */
  readonly calm?: true;
  /** Buttons, most wanted first; `act` comes back to `ItemKind.act`. */
  readonly actions: readonly {
    readonly act: string;
    readonly label: string;
    /** It asks for a day and a time first: they come back as a typed act (bot/meeting/typed.ts). */
    readonly time?: true;
  }[];
  /** The page of the tab on which to deal with it, when buttons are not enough. */
  readonly page?:
    | 'checkin'
    | 'badges'
    | 'team'
    | 'profile'
    | 'asks'
    | 'lesson'
    | 'together'
    | 'howto';
  /** What on that page it is about. */
  readonly item?: string;
}

/**
 * Messages beside the weekly card, all within the person's hours. `step`: at once, by itself: an
 * answer to what they asked, a time that is set, moved or cancelled. `daily`: what they joined or a
 * colleague sends, with all the day's others in one message. `ask`: a colleague looks for help; in
 * that same message, and at most the person's own `askLimit` a week.
 */
export type Told = 'step' | 'ask' | 'daily';

export interface WeeklyItem {
  readonly item: OpenItem;
  readonly profile?: Partial<Profile>;
}

/** An open item that rides on another's card: its buttons are a choice, carried out with that card. */
export interface Rider {
  readonly id: string;
  readonly view: ItemView;
  /** Where it stands in *For you*: what is no choice is dealt with there. */
  readonly url: string;
}

/** A kind of open item: what it says, and what its buttons do. */
export interface ItemKind {
  /** Place in the order of the weekly moment; lower comes first (rule 5). */
  readonly order: number;
  /** The switch that silences it; what somebody waits for has none. */
  readonly off?: Profile['off'][number];
  /** How a message tells of it outside the weekly card (`tellDue`); without it none does. */
  readonly told?: Told | ((item: OpenItem) => Told | undefined);
  /** Why the message comes, below it; without one, the words of how it is told. */
  readonly why?: Parameters<Translate>[0];
  /** The person's own press asked for it: a yes to this message, whatever they said to others. */
  readonly pressed?: true;
  /** Dealt with and open only to be changed, or too late to be told of: no message tells of it. */
  quiet?(item: OpenItem, person: Person, now: Instant): boolean;
  /** Withdrawn by an operator: neither sent nor shown, and its buttons say so. Set by the app. */
  recalled?(item: Pick<OpenItem, 'id' | 'kind'>): boolean;
  /**
   * The item this kind adds by itself at a weekly moment, when none of it is open, and what of the
   * profile changes along. It stands on the card; the first of what else waits rides with it.
   * @param next the weekly moment after this one
   */
  weekly?(person: Person, now: Instant, next: Instant | undefined): WeeklyItem | undefined;
  /** A card of its own that takes one more open item along, for `weekly` kinds. */
  withRider?(viewer: Viewer, item: OpenItem, rider: Rider): Promise<Card>;
  view(viewer: Viewer, item: OpenItem): ItemView;
  /** A card of its own for the weekly moment; without it the view becomes a card. */
  card?(viewer: Viewer, item: OpenItem): Promise<Card>;
  /**
   * What is told of an item that stands on a card already, which shows it: a sentence of its own.
   * Without one nothing is.
   */
  news?(viewer: Viewer, item: OpenItem): string | undefined;
  /** Carries out a button, takes the item away, and says in a sentence what happened. */
  act(turn: Turn, item: OpenItem, act: string): Promise<Outcome<string>>;
}

/** Somebody a card is rendered for. */
export interface Viewer {
  readonly t: Translate;
  readonly lang: Lang;
  readonly person: Person;
  readonly now: Instant;
}

/** Addresses on cards. */
export interface Links {
  /** A drawn badge, or another picture of a card (bot/cards/pictures), by its name; PNG. */
  badge(kind: string): string;
  /** A page of the tab, as this person opens it. */
  tab(person: PersonId, page?: string, item?: string): string;
  /** The person's own chat with the bot; absent in local mode, which has no such link. */
  readonly chat: string | undefined;
  /** A chat with these people, the first sentence in the compose box; absent in local mode. */
  talk(people: readonly string[], opening: string): string | undefined;
  /** A file behind a link that is its own key: `<kind>/<token>`. */
  file(path: string): string;
}

/** What every feature is given. */
export interface Deps {
  readonly tables: Tables;
  /** The same storage, for a change that brings a timing row with those of others. */
  coming(): Coming;
  /** Where backups go; without it there are none. */
  readonly backups: Container | undefined;
  readonly messenger: PacedMessenger;
  /** Blocks and recalls in force, and what was counted. */
  readonly control: Control;
  readonly clock: Clock;
  readonly links: Links;
  readonly log: Log;
  readonly telemetry: Telemetry;
  /** Zone, holidays and what else of the calendar the rules ask for. */
  readonly calendar: Calendar;
  /** Messages a second that the sender may reach. */
  readonly sendRate: number;
  /** Messages being sent at once. */
  readonly inFlight: number;
  /** First pause before a refused message is tried again, in milliseconds. */
  readonly backoffMs: number;
  /** Local mode: the client has no people picker. */
  readonly local: boolean;
}

/** Structured log; never a name, a text or an id of a person. */
export interface Log {
  debug(facts: Readonly<Record<string, unknown>>, message: string): void;
  info(facts: Readonly<Record<string, unknown>>, message: string): void;
  warn(facts: Readonly<Record<string, unknown>>, message: string): void;
  error(facts: Readonly<Record<string, unknown>>, message: string): void;
}

/** What is known of a piece of work: counts, kinds and codes; never a name, a text or a person. */
export type Facts = Readonly<Record<string, string | number | boolean>>;

/** How the sending stands, whoever sends. */
export interface Gauges {
  /** How long the oldest row has been due; 0 when nothing is. */
  readonly oldestDueSeconds: number;
  readonly parked: number;
  /** Messages a second that the sender allows itself now. */
  readonly rate: number;
  /** Teams refuses the whole tenant. */
  readonly blocked: boolean;
  /** Rows that cannot be read. */
  readonly unreadable: number;
}

/** Figures and traces for who runs the product. */
export interface Telemetry {
  /** One message came to this; `why` is Teams' code. */
  delivered(outcome: 'sent' | 'missed' | 'refused' | 'parked', why?: string): void;
  /** Something happened that an operator should look at: `what` is a word of ours, never a text. */
  alarm(what: string): void;
  /** Where the gauges are read each time figures leave. Never called when nothing is measured. */
  watch(read: () => Promise<Gauges>): void;
  /**
   * Traces a piece of work, as a whole: `operation` goes to every log line written meanwhile.
   * @param facts beside the operation, in the trace only
   */
  trace<T>(name: string, operation: string, facts: Facts, work: () => Promise<T>): Promise<T>;
  /** Sends what is held back. */
  close(): Promise<void>;
}

/**
 * A file behind a link that is its own key (sealed, expiring, without names in it); undefined when
 * the link is no longer valid.
 */
export type File = (
  ctx: TenantContext,
  token: string,
  now: Instant,
  /** What the address asks for beside the file itself; '' = the file. */
  as: string,
) => Promise<
  | { readonly type: string; readonly name: string; readonly body: string }
  /** Elsewhere, a form that is filled in with it. */
  | { readonly location: string }
  | undefined
>;

/** A feature, as the doors and the sender see it. */
export interface Feature {
  readonly commands?: readonly Command[];
  /** By the kind of intent (`bot/strings/<language>/sentences.json`). */
  readonly hears?: Readonly<Record<string, Hearing>>;
  readonly actions?: Readonly<Record<string, Action>>;
  /** Verbs that act also for somebody whose own rows cannot all be read. */
  readonly rescue?: readonly string[];
  /** What Teams itself tells, by name; cards cannot reach these. */
  readonly events?: Readonly<Partial<Record<EventName, Action>>>;
  readonly teamEvents?: Readonly<Partial<Record<EventName, TeamEvent>>>;
  readonly routes?: readonly Route[];
  readonly jobs?: Readonly<Record<string, Job>>;
  readonly items?: Readonly<Record<string, ItemKind>>;
  /** Files, by kind: GET /files/<kind>/<token>. */
  readonly files?: Readonly<Record<string, File>>;
}

/** What Teams said to a message of ours. */
export type SendResult =
  | { readonly kind: 'sent'; readonly activityId: string }
  /** Teams answered that it did not take it, or was never reached. */
  | {
      readonly kind: 'retry';
      readonly why: string;
      readonly afterMs?: number;
      /** 429: too fast. */
      readonly throttled?: boolean;
      /** Nobody in the tenant can be written to: this try does not count. */
      readonly everybody?: boolean;
      /** Not let in: once may be a token that was old, again and again is the whole tenant. */
      readonly unauthorised?: boolean;
    }
  /** Nobody can know whether it arrived: never sent again. */
  | { readonly kind: 'unknown'; readonly why: string }
  /** This person or channel cannot be reached any more. */
  | {
      readonly kind: 'unreachable';
      readonly why: string;
      readonly everybody?: boolean;
      /** 404: Teams says so at random at times, so it has to say it twice. */
      readonly perhaps?: boolean;
    }
  /** The message itself is at fault, or we are. */
  | { readonly kind: 'fault'; readonly why: string; readonly everybody?: boolean };

export type Opened =
  | { readonly kind: 'opened'; readonly conversation: Conversation }
  | Exclude<SendResult, { kind: 'sent' }>;
/** Why a message is at fault that is larger than Teams takes; refused before it leaves. */
export const tooBig = 'MessageSizeTooBig';

export interface Outgoing {
  readonly card?: Card;
  /** Text of the message, or the card's summary for notifications. */
  readonly text: string;
  /** The message that this one answers. */
  readonly replyTo?: string;
}

/** The way out to Teams. */
export interface Messenger {
  send(to: Conversation, message: Outgoing): Promise<SendResult>;
  update(to: Conversation, activityId: string, message: Outgoing): Promise<SendResult>;
  /** Shows in a conversation that an answer is on its way. */
  typing(to: Conversation): Promise<SendResult>;
  /** The private chat with somebody, made if there is none: asked twice it is the same one. */
  open(
    person: { readonly id: PersonId; readonly teamsId?: string | undefined },
    serviceUrl: string,
  ): Promise<Opened>;
  /** The people of a team or a group chat, page by page, each once. */
  roster(team: TeamId, serviceUrl: string): Promise<Roster>;
  /** Somebody in a conversation, by Teams' id; undefined when they are not, or Teams does not say. */
  member(of: Conversation, teamsId: string): Promise<RosterMember | undefined>;
}

export interface Roster {
  readonly people: readonly RosterMember[];
  /** Teams gave every page; where one was empty or refused, nobody is missing for that. */
  readonly whole: boolean;
}

/** Somebody as a roster of Teams names them. */
export interface RosterMember {
  readonly id: PersonId;
  readonly teamsId: string;
  readonly name: string;
  readonly guest: boolean;
  /** '' = not told. Kept nowhere. */
  readonly mail: string;
}

/** The way out at the pace Teams allows. Whoever has no permit is let through before the sender. */
export interface PacedMessenger extends Messenger {
  /** Waits until one more message may leave: taken before a message is claimed. */
  permit(): Promise<void>;
  /**
   * The same for somebody who waits for an answer; false when there was none within that time:
   * what is over the share of this process goes through the sender.
   */
  soon(withinMs: number): Promise<boolean>;
  /** A permit that was not needed after all. */
  giveBack(): void;
  /** Messages a second, now. */
  readonly rate: number;
  send(to: Conversation, message: Outgoing, permitted?: boolean): Promise<SendResult>;
  open(
    person: Parameters<Messenger['open']>[0],
    serviceUrl: string,
    permitted?: boolean,
  ): Promise<Opened>;
  update(
    to: Conversation,
    activityId: string,
    message: Outgoing,
    permitted?: boolean,
  ): Promise<SendResult>;
}
