import { z } from 'zod';
import type { PersonId } from '#bot/core/ids';
import { skillNameMax } from '#bot/core/learning';
import { no, noAt, type Outcome, ok } from '#bot/core/outcome';
import { count } from '#bot/core/text';
import { addDays, dayIn, type Instant, instantAt, instantOf, isoInstant } from '#bot/core/time';
import type {
  Answer,
  Begun,
  Fields,
  Ground,
  Handing,
  Passed,
  Run,
  Somebody,
  Waiting,
  World,
} from '#bot/practice/contract';
import { inTime } from '#bot/practice/pieces';

/** Defaults, not laws: what a hand-over goes by. */
export const defaults = {
  topics: 5,
  topic: skillNameMax,
  /** Steps of a how-to or of what is shown, and characters of each. */
  steps: 7,
  step: 140,
  /** Days until the last one, as the guess, and at most. */
  days: 28,
  most: 366,
  hour: '10:00',
  /** Days after the last one in which drafts stay, and in which the team reads what was told. */
  forget: 28,
  /** Weeks of a duo, and minutes of a session, that come of it. */
  weeks: '4',
  minutes: '30',
} as const;

export const kinds = ['howto', 'session', 'duo'] as const;
export type Kind = (typeof kinds)[number];

const instant = z.iso.datetime({ offset: true });

const topicSchema = z.object({
  id: z.string(),
  topic: z.string(),
  as: z.enum(kinds),
  /** One a line; of a duo none. */
  steps: z.string(),
  /** Of a session: a day and a wall time in the run's zone. */
  date: z.string(),
  time: z.string(),
  /** Its draft was kept. */
  filled: z.boolean(),
  /** The team sees what it became. */
  told: z.boolean(),
});
export type Topic = z.infer<typeof topicSchema>;

export const stateSchema = z.object({
  /** `mine`: drafts, for whoever hands over alone. `told`: what their team reads. */
  kind: z.enum(['mine', 'told']),
  /** As the team reads it; '' once they are erased. */
  name: z.string(),
  /** The last day. */
  ends: instant,
  /** When all of it is erased. */
  until: instant,
  /** `open` until the last day; `off`: the team switched it off, and drafts can be read. */
  station: z.enum(['open', 'home', 'off']),
  /** Counts the topics there ever were. */
  made: z.number().int(),
  topics: z.array(topicSchema),
  /** The topic whose draft is open; '' for none. */
  open: z.string(),
  /** The topic of which is shown what others would see; '' for none. */
  asks: z.string(),
  /** What was left out last, for undo. */
  gone: topicSchema.optional(),
});
export type State = z.infer<typeof stateSchema>;
export type HandoverRun = Run<State>;

const linesIn = (value: Fields[string] | undefined): string[] =>
  typeof value === 'string' ? value.split('\n').filter((one) => one !== '') : [];

const topicOf = (topic: string, number: number): Topic => ({
  id: `t${number}`,
  topic,
  as: 'howto',
  steps: '',
  date: '',
  time: '',
  filled: false,
  told: false,
});

/** @param people who hands over */
export function begin(
  variant: string,
  fields: Fields,
  { scope, zone }: Ground<State>,
  { now }: World,
  [starter]: readonly Somebody[],
): Outcome<Begun<State>> {
  const name = starter?.name ?? '';
  if (variant === 'told') return ok({ state: told(fields, name, now), aside: true });
  if (scope.id.startsWith('p.')) return no('handover.refused.noTeam');
  const today = dayIn(now, zone);
  const day = String(fields['until']);
  if (day < today || day > addDays(today, defaults.most)) {
    return noAt('until', 'handover.refused.day');
  }
  const topics = linesIn(fields['only']);
  if (topics.length > defaults.topics || topics.some((one) => count(one) > defaults.topic)) {
    const most = { most: defaults.topics, max: defaults.topic };
    return noAt('only', 'handover.refused.topics', most);
  }
  const at = (days: number): string =>
    isoInstant(instantAt(addDays(day, days), defaults.hour, zone));
  const state: State = {
    kind: 'mine',
    name,
    ends: at(0),
    until: at(defaults.forget),
    station: 'open',
    made: topics.length,
    topics: topics.map((topic, index) => topicOf(topic, index + 1)),
    open: 't1',
    asks: '',
  };
  return ok({ state, aside: true });
}

