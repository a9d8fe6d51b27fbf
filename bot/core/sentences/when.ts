import { tokensOf } from '#bot/core/sentences/tokens';
import { type Day, Temporal } from '#bot/core/time';
import { sentences } from '#bot/strings/sentences';

/** Days somebody speaks of; without a first one they begin now. */
export interface Period {
  readonly from?: Day;
  /** The last day. */
  readonly until: Day;
}

type Word =
  | { readonly is: 'month' | 'weekday' | 'number'; readonly of: number }
  | { readonly is: Meaning };
type Meaning =
  | 'days'
  | 'weeks'
  | 'fortnights'
  | 'months'
  | 'weekend'
  | 'year'
  | 'from'
  | 'until'
  | 'next'
  | 'this'
  | 'end'
  | 'today'
  | 'tomorrow'
  | 'dayafter'
  | 'idle';

/** Words of dates in every language: whoever mixes them is understood as well. */
const words: ReadonlyMap<string, Word> = new Map(
  Object.values(sentences).flatMap(({ dates }) => {
    const counted = (is: 'month' | 'weekday' | 'number', lists: readonly string[]) =>
      lists.flatMap((names, index) => named(names, { is, of: index + 1 }));
    return [
      ...Object.entries(dates.words).flatMap(([is, names]) => named(names, { is: is as Meaning })),
      ...counted('number', dates.numbers),
      ...counted('month', dates.months),
      ...counted('weekday', dates.weekdays),
    ];
  }),
);

function named(names: string, word: Word): [string, Word][] {
  return names.split('|').map((name) => [name, word]);
}

const ordinal = /^(\d{1,2})(?:st|nd|rd|th|e|de|ste)?$/;
const numeric = /^(\d{1,2})[-/](\d{1,2})(?:[-/](\d{2}|\d{4}))?$/;
const isoDay = /^\d{4}-\d{2}-\d{2}$/;
const yearWord = /^20\d{2}$/;

/** Whether a word can be part of a date or a period. */
export const isDateWord = (word: string): boolean =>
  words.has(word) ||
  word === ',' ||
  word === '-' ||
  /^\d{1,3}$/.test(word) ||
  ordinal.test(word) ||
  numeric.test(word) ||
  isoDay.test(word) ||
  yearWord.test(word);

/** What stands at a place: a day of a month, perhaps without its month; a whole month or week. */
interface Found {
  readonly first: Temporal.PlainDate;
  readonly last: Temporal.PlainDate;
  readonly next: number;
  /** Only the day of the month was said. */
  readonly bare?: number;
}

/**
 * The days in "until 5 January", "from 20 December to 5 January", "next week", "2 weeks", "tot en
 * met 18-12". A date without a year is the next such day from today on.
 */
export function periodIn(text: string, today: Day): Period | undefined {
  // "-3 days" is no period, and not three days either.
  if (/(?:^|\s)-\d/u.test(text)) return undefined;
  const list = tokensOf(text.slice(0, 200), () => false)
    .map(({ word }) => word)
    .flatMap((word) => (word === 't/m' ? ['until'] : [word]));
  if (!list.every(isDateWord)) return undefined;
  return period(list, Temporal.PlainDate.from(today));
}

