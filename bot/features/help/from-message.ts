import { z } from 'zod';
import { ownerOf } from '#bot/cards/own';
import { type No, no } from '#bot/core/outcome';
import { quoted } from '#bot/core/quoted';
import { plain } from '#bot/core/text';
import { dayIn } from '#bot/core/time';
import { zoneOf } from '#bot/delivery/rules';
import { startAsk } from '#bot/features/help/ask';
import { askedText, type Form, formCard } from '#bot/features/help/card';
import type { HelpDeps } from '#bot/features/help/deps';
import { dayOr, longestShown, minutes, typed } from '#bot/features/help/filled';
import { messageData, whatMax } from '#bot/features/help/wire';
import type { Action, ChatTurn, Feature, Reply } from '#bot/ports';
import type { Decision } from '#bot/records/person';

const filled = z.object({
  by: z.string().max(100),
  form: z.string().max(100),
  skill: typed,
  what: typed,
  minutes,
  day: typed,
  /** What may help already was shown. */
  anyway: z.boolean().catch(false),
});
type Filled = z.output<typeof filled>;

/**
 * *Ask for help with this* on a message: its words are the question, the topic is what they speak
 * of. The form is a dialog for the asker's eyes alone, wherever the message stands.
 */
export function messageVerbs(help: HelpDeps): Required<Pick<Feature, 'actions' | 'events'>> {
  const { deps, topicIn, addition } = help;
  const today = (turn: ChatTurn) => dayIn(turn.now, zoneOf(turn.person.profile, deps.calendar));

  const dialog = (
    turn: ChatTurn,
    form: Omit<Form, 'today' | 'dialog'>,
    wish = false,
    helps: readonly string[] = [],
  ): Reply => ({
    kind: 'form',
    title: turn.t('help.form.titleOpen'),
    card: formCard(turn, {
      ...form,
      today: today(turn),
      dialog: { picker: !deps.local && turn.event.mobile !== true, wish, helps },
    }),
  });

  const open: Action = async (turn, raw) => {
    const message = messageData.safeParse(raw);
    // Not chosen on a message, as in the local client: the form starts empty.
    const said = message.success ? message.data.messagePayload.body?.content : '';
    const what = quoted(said ?? '', whatMax);
    const by = dayOr('', turn, deps.calendar);
    return dialog(turn, { skill: topicIn(what) ?? '', what, by, form: turn.operation });
  };

  /** The form once more, with what was wrong; what is far too long stays where it was typed. */
  const again = (turn: ChatTurn, data: Filled, refused: No): Reply => {
    const { skill, what, day, form } = data;
    const known = /^(?:help|skills)\.refused\./.test(refused.why);
    if (!known || what.length > longestShown || skill.length > longestShown) return refused;
    const hints = [turn.t(refused.why, refused.values)];
    const by = dayOr(day, turn, deps.calendar);
    const wish = refused.why === 'help.refused.nobody';
    return dialog(turn, { skill, what, minutes: data.minutes, by, form, hints }, wish);
  };

  /** What may help already, for whoever asks. */
  const helping = async (turn: ChatTurn, skill: string): Promise<readonly string[]> => {
    const topic = help.skillNamed(skill);
    return topic.ok ? help.helps(turn, topic.value) : [];
  };

  const own =
    (run: (turn: ChatTurn, data: Filled) => Promise<Reply>): Action =>
    async (turn, raw) => {
      const data = filled.safeParse(raw);
      if (!data.success) return no('common.refused.shape');
      return data.data.by === ownerOf(turn.me)
        ? run(turn, data.data)
        : no('common.refused.notYours');
    };

  const send = own(async (turn, data) => {
    const { skill, what, day, form } = data;
    const by = dayOr(day, turn, deps.calendar);
    const helps = data.anyway ? [] : await helping(turn, skill);
    if (helps.length > 0 && what.length <= longestShown && skill.length <= longestShown) {
      return dialog(turn, { skill, what, minutes: data.minutes, by, form }, false, helps);
    }
    const id = turn.idFor('ask', form);
    const asked = await startAsk(help, turn, { skill, what, by, minutes: data.minutes }, id);
    if (!asked.ok) return again(turn, data, asked);
    return { kind: 'text', text: askedText(turn, asked.value.ask) };
  });

  const wish = own(async (turn, data) => {
    const added = await turn.change((person): Decision<ReturnType<typeof addition>> => {
      const result = addition(person, { list: 'wish', name: data.skill }, turn.now);
      const change = result.ok ? result.value.change : undefined;
      return change === undefined ? { result } : { result, change };
    });
    if (!added.ok) return again(turn, data, added);
    return { kind: 'text', text: turn.t('help.said.wished', { skill: plain(data.skill) }) };
  });

  return {
    actions: {
      /** Nobody is asked, nobody is told, and nothing is kept. */
      'help.worked': own(async ({ t }) => ({ kind: 'text', text: t('help.form.worked.said') })),
      'help.ask-this': send,
      'help.wish-this': wish,
    },
    events: { 'ask-for-this': open },
  };
}
