import { z } from 'zod';
import { note } from '#bot/cards/note';
import { onOwnCard } from '#bot/cards/own';
import { type TeamId, teamId } from '#bot/core/ids';
import { instantInput } from '#bot/core/instants';
import { skillNameMax } from '#bot/core/learning';
import { type No, no, type Outcome } from '#bot/core/outcome';
import { isRecordId } from '#bot/core/record-id';
import { clean, plain } from '#bot/core/text';
import {
  flagged,
  freed,
  notOf,
  remove,
  restore,
  rewrite,
  right,
  taken,
  write,
} from '#bot/features/howto/act';
import { formCard, howToCard, listCard, offCard, removedCard } from '#bot/features/howto/card';
import type { HowToDeps } from '#bot/features/howto/deps';
import { blank, type Filling, fieldsOf, fillingOf } from '#bot/features/howto/fields';
import { isGuest, readersOf, teamsOf } from '#bot/features/howto/find';
import { settled } from '#bot/features/howto/items';
import { ownHowTo, ownName, ownNames } from '#bot/features/howto/own';
import { readerOf, viewOn } from '#bot/features/howto/show';
import { hideOwn, howTosOf, type Kept, readHowTo } from '#bot/features/howto/store';
import { foundView, teamView } from '#bot/features/howto/view';
import { actInput, filledInput, type HowToView } from '#bot/features/howto/wire';
import type { Card, ChatTurn, Command, Feature, Reply } from '#bot/ports';
import { inputsOf, ofCard } from '#bot/practice/fields';
import { keepLearnt } from '#bot/records/learnt';
import { languages, wordsIn } from '#bot/strings/index';

const about = z.object({ team: z.string().max(300), id: z.string().max(64) });
/** Behind the form: what names a new one, or which one it changes. */
const behind = z.object({
  form: z.string().max(100),
  team: z.string().max(300),
  id: z.string().max(64).catch(''),
});
/** The name of one, its own id or the name of one that comes with the product. */
const workedInput = z.object({
  id: z
    .string()
    .regex(/^[\w-]{1,64}$/)
    .catch(''),
  topic: z.string().max(skillNameMax).catch(''),
});
const gone = filledInput.extend(about.shape).extend({ checked: instantInput });

/** Longer than this a refused form is not sent back: what was typed stays where it was typed. */
const longestShown = 4_000;

