// npm run skills:import -- FILE… [--lang nl] [--dry-run]
import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { type CsvError, parse } from 'csv-parse';
import { BadSettings, inUse, readConfig } from '#bot/config';
import { tenantContext } from '#bot/core/ids';
import { attribution } from '#bot/features/skills/catalogue/attribution';
import {
  type Comparison,
  type Fields,
  type FileReport,
  gathering,
  languageIn,
  needed,
  readRow,
} from '#bot/features/skills/importing/esco';
import { saveImport } from '#bot/features/skills/importing/save';
import { loadPack } from '#bot/features/skills/packed';
import { skillRows } from '#bot/features/skills/rows';
import { loadWatched } from '#bot/features/skills/tenant';
import { decodeText, layoutOf } from '#bot/platform/csv';
import { progress } from '#bot/platform/progress';
import { checkedTables } from '#bot/platform/rows';
import { openStorage } from '#bot/platform/storage';
import { recordRows } from '#bot/records/rows';
import { type Lang, languages } from '#bot/strings/index';

const usage = `npm run skills:import -- FILE… [--lang ${languages.join('|')}] [--dry-run]
The files are the official CSV files of ESCO (https://esco.ec.europa.eu/en/use-esco/download),
one language each, as in skills_en.csv.`;
const skippedShown = 20;

/** Something is wrong with what was asked, or with where it should go: one sentence. */
class Misused extends Error {}

interface Asked {
  readonly files: readonly { readonly path: string; readonly lang: Lang }[];
  readonly dryRun: boolean;
}

function asked(parameters: string[]): Asked {
  const { positionals, values } = parsed(parameters);
  if (positionals.length === 0) throw new Misused('Which files? Name at least one.');
  const chosen = values.lang;
  if (chosen !== undefined && !languages.some((lang) => lang === chosen)) {
    throw new Misused(`--lang is ${languages.join(' or ')}, not “${chosen}”.`);
  }
  const files = positionals.map((path) => {
    if (!existsSync(path) || !statSync(path).isFile()) {
      throw new Misused(`There is no file ${path}.`);
    }
    const lang = (chosen as Lang | undefined) ?? languageIn(basename(path), languages);
    if (lang === undefined) {
      throw new Misused(
        `The name of ${basename(path)} does not tell its language, as in skills_en.csv: say --lang ${languages.join(' or --lang ')}.`,
      );
    }
    return { path, lang };
  });
  return { files, dryRun: values['dry-run'] };
}

function parsed(parameters: string[]) {
  try {
    return parseArgs({
      args: parameters,
      allowPositionals: true,
      options: { lang: { type: 'string' }, 'dry-run': { type: 'boolean', default: false } },
    });
  } catch (error) {
    throw new Misused((error as Error).message);
  }
}

async function readFile(
  { path, lang }: Asked['files'][number],
  add: ReturnType<typeof gathering>['add'],
): Promise<FileReport> {
  const skipped: { line: number; why: string }[] = [];
  let read = 0;
  const decoded = decodeText(readFileSync(path));
  if (!decoded.ok) throw new Misused(`${basename(path)} ${decoded.why}`);
  const { text } = decoded;
  const { separator, named, headerLine } = layoutOf(text);
  const shown = progress(`Reading ${basename(path)}`, Buffer.byteLength(text));
  const rows = parse(text, {
    columns: (header: string[]) => {
      const names = header.map((name) => name.trim());
      const missing = needed.filter((name) => !names.includes(name));
      if (missing.length > 0) {
        throw new Misused(
          `${basename(path)}, read with ${named} between its columns, has no column ${missing.join(', ')}: it is not a skills file of ESCO.`,
        );
      }
      return names;
    },
    delimiter: separator,
    from_line: headerLine,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
  });
  rows.on('skip', (error: CsvError) => {
    skipped.push({ line: Number(error['lines'] ?? 0), why: `cannot be read (${error.code})` });
  });
  try {
    for await (const { record, info } of rows as AsyncIterable<{
      record: Fields;
      info: { lines: number; bytes: number };
    }>) {
      read += 1;
      const row = readRow(record);
      if (row.ok) add(lang, row);
      else skipped.push({ line: info.lines, why: row.why });
      if (read % 200 === 0) shown.to(info.bytes);
    }
  } finally {
    shown.end();
  }
  if (read === 0 && skipped.length === 0) throw new Misused(`${basename(path)} holds no rows.`);
  return { file: basename(path), lang, read, skipped };
}

function report(files: readonly FileReport[], result: Comparison, dryRun: boolean): string {
  const labels = result.concepts.reduce(
    (sum, { names }) => sum + Object.values(names).reduce((all, some) => all + some.length, 0),
    0,
  );
  const lines = files.flatMap(({ file, lang, read, skipped }) => [
    `${file} (${lang}): ${read} rows read, ${skipped.length} skipped`,
    ...skipped.slice(0, skippedShown).map(({ line, why }) => `  line ${line}: ${why}`),
    ...(skipped.length > skippedShown ? [`  and ${skipped.length - skippedShown} more`] : []),
  ]);
  const { added, changed, unchanged, untouched } = result;
  return [
    ...lines,
    `Skills: ${added} added, ${changed} changed, ${unchanged} unchanged, ${untouched} from earlier imports left as they were`,
    `In all ${result.concepts.length} skills with ${labels} names.`,
    dryRun
      ? 'This was a dry run: nothing was written.'
      : added + changed === 0
        ? 'Nothing had changed.'
        : 'Written. Running processes know it within a minute.',
    ...languages.map((lang) => attribution[lang]),
    '',
  ].join('\n');
}

async function run({ files, dryRun }: Asked): Promise<void> {
  const gathered = gathering();
  const reports: FileReport[] = [];
  for (const file of files) reports.push(await readFile(file, gathered.add));

  const config = readConfig(process.env);
  const { storage, identity } = config.settings;
  const ctx = tenantContext(identity.tenant);
  // Nothing kept here yet, and nothing to be made for a dry run.
  if (dryRun && storage.kind === 'embedded' && !existsSync(join(storage.directory, 'table.json'))) {
    process.stdout.write(report(reports, gathered.against([]), dryRun));
    return;
  }
  const { tables: unchecked, prepare, close } = await openStorage(config);
  const check = checkedTables([...recordRows, ...skillRows], ({ message }) =>
    process.stderr.write(`${message}\n`),
  );
  const tables = check(unchecked);
  try {
    await prepare();
    const { imported } = await loadWatched(tables, ctx);
    const before = imported === undefined ? [] : ((await loadPack(tables, ctx, imported)) ?? []);
    const result = gathered.against(before);
    if (!dryRun) {
      let shown: ReturnType<typeof progress> | undefined;
      await saveImport(tables, ctx, result.concepts, (part, parts) => {
        shown ??= progress('Writing', parts);
        shown.to(part);
      });
      shown?.end();
    }
    process.stdout.write(report(reports, result, dryRun));
  } finally {
    await close();
  }
}

try {
  await run(asked(process.argv.slice(2)));
} catch (error) {
  if (error instanceof Misused) process.stderr.write(`${error.message}\n${usage}\n`);
  else if (error instanceof BadSettings) process.stderr.write(`${error.message}\n`);
  else if (inUse(error) !== undefined) {
    process.stderr.write(
      'The local storage is in use, perhaps by npm start: stop that with Ctrl+C and run this again; nothing was written.\n',
    );
  } else throw error;
  // A storage that could not start keeps the process alive.
  process.exit(2);
}
