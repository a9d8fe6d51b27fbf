import { z } from 'zod';
import { type Button, note } from '#bot/cards/note';
import { onOwnCard, ownerOf } from '#bot/cards/own';
import { previewCard } from '#bot/cards/preview';
import type { TenantContext } from '#bot/core/ids';
import { no, type Outcome, ok } from '#bot/core/outcome';
import { plain, unmarked } from '#bot/core/text';
import { instantOf, isoInstant } from '#bot/core/time';
import { leavesTime } from '#bot/delivery/rules';
import {
  actOnMatch,
  answerInvitation,
  answerMet,
  answers,
  blockMate,
  meetLater,
  remove,
  saidOf,
} from '#bot/features/rounds/answer';
import {
  inviteCard,
  inviteView,
  leftView,
  matchOf,
  matchView,
  metCard,
  metView,
  newsOf,
  readerOf,
  rhythmCard,
} from '#bot/features/rounds/card';
import { leftKind, metKind, sameMatch } from '#bot/features/rounds/match';
import { inviteKind } from '#bot/features/rounds/open';
import { everyWeeks } from '#bot/features/rounds/record';
import { matchKind, type RoundsDeps, rhythmNamed } from '#bot/features/rounds/rules';
import { cardOfMatch } from '#bot/features/rounds/show';
import {
  announcementOf,
  type Standing,
  sayStanding,
  standing,
  switchRhythm,
  teamMeant,
} from '#bot/features/rounds/switch';
import { pressed as pressedOn, typed } from '#bot/meeting/another';
import type { Card, ChatTurn, Command, Feature, ItemKind, ItemView, Reply, Turn } from '#bot/ports';
import type { OpenItem } from '#bot/records/profile';

const every = z.union([z.literal(0), ...everyWeeks.map((weeks) => z.literal(weeks))]);
const switching = z.object({ scope: z.string().max(200), every });
const pressed = z.object({ item: z.string().max(200), act: z.string().max(200) });
const pressedTime = pressed.extend(typed.shape);
const answering = z.object({ item: z.string().max(200), answer: z.enum(answers) });

