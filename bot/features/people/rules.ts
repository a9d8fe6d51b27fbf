import { z } from 'zod';
import { no, type Outcome, ok } from '#bot/core/outcome';
import { table } from '#bot/core/table';
import { type Day, Temporal } from '#bot/core/time';
import type { PersonFacts } from '#bot/doors/dispatch';
import type { Profile, Reach } from '#bot/records/profile';
import { type Lang, languages } from '#bot/strings/index';

/** What an activity tells that the record does not say yet; undefined when nothing is new. */
export function learnt(
  profile: Profile,
  facts: PersonFacts & { readonly conversation?: Profile['conversation'] },
): Partial<Profile> | undefined {
  const { conversation } = facts;
  const patch: Partial<Profile> = {
    ...(facts.name !== undefined && facts.name !== profile.name ? { name: facts.name } : {}),
    ...(facts.teamsId !== undefined && facts.teamsId !== profile.teamsId
      ? { teamsId: facts.teamsId }
      : {}),
    ...(facts.locale !== undefined && facts.locale !== profile.locale
      ? { locale: facts.locale }
      : {}),
    ...(facts.zone !== undefined && !profile.zoneChosen && facts.zone !== profile.zone
      ? { zone: facts.zone }
      : {}),
    ...(facts.country !== undefined && !profile.countryChosen && facts.country !== profile.country
      ? { country: facts.country }
      : {}),
    ...(conversation !== undefined &&
    (conversation.id !== profile.conversation?.id ||
      conversation.serviceUrl !== profile.conversation.serviceUrl)
      ? { conversation }
      : {}),
    ...(profile.silent || profile.ignored > 0 ? { silent: false, ignored: 0 } : {}),
    ...reachAfter(profile.reach, conversation !== undefined),
  };
  return Object.keys(patch).length === 0 ? undefined : patch;
}

/**
 * A sign of life: they may be written to again. Only in their own chat does it tell that the chat is
 * open; from elsewhere it stays known that the last message was refused.
 */
function reachAfter(reach: Reach, inChat: boolean): Partial<Profile> {
  if (reach.state === 'unreachable') {
    return { reach: { state: 'ok', ...(inChat ? {} : { refused: reach.why }) } };
  }
  const isDoubted = reach.notFound !== undefined || reach.refused !== undefined;
  return inChat && isDoubted ? { reach: { state: 'ok' } } : {};
}

export { step } from '#bot/core/learning';

/** The language a person names: its code, or its name in either language. */
export function languageNamed(text: string): Lang | undefined {
  const lower = text.trim().toLowerCase();
  return languages.find((language) => language === lower) ?? languageNames[lower];
}

const languageNames: Readonly<Record<string, Lang>> = table({
  english: 'en',
  engels: 'en',
  dutch: 'nl',
  nederlands: 'nl',
});

/** Words counted from 1, each in several spellings. */
const numbered = (spellings: readonly (readonly string[])[]): Readonly<Record<string, number>> =>
  table(
    Object.fromEntries(
      spellings.flatMap((names, index) => names.map((name) => [name, index + 1] as const)),
    ),
  );

const months = numbered([
  ['january', 'januari', 'jan'],
  ['february', 'februari', 'feb'],
  ['march', 'maart', 'mar', 'mrt'],
  ['april', 'apr'],
  ['may', 'mei'],
  ['june', 'juni', 'jun'],
  ['july', 'juli', 'jul'],
  ['august', 'augustus', 'aug'],
  ['september', 'sep', 'sept'],
  ['october', 'oktober', 'oct', 'okt'],
  ['november', 'nov'],
  ['december', 'dec'],
]);

const units: Readonly<Record<string, 'days' | 'weeks' | 'months'>> = table({
  day: 'days',
  days: 'days',
  dag: 'days',
  dagen: 'days',
  week: 'weeks',
  weeks: 'weeks',
  weken: 'weeks',
  month: 'months',
  months: 'months',
  maand: 'months',
  maanden: 'months',
});

