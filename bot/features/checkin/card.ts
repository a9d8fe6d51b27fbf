import { type Button, button, note } from '#bot/cards/note';
import { ownerOf } from '#bot/cards/own';
import { carrying, sharedTemplate } from '#bot/cards/render';
import { withTypeAhead } from '#bot/cards/type-ahead';
import type { Translate } from '#bot/core/i18n';
import { skillNameMax } from '#bot/core/learning';
import { cut, plain, unmarked } from '#bot/core/text';
import checkinJson from '#bot/features/checkin/cards/checkin.json';
import { cardId, type Form, learnedMax, questionOf } from '#bot/features/checkin/rules';
import type { CheckinRecord } from '#bot/features/checkin/store';
import type { ReceiptView } from '#bot/features/checkin/wire';
import type { Card, Links, Rider, Viewer } from '#bot/ports';
import type { Colleague } from '#bot/records/colleagues';

type FormView = ReturnType<typeof formView>;

const expand = sharedTemplate<FormView>(checkinJson, (card, { helpers }) =>
  helpers.picker ? withTypeAhead(card, ['skill', 'wish']) : card,
);

/** Colleagues the card itself can offer: it holds 28 KB, a name and an id take about 100 bytes. */
const choicesMax = 100;
/** A name on a button or in a choice. */
const nameShown = 40;

export const questionText = (t: Translate, asked: number): string => {
  const { kind, variant } = questionOf(asked);
  return t(variant === 'asked' ? 'checkin.question.asked' : `checkin.question.${kind}.${variant}`);
};

/** How the card lets somebody say who helped. */
export interface Helpers {
  /** Colleagues known from rosters. */
  readonly known: readonly Colleague[];
  /** The client searches: people in the whole organisation, skills in the catalogue. */
  readonly picker: boolean;
}

/** What somebody had typed before the card was drawn again. */
export interface Typed {
  readonly learned: string;
  /** Ids of colleagues chosen already. */
  readonly helpers: readonly string[];
  readonly skill: string;
  readonly wish: string;
}
/** What rides along: to be chosen from, or only news; `said`: what came of the choice. */
export type Along = (Rider & { readonly chosen?: string }) | { readonly said: string };
const untouched: Typed = { learned: '', helpers: [], skill: '', wish: '' };

/**
 * The check-in: a question, who helped, which skill; a wish behind one more press. Phones have no
 * people picker, and a card cannot know where it is opened: there a button asks for the list.
 */
export function checkinCard(
  { t, lang, person }: Viewer,
  form: Form,
  helpers: Helpers,
  typed: Typed = untouched,
  along?: Along,
): Card {
  const { kind, variant } = questionOf(form.asked);
  const asks = [lang, kind, variant, helpers.picker].join(' ');
  const alike = helpers.known.length === 0 && typed === untouched;
  const card = expand(alike ? asks : undefined, () => formView(t, form.asked, helpers, typed));
  const data = { form: cardId(form), by: ownerOf(person.id) };
  if (along === undefined) return carrying(card, data);
  if ('said' in along) return withNodes(carrying(card, data), [riderText(along.said)]);
  return withNodes(carrying(card, { ...data, rider: along.id }), riderNodes(t, along));
}

const withNodes = (card: Card, nodes: readonly Card[]): Card => ({
  ...card,
  body: [...(card['body'] as readonly Card[]), ...nodes],
});

const riderText = (text: string): Card => ({
  type: 'TextBlock',
  text,
  wrap: true,
  separator: true,
  spacing: 'Large',
});

/** A question that rides along: its buttons are a choice, carried out with whatever is pressed. */
function riderNodes(t: Translate, { view, url, chosen }: Exclude<Along, { said: string }>): Card[] {
  const { title, text = '', actions } = view;
  const story = plain(unmarked(text));
  if (actions.length < 2) {
    return [
      { ...riderText(plain(unmarked(title))), weight: 'Bolder' },
      ...(story === '' ? [] : [{ type: 'TextBlock', text: story, wrap: true, spacing: 'Small' }]),
      {
        type: 'ActionSet',
        spacing: 'Small',
        actions: [button({ title: t('delivery.openForYou'), url })],
      },
    ];
  }
  return [
    ...(story === '' ? [] : [riderText(story)]),
    {
      type: 'Input.ChoiceSet',
      id: 'choice',
      label: unmarked(title),
      errorMessage: t('checkin.rider.error'),
      style: 'expanded',
      wrap: true,
      ...(story === '' ? { separator: true, spacing: 'Large' } : {}),
      ...(chosen === undefined ? {} : { value: chosen }),
      choices: actions.map((action) => ({ title: action.label, value: action.act })),
    },
  ];
}

