import { app, authentication } from '@microsoft/teams-js';
import { placeIn } from './places';
import type { Session } from './session';
import { themeNamed } from './theme';

/** How long Teams may take to answer; a frame that is not Teams never does. */
const patience = 5_000;
/** A token is asked for again well before it runs out (Teams' live an hour). */
const tokenLife = 10 * 60_000;

/** The session that Teams gives, or null where there is no Teams around the page. */
export async function openInTeams(): Promise<Session | null> {
  try {
    await Promise.race([app.initialize(), late(patience)]);
  } catch {
    return null;
  }
  const context = await app.getContext();
  const { subPageId } = context.page;
  let held: { token: string; until: number } | undefined;
  return {
    locale: context.app.locale,
    theme: themeNamed(context.app.theme),
    onTheme(listener) {
      app.registerOnThemeChangeHandler((theme) => listener(themeNamed(theme)));
    },
    place: subPageId === undefined || subPageId === '' ? null : placeIn(subPageId),
    async token(fresh) {
      if (fresh || held === undefined || held.until < Date.now()) {
        held = { token: await authentication.getAuthToken(), until: Date.now() + tokenLife };
      }
      return held.token;
    },
    ready() {
      app.notifyAppLoaded();
      // Teams goes on without having heard it: what it shows until then is all that is lost.
      app.notifySuccess().catch(() => {});
    },
    failed(message) {
      app.notifyFailure({ reason: app.FailedReason.AuthFailed, message });
    },
  };
}

const late = (after: number) =>
  new Promise<never>((_, reject) => setTimeout(() => reject(new Error('no answer')), after));