function period(list: readonly string[], today: Temporal.PlainDate): Period | undefined {
  const is = (at: number, ...meanings: readonly Word['is'][]): boolean => {
    const word = words.get(list[at] ?? '');
    return word !== undefined && meanings.includes(word.is);
  };
  const idle = (at: number): number => {
    let next = at;
    while (is(next, 'idle') || list[next] === ',') next += 1;
    return next;
  };
  const ends = (at: number): boolean => idle(at) >= list.length;
  const counted = (at: number, meaning: 'month' | 'weekday' | 'number'): number | undefined => {
    const word = words.get(list[at] ?? '');
    return word?.is === meaning && 'of' in word ? word.of : undefined;
  };
  const amount = (at: number): number | undefined => {
    const digits = /^\d{1,3}$/.exec(list[at] ?? '');
    return digits === null ? counted(at, 'number') : Number(digits[0]);
  };
  const monday = today.subtract({ days: today.dayOfWeek - 1 });

  /** A week, a month or a weekend as a whole: "next week", "the rest of this month". */
  const span = (start: number): Found | undefined => {
    let at = idle(start);
    const later = is(at, 'next');
    const now = is(at, 'this') || !later;
    if (later || is(at, 'this')) at = idle(at + 1);
    // "the rest of this week"
    if (is(at, 'this')) at = idle(at + 1);
    if (is(at, 'next')) return undefined;
    if (is(at, 'weeks') && !(list[at] ?? '').endsWith('s')) {
      const first = later ? monday.add({ days: 7 }) : today;
      const last = monday.add({ days: later ? 13 : 6 });
      return later || at > idle(start) || now ? { first, last, next: at + 1 } : undefined;
    }
    if (is(at, 'weekend')) {
      const first = monday.add({ days: later ? 12 : 5 });
      return { first, last: first.add({ days: 1 }), next: at + 1 };
    }
    if (is(at, 'months') && (list[at] ?? '').length < 6) {
      const month = today.with({ day: 1 }).add({ months: later ? 1 : 0 });
      const last = month.add({ months: 1 }).subtract({ days: 1 });
      return { first: later ? month : today, last, next: at + 1 };
    }
    if (is(at, 'year')) {
      const first = today.with({ month: 1, day: 1 }).add({ years: later ? 1 : 0 });
      const last = first.with({ month: 12, day: 31 });
      return { first: later ? first : today, last, next: at + 1 };
    }
    return undefined;
  };

  const one = (date: Temporal.PlainDate | undefined, next: number): Found | undefined =>
    date && { first: date, last: date, next };

  const dayAt = (start: number): Found | undefined => {
    let at = idle(start);
    const text = list[at] ?? '';
    if (isoDay.test(text)) return one(dated(today, ...fromIso(text)), at + 1);
    const figures = numeric.exec(text);
    if (figures !== null) {
      return one(dated(today, Number(figures[1]), Number(figures[2]), yearOf(figures[3])), at + 1);
    }
    if (is(at, 'today')) return one(today, at + 1);
    if (is(at, 'tomorrow')) return one(today.add({ days: 1 }), at + 1);
    if (is(at, 'dayafter')) return one(today.add({ days: 2 }), at + 1);
    if (is(at, 'end')) {
      // Dutch says "van" for of as for from.
      if (is(at + 1, 'from')) at += 1;
      const whole = span(at + 1);
      if (whole !== undefined) return one(whole.last, whole.next);
      const month = counted(idle(at + 1), 'month');
      const first = month === undefined ? undefined : dated(today, 1, month);
      const last = first?.add({ months: 1 }).subtract({ days: 1 });
      return one(last, idle(at + 1) + 1);
    }
    // "next Friday" is next week's; "Friday" and "this Friday" the first from tomorrow on.
    const nextWeek = is(at, 'next') && is(at + 1, 'weeks');
    const later = is(at, 'next');
    const before = at;
    if (nextWeek) at = idle(at + 2);
    else if (later || is(at, 'this')) at = idle(at + 1);
    const weekday = counted(at, 'weekday');
    if (weekday !== undefined) {
      const dated = dayMonth(idle(at + 1));
      if (dated !== undefined && dated.bare === undefined) return dated;
      const nextToo = is(at + 1, 'next') && is(at + 2, 'weeks');
      const soon = today.add({ days: ((weekday - today.dayOfWeek + 6) % 7) + 1 });
      if (!later && !nextToo) return one(soon, at + 1);
      return one(monday.add({ days: 6 + weekday }), at + (nextToo ? 3 : 1));
    }
    return before === at ? dayMonth(at) : undefined;
  };

  /** "5 January", "January 5th", "5"; with a year or without. */
  function dayMonth(at: number): Found | undefined {
    const day = ordinal.exec(list[at] ?? '');
    const named = counted(at, 'month');
    if (day !== null) {
      const month = counted(idle(at + 1), 'month');
      if (month === undefined) {
        const bare = Number(day[1]);
        const date = bareDay(today, bare);
        return date && { first: date, last: date, next: at + 1, bare };
      }
      const after = idle(at + 1) + 1;
      const year = yearWord.exec(list[after] ?? '');
      return one(
        dated(today, Number(day[1]), month, yearOf(year?.[0])),
        year === null ? after : after + 1,
      );
    }
    if (named === undefined) return undefined;
    const behind = ordinal.exec(list[idle(at + 1)] ?? '');
    if (behind !== null) {
      const after = idle(at + 1) + 1;
      const place = idle(after);
      const year = yearWord.exec(list[place] ?? '');
      return one(
        dated(today, Number(behind[1]), named, yearOf(year?.[0])),
        year === null ? after : place + 1,
      );
    }
    const isNow = today.month === named;
    const first = isNow ? today.with({ day: 1 }) : dated(today, 1, named);
    const last = first?.add({ months: 1 }).subtract({ days: 1 });
    return first && last && { first: isNow ? today : first, last, next: at + 1 };
  }

  /** "2 weeks", "the next two weeks", "a month": how long, counted from a day on. */
  const lasting = (
    start: number,
    from: Temporal.PlainDate,
  ): { last: Temporal.PlainDate; next: number } | undefined => {
    let at = idle(start);
    if (is(at, 'next', 'this')) at = idle(at + 1);
    const many = amount(at) ?? (is(at, 'fortnights') ? 1 : undefined);
    if (many === undefined || many === 0) return undefined;
    if (amount(at) !== undefined) at = idle(at + 1);
    const unit = words.get(list[at] ?? '')?.is;
    if (unit !== 'days' && unit !== 'weeks' && unit !== 'months' && unit !== 'fortnights') {
      return undefined;
    }
    const length = unit === 'fortnights' ? { weeks: 2 * many } : { [unit]: many };
    return { last: from.add(length).subtract({ days: 1 }), next: at + 1 };
  };

  const told = (from: Temporal.PlainDate | undefined, until: Temporal.PlainDate): Period => ({
    ...(from === undefined || Temporal.PlainDate.compare(from, today) <= 0
      ? {}
      : { from: from.toString() }),
    until: until.toString(),
  });

  let at = idle(0);
  if (is(at, 'until')) {
    while (is(at, 'until') || is(at, 'idle')) at += 1;
    const whole = is(at, 'next') ? span(at) : undefined;
    // "Until next week" and "until January" end the day before.
    if (whole !== undefined && ends(whole.next)) {
      return told(undefined, whole.first.subtract({ days: 1 }));
    }
    const day = dayAt(at) ?? span(at);
    if (day === undefined || !ends(day.next)) return undefined;
    const isMonth = Temporal.PlainDate.compare(day.first, day.last) !== 0 && !is(at, 'this');
    return told(
      undefined,
      isMonth && counted(at, 'month') ? day.first.subtract({ days: 1 }) : day.last,
    );
  }
  const began = is(at, 'from');
  if (began) at = idle(at + 1);
  const length = lasting(at, today);
  if (length !== undefined && !began) {
    if (ends(length.next)) return told(undefined, length.last);
    const start = is(length.next, 'from') ? dayAt(length.next + 1) : undefined;
    if (start === undefined || !ends(start.next)) return undefined;
    const counted = lasting(at, start.first);
    return counted && told(start.first, counted.last);
  }
  const first = dayAt(at) ?? span(at);
  if (first === undefined) return undefined;
  let rest = first.next;
  if (ends(rest)) return told(first.first, first.last);
  if (is(idle(rest), 'number') || amount(idle(rest)) !== undefined) {
    const counted = lasting(rest, first.first);
    if (counted !== undefined && ends(counted.next)) return told(first.first, counted.last);
  }
  if (!is(rest, 'until') && list[rest] !== '-') return undefined;
  while (is(rest, 'until', 'idle') || list[rest] === '-') rest += 1;
  const last = dayAt(rest);
  if (last === undefined || !ends(last.next)) return undefined;
  // "From 14 until 23 December": the first takes the month of the last.
  const start = first.bare === undefined ? first.first : monthOf(first.bare, last.first, today);
  if (start === undefined) return undefined;
  const end =
    Temporal.PlainDate.compare(last.last, start) < 0 ? last.last.add({ years: 1 }) : last.last;
  return told(start, end);
}

