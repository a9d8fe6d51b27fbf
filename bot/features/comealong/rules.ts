import { z } from 'zod';
import { hash, type PersonId } from '#bot/core/ids';
import { no, noAt, type Outcome, ok } from '#bot/core/outcome';
import { type Instant, instantAt, instantOf, isoInstant } from '#bot/core/time';
import type {
  Answer,
  Begun,
  Fields,
  Ground,
  Passed,
  Run,
  Somebody,
  Tell,
  Waiting,
  World,
} from '#bot/practice/contract';
import { later } from '#bot/practice/pieces';

/** Defaults, not laws: what going along goes by where nobody chose otherwise. */
export const defaults = {
  /** Working days ahead that are guessed, at what time, and how long it takes. */
  ahead: 3,
  time: '10:00',
  minutes: ['60', '120', '240', '480'],
  seats: ['1', '2'],
  /** Who would like to, at most: all of them stand on the host's card. */
  guests: 40,
  /** Characters of what, of where and of what stays inside, and of a guest's line. */
  topic: 100,
  inside: 200,
  line: 140,
  /** Days in which a line is asked for, and in which a wish waits for a host. */
  asks: 14,
  free: 56,
} as const;

const instant = z.iso.datetime({ offset: true });
const somebody = z.object({ id: z.string(), name: z.string() });

export const stateSchema = z.object({
  topic: z.string(),
  /** `free`: nobody hosts it yet. `set`: it has a time. `held`: until its end. `line`: what it gave. */
  station: z.enum(['free', 'set', 'held', 'line']),
  /** Why it is over; '' while it is not. `untaken`: nobody hosted it. */
  why: z.enum(['', 'untaken', 'cancelled', 'done', 'off']),
  /** '' is nobody. */
  host: somebody,
  at: instant,
  minutes: z.number().int(),
  place: z.string(),
  inside: z.string(),
  seats: z.number().int(),
  /** When the station that is now is over. */
  until: instant,
  /** Who would like to: the host alone is shown them. */
  guests: z.array(somebody.extend({ seat: z.boolean() })),
  lines: z.array(somebody.extend({ text: z.string() })),
  /** Who would like the other way round. */
  back: z.array(z.string()),
});
export type State = z.infer<typeof stateSchema>;
export type VisitRun = Run<State>;

const nobody = { id: '', name: '' };
const days = (iso: string, count: number): string => later(iso, 24 * count);
const endOf = ({ at, minutes }: Pick<State, 'at' | 'minutes'>): string =>
  isoInstant(instantOf(at).add({ minutes }));

/** When and where, as it was filled in. */
function timed(
  { date, time, minutes, place, inside, seats }: Fields,
  now: Instant,
  zone: string,
): Outcome<Pick<State, 'at' | 'minutes' | 'place' | 'inside' | 'seats' | 'until'>> {
  if (date === '' || time === '') return noAt('date', 'comealong.refused.time');
  const at = isoInstant(instantAt(String(date), String(time), zone));
  if (at <= isoInstant(now)) return noAt('date', 'comealong.refused.past');
  return ok({
    at,
    until: at,
    minutes: Number(minutes || defaults.minutes[0]),
    place: String(place ?? ''),
    inside: String(inside ?? ''),
    seats: Number(seats || defaults.seats[0]),
  });
}

export function begin(
  variant: string,
  fields: Fields,
  { zone }: Ground<State>,
  world: World,
  [starter]: readonly Somebody[],
): Outcome<Begun<State>> {
  const topic = String(fields['topic']);
  const none = { guests: [], lines: [], back: [] };
  if (variant === 'wish') {
    const until = days(isoInstant(world.now), defaults.free);
    const open = { minutes: 0, place: '', inside: '', seats: 0, at: until, until };
    const state: State = { topic, ...open, ...none, station: 'free', why: '', host: nobody };
    return ok({ state, aside: true });
  }
  const set = timed(fields, world.now, zone);
  if (!set.ok) return set;
  const host = starter === undefined ? nobody : { ...starter };
  return ok({ state: { topic, ...set.value, ...none, station: 'set', why: '', host } });
}

const patch = (run: VisitRun, state: Partial<State>, more: Partial<VisitRun> = {}): VisitRun => ({
  ...run,
  ...more,
  state: { ...run.state, ...state },
});

const over = (run: VisitRun, why: State['why'], now: string): VisitRun =>
  patch(
    run,
    { why, until: days(now, defaults.asks) },
    { open: false, keeps: run.state.lines.length > 0 ? 'kept' : 'nothing' },
  );

export const due = ({ state, keeps }: VisitRun): string | undefined =>
  keeps === 'all' ? state.until : undefined;

export function time(run: VisitRun, world: World): Passed<State> | undefined {
  const { state } = run;
  const at = due(run);
  const now = isoInstant(world.now);
  if (at === undefined || at > now) return undefined;
  switch (state.station) {
    case 'free':
      return { run: over(run, 'untaken', now) };
    case 'set':
      return { run: patch(run, { station: 'held', until: endOf(state) }) };
    case 'held': {
      if (seated(state).length === 0) return { run: over(run, 'done', now) };
      const until = days(endOf(state), defaults.asks);
      return { run: patch(run, { station: 'line', until }, { open: false }) };
    }
    case 'line':
      return { run: over(run, 'done', now) };
  }
}

export const reads = (): boolean => false;

const seated = ({ guests }: State): State['guests'] => guests.filter(({ seat }) => seat);
export const isFull = (state: State): boolean => seated(state).length >= state.seats;
export const isGuest = (state: State, me: string): boolean =>
  seated(state).some(({ id }) => id === me);

