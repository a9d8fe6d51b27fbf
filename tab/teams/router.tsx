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
  /** Counts the times somebody went somewhere: 0 on the page the tab opened with. */
  readonly moved: number;
  go(place: Place): void;
  /** Where nobody has gone yet and no address said so: opens there instead. */
  openAt(place: Place): void;
  /** What a link to a place needs: a real address, and no reload when simply clicked. */
  link(place: Place): { href: string; onClick: (event: MouseEvent) => void };
}

const RouterContext = createContext<Router>({
  place: home,
  moved: 0,
  go() {},
  openAt() {},
  link: (place) => ({ href: addressOf(place, ''), onClick() {} }),
});

export const useRouter = () => useContext(RouterContext);

/** Keeps the place in the address. `start` is where a deep link pointed, if anywhere. */
export function RouterProvider({ start, children }: { start: Place | null; children: ReactNode }) {
  const [{ place, moved }, setHere] = useState(() => ({
    place: start ?? placeAt(location),
    moved: 0,
  }));

  useEffect(() => {
    const back = () => {
      const next = placeAt(location);
      // A jump within the page, such as the one to its content, goes nowhere else.
      setHere((here) =>
        here.place.page === next.page && here.place.item === next.item
          ? here
          : { place: next, moved: here.moved + 1 },
      );
    };
    addEventListener('popstate', back);
    addEventListener('hashchange', back);
    return () => {
      removeEventListener('popstate', back);
      removeEventListener('hashchange', back);
    };
  }, []);

  const go = useCallback((next: Place) => {
    history.pushState(null, '', addressOf(next, location.search));
    setHere((here) => ({ place: next, moved: here.moved + 1 }));
  }, []);

  // Read once: the address is another as soon as somebody goes somewhere.
  const [isAnywhere] = useState(
    () => start === null && /^\/tab\/?$/.test(location.pathname) && location.hash === '',
  );
  const openAt = useCallback(
    (next: Place) => {
      if (!isAnywhere || !/^\/tab\/?$/.test(location.pathname)) return;
      history.replaceState(null, '', addressOf(next, location.search));
      setHere((here) => ({ ...here, place: next }));
    },
    [isAnywhere],
  );

  const router = useMemo<Router>(
    () => ({
      place,
      moved,
      go,
      openAt,
      link: (to) => ({
        href: addressOf(to, location.search),
        onClick(event) {
          if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          go(to);
        },
      }),
    }),
    [place, moved, go, openAt],
  );
  return <RouterContext value={router}>{children}</RouterContext>;
}
