import { z } from 'zod';
import { hash } from '#bot/core/ids';
import { no } from '#bot/core/outcome';
import { type Instant, instantOf, isoInstant } from '#bot/core/time';
import {
  type Bound,
  dataCard,
  eraseCard,
  erasedCard,
  exportCard,
  keptCard,
} from '#bot/features/privacy/card';
import { type Elsewhere, everythingAbout } from '#bot/features/privacy/export';
import { beginErase, removeOwn } from '#bot/features/privacy/sweep';
import type { Action, Card, ChatTurn, Command, Deps, Feature, Reply, Turn } from '#bot/ports';
import { scheduleDue } from '#bot/records/due';

/** What others see to before somebody's rows go. */
export type Leaving = (turn: Turn) => Promise<void>;

/** How long the question "erase everything?" stands. */
const questionStands = { hours: 1 };

const pressed = z.object({ for: z.string(), asked: z.iso.datetime({ offset: true }) });

export function privacyVerbs(
  deps: Deps,
  elsewhere: Elsewhere,
  leaving: Leaving,
): Pick<Feature, 'commands' | 'actions' | 'rescue'> {
  const settings = (turn: Turn): string => deps.links.tab(turn.me, 'privacy');
  const card = (turn: Turn, content: Card): Reply => ({
    kind: 'card',
    card: content,
    summary: turn.t('privacy.title'),
  });
  const myData = async (turn: ChatTurn): Promise<Reply> =>
    card(turn, dataCard(turn.t, settings(turn), boundTo(turn)));

  /** A button of these cards works for the person it was made for, and for nobody else. */
  const mine =
    (run: (turn: ChatTurn, bound: Bound) => Promise<Reply>): Action =>
    async (turn, data) => {
      const bound = pressed.safeParse(data);
      if (!bound.success) return no('common.refused.shape');
      if (bound.data.for !== boundTo(turn).for) return no('common.refused.notYours');
      return run(turn, bound.data);
    };

  const command: Command = {
    words: 'privacy.command.data',
    argument: 'none',
    where: 'personal',
    rescue: true,
    run: myData,
  };
  const actions: Readonly<Record<string, Action>> = {
    'privacy.data': myData,
    'privacy.export': mine(async (turn) =>
      card(
        turn,
        exportCard(turn.t, await everythingAbout(deps.tables, turn, elsewhere), settings(turn)),
      ),
    ),
    'privacy.ask': mine(async (turn) => card(turn, eraseCard(turn.t, boundTo(turn)))),
    'privacy.erase': mine(async (turn, { asked }) => {
      if (!stands(asked, turn.now)) return no('common.refused.stale');
      await eraseEverything(deps, turn, leaving);
      return card(turn, erasedCard(turn.t));
    }),
    'privacy.keep': mine(async (turn) => card(turn, keptCard(turn.t))),
  };
  return { commands: [command], actions, rescue: Object.keys(actions) };
}

const boundTo = ({ ctx, me, now }: Turn): Bound => ({
  for: hash(16, 'privacy', ctx.tenant, me),
  asked: isoInstant(now),
});

const stands = (asked: string, now: Instant): boolean =>
  isoInstant(instantOf(asked).add(questionStands)) >= isoInstant(now);

/** Everything of the person goes at once; what others hold, by a job that survives a crash. */
export async function eraseEverything(deps: Deps, turn: Turn, leaving: Leaving): Promise<void> {
  turn.keepNothing();
  await leaving(turn);
  const hash = await beginErase(deps.tables, turn.ctx, turn.person);
  await scheduleDue(deps.tables, turn.ctx, [{ at: turn.now, kind: 'sweep', who: hash }]);
  await removeOwn(deps.tables, turn.ctx, turn.me);
}
