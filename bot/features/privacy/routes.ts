import { z } from 'zod';
import { type Outcome, ok } from '#bot/core/outcome';
import { keptView } from '#bot/features/privacy/card';
import { type Elsewhere, everythingAbout } from '#bot/features/privacy/export';
import { eraseEverything, keepingOf, type Leaving } from '#bot/features/privacy/verbs';
import { type EraseView, eraseInput } from '#bot/features/privacy/wire';
import { type Deps, type Route, route } from '#bot/ports';

export const privacyRoutes = (
  deps: Deps,
  elsewhere: Elsewhere,
  leaving: Leaving,
  leaverDays: number,
): Route[] => [
  route({
    method: 'get',
    path: '/me/data',
    input: z.object({}),
    rescue: true,
    run: async (turn) => ok(keptView(turn.t, keepingOf(deps, leaverDays))),
  }),
  route({
    method: 'get',
    path: '/me/export',
    input: z.object({}),
    rescue: true,
    run: async (turn) => ok(await everythingAbout(deps.tables, turn, elsewhere)),
  }),
  route({
    method: 'get',
    path: '/me/erase',
    input: z.object({}),
    rescue: true,
    run: async ({ ctx, me, t }): Promise<Outcome<EraseView>> => {
      const howTos = await elsewhere.howTos(ctx, me);
      return ok({ leave: howTos.length === 0 ? null : t('privacy.erase.leave.label') });
    },
  }),
  route({
    method: 'post',
    path: '/me/erase',
    input: eraseInput,
    rescue: true,
    run: async (turn, { howTos }) => {
      await eraseEverything(deps, turn, leaving, howTos === 'leave');
      return ok({ said: turn.t('privacy.erased.said') });
    },
  }),
];