export function howToVerbs(help: HowToDeps): Required<Pick<Feature, 'commands' | 'actions'>> {
  const { deps } = help;
  const { tables } = deps;
  const shown = (card: Card, summary: string): Reply => ({ kind: 'card', card, summary });

  const form = (
    turn: ChatTurn,
    filling: Filling,
    data: { readonly form: string; readonly team: string; readonly id?: string },
    hint?: string,
  ): Reply => {
    const teams = teamsOf(turn);
    const isNew = (data.id ?? '') === '';
    const card = formCard(turn, {
      fields: fieldsOf(turn, filling, isNew ? teams : [], data.team),
      inputs: (fields) => inputsOf(fields, { fault: turn.t('howto.form.fault') }, false),
      data: { ...data },
      isNew,
      suggests: !deps.local,
      ...(hint === undefined ? {} : { hint }),
    });
    return shown(card, turn.t(isNew ? 'howto.form.title' : 'howto.form.change'));
  };

  /** An empty form, or with what is known already; whoever is in no team has nowhere to keep one. */
  const fresh = (turn: ChatTurn, filling: Filling, team?: string): Reply => {
    const teams = teamsOf(turn);
    const home = turn.person.profile.homeTeam?.id;
    const guess = teams.find(({ id }) => id === (team ?? home)) ?? teams[0];
    if (guess === undefined) {
      return no(turn.person.teams.length > 0 ? 'howto.refused.guest' : 'howto.refused.noTeam');
    }
    return form(turn, filling, { form: turn.operation, team: guess.id });
  };

  /** Mine as its team's list shows it. */
  const mineView = (turn: ChatTurn, howTo: Kept): HowToView =>
    teamView(howTo, readerOf(help, turn), {
      me: turn.me,
      teamName: turn.person.teams.find(({ id }) => id === howTo.team)?.name ?? '',
      nameOf: () => howTo.ownerName,
    });

  const card = (turn: ChatTurn, view: HowToView, said?: string): Reply =>
    shown(howToCard(turn, view, said), turn.t('howto.card.title', { topic: plain(view.topic) }));

  /** `how-to Excel`: the one there is, else the form with its topic. */
  const command = async (turn: ChatTurn, typed: string): Promise<Reply> => {
    if (typed === '') return fresh(turn, blank);
    const looked = help.lookedFor(withoutLead(typed), turn.lang);
    if (!looked.ok) return looked;
    const { skill, near } = looked.value;
    for (const topic of [skill, ...(near === undefined ? [] : [near])]) {
      const view = await viewOn(help, turn, readersOf(turn), topic);
      if (view !== undefined) return card(turn, view);
    }
    return fresh(turn, { ...blank, topic: skill.name });
  };

  const list = async (turn: ChatTurn): Promise<Reply> => {
    const teams = await Promise.all(
      teamsOf(turn).map(({ id }) => howTosOf(tables, turn.ctx, teamId(id))),
    );
    const topics = teams.flatMap(({ howTos }) => howTos.map(({ skill }) => skill.name)).sort();
    const hidden = new Set(teams.flatMap((one) => one.hidden));
    const own = ownNames.filter((name) => !hidden.has(name));
    const names = own.map((name) => ownHowTo(turn.t, name).topic);
    return shown(listCard(turn, deps.links, topics, names), turn.t('howto.list.title'));
  };

  /** The form once more, with what was wrong: what was typed is kept. */
  const again = (
    turn: ChatTurn,
    filled: Filling,
    data: z.output<typeof behind>,
    refused: No,
  ): Reply => {
    const length = filled.steps.length + filled.topic.length + filled.link.length;
    if (refused.field === undefined || length > longestShown) return refused;
    return form(turn, filled, data, turn.t(refused.why, refused.values));
  };

  const save = onOwnCard(z.record(z.string(), z.unknown()), async (turn, sent) => {
    const inputs = ofCard(sent);
    const data = behind.safeParse(sent);
    const filled = filledInput.safeParse(inputs);
    if (!data.success || !filled.success) return no('common.refused.shape');
    const { id } = data.data;
    const chosen = typeof inputs['team'] === 'string' ? inputs['team'] : data.data.team;
    const kept =
      id === ''
        ? await write(help, turn, chosen, filled.data, turn.idFor('howto', data.data.form))
        : await rewrite(help, turn, teamId(data.data.team), id, filled.data);
    if (!kept.ok) return again(turn, filled.data, { ...data.data, team: chosen }, kept);
    if (id !== '') await settled(turn, id);
    return card(turn, mineView(turn, kept.value), turn.t('howto.said.saved'));
  });

  type One = z.output<typeof about>;
  /** A press on one of a team; ids come from cards. */
  const onOne = (run: (turn: ChatTurn, team: TeamId, one: One) => Promise<Reply>) =>
    onOwnCard(about, (turn, one) =>
      isRecordId(one.id)
        ? run(turn, teamId(one.team), one)
        : Promise.resolve(no('common.refused.notFound')),
    );
  /** A press that changes mine, and how it stands then. */
  const changed = (
    act: (turn: ChatTurn, team: TeamId, id: string) => Promise<Outcome<Kept>>,
    said: 'right' | 'free' | 'take',
  ) =>
    onOne(async (turn, team, { id }) => {
      const done = await act(turn, team, id);
      if (!done.ok) return done;
      await settled(turn, id);
      return card(turn, mineView(turn, done.value), turn.t(`howto.said.${said}`));
    });

  const edit = onOne(async (turn, team, { id }) => {
    const howTo = await readHowTo(tables, turn.ctx, team, id);
    const refused = notOf(turn, team);
    if (refused !== undefined) return refused;
    if (howTo === undefined) return no('howto.refused.gone');
    if (howTo.owner !== turn.me) return no('howto.refused.owner');
    const filling = fillingOf({ ...howTo, topic: howTo.skill.name });
    return form(turn, filling, { form: turn.operation, team, id });
  });

  const taking = onOne(async (turn, team, { id }) => {
    const removed = await remove(deps, turn, team, id);
    if (!removed.ok) return removed;
    await settled(turn, id);
    const { skill, steps, link, everybody, checked } = removed.value;
    const was = { id, team, topic: skill.name, steps, link, everybody, checked };
    return shown(removedCard(turn, was), turn.t('howto.removed', { topic: plain(skill.name) }));
  });

  const back = onOwnCard(gone, async (turn, was) => {
    if (!isRecordId(was.id)) return no('common.refused.notFound');
    const kept = await restore(help, turn, was);
    if (!kept.ok) return kept;
    if (kept.value.owner !== turn.me) return no('howto.refused.owner');
    return card(turn, mineView(turn, kept.value));
  });

  /** Of those that come with the product: made one's own, or hidden for the team. */
  const copy = onOwnCard(about, async (turn, { team, id }) => {
    const name = ownName(id);
    if (name === undefined) return no('common.refused.notFound');
    const { topic, steps } = ownHowTo(turn.t, name);
    return fresh(turn, { ...blank, topic, steps: steps.join('\n') }, team);
  });
  const hide = onOwnCard(about, async (turn, { team, id }) => {
    const name = ownName(id);
    const refused = notOf(turn, team);
    if (name === undefined || refused !== undefined)
      return refused ?? no('common.refused.notFound');
    await hideOwn(tables, turn.ctx, teamId(team), name, true);
    return shown(note({ lines: [turn.t('howto.said.hide')] }), turn.t('howto.said.hide'));
  });

  const commands: Command[] = [
    // *How-to Excel* is no question how to do something.
    {
      words: 'howto.command.new',
      argument: 'optional',
      literal: true,
      where: 'personal',
      run: command,
    },
    { words: 'howto.command.list', argument: 'none', where: 'personal', run: list },
  ];
  return {
    commands,
    actions: {
      'howto.new': onOwnCard(
        z.object({ topic: z.string().max(10_000).catch('') }),
        (turn, { topic }) =>
          Promise.resolve(fresh(turn, { ...blank, topic: clean(topic, skillNameMax) })),
      ),
      'howto.save': save,
      'howto.edit': edit,
      'howto.remove': taking,
      'howto.restore': back,
      'howto.copy': copy,
      'howto.hide': hide,
      'howto.right': changed((turn, team, id) => right(deps, turn, team, id), 'right'),
      'howto.free': changed((turn, team, id) => freed(deps, turn, team, id), 'free'),
      'howto.take': changed((turn, team, id) => taken(deps, turn, team, id), 'take'),
      /** Nobody hears of it; whether it was used is asked of them alone, three weeks on. */
      'howto.worked': onOwnCard(workedInput, async (turn, { id, topic }) => {
        if (id !== '' && topic !== '') {
          const thing = { from: 'howto', id, topic } as const;
          await keepLearnt(deps.tables, turn.ctx, turn.me, thing, turn.now);
        }
        const said = turn.t('howto.worked.said');
        return shown(note({ lines: [said] }), said);
      }),
      'howto.off': onOne(async (turn, team, { id }) => {
        const howTo = await readHowTo(tables, turn.ctx, team, id);
        const inTeam = notOf(turn, team) === undefined;
        const mayRead = inTeam || (howTo?.everybody === true && !isGuest(turn));
        if (howTo === undefined || !mayRead) return no('howto.refused.gone');
        const view = foundView(howTo, readerOf(help, turn), { me: turn.me, inTeam });
        return shown(offCard(turn, view), turn.t('howto.off.which'));
      }),
      'howto.flag': onOwnCard(about.extend(actInput.shape), async (turn, { team, id, step }) => {
        if (!isRecordId(id)) return no('common.refused.notFound');
        const done = await flagged(deps, turn, teamId(team), id, step);
        if (!done.ok) return done;
        return shown(note({ lines: [turn.t('howto.said.off')] }), turn.t('howto.said.off'));
      }),
    },
  };
}

/** What follows the command's words, without the *for* or *on* that leads to it. */
function withoutLead(typed: string): string {
  const [first = '', ...rest] = typed.split(' ');
  const isLead = languages.some((lang) =>
    wordsIn(lang)('howto.command.lead').split('|').includes(first.toLowerCase()),
  );
  return isLead && rest.length > 0 ? rest.join(' ') : typed;
}
