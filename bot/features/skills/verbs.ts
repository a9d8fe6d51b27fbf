import { z } from 'zod';
import { onOwnCard } from '#bot/cards/own';
import { skillDataset } from '#bot/cards/type-ahead';
import type { SkillId } from '#bot/core/ids';
import { instantInput } from '#bot/core/instants';
import { kinds, levels, type Offer } from '#bot/core/learning';
import { no, type Outcome, ok } from '#bot/core/outcome';
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
} from '#bot/features/skills/card';
import type { Findings } from '#bot/features/skills/found';
import type { KnownSkills } from '#bot/features/skills/known';
import { lookedFor } from '#bot/features/skills/looked-for';
import {
  type Found,
  find,
  type Listed,
  listsWith,
  type SkillName,
  severalIn,
  skillNamed,
} from '#bot/features/skills/rules';
import {
  addSkill,
  changeSkill,
  keepName,
  removeSkill,
  renameSkill,
} from '#bot/features/skills/store';
import { type KeptLine, peopleShown, type Who, whoCard } from '#bot/features/skills/who';
import { type List, lists } from '#bot/features/skills/wire';
import type {
  Action,
  Card,
  ChatTurn,
  Command,
  Deps,
  Feature,
  Hearing,
  Reply,
  Turn,
} from '#bot/ports';
import { languages, wordsIn } from '#bot/strings/index';

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
  found: choice(['counted', 'named']),
  line: z.string().max(10_000).nullish(),
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
        named: z.boolean().optional(),
        line: z.string().max(10_000).optional(),
        purpose: z.string().max(10_000).optional(),
        by: z.iso.date().optional(),
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

/** What stands before some words at the end, in any language; undefined where they do not. */
function beforeWords(
  typed: string,
  words: 'skills.words.named' | 'skills.words.counted',
): string | undefined {
  const all = languages.flatMap((lang) => wordsIn(lang)(words).split('|'));
  const said = typed.toLowerCase();
  const end = all.find((one) => said.endsWith(` ${one}`));
  return end === undefined ? undefined : typed.slice(0, -end.length - 1).trim();
}

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

/** What other features have to show beside who can help; app.ts supplies it. */
export interface Beside {
  /** The one how-to of a topic, as lines for all who read along; none is fine. */
  readonly howTo: (turn: ChatTurn, skill: SkillName) => Promise<readonly string[]>;
  /** The line that was kept last with a skill for the next person. */
  readonly line: (turn: Turn, skill: SkillId) => Promise<KeptLine | undefined>;
}

