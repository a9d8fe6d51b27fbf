import { type Button, note } from '#bot/cards/note';
import { finish } from '#bot/cards/render';
import type { Translate } from '#bot/core/i18n';
import { personId } from '#bot/core/ids';
import type { BadgeKind } from '#bot/core/learning';
import { plain } from '#bot/core/text';
import { keptDays, type Offer } from '#bot/features/thanks/rules';
import type { Given, Received } from '#bot/features/thanks/store';
import type { ReceivedAct } from '#bot/features/thanks/wire';
import type { Card, Links, Outgoing, Viewer } from '#bot/ports';
import type { Lang } from '#bot/strings/index';

/** What every card of a badge shows; texts are Markdown, user text in them went through `plain`. */
interface BadgeView {
  readonly badge: BadgeKind;
  readonly title: string;
  readonly subtitle: string;
  readonly text: string;
  readonly lines: readonly string[];
  readonly footer: string;
  readonly buttons: readonly Button[];
}

const badgeCard = (t: Translate, links: Links, view: BadgeView): Card =>
  note({
    image: { url: links.badge(view.badge), alt: t(`common.badge.${view.badge}.alt`) },
    title: view.title,
    subtitle: view.subtitle,
    story: view.text === '' ? '' : `“${plain(view.text)}”`,
    lines: view.lines,
    footer: view.footer,
    buttons: view.buttons,
  });

/** "Megan, Daan and somebody": names as a sentence says them. */
const namesOf = (
  people: readonly { readonly name: string }[],
  lang: Lang,
  unknown: string,
): string =>
  new Intl.ListFormat(lang, { type: 'conjunction' }).format(
    people.map(({ name }) => name || unknown),
  );

/** The giver as the receiver reads it; after an erase nobody. */
export const giverName = (t: Translate, { from }: Pick<Received, 'from'>): string =>
  from.name || t('common.aColleague');

/** A badge as its receiver gets it: the picture and the story first. */
export function receivedCard(
  viewer: Pick<Viewer, 't' | 'lang'> & { readonly me: string },
  links: Links,
  badge: Received,
  offer: Offer,
  said = '',
): Card {
  const { t, lang, me } = viewer;
  const from = giverName(t, badge);
  const others = badge.to.filter(({ id }) => id !== me);
  const names = namesOf(others, lang, t('common.colleague'));
  const asks = offer === 'open' && !badge.hidden;
  return badgeCard(t, links, {
    badge: badge.badge,
    title: t(`common.badge.${badge.badge}`),
    subtitle: t('thanks.received.from', { name: plain(from), skill: plain(badge.skill) }),
    text: badge.text,
    lines: [
      ...(others.length === 0 ? [] : [t('thanks.received.others', { names: plain(names) })]),
      ...(said === '' ? [] : [plain(said)]),
      ...(asks ? [t('thanks.offer.ask', { skill: plain(badge.skill) })] : []),
    ],
    footer: [
      badge.visibility === 'team'
        ? t('thanks.sees.team')
        : others.length === 0
          ? t('thanks.sees.two', { name: plain(from) })
          : t('thanks.sees.all', { name: plain(from) }),
      ...(asks ? [t('thanks.offer.sees')] : []),
    ].join(' '),
    buttons: receivedButtons(
      t,
      badge,
      asks,
      said === '',
      links.tab(personId(me), 'badges', badge.id),
    ),
  });
}

function receivedButtons(
  t: Translate,
  badge: Received,
  asks: boolean,
  fresh: boolean,
  url: string,
): Button[] {
  const press = (title: string, act: ReceivedAct, more: object = {}): Button => ({
    title,
    verb: 'thanks.received',
    data: { id: badge.id, act },
    ...more,
  });
  const offer: Button[] = [
    press(t('thanks.offer.add'), 'add', { style: 'positive' }),
    press(t('thanks.offer.no'), 'no'),
  ];
  const back: Button = {
    title: t('thanks.back'),
    verb: 'thanks.open',
    data: { to: [badge.from.id], skill: '', keep: true },
  };
  return [
    ...(asks ? offer : fresh && !badge.hidden ? [press(t('thanks.seen.button'), 'seen')] : []),
    ...(badge.from.id === '' ? [] : [back]),
    badge.hidden ? press(t('thanks.show'), 'show') : press(t('thanks.hide'), 'hide'),
    // While something is asked, that comes first, and a card shows few buttons.
    ...(asks ? [] : [{ title: t('thanks.openBadge'), url }]),
  ];
}

/** The one message in the channel: what the giver wrote, and nothing more. */
export function postCard(t: Translate, lang: Lang, links: Links, given: Given): Outgoing {
  const names = namesOf(given.to, lang, t('common.aColleague'));
  const title = t('thanks.post.title', { from: giverName(t, given), names });
  return {
    text: title,
    card: badgeCard(t, links, {
      badge: given.badge,
      title: plain(title),
      subtitle: t('thanks.post.badge', {
        badge: t(`common.badge.${given.badge}`),
        skill: plain(given.skill),
      }),
      text: given.text,
      lines: [],
      footer: t('thanks.post.footer'),
      buttons: [],
    }),
  };
}

