import { z } from 'zod';
import type { PersonId } from '#bot/core/ids';
import { no, type Outcome, ok } from '#bot/core/outcome';
import { addDays, dayIn, type Instant, instantAt, isoInstant } from '#bot/core/time';
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
import { workingTime } from '#bot/practice/dates';
import {
  asOf,
  declined,
  joined,
  type Member,
  memberSchema,
  membersOf,
  settled,
  takesPart,
  together,
} from '#bot/practice/members';
import { later } from '#bot/practice/pieces';

/** Defaults, not laws: what a duo goes by where nobody chose otherwise. */
export const defaults = {
  weeks: ['4', '6', '8'],
  usual: '6',
  /** Working days to say yes; and, half-way, to go on. */
  asked: 2,
  decide: 5,
  hour: '16:00',
  people: { least: 1, most: 4 },
  /** Characters of the goal, and of the line at the end. */
  goal: 140,
  line: 140,
  /** Days in which the line is asked for, and in which it stands under For you. */
  asks: 14,
  forget: 28,
} as const;

const instant = z.iso.datetime({ offset: true });
const somebody = z.object({ id: z.string(), name: z.string() });

export const stateSchema = z.object({
  /** `swap`: a piece of each other's work. `coach`: one is looked for, nameless until a yes. */
  kind: z.enum(['duo', 'swap', 'coach']),
  goal: z.string(),
  weeks: z.number().int(),
  station: z.enum(['asking', 'first', 'half', 'second', 'line']),
  /** Why it is over, or about to be; '' while it goes on. */
  why: z.enum(['', 'nobody', 'ended', 'done', 'stopped', 'off']),
  /** When the station that is now is over. */
  until: instant,
  /** When all of it is over; of one that has not begun, as if it began now. */
  ends: instant,
  people: z.array(memberSchema),
  /** Whom to ask when whoever is asked does not say yes. */
  queue: z.array(somebody),
  /** What somebody answered half-way. */
  said: z.array(z.object({ id: z.string(), on: z.boolean() })),
  lines: z.array(somebody.extend({ text: z.string() })),
});
export type State = z.infer<typeof stateSchema>;
export type DuoRun = Run<State>;

const days = (iso: string, count: number): string => later(iso, 24 * count);
const askedUntil = (world: World, zone: string): string =>
  workingTime(world, world.now, defaults.asked, defaults.hour, zone);

/** @param people who asks, then whoever is named or was found */
export function begin(
  variant: string,
  fields: Fields,
  { scope, zone }: Ground<State>,
  world: World,
  [asker, ...others]: readonly Somebody[],
): Outcome<Begun<State>> {
  const kind = variant === 'swap' || variant === 'coach' ? variant : 'duo';
  const weeks = Number(fields['weeks'] || defaults.usual);
  const goal = String(fields['goal']);
  const until = askedUntil(world, zone);
  const asked = kind === 'coach' ? others.slice(0, 1) : others;
  const state: State = {
    kind,
    goal,
    weeks,
    station: 'asking',
    why: '',
    until,
    ends: days(until, 7 * weeks),
    people: membersOf(asker === undefined ? [] : [asker, ...asked]),
    queue: others.slice(asked.length),
    said: [],
    lines: [],
  };
  return ok({ state, aside: scope.kind === 'people' });
}

const patch = (run: DuoRun, state: Partial<State>, more: Partial<DuoRun> = {}): DuoRun => ({
  ...run,
  ...more,
  state: { ...run.state, ...state },
});

/** It begins: half of its weeks, on the same day of the week and in the hours of work. */
function begun(run: DuoRun, people: readonly Member[], now: Instant): DuoRun {
  const { weeks } = run.state;
  const on = (count: number): string =>
    isoInstant(instantAt(addDays(dayIn(now, run.zone), count), '10:00', run.zone));
  const times = { until: on((7 * weeks) / 2), ends: on(7 * weeks) };
  const state = { people: [...people], queue: [], ...times };
  return patch(run, { ...state, station: 'first' }, { open: false });
}

/** Nothing more comes of it but a line from each. */
const ending = (run: DuoRun, why: State['why'], now: string): DuoRun =>
  patch(run, { station: 'line', why, until: days(now, defaults.asks), said: [], queue: [] });

const over = (run: DuoRun, why: State['why'], now: string): DuoRun =>
  patch(
    run,
    { why, until: days(now, defaults.forget), queue: [] },
    { open: false, keeps: run.state.lines.length > 0 ? 'kept' : 'nothing' },
  );

/** Who goes on half-way; fewer than two is nobody. */
const goesOn = (state: State): Member[] => {
  const yes = together(state).filter(({ id }) => state.said.some((one) => one.id === id && one.on));
  return yes.length > 1 ? yes : [];
};

const second = (run: DuoRun): DuoRun => {
  const { ends } = run.state;
  return patch(run, { people: goesOn(run.state), station: 'second', until: ends, said: [] });
};

export const due = ({ state, keeps }: DuoRun): string | undefined =>
  keeps === 'all' ? state.until : undefined;

/** The next of those who were found is asked; whoever was before is in it no more. */
const withNext = (run: DuoRun, until: string): DuoRun => {
  const [next, ...queue] = run.state.queue;
  const asked = next === undefined ? [] : [{ ...next, as: 'named' } as const];
  return patch(run, { people: [...together(run.state), ...asked], queue, until });
};

