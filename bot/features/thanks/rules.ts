import { hash } from '#bot/core/ids';
import { type BadgeKind, badgeKinds, skillNameMax } from '#bot/core/learning';
import { no, noAt, type Outcome, ok } from '#bot/core/outcome';
import { clean, count } from '#bot/core/text';
import type { Day } from '#bot/core/time';
import { badgesADay, receiversMax, textMax, textMin } from '#bot/features/thanks/wire';
import type { Person } from '#bot/records/person';
import type { Profile, Share } from '#bot/records/profile';

/** A thank-you as somebody filled it in. */
export interface Draft {
  readonly to: readonly string[];
  readonly badge: string;
  readonly skill: string;
  readonly text: string;
  readonly visibility: 'receiver' | 'team';
}

/** Somebody who may be thanked. */
export interface Colleague {
  readonly id: string;
  /** Empty when nobody told. */
  readonly name: string;
  readonly guest: boolean;
  /** Erased their data: nothing of a badge is kept with them, and nobody is told so. */
  readonly forgotten?: true;
}

/** The skill somebody means by what they typed; the skills feature decides. */
export type SkillNamed = (typed: string) => Outcome<{ readonly id: string; readonly name: string }>;

/** What of a draft is good, cleaned. */
export interface Worded {
  readonly to: readonly string[];
  readonly badge: BadgeKind;
  readonly skill: string;
  readonly text: string;
}

/** Days a badge waits for somebody who never arrives, and in *For you*. */
export const keptDays = 90;

/** A bound for what counts as few characters but is long all the same, such as piled accents. */
const longest = 8_000;

/** The same person, however the id is spelt; each once. */
export const distinct = (ids: readonly string[]): string[] => {
  const seen = new Map<string, string>();
  for (const id of ids) if (id !== '') seen.set(id.toLowerCase(), seen.get(id.toLowerCase()) ?? id);
  return [...seen.values()];
};

/** Everything that can be said of a draft without knowing the people in it. */
export function worded(draft: Draft, me: string, skillNamed: SkillNamed): Outcome<Worded> {
  const to = distinct(draft.to);
  if (to.length === 0) return noAt('to', 'thanks.refused.nobody');
  if (to.length > receiversMax) return noAt('to', 'thanks.refused.many', { max: receiversMax });
  if (to.some((id) => id.toLowerCase() === me.toLowerCase()))
    return noAt('to', 'thanks.refused.self');
  if (to.some(isBot)) return noAt('to', 'thanks.refused.bot');
  const badge = badgeKinds.find((kind) => kind === draft.badge);
  if (badge === undefined) return noAt('badge', 'thanks.refused.badge');
  // Counted only where it can matter: a megabyte is not taken apart first.
  const skill = skillNamed(draft.skill.slice(0, longest));
  if (!skill.ok) return skillRefused(draft.skill);
  if (draft.text.length > longest)
    return noAt('text', 'thanks.refused.long', { max: textMax, over: 0 });
  const text = clean(draft.text);
  const length = count(text);
  if (length < textMin) {
    return noAt('text', 'thanks.refused.short', { min: textMin, missing: textMin - length });
  }
  if (length > textMax)
    return noAt('text', 'thanks.refused.long', { max: textMax, over: length - textMax });
  return ok({ to, badge, skill: skill.value.name, text });
}

const skillRefused = (typed: string) =>
  typed.length > longest || count(clean(typed)) > skillNameMax
    ? noAt('skill', 'thanks.refused.skillLong', { max: skillNameMax })
    : noAt('skill', 'thanks.refused.skill');

/** Teams' ids of bots start with `28:`. */
export const isBot = (id: string): boolean => id.startsWith('28:');

/** What only the people themselves tell: guests are refused. */
export function receivable(receivers: readonly Colleague[]): Outcome<readonly Colleague[]> {
  const guest = receivers.find((receiver) => receiver.guest);
  return guest === undefined
    ? ok(receivers)
    : noAt('to', 'thanks.refused.guest', { name: guest.name });
}

export type GivenToday = NonNullable<Profile['givenToday']>;

/** Operations remembered, so that one delivered twice is recognised. */
const remembered = 40;

/** Makes a mark of words and whom they went to, with the tenant's key: it tells neither. */
export type MarkOf = (receiver: string, text: string) => string;

/** What a mark is made of: the same words in any case are the same. */
export const marked = (receiver: string, text: string): readonly [string, string] => [
  receiver.toLowerCase(),
  clean(text).toUpperCase().toLowerCase(),
];

/** As marks were made before they were keyed; read on the day they were written, never written. */
const unkeyed: MarkOf = (receiver, text) => hash(16, ...marked(receiver, text));

/** Which thank-you a mark is of goes with it, to be taken back by it. */
const written = (mark: string, operation: string): string => `${mark}~${operation}`;

/**
 * Counts one more thank-you of a day: `repeat` when this very one was counted before, refused when
 * the same words went to the same person today, or when ten went out already.
 * @param today local day of the giver
 */
export function counted(
  before: GivenToday | undefined,
  today: Day,
  operation: string,
  receivers: readonly Colleague[],
  text: string,
  markOf: MarkOf,
): Outcome<GivenToday | 'repeat'> {
  const ops = before?.ops ?? [];
  if (ops.includes(operation)) return ok('repeat');
  const fresh: Pick<GivenToday, 'count' | 'texts'> = { count: 0, texts: [] };
  const same = before?.day === today ? before : fresh;
  const marks = new Set(same.texts.map((one) => one.split('~')[0]));
  const twice = receivers.find(
    ({ id }) => marks.has(markOf(id, text)) || marks.has(unkeyed(id, text)),
  );
  if (twice !== undefined)
    return noAt('text', 'thanks.refused.twice', { name: twice.name || 'none' });
  if (same.count >= badgesADay) return no('thanks.refused.often', { max: badgesADay });
  return ok({
    day: today,
    count: same.count + 1,
    texts: [...same.texts, ...receivers.map(({ id }) => written(markOf(id, text), operation))],
    ops: [...ops, operation].slice(-remembered),
  });
}

/** After a badge was taken back its words may be sent again; it still counts. */
export const uncounted = (
  before: GivenToday | undefined,
  {
    id: operation,
    to,
    text,
  }: {
    readonly id: string;
    readonly to: readonly { readonly id: string }[];
    readonly text: string;
  },
): GivenToday | undefined => {
  const old = new Set(to.map(({ id }) => unkeyed(id, text)));
  const isOf = (mark: string): boolean =>
    old.has(mark) || mark === written(mark.split('~')[0] ?? '', operation);
  return before && { ...before, texts: before.texts.filter((mark) => !isOf(mark)) };
};

export type Offer = 'open' | 'taken' | 'declined';

/** A skill as somebody shares it, under this name or another one for it. */
export const sharedAs = (
  { shares }: Pick<Person, 'shares'>,
  skill: string,
  skillNamed: SkillNamed,
): Share | undefined =>
  shares.find(({ id, name }) => {
    const shared = skillNamed(name);
    return id === skill || (shared.ok && shared.value.id === skill);
  });

/** Whether a received badge's skill may still be offered: asked once, a no is for ever. */
export function offerOf(person: Person, skill: string, skillNamed: SkillNamed): Offer {
  const named = skillNamed(skill);
  // What could not be a skill is not asked about.
  if (!named.ok) return 'declined';
  if (sharedAs(person, named.value.id, skillNamed) !== undefined) return 'taken';
  return person.profile.declined.includes(named.value.id) ? 'declined' : 'open';
}
