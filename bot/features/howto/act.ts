import { type TeamId, teamId } from '#bot/core/ids';
import { no, type Outcome, ok } from '#bot/core/outcome';
import { type Instant, instantOf, isoInstant } from '#bot/core/time';
import type { HowToDeps } from '#bot/features/howto/deps';
import { isGuest, teamsOf } from '#bot/features/howto/find';
import {
  type Content,
  contentOf,
  reviewAt,
  teamMost,
  tellOffAt,
  together,
} from '#bot/features/howto/rules';
import { changeHowTo, howTosOf, insertHowTo, type Kept, unpoint } from '#bot/features/howto/store';
import type { Filled } from '#bot/features/howto/wire';
import type { Deps, Turn } from '#bot/ports';
import { type Due, scheduleDue } from '#bot/records/due';
import { loadTeam } from '#bot/records/team';

export const howToKind = 'howto';
/** What a turn was to write is written by then. */
const written = { seconds: 30 };

/** Looks at a how-to and does what is due about it; the topic it led to is part of the hint. */
const lookDue = ({ team, id, skill }: Kept, at: Instant): Due => ({
  at,
  kind: howToKind,
  who: `${team}~${id}~${skill.id}`,
});

/** A look as soon as it is written, and when it is to be checked. */
const looksAt = ({ calendar }: Pick<Deps, 'calendar'>, turn: Turn, howTo: Kept): Due[] => [
  lookDue(howTo, turn.now.add(written)),
  lookDue(howTo, reviewAt(howTo.checked, calendar.defaultZone)),
];

/** Why somebody has nothing to do with a team's how-tos; undefined when they have. */
export function notOf(turn: Turn, team: string) {
  if (teamsOf(turn).some(({ id }) => id === team)) return undefined;
  return no(isGuest(turn) ? 'howto.refused.guest' : 'howto.refused.notYours');
}

const worded = (help: HowToDeps, filled: Filled): Outcome<Content & Pick<Kept, 'skill'>> => {
  const skill = help.skillNamed(filled.topic);
  if (!skill.ok) return { ...skill, field: 'topic' };
  const content = contentOf(filled);
  return content.ok ? ok({ ...content.value, skill: skill.value }) : content;
};

/** Writes a new one. Sent twice it is one: the id names the form. */
export async function write(
  help: HowToDeps,
  turn: Turn,
  team: string,
  filled: Filled,
  id: string,
): Promise<Outcome<Kept>> {
  const refused = notOf(turn, team);
  if (refused !== undefined) return refused;
  const content = worded(help, filled);
  if (!content.ok) return content;
  const { skill, steps, link, everybody } = content.value;
  const at = isoInstant(turn.now);
  const howTo: Kept = {
    id,
    team: teamId(team),
    skill,
    steps: [...steps],
    link,
    everybody,
    owner: turn.me,
    ownerName: turn.person.profile.name,
    made: at,
    checked: at,
  };
  return keep(help.deps, turn, howTo);
}

async function keep(deps: Deps, turn: Turn, howTo: Kept): Promise<Outcome<Kept>> {
  const { howTos } = await howTosOf(deps.tables, turn.ctx, howTo.team);
  const known = howTos.find(({ id }) => id === howTo.id);
  if (known !== undefined) return ok(known);
  if (howTos.length >= teamMost) return no('howto.refused.full', { most: teamMost });
  await scheduleDue(deps.tables, turn.ctx, looksAt(deps, turn, howTo));
  return ok(await insertHowTo(deps.tables, turn.ctx, howTo));
}

/** Brings one back that was just taken away, as it stood: checked no later than it was. */
export async function restore(
  help: HowToDeps,
  turn: Turn,
  gone: Filled & { readonly team: string; readonly id: string; readonly checked: string },
): Promise<Outcome<Kept>> {
  const refused = notOf(turn, gone.team);
  if (refused !== undefined) return refused;
  const content = worded(help, gone);
  if (!content.ok) return content;
  const { skill, steps, link, everybody } = content.value;
  const at = isoInstant(turn.now);
  const checked = isoInstant(instantOf(gone.checked));
  return keep(help.deps, turn, {
    id: gone.id,
    team: teamId(gone.team),
    skill,
    steps: [...steps],
    link,
    everybody,
    owner: turn.me,
    ownerName: turn.person.profile.name,
    made: checked < at ? checked : at,
    checked: checked < at ? checked : at,
  });
}

