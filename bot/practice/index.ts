import { randomBytes } from 'node:crypto';
import { hash, type PersonId, type TenantContext } from '#bot/core/ids';
import type { Deps, Feature, Leaver } from '#bot/ports';
import type { AnyPractice } from '#bot/practice/contract';
import { practiceItems } from '#bot/practice/items';
import { practiceJob } from '#bot/practice/job';
import { leavingPractices, practicesAbout } from '#bot/practice/leaving';
import { practiceFile, practiceFiles } from '#bot/practice/meeting';
import { offerItem, offerJob, offerKind } from '#bot/practice/offer';
import { runKind } from '#bot/practice/press';
import { practiceRoutes } from '#bot/practice/routes';
import { start } from '#bot/practice/start';
import { runStore } from '#bot/practice/store';
import type { People, Tools } from '#bot/practice/tools';
import { practiceVerbs } from '#bot/practice/verbs';

export { offersDue } from '#bot/practice/offer';
export { practiceRows } from '#bot/practice/store';

/** All practices, as one feature; and what an export and an erase have to do with them. */
export function practices(
  deps: Deps,
  ctx: TenantContext,
  all: readonly AnyPractice[],
  people: People,
): {
  readonly feature: Feature;
  readonly about: (ctx: TenantContext, me: PersonId) => ReturnType<typeof practicesAbout>;
  readonly leaving: (who: Leaver) => Promise<void>;
} {
  const tools: Tools = {
    deps,
    store: runStore(deps.tables, all),
    practices: all,
    people,
    async hand(turn, run, { id, to, variant, about, fields }) {
      const team = run.scope.id;
      const op = hash(32, 'hand', run.id, id);
      if (to === 'howto') {
        return people.howTo(turn, team, { id: op, topic: about, steps: String(fields['steps']) });
      }
      const starting = { practice: to, variant, op, topic: '', team };
      return start(tools, turn, starting, fields, undefined, {
        activityId: undefined,
        known: undefined,
      });
    },
  };
  const seed = () => randomBytes(12).toString('hex');
  return {
    feature: {
      ...practiceVerbs(tools),
      routes: practiceRoutes(tools),
      jobs: { [runKind]: practiceJob(tools, seed), [offerKind]: offerJob(tools) },
      items: { ...practiceItems(tools, ctx), [offerKind]: offerItem(tools) },
      files: { [practiceFiles]: practiceFile(tools) },
    },
    about: (tenant, me) => practicesAbout(tools, tenant, me),
    leaving: (turn) => leavingPractices(tools, turn),
  };
}
