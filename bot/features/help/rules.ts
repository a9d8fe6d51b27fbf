import { type No, no, noAt, type Outcome, ok } from '#bot/core/outcome';
import { clean, count } from '#bot/core/text';
import {
  addDays,
  type Day,
  dayIn,
  type Instant,
  instantAt,
  instantOf,
  isoInstant,
  Temporal,
  weekdayOf,
} from '#bot/core/time';
import { type Calendar, dailyAt, nextInside, works, zoneOf } from '#bot/delivery/rules';
import type { Ask, Offer, Only, Somebody, State, With } from '#bot/features/help/record';
import { byMaxDays, lessonMax, whatMax } from '#bot/features/help/wire';
import type { Person } from '#bot/records/person';
import type { Profile } from '#bot/records/profile';

/** Working days of silence after which the next one is asked. */
const silentDays = 1;
/** Working days after which the search widens, once. */
const widenDays = 2;
/** Working days after which an ask to one colleague ends. */
const onlyDays = 2;
/** People asked before and after it widened. */
const asked = { narrow: 3, wide: 6 } as const;
/** Days that a step waits for its person. */
export const waits = { nobody: 14, check: 14, lesson: 14, closed: 28 } as const;
/** Working days within which help counts as soon (the one health figure). */
const soonDays = 5;
/** A bound for what counts as few characters but is long all the same, such as piled accents. */
const bytesPer = 4;

const earlier = (a: Instant, b: Instant): Instant => (Temporal.Instant.compare(a, b) < 0 ? a : b);
const isOver = (at: Instant | string, now: Instant): boolean =>
  Temporal.Instant.compare(typeof at === 'string' ? instantOf(at) : at, now) <= 0;

/** The same wall time, so many working days of this person later. */
export function afterWorkingDays(
  profile: Profile,
  from: Instant,
  days: number,
  calendar: Calendar,
): Instant {
  const zone = zoneOf(profile, calendar);
  const local = from.toZonedDateTimeISO(zone);
  const time = local.toPlainTime().toString({ smallestUnit: 'second' });
  let day = local.toPlainDate().toString();
  let left = days;
  // Somebody who never works again within a year is not waited for.
  for (let ahead = 0; ahead < 400 && left > 0; ahead += 1) {
    day = addDays(day, 1);
    if (works(profile, day, calendar)) left -= 1;
  }
  return left > 0 ? from.add({ hours: 24 * days }) : instantAt(day, time, zone);
}

/** The day a form starts with: five working days ahead, as far as help may be asked for. */
export function usualDay(profile: Profile, now: Instant, calendar: Calendar): Day {
  const zone = zoneOf(profile, calendar);
  const day = dayIn(afterWorkingDays(profile, now, 5, calendar), zone);
  const last = addDays(dayIn(now, zone), byMaxDays);
  return day < last ? day : last;
}

/** The start of the first working hours on a day after the given one. */
function morningAfter(profile: Profile, day: Day, calendar: Calendar): Instant {
  const midnight = instantAt(addDays(day, 1), '00:00', zoneOf(profile, calendar));
  return nextInside(profile, midnight, calendar) ?? midnight;
}

/** What was filled in, fit to keep. */
export interface Worded {
  readonly what: string;
  readonly minutes: Ask['minutes'];
  readonly by: Day;
}

const tooLong = (text: string, max: number): boolean =>
  text.length > max * bytesPer * 4 || count(text) > max;
const isVisible = (text: string): boolean => /[\p{L}\p{N}\p{P}\p{S}]/u.test(text);

/** @param today local day of the asker */
export function worded(input: Worded, today: Day): Outcome<Worded> {
  const what = clean(input.what.slice(0, whatMax * bytesPer * 8));
  if (!isVisible(what)) return noAt('what', 'help.refused.empty');
  if (tooLong(what, whatMax)) return noAt('what', 'help.refused.long', { max: whatMax });
  if (input.by < today) return noAt('by', 'help.refused.past');
  if (input.by > addDays(today, byMaxDays))
    return noAt('by', 'help.refused.far', { days: byMaxDays });
  return ok({ what, minutes: input.minutes, by: input.by });
}

