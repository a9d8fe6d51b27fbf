import { type TeamId, teamId } from '#bot/core/ids';
import { no, type Outcome, ok } from '#bot/core/outcome';
import { isRecordId } from '#bot/core/record-id';
import {
  flagged,
  freed,
  notOf,
  remove,
  rewrite,
  right,
  taken,
  write,
} from '#bot/features/howto/act';
import type { HowToDeps } from '#bot/features/howto/deps';
import { blank, type Filling, fieldsOf, fillingOf } from '#bot/features/howto/fields';
import { readersOf, teamsOf } from '#bot/features/howto/find';
import { settled } from '#bot/features/howto/items';
import { ownHowTo, ownName, ownNames } from '#bot/features/howto/own';
import { readerOf, viewOn } from '#bot/features/howto/show';
import { hideOwn, howTosOf, type Kept, readHowTo } from '#bot/features/howto/store';
import { ownView, teamView } from '#bot/features/howto/view';
import {
  actInput,
  filledInput,
  formInput,
  type HowToForView,
  type HowTosView,
  type HowToView,
  type HowToWords,
  howToActs,
  howToForInput,
  howTosInput,
  newHowToInput,
  wordNames,
} from '#bot/features/howto/wire';
import { type Route, route, type Turn } from '#bot/ports';
import type { FormView } from '#bot/practice/wire';
import { loadTeam, type Member } from '#bot/records/team';

const wordsOf = ({ t }: Pick<Turn, 't'>): HowToWords =>
  Object.fromEntries(wordNames.map((name) => [name, t(`howto.${name}`)])) as HowToWords;

export function howToRoutes(help: HowToDeps): Route[] {
  const { deps } = help;
  const { tables } = deps;

  const viewIn = (turn: Turn, team: TeamId, members: readonly Member[]) => {
    const reader = readerOf(help, turn);
    const teamName = teamsOf(turn).find(({ id }) => id === team)?.name ?? '';
    const here = new Map<string, string>(
      members.filter(({ guest }) => !guest).map(({ id, name }) => [id, name]),
    );
    return (howTo: Kept): HowToView =>
      teamView(howTo, reader, { me: turn.me, teamName, nameOf: (id) => here.get(id) });
  };

  const mine = (turn: Turn, kept: Outcome<Kept>): Outcome<HowToView> =>
    kept.ok ? ok(viewIn(turn, kept.value.team, [])(kept.value)) : kept;

  const byTopic = (a: HowToView, b: HowToView): number => a.topic.localeCompare(b.topic);

  const form = (turn: Turn, filling: Filling, team: string): FormView => ({
    form: 'howto',
    label: turn.t('howto.form.title'),
    send: turn.t('howto.form.save'),
    sees: turn.t('howto.form.sees'),
    more: '',
    fields: fieldsOf(turn, filling, [], team),
  });

  /** Of a how-to of ours, or of one that comes with the product. */
  const filling = async (turn: Turn, team: string, id: string): Promise<Outcome<Filling>> => {
    const own = ownName(id);
    if (own !== undefined) {
      const { topic, steps } = ownHowTo(turn.t, own);
      return ok({ ...blank, topic, steps: steps.join('\n') });
    }
    const howTo = isRecordId(id) ? await readHowTo(tables, turn.ctx, teamId(team), id) : undefined;
    if (howTo === undefined) return no('howto.refused.gone');
    if (howTo.owner !== turn.me) return no('howto.refused.owner');
    return ok(fillingOf({ ...howTo, topic: howTo.skill.name }));
  };

  const acts = {
    right: (turn: Turn, team: TeamId, id: string) => right(deps, turn, team, id),
    free: (turn: Turn, team: TeamId, id: string) => freed(deps, turn, team, id),
    take: (turn: Turn, team: TeamId, id: string) => taken(deps, turn, team, id),
  } as const;

  return [
    route({
      method: 'get',
      path: '/howtos',
      input: howTosInput,
      run: async (turn, { team }): Promise<Outcome<HowTosView>> => {
        const refused = notOf(turn, team);
        if (refused !== undefined) return refused;
        const [{ howTos, hidden }, { members }] = await Promise.all([
          howTosOf(tables, turn.ctx, teamId(team)),
          loadTeam(tables, turn.ctx, teamId(team)),
        ]);
        const reader = readerOf(help, turn);
        const own = ownNames.map((name) => ownView(name, team, hidden.includes(name), reader));
        return ok({
          howTos: howTos.map(viewIn(turn, teamId(team), members)).sort(byTopic),
          own: own.sort((a, b) => Number(hidden.includes(a.id)) - Number(hidden.includes(b.id))),
          words: wordsOf(turn),
        });
      },
    }),
    route({
      method: 'get',
      path: '/howtos/for',
      input: howToForInput,
      run: async (turn, { skill }): Promise<Outcome<HowToForView>> => {
        const topic = help.skillNamed(skill);
        if (!topic.ok) return topic;
        const found = await viewOn(help, turn, readersOf(turn), topic.value);
        return ok({ found: found ?? null, words: wordsOf(turn) });
      },
    }),
    route({
      method: 'get',
      path: '/howtos/form',
      input: formInput,
      run: async (turn, { team, id }): Promise<Outcome<FormView>> => {
        const refused = notOf(turn, team);
        if (refused !== undefined) return refused;
        const filled = id === undefined ? ok(blank) : await filling(turn, team, id);
        return filled.ok ? ok(form(turn, filled.value, team)) : filled;
      },
    }),
    route({
      method: 'post',
      path: '/howtos',
      input: newHowToInput,
      run: async (turn, { op: _, team, ...filled }) =>
        mine(turn, await write(help, turn, team, filled, turn.operation)),
    }),
    route({
      method: 'put',
      path: '/howtos/:team/:id',
      input: filledInput,
      run: async (turn, filled, { team = '', id = '' }) => {
        if (!isRecordId(id)) return no('common.refused.notFound');
        const kept = await rewrite(help, turn, teamId(team), id, filled);
        if (kept.ok) await settled(turn, id);
        return mine(turn, kept);
      },
    }),
    route({
      method: 'delete',
      path: '/howtos/:team/:id',
      input: actInput,
      run: async (turn, _, { team = '', id = '' }) => {
        if (!isRecordId(id)) return no('common.refused.notFound');
        const gone = await remove(deps, turn, teamId(team), id);
        if (gone.ok) await settled(turn, id);
        return gone.ok ? ok({}) : gone;
      },
    }),
    route({
      method: 'post',
      path: '/howtos/:team/:id/:act',
      input: actInput,
      run: async (turn, { step }, { team = '', id = '', act = '' }) => {
        const known = howToActs.find((one) => one === act);
        const where = teamId(team);
        if (known === undefined) return no('common.refused.notFound');
        if (known === 'hide' || known === 'show') {
          const name = ownName(id);
          const refused = notOf(turn, team);
          if (name === undefined || refused !== undefined) {
            return refused ?? no('common.refused.notFound');
          }
          await hideOwn(tables, turn.ctx, where, name, known === 'hide');
          return ok({ said: turn.t(`howto.said.${known}`) });
        }
        if (!isRecordId(id)) return no('common.refused.notFound');
        if (known === 'off') {
          const done = await flagged(deps, turn, where, id, step);
          return done.ok ? ok({ said: turn.t('howto.said.off') }) : done;
        }
        const done = await acts[known](turn, where, id);
        if (!done.ok) return done;
        await settled(turn, id);
        return ok({ said: turn.t(`howto.said.${known}`) });
      },
    }),
  ];
}
