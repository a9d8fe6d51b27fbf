import type { Key, Translate } from '#bot/core/i18n';
import { plain } from '#bot/core/text';
import { dayIn, instantOf } from '#bot/core/time';
import {
  agendas,
  cases,
  defaults,
  reads,
  type State,
  stillToCome,
  type ThinkRun,
} from '#bot/features/thinkalong/rules';
import type {
  Field,
  Ground,
  ItemData,
  Meeting,
  Practice,
  Reader,
  Section,
  Stand,
  World,
} from '#bot/practice/contract';
import { workingTime } from '#bot/practice/dates';
import { askerOf, asOf, together } from '#bot/practice/members';
import { entriesOf, hidden, inTime, namesIn, pressOf, spoken } from '#bot/practice/pieces';
import { wordsIn } from '#bot/strings/index';

/** The question, the piece of work or the case; as it was written. */
const topicOf = (t: Translate, state: State): string =>
  state.case === '' ? state.topic : t(`thinkalong.case.${state.case}`);

export const about = ({ state, lang }: Pick<ThinkRun, 'state' | 'lang'>): string =>
  topicOf(wordsIn(lang), state);

const titleOf = (t: Translate, state: State): string =>
  t('thinkalong.title', { way: state.way, topic: plain(topicOf(t, state)) });

/** The start card: a question, a way and a time, guessed so that whoever is named can say yes first. */
export function startFields(
  variant: string,
  topic: string,
  { zone }: Ground<State>,
  world: World,
  { t, lang }: Reader,
): Field[] {
  const at = workingTime(world, world.now, defaults.meets, defaults.time, zone);
  const practise = variant === 'practise';
  const text = { kind: 'text', max: defaults.topic } as const;
  const later = practise ? {} : ({ more: true } as const);
  const own: Field = {
    ...text,
    id: 'topic',
    label: t(practise ? 'thinkalong.case' : 'thinkalong.topic'),
    required: !practise,
    value: topic,
    ...(practise ? { hint: t('thinkalong.case.hint') } : {}),
  };
  const date = dayIn(instantOf(at), zone);
  return [
    own,
    practise
      ? {
          id: 'case',
          kind: 'choice',
          label: t('thinkalong.cases'),
          value: cases[0],
          choices: cases.map((one) => ({ value: one, title: t(`thinkalong.case.${one}`) })),
        }
      : {
          id: 'how',
          kind: 'choice',
          label: t('thinkalong.how'),
          value: 'writing',
          choices: [
            { value: 'writing', title: t('thinkalong.how.writing') },
            {
              value: 'together',
              title: t('thinkalong.how.together', { at: spoken(at, { lang, zone }) }),
            },
          ],
        },
    { ...later, id: 'date', kind: 'date', label: t('thinkalong.date'), value: date },
    { ...later, id: 'time', kind: 'time', label: t('thinkalong.time'), value: defaults.time },
    { ...text, more: true, id: 'place', label: t('thinkalong.place') },
    {
      ...text,
      more: true,
      id: 'link',
      label: t('thinkalong.link'),
      hint: 'https://',
      max: defaults.link,
    },
  ];
}

const words = (t: Translate, label: Key, max: number, value?: unknown): Field => ({
  id: 'text',
  kind: 'text',
  lines: true,
  label: t(label),
  max,
  ...(typeof value === 'string' ? { value } : {}),
});
const asks = ({ state }: ThinkRun, now: Reader['now']): boolean =>
  state.why === '' && state.station === 'asking' && inTime(state.asked, now);
/** Everything that can be pressed, with when and by whom. */
export const forms: Practice<State>['forms'] = {
  in: {
    ...pressOf('thinkalong.in', 'thinkalong.in.sees'),
    may: (run, me, now) => {
      const as = asOf(run.state, me);
      return asks(run, now) && (as === undefined || as === 'named' || as === 'no');
    },
    fields: () => [],
  },
  question: {
    label: 'thinkalong.question',
    send: 'thinkalong.keep',
    sees: 'thinkalong.question.sees',
    sealed: true,
    may: (run, me, now) =>
      asks(run, now) && run.state.way === 'writing' && asOf(run.state, me) === 'in',
    fields: (_, { t, own }) => [
      words(t, 'thinkalong.question.label', defaults.words, own['question']?.['text']),
    ],
  },
  answer: {
    label: 'thinkalong.answer',
    send: 'thinkalong.answer.send',
    sees: 'thinkalong.answer.sees',
    may: ({ state }, me, now) =>
      state.why === '' &&
      state.station === 'answer' &&
      inTime(state.answers, now) &&
      asOf(state, me) === 'asker',
    fields: (_, { t }) => [
      { ...words(t, 'thinkalong.answer.label', defaults.reply), required: true },
    ],
  },
  advice: {
    label: 'thinkalong.advice',
    send: 'thinkalong.keep',
    sees: 'thinkalong.advice.sees',
    sealed: true,
    may: ({ state }, me, now) =>
      state.why === '' &&
      state.station === 'advice' &&
      inTime(state.at, now) &&
      asOf(state, me) === 'in',
    fields: (_, { t, own }) => [
      words(t, 'thinkalong.advice.label', defaults.words, own['advice']?.['text']),
    ],
  },
  next: {
    ...pressOf('thinkalong.next', 'thinkalong.next.sees'),
    may: ({ state }, me) =>
      state.why === '' && state.station === 'round' && together(state).some(({ id }) => id === me),
    fields: () => [hidden('turn')],
  },
  no: {
    ...pressOf('thinkalong.no', 'thinkalong.no.sees'),
    may: (run, me, now) => {
      const as = asOf(run.state, me);
      return asks(run, now) && (as === 'named' || as === 'in');
    },
    fields: () => [],
  },
  stop: {
    ...pressOf('thinkalong.stop', 'thinkalong.next.sees'),
    may: ({ state }, me) =>
      state.why === '' && state.station !== 'open' && asOf(state, me) === 'asker',
    fields: () => [hidden('sure')],
  },
};

