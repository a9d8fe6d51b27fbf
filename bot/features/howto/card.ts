import { type Button, button, note } from '#bot/cards/note';
import { ownerOf } from '#bot/cards/own';
import { finish } from '#bot/cards/render';
import { withTypeAhead } from '#bot/cards/type-ahead';
import { cut, linked, plain } from '#bot/core/text';
import { type Filling, fillingOf } from '#bot/features/howto/fields';
import type { HowToView } from '#bot/features/howto/wire';
import type { Card, Links, Viewer } from '#bot/ports';
import type { Field } from '#bot/practice/wire';

/** Longest part of an address that is read on a card. */
const hostShown = 60;
/** A topic in a title. */
const topicShown = 60;

const titleOf = ({ t }: Pick<Viewer, 't'>, { topic }: Pick<HowToView, 'topic'>): string =>
  t('howto.card.title', { topic: plain(cut(topic, topicShown)) });

const hostOf = (link: string): string => cut(new URL(link).host, hostShown);

/** A how-to as lines of any card: that it is old first, its steps, where to read on. */
const linesOf = ({ t }: Pick<Viewer, 't'>, { warning, steps, link }: HowToView): string[] => [
  ...(warning === null ? [] : [`**${plain(warning)}**`]),
  ...steps.map((step, index) => `**${index + 1}** ${plain(step)}`),
  ...(link === '' ? [] : [linked(t('howto.card.link', { host: plain(hostOf(link)) }), link)]),
];

/** A how-to within another card: its name, then its lines. */
export const besideLines = (viewer: Pick<Viewer, 't'>, view: HowToView): string[] => [
  `**${titleOf(viewer, view)}**`,
  ...linesOf(viewer, view),
];

type Press = (typeof presses)[number];
const presses = [
  'right',
  'edit',
  'brief',
  'copy',
  'take',
  'off',
  'free',
  'hide',
  'remove',
] as const;
/** A card holds six. */
const buttonsMost = 6;

function pressOn({ t, person }: Viewer, view: HowToView, act: Press): Button {
  const title = t(`howto.${act}`);
  if (act !== 'brief') {
    const data = { by: ownerOf(person.id), team: view.team, id: view.id };
    return { title, verb: `howto.${act}`, data };
  }
  // A short session's start card, filled in: nothing is posted before it is pressed.
  const fill = { agenda: view.steps.join('\n'), whose: view.team };
  const data = { practice: 'session', variant: 'show', topic: view.topic, fill };
  return { title, verb: 'practice.new', data };
}

/** A how-to, with what its reader may do about it. */
export const howToCard = (viewer: Viewer, view: HowToView, said = ''): Card =>
  note({
    title: titleOf(viewer, view),
    lines: [...(said === '' ? [] : [said]), ...linesOf(viewer, view)],
    footer: plain(view.seen),
    buttons: presses
      .filter((act) => view.may.includes(act))
      .map((act) => pressOn(viewer, view, act))
      .slice(0, buttonsMost),
  });

/** Before an ask leaves: perhaps this is enough. *It worked* sends nobody anything. */
export const beforeAskCard = (viewer: Viewer, view: HowToView, name: string): Card =>
  note({
    title: titleOf(viewer, view),
    lines: [viewer.t('howto.before'), ...linesOf(viewer, view)],
    footer: plain(view.seen),
    buttons: [
      {
        title: viewer.t('howto.worked'),
        verb: 'howto.worked',
        data: { by: ownerOf(viewer.person.id), id: view.id, topic: view.topic },
        style: 'positive',
      },
      { title: viewer.t('howto.anyway'), verb: 'help.ask', data: { name, anyway: true } },
      ...(view.may.includes('off') ? [pressOn(viewer, view, 'off')] : []),
    ],
  });

/** The form as it is shown: what is kept of the press that sends it, and what was refused. */
export interface Form {
  readonly fields: readonly Field[];
  readonly inputs: (fields: readonly Field[]) => readonly Card[];
  readonly data: Readonly<Record<string, string>>;
  readonly isNew: boolean;
  readonly hint?: string;
  /** The client suggests topics while somebody types. */
  readonly suggests: boolean;
  /** Opened from a message: a dialog, which only knows Action.Submit. */
  readonly dialog?: true;
}

