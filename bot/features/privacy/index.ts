import type { Elsewhere } from '#bot/features/privacy/export';
import { privacyJobs, type Swept } from '#bot/features/privacy/job';
import { rekeyedRows } from '#bot/features/privacy/rekey';
import { privacyRoutes } from '#bot/features/privacy/routes';
import { eraseRows } from '#bot/features/privacy/sweep';
import { type Leaving, privacyVerbs } from '#bot/features/privacy/verbs';
import type { Deps, Feature } from '#bot/ports';

export { planRekey } from '#bot/features/privacy/rekey';
export { eraseAgain } from '#bot/features/privacy/sweep';
export { eraseOf } from '#bot/features/privacy/verbs';

export const privacyRows = [...eraseRows, rekeyedRows];

/**
 * My data: what is kept, export and erase.
 * @param leaving what others see to before somebody's rows go
 * @param swept what others see to once the sweep went through everything
 * @param leaverDays after how many days the data of people who left goes
 */
export const privacy = (
  deps: Deps,
  elsewhere: Elsewhere,
  leaving: Leaving,
  swept: Swept,
  leaverDays: number,
): Feature => ({
  ...privacyVerbs(deps, elsewhere, leaving, leaverDays),
  routes: privacyRoutes(deps, elsewhere, leaving, leaverDays),
  jobs: privacyJobs(deps, swept),
});