const linksOf = (t: Translate, { link }: State): Pick<Stand, 'links'> =>
  link === '' ? {} : { links: [{ label: t('thinkalong.link.open'), url: link }] };

/** Of a case that comes along: what each knows. */
const caseSection = (t: Translate, state: State): Section[] =>
  state.case === ''
    ? []
    : [
        {
          title: topicOf(t, state),
          entries: entriesOf([
            t(`thinkalong.case.${state.case}.doer`),
            t(`thinkalong.case.${state.case}.other`),
            t(`thinkalong.case.${state.case}.observer`),
          ]),
        },
      ];

/** The turns, all alike. */
function agendaSection(t: Translate, { way }: State): Section[] {
  if (way === 'writing') return [];
  const entries =
    way === 'together'
      ? Object.entries(agendas.together).map(([step, minutes]) =>
          t(`thinkalong.turn.${step as keyof typeof agendas.together}`, { minutes }),
        )
      : Object.entries(agendas.practise).map(([step, minutes]) =>
          t(`thinkalong.turn.${step as keyof typeof agendas.practise}`, { minutes }),
        );
  return [{ title: t('thinkalong.agenda'), entries: entriesOf(entries) }];
}

/** Whose turn it is, who has which part in it, and who comes after. */
function turnSection(t: Translate, state: State, press: boolean): Section[] {
  if (state.station !== 'round' || state.why !== '') return [];
  const all = together(state);
  const at = all.findIndex(({ id }) => id === state.turns.at(-1));
  const [doer, other, ...observers] = [...all.slice(at), ...all.slice(0, Math.max(at, 0))];
  const come = stillToCome(state);
  const text =
    state.way === 'practise'
      ? t('thinkalong.roles', {
          doer: doer?.name ?? '',
          other: other?.name ?? '',
          observers: namesIn(observers),
          count: observers.length,
        })
      : t('thinkalong.turn', { name: doer?.name ?? '' });
  const label = t(come.length === 0 ? 'thinkalong.next.last' : 'thinkalong.next');
  const presses = [{ form: 'next', label, data: { turn: String(state.turns.length) } }];
  const note = t('thinkalong.come', { names: namesIn(come), count: come.length });
  return [{ title: t('thinkalong.now'), entries: [{ text, note, ...(press ? { presses } : {}) }] }];
}

/** What a channel or chat reads: the same whoever comes, and whether anybody does. */
export function post(
  { state, zone, lang }: Pick<ThinkRun, 'state' | 'zone' | 'lang'>,
  t: Translate,
): ReturnType<Practice<State>['post']> {
  const at = { lang, zone };
  const times = { asked: spoken(state.asked, at), at: spoken(state.at, at), way: state.way };
  const said = { ...times, name: plain(askerOf(state)), place: plain(state.place) || 'none' };
  const title = titleOf(t, state);
  if (state.why !== '' || state.station === 'open') {
    const how = state.why === 'stopped' || state.why === 'off' ? 'stopped' : 'done';
    return { title, lines: [t('thinkalong.post.over', { how })], sections: [] };
  }
  if (state.station !== 'asking') {
    return { title, lines: [t('thinkalong.post.going', said)], sections: [] };
  }
  return {
    title,
    lines: [t('thinkalong.asks', said), t('thinkalong.way', said)],
    sections: caseSection(t, state),
    ...linksOf(t, state),
    footer: t('thinkalong.post.yes'),
    press: 'in',
  };
}

