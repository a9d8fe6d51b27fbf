import type { Translate } from '#bot/core/i18n';
import { plain } from '#bot/core/text';
import { type DuoRun, defaults, type State } from '#bot/features/duo/rules';
import type {
  Field,
  Fields,
  Form,
  Ground,
  ItemData,
  Practice,
  Reader,
  Section,
  Seeking,
  Stand,
  World,
} from '#bot/practice/contract';
import { askerOf, asOf, together } from '#bot/practice/members';
import { entriesOf, hidden, inTime, listOf, pressOf, spoken } from '#bot/practice/pieces';

export const about = ({ state }: Pick<DuoRun, 'state'>): string => state.goal;

/** Whom a coach is looked for among. */
export const seeks = ({ goal }: Fields): Seeking => ({
  who: 'coach',
  topic: String(goal),
  nobody: 'duo.refused.coach',
});

const titleOf = (t: Translate, { kind, goal }: State): string =>
  t('duo.title', { kind, goal: plain(goal) });

/** The start card: one line of goal, and for how long. */
export function startFields(
  variant: string,
  topic: string,
  _: Ground<State>,
  __: World,
  { t }: Reader,
): Field[] {
  const kind = variant === 'swap' || variant === 'coach' ? variant : 'duo';
  return [
    {
      id: 'goal',
      kind: 'text',
      label: t('duo.goal', { kind }),
      max: defaults.goal,
      required: true,
      value: topic,
    },
    {
      id: 'weeks',
      kind: 'choice',
      label: t('duo.weeks'),
      value: defaults.usual,
      choices: defaults.weeks.map((value) => ({
        value,
        title: t('duo.weeks.some', { weeks: Number(value) }),
      })),
    },
  ];
}

const goesOn = ({ station, why }: State): boolean =>
  why === '' && ['first', 'half', 'second'].includes(station);
const isIn = ({ state }: DuoRun, me: string): boolean =>
  together(state).some(({ id }) => id === me);
const asks = ({ state }: DuoRun, now: Reader['now']): boolean =>
  state.why === '' && state.station === 'asking' && inTime(state.until, now);
const asksForLine = ({ state, keeps }: DuoRun): boolean =>
  state.station === 'line' && keeps === 'all';
const answers =
  (on: boolean): Form<State>['may'] =>
  (run, me, now) =>
    run.state.station === 'half' &&
    inTime(run.state.until, now) &&
    isIn(run, me) &&
    !run.state.said.some((one) => one.id === me && one.on === on);

/** Everything that can be pressed, with when and by whom. */
export const forms: Practice<State>['forms'] = {
  in: {
    ...pressOf('duo.in', 'duo.in.sees'),
    may: (run, me, now) => {
      const as = asOf(run.state, me);
      const anybody = as === undefined && run.scope.kind !== 'people';
      return asks(run, now) && (anybody || as === 'named' || as === 'no');
    },
    fields: () => [],
  },
  no: {
    ...pressOf('duo.no', 'duo.no.sees'),
    may: (run, me, now) => {
      const as = asOf(run.state, me);
      return asks(run, now) && (as === 'named' || as === 'in');
    },
    fields: () => [],
  },
  goon: { ...pressOf('duo.goon', 'duo.goon.sees'), may: answers(true), fields: () => [] },
  enough: { ...pressOf('duo.enough', 'duo.goon.sees'), may: answers(false), fields: () => [] },
  line: {
    label: 'duo.line',
    send: 'duo.line.send',
    sees: 'duo.line.sees',
    may: (run, me) => asksForLine(run) && isIn(run, me),
    fields: ({ state }, { t, me }) => [
      {
        id: 'text',
        kind: 'text',
        label: t('duo.line.label'),
        max: defaults.line,
        required: true,
        value: state.lines.find(({ id }) => id === me)?.text ?? '',
      },
    ],
  },
  stop: {
    ...pressOf('duo.stop', 'duo.stop.sees'),
    may: ({ state }, me) =>
      state.why === '' && state.station === 'asking' && asOf(state, me) === 'asker',
    fields: () => [hidden('sure')],
  },
  leave: {
    ...pressOf('duo.leave', 'duo.leave.sees'),
    may: (run, me) => goesOn(run.state) && isIn(run, me),
    fields: () => [hidden('sure')],
  },
  drop: {
    ...pressOf('duo.drop', 'duo.line.sees'),
    may: ({ state, keeps }, me) => keeps !== 'nothing' && state.lines.some(({ id }) => id === me),
    fields: () => [hidden('sure')],
  },
};

