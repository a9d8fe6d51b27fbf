import type { PersonId, TenantContext } from '#bot/core/ids';
import type { Leaver } from '#bot/ports';
import type { Run } from '#bot/practice/contract';
import { duesOf } from '#bot/practice/press';
import { practiceOf, type Tools } from '#bot/practice/tools';
import { scheduleDue } from '#bot/records/due';

/** What is kept of somebody in runs, beside their own rows: what they are in, and what names them. */
export async function practicesAbout(
  tools: Pick<Tools, 'store' | 'practices'>,
  ctx: TenantContext,
  me: PersonId,
) {
  const stored = await tools.store.runsOf(ctx, me);
  return stored.map(({ run }) => ({
    rowKey: `run~${run.id}`,
    practice: run.practice,
    started: run.started,
    role: run.parts.get(me)?.role ?? '',
    starter: run.by === me,
    ...practiceOf(tools, run.practice)?.holds?.(run, me),
  }));
}

/**
 * Before somebody's rows go: of every run they wrote in, all opened answers go at once, since a gap
 * would tell whose; what they claimed is free. Unopened words are in their own rows.
 */
export async function leavingPractices(
  tools: Tools,
  { ctx, me, person, now }: Leaver,
): Promise<void> {
  const { store, deps } = tools;
  const wrote = new Set(person.written.map(({ run }) => run));
  for (const { run: found } of await store.runsOf(ctx, me)) {
    const practice = practiceOf(tools, found.practice);
    if (practice === undefined) continue;
    await store.change<void>(ctx, found.scope.id, found.id, ({ run }) => {
      const without = practice.without(run, me);
      const after: Run = {
        ...without,
        by: run.by === me ? '' : run.by,
        opened: wrote.has(run.id) ? [] : run.opened,
      };
      const first = () => scheduleDue(deps.tables, ctx, duesOf(practice, after, now));
      return { result: undefined, run: after, first };
    });
  }
}
