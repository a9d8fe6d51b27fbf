import { z } from 'zod';
import { hash, type PersonId } from '#bot/core/ids';
import { no, noAt, type Outcome, ok } from '#bot/core/outcome';
import { isoInstant } from '#bot/core/time';
import { typedTime } from '#bot/core/typed-time';
import type {
  Answer,
  Begun,
  Fields,
  Ground,
  Opened,
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
  together,
} from '#bot/practice/members';
import { later } from '#bot/practice/pieces';

/** Defaults, not laws: what thinking along goes by where nobody chose otherwise. */
export const defaults = {
  /** What is due on a day is due at this time. */
  hour: '16:00',
  /** Working days in which a named colleague may say yes; then a day each for answer and advice. */
  asked: 2,
  /** Working days until people meet, and at what time. */
  meets: 3,
  time: '10:00',
  minutes: 30,
  /** Hours after which a round that nobody goes on with is over. */
  ends: 24,
  people: { least: 2, most: 7 },
  /** Characters of the question, of a colleague's question or advice, of the answer to all of them. */
  topic: 140,
  words: 300,
  reply: 1_000,
  link: 300,
  /** Days until what was opened is erased. */
  forget: 28,
} as const;

/** Minutes of one turn; everybody's is the same. */
export const agendas = {
  together: { tell: 2, ask: 2, think: 5, helped: 2 },
  practise: { play: 5, doer: 2, other: 2, observer: 2 },
} as const;

/** Cases that come along. */
export const cases = ['no', 'work', 'late', 'room', 'time', 'angry'] as const;

const instant = z.iso.datetime({ offset: true });

export const stateSchema = z.object({
  way: z.enum(['writing', 'together', 'practise']),
  topic: z.string(),
  /** '' where the case is one's own. */
  case: z.enum(['', ...cases]),
  link: z.string(),
  place: z.string(),
  station: z.enum(['asking', 'set', 'round', 'answer', 'advice', 'open']),
  /** Why it is over; '' while it is not. `station` says how far it came. */
  why: z.enum(['', 'nobody', 'quiet', 'stopped', 'done', 'off']),
  /** Until when colleagues say yes; until when the asker answers; when people meet or advice opens. */
  asked: instant,
  answers: instant,
  at: instant,
  forget: instant,
  people: z.array(memberSchema),
  /** What the asker answers to all questions. */
  reply: z.string(),
  /** Whose turn it was and is. */
  turns: z.array(z.string()),
});
export type State = z.infer<typeof stateSchema>;
export type ThinkRun = Run<State>;

/** When people meet of whom some are asked until then, or for two working days when by name. */
function meets(fields: Fields, { scope, zone }: Ground<State>, world: World): Outcome<string[]> {
  const typed = typedTime(String(fields['date']), String(fields['time']), zone, world.now);
  if (!typed.ok) return typed;
  const at = typed.value;
  if (scope.kind !== 'people') {
    const soon = isoInstant(world.now.add({ minutes: defaults.minutes }));
    return at > soon ? ok([at, at, at]) : noAt('date', 'thinkalong.refused.past');
  }
  const asked = workingTime(world, world.now, defaults.asked, defaults.hour, zone);
  return at > asked ? ok([asked, at, at]) : noAt('date', 'thinkalong.refused.soon');
}

/** A day a step: questions, the answer, advice; whoever is named has one day more to say yes. */
const inWriting = ({ scope, zone }: Ground<State>, world: World): string[] => {
  const first = scope.kind === 'people' ? defaults.asked : 1;
  return [0, 1, 2].map((step) => workingTime(world, world.now, first + step, defaults.hour, zone));
};

