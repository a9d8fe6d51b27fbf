import { z } from 'zod';
import { no, ok } from '#bot/core/outcome';
import { type OrganisationDeps, tryCalendars } from '#bot/features/organisation/job';
import { afterTry } from '#bot/features/organisation/rules';
import type { Allowed } from '#bot/features/organisation/store';
import type { OrganisationView } from '#bot/features/organisation/wire';
import { type Route, route } from '#bot/ports';

/** What an operator sees of what the organisation allows, and how they find out. */
export function organisationRoutes({ organisation, standing }: OrganisationDeps): Route[] {
  const view = ({ calendar, directory, late }: Allowed): OrganisationView => ({
    configured: organisation !== undefined,
    calendar,
    directory,
    late,
  });
  return [
    route({
      method: 'get',
      path: '/admin/organisation',
      input: z.object({}),
      run: async () => ok(view(await standing.read())),
    }),
    route({
      method: 'post',
      path: '/admin/organisation/check',
      input: z.object({}),
      run: async ({ me, now }) => {
        const outcome =
          organisation === undefined ? undefined : await tryCalendars(organisation, [me], now);
        if (outcome === undefined) return no('common.refused.notFound');
        return ok(
          view(
            await standing.change((allowed) => ({
              ...allowed,
              calendar: afterTry(allowed.calendar, outcome, now),
            })),
          ),
        );
      },
    }),
  ].map(forOperators);
}

const forOperators = (one: Route): Route => ({
  ...one,
  run: async (turn, input, params) =>
    turn.operator ? one.run(turn, input, params) : no('common.refused.role'),
});
