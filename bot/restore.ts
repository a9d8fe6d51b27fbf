// npm run restore -- [FOLDER [--write [--over]]]
import { parseArgs } from 'node:util';
import { BadSettings, inUse, readConfig } from '#bot/config';
import { tenantContext } from '#bot/core/ids';
import { foldersIn, NotRestored, type Restored, restore } from '#bot/features/backup/index';
import { eraseAgain } from '#bot/features/privacy/index';
import { realClock } from '#bot/platform/product-clock';
import { progress } from '#bot/platform/progress';
import { openStorage } from '#bot/platform/storage';

const usage = `npm run restore                      lists the backups
npm run restore -- FOLDER            reads one and says what would be written
npm run restore -- FOLDER --write    writes it into an empty storage (--over: into any)`;

/** Something is wrong with what was asked: one sentence. */
class Misused extends Error {}

function asked(args: string[]) {
  try {
    const { positionals, values } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        write: { type: 'boolean', default: false },
        over: { type: 'boolean', default: false },
        'dry-run': { type: 'boolean', default: false },
      },
    });
    if (positionals.length > 1) throw new Misused('One backup at a time.');
    if (values.write && values['dry-run']) throw new Misused('Either --write or --dry-run.');
    return { folder: positionals[0], write: values.write, over: values.over };
  } catch (error) {
    throw error instanceof Misused ? error : new Misused((error as Error).message);
  }
}

function report({ rows, erased }: Restored, write: boolean): string {
  const lines = Object.entries(rows).map(([table, count]) => `${table}: ${count} rows`);
  const stay = `People who erased themselves and are not brought back: ${erased}`;
  const end = write
    ? 'Written. Start the app.'
    : 'This was a dry run: nothing was written. With --write it is.';
  return [...lines, stay, end, ''].join('\n');
}

async function run({ folder, write, over }: ReturnType<typeof asked>): Promise<void> {
  const config = readConfig(process.env);
  const ctx = tenantContext(config.settings.identity.tenant);
  const { tables, backups, prepare, close } = await openStorage(config);
  try {
    if (backups === undefined) {
      throw new NotRestored(
        'This storage has no backups: set STORAGE_ACCOUNT (or a STORAGE_CONNECTION_STRING with blobs) and TENANT_ID.',
      );
    }
    if (folder === undefined) {
      const folders = await foldersIn(backups, ctx);
      process.stdout.write(folders.length === 0 ? 'No backups.\n' : `${folders.join('\n')}\n`);
      return;
    }
    if (write) await prepare();
    const bars = new Map<string, ReturnType<typeof progress>>();
    const result = await restore({
      tables,
      backups,
      ctx,
      folder,
      write,
      over,
      erasing: eraseAgain(tables, ctx, realClock.now()),
      far(table, rows, of) {
        const bar = bars.get(table) ?? progress(table, of);
        bars.set(table, bar);
        bar.to(rows);
        if (rows >= of) bar.end();
      },
    });
    process.stdout.write(report(result, write));
  } finally {
    await close();
  }
}

try {
  await run(asked(process.argv.slice(2)));
} catch (error) {
  if (error instanceof Misused) process.stderr.write(`${error.message}\n${usage}\n`);
  else if (error instanceof NotRestored || error instanceof BadSettings) {
    process.stderr.write(`${error.message}\n`);
  } else if (inUse(error) !== undefined) {
    process.stderr.write('The local storage is in use, and has no backups.\n');
  } else throw error;
  process.exit(2);
}
