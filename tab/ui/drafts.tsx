import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';

/** What somebody was typing, by form. */
export interface Drafts {
  get(form: string): unknown;
  set(form: string, draft: unknown): void;
  delete(form: string): void;
  /** After an erase: nothing typed is left either. */
  clear(): void;
}

const none: Drafts = { get: () => undefined, set() {}, delete() {}, clear() {} };
const DraftsContext = createContext<Drafts>(none);
export const useDrafts = () => useContext(DraftsContext);

/**
 * Keeps what somebody was typing while they look at another page, load this one again or are
 * offline: in this window only, gone when it closes.
 */
export function DraftsProvider({ owner, children }: { owner: string; children: ReactNode }) {
  const drafts = useMemo(() => draftsOf(owner), [owner]);
  return <DraftsContext value={drafts}>{children}</DraftsContext>;
}

function draftsOf(owner: string): Drafts {
  const prefix = `draft~${owner}~`;
  const known = new Map<string, unknown>();
  // A browser may refuse storage in a frame, or have no room left: memory serves until a reload.
  const kept = (work: (storage: Storage) => void) => {
    try {
      work(sessionStorage);
    } catch {}
  };
  kept((storage) => {
    for (const key of Object.keys(storage)) {
      if (!key.startsWith(prefix)) continue;
      const draft: unknown = JSON.parse(storage.getItem(key) ?? 'null');
      if (typeof draft === 'object' && draft !== null) known.set(key.slice(prefix.length), draft);
    }
  });
  const forget = (form: string) => {
    known.delete(form);
    kept((storage) => storage.removeItem(prefix + form));
  };
  return {
    get: (form) => known.get(form),
    set(form, draft) {
      known.set(form, draft);
      kept((storage) => storage.setItem(prefix + form, JSON.stringify(draft)));
    },
    delete: forget,
    clear() {
      for (const form of [...known.keys()]) forget(form);
    },
  };
}

/** State that outlives its form until `clear`. */
export function useDraft<T extends object>(form: string, initial: T) {
  const drafts = useDrafts();
  const [value, setValue] = useState<T>(() => ({
    ...initial,
    ...(drafts.get(form) as Partial<T> | undefined),
  }));
  const set = useCallback(
    (change: Partial<T>) => {
      setValue((old) => {
        const next = { ...old, ...change };
        drafts.set(form, next);
        return next;
      });
    },
    [drafts, form],
  );
  const clear = useCallback(() => {
    drafts.delete(form);
    setValue(initial);
  }, [drafts, form, initial]);
  return [value, set, clear] as const;
}
