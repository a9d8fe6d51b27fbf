import type { PersonId, TenantContext } from '#bot/core/ids';
import { type Instant, isoInstant } from '#bot/core/time';
import { collectDue, tellDue } from '#bot/delivery/schedule';
import type { Deps } from '#bot/ports';
import { type AnyPractice, named, type Run, type Waiting } from '#bot/practice/contract';
import { kindOf } from '#bot/practice/items';
import type { RunStore } from '#bot/practice/store';
import { type Due, scheduleDue } from '#bot/records/due';
import {
  type Change,
  changePerson,
  loadPerson,
  type Person,
  personKey,
  personRow,
} from '#bot/records/person';
import type { OpenItem, Sent } from '#bot/records/profile';
import { wordsIn } from '#bot/strings/index';

/** People whose items change in one go; the rest is due a second later. */
const aSlice = 25;
const inFlight = 8;
/** Longer than a storage call may take: the item that a message tells of stands by then. */
const written = { seconds: 3 };

const itemId = (run: string, form: string): string => `${run}-${form}`;

/** Names what was handed to somebody, so that it is seen when something else is wanted. */
const markOf = ({ form, until, tell }: Waiting): string => `${form} ${tell} ${until}`;

/** Marks of all that somebody is to have; where answers are gone, also that theirs are. */
const wantedBy = (run: Run, waiting: readonly Waiting[], person: PersonId): string[] => [
  ...waiting.filter(({ to }) => to === person).map(markOf),
  ...(run.keeps !== 'all' && run.parts.has(person) ? ['forgotten'] : []),
];

/** Whose rows are not as they are wanted. */
function unaligned(run: Run, waiting: readonly Waiting[]): PersonId[] {
  const people = new Set([...run.parts.keys(), ...waiting.map(({ to }) => to)]);
  return [...people].filter((person) => {
    const given = run.parts.get(person)?.given ?? [];
    return given.join('|') !== wantedBy(run, waiting, person).join('|');
  });
}

/** What somebody has once they wrote: their part and their items, as `align` would leave them. */
export function joining(
  practice: AnyPractice,
  run: Run,
  me: PersonId,
  now: Instant,
): { readonly run: Run; readonly mine: readonly Waiting[]; readonly given: readonly string[] } {
  const before = run.parts.get(me);
  const isIn = before !== undefined && before.role !== named;
  const part = isIn ? before : { role: '', given: [] };
  const joined = { ...run, parts: new Map([...run.parts, [me, part]]) };
  const waiting = practice.waiting(joined, now);
  return {
    run: joined,
    mine: waiting.filter(({ to }) => to === me),
    given: wantedBy(joined, waiting, me),
  };
}

/** What every item of a run says of it; `at` and `minutes` hold the time of who will be there. */
type Facts = { readonly about: string; readonly at?: string; readonly minutes?: number };

export function factsOf(practice: AnyPractice, run: Run): Facts {
  const meeting = practice.meeting?.(run, wordsIn(run.lang));
  const about = practice.about(run);
  return meeting === undefined ? { about } : { about, at: meeting.at, minutes: meeting.minutes };
}

export interface Turned {
  readonly person: Person;
  readonly sent: readonly Sent[];
}

/**
 * Hands out what waits, and takes away what does not: timing rows first, then each person's own rows
 * in one batch, then the marks of what they were given. May be cut off anywhere and repeated.
 * @param known people just read
 * @returns messages that told of what is taken away, to be turned; and whether more are left
 */
