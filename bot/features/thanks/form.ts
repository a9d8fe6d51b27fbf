import { button } from '#bot/cards/note';
import { cardTemplate, finish } from '#bot/cards/render';
import { withTypeAhead } from '#bot/cards/type-ahead';
import type { Translate } from '#bot/core/i18n';
import { badgeKinds, skillNameMax } from '#bot/core/learning';
import { plain } from '#bot/core/text';
import formJson from '#bot/features/thanks/cards/form.json';
import { receiversMax, textMax, textMin } from '#bot/features/thanks/wire';
import type { Card, Links } from '#bot/ports';

export interface FormView {
  /** Colleagues to choose among. */
  readonly people: readonly { readonly id: string; readonly name: string }[];
  /** Already chosen; people who are not among the colleagues are added to them. */
  readonly to: readonly { readonly id: string; readonly name: string }[];
  readonly badge: string;
  readonly skill: string;
  readonly text: string;
  readonly sees: 'receiver' | 'team';
  /** Team in whose channel it can be posted; undefined = only the receivers see it. */
  readonly team: { readonly id: string; readonly name: string } | undefined;
  /** Sentences above the form: what was refused, what was not found. */
  readonly hints: readonly string[];
  /** The client has a people picker, and suggests skills. */
  readonly picker: boolean;
  /** A dialog, which only knows Action.Submit. */
  readonly dialog: boolean;
  /** Names the form. */
  readonly form: string;
  /** Whose form it is, where others see it too. */
  readonly asker: string | undefined;
}

const expand = cardTemplate<object>(formJson);

/** Room for names, of the 28 KB of a card. */
const peopleBytes = 14_000;

/** The badge form: whom, which badge, for what, the story, and who sees it. */
export function formCard(t: Translate, links: Links, view: FormView): Card {
  const badges = badgeKinds.map((kind) => ({
    kind,
    name: t(`common.badge.${kind}`),
    url: links.badge(kind),
    alt: t(`common.badge.${kind}.alt`),
  }));
  const { team } = view;
  const card = expand({
    title: t('thanks.form.title'),
    hints: view.hints.map((hint) => ({ hint: plain(hint) })),
    intro: t('thanks.form.intro', { min: textMin, max: textMax }),
    picker: view.picker,
    people: choicesOf(view, t('common.colleague')),
    to: {
      label: t('thanks.form.to'),
      placeholder: t('thanks.form.to.placeholder'),
      error: t('thanks.form.to.error', { max: receiversMax }),
      value: view.to.map(({ id }) => id).join(','),
    },
    rows: rowsOf(badges),
    kinds: badges,
    badge: {
      label: t('thanks.form.badge'),
      placeholder: t('thanks.form.badge.placeholder'),
      error: t('thanks.form.badge.error'),
      // A value that is none of the choices comes from no card of ours.
      value: badgeKinds.some((kind) => kind === view.badge) ? view.badge : '',
    },
    skill: {
      label: t('thanks.form.skill'),
      placeholder: t('thanks.form.skill.placeholder'),
      error: t('thanks.form.skill.error', { max: skillNameMax }),
      value: view.skill,
    },
    text: {
      label: t('thanks.form.text'),
      placeholder: t('thanks.form.text.placeholder'),
      error: t('thanks.form.text.error', { min: textMin, max: textMax }),
      value: view.text,
    },
    team: team?.name ?? '',
    sees: {
      label: t('thanks.form.sees'),
      error: t('thanks.form.sees.error'),
      value: view.sees,
      receiver: t('thanks.form.sees.receiver'),
      team: t('thanks.form.sees.team', { team: team?.name ?? '' }),
      only: t('thanks.form.sees.only'),
    },
  });
  const shown = finish({ ...card, actions: actionsOf(t, view) });
  return view.picker ? withTypeAhead(shown, ['skill']) : shown;
}

/** Badges to a line: their names stand beside them, whole words also in a narrow chat. */
const abreast = 2;
const rowsOf = <T>(badges: readonly T[]): { badges: readonly T[] }[] =>
  Array.from({ length: Math.ceil(badges.length / abreast) }, (_, row) => ({
    badges: badges.slice(row * abreast, (row + 1) * abreast),
  }));

function actionsOf(t: Translate, { dialog, form, asker, team }: FormView): Card[] {
  const own = asker === undefined ? {} : { asker };
  const data = { form, ...own, ...(team === undefined ? {} : { team: team.id }) };
  if (dialog) {
    const title = t('thanks.form.preview');
    const pressed = { ...data, verb: 'thanks.preview', dialog };
    return [{ type: 'Action.Submit', title, data: pressed, style: 'positive' }];
  }
  const title = t('thanks.form.send');
  return [
    button({ title, verb: 'thanks.give', data, style: 'positive' }),
    // What was not filled in must not stand in the way of leaving.
    {
      ...button({ title: t('thanks.form.cancel'), verb: 'thanks.cancel', data: own }),
      associatedInputs: 'none',
    },
  ];
}

/** The chosen first, then as many colleagues as a card has room for; each once. */
function choicesOf({ people, to, picker }: FormView, unknown: string): FormView['people'] {
  // A picker finds everybody by itself: it only needs the names of those already chosen.
  const all = new Map([...to, ...(picker ? [] : people)].map((person) => [person.id, person]));
  for (const person of people) if (all.has(person.id)) all.set(person.id, person);
  const choices: { id: string; name: string }[] = [];
  let left = peopleBytes;
  for (const { id, name } of all.values()) {
    left -= Buffer.byteLength(id) + Buffer.byteLength(name) + 24;
    if (left < 0) break;
    choices.push({ id, name: name || unknown });
  }
  return choices;
}
