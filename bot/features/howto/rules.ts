import { noAt, type Outcome, ok } from '#bot/core/outcome';
import { clean, count } from '#bot/core/text';
import {
  addDays,
  type Day,
  dayIn,
  type Instant,
  instantAt,
  instantOf,
  Temporal,
  weekdayOf,
} from '#bot/core/time';
import { type Filled, linkMax, stepMax, stepsMost } from '#bot/features/howto/wire';

/** How-tos that one team keeps. */
export const teamMost = 60;
/** Looked at again after so long; silent for so many days it says so; after so long it is not found. */
const review = { months: 6 };
const silence = 28;
const forgotten = { months: 6 };
/** Local hour at which an owner is asked, and hears that a step is off. */
const hour = '06:00';

/** What a how-to says, cleaned. */
export interface Content {
  readonly topic: string;
  readonly steps: readonly string[];
  readonly link: string;
  readonly everybody: boolean;
}

/** A number or a dot that somebody put before a step: it gets its own. */
const bullet = /^(?:\d{1,2}[.):]|[-*•–])\s+/u;

const linesOf = (text: string): string[] =>
  text
    .split(/\r\n|[\n\r\u2028\u2029]/u)
    .map((line) => clean(line).replace(bullet, ''))
    .filter((line) => line !== '');

/** What was filled in; what does not fit is refused at its field, and nothing is cut. */
export function contentOf({
  topic,
  steps: typed,
  link: typedLink,
  reach,
}: Filled): Outcome<Content> {
  const steps = linesOf(typed);
  if (steps.length === 0) return noAt('steps', 'howto.refused.steps');
  if (steps.length > stepsMost) {
    return noAt('steps', 'howto.refused.many', { most: stepsMost, count: steps.length });
  }
  const long = steps.findIndex((step) => isLong(step, stepMax));
  if (long >= 0) {
    return noAt('steps', 'howto.refused.long', { step: long + 1, max: stepMax });
  }
  const link = linkIn(typedLink);
  if (link === undefined) return noAt('link', 'howto.refused.link');
  return ok({ topic: clean(topic), steps, link, everybody: reach === 'all' });
}

/** Too long for a reader, or, of marks upon marks, for a card. */
const isLong = (text: string, max: number): boolean => text.length > 2 * max || count(text) > max;

/** An address with https and no password in it; '' for none, undefined for anything else. */
function linkIn(typed: string): string | undefined {
  const text = clean(typed);
  if (text === '') return '';
  if (text.length > linkMax || !URL.canParse(text)) return undefined;
  const { protocol, username, password, href } = new URL(text);
  if (protocol !== 'https:' || username !== '' || password !== '') return undefined;
  return href.length > linkMax ? undefined : href;
}

/**
 * How it stands: checked lately, not checked though its owner was asked four weeks ago, or so long
 * ago that nobody finds it any more.
 */
export type Standing = 'checked' | 'unchecked' | 'forgotten';

const later = (day: Day, by: Temporal.DurationLike): Day =>
  Temporal.PlainDate.from(day).add(by).toString();

/** When its owner is asked whether it is still right. */
export function reviewAt(checked: string, zone: string): Instant {
  return instantAt(later(dayIn(instantOf(checked), zone), review), hour, zone);
}

export function standing(checked: string, now: Instant, zone: string): Standing {
  const today = dayIn(now, zone);
  const silent = addDays(dayIn(reviewAt(checked, zone), zone), silence);
  if (today < silent) return 'checked';
  return today < later(silent, forgotten) ? 'unchecked' : 'forgotten';
}

/** The next working day's morning: a step that is off is told without the day on which it was seen. */
export function tellOffAt(now: Instant, zone: string): Instant {
  const tomorrow = addDays(dayIn(now, zone), 1);
  const weekend = Math.max(0, weekdayOf(tomorrow) - friday);
  return instantAt(addDays(tomorrow, weekend === 0 ? 0 : 3 - weekend), hour, zone);
}
const friday = 5;

/** Steps, each once, in their order. */
export const together = (...steps: readonly (readonly number[])[]): number[] =>
  [...new Set(steps.flat())].sort((a, b) => a - b);
