import { spokenInstant } from '#bot/core/dates';
import { type PersonId, type TeamId, teamId } from '#bot/core/ids';
import { no, type Outcome, ok } from '#bot/core/outcome';
import { plain } from '#bot/core/text';
import { isoInstant, weekIn } from '#bot/core/time';
import { insist } from '#bot/delivery/paced';
import { pressWithinMs } from '#bot/delivery/replies';
import { zoneOf } from '#bot/delivery/rules';
import { actPreview, digestCard, noDigestCard, postOf } from '#bot/features/digest/card';
import { type DigestDeps, explains, wantedIn } from '#bot/features/digest/explain';
import { nextDigest, receives, zoneOfTeam } from '#bot/features/digest/moment';
import type { Act } from '#bot/features/digest/record';
import {
  actState,
  claimAct,
  loadPage,
  releaseAct,
  subscribe,
  type TeamPage,
} from '#bot/features/digest/store';
import { digestIn } from '#bot/features/digest/topics';
import type { Deps, Reply, Turn } from '#bot/ports';
import { wordsIn } from '#bot/strings/index';

// What chat and tab both do; the doors differ only in how they show it.

/** The team somebody means who names none: the home team, else the only ones there are. */
export function teamOf({ person }: Turn, named?: string): TeamId | undefined {
  const ids = person.teams.map(({ id }) => id);
  const id = named ?? person.profile.homeTeam?.id;
  if (id !== undefined && ids.includes(id)) return teamId(id);
  return named === undefined && ids[0] !== undefined ? teamId(ids[0]) : undefined;
}

/**
 * The page of a team of mine, the only way in which a turn reads one. Ids come from cards and
 * addresses: of a team that is not mine nothing is read.
 */
export async function pageFor(
  { tables, calendar }: Deps,
  turn: Turn,
  named?: string,
): Promise<Outcome<TeamPage>> {
  const team = teamOf(turn, named);
  if (team === undefined) {
    return no(named === undefined ? 'digest.noTeam' : 'common.refused.notFound');
  }
  return ok(await loadPage(tables, turn.ctx, team, weekIn(turn.now, calendar.defaultZone)));
}

export const subscribedIn = ({ members }: TeamPage, who: PersonId): boolean =>
  members.some(({ id, digest }) => id === who && digest);

/** Whether a supportive act has not run this week. */
export const isAvailable = ({ team }: TeamPage, act: Act, turn: Turn, deps: Deps): boolean =>
  team.acts[act] !== weekIn(turn.now, zoneOfTeam(team, deps.calendar));

/** The reader's card: a week's digest, or the last, or when the first comes. */
export function showPage(
  { called, deps, shareSkill }: Pick<DigestDeps, 'called' | 'deps' | 'shareSkill'>,
  turn: Turn,
  page: TeamPage,
  more: {
    readonly week?: string | undefined;
    readonly notice?: string;
    readonly undo?: { readonly id: string };
  } = {},
): Reply {
  const { team, digests } = page;
  const reading = {
    team: team.id,
    subscribed: subscribedIn(page, turn.me),
    tab: deps.links.tab(turn.me, 'team'),
    ...(more.notice === undefined ? {} : { notice: more.notice }),
    ...(more.undo === undefined ? {} : { undo: more.undo }),
  };
  const frozen = digests.find(({ week }) => week === more.week) ?? digests.at(-1);
  if (frozen === undefined) {
    const first = nextDigest(team, turn.now, deps.calendar);
    const zone = zoneOf(turn.person.profile, deps.calendar);
    const when = spokenInstant(first, turn.lang, zone);
    return noDigestCard(turn.t, { ...reading, name: team.name, when });
  }
  const digest = digestIn(frozen, called, turn.lang);
  const available = isAvailable(page, digest.suggestion, turn, deps);
  const explain = wantedIn(digest)
    .map(({ topic }) => topic)
    .filter((topic) => !explains({ shareSkill }, turn.person, topic, turn.now));
  return digestCard(turn.t, turn.lang, { ...reading, digest, available, explain });
}