/** What the team reads: topics, by what each became. */
function told(fields: Fields, name: string, now: Instant): State {
  const topics = kinds
    .flatMap((as) => linesIn(fields[as]).map((topic) => ({ topic, as })))
    .map(({ topic, as }, index) => ({
      ...topicOf(topic, index + 1),
      as,
      filled: true,
      told: true,
    }));
  const until = isoInstant(now.add({ hours: 24 * defaults.forget }));
  const made = topics.length;
  const nothing = { open: '', asks: '' };
  return { kind: 'told', name, ends: until, until, station: 'open', made, topics, ...nothing };
}

const patch = (run: HandoverRun, state: Partial<State>): HandoverRun => ({
  ...run,
  state: { ...run.state, ...state },
});

export const topicIn = ({ topics }: State, id: string): Topic | undefined =>
  topics.find((one) => one.id === id);
/** Drafts that can be told. */
export const ready = ({ topics }: State): Topic[] =>
  topics.filter(({ filled, told }) => filled && !told);
export const toldOf = ({ topics }: State): Topic[] => topics.filter((one) => one.told);

/** Whether whoever hands over can still do something about it. */
export const goesOn = ({ state, by, keeps }: HandoverRun, me: PersonId, now: Instant): boolean =>
  state.kind === 'mine' &&
  by === me &&
  keeps === 'all' &&
  state.station !== 'off' &&
  inTime(state.until, now);

/** When a session would be. */
export const timeOf = ({ date, time }: Topic, zone: string): string =>
  isoInstant(instantAt(date, time, zone));

const handing = ({ id, topic, as, steps, date, time }: Topic): Handing => {
  const one = { id, about: topic };
  switch (as) {
    case 'howto':
      return { ...one, to: 'howto', variant: '', fields: { steps } };
    case 'session': {
      const { minutes } = defaults;
      const fields = { topic, when: '', date, time, minutes, agenda: steps, guest: '', place: '' };
      return { ...one, to: 'session', variant: 'show', fields };
    }
    case 'duo':
      return {
        ...one,
        to: 'duo',
        variant: 'duo',
        fields: { goal: topic, weeks: defaults.weeks },
      };
  }
};

/** One that is published before the others. */
export const handsOne = ({ state }: HandoverRun, fields: Fields): Handing[] =>
  ready(state)
    .filter(({ id }) => id === fields['topic'])
    .map(handing);

/** Everything that is ready; last, what the team reads of all that was told. */
export function handsAll({ state }: HandoverRun): Handing[] {
  const drafts = ready(state);
  const all = [...toldOf(state), ...drafts];
  const fields = Object.fromEntries(
    kinds.map((as) => [
      as,
      all
        .filter((one) => one.as === as)
        .map(({ topic }) => topic)
        .join('\n'),
    ]),
  );
  const id = `told ${all.map((one) => one.id).join(' ')}`;
  return [...drafts.map(handing), { id, about: '', to: 'handover', variant: 'told', fields }];
}

export function answered(
  run: HandoverRun,
  { form, fields, handed = [] }: Answer,
): Outcome<HandoverRun> {
  const { state } = run;
  const id = String(fields['topic'] ?? '');
  const topic = topicIn(state, id);
  switch (form) {
    case 'open':
    case 'ask': {
      if (topic === undefined || topic.told || (form === 'ask' && !topic.filled)) return ok(run);
      const shown = form === 'open' ? { open: id, asks: '' } : { open: '', asks: id };
      const same = state.open === shown.open && state.asks === shown.asks;
      return ok(same ? run : patch(run, shown));
    }
    case 'back':
      return ok(patch(run, { open: '', asks: '' }));
    case 'draft':
      return drafted(run, fields);
    case 'add': {
      const made = state.made + 1;
      const added = topicOf(String(fields['text']), made);
      const known = state.topics.some((one) => one.topic === added.topic);
      return ok(
        known
          ? run
          : patch(run, { made, topics: [...state.topics, added], open: added.id, asks: '' }),
      );
    }
    case 'drop': {
      if (topic === undefined || topic.told) return ok(run);
      const topics = state.topics.filter((one) => one !== topic);
      return ok(patch(run, { topics, open: '', asks: '', gone: topic }));
    }
    case 'undo': {
      const { gone } = state;
      const topics = gone === undefined ? state.topics : [...state.topics, gone];
      return ok(patch(run, { topics, gone: undefined }));
    }
    case 'one':
    case 'tell': {
      const topics = state.topics.map((one) =>
        handed.includes(one.id) ? { ...one, told: true } : one,
      );
      return ok(handed.length === 0 ? run : patch(run, { topics, open: '', asks: '' }));
    }
    case 'stop':
      return fields['sure'] === 'yes'
        ? ok({ ...run, keeps: 'nothing' })
        : no('practice.refused.late');
    default:
      return no('common.refused.shape');
  }
}

