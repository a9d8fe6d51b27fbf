import { z } from 'zod';
import { ownerOf } from '#bot/cards/own';
import { no } from '#bot/core/outcome';
import { quoted } from '#bot/core/quoted';
import { longestText, plain } from '#bot/core/text';
import { write } from '#bot/features/howto/act';
import { formCard } from '#bot/features/howto/card';
import type { HowToDeps } from '#bot/features/howto/deps';
import { blank, type Filling, fieldsOf } from '#bot/features/howto/fields';
import { teamsOf } from '#bot/features/howto/find';
import { filledInput, stepMax } from '#bot/features/howto/wire';
import type { Action, ChatTurn, Feature, Reply } from '#bot/ports';
import { inputsOf, ofCard } from '#bot/practice/fields';

const message = z.object({
  messagePayload: z.object({ body: z.object({ content: z.string().nullish() }).nullish() }),
});
const behind = z.object({
  by: z.string().max(100),
  form: z.string().max(100),
  team: z.string().max(300),
});
/** Of a message so many lines become steps to choose from; what is too much is refused when it is sent. */
const linesMost = 12;
/** Longer than this a refused form is not sent back: what was typed stays where it was typed. */
const longestShown = 4_000;

/** The lines of a message as steps, or the sentences of one that has no lines. */
export function stepsIn(html: string): string {
  const parts = (texts: readonly string[]): string[] =>
    texts.map((text) => quoted(text, 2 * stepMax)).filter((text) => text !== '');
  const lines = parts(
    html.slice(0, longestText).split(/<(?:br|\/p|\/div|\/li|\/h\d|\/td)\b[^<>]*>|\n/iu),
  );
  const steps = lines.length > 1 ? lines : (lines[0] ?? '').split(/(?<=[.!?])\s+/u);
  return steps.slice(0, linesMost).join('\n');
}

/** *Make a how-to* on a message: its lines are the steps. The form is a dialog for the presser's eyes alone. */
export function messageVerbs(help: HowToDeps): Required<Pick<Feature, 'actions' | 'events'>> {
  const { deps, topicIn } = help;

  const dialog = (
    turn: ChatTurn,
    filling: Filling,
    data: { readonly form: string; readonly team: string },
    hint?: string,
  ): Reply => ({
    kind: 'form',
    title: turn.t('howto.form.title'),
    card: formCard(turn, {
      fields: fieldsOf(turn, filling, teamsOf(turn), data.team),
      inputs: (fields) => inputsOf(fields, { fault: turn.t('howto.form.fault') }, false),
      data,
      isNew: true,
      suggests: !deps.local && turn.event.mobile !== true,
      dialog: true,
      ...(hint === undefined ? {} : { hint }),
    }),
  });

  const open: Action = async (turn, raw) => {
    const teams = teamsOf(turn);
    const home = turn.person.profile.homeTeam?.id;
    const team = teams.find(({ id }) => id === home) ?? teams[0];
    if (team === undefined) {
      return no(turn.person.teams.length > 0 ? 'howto.refused.guest' : 'howto.refused.noTeam');
    }
    const chosen = message.safeParse(raw);
    // Not chosen on a message, as in the local client: the form starts empty.
    const html = (chosen.success ? chosen.data.messagePayload.body?.content : '') ?? '';
    const topic = topicIn(quoted(html, longestShown)) ?? '';
    const filling = { ...blank, topic, steps: stepsIn(html) };
    return dialog(turn, filling, { form: turn.operation, team: team.id });
  };

  const save: Action = async (turn, raw) => {
    const data = behind.safeParse(raw);
    const inputs = ofCard((raw ?? {}) as Record<string, unknown>);
    const filled = filledInput.safeParse(inputs);
    if (!data.success || !filled.success) return no('common.refused.shape');
    const { by, form } = data.data;
    if (by !== ownerOf(turn.me)) return no('common.refused.notYours');
    const team = typeof inputs['team'] === 'string' ? inputs['team'] : data.data.team;
    const kept = await write(help, turn, team, filled.data, turn.idFor('howto', form));
    if (kept.ok) {
      const topic = plain(kept.value.skill.name);
      return { kind: 'text', text: turn.t('howto.said.made', { topic }) };
    }
    const { topic, steps, link } = filled.data;
    const isShown = topic.length + steps.length + link.length <= longestShown;
    if (kept.field === undefined || !isShown) return kept;
    return dialog(turn, filled.data, { form, team }, turn.t(kept.why, kept.values));
  };

  return { actions: { 'howto.save-this': save }, events: { 'make-how-to': open } };
}
