import { type Kind, kinds, skillNameMax } from '#bot/core/learning';
import { noAt, type Outcome, ok } from '#bot/core/outcome';
import { clean, count } from '#bot/core/text';
import { type Instant, instantOf, isoInstant, Temporal, weekIn } from '#bot/core/time';
import type { WeeklyItem } from '#bot/ports';
import type { Person } from '#bot/records/person';
import type { OpenItem } from '#bot/records/profile';

export const itemKind = 'checkin';
/** Days a scheduled check-in waits for an answer. */
const waits = 7;

/** Questions of one kind, asked in turn. */
const variants = ['1', '2', '3'] as const;
type Variant = (typeof variants)[number] | 'asked';
export interface Question {
  readonly kind: Kind;
  /** `asked`: what somebody asked you, which tells what you know. */
  readonly variant: Variant;
}
const variantsOf = (kind: Kind): readonly Variant[] =>
  kind === 'know-how' ? [...variants, 'asked'] : variants;

/** The nth question somebody is asked: the five kinds in turn, with other words each round. */
export function questionOf(asked: number): Question {
  const round = Math.floor(asked / kinds.length);
  const kind = kinds[asked % kinds.length] ?? 'skill';
  const all = variantsOf(kind);
  return { kind, variant: all[round % all.length] ?? '1' };
}

/** What is open for an answer: a scheduled check-in by its item, another by what asked for it. */
export interface Form {
  readonly id: string;
  /** Which question it is, counted from 0. */
  readonly asked: number;
  /** The open item that the answer takes away. */
  readonly item?: string;
}

/**
 * The check-in of a week, as an open item; none in a week in which one was done. It gives way to the
 * next one, which may be due sooner than after seven days: the clock changes, or this one came late
 * because of a holiday.
 */
export function weeklyItem(
  person: Person,
  now: Instant,
  next: Instant | undefined,
  zone: string,
): WeeklyItem | undefined {
  const { checkedIn } = person.profile;
  const done = checkedIn === undefined ? undefined : weekIn(instantOf(checkedIn), zone);
  if (done === weekIn(now, zone)) return undefined;
  const week = now.add({ hours: waits * 24 });
  const sooner = next !== undefined && Temporal.Instant.compare(next, week) < 0;
  const asked = nextAsked(person);
  const item = {
    id: `checkin-${weekIn(now, zone)}`,
    kind: itemKind,
    created: isoInstant(now),
    expires: isoInstant(sooner ? next : week),
    data: { asked },
  };
  // Asked is asked: what stays unanswered does not come again.
  return { item, profile: { checkins: asked + 1 } };
}

/** The scheduled check-in that still waits, if one does. */
export const waiting = (person: Person, now: Instant): OpenItem | undefined =>
  person.open.find(({ kind, expires }) => kind === itemKind && expires > isoInstant(now));

const askedIn = ({ data }: OpenItem, person: Person): number =>
  typeof data['asked'] === 'number' ? data['asked'] : person.profile.checkins;

/** Whoever left last week's question unanswered gets another one. */
const nextAsked = (person: Person): number =>
  Math.max(
    person.profile.checkins,
    ...person.open.filter(({ kind }) => kind === itemKind).map((item) => askedIn(item, person) + 1),
  );

export const formOfItem = (item: OpenItem, person: Person): Form => ({
  id: item.id,
  asked: askedIn(item, person),
  item: item.id,
});

/** The form to show now: the one that waits, or a fresh one named by `operation`. */
export function formNow(person: Person, now: Instant, operation: string): Form {
  const item = waiting(person, now);
  return item === undefined
    ? { id: operation, asked: person.profile.checkins }
    : formOfItem(item, person);
}

/** The form the tab fills in: it has a name of its own, so that a repeat is known as one. */
export const formOfTab = (person: Person, now: Instant, operation: string): Form => ({
  ...formNow(person, now, operation),
  id: operation,
});

const weekly = /^checkin-\d{4}-W\d{2}$/;
const onDemand = /^([\w-]{1,100})\.(\d{1,6})$/;

/** How a card names its form: an opaque text. */
export const cardId = ({ id, asked }: Form): string => (weekly.test(id) ? id : `${id}.${asked}`);

/** The form a card names; undefined when no card of ours could have said so. */
export function formOfCard(id: string, person: Person): Form | undefined {
  if (weekly.test(id)) {
    const item = person.open.find((open) => open.id === id);
    return item === undefined ? { id, asked: 0 } : formOfItem(item, person);
  }
  const [, name, asked] = onDemand.exec(id) ?? [];
  return name === undefined ? undefined : { id: name, asked: Number(asked) };
}

/** Whether a form takes an answer; `dealt`: it was saved or skipped a moment ago. */
export type Standing = 'open' | 'dealt' | 'closed';

export function standingOf(person: Person, { id }: Form, now: Instant): Standing {
  if (person.profile.recentCheckins.includes(id)) return 'dealt';
  if (!weekly.test(id)) return 'open';
  return waiting(person, now)?.id === id ? 'open' : 'closed';
}

/** Forms remembered as dealt with. */
const remembered = 8;

/** What every end of a form does to the profile: the next question is one that was not asked yet. */
export const turned = ({ profile }: Person, { id, asked }: Form) => ({
  checkins: Math.max(profile.checkins, asked + 1),
  recentCheckins: [...profile.recentCheckins, id].slice(-remembered),
});

export const learnedMax = 2_000;
const helpersMax = 5;
/** A bound for what counts as few characters but is long all the same, such as piled accents. */
const bytesPer = 4;

export interface Answer {
  readonly learned: string;
  /** Ids, without the person's own. */
  readonly helpers: readonly string[];
  readonly skill: string;
  readonly wish: string;
}

/** What was filled in, fit to keep; refused when there is nothing, or too much. */
export function answerOf(
  input: { learned: string; helpers: readonly string[]; skill: string; wish: string },
  me: string,
): Outcome<Answer> {
  const learned = seen(paragraphs(input.learned));
  const skill = seen(clean(input.skill));
  const wish = seen(clean(input.wish));
  const helpers = [...new Set(input.helpers.map((id) => id.trim()))].filter(
    (id) => id !== '' && id !== me,
  );
  if (tooLong(learned, learnedMax))
    return noAt('learned', 'checkin.refused.long', { max: learnedMax });
  if (tooLong(skill, skillNameMax))
    return noAt('skill', 'checkin.refused.skill', { max: skillNameMax });
  if (tooLong(wish, skillNameMax))
    return noAt('wish', 'checkin.refused.wish', { max: skillNameMax });
  if (helpers.length > helpersMax)
    return noAt('helpers', 'checkin.refused.helpers', { max: helpersMax });
  if (learned + skill + wish === '' && helpers.length === 0)
    return noAt('learned', 'checkin.refused.empty');
  return ok({ learned, helpers, skill, wish });
}

const tooLong = (text: string, max: number): boolean =>
  text.length > max * bytesPer || count(text) > max;

/** Nothing, when nothing of it can be seen. */
const seen = (text: string): string => (/[\p{L}\p{N}\p{P}\p{S}]/u.test(text) ? text : '');

/** Cleaned line by line, at most one empty line between. */
const paragraphs = (text: string): string =>
  text
    .split(/\r\n?|\n/)
    .map((line) => clean(line))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