const formView = (t: Translate, asked: number, helpers: Helpers, typed: Typed) => ({
  title: t('checkin.title'),
  seen: t('checkin.seen'),
  learned: {
    label: questionText(t, asked),
    placeholder: t('checkin.learned.placeholder'),
    error: t('checkin.refused.long', { max: learnedMax }),
    max: learnedMax,
    value: cut(typed.learned, learnedMax),
  },
  helpers: {
    shown: helpers.picker || helpers.known.length > 0,
    picker: helpers.picker,
    label: t('checkin.helpers.label'),
    placeholder: t('checkin.helpers.placeholder'),
    error: t('checkin.helpers.error'),
    list: t('checkin.helpers.list'),
    value: typed.helpers.join(','),
    choices: helpers.known
      .slice(0, choicesMax)
      .map(({ id, name }) => ({ title: cut(name || id, nameShown), value: id })),
  },
  skill: {
    label: t('checkin.skill.label'),
    placeholder: t('checkin.skill.placeholder'),
    error: t('checkin.refused.skill', { max: skillNameMax }),
    max: skillNameMax,
    value: cut(typed.skill, skillNameMax),
  },
  wish: {
    open: t('checkin.wish.open'),
    label: t('checkin.wish.label'),
    placeholder: t('checkin.wish.placeholder'),
    error: t('checkin.refused.wish', { max: skillNameMax }),
    max: skillNameMax,
    value: cut(typed.wish, skillNameMax),
    shown: typed.wish !== '',
  },
  save: t('checkin.save'),
  skip: t('checkin.skip'),
  less: t('checkin.less'),
});

/** Who helped, by name; "your colleague" for somebody nobody knows by name. */
export const helperName = (t: Translate, { name }: { readonly name: string }): string =>
  name === '' ? t('common.colleague') : name;

/** What was kept, as text, and what could come next. */
export interface Receipt {
  readonly record: CheckinRecord;
  readonly view: ReceiptView;
  /** A line about what was just pressed on the receipt. */
  readonly news?: string;
}

/** The story of a thank-you, from what somebody wrote for themselves: longer than a badge takes. */
const draftMax = 500;
/** Most helpers with a button of their own; more are thanked together. */
const thankEach = 2;
const learnedShown = 500;

export function receiptCard(viewer: Viewer, links: Links, receipt: Receipt): Card {
  const { t, lang, person } = viewer;
  const { record, view } = receipt;
  const data = { by: ownerOf(person.id), id: record.id };
  const names = new Intl.ListFormat(lang).format(
    record.helpers.map((helper) => plain(helperName(t, helper))),
  );
  const learned = plain(cut(record.learned, learnedShown)).replaceAll('\n', '\n\n');
  const wished = record.wish !== '' && view.wish === null;
  return note({
    title: t('checkin.receipt.title'),
    story: learned,
    lines: [
      ...(names === '' ? [] : [t('checkin.receipt.helpers', { names })]),
      ...(record.skill === '' ? [] : [t('checkin.receipt.skill', { skill: plain(record.skill) })]),
      ...(record.wish === ''
        ? []
        : [
            t(wished ? 'checkin.receipt.wished' : 'checkin.receipt.wish', {
              wish: plain(record.wish),
            }),
          ]),
      ...(receipt.news === undefined ? [] : [receipt.news]),
    ],
    footer: t('checkin.receipt.seen'),
    buttons: [
      ...thankButtons(t, view, cut(record.learned, draftMax)),
      ...(view.wish === null
        ? []
        : [{ title: t('checkin.receipt.addWish'), verb: 'checkin.wish', data }]),
      ...(record.wish === ''
        ? []
        : [
            {
              title: t('checkin.receipt.ask'),
              verb: 'help.ask',
              data: { name: record.wish, keep: true },
            },
          ]),
      { title: t('checkin.receipt.open'), url: links.tab(person.id, 'learning') },
    ],
  });
}

function thankButtons(t: Translate, { thank, skill }: ReceiptView, text: string): Button[] {
  const thanks = (title: string, to: readonly string[], first: boolean): Button => ({
    title,
    verb: 'thanks.open',
    data: { to, skill: skill ?? '', text },
    ...(first ? { style: 'positive' } : {}),
  });
  if (thank.length > thankEach) {
    return [
      thanks(
        t('checkin.receipt.thankAll', { count: thank.length }),
        thank.map(({ id }) => id),
        true,
      ),
    ];
  }
  return thank.map(({ id, name }, index) =>
    thanks(t('checkin.receipt.thank', { name: cut(name, nameShown) }), [id], index === 0),
  );
}

/** A check-in that ended without an answer. */
export const endedCard = ({ t }: Viewer, ...said: readonly string[]): Card =>
  note({ title: t('checkin.title'), lines: said });
