import type { PersonId } from '#bot/core/ids';
import type { Span } from '#bot/core/slots';
import { type Instant, instantOf, isoInstant } from '#bot/core/time';
import type { Calendar } from '#bot/delivery/rules';
import type { Person } from '#bot/records/person';
import type { OpenItem } from '#bot/records/profile';

/** Minutes of a meeting whose item does not say how long it takes: a round's. */
export const usualMinutes = 30;

/** The times that an open item holds: those to choose from, and the one that is fixed. */
export interface Held {
  /** ISO instants, in order. */
  readonly slots: readonly string[];
  /** ISO instant; '' while none is fixed. */
  readonly at: string;
  readonly minutes: number;
}

const textOf = (value: OpenItem['data'][string] | undefined): string => String(value ?? '');

/**
 * What every open item of an arrangement holds in its data, whatever feature made it: `slots` (one
 * text, parted by a space or a comma), `at` and `minutes`.
 */
export const heldBy = ({ data }: Pick<OpenItem, 'data'>): Held => ({
  slots: textOf(data['slots'])
    .split(/[ ,]/)
    .filter((at) => at !== ''),
  at: textOf(data['at']),
  minutes: Number(data['minutes'] ?? 0) || usualMinutes,
});

/** Of proposed times those that are not over, each with its act: its place among all of them. */
export const ahead = (
  slots: readonly string[],
  now: Instant,
): readonly { readonly at: string; readonly act: `plan.${number}` }[] =>
  slots
    .map((at, place) => ({ at, act: `plan.${place}` as const }))
    .filter(({ at }) => at > isoInstant(now))
    .slice(0, slotsShown);
const slotsShown = 3;

const spanOf = (at: string, minutes: number): Span => {
  const begin = instantOf(at).epochMilliseconds;
  return [begin, begin + minutes * 60_000];
};

/** The stretches of time in which somebody cannot be met; none for whom nobody was asked. */
export interface Busy {
  readonly surely: (person: PersonId) => readonly Span[];
  /** These, and what they have not answered yet. */
  readonly perhaps: (person: PersonId) => readonly Span[];
  /** Whether the two differ for anybody. */
  readonly differs: boolean;
}

/**
 * **The one place where it is known what takes people's time**, asked once per proposal and nowhere
 * else: help, rounds and sessions alike, from the people's own open items, and from the calendars of
 * those who chose that. What a calendar says is used for proposals alone: it is neither kept nor shown
 * to anybody.
 * @param people with their rows just read
 * @param from what ends before this instant, or begins after `to`, is left out
 * @param own items of the arrangement that is looked for: its own times are free again
 */
export async function takenOf(
  { taken }: Pick<Calendar, 'taken'>,
  people: readonly Person[],
  from: Instant,
  to: Instant,
  own: (item: OpenItem) => boolean,
): Promise<Busy> {
  const [first, last] = [from.epochMilliseconds, to.epochMilliseconds];
  const told = await taken?.(people, from, to);
  const surely = new Map(
    people.map(({ id, open }) => [
      id,
      [
        ...arranged(open.filter((item) => !own(item))),
        ...(told?.get(id)?.busy ?? []),
        ...(told?.get(id)?.outOfOffice ?? []),
      ].filter(([begin, end]) => end > first && begin < last),
    ]),
  );
  const tentative = (person: PersonId): readonly Span[] => told?.get(person)?.tentative ?? [];
  return {
    surely: (person) => surely.get(person) ?? [],
    perhaps: (person) => [...(surely.get(person) ?? []), ...tentative(person)],
    differs: people.some(({ id }) => tentative(id).length > 0),
  };
}

const arranged = (items: readonly OpenItem[]): Span[] =>
  items.flatMap((item) => {
    const { slots, at, minutes } = heldBy(item);
    return [...slots, ...(at === '' ? [] : [at])].map((time) => spanOf(time, minutes));
  });
