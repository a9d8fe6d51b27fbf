import { hash, type PersonId } from '#bot/core/ids';
import { no, type Outcome, ok } from '#bot/core/outcome';
import { addDays, dayIn, instantAt, instantOf, isoInstant } from '#bot/core/time';
import {
  type Agreement,
  answerFields,
  defaults,
  hows,
  type LookRun,
  later,
  type State,
  timesFrom,
} from '#bot/features/lookback/state';
import {
  type Answer,
  named,
  type Part,
  type Passed,
  type Waiting,
  type World,
} from '#bot/practice/contract';
import { workingDay } from '#bot/practice/dates';
import { openedNameless } from '#bot/practice/nameless';

const patch = (run: LookRun, state: Partial<State>, more: Partial<LookRun> = {}): LookRun => ({
  ...run,
  ...more,
  state: { ...run.state, ...state },
});

/** Over before anything was opened: each has their own words back. */
const unopened = (run: LookRun, why: State['unopened']): LookRun =>
  patch(run, { station: 'over', unopened: why }, { open: false, keeps: 'nothing' });

/** Opens what may be read; whose words go back unread is told so. */
function opened(run: LookRun, { seed }: World, answers: readonly Answer[]): LookRun {
  const { writers, read, opened: texts } = openedNameless(answers, answerFields(run.state), seed);
  if (read.size === 0) return unopened(run, 'few');
  const parts = new Map<PersonId, Part>(
    [...run.parts].map(([id, part]) => [id, { ...part, role: '' }]),
  );
  for (const { from } of writers) {
    const role = read.has(from) ? 'reads' : 'back';
    parts.set(from, { role, given: parts.get(from)?.given ?? [] });
  }
  // The seed that made the ids is kept nowhere.
  const after = { station: 'reading', seed: hash(16, seed, 'chance') } as const;
  return patch(run, after, { parts, opened: texts });
}

/** What was marked most; of as many marks, by chance. The order of what stands is chance as well. */
function chosen({ state, opened: texts }: LookRun, answers: readonly Answer[]): string[] {
  const marks = answers
    .filter(({ form }) => form === 'mark')
    .flatMap(({ fields }) => (Array.isArray(fields['marks']) ? fields['marks'] : []));
  const known = texts.map(({ id }) => id).filter((id) => marks.includes(id));
  const times = (id: string): number => marks.filter((mark) => mark === id).length;
  const chance = (id: string): string => hash(16, state.seed, 'top', id);
  const byChance = known.sort((a, b) => (chance(a) < chance(b) ? -1 : 1));
  const first = new Set(byChance.toSorted((a, b) => times(b) - times(a)).slice(0, defaults.marks));
  return byChance.filter((id) => first.has(id));
}

/** The day after it opened the next of a row stands there. */
const spawnAt = ({ state, zone }: LookRun): string | undefined =>
  state.left > 0 && !state.followed && state.station !== 'writing'
    ? isoInstant(instantAt(addDays(dayIn(instantOf(state.opens), zone), 1), '09:00', zone))
    : undefined;

/** The same, so many weeks later; on a day off the next working day. */
function nextOf({ state, zone }: LookRun, world: World): State {
  const first = instantOf(state.opens).toZonedDateTimeISO(zone);
  const due = addDays(dayIn(instantOf(state.opens), zone), 7 * Number(state.every));
  const day = workingDay(world, due, 0);
  const opens = isoInstant(
    instantAt(day, first.toPlainTime().toString({ smallestUnit: 'minute' }), zone),
  );
  return {
    ...state,
    ...timesFrom(opens, world, zone),
    station: 'writing',
    unopened: '',
    top: [],
    line: { text: '', from: '' },
    left: state.left - 1,
    followed: false,
    before: state.agreements.length > 0 ? state.agreements.map(({ text }) => text) : state.before,
    kept: state.line.text === '' ? state.kept : [state.line.text],
    agreements: [],
  };
}

const ends = ({ back }: State): string => later(back, defaults.silence);

export function due(run: LookRun): string | undefined {
  const { state, keeps } = run;
  const { station } = state;
  const next = {
    writing: state.opens,
    reading: state.closes,
    keeping: state.back,
    asking: ends(state),
  };
  const times = [
    ...(station === 'over' ? [] : [next[station]]),
    ...(keeps === 'all' ? [state.forget] : []),
    spawnAt(run) ?? [],
  ].flat();
  return times.toSorted()[0];
}

export function time(
  run: LookRun,
  world: World,
  answers: readonly Answer[],
): Passed<State> | undefined {
  const { state, keeps } = run;
  const now = isoInstant(world.now);
  const spawn = spawnAt(run);
  if (spawn !== undefined && spawn <= now) {
    return { run: patch(run, { followed: true }), next: nextOf(run, world) };
  }
  if (keeps === 'all' && state.station !== 'writing' && state.forget <= now) {
    return { run: { ...run, keeps: 'kept', opened: [] } };
  }
  switch (state.station) {
    case 'writing': {
      if (state.opens > now) return undefined;
      const after = opened(run, world, answers);
      const again = after.keeps === 'nothing' && state.left > 0;
      return again ? { run: after, next: nextOf(run, world) } : { run: after };
    }
    case 'reading':
      return state.closes > now
        ? undefined
        : { run: patch(run, { station: 'keeping', top: chosen(run, answers) }, { open: false }) };
    case 'keeping': {
      if (state.back > now) return undefined;
      const asks = state.agreements.some(({ by }) => by !== '');
      return { run: patch(run, { station: asks ? 'asking' : 'over' }) };
    }
    case 'asking':
      return ends(state) > now ? undefined : { run: patch(run, { station: 'over' }) };
    default:
      return undefined;
  }
}

