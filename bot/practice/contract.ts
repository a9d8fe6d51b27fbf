import type { z } from 'zod';
import type { Key, Translate } from '#bot/core/i18n';
import type { PersonId } from '#bot/core/ids';
import type { Outcome } from '#bot/core/outcome';
import type { Day, Instant } from '#bot/core/time';
import type { Entry, Field, Section, Stand, Value } from '#bot/practice/wire';
import type { Lang } from '#bot/strings/index';

export type { Entry, Field, Section, Stand, Value };

// What a practice is, to the mechanism (this folder). A practice is pure: it is given rows and an
// instant and says what is so. Reading, writing, sending, erasing and showing are done here.

/** Whose a run is: a team's, a group or meeting chat's, or people's by name. */
export interface Scope {
  readonly kind: 'team' | 'chat' | 'people';
  /** The team's or the conversation's id; of people a name of its own. */
  readonly id: string;
  readonly name: string;
}

/** The scope of a few by name, of which no team or chat is part. */
export const scopeApart = (run: string): string => `p.${run}`;
export const isApart = ({ kind, id }: Pick<Scope, 'kind' | 'id'>): boolean =>
  kind === 'people' && id.startsWith('p.');

/** Whoever was named by the starter, and did nothing yet. */
export const named = 'named';

/** Somebody in a run. */
export interface Part {
  /** The practice's own word for what they are in it; '' until it says one, `named` until they wrote. */
  readonly role: string;
  /** What was handed to them, as `align` left it. */
  readonly given: readonly string[];
}

/** One opened answer. It has no writer, unless they signed. */
export interface Opened {
  readonly id: string;
  /** The field it answers. */
  readonly field: string;
  readonly text: string;
  /** The name of a writer who signed. */
  readonly name?: string;
}

export interface Run<S = unknown> {
  readonly id: string;
  readonly practice: string;
  readonly scope: Scope;
  /** Who started it; '' once they are erased. */
  readonly by: string;
  /** ISO instant. */
  readonly started: string;
  /** Language and zone of what others read of it. */
  readonly lang: Lang;
  readonly zone: string;
  readonly country?: string | undefined;
  /** Counts among those under way, of which a scope has three at most. */
  readonly open: boolean;
  /**
   * `all`: answers too. `kept`: no answer any more, its writers' own neither. `nothing`: the run is
   * taken away, once everybody has what waits for them.
   */
  readonly keeps: 'all' | 'kept' | 'nothing';
  readonly state: S;
  readonly parts: ReadonlyMap<PersonId, Part>;
  readonly opened: readonly Opened[];
}

/** What the rules know of the world. `seed` is random, anew each time. */
export interface World {
  readonly now: Instant;
  readonly seed: string;
  /** Whether people of this run work on a day: no weekend, no public holiday. */
  works(day: Day): boolean;
}

/** The world as `time` finds it: it knows who of the run is on a pause, and who left. */
export interface Passing extends World {
  there(person: PersonId): 'here' | 'paused' | 'gone';
}

/** What waits for somebody because of a run. */
export interface Waiting {
  readonly to: PersonId;
  /** What it asks for: a form's name, or a name of its own that `item` knows. */
  readonly form: string;
  /** ISO instant. */
  readonly until: string;
  /**
   * How they are told. `now`: at once, within their hours. `daily`: with the day's one message of
   * steps. `ask`: a colleague named them, within their own limit. `rider`: with the weekly card.
   * `none`: it stands in *For you*.
   */
  readonly tell: Tell;
  /** The item holds what they wrote in this form: it goes back to them. Nobody who wrote nothing has it. */
  readonly returns?: string;
}
export const tells = ['now', 'daily', 'ask', 'rider', 'none'] as const;
export type Tell = (typeof tells)[number];

/** What was filled in, by field. */
export type Fields = Readonly<Record<string, Value>>;