const fromIso = (text: string): [number, number, number] => {
  const { year, month, day } = parsed(text) ?? { year: 0, month: 0, day: 0 };
  return [day, month, year];
};

function parsed(text: string): Temporal.PlainDate | undefined {
  try {
    return Temporal.PlainDate.from(text);
  } catch {
    return undefined;
  }
}

const yearOf = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : Number(text) + (text.length === 2 ? 2_000 : 0);

function plainDate(year: number, month: number, day: number): Temporal.PlainDate | undefined {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' });
  } catch {
    return undefined;
  }
}

/** A day of a month; one that is past, or without a year, is the next such day. */
function dated(
  today: Temporal.PlainDate,
  day: number,
  month: number,
  year?: number,
): Temporal.PlainDate | undefined {
  if (year !== undefined) {
    const date = plainDate(year, month, day);
    if (date === undefined || Temporal.PlainDate.compare(date, today) >= 0) return date;
  }
  // 29 February waits for a leap year's.
  for (let ahead = 0; ahead < 9; ahead += 1) {
    const date = plainDate(today.year + ahead, month, day);
    if (date !== undefined && Temporal.PlainDate.compare(date, today) >= 0) return date;
  }
  return undefined;
}

/** "The 15th": this month's or the next one's. */
function bareDay(today: Temporal.PlainDate, day: number): Temporal.PlainDate | undefined {
  const month = today.with({ day: 1 });
  const now = plainDate(month.year, month.month, day);
  if (now !== undefined && Temporal.PlainDate.compare(now, today) >= 0) return now;
  const next = month.add({ months: 1 });
  return plainDate(next.year, next.month, day);
}

/** The day of the month in or before the month that a period ends in. */
function monthOf(
  day: number,
  { year, month }: Temporal.PlainDate,
  today: Temporal.PlainDate,
): Temporal.PlainDate | undefined {
  const date = plainDate(year, month, day);
  return date !== undefined && Temporal.PlainDate.compare(date, today) >= 0 ? date : today;
}
