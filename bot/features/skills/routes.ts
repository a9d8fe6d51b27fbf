import { z } from 'zod';
import { no, type Outcome, ok } from '#bot/core/outcome';
import { skillKey } from '#bot/core/text';
import type { KnownSkills } from '#bot/features/skills/known';
import { lookedFor } from '#bot/features/skills/looked-for';
import { mergeSkills, skillsAdmin, splitSkills } from '#bot/features/skills/merge';
import { type Listed, type SkillName, severalIn } from '#bot/features/skills/rules';
import {
  addSkill,
  changeSkill,
  keepName,
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
  orderInput,
  type SeveralView,
  type SuggestionsView,
  type SupplyView,
  sameSkillInput,
  searchSkillsInput,
  severalInput,
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
      const looked = lookedFor(name, turn.lang, known);
      if (!looked.ok) return looked;
      const of = async (skill: SkillName) => ({
        name: skill.name,
        supply: await supply(tables, turn.ctx, skill.id, turn.me),
      });
      const { skill, near } = looked.value;
      const found = await of(skill);
      // What was typed around a skill is not its name: then the skill itself is what was meant.
      const isBare = skillKey(skill.name) !== skillKey(name);
      if (isBare) return ok({ name, supply: 'nobody', near: await of(near ?? skill) });
      if (found.supply !== 'nobody' || near === undefined) return ok({ ...found, near: null });
      const other = await of(near);
      return ok({ ...found, near: other.supply === 'nobody' ? null : other });
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
    path: '/skills/several',
    input: severalInput,
    run: async (_, { text }): Promise<Outcome<SeveralView>> =>
      ok({ names: severalIn(text, known) }),
  }),
  route({
    method: 'post',
    path: '/skills/:list/:id/different',
    input: z.object({}),
    run: async (turn, _, { list, id = '' }) => {
      const on = listName.safeParse(list);
      if (!on.success) return no('common.refused.notFound');
      return shown(await keepName(turn, on.data, id, known));
    },
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
