import { type Button, button, note } from '#bot/cards/note';
import { ownerOf } from '#bot/cards/own';
import { pick } from '#bot/cards/pick';
import { cardTemplate, finish } from '#bot/cards/render';
import { withTypeAhead } from '#bot/cards/type-ahead';
import { spokenDay, spokenInstant } from '#bot/core/dates';
import { firstName } from '#bot/core/first-name';
import type { Translate } from '#bot/core/i18n';
import { skillNameMax } from '#bot/core/learning';
import { cut, linked, plain } from '#bot/core/text';
import { addDays, type Day, instantOf } from '#bot/core/time';
import formJson from '#bot/features/help/cards/form.json';
import lessonJson from '#bot/features/help/cards/lesson.json';
import {
  buttonsOf,
  nameOf,
  offerWords,
  type Reader,
  type Shown,
  shownOf,
  valuesOf,
  wordsOf,
} from '#bot/features/help/items';
import type { Ask } from '#bot/features/help/record';
import {
  byMaxDays,
  type LessonInput,
  lengths,
  lessonMax,
  lineHows,
  lineKeeps,
  tipKeeps,
  whatMax,
} from '#bot/features/help/wire';
import { teamsLink } from '#bot/meeting/calendar';
import { ahead } from '#bot/meeting/taken';
import type { Card, Links, Viewer } from '#bot/ports';
import type { OpenItem } from '#bot/records/profile';

const expandForm = cardTemplate<object>(formJson);
const expandLesson = cardTemplate<object>(lessonJson);

/** A skill on a button or in a heading. */
const skillShown = 60;
const nameShown = 30;

/** Whom alone a form asks: somebody by id and name, or whoever kept a line, by its id. */
export type Aim =
  | { readonly as: 'named'; readonly to: string; readonly name: string }
  | { readonly as: 'author'; readonly line: string; readonly text: string };

/** What the form starts with. */
export interface Form {
  readonly skill: string;
  /** Names the form, so that pressing twice asks once. */
  readonly form: string;
  readonly what?: string;
  readonly minutes?: number;
  readonly by: Day;
  readonly today: Day;
  readonly hints?: readonly string[];
  /** One colleague alone is asked: by name, or whoever kept a line. */
  readonly one?: Aim;
  /** Opened from a message: a dialog, which asks for the topic too and only knows Action.Submit. */
  readonly dialog?: {
    /** The client suggests skills. */
    readonly picker: boolean;
    /** Nobody shares the topic: a wish is offered in place of the question. */
    readonly wish: boolean;
    /** What may help already, as lines: asking goes on all the same by a press of its own. */
    readonly helps: readonly string[];
  };
}

/** What exactly, how long, by when. */
export function formCard({ t, person }: Viewer, form: Form): Card {
  const { dialog, one } = form;
  const card = expandForm({
    title: formTitle(t, form),
    topic: {
      asked: dialog !== undefined,
      label: t('help.form.topic'),
      placeholder: t('help.form.topic.placeholder'),
      error: t('help.form.topic.error', { max: skillNameMax }),
      value: form.skill,
      max: skillNameMax,
    },
    intro: introOf(t, one),
    helps: (dialog?.helps ?? []).map((line) => ({ line })),
    hints: (form.hints ?? []).map((hint) => ({ hint: plain(hint) })),
    what: {
      label: t('help.form.what'),
      placeholder: t('help.form.what.placeholder'),
      error: t('help.form.what.error', { max: whatMax }),
      value: form.what ?? '',
      max: whatMax,
    },
    minutes: {
      label: t('help.form.minutes'),
      error: t('help.form.minutes.error'),
      value: String(form.minutes ?? lengths[1]),
      choices: lengths.map((minutes) => ({
        title: t('help.minutes', { minutes }),
        value: String(minutes),
      })),
    },
    day: {
      label: t('help.form.by'),
      error: t('help.form.by.error'),
      value: form.by,
      min: form.today,
      max: addDays(form.today, byMaxDays),
    },
    sees:
      one?.as === 'named'
        ? t('help.form.namedSees', { name: plain(cut(one.name, nameShown)) })
        : t('help.form.sees'),
  });
  const by = ownerOf(person.id);
  if (dialog !== undefined) {
    const submit = (title: string, verb: string, more: object = {}): Card => ({
      type: 'Action.Submit',
      title,
      data: { by, form: form.form, verb, ...more },
    });
    const actions = [
      ...(dialog.helps.length > 0
        ? [
            submit(t('help.form.anyway'), 'help.ask-this', { anyway: true }),
            submit(t('help.form.worked'), 'help.worked'),
          ]
        : [submit(t('help.form.send'), 'help.ask-this')]),
      ...(dialog.wish ? [submit(t('help.wish.add'), 'help.wish-this')] : []),
    ];
    const shown = finish({ ...card, actions });
    return dialog.picker ? withTypeAhead(shown, ['skill']) : shown;
  }
  const data = { by, skill: form.skill, form: form.form, ...aimData(one) };
  const actions = [
    button({
      title:
        one?.as === 'named'
          ? t('skills.found.ask', { name: cut(one.name, nameShown) })
          : t('help.form.send'),
      verb: 'help.send',
      data,
      style: 'positive',
    }),
    // The form stays as it is, with what was typed.
    button({
      title: t('help.wish.add'),
      verb: 'skills.keep-wish',
      data: { name: form.skill, quiet: true },
    }),
  ];
  return finish({ ...card, actions });
}

