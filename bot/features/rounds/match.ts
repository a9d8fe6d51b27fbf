import { hash } from '#bot/core/ids';
import type { Instant } from '#bot/core/time';
import type { Scope } from '#bot/features/rounds/record';
import { matchKind } from '#bot/features/rounds/rules';
import type { Person } from '#bot/records/person';
import type { OpenItem } from '#bot/records/profile';

export const leftKind = 'round-left';
export const metKind = 'round-met';

/** A match stands so long after its people are asked whether they met. */
const answerDays = 14;

export const itemIdOf = (kind: string, scope: Scope, round: string, name: string): string =>
  `${kind}-${hash(8, scope)}-${round}-${name}`;
/** @param times what it shows of times, when that changed since it was dealt */
export const matchId = (scope: Scope, round: string, name: string, times = ''): string =>
  `${itemIdOf(matchKind, scope, round, name)}${times === '' ? '' : `_${hash(6, times)}`}`;
/** What stands in place of a match whose card is from before. */
export const sameMatch = (id: string, other: string): boolean =>
  id.split('_')[0] === other.split('_')[0];

/** Until when a match stands that is asked about then. */
export const stands = (asks: Instant): Instant => asks.add({ hours: 24 * answerDays });

/** Where in which round something is. */
export interface At {
  readonly scope: Scope;
  readonly round: string;
}

const itemIn =
  (sort: string) =>
  ({ open }: Pick<Person, 'open'>, { scope, round }: At, name: string): OpenItem | undefined =>
    open.find(
      ({ kind, data }) =>
        kind === sort &&
        data['scope'] === scope &&
        data['round'] === round &&
        data['activity'] === name,
    );
/** Somebody's match of an activity. */
export const matchIn = itemIn(matchKind);
/** The question whether they met. */
export const metIn = itemIn(metKind);
