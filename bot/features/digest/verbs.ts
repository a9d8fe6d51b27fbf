import { z } from 'zod';
import { type TeamId, teamId } from '#bot/core/ids';
import { no } from '#bot/core/outcome';
import { clean, plain } from '#bot/core/text';
import {
  handOver,
  mayHandOver,
  pageFor,
  runAct,
  showPage,
  subscribeMe,
  teamOf,
} from '#bot/features/digest/acts';
import { whichCard } from '#bot/features/digest/card';
import { type DigestDeps, explain } from '#bot/features/digest/explain';
import { membersNamed } from '#bot/features/digest/names';
import { acts } from '#bot/features/digest/record';
import type { TeamPage } from '#bot/features/digest/store';
import type { Action, ChatTurn, Command, Feature, Reply } from '#bot/ports';
import { namedApart } from '#bot/records/colleagues';
import { peopleMentioned } from '#bot/records/mentioned';
import type { Member } from '#bot/records/team';

const week = z.string().optional().catch(undefined);
const pressed = z.object({ team: z.string(), week });
const pressedAct = pressed.extend({ act: z.enum(acts) });
const pressedTopic = pressed.extend({ topic: z.string().max(1_000) });
const pressedUndo = pressed.extend({ id: z.string().max(64) });
const pressedHand = z.object({ team: z.string(), to: z.string() });

const nameMax = 100;

export function digestVerbs(
  digestDeps: DigestDeps,
): Required<Pick<Feature, 'commands' | 'actions'>> {
  const { deps, unshareSkill } = digestDeps;
  /** After a press: the same digest, with what happened on top. */
  const shown = async (
    turn: ChatTurn,
    team: TeamId,
    about: { week?: string | undefined; notice: string; undo?: { id: string } },
  ): Promise<Reply> =>
    turn.event.place.kind === 'personal'
      ? showPage(digestDeps, turn, await pageFor(deps, turn, team), about)
      : { kind: 'text', text: about.notice };

  const subscription =
    (wanted: boolean): Action =>
    async (turn, data) => {
      const press = pressed.safeParse(data);
      if (!press.success) return no('common.refused.shape');
      const team = teamId(press.data.team);
      const said = await subscribeMe(deps, turn, team, wanted);
      return said.ok ? shown(turn, team, { week: press.data.week, notice: said.value }) : said;
    };

  const act: Action = async (turn, data) => {
    const press = pressedAct.safeParse(data);
    if (!press.success) return no('common.refused.shape');
    const team = teamId(press.data.team);
    const said = await runAct(deps, turn, team, press.data.act);
    return said.ok ? shown(turn, team, { week: press.data.week, notice: said.value }) : said;
  };

  /** Pressed on a digest, or below the invitation in the channel: there only the presser hears. */
  const explainTopic: Action = async (turn, data) => {
    const press = pressedTopic.safeParse(data);
    if (!press.success) return no('common.refused.shape');
    const { team, week: told, topic } = press.data;
    const shared = await explain(digestDeps, turn, topic);
    if (!shared.ok) return shared;
    const { fresh, skill } = shared.value;
    const name = plain(skill.name);
    if (turn.event.place.kind !== 'personal') {
      return { kind: 'text', text: turn.t('digest.explained.channel', { name }) };
    }
    await turn.refresh();
    return shown(turn, teamId(team), {
      week: told,
      notice: turn.t(fresh ? 'digest.explained' : 'digest.explained.already', { name }),
      ...(fresh ? { undo: { id: skill.id } } : {}),
    });
  };

  const unexplain: Action = async (turn, data) => {
    const press = pressedUndo.safeParse(data);
    if (!press.success) return no('common.refused.shape');
    const { team, week: told, id } = press.data;
    const taken = await unshareSkill(turn, id);
    if (!taken.ok) return taken;
    await turn.refresh();
    return shown(turn, teamId(team), { week: told, notice: turn.t('digest.explained.undone') });
  };

  const digest = async (turn: ChatTurn): Promise<Reply> => {
    const team = teamOf(turn);
    if (team === undefined) return no('digest.noTeam');
    return showPage(digestDeps, turn, await pageFor(deps, turn, team));
  };

  /** Where the named member's team is the one the words were said in, the answer is the post. */
  const give = async (turn: ChatTurn, page: TeamPage, to: Member): Promise<Reply> => {
    const here = turn.event.place.team === page.team.id;
    const said = await handOver(deps, turn, page, to, here);
    return said.ok ? { kind: 'text', text: said.value } : said;
  };

  const digestFor = async (turn: ChatTurn, argument: string): Promise<Reply> => {
    const team = teamOf(turn, turn.event.place.team);
    if (team === undefined) return no('digest.noTeam');
    const page = await pageFor(deps, turn, team);
    if (!mayHandOver(turn, page)) return no('digest.refused.hand');
    const name = clean(argument, nameMax);
    const pointed =
      turn.event.mentioned.length > 0 ? (await peopleMentioned(deps, turn)).people : undefined;
    const found = membersNamed(page.members, name, pointed);
    const [member, another] = found;
    if (member === undefined) return no('digest.for.unknown', { name: plain(name) });
    if (another === undefined) return give(turn, page, member);
    return turn.event.place.kind === 'personal'
      ? whichCard(turn.t, team, await namedApart(deps, choicesOf(page, found)))
      : no('digest.for.whole', { name: plain(name) });
  };

  const choicesOf = ({ team }: TeamPage, found: readonly Member[]) =>
    found.map(({ id, name }) => ({ id, name, teams: [team] }));

  const hand: Action = async (turn, data) => {
    const press = pressedHand.safeParse(data);
    if (!press.success) return no('common.refused.shape');
    const team = teamOf(turn, press.data.team);
    if (team === undefined) return no('common.refused.notFound');
    const page = await pageFor(deps, turn, team);
    if (!mayHandOver(turn, page)) return no('digest.refused.hand');
    const member = page.members.find(({ id }) => id === press.data.to);
    return member === undefined ? no('common.refused.notFound') : give(turn, page, member);
  };

  const commands: Command[] = [
    { words: 'digest.command.digest', argument: 'none', where: 'personal', run: digest },
    {
      words: 'digest.command.for',
      argument: 'required',
      missing: 'digest.for.missing',
      where: 'anywhere',
      run: digestFor,
    },
  ];

  return {
    commands,
    actions: {
      'digest.subscribe': subscription(true),
      'digest.unsubscribe': subscription(false),
      'digest.act': act,
      'digest.explain': explainTopic,
      'digest.unexplain': unexplain,
      'digest.hand': hand,
    },
  };
}
