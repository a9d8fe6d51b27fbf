import type { Deps } from '#bot/ports';
import type { AnyPractice } from '#bot/practice/contract';
import type { RunStore } from '#bot/practice/store';

/** What every part of the mechanism is given. */
export interface Tools {
  readonly deps: Deps;
  readonly store: RunStore;
  readonly practices: readonly AnyPractice[];
}

export const practiceOf = (
  { practices }: Pick<Tools, 'practices'>,
  name: string,
): AnyPractice | undefined => practices.find((one) => one.name === name);
