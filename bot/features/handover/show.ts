import { spokenDay } from '#bot/core/dates';
import type { Key, Translate } from '#bot/core/i18n';
import { plain } from '#bot/core/text';
import { addDays, dayIn, instantOf } from '#bot/core/time';
import {
  defaults,
  goesOn,
  guessDay,
  type HandoverRun,
  handsAll,
  handsOne,
  kinds,
  ready,
  type State,
  type Topic,
  timeOf,
  toldOf,
  topicIn,
} from '#bot/features/handover/rules';
import type {
  Field,
  Form,
  Ground,
  ItemData,
  Practice,
  Reader,
  Section,
  Stand,
  World,
} from '#bot/practice/contract';
import { hidden, listOf, pressOf, spoken } from '#bot/practice/pieces';

export const about = ({ state }: Pick<HandoverRun, 'state'>): string =>
  state.topics.map(({ topic }) => topic).join(', ');

const textFields = kinds.map(
  (id): Field => ({
    id,
    kind: 'text',
    label: id,
    lines: true,
    max: defaults.topics * (defaults.topic + 1),
  }),
);

/** The start card: until when, and what; filled in with what only they share. */
export function startFields(
  variant: string,
  topic: string,
  { zone }: Ground<State>,
  { now }: World,
  { t }: Reader,
): Field[] {
  if (variant === 'told') return textFields;
  return [
    {
      id: 'until',
      kind: 'date',
      label: t('handover.until'),
      required: true,
      value: addDays(dayIn(now, zone), defaults.days),
    },
    {
      id: 'only',
      kind: 'text',
      lines: true,
      label: t('handover.topics', { most: defaults.topics }),
      hint: t('handover.topics.hint'),
      required: true,
      max: defaults.topics * (defaults.topic + 1),
      value: topic,
    },
  ];
}

const lists = ({ open, asks }: State): boolean => open === '' && asks === '';
const press = (label: Key): Pick<Form<State>, 'label' | 'send' | 'sees'> =>
  pressOf(label, 'handover.sees');
const onTopic = (label: Key): Form<State> => ({
  ...press(label),
  may: goesOn,
  fields: () => [hidden('topic')],
});

/** Everything that can be pressed; by whoever hands over alone. */
export const forms: Practice<State>['forms'] = {
  add: {
    label: 'handover.add',
    send: 'handover.add.send',
    sees: 'handover.sees',
    may: (run, me, now) => goesOn(run, me, now) && run.state.topics.length < defaults.topics,
    fields: (_, { t }) => [
      {
        id: 'text',
        kind: 'text',
        label: t('handover.add.label'),
        required: true,
        max: defaults.topic,
      },
    ],
  },
  draft: {
    label: 'handover.draft',
    send: 'handover.draft.send',
    sees: 'handover.sees',
    may: (run, me, now) => goesOn(run, me, now) && run.state.open !== '',
    fields: draftFields,
  },
  tell: {
    ...pressOf('handover.tell', 'handover.tell.sees'),
    may: (run, me, now) => goesOn(run, me, now) && lists(run.state) && ready(run.state).length > 0,
    fields: () => [],
    hands: handsAll,
  },
  open: onTopic('handover.open'),
  ask: onTopic('handover.ask'),
  one: { ...onTopic('handover.one'), hands: handsOne },
  drop: onTopic('handover.drop'),
  back: {
    ...press('handover.back'),
    may: (run, me, now) => goesOn(run, me, now) && !lists(run.state),
    fields: () => [],
  },
  undo: {
    ...press('handover.undo'),
    may: (run, me, now) =>
      goesOn(run, me, now) &&
      run.state.gone !== undefined &&
      run.state.topics.length < defaults.topics,
    fields: () => [],
  },
  stop: { ...press('handover.stop'), may: goesOn, fields: () => [hidden('sure')] },
};

/** The fields are named after their topic, so that an old card fills in no other. */
function draftFields({ state, zone }: HandoverRun, { t, now }: Reader): Field[] {
  const topic = topicIn(state, state.open);
  if (topic === undefined) return [];
  const { id, as, steps, date, time } = topic;
  return [
    {
      id: `as-${id}`,
      kind: 'choice',
      label: t('handover.as', { topic: topic.topic }),
      required: true,
      value: as,
      choices: kinds.map((value) => ({ value, title: t(`handover.as.${value}`) })),
    },
    {
      id: `steps-${id}`,
      kind: 'text',
      lines: true,
      label: t('handover.steps', { most: defaults.steps, max: defaults.step }),
      hint: t('handover.steps.hint'),
      max: defaults.steps * (defaults.step + 1),
      value: steps,
    },
    {
      id: `date-${id}`,
      kind: 'date',
      label: t('handover.date'),
      more: true,
      value: date || guessDay(now, zone),
    },
    {
      id: `time-${id}`,
      kind: 'time',
      label: t('handover.time'),
      more: true,
      value: time || defaults.hour,
    },
  ];
}