export function newAsk(
  skill: { readonly id: string; readonly name: string },
  words: Worded,
  now: Instant,
): Ask {
  const at = isoInstant(now);
  return {
    skill: { id: skill.id, name: skill.name },
    ...words,
    asked: at,
    state: { is: 'asking', since: at, widened: false },
    thanked: false,
    behind: { offers: [], looks: 0 },
  };
}

/** An ask to one colleague alone, until its time. Days are the asker's: nothing follows from whose it is. */
export function askOfOne(
  ask: Ask,
  { id, ...only }: Omit<Only, 'until'> & { readonly id: string },
  me: Profile,
  now: Instant,
  calendar: Calendar,
): { readonly ask: Ask; readonly offer: Offer } {
  const until = isoInstant(afterWorkingDays(me, now, onlyDays, calendar));
  const offer: Offer = { id, made: isoInstant(now), until, answer: 'open' };
  const behind = { ...ask.behind, offers: [offer] };
  return { ask: { ...ask, only: { ...only, until }, behind }, offer };
}

/** When an ask to one colleague ends: at its time, or with the day by which it would help. */
export const endOfOne = (ask: Ask, { until }: Only, me: Profile, calendar: Calendar): Instant =>
  earlier(instantOf(until), dayOver(ask, me, calendar));

const dayOver = ({ by }: Ask, me: Profile, calendar: Calendar): Instant =>
  instantAt(addDays(by, 1), '00:00', zoneOf(me, calendar));

/** What somebody learnt without having asked, in a round: only the questions after it are left. */
export function learntAsk(
  { id, name }: { readonly id: string; readonly name: string },
  helper: Somebody,
  now: Instant,
  today: Day,
): Ask {
  const at = isoInstant(now);
  return {
    skill: { id, name },
    what: '',
    minutes: 30,
    by: today,
    asked: at,
    state: { is: 'lesson', helper, since: at, happened: at },
    thanked: false,
    behind: { offers: [], looks: 0 },
  };
}

const inState = (ask: Ask, state: State): Ask => ({ ...ask, state });

// The search. ------------------------------------------------------------------------------------

/** Everybody who was asked, whatever they answered: nobody is asked twice for one ask. */
export const tried = ({ behind }: Ask): string[] => behind.offers.map(({ id }) => id);

/** What the search does next, and when to look again if nothing happens meanwhile. */
export type Step =
  /** Asks the next one; when there is none, `else` says what then. */
  | { readonly do: 'look'; readonly else: 'wait' | 'nobody'; readonly at: Instant }
  /** Somebody was asked and may still answer: sees to it that the question stands with them. */
  | { readonly do: 'verify'; readonly offer: Offer; readonly at: Instant }
  | { readonly do: 'wait'; readonly at: Instant }
  | { readonly do: 'nobody' }
  /** The helper is gone: it is asked anew. */
  | { readonly do: 'anew' }
  /** The times to choose from are over: others up to the day take their place; without any, at `at`. */
  | { readonly do: 'times'; readonly at: Instant }
  /** Time to ask whether it happened. */
  | { readonly do: 'check' }
  | { readonly do: 'expire'; readonly how: With<'closed'>['how'] }
  /** Long over: the row goes. */
  | { readonly do: 'forget' };