/** @param people who asks, then whoever is named */
export function begin(
  variant: string,
  fields: Fields,
  ground: Ground<State>,
  world: World,
  people: readonly Somebody[],
): Outcome<Begun<State>> {
  const live = fields['how'] === 'together' ? 'together' : 'writing';
  const way = variant === 'practise' ? 'practise' : live;
  const times = way === 'writing' ? ok(inWriting(ground, world)) : meets(fields, ground, world);
  if (!times.ok) return times;
  const [asked = '', answers = '', at = ''] = times.value;
  const topic = String(fields['topic']);
  const known = cases.find((one) => one === fields['case']);
  if (topic === '' && known === undefined) return noAt('topic', 'thinkalong.refused.case');
  const link = String(fields['link'] ?? '');
  if (link !== '' && !isLink(link)) return noAt('link', 'thinkalong.refused.link');
  return ok({
    state: {
      way,
      topic,
      case: topic === '' ? (known ?? '') : '',
      link,
      place: String(fields['place'] ?? ''),
      station: 'asking',
      why: '',
      asked,
      answers,
      at,
      forget: later(at, 24 * defaults.forget),
      people: membersOf(people),
      reply: '',
      turns: [],
    },
  });
}

const isLink = (text: string): boolean => URL.canParse(text) && new URL(text).protocol === 'https:';

const patch = (run: ThinkRun, state: Partial<State>, more: Partial<ThinkRun> = {}): ThinkRun => ({
  ...run,
  ...more,
  state: { ...run.state, ...state },
});

/** Nothing is kept of it; words that nobody read go back to who wrote them. */
const over = (run: ThinkRun, why: State['why']): ThinkRun =>
  patch(run, { why }, { open: false, keeps: 'nothing', opened: [] });

/** Who had no turn yet: nobody has a second before these had a first. */
export const stillToCome = (state: State): Member[] =>
  together(state).filter(({ id }) => !state.turns.includes(id));

