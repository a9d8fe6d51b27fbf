import type { Translate } from '#bot/core/i18n';
import { plain } from '#bot/core/text';
import { dayIn, instantOf } from '#bot/core/time';
import {
  bothWays,
  defaults,
  isFull,
  isGuest,
  markOf,
  type State,
  type VisitRun,
} from '#bot/features/comealong/rules';
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
import { entriesOf, hidden, inTime, listOf, namesIn, pressOf, spoken } from '#bot/practice/pieces';

export const about = ({ state }: Pick<VisitRun, 'state'>): string => state.topic;

const titleOf = (t: Translate, { topic }: Pick<State, 'topic'>): string =>
  t('comealong.title', { topic: plain(topic) });

/** When and where, how many seats, and what stays inside. */
function timeFields(t: Translate, date: string): Field[] {
  const text = { kind: 'text', more: true } as const;
  return [
    { id: 'date', kind: 'date', label: t('comealong.date'), value: date },
    { id: 'time', kind: 'time', label: t('comealong.time'), value: defaults.time },
    {
      id: 'seats',
      kind: 'choice',
      label: t('comealong.seats'),
      value: defaults.seats[0],
      choices: defaults.seats.map((value) => ({
        value,
        title: t('comealong.seats.some', { seats: Number(value) }),
      })),
    },
    { ...text, more: false, id: 'place', label: t('comealong.place'), max: defaults.topic },
    { ...text, id: 'inside', label: t('comealong.inside'), max: defaults.inside },
    {
      id: 'minutes',
      kind: 'choice',
      label: t('comealong.minutes'),
      more: true,
      value: defaults.minutes[0],
      choices: defaults.minutes.map((value) => ({
        value,
        title: t('comealong.hours', { hours: Number(value) / 60 }),
      })),
    },
  ];
}

export function startFields(
  variant: string,
  topic: string,
  { zone }: Ground<State>,
  world: World,
  { t }: Reader,
): Field[] {
  const wish = variant === 'wish';
  const at = workingTime(world, world.now, defaults.ahead, defaults.time, zone);
  const what: Field = {
    id: 'topic',
    kind: 'text',
    label: t(wish ? 'comealong.wish' : 'comealong.what'),
    hint: t('comealong.what.hint'),
    required: true,
    max: defaults.topic,
    value: topic,
  };
  return wish ? [what] : [what, ...timeFields(t, dayIn(instantOf(at), zone))];
}

const isOpen = ({ state }: VisitRun, now: Reader['now']): boolean =>
  state.why === '' && state.station === 'set' && inTime(state.at, now);
const asked = ({ state }: VisitRun, me: string): boolean =>
  state.guests.some(({ id }) => id === me);
const isHost = ({ state }: VisitRun, me: string): boolean => state.host.id === me && me !== '';
const tells = ({ state, keeps }: VisitRun): boolean =>
  state.station === 'line' && state.why === '' && keeps === 'all';

/** Everything that can be pressed, with when and by whom. */
export const forms: Practice<State>['forms'] = {
  ask: {
    ...pressOf('comealong.ask', 'comealong.ask.sees'),
    may: (run, me, now) => isOpen(run, now) && !isHost(run, me) && !asked(run, me),
    fields: () => [],
  },
  take: {
    label: 'comealong.take',
    send: 'comealong.take',
    sees: 'comealong.take.sees',
    may: ({ state, by }, me, now) =>
      state.why === '' && state.station === 'free' && me !== by && inTime(state.until, now),
    fields: (run, { t, zone, now }) => {
      const ahead = now.add({ hours: 24 * (defaults.ahead + 2) });
      return timeFields(t, dayIn(ahead, run.zone || zone));
    },
  },
  line: {
    label: 'comealong.line',
    send: 'comealong.line.send',
    sees: 'comealong.line.sees',
    may: (run, me) => tells(run) && isGuest(run.state, me),
    fields: ({ state }, { t, me }) => [
      {
        id: 'text',
        kind: 'text',
        label: t('comealong.line.label'),
        max: defaults.line,
        required: true,
        value: state.lines.find(({ id }) => id === me)?.text ?? '',
      },
    ],
  },
  back: {
    ...pressOf('comealong.back', 'comealong.back.sees'),
    may: (run, me) =>
      tells(run) && (isHost(run, me) || isGuest(run.state, me)) && !run.state.back.includes(me),
    fields: () => [],
  },
  not: {
    ...pressOf('comealong.not', 'comealong.ask.sees'),
    may: (run, me, now) => isOpen(run, now) && asked(run, me),
    fields: () => [],
  },
  seat: {
    ...pressOf('comealong.seat', 'comealong.ask.sees'),
    may: (run, me, now) => isOpen(run, now) && isHost(run, me) && !isFull(run.state),
    fields: () => [hidden('guest')],
  },
  cancel: {
    ...pressOf('comealong.cancel', 'comealong.ask.sees'),
    may: (run, me, now) => {
      const wished = run.state.station === 'free' && run.state.why === '' && run.by === me;
      return wished || (isOpen(run, now) && isHost(run, me));
    },
    fields: () => [hidden('sure')],
  },
  drop: {
    ...pressOf('comealong.drop', 'comealong.line.sees'),
    may: ({ state, keeps }, me) => keeps !== 'nothing' && state.lines.some(({ id }) => id === me),
    fields: () => [hidden('sure')],
  },
};

