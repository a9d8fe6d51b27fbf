import { teamId } from '#bot/core/ids';
import { no, type Outcome, ok } from '#bot/core/outcome';
import type { Turn } from '#bot/ports';
import { duesOf, notOfTeam } from '#bot/practice/press';
import { practiceOf, type Tools } from '#bot/practice/tools';
import { scheduleDue } from '#bot/records/due';
import { loadTeam } from '#bot/records/team';

/** Whoever receives a team's digest, or added the bot, switches its forms. */
export async function maySwitch({ deps }: Tools, turn: Turn, team: string): Promise<boolean> {
  if (turn.person.profile.installed === team) return true;
  const { members } = await loadTeam(deps.tables, turn.ctx, teamId(team));
  return members.some(({ id, digest }) => id === turn.me && digest);
}

/** A form on or off for a team. Timing rows first: what is under way is looked at, and ends. */
export async function switchForm(
  tools: Tools,
  turn: Turn,
  { team, practice, on }: { team: string; practice: string; on: boolean },
): Promise<Outcome<undefined>> {
  const known = practiceOf(tools, practice);
  const refused = await notOfTeam(tools, turn, team, undefined);
  if (known === undefined || refused !== undefined) return no('common.refused.notFound');
  if (!(await maySwitch(tools, turn, team))) return no('practice.refused.hand');
  const { store, deps } = tools;
  const { runs } = await store.list(turn.ctx, team);
  const mine = on ? [] : runs.filter(({ run }) => run.practice === practice);
  await scheduleDue(
    deps.tables,
    turn.ctx,
    mine.flatMap(({ run }) => duesOf(known, run, turn.now)),
  );
  await store.switchForm(turn.ctx, team, practice, on);
  return ok(undefined);
}
