import type { Elsewhere } from '#bot/features/privacy/export';
import { privacyJobs, type Swept } from '#bot/features/privacy/job';
import { rekeyedRows } from '#bot/features/privacy/rekey';
import { privacyRoutes } from '#bot/features/privacy/routes';
import { eraseRows } from '#bot/features/privacy/sweep';
import { type Leaving, privacyVerbs } from '#bot/features/privacy/verbs';
import type { Deps, Feature } from '#bot/ports';

export { planRekey } from '#bot/features/privacy/rekey';

export const privacyRows = [...eraseRows, rekeyedRows];

/**
 * My data: what is kept, export and erase.
 * @param leaving what others see to before somebody's rows go
 * @param swept what others see to once the sweep went through everything
 */
export const privacy = (
  deps: Deps,
  elsewhere: Elsewhere,
  leaving: Leaving,
  swept: Swept,
): Feature => ({
  ...privacyVerbs(deps, elsewhere, leaving),
  routes: privacyRoutes(deps, elsewhere, leaving),
  jobs: privacyJobs(deps, swept),
});
