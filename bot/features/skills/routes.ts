import { z } from 'zod';
import { firstName } from '#bot/core/first-name';
import { teamId } from '#bot/core/ids';
import { no, type Outcome, ok } from '#bot/core/outcome';
import { skillKey } from '#bot/core/text';
import {
  type Findings,
  type FoundColleague,
  type FoundPerson,
  listedName,
} from '#bot/features/skills/found';
import type { KnownSkills } from '#bot/features/skills/known';
import { lookedFor } from '#bot/features/skills/looked-for';
import { mergeSkills, skillsAdmin, splitSkills } from '#bot/features/skills/merge';
import { type Listed, type SkillName, severalIn, skillNamed } from '#bot/features/skills/rules';
import {
  addSkill,
  changeSkill,
  keepName,
  orderSkills,
  removeSkill,
  renameSkill,
} from '#bot/features/skills/store';
import {
  addSkillInput,
  changeSkillInput,
  type List,
  lists,
  mergeInput,
  type NamedTeamView,
  type NamedView,
  namedInput,
  namedTeamInput,
  orderInput,
  type SeveralView,
  type SuggestionsView,
  type SupplyView,
  sameSkillInput,
  searchSkillsInput,
  severalInput,
  supplyInput,
} from '#bot/features/skills/wire';
import { type Deps, type Links, type Route, route, type Turn } from '#bot/ports';

const nobody = { people: [] };

const helloTo = ({ t }: Turn, name: string): string =>
  t('skills.found.hello', { name: firstName(name) ?? 'none' });

/** Somebody found by name, as the tab shows them. */
const personView = (
  turn: Turn,
  links: Links,
  list: List,
  skill: string,
  { id, name, level, line }: FoundPerson,
) => {
  const values = { name: firstName(name) ?? 'none', skill };
  const opening = turn.t(list === 'share' ? 'skills.found.opening' : 'skills.found.offer', values);
  return {
    id,
    name: name || turn.t('common.colleague'),
    level: level ?? null,
    line,
    chat: links.talk([id], opening) ?? null,
  };
};

const listName = z.enum(lists);
const shown = (listed: Outcome<Listed>) => (listed.ok ? ok(listed.value.skill) : listed);

export const skillsRoutes = (
  { tables, links }: Deps,
  known: KnownSkills,
  found: Findings,
): Route[] => [
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
        supply: await found.offer(turn, skill.id),
      });
      const { skill, near } = looked.value;
      const told = await of(skill);
      // What was typed around a skill is not its name: then the skill itself is what was meant.
      const isBare = skillKey(skill.name) !== skillKey(name);
      if (isBare) return ok({ name, supply: 'nobody', near: await of(near ?? skill) });
      if (told.supply !== 'nobody' || near === undefined) return ok({ ...told, near: null });
      const other = await of(near);
      return ok({ ...told, near: other.supply === 'nobody' ? null : other });
    },
  }),
  route({
    method: 'get',
    path: '/skills/named',
    input: namedInput,
    run: async (turn, { name, from }): Promise<Outcome<NamedView>> => {
      const named = skillNamed(name, known);
      if (!named.ok) return named;
      const { id, name: skill } = named.value;
      const [shares, wishes] = await Promise.all([
        found.page(turn, 'share', id, from),
        from === 0 ? found.page(turn, 'wish', id) : nobody,
      ]);
      const shown = (list: List) => (one: FoundPerson) => personView(turn, links, list, skill, one);
      return ok({
        people: shares.people.map(shown('share')),
        wishing: wishes.people.map(shown('wish')),
        next: shares.next ?? null,
      });
    },
  }),
  route({
    method: 'get',
    path: '/skills/team',
    input: namedTeamInput,
    run: async (turn, { team }): Promise<Outcome<NamedTeamView>> => {
      const people = await found.team(turn, teamId(team));
      const listed = (skills: FoundColleague['shares']) =>
        skills.map(({ line, level, ...skill }) => ({
          name: listedName(known, skill, turn.lang),
          level: level ?? null,
          line,
        }));
      return ok({
        people: people
          .filter(({ id }) => id !== turn.me)
          .map(({ id, name, shares, wishes }) => ({
            id,
            name: name || turn.t('common.colleague'),
            chat: links.talk([id], helloTo(turn, name)) ?? null,
            shares: listed(shares),
            wishes: listed(wishes),
          })),
      });
    },
  }),
  route({
    method: 'get',
    path: '/skills/search',
    input: searchSkillsInput,
    run: async ({ lang }, { text, limit }): Promise<Outcome<SuggestionsView>> => {
      const nearest = known.search(text, lang, limit);
      return ok({
        suggestions: nearest.map(({ id, label, kind }) => ({ id, name: label, kind })),
        known: known.resolve(text) !== undefined,
        esco: nearest.some(({ source }) => source === 'imported'),
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
