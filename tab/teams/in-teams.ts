import { app, authentication } from '@microsoft/teams-js';
import { placeIn } from './places';
import type { Session } from './session';
import { themeNamed } from './theme';

/** A token is asked for again well before it runs out (Teams' live an hour). */
const tokenLife = 10 * 60_000;

/** The session that Teams gives; a frame that is not Teams never answers. */
export async function openInTeams(): Promise<Session> {
  await app.initialize();
  const context = await app.getContext();
  const { subPageId } = context.page;
  const { token, isAsking } = tokens();
  return {
    locale: context.app.locale,
    theme: themeNamed(context.app.theme),
    onTheme(listener) {
      app.registerOnThemeChangeHandler((theme) => listener(themeNamed(theme)));
    },
    place: subPageId === undefined || subPageId === '' ? null : placeIn(subPageId),
    token,
    isAsking,
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

function tokens() {
  let held: { token: string; until: number } | undefined;
  let asking = 0;

  /** Silently first: only the second question may bring up a dialog, such as the one for consent. */
  async function ask(): Promise<string> {
    try {
      return await authentication.getAuthToken({ silent: true });
    } catch {
      asking += 1;
      return await authentication.getAuthToken().finally(() => {
        asking -= 1;
      });
    }
  }

  return {
    isAsking: () => asking > 0,
    async token(fresh: boolean): Promise<string> {
      if (fresh || held === undefined || held.until < Date.now()) {
        held = { token: await ask(), until: Date.now() + tokenLife };
      }
      return held.token;
    },
  };
}
