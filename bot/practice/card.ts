import { type Button, button } from '#bot/cards/note';
import { finish } from '#bot/cards/render';
import type { Translate } from '#bot/core/i18n';
import { plain } from '#bot/core/text';
import type { Card } from '#bot/ports';
import type { Run } from '#bot/practice/contract';
import { inputsOf, onCard } from '#bot/practice/fields';
import type { Entry, Field, FormView, Press, Section, Stand } from '#bot/practice/wire';

/** The one verb of every button of every run; `show` opens a form and changes nothing. */
export const pressVerb = 'practice';
export const startVerb = 'practice.start';

const mostActions = 6;

type Ref = Pick<Run, 'id'> & { readonly scope: Pick<Run['scope'], 'id'> };

const dataOf = (
  { id, scope }: Ref,
  form: string,
  more: Readonly<Record<string, unknown>> = {},
) => ({
  scope: scope.id,
  run: id,
  form,
  ...more,
});

const text = (words: string, more: Card = {}): Card => ({
  type: 'TextBlock',
  text: words,
  wrap: true,
  ...more,
});

const small = { isSubtle: true, size: 'Small' };

const head = ({ title, lines }: Pick<Stand, 'title' | 'lines'>): Card[] => [
  text(title, { size: 'Large', weight: 'Bolder', style: 'heading' }),
  ...lines.map((line) => text(line, { spacing: 'Small' })),
];

/** A section; what somebody wrote is text, never Markdown. */
const section = (run: Ref, { title, entries }: Section): Card[] =>
  entries.length === 0
    ? []
    : [
        text(title, { weight: 'Bolder', spacing: 'Medium' }),
        ...entries.flatMap((entry) => entryOf(run, entry)),
      ];

const entryOf = (run: Ref, { text: words, note, presses = [] }: Entry): Card[] => [
  text(plain(words), { spacing: 'Small' }),
  ...(note === undefined ? [] : [text(plain(note), { ...small, spacing: 'None' })]),
  ...(presses.length === 0
    ? []
    : [
        {
          type: 'ActionSet',
          spacing: 'Small',
          actions: presses.map((one) => entryPress(run, one)),
        },
      ]),
];

const entryPress = (run: Ref, { form, label, data }: Press): Card =>
  button({ title: label, verb: pressVerb, data: dataOf(run, form, onCard(data)) });

/** Inputs in sight, and below *More* what most people leave as it is. */
function inputs(t: Translate, fields: readonly Field[], picker: boolean): Card[] {
  const fault = { fault: t('practice.fault') };
  const more = inputsOf(
    fields.filter((field) => field.more === true),
    fault,
    picker,
  );
  const first = inputsOf(
    fields.filter((field) => field.more !== true),
    fault,
    picker,
  );
  if (more.length === 0) return first;
  const toggle = {
    type: 'Action.ToggleVisibility',
    title: t('practice.more'),
    targetElements: ['more'],
  };
  return [
    ...first,
    { type: 'ActionSet', actions: [toggle] },
    { type: 'Container', id: 'more', isVisible: false, items: more },
  ];
}

/**
 * How a run stands, as a card. What is for the page alone is not on it: a link leads there.
 * @param show the form that is open
 */
export function standCard(
  t: Translate,
  run: Ref,
  stand: Stand,
  all: readonly FormView[],
  options: { readonly show?: string | undefined; readonly page?: string; readonly picker: boolean },
): Card {
  const forms = all.filter(({ page }) => page !== true);
  const open = forms.find(({ form }) => form === (options.show ?? stand.form));
  const hasPage = stand.sections.some(({ page, entries }) => page === true && entries.length > 0);
  const send =
    open === undefined
      ? []
      : [
          button({
            title: open.send,
            verb: pressVerb,
            data: dataOf(run, open.form),
            style: 'positive',
          }),
        ];
  const others = forms
    .filter(({ form }) => form !== open?.form)
    .map(({ form, label, fields }) =>
      button({
        title: label,
        verb: pressVerb,
        data: dataOf(run, form, fields.length === 0 ? {} : { show: true }),
      }),
    );
  const links = [
    ...(hasPage && options.page !== undefined
      ? [{ label: t('practice.read'), url: options.page }]
      : []),
    ...(stand.links ?? []),
  ].map(({ label, url }) => button({ title: label, url }));
  const footer = [open?.sees, stand.footer].filter((line) => line !== undefined).join(' ');
  return finish({
    body: [
      ...head(stand),
      ...stand.sections.filter(({ page }) => page !== true).flatMap((one) => section(run, one)),
      ...(open === undefined ? [] : inputs(t, open.fields, options.picker)),
      ...(footer === '' ? [] : [text(footer, { ...small, spacing: 'Medium' })]),
    ],
    actions: [...send, ...(hasPage ? [...links, ...others] : [...others, ...links])].slice(
      0,
      mostActions,
    ),
  });
}

/** Ways to start, those of one form beside each other: a set holds as many as Teams shows. */
export const moreCard = (title: string, lines: string[], forms: readonly Button[][]): Card =>
  finish({
    body: [
      ...head({ title, lines }),
      ...forms.map((ways) => ({ type: 'ActionSet', actions: ways.map(button) })),
    ],
    actions: [],
  });

/** What a channel or a chat reads: one button, which opens a form for the presser alone. */
export const postCard = (
  run: Ref,
  stand: Stand & { readonly press?: string; readonly once?: boolean },
  label: string,
): Card =>
  finish({
    body: [
      ...head(stand),
      ...stand.sections.flatMap((one) => section(run, one)),
      ...(stand.footer === undefined ? [] : [text(stand.footer, { ...small, spacing: 'Medium' })]),
    ],
    actions: [
      ...(stand.press === undefined
        ? []
        : [
            button({
              title: label,
              verb: pressVerb,
              data: dataOf(run, stand.press, stand.once === true ? {} : { show: true }),
              style: 'positive',
            }),
          ]),
      ...(stand.links ?? []).map(({ label: title, url }) => button({ title, url })),
    ],
  });

/**
 * The card that starts something: good guesses filled in, one button.
 * @param alone nobody but its starter is in it
 */
export const startCard = (
  t: Translate,
  title: string,
  lines: string[],
  fields: readonly Field[],
  data: Readonly<Record<string, unknown>>,
  picker: boolean,
  alone = false,
): Card =>
  finish({
    body: [
      ...head({ title, lines }),
      ...inputs(t, fields, picker),
      text(t(alone ? 'practice.start.alone' : 'practice.start.sees'), {
        ...small,
        spacing: 'Medium',
      }),
    ],
    actions: [button({ title: t('practice.start'), verb: startVerb, data, style: 'positive' })],
  });
