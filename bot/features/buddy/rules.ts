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
  Passing,
  Run,
  Seeking,
  Somebody,
  Tell,
  Waiting,
  World,
} from '#bot/practice/contract';
import { workingTime } from '#bot/practice/dates';
import { asOf, type Member, memberSchema, membersOf } from '#bot/practice/members';
import { later } from '#bot/practice/pieces';

/** Defaults, not laws: the first ninety days of somebody who is new. */
export const defaults = {
  /** Days from the yes on which there is one small thing for both; the last is the line. */
  tasks: [1, 7, 30, 90],
  /** Working days to say yes. */
  asked: 2,
  hour: '16:00',
  /** When a day begins to count. */
  morning: '09:00',
  /** Characters of the line for whoever comes next. */
  line: 140,
  /** Days in which the line is asked for, in which an end can be read, and of all of it at most. */
  asks: 14,
  forget: 28,
  longest: 365,
} as const;

const instant = z.iso.datetime({ offset: true });

export const stateSchema = z.object({
  station: z.enum(['asking', 'going', 'line']),
  /** Why it is over; '' while it is not. */
  why: z.enum(['', 'nobody', 'quiet', 'stopped', 'done', 'off']),
  /** Until when whoever is asked may say yes; '' while nobody is. */
  asked: z.union([instant, z.literal('')]),
  /** When the next day counts; and when all of it is over, whatever happens. */
  next: instant,
  ends: instant,
  /** The newcomer asks; who looks after them is in. */
  people: z.array(memberSchema),
  queue: z.array(z.object({ id: z.string(), name: z.string() })),
  /** Days that counted; how many tasks were handed out; the day on which who is in said yes. */
  day: z.number().int(),
  tasks: z.number().int(),
  since: z.number().int(),
  /** Who pressed something at which task. */
  pressed: z.array(z.object({ id: z.string(), task: z.number().int() })),
  /** What the newcomer before left; and what this one leaves. */
  before: z.object({ by: z.string(), text: z.string() }).optional(),
  line: z.string(),
});
export type State = z.infer<typeof stateSchema>;
export type BuddyRun = Run<State>;

const days = (iso: string, count: number): string => later(iso, 24 * count);
const askedUntil = (world: World, zone: string): string =>
  workingTime(world, world.now, defaults.asked, defaults.hour, zone);
const tomorrow = (now: Instant, zone: string): string =>
  isoInstant(instantAt(addDays(dayIn(now, zone), 1), defaults.morning, zone));

export const seeks = (): Seeking => ({ who: 'buddy', topic: '' });

/** @param people who is new, then whom to ask, in that order */
export function begin(
  _: string,
  __: Fields,
  { zone, before }: Ground<State>,
  world: World,
  [newcomer, first, ...queue]: readonly Somebody[],
): Outcome<Begun<State>> {
  if (newcomer === undefined || first === undefined) return no('buddy.refused.nobody');
  const known = before.find(({ state }) => state.line !== '');
  const by = known?.state.people.find(({ as }) => as === 'asker')?.id ?? '';
  const state: State = {
    station: 'asking',
    why: '',
    asked: askedUntil(world, zone),
    next: tomorrow(world.now, zone),
    ends: days(isoInstant(world.now), defaults.longest),
    people: membersOf([newcomer, first]),
    queue,
    day: 0,
    tasks: 0,
    since: 0,
    pressed: [],
    line: '',
    ...(known === undefined ? {} : { before: { by, text: known.state.line } }),
  };
  return ok({ state, aside: true });
}

const patch = (run: BuddyRun, state: Partial<State>, more: Partial<BuddyRun> = {}): BuddyRun => ({
  ...run,
  ...more,
  state: { ...run.state, ...state },
});

export const newcomerOf = ({ people }: State): Member | undefined =>
  people.find(({ as }) => as === 'asker');
export const buddyOf = ({ people }: State): Member | undefined =>
  people.find(({ as }) => as === 'in');

