import { spokenInstant } from '#bot/core/dates';
import type { Translate } from '#bot/core/i18n';
import { plain } from '#bot/core/text';
import { instantOf, isoInstant, weekdayOf } from '#bot/core/time';
import {
  answerFields,
  comes,
  defaults,
  proposed,
  reads,
  type SessionRun,
  type State,
} from '#bot/features/session/rules';
import type {
  Field,
  Form,
  Ground,
  ItemData,
  Meeting,
  Practice,
  Reader,
  Section,
  Stand,
  World,
} from '#bot/practice/contract';
import { namelessFields } from '#bot/practice/nameless';

const spoken = (iso: string, { lang, zone }: Pick<Reader, 'lang' | 'zone'>): string =>
  spokenInstant(instantOf(iso), lang, zone);

const titleOf = (t: Translate, { kind, topic }: State): string =>
  t('session.title', { kind, topic: plain(topic) });

const questionOf = (t: Translate, { questions }: State, index: number): string =>
  questions[index] ?? (questions.length > 0 ? '' : t(index === 0 ? 'session.q0' : 'session.q1'));
/** The questions there are: own ones may be fewer. */
const asksOf = (t: Translate, state: State) =>
  answerFields
    .map((id, index) => ({ id, label: questionOf(t, state, index) }))
    .filter(({ label }) => label !== '');

/** Three proposed times; another one and its length below *More*. */
function timeFields(
  world: Pick<World, 'works' | 'now'>,
  zone: string,
  { t, lang }: Pick<Reader, 't' | 'lang'>,
  minutes: string,
): Field[] {
  const times = proposed(world, zone);
  return [
    {
      id: 'when',
      kind: 'choice',
      label: t('session.when'),
      value: times[1] ?? '',
      choices: times.map((value) => ({ value, title: spoken(value, { lang, zone }) })),
    },
    { id: 'date', kind: 'date', label: t('session.date'), more: true },
    { id: 'time', kind: 'time', label: t('session.time'), more: true },
    {
      id: 'minutes',
      kind: 'choice',
      label: t('session.minutes'),
      value: minutes,
      more: true,
      choices: defaults.minutes.map((value) => ({
        value,
        title: t('session.minutes.some', { minutes: Number(value) }),
      })),
    },
  ];
}

/** Own questions of a discussion, and a name under which the team keeps them. */
const questionFields = (t: Translate, formats: Ground<State>['formats']): Field[] => [
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
    id: 'questions',
    kind: 'text',
    label: t('session.own', { most: defaults.questions }),
    hint: t('session.own.hint'),
    lines: true,
    max: defaults.questions * (defaults.line + 1),
    more: true,
  },
  {
    id: 'save',
    kind: 'text',
    label: t('practice.save'),
    hint: t('session.save.hint'),
    max: 40,
    more: true,
  },
];

export function startFields(
  variant: string,
  topic: string,
  { zone, formats }: Ground<State>,
  world: World,
  reader: Reader,
): Field[] {
  const { t } = reader;
  const text = { kind: 'text', max: defaults.line, more: true } as const;
  const kind = variant === 'discuss' || variant === 'back' ? variant : 'show';
  const shown = kind === 'show';
  const about: Field[] = [
    {
      id: 'topic',
      kind: 'text',
      label: t('session.topic', { kind }),
      hint: t('session.topic.hint', { kind }),
      required: true,
      max: defaults.topic,
      value: topic,
    },
  ];
  if (kind === 'back') return about;
  return [
    ...about,
    ...timeFields(world, zone, reader, shown ? defaults.minutes[0] : defaults.discussion),
    ...(shown
      ? [
          {
            ...text,
            id: 'agenda',
            label: t('session.agenda.label', { most: defaults.agenda }),
            lines: true,
            max: defaults.agenda * (defaults.step + 1),
          },
          { ...text, id: 'guest', label: t('session.guest'), hint: t('session.guest.hint') },
        ]
      : questionFields(t, formats)),
    { ...text, id: 'place', label: t('session.place') },
  ];
}

/** A weekday; of public holidays a press knows nothing, and whoever presses sees the day. */
const weekdays: World['works'] = (day) => weekdayOf(day) < 6;

