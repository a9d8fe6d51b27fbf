import { spokenInstant } from '#bot/core/dates';
import { type TeamId, teamId } from '#bot/core/ids';
import { no, type Outcome, ok } from '#bot/core/outcome';
import { plain } from '#bot/core/text';
import { type Instant, instantOf, isoInstant } from '#bot/core/time';
import { insist } from '#bot/delivery/paced';
import { pressWithinMs } from '#bot/delivery/replies';
import { zoneOf } from '#bot/delivery/rules';
import { roundDue } from '#bot/features/rounds/due';
import { type Every, type Rhythm, type Scope, tenantScope } from '#bot/features/rounds/record';
import { isOpen, settled, switched } from '#bot/features/rounds/rules';
import { changeRhythm, loadRhythm } from '#bot/features/rounds/store';
import type { Deps, Turn } from '#bot/ports';
import { scheduleDue } from '#bot/records/due';
import { loadTeam, type Team } from '#bot/records/team';
import { type Lang, wordsIn } from '#bot/strings/index';

// What chat and tab both do with a rhythm.

/** A rhythm as somebody sees it. */
export interface Standing {
  readonly scope: Scope;
  /** The team's name; '' for the organisation. */
  readonly name: string;
  readonly rhythm: Rhythm;
  /** This person may switch it. */
  readonly mayChange: boolean;
  /** What the team's channel reads is in this language. */
  readonly language: Lang;
}

/** The team somebody means who names none: the home team, else the only ones there are. */
export function teamMeant({ person }: Turn, named?: string): TeamId | undefined {
  const ids = person.teams.map(({ id }) => id);
  const id = named ?? person.profile.homeTeam?.id;
  if (id !== undefined && ids.includes(id)) return teamId(id);
  return named === undefined && ids[0] !== undefined ? teamId(ids[0]) : undefined;
}

/** Undefined: no such team of theirs, or not for them to see. */
export async function standing(
  { tables }: Deps,
  turn: Turn,
  scope: Scope,
): Promise<Standing | undefined> {
  if (scope === tenantScope) {
    const rhythm = await loadRhythm(tables, turn.ctx, scope);
    return { scope, name: '', rhythm, mayChange: turn.operator, language: turn.lang };
  }
  const known = teamMeant(turn, scope);
  if (known === undefined) return undefined;
  const [{ team, members }, rhythm] = await Promise.all([
    loadTeam(tables, turn.ctx, known),
    loadRhythm(tables, turn.ctx, scope),
  ]);
  const receives = members.some(({ id, digest }) => id === turn.me && digest);
  const mayChange = receives || turn.person.profile.installed === known;
  return { scope, name: team.name, rhythm, mayChange, language: team.language };
}

/** How a rhythm stands, in a sentence. */
export function sayStanding(deps: Deps, turn: Turn, { name, rhythm }: Standing): string {
  const { t } = turn;
  const team = plain(name);
  const { every, round, next } = rhythm;
  if (every === 0) return t(name === '' ? 'rounds.offAll' : 'rounds.off', { team });
  const when = (iso: string): string =>
    spokenInstant(instantOf(iso), turn.lang, zoneOf(turn.person.profile, deps.calendar));
  const open = round !== undefined && isOpen(rhythm, round.id, turn.now);
  return t(name === '' ? 'rounds.onAll' : 'rounds.on', {
    team,
    every,
    open: open ? when(round.closes) : 'none',
    next: next === undefined ? '' : when(next),
  });
}

/** What the channel will be told of this switch; undefined when it is told nothing. */
export const announcementOf = (
  { scope, name, rhythm, language, mayChange }: Standing,
  every: Every | 0,
  now: Instant,
): string | undefined =>
  mayChange && every !== 0 && isTold(scope, rhythm, now)
    ? wordsIn(language)('rounds.announced', { team: plain(name), every })
    : undefined;

/** A team's rounds begin, and its channel was not told of it lately. */
const isTold = (scope: Scope, { every, announced }: Rhythm, now: Instant): boolean =>
  scope !== tenantScope && every === 0 && announced <= isoInstant(now.subtract(announcedFor));

/** Switches a rhythm on, off, or to other weeks; a team's channel is told once, before anybody is asked. */
export async function switchRhythm(
  deps: Deps,
  turn: Turn,
  { scope, name, mayChange }: Standing,
  every: Every | 0,
): Promise<Outcome<string>> {
  const { t, now } = turn;
  const team = plain(name);
  if (!mayChange) {
    return scope === tenantScope ? no('common.refused.role') : no('rounds.refused.hand', { team });
  }
  const decided = await decide(deps, turn, scope, every);
  if (decided === 'same') return ok(t('rounds.same'));
  if (every === 0) return ok(t('rounds.stopped'));
  if (decided === 'changed') return ok(t('rounds.changed', { every }));
  if (scope === tenantScope) return ok(t('rounds.startedAll', { every }));
  if (decided === 'announce') {
    const { team: record } = await loadTeam(deps.tables, turn.ctx, teamId(scope));
    if (!(await announce(deps, record, every))) {
      // Never behind the team's back.
      await changeRhythm(deps.tables, turn.ctx, scope, (rhythm) => ({
        result: undefined,
        rhythm: { ...(switched(rhythm, 0, now) ?? rhythm), announced: '' },
      }));
      return no('digest.refused.channel');
    }
  }
  return ok(t('rounds.started', { team, every }));
}

/** The channel is told again after so long. */
const announcedFor = { hours: 7 * 24 };

async function decide(
  { tables }: Deps,
  { ctx, now }: Turn,
  scope: Scope,
  every: Every | 0,
): Promise<'same' | 'changed' | 'started' | 'announce'> {
  return changeRhythm(
    tables,
    ctx,
    scope,
    (rhythm): { result: 'same' | 'changed' | 'started' | 'announce'; rhythm?: Rhythm } => {
      const after = switched(rhythm, every, now);
      if (after === undefined) return { result: 'same' };
      if (rhythm.every !== 0) return { result: 'changed', rhythm: after };
      if (!isTold(scope, rhythm, now)) return { result: 'started', rhythm: after };
      return { result: 'announce', rhythm: { ...after, announced: isoInstant(now) } };
    },
    async ({ every: weeks, next, round }) => {
      if (weeks === 0) {
        if (round === undefined) return;
        const at = now.add(settled);
        await scheduleDue(tables, ctx, [roundDue('stop', at, scope, round.id)]);
      } else if (next !== undefined) {
        // After the announcement: whoever reads it first is asked by nobody yet.
        await scheduleDue(tables, ctx, [roundDue('open', instantOf(next).add(settled), scope)]);
      }
    },
  );
}

async function announce(
  { messenger }: Deps,
  { channel, language, name, left }: Team,
  every: number,
): Promise<boolean> {
  if (channel === undefined || left) return false;
  const text = wordsIn(language)('rounds.announced', { team: plain(name), every });
  const sent = await insist(() => messenger.send(channel, { text }), pressWithinMs);
  // Nobody can know whether it arrived: never posted twice.
  return sent.kind === 'sent' || sent.kind === 'unknown';
}
