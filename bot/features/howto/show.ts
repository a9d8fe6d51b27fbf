import { plain } from '#bot/core/text';
import { beforeAskCard, besideLines } from '#bot/features/howto/card';
import type { HowToDeps, Topic } from '#bot/features/howto/deps';
import { howToOn, type Readers, readersAt, readersOf, teamsOf } from '#bot/features/howto/find';
import { foundView, ownView, type Reader } from '#bot/features/howto/view';
import type { HowToView } from '#bot/features/howto/wire';
import type { ChatTurn, Reply, Turn } from '#bot/ports';

export const readerOf = ({ deps }: HowToDeps, { t, lang, now }: Turn): Reader => ({
  t,
  lang,
  now,
  zone: deps.calendar.defaultZone,
});

/** How the one of a topic stands for these readers; undefined when there is none. */
export async function viewOn(
  help: HowToDeps,
  turn: Turn,
  readers: Readers,
  topic: Topic,
): Promise<HowToView | undefined> {
  const found = await howToOn(help, readers, topic);
  const reader = readerOf(help, turn);
  if (found === undefined) return undefined;
  const [first = ''] = teamsOf(turn).map(({ id }) => id);
  if (found.kind === 'own') return ownView(found.name, first, false, reader);
  const inTeam = readers.teams.includes(found.howTo.team);
  return foundView(found.howTo, reader, { me: turn.me, inTeam });
}

/** Below *who*: the one how-to of a topic, as lines, for all who read along. */
export const beside =
  (help: HowToDeps) =>
  async (turn: ChatTurn, topic: Topic): Promise<readonly string[]> => {
    const view = await viewOn(help, turn, readersAt(turn), topic);
    return view === undefined ? [] : [...besideLines(turn, view), `_${plain(view.seen)}_`];
  };

/** Before an ask leaves a dialog: the same as lines, with why they stand there. */
export const helpsAlready =
  (help: HowToDeps) =>
  async (turn: ChatTurn, topic: Topic): Promise<readonly string[]> => {
    const view = await viewOn(help, turn, readersOf(turn), topic);
    if (view === undefined) return [];
    return [turn.t('howto.before'), ...besideLines(turn, view), `_${plain(view.seen)}_`];
  };

/** Before an ask leaves: the one how-to of its topic; undefined when there is none. */
export const beforeAsk =
  (help: HowToDeps) =>
  async (turn: ChatTurn, topic: Topic): Promise<Reply | undefined> => {
    const view = await viewOn(help, turn, readersOf(turn), topic);
    if (view === undefined) return undefined;
    const summary = turn.t('howto.card.title', { topic: plain(view.topic) });
    return { kind: 'card', card: beforeAskCard(turn, view, topic.name), summary };
  };
