import { type Step, stepOf } from '#bot/features/used/rules';
import type { Deps, Job } from '#bot/ports';
import { scheduleDue } from '#bot/records/due';
import { learntDue, learntOf, learntRow, readLearnt } from '#bot/records/learnt';
import { changePerson, type Decision, personRow } from '#bot/records/person';

/** Puts the question where it waits; it rides along with a weekly card. */
export const usedJob =
  ({ tables }: Pick<Deps, 'tables'>): Job =>
  async (ctx, { who }, now) => {
    const { person: id, name } = learntOf(who);
    const learnt = await readLearnt(tables, ctx, id, name);
    const step = await changePerson(tables, ctx, id, (person): Decision<Step> => {
      const result = stepOf(name, person.etag === undefined ? undefined : learnt, person.open, now);
      if (result.is === 'stale' || result.is === 'wait') return { result };
      const row = learntRow(name, result.learnt);
      const put = result.is === 'ask' ? [row, personRow.open(result.item)] : [row];
      return { result, change: { put } };
    });
    if (step.is === 'wait') {
      await scheduleDue(tables, ctx, [learntDue(step.until, id, name)]);
      return 'later';
    }
    return step.is === 'stale' ? 'stale' : 'done';
  };
