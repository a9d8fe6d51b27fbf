import { Button, FluentProvider } from '@fluentui/react-components';
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import type { MeView } from '#bot/features/people/wire';
import { createApi } from './api';
import { AskingProvider } from './features/help/asking';
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
import { Boot } from './ui/boot';
import { DraftsProvider } from './ui/drafts';
import { Frame } from './ui/frame';
import { BrokenPage, PageBoundary } from './ui/page-boundary';
import { PageTop } from './ui/page-top';
import { Plain } from './ui/plain';
import { SkeletonPage } from './ui/skeleton';
import { defaultTimings, type Timings, TimingsContext } from './ui/timings';
import { ToastsProvider } from './ui/toasts';
import { troubleText } from './ui/trouble';
import { ServerProvider, useResource } from './use-resource';
import { languageOf, useLoadedWords, WordsProvider } from './words';

// Seen once, if ever.
const Farewell = lazy(async () => ({
  default: (await import('./features/privacy/farewell')).Farewell,
}));

interface AppProps {
  readonly session: Session;
  readonly timings?: Timings;
}

export function App({ session, timings = defaultTimings }: AppProps) {
  const [themeName, setTheme] = useState(session.theme);
  const theme = useTheme(themeName);
  const server = useMemo(() => {
    const api = createApi({ token: session.token, locale: session.locale });
    const resources = createResources(api);
    // Asked for before anything is drawn: every page waits for it.
    void resources.load(mePath);
    return { api, resources };
  }, [session]);

  useEffect(() => session.onTheme(setTheme), [session]);

  if (theme === undefined) return <Boot />;
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

/** Shows the shape of the page until the words and the person are there. */
function Loaded({ session }: { session: Session }) {
  const me = useResource<MeView>(mePath);
  const words = useLoadedWords(me.data?.language ?? languageOf(session.locale));
  const told = useRef(false);
  const settled = me.data !== undefined || me.trouble !== undefined;

  useEffect(() => {
    if (!settled || words === undefined || told.current) return;
    told.current = true;
    if (me.data === undefined && me.trouble?.kind === 'sign-in') {
      session.failed(troubleText(words.t, me.trouble));
    } else session.ready();
  }, [settled, me, words, session]);

  if (words === undefined) return <Boot />;
  return (
    <WordsProvider words={words}>
      <ToastsProvider>
        <DraftsProvider>
          {me.data !== undefined ? (
            <MeProvider me={me.data} locale={session.locale}>
              <Inside />
            </MeProvider>
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
        </DraftsProvider>
      </ToastsProvider>
    </WordsProvider>
  );
}

function Inside() {
  const me = useResource<MeView>(mePath).data;
  const { place } = useRouter();
  const [farewell, setFarewell] = useState<string | null>(null);
  const online = useLive(farewell === null);
  const { Page, failed } = usePage(place.page);

  // Asked where everybody starts, not on every page.
  const asks = me?.consent === 'unasked' && place.page === 'profile';

  if (farewell !== null) {
    return (
      <Suspense fallback={<Boot />}>
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
        >
          <PageBoundary key={place.page} fallback={<BrokenPage />}>
            <ErasedProvider value={setFarewell}>
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