/** Steps, a link, whose it is: one card, one button. */
export function formCard({ t, person }: Viewer, form: Form): Card {
  const text = (words: string, more: object = {}): Card => ({
    type: 'TextBlock',
    text: words,
    wrap: true,
    ...more,
  });
  const data = { by: ownerOf(person.id), ...form.data };
  const save =
    form.dialog === true
      ? {
          type: 'Action.Submit',
          title: t('howto.form.save'),
          data: { ...data, verb: 'howto.save-this' },
        }
      : button({ title: t('howto.form.save'), verb: 'howto.save', data, style: 'positive' });
  const card = finish({
    body: [
      text(t(form.isNew ? 'howto.form.title' : 'howto.form.change'), {
        size: 'Large',
        weight: 'Bolder',
        style: 'heading',
      }),
      text(t('howto.form.intro'), { spacing: 'Small' }),
      ...(form.hint === undefined ? [] : [text(form.hint, { color: 'Attention' })]),
      ...form.inputs(form.fields),
      text(t('howto.form.sees'), { isSubtle: true, size: 'Small', spacing: 'Medium' }),
    ],
    actions: [save],
  });
  return form.suggests ? withTypeAhead(card, ['f.topic']) : card;
}

/** Which step is off: who says so is told to nobody. */
export function offCard(viewer: Viewer, view: HowToView): Card {
  const { t, person } = viewer;
  const step = (value: number, title: string): object => ({ value: String(value), title });
  return finish({
    body: [
      {
        type: 'TextBlock',
        text: titleOf(viewer, view),
        size: 'Large',
        weight: 'Bolder',
        style: 'heading',
        wrap: true,
      },
      {
        type: 'Input.ChoiceSet',
        id: 'step',
        label: t('howto.off.which'),
        errorMessage: t('howto.off.which'),
        style: 'expanded',
        wrap: true,
        value: '0',
        choices: [
          ...view.steps.map((words, index) => step(index + 1, `${index + 1} ${words}`)),
          step(0, t('howto.off.whole')),
        ],
      },
      {
        type: 'TextBlock',
        text: t('howto.off.sees'),
        isSubtle: true,
        size: 'Small',
        spacing: 'Medium',
        wrap: true,
      },
    ],
    actions: [
      button({
        title: t('howto.off'),
        verb: 'howto.flag',
        data: { by: ownerOf(person.id), team: view.team, id: view.id },
        style: 'positive',
      }),
    ],
  });
}

/** What was taken away, and the way back: it is gone, so the button carries what it was. */
export const removedCard = (
  { t, person }: Viewer,
  gone: Parameters<typeof fillingOf>[0] & {
    readonly id: string;
    readonly team: string;
    readonly checked: string;
  },
): Card => {
  const { id, team, checked, topic } = gone;
  const filling: Filling = fillingOf(gone);
  return note({
    title: t('howto.removed', { topic: plain(cut(topic, topicShown)) }),
    buttons: [
      {
        title: t('common.undo'),
        verb: 'howto.restore',
        data: { by: ownerOf(person.id), id, team, checked, ...filling },
      },
    ],
  });
};

/** The how-tos of my teams, a line each; the tab has them all. */
export const listCard = (
  { t, person }: Viewer,
  links: Links,
  topics: readonly string[],
  copied: readonly string[],
): Card =>
  note({
    title: t('howto.list.title'),
    lines: [
      t(topics.length === 0 ? 'howto.list.none' : 'howto.list.line'),
      ...topics.slice(0, listMost).map((topic) => `**${plain(cut(topic, topicShown))}**`),
      ...(copied.length === 0
        ? []
        : [t('howto.list.own', { names: copied.map(plain).join(' · ') })]),
    ],
    buttons: [
      {
        title: t('howto.new'),
        verb: 'howto.new',
        data: { by: ownerOf(person.id) },
        style: 'positive',
      },
      { title: t('howto.list.open'), url: links.tab(person.id, 'howto') },
    ],
  });
const listMost = 12;
