import { z } from 'zod';
import { type Outcome, ok } from '#bot/core/outcome';
import { giverName, receipt } from '#bot/features/thanks/card';
import { give } from '#bot/features/thanks/give';
import { answer, type ReceiveDeps } from '#bot/features/thanks/receive';
import { offerOf } from '#bot/features/thanks/rules';
import { allGiven, allReceived, type Given, type Received } from '#bot/features/thanks/store';
import { takeBack } from '#bot/features/thanks/take-back';
import {
  type BadgesView,
  type GaveView,
  type GivenView,
  giveInput,
  hiddenInput,
  offerInput,
  type ReceivedView,
} from '#bot/features/thanks/wire';
import { type Route, route, type Turn } from '#bot/ports';

export function thanksRoutes(thanks: ReceiveDeps): Route[] {
  const { deps, skillNamed } = thanks;
  const { tables } = deps;

  const receivedView = (turn: Turn, badge: Received): ReceivedView => ({
    id: badge.id,
    at: badge.at,
    badge: badge.badge,
    skill: badge.skill,
    text: badge.text,
    from: giverName(turn.t, badge),
    visibility: badge.visibility,
    hidden: badge.hidden,
    offer: offerOf(turn.person, badge.skill, skillNamed),
  });

  const givenView = ({ t }: Turn, given: Given): GivenView => ({
    id: given.id,
    at: given.at,
    badge: given.badge,
    skill: given.skill,
    text: given.text,
    // Of whom nothing is known, nothing is told apart: neither who erased their data.
    to: given.to.map(({ id, name }) =>
      name === '' ? { id: '', name: t('common.colleague') } : { id, name },
    ),
    visibility: given.visibility,
    state: given.state,
  });

  return [
    route({
      method: 'get',
      path: '/badges',
      input: z.object({}),
      run: async (turn) => {
        const [received, given] = await Promise.all([
          allReceived(tables, turn.ctx, turn.me),
          allGiven(tables, turn.ctx, turn.me),
        ]);
        const view: BadgesView = {
          received: received.map((badge) => receivedView(turn, badge)),
          given: given.map((badge) => givenView(turn, badge)),
        };
        return ok(view);
      },
    }),
    route({
      method: 'post',
      path: '/badges',
      input: giveInput,
      run: async (
        turn,
        { to, badge, skill, text, visibility, team },
      ): Promise<Outcome<GaveView>> => {
        const draft = { to, badge, skill, text, visibility };
        const given = await give(thanks, turn, { draft, operation: turn.operation, team });
        if (!given.ok) return given;
        const said = receipt(turn.t, turn.lang, given.value).join(' ');
        return ok({ ...givenView(turn, given.value), said });
      },
    }),
    route({
      method: 'put',
      path: '/badges/received/:id/hidden',
      input: hiddenInput,
      run: async (turn, { hidden }, { id = '' }) => {
        const answered = await answer(thanks, turn, id, hidden ? 'hide' : 'show');
        return answered.ok ? ok({}) : answered;
      },
    }),
    route({
      method: 'post',
      path: '/badges/received/:id/offer',
      input: offerInput,
      run: async (turn, { accept }, { id = '' }) => {
        const answered = await answer(thanks, turn, id, accept ? 'add' : 'no');
        return answered.ok ? ok({ said: answered.value.said }) : answered;
      },
    }),
    route({
      method: 'post',
      path: '/badges/given/:id/take-back',
      input: z.object({}),
      run: async (turn, _, { id = '' }) => {
        const taken = await takeBack(deps, turn, id);
        if (!taken.ok) return taken;
        const said = taken.value.already ? 'thanks.takeBack.already' : 'thanks.takeBack.done';
        return ok({ said: turn.t(said) });
      },
    }),
  ];
}