/** Who would like the other way round with somebody who would as well: host and guest. */
export const bothWays = (
  { host, back, ...state }: State,
  me: string,
): State['guests'] | [State['host']] => {
  if (!back.includes(me) || !back.includes(host.id)) return [];
  if (me !== host.id) return [host];
  return seated({ host, back, ...state }).filter(({ id }) => back.includes(id));
};

type Wait = readonly [to: string, form: string, until: string, tell: Tell];

export function waiting(run: VisitRun): Waiting[] {
  return waitsOf(run)
    .filter(([to]) => to !== '')
    .map(([to, form, until, tell]): Waiting => ({ to: to as PersonId, form, until, tell }));
}

function waitsOf({ state, by }: VisitRun): Wait[] {
  const { station, why, host, at, until, guests } = state;
  if (why === 'cancelled') return guests.map(({ id }) => [id, 'cancelled', until, 'now']);
  // Nobody was given a seat: whoever would have liked one hears it all the same.
  if (why === 'done' && seated(state).length === 0) {
    return guests.map(({ id }) => [id, 'full', until, 'daily']);
  }
  if (why !== '') return [];
  if (station === 'free') return [[by, 'wished', until, 'none']];
  const told = isFull(state) || station !== 'set';
  const without = guests
    .filter(({ seat }) => !seat)
    .map(({ id }): Wait => [id, told ? 'full' : 'asked', until, told ? 'daily' : 'none']);
  if (station === 'line')
    return [...without, ...[host, ...seated(state)].map((one) => after(state, one.id))];
  const seats = seated(state).map(({ id }): Wait => [id, 'seat', endOf(state), 'now']);
  if (station === 'held') return [...without, ...seats];
  // The wish was nameless: who made it is told that there is a host, and presses like anybody.
  const wishes = by !== host.id && !guests.some(({ id }) => id === by);
  const many = guests.length;
  return [
    ...without,
    ...seats,
    ...(wishes ? [[by, 'taken', at, 'now'] as const] : []),
    many === 0 ? [host.id, 'hosting', at, 'none'] : [host.id, `asks${many}`, at, 'daily'],
  ];
}

/** Afterwards one thing at a time: a guest's line first, then the other way round. */
function after(state: State, me: string): Wait {
  const { host, until, lines, back } = state;
  if (bothWays(state, me).length > 0) return [me, 'both', until, 'now'];
  if (me !== host.id && !lines.some(({ id }) => id === me)) return [me, 'line', until, 'daily'];
  if (back.includes(me)) return [me, 'said', until, 'none'];
  return [me, 'back', until, me === host.id ? 'daily' : 'none'];
}

export function answered(run: VisitRun, answer: Answer, now: Instant): Outcome<VisitRun> {
  const { state } = run;
  const { from: me, name, form, fields } = answer;
  const others = state.guests.filter(({ id }) => id !== me);
  const sure = fields['sure'] === 'yes';
  switch (form) {
    case 'ask':
      if (others.length >= defaults.guests) return no('comealong.refused.full');
      return ok(patch(run, { guests: [...others, { id: me, name, seat: false }] }));
    case 'not':
      return ok(patch(run, { guests: others }));
    case 'seat': {
      const who = state.guests.find((one) => markOf(run, one.id) === fields['guest']);
      if (who === undefined || isFull(state)) return no('practice.refused.late');
      const guests = state.guests.map((one) => (one === who ? { ...one, seat: true } : one));
      return ok(patch(run, { guests }));
    }
    case 'take': {
      const set = timed(fields, now, run.zone);
      if (!set.ok) return set;
      const host = { id: me as string, name };
      return ok(patch(run, { ...set.value, host, station: 'set' }, { open: true }));
    }
    case 'cancel':
      return sure ? ok(over(run, 'cancelled', isoInstant(now))) : no('practice.refused.late');
    case 'line': {
      const lines = state.lines.filter(({ id }) => id !== me);
      return ok(patch(run, { lines: [...lines, { id: me, name, text: String(fields['text']) }] }));
    }
    case 'drop':
      return ok(patch(run, { lines: state.lines.filter(({ id }) => id !== me) }));
    case 'back':
      return ok(patch(run, { back: [...state.back, me] }));
    default:
      return no('common.refused.shape');
  }
}

/** Names somebody behind a button, to nobody else. */
export const markOf = ({ id }: Pick<VisitRun, 'id'>, who: string): string => hash(16, id, who);

export const halted = (run: VisitRun): VisitRun =>
  run.keeps === 'all'
    ? patch(
        run,
        { why: 'off' },
        { open: false, keeps: run.state.lines.length > 0 ? 'kept' : 'nothing' },
      )
    : run;

/** What stands in it in somebody's own words, and what they are in it. */
export function holds({ state, by }: VisitRun, me: PersonId) {
  const { host, topic, place, inside, guests, lines } = state;
  return {
    as: host.id === me ? 'host' : guests.some(({ id }) => id === me) ? 'guest' : '',
    words: [
      ...(by === me || host.id === me ? [topic] : []),
      ...(host.id === me ? [place, inside] : []),
      ...lines.filter(({ id }) => id === me).map(({ text }) => text),
    ].filter((text) => text !== ''),
  };
}

/** Without somebody who is erased: it is called off when it was theirs. */
export function without(run: VisitRun, me: PersonId): VisitRun {
  const { state } = run;
  const left = patch(run, {
    guests: state.guests.filter(({ id }) => id !== me),
    lines: state.lines.filter(({ id }) => id !== me),
    back: state.back.filter((id) => id !== me),
  });
  if (state.host.id !== me) return left;
  const gone = patch(left, { host: nobody });
  return state.why === '' && state.station === 'set' ? over(gone, 'cancelled', state.at) : gone;
}