const isReader = ({ role }: Part): boolean => role === 'reads' || role === 'back';

export const reads = ({ state, parts }: LookRun, me: PersonId): boolean => {
  const part = parts.get(me);
  return state.station !== 'writing' && part !== undefined && isReader(part);
};

export function waiting({ state, keeps, parts }: LookRun): Waiting[] {
  const { station, unopened: why, forget, opens, back } = state;
  return [...parts].flatMap(([to, { role }]): Waiting[] => {
    const returned = {
      to,
      form: 'returned',
      until: forget,
      // Of one that was switched off nobody is told.
      tell: why === 'off' || (why === '' && station === 'over') ? 'none' : 'daily',
      returns: 'write',
    } as const;
    if (why !== '') return [returned];
    if (keeps === 'nothing') return [];
    if (station === 'writing') {
      return role === named
        ? [{ to, form: 'named', until: opens, tell: 'ask' }]
        : [{ to, form: 'write', until: opens, tell: 'none' }];
    }
    const mine = isReader({ role, given: [] });
    const claimed = state.agreements.some(({ by, how }) => by === to && how === '');
    return [
      ...(role === 'back' && keeps === 'all' ? [returned] : []),
      ...(station === 'reading' && mine
        ? [{ to, form: 'read', until: forget, tell: 'now' } as const]
        : []),
      ...(station === 'keeping' && mine
        ? [{ to, form: 'keep', until: back, tell: 'daily' } as const]
        : []),
      ...(station === 'asking' && claimed
        ? [{ to, form: 'how', until: ends(state), tell: 'rider' } as const]
        : []),
    ];
  });
}

/** Whether agreements and the line are still made. */
export const keeping = ({ state, keeps }: LookRun): boolean =>
  keeps !== 'nothing' && (state.station === 'reading' || state.station === 'keeping');

export function answered(run: LookRun, answer: Answer): Outcome<LookRun> {
  const { state } = run;
  const { from: me, name, form, fields } = answer;
  const about = state.agreements.find(({ id }) => id === fields['agreement']);
  const changed = (change: Partial<Agreement>): Outcome<LookRun> =>
    ok(
      patch(run, {
        agreements: state.agreements.map((one) => (one === about ? { ...one, ...change } : one)),
      }),
    );
  switch (form) {
    case 'agree': {
      const text = String(fields['text']);
      // Delivered twice is once.
      if (state.agreements.some((one) => one.text === text && one.from === me)) return ok(run);
      const mine = fields['mine'] === true;
      const id = hash(12, run.id, me, text);
      const by = mine ? { by: me, byName: name } : { by: '', byName: '' };
      const agreement: Agreement = { id, text, from: me, ...by, how: '' };
      return ok(patch(run, { agreements: [...state.agreements, agreement] }));
    }
    case 'claim':
      if (about?.by === me) return ok(run);
      return about?.by === '' ? changed({ by: me, byName: name }) : no('lookback.refused.claimed');
    case 'how': {
      const how = hows.find((one) => one === fields['how']);
      if (about?.by !== me || how === undefined) return no('practice.refused.late');
      return about.how === how ? ok(run) : changed({ how });
    }
    case 'drop':
      if (about?.from !== me && about?.by !== me) return no('practice.refused.late');
      return ok(patch(run, { agreements: state.agreements.filter((one) => one !== about) }));
    case 'line': {
      const text = String(fields['text']);
      const same = state.line.text === text && state.line.from === me;
      return ok(same ? run : patch(run, { line: { text, from: me } }));
    }
    case 'on':
      return ok(patch(run, { left: defaults.times }));
    case 'stop':
      return ok(unopened(run, 'stopped'));
    default:
      return no('common.refused.shape');
  }
}

/** Switched off: what was not opened never is, and of what was opened what was agreed stays. */
export function halted(run: LookRun): LookRun {
  const { station, left } = run.state;
  if (station === 'writing') return unopened(patch(run, { left: 0 }), 'off');
  return station === 'over' && left === 0
    ? run
    : patch(run, { station: 'over', left: 0 }, { open: false });
}

/** Without somebody who is erased: their claims are free, their line goes, what was agreed stays. */
export function without(run: LookRun, me: PersonId): LookRun {
  const { agreements, line } = run.state;
  return patch(run, {
    agreements: agreements.map((one) => ({
      ...one,
      from: one.from === me ? '' : one.from,
      ...(one.by === me ? { by: '', byName: '', how: '' as const } : {}),
    })),
    line: line.from === me ? { text: '', from: '' } : line,
  });
}
