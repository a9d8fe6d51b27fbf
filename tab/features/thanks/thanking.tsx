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
import type { ColleagueView } from '#bot/features/people/wire';

/** What the form starts with. */
export interface Thanks {
  readonly to?: readonly ColleagueView[];
  readonly skill?: string;
  readonly onGiven?: () => void;
}

interface Thanking {
  open(thanks: Thanks): void;
}

const ThankingContext = createContext<Thanking>({ open() {} });
export const useThanking = () => useContext(ThankingContext);

const ThankDialog = lazy(async () => ({ default: (await import('./thank-dialog')).ThankDialog }));

/** "Thank a colleague" can be opened from every page; the form is loaded when it first is. */
export function ThankingProvider({ children }: { children: ReactNode }) {
  const [thanks, setThanks] = useState<Thanks | null>(null);
  const close = useCallback(() => setThanks(null), []);
  const thanking = useMemo<Thanking>(() => ({ open: setThanks }), []);
  return (
    <ThankingContext value={thanking}>
      {children}
      {thanks !== null && (
        <Suspense fallback={null}>
          <ThankDialog thanks={thanks} onClose={close} />
        </Suspense>
      )}
    </ThankingContext>
  );
}
