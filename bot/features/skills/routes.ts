import { z } from 'zod';
import { no, type Outcome, ok } from '#bot/core/outcome';
import type { KnownSkills } from '#bot/features/skills/known';
import type { Listed } from '#bot/features/skills/rules';
import { skillNamed } from '#bot/features/skills/rules';
import { supply } from '#bot/features/skills/skill-index';
import { addSkill, changeSkill, orderSkills, removeSkill } from '#bot/features/skills/store';
import {
  addSkillInput,
  changeSkillInput,
  lists,
  orderInput,
  type SupplyView,
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
      const known = listName.safeParse(list);
      if (!known.success) return no('common.refused.notFound');
      await orderSkills(turn, known.data, ids);
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
];
