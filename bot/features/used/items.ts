import { no, ok } from '#bot/core/outcome';
import { usedCard } from '#bot/features/used/card';
import { answerOf, answers, isAnswer } from '#bot/features/used/rules';
import type { Deps, ItemKind, ItemView, Viewer } from '#bot/ports';
import { learntFrom, learntRow, readLearnt } from '#bot/records/learnt';
import { personKey } from '#bot/records/person';
import type { OpenItem } from '#bot/records/profile';

function view({ t }: Viewer, { data }: OpenItem): ItemView {
  const from = learntFrom.find((one) => one === data['from']) ?? 'help';
  return {
    title: t('used.title', { topic: String(data['topic']) }),
    text: t('used.text', { from }),
    calm: true,
    actions: answers.map((act) => ({ act, label: t(`used.${act}`) })),
  };
}

/** Three weeks after something was learnt: was it used? Its owner alone is asked, and once. */
export const usedItem = ({ tables }: Pick<Deps, 'tables'>): ItemKind => ({
  // A rider: behind agreements, before how-tos.
  order: 3.6,
  off: 'checkin',
  view,
  card: async (viewer, item) => usedCard(viewer, item.id, view(viewer, item)),
  async act(turn, item, act) {
    if (!isAnswer(act)) return no('common.refused.stale');
    const name = String(item.data['name']);
    const learnt = await readLearnt(tables, turn.ctx, turn.me, name);
    await turn.change(({ open }) => ({
      result: undefined,
      change: {
        put:
          learnt === undefined
            ? []
            : [learntRow(name, { ...learnt, answer: answerOf(act, turn.now) })],
        remove: open.filter(({ id }) => id === item.id).map(({ id }) => personKey.open(id)),
      },
    }));
    return ok(turn.t(`used.said.${act}`, { topic: String(item.data['topic']) }));
  },
});