const line = (t: Translate, label: Parameters<Translate>[0], max: number, value = ''): Field => ({
  id: 'text',
  kind: 'text',
  label: t(label),
  required: true,
  max,
  value,
});

const isShown = ({ state }: Pick<SessionRun, 'state'>): boolean => state.kind === 'show';
const ahead = ({ state }: SessionRun, now: Reader['now']): boolean =>
  state.station === 'set' && isoInstant(now) < state.at;

function pressOf(label: Form<State>['label']): Pick<Form<State>, 'label' | 'send' | 'sees'> {
  return { label, send: label, sees: 'session.sees' };
}

/** Everything that can be pressed, with when and by whom. */
export const forms: Practice<State>['forms'] = {
  come: {
    ...pressOf('session.come'),
    sees: 'session.come.sees',
    may: (run, me, now) =>
      isShown(run) && ahead(run, now) && run.state.shower !== me && !comes(run, me),
    fields: () => [],
  },
  write: {
    label: 'session.write',
    send: 'session.write.send',
    sees: 'session.write.sees',
    sealed: true,
    may: (run, _, now) => run.state.kind === 'discuss' && ahead(run, now),
    fields: ({ state }, { t, own: { write } }) =>
      namelessFields({ t }, asksOf(t, state), defaults.question, write),
  },
  ask: {
    label: 'session.ask',
    send: 'session.ask.send',
    sees: 'session.ask.sees',
    sealed: true,
    may: (run, me, now) => isShown(run) && ahead(run, now) && run.state.shower !== me,
    fields: (_, { t, own }) => [
      {
        ...line(t, 'session.ask.text', defaults.question, String(own['ask']?.['text'] ?? '')),
        required: false,
        lines: true,
      },
    ],
  },
  line: {
    label: 'session.line',
    send: 'session.line.send',
    sees: 'session.line.sees',
    may: (run, me) => run.state.station === 'asking' && comes(run, me),
    fields: ({ state }, { t, me }) => [
      line(
        t,
        'session.line.text',
        defaults.line,
        state.lines.find(({ from }) => from === me)?.text,
      ),
    ],
  },
  take: {
    label: 'session.take',
    send: 'session.take.send',
    sees: 'session.take.sees',
    may: ({ state }, _, now) => state.station === 'free' && isoInstant(now) < state.until,
    fields: ({ zone }, reader) =>
      timeFields({ works: weekdays, now: reader.now }, zone, reader, defaults.minutes[0]),
  },
  try: {
    label: 'session.try',
    send: 'session.try.send',
    sees: 'session.try.sees',
    sealed: true,
    may: ({ state }, _, now) => state.station === 'trying' && isoInstant(now) < state.at,
    fields: (_, { t, own }) => [
      {
        ...line(t, 'session.try.text', defaults.question, String(own['try']?.['text'] ?? '')),
        required: false,
        lines: true,
      },
    ],
  },
  changed: {
    label: 'session.changed',
    send: 'session.line.send',
    sees: 'session.line.sees',
    may: (run, me) => run.state.station === 'changed' && comes(run, me),
    fields: ({ state }, { t, me }) => [
      line(
        t,
        'session.changed.text',
        defaults.line,
        state.lines.find(({ from }) => from === me)?.text,
      ),
    ],
  },
  session: {
    label: 'session.session',
    send: 'session.take.send',
    sees: 'session.take.sees',
    may: (run, me) => run.state.station === 'changed' && comes(run, me) && !run.state.taken,
    fields: ({ zone }, reader) =>
      timeFields({ works: weekdays, now: reader.now }, zone, reader, defaults.minutes[0]),
  },
  both: {
    ...pressOf('session.both'),
    sees: 'session.both.sees',
    may: (run, me) =>
      run.state.station === 'changed' &&
      comes(run, me) &&
      !run.state.both.some(({ id }) => id === me),
    fields: () => [],
  },
  not: {
    ...pressOf('session.not'),
    may: (run, me, now) => isShown(run) && ahead(run, now) && comes(run, me),
    fields: () => [],
  },
  withdraw: {
    ...pressOf('session.withdraw'),
    may: (run, me, now) => ahead(run, now) && run.state.shower === me,
    fields: () => [],
  },
  stop: {
    ...pressOf('session.stop'),
    may: (run, me, now) => !isShown(run) && ahead(run, now) && run.by === me,
    fields: () => [],
  },
  drop: {
    ...pressOf('session.drop'),
    may: ({ state }, me) => state.lines.some(({ from }) => from === me),
    fields: () => [{ id: 'line', kind: 'hidden', label: 'line', required: true }],
  },
};

