import { z } from 'zod';
import { personId } from '#bot/core/ids';
import { no, ok } from '#bot/core/outcome';
import { agreedDue, type LeaversDeps } from '#bot/features/leavers/job';
import { readLeavers, writeLeavers } from '#bot/features/leavers/store';
import { eraseInput, goOnInput, type LeaversView, noticeDays } from '#bot/features/leavers/wire';
import { type Route, route, type Turn } from '#bot/ports';
import { scheduleDue } from '#bot/records/due';

/** What an operator sees of people who left, and can do about it. */
export function leaversRoutes({ deps, days, erase }: LeaversDeps): Route[] {
  const { tables, log } = deps;
  const view = async ({ ctx }: Turn): Promise<LeaversView> => {
    const { announced, waiting } = await readLeavers(tables, ctx);
    return { days, noticeDays, announced, waiting };
  };
  return [
    route({
      method: 'get',
      path: '/admin/leavers',
      input: z.object({}),
      run: async (turn) => ok(await view(turn)),
    }),
    route({
      method: 'post',
      path: '/admin/leavers/go-on',
      input: goOnInput,
      run: async (turn, { waiting }) => {
        const { ctx, now } = turn;
        const leavers = await readLeavers(tables, ctx);
        if (leavers.waiting !== waiting) return no('leavers.refused.changed');
        await scheduleDue(tables, ctx, [agreedDue(now)]);
        await writeLeavers(tables, ctx, { ...leavers, waiting: 0, agreed: waiting });
        log.info({ count: waiting }, 'an operator agreed that the data of people who left goes');
        return ok(await view(turn));
      },
    }),
    route({
      method: 'post',
      path: '/admin/erase',
      input: eraseInput,
      run: async ({ ctx, now, t }, { id }) => {
        await erase(ctx, personId(id.toLowerCase()), now);
        log.info({}, 'an operator erased somebody’s data');
        return ok({ said: t('leavers.erased') });
      },
    }),
  ].map(forOperators);
}

const forOperators = (one: Route): Route => ({
  ...one,
  run: async (turn, input, params) =>
    turn.operator ? one.run(turn, input, params) : no('common.refused.role'),
});
