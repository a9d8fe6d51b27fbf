import { spokenInstant } from '#bot/core/dates';
import type { Translate } from '#bot/core/i18n';
import { instantOf, isoInstant } from '#bot/core/time';
import { keeping, reads } from '#bot/features/lookback/rules';
import { answerFields, defaults, everyWeeks, type State } from '#bot/features/lookback/state';
import type { Field, Form, Ground, Practice, Reader, World } from '#bot/practice/contract';
import { workingTime } from '#bot/practice/dates';
import { namelessFields } from '#bot/practice/nameless';

export const spoken = (iso: string, { lang, zone }: Pick<Reader, 'lang' | 'zone'>): string =>
  spokenInstant(instantOf(iso), lang, zone);

export const questionOf = (t: Translate, { kind, questions }: State, index: number): string => {
  const own = questions[index];
  if (own !== undefined) return own;
  const asked = {
    back: ['lookback.back.q0', 'lookback.back.q1', 'lookback.back.q2'],
    ahead: ['lookback.ahead.q0', 'lookback.ahead.q1', 'lookback.ahead.q2'],
  } as const;
  return t(asked[kind][index] ?? asked[kind][0]);
};

/** The start card: everything is guessed, and the topic is what one would change. */
export function startFields(
  variant: string,
  topic: string,
  { formats, zone }: Ground<State>,
  world: World,
  { t, lang }: Reader,
): Field[] {
  const { now } = world;
  const day = { weekday: 'long', day: 'numeric', month: 'long' } as const;
  const guess = new Intl.DateTimeFormat(lang === 'en' ? 'en-GB' : lang, { ...day, timeZone: zone });
  const whens = [
    { value: 'today', days: 0 },
    { value: 'tomorrow', days: 1 },
    { value: 'two', days: defaults.days },
  ].map(({ value, days }) => ({
    value,
    at: workingTime(world, now, days, defaults.hour, zone),
  }));
  const soon = isoInstant(now.add({ minutes: 30 }));
  // Two choices of one moment would be one too many.
  const choices = whens.filter(
    ({ at }, index) => at > soon && whens.findIndex((other) => other.at === at) === index,
  );
  const text = { kind: 'text', max: defaults.line } as const;
  const more = { more: true } as const;
  const kind = variant === 'ahead' ? 'ahead' : 'back';
  return [
    {
      ...text,
      id: 'topic',
      label: t('lookback.topic', { kind }),
      required: true,
      max: defaults.topic,
      value:
        topic === ''
          ? t('lookback.guess', { kind, day: guess.format(now.epochMilliseconds) })
          : topic,
    },
    {
      id: 'when',
      kind: 'choice',
      label: t('lookback.when'),
      value: choices.find(({ value }) => value === 'two')?.value ?? choices.at(-1)?.value ?? '',
      choices: choices.map(({ value, at }) => ({ value, title: spoken(at, { lang, zone }) })),
    },
    ...(formats.length === 0
      ? []
      : [
          {
            id: 'format',
            kind: 'choice',
            label: t('practice.format'),
            value: '',
            choices: formats.map(({ name }) => ({ value: name, title: name })),
          } as const,
        ]),
    {
      ...text,
      ...more,
      id: 'questions',
      label: t('lookback.questions', { most: defaults.questions }),
      hint: t('lookback.questions.hint'),
      lines: true,
      max: defaults.questions * (defaults.line + 1),
    },
    {
      ...text,
      ...more,
      id: 'save',
      label: t('practice.save'),
      hint: t('lookback.save.hint'),
      max: 40,
    },
    { ...more, id: 'date', kind: 'date', label: t('lookback.date') },
    { ...more, id: 'time', kind: 'time', label: t('lookback.time') },
    { ...text, ...more, id: 'place', label: t('lookback.place') },
    {
      ...more,
      id: 'every',
      kind: 'choice',
      label: t('lookback.every'),
      value: '0',
      choices: everyWeeks.map((value) => ({
        value,
        title: t('lookback.every.weeks', { weeks: Number(value) }),
      })),
    },
  ];
}

const hidden = (id: string): Field => ({ id, kind: 'hidden', label: id, required: true });
const line = (t: Translate, label: Parameters<Translate>[0]): Field => ({
  id: 'text',
  kind: 'text',
  label: t(label),
  required: true,
  max: defaults.line,
});

/** Everything that can be pressed, with when and by whom. */
export const forms: Practice<State>['forms'] = {
  write: {
    label: 'lookback.write',
    send: 'lookback.write.send',
    sees: 'lookback.write.sees',
    sealed: true,
    may: ({ state }, _, now) => state.station === 'writing' && isoInstant(now) < state.opens,
    fields: ({ state }, { t, own: { write } }) => {
      const label = (index: number) => questionOf(t, state, index);
      const questions = answerFields(state).map((id, index) => ({ id, label: label(index) }));
      return namelessFields({ t }, questions, defaults.answer, write);
    },
  },
  mark: {
    label: 'lookback.mark',
    send: 'lookback.mark.send',
    sees: 'lookback.mark.sees',
    sealed: true,
    page: true,
    may: (run, me, now) =>
      run.state.station === 'reading' && isoInstant(now) < run.state.closes && reads(run, me),
    fields: ({ opened }, { t, own }) => [
      {
        id: 'marks',
        kind: 'choices',
        label: t('lookback.mark.label', { most: defaults.marks }),
        max: defaults.marks,
        value: own['mark']?.['marks'] ?? [],
        choices: opened.map(({ id, text }) => ({ value: id, title: text })),
      },
    ],
  },
  agree: {
    label: 'lookback.agree',
    send: 'lookback.agree.send',
    sees: 'lookback.agree.sees',
    may: (run, me) =>
      keeping(run) && reads(run, me) && run.state.agreements.length < defaults.agreements,
    fields: (_, { t }) => [
      line(t, 'lookback.agree.text'),
      { id: 'mine', kind: 'toggle', label: t('lookback.claim'), value: false },
    ],
  },
  line: {
    label: 'lookback.line',
    send: 'lookback.line.send',
    sees: 'lookback.agree.sees',
    may: (run, me) => keeping(run) && reads(run, me) && ['', me].includes(run.state.line.from),
    fields: ({ state }, { t }) => [{ ...line(t, 'lookback.line.text'), value: state.line.text }],
  },
  claim: {
    ...pressOf('lookback.claim'),
    may: ({ state }) => state.station !== 'writing' && state.agreements.some(({ by }) => by === ''),
    fields: () => [hidden('agreement')],
  },
  how: {
    ...pressOf('lookback.how'),
    may: ({ state }, me) => state.agreements.some(({ by }) => by === me),
    fields: () => [hidden('agreement'), hidden('how')],
  },
  drop: {
    ...pressOf('lookback.drop'),
    may: ({ state }, me) => state.agreements.some(({ by, from }) => by === me || from === me),
    fields: () => [hidden('agreement')],
  },
  on: {
    ...pressOf('lookback.on'),
    may: (run, me) =>
      keeping(run) &&
      reads(run, me) &&
      run.state.every !== '0' &&
      run.state.left === 0 &&
      !run.state.followed,
    fields: () => [],
  },
  stop: {
    ...pressOf('lookback.stop'),
    may: ({ state, by }, me) => by === me && state.station === 'writing',
    fields: () => [],
  },
};

function pressOf(label: Form<State>['label']): Pick<Form<State>, 'label' | 'send' | 'sees'> {
  return { label, send: label, sees: 'lookback.agree.sees' };
}
