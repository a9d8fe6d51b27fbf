import { z } from 'zod';
import { no, type Outcome, ok } from '#bot/core/outcome';
import { nearTwin } from '#bot/features/skills/catalogue/near';
import type { KnownSkills } from '#bot/features/skills/known';
import { mergeSkills, skillsAdmin, splitSkills } from '#bot/features/skills/merge';
import type { Listed } from '#bot/features/skills/rules';
import { skillNamed } from '#bot/features/skills/rules';
import {
  addSkill,
  changeSkill,
  orderSkills,
  removeSkill,
  renameSkill,
} from '#bot/features/skills/store';
import { supply } from '#bot/features/skills/tenant';
import {
  addSkillInput,
  changeSkillInput,
  lists,
  mergeInput,
  type NearView,
  nearInput,
  orderInput,
  type SuggestionsView,
  type SupplyView,
  sameSkillInput,
  searchSkillsInput,
  supplyInput,
} from '#bot/features/skills/wire';
import { type Deps, type Route, route } from '#bot/ports';

const listName = z.enum(lists);
const shown = (listed: Outcome<Listed>) => (listed.ok ? ok(listed.value.skill) : listed);

export const skillsRoutes = ({ tables }: Deps, known: KnownSkills): Route[] => [
  route({
    method: 'post',
    path: '/skills',
    input: addSkillInput,
    run: async (turn, input) => shown(await addSkill(turn, input, known)),
  }),
  route({
    method: 'patch',
    path: '/skills/:list/:id',
    input: changeSkillInput,
    run: async (turn, input, { list, id = '' }) => {
      const on = listName.safeParse(list);
      if (!on.success) return no('common.refused.notFound');
      return shown(await changeSkill(turn, on.data, id, input, known));
    },
  }),
  route({
    method: 'delete',
    path: '/skills/:list/:id',
    input: z.object({}),
    run: async (turn, _, { list, id = '' }) => {
      const on = listName.safeParse(list);
      if (!on.success) return no('common.refused.notFound');
      const gone = await removeSkill(turn, [on.data], id, known);
      return gone.ok ? ok({}) : gone;
    },
  }),
  route({
    method: 'put',
    path: '/skills/:list/order',
    input: orderInput,
    run: async (turn, { ids }, { list }) => {
      const on = listName.safeParse(list);
      if (!on.success) return no('common.refused.notFound');
      await orderSkills(turn, on.data, ids);
      return ok({});
    },
  }),
  route({
    method: 'get',
    path: '/skills/supply',
    input: supplyInput,
    run: async (turn, { name }): Promise<Outcome<SupplyView>> => {
      const skill = skillNamed(name, known);
      if (!skill.ok) return skill;
      const { id } = skill.value;
      return ok({ name: skill.value.name, supply: await supply(tables, turn.ctx, id, turn.me) });
    },
  }),
  route({
    method: 'get',
    path: '/skills/search',
    input: searchSkillsInput,
    run: async ({ lang }, { text, limit }): Promise<Outcome<SuggestionsView>> => {
      const found = known.search(text, lang, limit);
      return ok({
        suggestions: found.map(({ id, label, kind }) => ({ id, name: label, kind })),
        known: known.resolve(text) !== undefined,
        esco: found.some(({ source }) => source === 'imported'),
      });
    },
  }),
  route({
    method: 'get',
    path: '/skills/near',
    input: nearInput,
    run: async ({ lang }, { name }): Promise<Outcome<NearView>> =>
      ok({ name: nearTwin(known, name, lang)?.label ?? null }),
  }),
  route({
    method: 'post',
    path: '/skills/:list/:id/same',
    input: sameSkillInput,
    run: async (turn, { name }, { list, id = '' }) => {
      const on = listName.safeParse(list);
      if (!on.success) return no('common.refused.notFound');
      return shown(await renameSkill(turn, on.data, id, name, known));
    },
  }),
  ...[
    route({
      method: 'get',
      path: '/admin/skills',
      input: z.object({}),
      run: async () => {
        await known.refresh();
        return ok(skillsAdmin(known));
      },
    }),
    route({
      method: 'post',
      path: '/admin/skills/merges',
      input: mergeInput,
      run: ({ ctx, lang, now }, input) => mergeSkills(tables, ctx, known, input, lang, now),
    }),
    route({
      method: 'delete',
      path: '/admin/skills/merges/:id',
      input: z.object({}),
      run: ({ ctx, now }, _, { id = '' }) => splitSkills(tables, ctx, known, id, now),
    }),
  ].map(forOperators),
];

/** The app role comes with the token. */
const forOperators = (one: Route): Route => ({
  ...one,
  run: async (turn, input, params) =>
    turn.operator ? one.run(turn, input, params) : no('common.refused.role'),
});
