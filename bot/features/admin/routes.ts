import { z } from 'zod';
import { no, ok } from '#bot/core/outcome';
import { replay } from '#bot/delivery/parked';
import { beginRecall } from '#bot/delivery/recall';
import { deliveryNow, recallViewOf } from '#bot/features/admin/store';
import { recallInput } from '#bot/features/admin/wire';
import { type Deps, type Route, route } from '#bot/ports';

const none = z.object({});

/** What an operator sees and does; the app role comes with the token. */
export const adminRoutes = (deps: Deps, kinds: () => readonly string[]): Route[] =>
  [
    route({
      method: 'get',
      path: '/admin/delivery',
      input: none,
      run: async (turn) => ok(await deliveryNow(deps, turn, kinds())),
    }),
    route({
      method: 'post',
      path: '/admin/delivery/resume',
      input: none,
      run: async (turn) => {
        await deps.control.resume();
        return ok(await deliveryNow(deps, turn, kinds()));
      },
    }),
    route({
      method: 'post',
      path: '/admin/delivery/parked/:id/replay',
      input: none,
      run: async ({ ctx, now }, _, { id = '' }) => {
        const outcome = await replay(deps, ctx, id, now);
        return outcome === undefined ? no('common.refused.notFound') : ok({ outcome });
      },
    }),
    route({
      method: 'post',
      path: '/admin/delivery/recall',
      input: recallInput,
      run: async ({ ctx, operation, t }, what) =>
        ok(recallViewOf(t, await beginRecall(deps, ctx, operation, what))),
    }),
    route({
      method: 'get',
      path: '/admin/delivery/recall/:id',
      input: none,
      run: async ({ t }, _, { id }) => {
        await deps.control.refresh();
        const recall = deps.control.recalls.find((one) => one.id === id);
        return recall === undefined ? no('common.refused.notFound') : ok(recallViewOf(t, recall));
      },
    }),
    route({
      method: 'post',
      path: '/admin/delivery/recall/:id/cancel',
      input: none,
      run: async ({ t }, _, { id }) => {
        await deps.control.refresh();
        const recall = deps.control.recalls.find((one) => one.id === id);
        if (recall === undefined) return no('common.refused.notFound');
        await deps.control.dropRecall(recall.id);
        return ok(recallViewOf(t, recall));
      },
    }),
  ].map(forOperators);

const forOperators = (definition: Route): Route => ({
  ...definition,
  run: async (turn, input, params) =>
    turn.operator ? definition.run(turn, input, params) : no('common.refused.role'),
});
