import type { Translate } from '#bot/core/i18n';
import { plain } from '#bot/core/text';
import { addDays } from '#bot/core/time';
import {
  type BuddyRun,
  buddyOf,
  defaults,
  hasTask,
  newcomerOf,
  type State,
} from '#bot/features/buddy/rules';
import type {
  Arrival,
  Field,
  Form,
  ItemData,
  Practice,
  Reader,
  Section,
  Stand,
} from '#bot/practice/contract';
import { asOf } from '#bot/practice/members';
import { entriesOf, hidden, inTime, listOf, pressOf, spoken } from '#bot/practice/pieces';

/** Days in which somebody is new, and after which nobody is. */
const isNew = 30;

/** In one team, which the bot knew before them, for less than a month. */
export function offered({ teams: [one, ...more] }: Arrival, today: string): boolean {
  if (one === undefined || more.length > 0 || one.guest === true) return false;
  return one.after === true && one.since >= addDays(today, -isNew);
}

export const about = ({ state }: Pick<BuddyRun, 'state'>): string => newcomerOf(state)?.name ?? '';

/** Nothing is asked: who is new says so by starting it. */
export const startFields = (): Field[] => [];

const goes = ({ state }: BuddyRun): boolean => state.why === '' && state.station === 'going';
const isIn = ({ state }: BuddyRun, me: string): boolean =>
  [newcomerOf(state)?.id, buddyOf(state)?.id].includes(me);
const asks = ({ state }: BuddyRun, now: Reader['now']): boolean =>
  state.why === '' && state.asked !== '' && inTime(state.asked, now);
const atTask: Form<State>['may'] = (run, me) =>
  goes(run) && isIn(run, me) && hasTask(run.state, me);
const leavesLine: Form<State>['may'] = ({ state, keeps }, me) =>
  state.station === 'line' && keeps === 'all' && newcomerOf(state)?.id === me;

/** Everything that can be pressed, with when and by whom. */
export const forms: Practice<State>['forms'] = {
  in: {
    ...pressOf('buddy.in', 'buddy.in.sees'),
    may: (run, me, now) => asks(run, now) && ['named', 'no'].includes(asOf(run.state, me) ?? ''),
    fields: () => [],
  },
  no: {
    ...pressOf('buddy.no', 'buddy.no.sees'),
    may: (run, me, now) => asks(run, now) && asOf(run.state, me) === 'named',
    fields: () => [],
  },
  did: { ...pressOf('buddy.did', 'buddy.did.sees'), may: atTask, fields: () => [] },
  later: { ...pressOf('buddy.later', 'buddy.did.sees'), may: atTask, fields: () => [] },
  line: {
    label: 'buddy.line',
    send: 'buddy.line.send',
    sees: 'buddy.line.sees',
    may: leavesLine,
    fields: ({ state }, { t }) => [
      {
        id: 'text',
        kind: 'text',
        label: t('buddy.line.label'),
        max: defaults.line,
        required: true,
        value: state.line,
      },
    ],
  },
  drop: {
    ...pressOf('buddy.drop', 'buddy.line.sees'),
    may: (run, me, now) => leavesLine(run, me, now) && run.state.line !== '',
    fields: () => [hidden('sure')],
  },
  leave: {
    ...pressOf('buddy.leave', 'buddy.leave.sees'),
    may: (run, me) =>
      run.state.why === '' && run.state.station !== 'line' && run.keeps === 'all' && isIn(run, me),
    fields: () => [hidden('sure')],
  },
};

/** Nothing is posted of it: it is these two people's. */
export const post: Practice<State>['post'] = (_, t) => ({
  title: t('buddy.start.new'),
  lines: [],
  sections: [],
});

/** The task that stands now, as one of the two reads it; the first ones say whom to meet. */
const taskOf = (t: Translate, { tasks }: State, as: 'new' | 'buddy'): string => {
  const task = Math.min(Math.max(tasks, 1), defaults.tasks.length - 1);
  return t('buddy.task', { as, task: `t${task}` });
};

function lineOf(run: BuddyRun, { t, me, zone, lang }: Reader): string {
  const { state } = run;
  const { station, why, asked, tasks } = state;
  const as = asOf(state, me) ?? 'other';
  if (why !== '') return t('buddy.over', { why });
  const other = plain((as === 'asker' ? buddyOf(state) : newcomerOf(state))?.name ?? '');
  const until = asked === '' ? '' : spoken(asked, { zone, lang });
  if (as === 'named' || as === 'no') {
    return t('buddy.asks', { as, until, name: plain(newcomerOf(state)?.name ?? '') });
  }
  if (as !== 'asker' && as !== 'in') return t('buddy.other');
  if (station === 'line') return t('buddy.last', { as, name: other || 'none' });
  if (buddyOf(state) === undefined) {
    return t('buddy.seeking', { again: station === 'asking' ? 'no' : 'yes' });
  }
  return t('buddy.going', { as, name: other, task: tasks > 0 ? 'yes' : 'no' });
}

export function shows(run: BuddyRun, reader: Reader): Stand {
  const { state } = run;
  const { t, me, now } = reader;
  const as = asOf(state, me);
  const mine = isIn(run, me);
  const press = (form: 'drop' | 'leave') =>
    forms[form]?.may(run, reader.me, now) === true
      ? [{ form, label: t(`buddy.${form}`), data: { sure: 'yes' } }]
      : [];
  const isAsker = as === 'asker';
  const sections: Section[] = !mine
    ? []
    : [
        ...(goes(run) && state.tasks > 0
          ? [listOf(t, 'buddy.now', entriesOf([taskOf(t, state, isAsker ? 'new' : 'buddy')]))]
          : []),
        ...(isAsker && state.before !== undefined
          ? [listOf(t, 'buddy.before', entriesOf([state.before.text]))]
          : []),
        ...(isAsker && state.line !== ''
          ? [listOf(t, 'buddy.kept', [{ text: state.line, presses: press('drop') }])]
          : []),
        ...(press('leave').length > 0
          ? [
              listOf(t, 'buddy.yours', [
                {
                  text: t('buddy.yours.text', { as: isAsker ? 'new' : 'buddy' }),
                  presses: press('leave'),
                },
              ]),
            ]
          : []),
      ];
  const asksLine = forms['line']?.may(run, reader.me, now) === true && state.line === '';
  return {
    title: t('buddy.title', {
      as: mine && !isAsker ? 'buddy' : isAsker ? 'new' : 'other',
      name: plain(about(run)),
    }),
    lines: [lineOf(run, reader)],
    sections,
    ...(asksLine ? { form: 'line' } : {}),
  };
}

export function item(t: Translate, form: string, { about: what }: ItemData) {
  const key = itemForms.find((one) => one === form) ?? 'going';
  const values = { about: plain(what) };
  return { title: t(`buddy.item.${key}`, values), text: t(`buddy.item.${key}.text`, values) };
}
/** Everything that waits for somebody, by name. */
export const itemForms = [
  ...(['offer', 'asked', 'named', 'found', 'going', 'task1', 'task2', 'task3'] as const),
  ...(['line', 'kept', 'thanks', 'nobody', 'stopped'] as const),
] as const;
