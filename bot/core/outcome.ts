import type { Key, Values } from '#bot/core/i18n';

/** An expected "no": a key of the words that tell the person why and what would work. */
export interface No {
  readonly ok: false;
  readonly why: Key;
  readonly values?: Values;
  /** The input at fault, so that a form tells it there. */
  readonly field?: string;
}

export interface Ok<T> {
  readonly ok: true;
  readonly value: T;
}

export type Outcome<T> = Ok<T> | No;

export const ok = <T>(value: T): Ok<T> => ({ ok: true, value });

export const no = (why: Key, values?: Values): No =>
  values === undefined ? { ok: false, why } : { ok: false, why, values };

/** A "no" about one input of a form. */
export const noAt = (field: string, why: Key, values?: Values): No => ({
  ...no(why, values),
  field,
});
