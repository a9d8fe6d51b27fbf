import Holidays from 'date-holidays';
import type { Day } from '#bot/core/time';

/** Public holidays by country and year, computed once each. */
export function holidayCalendar(): (country: string, day: Day) => boolean {
  const known = new Map<string, ReadonlySet<Day>>();
  return (country, day) => {
    const key = `${country}${day.slice(0, 4)}`;
    let days = known.get(key);
    if (days === undefined) {
      const list = new Holidays(country).getHolidays(Number(day.slice(0, 4))) ?? [];
      days = new Set(
        list
          .filter(({ type }) => type === 'public')
          .flatMap(({ date, start, end }) => span(date, start, end)),
      );
      known.set(key, days);
    }
    return days.has(day);
  };
}

/** The local days a holiday covers; `date` starts with its first day. */
function span(date: string, start: Date, end: Date): Day[] {
  const first = date.slice(0, 10);
  const count = Math.max(1, Math.round((end.getTime() - start.getTime()) / 86_400_000));
  return Array.from({ length: count }, (_, ahead) =>
    new Date(Date.parse(`${first}T00:00:00Z`) + ahead * 86_400_000).toISOString().slice(0, 10),
  );
}

const countries = new Set(Object.keys(new Holidays().getCountries()));

/** Whether the holidays of a country (ISO 3166-1 alpha-2) are known. */
export const knownCountry = (country: string): boolean => countries.has(country);