/** What somebody can press or fill in. */
export interface Form<S> {
  /** On the button that opens it; and on the one that sends it. */
  readonly label: Key;
  readonly send: Key;
  /**
   * Kept with its writer alone, in their own rows, until `time` reads it; the practice never sees
   * who else wrote. Not so: it goes to `answered` at once.
   */
  readonly sealed?: boolean;
  /** It shows what others wrote: on the tab's page alone, never on a card. */
  readonly page?: boolean;
  /** Who sees what is written: stands below the form. */
  readonly sees: Key;
  /** Whether this person may send it now; late, and not yet, change nothing. */
  may(run: Run<S>, me: PersonId, now: Instant): boolean;
  fields(run: Run<S>, reader: Reader): readonly Field[];
  /**
   * What the press makes elsewhere for the starter's team, in this order, each once; the first that is
   * refused is the last. `answered` is then told which were made. Not of a sealed form.
   */
  hands?(run: Run<S>, fields: Fields): readonly Handing[];
}

/** Something that becomes a run of another practice, or a how-to. */
export interface Handing {
  /** Names it within the run. */
  readonly id: string;
  /** What it is about, as a refusal names it. */
  readonly about: string;
  /** A practice's name, or `howto`. */
  readonly to: string;
  /** Of a practice: a way to begin it. */
  readonly variant: string;
  /** The fields of its start. */
  readonly fields: Fields;
}

/** Somebody a run is shown to, or who is filling something in. */
export interface Reader {
  readonly t: Translate;
  readonly lang: Lang;
  readonly zone: string;
  readonly now: Instant;
  readonly me: PersonId;
  readonly name: string;
  /** What they wrote themselves, by form. */
  readonly own: Readonly<Record<string, Fields>>;
}

/** What is about to begin: where, and what stands there already. */
export interface Ground<S> {
  readonly scope: Scope;
  readonly zone: string;
  /** What runs of this practice the scope has, newest first; without answers. */
  readonly before: readonly Run<S>[];
  /** Forms the scope saved under a name of its own. */
  readonly formats: readonly Format[];
}

/** Somebody with the name they go by: who starts something, or is named in it. */
export interface Somebody {
  readonly id: PersonId;
  readonly name: string;
}

/** What an offer goes by. */
export interface Arrival {
  readonly teams: readonly {
    readonly since: Day;
    readonly guest?: boolean | undefined;
    /** They came to the team after the bot did. */
    readonly after?: boolean | undefined;
  }[];
}

/** Who is looked for: those who share a topic, who can coach first; or who looks after new colleagues. */
export interface Seeking {
  readonly who: 'coach' | 'buddy';
  readonly topic: string;
  /** Said where nobody shares it, as last night told. Who is away or kept apart today is no such case. */
  readonly nobody?: Key;
}

export interface Format {
  readonly name: string;
  readonly fields: Fields;
}

export interface Begun<S> {
  readonly state: S;
  /** Saved for the next time, under its own name. */
  readonly format?: Format;
  /** It goes on beside other things, for weeks: it is none of the three that may be under way. */
  readonly aside?: boolean;
}

/** A time at which people meet. */
export interface Meeting {
  /** ISO instant. */
  readonly at: string;
  readonly minutes: number;
  readonly title: string;
  readonly text: string;
  /** Counts the times it was given; a calendar moves its entry only for a higher one. */
  readonly issue?: number;
}

/** What else follows when time goes on. */
export interface Passed<S> {
  readonly run: Run<S>;
  /** The next of a row, begun now. */
  readonly next?: S;
}

export interface Answer {
  readonly from: PersonId;
  readonly name: string;
  readonly form: string;
  readonly fields: Fields;
  /** Ids of what this press made elsewhere. */
  readonly handed?: readonly string[];
}