export function roundsVerbs(
  deps: RoundsDeps,
  ctx: TenantContext,
): Required<Pick<Feature, 'commands' | 'actions' | 'items'>> {
  const { calendar } = deps;
  const shown = (card: Card, summary: string): Reply => ({ kind: 'card', card, summary });

  const show = (turn: ChatTurn, known: Standing, said: string): Reply => {
    const { scope, rhythm, mayChange, name } = known;
    const card = rhythmCard(turn.t, {
      scope,
      by: ownerOf(turn.me),
      said,
      every: rhythm.every,
      mayChange,
      who: turn.t('rounds.who', { team: plain(name) }),
    });
    return shown(card, said);
  };

  const rounds = async (turn: ChatTurn, typed: string): Promise<Reply> => {
    const team = teamMeant(turn);
    const known = team === undefined ? undefined : await standing(deps, turn, team);
    if (known === undefined) return no('rounds.refused.noTeam');
    if (typed === '') return show(turn, known, sayStanding(deps, turn, known));
    const weeks = rhythmNamed(typed);
    if (weeks === undefined) return no('rounds.refused.unclear');
    return propose(turn, known, weeks);
  };

  /** What posts in the channel is shown first; the rest is done at once. */
  const propose = async (
    turn: ChatTurn,
    known: Standing,
    weeks: z.output<typeof every>,
  ): Promise<Reply> => {
    const text = announcementOf(known, weeks, turn.now);
    if (text === undefined) return change(turn, known, weeks);
    const data = { by: ownerOf(turn.me), scope: known.scope, every: weeks };
    const buttons: Button[] = [
      { title: turn.t('common.preview.send'), verb: 'rounds.start', data, style: 'positive' },
      { title: turn.t('common.preview.back'), verb: 'rounds.show', data },
    ];
    const card = previewCard(turn.t, { team: known.name, post: note({ lines: [text] }), buttons });
    return shown(card, turn.t('common.preview.title', { team: plain(known.name) }));
  };

  const change = async (
    turn: ChatTurn,
    known: Standing,
    weeks: z.output<typeof every>,
  ): Promise<Reply> => {
    const said = await switchRhythm(deps, turn, known, weeks);
    if (!said.ok) return said;
    const after = await standing(deps, turn, known.scope);
    return show(turn, after ?? known, said.value);
  };

  const onStanding = (
    run: (turn: ChatTurn, known: Standing, weeks: z.output<typeof every>) => Promise<Reply>,
  ) =>
    onOwnCard(switching, async (turn, { scope, every: weeks }) => {
      const known = await standing(deps, turn, scope);
      return known === undefined ? no('common.refused.notFound') : run(turn, known, weeks);
    });

  const command: Command = {
    words: 'rounds.command.rounds',
    argument: 'optional',
    where: 'personal',
    run: rounds,
  };

  /** The open item that a card names, while it stands. */
  const itemOf = ({ person, now }: Turn, id: string, kind: string): OpenItem | undefined =>
    person.open.find(
      (item) => item.id === id && item.kind === kind && item.expires > isoInstant(now),
    );

  /** What takes the question's place: one line for the next person, or the match with other times. */
  const nextCard = async (
    turn: ChatTurn,
    asked: string,
    next: string | undefined,
  ): Promise<Card | undefined> => {
    if (next !== undefined) return deps.after.card(turn, next);
    const match = (await turn.refresh()).open.find(
      ({ id, kind }) => kind === matchKind && sameMatch(id, asked.replace(metKind, matchKind)),
    );
    return match && cardOfMatch(deps, ctx, readerOf(turn, calendar), match);
  };

  /** A press on a match, or none: where it stands now takes the card's place. */
  const onMatch = async (turn: ChatTurn, id: string, act: string | undefined): Promise<Reply> => {
    const item = itemOf(turn, id, matchKind);
    const changed = item === undefined ? no('rounds.refused.changed') : undefined;
    const said = item && act !== undefined ? await actOnMatch(deps, turn, item, act) : undefined;
    if (said?.ok === false) return said;
    // Also when this card is from before.
    const now = (await turn.refresh()).open.find(
      (open) => open.kind === matchKind && sameMatch(open.id, id),
    );
    if (now === undefined) {
      return said === undefined
        ? (changed ?? no('common.refused.stale'))
        : shown(note({ lines: [said.value] }), said.value);
    }
    const words = said?.value ?? turn.t('rounds.refused.changed');
    return shown(await cardOfMatch(deps, ctx, readerOf(turn, calendar), now), words);
  };

  return {
    commands: [command],
    actions: {
      'rounds.switch': onStanding((turn, known, weeks) => propose(turn, known, weeks)),
      'rounds.start': onStanding((turn, known, weeks) => change(turn, known, weeks)),
      'rounds.show': onStanding(async (turn, known) =>
        show(turn, known, sayStanding(deps, turn, known)),
      ),
      'rounds.answer': onOwnCard(answering, async (turn, { item: id, answer }) => {
        const item = itemOf(turn, id, inviteKind);
        if (item === undefined) return no('rounds.refused.closed');
        const after = await answerInvitation(deps, turn, item, answer);
        if (!after.ok) return after;
        const reader = readerOf(turn, calendar);
        return shown(inviteCard(reader, after.value), saidOf(deps, turn, after.value));
      }),
      'rounds.match': onOwnCard(pressedTime, (turn, { item: id, ...input }) =>
        pressedOn(
          turn,
          calendar,
          { verb: 'rounds.match', item: id },
          input,
          (act) => onMatch(turn, id, act),
          () => onMatch(turn, id, undefined),
        ),
      ),
      'rounds.met': onOwnCard(pressed, async (turn, { item: id, act }) => {
        const item = itemOf(turn, id, metKind);
        if (item === undefined) return no('common.refused.stale');
        const said = await tellMet(deps, turn, item, act);
        if (!said.ok) return said;
        const card = await nextCard(turn, item.id, said.value.next);
        return shown(card ?? note({ lines: [said.value.text] }), said.value.text);
      }),
    },
    items: {
      [inviteKind]: {
        order: 3,
        off: 'rounds',
        // Answered it stays to be changed, and is no news; late, it waits in *For you*.
        quiet: ({ data, expires }, { profile }, now) =>
          data['answer'] !== undefined || !leavesTime(profile, now, instantOf(expires), calendar),
        view: (viewer, item) => bare(inviteView(readerOf(viewer, calendar), item)),
        card: async (viewer, item) => inviteCard(readerOf(viewer, calendar), item),
        async act(turn, item, act) {
          const answer = answers.find((one) => one === act);
          if (answer === undefined) return no('common.refused.shape');
          const after = await answerInvitation(deps, turn, item, answer);
          return after.ok ? ok(saidOf(deps, turn, after.value)) : after;
        },
      },
      [matchKind]: {
        order: 1,
        // A time that is set or moved is told at once; the match itself with the day's message.
        told: ({ data }) => (data['at'] === undefined && data['news'] !== true ? 'daily' : 'step'),
        why: 'rounds.match.why',
        view: (viewer, item) => bare(matchView(readerOf(viewer, calendar), item, deps.links.talk)),
        card: (viewer, item) => cardOfMatch(deps, ctx, readerOf(viewer, calendar), item),
        news: (viewer, item) => newsOf(readerOf(viewer, calendar), item),
        act: (turn, item, act) => actOnMatch(deps, turn, item, act),
      },
      [metKind]: {
        order: 2,
        off: 'rounds',
        view: (viewer, item) => bare(metView(readerOf(viewer, calendar), item)),
        card: async (viewer, item) => metCard(readerOf(viewer, calendar), item),
        async act(turn, item, act) {
          const said = await tellMet(deps, turn, item, act);
          return said.ok ? ok(said.value.text) : said;
        },
      },
      [leftKind]: {
        order: 2,
        // Somebody counted on it: that it is off cannot wait. That there is none rides along.
        told: ({ data }) => (data['declined'] === true ? 'step' : undefined),
        view: (viewer, item) => bare(leftView(viewer, item)),
        act: seen,
      },
    } satisfies Record<string, ItemKind>,
  };
}