const over = (run: BuddyRun, why: State['why'], now: string): BuddyRun =>
  patch(
    run,
    { why, ends: days(now, defaults.forget), asked: '', queue: [] },
    { keeps: run.state.line === '' ? 'nothing' : 'kept' },
  );

/** The next of those who were found is asked; whoever was before is in it no more. */
function another(run: BuddyRun, until: string, now: string): BuddyRun {
  const [next, ...queue] = run.state.queue;
  if (next === undefined) return over(run, 'nobody', now);
  const people = run.state.people.filter(({ as }) => as === 'asker');
  return patch(run, { people: [...people, { ...next, as: 'named' }], queue, asked: until });
}

export function due({ state, keeps }: BuddyRun): string | undefined {
  const { station, asked, next, ends } = state;
  if (keeps !== 'all') return undefined;
  if (station === 'line') return ends;
  if (station === 'asking') return asked === '' ? next : asked;
  return asked !== '' && asked < next ? asked : next;
}

/** Pressed nothing at the last two tasks. */
const silent = ({ pressed, tasks }: State, id: string | undefined): boolean =>
  tasks > 1 && !pressed.some((one) => one.id === id && one.task >= tasks - 1);

/** A day went by: it counts unless one of them is on a pause; on some of them there is a task. */
function oneDay(run: BuddyRun, world: Passing): BuddyRun {
  const now = isoInstant(world.now);
  const next = tomorrow(world.now, run.zone);
  const until = askedUntil(world, run.zone);
  const [newcomer, buddy] = [newcomerOf(run.state), buddyOf(run.state)];
  const is = (one: Member | undefined) => one && world.there(one.id as PersonId);
  if (newcomer === undefined || is(newcomer) === 'gone') return over(run, 'stopped', now);
  if (is(newcomer) === 'paused' || is(buddy) === 'paused') return patch(run, { next });
  const counted = patch(run, { day: run.state.day + 1, next });
  const { day, tasks, since } = counted.state;
  const left = is(buddy) === 'gone';
  const isDue = day >= (defaults.tasks[tasks] ?? Number.POSITIVE_INFINITY);
  if (!isDue) return left ? another(counted, until, now) : counted;
  const quiet = (id: string | undefined): boolean => silent(counted.state, id);
  if (quiet(newcomer.id) && quiet(buddy?.id)) return over(run, 'quiet', now);
  const handed = patch(counted, { tasks: tasks + 1 });
  if (tasks + 1 === defaults.tasks.length) {
    return patch(handed, { station: 'line', ends: days(now, defaults.asks), asked: '' });
  }
  // Whoever came later is not asked for what was before them.
  const first = defaults.tasks[tasks - 2] ?? 0;
  const lost = buddy !== undefined && since <= first && quiet(buddy.id);
  return left || lost ? another(handed, until, now) : handed;
}

export function time(run: BuddyRun, world: Passing): Passed<State> | undefined {
  const { state } = run;
  const at = due(run);
  const now = isoInstant(world.now);
  if (at === undefined || at > now) return undefined;
  if (state.station === 'line') return { run: over(run, 'done', now) };
  if (state.asked !== '' && state.asked <= now) {
    return { run: another(run, askedUntil(world, run.zone), now) };
  }
  return { run: oneDay(run, world) };
}

export const reads = (): boolean => false;

/** Whether somebody may still press something at the task that stands now. */
export const hasTask = ({ tasks, pressed, station }: State, me: string): boolean =>
  station === 'going' && tasks > 0 && !pressed.some((one) => one.id === me && one.task === tasks);

