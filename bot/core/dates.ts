import type { Day, Instant } from '#bot/core/time';

// English dates as most of the world writes them: day before month, 24 hours.
const locale = (lang: string): string => (lang === 'en' ? 'en-GB' : lang);

/** "Tuesday 24 November at 10:00", in a language and a zone. */
export const spokenInstant = (at: Instant, lang: string, zone: string): string =>
  new Intl.DateTimeFormat(locale(lang), {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: zone,
  }).format(at.epochMilliseconds);

/** "Tuesday 24 November 2026". */
export const spokenDay = (day: Day, lang: string): string =>
  new Intl.DateTimeFormat(locale(lang), {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(Date.parse(`${day}T00:00:00Z`));

/** "Tue 24 Nov, 10:00", for a button. */
export const shortInstant = (at: Instant, lang: string, zone: string): string =>
  new Intl.DateTimeFormat(locale(lang), {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: zone,
  }).format(at.epochMilliseconds);
