import {
  createContext,
  lazy,
  type ReactNode,
  Suspense,
  useCallback,
  useContext,
  useMemo,
  useState,
} from 'react';

/** What the form starts with. */
export interface Wanted {
  /** As typed, or a name of the catalogue. */
  readonly skill: string;
  readonly what?: string;
}

interface Asking {
  open(wanted: Wanted): void;
}

const AskingContext = createContext<Asking>({ open() {} });
export const useAsking = () => useContext(AskingContext);

const AskDialog = lazy(async () => ({ default: (await import('./ask-dialog')).AskDialog }));

/** "Ask for help" can be opened from every page; the form is loaded when it first is. */
export function AskingProvider({ children }: { children: ReactNode }) {
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const close = useCallback(() => setWanted(null), []);
  const asking = useMemo<Asking>(() => ({ open: setWanted }), []);
  return (
    <AskingContext value={asking}>
      {children}
      {wanted !== null && (
        <Suspense fallback={null}>
          <AskDialog wanted={wanted} onClose={close} />
        </Suspense>
      )}
    </AskingContext>
  );
}