/** What everybody may read of it; who would like to come is the host's to know. */
const saidOf = (state: State, at: Pick<Reader, 'lang' | 'zone'>) => ({
  host: plain(state.host.name),
  at: spoken(state.at, at),
  until: spoken(state.until, at),
  place: plain(state.place) || 'none',
  inside: plain(state.inside) || 'none',
  seats: state.seats,
});

export function post(
  { state, zone, lang }: Pick<VisitRun, 'state' | 'zone' | 'lang'>,
  t: Translate,
): ReturnType<Practice<State>['post']> {
  const title = titleOf(t, state);
  const said = saidOf(state, { zone, lang });
  const { station, why } = state;
  if (why !== '' || station === 'held' || station === 'line') {
    const how = why === 'cancelled' || why === 'untaken' || why === 'off' ? why : 'over';
    return { title, lines: [t('comealong.post', { how })], sections: [] };
  }
  return station === 'free'
    ? { title, lines: [t('comealong.wishes', said)], sections: [], press: 'take' }
    : {
        title,
        lines: [t('comealong.hosts', said), ...insideOf(t, state)],
        sections: [],
        footer: t('comealong.post.ask'),
        press: 'ask',
        once: true,
      };
}

const insideOf = (t: Translate, { inside }: State): string[] =>
  inside === '' ? [] : [t('comealong.inside.line', { inside: plain(inside) })];

/** The line that says how it stands for one person. */
function lineOf(run: VisitRun, { t, me, lang, zone }: Reader): string {
  const { state, by } = run;
  const { station, why, guests, back } = state;
  const said = saidOf(state, { lang, zone });
  if (why !== '') return t('comealong.over', { why });
  if (station === 'free') return t(by === me ? 'comealong.wished' : 'comealong.wishes', said);
  const as = isHost(run, me)
    ? 'host'
    : isGuest(state, me)
      ? 'guest'
      : asked(run, me)
        ? 'asked'
        : 'other';
  if (station !== 'line') {
    const told = isFull(state) || station !== 'set' ? 'yes' : 'no';
    return t('comealong.show', { ...said, as, told, asks: guests.length });
  }
  if (as !== 'host' && as !== 'guest') return t('comealong.post', { how: 'over' });
  const both = bothWays(state, me);
  return t('comealong.after', {
    as,
    until: said.until,
    back: both.length > 0 ? 'both' : back.includes(me) ? 'said' : 'no',
    names: plain(namesIn(both)),
  });
}

export function shows(run: VisitRun, reader: Reader): Stand {
  const { state } = run;
  const { t, me, now } = reader;
  const host = isHost(run, me);
  const may = (form: string): boolean => forms[form]?.may(run, reader.me, now) === true;
  const guests = state.guests.map(({ id, name, seat }) => ({
    text: name,
    ...(seat ? { note: t('comealong.seated') } : {}),
    presses:
      may('seat') && !seat
        ? [{ form: 'seat', label: t('comealong.seat'), data: { guest: markOf(run, id) } }]
        : [],
  }));
  const knows = host || isGuest(state, me);
  const lines = state.lines.map(({ id, name, text }) => ({
    text,
    note: name,
    presses: id === me ? [{ form: 'drop', label: t('comealong.drop'), data: { sure: 'yes' } }] : [],
  }));
  const sections: Section[] = [
    ...(host && state.why === '' && state.station !== 'free'
      ? [listOf(t, 'comealong.guests', guests)]
      : []),
    ...(knows && state.inside !== '' && !host
      ? [listOf(t, 'comealong.inside', entriesOf([state.inside]))]
      : []),
    ...(knows && lines.length > 0 ? [listOf(t, 'comealong.lines', lines)] : []),
    ...(may('cancel')
      ? [
          listOf(t, 'comealong.yours', [
            {
              text: host ? t('comealong.yours.text') : state.topic,
              presses: [{ form: 'cancel', label: t('comealong.cancel'), data: { sure: 'yes' } }],
            },
          ]),
        ]
      : []),
  ];
  const opens = may('take')
    ? 'take'
    : may('line') && !state.lines.some(({ id }) => id === me)
      ? 'line'
      : undefined;
  return {
    title: titleOf(t, state),
    lines: [lineOf(run, reader)],
    sections,
    ...(opens === undefined ? {} : { form: opens }),
  };
}

export function item(t: Translate, form: string, { about: what }: ItemData) {
  const key = itemForms.find((one) => form.startsWith(one)) ?? 'hosting';
  const values = { about: plain(what) };
  return {
    title: t(`comealong.item.${key}`, values),
    text: t(`comealong.item.${key}.text`, values),
  };
}
/** Everything that waits for somebody, by name; `asks` with how many would like to. */
export const itemForms = [
  ...(['wished', 'taken', 'hosting', 'asks', 'asked', 'seat', 'full'] as const),
  ...(['cancelled', 'line', 'back', 'said', 'both'] as const),
] as const;

/** Whose calendar it belongs in: the host's, and those who have a seat. */
export const meets = (run: VisitRun, me: string): boolean =>
  isHost(run, me) || isGuest(run.state, me);

export function meeting({ state }: VisitRun, t: Translate): Meeting | undefined {
  const { at, minutes, station, why, place, inside } = state;
  if (why !== '' || station === 'free' || station === 'line') return undefined;
  return {
    at,
    minutes,
    title: t('comealong.title', { topic: state.topic }),
    text: [place, inside].filter((line) => line !== '').join('\n'),
  };
}
