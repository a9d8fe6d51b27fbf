import {
  createContext,
  type MouseEvent,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
} from 'react';
import { addressOf, home, type Place, placeAt } from './places';

interface Router {
  readonly place: Place;
  go(place: Place): void;
  /** What a link to a place needs: a real address, and no reload when simply clicked. */
  link(place: Place): { href: string; onClick: (event: MouseEvent) => void };
}

const RouterContext = createContext<Router>({
  place: home,
  go() {},
  link: (place) => ({ href: addressOf(place, ''), onClick() {} }),
});

export const useRouter = () => useContext(RouterContext);

/** Keeps the place in the address. `start` is where a deep link pointed, if anywhere. */
export function RouterProvider({ start, children }: { start: Place | null; children: ReactNode }) {
  const [place, setPlace] = useState<Place>(() => start ?? placeAt(location));

  useEffect(() => {
    const back = () => setPlace(placeAt(location));
    addEventListener('popstate', back);
    addEventListener('hashchange', back);
    return () => {
      removeEventListener('popstate', back);
      removeEventListener('hashchange', back);
    };
  }, []);

  const go = useCallback((next: Place) => {
    history.pushState(null, '', addressOf(next, location.search));
    setPlace(next);
  }, []);

  const router = useMemo<Router>(
    () => ({
      place,
      go,
      link: (to) => ({
        href: addressOf(to, location.search),
        onClick(event) {
          if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          go(to);
        },
      }),
    }),
    [place, go],
  );
  return <RouterContext value={router}>{children}</RouterContext>;
}
