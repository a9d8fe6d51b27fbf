import { hash, type TenantContext } from '#bot/core/ids';
import type { Instant } from '#bot/core/time';
import type { Colleague } from '#bot/local/colleagues';
import type { Deps, Job, Route } from '#bot/ports';
import { openTurn } from '#bot/records/turn';

export interface House {
  readonly deps: Deps;
  readonly ctx: TenantContext;
  readonly routes: readonly Route[];
  readonly jobs: Readonly<Record<string, Job>>;
  /** Where the local Teams client listens. */
  readonly serviceUrl: string;
  /** Runs what is due by now. */
  readonly settle: () => Promise<unknown>;
}

/**
 * Calls a route as somebody, at some time, as the tab would.
 * @returns what it answers
 */
export function actingAs({ deps, ctx, routes }: House, { id, name, teamsId }: Colleague) {
  let calls = 0;
  return async (
    now: Instant,
    method: Route['method'],
    path: string,
    body: object,
    params: Readonly<Record<string, string>> = {},
  ): Promise<unknown> => {
    const route = routes.find((known) => known.method === method && known.path === path);
    if (route === undefined) return undefined;
    calls += 1;
    const operation = (body as { op?: string }).op ?? `sample-${now}-${calls}`;
    const { turn, close } = await openTurn(
      deps.tables,
      { ctx, me: id, operation: hash(24, operation, id), now },
      (person) =>
        person.profile.name === name
          ? undefined
          : { profile: { name, teamsId, zone: deps.calendar.defaultZone, country: 'NL' } },
    );
    const outcome = await route.run(turn, route.input.parse(body), params);
    if (!outcome.ok) throw new Error(`the sample was refused: ${path} ${outcome.why}`);
    await close();
    return outcome.value;
  };
}