export async function align(
  { tables, calendar }: Pick<Deps, 'tables' | 'calendar'>,
  store: RunStore,
  ctx: TenantContext,
  practice: AnyPractice,
  run: Run,
  now: Instant,
  known: ReadonlyMap<PersonId, Person>,
): Promise<{ readonly turned: readonly Turned[]; readonly more: boolean }> {
  const waiting = practice.waiting(run, now);
  const people = unaligned(run, waiting);
  const slice = people.slice(0, aSlice);
  const read = await each(slice, async (id) => known.get(id) ?? loadPerson(tables, ctx, id));
  const facts = factsOf(practice, run);
  const dues: Due[] = [];
  for (const person of read) {
    const mine = waiting.filter(({ to }) => to === person.id);
    const fresh = itemsFor(run, facts, mine, person, now).filter(
      ({ id }) => !person.open.some((item) => item.id === id),
    );
    const at = now.add(written);
    for (const { id, kind } of fresh) {
      if (kind === kindOf('daily')) dues.push(...collectDue(person, at, calendar, true));
      if (kind === kindOf('now')) dues.push(...tellDue(person, id, at, calendar, true));
      if (kind === kindOf('ask')) dues.push(...tellDue(person, id, at, calendar));
    }
  }
  await scheduleDue(tables, ctx, dues);
  const turned: Turned[] = [];
  await each(read, async (person) => {
    // Whoever is gone, or never was here, is handed nothing.
    if (person.etag === undefined) return;
    const mine = waiting.filter(({ to }) => to === person.id);
    const sent = await changePerson(
      tables,
      ctx,
      person.id,
      (fresh) => decided(run, facts, mine, fresh, now),
      person,
    ).catch(() => []);
    if (sent.length > 0) turned.push({ person, sent });
  });
  const marks = slice.map((id): [PersonId, string[]] => [id, wantedBy(run, waiting, id)]);
  await store.given(ctx, run, new Map(marks));
  return { turned, more: people.length > slice.length };
}

function decided(
  run: Run,
  facts: Facts,
  mine: readonly Waiting[],
  person: Person,
  now: Instant,
): { readonly result: readonly Sent[]; readonly change?: Change } {
  const { put, remove } = itemChange(run, facts, mine, person, now);
  const gone = new Set(remove);
  const forgotten = run.keeps === 'all' ? [] : person.written.filter((one) => one.run === run.id);
  if (put.length + remove.length + forgotten.length === 0) return { result: [] };
  const sent = person.sent.filter(
    ({ activityId, items: [top = ''] }) =>
      activityId !== undefined && gone.has(personKey.open(top)),
  );
  return {
    result: sent,
    change: { put, remove: [...remove, ...forgotten.map(personKey.written)] },
  };
}

/** What changes of somebody's open items, so that they have what waits for them and no more. */
export function itemChange(
  run: Run,
  facts: Facts,
  mine: readonly Waiting[],
  person: Person,
  now: Instant,
): Required<Pick<Change, 'put' | 'remove'>> {
  const wanted = itemsFor(run, facts, mine, person, now);
  const stands = person.open.filter(({ data }) => data['run'] === run.id);
  return {
    put: wanted
      .filter((item) => {
        const before = stands.find(({ id }) => id === item.id);
        return (
          before?.expires !== item.expires ||
          before.kind !== item.kind ||
          before.data['at'] !== item.data['at']
        );
      })
      .map(personRow.open),
    remove: stands
      .filter(({ id }) => !wanted.some((item) => item.id === id))
      .map(({ id }) => personKey.open(id)),
  };
}

function itemsFor(
  run: Run,
  facts: Facts,
  mine: readonly Waiting[],
  person: Person,
  now: Instant,
): OpenItem[] {
  return mine.flatMap(({ form, until, tell, returns }): OpenItem[] => {
    // Whoever is not to be brought together with the asker is asked nothing: it ends like silence.
    if (tell === 'ask' && person.profile.blocked.includes(run.by)) return [];
    const own = person.written.find((one) => one.run === run.id && one.form === returns);
    const texts = Object.values(own?.fields ?? {}).filter((one) => typeof one === 'string');
    const returned = texts.filter((one) => one !== '').join('\n');
    const before = person.open.find(({ id }) => id === itemId(run.id, form));
    // Handed back before, and written again by nobody.
    if (returns !== undefined && returned === '') return before === undefined ? [] : [before];
    return [
      {
        id: itemId(run.id, form),
        kind: kindOf(tell),
        created: isoInstant(now),
        expires: until,
        data: {
          practice: run.practice,
          scope: run.scope.id,
          run: run.id,
          form,
          ...(tell === 'ask' ? { about: facts.about } : facts),
          returned,
          gone: run.keeps === 'nothing',
        },
      },
    ];
  });
}

async function each<T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  const queue = all.entries();
  const worker = async (): Promise<void> => {
    for (const [index, one] of queue) done[index] = await work(one);
  };
  await Promise.all(Array.from({ length: Math.min(inFlight, all.length) }, worker));
  return done;
}
