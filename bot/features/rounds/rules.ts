import type { PersonId } from '#bot/core/ids';
import { pausedOn } from '#bot/core/pause';
import { table } from '#bot/core/table';
import {
  addDays,
  type Day,
  dayIn,
  type Instant,
  instantAt,
  instantOf,
  isoInstant,
  mondayOf,
  weekdayOf,
  weekIn,
  zoneOr,
} from '#bot/core/time';
import { type Calendar, zoneOf } from '#bot/delivery/rules';
import {
  type Activity,
  type Arc,
  type Every,
  everyWeeks,
  type Rhythm,
  type RoundPlan,
  type Scope,
} from '#bot/features/rounds/record';
import type { Card, Deps, Turn } from '#bot/ports';
import type { Change, Person } from '#bot/records/person';
import type { Profile } from '#bot/records/profile';
import { type Lang, languageFor } from '#bot/strings/index';

/** Where a rhythm's days are counted: the team's zone and country, or the organisation's. */
export interface Place {
  readonly zone?: string | undefined;
  readonly country?: string | undefined;
}

/** A round stands open for more than a week, so that everybody's weekly moment lies in it. */
const openDays = 8;
const closing = { weekday: 3, time: '10:00' };
const opening = '07:00';
/** The week in which a match is likely to meet. */
const meetingDays = 7;
/** What was still being answered when the round closed is written by then. */
export const settled = { minutes: 1 };

export const zoneOfPlace = ({ zone }: Place, calendar: Calendar): string =>
  zoneOr(zone, calendar.defaultZone);

/** The first working day from `day` on: no weekend, no public holiday. */
function workday(day: Day, { country }: Place, calendar: Calendar): Day {
  let candidate = day;
  for (let ahead = 0; ahead < 14; ahead += 1) {
    const holiday = country !== undefined && calendar.isHoliday(country, candidate);
    if (weekdayOf(candidate) <= 5 && !holiday) return candidate;
    candidate = addDays(candidate, 1);
  }
  return day;
}

/** When a round that opens now closes: the first Wednesday after eight days, at ten. */
export function closesAt(opened: Instant, place: Place, calendar: Calendar): Instant {
  const zone = zoneOfPlace(place, calendar);
  const earliest = addDays(dayIn(opened, zone), openDays);
  const wednesday = addDays(earliest, (closing.weekday - weekdayOf(earliest) + 7) % 7);
  return instantAt(workday(wednesday, place, calendar), closing.time, zone);
}

/** When the next round opens: a Monday, so many weeks on, and never before this one has closed. */
export function nextOpens(
  { opened, closes }: Pick<RoundPlan, 'opened' | 'closes'>,
  every: Every,
  place: Place,
  calendar: Calendar,
): Instant {
  const zone = zoneOfPlace(place, calendar);
  const monday = addDays(mondayOf(weekIn(instantOf(opened), zone)), 7 * every);
  const after = addDays(mondayOf(weekIn(instantOf(closes), zone)), 7);
  return instantAt(monday > after ? monday : after, opening, zone);
}

/** When people are asked whether they met. */
export function asksAt(matched: Instant, place: Place, calendar: Calendar): Instant {
  const zone = zoneOfPlace(place, calendar);
  const day = addDays(dayIn(matched, zone), meetingDays);
  return instantAt(workday(day, place, calendar), closing.time, zone);
}

/** When they are asked whether they met: on the working day after the time they chose. */
export function askedAfter(
  { asks, at }: Pick<Activity, 'asks' | 'at'>,
  place: Place,
  calendar: Calendar,
): string {
  if (at === '') return asks;
  const zone = zoneOfPlace(place, calendar);
  const day = workday(addDays(dayIn(instantOf(at), zone), 1), place, calendar);
  return isoInstant(instantAt(day, closing.time, zone));
}

const numbers: Readonly<Record<string, number>> = table({
  two: 2,
  twee: 2,
  four: 4,
  vier: 4,
  eight: 8,
  acht: 8,
});

/** What somebody typed behind *rounds*: the weeks, off, or something else. */
export function rhythmNamed(text: string): Every | 0 | undefined {
  const words = text.toLowerCase().trim();
  if (/^(off|stop|uit|niet|none|geen)$/.test(words)) return 0;
  const [, typed] =
    /^(?:(?:every|elke|iedere|om de)\s+)?(\w+)\s+(?:weeks?|weken)$/.exec(words) ?? [];
  const weeks = typed === undefined ? undefined : (numbers[typed] ?? Number(typed));
  return everyWeeks.find((every) => every === weeks);
}

export const roundId = (number: number): string => String(number).padStart(4, '0');
const nextId = ({ round }: Pick<Rhythm, 'round'>): string =>
  roundId(round === undefined ? 1 : Number(round.id) + 1);