/** @param me the asker's own profile: days are theirs */
export function nextStep(ask: Ask, me: Profile, now: Instant, calendar: Calendar): Step {
  const { state } = ask;
  const until = (since: string, days: number, then: Step): Step => {
    const at = instantOf(since).add({ hours: 24 * days });
    return isOver(at, now) ? then : { do: 'wait', at };
  };
  switch (state.is) {
    case 'asking':
      return ask.only === undefined
        ? searching(ask, state, me, now, calendar)
        : waitingForOne(ask, endOfOne(ask, ask.only, me, calendar), now);
    case 'nobody':
      return until(state.since, waits.nobody, { do: 'expire', how: 'expired' });
    case 'accepted':
    case 'planned': {
      if (state.helper.id === '') return { do: 'anew' };
      const at = checkAt(ask, state, me, calendar);
      if (isOver(at, now)) return { do: 'check' };
      const last = state.is === 'accepted' ? state.slots.at(-1) : undefined;
      if (last === undefined) return { do: 'wait', at };
      if (!isOver(last, now)) return { do: 'wait', at: earlier(at, instantOf(last)) };
      // Later ones would put off the question whether it happened.
      return dayIn(now, zoneOf(me, calendar)) < ask.by ? { do: 'times', at } : { do: 'wait', at };
    }
    case 'checking':
      return until(state.asked, waits.check, { do: 'expire', how: 'expired' });
    case 'lesson':
    case 'share':
      return until(state.happened, waits.lesson, { do: 'expire', how: 'learnt' });
    case 'closed':
      return until(state.at, waits.closed, { do: 'forget' });
  }
}

function waitingForOne({ behind }: Ask, end: Instant, now: Instant): Step {
  if (isOver(end, now)) return { do: 'nobody' };
  const offer = behind.offers.find(({ answer }) => answer === 'open');
  return offer === undefined ? { do: 'wait', at: end } : { do: 'verify', offer, at: end };
}

function searching(
  ask: Ask,
  { since, widened }: With<'asking'>,
  me: Profile,
  now: Instant,
  calendar: Calendar,
): Step {
  const over = dayOver(ask, me, calendar);
  if (isOver(over, now)) return { do: 'nobody' };
  const round = ask.behind.offers.filter(({ made }) => made >= since);
  const fresh = round.find(({ answer, until }) => answer === 'open' && !isOver(until, now));
  if (fresh !== undefined) {
    return { do: 'verify', offer: fresh, at: earlier(instantOf(fresh.until), over) };
  }
  const widenAt = afterWorkingDays(me, instantOf(since), widenDays, calendar);
  const wide = widened || isOver(widenAt, now);
  const full = round.length >= (wide ? asked.wide : asked.narrow);
  if (wide && full) return { do: 'nobody' };
  const tomorrow = morningAfter(me, dayIn(now, zoneOf(me, calendar)), calendar);
  const at = earlier(full ? widenAt : earlier(widenAt, tomorrow), over);
  // Looked for again on the next day: whoever had no room this week may have some.
  return full ? { do: 'wait', at } : { do: 'look', else: wide ? 'nobody' : 'wait', at };
}

/** Whether the search has widened by now. */
export const isWide = (ask: Ask, me: Profile, now: Instant, calendar: Calendar): boolean =>
  ask.state.is === 'asking' &&
  (ask.state.widened ||
    isOver(afterWorkingDays(me, instantOf(ask.state.since), widenDays, calendar), now));

/** The working morning after the agreed day, or after the last day on which it would help. */
function checkAt(
  { by }: Ask,
  state: With<'accepted'> | With<'planned'>,
  me: Profile,
  calendar: Calendar,
): Instant {
  const zone = zoneOf(me, calendar);
  const days =
    state.is === 'planned'
      ? [dayIn(instantOf(state.at), zone)]
      : [
          by,
          dayIn(instantOf(state.since), zone),
          ...state.slots.map((at) => dayIn(instantOf(at), zone)),
        ];
  return morningAfter(me, days.sort().at(-1) ?? by, calendar);
}

/** Somebody is asked: told within their hours, waited for one working day of theirs. */
export function offered(
  ask: Ask,
  id: string,
  helper: Pick<Person, 'profile' | 'sent'>,
  now: Instant,
  calendar: Calendar,
): { readonly ask: Ask; readonly offer: Offer; readonly told: Instant } {
  const told = dailyAt(helper, now, calendar) ?? now;
  const until = afterWorkingDays(helper.profile, told, silentDays, calendar);
  const offer: Offer = { id, made: isoInstant(now), until: isoInstant(until), answer: 'open' };
  const offers = [...ask.behind.offers, offer];
  return { ask: { ...ask, behind: { ...ask.behind, offers } }, offer, told };
}

