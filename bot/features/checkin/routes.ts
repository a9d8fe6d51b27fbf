import { z } from 'zod';
import { no, type Outcome, ok } from '#bot/core/outcome';
import { endedCard, helperName, questionText, receiptCard } from '#bot/features/checkin/card';
import { turnCardInChat } from '#bot/features/checkin/chat-card';
import { askLess, skip } from '#bot/features/checkin/ending';
import { answerOf, type Form, formNow, formOfTab, questionOf } from '#bot/features/checkin/rules';
import { readCheckins, removeCheckin, saveCheckin } from '#bot/features/checkin/store';
import { type CheckinDeps, receiptOf } from '#bot/features/checkin/view';
import {
  checkinInput,
  type LearningEntry,
  type QuestionView,
  type ReceiptView,
} from '#bot/features/checkin/wire';
import { type Route, route, type Turn } from '#bot/ports';

export function checkinRoutes({
  deps,
  badges,
  colleagues,
  helped,
  skillNamed,
}: CheckinDeps): Route[] {
  const { tables } = deps;
  const formOf = (turn: Turn) => formNow(turn.person, turn.now, turn.operation);
  const ending = async (turn: Turn, how: (turn: Turn, form: Form) => Promise<Outcome<string>>) => {
    const { person } = turn;
    const form = formOf(turn);
    const said = await how(turn, form);
    if (!said.ok) return said;
    await turnCardInChat(deps, person, form, endedCard(turn, said.value), said.value);
    return ok({ said: said.value });
  };
  return [
    route({
      method: 'get',
      path: '/checkin',
      input: z.object({}),
      run: async (turn): Promise<Outcome<QuestionView>> => {
        const { asked } = formOf(turn);
        return ok({ kind: questionOf(asked).kind, question: questionText(turn.t, asked) });
      },
    }),
    route({
      method: 'post',
      path: '/checkin',
      input: checkinInput,
      run: async (turn, input): Promise<Outcome<ReceiptView>> => {
        const answer = answerOf(input, turn.me);
        if (!answer.ok) return answer;
        const form = formOfTab(turn.person, turn.now, turn.operation);
        const saved = await saveCheckin(tables, turn, form, answer.value);
        if (!saved.ok) return saved;
        const { person, record } = saved.value;
        const known = record.learned === '' ? [] : await colleagues(person);
        const view = receiptOf(turn.t, person, record, skillNamed, known);
        const card = receiptCard(turn, deps.links, { record, view });
        await turnCardInChat(deps, person, form, card, view.said);
        return ok(view);
      },
    }),
    route({
      method: 'post',
      path: '/checkin/skip',
      input: z.object({}),
      run: async (turn) => ending(turn, skip),
    }),
    route({
      method: 'post',
      path: '/checkin/less',
      input: z.object({}),
      run: async (turn) => ending(turn, (_, form) => askLess(deps, turn, form)),
    }),
    route({
      method: 'get',
      path: '/learning',
      input: z.object({}),
      run: async (turn) => {
        const [checkins, received, help] = await Promise.all([
          readCheckins(tables, turn.ctx, turn.person),
          badges(turn),
          helped(turn),
        ]);
        const entries: LearningEntry[] = [
          ...checkins.map(({ id, at, asked, learned, skill, helpers }) => ({
            kind: 'checkin' as const,
            id,
            at,
            question: questionText(turn.t, asked),
            learned,
            skill,
            helpers: helpers.map((helper) => helperName(turn.t, helper)),
          })),
          ...help.map((entry) => ({ kind: 'help' as const, ...entry })),
          ...received.map((badge) => ({ kind: 'badge' as const, ...badge })),
          ...turn.person.shares.map(({ id, added, name }) => ({
            kind: 'share' as const,
            id,
            at: added,
            name,
          })),
        ];
        // Instants differ in their precision: compared as times, not as texts.
        entries.sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
        return ok({ entries });
      },
    }),
    route({
      method: 'delete',
      path: '/learning/:id',
      input: z.object({}),
      run: async (turn, _, { id = '' }) =>
        (await removeCheckin(tables, turn, id)) ? ok({}) : no('common.refused.notFound'),
    }),
  ];
}
