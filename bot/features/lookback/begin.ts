import { no, type Outcome, ok } from '#bot/core/outcome';
import { instantAt, isoInstant } from '#bot/core/time';
import { defaults, everyWeeks, type State, timesFrom } from '#bot/features/lookback/state';
import type { Begun, Fields, Ground, World } from '#bot/practice/contract';
import { workingTime } from '#bot/practice/dates';

/** What was agreed the last time, and lines that runs on the same topic kept. */
function brought(topic: string, { before }: Ground<State>): Pick<State, 'before' | 'kept'> {
  const [last] = before.filter(({ state }) => state.agreements.length > 0);
  const name = topic.toLowerCase();
  const kept = before.filter(({ state: { line, topic: other } }) => {
    const known = other.toLowerCase();
    return line.text !== '' && (known.includes(name) || name.includes(known));
  });
  return {
    before: last?.state.agreements.map(({ text }) => text) ?? [],
    kept: kept.slice(0, 3).map(({ state }) => state.line.text),
  };
}

const linesIn = (value: Fields[string] | undefined): string[] =>
  typeof value === 'string' ? value.split('\n').filter((line) => line !== '') : [];

/** When it opens: the time of sitting together, else 16:00 of the day that was chosen. */
function opening(fields: Fields, world: World, zone: string): Outcome<string> {
  const { date, time, when } = fields;
  if (date !== '' || time !== '') {
    if (date === '' || time === '') return no('lookback.refused.time');
    const at = isoInstant(instantAt(String(date), String(time), zone));
    return at > isoInstant(world.now) ? ok(at) : no('lookback.refused.past');
  }
  const days = when === 'today' ? 0 : when === 'tomorrow' ? 1 : defaults.days;
  const at = workingTime(world, world.now, days, defaults.hour, zone);
  return at > isoInstant(world.now.add({ minutes: 30 })) ? ok(at) : no('lookback.refused.past');
}

export function begin(
  variant: string,
  fields: Fields,
  ground: Ground<State>,
  world: World,
): Outcome<Begun<State>> {
  const opens = opening(fields, world, ground.zone);
  if (!opens.ok) return opens;
  const own = linesIn(fields['questions']);
  if (own.length > defaults.questions || own.some(({ length }) => length > defaults.line)) {
    return no('lookback.refused.questions', { most: defaults.questions, max: defaults.line });
  }
  const format = ground.formats.find(({ name }) => name === fields['format']);
  const questions = own.length > 0 ? own : linesIn(format?.fields['questions']);
  const name = String(fields['save'] ?? '');
  const topic = String(fields['topic']);
  const every = everyWeeks.find((one) => one === fields['every']) ?? '0';
  const state: State = {
    kind: variant === 'ahead' ? 'ahead' : 'back',
    topic,
    questions,
    place: String(fields['place'] ?? ''),
    meets: fields['date'] !== '',
    station: 'writing',
    unopened: '',
    ...timesFrom(opens.value, world, ground.zone),
    seed: world.seed,
    top: [],
    agreements: [],
    line: { text: '', from: '' },
    every,
    left: every === '0' ? 0 : defaults.times - 1,
    followed: false,
    ...brought(topic, ground),
  };
  const saved =
    name === '' ? {} : { format: { name, fields: { questions: questions.join('\n') } } };
  return ok({ state, ...saved });
}
