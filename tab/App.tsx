import { Button, FluentProvider } from '@fluentui/react-components';
import {
  lazy,
  Suspense,
  startTransition,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { MeView } from '#bot/features/people/wire';
import { createApi } from './api';
import { AskingProvider } from './features/help/asking';
import { SavingProvider } from './features/people/autosave';
import { Banners } from './features/people/banners';
import { useLive } from './features/people/live';
import { MeProvider, mePath } from './features/people/me';
import { Welcome } from './features/people/welcome';
import { ErasedProvider } from './features/privacy/erased';
import { ThankingProvider } from './features/thanks/thanking';
import { usePage } from './pages';
import { createResources } from './resources';
import { RouterProvider, useRouter } from './teams/router';
import type { Session } from './teams/session';
import { useTheme } from './teams/theme';
import { useInPlaceOfBoot } from './ui/boot';
import { DraftsProvider, useDrafts } from './ui/drafts';
import { Frame } from './ui/frame';
import { BrokenPage, PageBoundary } from './ui/page-boundary';
import { PageTop } from './ui/page-top';
import { Plain } from './ui/plain';
import { SkeletonPage } from './ui/skeleton';
import { defaultTimings, type Timings, TimingsContext, useLater, useTimings } from './ui/timings';
import { ToastsProvider } from './ui/toasts';
import { troubleText } from './ui/trouble';
import { ServerProvider, useResource } from './use-resource';
import { languageOf, useLoadedWords, WordsProvider } from './words';

// Seen once, if ever.
const Farewell = lazy(async () => ({
  default: (await import('./features/privacy/farewell')).Farewell,
}));

// With a local server only.
const LocalTime = lazy(async () => ({
  default: (await import('./features/local/local-time')).LocalTime,
}));

interface AppProps {
  readonly session: Session;
  readonly timings?: Timings;
}

export function App({ session, timings = defaultTimings }: AppProps) {
  const [themeName, setTheme] = useState(session.theme);
  const theme = useTheme(themeName);
  const server = useMemo(() => {
    const { token, isAsking, locale } = session;
    const api = createApi({ token, isAsking, locale });
    const resources = createResources(api);
    // Asked for before anything is drawn: every page waits for it.
    void resources.load(mePath);
    return { api, resources };
  }, [session]);

  useEffect(() => session.onTheme(setTheme), [session]);

  if (theme === undefined) return null;
  return (
    <FluentProvider theme={theme} style={{ backgroundColor: 'transparent' }}>
      <TimingsContext value={timings}>
        <ServerProvider value={server}>
          <RouterProvider start={session.place}>
            <Loaded session={session} />
          </RouterProvider>
        </ServerProvider>
      </TimingsContext>
    </FluentProvider>
  );
}

/** Leaves what index.html shows until the words and the person are there. */
function Loaded({ session }: { session: Session }) {
  const me = useResource<MeView>(mePath);
  const words = useLoadedWords(me.data?.language ?? languageOf(session.locale));
  const told = useRef(false);
  const settled = me.data !== undefined || me.trouble !== undefined;
  const late = useLater(useTimings().late);
  const ready = words !== undefined && (settled || late);
  const [shown, setShown] = useState(false);
  useInPlaceOfBoot(shown);

  const { openAt } = useRouter();
  const waits = me.data !== undefined && me.data.consent !== 'unasked' && me.data.open.length > 0;
  useEffect(() => {
    // Before the first page is drawn, and never under somebody's hands.
    if (waits && !shown) openAt({ page: 'for-you', item: null });
  }, [waits, shown, openAt]);

  useEffect(() => {
    // The first page is the largest thing ever drawn: in slices, so that nothing waits for it.
    if (ready) startTransition(() => setShown(true));
  }, [ready]);

  useEffect(() => {
    if (!settled || words === undefined || told.current) return;
    told.current = true;
    if (me.data === undefined && me.trouble?.kind === 'sign-in') {
      session.failed(troubleText(words.t, me.trouble));
    } else session.ready();
  }, [settled, me, words, session]);

  const { trouble, again } = me;
  useEffect(() => {
    // A token that comes late is taken without a press.
    trouble?.over?.then(again, () => {});
  }, [trouble, again]);

  if (!shown || words === undefined) return null;
  return (
    <WordsProvider words={words}>
      <ToastsProvider>
        {me.data !== undefined ? (
          <DraftsProvider owner={me.data.id}>
            <MeProvider me={me.data} locale={session.locale}>
              <SavingProvider>
                <Inside clock={session.clock} />
              </SavingProvider>
            </MeProvider>
          </DraftsProvider>
        ) : me.trouble !== undefined ? (
          <Plain
            title={words.t('trouble.title')}
            words={troubleText(words.t, me.trouble)}
            action={
              <Button appearance="primary" onClick={me.again}>
                {words.t('tryAgain')}
              </Button>
            }
          />
        ) : (
          <Frame open={0} operator={false} banners={null}>
            <SkeletonPage />
          </Frame>
        )}
      </ToastsProvider>
    </WordsProvider>
  );
}

function Inside({ clock }: { clock: Session['clock'] }) {
  const me = useResource<MeView>(mePath).data;
  const { place } = useRouter();
  const [farewell, setFarewell] = useState<string | null>(null);
  const online = useLive(farewell === null);
  const drafts = useDrafts();
  const erased = useCallback(
    (said: string) => {
      drafts.clear();
      setFarewell(said);
    },
    [drafts],
  );
  const { Page, failed } = usePage(place.page);

  // Asked where everybody starts, not on every page.
  const asks = me?.consent === 'unasked' && place.page === 'profile';

  if (farewell !== null) {
    return (
      <Suspense fallback={null}>
        <Farewell said={farewell} />
      </Suspense>
    );
  }
  return (
    <ThankingProvider>
      <AskingProvider>
        <Frame
          open={me?.open.length ?? 0}
          operator={me?.operator === true}
          banners={<Banners online={online} />}
          local={
            clock === undefined ? undefined : (
              <Suspense fallback={null}>
                <LocalTime clock={clock} />
              </Suspense>
            )
          }
        >
          <PageBoundary key={place.page} fallback={<BrokenPage />}>
            <ErasedProvider value={erased}>
              <PageTop value={asks ? <Welcome /> : null}>
                {failed ? <BrokenPage /> : Page === undefined ? <SkeletonPage /> : <Page />}
              </PageTop>
            </ErasedProvider>
          </PageBoundary>
        </Frame>
      </AskingProvider>
    </ThankingProvider>
  );
}
