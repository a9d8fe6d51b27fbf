import type { PersonId, TenantContext } from '#bot/core/ids';
import type { Deps, Turn } from '#bot/ports';
import type { AnyPractice, Seeking, Somebody } from '#bot/practice/contract';
import type { RunStore } from '#bot/practice/store';

/** What the mechanism asks of features about people. */
export interface People {
  /** Where nobody is named: whom to ask, in that order; never who looks for them. */
  readonly seek: (turn: Turn, seeking: Seeking) => Promise<readonly Somebody[]>;
  /** Who may be named though they are in no team of one's own: help brought them together. */
  readonly acquainted: (ctx: TenantContext, me: PersonId) => Promise<readonly Somebody[]>;
}

/** What every part of the mechanism is given. */
export interface Tools {
  readonly deps: Deps;
  readonly store: RunStore;
  readonly practices: readonly AnyPractice[];
  readonly people: People;
}

export const practiceOf = (
  { practices }: Pick<Tools, 'practices'>,
  name: string,
): AnyPractice | undefined => practices.find((one) => one.name === name);

export const startOf = (practice: AnyPractice | undefined, variant: string) =>
  practice?.starts.find((one) => one.variant === variant);

/** Little by little: one way to start what most begin with, the rest under *More*. */
export const startsOf = (practices: readonly AnyPractice[], off: readonly string[]) =>
  practices
    .filter(({ name }) => !off.includes(name))
    .flatMap(({ name, later = false, starts }) =>
      starts.map((one, index) => ({ ...one, practice: name, more: later || index > 0 })),
    );