/** The rhythm after its next round has opened. */
export function opened(
  rhythm: Rhythm & { readonly every: Every },
  now: Instant,
  { place, roster }: { readonly place: Place; readonly roster: number },
  calendar: Calendar,
): Rhythm & { readonly round: RoundPlan; readonly next: string } {
  const round = {
    id: nextId(rhythm),
    opened: isoInstant(now),
    closes: isoInstant(closesAt(now, place, calendar)),
    roster,
    cancelled: false,
  };
  return { ...rhythm, round, next: isoInstant(nextOpens(round, rhythm.every, place, calendar)) };
}

/** The rhythm after somebody switched it; undefined when it was so already. */
export function switched(rhythm: Rhythm, every: Every | 0, now: Instant): Rhythm | undefined {
  if (rhythm.every === every) return undefined;
  const { next, round, ...rest } = rhythm;
  const isOpen = round !== undefined && !round.cancelled && round.closes > isoInstant(now);
  if (every === 0) {
    const stopped = round === undefined ? {} : { round: { ...round, cancelled: isOpen } };
    return { ...rest, every, ...stopped };
  }
  // The first round opens at once; another rhythm begins with the next one.
  const opens = rhythm.every === 0 ? isoInstant(now) : next;
  return {
    ...rest,
    every,
    ...(round === undefined ? {} : { round }),
    ...(opens === undefined ? {} : { next: opens }),
  };
}

/** Whether a round still takes answers. */
export const isOpen = ({ every, round }: Rhythm, id: string, now: Instant): boolean =>
  every !== 0 && round?.id === id && !round.cancelled && round.closes > isoInstant(now);

export type Took = Profile['rounds'][string];

/** The record of a round somebody answers: who learnt nothing last time waits with more weight. */
export function answered(before: Took | undefined, round: string, answer: Took['answer']): Took {
  if (before?.round === round) return { ...before, answer };
  const nothing = before?.answer === 'yes' && !before.learns;
  const wait = before === undefined || before.learns ? 0 : before.wait + (nothing ? 1 : 0);
  return { round, answer, wait, learns: false, shown: [] };
}

/** Somebody may be matched: said yes, is here, is neither away nor a guest. */
export function takesPart(
  { profile }: Person,
  scope: Scope,
  round: string,
  today: Day,
  guest: boolean,
): boolean {
  const took = profile.rounds[scope];
  return (
    !guest &&
    profile.consent.state === 'in' &&
    profile.reach.state === 'ok' &&
    !profile.off.includes('rounds') &&
    !pausedOn(profile, today) &&
    took?.round === round &&
    took.answer === 'yes'
  );
}

export const matchKind = 'round-match';

/** The skill that one on somebody's list stands for: what was merged counts as one. */
export type CountsAs = (listed: { readonly id: string; readonly name: string }) => string;

/** What one of two people explained to the other. */
export interface Explained {
  /** Names it: 32 hex digits, the same however often it is said. */
  readonly id: string;
  /** As the learner wrote it. */
  readonly skill: string;
  readonly with: { readonly id: string; readonly name: string };
}

/** What stays once two people met. */
export interface AfterMeeting {
  /** With whoever learnt: a line on their timeline, and the questions that follow. */
  readonly learnt: (person: Person, what: Explained, now: Instant) => Change;
  /** With whoever explained it. */
  readonly gave: (what: Explained, now: Instant) => Change;
  /** The first of those questions as a card. */
  readonly card: (turn: Turn, id: string) => Promise<Card | undefined>;
}

/** What of other features a round needs; app.ts supplies it. */
export interface RoundsDeps extends Deps {
  readonly countsAs: CountsAs;
  readonly after: AfterMeeting;
  /** The built engine, for a thread of its own; without it a round is computed in this one. */
  readonly engine: string | undefined;
}

/** One person of a round's population, as the engine reads it. */
export interface Applicant {
  readonly id: string;
  readonly shares: string[];
  readonly wishes: string[];
  readonly languages: string[];
  readonly hoursUtc: [number, number];
  readonly team: string | null;
  /** Of those who are here, by the organisation's directory. */
  readonly manager: string | null;
  readonly slots: number;
  readonly paused: boolean;
  readonly teachesWithoutReturn: boolean;
  readonly blocked: string[];
  readonly wait: number;
}

/** Matches this person can still take on: their own limit without those under way. */
export function room({ profile, open }: Person, now: Instant): number {
  const underWay = open.filter(
    ({ kind, expires }) => kind === matchKind && expires > isoInstant(now),
  ).length;
  // Whoever helps nobody for now may still learn.
  return Math.max(0, Math.max(1, profile.capacity) - underWay);
}

/**
 * What the engine knows of somebody by themselves; whom they report to is told apart.
 * @param day the day whose offset from UTC counts, in the middle of the likely week
 */
