import type { BadgeKind } from '#bot/core/learning';
import { clean, count } from '#bot/core/text';
import type { ColleagueView } from '#bot/features/people/wire';
import type * as wire from '#bot/features/thanks/wire';
import type { Say } from '../../words';

// The values are repeated so that the wire's validation library stays out of the bundle; the types
// are literal, so the compiler notices when they part.
export const textMin: typeof wire.textMin = 20;
export const textMax: typeof wire.textMax = 500;
export const receiversMax: typeof wire.receiversMax = 5;

/** The form as typed. */
export interface ThankDraft {
  readonly op: string;
  readonly to: readonly ColleagueView[];
  readonly badge: BadgeKind | null;
  readonly skill: string;
  readonly text: string;
  readonly visibility: 'receiver' | 'team';
  readonly team: string | null;
}

export const fields = ['to', 'badge', 'skill', 'text'] as const;
export type ThankField = (typeof fields)[number];
export type Faults = Partial<Record<ThankField, string>>;

export const lengthOf = (text: string) => count(clean(text));

/** What is missing, by field, in the person's words. The server has the last word. */
export function faultsOf(draft: ThankDraft, t: Say): Faults {
  const length = lengthOf(draft.text);
  return {
    ...(draft.to.length === 0 ? { to: t('thank.toMissing') } : {}),
    ...(draft.badge === null ? { badge: t('thank.badgeMissing') } : {}),
    ...(clean(draft.skill) === '' ? { skill: t('thank.skillMissing') } : {}),
    ...(length < textMin
      ? { text: t('thank.textShort', { min: textMin, count: textMin - length }) }
      : length > textMax
        ? { text: t('thank.textLong', { max: textMax, count: length - textMax }) }
        : {}),
  };
}

/** The field of ours that a refusal is about. */
export const fieldAtFault = (path: string | null): ThankField | null =>
  fields.find((field) => path?.split('.')[0] === field) ?? null;
