import {
  createContext,
  type ReactNode,
  Suspense,
  useCallback,
  useContext,
  useMemo,
  useState,
} from 'react';

interface Opening<Start> {
  open(start: Start): void;
}

/**
 * A form that every page can open.
 * @param draw a form that starts with what it was opened with; one that is loaded when first drawn
 *   shows nothing until then
 * @returns what goes around the pages, and the hook that opens the form
 */
export function dialogAnywhere<Start extends object>(
  draw: (start: Start, close: () => void) => ReactNode,
) {
  const Context = createContext<Opening<Start>>({ open() {} });
  const useOpening = () => useContext(Context);
  function Provider({ children }: { readonly children: ReactNode }) {
    const [start, setStart] = useState<Start | null>(null);
    const close = useCallback(() => setStart(null), []);
    const opening = useMemo<Opening<Start>>(() => ({ open: setStart }), []);
    return (
      <Context value={opening}>
        {children}
        {start !== null && <Suspense fallback={null}>{draw(start, close)}</Suspense>}
      </Context>
    );
  }
  return [Provider, useOpening] as const;
}
