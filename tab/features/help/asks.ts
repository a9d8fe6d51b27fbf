import { useMemo } from 'react';
import { skillKey } from '#bot/core/text';
import type * as wire from '#bot/features/help/wire';
import type {
  AskAct,
  AskInput,
  AsksView,
  AskView,
  HelpAct,
  HelpView,
} from '#bot/features/help/wire';
import type { Answer } from '../../api';
import { useResource, useServer } from '../../use-resource';

/** GET: my asks, newest first, and whom I help. */
const asksPath = '/api/asks';

export const useAsks = () => useResource<AsksView>(asksPath);

export const isOver = ({ state }: AskView): boolean => state === 'closed';

/** Asks that one may have under way at once; those of a round ask nobody anything. */
const openMax: typeof wire.openMax = 3;
export const isFull = (asks: AsksView | undefined): boolean =>
  (asks?.mine.filter((ask) => !isOver(ask) && ask.what !== '').length ?? 0) >= openMax;

/** An ask about this topic that is under way. */
export const underWay = (asks: AsksView | undefined, skill: string): AskView | undefined =>
  asks?.mine.find((ask) => !isOver(ask) && skillKey(ask.skill.name) === skillKey(skill));

const withMine =
  (id: string, change: Partial<AskView>) =>
  (known: AsksView): AsksView => ({
    ...known,
    mine: known.mine.map((ask) => (ask.id === id ? { ...ask, ...change } : ask)),
  });

const withHelping =
  (id: string, change: Partial<HelpView>) =>
  (known: AsksView): AsksView => ({
    ...known,
    helping: known.helping.map((help) => (help.id === id ? { ...help, ...change } : help)),
  });

const withNew =
  (ask: AskView) =>
  (known: AsksView): AsksView => ({
    ...known,
    mine: [ask, ...known.mine.filter(({ id }) => id !== ask.id)],
  });

type Said = Answer<{ said: string }>;

/** Asks, and moves asks on; what is known of the outcome shows at once and gives way if refused. */
export function useAskChanges() {
  const { api, resources } = useServer();
  return useMemo(() => {
    const post = (path: string, body: object, last = false): Promise<Said> =>
      api.call<{ said: string }>('POST', path, body, last);

    async function moved(change: (known: AsksView) => AsksView, call: () => Promise<Said>) {
      const answer = await resources.change<AsksView, { said: string }>(asksPath, change, call);
      // Where it stands now, in the server's words; what waits for me changes along.
      if (answer.ok) void resources.refresh();
      return answer;
    }

    return {
      ask(input: AskInput, said: string): Promise<Answer<AskView>> {
        const { op, skill, what, minutes, by } = input;
        const shown: AskView = {
          id: `new~${op}`,
          skill: { id: '', name: skill },
          what,
          minutes,
          by,
          asked: new Date().toISOString(),
          state: 'asking',
          said,
          text: '',
          acts: [],
          pair: null,
          thanked: false,
          only: null,
        };
        return resources.change<AsksView, AskView>(
          asksPath,
          withNew(shown),
          () => api.call<AskView>('POST', asksPath, input),
          (known, ask) => withNew(ask)(known),
        );
      },
      /** @param shown what is known of the outcome beforehand */
      act: (id: string, act: AskAct, body: object = {}, shown: Partial<AskView> = {}) =>
        moved(withMine(id, shown), () => post(`${asksPath}/${id}/${act}`, body)),
      help: (id: string, act: HelpAct, body: object = {}, shown: Partial<HelpView> = {}) =>
        moved(withHelping(id, shown), () => post(`/api/helping/${id}/${act}`, body)),
      /** Shows how an ask ends; `gone` carries it out once no undo can come. */
      end(id: string, act: 'withdraw' | 'let-go', said: string) {
        const over = withMine(id, { state: 'closed', said, text: '', acts: [], pair: null });
        const layer = resources.lay<AsksView>(asksPath, over);
        return {
          undo: () => layer.drop(),
          async gone(last: boolean): Promise<Said> {
            const answer = await post(`${asksPath}/${id}/${act}`, {}, last);
            if (answer.ok) {
              layer.commit(over);
              void resources.refresh();
            } else layer.drop();
            return answer;
          },
        };
      },
    };
  }, [api, resources]);
}
