import { z } from 'zod';
import type { Day } from '#bot/core/time';
import type { Calendar } from '#bot/delivery/rules';
import { usualDay } from '#bot/features/help/rules';
import { lengths } from '#bot/features/help/wire';
import type { Turn } from '#bot/ports';

// The form as cards send it: clients leave inputs out, or send null, when nothing was filled in.
export const typed = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => (value == null ? '' : String(value)));
export const minutes = typed.transform(
  (text) => lengths.find((length) => String(length) === text) ?? lengths[1],
);

/** Longer than this a refused form is not sent back: what was typed stays where it was typed. */
export const longestShown = 4_000;

/** The day as filled in; without one, the usual. */
export const dayOr = (text: string, { person, now }: Turn, calendar: Calendar): Day =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : usualDay(person.profile, now, calendar);
