import type { HowToView } from '#bot/features/howto/wire';

/** Where a how-to is found, and an act on it. */
export const addressOf = ({ team, id }: Pick<HowToView, 'team' | 'id'>, act?: string): string =>
  ['/api/howtos', team, id, ...(act === undefined ? [] : [act])]
    .map((part, index) => (index === 0 ? part : encodeURIComponent(part)))
    .join('/');

/** The how-tos of a team. */
export const listOf = (team: string): string => `/api/howtos?${new URLSearchParams({ team })}`;

/** The one of a topic. */
export const forTopic = (skill: string): string =>
  `/api/howtos/for?${new URLSearchParams({ skill })}`;

/** How an open item points at one: its team and its id. */
export function pointedAt(item: string | null): { team: string; id: string } | undefined {
  const [team, id] = item?.split('!') ?? [];
  return team === undefined || id === undefined ? undefined : { team, id };
}
