import { hash, type PersonId } from '#bot/core/ids';
import type { Span } from '#bot/core/slots';
import { addDays, dayIn, type Instant, instantAt, Temporal, weekdayOf } from '#bot/core/time';
import { colleagues } from '#bot/local/colleagues';
import { notTold, type Organisation, type Taken, told } from '#bot/platform/organisation';

/** One appointment, without a word of what it is. */
export interface Appointment {
  readonly span: Span;
  readonly status: 'busy' | 'tentative' | 'outOfOffice' | 'elsewhere';
}

/** What somebody's calendar holds between two instants; undefined is no mailbox. */
export type CalendarOf = (
  person: PersonId,
  from: Instant,
  to: Instant,
) => readonly Appointment[] | undefined;

/** Local mode's organisation: calendars, and a switch that takes the right away. */
export interface LocalOrganisation extends Organisation {
  readonly allowed: boolean;
  /** Whether calendars may be read, from now on. */
  allow(allowed: boolean): void;
}

export function localOrganisation(calendarOf: CalendarOf): LocalOrganisation {
  let allowed = true;
  return {
    get allowed() {
      return allowed;
    },
    allow(next) {
      allowed = next;
    },
    freeTimes: async (people, from, to) =>
      new Map(
        people.map((id) => {
          if (!allowed) return [id, notTold('refused')];
          const found = calendarOf(id, from, to);
          return [id, found === undefined ? notTold('none') : told(takenIn(found))];
        }),
      ),
    // The sample's people have said themselves when they work.
    mailbox: async () => notTold(allowed ? 'none' : 'refused'),
    // … and nobody of them leads another.
    changes: async () => told({ changes: [], next: 'sample', more: false }),
  };
}

const takenIn = (found: readonly Appointment[]): Taken => {
  const of = (status: Appointment['status']): Span[] =>
    found.filter((one) => one.status === status).map(({ span }) => span);
  return { busy: of('busy'), tentative: of('tentative'), outOfOffice: of('outOfOffice') };
};

/** Wall times between which a working day's appointments lie, and how long each is, in minutes. */
const slots = ['09:00', '10:00', '11:00', '13:00', '14:00', '15:00', '16:00'] as const;
const lengths = [30, 60, 60, 90] as const;
const fullness = 0.6;

/** Calendars of the sample team, about six tenths full: the same for the same person and day. */
export const sampleCalendars =
  (zone: string): CalendarOf =>
  (person, from, to) => {
    if (!colleagues.some(({ id }) => id === person)) return undefined;
    const first = dayIn(from, zone);
    const days = Math.ceil((to.epochMilliseconds - from.epochMilliseconds) / 86_400_000) + 1;
    return Array.from({ length: days }, (_, ahead) => addDays(first, ahead))
      .filter((day) => weekdayOf(day) <= 5)
      .flatMap((day) => slots.flatMap((time) => appointmentAt(person, day, time, zone)))
      .filter(
        ({ span: [begin, end] }) => end > from.epochMilliseconds && begin < to.epochMilliseconds,
      );
  };

function appointmentAt(
  person: PersonId,
  day: string,
  time: string,
  zone: string,
): readonly Appointment[] {
  const chance = Number.parseInt(hash(8, person, day, time), 16);
  if (chance / 2 ** 32 >= fullness) return [];
  const begin = instantAt(day, time, zone);
  const minutes = lengths[chance % lengths.length] ?? 30;
  const end = Temporal.Instant.from(begin).add({ minutes });
  const status = chance % 9 === 0 ? 'tentative' : chance % 11 === 0 ? 'elsewhere' : 'busy';
  return [{ span: [begin.epochMilliseconds, end.epochMilliseconds], status }];
}
