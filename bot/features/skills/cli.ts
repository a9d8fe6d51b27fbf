// npm run -s skills -- search "draaitabelen" --lang nl --json
import { parseArgs } from 'node:util';
import { attribution } from '#bot/features/skills/catalogue/attribution';
import {
  type Catalogue,
  catalogueOf,
  type Suggestion,
} from '#bot/features/skills/catalogue/catalogue';
import { seedShelf } from '#bot/features/skills/catalogue/vocabulary';
import { type Lang, languages } from '#bot/strings/index';

const usage = `npm run -s skills -- search "draaitabelen" [--lang ${languages.join('|')}] [--limit 1–50] [--json]`;
const most = 50;

/** Something is wrong with what was asked: one sentence. */
class Misused extends Error {}

interface Asked {
  readonly words: string;
  readonly lang: Lang;
  readonly limit: number;
  readonly json: boolean;
}

function asked(parameters: string[]): Asked {
  const { positionals, values } = parsed(parameters);
  const [command, ...words] = positionals;
  if (command !== 'search') {
    throw new Misused(
      command === undefined ? 'What shall I do?' : `I do not know the command “${command}”.`,
    );
  }
  if (words.join(' ').trim() === '') throw new Misused('Which skill? Give a word or a few.');
  const lang = languages.find((language) => language === values.lang);
  if (lang === undefined) {
    throw new Misused(`--lang is ${languages.join(' or ')}, not “${values.lang}”.`);
  }
  const limit = Number(values.limit);
  if (!Number.isInteger(limit) || limit < 1 || limit > most) {
    throw new Misused(`--limit is a whole number from 1 to ${most}, not “${values.limit}”.`);
  }
  return { words: words.join(' '), lang, limit, json: values.json };
}

function parsed(parameters: string[]) {
  try {
    return parseArgs({
      args: parameters,
      allowPositionals: true,
      options: {
        lang: { type: 'string', default: 'en' },
        limit: { type: 'string', default: '5' },
        json: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new Misused((error as Error).message);
  }
}

/** The vocabulary; with a storage in the settings also what the tenant added and imported. */
async function withCatalogue<T>(use: (catalogue: Catalogue) => T): Promise<T> {
  const { STORAGE_CONNECTION_STRING: connection, STORAGE_ACCOUNT: account } = process.env;
  if (!connection && !account) return use(catalogueOf([seedShelf]));
  const { openCatalogue } = await import('#bot/features/skills/stored');
  const { catalogue, close } = await openCatalogue(process.env);
  try {
    return use(catalogue);
  } finally {
    await close();
  }
}

function table(words: string, found: readonly Suggestion[], lang: Lang): string {
  if (found.length === 0) return `Nothing like “${words}”: it would be added as a new skill.\n`;
  const width = Math.max(...found.map(({ label }) => label.length));
  const lines = found.map(
    ({ id, label, score }) => `${label.padEnd(width)}  ${score.toFixed(3)}  ${id}\n`,
  );
  const imported = found.some(({ source }) => source === 'imported');
  return [...lines, ...(imported ? [`${attribution[lang]}\n`] : [])].join('');
}

try {
  const { words, lang, limit, json } = asked(process.argv.slice(2));
  const found = await withCatalogue((catalogue) => catalogue.search(words, lang, limit));
  process.stdout.write(
    json
      ? `${JSON.stringify(found.map(({ id, label, score }) => ({ id, label, score })))}\n`
      : table(words, found, lang),
  );
} catch (error) {
  if (error instanceof Misused) process.stderr.write(`${error.message}\n${usage}\n`);
  else if ((error as Error).name === 'BadSettings')
    process.stderr.write(`${(error as Error).message}\n`);
  else throw error;
  process.exitCode = 2;
}