/** A decision of its owner on a how-to; of nobody else. */
async function asOwner(
  deps: Deps,
  turn: Turn,
  team: TeamId,
  id: string,
  decide: (howTo: Kept) => Kept | 'gone',
): Promise<Outcome<Kept>> {
  const refused = notOf(turn, team);
  if (refused !== undefined) return refused;
  return changeHowTo<Outcome<Kept>>(deps.tables, turn.ctx, team, id, (howTo) => {
    if (howTo === undefined) return { result: no('howto.refused.gone') };
    if (howTo.owner !== turn.me) return { result: no('howto.refused.owner') };
    const next = decide(howTo);
    if (next === 'gone') {
      return { result: ok(howTo), gone: true, due: looksAt(deps, turn, howTo).slice(0, 1) };
    }
    return { result: ok(next), next, due: looksAt(deps, turn, next) };
  });
}

/** What is checked now is asked about half a year on; what was found to be off is looked at. */
const checkedNow = ({ asked: _, off: __, ...howTo }: Kept, turn: Turn): Kept => ({
  ...howTo,
  checked: isoInstant(turn.now),
});

/** Its owner changes it, which is to check it. */
export async function rewrite(
  help: HowToDeps,
  turn: Turn,
  team: TeamId,
  id: string,
  filled: Filled,
): Promise<Outcome<Kept>> {
  const content = worded(help, filled);
  if (!content.ok) return content;
  const { skill, steps, link, everybody } = content.value;
  return asOwner(help.deps, turn, team, id, (howTo) => ({
    ...checkedNow(howTo, turn),
    skill,
    steps: [...steps],
    link,
    everybody,
    ownerName: turn.person.profile.name,
  }));
}

/** Still right. */
export const right = (deps: Deps, turn: Turn, team: TeamId, id: string): Promise<Outcome<Kept>> =>
  asOwner(deps, turn, team, id, (howTo) => checkedNow(howTo, turn));

/** Handed on: nobody looks after it, until somebody of the team says *I will*. */
export const freed = (deps: Deps, turn: Turn, team: TeamId, id: string): Promise<Outcome<Kept>> =>
  asOwner(deps, turn, team, id, (howTo) => ({ ...howTo, owner: '', ownerName: '' }));

/** Taken away; what it was is given back, for undo. */
export async function remove(
  deps: Deps,
  turn: Turn,
  team: TeamId,
  id: string,
): Promise<Outcome<Kept>> {
  const gone = await asOwner(deps, turn, team, id, () => 'gone');
  if (gone.ok) await unpoint(deps.tables, turn.ctx, gone.value.skill.id, gone.value);
  return gone;
}

/** *I will*: of one that nobody of the team looks after. */
export async function taken(
  deps: Deps,
  turn: Turn,
  team: TeamId,
  id: string,
): Promise<Outcome<Kept>> {
  const refused = notOf(turn, team);
  if (refused !== undefined) return refused;
  const { members } = await loadTeam(deps.tables, turn.ctx, team);
  const isHere = (owner: string): boolean => members.some((one) => one.id === owner && !one.guest);
  return changeHowTo<Outcome<Kept>>(deps.tables, turn.ctx, team, id, (howTo) => {
    if (howTo === undefined) return { result: no('howto.refused.gone') };
    if (howTo.owner === turn.me) return { result: ok(howTo) };
    if (howTo.owner !== '' && isHere(howTo.owner)) return { result: no('howto.refused.taken') };
    const next: Kept = { ...howTo, owner: turn.me, ownerName: turn.person.profile.name };
    return { result: ok(next), next, due: looksAt(deps, turn, next) };
  });
}

/**
 * A step is off: kept without who and when, for its owner, who hears it from the next working day
 * on. Several who say so are one.
 */
export async function flagged(
  deps: Deps,
  turn: Turn,
  team: TeamId,
  id: string,
  step: number,
): Promise<Outcome<Kept>> {
  const { calendar, tables } = deps;
  const inTeam = notOf(turn, team) === undefined;
  const at = tellOffAt(turn.now, calendar.defaultZone);
  return changeHowTo<Outcome<Kept>>(tables, turn.ctx, team, id, (howTo) => {
    const mayRead = howTo !== undefined && (inTeam || (howTo.everybody && !isGuest(turn)));
    if (!mayRead) return { result: no('howto.refused.gone') };
    if (howTo.owner === turn.me || step > howTo.steps.length) return { result: ok(howTo) };
    const { steps = [], from = isoInstant(at) } = howTo.off ?? {};
    const next: Kept = { ...howTo, off: { steps: together(steps, [step]), from } };
    return { result: ok(next), next, due: [lookDue(next, instantOf(from))] };
  });
}
