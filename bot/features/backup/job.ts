import type { TenantContext } from '#bot/core/ids';
import { type Instant, isoInstant, nextAt } from '#bot/core/time';
import { loadProgress, saveFile, saveHead, saveProgress } from '#bot/features/backup/store';
import type { Container } from '#bot/platform/container';
import type { RowKind } from '#bot/platform/rows';
import type { Deps, Feature } from '#bot/ports';
import { type Due, scheduleDue } from '#bot/records/due';

const nightKind = 'backup-night';
const fileKind = 'backup-file';
/** After the night's figures. */
const nightAt = '04:00';
/** Other work gets its turn between two files. */
const nextFile = { seconds: 1 };

/**
 * The nightly backup, file after file: whoever holds the sender's lease goes on where the last one
 * stopped. A file that could not be written is due again, as every job that failed.
 */
export const backupJobs = (
  deps: Deps,
  backups: Container,
  kinds: readonly RowKind[],
): NonNullable<Feature['jobs']> => ({
  [nightKind]: async (ctx, _, now) => {
    const { tables, log, telemetry } = deps;
    await scheduleDue(tables, ctx, [nightDue(deps, now)]);
    if ((await loadProgress(tables, ctx))?.done === false) {
      log.error({ alarm: 'backup' }, 'the backup of the night before was not finished');
      telemetry.alarm('backup');
    }
    const folder = isoInstant(now).slice(0, 16).replace(':', '');
    await saveHead(tables, backups, ctx, folder, isoInstant(now));
    await saveProgress(tables, ctx, { folder, table: 0, rows: {}, done: false });
    await scheduleDue(tables, ctx, [{ at: now, kind: fileKind, who: folder }]);
    return 'done';
  },
  [fileKind]: async (ctx, { who }, now) => {
    const { tables } = deps;
    const progress = await loadProgress(tables, ctx);
    // A restored timing row, or one of a backup that the next night overtook.
    if (progress === undefined || progress.folder !== who || progress.done) return 'stale';
    const { etag, ...before } = progress;
    const next = await saveFile(tables, backups, ctx, before, kinds);
    // Whoever was quicker, or an erase that met its own id in there: from what stands there now.
    const saved = await saveProgress(tables, ctx, next, etag);
    if (saved === 'done' && next.done) return 'done';
    await scheduleDue(tables, ctx, [{ at: now.add(nextFile), kind: fileKind, who }]);
    return 'later';
  },
});

const nightDue = ({ calendar }: Pick<Deps, 'calendar'>, now: Instant): Due => ({
  at: nextAt(now, nightAt, calendar.defaultZone),
  kind: nightKind,
  who: 'all',
});

/** Plans the night's backup; the same row however many processes start. */
export const planBackup = (deps: Deps, ctx: TenantContext): Promise<void> =>
  deps.backups === undefined
    ? Promise.resolve()
    : scheduleDue(deps.tables, ctx, [nightDue(deps, deps.clock.now())]);
