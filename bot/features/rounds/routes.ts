import { z } from 'zod';
import { shown } from '#bot/core/floor';
import { personId } from '#bot/core/ids';
import { no, ok } from '#bot/core/outcome';
import { unmarked } from '#bot/core/text';
import { everyWeeks, tenantScope } from '#bot/features/rounds/record';
import { isOpen, roundId } from '#bot/features/rounds/rules';
import { earlierRounds, readYes } from '#bot/features/rounds/store';
import {
  announcementOf,
  type Standing,
  sayStanding,
  standing,
  switchRhythm,
  teamMeant,
} from '#bot/features/rounds/switch';
import {
  type AdminRoundsView,
  adminSwitchInput,
  type BlockedView,
  type RhythmView,
  rhythmInput,
  switchInput,
} from '#bot/features/rounds/wire';
import { type Deps, type Route, route, type Turn } from '#bot/ports';
import { type Decision, loadPerson } from '#bot/records/person';

const none = z.object({});

export function roundsRoutes(deps: Deps): Route[] {
  return [
    route({
      method: 'get',
      path: '/rounds',
      input: rhythmInput,
      run: async (turn, input) => {
        const team = teamMeant(turn, input.team);
        const known = team === undefined ? undefined : await standing(deps, turn, team);
        if (known !== undefined) return ok(rhythmViewOf(deps, turn, known));
        return input.team === undefined ? ok(noTeam) : no('common.refused.notFound');
      },
    }),
    route({
      method: 'put',
      path: '/rounds',
      input: switchInput,
      run: async (turn, { team, every }) => {
        const known = team === tenantScope ? undefined : await standing(deps, turn, team);
        if (known === undefined) return no('common.refused.notFound');
        const said = await switchRhythm(deps, turn, known, every);
        return said.ok ? ok({ said: unmarked(said.value) }) : said;
      },
    }),
    route({
      method: 'get',
      path: '/admin/rounds',
      input: none,
      run: async (turn) =>
        turn.operator ? ok(await adminView(deps, turn)) : no('common.refused.role'),
    }),
    route({
      method: 'put',
      path: '/admin/rounds',
      input: adminSwitchInput,
      run: async (turn, { every }) => {
        const known = await standing(deps, turn, tenantScope);
        if (known === undefined) return no('common.refused.notFound');
        const said = await switchRhythm(deps, turn, known, every);
        return said.ok ? ok(await adminView(deps, turn)) : said;
      },
    }),
    route({
      method: 'get',
      path: '/blocked',
      input: none,
      run: async (turn) => ok({ blocked: await blockedOf(deps, turn) }),
    }),
    route({
      method: 'delete',
      path: '/blocked/:id',
      input: none,
      run: async (turn, _, { id = '' }) => {
        const known = (await blockedOf(deps, turn)).find((one) => one.id === id);
        if (known === undefined) return no('common.refused.notFound');
        await turn.change(
          ({ profile }): Decision<void> => ({
            result: undefined,
            change: { profile: { blocked: profile.blocked.filter((other) => other !== id) } },
          }),
        );
        return ok({ said: turn.t('rounds.unblocked', { name: known.name }) });
      },
    }),
  ];
}

const noTeam: RhythmView = { team: null, every: 0, said: '', mayChange: false, posts: [] };

const rhythmViewOf = (deps: Deps, turn: Turn, known: Standing): RhythmView => ({
  team: known.scope,
  every: known.rhythm.every,
  said: unmarked(sayStanding(deps, turn, known)),
  mayChange: known.mayChange,
  posts: everyWeeks.flatMap((every) => {
    const text = announcementOf(known, every, turn.now);
    return text === undefined ? [] : [{ every, text: unmarked(text) }];
  }),
});

async function adminView(deps: Deps, turn: Turn): Promise<AdminRoundsView> {
  const known = await standing(deps, turn, tenantScope);
  if (known === undefined) throw new Error('the organisation has a rhythm, on or off');
  const next = roundId(Number(known.rhythm.round?.id ?? 0) + 1);
  const [last] = await earlierRounds(deps.tables, turn.ctx, tenantScope, next);
  const { round } = known.rhythm;
  const open = round !== undefined && isOpen(known.rhythm, round.id, turn.now) ? round : undefined;
  const yes = open === undefined ? [] : await readYes(deps.tables, turn.ctx, tenantScope, open.id);
  return {
    every: known.rhythm.every,
    said: unmarked(sayStanding(deps, turn, known)),
    open:
      open === undefined ? null : { closes: open.closes, people: shown(yes.length, open.roster) },
    last:
      last === undefined
        ? null
        : {
            closed: last.head.at,
            people: shown(last.head.people, last.head.roster),
            matched: shown(last.head.matched, last.head.roster),
            shortages: last.head.shortages.map(({ name }) => name),
          },
  };
}

async function blockedOf({ tables }: Deps, { ctx, person, t }: Turn): Promise<BlockedView[]> {
  return Promise.all(
    person.profile.blocked.map(async (id) => {
      const { profile } = await loadPerson(tables, ctx, personId(id));
      return { id, name: profile.name || t('common.aColleague') };
    }),
  );
}
