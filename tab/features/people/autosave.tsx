import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react';
import type { SettingsInput, SettingsView } from '#bot/features/people/wire';
import type { Trouble } from '../../api';
import { useDrafts } from '../../ui/drafts';
import type { Saving } from '../../ui/save-state';
import { useTimings } from '../../ui/timings';
import { useServer } from '../../use-resource';
import { useHere } from './me';
import { createSaver, type Saver } from './saver';

const SaverContext = createContext<Saver | undefined>(undefined);

/** Settings are saved wherever somebody goes next, and once there is a connection again. */
export function SavingProvider({ children }: { children: ReactNode }) {
  const { locale } = useHere();
  const { api, resources } = useServer();
  const drafts = useDrafts();
  const { autosave: wait } = useTimings();
  const saver = useMemo(
    () => createSaver({ api, resources, drafts, locale, wait }),
    [api, resources, drafts, locale, wait],
  );
  useEffect(() => {
    const closing = () => saver.flush(true);
    const back = () => saver.flush();
    saver.resume();
    addEventListener('pagehide', closing);
    addEventListener('online', back);
    return () => {
      removeEventListener('pagehide', closing);
      removeEventListener('online', back);
      saver.flush();
    };
  }, [saver]);
  return <SaverContext value={saver}>{children}</SaverContext>;
}

/** Settings with a place of their own for what was refused; the rest is told above them. */
const fields = [
  'daysOff',
  'learningHour',
  'freeBusy',
  'hours',
  'zone',
  'country',
  'homeTeam',
] as const;
type SettingField = (typeof fields)[number];

export interface Autosave {
  readonly settings: SettingsView;
  /** Shows a change at once and saves it shortly after the last one. */
  readonly save: (change: SettingsInput) => void;
  readonly state: Saving;
  /** What no field tells by itself. */
  readonly trouble: Trouble | null;
  /** Why a field went back to what it was; undefined when it did not. */
  readonly refused: (field: SettingField) => string | undefined;
  readonly retry: () => void;
}

const savedFor = 4_000;

/** My settings, saved by themselves. What could not be saved stays on screen until it is. */
export function useSettings(): Autosave {
  const { me } = useHere();
  const saver = useContext(SaverContext);
  if (saver === undefined) throw new Error('nothing around this component saves settings');
  const { saving, trouble } = useSyncExternalStore(saver.subscribe, saver.read);
  const fault = trouble?.message ? fields.find((name) => name === trouble.field) : undefined;
  const state = useFading(saving);
  return {
    settings: me.settings,
    save: saver.save,
    state,
    trouble: fault === undefined ? trouble : null,
    refused: useCallback(
      (field) => (field === fault ? (trouble?.message ?? undefined) : undefined),
      [fault, trouble],
    ),
    retry: saver.flush,
  };
}

/** "Saved" is told for a while. */
function useFading(saving: Saving): Saving {
  const [faded, setFaded] = useState(saving === 'saved');
  useEffect(() => {
    if (saving !== 'saved') return setFaded(false);
    const timer = setTimeout(() => setFaded(true), savedFor);
    return () => clearTimeout(timer);
  }, [saving]);
  return saving === 'saved' && faded ? 'idle' : saving;
}