/** What those who are in it wrote in a form, signed. */
function signed({ id: run, state }: ThinkRun, form: string, answers: readonly Answer[]): Opened[] {
  return answers
    .filter((one) => one.form === form && asOf(state, one.from) === 'in')
    .map(({ from, name, fields }) => ({
      id: hash(16, run, from, form),
      field: form,
      text: String(fields['text'] ?? ''),
      name,
    }))
    .filter(({ text }) => text !== '')
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

export function due({ state }: ThinkRun): string | undefined {
  const { asked, answers, at, forget } = state;
  const next = {
    asking: asked,
    set: at,
    round: later(at, defaults.ends),
    answer: answers,
    advice: at,
    open: forget,
  };
  return state.why === '' ? next[state.station] : undefined;
}

export function time(
  run: ThinkRun,
  world: World,
  answers: readonly Answer[],
): Passed<State> | undefined {
  const { state } = run;
  const next = due(run);
  if (next === undefined || next > isoInstant(world.now)) return undefined;
  switch (state.station) {
    case 'asking': {
      const people = settled(state.people);
      if (!people.some(({ as }) => as === 'in')) return { run: over(run, 'nobody') };
      if (state.way !== 'writing') return { run: patch(run, { people, station: 'set' }) };
      const opened = signed(run, 'question', answers);
      const station = opened.length === 0 ? 'advice' : 'answer';
      return { run: patch(run, { people, station }, { opened }) };
    }
    case 'set':
      return { run: patch(run, { station: 'round', turns: firstOf(state) }) };
    case 'round':
      return { run: over(run, 'done') };
    case 'answer':
      return { run: patch(run, { station: 'advice' }) };
    case 'advice': {
      const opened = [...run.opened, ...signed(run, 'advice', answers)];
      if (opened.length === 0) return { run: over(run, 'quiet') };
      return { run: patch(run, { station: 'open' }, { opened, open: false }) };
    }
    case 'open':
      return { run: over(run, 'done') };
  }
}

const firstOf = (state: State): string[] =>
  together(state)
    .slice(0, 1)
    .map(({ id }) => id);

/** What was opened is the asker's alone. */
export const reads = ({ state }: ThinkRun, me: PersonId): boolean =>
  state.station !== 'asking' && asOf(state, me) === 'asker';

export function waiting({ state, opened }: ThinkRun): Waiting[] {
  const { station, way, why, asked, answers, at, forget } = state;
  const writing = way === 'writing';
  const known = opened.length > 0 ? 'none' : 'daily';
  const round = later(at, defaults.ends);
  type Wait = readonly [form: string, until: string, tell: Tell, returns?: string];
  const some = (wait: Wait | false | undefined): Wait[] =>
    wait === undefined || wait === false ? [] : [wait];
  const waits = (as: Member['as']): Wait[] => {
    const asker = as === 'asker';
    const thinks = as === 'in';
    if (why !== '') {
      const unread = station === 'asking' ? 'question' : 'advice';
      return [
        ...some(asker && (why === 'nobody' || why === 'quiet') && [why, forget, 'daily']),
        ...some(thinks && why === 'stopped' && ['stopped', forget, 'now']),
        ...some(
          thinks &&
            why !== 'done' &&
            writing && ['returned', forget, why === 'off' ? 'none' : 'daily', unread],
        ),
      ];
    }
    const mine: Readonly<Record<State['station'], Wait | false>> = {
      asking: asker
        ? ['asked', asked, 'none']
        : thinks
          ? [writing ? 'question' : 'coming', asked, 'none']
          : as === 'named' && ['named', asked, 'ask'],
      set: (asker || thinks) && ['coming', at, 'daily'],
      round: (asker || thinks) && ['turns', round, 'now'],
      answer: asker ? ['answer', answers, 'now'] : thinks && ['wait', answers, 'none'],
      advice: asker ? ['who', at, known] : thinks && ['advice', at, 'daily'],
      open: asker && ['read', forget, 'now'],
    };
    return some(mine[station]);
  };
  return state.people.flatMap(({ id, as }) =>
    waits(as).map(([form, until, tell, returns]): Waiting => {
      const one = { to: id as PersonId, form, until, tell };
      return returns === undefined ? one : { ...one, returns };
    }),
  );
}

export function answered(run: ThinkRun, answer: Answer): Outcome<ThinkRun> {
  const { state } = run;
  const { from: me, name, form, fields } = answer;
  switch (form) {
    case 'in': {
      const people = joined(state.people, me, name, defaults.people.most);
      return people === undefined ? no('thinkalong.refused.full') : ok(patch(run, { people }));
    }
    case 'no':
      return ok(patch(run, { people: declined(state.people, me, run.scope.kind === 'people') }));
    case 'answer':
      return ok(patch(run, { reply: String(fields['text']), station: 'advice' }));
    case 'next': {
      // Two who press at once go on by one turn; the second is shown whose it is.
      if (fields['turn'] !== String(state.turns.length)) return ok(run);
      const [next] = stillToCome(state);
      return ok(
        next === undefined ? over(run, 'done') : patch(run, { turns: [...state.turns, next.id] }),
      );
    }
    case 'stop':
      return fields['sure'] === 'yes' ? ok(over(run, 'stopped')) : no('practice.refused.late');
    default:
      return no('common.refused.shape');
  }
}

/** Switched off: what is unread goes back to who wrote it; what the asker can read already stays. */
export const halted = (run: ThinkRun): ThinkRun =>
  run.state.why !== '' || run.state.station === 'open' ? run : over(run, 'off');

/** What stands in the run of somebody: the asker's own words, and what everybody is in it. */
export function holds({ state }: ThinkRun, me: PersonId): Readonly<Record<string, string>> {
  const { topic, link, place, reply } = state;
  const as = asOf(state, me) ?? '';
  return as === 'asker' ? { as, topic, link, place, reply } : { as };
}

/** Without somebody who is erased: they are in no list; whose question it was takes it along. */
export function without(run: ThinkRun, me: PersonId): ThinkRun {
  const { state } = run;
  const people = state.people.filter(({ id }) => id !== me);
  const turns = state.turns.filter((id) => id !== me);
  const left = patch(run, { people, turns });
  return asOf(state, me) === 'asker' && state.why === '' ? over(left, 'stopped') : left;
}
