import { openInTeams } from './in-teams';
import type { Start } from './session';
import { standIn } from './stand-in';

/** Finds out where the tab runs and who is looking at it. */
export async function open(): Promise<Start> {
  const session = await openInTeams();
  if (session !== null) return { kind: 'session', session };
  return standIn({
    search: location.search,
    locale: navigator.language,
    matches: (query) => matchMedia(query).matches,
    fetcher: (input, init) => fetch(input, init),
  });
}