export interface Practice<S = unknown> {
  readonly name: string;
  readonly state: z.ZodType<S>;
  /** Ways to start it: the words of its command, and its name on a button. */
  readonly starts: readonly {
    readonly variant: string;
    readonly words: Key;
    readonly label: Key;
    /** What somebody should know before they start it. */
    readonly says?: Key;
    /**
     * Nobody is named: the mechanism looks for people, whom `begin` is given in the order in which to
     * ask them. Started in one's own chat or the tab; it stands with the home team, for its own people.
     */
    readonly seeks?: (fields: Fields) => Seeking;
    /**
     * Whoever starts it is alone in it, and nobody else is shown that it is there. Started in one's own
     * chat or the tab; it stands with the home team.
     */
    readonly alone?: true;
  }[];
  /** Its starts stand under *More*. */
  readonly later?: boolean;
  /** Whom its first start is offered to when they say yes to the product, as an item of its own. */
  offered?(person: Arrival, today: Day): boolean;
  readonly forms: Readonly<Record<string, Form<S>>>;
  /** The form of the start card, filled in with good guesses. */
  startFields(
    variant: string,
    topic: string,
    ground: Ground<S>,
    world: World,
    reader: Reader,
  ): readonly Field[];
  /** @param people who starts it, then whoever is named */
  begin(
    variant: string,
    fields: Fields,
    ground: Ground<S>,
    world: World,
    people: readonly Somebody[],
  ): Outcome<Begun<S>>;
  /** How many may be named; one to twenty where nothing is said. */
  readonly people?: { readonly least: number; readonly most: number };
  /** Who has what waiting. What is not named here is taken away. */
  waiting(run: Run<S>, now: Instant): readonly Waiting[];
  /** What follows from an answer that is not sealed. */
  answered(run: Run<S>, answer: Answer, now: Instant): Outcome<Run<S>>;
  /** When `time` next has something to do: an ISO instant. */
  due(run: Run<S>): string | undefined;
  /**
   * What time does; undefined when nothing.
   * @param answers what those who are still there wrote in sealed forms
   */
  time(run: Run<S>, world: Passing, answers: readonly Answer[]): Passed<S> | undefined;
  /** Whether somebody may read what was opened. */
  reads(run: Run<S>, me: PersonId): boolean;
  /** What the run itself holds of somebody, for their export; what they wrote alone is in their own rows. */
  holds?(run: Run<S>, me: PersonId): Readonly<Record<string, string | readonly string[]>>;
  /** The run once its team switched the form off: nothing more is opened, and nobody is written to. */
  halted(run: Run<S>): Run<S>;
  /** The run without somebody who is erased: what they claimed is free. Opened answers go by themselves. */
  without(run: Run<S>, me: PersonId): Run<S>;
  shows(run: Run<S>, reader: Reader): Stand;
  /** What a channel or chat reads; made of the state alone, so that it never changes with who writes. */
  post(
    run: Pick<Run<S>, 'state' | 'scope' | 'zone' | 'lang'>,
    t: Translate,
  ): Stand & {
    /** The form its button opens. */
    readonly press?: string;
    /** The button does it at once: that form has no fields. */
    readonly once?: boolean;
    /** The second and last post of a run: a sentence. */
    readonly end?: string;
  };
  /** An open item, from what it holds. */
  item(
    t: Translate,
    form: string,
    data: ItemData,
  ): { readonly title: string; readonly text: string };
  /** Who learnt something in it, once it was held: they are asked three weeks on whether they used it. */
  learnt?(
    run: Run<S>,
  ): { readonly topic: string; readonly people: readonly PersonId[] } | undefined;
  meeting?(run: Run<S>, t: Translate): Meeting | undefined;
  /** Whose calendar it belongs in; where nothing is said everybody's, and the post's. */
  meets?(run: Run<S>, me: PersonId): boolean;
}

/** What an open item holds of its run. */
export interface ItemData {
  readonly about: string;
  readonly returned: string;
}

/** A practice as a list holds it, its state unknown. */
export type AnyPractice = Practice<unknown> & {
  /** What a run is about, as an item names it. */
  about(run: Run<unknown>): string;
};

/** Keeps a practice's types together in a list. */
export const practice = <S>(
  definition: Practice<S> & { about(run: Run<S>): string },
): AnyPractice => definition as unknown as AnyPractice;
