import { no } from '#bot/core/outcome';
import { previewCard } from '#bot/features/thanks/card';
import type { ReceiveDeps } from '#bot/features/thanks/receive';
import { worded } from '#bot/features/thanks/rules';
import { circleFor, formFor, isNo, isOwn, peopleOf } from '#bot/features/thanks/show';
import { giveData } from '#bot/features/thanks/wire';
import type { Action, ChatTurn, Feature, Reply } from '#bot/ports';

/**
 * The dialog shows a badge as others will see it before it is sent, with the way back to the form.
 * Nothing is kept meanwhile: what was filled in travels with the dialog itself.
 */
export function previewVerbs({
  deps,
  skillNamed,
}: ReceiveDeps): Required<Pick<Feature, 'actions'>> {
  type Filled = ReturnType<typeof giveData.parse>;

  const form = async (turn: ChatTurn, data: Filled, hints: readonly string[]): Promise<Reply> => {
    const circle = await circleFor(deps, turn, true);
    const { to, badge, skill, text, sees } = data;
    const card = formFor(deps, turn, circle, {
      to: peopleOf(circle, to),
      badge,
      skill,
      text,
      sees,
      hints,
      dialog: true,
      form: data.form ?? turn.operation,
    });
    return isNo(card) ? card : { kind: 'form', title: turn.t('thanks.form.title'), card };
  };

  const filledIn =
    (show: (turn: ChatTurn, data: Filled) => Promise<Reply>): Action =>
    async (turn, raw) => {
      const data = giveData.safeParse(raw);
      if (!data.success) return no('common.refused.shape');
      return isOwn(turn, data.data.asker) ? show(turn, data.data) : no('common.refused.notYours');
    };

  const preview = filledIn(async (turn, data) => {
    const { to, badge, skill, text, sees, team, form: named } = data;
    const words = worded({ to, badge, skill, text, visibility: sees }, turn.me, skillNamed);
    if (!words.ok) return form(turn, data, [turn.t(words.why, words.values)]);
    const circle = await circleFor(deps, turn, true);
    const draft = {
      ...words.value,
      from: turn.person.profile.name,
      to: peopleOf(circle, words.value.to),
      visibility: sees,
    };
    const again = { to: to.join(','), badge, skill, text, sees, dialog: true };
    const card = previewCard(turn.t, turn.lang, deps.links, draft, {
      ...again,
      form: named ?? turn.operation,
      ...(team === undefined ? {} : { team }),
    });
    return { kind: 'form', title: turn.t('thanks.preview.title'), card };
  });

  return {
    actions: {
      'thanks.preview': preview,
      'thanks.edit': filledIn((turn, data) => form(turn, data, [])),
    },
  };
}
