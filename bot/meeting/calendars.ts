import type { PersonId } from '#bot/core/ids';
import { horizon } from '#bot/core/slots';
import { Temporal } from '#bot/core/time';
import type { Calendar } from '#bot/delivery/rules';
import type { NotTold, Organisation, Taken, Told } from '#bot/platform/organisation';
import { startWaiting } from '#bot/platform/waiting';

/** Nobody waits for calendars any longer, in milliseconds: then times go by working hours. */
const patience = 1_500;
/** How long an answer is kept, in this process's memory and nowhere else. */
const keptMs = 10 * 60_000;
const keptMost = 5_000;
/** Looked at from the full hour before, so that answers serve proposals a few minutes apart. */
const hour = 3_600_000;
const lookedAhead = (horizon + 2) * 24 * hour;

interface Kept {
  readonly from: number;
  readonly to: number;
  readonly until: number;
  readonly answer: Promise<Told<Taken> | undefined>;
}

/** The calendars of the people who chose to use them. */
export interface Calendars {
  readonly taken: NonNullable<Calendar['taken']>;
  /** Nothing that was told is used any more. */
  forget(): void;
}

/**
 * Asks the organisation when people are taken, for those of them who chose it and for nobody else.
 * @param elapsed a clock that only runs forward, in milliseconds
 * @param late told when a proposal went on without an answer
 */
export function calendarsOf(
  organisation: Organisation,
  elapsed: () => number,
  late: () => void,
): Calendars {
  const kept = new Map<PersonId, Kept>();

  /** Asks about those of whom nothing good is kept, in one go. */
  function ask(people: readonly PersonId[], from: number, to: number): void {
    const known = (id: PersonId): boolean => {
      const before = kept.get(id);
      return (
        before !== undefined && before.until > elapsed() && before.from <= from && before.to >= to
      );
    };
    const unknown = people.filter((id) => !known(id));
    if (unknown.length === 0) return;
    const begin = Math.floor(from / hour) * hour;
    const end = Math.max(to, begin + lookedAhead);
    const asked = organisation
      .freeTimes(unknown, instant(begin), instant(end))
      .catch(() => new Map<PersonId, Told<Taken>>());
    if (kept.size + unknown.length > keptMost) kept.clear();
    for (const id of unknown) {
      const answer = asked.then((all) => all.get(id));
      const entry: Kept = { from: begin, to: end, until: elapsed() + keptMs, answer };
      kept.set(id, entry);
      // What was not told is asked again the next time; the port knows by itself when it may.
      void answer.then((one) => {
        if (one?.told !== true && kept.get(id) === entry) kept.delete(id);
      });
    }
  }

  return {
    async taken(people, from, to) {
      const chose = people.filter(({ profile }) => profile.freeBusy === true).map(({ id }) => id);
      const found = new Map<PersonId, Taken>();
      if (chose.length === 0) return found;
      ask(chose, from.epochMilliseconds, to.epochMilliseconds);
      const answers = Promise.all(
        chose.map(async (id): Promise<NotTold | undefined> => {
          const answer = await kept.get(id)?.answer;
          if (answer?.told !== true) return answer?.why ?? 'away';
          found.set(id, answer.value);
          return undefined;
        }),
      );
      const whys = await within(patience, answers);
      if (whys === undefined || whys.some((why) => why === 'away' || why === 'limited')) late();
      // What comes after that counts for the next proposal.
      return new Map(found);
    },
    forget: () => kept.clear(),
  };
}

const instant = (milliseconds: number) => Temporal.Instant.fromEpochMilliseconds(milliseconds);

/** @returns undefined when it took longer */
const within = <T>(milliseconds: number, work: Promise<T>): Promise<T | undefined> =>
  new Promise((resolve) => {
    const waiting = startWaiting(milliseconds, () => resolve(undefined));
    void work.then((value) => {
      waiting.end();
      resolve(value);
    });
  });
