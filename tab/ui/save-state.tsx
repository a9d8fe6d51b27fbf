import { ArrowSync16Regular, Checkmark16Filled } from '@fluentui/react-icons';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Answer } from '../api';
import { useWords } from '../words';
import { cx } from './cx';
import font from './font.module.css';
import styles from './save-state.module.css';

export type Saving = 'idle' | 'saving' | 'saved' | 'failed';

/** Follows a call from its start to "Saved". */
export type Track = <T>(call: Promise<Answer<T>>) => Promise<Answer<T>>;

const savedFor = 4_000;

export function useSaving(): readonly [Saving, Track] {
  const [state, setState] = useState<Saving>('idle');
  const calls = useRef(0);
  useEffect(() => {
    if (state !== 'saved') return;
    const timer = setTimeout(() => setState('idle'), savedFor);
    return () => clearTimeout(timer);
  }, [state]);
  const track = useCallback<Track>(async (call) => {
    calls.current += 1;
    const mine = calls.current;
    setState('saving');
    const answer = await call;
    if (mine === calls.current) setState(answer.ok ? 'saved' : 'failed');
    return answer;
  }, []);
  return [state, track];
}

/** "Saving…" and "Saved", also for those who listen. A failure is told elsewhere, with a way on. */
export function SaveState({ state, floating }: { state: Saving; floating?: boolean }) {
  const { t } = useWords();
  return (
    <div
      role="status"
      className={cx(font.small, font.quiet, styles.line, floating && styles.floating)}
    >
      {state === 'saving' && (
        <>
          <ArrowSync16Regular aria-hidden="true" />
          {t('saving')}
        </>
      )}
      {state === 'saved' && (
        <>
          <Checkmark16Filled className={cx(styles.saved)} aria-hidden="true" />
          {t('saved')}
        </>
      )}
    </div>
  );
}
