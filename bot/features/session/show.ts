import { spokenInstant } from '#bot/core/dates';
import type { Translate } from '#bot/core/i18n';
import { plain } from '#bot/core/text';
import { instantOf, isoInstant, weekdayOf } from '#bot/core/time';
import {
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

const spoken = (iso: string, { lang, zone }: Pick<Reader, 'lang' | 'zone'>): string =>
  spokenInstant(instantOf(iso), lang, zone);

const titleOf = (t: Translate, { topic }: State): string =>
  t('session.title', { topic: plain(topic) });

/** Three proposed times; another one and its length below *More*. */
function timeFields(
  world: Pick<World, 'works' | 'now'>,
  zone: string,
  { t, lang }: Pick<Reader, 't' | 'lang'>,
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
      value: defaults.minutes[0],
      more: true,
      choices: defaults.minutes.map((value) => ({
        value,
        title: t('session.minutes.some', { minutes: Number(value) }),
      })),
    },
  ];
}

export function startFields(
  _: string,
  topic: string,
  { zone }: Ground<State>,
  world: World,
  reader: Reader,
): Field[] {
  const { t } = reader;
  const text = { kind: 'text', max: defaults.line, more: true } as const;
  return [
    {
      id: 'topic',
      kind: 'text',
      label: t('session.topic'),
      hint: t('session.topic.hint'),
      required: true,
      max: defaults.topic,
      value: topic,
    },
    ...timeFields(world, zone, reader),
    { ...text, id: 'guest', label: t('session.guest'), hint: t('session.guest.hint') },
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
    may: (run, me, now) => ahead(run, now) && run.state.shower !== me && !comes(run, me),
    fields: () => [],
  },
  ask: {
    label: 'session.ask',
    send: 'session.ask.send',
    sees: 'session.ask.sees',
    sealed: true,
    may: (run, me, now) => ahead(run, now) && run.state.shower !== me,
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
    fields: ({ zone }, reader) => timeFields({ works: weekdays, now: reader.now }, zone, reader),
  },
  not: {
    ...pressOf('session.not'),
    may: (run, me, now) => ahead(run, now) && comes(run, me),
    fields: () => [],
  },
  withdraw: {
    ...pressOf('session.withdraw'),
    may: (run, me, now) => ahead(run, now) && run.state.shower === me,
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
  t('session.facts', {
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

export function post(
  { state, zone, lang }: Pick<SessionRun, 'state' | 'zone' | 'lang'>,
  t: Translate,
): ReturnType<Practice<State>['post']> {
  const title = titleOf(t, state);
  const sections = [linesSection(t, state)];
  const lines = [facts(t, state, { lang, zone })];
  const count = state.lines.length;
  switch (state.station) {
    case 'set': {
      const footer = `${t('session.come.sees')} ${t('session.post.yes')}`;
      return { title, lines, sections, footer, press: 'come', once: true };
    }
    case 'free':
      return { title, lines: [t('session.free')], sections, press: 'take' };
    case 'over':
      return {
        title,
        lines: [t('session.post.over')],
        sections,
        ...(count > 0 ? { end: t('session.post.end', { topic: plain(state.topic), count }) } : {}),
      };
    default:
      return { title, lines, sections };
  }
}

export function shows(run: SessionRun, reader: Reader): Stand {
  const { state, opened } = run;
  const { t, me, own } = reader;
  const { station } = state;
  const shower = state.shower === me;
  const mine = comes(run, me);
  const said = (): string => {
    if (station === 'free') return t('session.free');
    if (station === 'asking') return t(mine ? 'session.show.line' : 'session.post.over');
    if (station === 'over') return t('session.post.over');
    return facts(t, state, reader);
  };
  const also = shower
    ? [t('session.show.mine', { count: state.comers.length })]
    : mine
      ? [t('session.show.comes')]
      : [];
  const coming: Section = {
    title: t('session.comers'),
    entries: shower ? state.comers.map(({ name }) => ({ text: name })) : [],
  };
  const asked: Section = {
    title: t('session.questions'),
    page: true,
    entries: reads(run, me)
      ? opened.map(({ text, name }) => ({ text, ...(name === undefined ? {} : { note: name }) }))
      : [],
  };
  const question = String(own['ask']?.['text'] ?? '');
  return {
    title: titleOf(t, state),
    lines: [
      said(),
      ...(station === 'set' || station === 'held' ? also : []),
      ...(station === 'set' && question !== '' ? [t('session.show.asked')] : []),
    ],
    sections: [coming, asked, linesSection(t, state, me)],
    ...(station === 'asking' && mine ? { form: 'line' } : {}),
    ...(station === 'set' && !shower && !mine ? { footer: t('session.post.yes') } : {}),
  };
}

export function item(t: Translate, form: string, { about, returned }: ItemData) {
  const values = { about: plain(about) };
  switch (form) {
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
        title: t('session.title', { topic: state.topic }),
        text: state.place,
      }
    : undefined;
