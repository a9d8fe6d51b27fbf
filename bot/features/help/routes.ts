import { z } from 'zod';
import { no, type Outcome, ok } from '#bot/core/outcome';
import { isRecordId } from '#bot/core/record-id';
import { dayIn, instantOf } from '#bot/core/time';
import { zoneOf } from '#bot/delivery/rules';
import { actAsAsker, actOn, keepLine } from '#bot/features/help/act';
import { arrange } from '#bot/features/help/arrange';
import { startAsk } from '#bot/features/help/ask';
import type { HelpDeps } from '#bot/features/help/deps';
import { itemsOf, shownOf } from '#bot/features/help/items';
import { linesOf } from '#bot/features/help/lines';
import { usualDay } from '#bot/features/help/rules';
import { allAsks, changeSearch } from '#bot/features/help/store';
import { askViewOf, helpViewOf } from '#bot/features/help/view';
import {
  type AskedView,
  type AsksView,
  askActs,
  askInput,
  helpActs,
  type LessonView,
  lessonInput,
  lessonsInput,
  planInput,
} from '#bot/features/help/wire';
import { typedAct } from '#bot/meeting/typed';
import { type Route, route, type Turn } from '#bot/ports';
import type { OpenItem } from '#bot/records/profile';

/** What any act may bring along. */
const actInput = planInput.partial().extend(lessonInput.partial().shape);

/** A time as the tab names it: one of those shown, or what was typed. */
function timeAct(item: OpenItem, { at = '', sure = false }: z.output<typeof actInput>): string {
  const place = shownOf(item).slots.indexOf(at);
  const [day = '', time = ''] = at.split('T');
  // An instant that is not (any more) among them is one of before.
  return at.endsWith('Z') ? `plan.${place}` : typedAct(day, time, sure);
}

export function helpRoutes(help: HelpDeps): Route[] {
  const { tables } = help.deps;
  const said = (outcome: Outcome<string>) => (outcome.ok ? ok({ said: outcome.value }) : outcome);

  /** The open item of an ask of mine, or of one I help with. */
  const itemOf = ({ person }: Turn, id: string, given: boolean) =>
    itemsOf(person, id).find(
      ({ kind }) => (kind === 'help-given') === given && kind !== 'help-offer',
    );

  return [
    route({
      method: 'get',
      path: '/asks',
      input: z.object({}),
      run: async (turn): Promise<Outcome<AsksView>> => {
        const asks = await allAsks(tables, turn.ctx, turn.me);
        const given = turn.person.open.filter(({ kind }) => kind === 'help-given');
        const helping = await Promise.all(given.map((item) => helpViewOf(help, turn, item)));
        return ok({
          mine: await Promise.all(asks.map(({ id, ask }) => askViewOf(help, turn, id, ask))),
          helping: helping.filter((view) => view !== undefined),
          usual: usualDay(turn.person.profile, turn.now, help.deps.calendar),
          today: dayIn(turn.now, zoneOf(turn.person.profile, help.deps.calendar)),
        });
      },
    }),
    route({
      method: 'post',
      path: '/asks',
      input: askInput,
      run: async (turn, { op: _, ...input }): Promise<Outcome<AskedView>> => {
        const asked = await startAsk(help, turn, input, turn.operation);
        return asked.ok ? ok(await askViewOf(help, turn, asked.value.id, asked.value.ask)) : asked;
      },
    }),
    route({
      method: 'post',
      path: '/asks/:id/:act',
      input: actInput,
      run: async (turn, input, { id = '', act = '' }) => {
        const known = askActs.find((one) => one === act);
        if (known === undefined || !isRecordId(id)) return no('common.refused.notFound');
        const item = itemOf(turn, id, false);
        switch (known) {
          case 'plan':
            if (item === undefined) return no('common.refused.stale');
            return said(await arrange(help, turn, item, timeAct(item, input)));
          case 'lesson':
            return said(
              await keepLine(help, turn, id, {
                text: input.text ?? '',
                keep: input.keep ?? 'me',
                how: input.how ?? 'worked',
              }),
            );
          case 'thanked': {
            const ask = await changeSearch(tables, turn.ctx, turn.me, id, (fresh) =>
              fresh.thanked ? undefined : { ...fresh, thanked: true },
            );
            return ask === undefined ? no('common.refused.notFound') : ok({ said: '' });
          }
          default:
            return said(await actAsAsker(help, turn, id, known, item));
        }
      },
    }),
    route({
      method: 'post',
      path: '/helping/:id/:act',
      input: actInput,
      run: async (turn, input, { id = '', act = '' }) => {
        const known = helpActs.find((one) => one === act);
        const item = isRecordId(id) ? itemOf(turn, id, true) : undefined;
        if (known === undefined || item === undefined) return no('common.refused.notFound');
        return known === 'plan'
          ? said(await arrange(help, turn, item, timeAct(item, input)))
          : said(await actOn(help, turn, item, known));
      },
    }),
    route({
      method: 'get',
      path: '/lessons',
      input: lessonsInput,
      run: async (turn, { skill: typed }): Promise<Outcome<{ lessons: LessonView[] }>> => {
        const skill = help.skillNamed(typed);
        if (!skill.ok) return skill;
        const { id } = skill.value;
        const { defaultZone } = help.deps.calendar;
        const lines = await linesOf(help, turn, id);
        // Who is not named must not be named by the time either.
        const month = (at: string) => dayIn(instantOf(at), defaultZone).slice(0, 7);
        return ok({
          lessons: lines.map(({ id: line, text, at, author, how, name = '' }) => ({
            id: line,
            text,
            mine: author === turn.me,
            at: month(at),
            how,
            name,
          })),
        });
      },
    }),
  ];
}
