import { createContext, type ReactNode, useCallback, useContext, useRef, useState } from 'react';

const DraftsContext = createContext<Map<string, unknown>>(new Map());

/** Keeps what somebody was typing while they look at another page. Only in memory, never stored. */
export function DraftsProvider({ children }: { children: ReactNode }) {
  const drafts = useRef(new Map<string, unknown>());
  return <DraftsContext value={drafts.current}>{children}</DraftsContext>;
}

/** State that outlives its form until `clear`. */
export function useDraft<T>(key: string, initial: T) {
  const drafts = useContext(DraftsContext);
  const [value, setValue] = useState<T>(() => (drafts.get(key) as T | undefined) ?? initial);
  const set = useCallback(
    (change: Partial<T>) => {
      setValue((old) => {
        const next = { ...old, ...change };
        drafts.set(key, next);
        return next;
      });
    },
    [drafts, key],
  );
  const clear = useCallback(() => {
    drafts.delete(key);
    setValue(initial);
  }, [drafts, key, initial]);
  return [value, set, clear] as const;
}
