import { useEffect, useMemo } from 'react';
import type { MeView } from '#bot/features/people/wire';
import type { List, OrderInput } from '#bot/features/skills/wire';
import type { Answer } from '../../api';
import type { Layer } from '../../resources';
import { useTimings } from '../../ui/timings';
import { useServer } from '../../use-resource';
import { mePath } from '../people/me';

const withOrder = (list: List, ids: readonly string[]) => (me: MeView) => ({
  ...me,
  order: { ...me.order, [list]: [...ids] },
});

/** Puts a list in another order: at once on screen, and kept shortly after the last move. */
export function useOrder(list: List, onRefused: (answer: Answer<unknown>) => void) {
  const { api, resources } = useServer();
  const { autosave } = useTimings();
  const order = useMemo(() => {
    let waiting: { ids: readonly string[]; layer: Layer<MeView> } | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;

    async function flush(last = false) {
      clearTimeout(timer);
      if (waiting === undefined) return;
      const { ids, layer } = waiting;
      waiting = undefined;
      const input: OrderInput = { ids: [...ids] };
      const answer = await api.call('PUT', `/api/skills/${list}/order`, input, last);
      if (answer.ok) layer.commit(withOrder(list, ids));
      else {
        layer.drop();
        onRefused(answer);
      }
    }
    function show(ids: readonly string[]) {
      waiting?.layer.drop();
      waiting = { ids, layer: resources.lay<MeView>(mePath, withOrder(list, ids)) };
      clearTimeout(timer);
      timer = setTimeout(() => void flush(), autosave);
    }
    return { show, flush };
  }, [api, resources, autosave, list, onRefused]);

  useEffect(() => {
    const closing = () => void order.flush(true);
    addEventListener('pagehide', closing);
    return () => {
      removeEventListener('pagehide', closing);
      void order.flush();
    };
  }, [order]);
  return order.show;
}

/** The ids with one of them at another place; places beyond the ends are the ends. */
export function movedTo(ids: readonly string[], id: string, place: number): string[] {
  const others = ids.filter((other) => other !== id);
  const at = Math.min(Math.max(place, 0), others.length);
  return [...others.slice(0, at), id, ...others.slice(at)];
}
