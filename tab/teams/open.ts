import { inTime, TeamsLate } from './patience';
import type { Start } from './session';

/**
 * Teams shows a tab in a frame, in a window it opened, or, on a phone, beside its native interface.
 * Elsewhere teams-js is not even loaded: it would fetch a list from Microsoft's network at once.
 */
const mayBeTeams = () =>
  window.parent !== window.self || window.opener !== null || 'nativeInterface' in window;

/** Finds out where the tab runs and who is looking at it. */
export async function open(): Promise<Start> {
  if (!mayBeTeams()) return elsewhere();
  const { openInTeams } = await import('./in-teams');
  const session = openInTeams();
  try {
    return { kind: 'session', session: await inTime(session) };
  } catch (fault) {
    const start = await elsewhere();
    const isLate = fault instanceof TeamsLate && start.kind === 'outside';
    return isLate ? { kind: 'late', look: start.look, session } : start;
  }
}

async function elsewhere(): Promise<Start> {
  const { standIn } = await import('./stand-in');
  return standIn({
    search: location.search,
    locale: navigator.language,
    matches: (query) => matchMedia(query).matches,
    fetcher: (input, init) => fetch(input, init),
  });
}