/** Who shows it, when, and where. */
const facts = (t: Translate, state: State, at: Pick<Reader, 'lang' | 'zone'>): string =>
  t(state.kind === 'show' ? 'session.facts' : 'session.facts.discuss', {
    name: plain(state.showerName),
    guest: plain(state.guest) || 'none',
    at: spoken(state.at, at),
    minutes: state.minutes,
    place: plain(state.place) || 'none',
  });

const linesSection = (t: Translate, { lines }: State, me?: string): Section => ({
  title: t('session.lines'),
  entries: lines.map(({ id, text, name, from }) => ({
    text,
    note: name,
    ...(from === me
      ? { presses: [{ form: 'drop', label: t('session.drop'), data: { line: id } }] }
      : {}),
  })),
});

/** What is gone through, in its order. */
const agendaSection = (t: Translate, { agenda, station }: State): Section => ({
  title: t('session.agenda'),
  entries:
    station === 'set' || station === 'held'
      ? agenda.map((step, index) => ({ text: `${index + 1} ${step}` }))
      : [],
});

/** What a press is a yes to, and who sees it. */
const yes = (t: Translate, { kind }: Pick<State, 'kind'>): string =>
  [...(kind === 'show' ? [t('session.come.sees')] : []), t('session.post.yes')].join(' ');

export function post(
  { state, zone, lang }: Pick<SessionRun, 'state' | 'zone' | 'lang'>,
  t: Translate,
): ReturnType<Practice<State>['post']> {
  const title = titleOf(t, state);
  const sections = [agendaSection(t, state), linesSection(t, state)];
  const lines = [facts(t, state, { lang, zone })];
  const count = state.lines.length;
  switch (state.station) {
    case 'trying':
      return {
        title,
        lines: [t('session.post.trying')],
        sections,
        footer: t('session.post.yes'),
        press: 'try',
      };
    case 'changed':
      return { title, lines: [t('session.post.changed')], sections };
    case 'set': {
      if (!isShown({ state })) {
        const alone = [...lines, t('session.post.discuss')];
        return { title, lines: alone, sections, footer: yes(t, state), press: 'write' };
      }
      return { title, lines, sections, footer: yes(t, state), press: 'come', once: true };
    }
    case 'free':
      return { title, lines: [t('session.free')], sections, press: 'take' };
    case 'over':
      return {
        title,
        lines: [t(state.unopened !== '' ? 'session.post.unopened' : 'session.post.over')],
        sections,
        ...(count > 0
          ? { end: t('session.post.end', { kind: state.kind, topic: plain(state.topic), count }) }
          : {}),
      };
    default:
      return { title, lines: isShown({ state }) ? lines : [t('session.held.discuss')], sections };
  }
}

/** The first line: where it stands, for this reader. */
function saidTo(run: SessionRun, reader: Reader): string {
  const { state, opened } = run;
  const { t, me } = reader;
  const mine = comes(run, me);
  const few = opened.length > 0 ? 'session.show.turns' : 'session.show.few';
  switch (state.station) {
    case 'trying':
      return t('session.show.trying', { at: spoken(state.at, reader) });
    case 'changed':
      return t(mine ? 'session.show.changed' : 'session.post.changed');
    case 'free':
      return t('session.free');
    case 'asking':
      return t(mine ? 'session.show.line' : 'session.post.over');
    case 'over':
      return t('session.post.over');
    default:
      if (state.station === 'set' || isShown(run)) return facts(t, state, reader);
      return t(reads(run, me) ? few : 'session.held.discuss');
  }
}

