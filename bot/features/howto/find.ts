import { type TeamId, type TenantContext, teamId } from '#bot/core/ids';
import type { Instant } from '#bot/core/time';
import type { HowToDeps, Topic } from '#bot/features/howto/deps';
import { type OwnName, ownOn } from '#bot/features/howto/own';
import { standing } from '#bot/features/howto/rules';
import { isHidden, type Kept, pointersOf, readHowTo } from '#bot/features/howto/store';
import { apart } from '#bot/platform/rows';
import type { ChatTurn, Turn } from '#bot/ports';

/** Teams to whose how-tos somebody belongs: of guests none. */
export const teamsOf = ({ person }: Pick<Turn, 'person'>) =>
  person.teams.filter(({ guest }) => guest !== true);

/** Somebody from another organisation reads none, whatever was written for everybody. */
export const isGuest = ({ person }: Pick<Turn, 'person'>): boolean =>
  person.teams.length === 0
    ? person.profile.leftAsGuest === true
    : teamsOf({ person }).length === 0;

/** For whom a how-to is looked for: the teams whose own ones they may read. */
export interface Readers {
  readonly ctx: TenantContext;
  readonly now: Instant;
  readonly teams: readonly TeamId[];
  /** A guest alone reads none. */
  readonly none: boolean;
}

export const readersOf = (turn: Turn): Readers => ({
  ctx: turn.ctx,
  now: turn.now,
  teams: teamsOf(turn).map(({ id }) => teamId(id)),
  none: isGuest(turn),
});

/** Where others read along: what all of them may read. */
export function readersAt(turn: ChatTurn): Readers {
  const { kind, team } = turn.event.place;
  if (kind === 'personal') return readersOf(turn);
  const { ctx, now } = turn;
  return { ctx, now, none: false, teams: kind === 'channel' && team !== undefined ? [team] : [] };
}

export type Found =
  | { readonly kind: 'kept'; readonly howTo: Kept }
  | { readonly kind: 'own'; readonly name: OwnName };

/** Candidates that are read: a pointer may lead to one that is gone. */
const looks = 3;

/**
 * The one how-to of a topic for these readers: their team's before one for everybody, checked before
 * not checked, the last checked first; else the one that comes with the product.
 */
export async function howToOn(
  { deps, skillNamed, mergedInto }: HowToDeps,
  { ctx, now, teams, none }: Readers,
  topic: Topic,
): Promise<Found | undefined> {
  if (none) return undefined;
  const { tables, calendar } = deps;
  const skills = [topic.id, ...mergedInto(topic.id)];
  const isOurs = (team: string): boolean => teams.some((one) => one === team);
  const stands = (checked: string) => standing(checked, now, calendar.defaultZone);
  const rank = ({ team, checked }: { team: string; checked: string }): number =>
    Number(!isOurs(team)) * 2 + Number(stands(checked) !== 'checked');
  const candidates = (await pointersOf(tables, ctx, skills))
    .filter((one) => (one.everybody || isOurs(one.team)) && stands(one.checked) !== 'forgotten')
    .sort((a, b) => rank(a) - rank(b) || (a.checked > b.checked ? -1 : 1));
  for (const { team, id } of candidates.slice(0, looks)) {
    const howTo = await apart(tables, () => readHowTo(tables, ctx, team, id));
    const mayRead = howTo !== undefined && (howTo.everybody || isOurs(team));
    if (!mayRead || !skills.includes(howTo.skill.id)) continue;
    if (stands(howTo.checked) !== 'forgotten') return { kind: 'kept', howTo };
  }
  const name = ownOn({ skillNamed }, skills);
  if (name === undefined) return undefined;
  const hidden = await Promise.all(teams.map((team) => isHidden(tables, ctx, team, name)));
  return hidden.includes(true) ? undefined : { kind: 'own', name };
}
