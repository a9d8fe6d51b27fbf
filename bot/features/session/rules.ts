import { z } from 'zod';
import { hash, type PersonId } from '#bot/core/ids';
import { no, noAt, type Outcome, ok } from '#bot/core/outcome';
import { count } from '#bot/core/text';
import {
  addDays,
  dayIn,
  type Instant,
  instantAt,
  instantOf,
  isoInstant,
  weekdayOf,
} from '#bot/core/time';
import { typedTime } from '#bot/core/typed-time';
import type {
  Answer,
  Begun,
  Fields,
  Ground,
  Opened,
  Part,
  Passed,
  Run,
  Somebody,
  Waiting,
  World,
} from '#bot/practice/contract';
import { workingDay } from '#bot/practice/dates';
import { openedNameless } from '#bot/practice/nameless';

/** Defaults, not laws: what a short session goes by where nobody chose otherwise. */
export const defaults = {
  minutes: ['15', '30', '45', '60'],
  /**
   * When one is proposed, from Monday to Sunday, never over lunch: the next three working days, the
   * second as the guess.
   */
  times: ['10:00', '15:30', '13:15', '15:30', '10:00', '10:00', '10:00'],
  proposals: [1, 2, 3],
  /** Minutes of a discussion, and how many questions it has. */
  discussion: '30',
  questions: 2,
  /** Characters of a topic, of a question beforehand, and of a line or a name. */
  topic: 100,
  question: 300,
  /** Steps of what is shown, and characters of each. */
  agenda: 7,
  step: 140,
  line: 140,
  /** Days in which a line is asked for, a topic waits for somebody, and what was opened stays. */
  silence: 14,
  free: 56,
  forget: 28,
  /** Days after which it is asked what changed, and the hour. */
  back: 28,
  hour: '10:00',
  /** Days in which it can be read that it does not go ahead. */
  off: 3,
} as const;

const instant = z.iso.datetime({ offset: true });
const somebody = z.object({ id: z.string(), name: z.string() });
const lineSchema = z.object({
  id: z.string(),
  text: z.string(),
  from: z.string(),
  name: z.string(),
});

export const stateSchema = z.object({
  /** Somebody shows something, all discuss something, or somebody shares back what they learnt. */
  kind: z.enum(['show', 'discuss', 'back']),
  topic: z.string(),
  /** Own questions of a discussion; none: the usual two, in each reader's language. */
  questions: z.array(z.string()),
  /** What whoever shows it goes through, step by step. */
  agenda: z.array(z.string()).default([]),
  /**
   * `free`: a topic that nobody shows yet. `set`: it has a time. `held`: from then until its end.
   * `asking`: whoever came is asked for a line. `trying`: what was learnt is tried out.
   * `changed`: whoever tried it is asked what changed.
   */
  station: z.enum(['free', 'set', 'held', 'asking', 'trying', 'changed', 'over']),
  /** Who shows it, with the name they go by in it; '' is nobody. */
  shower: z.string(),
  showerName: z.string(),
  /** Somebody from outside who shows it, as it was typed. */
  guest: z.string(),
  place: z.string(),
  at: instant,
  minutes: z.number().int(),
  /** How many times it was given a time: a calendar moves its entry only for a higher one. */
  issue: z.number().int(),
  /** When a free topic, or asking, is over. */
  until: instant,
  /** When what was opened is erased. */
  forget: instant,
  /** Why it ended before anything was opened: what was written goes back, untold where it was switched off. */
  unopened: z.enum(['', 'stopped', 'off']),
  /** How long it can be read that it does not go ahead; '' when nobody took it back. */
  off: z.string(),
  /** Who comes: the shower alone is shown them. Of a discussion those who wrote, shown to nobody. */
  comers: z.array(somebody),
  /** Who would share back together with whoever else went; the names are for two who both would. */
  both: z.array(somebody),
  /** A session that came of it: begun as a run of its own, once. */
  taken: z.boolean(),
  next: z
    .object({
      shower: z.string(),
      showerName: z.string(),
      at: instant,
      minutes: z.number().int(),
      pressed: instant,
    })
    .optional(),
  lines: z.array(lineSchema),
});
export type State = z.infer<typeof stateSchema>;
export type SessionRun = Run<State>;

