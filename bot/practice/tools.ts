import type { PersonId, TenantContext } from '#bot/core/ids';
import type { Outcome } from '#bot/core/outcome';
import type { Deps, Turn } from '#bot/ports';
import type { AnyPractice, Handing, Run, Seeking, Somebody } from '#bot/practice/contract';
import type { RunStore } from '#bot/practice/store';

/** What the mechanism asks of other features. */
export interface People {
  /** Where nobody is named: whom to ask, in that order; never who looks for them. */
  readonly seek: (turn: Turn, seeking: Seeking) => Promise<Outcome<readonly Somebody[]>>;
  /** Who may be named though they are in no team of one's own: help brought them together. */
  readonly acquainted: (ctx: TenantContext, me: PersonId) => Promise<readonly Somebody[]>;
  /** Topics that they alone share, as they stand in their own list; nobody else is told. */
  readonly only: (turn: Turn) => Promise<readonly string[]>;
  /** Makes a how-to of a team; once an id. */
  readonly howTo: (
    turn: Turn,
    team: string,
    made: { readonly id: string; readonly topic: string; readonly steps: string },
  ) => Promise<Outcome<unknown>>;
}

/** What every part of the mechanism is given. */
export interface Tools {
  readonly deps: Deps;
  readonly store: RunStore;
  readonly practices: readonly AnyPractice[];
  readonly people: People;
  /** Makes something elsewhere, in the team a run stands with; once. */
  readonly hand: (turn: Turn, run: Run, handing: Handing) => Promise<Outcome<unknown>>;
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

/** Started in one's own chat or the tab alone, for one's own eyes. */
export const isOwn = (way: Pick<AnyPractice['starts'][number], 'seeks' | 'alone'> | undefined) =>
  way?.seeks !== undefined || way?.alone === true;