export const lookedOnce = (ask: Ask): Ask => ({
  ...ask,
  behind: { ...ask.behind, looks: ask.behind.looks + 1 },
});

export const widened = (ask: Ask): Ask =>
  ask.state.is === 'asking' ? inState(ask, { ...ask.state, widened: true }) : ask;

/** Somebody said no, could not be asked after all, or is no longer needed. */
export const answeredBy = (ask: Ask, id: string, answer: Offer['answer']): Ask => ({
  ...ask,
  behind: {
    ...ask.behind,
    offers: ask.behind.offers.map((offer) => (offer.id === id ? { ...offer, answer } : offer)),
  },
});

export const nobody = (ask: Ask, now: Instant): Ask =>
  inState(ask, { is: 'nobody', since: isoInstant(now) });

/** Offers that stand though the ask is settled, or with others than its helper. */
export function superfluous(ask: Ask): Offer[] {
  const { state } = ask;
  if (state.is === 'asking' || state.is === 'nobody') return [];
  const arranged = state.is === 'accepted' || state.is === 'planned' || state.is === 'checking';
  const helper = arranged ? state.helper.id : '';
  return ask.behind.offers.filter(({ id, answer }) => answer === 'open' && id !== helper);
}

// Two people. ------------------------------------------------------------------------------------

/** The first yes wins; the same one twice is one. A yes after "not now" counts as well. */
export function accepted(
  ask: Ask,
  helper: Somebody,
  slots: readonly Instant[],
  now: Instant,
): Outcome<Ask> {
  const { state } = ask;
  const wasAsked = ask.behind.offers.some(
    ({ id, answer }) => id === helper.id && answer !== 'gone',
  );
  if ('helper' in state && state.helper.id === helper.id) return ok(ask);
  if (!wasAsked || (state.is !== 'asking' && state.is !== 'nobody')) return settled;
  return ok(
    inState(ask, {
      is: 'accepted',
      helper,
      since: isoInstant(now),
      slots: slots.map(isoInstant),
    }),
  );
}

const settled: No = no('help.refused.settled');
const stale: No = no('common.refused.stale');

/** Times that help: those up to the wished day, if there are any. */
export function helpful(slots: readonly Instant[], by: Day, zone: string): Instant[] {
  const inTime = slots.filter((at) => dayIn(at, zone) <= by);
  return [...(inTime.length > 0 ? inTime : slots)];
}

/** Either of the two chooses a time, also one they typed; the other one's choice of the same instant stands. */
export function planned(ask: Ask, at: string): Outcome<Ask> {
  const { state } = ask;
  if (state.is === 'planned') return state.at === at ? ok(ask) : no('help.refused.planned');
  if (state.is !== 'accepted') return stale;
  const { helper, since } = state;
  return ok(inState(ask, { is: 'planned', helper, since, at }));
}

/** Other times, before or after one was chosen, or when it did not happen. */
export function rescheduled(ask: Ask, slots: readonly Instant[], today: Day): Outcome<Ask> {
  const { state } = ask;
  if (state.is !== 'accepted' && state.is !== 'planned' && state.is !== 'checking') return stale;
  if (state.helper.id === '') return stale;
  const { helper, since } = state;
  // Without a time to choose they agree on one elsewhere, within a week.
  const week = addDays(today, 7);
  const by = slots.length > 0 || ask.by > week ? ask.by : week;
  return ok(
    inState({ ...ask, by }, { is: 'accepted', helper, since, slots: slots.map(isoInstant) }),
  );
}

/**
 * The helper cannot after all, or is gone: it is asked anew, without them. Where they alone were
 * asked, the asker decides.
 */
