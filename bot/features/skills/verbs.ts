import { z } from 'zod';
import { onOwnCard } from '#bot/cards/own';
import { skillDataset } from '#bot/cards/type-ahead';
import type { SkillId } from '#bot/core/ids';
import { instantInput } from '#bot/core/instants';
import { kinds, levels, type Supply } from '#bot/core/learning';
import { no, type Outcome } from '#bot/core/outcome';
import { bareTopic, isAboutPeople } from '#bot/core/sentences/understood';
import { plain } from '#bot/core/text';
import {
  nearCard,
  pickCard,
  profileCard,
  removeCard,
  removedCard,
  restoredCard,
  type SkillState,
  severalCard,
  skillCard,
  whichCard,
  whoCard,
} from '#bot/features/skills/card';
import type { KnownSkills } from '#bot/features/skills/known';
import { lookedFor } from '#bot/features/skills/looked-for';
import { find, type Listed, listsWith, severalIn, skillNamed } from '#bot/features/skills/rules';
import {
  addSkill,
  changeSkill,
  keepName,
  removeSkill,
  renameSkill,
} from '#bot/features/skills/store';
import { supply } from '#bot/features/skills/tenant';
import { type List, lists } from '#bot/features/skills/wire';
import type { Action, Card, ChatTurn, Command, Deps, Feature, Hearing, Reply } from '#bot/ports';

/** A skill of mine: named by a button, or chosen in the profile card's list. */
const chosen = z.union([
  z.object({ list: z.enum([...lists, 'both']), id: z.string().max(64) }),
  z.object({ skill: z.string().regex(/^(share|wish)~[0-9a-f]{1,64}$/) }).transform(({ skill }) => {
    const [list, id = ''] = skill.split('~');
    return { list: list as List, id };
  }),
]);
// Inputs left empty arrive as '' or not at all: then nothing is changed.
const choice = <T extends string>(values: readonly [T, ...T[]]) =>
  z
    .union([z.enum(values), z.literal('')])
    .nullish()
    .transform((value): T | undefined => (value ? (value as T) : undefined));
const details = z.object({
  list: z.enum(lists),
  id: z.string().max(64),
  level: choice(levels),
  kind: choice(kinds),
});
const removed = z.object({
  skills: z
    .array(
      z.object({
        list: z.enum(lists),
        name: z.string().max(10_000),
        level: z.enum(levels).optional(),
        kind: z.enum(kinds).optional(),
        added: instantInput.optional(),
      }),
    )
    .min(1)
    .max(2),
});
const byName = z.object({ name: z.string().max(10_000) });
const picked = z.object({ list: z.enum(lists), skill: z.string().max(10_000).catch('') });
/** `quiet`: the card stays as it is, with what was typed on it. */
const wished = byName.extend({ quiet: z.boolean().catch(false) });
const same = byName.extend({ list: z.enum(lists), id: z.string().max(64) });
const searched = z.object({ text: z.string(), skip: z.number(), top: z.number() });

/** What an input suggests while somebody types; the last is what they typed, when it is new. */
const suggest =
  (known: KnownSkills): Action =>
  async ({ lang, t }, data) => {
    const asked = searched.safeParse(data);
    if (!asked.success) return no('common.refused.shape');
    const { text, skip, top } = asked.data;
    const typed = skillNamed(text, known);
    const found = known.search(text, lang, skip + top).map(({ label }) => label);
    const fresh = typed.ok && known.resolve(typed.value.name) === undefined;
    const choices = found.slice(skip, skip + top - (fresh ? 1 : 0));
    return {
      kind: 'choices',
      choices: [
        ...choices.map((name) => ({ title: name, value: name })),
        ...(fresh && skip === 0
          ? [
              {
                title: t('skills.suggest.new', { name: typed.value.name }),
                value: typed.value.name,
              },
            ]
          : []),
      ],
    };
  };

interface Topic {
  readonly id: string;
  readonly name: string;
}
/** Lines that stand with a topic beside how many can help, for all who read along; none is fine. */
export type Beside = (turn: ChatTurn, topic: Topic) => Promise<readonly string[]>;