/** Whoever else would share back together: names only for two who both would. */
const togetherSection = (t: Translate, { both }: State, me: string): Section => ({
  title: t('session.both.title'),
  entries:
    both.length > 1 && both.some(({ id }) => id === me)
      ? both.map(({ name }) => ({ text: name }))
      : [],
});

export function shows(run: SessionRun, reader: Reader): Stand {
  const { state, opened } = run;
  const { t, me, own } = reader;
  const { station } = state;
  const reading = reads(run, me);
  const shower = state.shower === me;
  const mine = comes(run, me);
  const also = shower
    ? [t('session.show.mine', { count: state.comers.length })]
    : mine && isShown(run)
      ? [t('session.show.comes')]
      : [];
  const coming: Section = {
    title: t('session.comers'),
    entries: shower ? state.comers.map(({ name }) => ({ text: name })) : [],
  };
  const written = (field: string): Section['entries'] =>
    opened
      .filter((one) => reading && one.field === field)
      .map(({ text, name }) => ({ text, ...(name === undefined ? {} : { note: name }) }));
  const answers: Section[] = isShown(run)
    ? [{ title: t('session.questions'), page: true, entries: written('text') }]
    : asksOf(t, state).map(({ id, label }) => ({ title: label, page: true, entries: written(id) }));
  const tried = String(own['try']?.['text'] ?? '');
  const waits = state.both.length === 1 && state.both[0]?.id === me;
  const kept = isShown(run)
    ? String(own['ask']?.['text'] ?? '') !== ''
    : own['write'] !== undefined;
  return {
    title: titleOf(t, state),
    lines: [
      saidTo(run, reader),
      ...(station === 'set' || station === 'held' ? also : []),
      ...(station === 'set' && !isShown(run) ? [t('session.post.discuss')] : []),
      ...(tried === '' ? [] : [t('session.show.tried', { words: plain(tried) })]),
      ...(station === 'changed' && waits ? [t('session.show.both')] : []),
      ...(station === 'set' && kept ? [t('session.show.kept')] : []),
    ],
    sections: [
      agendaSection(t, state),
      coming,
      togetherSection(t, state, me),
      ...answers,
      linesSection(t, state, me),
    ],
    ...(station === 'asking' && mine ? { form: 'line' } : {}),
    ...(station === 'trying' && tried === '' ? { form: 'try' } : {}),
    ...(station === 'changed' && mine ? { form: 'changed' } : {}),
    ...(station === 'set' && !shower && !mine ? { footer: yes(t, state) } : {}),
  };
}

export function item(t: Translate, form: string, { about, returned }: ItemData) {
  const values = { about: plain(about) };
  switch (form) {
    case 'try':
      return { title: t('session.item.try', values), text: t('session.item.try.text') };
    case 'changed':
      return { title: t('session.item.changed', values), text: t('session.item.changed.text') };
    case 'both':
      return { title: t('session.item.both', values), text: t('session.item.both.text') };
    case 'write':
      return { title: t('session.item.write', values), text: t('session.item.write.text') };
    case 'read':
      return { title: t('session.item.read', values), text: t('session.item.read.text') };
    case 'show':
      return { title: t('session.item.show', values), text: t('session.item.show.text') };
    case 'come':
      return { title: t('session.item.come', values), text: t('session.item.come.text') };
    case 'named':
      return { title: t('session.item.named', values), text: t('session.item.named.text') };
    case 'questions':
      return { title: t('session.item.questions', values), text: t('session.item.questions.text') };
    case 'off':
      return { title: t('session.item.off', values), text: t('session.item.off.text') };
    case 'line':
      return { title: t('session.item.line', values), text: t('session.item.line.text') };
    default: {
      const text = t('session.item.returned.text', { words: plain(returned) });
      return { title: t('session.item.returned', values), text };
    }
  }
}

export const meeting = ({ state }: SessionRun, t: Translate): Meeting | undefined =>
  state.station === 'set' || state.station === 'held'
    ? {
        at: state.at,
        minutes: state.minutes,
        issue: state.issue,
        title: t('session.title', { kind: state.kind, topic: state.topic }),
        text: state.place,
      }
    : undefined;
