import { createContext, type ReactNode, useContext, useMemo } from 'react';
import type { MeView } from '#bot/features/people/wire';

/** Everything the frame and the first page need, in one call. */
export const mePath = '/api/me';

interface Here {
  readonly me: MeView;
  /** The locale of the surroundings, for who follows Teams. */
  readonly locale: string;
}

const MeContext = createContext<Here | undefined>(undefined);

export function MeProvider({ me, locale, children }: Here & { children: ReactNode }) {
  const here = useMemo(() => ({ me, locale }), [me, locale]);
  return <MeContext value={here}>{children}</MeContext>;
}

export function useHere(): Here {
  const here = useContext(MeContext);
  if (here === undefined) throw new Error('nobody is signed in around this component');
  return here;
}

export const useMe = (): MeView => useHere().me;
