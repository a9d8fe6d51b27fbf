import { useMemo } from 'react';
import { arranged, type Kind, type Level } from '#bot/core/learning';
import { skillKey } from '#bot/core/text';
import type { MeView, ShareView, SkillView } from '#bot/features/people/wire';
import type { AddSkillInput, ChangeSkillInput, List } from '#bot/features/skills/wire';
import type { Answer } from '../../api';
import { useServer } from '../../use-resource';
import { mePath } from '../people/me';

export type Skill = SkillView | ShareView;
export const levelOf = (skill: Skill): Level | undefined =>
  'level' in skill ? skill.level : undefined;

const listName = { share: 'shares', wish: 'wishes' } as const;

const skillsOf = (me: MeView, list: List): readonly Skill[] => me[listName[list]];

/** My skills of a list in my own order; what was just added stands beside the field it came from. */
export const skillsInOrder = (me: MeView, list: List): readonly Skill[] =>
  arranged(skillsOf(me, list), me.order[list]);

function withSkills(
  me: MeView,
  list: List,
  change: (skills: readonly Skill[]) => readonly Skill[],
) {
  return { ...me, [listName[list]]: change(skillsOf(me, list)) } as MeView;
}

const twin = (skills: readonly Skill[], name: string) =>
  skills.find((skill) => skillKey(skill.name) === skillKey(name));

/** Shows `skill` in the list unless one of that name is there; a name still waiting gives way. */
const having = (skill: Skill) => (skills: readonly Skill[]) => [
  ...skills.filter(({ id, name }) => id !== skill.id && skillKey(name) !== skillKey(skill.name)),
  skill,
];

export interface Details {
  readonly name: string;
  readonly kind: Kind;
  readonly level?: Level;
  readonly added?: string;
  /** Of a skill that comes back, so that it takes its place in the order again. */
  readonly id?: string;
  readonly named?: boolean | undefined;
  readonly line?: string | undefined;
  readonly purpose?: string | undefined;
  readonly by?: string | undefined;
}

/** Adds, changes and removes skills of one list; each shows at once and gives way if refused. */
export function useSkillChanges(list: List) {
  const { api, resources } = useServer();
  return useMemo(() => {
    const add = ({ name, level, added, id, ...more }: Details): Promise<Answer<Skill>> => {
      const now = added ?? new Date().toISOString();
      const details = level === undefined ? more : { ...more, level };
      const shown: Skill = { id: id ?? `new~${skillKey(name)}`, name, added: now, ...details };
      const input: AddSkillInput = {
        list,
        name,
        ...details,
        ...(added === undefined ? {} : { added }),
      };
      return resources.change<MeView, Skill>(
        mePath,
        (me) => (twin(skillsOf(me, list), name) ? me : withSkills(me, list, having(shown))),
        () => api.call<Skill>('POST', '/api/skills', input),
        (me, skill) => withSkills(me, list, having(skill)),
      );
    };

    const change = (id: string, input: ChangeSkillInput): Promise<Answer<unknown>> =>
      resources.change<MeView, unknown>(
        mePath,
        (me) =>
          withSkills(me, list, (skills) =>
            skills.map((skill) => (skill.id === id ? ({ ...skill, ...input } as Skill) : skill)),
          ),
        () => api.call('PATCH', addressOf(id), input),
      );

    const remove = (id: string): Promise<Answer<unknown>> =>
      resources.change<MeView, unknown>(
        mePath,
        (me) => withSkills(me, list, (skills) => skills.filter((skill) => skill.id !== id)),
        () => api.call('DELETE', addressOf(id)),
      );

    /** What was typed is this one after all. */
    const same = (id: string, name: string): Promise<Answer<Skill>> =>
      resources.change<MeView, Skill>(
        mePath,
        (me) =>
          withSkills(me, list, (skills) =>
            skills.map((skill) => (skill.id === id ? { ...skill, name } : skill)),
          ),
        () => api.call<Skill>('POST', `${addressOf(id)}/same`, { name }),
        (me, skill) =>
          withSkills(me, list, (skills) => having(skill)(skills.filter((one) => one.id !== id))),
      );

    /** It is called as it was typed, and is no slip of another one. */
    const different = (id: string): Promise<Answer<Skill>> =>
      resources.change<MeView, Skill>(
        mePath,
        (me) => me,
        () => api.call<Skill>('POST', `${addressOf(id)}/different`, {}),
        (me, skill) =>
          withSkills(me, list, (skills) => skills.map((one) => (one.id === id ? skill : one))),
      );

    const addressOf = (id: string) => `/api/skills/${list}/${encodeURIComponent(id)}`;
    return { add, change, remove, same, different };
  }, [api, resources, list]);
}

/** The skill of that name which is in the list already, however it is spelt. */
export const already = (me: MeView, list: List, name: string): Skill | undefined =>
  twin(skillsOf(me, list), name);
