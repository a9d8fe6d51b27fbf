import { backupJobs } from '#bot/features/backup/job';
import type { RowKind } from '#bot/platform/rows';
import type { Deps, Feature } from '#bot/ports';

export { planBackup } from '#bot/features/backup/job';
export { NotRestored, type Restored, type Restoring, restore } from '#bot/features/backup/restore';
export { backupRows, foldersIn } from '#bot/features/backup/store';

/** A nightly copy of every row, where there is a place for it. */
export const backup = (deps: Deps, kinds: readonly RowKind[]): Feature =>
  deps.backups === undefined ? {} : { jobs: backupJobs(deps, deps.backups, kinds) };