/** As *For you* and a notification show it: without Markdown. */
const bare = (view: ItemView): ItemView => ({
  ...view,
  title: unmarked(view.title),
  ...(view.text === undefined ? {} : { text: unmarked(view.text) }),
});

/** What somebody says of whether they met; `next` names what is asked then. */
async function tellMet(
  deps: RoundsDeps,
  turn: Turn,
  item: OpenItem,
  act: string,
): Promise<Outcome<{ readonly text: string; readonly next?: string }>> {
  const { t } = turn;
  const just = (said: Outcome<string>) => (said.ok ? ok({ text: said.value }) : said);
  if (matchOf(t, item.data).broken) return just(await seen(turn, item));
  if (act === 'times') return just(await meetLater(deps, turn, item));
  const blocked = await blockMate(deps, turn, item, act);
  if (blocked !== undefined) return just(blocked);
  if (act !== 'yes' && act !== 'no') return no('common.refused.stale');
  const next = await answerMet(deps, turn, item, act === 'yes');
  if (next !== undefined) return ok({ text: t('help.said.yes'), next });
  return ok({ text: t(act === 'yes' ? 'rounds.met.saidYes' : 'rounds.met.saidNo') });
}

async function seen(turn: Turn, item: OpenItem): Promise<Outcome<string>> {
  await remove(turn, item);
  return ok(turn.t('rounds.left.seen'));
}
