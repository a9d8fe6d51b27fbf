// npm run -s rounds -- population.json: the matching engine as a command. Reads a file (or standard
// input, as `-`) and prints the round as JSON; what is wrong with it goes to standard error, the
// first twenty faults by a sentence each, and the exit code is 2.
import { readFileSync } from 'node:fs';
import { matchRound, type Population, readPopulation } from '#bot/features/rounds/engine/index';
import { sentences } from '#bot/features/rounds/engine/sentences';

const [file, ...more] = process.argv.slice(2);
const faultsShown = 20;

/** Something is wrong with what was asked or read. */
class Refused extends Error {}

function refuse(faults: readonly string[]): never {
  const rest = faults.length - faultsShown;
  const shown = faults.slice(0, faultsShown);
  throw new Refused(
    [...shown, ...(rest > 0 ? [`And ${rest} more, ${faults.length} in all.`] : [])].join('\n'),
  );
}

function text(): string {
  if (file === undefined || more.length > 0) {
    return refuse(['Usage: npm run -s rounds -- population.json (or - for standard input).']);
  }
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return refuse([
      code === 'ENOENT' ? `There is no file ${file}.` : `${file} cannot be read (${code}).`,
    ]);
  }
}

function json(read: string): unknown {
  try {
    return JSON.parse(read.replace(/^\uFEFF/, ''));
  } catch (error) {
    const before = read.slice(0, breakOf(read)).split('\n');
    const where = `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
    const what = (error as Error).message.replace(
      /( at position|,? in JSON|, ["\u2026.]).*$/su,
      '',
    );
    return refuse([`The population is not JSON: ${what.replace(/\s/g, ' ')} (${where}).`]);
  }
}

/** Where text stops being JSON: not every message of Node 20 says it, so by halves. */
function breakOf(read: string): number {
  const cutOnly = (length: number): boolean => {
    try {
      JSON.parse(read.slice(0, length));
      return true;
    } catch (error) {
      const { message } = error as Error;
      const at = /position (\d+)/.exec(message)?.[1];
      return at === undefined
        ? /end of JSON/.test(message)
        : /Untermin/.test(message) || Number(at) === length;
    }
  };
  let good = 0;
  let bad = read.length;
  while (good < bad) {
    const middle = Math.ceil((good + bad) / 2);
    if (cutOnly(middle)) good = middle;
    else bad = middle - 1;
  }
  return good;
}

function population(): Population {
  const read = readPopulation(json(text()));
  return read.ok ? read.population : refuse(read.faults);
}

// Whoever reads may have seen enough, as `head` does.
process.stdout.on('error', () => process.exit());

function print({ activities, ...rest }: ReturnType<typeof matchRound>): void {
  // Piece by piece: as one text a round of a hundred thousand people would be held several times.
  process.stdout.write('{"activities":[');
  for (const [index, { kind, arcs, reasons }] of activities.entries()) {
    const said = JSON.stringify({ kind, arcs, reasons: sentences(reasons) });
    process.stdout.write(`${index === 0 ? '\n' : ',\n'}${said}`);
  }
  process.stdout.write(`\n],${JSON.stringify(rest).slice(1)}\n`);
}

try {
  print(matchRound(population()));
} catch (error) {
  if (!(error instanceof Refused)) throw error;
  process.stderr.write(`${error.message}\n`);
  // Not `exit`, which cuts off what a pipe has not taken yet.
  process.exitCode = 2;
}
