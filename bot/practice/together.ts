import type { Turn } from '#bot/ports';
import { type Shown, shownTo } from '#bot/practice/stand';
import { practiceOf, type Tools } from '#bot/practice/tools';

/**
 * The runs of some teams, newest first, as this person sees them; with those in which they
 * have something open, wherever these stand.
 */
export async function runsFor(
  tools: Tools,
  turn: Turn,
  scopes: readonly string[],
): Promise<Shown[]> {
  const { store } = tools;
  const listed = await Promise.all(scopes.map((scope) => store.list(turn.ctx, scope)));
  // What stands with a team for a few of its people is theirs alone.
  const stored = listed
    .flatMap(({ runs }) => runs)
    .filter(({ run }) => run.scope.kind !== 'people' || run.parts.get(turn.me)?.role === '');
  const seen = new Set(stored.map(({ run }) => run.id));
  const mine = new Map(
    turn.person.open.flatMap(({ data: { scope, run, practice } }) =>
      practice === undefined || seen.has(String(run))
        ? []
        : [[String(run), String(scope)] as const],
    ),
  );
  const more = await Promise.all([...mine].map(([run, scope]) => store.load(turn.ctx, scope, run)));
  stored.push(...more.filter((one) => one !== undefined));
  const shown = await Promise.all(
    stored.map(async ({ run }) => {
      const practice = practiceOf(tools, run.practice);
      return practice === undefined || run.keeps === 'nothing'
        ? []
        : [await shownTo(tools, turn.ctx, practice, run, turn)];
    }),
  );
  return shown.flat();
}
