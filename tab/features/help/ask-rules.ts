import { clean, count } from '#bot/core/text';
import type * as wire from '#bot/features/help/wire';
import type { Say } from '../../words';

// The values are repeated so that the wire's validation library stays out of the bundle; the types
// are literal, so the compiler notices when they part.
export const lengths: typeof wire.lengths = [15, 30, 60];
const whatMax: typeof wire.whatMax = 300;
export const lessonMax: typeof wire.lessonMax = 200;
export const byMaxDays: typeof wire.byMaxDays = 60;

/** The form as typed. */
export interface AskDraft {
  /** Names the form, so that a second try asks nothing twice. */
  readonly op: string;
  readonly what: string;
  readonly minutes: (typeof lengths)[number];
  /** Null until it is chosen: the usual day. */
  readonly by: string | null;
}

const fields = ['what', 'by'] as const;
export type AskField = (typeof fields)[number];
export type Faults = Partial<Record<AskField, string>>;

export const lengthOf = (text: string): number => count(clean(text));

/** What is missing, by field, in the person's words. The server has the last word. */
export function faultsOf(what: string, by: string, today: string, t: Say): Faults {
  const length = lengthOf(what);
  return {
    ...(length === 0 ? { what: t('ask.whatMissing') } : {}),
    ...(length > whatMax
      ? { what: t('ask.tooLong', { max: whatMax, count: length - whatMax }) }
      : {}),
    // A day that is not filled in whole is no text at all.
    ...(by < today || by > daysAfter(today, byMaxDays)
      ? { by: t('ask.byWrong', { days: byMaxDays }) }
      : {}),
  };
}

/** The field of ours that a refusal is about. */
export const fieldAtFault = (path: string | null): AskField | null =>
  fields.find((field) => field === path) ?? null;

/** A calendar day so many days later; both `2026-12-04`. */
export function daysAfter(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}
