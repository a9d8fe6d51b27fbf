import { type TeamId, teamId } from '#bot/core/ids';
import { no, ok } from '#bot/core/outcome';
import { unmarked } from '#bot/core/text';
import { isAvailable, pageFor, runAct, subscribedIn, subscribeMe } from '#bot/features/digest/acts';
import { postText } from '#bot/features/digest/card';
import { type DigestDeps, explains, type Wanted, wantedIn } from '#bot/features/digest/explain';
import { loadOrganisation } from '#bot/features/digest/organisation';
import { acts, type PrivateFigures } from '#bot/features/digest/record';
import { render, wantedKinds } from '#bot/features/digest/render';
import type { TeamPage } from '#bot/features/digest/store';
import { digestIn, figuresIn } from '#bot/features/digest/topics';
import {
  actInput,
  subscriptionInput,
  type TeamView,
  teamInput,
  type WantedView,
} from '#bot/features/digest/wire';
import { type Route, route, type Turn } from '#bot/ports';
import { wordsIn } from '#bot/strings/index';

export function digestRoutes(digest: DigestDeps): Route[] {
  const { deps } = digest;
  return [
    route({
      method: 'get',
      path: '/team',
      input: teamInput,
      run: async (turn, input) => {
        const page = await pageFor(deps, turn, input.team);
        if (page.ok) return ok(await teamView(digest, turn, page.value));
        return input.team === undefined ? ok(noTeam) : page;
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
      input: actInput,
      run: async (turn, { week }, { id = '', act }) => {
        const known = acts.find((one) => one === act);
        if (known === undefined) return no('common.refused.notFound');
        const said = await runAct(digest, turn, teamId(id), known, week);
        return said.ok ? ok({ said: said.value }) : said;
      },
    }),
  ];
}

const nothing = { digest: null, wanted: null, organisation: null, supply: [] } as const;
const noTeam: TeamView = { team: null, subscribed: false, ...nothing, supply: [] };

/** The last frozen digest as the tab shows it; no live figures. */
async function teamView(digestDeps: DigestDeps, turn: Turn, page: TeamPage): Promise<TeamView> {
  const { called, deps } = digestDeps;
  const frozen = page.digests.at(-1);
  const about = {
    team: { id: page.team.id, name: page.team.name },
    subscribed: subscribedIn(page, turn.me),
  };
  if (frozen === undefined) return { ...about, ...nothing, supply: [] };
  const digest = digestIn(frozen, called, turn.lang);
  const { suggestion, ...text } = render(digest, turn.t, turn.lang);
  const available = isAvailable(page, suggestion.act, turn, deps);
  const { language } = page.team;
  const { title, lines } = postText(
    suggestion.act,
    wordsIn(language),
    language,
    digestIn(frozen, called, language),
  );
  const post = { title, lines: lines.map(unmarked) };
  const figures = async (
    topics: readonly Wanted[],
    team?: TeamId,
  ): Promise<WantedView['topics']> => {
    const names = topics.map(({ topic }) => topic);
    const named = await digestDeps.foundByName(turn, names, team);
    return topics.map(({ topic, supply }) => ({
      topic,
      supply: named.has(topic) ? 'named' : supply,
      mine: explains(digestDeps, turn.person, topic, turn.now),
    }));
  };
  const wanted = async (of: PrivateFigures, team?: TeamId): Promise<WantedView> => ({
    topics: await figures(wantedIn(figuresIn(of, called, turn.lang)), team),
    kinds: wantedKinds(of, turn.t),
  });
  const own = digest.scope === 'team';
  const here = page.team.id;
  const organisation = own ? await loadOrganisation(deps.tables, turn.ctx, digest.week) : digest;
  return {
    ...about,
    wanted: own ? await wanted(digest, here) : null,
    organisation: organisation === undefined ? null : await wanted(organisation),
    digest: { week: digest.week, ...text, suggestion: { ...suggestion, available, post } },
    supply: (await figures(digest.supply, here)).map(({ topic, supply }) => ({ topic, supply })),
  };
}