/** Monday is 1. */
const weekdays = numbered([
  ['monday', 'maandag'],
  ['tuesday', 'dinsdag'],
  ['wednesday', 'woensdag'],
  ['thursday', 'donderdag'],
  ['friday', 'vrijdag'],
  ['saturday', 'zaterdag'],
  ['sunday', 'zondag'],
]);

const longestPause = { months: 12 };

/**
 * The last day of a pause from what somebody typed: "2 weeks", "until 5 January", "tot 5-1",
 * "until Friday",
 * "2026-12-24"; nothing = two weeks. A past date means its next occurrence.
 */
export function pauseUntil(text: string, today: Day): Outcome<Day> {
  const start = Temporal.PlainDate.from(today);
  const words = text
    .toLowerCase()
    .replace(/^(until|till|to|for|tot en met|t\/m|tot|voor)\s+/u, '')
    .replace(/^(the|een|a|one)\s+/u, '1 ')
    .trim();
  if (words === '') return ok(start.add({ days: 13 }).toString());
  const span = /^(\d{1,3})\s+(\p{L}+)$/u.exec(words);
  const unit = span?.[2] === undefined ? undefined : units[span[2]];
  if (span !== null && unit !== undefined) {
    const amount = Number(span[1]);
    if (amount === 0) return no('people.pause.unclear');
    return within(start, start.add({ [unit]: amount }).subtract({ days: 1 }));
  }
  const date = namedDate(words, start);
  return date === undefined ? no('people.pause.unclear') : within(start, date);
}

function within(start: Temporal.PlainDate, until: Temporal.PlainDate): Outcome<Day> {
  return Temporal.PlainDate.compare(until, start.add(longestPause)) > 0
    ? no('people.pause.long')
    : ok(until.toString());
}

const iso = z.iso.date();

function namedDate(words: string, today: Temporal.PlainDate): Temporal.PlainDate | undefined {
  if (iso.safeParse(words).success) {
    const date = Temporal.PlainDate.from(words);
    return Temporal.PlainDate.compare(date, today) < 0 ? next(date.month, date.day, today) : date;
  }
  if (words === 'today' || words === 'vandaag') return today;
  if (words === 'tomorrow' || words === 'morgen') return today.add({ days: 1 });
  const weekday = weekdays[words];
  if (weekday !== undefined) return today.add({ days: ((weekday - today.dayOfWeek + 6) % 7) + 1 });
  const dayFirst = /^(\d{1,2})(?:st|nd|rd|th|e)?\s+(?:of\s+)?(\p{L}+)\.?(?:\s+(\d{4}))?$/u.exec(
    words,
  );
  const monthFirst = /^(\p{L}+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(\d{4}))?$/u.exec(words);
  const numbers = /^(\d{1,2})[-/.](\d{1,2})(?:[-/.](\d{4}))?$/.exec(words);
  const [day, month, year] =
    dayFirst !== null
      ? [dayFirst[1], months[dayFirst[2] ?? ''], dayFirst[3]]
      : monthFirst !== null
        ? [monthFirst[2], months[monthFirst[1] ?? ''], monthFirst[3]]
        : [numbers?.[1], Number(numbers?.[2]), numbers?.[3]];
  if (day === undefined || month === undefined || Number.isNaN(month)) return undefined;
  try {
    if (year === undefined) return next(month, Number(day), today);
    const date = Temporal.PlainDate.from(
      { year: Number(year), month, day: Number(day) },
      { overflow: 'reject' },
    );
    return Temporal.PlainDate.compare(date, today) < 0 ? next(month, Number(day), today) : date;
  } catch {
    return undefined;
  }
}

/** The first such day from today on; 29 February waits for a leap year's. */
function next(
  month: number,
  day: number,
  today: Temporal.PlainDate,
): Temporal.PlainDate | undefined {
  for (let ahead = 0; ahead < 9; ahead += 1) {
    try {
      const date = Temporal.PlainDate.from(
        { year: today.year + ahead, month, day },
        { overflow: 'reject' },
      );
      if (Temporal.PlainDate.compare(date, today) >= 0) return date;
    } catch {
      if (day > 31 || month > 12 || (day > 29 && month === 2) || day > 30) return undefined;
    }
  }
  return undefined;
}