export function skillsVerbs(
  { tables, links, local }: Deps,
  known: KnownSkills,
  beside: readonly Beside[],
): Pick<Feature, 'commands' | 'hears' | 'actions'> {
  const shown = (card: Card, summary: string): Reply => ({ kind: 'card', card, summary });
  const viewed = (turn: ChatTurn, listed: Listed, state: SkillState): Reply => {
    const { list, skill } = listed;
    const onBoth = listsWith(turn.person, skill.id, known).some((other) => other !== list);
    const title = turn.t(`skills.${list}.${state}`, { name: plain(skill.name) });
    return shown(skillCard(turn, links, listed, state, onBoth), title);
  };

  const profile = async (turn: ChatTurn): Promise<Reply> =>
    shown(profileCard(turn, links), turn.t('skills.profile.title'));

  const add = async (turn: ChatTurn, list: List, name: string): Promise<Reply> => {
    if (name === '') return shown(pickCard(turn, list, !local), turn.t(`skills.pick.${list}`));
    const names = severalIn(name, known);
    if (names.length > 1) return addSeveral(turn, list, names);
    const added = await addSkill(turn, { list, name: named(turn, name) }, known);
    return added.ok ? viewed(turn, added.value, added.value.fresh ? 'added' : 'already') : added;
  };

  /** Without what people say around a skill, where that leaves one that a list knows. */
  const named = ({ lang }: ChatTurn, typed: string): string => {
    if (known.resolve(typed) !== undefined) return typed;
    const bare = bareTopic(typed, lang);
    return known.resolve(bare) === undefined ? typed : bare;
  };

  /** `share Excel, SQL`: each on its own, and a word on any that could not be added. */
  const addSeveral = async (
    turn: ChatTurn,
    list: List,
    typed: readonly string[],
  ): Promise<Reply> => {
    const names: string[] = [];
    const refused: string[] = [];
    for (const name of typed) {
      const added = await addSkill(turn, { list, name: named(turn, name) }, known);
      if (added.ok) names.push(added.value.skill.name);
      else refused.push(turn.t(added.why, added.values));
    }
    if (names.length === 0) return { kind: 'text', text: refused[0] ?? '' };
    const quoted = names.map((name) => `“${plain(name)}”`);
    const said = new Intl.ListFormat(turn.lang).format(quoted);
    const title = turn.t(`skills.several.${list}`, { names: said });
    return shown(severalCard(turn, list, title, [...new Set(refused)]), title);
  };

  const takeAway = (turn: ChatTurn, gone: Outcome<Listed[]>): Reply =>
    gone.ok ? shown(removedCard(turn, gone.value), turn.t('skills.removed.title')) : gone;

  const remove = async (turn: ChatTurn, typed: string): Promise<Reply> => {
    if (typed === '') return profile(turn);
    const skill = skillNamed(typed, known);
    if (!skill.ok) return skill;
    const { id, name } = skill.value;
    const on = listsWith(turn.person, id, known);
    if (on.length === 0) return no('skills.nowhere', { name: plain(name) });
    if (on.length === 1) return takeAway(turn, await removeSkill(turn, on, id, known));
    return shown(whichCard(turn, skill.value), turn.t('skills.which.title', { name: plain(name) }));
  };

  const supplyOf = (turn: ChatTurn, id: SkillId): Promise<Supply> =>
    supply(tables, turn.ctx, id, turn.me);

  /** What else is known of a topic, one part after the other. */
  const besideOf = async (turn: ChatTurn, topic: Topic): Promise<string[]> =>
    (await Promise.all(beside.map((part) => part(turn, topic)))).flat();

  /** How many can help with what was typed, or with what it is a slip of: nobody is never said of a slip. */
  const who = async (turn: ChatTurn, typed: string): Promise<Reply> => {
    const looked = lookedFor(typed, turn.lang, known);
    if (!looked.ok) return looked;
    const { skill, near } = looked.value;
    const many = await supplyOf(turn, skill.id);
    const others = many !== 'nobody' || near === undefined ? many : await supplyOf(turn, near.id);
    if (many === 'nobody' && near !== undefined && others !== 'nobody') {
      const title = turn.t('skills.meant.title', { near: plain(near.name) });
      return shown(nearCard(turn, skill.name, near.name, others), title);
    }
    const answer = turn.t('skills.who.answer', { name: plain(skill.name), supply: many });
    return shown(whoCard(turn, skill.name, many, await besideOf(turn, skill)), answer);
  };

  /** *who is my manager* asks for no skill. */
  const takes = (name: string, lang: ChatTurn['lang']): boolean =>
    known.resolve(name) !== undefined || !isAboutPeople(name, lang);

  const commands: Command[] = [
    {
      words: 'skills.command.profile',
      argument: 'none',
      where: 'personal',
      run: profile,
    },
    {
      words: 'skills.command.share',
      argument: 'optional',
      where: 'personal',
      takes,
      run: (turn, name) => add(turn, 'share', name),
    },
    {
      words: 'skills.command.wish',
      argument: 'optional',
      where: 'personal',
      takes,
      run: (turn, name) => add(turn, 'wish', name),
    },
    { words: 'skills.command.remove', argument: 'optional', where: 'personal', run: remove },
    {
      words: 'skills.command.who',
      argument: 'required',
      missing: 'skills.missing.who',
      where: 'anywhere',
      takes,
      run: who,
    },
  ];

  /** What a sentence offers or wishes for, in the field where it is added. */
  const picking = (list: List): Hearing => ({
    where: 'personal',
    yields: true,
    run: async (turn, { topic }) =>
      shown(pickCard(turn, list, !local, topic), turn.t(`skills.pick.${list}`)),
  });

  const removing = async (turn: ChatTurn, topic: string): Promise<Reply> => {
    const skill = skillNamed(topic, known);
    if (!skill.ok) return skill;
    const { id, name } = skill.value;
    const [list, other] = listsWith(turn.person, id, known);
    if (list === undefined) return no('skills.nowhere', { name: plain(name) });
    return other === undefined
      ? shown(removeCard(turn, list, skill.value), turn.t('skills.removing.title', { name }))
      : shown(whichCard(turn, skill.value), turn.t('skills.which.title', { name: plain(name) }));
  };

  const hears: Record<string, Hearing> = {
    share: picking('share'),
    wish: picking('wish'),
    who: { where: 'anywhere', run: (turn, { topic }) => who(turn, topic) },
    remove: { where: 'personal', run: (turn, { topic }) => removing(turn, topic) },
    profile: { where: 'personal', run: profile },
  };

  return {
    commands,
    hears,
    actions: {
      'skills.profile': onOwnCard(z.object({}), profile),
      'skills.edit': onOwnCard(chosen, async (turn, { list, id }) => {
        const listed = list === 'both' ? undefined : find(turn.person, list, id, known);
        return listed === undefined ? no('common.refused.notFound') : viewed(turn, listed, 'edit');
      }),
      'skills.save': onOwnCard(details, async (turn, { list, id, ...input }) => {
        const changed = await changeSkill(turn, list, id, input, known);
        return changed.ok ? viewed(turn, changed.value, 'saved') : changed;
      }),
      'skills.remove': onOwnCard(chosen, async (turn, { list, id }) =>
        takeAway(turn, await removeSkill(turn, list === 'both' ? lists : [list], id, known)),
      ),
      'skills.restore': onOwnCard(removed, async (turn, { skills }) => {
        const back: Listed[] = [];
        for (const skill of skills) {
          const added = await addSkill(turn, skill, known);
          if (!added.ok) return added;
          back.push(added.value);
        }
        return shown(restoredCard(turn, back), turn.t('skills.restored.title'));
      }),
      'skills.add': onOwnCard(picked, (turn, { list, skill }) =>
        skill === '' ? Promise.resolve(no('skills.refused.empty')) : add(turn, list, skill),
      ),
      'skills.same': onOwnCard(same, async (turn, { list, id, name }) => {
        const renamed = await renameSkill(turn, list, id, name, known);
        return renamed.ok ? viewed(turn, renamed.value, 'saved') : renamed;
      }),
      'skills.different': onOwnCard(details, async (turn, { list, id }) => {
        const kept = await keepName(turn, list, id, known);
        return kept.ok ? viewed(turn, kept.value, 'saved') : kept;
      }),
      [`search.${skillDataset}`]: suggest(known),
      'skills.wish': onOwnCard(byName, (turn, { name }) => add(turn, 'wish', name)),
      /** Below *who*; what others read stays as it is, and only the presser is answered. */
      'skills.keep-wish': async (turn, data) => {
        const press = wished.safeParse(data);
        if (!press.success) return no('common.refused.shape');
        const { name, quiet } = press.data;
        if (turn.event.place.kind === 'personal' && !quiet) return add(turn, 'wish', name);
        const added = await addSkill(turn, { list: 'wish', name }, known);
        if (!added.ok) return added;
        const text = turn.t('skills.who.wished', { name: plain(added.value.skill.name) });
        return { kind: 'text', text };
      },
      'skills.who': async (turn, data) => {
        const press = byName.safeParse(data);
        return press.success ? who(turn, press.data.name) : no('common.refused.shape');
      },
    },
  };
}
