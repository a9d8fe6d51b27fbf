import { type Button, button, note } from '#bot/cards/note';
import { pick } from '#bot/cards/pick';
import { previewCard } from '#bot/cards/preview';
import { cardTemplate, finish } from '#bot/cards/render';
import type { Translate } from '#bot/core/i18n';
import type { PersonId, TeamId } from '#bot/core/ids';
import { cut, plain } from '#bot/core/text';
import digestJson from '#bot/features/digest/cards/digest.json';
import { wantedIn } from '#bot/features/digest/explain';
import type { Act, Digest } from '#bot/features/digest/record';
import { gapOf, madePublic, render, wantedLine } from '#bot/features/digest/render';
import type { Card, Reply } from '#bot/ports';
import type { Lang } from '#bot/strings/index';

/** What a reader's card adds to the digest: their buttons, and what a press just did. */
export interface Reading {
  readonly team: TeamId;
  readonly subscribed: boolean;
  /** Page *Team* of the tab. */
  readonly tab: string;
  readonly notice?: string;
  /** The skill that a press just added, which another takes off again. */
  readonly undo?: { readonly id: string };
}

type CardReply = Extract<Reply, { kind: 'card' }>;

interface View {
  readonly notice: string;
  readonly title: string;
  readonly lines: readonly { readonly line: string }[];
  readonly explain: readonly Card[];
  readonly explainSees: string;
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
 * @param explain topics of the digest that the reader does not share yet
 */
export function digestCard(
  t: Translate,
  lang: Lang,
  reading: Reading & {
    readonly digest: Digest;
    readonly available: boolean;
    readonly explain: readonly string[];
  },
): CardReply {
  const { digest, team, subscribed, available } = reading;
  const { title, lines, chart, suggestion } = render(digest, t, lang);
  const data = { team, week: digest.week };
  const card = expand({
    notice: reading.notice ?? '',
    title: plain(title),
    lines: lines.map((line) => ({ line: plain(line) })),
    explain: reading.explain.map((topic) => button(explainButton(t, topic, data))),
    explainSees: t('digest.explain.sees'),
    chartTitle: chart.points.length === 0 ? '' : chart.title,
    chartSummary: chart.summary,
    points: chart.points.map(({ label, value }) => ({ x: label, y: value })),
    suggestion: plain(suggestion.text),
    footer: t('digest.footer', { team: plain(digest.team), subscribed: String(subscribed) }),
  });
  const { undo } = reading;
  const back: Button[] =
    undo === undefined
      ? []
      : [{ title: t('common.undo'), verb: 'digest.unexplain', data: { ...data, id: undo.id } }];
  const act: Button[] =
    subscribed && available
      ? [
          {
            title: actLabel(t, digest),
            verb: 'digest.act',
            data: { ...data, act: suggestion.act },
            style: 'positive',
          },
        ]
      : [];
  const handing: Button[] = subscribed
    ? [{ title: t('digest.hand.button'), verb: 'digest.give', data: { team } }]
    : [];
  const buttons = [
    ...back,
    ...act,
    subscription(t, subscribed, data),
    ...handing,
    openTeam(t, reading.tab),
  ];
  return {
    kind: 'card',
    card: finish({ ...card, actions: buttons.map(button) }),
    summary: title,
  };
}

/** Topics have up to 80 characters; a button on a phone shows about thirty, its words among them. */
const onButton = 14;

/** The gap itself stands above it: with its name a phone would cut the button off. */
const actLabel = (t: Translate, digest: Digest): string =>
  t(`digest.act.${gapOf(digest) === undefined ? digest.suggestion : 'ask'}`);

const explainButton = (t: Translate, topic: string, data: object): Button => ({
  title: t('digest.explain', { topic: cut(topic, onButton) }),
  verb: 'digest.explain',
  data: { ...data, topic },
});

const subscription = (t: Translate, subscribed: boolean, data: object): Button => ({
  title: t(subscribed ? 'digest.unsubscribe' : 'digest.subscribe'),
  verb: subscribed ? 'digest.unsubscribe' : 'digest.subscribe',
  data: { ...data },
  ...(subscribed ? {} : { style: 'positive' }),
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

/** The digest of a team, offered to whoever says that they lead it. */
export const offerCard = (
  t: Translate,
  { id, name }: { readonly id: TeamId; readonly name: string },
): CardReply => {
  const title = t('digest.offer.title', { team: plain(name) });
  return {
    kind: 'card',
    card: note({
      title,
      lines: [t('digest.offer.what')],
      buttons: [subscription(t, false, { team: id })],
    }),
    summary: title,
  };
};

/**
 * The one post of *Invite the team to share*: what the digest says is looked for, each with a button
 * that works for whoever presses it.
 */
export function inviteCard(
  t: Translate,
  lang: Lang,
  team: TeamId,
  digest: Digest | undefined,
  chat: string | undefined,
): Card {
  const wanted = digest === undefined ? [] : wantedIn(digest);
  const data = { team, week: digest?.week ?? '' };
  return note({
    ...postText('invite', t, lang, digest),
    buttons: [
      ...wanted.map(({ topic }) => explainButton(t, topic, data)),
      { title: t('digest.invite.in'), verb: 'people.in', style: 'positive' },
      ...(chat === undefined ? [] : [{ title: t('digest.invite.chat'), url: chat }]),
    ],
  });
}

/** The one post of *Thank the team*, with what the team itself made public. */
export const thankCard = (t: Translate, lang: Lang, digest: Digest | undefined): Card =>
  note(postText('thank', t, lang, digest));

const inviteTitle = (t: Translate, digest: Digest | undefined): string => {
  const topic = digest === undefined ? undefined : gapOf(digest);
  return topic === undefined
    ? t('digest.invite.title')
    : t('digest.invite.ask', { topic: plain(topic) });
};

/** What a supportive act's post says. */
export function postText(
  act: Act,
  t: Translate,
  lang: Lang,
  digest: Digest | undefined,
): { title: string; lines: string[] } {
  if (act === 'thank') {
    const done = digest === undefined ? [] : madePublic(digest, t, lang).map(plain);
    return { title: t('digest.thank.title'), lines: [...done, t('digest.thank.words')] };
  }
  const line = digest === undefined ? undefined : wantedLine(digest, t, lang);
  const wanted = line === undefined ? [] : [plain(line)];
  return {
    title: inviteTitle(t, digest),
    lines: [...wanted, t('digest.invite.how'), t('digest.invite.sees')],
  };
}

/** The post of an act before it is sent. */
export function actPreview(
  t: Translate,
  { id, name }: { readonly id: TeamId; readonly name: string },
  post: Card,
  data: { readonly week: string; readonly act: Act },
): CardReply {
  const about = { team: id, ...data };
  const buttons: Button[] = [
    { title: t('common.preview.send'), verb: 'digest.send', data: about, style: 'positive' },
    { title: t('common.preview.back'), verb: 'digest.show', data: about },
  ];
  return {
    kind: 'card',
    card: previewCard(t, { team: name, post, buttons }),
    summary: t('common.preview.title', { team: plain(name) }),
  };
}

export const postOf = (
  act: Act,
  t: Translate,
  lang: Lang,
  team: TeamId,
  digest: Digest | undefined,
  chat: string | undefined,
): { card: Card; text: string } =>
  act === 'invite'
    ? { card: inviteCard(t, lang, team, digest, chat), text: inviteTitle(t, digest) }
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

/** To whom the digest is handed over. */
export function giveCard(
  t: Translate,
  { id, name }: { readonly id: TeamId; readonly name: string },
): CardReply {
  const title = t('digest.hand.pick', { team: plain(name) });
  return {
    kind: 'card',
    card: pick({
      title,
      line: t('digest.hand.line'),
      label: t('digest.hand.label'),
      placeholder: t('digest.hand.placeholder'),
      error: t('digest.for.missing'),
      seen: t('digest.hand.seen'),
      value: '',
      button: { title: t('digest.hand.next'), verb: 'digest.give', data: { team: id } },
      suggests: false,
    }),
    summary: title,
  };
}

/** What handing over does, and what the channel would read, before a colleague is asked. */
export function handCard(
  t: Translate,
  { id, name }: { readonly id: TeamId; readonly name: string },
  to: { readonly id: PersonId; readonly name: string },
  post: string,
): CardReply {
  const title = t('digest.hand.title', { name: plain(to.name), team: plain(name) });
  const data = { team: id, to: to.id };
  return {
    kind: 'card',
    card: note({
      title,
      lines: [t('digest.hand.line'), t('digest.hand.post', { post })],
      buttons: [
        {
          title: t('digest.hand.ask'),
          verb: 'digest.hand',
          data: { ...data, tell: false },
          style: 'positive',
        },
        { title: t('digest.hand.askTell'), verb: 'digest.hand', data: { ...data, tell: true } },
        { title: t('digest.hand.back'), verb: 'digest.show', data: { team: id } },
      ],
    }),
    summary: title,
  };
}