const later = (iso: string, days: number): string =>
  isoInstant(instantOf(iso).add({ hours: 24 * days }));
const endOf = ({ at, minutes }: Pick<State, 'at' | 'minutes'>): string =>
  isoInstant(instantOf(at).add({ minutes }));

/**
 * The times that are proposed. A day has the same time whenever it is proposed: a card that is sent
 * a day later still says when, and nobody gets another time than they saw.
 */
export const proposed = (world: Pick<World, 'works' | 'now'>, zone: string): string[] =>
  defaults.proposals.map((days) => {
    const day = workingDay(world, dayIn(world.now, zone), days);
    const time = defaults.times[weekdayOf(day) - 1] ?? defaults.hour;
    return isoInstant(instantAt(day, time, zone));
  });

/** The time that was chosen, or typed below *More*. */
function chosen({ when, date, time }: Fields, now: Instant, zone: string): Outcome<string> {
  const at = String(when);
  if (date !== '' || time !== '' || at === '') {
    return typedTime(String(date), String(time), zone, now);
  }
  return at > isoInstant(now) ? ok(at) : no('meeting.refused.past');
}

/** Everything that follows from when it is. */
const timesFrom = (at: string, fields: Fields) => {
  const minutes = Number(fields['minutes'] || defaults.minutes[0]);
  const until = later(endOf({ at, minutes }), defaults.silence);
  return { at, minutes, until, forget: later(at, defaults.forget) };
};

const linesIn = (value: Fields[string] | undefined): string[] =>
  typeof value === 'string' ? value.split('\n').filter((one) => one !== '') : [];

/** Four weeks on, in the hours of work. */
const backAt = (world: World, zone: string): string => {
  const day = addDays(dayIn(world.now, zone), defaults.back);
  return isoInstant(instantAt(workingDay(world, day, 0), defaults.hour, zone));
};

export function begin(
  variant: string,
  fields: Fields,
  { zone, formats }: Ground<State>,
  world: World,
  [starter]: readonly Somebody[],
): Outcome<Begun<State>> {
  const { now } = world;
  const shares = variant === 'back';
  const at = shares ? ok(backAt(world, zone)) : chosen(fields, now, zone);
  if (!at.ok) return at;
  const shown = variant === 'show';
  const agenda = linesIn(fields['agenda']);
  if (agenda.length > defaults.agenda || agenda.some((one) => count(one) > defaults.step)) {
    return noAt('agenda', 'session.refused.agenda', { most: defaults.agenda, max: defaults.step });
  }
  const own = linesIn(fields['questions']);
  const format = formats.find(({ name: known }) => known === fields['format']);
  const questions = own.length > 0 ? own : linesIn(format?.fields['questions']);
  if (
    questions.length > defaults.questions ||
    questions.some((one) => one.length > defaults.line)
  ) {
    return no('session.refused.questions', { most: defaults.questions, max: defaults.line });
  }
  const state: State = {
    kind: shown ? 'show' : shares ? 'back' : 'discuss',
    topic: String(fields['topic']),
    questions,
    agenda,
    station: shares ? 'trying' : 'set',
    shower: shown ? (starter?.id ?? '') : '',
    showerName: shown ? (starter?.name ?? '') : '',
    guest: String(fields['guest'] ?? ''),
    place: String(fields['place'] ?? ''),
    ...timesFrom(at.value, fields),
    issue: 1,
    unopened: '',
    off: '',
    comers: [],
    both: [],
    taken: false,
    lines: [],
  };
  const save = String(fields['save'] ?? '');
  const saved =
    save === '' ? {} : { format: { name: save, fields: { questions: questions.join('\n') } } };
  return ok({ state, aside: shares, ...saved });
}

const patch = (run: SessionRun, state: Partial<State>, more: Partial<SessionRun> = {}) => ({
  ...run,
  ...more,
  state: { ...run.state, ...state },
});