/** What it is to become, or became. */
const noteOf = (topic: Topic, { zone }: HandoverRun, { t, lang }: Reader): string => {
  const how = topic.told ? 'told' : topic.filled ? 'draft' : 'empty';
  const session = topic.filled && topic.as === 'session';
  const at = session ? spoken(timeOf(topic, zone), { zone, lang }) : 'none';
  return t('handover.note', { as: topic.as, how, at });
};

const pressesOf = ({ told, filled, id }: Topic, { t }: Reader) => {
  const one = (form: 'open' | 'ask' | 'drop', label: Key) => ({
    form,
    label: t(label),
    data: { topic: id },
  });
  return told
    ? []
    : [
        one('open', filled ? 'handover.change' : 'handover.open'),
        ...(filled ? [one('ask', 'handover.ask')] : []),
        one('drop', 'handover.drop'),
      ];
};

const thingsIn = (t: Translate, topics: readonly Topic[]): Section[] =>
  kinds.map((as) =>
    listOf(
      t,
      `handover.told.${as}`,
      topics.filter((one) => one.as === as).map(({ topic }) => ({ text: topic })),
    ),
  );

/** What the team reads: what was handed over, by what it became. */
export function post(
  { state }: Pick<HandoverRun, 'state'>,
  t: Translate,
): ReturnType<Practice<State>['post']> {
  if (state.kind === 'mine') return { title: t('handover.title'), lines: [], sections: [] };
  return {
    title: t('handover.told.title', { name: plain(state.name) || 'none' }),
    lines: [t('handover.told.line')],
    sections: thingsIn(t, state.topics),
  };
}

/** What others would see of one topic, and the press that shows it to them. */
const preview = (topic: Topic, run: HandoverRun, reader: Reader): Section => {
  const { t } = reader;
  const steps = topic.as === 'duo' || topic.steps === '' ? [] : topic.steps.split('\n');
  return listOf(t, 'handover.preview', [
    { text: topic.topic, note: noteOf(topic, run, reader) },
    ...steps.map((step, index) => ({ text: `${index + 1} ${step}` })),
    {
      text: t(`handover.preview.${topic.as}`, { name: reader.name, team: run.scope.name }),
      presses: [{ form: 'one', label: t('handover.one'), data: { topic: topic.id } }],
    },
  ]);
};

export function shows(run: HandoverRun, reader: Reader): Stand {
  const { state, by } = run;
  const { t, me, now, lang, zone } = reader;
  if (state.kind === 'told' || by !== me) return post(run, t);
  const title = t('handover.title');
  const mine = goesOn(run, me, now);
  const asked = topicIn(state, state.asks);
  if (mine && asked !== undefined) {
    return { title, lines: [], sections: [preview(asked, run, reader)] };
  }
  if (mine && state.open !== '') {
    return { title, lines: [t('handover.show.alone')], sections: [], form: 'draft' };
  }
  const dayOf = (iso: string): string => spokenDay(dayIn(instantOf(iso), zone), lang);
  const said = { ends: dayOf(state.ends), until: dayOf(state.until) };
  const told = toldOf(state);
  const entry = (topic: Topic) => ({
    text: topic.topic,
    note: noteOf(topic, run, reader),
    ...(mine ? { presses: pressesOf(topic, reader) } : {}),
  });
  const waits = state.topics.filter((one) => !one.told);
  const lines = {
    open: [t('handover.show.open', said)],
    home: [
      t('handover.show.home', { count: told.length }),
      ...(waits.length > 0 ? [t('handover.show.left', said)] : []),
    ],
    off: [t('handover.show.off', said)],
  };
  const stop = { form: 'stop', label: t('handover.stop'), data: { sure: 'yes' } };
  return {
    title,
    lines: lines[state.station],
    sections: [
      listOf(t, 'handover.home', told.map(entry)),
      listOf(t, 'handover.drafts', waits.map(entry)),
      ...(mine
        ? [listOf(t, 'handover.yours', [{ text: t('handover.yours.text'), presses: [stop] }])]
        : []),
    ],
    ...(ready(state).length > 0 ? { form: 'tell' } : {}),
  };
}

export function item(t: Translate, form: string, { about: what }: ItemData) {
  const key = itemForms.find((one) => one === form) ?? 'draft';
  return {
    title: t(`handover.item.${key}`),
    text: t(`handover.item.${key}.text`, { about: plain(what) }),
  };
}
/** Everything that waits for whoever hands over, by name. */
export const itemForms = ['draft', 'told', 'home'] as const;
