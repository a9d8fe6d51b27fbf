import { z } from 'zod';
import { type TeamId, teamId } from '#bot/core/ids';
import { no, type Outcome, ok } from '#bot/core/outcome';
import { clean, plain } from '#bot/core/text';
import {
  mayHandOver,
  pageFor,
  previewAct,
  runAct,
  showPage,
  subscribedIn,
  subscribeMe,
  teamOf,
} from '#bot/features/digest/acts';
import { giveCard, handCard, offerCard, whichCard } from '#bot/features/digest/card';
import { type DigestDeps, explain } from '#bot/features/digest/explain';
import { announcementOf, handOver } from '#bot/features/digest/hand';
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
/** Without `tell` it is asked first. */
const pressedHand = z.object({ team: z.string(), to: z.string(), tell: z.boolean().optional() });
const pressedName = pressed.extend({ skill: z.string().max(1_000).default('') });

const nameMax = 100;

export function digestVerbs(
  digestDeps: DigestDeps,
): Required<Pick<Feature, 'commands' | 'hears' | 'actions'>> {
  const { deps, unshareSkill } = digestDeps;
  /** What a press on a digest did, and in the digest an undo for it. */
  type Done = { readonly notice: string; readonly undo?: { readonly id: string } };

  /** A press on the digest of a team of mine: the same digest, with what happened on top. */
  const onDigest = async (
    turn: ChatTurn,
    { team, week: told }: { readonly team: string; readonly week?: string | undefined },
    run: (team: TeamId) => Promise<Outcome<Done>>,
  ): Promise<Reply> => {
    const personal = turn.event.place.kind === 'personal';
    if (personal && teamOf(turn, team) === undefined) return no('common.refused.notFound');
    const done = await run(teamId(team));
    if (!done.ok) return done;
    if (!personal) return { kind: 'text', text: done.value.notice };
    await turn.refresh();
    const page = await pageFor(deps, turn, team);
    return page.ok ? showPage(digestDeps, turn, page.value, { week: told, ...done.value }) : page;
  };
  const noticed = (said: Outcome<string>): Outcome<Done> =>
    said.ok ? ok({ notice: said.value }) : said;

  const subscription =
    (wanted: boolean): Action =>
    async (turn, data) => {
      const press = pressed.safeParse(data);
      if (!press.success) return no('common.refused.shape');
      return onDigest(turn, press.data, async (team) =>
        noticed(await subscribeMe(deps, turn, team, wanted)),
      );
    };

  const act: Action = async (turn, data) => {
    const press = pressedAct.safeParse(data);
    if (!press.success) return no('common.refused.shape');
    if (turn.event.place.kind !== 'personal') return no('people.ownChat');
    const shown = await previewAct(digestDeps, turn, press.data.team, press.data.act);
    return shown.ok ? shown.value : shown;
  };

  const send: Action = async (turn, data) => {
    const press = pressedAct.safeParse(data);
    if (!press.success) return no('common.refused.shape');
    const { act: which, week: seen = '' } = press.data;
    return onDigest(turn, press.data, async (team) =>
      noticed(await runAct(digestDeps, turn, team, which, seen)),
    );
  };

  const show: Action = async (turn, data) => {
    const press = pressed.safeParse(data);
    if (!press.success) return no('common.refused.shape');
    const page = await pageFor(deps, turn, press.data.team);
    return page.ok ? showPage(digestDeps, turn, page.value, { week: press.data.week }) : page;
  };

  /** Pressed on a digest, or below the invitation in the channel: there only the presser hears. */
  const explainTopic: Action = async (turn, data) => {
    const press = pressedTopic.safeParse(data);
    if (!press.success) return no('common.refused.shape');
    return onDigest(turn, press.data, async () => {
      const shared = await explain(digestDeps, turn, press.data.topic);
      if (!shared.ok) return shared;
      const { fresh, skill } = shared.value;
      const name = plain(skill.name);
      if (turn.event.place.kind !== 'personal') {
        return ok({ notice: turn.t('digest.explained.channel', { name }) });
      }
      return ok({
        notice: turn.t(fresh ? 'digest.explained' : 'digest.explained.already', { name }),
        ...(fresh ? { undo: { id: skill.id } } : {}),
      });
    });
  };

  const unexplain: Action = async (turn, data) => {
    const press = pressedUndo.safeParse(data);
    if (!press.success) return no('common.refused.shape');
    return onDigest(turn, press.data, async () => {
      const taken = await unshareSkill(turn, press.data.id);
      return taken.ok ? ok({ notice: turn.t('digest.explained.undone') }) : taken;
    });
  };

  const digest = async (turn: ChatTurn): Promise<Reply> => {
    const page = await pageFor(deps, turn);
    return page.ok ? showPage(digestDeps, turn, page.value) : page;
  };

  /** *I lead this team*: its digest is offered, and nothing else follows from saying so. */
  const lead = async (turn: ChatTurn): Promise<Reply> => {
    const page = await pageFor(deps, turn);
    if (!page.ok) return page;
    const { team } = page.value;
    return subscribedIn(page.value, turn.me)
      ? showPage(digestDeps, turn, page.value)
      : offerCard(turn.t, team);
  };

  /** In a channel the name was said before everybody: there it is asked at once, and answered without it. */
  const give = async (turn: ChatTurn, page: TeamPage, to: Member): Promise<Reply> => {
    if (turn.event.place.kind === 'personal') {
      return handCard(turn.t, page.team, to, announcementOf(page.team, to));
    }
    const asked = await handOver(deps, turn, page, to, true);
    return asked.ok ? { kind: 'text', text: turn.t('digest.for.askedHere') } : asked;
  };

  const mine = async (turn: ChatTurn, team: string | undefined): Promise<Outcome<TeamPage>> => {
    const loaded = await pageFor(deps, turn, team);
    return loaded.ok && !mayHandOver(turn, loaded.value) ? no('digest.refused.hand') : loaded;
  };

  const giveTo = async (turn: ChatTurn, page: TeamPage, typed: string): Promise<Reply> => {
    const name = clean(typed, nameMax);
    if (name === '') return no('digest.for.missing');
    const pointed =
      turn.event.mentioned.length > 0 ? (await peopleMentioned(deps, turn)).people : undefined;
    const found = membersNamed(page.members, name, pointed);
    const [member, another] = found;
    if (member === undefined) return no('digest.for.unknown', { name: plain(name) });
    if (another === undefined) return give(turn, page, member);
    return turn.event.place.kind === 'personal'
      ? whichCard(turn.t, page.team.id, await namedApart(deps, choicesOf(page, found)))
      : no('digest.for.whole', { name: plain(name) });
  };

  const digestFor = async (turn: ChatTurn, argument: string): Promise<Reply> => {
    const here = turn.event.place.team;
    if (teamOf(turn, here) === undefined) return no('digest.noTeam');
    const page = await mine(turn, here);
    return page.ok ? giveTo(turn, page.value, argument) : page;
  };

  const choicesOf = ({ team }: TeamPage, found: readonly Member[]) =>
    found.map(({ id, name }) => ({ id, name, teams: [team] }));

  const hand: Action = async (turn, data) => {
    const press = pressedHand.safeParse(data);
    if (!press.success) return no('common.refused.shape');
    const page = await mine(turn, press.data.team);
    if (!page.ok) return page;
    const { to, tell } = press.data;
    const member = page.value.members.find(({ id, guest }) => id === to && !guest);
    if (member === undefined) return no('common.refused.notFound');
    if (tell === undefined) return give(turn, page.value, member);
    return onDigest(turn, press.data, async () =>
      noticed(await handOver(deps, turn, page.value, member, tell)),
    );
  };

  /** *Hand over*, below the digest: to whom? */
  const handing: Action = async (turn, data) => {
    const press = pressedName.safeParse(data);
    if (!press.success) return no('common.refused.shape');
    if (turn.event.place.kind !== 'personal') return no('people.ownChat');
    const page = await mine(turn, press.data.team);
    if (!page.ok) return page;
    const { skill } = press.data;
    return skill === '' ? giveCard(turn.t, page.value.team) : giveTo(turn, page.value, skill);
  };

  const commands: Command[] = [
    { words: 'digest.command.digest', argument: 'none', where: 'personal', run: digest },
    { words: 'digest.command.lead', argument: 'none', where: 'personal', run: lead },
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
    hears: { lead: { where: 'personal', run: lead } },
    actions: {
      'digest.subscribe': subscription(true),
      'digest.unsubscribe': subscription(false),
      'digest.act': act,
      'digest.send': send,
      'digest.show': show,
      'digest.explain': explainTopic,
      'digest.unexplain': unexplain,
      'digest.hand': hand,
      'digest.give': handing,
    },
  };
}