const withRole = (run: SessionRun, me: PersonId, role: string): ReadonlyMap<PersonId, Part> =>
  new Map([...run.parts, [me, { role, given: run.parts.get(me)?.given ?? [] }]]);

/** Nobody shows it: whoever meant to come hears it, and the topic is back for somebody else. */
function freed(run: SessionRun, now: Instant): SessionRun {
  const until = later(isoInstant(now), defaults.free);
  const parts = new Map(
    [...run.parts].map(([id, part]): [PersonId, Part] => [
      id,
      part.role === 'comes' ? { ...part, role: 'off' } : part,
    ]),
  );
  const nobody = { shower: '', showerName: '', guest: '', place: '', agenda: [], comers: [] };
  const times = { until, forget: later(until, defaults.forget) };
  const off = later(endOf(run.state), defaults.off);
  return patch(run, { ...nobody, ...times, station: 'free', off }, { open: false, parts });
}

/** What was asked beforehand, for who shows it; what is asked is signed. */
const asked = (answers: readonly Answer[], seed: string): Opened[] =>
  answers
    .filter(({ form, fields }) => form === 'ask' && fields['text'] !== '')
    .map(({ from, name, fields }) => ({
      id: hash(16, seed, from),
      field: 'text',
      text: String(fields['text']),
      name,
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));

/** Four weeks later: whoever said what they would try is asked what changed. */
function tried(run: SessionRun, answers: readonly Answer[]): SessionRun {
  const comers = answers
    .filter(({ form, fields }) => form === 'try' && fields['text'] !== '')
    .map(({ from, name }) => ({ id: from, name }));
  return comers.length === 0
    ? patch(run, { station: 'over' }, { keeps: 'nothing' })
    : patch(run, { station: 'changed', comers });
}

/** The session that comes of a share back. */
function nextOf(state: State, next: NonNullable<State['next']>): State {
  const { shower, showerName, at, minutes } = next;
  const times = timesFrom(at, { minutes: String(minutes) });
  const nobody = { comers: [], both: [], lines: [], taken: false, next: undefined };
  return { ...state, ...times, ...nobody, kind: 'show', station: 'set', shower, showerName };
}

/** Ids of the fields in which answers of a discussion are written. */
export const answerFields = Array.from({ length: defaults.questions }, (_, index) => `q${index}`);

/** It starts: what was asked is for who shows it; what was written for a discussion, for its writers. */
function starts(run: SessionRun, { seed }: World, answers: readonly Answer[]): SessionRun {
  if (run.state.kind === 'show') {
    return patch(run, { station: 'held' }, { opened: asked(answers, seed) });
  }
  const { writers, read, opened } = openedNameless(answers, answerFields, seed);
  const parts = new Map(
    [...run.parts].map(([id, part]): [PersonId, Part] => {
      const wrote = writers.some(({ from }) => from === id);
      return [id, { ...part, role: read.has(id) ? 'reads' : wrote ? 'back' : '' }];
    }),
  );
  const comers = writers.map(({ from, name }) => ({ id: from, name }));
  return patch(run, { station: 'held', comers }, { parts, opened });
}

export function due({ state, keeps }: SessionRun): string | undefined {
  if (state.next !== undefined) return state.next.pressed;
  switch (state.station) {
    case 'set':
    case 'trying':
      return state.at;
    case 'held':
      return endOf(state);
    case 'over':
      return keeps === 'all' ? state.forget : undefined;
    default:
      return state.until;
  }
}

export function time(
  run: SessionRun,
  world: World,
  answers: readonly Answer[],
): Passed<State> | undefined {
  const { state } = run;
  const at = due(run);
  if (at === undefined || at > isoInstant(world.now)) return undefined;
  if (state.next !== undefined) {
    return { run: patch(run, { next: undefined }), next: nextOf(state, state.next) };
  }
  switch (state.station) {
    case 'trying':
      return { run: tried(run, answers) };
    case 'free':
      return { run: patch(run, { station: 'over', unopened: 'stopped' }, { keeps: 'nothing' }) };
    case 'set':
      return { run: starts(run, world, answers) };
    case 'held': {
      const station = state.comers.length > 0 ? 'asking' : 'over';
      return { run: patch(run, { station }, { open: false }) };
    }
    case 'asking':
    case 'changed':
      return { run: patch(run, { station: 'over' }) };
    default: {
      const keeps = state.lines.length > 0 ? 'kept' : 'nothing';
      return { run: { ...run, keeps, opened: [] } };
    }
  }
}

const begun = ({ station }: State): boolean => station !== 'free' && station !== 'set';

/** What was asked beforehand is for who shows it alone; a discussion's answers are for who wrote. */
export const reads = ({ state, parts }: SessionRun, me: PersonId): boolean =>
  begun(state) &&
  (state.kind === 'show'
    ? state.shower === me
    : ['reads', 'back'].includes(parts.get(me)?.role ?? ''));

export function waiting(run: SessionRun): Waiting[] {
  const { state, keeps, parts } = run;
  const { kind, forget, unopened } = state;
  const returns = { show: 'ask', discuss: 'write', back: 'try' }[kind];
  const back = { form: 'returned', until: forget, returns } as const;
  if (unopened !== '') {
    const tell = unopened === 'off' ? 'none' : 'now';
    return [...parts.keys()].map((to) => ({ ...back, to, tell }));
  }
  if (keeps === 'nothing') return [];
  if (kind === 'back') return [...parts].flatMap(([to, { role }]) => backWaits(run, to, role));
  return [
    ...showerWaits(run),
    ...[...parts].flatMap(([to, { role }]) => [
      ...(role === 'back' && keeps === 'all' ? [{ ...back, to, tell: 'daily' } as const] : []),
      ...waitsFor(run, to, role),
    ]),
  ];
}

function backWaits({ state }: SessionRun, to: PersonId, role: string): Waiting[] {
  const { station, at, until, comers, lines, both } = state;
  if (station === 'trying') {
    return role === 'named'
      ? [{ to, form: 'named', until: at, tell: 'ask' }]
      : [{ to, form: 'try', until: at, tell: 'none' }];
  }
  if (station !== 'changed' || !comers.some(({ id }) => id === to)) return [];
  const wrote = lines.some(({ from }) => from === to);
  const together = both.length > 1 && both.some(({ id }) => id === to);
  return [
    ...(wrote ? [] : [{ to, form: 'changed', until, tell: 'daily' } as const]),
    ...(together ? [{ to, form: 'both', until, tell: 'now' } as const] : []),
  ];
}

function showerWaits({ state, opened }: SessionRun): Waiting[] {
  const { station, shower, at, forget } = state;
  const to = shower as PersonId;
  if (shower === '') return [];
  if (station === 'set') return [{ to, form: 'show', until: at, tell: 'none' }];
  return opened.length > 0 ? [{ to, form: 'questions', until: forget, tell: 'now' }] : [];
}

function waitsFor({ state, opened }: SessionRun, to: PersonId, role: string): Waiting[] {
  const { kind, station, at, until, forget, off, comers, lines } = state;
  if (role === 'named' && station === 'set') return [{ to, form: 'named', until: at, tell: 'ask' }];
  if (role === 'off' && off !== '') return [{ to, form: 'off', until: off, tell: 'now' }];
  if (kind === 'discuss' && station === 'set') {
    return [{ to, form: 'write', until: at, tell: 'none' }];
  }
  if (!comers.some(({ id }) => id === to)) return [];
  const reading: Waiting[] =
    kind === 'discuss' && opened.length > 0
      ? [{ to, form: 'read', until: forget, tell: 'now' }]
      : [];
  const wrote = lines.some(({ from }) => from === to);
  if (station === 'asking' && !wrote)
    return [...reading, { to, form: 'line', until, tell: 'daily' }];
  const ahead = kind === 'show' && (station === 'set' || station === 'held');
  return ahead ? [{ to, form: 'come', until: endOf(state), tell: 'none' }] : reading;
}

/** Whether somebody said that they come. */
export const comes = ({ state }: SessionRun, me: PersonId): boolean =>
  state.comers.some(({ id }) => id === me);

export function answered(run: SessionRun, answer: Answer, now: Instant): Outcome<SessionRun> {
  const { state } = run;
  const { from: me, name, form, fields } = answer;
  const without = state.comers.filter(({ id }) => id !== me);
  switch (form) {
    case 'come':
      return ok(
        patch(
          run,
          { comers: [...without, { id: me, name }] },
          { parts: withRole(run, me, 'comes') },
        ),
      );
    case 'not':
      return ok(patch(run, { comers: without }, { parts: withRole(run, me, '') }));
    case 'withdraw':
      return ok(freed(run, now));
    case 'stop':
      return ok(unopened(run, 'stopped'));
    case 'both':
      return ok(patch(run, { both: [...state.both, { id: me, name }] }));
    case 'session': {
      const at = chosen(fields, now, run.zone);
      if (!at.ok) return at;
      const { minutes } = timesFrom(at.value, fields);
      const pressed = isoInstant(now);
      const next = { shower: me, showerName: name, at: at.value, minutes, pressed };
      return ok(patch(run, { taken: true, next }));
    }
    case 'take': {
      const at = chosen(fields, now, run.zone);
      if (!at.ok) return at;
      const taken = { shower: me, showerName: name, issue: state.issue + 1 };
      const times = timesFrom(at.value, fields);
      return ok(
        patch(
          run,
          { ...taken, ...times, station: 'set' },
          { open: true, parts: withRole(run, me, '') },
        ),
      );
    }
    case 'changed':
    case 'line': {
      const line = { id: hash(16, run.id, me), text: String(fields['text']), from: me, name };
      return ok(patch(run, { lines: [...state.lines.filter(({ from }) => from !== me), line] }));
    }
    case 'drop':
      return ok(patch(run, { lines: state.lines.filter(({ id }) => id !== fields['line']) }));
    default:
      return no('common.refused.shape');
  }
}

/** What stands in it in somebody's own words, for their export. */
export const holds = ({ state, by }: SessionRun, me: PersonId) => ({
  words: [
    ...(by === me || state.shower === me ? [state.topic] : []),
    ...(state.shower === me ? state.agenda : []),
    ...state.lines.filter(({ from }) => from === me).map(({ text }) => text),
  ],
});

/** Whoever came learnt something, once it is over. */
export const learnt = ({ state }: SessionRun) =>
  state.kind === 'back' || state.unopened !== '' || !['asking', 'over'].includes(state.station)
    ? undefined
    : { topic: state.topic, people: state.comers.map(({ id }) => id as PersonId) };

/** Over before anything was opened: each has their own words back. */
const unopened = (run: SessionRun, why: State['unopened']): SessionRun =>
  patch(
    run,
    { station: 'over', unopened: why, next: undefined },
    { open: false, keeps: 'nothing' },
  );

/** Switched off: what was not opened never is, and of what was, the lines stay. */
export function halted(run: SessionRun): SessionRun {
  const { station } = run.state;
  if (station === 'over') return run;
  return ['free', 'set', 'trying'].includes(station)
    ? unopened(run, 'off')
    : patch(run, { station: 'over', comers: [], next: undefined }, { open: false });
}

/** Without somebody who is erased: their lines go; what only they would show is free again. */
export function without(run: SessionRun, me: PersonId): SessionRun {
  const { state } = run;
  const left = patch(run, {
    comers: state.comers.filter(({ id }) => id !== me),
    both: state.both.filter(({ id }) => id !== me),
    ...(state.next?.shower === me ? { next: undefined } : {}),
    lines: state.lines.filter(({ from }) => from !== me),
  });
  if (state.shower !== me) return left;
  return state.station === 'set'
    ? freed(left, instantOf(state.at))
    : patch(left, { shower: '', showerName: '', agenda: [] });
}
