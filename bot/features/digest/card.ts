import { type Button, button, note } from '#bot/cards/note';
import { cardTemplate, finish } from '#bot/cards/render';
import type { Translate } from '#bot/core/i18n';
import type { PersonId, TeamId } from '#bot/core/ids';
import { plain } from '#bot/core/text';
import digestJson from '#bot/features/digest/cards/digest.json';
import type { Act, Digest } from '#bot/features/digest/record';
import { publicLines, render } from '#bot/features/digest/render';
import type { Card, Reply } from '#bot/ports';
import type { Lang } from '#bot/strings/index';

/** What a reader's card adds to the digest: their buttons, and what a press just did. */
export interface Reading {
  readonly team: TeamId;
  readonly subscribed: boolean;
  /** Page *Team* of the tab. */
  readonly tab: string;
  readonly notice?: string;
}

type CardReply = Extract<Reply, { kind: 'card' }>;

interface View {
  readonly notice: string;
  readonly title: string;
  readonly lines: readonly { readonly line: string }[];
  readonly chartTitle: string;
  readonly chartSummary: string;
  readonly points: readonly { readonly x: string; readonly y: number }[];
  readonly suggestion: string;
  readonly footer: string;
}

const expand = cardTemplate<View>(digestJson);

/**
 * A frozen digest. The text is everybody's; the supportive act is a subscriber's.
 * @param available the act has not run this week
 */
export function digestCard(
  t: Translate,
  lang: Lang,
  reading: Reading & { readonly digest: Digest; readonly available: boolean },
): CardReply {
  const { digest, team, subscribed, available } = reading;
  const { title, lines, chart, suggestion } = render(digest, t, lang);
  const card = expand({
    notice: reading.notice ?? '',
    title: plain(title),
    lines: lines.map((line) => ({ line: plain(line) })),
    chartTitle: chart.title,
    chartSummary: chart.summary,
    points: chart.points.map(({ label, value }) => ({ x: label, y: value })),
    suggestion: suggestion.text,
    footer: t('digest.footer', { team: plain(digest.team), subscribed: String(subscribed) }),
  });
  const data = { team, week: digest.week };
  const act: Button[] =
    subscribed && available
      ? [{ title: suggestion.label, verb: 'digest.act', data: { ...data, act: suggestion.act } }]
      : [];
  const buttons = [...act, subscription(t, subscribed, data), openTeam(t, reading.tab)];
  return {
    kind: 'card',
    card: finish({ ...card, actions: buttons.map(button) }),
    summary: title,
  };
}

const subscription = (t: Translate, subscribed: boolean, data: object): Button => ({
  title: t(subscribed ? 'digest.unsubscribe' : 'digest.subscribe'),
  verb: subscribed ? 'digest.unsubscribe' : 'digest.subscribe',
  data: { ...data },
});

const openTeam = (t: Translate, url: string): Button => ({ title: t('digest.open'), url });

/** No digest yet: when the first comes. */
export function noDigestCard(
  t: Translate,
  reading: Reading & { readonly name: string; readonly when: string },
): CardReply {
  const { team, subscribed, notice, name, when } = reading;
  const none = t('digest.none', { team: plain(name), when });
  return {
    kind: 'card',
    card: note({
      title: t('digest.noneTitle'),
      lines: [...(notice === undefined ? [] : [notice]), none],
      footer: t('digest.footer', { team: plain(name), subscribed: String(subscribed) }),
      buttons: [subscription(t, subscribed, { team }), openTeam(t, reading.tab)],
    }),
    summary: t('digest.noneTitle'),
  };
}

/** The one post of *Invite the team to share*. */
export const inviteCard = (t: Translate, chat: string | undefined): Card =>
  note({
    title: t('digest.invite.title'),
    lines: [t('digest.invite.how'), t('digest.invite.sees')],
    buttons: [
      { title: t('digest.invite.in'), verb: 'people.in', style: 'positive' },
      ...(chat === undefined ? [] : [{ title: t('digest.invite.chat'), url: chat }]),
    ],
  });

/** The one post of *Thank the team*, with what the team itself made public. */
export const thankCard = (t: Translate, lang: Lang, digest: Digest | undefined): Card =>
  note({
    title: t('digest.thank.title'),
    lines: [
      ...(digest === undefined ? [] : madePublic(digest, t, lang).map(plain)),
      t('digest.thank.words'),
    ],
  });

/** Only what there is: a post that thanks counts no noughts. */
const madePublic = (digest: Digest, t: Translate, lang: Lang): string[] =>
  publicLines(digest, t, lang).filter(
    (_, index) => (index === 0 ? digest.badges : digest.topics.count) > 0,
  );

export const postOf = (
  act: Act,
  t: Translate,
  lang: Lang,
  digest: Digest | undefined,
  chat: string | undefined,
): { card: Card; text: string } =>
  act === 'invite'
    ? { card: inviteCard(t, chat), text: t('digest.invite.title') }
    : { card: thankCard(t, lang, digest), text: t('digest.thank.title') };

/** Names to choose from; Teams shows no more buttons than six. */
const choices = 5;

/** Who is meant: more than one carries the name. */
export const whichCard = (
  t: Translate,
  team: TeamId,
  found: readonly { readonly id: PersonId; readonly name: string }[],
): CardReply => ({
  kind: 'card',
  card: note({
    title: t('digest.for.which'),
    lines: found.length > choices ? [t('digest.for.more')] : [],
    buttons: found
      .slice(0, choices)
      .map(({ id, name }) => ({ title: name, verb: 'digest.hand', data: { team, to: id } })),
  }),
  summary: t('digest.for.which'),
});