export function waiting({ state, keeps }: BuddyRun): Waiting[] {
  const { station, why, asked, next, ends, day, since, line, tasks } = state;
  type Wait = readonly [form: string, until: string, tell: Tell];
  const waits = ({ id, as }: Member): Wait[] => {
    const isNew = as === 'asker';
    if (why === 'nobody') return isNew ? [['nobody', ends, 'daily']] : [];
    if (why === 'stopped') return as === 'in' ? [['stopped', ends, 'now']] : [];
    if (why !== '' || keeps !== 'all') return [];
    if (as === 'named') return asked === '' ? [] : [['named', asked, 'ask']];
    // Who said no looks after nobody, whatever goes on meanwhile.
    if (as === 'no' || as === 'away') return [];
    if (station === 'asking') return isNew ? [['asked', ends, 'none']] : [];
    if (station === 'line') {
      if (!isNew) return [['thanks', ends, 'daily']];
      return line === '' ? [['line', ends, 'daily']] : [['kept', ends, 'none']];
    }
    // Who said yes alone sees at once that it begins.
    const met = isNew && buddyOf(state) !== undefined && since === day;
    const task: Wait = [`task${tasks}`, ends, 'daily'];
    return [
      ...(met ? [['found', next, 'now'] as const] : []),
      ...(hasTask(state, id) ? [task] : met ? [] : [['going', ends, 'none'] as const]),
    ];
  };
  return state.people.flatMap((one) =>
    waits(one).map(
      ([form, until, tell]): Waiting => ({ to: one.id as PersonId, form, until, tell }),
    ),
  );
}

export function answered(run: BuddyRun, answer: Answer, now: Instant): Outcome<BuddyRun> {
  const { state } = run;
  const { from: me, form, fields } = answer;
  const sure = fields['sure'] === 'yes';
  switch (form) {
    case 'in': {
      const people = state.people.map((one) =>
        one.id === me ? { ...one, as: 'in' as const } : one,
      );
      const begins = state.station === 'asking' ? { next: tomorrow(now, run.zone) } : {};
      return ok(patch(run, { people, asked: '', station: 'going', since: state.day, ...begins }));
    }
    case 'no': {
      const people = state.people.map((one) =>
        one.id === me ? { ...one, as: 'no' as const } : one,
      );
      return ok(patch(run, { people }));
    }
    case 'did':
    case 'later':
      return ok(patch(run, { pressed: [...state.pressed, { id: me, task: state.tasks }] }));
    case 'line':
      return ok(patch(run, { line: String(fields['text']) }));
    case 'drop':
      return sure ? ok(patch(run, { line: '' })) : no('practice.refused.late');
    case 'leave':
      if (!sure) return no('practice.refused.late');
      return ok(
        asOf(state, me) === 'in' ? withoutBuddy(run) : over(run, 'stopped', isoInstant(now)),
      );
    default:
      return no('common.refused.shape');
  }
}

/** Another is sought at the next look, which is now. */
const withoutBuddy = (run: BuddyRun): BuddyRun =>
  patch(run, {
    people: run.state.people.filter(({ as }) => as !== 'in'),
    asked: run.started,
  });

export const halted = (run: BuddyRun): BuddyRun =>
  run.keeps === 'all'
    ? patch(run, { why: 'off', queue: [] }, { keeps: run.state.line === '' ? 'nothing' : 'kept' })
    : run;

/** What they are in it, and their line, here or as the next newcomer reads it. */
export function holds({ state }: BuddyRun, me: PersonId): Readonly<Record<string, string>> {
  const { before, line } = state;
  const as = asOf(state, me) ?? '';
  if (before?.by === me) return { as, line: before.text };
  return as === 'asker' ? { as, line } : { as };
}

/** Without somebody who is erased: it goes with who is new; another is sought for who was in. */
export function without(run: BuddyRun, me: PersonId): BuddyRun {
  const { state } = run;
  const { before, ...rest } = state;
  const kept: BuddyRun = {
    ...run,
    state: {
      ...rest,
      people: state.people.filter(({ id }) => id !== me),
      queue: state.queue.filter(({ id }) => id !== me),
      pressed: state.pressed.filter(({ id }) => id !== me),
      ...(before === undefined || before.by === me ? {} : { before }),
    },
  };
  const as = asOf(state, me);
  if (as === 'asker') {
    const over = { why: state.why === '' ? ('stopped' as const) : state.why, line: '', queue: [] };
    return patch(kept, { ...over, asked: '' }, { keeps: 'nothing' });
  }
  const looks = state.why === '' && state.station !== 'line';
  return looks && (as === 'in' || as === 'named' || as === 'no') ? withoutBuddy(kept) : kept;
}
