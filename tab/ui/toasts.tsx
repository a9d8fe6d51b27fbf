import { Button } from '@fluentui/react-components';
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useWords } from '../words';
import { cx } from './cx';
import { fluentRef } from './fluent-ref';
import font from './font.module.css';
import { useTimings } from './timings';
import styles from './toasts.module.css';

export interface Undoable {
  readonly text: string;
  readonly undo: () => void;
  /** The offer is over and was not taken. `last`: the page is closing, so the call must outlive it. */
  readonly gone?: (last: boolean) => void;
  /** Where the keyboard goes on after an undo. */
  readonly returnTo?: () => HTMLElement | null;
}

interface Toasts {
  say(text: string): void;
  offerUndo(undoable: Undoable): void;
}

const ToastsContext = createContext<Toasts>({ say() {}, offerUndo() {} });
export const useToasts = () => useContext(ToastsContext);

interface Shown {
  readonly id: number;
  readonly text: string;
  readonly undoable?: Undoable;
}

/** Short confirmations at the foot of the page, spoken politely, with an undo where one is possible. */
export function ToastsProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<readonly Shown[]>([]);
  const current = useRef(shown);
  current.current = shown;
  const count = useRef(0);

  const remove = useCallback(
    (id: number) => setShown((list) => list.filter((toast) => toast.id !== id)),
    [],
  );
  const add = useCallback((toast: Omit<Shown, 'id'>) => {
    count.current += 1;
    const next = { ...toast, id: count.current };
    setShown((list) => [...list, next]);
  }, []);
  const toasts = useMemo<Toasts>(
    () => ({
      say: (text) => add({ text }),
      offerUndo: (undoable) => add({ text: undoable.text, undoable }),
    }),
    [add],
  );

  useEffect(() => {
    const closing = () => {
      for (const { undoable } of current.current) undoable?.gone?.(true);
      setShown([]);
    };
    addEventListener('pagehide', closing);
    return () => removeEventListener('pagehide', closing);
  }, []);

  return (
    <ToastsContext value={toasts}>
      {children}
      <div className={styles.host} role="status">
        {shown.map((toast) => (
          <Toast key={toast.id} toast={toast} remove={remove} />
        ))}
      </div>
    </ToastsContext>
  );
}

function Toast({ toast, remove }: { toast: Shown; remove: (id: number) => void }) {
  const { t } = useWords();
  const timings = useTimings();
  const button = useRef<HTMLButtonElement>(null);
  const [held, setHeld] = useState(false);
  const { id, undoable } = toast;

  useEffect(() => {
    // What was just removed had the focus; the undo is the natural next stop.
    button.current?.focus();
  }, []);

  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => {
      undoable?.gone?.(false);
      remove(id);
    }, timings.undo);
    return () => clearTimeout(timer);
  }, [held, id, remove, timings.undo, undoable]);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hovering only makes it stay longer
    <div
      className={styles.toast}
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={(event) => setHeld(event.target.matches(':focus-visible'))}
      onBlur={() => setHeld(false)}
    >
      <span className={cx(font.body, styles.words)}>{toast.text}</span>
      {undoable !== undefined && (
        <Button
          ref={fluentRef(button)}
          size="small"
          onClick={() => {
            undoable.undo();
            remove(id);
            undoable.returnTo?.()?.focus();
          }}
        >
          {t('undo')}
        </Button>
      )}
    </div>
  );
}
