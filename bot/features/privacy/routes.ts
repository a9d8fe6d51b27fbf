import { z } from 'zod';
import { ok } from '#bot/core/outcome';
import { keptView } from '#bot/features/privacy/card';
import { type Elsewhere, everythingAbout } from '#bot/features/privacy/export';
import { eraseEverything, keepingOf, type Leaving } from '#bot/features/privacy/verbs';
import { eraseInput } from '#bot/features/privacy/wire';
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
    method: 'post',
    path: '/me/erase',
    input: eraseInput,
    rescue: true,
    run: async (turn) => {
      await eraseEverything(deps, turn, leaving);
      return ok({ said: turn.t('privacy.erased.said') });
    },
  }),
];