export function skillsVerbs(
  { links, local }: Deps,
  known: KnownSkills,
  found: Findings,
  beside: Beside,
): Pick<Feature, 'commands' | 'hears' | 'actions'> {
  const shown = (card: Card, summary: string): Reply => ({ kind: 'card', card, summary });
  const viewed = (turn: ChatTurn, listed: Listed, state: SkillState): Reply => {
    const { list, skill } = listed;
    const onBoth = listsWith(turn.person, skill.id, known).some((other) => other !== list);
    const title = turn.t(`skills.${list}.${state}`, { name: plain(skill.name) });
    return shown(skillCard(turn, links, listed, state, onBoth), title);
  };

  /** `share X with my name`: how it is to be found stands behind the skill, in either language. */
  const saidToBe = (typed: string): { readonly name: string; readonly found: Found } => {
    if (known.resolve(typed) !== undefined) return { name: typed, found: {} };
    const bare = beforeWords(typed, 'skills.words.named');
    if (bare !== undefined) return { name: bare, found: { named: true } };
    const counted = beforeWords(typed, 'skills.words.counted');
    return counted === undefined
      ? { name: typed, found: {} }
      : { name: counted, found: { named: false } };
  };

  const profile = async (turn: ChatTurn): Promise<Reply> =>
    shown(profileCard(turn, links), turn.t('skills.profile.title'));

  const add = async (turn: ChatTurn, list: List, name: string): Promise<Reply> => {
    if (name === '') return shown(pickCard(turn, list, !local), turn.t(`skills.pick.${list}`));
    const said = saidToBe(name);
    const names = severalIn(said.name, known);
    if (names.length > 1) return addSeveral(turn, list, names, said.found);
    const added = await addFound(turn, list, said.name, said.found);
    return added.ok ? viewed(turn, added.value, added.value.state) : added;
  };

  /** Adds a skill; one that is there already is found from now on as was said. */
  const addFound = async (
    turn: ChatTurn,
    list: List,
    typed: string,
    found: Found,
  ): Promise<Outcome<Listed & { readonly state: SkillState }>> => {
    const added = await addSkill(turn, { list, name: named(turn, typed), ...found }, known);
    if (!added.ok) return added;
    const { fresh, skill } = added.value;
    const already = found.named === undefined || found.named === (skill.named === true);
    if (fresh || already) return ok({ ...added.value, state: fresh ? 'added' : 'already' });
    const changed = await changeSkill(turn, list, skill.id, found, known);
    return changed.ok ? ok({ ...changed.value, state: 'saved' }) : changed;
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
    found: Found,
  ): Promise<Reply> => {
    const names: string[] = [];
    const refused: string[] = [];
    for (const name of typed) {
      const added = await addFound(turn, list, name, found);
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

  /** How many can help with what was typed, or with what it is a slip of: nobody is never said of a slip. */
  const who = async (turn: ChatTurn, typed: string): Promise<Reply> => {
    const looked = lookedFor(typed, turn.lang, known);
    if (!looked.ok) return looked;
    const { skill, near } = looked.value;
    const offer = await found.offer(turn, skill.id);
    const other =
      offer !== 'nobody' || near === undefined ? offer : await found.offer(turn, near.id);
    if (offer === 'nobody' && near !== undefined && other !== 'nobody') {
      const title = turn.t('skills.meant.title', { near: plain(near.name) });
      return shown(nearCard(turn, skill.name, near.name, other), title);
    }
    const answer = turn.t('skills.who.answer', { name: plain(skill.name), supply: offer });
    return shown(whoCard(turn, links, await whoOf(turn, skill, offer)), answer);
  };

  /** What stands with the answer; in a place that others read nobody is looked up. */
  const whoOf = async (turn: ChatTurn, skill: SkillName, offer: Offer): Promise<Who> => {
    const howTo = await beside.howTo(turn, skill);
    const who = { skill: skill.name, offer, people: [], more: false, howTo, kept: undefined };
    if (turn.event.place.kind !== 'personal') return { ...who, shared: true };
    const [{ people, next }, kept] = await Promise.all([
      found.page(turn, 'share', skill.id, 0, peopleShown),
      beside.line(turn, skill.id),
    ]);
    return { ...who, people, more: next !== undefined, kept, shared: false };
  };

  /** *who is my manager* asks for no skill. */
  const takes = (name: string, lang: ChatTurn['lang']): boolean =>
    known.resolve(name) !== undefined || !isAboutPeople(name, lang);

  const takesFound = (typed: string, lang: ChatTurn['lang']): boolean =>
    takes(saidToBe(typed).name, lang);

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
      takes: takesFound,
      run: (turn, name) => add(turn, 'share', name),
    },
    {
      words: 'skills.command.newcomers',
      argument: 'none',
      where: 'personal',
      run: (turn) => add(turn, 'share', turn.t('skills.newcomers')),
    },
    {
      words: 'skills.command.wish',
      argument: 'optional',
      where: 'personal',
      takes: takesFound,
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
      'skills.save': onOwnCard(details, async (turn, { list, id, found, line, ...input }) => {
        const named = found === undefined ? {} : { named: found === 'named' };
        const own = line == null ? {} : { line };
        const changed = await changeSkill(turn, list, id, { ...input, ...named, ...own }, known);
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