/**
 * A badge that is not sent yet, as its readers will see it, in the dialog it was filled in.
 * @param filled what the dialog's form held; its buttons hand it on
 */
export function previewCard(
  t: Translate,
  lang: Lang,
  links: Links,
  draft: Pick<Given, 'badge' | 'skill' | 'text' | 'visibility'> & {
    readonly from: string;
    readonly to: readonly { readonly name: string }[];
  },
  filled: object,
): Card {
  const names = namesOf(draft.to, lang, t('common.colleague'));
  const card = badgeCard(t, links, {
    badge: draft.badge,
    title: plain(t('thanks.post.title', { from: draft.from || t('common.aColleague'), names })),
    subtitle: t('thanks.post.badge', {
      badge: t(`common.badge.${draft.badge}`),
      skill: plain(draft.skill),
    }),
    text: draft.text,
    lines: [],
    footer: [
      t('thanks.preview.line'),
      draft.visibility === 'team'
        ? t('thanks.preview.team')
        : t('thanks.sees.given', { names: plain(names) }),
    ].join(' '),
    buttons: [],
  });
  // A dialog knows Action.Submit only.
  const submit = (title: string, verb: string, more: object = {}): Card => ({
    type: 'Action.Submit',
    title,
    data: { ...filled, verb },
    ...more,
  });
  return finish({
    ...card,
    actions: [
      submit(t('thanks.form.send'), 'thanks.give', { style: 'positive' }),
      submit(t('thanks.preview.change'), 'thanks.edit'),
    ],
  });
}

/** What stands in a card's place after its badge was taken back. */
export const withdrawnCard = (t: Translate): Outgoing & { readonly card: Card } => ({
  text: t('common.withdrawn'),
  card: note({ title: t('common.withdrawn'), lines: [t('thanks.withdrawn.card')] }),
});

/** In sentences: to whom it went, and when they hear of it. */
export function receipt(t: Translate, lang: Lang, given: Given): string[] {
  if (given.state === 'withdrawn') return [t('thanks.takeBack.done')];
  return [
    t('thanks.receipt.sent', { names: namesOf(given.to, lang, t('common.colleague')) }),
    t('thanks.receipt.when'),
    // The same whoever it went to: who uses the app is theirs to tell.
    t('thanks.receipt.away', { days: keptDays }),
  ];
}

function seenBy(t: Translate, { state, visibility }: Given, names: string): string {
  if (state === 'withdrawn') return t('thanks.sees.you');
  return visibility === 'team'
    ? t('thanks.sees.team')
    : t('thanks.sees.given', { names: plain(names) });
}

/** What the giver keeps in hand after sending. */
export function receiptCard({ t, lang }: Pick<Viewer, 't' | 'lang'>, links: Links, given: Given) {
  const names = namesOf(given.to, lang, t('common.colleague'));
  const withdrawn = given.state === 'withdrawn';
  return badgeCard(t, links, {
    badge: given.badge,
    title: withdrawn ? t('common.withdrawn') : t('thanks.receipt.title'),
    subtitle: t('thanks.receipt.what', {
      badge: t(`common.badge.${given.badge}`),
      skill: plain(given.skill),
    }),
    text: given.text,
    lines: receipt(t, lang, given).map(plain),
    footer: seenBy(t, given, names),
    buttons: [
      ...(withdrawn
        ? []
        : [
            {
              title: t('thanks.takeBack'),
              verb: 'thanks.take-back',
              data: { id: given.id },
            },
          ]),
      { title: t('thanks.another'), verb: 'thanks.open', data: { to: [], skill: '', keep: true } },
      {
        title: t('thanks.openBadge'),
        url: links.tab(personId(given.from.id), 'badges', given.id),
      },
    ],
  });
}

/** In a channel, where everybody reads it: that it was sent, and nothing of what. */
export const sentPubliclyCard = (t: Translate): Card =>
  note({ lines: [t('thanks.receipt.public')] });

/** Several people have the name: which one? */
export function whichCard(
  t: Translate,
  name: string,
  candidates: readonly { readonly id: string; readonly name: string }[],
  open: { readonly to: readonly string[]; readonly skill: string; readonly asker?: string },
): Card {
  const press = (title: string, to: readonly string[]): Button => ({
    title,
    verb: 'thanks.open',
    data: { ...open, to },
  });
  return note({
    title: t('thanks.which.title', { name: plain(name) }),
    footer: t('thanks.which.sees'),
    buttons: [
      ...candidates.map((person) => press(person.name, [...open.to, person.id])),
      press(t('thanks.which.other'), open.to),
    ],
  });
}