const formTitle = (t: Translate, { dialog, one, skill }: Form): string => {
  if (dialog !== undefined) return t('help.form.titleOpen');
  const values = { skill: plain(cut(skill, skillShown)) };
  return one?.as === 'named'
    ? t('help.form.namedTitle', { ...values, name: plain(cut(one.name, nameShown)) })
    : t('help.form.title', values);
};

/** Who is asked, and who sees the name. */
const introOf = (t: Translate, one: Aim | undefined): string => {
  switch (one?.as) {
    case 'named':
      return t('help.form.namedIntro', { name: plain(cut(one.name, nameShown)) });
    case 'author':
      return t('help.form.lineIntro', { line: plain(one.text) });
    default:
      return t('help.form.intro');
  }
};

const aimData = (one: Aim | undefined): object => {
  if (one === undefined) return {};
  return one.as === 'named' ? { to: one.to } : { line: one.line };
};

/** What somebody would like help with. */
export const askWhatCard = ({ t, person }: Viewer, suggests: boolean): Card =>
  pick({
    title: t('help.pick.title'),
    line: t('help.form.intro'),
    label: t('help.form.topic'),
    placeholder: t('help.form.topic.placeholder'),
    error: t('help.form.topic.error', { max: skillNameMax }),
    seen: t('common.sees.you'),
    value: '',
    button: {
      title: t('help.pick.button'),
      verb: 'help.picked',
      data: { by: ownerOf(person.id) },
      style: 'positive',
    },
    suggests,
  });

/** What was typed is a slip away from what colleagues can help with. */
export const meantCard = ({ t, person }: Viewer, skill: string, near: string): Card =>
  note({
    title: t('help.meant.title', { skill: plain(cut(near, skillShown)) }),
    lines: [t('help.meant.line')],
    footer: t('common.sees.you'),
    buttons: [
      {
        title: t('help.meant.button', { skill: cut(near, skillShown) }),
        verb: 'help.ask',
        data: { name: near },
        style: 'positive',
      },
      {
        title: t('help.meant.wish', { skill: cut(skill, skillShown) }),
        verb: 'skills.wish',
        data: { by: ownerOf(person.id), name: skill },
      },
    ],
  });

/** Nobody can be asked: a wish keeps it. */
export const nobodySharesCard = ({ t, person }: Viewer, skill: string): Card =>
  note({
    title: t('help.nobodyShares.title', { skill: plain(cut(skill, skillShown)) }),
    lines: [t('help.nobodyShares.line')],
    footer: t('common.sees.you'),
    buttons: [
      {
        title: t('help.wish.add'),
        verb: 'skills.wish',
        data: { by: ownerOf(person.id), name: skill },
      },
    ],
  });

const askedValues = ({ t, lang }: Viewer, ask: Ask) => ({
  skill: plain(ask.skill.name),
  minutes: t('help.minutes', { minutes: ask.minutes }),
  day: spokenDay(ask.by, lang),
});
const saidYes = ({ person }: Viewer): boolean => person.profile.consent.state === 'in';

/** What was started from a message, in a few sentences. */
export const askedText = (viewer: Viewer, ask: Ask): string =>
  [
    viewer.t('help.asked.elsewhere', askedValues(viewer, ask)),
    ...(saidYes(viewer) ? [] : [viewer.t('help.asked.quiet')]),
  ].join(' ');

