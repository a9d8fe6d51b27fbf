import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { MeView, SettingsInput, SettingsView } from '#bot/features/people/wire';
import type { Trouble } from '../../api';
import type { Layer } from '../../resources';
import type { Saving } from '../../ui/save-state';
import { useTimings } from '../../ui/timings';
import { useServer } from '../../use-resource';
import { languageOf } from '../../words';
import { mePath, useHere } from './me';

export interface Autosave {
  readonly settings: SettingsView;
  /** Shows a change at once and saves it shortly after the last one. */
  readonly save: (change: SettingsInput) => void;
  readonly state: Saving;
  readonly trouble: Trouble | null;
  readonly retry: () => void;
}

/** My settings, saved by themselves. What could not be saved stays on screen until it is. */
export function useSettings(): Autosave {
  const { me, locale } = useHere();
  const { api, resources } = useServer();
  const { autosave } = useTimings();
  const [state, setState] = useState<Saving>('idle');
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const settled = useRef<(state: Saving, trouble: Trouble | null) => void>(() => {});

  const saver = useMemo(() => {
    let waiting: SettingsInput = {};
    let layer: Layer<MeView> | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let sending: Promise<void> = Promise.resolve();

    function show(change: SettingsInput) {
      waiting = { ...waiting, ...change };
      const shown = waiting;
      layer?.drop();
      layer = resources.lay<MeView>(mePath, (known) => withSettings(known, shown, locale));
    }

    async function send(last: boolean) {
      const sent = waiting;
      const shown = layer;
      if (Object.keys(sent).length === 0) return;
      waiting = {};
      layer = undefined;
      const answer = await api.call('PATCH', '/api/me/settings', sent, last);
      if (answer.ok) {
        shown?.commit((known) => withSettings(known, sent, locale));
        // What the server words itself (open items, the digest) is wanted in the new language.
        if (sent.language !== undefined) void resources.refresh();
        settled.current('saved', null);
        return;
      }
      shown?.drop();
      // A refused value would be refused again; anything else is kept and tried once more.
      if (answer.trouble.kind !== 'refused') {
        const since = waiting;
        waiting = {};
        show({ ...sent, ...since });
      }
      settled.current('failed', answer.trouble);
    }

    function flush(last = false) {
      clearTimeout(timer);
      sending = sending.then(() => send(last));
    }
    function save(change: SettingsInput) {
      settled.current('saving', null);
      show(change);
      clearTimeout(timer);
      timer = setTimeout(flush, autosave);
    }
    function retry() {
      settled.current('saving', null);
      flush();
    }
    return { save, flush, retry };
  }, [api, resources, autosave, locale]);

  useEffect(() => {
    settled.current = (next, why) => {
      setState(next);
      setTrouble(why);
    };
    const closing = () => saver.flush(true);
    const back = () => saver.flush();
    addEventListener('pagehide', closing);
    addEventListener('online', back);
    return () => {
      removeEventListener('pagehide', closing);
      removeEventListener('online', back);
      settled.current = () => {};
      saver.flush();
    };
  }, [saver]);

  const { save, retry } = saver;
  return {
    settings: me.settings,
    save: useCallback((change) => save(change), [save]),
    state,
    trouble,
    retry,
  };
}

/** The profile as it will be once `change` is saved. */
function withSettings(me: MeView, change: SettingsInput, locale: string): MeView {
  const settings = { ...me.settings, ...change } as SettingsView;
  // A country chosen by hand is no guess any more.
  if (change.country !== undefined) settings.countryGuessed = false;
  if (change.rhythm !== undefined) settings.slowed = false;
  const language =
    change.language === undefined ? me.language : (change.language ?? languageOf(locale));
  return { ...me, settings, language };
}