/** Subscribes or unsubscribes me, and says what that means. The press is a yes to the digest alone. */
export async function subscribeMe(
  { tables }: Deps,
  turn: Turn,
  team: TeamId,
  wanted: boolean,
): Promise<Outcome<string>> {
  const name = turn.person.teams.find(({ id }) => id === team)?.name;
  if (name === undefined) return no('common.refused.notFound');
  const became = await subscribe(tables, turn.ctx, team, turn.me, wanted, true);
  if (became === 'no member') return no('common.refused.notFound');
  const values = { team: plain(name) };
  if (!wanted) return ok(turn.t('digest.unsubscribed', values));
  const comes = await turn.change(({ profile }) => {
    const yes = {
      digestYes: isoInstant(turn.now),
      off: profile.off.filter((form) => form !== 'digest'),
    };
    return { result: receives({ ...profile, ...yes }, true), change: { profile: yes } };
  });
  return ok(turn.t(comes ? 'digest.subscribed' : 'digest.subscribedTab', values));
}

const notFree = {
  'no subscriber': 'digest.refused.subscribe',
  'no channel': 'digest.refused.channel',
  done: 'digest.acted',
} as const;

/** The digest that a post is made of: a preview names it, so that what is sent is what was seen. */
const behind = ({ digests }: TeamPage): string => digests.at(-1)?.week ?? '';

/** The post of an act, in the team's language. */
function postFor(
  { called, deps }: Pick<DigestDeps, 'called' | 'deps'>,
  { team, digests }: TeamPage,
  act: Act,
) {
  const { id, language } = team;
  const last = digests.at(-1);
  const digest = last && digestIn(last, called, language);
  return postOf(act, wordsIn(language), language, id, digest, deps.links.chat);
}

/** The post of a supportive act, shown before anything is sent. */
export async function previewAct(
  digest: Pick<DigestDeps, 'called' | 'deps'>,
  turn: Turn,
  named: string,
  act: Act,
): Promise<Outcome<Reply>> {
  const { deps } = digest;
  const loaded = await pageFor(deps, turn, named);
  if (!loaded.ok) return loaded;
  const page = loaded.value;
  const week = weekIn(turn.now, zoneOfTeam(page.team, deps.calendar));
  const state = actState(page, turn.me, act, week);
  if (state !== 'free') return no(notFree[state]);
  const { card } = postFor(digest, page, act);
  return ok(actPreview(turn.t, page.team, card, { week: behind(page), act }));
}

/**
 * A supportive act: claims the week, posts once, and gives the claim back if Teams refused.
 * @param seen the week of the digest behind the preview
 */
export async function runAct(
  digest: Pick<DigestDeps, 'called' | 'deps'>,
  turn: Turn,
  team: TeamId,
  act: Act,
  seen: string,
): Promise<Outcome<string>> {
  const { deps } = digest;
  const { calendar, messenger, tables } = deps;
  const loaded = await pageFor(deps, turn, team);
  if (!loaded.ok) return loaded;
  const page = loaded.value;
  if (behind(page) !== seen) return no('digest.refused.newer');
  const week = weekIn(turn.now, zoneOfTeam(page.team, calendar));
  const state = await claimAct(tables, turn.ctx, team, turn.me, act, week);
  if (state === 'done') return ok(turn.t('digest.acted'));
  if (state !== 'free') return no(notFree[state]);
  const { channel } = page.team;
  const { card, text } = postFor(digest, page, act);
  const post = { card, text };
  const sent =
    channel === undefined
      ? undefined
      : await insist(() => messenger.send(channel, post), pressWithinMs);
  if (sent?.kind === 'sent') return ok(turn.t('digest.posted', { team: plain(page.team.name) }));
  // Nobody can know whether it arrived: never posted again this week.
  if (sent?.kind === 'unknown') return ok(turn.t('digest.unsure', { team: plain(page.team.name) }));
  await releaseAct(tables, turn.ctx, team, act, week);
  return no('digest.refused.channel');
}

/** Whether somebody may hand a team's digest over. */
export const mayHandOver = (turn: Turn, page: TeamPage): boolean =>
  subscribedIn(page, turn.me) || turn.person.profile.installed === page.team.id;