/** What was started, with the way back. */
export function askedCard(
  viewer: Viewer,
  links: Links,
  id: string,
  ask: Ask,
  /** Of an ask to one colleague: whom, and by when it is known. */
  onlySaid = '',
): Card {
  const { t, person } = viewer;
  const by = ownerOf(person.id);
  const values = askedValues(viewer, ask);
  const isIn = saidYes(viewer);
  const { only } = ask;
  const named = only?.as === 'named';
  return note({
    title: named ? t('help.asked.namedTitle', { name: plain(only.name) }) : t('help.asked.title'),
    lines: [
      t(only === undefined ? 'help.asked.line' : 'help.asked.onlyLine', values),
      ...(only === undefined ? [] : [plain(onlySaid)]),
      `“${plain(ask.what)}”`,
      ...(isIn ? [] : [t('help.asked.quiet')]),
    ],
    footer: named ? t('help.form.namedSees', { name: plain(only.name) }) : t('help.asked.sees'),
    buttons: [
      ...(isIn ? [] : [{ title: t('people.in.button'), verb: 'people.in' }]),
      { title: t('help.withdraw'), verb: 'help.withdraw', data: { by, ask: id } },
      { title: t('help.openAsks'), url: links.tab(person.id, 'asks', id) },
    ],
  });
}

/** Several things under way, a line each; the buttons are in *For you*. */
export const asksCard = ({ t, person }: Viewer, links: Links, lines: readonly string[]): Card =>
  note({
    title: t('help.mine.title'),
    lines: lines.slice(0, linesShown).map(plain),
    footer: t('common.sees.you'),
    buttons: [{ title: t('help.openAsks'), url: links.tab(person.id, 'asks') }],
  });
const linesShown = 12;

/** What only reading and sealing can tell of two people. */
export interface Reach {
  /** A chat with the other one, the opening sentence in the box. */
  readonly chat: string | undefined;
  /** The calendar file of a time. */
  calendar(at: string): string;
}

/** A first sentence, in the reader's language. */
export const openingOf = (reader: Reader, item: Pick<OpenItem, 'kind'>, shown: Shown): string => {
  const values = { skill: shown.skill, name: firstName(shown.withName) ?? 'none' };
  const side = item.kind === 'help-given' ? 'given' : 'mine';
  // Once a time is fixed no sentence asks for one.
  return reader.t(`help.opening.${shown.at === '' ? side : (`${side}Planned` as const)}`, values);
};

/** The card of an open item. */
export function itemCard(viewer: Viewer, reader: Reader, item: OpenItem, reach: Reach): Card {
  const { t } = viewer;
  const shown = shownOf(item);
  if (shown.stage === 'lesson') return lessonCard(viewer, item, shown);
  const { title, text } = wordsOf(reader, item, shown);
  const by = ownerOf(viewer.person.id);
  const isPair = shown.with !== '' && (shown.stage === 'yes' || shown.stage === 'plan');
  const planned = shown.stage === 'plan' && shown.at !== '';
  const presses = buttonsOf(reader, item, shown).map(
    ({ act, label }, index): Button => ({
      title: label,
      verb: 'help.act',
      data: { by, item: item.id, act },
      ...(index === 0 && shown.stage !== 'plan' ? { style: 'positive' } : {}),
    }),
  );
  const times = shown.stage === 'yes' ? ahead(shown.slots, reader.now) : [];
  const buttons: Button[] = [
    // Beside times to choose from the chat stands in the text.
    ...(isPair && reach.chat !== undefined && shown.slots.length === 0
      ? [
          {
            title: t('help.chat', { name: cut(nameOf(reader, shown), nameShown) }),
            url: reach.chat,
          },
        ]
      : []),
    ...(planned
      ? [
          { title: t('help.calendar'), url: reach.calendar(shown.at) },
          { title: t('meeting.teams'), url: teamsLink(reach.calendar(shown.at)) },
        ]
      : []),
    ...presses.slice(times.length),
  ];
  // In *For you* the two are one text; on a card who sees it is the small print.
  const parts =
    shown.stage === 'offer'
      ? offerWords(reader, shown, plainly(reader, shown))
      : shown.stage === 'share'
        ? { line: t('help.share.text'), sees: t('help.share.sees') }
        : undefined;
  return note({
    title: plain(title),
    lines: [
      parts?.line ?? plain(text),
      ...openingLines(reader, item, shown, reach.chat),
      ...times.map(({ at }) =>
        t('help.slot.line', {
          when: spokenInstant(instantOf(at), reader.lang, reader.zone),
          url: reach.calendar(at),
        }),
      ),
    ],
    choices: presses.slice(0, times.length),
    footer:
      parts?.sees ??
      (isPair ? t('help.sees.two', { name: plain(nameOf(reader, shown)) }) : t('common.sees.you')),
    buttons,
  });
}

/** How to begin: the sentence itself where no link can bring it along. */
function openingLines(
  reader: Reader,
  item: OpenItem,
  shown: Shown,
  chat: string | undefined,
): string[] {
  if (shown.with === '' || (shown.stage !== 'yes' && shown.stage !== 'plan')) return [];
  if (chat === undefined) {
    return [reader.t('help.opening.line', { text: plain(openingOf(reader, item, shown)) })];
  }
  const name = plain(cut(nameOf(reader, shown), nameShown));
  return shown.slots.length === 0 ? [] : [linked(reader.t('help.chat', { name }), chat)];
}