/** What a channel or chat reads: the same whoever comes, and whether anybody does. */
export function post(
  { state, zone, lang }: Pick<DuoRun, 'state' | 'zone' | 'lang'>,
  t: Translate,
): ReturnType<Practice<State>['post']> {
  const title = titleOf(t, state);
  const { kind, station, why, weeks } = state;
  if (station !== 'asking' || why !== '') {
    const how = goesOn(state) ? 'going' : 'over';
    return { title, lines: [t('duo.post', { how })], sections: [] };
  }
  const said = {
    kind,
    weeks,
    name: plain(askerOf(state)),
    until: spoken(state.until, { lang, zone }),
  };
  return {
    title,
    lines: [t('duo.asks', said)],
    sections: [],
    footer: t('duo.post.yes', said),
    press: 'in',
    once: true,
  };
}

export function shows(run: DuoRun, reader: Reader): Stand {
  const { state, scope } = run;
  const { t, me, now, zone, lang } = reader;
  const { kind, station, why, weeks, lines } = state;
  const as = asOf(state, me);
  const mine = isIn(run, me);
  const at = { zone, lang };
  const said = {
    kind,
    weeks,
    name: plain(askerOf(state)),
    until: spoken(state.until, at),
    ends: spoken(state.ends, at),
    asked: run.state.said.some(({ id }) => id === me) ? 'yes' : 'no',
    whose: scope.kind === 'people' ? 'people' : 'team',
    as: mine ? (as ?? 'other') : as === 'no' ? 'no' : 'other',
  };
  const settled = station !== 'asking' && mine;
  const others = together(state).filter(({ id }) => id !== me);
  const away = scope.kind === 'people' && as === 'asker';
  const press = (form: 'stop' | 'leave' | 'drop') =>
    forms[form]?.may(run, reader.me, now) === true
      ? [{ form, label: t(`duo.${form}`), data: { sure: 'yes' } }]
      : [];
  const yours = [...press('stop'), ...press('leave')];
  const invited = station === 'asking' && why === '' && !mine && as !== 'no';
  const sections: Section[] = [
    ...(settled ? [listOf(t, 'duo.with', entriesOf(others.map(({ name }) => name)))] : []),
    ...(settled && away
      ? [
          listOf(
            t,
            'duo.away',
            entriesOf(state.people.filter((one) => one.as === 'away').map(({ name }) => name)),
          ),
        ]
      : []),
    ...(settled
      ? [
          listOf(
            t,
            'duo.lines',
            lines.map(({ id, name, text }) => ({
              text,
              note: name,
              ...(id === me ? { presses: press('drop') } : {}),
            })),
          ),
        ]
      : []),
    ...(yours.length > 0 ? [listOf(t, 'duo.yours', [{ text: state.goal, presses: yours }])] : []),
  ];
  const ended = why === '' || station === 'line' ? [] : [t(`duo.over.${why}`)];
  const asksLine = forms['line']?.may(run, reader.me, now) === true;
  return {
    title: titleOf(t, state),
    lines:
      ended.length > 0 ? ended : [invited ? t('duo.asks', said) : t(`duo.show.${station}`, said)],
    sections,
    ...(asksLine && !lines.some(({ id }) => id === me) ? { form: 'line' } : {}),
  };
}

export function item(t: Translate, form: string, { about: what }: ItemData) {
  const key = itemForms.find((one) => one === form) ?? 'going';
  const values = { about: plain(what) };
  return { title: t(`duo.item.${key}`, values), text: t(`duo.item.${key}.text`, values) };
}
/** Everything that waits for somebody, by name. */
export const itemForms = [
  ...(['asked', 'named', 'coach', 'going', 'half', 'said', 'on'] as const),
  ...(['line', 'kept', 'nobody', 'stopped'] as const),
] as const;