/** The line that says how it stands, to one who is in it or could be. */
function lineOf(run: ThinkRun, { t, me, own, lang, zone }: Reader): string {
  const { state, scope } = run;
  const { station, way, why } = state;
  const as = asOf(state, me) ?? (station === 'asking' ? 'named' : 'other');
  const at = { lang, zone };
  const said = {
    as,
    way,
    asked: spoken(state.asked, at),
    answers: spoken(state.answers, at),
    at: spoken(state.at, at),
    forget: spoken(state.forget, at),
    name: plain(askerOf(state)),
    place: plain(state.place) || 'none',
    whose: scope.kind === 'people' ? 'people' : 'team',
    wrote: own[station === 'asking' ? 'question' : 'advice'] === undefined ? 'no' : 'yes',
    questions: run.opened.some(({ field }) => field === 'question') ? 'some' : 'none',
  };
  if (why !== '') return t(`thinkalong.over.${why}`);
  return as === 'named' ? t('thinkalong.way', said) : t(`thinkalong.show.${station}`, said);
}

export function shows(run: ThinkRun, reader: Reader): Stand {
  const { state, scope } = run;
  const { t, me, own } = reader;
  const as = asOf(state, me);
  const asker = as === 'asker';
  const isIn = asker || as === 'in';
  const live = state.way !== 'writing';
  const settled = state.station !== 'asking';
  const others = together(state).filter(({ id }) => id !== me);
  const opened = (field: string): Section['entries'] =>
    (reads(run, reader.me) ? run.opened : [])
      .filter((one) => one.field === field)
      .map(({ text, name = '' }) => ({ text, note: name }));
  const list = (title: Key, entries: Section['entries'], page?: boolean): Section => ({
    title: t(title),
    entries,
    ...(page === true ? { page } : {}),
  });
  const sections: Section[] = [
    ...turnSection(t, state, isIn),
    ...(settled && isIn && (asker || live)
      ? [list('thinkalong.with', entriesOf(others.map(({ name }) => name)))]
      : []),
    ...(settled && asker && scope.kind === 'people'
      ? [
          list(
            'thinkalong.away',
            entriesOf(state.people.filter((one) => one.as === 'away').map(({ name }) => name)),
          ),
        ]
      : []),
    list('thinkalong.questions', opened('question'), true),
    ...(isIn && state.reply !== '' ? [list('thinkalong.reply', entriesOf([state.reply]))] : []),
    list('thinkalong.advices', opened('advice'), true),
    ...caseSection(t, state),
    ...agendaSection(t, state),
    ...(asker && forms['stop']?.may(run, reader.me, reader.now) === true
      ? [
          list('thinkalong.yours', [
            {
              text: topicOf(t, state),
              presses: [{ form: 'stop', label: t('thinkalong.stop'), data: { sure: 'yes' } }],
            },
          ]),
        ]
      : []),
  ];
  const open = ['question', 'answer', 'advice'].find(
    (form) => own[form] === undefined && forms[form]?.may(run, reader.me, reader.now) === true,
  );
  const invited = !settled && (as === undefined || as === 'named');
  return {
    title: titleOf(t, state),
    lines: [
      ...(invited && state.why === '' ? [t('thinkalong.asks', saidBy(state))] : []),
      lineOf(run, reader),
    ],
    sections,
    ...(open === undefined ? {} : { form: open }),
    ...linksOf(t, state),
  };
}

const saidBy = (state: State) => ({ name: plain(askerOf(state)), way: state.way });

export function item(t: Translate, form: string, { about: what, returned }: ItemData) {
  const key = itemForms.find((one) => one === form) ?? 'who';
  const values = { about: plain(what), words: plain(returned) };
  return {
    title: t(`thinkalong.item.${key}`, values),
    text: t(`thinkalong.item.${key}.text`, values),
  };
}
/** Everything that waits for somebody, by name. */
export const itemForms = [
  ...(['asked', 'named', 'question', 'coming', 'turns', 'answer', 'wait', 'who'] as const),
  ...(['advice', 'read', 'nobody', 'quiet', 'stopped', 'returned'] as const),
] as const;

/** Half an hour; longer where more than three have a turn. Until it is known who comes, it tells nothing of it. */
export function meeting({ state, lang }: ThinkRun, t: Translate): Meeting | undefined {
  if (state.way === 'writing' || state.why !== '') return undefined;
  const turn = Object.values(agendas[state.way]).reduce((sum, minutes) => sum + minutes, 0);
  const turns = state.station === 'asking' ? 0 : together(state).length;
  const agenda = agendaSection(t, state).flatMap(({ entries }) => entries.map(({ text }) => text));
  return {
    at: state.at,
    minutes: Math.max(defaults.minutes, turn * turns),
    title: t('thinkalong.title', { way: state.way, topic: about({ state, lang }) }),
    text: [state.place, state.link, ...agenda].filter((line) => line !== '').join('\n'),
  };
}