const plainly = (reader: Reader, shown: Shown) => {
  const values = valuesOf(reader, shown);
  return {
    ...values,
    what: plain(values.what),
    skill: plain(values.skill),
    line: plain(values.line),
  };
};

/** One line: what it says, what it tells of, and who may read it. */
const lineForm = (
  t: Translate,
  title: string,
  skill: string,
  text: string,
  keeps: readonly LessonInput['keep'][],
): Card =>
  expandLesson({
    title,
    text: {
      label: t('help.lesson.label', { skill }),
      placeholder: t('help.lesson.placeholder'),
      error: t('help.lesson.error', { max: lessonMax }),
      max: lessonMax,
      value: text,
    },
    how: {
      label: t('help.lesson.how'),
      error: t('help.lesson.how.error'),
      choices: lineHows.map((value) => ({ title: t(`help.lesson.how.${value}`), value })),
    },
    keep: {
      label: t('help.lesson.keep'),
      error: t('help.lesson.keep.error'),
      value: keeps[0],
      choices: keeps.map((value) => ({ title: t(`help.lesson.keep.${value}`, { skill }), value })),
    },
  });

/** A tip before anybody else can find it: looked at, and changed. */
export function tipCard({ t, person }: Viewer, skill: string, text: string): Card {
  const by = ownerOf(person.id);
  const title = t('help.tip.title', { skill: plain(skill) });
  const card = lineForm(t, title, cut(skill, skillShown), text, tipKeeps);
  const sees = { type: 'TextBlock', text: t('help.tip.sees'), wrap: true, isSubtle: true };
  const buttons: Button[] = [
    { title: t('help.lesson.save'), verb: 'help.tip', data: { by, skill }, style: 'positive' },
    { title: t('help.tip.no'), verb: 'help.no-tip', data: { by } },
  ];
  const body = Array.isArray(card['body']) ? card['body'] : [];
  return finish({ ...card, body: [...body, sees], actions: buttons.map(button) });
}

/** After a yes: thanks, one line for the next person, or neither. */
function lessonCard({ t, person }: Viewer, item: OpenItem, shown: Shown): Card {
  const by = ownerOf(person.id);
  const skill = cut(shown.skill, skillShown);
  const name = shown.withName || t('common.colleague');
  const card = lineForm(t, t('help.lesson.title'), skill, '', lineKeeps);
  const data = { by, item: item.id };
  // Each of them takes along what was typed: the line is kept whichever is pressed.
  const buttons: Button[] = [
    { title: t('help.lesson.save'), verb: 'help.lesson', data, style: 'positive' },
    ...(shown.with === '' ? [] : [thankButton(t, name, 'help.thank', data)]),
    { title: t('help.lesson.skip'), verb: 'help.no-lesson', data },
  ];
  return finish({ ...card, actions: buttons.map(button) });
}

const thankButton = (t: Translate, name: string, verb: string, data: object): Button => ({
  title: t('help.lesson.thank', { name: cut(name, nameShown) }),
  verb,
  data: { ...data },
});

/** Two who met may go on for some weeks, as a duo with one goal. */
const goOnButton = (t: Translate, { with: helper, skill }: Shown): Button => ({
  title: t('help.lesson.goOn'),
  verb: 'practice.new',
  data: { practice: 'duo', variant: 'duo', topic: skill, people: [helper], keep: true },
});

/** What comes after the line: a card with thanks to whoever helped below it, and a way to go on. */
export const withThanks = ({ t }: Viewer, card: Card, shown: Shown, text: string): Card => {
  const { with: helper, withName, skill } = shown;
  const data = { to: [helper], names: [withName], skill, text, keep: true };
  const thank = thankButton(t, withName || t('common.colleague'), 'thanks.open', data);
  const actions = (card['actions'] as readonly Card[] | undefined) ?? [];
  return finish({ ...card, actions: [...actions, button(thank), button(goOnButton(t, shown))] });
};

/** Several lines are kept with the topic: a card with the way to make a how-to of them below it. */
export const withHowTo = ({ t, person }: Viewer, card: Card, skill: string): Card => {
  const data = { by: ownerOf(person.id), topic: skill };
  const actions = (card['actions'] as readonly Card[] | undefined) ?? [];
  const make = button({ title: t('help.lesson.howTo'), verb: 'howto.new', data });
  return finish({ ...card, actions: [...actions, make] });
};

/** What stands in a question's place once it is settled. */
export const settledCard = (t: Translate) => {
  const text = t('help.refused.settled');
  return { text, card: note({ lines: [text] }) };
};

/** A sentence that ends a step. */
export const saidCard = (said: string): Card => note({ lines: [plain(said)] });