/** What was typed for the topic that is open; its fields are named after it. */
function drafted(run: HandoverRun, fields: Fields): Outcome<HandoverRun> {
  const { state, zone } = run;
  const topic = topicIn(state, state.open);
  if (topic === undefined) return no('practice.refused.late');
  const value = (name: string): string => String(fields[`${name}-${topic.id}`] ?? '');
  const as = kinds.find((one) => one === value('as')) ?? 'howto';
  const steps = linesIn(value('steps'));
  if (steps.length > defaults.steps || steps.some((one) => count(one) > defaults.step)) {
    const most = { most: defaults.steps, max: defaults.step };
    return noAt(`steps-${topic.id}`, 'handover.refused.steps', most);
  }
  if (as === 'howto' && steps.length === 0) {
    return noAt(`steps-${topic.id}`, 'handover.refused.noSteps');
  }
  const [date, time] = [value('date'), value('time')];
  if (as === 'session' && (date === '' || time === '')) {
    return noAt(`date-${topic.id}`, 'meeting.refused.time');
  }
  if (as === 'session' && isoInstant(instantAt(date, time, zone)) > state.until) {
    return noAt(`date-${topic.id}`, 'handover.refused.after');
  }
  const after: Topic = { ...topic, as, steps: steps.join('\n'), date, time, filled: true };
  const topics = state.topics.map((one) => (one === topic ? after : one));
  return ok(patch(run, { topics, open: '' }));
}

export const due = ({ state, keeps }: HandoverRun): string | undefined => {
  if (keeps !== 'all') return undefined;
  return state.kind === 'mine' && state.station === 'open' ? state.ends : state.until;
};

export function time(run: HandoverRun, { now }: World): Passed<State> | undefined {
  const at = due(run);
  if (at === undefined || at > isoInstant(now)) return undefined;
  const { kind, station } = run.state;
  return kind === 'mine' && station === 'open'
    ? { run: patch(run, { station: 'home' }) }
    : { run: { ...run, keeps: 'nothing' } };
}

/** What is read here is in the run itself, or nowhere. */
export const reads = (): boolean => false;

export function waiting({ state, by, keeps }: HandoverRun): Waiting[] {
  if (state.kind === 'told' || by === '' || keeps === 'nothing') return [];
  const { station, until } = state;
  const to = by as PersonId;
  if (station === 'home') return [{ to, form: 'home', until, tell: 'daily' }];
  const form = toldOf(state).length > 0 ? 'told' : 'draft';
  return [{ to, form, until, tell: 'none' }];
}

/** Switched off: nothing more comes, and what was typed can be read as long as before. */
export const halted = (run: HandoverRun): HandoverRun =>
  run.state.station === 'off' ? run : patch(run, { station: 'off', open: '', asks: '' });

/** What stands in it of whoever hands over. */
export function holds(
  { state, by }: HandoverRun,
  me: PersonId,
): Readonly<Record<string, string | readonly string[]>> {
  if (by !== me) return {};
  const all = [...state.topics, ...(state.gone === undefined ? [] : [state.gone])];
  return {
    until: state.ends,
    topics: all.map(({ topic, as, steps }) => [topic, as, steps].filter(Boolean).join('\n')),
  };
}

/** Drafts go with whoever wrote them; what was told stays, without a name. */
export function without(run: HandoverRun, me: PersonId): HandoverRun {
  if (run.by !== me) return run;
  return run.state.kind === 'mine'
    ? { ...patch(run, { topics: [], name: '', gone: undefined }), keeps: 'nothing' }
    : patch(run, { name: '' });
}

/** Working days are not known here: a weekday three days on, as the guess of a session's day. */
export const guessDay = (now: Instant, zone: string): string =>
  [3, 4, 5]
    .map((days) => addDays(dayIn(now, zone), days))
    .find((day) => instantOf(`${day}T12:00:00Z`).toZonedDateTimeISO('UTC').dayOfWeek < 6) ??
  dayIn(now, zone);
