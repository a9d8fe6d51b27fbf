import { z } from 'zod';
import { teamId } from '#bot/core/ids';
import { no, ok } from '#bot/core/outcome';
import {
  isAvailable,
  pageFor,
  runAct,
  subscribedIn,
  subscribeMe,
  teamOf,
} from '#bot/features/digest/acts';
import { acts } from '#bot/features/digest/record';
import { render } from '#bot/features/digest/render';
import type { TeamPage } from '#bot/features/digest/store';
import { subscriptionInput, type TeamView, teamInput } from '#bot/features/digest/wire';
import { type Deps, type Route, route, type Turn } from '#bot/ports';

export function digestRoutes(deps: Deps): Route[] {
  return [
    route({
      method: 'get',
      path: '/team',
      input: teamInput,
      run: async (turn, input) => {
        const team = teamOf(turn, input.team);
        if (team !== undefined) return ok(teamView(await pageFor(deps, turn, team), turn, deps));
        return input.team === undefined ? ok(noTeam) : no('common.refused.notFound');
      },
    }),
    route({
      method: 'put',
      path: '/team/:id/subscription',
      input: subscriptionInput,
      run: async (turn, { subscribed }, { id = '' }) => {
        const said = await subscribeMe(deps, turn, teamId(id), subscribed);
        return said.ok ? ok({ said: said.value }) : said;
      },
    }),
    route({
      method: 'post',
      path: '/team/:id/acts/:act',
      input: z.object({}),
      run: async (turn, _, { id = '', act }) => {
        const known = acts.find((one) => one === act);
        if (known === undefined) return no('common.refused.notFound');
        const said = await runAct(deps, turn, teamId(id), known);
        return said.ok ? ok({ said: said.value }) : said;
      },
    }),
  ];
}

const noTeam: TeamView = { team: null, subscribed: false, digest: null, supply: [] };

/** The last frozen digest as the tab shows it; no live figures. */
function teamView(page: TeamPage, turn: Turn, deps: Deps): TeamView {
  const digest = page.digests.at(-1);
  const about = {
    team: { id: page.team.id, name: page.team.name },
    subscribed: subscribedIn(page, turn.me),
  };
  if (digest === undefined) return { ...about, digest: null, supply: [] };
  const { suggestion, ...text } = render(digest, turn.t, turn.lang);
  const available = isAvailable(page, suggestion.act, turn, deps);
  return {
    ...about,
    digest: { week: digest.week, ...text, suggestion: { ...suggestion, available } },
    supply: digest.supply,
  };
}