export function time(run: DuoRun, world: World): Passed<State> | undefined {
  const { state } = run;
  const at = due(run);
  const now = isoInstant(world.now);
  if (at === undefined || at > now) return undefined;
  switch (state.station) {
    case 'asking': {
      if (state.people.some(({ as }) => as === 'in')) {
        return { run: begun(run, settled(state.people), world.now) };
      }
      if (state.queue.length === 0) return { run: over(run, 'nobody', now) };
      return { run: withNext(run, askedUntil(world, run.zone)) };
    }
    case 'first': {
      const until = workingTime(world, world.now, defaults.decide, defaults.hour, run.zone);
      return { run: patch(run, { station: 'half', until }) };
    }
    case 'half':
      // A no, silence and a pause end it alike, and only now.
      return { run: goesOn(state).length > 0 ? second(run) : ending(run, 'ended', now) };
    case 'second':
      return { run: ending(run, 'done', now) };
    case 'line':
      return { run: over(run, state.why, now) };
  }
}

/** What is read here is in the run itself, or nowhere. */
export const reads = (): boolean => false;

export function waiting({ state, scope, keeps }: DuoRun): Waiting[] {
  const { kind, station, why, until, people, said, lines } = state;
  const wrote = (id: string): boolean => lines.some((line) => line.id === id);
  type Wait = readonly [form: string, tell: Tell];
  const waits = ({ id, as }: Member): Wait | undefined => {
    const isIn = as === 'asker' || as === 'in';
    if (why === 'off') return undefined;
    if (why === 'nobody') return as === 'asker' ? ['nobody', 'daily'] : undefined;
    if (why === 'stopped') return as === 'in' ? ['stopped', 'now'] : undefined;
    if (as === 'named') {
      return station === 'asking' ? [kind === 'coach' ? 'coach' : 'named', 'ask'] : undefined;
    }
    if (!isIn) return undefined;
    if (keeps === 'kept') return ['kept', 'none'];
    switch (station) {
      case 'asking':
        return ['asked', 'none'];
      case 'first':
        // Who said yes alone sees at once that it begins.
        if (as === 'in' && scope.kind === 'people' && people.length === 2) return ['going', 'none'];
        return ['going', 'daily'];
      case 'half':
        return said.some((one) => one.id === id) ? ['said', 'none'] : ['half', 'daily'];
      case 'second':
        return ['on', 'daily'];
      case 'line':
        return wrote(id) ? ['kept', 'none'] : ['line', 'daily'];
    }
  };
  return people.flatMap((one): Waiting[] => {
    const [form, tell] = waits(one) ?? [];
    return form === undefined || tell === undefined
      ? []
      : [{ to: one.id as PersonId, form, until, tell }];
  });
}

export function answered(run: DuoRun, answer: Answer, now: Instant): Outcome<DuoRun> {
  const { state, scope } = run;
  const { from: me, name, form, fields } = answer;
  switch (form) {
    case 'in': {
      const people = joined(state.people, me, name, defaults.people.most);
      if (people === undefined) return no('duo.refused.full');
      // By name it begins once all said yes; where anybody can come, when it is full.
      const all =
        scope.kind === 'people'
          ? people.every(takesPart)
          : people.filter(takesPart).length > defaults.people.most;
      return ok(all ? begun(run, people, now) : patch(run, { people }));
    }
    case 'no':
      return ok(patch(run, { people: declined(state.people, me, scope.kind === 'people') }));
    case 'stop':
      return fields['sure'] === 'yes'
        ? ok(over(run, 'stopped', isoInstant(now)))
        : no('practice.refused.late');
    case 'goon':
    case 'enough': {
      const said = [
        ...state.said.filter(({ id }) => id !== me),
        { id: me as string, on: form === 'goon' },
      ];
      const after = patch(run, { said });
      const all = goesOn(after.state).length === together(state).length;
      return ok(all ? second(after) : after);
    }
    case 'leave':
      return fields['sure'] === 'yes' ? ok(left(run, me)) : no('practice.refused.late');
    case 'line': {
      const text = String(fields['text']);
      const others = state.lines.filter(({ id }) => id !== me);
      return ok(patch(run, { lines: [...others, { id: me, name, text }] }));
    }
    case 'drop':
      return ok(patch(run, { lines: state.lines.filter(({ id }) => id !== me) }));
    default:
      return no('common.refused.shape');
  }
}

/** Without somebody who stops: one alone goes on with nothing, and hears it as at half-way. */
function left(run: DuoRun, me: PersonId): DuoRun {
  const { state } = run;
  const { station, why } = state;
  const without = (all: State['people']) => all.filter(({ id }) => id !== me);
  const people = without(state.people);
  const goes = why === '' && ['first', 'half', 'second'].includes(station);
  const after = patch(run, { people, said: state.said.filter(({ id }) => id !== me) });
  return goes && together({ people }).length < 2
    ? patch(after, { station: 'line', why: 'ended', said: [] })
    : after;
}

/** Switched off: nothing more comes, and the lines stay. */
export const halted = (run: DuoRun): DuoRun =>
  run.keeps === 'all'
    ? patch(
        run,
        { why: 'off', queue: [] },
        { open: false, keeps: run.state.lines.length > 0 ? 'kept' : 'nothing' },
      )
    : run;

/** What stands in it of somebody: the asker's goal, what they are in it, and their line. */
export function holds({ state }: DuoRun, me: PersonId): Readonly<Record<string, string>> {
  const as = asOf(state, me) ?? '';
  const line = state.lines.find(({ id }) => id === me)?.text ?? '';
  return as === 'asker' ? { as, goal: state.goal, line } : { as, line };
}

/** Without somebody who is erased: one that was not begun goes with who asked. */
export function without(run: DuoRun, me: PersonId): DuoRun {
  const { state } = run;
  const kept = patch(run, {
    lines: state.lines.filter(({ id }) => id !== me),
    queue: state.queue.filter(({ id }) => id !== me),
  });
  if (asOf(state, me) === 'asker' && state.station === 'asking' && state.why === '') {
    return left(over(kept, 'stopped', state.until), me);
  }
  return left(kept, me);
}