export function applicantOf(
  person: Person,
  scope: Scope,
  day: Day,
  now: Instant,
  { calendar, countsAs }: Pick<RoundsDeps, 'calendar' | 'countsAs'>,
): Applicant {
  const { profile } = person;
  return {
    id: person.id,
    shares: profile.capacity === 0 ? [] : distinct(person.shares.map(countsAs)),
    wishes: distinct(stillToLearn(person, countsAs)),
    languages: spoken(profile),
    hoursUtc: hoursUtc(profile, day, calendar),
    team: profile.homeTeam?.id ?? null,
    manager: null,
    slots: room(person, now),
    paused: false,
    teachesWithoutReturn: profile.teachesWithoutReturn,
    blocked: profile.blocked,
    wait: profile.rounds[scope]?.wait ?? 0,
  };
}

/** Wishes without those that a colleague has explained since. */
function stillToLearn({ profile, wishes }: Person, countsAs: CountsAs): string[] {
  return wishes
    .map((wish) => ({ skill: countsAs(wish), added: wish.added }))
    .filter(
      ({ skill, added }) => !profile.learnt.some((one) => one.skill === skill && one.at >= added),
    )
    .map(({ skill }) => skill);
}

const distinct = (ids: readonly string[]): string[] => [...new Set(ids)];

const spoken = ({ speaks, language, locale }: Profile): Lang[] =>
  speaks.length > 0 ? speaks : [languageFor(language, locale)];

/** Working hours of a day in UTC; from in 0–24, until at most 24 later. */
export function hoursUtc(profile: Profile, day: Day, calendar: Calendar): [number, number] {
  const zone = zoneOf(profile, calendar);
  const { from, to } = profile.hours;
  const midnight = Date.parse(`${day}T00:00:00Z`);
  const hour = (onDay: Day, time: string): number =>
    (instantAt(onDay, time, zone).epochMilliseconds - midnight) / 3_600_000;
  const start = hour(day, from);
  const end = hour(to > from ? day : addDays(day, 1), to);
  const turn = start < 0 ? 24 : start >= 24 ? -24 : 0;
  return [start + turn, Math.min(end, start + 24) + turn];
}

/** Everybody in an activity, once; who erased their data is not there any more. */
export const membersOf = ({ arcs }: Pick<Activity, 'arcs'>): PersonId[] => [
  ...new Set(
    arcs
      .flatMap(({ teacher, learner }) => [teacher, learner])
      .filter((id): id is PersonId => id !== ''),
  ),
];

/** Somebody in it erased their data. */
export const isBroken = ({ arcs }: Pick<Activity, 'arcs'>): boolean =>
  arcs.some(({ teacher, learner }) => teacher === '' || learner === '');

export const learnsFrom = ({ arcs }: Pick<Activity, 'arcs'>, person: string): Arc | undefined =>
  arcs.find(({ learner }) => learner === person);
export const teachesTo = ({ arcs }: Pick<Activity, 'arcs'>, person: string): Arc | undefined =>
  arcs.find(({ teacher }) => teacher === person);

/** Who said they did not meet has not met; who said nothing is taken to have. */
export function hasMet({ state, met }: Pick<Activity, 'state' | 'met'>): boolean {
  const said = Object.values(met);
  return state === 'held' && (said.length === 0 || said.includes(true));
}

/** Pairs of earlier rounds, with how many rounds ago they met; each pair once, the latest. */
export function metPairs(
  rounds: readonly { readonly ago: number; readonly activities: readonly Activity[] }[],
): [string, string, number][] {
  const latest = new Map<string, [string, string, number]>();
  for (const { ago, activities } of [...rounds].sort((a, b) => b.ago - a.ago)) {
    for (const activity of activities.filter(hasMet)) {
      for (const [a, b] of pairs(membersOf(activity))) {
        latest.set(`${a}~${b}`, [a, b, ago]);
      }
    }
  }
  return [...latest.values()].sort(([a, b], [c, d]) => (`${a}~${b}` < `${c}~${d}` ? -1 : 1));
}

/**
 * The same with those who met over help, too long ago to be kept apart: nobody is told that they
 * have not met before.
 * @param ago more rounds than two are kept apart
 */
export function metOverHelp(
  met: readonly [string, string, number][],
  people: readonly Person[],
  ago: number,
): [string, string, number][] {
  const here = new Set<string>(people.map(({ id }) => id));
  const known = new Set(met.map(([a, b]) => `${a}~${b}`));
  const helped = people.flatMap(({ id, profile }) =>
    profile.learnt.filter((one) => here.has(one.with)).flatMap((one) => pairs([id, one.with])),
  );
  const fresh = new Map(helped.map(([a, b]) => [`${a}~${b}`, [a, b] as const]));
  return [
    ...met,
    ...[...fresh]
      .filter(([key]) => !known.has(key))
      .map(([, [a, b]]): [string, string, number] => [a, b, ago]),
  ].sort(([a, b], [c, d]) => (`${a}~${b}` < `${c}~${d}` ? -1 : 1));
}

const pairs = (ids: readonly string[]): [string, string][] => {
  const sorted = [...ids].sort();
  return sorted.flatMap((a, index) => sorted.slice(index + 1).map((b): [string, string] => [a, b]));
};