export function anew(ask: Ask, now: Instant): Outcome<Ask> {
  const { state } = ask;
  if (state.is !== 'accepted' && state.is !== 'planned') return stale;
  const open = answeredBy(ask, state.helper.id, 'no');
  if (ask.only !== undefined) return ok(nobody(open, now));
  return ok(inState(open, { is: 'asking', since: isoInstant(now), widened: false }));
}

/** After nobody could: once more, without a name, and by a day that lies ahead. */
export function again(before: Ask, now: Instant, today: Day): Outcome<Ask> {
  if (before.state.is === 'asking') return ok(before);
  const { only: _, ...ask } = before;
  if (ask.state.is !== 'nobody') return stale;
  const week = addDays(today, 7);
  const by = ask.by > week ? ask.by : week;
  return ok(inState({ ...ask, by }, { is: 'asking', since: isoInstant(now), widened: false }));
}

// After it. --------------------------------------------------------------------------------------

export function checking(ask: Ask, now: Instant): Ask {
  const { state } = ask;
  if (state.is !== 'accepted' && state.is !== 'planned') return ask;
  const { helper, since } = state;
  const at = state.is === 'planned' ? state.at : null;
  return inState(ask, { is: 'checking', helper, since, at, asked: isoInstant(now) });
}

/** It happened: also said before we asked, once somebody had said yes. */
export function happened(ask: Ask, now: Instant): Outcome<Ask> {
  const { state } = ask;
  if (state.is === 'lesson' || state.is === 'share') return ok(ask);
  if (state.is !== 'accepted' && state.is !== 'planned' && state.is !== 'checking') return stale;
  const { helper, since } = state;
  return ok(inState(ask, { is: 'lesson', helper, since, happened: isoInstant(now) }));
}

/** Whether help came within five working days of the asker. */
export function soon(ask: Ask, me: Profile, now: Instant, calendar: Calendar): boolean {
  const { state } = ask;
  const planned =
    state.is === 'planned' || (state.is === 'checking' && state.at !== null) ? state.at : null;
  const when = planned === null ? now : earlier(instantOf(planned), now);
  const limit = afterWorkingDays(me, instantOf(ask.asked), soonDays, calendar);
  const zone = zoneOf(me, calendar);
  return dayIn(when, zone) <= dayIn(limit, zone);
}

/** The line for the next person; undefined = none. */
export function lessonOf(text: string): Outcome<string | undefined> {
  const line = clean(text.slice(0, lessonMax * bytesPer * 8));
  if (!isVisible(line)) return ok(undefined);
  return tooLong(line, lessonMax)
    ? noAt('text', 'help.refused.lesson', { max: lessonMax })
    : ok(line);
}

/**
 * Lines kept before this instant are shown: each from the working day after it was kept, so that
 * nobody sees one appear just when a colleague was helped. The same for everybody: Monday to Friday.
 */
export function shownSince(now: Instant, { defaultZone }: Calendar): Instant {
  const today = dayIn(now, defaultZone);
  const weekend = Math.max(0, weekdayOf(today) - friday);
  return instantAt(addDays(today, -weekend), '00:00', defaultZone);
}
const friday = 5;

/** After the line: the last question, unless there is nothing to ask. */
export function lessonKept(ask: Ask, asks: boolean, now: Instant): Outcome<Ask> {
  const { state } = ask;
  if (state.is !== 'lesson') return stale;
  const { helper, since, happened: at } = state;
  if (!asks) return closed(ask, 'learnt', now);
  return ok(inState(ask, { is: 'share', helper, since, happened: at }));
}

/** Ends an ask; ending it the same way twice is once. What happened cannot be withdrawn. */
export function closed(ask: Ask, how: With<'closed'>['how'], now: Instant): Outcome<Ask> {
  const { state } = ask;
  if (state.is === 'closed') return state.how === how ? ok(ask) : stale;
  const learnt = state.is === 'lesson' || state.is === 'share';
  if (learnt !== (how === 'learnt')) return stale;
  return ok(inState(ask, { is: 'closed', how, at: isoInstant(now) }));
}

export const isClosed = ({ state }: Ask): boolean => state.is === 'closed';
