import type { Identity } from '#bot/config';
import type { Links } from '#bot/ports';

/**
 * Addresses on cards: Teams deep links, or this machine's own pages in local mode.
 * @param port the port in use, known once the server listens
 */
export function linksFor(identity: Identity, port: () => number): Links {
  if (identity.kind === 'local') {
    const base = () => `http://127.0.0.1:${port()}`;
    return {
      badge: (kind) => `${base()}/badges/${kind}.png`,
      tab: (person, page, item) => {
        const query = new URLSearchParams({ as: person, ...(item === undefined ? {} : { item }) });
        return `${base()}/tab${page === undefined ? '' : `/${page}`}?${query}`;
      },
      chat: undefined,
      talk: () => undefined,
      file: (path) => `${base()}/files/${path}`,
    };
  }
  const { host, teamsAppId, botId } = identity;
  return {
    badge: (kind) => `https://${host}/badges/${kind}.png`,
    tab: (_, page, item) => {
      // The tab reads it decoded: a topic may hold any character.
      const place = item === undefined ? undefined : encodeURIComponent(item);
      const subPageId = [page, place].filter((part) => part !== undefined).join('/');
      const context = encodeURIComponent(JSON.stringify({ subPageId }));
      return `https://teams.microsoft.com/l/entity/${teamsAppId}/home?context=${context}`;
    },
    chat: `https://teams.microsoft.com/l/chat/0/0?users=28:${botId}`,
    talk: (people, opening) => {
      // People by their Entra id, as Teams itself names them; sign-in names are not kept.
      const users = people.map((id) => `8:orgid:${id}`).join(',');
      return `https://teams.microsoft.com/l/chat/0/0?users=${users}&message=${encodeURIComponent(opening)}`;
    },
    file: (path) => `https://${host}/files/${path}`,
  };
}
